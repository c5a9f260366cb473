/* entente assess: is a nation's adoption policy satisfied by a certificate? */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "cli/cert/statusfile.h"
#include "cli/cert/trustroot.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "reports/cert/assess.h"
#include "reports/cert/policy.h"
#include "reports/seal/verify.h"

#define TEXT_MAX ((size_t)4 << 20)

struct asked {
    const char *policy;
    const char *trust;
    const char *trust_root;
    const char *status;
    struct opt_list keys;
    bool strict;
    bool json;
};

/* All that is opened on the way. */
struct job {
    struct buf policy_xml;
    struct policy policy;
    struct statusfile status;
    struct verified v;
    struct assessment result;
};

static int open_all(struct job *j, const struct asked *a, const char *path,
                    const char *now, struct err *e)
{
    const struct verify_ask ask = {
        .trust = a->trust,
        .trust_root = a->trust_root,
        .now = now,
        .status = a->status ? &j->status.list : NULL,
    };

    if (!a->policy || !a->trust)
        return err_set(e, ERR_USAGE,
                       "give the policy with --policy, and the trust store "
                       "with --trust");
    buf_init(&j->policy_xml, POLICY_BYTES_MAX);
    if (path_read(&j->policy_xml, a->policy, e) ||
        policy_parse(&j->policy, j->policy_xml.s ? j->policy_xml.s : "",
                     j->policy_xml.n, a->policy, e))
        return err_at(e, a->policy, 0, 0);
    if (statusfile_read(&j->status, a->status, a->keys.a, a->keys.n, e))
        return -1;
    return verify_container(&j->v, path, &ask, e);
}

static int print(const struct job *j, bool json, struct err *e)
{
    struct buf text;
    int rc;

    buf_init(&text, TEXT_MAX);
    if (json)
        assess_json(&text, &j->result);
    else
        assess_text(&text, &j->result);
    if (!json && j->v.reason[0])
        buf_printf(&text, "%s\n", j->v.reason);
    rc = buf_check(&text, e);
    if (rc == 0)
        fputs(text.s, stdout);
    buf_release(&text);
    return rc;
}

static int exit_of(enum assess_answer a, bool strict)
{
    switch (a) {
    case ASSESS_SATISFIED:
        return CMD_OK;
    case ASSESS_RESERVATION:
        return strict ? CMD_NOT : CMD_OK;
    case ASSESS_UNDECIDABLE:
        return CMD_UNDECIDED;
    case ASSESS_MISSING:
        return CMD_NOT;
    }
    return CMD_FAULT;
}

static int run(const struct asked *a, const char *path)
{
    struct job j = {0};
    struct err e = {0};
    char now[32];
    int rc;

    machine_now(now);
    if (open_all(&j, a, path, now, &e) == 0) {
        const struct assess_in in = {
            .document = &j.v,
            .now = now,
            .status = a->status ? &j.status.list : NULL,
        };

        if (assess(&j.result, &j.policy, &in, &e) == 0)
            (void)print(&j, a->json, &e);
    }
    rc = e.code != ERR_NONE ? cmd_fail(&e) : exit_of(j.result.whole, a->strict);
    if (e.code == ERR_REFUSED)
        rc = CMD_NOT;
    assessment_release(&j.result);
    verified_release(&j.v);
    statusfile_release(&j.status);
    policy_release(&j.policy);
    buf_release(&j.policy_xml);
    return rc;
}

int cmd_assess(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {0};
    const struct opt opts[] = {
        {OPT_TEXT, "policy",      0, &a.policy, "FILE",
         N_("what the nation asks: policy.xml"),                                 0, 0},
        {OPT_TEXT, "trust",       0, &a.trust,  "DIR",
         N_("folder with trust.xml: known signers, recognised suites"),          0, 0},
        TRUSTROOT_OPT(a.trust_root),
        {OPT_TEXT, "status",      0, &a.status, "FILE",
         N_("the register's list of status: was it suspended or withdrawn?"),    0,
         0                                                                           },
        {OPT_LIST, "status-vkey", 0, &a.keys,   "KEY",
         N_("verifier key that must have signed that list; may be given again"),
         0,                                                                         0},
        {OPT_FLAG, "strict",      0, &a.strict, NULL,
         N_("exit 1, not 0, when satisfied only with reservations"),             0, 0},
        {OPT_FLAG, "json",        0, &a.json,   NULL,
         N_("print the result as JSON instead of text"),                         0, 0},
        {OPT_END,  NULL,          0, NULL,      NULL,   NULL,                    0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("assess CERTIFICATE --policy FILE --trust DIR "
                    "[--status FILE --status-vkey KEY] [--strict] [--json]"),
        .en =
            N_("Hold a certificate or recognition against a nation's adoption "
               "policy, clause by clause:\nwhat satisfies each, or what is "
               "missing. Nothing is sealed: adoption is the nation's "
               "act.\n\nExit: 0 satisfied, also with reservations; 1 not; 3 "
               "undecidable."),
        .example = "  entente assess certificate.asice --policy FR.xml --trust "
                   "trust\n",
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
    rc = run(&a, args.a[0]);
    opt_release(&args, &spec);
    return rc;
}
