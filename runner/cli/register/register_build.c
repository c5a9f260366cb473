/* entente register build: the public pages of a register. */
#include <inttypes.h>
#include <stdio.h>

#include "base/err.h"
#include "base/lang.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/register/register.h"
#include "reports/register/register.h"
#include "reports/register/tlog.h"
#include "reports/site/site.h"

/* Nothing is published of a log that its key did not sign. */
static int check_log(const char *dir, const char *key, struct err *e)
{
    struct tlog *t = tlog_open(dir, NULL, false, e);
    struct note_key k;
    int rc = -1;

    if (t && register_log_key(&k, key, dir, e) == 0)
        rc = register_check_signer(tlog_note(t), &k, e);
    tlog_close(t);
    return rc ? err_at(e, dir, 0, 0) : 0;
}

struct asked {
    struct site_ask site;
    const char *key;
    const char *partner_key;
};

static int build(const struct asked *a, struct err *e)
{
    struct site_built b;

    if (!a->site.out)
        return err_set(e, ERR_USAGE, "give the folder of the site with -o");
    if (a->site.partner && !a->partner_key)
        return err_set(e, ERR_USAGE,
                       "give the partner's verifier key with --partner-vkey: "
                       "the one that lies beside a copy proves nothing");
    if (check_log(a->site.log, a->key, e) ||
        (a->site.partner && check_log(a->site.partner, a->partner_key, e)) ||
        site_build(&b, &a->site, e))
        return -1;
    printf(lang_tr("%" PRIu64 " certificates; %" PRIu64 " files, %" PRIu64
                   " of them written, %" PRIu64 " removed\n"),
           b.certificates, b.files, b.written, b.removed);
    return 0;
}

int register_cmd_build(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {0};
    char now[32];
    const struct opt opts[] = {
        {OPT_TEXT, "output",       'o', &a.site.out,        "DIR",
         N_("folder of the site; one that was made here is brought up to date"),
         0,                                                                         0},
        {OPT_TEXT, "certificates", 0,   &a.site.containers, "DIR",
         N_("sealed containers to hand out, each found by its digest"),          0, 0},
        {OPT_TEXT, "partner",      0,   &a.site.partner,    "DIR",
         N_("mirror of the partner's register: where do the nations differ?"),
         0,                                                                         0},
        {OPT_TEXT, "vkey",         0,   &a.key,             "KEY",
         N_("verifier key of the log (default: register.vkey in DIR)"),          0, 0},
        {OPT_TEXT, "partner-vkey", 0,   &a.partner_key,     "KEY",
         N_("verifier key of the partner's log"),                                0, 0},
        {OPT_END,  NULL,           0,   NULL,               NULL,  NULL,         0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("register build DIR -o DIR [--certificates DIR] [--partner "
                    "DIR --partner-vkey KEY] [--vkey KEY]"),
        .en =
            N_("Make the public pages of the register in DIR, in English and "
               "French: all certificates with a\nsearch, a page for each with "
               "its history and how to verify it, what was suspended or "
               "withdrawn,\nwhere the nations differ, a feed, index.json and "
               "badges. They are plain files: any web server\nhands them "
               "out.\n\nOnly what changed is written. Pages that say how "
               "things stand say on which day: build them\nevery day."),
        .example =
            "  entente register build register -o site --certificates issued "
            "\\\n    --partner gb-mirror --partner-vkey gb.vkey\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    machine_now(now);
    a.site.now = now;
    a.site.datadir = cli->datadir;
    a.site.log = args.a[0];
    rc = build(&a, &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}
