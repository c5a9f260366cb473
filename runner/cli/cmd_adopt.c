/* entente fixtures adopt: use a local copy of a fixture from now on. */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/places.h"
#include "core/suite.h"
#include "formats/suitexml.h"
#include "judge/store.h"
#include "judge/suitebook.h"

/* Does the suite at `path` have this fixture? Its id goes to id[64]. */
static int has_fixture(bool *has, char id[64], const char *path,
                       const char *fixture, struct err *e)
{
    struct suite s = {0};

    if (suitexml_read(&s, path, e))
        return -1;
    *has = suite_fixture(&s, fixture) != NULL;
    if (*has)
        (void)snprintf(id, 64, "%s", s.id);
    suite_release(&s);
    return 0;
}

/* The one suite that has this fixture, whatever its version. */
static int guess_suite(char out[64], const struct suitebook *book,
                       const char *fixture, struct err *e)
{
    char id[64] = "";

    out[0] = '\0';
    for (size_t i = 0; i < book->n; i++) {
        bool has = false;

        if (book->a[i].broken)
            continue;
        if (has_fixture(&has, id, book->a[i].path, fixture, e))
            return -1;
        if (has && out[0] && strcmp(out, id) != 0)
            return err_set(e, ERR_USAGE,
                           "the suites %s and %s both have a fixture '%.60s': "
                           "say which with --suite",
                           out, id, fixture);
        if (has)
            (void)snprintf(out, 64, "%s", id);
    }
    if (!out[0])
        return err_set(e, ERR_USAGE, "no suite has a fixture '%.60s'", fixture);
    return 0;
}

static int open_suite(struct suite *out, const struct places *p,
                      const char *name, const char *fixture, struct err *e)
{
    struct suitebook book = {0};
    char path[PATH_TEXT_MAX];
    char id[64];
    int rc = 0;

    if (!name) {
        rc = suitebook_list(&book, p->suites, p->n_suites, e);
        if (rc == 0)
            rc = guess_suite(id, &book, fixture, e);
        suitebook_release(&book);
        name = id;
    }
    if (rc || suitebook_find(path, name, p->suites, p->n_suites, e))
        return -1;
    return suitexml_read(out, path, e);
}

static int adopt(const struct cli *cli, const char *name, const char *fixture,
                 const char *file, struct err *e)
{
    const struct suite_fixture *f;
    struct suite suite = {0};
    struct stored st = {0};
    struct places p;
    int rc = -1;

    if (places_find(&p, cli->datadir, NULL, e))
        return -1;
    if (!p.adopted)
        return err_set(e, ERR_USAGE,
                       "there is no place for your list of copies: set HOME or "
                       "XDG_DATA_HOME");
    if (open_suite(&suite, &p, name, fixture, e))
        return -1;
    f = suite_fixture(&suite, fixture);
    if (!f)
        err_set(e, ERR_USAGE,
                "the suite %s has no fixture '%.60s'; see `entente suite show "
                "%s`",
                suite.id, fixture, suite.id);
    else
        rc = store_adopt(&st, p.adopted, &suite, f, file, e);
    if (rc == 0) {
        printf("%s\t%s\t%s\t%s\n", suite.id, f->id, st.sha256, st.path);
        cmd_say(cli, lang_tr("noted in %s\n"), p.adopted);
    }
    suite_release(&suite);
    return rc;
}

int cmd_adopt(const struct cli *cli, int argc, char **argv)
{
    const char *suite = NULL;
    const struct opt opts[] = {
        {OPT_TEXT, "suite", 's', &suite, "SUITE",
         N_("the suite that the fixture belongs to"),   0, 0},
        {OPT_END,  NULL,    0,   NULL,   NULL,    NULL, 0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("fixtures adopt ROLE FILE [--suite SUITE]"),
        .en = N_("Use FILE, a copy of your own, wherever the suite asks for "
                 "the fixture ROLE. It must\nbe the one: its octets, records "
                 "or contigs are compared with what the suite states.\nA file "
                 "that changes later is compared again before it is used."),
        .example = "  entente fixtures adopt reference GRCh38.fa --suite "
                   "giab-hg002\n",
        .opts = opts,
        .min_args = 2,
        .max_args = 2,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = adopt(cli, suite, args.a[0], args.a[1], &e) ? cmd_fail(&e) : CMD_OK;
    opt_release(&args, &spec);
    return rc;
}
