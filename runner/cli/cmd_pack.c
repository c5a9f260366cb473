/* entente pack: a folder of files becomes a submission. */
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/escape.h"
#include "base/lang.h"
#include "base/progress.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/places.h"
#include "core/suite.h"
#include "formats/submissionxml.h"
#include "formats/suitexml.h"
#include "judge/pack.h"
#include "judge/suitebook.h"

#define THREADS_MAX 256
#define JSON_MAX    ((size_t)1 << 20)

struct asked {
    struct pack_options pack;
    struct opt_list roles;
    const char *suite;
    int64_t threads;
    bool json;
};

static int read_suite(struct suite *out, const struct cli *cli,
                      const char *name, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct places p;

    if (places_find(&p, cli->datadir, NULL, e) ||
        suitebook_find(path, name, p.suites, p.n_suites, e))
        return -1;
    return suitexml_read(out, path, e);
}

static int print_json(const struct pack_summary *sum, const char *path,
                      struct err *e)
{
    struct buf b;
    int rc;

    buf_init(&b, JSON_MAX);
    buf_str(&b, "{\"submission\": ");
    buf_json(&b, path);
    buf_printf(&b,
               ", \"made\": %s, \"files\": %zu, \"added\": %zu, "
               "\"changed\": %zu, \"open\": ",
               sum->made ? "true" : "false", sum->files, sum->added,
               sum->changed);
    buf_json(&b, sum->open);
    buf_str(&b, ", \"lacking\": ");
    buf_json(&b, sum->lacking ? sum->lacking : "");
    buf_str(&b, "}\n");
    rc = buf_check(&b, e);
    if (rc == 0)
        (void)fwrite(b.s, 1, b.n, stdout);
    buf_release(&b);
    return rc;
}

static void remark(const struct cli *cli, const struct pack_summary *sum,
                   const char *suite)
{
    if (sum->lacking)
        cmd_say(cli,
                lang_tr("the suite %s requires a file with the role '%s', and "
                        "no file has it: --role %s=FILE\n"),
                suite, sum->lacking, sum->lacking);
    if (sum->open[0])
        cmd_say(cli,
                lang_tr("still to be written into submission.xml, in the place "
                        "of '%s' and the like: what only you know\n"),
                sum->open);
}

static int pack(const struct cli *cli, const struct asked *a, const char *dir,
                struct err *e)
{
    struct pack_options options = a->pack;
    struct pack_summary sum = {0};
    struct progress progress;
    struct suite suite = {0};
    char path[PATH_TEXT_MAX];
    int rc = -1;

    progress_init(&progress, stderr, cli->quiet);
    options.roles = a->roles.a;
    options.n_roles = a->roles.n;
    options.threads = (int)a->threads;
    options.progress = &progress;
    if (a->suite && read_suite(&suite, cli, a->suite, e))
        return -1;
    if (a->suite)
        options.suite = &suite;
    progress_stage(&progress, lang_tr("digests"), 0);
    rc = pack_folder(&sum, dir, &options, e);
    progress_end(&progress);
    if (rc == 0)
        rc = path_join(path, dir, SUBMISSIONXML_NAME, e);
    if (rc == 0 && a->json)
        rc = print_json(&sum, path, e);
    else if (rc == 0)
        printf(lang_tr("%s: %zu files, %zu new, %zu changed\n"), path,
               sum.files, sum.added, sum.changed);
    if (rc == 0)
        remark(cli, &sum, suite.id);
    suite_release(&suite);
    return rc;
}

int cmd_pack(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {.threads = 2};
    const struct opt opts[] = {
        {OPT_TEXT, "suite",           's', &a.suite,                 "SUITE",
         N_("give files the roles that this suite has"),                                                   0, 0          },
        {OPT_LIST, "role",            0,   &a.roles,                 "ROLE=FILE",
         N_("which file is which (may be repeated)"),                                                      0, 0          },
        {OPT_TEXT, "vendor",          0,   &a.pack.vendor,           "NAME",      N_("who hands this in"),
         0,                                                                                                   0          },
        {OPT_TEXT, "product",         0,   &a.pack.product,          "NAME",
         N_("what made the files"),                                                                        0, 0          },
        {OPT_TEXT, "product-version", 0,   &a.pack.version,          "TEXT",
         N_("its version"),                                                                                0, 0          },
        {OPT_TEXT, "class",           0,   &a.pack.technology_class, "WORD",
         N_("technology class, such as short-read"),                                                       0, 0          },
        {OPT_TEXT, "claims",          0,   &a.pack.claims,           "WORDS",
         N_("what the product claims to do: \"snv indel\""),                                               0, 0          },
        {OPT_TEXT, "sample",          0,   &a.pack.sample,           "NAME",
         N_("the sample that was tested"),                                                                 0, 0          },
        {OPT_TEXT, "archive",         'a', &a.pack.archive,          "FILE",
         N_("also pack all of it: .tar, .tar.gz, .tar.zst or .zip"),                                       0, 0          },
        {OPT_INT,  "threads",         't', &a.threads,               "N",
         N_("threads to use (2); never changes a result"),                                                 1, THREADS_MAX},
        {OPT_FLAG, "json",            0,   &a.json,                  NULL,
         N_("print the result as JSON instead of text"),                                                   0, 0          },
        {OPT_END,  NULL,              0,   NULL,                     NULL,        NULL,                    0, 0          },
    };
    const struct opt_spec spec = {
        .usage = N_("pack DIR [--suite SUITE] [--role ROLE=FILE]... "
                    "[--archive FILE]"),
        .en = N_("Make submission.xml for the files in DIR, or bring it up to "
                 "date: digests, sizes\nand new files. What you wrote in it "
                 "stays. Where only you know the answer it says\n\"FILL IN\"; "
                 "until that is done the submission can not be judged."),
        .example = "  entente pack delivery --suite germline-small-variants "
                   "--vendor Example \\\n"
                   "      --product Caller --product-version 2.1 --class "
                   "short-read --sample HG002\n"
                   "  entente pack delivery --archive delivery.tar.gz\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = pack(cli, &a, args.a[0], &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}
