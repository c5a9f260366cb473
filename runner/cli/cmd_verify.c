/* entente verify: is a sealed container what it says, and whose is it? */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "reports/seal/verify.h"
#include "reports/seal/verifytext.h"

#define TEXT_MAX ((size_t)16 << 20)

static int exit_of(const struct verified *v, bool strict)
{
    switch (v->state) {
    case VERIFY_VALID:
        return strict && !verified_attributed(v) ? CMD_UNDECIDED : CMD_OK;
    case VERIFY_REFUSED:
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

static int verify(const char *path, const char *trust, const char *require,
                  bool json, bool strict)
{
    struct verify_ask ask = {.trust = trust};
    const char *part[REQUIRE_MAX];
    char nations[64];
    struct verified v = {0};
    struct err e = {0};
    int rc;

    if (snprintf(nations, sizeof(nations), "%s", require ? require : "") >=
        (int)sizeof(nations))
        err_set(&e, ERR_USAGE,
                "--require takes nations such as FR,GB, not '%s'", require);
    else
        (void)split(&ask, part, nations, &e);
    if (e.code != ERR_NONE || verify_container(&v, path, &ask, &e))
        return cmd_fail(&e);
    rc = print(&v, path, json, &e) ? cmd_fail(&e) : exit_of(&v, strict);
    verified_release(&v);
    return rc;
}

int cmd_verify(const struct cli *cli, int argc, char **argv)
{
    const char *trust = NULL;
    const char *require = NULL;
    bool json = false;
    bool strict = false;
    const struct opt opts[] = {
        {OPT_TEXT, "trust",   0, &trust,   "DIR",
         N_("folder with trust.xml: known signers, recognised suites"), 0, 0},
        {OPT_TEXT, "require", 0, &require, "NATIONS",
         N_("bodies of these nations must have sealed it: FR,GB"),      0, 0},
        {OPT_FLAG, "strict",  0, &strict,  NULL,
         N_("a signer whom the trust store does not know is exit 3"),   0, 0},
        {OPT_FLAG, "json",    0, &json,    NULL,
         N_("print the result as JSON instead of text"),                0, 0},
        {OPT_END,  NULL,      0, NULL,     NULL,      NULL,             0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_(
            "verify FILE [--trust DIR] [--require NATIONS] [--strict] [--json]"),
        .en =
            N_("Is the container unaltered, who sealed it and in which role, "
               "does its verdict follow\nfrom the suite and the counts in "
               "it, and is its suite recognised? Of a certificate: do\nits "
               "reports verify, does it follow from them and from its scheme, "
               "and did a body of\nthe trust store issue it?\n\nExit: 0 valid; "
               "1 refused; "
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
    rc = verify(args.a[0], trust, require, json, strict);
    opt_release(&args, &spec);
    return rc;
}
