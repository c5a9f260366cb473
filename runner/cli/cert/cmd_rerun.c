/* entente rerun: does a sealed report come out again from the same files? */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/progress.h"
#include "cli/cert/reruntell.h"
#include "cli/cert/sealedreport.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/places.h"
#include "judge/lint.h"
#include "judge/opened.h"
#include "judge/run.h"
#include "judge/store.h"
#include "reports/cert/certify.h"

#define THREADS_MAX 256
#define TEXT_MAX    ((size_t)16 << 20)

struct asked {
    struct opt_list fixtures;
    int64_t threads;
    int64_t report;
    bool json;
};

/* All that is opened; released as a whole. */
struct job {
    struct sealedreport sealed;
    struct opened opened;
    struct places places;
    struct progress progress;
    struct machine machine;
    struct run run;
    struct evidence then; /* of the report */
    struct evidencediff diff;
};

static void job_release(struct job *j)
{
    evidence_release(&j->then);
    run_release(&j->run);
    opened_close(&j->opened);
    sealedreport_close(&j->sealed);
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* A suite out of a container is as hostile as any. */
static int check_suite(const struct suite *s, struct err *e)
{
    struct lint lint = {0};
    int rc = lint_suite(&lint, s, NULL, e);

    if (rc == 0 && lint.n_errors > 0)
        rc = err_set(e, ERR_SYNTAX,
                     "the suite has %zu problems, the first: %s; see `entente "
                     "suite lint`",
                     lint.n_errors, lint_first_error(&lint));
    lint_release(&lint);
    return rc;
}

static int check_product(const struct report_claim *c,
                         const struct submission *s, struct err *e)
{
    if (same_text(c->vendor, s->vendor) && same_text(c->product, s->product) &&
        same_text(c->version, s->version) &&
        same_text(c->technology_class, s->technology_class))
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "the report is of %s, %s, %s and the submission of %s, %s, "
                   "%s, or they differ in technology class",
                   c->vendor ? c->vendor : "?", c->product ? c->product : "?",
                   c->version ? c->version : "?", s->vendor ? s->vendor : "?",
                   s->product ? s->product : "?",
                   s->version ? s->version : "?");
}

/* The report's <file> of this name, among the submitted ones. */
static const struct xmlnode *file_of(const struct report_claim *c,
                                     const char *name)
{
    const struct xmlnode *sub = xmldoc_child(c->doc.root, "submission");
    const struct xmlnode *f = sub ? xmldoc_child(sub, "file") : NULL;

    while (f && !same_text(xmldoc_attr(f, "name"), name))
        f = xmldoc_next(f, "file");
    return f;
}

static int check_file(const struct report_claim *c, const char *name,
                      const char *sha256, struct err *e)
{
    const struct xmlnode *f = file_of(c, name);
    const char *was = f ? xmldoc_attr(f, "sha256") : NULL;

    if (!f)
        return err_set(e, ERR_MISMATCH,
                       "the report knows no file %s: it is of another "
                       "submission",
                       name);
    if (same_text(was, sha256))
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "%s is another file than the one that was judged: its "
                   "SHA-256 is %s, not %s",
                   name, sha256 ? sha256 : "?", was ? was : "?");
}

/* By what submission.xml lists: before anything is measured. */
static int check_listed(const struct report_claim *c,
                        const struct submission *s, struct err *e)
{
    for (size_t i = 0; i < s->n_files; i++)
        if (s->files[i].sha256 &&
            check_file(c, s->files[i].name, s->files[i].sha256, e))
            return -1;
    return 0;
}

/* By what was read. */
static int check_read(const struct report_claim *c, const struct run *r,
                      struct err *e)
{
    for (size_t i = 0; i < r->n_files; i++) {
        const char *sha256 = r->files[i].sha256;

        if (check_file(c, r->files[i].name, *sha256 ? sha256 : NULL, e))
            return -1;
    }
    return 0;
}

static int open_all(struct job *j, const struct asked *a, const struct cli *cli,
                    const struct opt_args *args, struct err *e)
{
    const struct report_claim *c = &j->sealed.content.claim;

    progress_init(&j->progress, stderr, cli->quiet);
    machine_init(&j->machine, (int)a->threads);
    if (places_find(&j->places, cli->datadir, &a->fixtures, e) ||
        sealedreport_open(&j->sealed, args->a[0], (size_t)a->report, e) ||
        check_suite(&j->sealed.content.suite, e) ||
        opened_open(&j->opened, args->a[1], &j->sealed.content.suite, NULL, e))
        return -1;
    if (check_product(c, &j->opened.submission, e) ||
        check_listed(c, &j->opened.submission, e))
        return err_at(e, args->a[1], 0, 0);
    return 0;
}

/* Decided at the level that the report states: it is part of the digest. */
static int decide_again(struct job *j, struct err *e)
{
    const struct suite *s = &j->sealed.content.suite;

    j->run.evidence.level = j->sealed.content.claim.level;
    result_release(&j->run.result);
    return decide(&j->run.result, s, &j->run.plan, &j->run.evidence, e);
}

static int judge(struct job *j, const struct asked *a, struct err *e)
{
    const struct report_claim *c = &j->sealed.content.claim;
    const struct suite *s = &j->sealed.content.suite;
    const struct seal_member *tallies = &j->sealed.members[2];
    const struct store store = {
        .roots = j->places.fixtures,
        .n_roots = j->places.n_fixtures,
        .adopted = j->places.adopted,
    };
    const struct run_options options = {
        .only = c->only,
        .n_only = c->n_only,
        .waivers = c->waivers,
        .n_waivers = c->n_waivers,
        .threads = (int)a->threads,
        .progress = &j->progress,
    };

    if (run_suite(&j->run, s, &j->opened, &store, &options, e) ||
        check_read(c, &j->run, e) || decide_again(j, e) ||
        report_evidence(&j->then, c, &j->run.plan, tallies->data, tallies->len,
                        e))
        return -1;
    return evidencediff_find(&j->diff, &j->then, &j->run.evidence, e);
}

static int print(const struct job *j, bool json, bool *same, struct err *e)
{
    const struct reruntell t = {
        .then = &j->sealed.content.claim,
        .env = &j->machine.env,
        .suite = &j->sealed.content.suite,
        .now = &j->run.result,
        .diff = j->diff,
    };
    struct buf text;
    int rc;

    buf_init(&text, TEXT_MAX);
    if (json)
        reruntell_json(&text, &t);
    else
        reruntell_text(&text, &t);
    rc = buf_check(&text, e);
    if (rc == 0)
        fputs(text.s, stdout);
    *same = reruntell_same(&t);
    buf_release(&text);
    return rc;
}

int cmd_rerun(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.threads = 2};
    const struct opt opts[] = {
        {OPT_LIST, "fixtures", 'f', &a.fixtures, "DIR",
         N_("look for fixtures in DIR first (may be repeated)"), 0, 0          },
        {OPT_INT,  "threads",  't', &a.threads,  "N",
         N_("threads to use (2); never changes a result"),       1, THREADS_MAX},
        {OPT_INT,  "report",   0,   &a.report,   "N",
         N_("which report of a certificate, 1 being the first"), 1,
         CERTIFY_REPORTS_MAX                                                   },
        {OPT_FLAG, "json",     0,   &a.json,     NULL,
         N_("print the result as JSON instead of text"),         0, 0          },
        {OPT_END,  NULL,       0,   NULL,        NULL,  NULL,    0, 0          },
    };
    const struct opt_spec spec = {
        .usage = N_("rerun CONTAINER SUBMISSION [--fixtures DIR]"),
        .en = N_("Run again what a sealed report, or a report of a "
                 "certificate, was made from: its own\nsuite, the fixtures "
                 "that it pins and the same submitted files. Is the result the "
                 "same? If\nnot, where does it first differ?\n\nExit: 0 the "
                 "same, 1 different, 4 could not be run again."),
        .example = "  entente rerun certificate.asice delivery.tar.gz\n",
        .opts = opts,
        .min_args = 2,
        .max_args = 2,
    };
    struct opt_args args;
    struct job j = {0};
    struct err e = {0};
    bool same = false;
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (open_all(&j, &a, cli, &args, &e) || judge(&j, &a, &e) ||
        print(&j, a.json, &same, &e))
        rc = cmd_fail(&e);
    else
        rc = same ? CMD_OK : CMD_NOT;
    job_release(&j);
    opt_release(&args, &spec);
    return rc;
}
