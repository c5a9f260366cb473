/* entente verify: is a sealed container what it says, and whose is it? */
#include <stdbool.h>
#include <stdio.h>

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

static int verify(const char *path, const char *trust, bool json, bool strict)
{
    struct verified v = {0};
    struct err e = {0};
    int rc;

    if (verify_container(&v, path, trust, &e))
        return cmd_fail(&e);
    rc = print(&v, path, json, &e) ? cmd_fail(&e) : exit_of(&v, strict);
    verified_release(&v);
    return rc;
}

int cmd_verify(const struct cli *cli, int argc, char **argv)
{
    const char *trust = NULL;
    bool json = false;
    bool strict = false;
    const struct opt opts[] = {
        {OPT_TEXT, "trust",  0, &trust,  "DIR",
         N_("folder with trust.xml: known signers, recognised suites"), 0, 0},
        {OPT_FLAG, "strict", 0, &strict, NULL,
         N_("a signer whom the trust store does not know is exit 3"),   0, 0},
        {OPT_FLAG, "json",   0, &json,   NULL,
         N_("print the result as JSON instead of text"),                0, 0},
        {OPT_END,  NULL,     0, NULL,    NULL,  NULL,                   0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("verify FILE [--trust DIR] [--strict] [--json]"),
        .en =
            N_("Is the container unaltered, who sealed it and in which role, "
               "does its verdict follow\nfrom the suite and the counts in "
               "it, and is its suite recognised?\n\nExit: 0 valid; 1 refused; "
               "3 unknown, such as a suite that the store does not list.\n\n"
               "It is the seal that is judged: a sealed non-conformant "
               "report is valid."),
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
    rc = verify(args.a[0], trust, json, strict);
    opt_release(&args, &spec);
    return rc;
}
