/* entente register list, prove, check, audit: what a reader does. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "base/lang.h"
#include "base/num.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/register/register.h"
#include "reports/register/register.h"
#include "reports/register/regstate.h"
#include "reports/register/tlog.h"
#include "reports/register/tlogproof.h"

/* --- list -------------------------------------------------------------------
 */

static void print_cert(const struct regcert *c, const char *today)
{
    printf("%-20s %-14s %s %s  %s\n", c->id,
           regstanding_name(regcert_on(c, today)), c->from ? c->from : "-",
           c->to ? c->to : "-", c->since);
}

static int print_json(const struct regstate *s, const char *today,
                      struct err *e)
{
    json_t *list = json_array();
    int rc;

    for (size_t i = 0; i < s->n; i++) {
        const struct regcert *c = &s->certs[i];

        (void)json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s, s:s?, s:s?, s:s, s:s?, s:s?, s:I, "
                      "s:I}",
                      "certificate", c->id, "kind",
                      c->recognition ? "recognition" : "certificate",
                      "standing", regstanding_name(regcert_on(c, today)),
                      "since", c->since, "from", c->from, "to", c->to, "sha256",
                      c->sha256, "origin", c->origin, "by", c->by, "entry",
                      (json_int_t)c->issued, "last_entry",
                      (json_int_t)c->last));
    }
    rc = json_dumpf(list, stdout, JSON_INDENT(2));
    json_decref(list);
    if (rc)
        return err_nomem(e);
    putchar('\n');
    return 0;
}

/* All entries of one certificate, as they stand in the log. */
static int history(struct tlog *t, const char *id, struct err *e)
{
    struct regentry r = {0};
    struct buf b;
    int rc = -1;
    uint64_t n = 0;

    buf_init(&b, TLOG_ENTRY_MAX);
    if (tlog_audit(t, NULL, NULL, e))
        goto done;
    for (uint64_t i = 0; i < tlog_head(t)->head.size; i++) {
        const char *of;

        if (tlog_entry(&b, t, i, e) || regentry_parse(&r, b.s, b.n, e))
            goto done;
        of = regentry_get(&r, REG_CERTIFICATE);
        if (!of || strcmp(of, id) != 0)
            continue;
        printf("%" PRIu64 " %s\n", i, b.s);
        n++;
    }
    rc = n > 0 ? 0
               : err_set(e, ERR_MISSING,
                         "the register has no certificate of this number");
done:
    buf_release(&b);
    return rc;
}

static int list(const char *dir, const char *id, bool json, struct err *e)
{
    struct tlog *t = tlog_open(dir, NULL, false, e);
    struct regstate s = {0};
    char now[32];
    int rc = -1;

    machine_now(now);
    now[ISODATE_DAY - 1] = 0; /* the day */
    if (!t)
        return -1;
    if (id) {
        rc = history(t, id, e);
    } else if (regstate_replay(&s, t, e) == 0) {
        for (size_t i = 0; !json && i < s.n; i++)
            print_cert(&s.certs[i], now);
        rc = json ? print_json(&s, now, e) : 0;
    }
    regstate_release(&s);
    tlog_close(t);
    return rc;
}

int register_cmd_list(const struct cli *cli, int argc, char **argv)
{
    bool json = false;
    const struct opt opts[] = {
        {OPT_FLAG, "json", 0, &json, NULL,
         N_("print the result as JSON instead of text"), 0, 0},
        {OPT_END,  NULL,   0, NULL,  NULL, NULL,         0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register list DIR [CERTIFICATE] [--json]"),
        .en = N_("Show the standing of each certificate today: its number, "
                 "standing, term, and since when;\nor every entry of one. "
                 "The log's signature is not checked here: see audit."),
        .example = "  entente register list register\n"
                   "  entente register list register FR-2026-0001\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 2,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (json && args.n > 1)
        err_set(&e, ERR_USAGE, "a history is JSON as it is: leave --json out");
    rc = e.code != ERR_NONE ||
                 list(args.a[0], args.n > 1 ? args.a[1] : NULL, json, &e)
             ? cmd_fail(&e)
             : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- prove -------------------------------------------------------------------
 */

/* A number of an entry, or the certificate whose issue it is. */
static int find_entry(uint64_t *out, struct tlog *t, const char *what,
                      struct err *e)
{
    const char *at = what;
    const char *end = what + strlen(what);
    struct regstate s = {0};
    const struct regcert *c;
    struct err no = {0};
    int64_t n;
    int rc = -1;

    if (num_parse(&n, &at, end, INT64_MAX, &no) == 0 && at == end) {
        *out = (uint64_t)n;
        return 0;
    }
    if (regstate_replay(&s, t, e))
        goto done;
    c = regstate_find(&s, what);
    if (!c) {
        err_set(e, ERR_MISSING,
                "the register has no certificate of this number");
        goto done;
    }
    *out = c->issued;
    rc = 0;
done:
    regstate_release(&s);
    return rc;
}

static int prove(const char *dir, const char *what, const char *out,
                 struct err *e)
{
    struct tlog *t = tlog_open(dir, NULL, false, e);
    struct buf b;
    uint64_t index;
    int rc = -1;

    buf_init(&b, TLOGPROOF_BYTES_MAX);
    if (!t || find_entry(&index, t, what, e) || tlogproof_make(&b, t, index, e))
        goto done;
    if (out) {
        rc = path_write(out, b.s, b.n, e);
    } else {
        fputs(b.s, stdout);
        rc = 0;
    }
done:
    buf_release(&b);
    tlog_close(t);
    return rc;
}

int register_cmd_prove(const struct cli *cli, int argc, char **argv)
{
    const char *out = NULL;
    const struct opt opts[] = {
        {OPT_TEXT, "output", 'o', &out, "FILE",
         N_("write it there instead of standard output"), 0, 0},
        {OPT_END,  NULL,     0,   NULL, NULL,   NULL,     0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register prove DIR ENTRY [-o FILE]"),
        .en = N_("Write the proof that an entry is in the log: ENTRY is its "
                 "number, or that of a certificate\n(its issue is meant). The "
                 "proof holds for ever, without the log; it does not show what "
                 "came\nafter."),
        .example = "  entente register prove register FR-2026-0001 -o "
                   "fr.tlog-proof\n",
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
    rc = prove(args.a[0], args.a[1], out, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- check --------------------------------------------------------------- */

struct keys {
    struct note_key *a;
    size_t n;
};

static int read_keys(struct keys *out, const struct opt_list *from,
                     struct err *e)
{
    if (from->n == 0)
        return err_set(e, ERR_USAGE,
                       "give the verifier keys that must have signed with "
                       "--vkey");
    out->a = calloc(from->n, sizeof *out->a);
    if (!out->a)
        return err_nomem(e);
    for (; out->n < from->n; out->n++) {
        if (register_key(&out->a[out->n], from->a[out->n], e))
            return -1;
    }
    return 0;
}

/* Each key must have signed; those of cosigners say when. */
static int check_keys(const struct note *n, const struct keys *keys,
                      struct err *e)
{
    for (size_t i = 0; i < keys->n; i++) {
        const struct note_key *k = &keys->a[i];
        char when[ISODATE_TIME];
        int64_t time = 0;
        bool found;

        if (note_check(&found, &time, n, k, e))
            return -1;
        if (!found)
            return err_set(e, ERR_REFUSED, "the checkpoint is not signed by %s",
                           k->name);
        if (k->kind == NOTE_COSIGNATURE && isodate_time(when, time) == 0)
            printf(lang_tr("cosigned by %s at %s\n"), k->name, when);
        else
            printf(lang_tr("signed by %s\n"), k->name);
    }
    return 0;
}

/* *judged: all could be read, so that a failure is an answer. */
static int check(bool *judged, const char *proof, const char *entry,
                 const struct opt_list *vkeys, struct err *e)
{
    struct keys keys = {0};
    struct tlogproof p;
    struct buf b;
    struct buf text;
    int rc = -1;

    buf_init(&b, TLOGPROOF_BYTES_MAX);
    buf_init(&text, TLOG_ENTRY_MAX + 1);
    if (read_keys(&keys, vkeys, e) || path_read(&b, proof, e) ||
        path_read(&text, entry, e) ||
        tlogproof_parse(&p, b.s ? b.s : "", b.n, e))
        goto done;
    *judged = true;
    if (text.n > 0 && text.s[text.n - 1] == '\n')
        text.n--; /* the file's end, not the entry's */
    if (tlogproof_check(&p, text.s ? text.s : "", text.n, e) ||
        check_keys(&p.note, &keys, e))
        goto done;
    printf(lang_tr("entry %" PRIu64 " of the %" PRIu64 " entries of %s\n"),
           p.index, p.checkpoint.head.size, p.checkpoint.origin);
    rc = 0;
done:
    free(keys.a);
    buf_release(&b);
    buf_release(&text);
    return rc;
}

/* A proof or log that does not hold is a verdict; what can not be read, not. */
static int exit_of(const struct err *e, bool judged)
{
    bool answer = e->code == ERR_MISMATCH || e->code == ERR_REFUSED;
    int rc = cmd_fail(e);

    return judged && answer ? CMD_NOT : rc;
}

int register_cmd_check(const struct cli *cli, int argc, char **argv)
{
    struct opt_list keys = {0};
    bool judged = false;
    const struct opt opts[] = {
        {OPT_LIST, "vkey", 0, &keys, "KEY",
         N_("verifier key that must have signed; may be given again"), 0, 0},
        {OPT_END,  NULL,   0, NULL,  NULL,  NULL,                      0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register check PROOF ENTRY --vkey KEY..."),
        .en = N_("Does the proof lead from the entry in file ENTRY to a head "
                 "that all these keys signed?\n\nExit: 0 yes; 1 no."),
        .example = "  entente register check fr.tlog-proof entry.json --vkey "
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
    rc = check(&judged, args.a[0], args.a[1], &keys, &e) ? exit_of(&e, judged)
                                                         : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- audit --------------------------------------------------------------- */

/* Each entry read, and those without effect named. */
static int see(void *arg, uint64_t index, const char *entry, size_t n,
               struct err *e)
{
    struct regstate *s = arg;
    struct regentry r = {0};
    size_t before = s->n_bad;

    if (regentry_parse(&r, entry, n, e) || regstate_add(s, &r, e))
        return err_at(e, NULL, index + 1, 0);
    if (s->n_bad > before)
        printf(lang_tr("entry %" PRIu64 " has no effect: %s\n"), index,
               lang_tr(s->bad[before].why));
    return 0;
}

static int read_older(struct note *out, struct buf *b, const char *path,
                      struct err *e)
{
    return path_read(b, path, e) || note_parse(out, b->s ? b->s : "", b->n, e)
               ? err_at(e, path, 0, 0)
               : 0;
}

static int audit_log(struct tlog *t, const struct keys *keys,
                     const struct note *older, struct err *e)
{
    struct regstate s = {.arena = {.max = (size_t)4 << 30}};
    int rc = -1;

    if (check_keys(tlog_note(t), keys, e) ||
        (older && register_check_older(t, older, e)) ||
        tlog_audit(t, see, &s, e))
        goto done;
    printf(lang_tr("%s: %" PRIu64 " entries, %zu certificates, %" PRIu64
                   " attempts; all lead to the signed root\n"),
           tlog_head(t)->origin, s.entries, s.n, s.attempts);
    rc = 0;
done:
    regstate_release(&s);
    return rc;
}

static int audit(bool *judged, const char *dir, const struct opt_list *vkeys,
                 const char *older, struct err *e)
{
    struct tlog *t = NULL;
    struct keys keys = {0};
    struct note note;
    struct buf b;
    int rc = -1;

    buf_init(&b, TLOG_CHECKPOINT_MAX);
    if (read_keys(&keys, vkeys, e) ||
        (older && read_older(&note, &b, older, e)))
        goto done;
    t = tlog_open(dir, NULL, false, e);
    *judged = t != NULL;
    rc = t ? audit_log(t, &keys, older ? &note : NULL, e) : -1;
done:
    tlog_close(t);
    free(keys.a);
    buf_release(&b);
    return rc;
}

int register_cmd_audit(const struct cli *cli, int argc, char **argv)
{
    struct opt_list keys = {0};
    const char *older = NULL;
    bool judged = false;
    const struct opt opts[] = {
        {OPT_LIST, "vkey",  0, &keys,  "KEY",
         N_("verifier key that must have signed; may be given again"),  0, 0},
        {OPT_TEXT, "older", 0, &older, "FILE",
         N_("an older checkpoint: the log must have begun as it says"), 0, 0},
        {OPT_END,  NULL,    0, NULL,   NULL,   NULL,                    0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register audit DIR --vkey KEY... [--older FILE]"),
        .en = N_("Hash every entry of the register again: do they lead to the "
                 "root that was signed, and is each\none an entry that can be? "
                 "Linear in the size of the log.\n\nExit: 0 yes; 1 no."),
        .example =
            "  entente register audit copy --vkey fr.vkey --vkey gb.vkey "
            "--older last-year\n",
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
    rc = audit(&judged, args.a[0], &keys, older, &e) ? exit_of(&e, judged)
                                                     : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}
