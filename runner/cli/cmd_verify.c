/* entente verify: is a sealed container what it says, and whose is it? */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/statusfile.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/cert/trustroot.h"
#include "reports/seal/verify.h"
#include "reports/seal/verifytext.h"

#define TEXT_MAX ((size_t)16 << 20)

static int exit_of(const struct verified *v, bool strict)
{
    switch (v->state) {
    case VERIFY_VALID:
        return strict && !verified_attributed(v) ? CMD_UNDECIDED : CMD_OK;
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

struct asked {
    const char *trust;
    const char *trust_root;
    const char *require;
    const char *status;
    struct opt_list status_keys;
    bool json;
    bool strict;
};

/* "FR,GB" into its parts; `text` is cut up. */
static int split(struct verify_ask *ask, const char *part[REQUIRE_MAX],
                 char *text, struct err *e)
{
    char *rest = text;
    char *one;

    while ((one = strtok_r(rest, ",", &rest))) {
        if (ask->n_require == REQUIRE_MAX || strlen(one) != 2)
            return err_set(e, ERR_USAGE,
                           "--require takes nations such as FR,GB, not '%s'",
                           one);
        part[ask->n_require++] = one;
    }
    ask->require = part;
    return 0;
}

static int verify(const char *path, const struct asked *a)
{
    struct verify_ask ask = {.trust = a->trust, .trust_root = a->trust_root};
    const char *part[REQUIRE_MAX];
    char nations[64];
    char now[32];
    struct statusfile status = {0};
    struct verified v = {0};
    struct err e = {0};
    int rc = CMD_FAULT;

    machine_now(now);
    ask.now = now;
    if (snprintf(nations, sizeof(nations), "%s",
                 a->require ? a->require : "") >= (int)sizeof(nations))
        err_set(&e, ERR_USAGE,
                "--require takes nations such as FR,GB, not '%s'", a->require);
    else
        (void)split(&ask, part, nations, &e);
    if (e.code == ERR_NONE && a->status &&
        statusfile_read(&status, a->status, a->status_keys.a, a->status_keys.n,
                        &e) == 0)
        ask.status = &status.list;
    if (e.code != ERR_NONE || verify_container(&v, path, &ask, &e))
        rc = cmd_fail(&e);
    else
        rc = print(&v, path, a->json, &e) ? cmd_fail(&e)
                                          : exit_of(&v, a->strict);
    verified_release(&v);
    statusfile_release(&status);
    return rc;
}

int cmd_verify(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {0};
    const struct opt opts[] = {
        {OPT_TEXT, "trust",       0, &a.trust,       "DIR",
         N_("folder with trust.xml: known signers, recognised suites"),          0, 0},
        TRUSTROOT_OPT(a.trust_root),
        {OPT_TEXT, "require",     0, &a.require,     "NATIONS",
         N_("bodies of these nations must have sealed it: FR,GB"),               0, 0},
        {OPT_TEXT, "status",      0, &a.status,      "FILE",
         N_("the register's list of status: was it suspended or withdrawn?"),    0,
         0                                                                           },
        {OPT_LIST, "status-vkey", 0, &a.status_keys, "KEY",
         N_("verifier key that must have signed that list; may be given again"),
         0,                                                                         0},
        {OPT_FLAG, "strict",      0, &a.strict,      NULL,
         N_("a signer whom the trust store does not know is exit 3"),            0, 0},
        {OPT_FLAG, "json",        0, &a.json,        NULL,
         N_("print the result as JSON instead of text"),                         0, 0},
        {OPT_END,  NULL,          0, NULL,           NULL,      NULL,            0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("verify FILE [--trust DIR] [--require NATIONS] "
                    "[--status FILE --status-vkey KEY] [--strict] [--json]"),
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
               "unseen: ask for it with --require."),
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
