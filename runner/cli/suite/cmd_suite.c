/*
 * cmd_suite -- what suites there are, what one asks for, whether it is sound
 * and does what it says, and what checks a suite may ask for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/places.h"
#include "cli/suite/suiterows.h"
#include "cli/suite/suiteview.h"
#include "formats/suitexml.h"
#include "judge/checks.h"
#include "judge/selftest.h"
#include "judge/store.h"
#include "judge/suitebook.h"

#define THREADS_MAX 256

static int find_suite(char path[PATH_TEXT_MAX], const struct places *p,
                      const char *name, struct err *e)
{
    return suitebook_find(path, name, p->suites, p->n_suites, e);
}

static void say_draft(const struct cli *cli, const struct suite *s)
{
    if (s->status == SUITE_DRAFT)
        cmd_say(cli,
                lang_tr("note: %s is a draft: its verdicts can not be "
                        "relied on\n"),
                s->id);
}

/* ---- list -------------------------------------------------------------- */

static int suite_list(const struct cli *cli, int argc, char **argv)
{
    bool json = false;
    const struct opt opts[] = {
        {OPT_FLAG, "json", 0, &json, NULL,
         N_("print the result as JSON instead of text"), 0, 0},
        {OPT_END,  NULL,   0, NULL,  NULL, NULL,         0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("suite list [--json]"),
        .en = N_("List the suites that are here, with their status."),
        .example = "  entente suite list\n",
        .opts = opts,
    };
    struct suitebook book = {0};
    struct opt_args args;
    struct places p;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = places_find(&p, cli->datadir, NULL, &e);
    if (rc == 0)
        rc = suitebook_list(&book, p.suites, p.n_suites, &e);
    if (rc == 0 && json)
        rc = suiteview_list_json(stdout, &book, &e);
    else if (rc == 0)
        suiteview_list(stdout, &book);
    suitebook_release(&book);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}

/* ---- show -------------------------------------------------------------- */

static int show(const struct cli *cli, const char *name, bool json,
                struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct suite s = {0};
    struct places p;
    int rc = 0;

    if (places_find(&p, cli->datadir, NULL, e) ||
        find_suite(path, &p, name, e) || suitexml_read(&s, path, e))
        return -1;
    say_draft(cli, &s);
    if (json)
        rc = suiteview_show_json(stdout, &s, path, e);
    else
        suiteview_show(stdout, &s, path);
    suite_release(&s);
    return rc;
}

static int suite_show(const struct cli *cli, int argc, char **argv)
{
    bool json = false;
    const struct opt opts[] = {
        {OPT_FLAG, "json", 0, &json, NULL,
         N_("print the result as JSON instead of text"), 0, 0},
        {OPT_END,  NULL,   0, NULL,  NULL, NULL,         0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("suite show SUITE [--json]"),
        .en = N_("Show what a suite asks for: files, cases, limits, controls.\n"
                 "SUITE is a path, an id, or id@version."),
        .example = "  entente suite show germline-small-variants\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = show(cli, args.a[0], json, &e);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}

/* ---- selftest ---------------------------------------------------------- */

struct testing {
    struct opt_list fixtures;
    int64_t threads;
    bool json;
};

static int test_one(const struct cli *cli, const struct testing *t,
                    const char *name, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct selftest done = {0};
    struct suite s = {0};
    struct places p;
    struct store store;
    int rc = -1;

    if (places_find(&p, cli->datadir, &t->fixtures, e) ||
        find_suite(path, &p, name, e) || suitexml_read(&s, path, e))
        return -1;
    say_draft(cli, &s);
    store = (struct store){p.fixtures, p.n_fixtures, p.adopted};
    if (selftest_run(&done, &s, &store, (int)t->threads, e))
        goto done;
    rc = done.passed ? 0 : 1;
    if (!t->json)
        suiteview_selftest(stdout, &s, &done);
    else if (suiteview_selftest_json(stdout, &s, &done, e))
        rc = -1;
done:
    selftest_release(&done);
    suite_release(&s);
    return rc;
}

static int suite_selftest(const struct cli *cli, int argc, char **argv)
{
    struct testing t = {.threads = 2};
    const struct opt opts[] = {
        {OPT_LIST, "fixtures", 'f', &t.fixtures, "DIR",
         N_("look for fixtures in DIR first (may be repeated)"), 0, 0          },
        {OPT_INT,  "threads",  't', &t.threads,  "N",
         N_("threads to use (2); never changes a result"),       1, THREADS_MAX},
        {OPT_FLAG, "json",     0,   &t.json,     NULL,
         N_("print the result as JSON instead of text"),         0, 0          },
        {OPT_END,  NULL,       0,   NULL,        NULL,  NULL,    0, 0          },
    };
    const struct opt_spec spec = {
        .usage =
            N_("suite selftest SUITE [--fixtures DIR] [--threads N] [--json]"),
        .en = N_(
            "Run a suite on its own examples: they must conform, and its "
            "negative\ncontrols must fail as planted.\n\nExit: 0 they do, 1 not."),
        .example = "  entente suite selftest germline-small-variants\n",
        .opts = opts,
        .min_args = 1,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = test_one(cli, &t, args.a[0], &e);
    opt_release(&args, &spec);
    if (rc < 0)
        return cmd_fail(&e);
    return rc ? CMD_NOT : CMD_OK;
}

/* ---- describe-checks --------------------------------------------------- */

/* All checks, or the one that is named. */
static int describe(const char *name, bool json, struct err *e)
{
    size_t n;
    const struct check *const *all = checks_all(&n);
    const struct check *one = name ? checks_find(name) : NULL;

    if (name && !one)
        return err_set(e, ERR_USAGE,
                       "there is no check %.64s: see `entente suite "
                       "describe-checks`",
                       name);
    if (one) {
        all = &one;
        n = 1;
    }
    if (json)
        return suiteview_checks_json(stdout, all, n, e);
    suiteview_checks(stdout, all, n);
    return 0;
}

static int suite_describe(const struct cli *cli, int argc, char **argv)
{
    bool json = false;
    const struct opt opts[] = {
        {OPT_FLAG, "json", 0, &json, NULL,
         N_("print the result as JSON instead of text"), 0, 0},
        {OPT_END,  NULL,   0, NULL,  NULL, NULL,         0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("suite describe-checks [CHECK] [--json]"),
        .en = N_("Tell what a suite may ask for: each check, what it reads, "
                 "its\nparameters, what it counts and the measures made of "
                 "that."),
        .example = "  entente suite describe-checks small-variants\n",
        .opts = opts,
        .max_args = 1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    (void)cli;
    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = describe(args.n > 0 ? args.a[0] : NULL, json, &e);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}

int cmd_suite(const struct cli *cli, int argc, char **argv)
{
    static const struct cmd_row rows[] = {
        {"list",            suite_list,     N_("the suites that are here")  },
        {"show",            suite_show,     N_("what a suite asks for")     },
        {"lint",            suite_lint,     N_("what is wrong with a suite")},
        {"selftest",        suite_selftest,
         N_("does a suite do what it says, on its own examples?")           },
        {"describe-checks", suite_describe, N_("what a suite may ask for")  },
        {"impact",          suite_impact,
         N_("which stored verdicts does an erratum change?")                },
        {NULL,              NULL,           NULL                            },
    };

    return cmd_dispatch(cli, "suite", rows, argc, argv);
}
