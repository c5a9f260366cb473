/*
 * cmd_lint -- entente suite lint: what is wrong with a suite, and has it left
 * out what sealed errata of an earlier version exclude?
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "cli/cert/erratumopen.h"
#include "cli/cert/trustroot.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/places.h"
#include "cli/suite/suiterows.h"
#include "cli/suite/suiteview.h"
#include "formats/suitexml.h"
#include "formats/xmldoc.h"
#include "judge/lint.h"
#include "judge/store.h"
#include "judge/suitebook.h"
#include "reports/cert/contest.h"
#include "reports/seal/verify.h"

#define SCHEMA_BYTES_MAX ((size_t)1 << 20)

struct linting {
    struct opt_list fixtures;
    struct opt_list errata; /* paths */
    const char *trust;
    const char *trust_root;
    struct lint_erratum *erratum; /* one each */
    bool json;
    bool schema;
    bool strict;
};

static int check_schema(const struct cli *cli, const struct buf *xml,
                        const char *path, struct err *e)
{
    char schema[PATH_TEXT_MAX];
    struct buf b;
    int rc = -1;

    buf_init(&b, SCHEMA_BYTES_MAX);
    if (path_join(schema, cli->datadir, "suites/schema/suite.rng", e) == 0 &&
        path_read(&b, schema, e) == 0)
        rc = xmldoc_validate(xml->s ? xml->s : "", xml->n, path, b.s, b.n, e);
    buf_release(&b);
    return rc;
}

/* 0 sound, 1 not. */
static int lint_parsed(const struct linting *l, const struct places *p,
                       const struct suite *s, const char *path, struct err *e)
{
    const struct store store = {p->fixtures, p->n_fixtures, p->adopted};
    const struct lint_options options = {
        .store = l->fixtures.n > 0 ? &store : NULL,
        .errata = l->erratum,
        .n_errata = l->errata.n,
    };
    struct lint found = {0};
    int rc;

    if (lint_suite(&found, s, &options, e))
        return -1;
    rc = found.n_errors > 0 || (l->strict && found.n_warnings > 0);
    if (!l->json)
        suiteview_lint(stdout, &found, path);
    else if (suiteview_lint_json(stdout, &found, path, e))
        rc = -1;
    lint_release(&found);
    return rc;
}

/* A suite that can not be read has one problem, SUITE-LINT-00. */
static int report_unreadable(const struct linting *l, const char *path,
                             const struct err *why, struct err *e)
{
    struct lint_problem one = {
        .level = FINDING_ERROR,
        .code = "SUITE-LINT-00",
        .at = {why->line, why->col},
    };
    struct lint found = {.a = &one, .n = 1, .n_errors = 1};
    int rc = 1;

    if (why->code == ERR_MISSING || why->code == ERR_IO ||
        why->code == ERR_MEMORY) {
        *e = *why;
        return -1;
    }
    one.en = strdup(why->en);
    one.fr = strdup(why->fr);
    if (!one.en || !one.fr)
        rc = err_nomem(e);
    else if (!l->json)
        suiteview_lint(stdout, &found, path);
    else if (suiteview_lint_json(stdout, &found, path, e))
        rc = -1;
    free(one.en);
    free(one.fr);
    return rc;
}

static int lint_one(const struct cli *cli, const struct linting *l,
                    const char *name, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct suite s = {0};
    struct err why = {0};
    struct places p;
    struct buf xml;
    int rc;

    if (places_find(&p, cli->datadir, &l->fixtures, e) ||
        suitebook_find(path, name, p.suites, p.n_suites, e))
        return -1;
    buf_init(&xml, SUITE_BYTES_MAX);
    rc = path_read(&xml, path, &why);
    if (rc == 0)
        rc = suitexml_parse(&s, xml.s ? xml.s : "", xml.n, path, &why);
    if (rc == 0 && l->schema)
        rc = check_schema(cli, &xml, path, &why);
    rc = rc ? report_unreadable(l, path, &why, e)
            : lint_parsed(l, &p, &s, path, e);
    suite_release(&s);
    buf_release(&xml);
    return rc;
}

/* ---- errata ------------------------------------------------------------ */

/* What one says, in memory of its container. */
static int take_erratum(struct lint_erratum *out, const struct contest *c,
                        struct err *e)
{
    const char *version = c->suite + strcspn(c->suite, "@") + 1;

    *out = (struct lint_erratum){
        .id = c->id,
        .suite = c->suite,
        .sha256 = c->suite_sha256,
        .case_id = c->case_id,
    };
    return version_parse(&out->version, version, e);
}

/* ---- the whole --------------------------------------------------------- */

static int lint_all(const struct cli *cli, struct linting *l,
                    const struct opt_args *args, bool *bad, struct err *e)
{
    struct verified *sealed = calloc(l->errata.n + 1, sizeof *sealed);
    int rc = 0;

    l->erratum = calloc(l->errata.n + 1, sizeof *l->erratum);
    if (!sealed || !l->erratum)
        rc = err_nomem(e);
    for (size_t i = 0; rc == 0 && i < l->errata.n; i++) {
        rc = erratum_open(&sealed[i], l->errata.a[i], l->trust, l->trust_root,
                          e);
        if (rc == 0 && take_erratum(&l->erratum[i], sealed[i].contest, e))
            rc = err_at(e, l->errata.a[i], 0, 0);
    }
    if (rc == 0 && l->errata.n > 0 && !l->trust)
        cmd_say(cli, lang_tr("no trust store was given: whether a body sealed "
                             "it is not known\n"));
    for (size_t i = 0; i < args->n && rc >= 0; i++) {
        rc = lint_one(cli, l, args->a[i], e);
        *bad |= rc > 0;
    }
    for (size_t i = 0; sealed && i < l->errata.n; i++)
        verified_release(&sealed[i]);
    free(sealed);
    free(l->erratum);
    return rc < 0 ? -1 : 0;
}

int suite_lint(const struct cli *cli, int argc, char **argv)
{
    struct linting l = {0};
    const struct opt opts[] = {
        {OPT_LIST, "fixtures", 'f', &l.fixtures, "DIR",
         N_("also look for every fixture, in DIR first (may be repeated)"),              0,
         0                                                                                   },
        {OPT_FLAG, "schema",   0,   &l.schema,   NULL,
         N_("validate by the published RELAX NG grammar too"),                           0, 0},
        {OPT_FLAG, "strict",   0,   &l.strict,   NULL,   N_("warnings count as errors"),
         0,                                                                                 0},
        {OPT_LIST, "erratum",  0,   &l.errata,   "FILE",
         N_("a sealed erratum of an earlier version: has this one left the "
            "case out? (may be repeated)"),
         0,                                                                                 0},
        {OPT_TEXT, "trust",    0,   &l.trust,    "DIR",
         N_("trust store: the erratum must be by a body in it"),                         0, 0},
        TRUSTROOT_OPT(l.trust_root),
        {OPT_FLAG, "json",     0,   &l.json,     NULL,
         N_("print the result as JSON instead of text"),                                 0, 0},
        {OPT_END,  NULL,       0,   NULL,        NULL,   NULL,                           0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("suite lint SUITE... [--fixtures DIR] [--schema] "
                    "[--strict] [--erratum FILE] [--trust DIR] [--json]"),
        .en = N_(
            "Tell all that is wrong with a suite, each with its place, a "
            "code and a\nremedy. For those who write suites. With the errata "
            "of earlier versions, also\nwhether the next MAJOR leaves out "
            "what they exclude.\n\nExit: 0 nothing is wrong, 1 something "
            "is."),
        .example = "  entente suite lint suites/my-suite/1.0.0/suite.xml\n"
                   "  entente suite lint suites/my-suite/2.0.0/suite.xml "
                   "--erratum E-2.asice\n",
        .opts = opts,
        .min_args = 1,
        .max_args = -1,
    };
    struct opt_args args;
    struct err e = {0};
    bool bad = false;
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (l.errata.n == 0 && (l.trust || l.trust_root))
        rc = err_set(&e, ERR_USAGE,
                     "--trust says who may have sealed an erratum: name one "
                     "with --erratum");
    else
        rc = lint_all(cli, &l, &args, &bad, &e);
    opt_release(&args, &spec);
    if (rc)
        return cmd_fail(&e);
    return bad ? CMD_NOT : CMD_OK;
}
