/* entente verify: is a sealed container what it says, and whose is it? */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

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
#include "reports/seal/verify.h"
#include "reports/seal/verifytext.h"

#define TEXT_MAX ((size_t)16 << 20)

struct asked {
    const char *trust;
    const char *trust_root;
    const char *require;
    const char *at;
    const char *status;
    struct opt_list status_keys;
    bool timed; /* a time that is not proved is exit 3 */
    bool unrevoked;
    bool strict;
    bool json;
};

static int exit_of(const struct verified *v, const struct asked *a)
{
    switch (v->state) {
    case VERIFY_VALID:
        if (a->strict && !verified_attributed(v))
            return CMD_UNDECIDED;
        if (a->unrevoked && !verified_unrevoked(v))
            return CMD_UNDECIDED;
        return a->timed && !verified_timed(v) ? CMD_UNDECIDED : CMD_OK;
    case VERIFY_REFUSED:
    case VERIFY_ENDED:
        return CMD_NOT;
    case VERIFY_UNKNOWN:
        return CMD_UNDECIDED;
    }
    return CMD_FAULT;
}

static int print(const struct verified *v, const char *path, bool json,
                 struct err *e)
{
    struct buf text = {0};
    int rc;

    buf_init(&text, TEXT_MAX);
    if (json)
        verifytext_json(&text, v);
    else
        verifytext_write(&text, v, path_base(path));
    rc = buf_check(&text, e);
    if (rc == 0)
        fputs(text.s, stdout);
    buf_release(&text);
    return rc;
}

#define REQUIRE_MAX 8

/* "FR,GB" into its parts; `text` is cut up. */
static int split(struct verify_ask *ask, const char *part[REQUIRE_MAX],
                 char *text, struct err *e)
{
    char *one = text;

    while (one) {
        char *comma = strchr(one, ',');

        if (comma)
            *comma = '\0';
        if (ask->n_require == REQUIRE_MAX || strlen(one) != 2)
            return err_set(e, ERR_USAGE,
                           "--require takes nations such as FR,GB, not '%s'",
                           one);
        part[ask->n_require++] = one;
        one = comma ? comma + 1 : NULL;
    }
    ask->require = part;
    return 0;
}

/* The day of asking: a time, the end of a day, or now. */
static int set_at(char out[32], const char *at, struct err *e)
{
    if (!at)
        machine_now(out);
    else if (isodate_is_time(at))
        snprintf(out, 32, "%s", at);
    else if (isodate_is_day(at))
        snprintf(out, 32, "%sT23:59:59Z", at);
    else
        return err_set(e, ERR_USAGE,
                       "--at takes a day such as 2026-11-23 or a time such as "
                       "2026-11-23T10:00:00Z, not '%.40s'",
                       at);
    return 0;
}

static int verify(const char *path, const struct asked *a)
{
    struct verify_ask ask = {.trust = a->trust, .trust_root = a->trust_root};
    const char *part[REQUIRE_MAX];
    char nations[64];
    char at[32];
    struct statusfile status = {0};
    struct verified v = {0};
    struct err e = {0};
    int rc = CMD_FAULT;

    if (snprintf(nations, sizeof(nations), "%s",
                 a->require ? a->require : "") >= (int)sizeof(nations))
        err_set(&e, ERR_USAGE,
                "--require takes nations such as FR,GB, not '%s'", a->require);
    else if (!a->require || split(&ask, part, nations, &e) == 0)
        (void)set_at(at, a->at, &e);
    ask.now = at;
    if (e.code == ERR_NONE &&
        statusfile_read(&status, a->status, a->status_keys.a, a->status_keys.n,
                        &e) == 0 &&
        a->status)
        ask.status = &status.list;
    if (e.code != ERR_NONE || verify_container(&v, path, &ask, &e)) {
        rc = cmd_fail(&e);
        goto done;
    }
    if (a->timed && v.state == VERIFY_VALID && !verified_timed(&v))
        fputs(lang_tr("entente: no time stamp that the trust store can judge "
                      "proves when it was sealed\n"),
              stderr);
    if (a->unrevoked && v.state == VERIFY_VALID && !verified_unrevoked(&v))
        fputs(lang_tr("entente: no issuer that the trust store knows says that "
                      "the signer's certificate was not revoked\n"),
              stderr);
    rc = print(&v, path, a->json, &e) ? cmd_fail(&e) : exit_of(&v, a);
done:
    verified_release(&v);
    statusfile_release(&status);
    return rc;
}

int cmd_verify(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {0};
    const struct opt opts[] = {
        {OPT_TEXT, "trust",       0, &a.trust,       "DIR",
         N_("folder with trust.xml: known signers, recognised suites"),              0, 0},
        TRUSTROOT_OPT(a.trust_root),
        {OPT_TEXT, "require",     0, &a.require,     "NATIONS",
         N_("bodies of these nations must have sealed it: FR,GB"),                   0, 0},
        {OPT_TEXT, "status",      0, &a.status,      "FILE",
         N_("the register's list of status: was it suspended or withdrawn?"),        0,
         0                                                                               },
        {OPT_LIST, "status-vkey", 0, &a.status_keys, "KEY",
         N_("verifier key that must have signed that list; may be given again"),
         0,                                                                             0},
        {OPT_TEXT, "at",          0, &a.at,          "DATE",
         N_("judge as on that day (default: now)"),                                  0, 0},
        {OPT_FLAG, "timed",       0, &a.timed,       NULL,
         N_("a time of sealing that is not proved is exit 3"),                       0, 0},
        {OPT_FLAG, "unrevoked",   0, &a.unrevoked,   NULL,
         N_("a certificate of which nobody says that it was not revoked is exit 3"),
         0,                                                                             0},
        {OPT_FLAG, "strict",      0, &a.strict,      NULL,
         N_("a signer whom the trust store does not know is exit 3"),                0, 0},
        {OPT_FLAG, "json",        0, &a.json,        NULL,
         N_("print the result as JSON instead of text"),                             0, 0},
        {OPT_END,  NULL,          0, NULL,           NULL,      NULL,                0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_(
            "verify FILE [--trust DIR] [--require NATIONS] "
            "[--at DATE] [--timed] [--unrevoked] [--status FILE --status-vkey KEY] [--strict] "
            "[--json]"),
        .en =
            N_("Is the container unaltered, who sealed it and in which role, "
               "does its verdict follow\nfrom the suite and the counts in "
               "it, and is its suite recognised? Of a certificate: do\nits "
               "reports verify, does it follow from them and from its scheme, "
               "and did a body of\nthe trust store issue it?\n\nExit: 0 valid; "
               "1 refused, or not in force; "
               "3 unknown, such as a suite that the store does not list.\n\n"
               "It is the seal that is judged: a sealed non-conformant "
               "report is valid. A second\nnation's seal can be taken away "
               "unseen: ask for it with --require. So can a time stamp:\nask "
               "for it with --timed; and the word of the certificate's issuer: "
               "--unrevoked. A seal without\na time stamp is a draft, and says "
               "nothing after its certificate has ended."),
        .example = "  entente verify report.asice --trust my-trust-store\n",
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
    rc = verify(args.a[0], &a);
    opt_release(&args, &spec);
    return rc;
}
