/* entente register add, open: entries, and what a confidential one was. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/register/register.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/register/regcommit.h"
#include "reports/register/regfrom.h"
#include "reports/register/regstate.h"
#include "reports/register/tlog.h"
#include "reports/seal/asic.h"
#include "reports/seal/seal.h"
#include "reports/seal/verify.h"

#define ENTRIES_FILE_MAX ((size_t)1 << 30)
#define FIELD_TEXT       64

struct asked {
    const char *from;    /* a certificate's container */
    const char *entries; /* a file of entries, one a line */
    const char *opening; /* confidential: where the opening goes */
};

/* "field=value" into the entry. */
static int take_field(struct regentry *r, const char *text, struct err *e)
{
    const char *is = strchr(text, '=');

    if (!is)
        return err_set(e, ERR_USAGE,
                       "'%s' is no field: FIELD=VALUE is expected", text);
    for (int f = 0; f < REG_FIELDS; f++) {
        const char *name = regfield_name((enum regfield)f);

        if (strlen(name) == (size_t)(is - text) &&
            memcmp(name, text, strlen(name)) == 0)
            return regentry_set(r, (enum regfield)f, is + 1, e);
    }
    return err_set(e, ERR_USAGE, "an entry has no field called '%.*s'",
                   (int)(is - text), text);
}

static int take_verified(struct regentry *r, const struct verified *v,
                         const char *sha256, struct err *e)
{
    if (v->state == VERIFY_REFUSED)
        return err_set(e, ERR_REFUSED, "the container does not verify: %s",
                       v->reason);
    if (v->recognition && r->action == REG_RECOGNISE)
        return regfrom_recognition(r, &v->recognition->r,
                                   &v->recognition->certificate->certificate->c,
                                   sha256, e);
    if (!v->certificate)
        return err_set(e, ERR_REFUSED,
                       "the container holds no certificate, but a %s",
                       verify_kind_name(v->kind));
    return regfrom_certificate(r, &v->certificate->c, sha256, e);
}

static int take_certificate(struct regentry *r, const char *path, struct err *e)
{
    struct verified v = {0};
    struct asic a = {0};
    struct buf b;
    char sha256[DIGEST_HEX_MAX];
    int rc = -1;

    buf_init(&b, SEAL_BYTES_MAX);
    if (path_read(&b, path, e) || asic_open(&a, b.s ? b.s : "", b.n, e) ||
        asic_issued(sha256, &a, a.n_sigs, e) ||
        verify_bytes(&v, b.s ? b.s : "", b.n, NULL, e))
        goto done;
    rc = take_verified(r, &v, sha256, e);
done:
    asic_release(&a);
    verified_release(&v);
    buf_release(&b);
    return rc ? err_at(e, path, 0, 0) : 0;
}

/* What nobody typed: time and format. */
static int take_defaults(struct regentry *r, struct err *e)
{
    char now[32];

    machine_now(now);
    if (!regentry_get(r, REG_AT) && regentry_set(r, REG_AT, now, e))
        return -1;
    return regentry_set(r, REG_FORMAT, REGENTRY_FORMAT, e);
}

static int build(struct regentry *r, const struct asked *a,
                 const struct opt_args *args, struct err *e)
{
    if (regentry_set(r, REG_ACTION, args->a[1], e))
        return -1;
    for (size_t i = 2; i < args->n; i++) {
        if (take_field(r, args->a[i], e))
            return -1;
    }
    if ((a->from && take_certificate(r, a->from, e)) || take_defaults(r, e))
        return -1;
    return regentry_check(r, e);
}

static int stage(struct tlog *t, const struct regentry *r, struct err *e)
{
    struct buf b;
    int rc = -1;

    buf_init(&b, REGENTRY_BYTES_MAX);
    regentry_write(&b, r);
    if (buf_check(&b, e) == 0)
        rc = tlog_stage(t, b.s, b.n, e);
    buf_release(&b);
    return rc;
}

/* One that waits already counts as if it were in the log. */
static int count_waiting(void *arg, const char *entry, size_t n, struct err *e)
{
    struct regentry r = {0};

    return regentry_parse(&r, entry, n, e) || regstate_add(arg, &r, e) ? -1 : 0;
}

/* An entry that would have no effect is refused. */
static int check_effect(const struct regstate *s, const struct regentry *r,
                        struct err *e)
{
    const char *why = regstate_refuses(s, r);

    return why ? err_set(e, ERR_REFUSED, "the entry would have no effect: %s",
                         lang_tr(why))
               : 0;
}

static int load_state(struct regstate *s, struct tlog *t, struct err *e)
{
    return regstate_replay(s, t, e) || tlog_staged(t, count_waiting, s, e) ? -1
                                                                           : 0;
}

static int hide(struct regentry *r, const char *path, struct err *e)
{
    struct regentry told = *r;
    struct buf opening;
    int rc = -1;

    buf_init(&opening, REGENTRY_BYTES_MAX + FIELD_TEXT * 2);
    if (path_exists(path))
        err_set(e, ERR_USAGE, "the file is there already: %s", path);
    else if (regcommit_make(r, &opening, &told, e) == 0)
        rc = path_write(path, opening.s, opening.n, e);
    buf_release(&opening);
    return rc;
}

static int add_one(struct tlog *t, const struct asked *a,
                   const struct opt_args *args, struct err *e)
{
    struct regstate s = {0};
    struct regentry r = {0};
    int rc = -1;

    if (build(&r, a, args, e) || (a->opening && hide(&r, a->opening, e)) ||
        load_state(&s, t, e) || check_effect(&s, &r, e) || stage(t, &r, e))
        goto done;
    rc = tlog_stage_sync(t, e);
    if (rc == 0)
        printf("%" PRIu64 "\n", s.entries);
done:
    regstate_release(&s);
    return rc;
}

/* Each line of the file to `each`, with its number in errors. */
static int each_line(const struct buf *b,
                     int (*each)(void *arg, const char *line, size_t n,
                                 struct err *e),
                     void *arg, uint64_t *lines, struct err *e)
{
    const char *at = b->s;
    const char *end = b->s + b->n;

    *lines = 0;
    while (at < end) {
        const char *eol = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((eol ? eol : end) - at);

        ++*lines;
        if (each(arg, at, n, e))
            return err_at(e, NULL, *lines, 0);
        at += n + (eol != NULL);
    }
    return 0;
}

static int try_line(void *arg, const char *line, size_t n, struct err *e)
{
    struct regstate *s = arg;
    struct regentry r = {0};

    return regentry_parse(&r, line, n, e) || check_effect(s, &r, e) ||
                   regstate_add(s, &r, e)
               ? -1
               : 0;
}

static int stage_line(void *arg, const char *line, size_t n, struct err *e)
{
    return tlog_stage(arg, line, n, e);
}

/* All of a file, or none: it is read through before the first is staged. */
static int add_lines(struct tlog *t, const struct buf *b, struct err *e)
{
    struct regstate s = {0};
    uint64_t lines;
    int rc = -1;

    if (load_state(&s, t, e) || each_line(b, try_line, &s, &lines, e) ||
        each_line(b, stage_line, t, &lines, e) || tlog_stage_sync(t, e))
        goto done;
    printf(lang_tr("%" PRIu64 " entries wait\n"), lines);
    rc = 0;
done:
    regstate_release(&s);
    return rc;
}

static int add_file(struct tlog *t, const char *path, struct err *e)
{
    struct buf b;
    int rc = -1;

    buf_init(&b, ENTRIES_FILE_MAX);
    if (path_read(&b, path, e) == 0)
        rc = b.n == 0 ? 0 : add_lines(t, &b, e);
    buf_release(&b);
    return rc ? err_at(e, path, 0, 0) : 0;
}

static int add(const struct asked *a, const struct opt_args *args,
               struct err *e)
{
    struct tlog *t;
    int rc;

    if ((args->n < 2) != (a->entries != NULL))
        return err_set(e, ERR_USAGE,
                       "give an action and its fields, or a file with "
                       "--entries");
    t = tlog_open(args->a[0], NULL, true, e);
    if (!t)
        return -1;
    rc = a->entries ? add_file(t, a->entries, e) : add_one(t, a, args, e);
    tlog_close(t);
    return rc;
}

int register_cmd_add(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {0};
    const struct opt opts[] = {
        {OPT_TEXT, "from",         0, &a.from,    "FILE",
         N_("take number, product, suites and term from this certificate"), 0,
         0                                                                      },
        {OPT_TEXT, "entries",      0, &a.entries, "FILE",
         N_("many entries: JSON, one a line, all of them or none"),         0, 0},
        {OPT_TEXT, "confidential", 0, &a.opening, "FILE",
         N_("log only a commitment to the attempt; FILE is what opens it"), 0,
         0                                                                      },
        {OPT_END,  NULL,           0, NULL,       NULL,   NULL,             0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register add DIR ACTION [FIELD=VALUE...] [--from FILE]"),
        .en = N_(
            "Put an entry into the queue of the register in DIR; the next "
            "checkpoint takes it into the\nlog. No key is needed. "
            "Printed is the number that it will have.\n\nActions: issue, "
            "recognise, suspend, reinstate, withdraw, supersede, waive, "
            "attempt,\nerratum, retire-suite, distrust-key. Fields: "
            "at, body, by, case, certificate, from, key,\nnation, of, origin, "
            "outcome, product, reason, reservations, sha256, since, "
            "suites,\ntechnology, to, vendor, version. What an action "
            "needs and lacks is said.\n\nAn entry is public for ever: "
            "no name of a person belongs in it."),
        .example =
            "  entente register add register issue --from certificate.asice "
            "\\\n    body='Certif FR' nation=FR\n"
            "  entente register add register suspend certificate=FR-2026-0001 "
            "\\\n    body='Certif FR' nation=FR reason='complaint 17'\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 2 + REG_FIELDS,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = add(&a, &args, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}

/* --- open ----------------------------------------------------------------- */

static int read_hidden(struct regentry *out, const char *dir, int64_t index,
                       struct err *e)
{
    struct tlog *t = tlog_open(dir, NULL, false, e);
    struct buf b;
    int rc = -1;

    buf_init(&b, TLOG_ENTRY_MAX);
    if (t && tlog_entry(&b, t, (uint64_t)index, e) == 0)
        rc = regentry_parse(out, b.s, b.n, e);
    buf_release(&b);
    tlog_close(t);
    return rc;
}

static int show_opening(const char *dir, int64_t index, const char *path,
                        struct err *e)
{
    struct regentry hidden = {0};
    struct regentry told = {0};
    struct buf b;
    struct buf out;
    int rc = -1;

    buf_init(&b, REGENTRY_BYTES_MAX + FIELD_TEXT * 2);
    buf_init(&out, REGENTRY_BYTES_MAX + 1);
    if (read_hidden(&hidden, dir, index, e) || path_read(&b, path, e) ||
        regcommit_open(&told, &hidden, b.s ? b.s : "", b.n, e))
        goto done;
    regentry_write(&out, &told);
    if (buf_check(&out, e))
        goto done;
    printf("%s\n", out.s);
    rc = 0;
done:
    buf_release(&b);
    buf_release(&out);
    return rc;
}

int register_cmd_open(const struct cli *cli, int argc, char **argv)
{
    int64_t index = -1;
    const struct opt opts[] = {
        {OPT_INT, "entry", 0, &index, "N",  N_("number of the entry, from 0"), 0,
         (double)((int64_t)1 << 40)                                                },
        {OPT_END, NULL,    0, NULL,   NULL, NULL,                              0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register open DIR OPENING --entry N"),
        .en = N_("Show what the confidential attempt in entry N was: the file "
                 "OPENING must fit the commitment\nthat was logged."),
        .example =
            "  entente register open register attempt.opening --entry 7\n",
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
    if (index < 0)
        err_set(&e, ERR_USAGE, "give the number of the entry with --entry");
    rc = e.code != ERR_NONE || show_opening(args.a[0], index, args.a[1], &e)
             ? cmd_fail(&e)
             : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}
