/* entente check, entente explain: files against the rules of their formats. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "conform/said.h"
#include "formats/fastaio.h"
#include "formats/stage.h"

/* The command line. */
struct asked {
    const char *format;
    const char *reference;
    const char *mate;
    const char *index;
    int64_t threads;
    bool practice;
    bool policy;
    bool interleaved;
    bool json;
    bool junit;
    bool list;
};

/* All that one check opens; released as a whole. */
struct work {
    struct examine_job job; /* but for the path */
    struct fasta reference;
    bool has_reference;
    struct crew *crew;
    struct examined *x; /* one a file */
    struct examine_job *jobs;
    struct said_file *said;
    size_t n;
};

static void work_release(struct work *w)
{
    for (size_t i = 0; i < w->n; i++)
        examined_release(&w->x[i]);
    free(w->x);
    free(w->jobs);
    free(w->said);
    crew_free(w->crew);
    if (w->has_reference)
        fasta_close(&w->reference);
}

static int print(const struct buf *b, struct err *e)
{
    if (buf_check(b, e))
        return -1;
    fwrite(b->s ? b->s : "", 1, b->n, stdout);
    return 0;
}

static int open_all(struct work *w, const struct asked *a, size_t n,
                    struct err *e)
{
    w->x = calloc(n + 1, sizeof(*w->x));
    w->jobs = calloc(n + 1, sizeof(*w->jobs));
    w->said = calloc(n + 1, sizeof(*w->said));
    if (!w->x || !w->jobs || !w->said)
        return err_nomem(e);
    if (a->reference) {
        if (fasta_open(&w->reference, a->reference, e))
            return -1;
        w->has_reference = true;
        w->job.reference = &w->reference;
    }
    w->crew = crew_new((int)a->threads, e);
    if (!w->crew)
        return -1;
    w->job.format = a->format;
    w->job.mate = a->mate;
    w->job.index = a->index;
    w->job.practice = a->practice;
    w->job.policy = a->policy;
    w->job.interleaved = a->interleaved;
    w->job.crew = w->crew;
    return 0;
}

static int say(struct work *w, const struct asked *a, struct err *e)
{
    struct buf out;
    int rc;

    buf_init(&out, SAID_MAX);
    if (a->json)
        said_json(&out, w->said, w->n);
    else if (a->junit)
        said_junit(&out, w->said, w->n);
    else
        for (size_t i = 0; i < w->n; i++)
            said_text(&out, &w->said[i]);
    rc = print(&out, e);
    buf_release(&out);
    return rc;
}

/* The worst of all files: one that could not be judged is never a pass. */
static int exit_of(const struct work *w)
{
    int worst = CMD_OK;

    for (size_t i = 0; i < w->n; i++) {
        if (!w->x[i].judged)
            return CMD_UNJUDGED;
        if (!examined_conforms(&w->x[i], &w->jobs[i]))
            worst = CMD_NOT;
    }
    return worst;
}

static int check(struct work *w, const struct asked *a,
                 const struct opt_args *args, struct err *e)
{
    if (open_all(w, a, args->n, e))
        return -1;
    for (size_t i = 0; i < args->n; i++) {
        w->jobs[i] = w->job;
        w->jobs[i].path = args->a[i];
        if (examine(&w->x[i], &w->jobs[i], e))
            return -1;
        w->said[i] = (struct said_file){args->a[i], &w->x[i], &w->jobs[i]};
        w->n++;
    }
    return say(w, a, e);
}

static int list_rules(bool json, struct err *e)
{
    struct buf out;
    int rc;

    buf_init(&out, SAID_MAX);
    said_rules(&out, json, NULL);
    rc = print(&out, e);
    buf_release(&out);
    return rc;
}

int cmd_check(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.threads = 2};
    const struct opt opts[] = {
        {OPT_TEXT, "reference",   'r', &a.reference,   "FASTA",
         N_("compare REF, contigs and checksums with this reference"),      0, 0       },
        {OPT_FLAG, "practice",    'p', &a.practice,    NULL,
         N_("ask the rules of practice too: legal, but tools break on it"), 0,
         0                                                                             },
        {OPT_FLAG, "policy",      0,   &a.policy,      NULL,
         N_("ask the rules of policy too: what laboratories ask for"),      0, 0       },
        {OPT_TEXT, "format",      0,   &a.format,      "NAME",
         N_("the format, when the content is not to tell it"),              0, 0       },
        {OPT_TEXT, "mate",        0,   &a.mate,        "FILE",
         N_("FASTQ: the file with the second reads"),                       0, 0       },
        {OPT_FLAG, "interleaved", 0,   &a.interleaved, NULL,
         N_("FASTQ: both reads of a pair stand in turn"),                   0, 0       },
        {OPT_TEXT, "index",       0,   &a.index,       "FILE",
         N_("FASTA: its index; otherwise one that stands beside it"),       0, 0       },
        {OPT_INT,  "threads",     't', &a.threads,     "N",
         N_("threads to use (2); never changes a result"),                  1, CREW_MAX},
        {OPT_FLAG, "json",        0,   &a.json,        NULL,
         N_("print the result as JSON instead of text"),                    0, 0       },
        {OPT_FLAG, "junit",       0,   &a.junit,       NULL,
         N_("print the result as JUnit XML instead of text"),               0, 0       },
        {OPT_FLAG, "list-rules",  0,   &a.list,        NULL,
         N_("list all rules instead (with --json as JSON)"),                0, 0       },
        {OPT_END,  NULL,          0,   NULL,           NULL,    NULL,       0, 0       },
    };
    const struct opt_spec spec = {
        .usage = N_("check FILE... [-r FASTA]"),
        .en = N_("Judge files by the specifications of their formats, rule by "
                 "rule. Each finding has an\nid that `entente explain` "
                 "explains. The specification alone decides, unless rules of\n"
                 "practice or policy are asked for.\n\nExit: 0 all conform, 1 "
                 "one does not, 4 one could not be judged."),
        .example = "  entente check calls.vcf.gz -r GRCh38.fa\n"
                   "  entente check reads_1.fq.gz --mate reads_2.fq.gz",
        .opts = opts,
        .min_args = 0,
        .max_args = -1,
    };
    struct opt_args args;
    struct work w = {0};
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (a.list)
        rc = list_rules(a.json, &e);
    else if (!args.n)
        rc = err_set(&e, ERR_USAGE, "say which files to check");
    else
        rc = check(&w, &a, &args, &e);
    rc = rc ? cmd_fail(&e) : exit_of(&w);
    work_release(&w);
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
        rc = print(&out, &e);
    buf_release(&out);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}
