/* entente register init, checkpoint, statuslist, mirror, cosign, take: what its
 * keeper and the partner do. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/register/register.h"
#include "reports/register/register.h"
#include "reports/register/regstatus.h"

#define FD_MAX   1023
#define DAYS_MAX 366

/* A key and the name that it signs under. */
struct with_key {
    const char *key;
    const char *name;
    int64_t passphrase_fd;
};

#define KEY_OPTIONS(w)                                                         \
    {OPT_TEXT, "key", 0, &(w).key, "FILE", N_("private key, PEM: Ed25519"),    \
     0,        0},                                                             \
    {                                                                          \
        OPT_INT, "passphrase-fd", 0, &(w).passphrase_fd, "N",                  \
            N_("read the key's passphrase from this descriptor"), 0, FD_MAX    \
    }

static struct note_signer *open_key(const struct with_key *w,
                                    enum note_kind kind, struct err *e)
{
    if (!w->key || !w->name) {
        err_set(e, ERR_USAGE,
                "give the key with --key, and the name that it signs under "
                "with --name");
        return NULL;
    }
    return note_signer_open(w->key, (int)w->passphrase_fd, w->name, kind, e);
}

/* The log's own key; its name is that of the log. */
static struct note_signer *open_log_key(struct with_key *w, const char *dir,
                                        struct note_key *own, struct err *e)
{
    if (!w->key) {
        err_set(e, ERR_USAGE, "give the register's key with --key");
        return NULL;
    }
    if (register_log_key(own, NULL, dir, e))
        return NULL;
    return note_signer_open(w->key, (int)w->passphrase_fd, own->name,
                            NOTE_ED25519, e);
}

static void print_key(const struct note_key *k)
{
    struct buf b;
    struct err none = {0};

    buf_init(&b, NOTE_KEY_TEXT);
    note_key_write(&b, k);
    if (buf_check(&b, &none) == 0)
        printf("%s\n", b.s);
    buf_release(&b);
}

/* --- init ---------------------------------------------------------------- */

static int init(const struct cli *cli, const char *dir,
                const struct with_key *w, bool new_key, struct err *e)
{
    struct note_signer *s = NULL;
    int rc = -1;

    if (new_key && w->key && note_key_make(w->key, e))
        return -1;
    s = open_key(w, NOTE_ED25519, e);
    if (!s || register_init(dir, s, e))
        goto done;
    cmd_say(cli, lang_tr("register: %s\n"), dir);
    print_key(note_signer_key(s));
    rc = 0;
done:
    note_signer_free(s);
    return rc;
}

int register_cmd_init(const struct cli *cli, int argc, char **argv)
{
    struct with_key w = {.passphrase_fd = -1};
    bool new_key = false;
    const struct opt opts[] = {
        KEY_OPTIONS(w),
        {OPT_FLAG, "new-key", 0, &new_key, NULL,
             N_("make the key: an Ed25519 key in that file, which must not be there"),
             0,                                                                           0},
        {OPT_TEXT, "name",    0, &w.name,  "NAME",
             N_("the register's name, such as example.org/register"),                  0, 0},
        {OPT_END,  NULL,      0, NULL,     NULL,   NULL,                           0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register init DIR --name NAME --key FILE [--new-key]"),
        .en = N_("Begin an empty register in DIR: plain files that any web "
                 "server can hand out. Printed is\nits verifier key, by which "
                 "others know it."),
        .example = "  entente register init register --name "
                   "register.example.fr --key log.key --new-key\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = init(cli, args.a[0], &w, new_key, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- key ------------------------------------------------------------------ */

static int key(const struct with_key *w, bool new_key, bool cosigner,
               struct err *e)
{
    struct note_signer *s;

    if (new_key && w->key && note_key_make(w->key, e))
        return -1;
    s = open_key(w, cosigner ? NOTE_COSIGNATURE : NOTE_ED25519, e);
    if (!s)
        return -1;
    print_key(note_signer_key(s));
    note_signer_free(s);
    return 0;
}

int register_cmd_key(const struct cli *cli, int argc, char **argv)
{
    struct with_key w = {.passphrase_fd = -1};
    bool new_key = false;
    bool cosigner = false;
    const struct opt opts[] = {
        KEY_OPTIONS(w),
        {OPT_FLAG, "new-key",  0, &new_key,  NULL,
             N_("make the key: an Ed25519 key in that file, which must not be there"),
             0,                                                                           0},
        {OPT_TEXT, "name",     0, &w.name,   "NAME",
             N_("the name that the key signs under"),                                  0, 0},
        {OPT_FLAG, "cosigner", 0, &cosigner, NULL,
             N_("a key for cosignatures, not for a register of its own"),              0, 0},
        {OPT_END,  NULL,       0, NULL,      NULL,   NULL,                         0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register key --key FILE --name NAME [--cosigner] "
                    "[--new-key]"),
        .en = N_("Print the verifier key of a private key: one line, by which "
                 "others know the signer."),
        .example =
            "  entente register key --key gb.key --name cosign.example.uk "
            "--cosigner --new-key\n",
        .opts = opts,
        .min_args = 0,
        .max_args = 0,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = key(&w, new_key, cosigner, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- checkpoint ----------------------------------------------------------- */

static int checkpoint(const char *dir, struct with_key *w, struct err *e)
{
    struct note_key own;
    struct note_signer *s = open_log_key(w, dir, &own, e);
    uint64_t added = 0;
    int rc = -1;

    if (s && register_checkpoint(&added, dir, s, e) == 0) {
        if (added == 1)
            fputs(lang_tr("1 entry added\n"), stdout);
        else
            printf(lang_tr("%" PRIu64 " entries added\n"), added);
        rc = 0;
    }
    note_signer_free(s);
    return rc;
}

int register_cmd_checkpoint(const struct cli *cli, int argc, char **argv)
{
    struct with_key w = {.passphrase_fd = -1};
    const struct opt opts[] = {
        KEY_OPTIONS(w),
        {OPT_END, NULL, 0, NULL, NULL, NULL, 0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register checkpoint DIR --key FILE"),
        .en = N_("Take the entries that wait into the log and sign its new "
                 "head. Refused when the log's\nfiles are not what the last "
                 "checkpoint signed."),
        .example = "  entente register checkpoint register --key log.key\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = checkpoint(args.a[0], &w, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- statuslist ------------------------------------------------------------
 */

static int write_list(struct buf *text, const char *dir, int64_t days,
                      const struct note_signer *k, struct err *e)
{
    struct tlog *t = tlog_open(dir, NULL, false, e);
    struct regstate s = {0};
    char made[32];
    char next[ISODATE_TIME];
    int rc = -1;

    machine_now(made);
    if (!t || register_check_signer(tlog_note(t), note_signer_key(k), e) ||
        regstate_replay(&s, t, e))
        goto done;
    if (isodate_time(next, isodate_seconds(made) + days * 86400)) {
        err_set(e, ERR_RANGE, "the next list would be due after 9999");
        goto done;
    }
    rc = regstatus_write(text, tlog_head(t), &s, made, next, e);
done:
    regstate_release(&s);
    tlog_close(t);
    return rc;
}

static int statuslist(const char *dir, struct with_key *w, int64_t days,
                      const char *out, struct err *e)
{
    struct note_key own;
    struct note_signer *s = open_log_key(w, dir, &own, e);
    struct buf text;
    struct buf note;
    int rc = -1;

    buf_init(&text, NOTE_BYTES_MAX);
    buf_init(&note, NOTE_BYTES_MAX);
    if (s && write_list(&text, dir, days, s, e) == 0 &&
        note_sign(&note, text.s, text.n, s, e) == 0)
        rc = path_write(out, note.s, note.n, e);
    buf_release(&text);
    buf_release(&note);
    note_signer_free(s);
    return rc;
}

int register_cmd_statuslist(const struct cli *cli, int argc, char **argv)
{
    struct with_key w = {.passphrase_fd = -1};
    const char *out = NULL;
    char beside[PATH_TEXT_MAX];
    int64_t days = 7;
    const struct opt opts[] = {
        KEY_OPTIONS(w),
        {OPT_INT,  "days",   0,   &days, "N",
             N_("days until the next list is due (default 7)"), 1, DAYS_MAX},
        {OPT_TEXT, "output", 'o', &out,  "FILE",
             N_("the list (default: status in DIR)"),           0, 0       },
        {OPT_END,  NULL,     0,   NULL,  NULL,   NULL,      0, 0       },
    };
    const struct opt_spec spec = {
        .usage = N_("register statuslist DIR --key FILE [--days N] [-o FILE]"),
        .en = N_("Sign the list of all that is suspended, withdrawn or "
                 "superseded, with its date and the date\nof the next one. A "
                 "proof of inclusion can not show that no suspension came "
                 "later: this can."),
        .example = "  entente register statuslist register --key log.key\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (!out && path_join(beside, args.a[0], "status", &e) == 0)
        out = beside;
    rc = out && statuslist(args.a[0], &w, days, out, &e) == 0 ? CMD_OK
                                                              : cmd_fail(&e);
    opt_release(&args, &spec);
    return rc;
}

/* --- mirror -----------------------------------------------------------------
 */

static int mirror(const char *from, const char *to, const char *key,
                  struct err *e)
{
    struct register_mirrored m = {0};
    struct note_key log;

    if (!key)
        return err_set(e, ERR_USAGE,
                       "give the register's verifier key with --vkey: the one "
                       "that lies beside a copy proves nothing");
    if (register_key(&log, key, e) || register_mirror(&m, from, to, &log, e))
        return -1;
    printf(lang_tr("%" PRIu64 " entries, %" PRIu64 " of them new\n"), m.after,
           m.after - m.before);
    return 0;
}

int register_cmd_mirror(const struct cli *cli, int argc, char **argv)
{
    const char *key = NULL;
    const struct opt opts[] = {
        {OPT_TEXT, "vkey", 0, &key, "KEY",
         N_("verifier key of the register, or a file that holds it"), 0, 0},
        {OPT_END,  NULL,   0, NULL, NULL,  NULL,                      0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register mirror FROM TO --vkey KEY"),
        .en = N_("Bring the copy TO up to the register FROM. Each new entry is "
                 "hashed again and must lead to the\nroot that FROM signed: a "
                 "log that was rewritten or forked is refused, and the copy "
                 "stays as it was."),
        .example = "  entente register mirror /mnt/fr/register copy --vkey "
                   "fr.vkey\n",
        .opts = opts,
        .min_args = 2,
        .max_args = 2,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = mirror(args.a[0], args.a[1], key, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- cosign and take ----------------------------------------------------- */

static int cosign(const char *dir, const struct with_key *w, const char *key,
                  struct err *e)
{
    struct note_signer *s = open_key(w, NOTE_COSIGNATURE, e);
    struct note_key log;
    struct buf out;
    char now[32];
    int rc = -1;

    buf_init(&out, TLOG_CHECKPOINT_MAX);
    machine_now(now);
    if (s && register_log_key(&log, key, dir, e) == 0 &&
        register_cosign(&out, dir, &log, s, isodate_seconds(now), e) == 0) {
        fputs(out.s, stdout);
        rc = 0;
    }
    buf_release(&out);
    note_signer_free(s);
    return rc;
}

int register_cmd_cosign(const struct cli *cli, int argc, char **argv)
{
    struct with_key w = {.passphrase_fd = -1};
    const char *key = NULL;
    const struct opt opts[] = {
        KEY_OPTIONS(w),
        {OPT_TEXT, "name", 0, &w.name, "NAME",
             N_("the name that the key signs under"),                         0, 0},
        {OPT_TEXT, "vkey", 0, &key,    "KEY",
             N_("verifier key of the register (default: the mirror's file)"), 0, 0},
        {OPT_END,  NULL,   0, NULL,    NULL,   NULL,                      0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register cosign DIR --key FILE --name NAME [--vkey KEY]"),
        .en = N_("Sign the head of a mirror: that it is the largest log seen, "
                 "and grew from all that was seen\nbefore. The cosigned "
                 "checkpoint is printed: send it to the register's keeper."),
        .example = "  entente register cosign copy --key gb.key --name "
                   "cosign.example.uk >checkpoint.gb\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = cosign(args.a[0], &w, key, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

static int take(const char *dir, const char *file, const char *key,
                struct err *e)
{
    struct note_key cosigner;
    struct buf b;
    int rc = -1;

    if (!key)
        return err_set(e, ERR_USAGE,
                       "give the cosigner's verifier key with --vkey");
    buf_init(&b, TLOG_CHECKPOINT_MAX);
    if (register_key(&cosigner, key, e) == 0 && path_read(&b, file, e) == 0)
        rc = register_take(dir, b.s ? b.s : "", b.n, &cosigner, e);
    buf_release(&b);
    return rc;
}

int register_cmd_take(const struct cli *cli, int argc, char **argv)
{
    const char *key = NULL;
    const struct opt opts[] = {
        {OPT_TEXT, "vkey", 0, &key, "KEY",
         N_("verifier key of the cosigner, or a file that holds it"), 0, 0},
        {OPT_END,  NULL,   0, NULL, NULL,  NULL,                      0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register take DIR FILE --vkey KEY"),
        .en = N_("Put the cosigned checkpoint FILE in place of the register's "
                 "own: the same head, and the\npartner's line must hold."),
        .example = "  entente register take register checkpoint.gb --vkey "
                   "gb.vkey\n",
        .opts = opts,
        .min_args = 2,
        .max_args = 2,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = take(args.a[0], args.a[1], key, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}
