/* entente run: a suite against a submission, a report out of it. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/progress.h"
#include "cli/cert/runwaivers.h"
#include "cli/cert/trustroot.h"
#include "cli/cmd.h"
#include "cli/machine.h"
#include "cli/opt.h"
#include "cli/outdir.h"
#include "cli/places.h"
#include "cli/run/runjson.h"
#include "formats/suitexml.h"
#include "judge/lint.h"
#include "judge/opened.h"
#include "judge/run.h"
#include "judge/store.h"
#include "judge/suitebook.h"
#include "reports/doc/engagement.h"
#include "reports/doc/render.h"
#include "reports/doc/report.h"

#define THREADS_MAX 256

/* The command line. */
struct asked {
    const char *out;
    const char *engagement;
    struct opt_list only;
    struct opt_list fixtures;
    struct opt_list waivers;
    const char *trust;
    const char *trust_root;
    int64_t threads;
    bool json;
    bool strict;
};

/* All that one run opens; released as a whole. */
struct job {
    struct suite suite;
    struct buf suite_xml;
    struct opened opened;
    struct run run;
    struct engagement engagement;
    struct places places;
    struct progress progress;
    struct machine machine;
    struct outdir outdir;
    struct buf xml;
    struct buf tallies;
    struct buf marks;
    struct runwaivers waivers;
    struct render_source *source; /* xml, once something is rendered */
};

static void job_release(struct job *j)
{
    outdir_close(&j->outdir);
    render_source_free(j->source);
    run_release(&j->run);
    opened_close(&j->opened);
    runwaivers_release(&j->waivers);
    engagement_release(&j->engagement);
    suite_release(&j->suite);
    buf_release(&j->suite_xml);
    buf_release(&j->xml);
    buf_release(&j->tallies);
    buf_release(&j->marks);
}

static int read_suite(struct job *j, const char *name, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct lint lint = {0};
    int rc = -1;

    if (suitebook_find(path, name, j->places.suites, j->places.n_suites, e))
        return -1;
    buf_init(&j->suite_xml, SUITE_BYTES_MAX);
    if (path_read(&j->suite_xml, path, e) ||
        suitexml_parse(&j->suite, j->suite_xml.s, j->suite_xml.n, path, e))
        return -1;
    if (lint_suite(&lint, &j->suite, NULL, e))
        goto done;
    if (lint.n_errors > 0) {
        err_set(e, ERR_SYNTAX,
                "the suite has %zu problems, the first: %s; see `entente suite "
                "lint`",
                lint.n_errors, lint_first_error(&lint));
        err_at(e, path, 0, 0);
        goto done;
    }
    rc = 0;
done:
    lint_release(&lint);
    return rc;
}

static int judge(struct job *j, const struct asked *a, struct err *e)
{
    const struct store store = {
        .roots = j->places.fixtures,
        .n_roots = j->places.n_fixtures,
        .adopted = j->places.adopted,
    };
    const struct run_options options = {
        .only = a->only.a,
        .n_only = a->only.n,
        .waivers = j->waivers.a,
        .n_waivers = j->waivers.n,
        .threads = (int)a->threads,
        .progress = &j->progress,
    };

    return run_suite(&j->run, &j->suite, &j->opened, &store, &options, e);
}

static struct report_file *borrow_files(const struct run_file *from, size_t n,
                                        struct err *e)
{
    struct report_file *to = calloc(n + 1, sizeof(*to));

    if (!to) {
        err_nomem(e);
        return NULL;
    }
    for (size_t i = 0; i < n; i++)
        to[i] = (struct report_file){
            .id = from[i].id,
            .name = from[i].name,
            .sha256 = from[i].sha256[0] ? from[i].sha256 : NULL,
            .size = from[i].size,
            .pinned = from[i].pinned,
            .content = from[i].content[0] ? from[i].content : NULL,
        };
    return to;
}

static int write_report(struct job *j, struct err *e)
{
    struct report_file *fixtures =
        borrow_files(j->run.fixtures, j->run.n_fixtures, e);
    struct report_file *files = borrow_files(j->run.files, j->run.n_files, e);
    struct report r = {
        .suite = &j->suite,
        .submission = &j->opened.submission,
        .submission_name = j->opened.name,
        .archive_sha256 =
            j->opened.archive_sha256[0] ? j->opened.archive_sha256 : NULL,
        .evidence = &j->run.evidence,
        .plan = &j->run.plan,
        .result = &j->run.result,
        .fixtures = fixtures,
        .n_fixtures = j->run.n_fixtures,
        .files = files,
        .n_files = j->run.n_files,
        .engagement = j->engagement.g.report_id ? &j->engagement.g : NULL,
        .environment = &j->machine.env,
        .regions_bp = j->run.regions_bp,
        .reference_bp = j->run.reference_bp,
    };
    int rc = -1;

    machine_stop(&j->machine);
    buf_init(&j->xml, REPORT_BYTES_MAX);
    buf_init(&j->tallies, REPORT_BYTES_MAX);
    buf_init(&j->marks, MARKS_TEXT_MAX);
    if (fixtures && files)
        rc = report_tallies(&j->tallies, &j->run.evidence, e) ||
                     report_marks(&j->marks, &j->run.evidence, e) ||
                     report_write(&j->xml, &r, e)
                 ? -1
                 : 0;
    free(fixtures);
    free(files);
    return rc;
}

/* Read the report for what is to be rendered: it is large, so once. */
static int open_source(struct job *j, struct err *e)
{
    if (!j->source)
        j->source = render_source_new(j->xml.s, j->xml.n, e);
    return j->source ? 0 : -1;
}

static int add_html(struct job *j, const struct cli *cli, enum lang l,
                    const char *name, struct err *e)
{
    struct buf html;
    int rc;

    buf_init(&html, REPORT_BYTES_MAX);
    rc = render_from(&html, RENDER_HTML, l, j->source, cli->datadir, NULL, e) ||
                 outdir_add(&j->outdir, name, &html, e)
             ? -1
             : 0;
    buf_release(&html);
    return rc;
}

static int put_files(struct job *j, const struct cli *cli, struct err *e)
{
    if (open_source(j, e) || add_html(j, cli, LANG_EN, "report.en.html", e) ||
        add_html(j, cli, LANG_FR, "report.fr.html", e))
        return -1;
    if (runwaivers_put(&j->outdir, &j->waivers, e) ||
        outdir_add(&j->outdir, REPORT_SUITE_XML, &j->suite_xml, e) ||
        outdir_add(&j->outdir, REPORT_TALLIES, &j->tallies, e) ||
        outdir_add(&j->outdir, REPORT_MARKS, &j->marks, e) ||
        outdir_add(&j->outdir, REPORT_XML, &j->xml, e))
        return -1;
    return outdir_commit(&j->outdir, e);
}

static int print(struct job *j, const struct asked *a, const struct cli *cli,
                 struct err *e)
{
    struct buf text;
    int rc;

    buf_init(&text, REPORT_BYTES_MAX);
    if (a->json)
        rc = runjson_write(&text, &j->run, &j->opened.submission, e);
    else if (open_source(j, e))
        rc = -1;
    else if (cli->color)
        rc =
            render_painted(&text, lang_get(), j->source, cli->datadir, NULL, e);
    else
        rc = render_from(&text, RENDER_TEXT, lang_get(), j->source,
                         cli->datadir, NULL, e);
    if (rc == 0)
        fwrite(text.s, 1, text.n, stdout);
    buf_release(&text);
    return rc;
}

static int work(struct job *j, const struct asked *a, const struct cli *cli,
                const struct opt_args *args, struct err *e)
{
    struct runwaivers_ask waivers;

    progress_init(&j->progress, stderr, cli->quiet);
    machine_init(&j->machine, (int)a->threads);
    if (places_find(&j->places, cli->datadir, &a->fixtures, e) ||
        read_suite(j, args->a[0], e))
        return -1;
    if (a->engagement && engagement_read(&j->engagement, a->engagement, e))
        return -1;
    if (a->out && outdir_open(&j->outdir, a->out, e))
        return -1;
    if (opened_open(&j->opened, args->a[1], &j->suite, NULL, e))
        return -1;
    if (j->opened.submission.bare && a->engagement)
        return err_set(e, ERR_USAGE,
                       "a pre-check of a bare file is no test report: "
                       "--engagement needs a submission (entente pack)");
    if (j->opened.submission.bare)
        cmd_say(cli, "%s\n",
                lang_tr("This is a pre-check of a bare file: its result can "
                        "not be sealed. `entente pack` makes a submission."));
    waivers = (struct runwaivers_ask){a->waivers.a, a->waivers.n, a->trust,
                                      a->trust_root, j->machine.created};
    if (runwaivers_read(&j->waivers, &waivers, &j->suite, &j->opened.submission,
                        e) ||
        judge(j, a, e) || write_report(j, e))
        return -1;
    if (a->out && put_files(j, cli, e))
        return -1;
    return print(j, a, cli, e);
}

int cmd_run(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.threads = 2};
    const struct opt opts[] = {
        {OPT_TEXT, "output",     'o', &a.out,        "DIR",
         N_("write the report, its suite and counts, and HTML there"),     0, 0          },
        {OPT_INT,  "threads",    't', &a.threads,    "N",
         N_("threads to use (2); never changes a result"),                 1, THREADS_MAX},
        {OPT_LIST, "fixtures",   'f', &a.fixtures,   "DIR",
         N_("look for fixtures in DIR first (may be repeated)"),           0, 0          },
        {OPT_LIST, "only",       0,   &a.only,       "CASE",
         N_("run this case only (may be repeated); the verdict is then not "
            "established"),
         0,                                                                   0          },
        {OPT_LIST, "waiver",     0,   &a.waivers,    "FILE",
         N_("a sealed waiver that counts in this run (may be repeated)"),  0, 0          },
        {OPT_TEXT, "trust",      0,   &a.trust,      "DIR",
         N_("trust store: which bodies may waive"),                        0, 0          },
        TRUSTROOT_OPT(a.trust_root),
        {OPT_TEXT, "engagement", 0,   &a.engagement, "FILE",
         N_("particulars of the engagement, for an ISO/IEC 17025 report"), 0,
         0                                                                               },
        {OPT_FLAG, "json",       0,   &a.json,       NULL,
         N_("print the result as JSON instead of text"),                   0, 0          },
        {OPT_FLAG, "strict",     0,   &a.strict,     NULL,
         N_("exit 1, not 0, when conformant only with waivers"),           0, 0          },
        {OPT_END,  NULL,         0,   NULL,          NULL,   NULL,         0, 0          },
    };
    const struct opt_spec spec = {
        .usage = N_("run SUITE SUBMISSION [-o DIR]"),
        .en = N_("Judge a submission by a suite. SUITE is an id, id@version or "
                 "a path;\nSUBMISSION is a folder or archive with a "
                 "submission.xml (see `entente pack`),\nor a bare file for a "
                 "pre-check that can not be sealed.\n\nExit: 0 conformant, 1 "
                 "not, 3 undecided, 4 could not be judged."),
        .example = "  entente run germline-small-variants calls.vcf.gz\n"
                   "  entente run germline-small-variants delivery.tar.gz -o "
                   "result",
        .opts = opts,
        .min_args = 2,
        .max_args = 2,
    };
    struct opt_args args;
    struct job j = {0};
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (work(&j, &a, cli, &args, &e))
        rc = cmd_fail(&e);
    else
        rc = verdict_exit(result_overall(&j.run.result), a.strict);
    job_release(&j);
    opt_release(&args, &spec);
    return rc;
}
