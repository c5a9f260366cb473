/* entente check, entente explain: files against the rules of their formats. */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "cli/check/checkrun.h"
#include "cli/check/profiles.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "conform/ruleset.h"
#include "conform/said.h"
#include "formats/stage.h"

static int list_rules(const struct cli *cli, const struct checkrun_asked *a,
                      struct err *e)
{
    struct ruleset rules = {0};
    struct buf out;
    int rc;

    buf_init(&out, SAID_MAX);
    rc = checkrun_rules(&rules, cli, a, e);
    if (!rc) {
        said_rules(&out, a->json, a->profile ? &rules : NULL);
        rc = checkrun_print(&out, e);
    }
    buf_release(&out);
    ruleset_release(&rules);
    return rc;
}

static int list_profiles(const struct cli *cli, struct err *e)
{
    struct buf out;
    int rc;

    buf_init(&out, SAID_MAX);
    rc = profiles_list(&out, cli->datadir, "\n", e);
    if (!rc)
        rc = checkrun_print(&out, e);
    buf_release(&out);
    return rc;
}

int cmd_check(const struct cli *cli, int argc, char **argv)
{
    struct checkrun_asked a = {.threads = 2};
    const struct opt opts[] = {
        {OPT_TEXT, "reference",     'r', &a.reference,     "FASTA",
         N_("compare REF, contigs and checksums with this reference"),                  0, 0       },
        {OPT_FLAG, "practice",      'p', &a.practice,      NULL,
         N_("ask the rules of practice too: legal, but tools break on it"),             0,
         0                                                                                         },
        {OPT_FLAG, "policy",        0,   &a.policy,        NULL,
         N_("ask the rules of policy too: what laboratories ask for"),                  0, 0       },
        {OPT_TEXT, "profile",       0,   &a.profile,       "NAME",
         N_("a nation's rules besides: COMMON, GB-GEL... (a / in it: your own table)"),
         0,                                                                                0       },
        {OPT_TEXT, "format",        0,   &a.format,        "NAME",
         N_("the format, when the content is not to tell it"),                          0, 0       },
        {OPT_TEXT, "mate",          0,   &a.mate,          "FILE",
         N_("FASTQ: the file with the second reads"),                                   0, 0       },
        {OPT_FLAG, "interleaved",   0,   &a.interleaved,   NULL,
         N_("FASTQ: both reads of a pair stand in turn"),                               0, 0       },
        {OPT_TEXT, "index",         0,   &a.index,         "FILE",
         N_("its index; otherwise those that stand beside it"),                         0, 0       },
        {OPT_INT,  "threads",       't', &a.threads,       "N",
         N_("threads to use (2); never changes a result"),                              1, CREW_MAX},
        {OPT_FLAG, "json",          0,   &a.json,          NULL,
         N_("print the result as JSON instead of text"),                                0, 0       },
        {OPT_FLAG, "junit",         0,   &a.junit,         NULL,
         N_("print the result as JUnit XML instead of text"),                           0, 0       },
        {OPT_FLAG, "list-rules",    0,   &a.list,          NULL,
         N_("list the rules instead, all or of a profile"),                             0, 0       },
        {OPT_FLAG, "list-profiles", 0,   &a.list_profiles, NULL,
         N_("list the profiles instead"),                                               0, 0       },
        {OPT_END,  NULL,            0,   NULL,             NULL,    NULL,               0, 0       },
    };
    const struct opt_spec spec = {
        .usage = N_("check FILE... [-r FASTA]"),
        .en = N_("Judge files by the specifications of their formats, rule by "
                 "rule. Each finding has an\nid that `entente explain` "
                 "explains. The specification alone decides, unless rules of\n"
                 "practice or policy are asked for. A FILE may be a folder, a "
                 "submission (a folder with\nsubmission.xml, or an archive of "
                 "it), or - for standard input.\n\nExit: 0 all conform, 1 "
                 "one does not, 4 one could not be judged."),
        .example = "  entente check calls.vcf.gz -r GRCh38.fa\n"
                   "  entente check reads_1.fq.gz --mate reads_2.fq.gz\n"
                   "  entente check delivery/ --profile GB-GEL",
        .opts = opts,
        .min_args = 0,
        .max_args = -1,
    };
    struct opt_args args;
    int exit = CMD_OK;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (a.list)
        rc = list_rules(cli, &a, &e);
    else if (a.list_profiles)
        rc = list_profiles(cli, &e);
    else if (!args.n)
        rc = err_set(&e, ERR_USAGE, "say which files to check");
    else
        rc = checkrun(&exit, cli, &a, args.a, args.n, &e);
    rc = rc ? cmd_fail(&e) : exit;
    opt_release(&args, &spec);
    return rc;
}

int cmd_explain(const struct cli *cli, int argc, char **argv)
{
    const struct opt opts[] = {
        {OPT_END, NULL, 0, NULL, NULL, NULL, 0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("explain RULE..."),
        .en =
            N_("Explain rules of `entente check`: what each asks, where it is "
               "written, what to do."),
        .example = "  entente explain VCF-ID-001",
        .opts = opts,
        .min_args = 1,
        .max_args = -1,
    };
    struct opt_args args;
    struct err e = {0};
    struct buf out;
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    buf_init(&out, SAID_MAX);
    for (size_t i = 0; !rc && i < args.n; i++) {
        const struct rule *r = rule_find(args.a[i]);

        if (r)
            said_rule(&out, r);
        else
            rc = err_set(&e, ERR_USAGE,
                         "no rule is called %.60s; `entente check "
                         "--list-rules` lists all",
                         args.a[i]);
    }
    if (!rc)
        rc = checkrun_print(&out, &e);
    buf_release(&out);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}
