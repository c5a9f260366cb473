/* entente status: is a certificate in force, and what ends it? */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/statusfile.h"
#include "cli/cert/trustroot.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/register/register.h"
#include "reports/cert/status.h"
#include "reports/register/register.h"
#include "reports/register/regstate.h"
#include "reports/register/tlog.h"
#include "reports/site/badge.h"

#define TEXT_MAX      ((size_t)1 << 20)
#define DAY_SECONDS   86400
#define LIST_TEXT_MAX ((size_t)256 << 20)

struct asked {
    const char *trust;
    const char *trust_root;
    const char *dir; /* a register */
    const char *status;
    struct opt_list keys;
    const char *badge;
    bool json;
};

/* What is known of the certificate's register; release all three. */
struct source {
    struct statusfile file;
    struct buf text; /* the list, made of the log as it is */
    struct regstatus list;
    struct regstate log;
};

static int check_keys(struct tlog *t, const struct asked *a, struct err *e)
{
    struct note_key k;

    if (a->keys.n == 0)
        return register_log_key(&k, NULL, a->dir, e) ||
                       register_check_signer(tlog_note(t), &k, e)
                   ? -1
                   : 0;
    for (size_t i = 0; i < a->keys.n; i++) {
        bool found;

        if (register_key(&k, a->keys.a[i], e) ||
            note_check(&found, NULL, tlog_note(t), &k, e))
            return -1;
        if (!found)
            return err_set(e, ERR_REFUSED, "the checkpoint is not signed by %s",
                           k.name);
    }
    return 0;
}

/* The log itself, so its list is as new as can be. */
static int read_log(struct source *s, const struct asked *a, const char *now,
                    struct err *e)
{
    struct tlog *t = tlog_open(a->dir, NULL, false, e);
    char next[ISODATE_TIME];
    int rc = -1;

    if (!t || check_keys(t, a, e) || regstate_replay(&s->log, t, e))
        goto done;
    if (isodate_time(next, isodate_seconds(now) + DAY_SECONDS)) {
        err_set(e, ERR_RANGE, "the list would be due outside of the years");
        goto done;
    }
    buf_init(&s->text, LIST_TEXT_MAX);
    if (regstatus_write(&s->text, tlog_head(t), &s->log, now, next, e) ||
        regstatus_parse(&s->list, s->text.s, s->text.n, e))
        goto done;
    rc = 0;
done:
    tlog_close(t);
    return rc;
}

static int read_source(struct source *s, struct status_ask *ask,
                       const struct asked *a, struct err *e)
{
    if (a->dir && a->status)
        return err_set(e, ERR_USAGE, "give --register or --status, not both");
    if (a->dir) {
        if (read_log(s, a, ask->now, e))
            return -1;
        ask->list = &s->list;
        ask->log = &s->log;
    } else if (statusfile_read(&s->file, a->status, a->keys.a, a->keys.n, e)) {
        return -1;
    } else if (a->status) {
        ask->list = &s->file.list;
    }
    return 0;
}

static int write_badge(const char *path, const struct status *s, struct err *e)
{
    struct buf svg;
    int rc = -1;

    if (s->v.state == VERIFY_REFUSED)
        return err_set(e, ERR_REFUSED, "what is refused has no badge");
    buf_init(&svg, TEXT_MAX);
    badge_write(&svg, s->number, s->sha256);
    if (buf_check(&svg, e) == 0)
        rc = path_write(path, svg.s, svg.n, e);
    buf_release(&svg);
    return rc;
}

static int print(const struct status *s, const struct asked *a, struct err *e)
{
    struct buf text;
    int rc;

    buf_init(&text, TEXT_MAX);
    if (a->json)
        status_json(&text, s);
    else
        status_text(&text, s);
    rc = buf_check(&text, e);
    if (rc == 0)
        fputs(text.s, stdout);
    buf_release(&text);
    return rc;
}

static int exit_of(enum status_state s)
{
    switch (s) {
    case STATUS_IN_FORCE:
        return CMD_OK;
    case STATUS_OVER:
        return CMD_NOT;
    case STATUS_UNKNOWN:
        return CMD_UNDECIDED;
    }
    return CMD_FAULT;
}

static int status(const struct cli *cli, const char *path,
                  const struct asked *a)
{
    char now[32];
    struct status_ask ask = {.path = path,
                             .trust = a->trust,
                             .trust_root = a->trust_root,
                             .now = now};
    struct source source = {0};
    struct status s = {0};
    struct err e = {0};
    int rc;

    machine_now(now);
    if (read_source(&source, &ask, a, &e) || status_of(&s, &ask, &e) ||
        (a->badge && write_badge(a->badge, &s, &e)) || print(&s, a, &e)) {
        rc = cmd_fail(&e);
    } else {
        rc = exit_of(s.state);
        if (status_ends_soon(&s))
            cmd_say(cli, lang_tr("entente: %s ends on %s\n"), s.number,
                    s.ends.a[0].last);
    }
    status_release(&s);
    statusfile_release(&source.file);
    buf_release(&source.text);
    regstate_release(&source.log);
    return rc;
}

int cmd_status(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {0};
    const struct opt opts[] = {
        {OPT_TEXT, "register",    0, &a.dir,    "DIR",
         N_("the register itself, or a mirror of it"),                  0, 0},
        {OPT_TEXT, "status",      0, &a.status, "FILE",
         N_("the register's signed list of status"),                    0, 0},
        {OPT_LIST, "status-vkey", 0, &a.keys,   "KEY",
         N_("verifier key that must have signed list or register; may be "
            "given again"),
         0,                                                                0},
        {OPT_TEXT, "trust",       0, &a.trust,  "DIR",
         N_("folder with trust.xml: known signers, recognised suites"), 0, 0},
        TRUSTROOT_OPT(a.trust_root),
        {OPT_TEXT, "badge",       0, &a.badge,  "FILE",
         N_("write a badge (SVG) with its number and digest"),          0, 0},
        {OPT_FLAG, "json",        0, &a.json,   NULL,
         N_("print the result as JSON instead of text"),                0, 0},
        {OPT_END,  NULL,          0, NULL,      NULL,   NULL,           0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("status FILE [--register DIR | --status FILE --status-vkey "
                    "KEY] [--trust DIR] [--badge FILE] [--json]"),
        .en = N_(
            "Is the certificate or recognition FILE in force today, how "
            "many days are left, and what ends\nit: its term, a waiver "
            "that it rests on, a suite that was retired and the days of "
            "grace, or\nwhat the register says of it? Fewer than 90 days "
            "are told on standard error.\nErrata that touch one of its suites "
            "are told too: they end nothing.\n\nWho issued it is known by "
            "the trust store, or by the register's entry of exactly this "
            "container.\nWithout --status-vkey a register is believed by "
            "the key that lies beside it.\n\nExit: 0 in force; 1 over, "
            "suspended, withdrawn, superseded or refused; 3 unknown (the "
            "list is\nold, or nobody was asked)."),
        .example =
            "  entente status certificate.asice --register register\n"
            "  entente status certificate.asice --trust fr-trust --status "
            "status \\\n    --status-vkey fr.vkey --json\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = status(cli, args.a[0], &a);
    opt_release(&args, &spec);
    return rc;
}
