/*
 * cmd_fixtures -- golden data: what there is, whether it is intact, and more
 * of it made to order.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/progress.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "cli/places.h"
#include "fixtures/forge/forge.h"
#include "fixtures/forge/golden.h"
#include "formats/bgzfout.h"

static int list_set(const char *dir, struct err *e)
{
    struct manifest m = {0};
    char path[PATH_TEXT_MAX];

    if (path_join(path, dir, MANIFEST_NAME, e) || manifest_read(&m, path, e))
        return -1;
    printf("%s\n", dir);
    if (m.recipe)
        printf("  %s\n", m.recipe);
    for (size_t i = 0; i < m.n; i++)
        printf("  %-32s %10" PRId64 "  %-10s %s\n", m.row[i].name,
               m.row[i].bytes, m.row[i].role, lang_tr(m.row[i].what));
    manifest_release(&m);
    return 0;
}

/* Does `work` for the sets given, or for all that the roots hold. */
static int each_set(const struct cli *cli, const struct opt_args *args,
                    int (*work)(void *, const char *, struct err *), void *with,
                    struct err *e)
{
    struct places p;

    for (size_t i = 0; i < args->n; i++) {
        if (work(with, args->a[i], e))
            return -1;
    }
    if (args->n > 0)
        return 0;
    if (places_find(&p, cli->datadir, NULL, e))
        return -1;
    for (size_t i = 0; i < p.n_fixtures; i++) {
        char **sets;
        size_t n;
        int rc = 0;

        if (golden_find(&sets, &n, p.fixtures[i], e))
            return -1;
        for (size_t k = 0; k < n && rc == 0; k++)
            rc = work(with, sets[k], e);
        golden_free(sets, n);
        if (rc)
            return -1;
    }
    return 0;
}

static int work_list(void *with, const char *dir, struct err *e)
{
    (void)with;
    return list_set(dir, e);
}

static int fixtures_list(const struct cli *cli, int argc, char **argv)
{
    static const struct opt opts[] = {
        {OPT_END, NULL, 0, NULL, NULL, NULL, 0, 0},
    };
    static const struct opt_spec spec = {
        .usage = N_("fixtures list [DIR...]"),
        .en = N_("List the golden data that is here: the sets in DIR, or all "
                 "that the\nprogram knows."),
        .example = "  entente fixtures list\n",
        .opts = opts,
        .max_args = -1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = each_set(cli, &args, work_list, NULL, &e);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}

struct verifying {
    bool by_content;
    int64_t files;
    int64_t sets;
    int64_t bad;
    struct err first;
};

static void tell_state(void *told, const char *dir,
                       const struct manifest_row *row,
                       enum manifest_state state)
{
    static const char *const words[] = {
        [MANIFEST_SAME] = N_("intact"),
        [MANIFEST_REPACKED] = N_("repacked"),
        [MANIFEST_DIFFERS] = N_("DIFFERS"),
        [MANIFEST_ABSENT] = N_("ABSENT"),
    };
    struct verifying *v = told;

    v->files++;
    v->bad += state != MANIFEST_SAME;
    printf("%s/%s: %s\n", dir, row->name, lang_tr(words[state]));
}

/* A set that is not intact does not end the work. */
static int work_verify(void *with, const char *dir, struct err *e)
{
    struct verifying *v = with;
    struct err own = {0};

    (void)e;
    v->sets++;
    if (golden_verify(dir, v->by_content, tell_state, v, &own) &&
        v->first.code == ERR_NONE)
        v->first = own;
    return 0;
}

static int fixtures_verify(const struct cli *cli, int argc, char **argv)
{
    struct verifying v = {0};
    const struct opt opts[] = {
        {OPT_FLAG, "content", 0, &v.by_content, NULL,
         N_("compare what compressed files hold, not their octets"), 0, 0},
        {OPT_END,  NULL,      0, NULL,          NULL, NULL,          0, 0},
    };
    const struct opt_spec spec = {
        .usage = N_("fixtures verify [--content] [DIR...]"),
        .en = N_("Compare each file of the sets in DIR (or of all known sets) "
                 "with the digests\nin its manifest. Exit 0: all intact; 4: "
                 "not."),
        .example = "  entente fixtures verify\n",
        .opts = opts,
        .max_args = -1,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    rc = each_set(cli, &args, work_verify, &v, &e);
    opt_release(&args, &spec);
    if (rc)
        return cmd_fail(&e);
    if (v.first.code != ERR_NONE)
        return cmd_fail(&v.first);
    if (v.sets == 0) {
        err_set(&e, ERR_MISSING, "no set of fixtures was found");
        return cmd_fail(&e);
    }
    cmd_say(cli, lang_tr("%lld files in %lld sets are intact\n"),
            (long long)v.files, (long long)v.sets);
    return CMD_OK;
}

/* What the forge's options are before they are merged with a recipe. */
struct asked {
    const char *dir;
    const char *recipe; /* a manifest */
    const char *sample;
    double size;
    int64_t seed, snv, indel, level; /* -1: not given */
    struct opt_list profiles;
    bool plain, labels, phased;
};

static int take_recipe(struct forge_options *o, const char *path, struct err *e)
{
    struct manifest m = {0};
    int rc = -1;

    if (manifest_read(&m, path, e))
        return -1;
    if (!m.recipe)
        err_set(e, ERR_MISSING, "this list of fixtures has no recipe");
    else
        rc = forge_recipe_parse(o, m.recipe, e);
    manifest_release(&m);
    return rc ? err_at(e, path, 0, 0) : 0;
}

static int merge(struct forge_options *o, const struct asked *a, struct err *e)
{
    forge_defaults(o);
    if (a->recipe && take_recipe(o, a->recipe, e))
        return -1;
    if (a->sample && forge_set_sample(o, a->sample, e))
        return -1;
    if (a->seed >= 0)
        o->seed = (uint64_t)a->seed;
    if (a->size >= 0)
        o->genome_size = (int64_t)a->size;
    if (a->snv >= 0)
        o->rates.snv_per_mb = a->snv;
    if (a->indel >= 0)
        o->rates.indel_per_mb = a->indel;
    if (a->level >= 0)
        o->level = (int)a->level;
    o->plain = o->plain || a->plain;
    o->labels = o->labels || a->labels;
    o->phased = o->phased || a->phased;
    if (a->profiles.n > 0)
        o->n_sets = 0;
    for (size_t i = 0; i < a->profiles.n; i++) {
        if (forge_add_set(o, a->profiles.a[i], e))
            return -1;
    }
    return 0;
}

static void list_profiles(void)
{
    size_t n;
    const struct profile *const *p = profile_all(&n);

    for (size_t i = 0; i < n; i++)
        printf("%-16s %s\n", p[i]->name, lang_tr(p[i]->en));
}

static int forge_now(const struct cli *cli, const struct asked *a,
                     struct err *e)
{
    struct forge_options o;
    struct progress progress;

    if (!a->dir)
        return err_set(e, ERR_USAGE,
                       "say where the new fixtures go: --output DIR");
    if (merge(&o, a, e))
        return -1;
    progress_init(&progress, stderr, cli->quiet);
    return forge_make(a->dir, &o, &progress, e);
}

static int fixtures_forge(const struct cli *cli, int argc, char **argv)
{
    struct asked a = {
        .size = -1, .seed = -1, .snv = -1, .indel = -1, .level = -1};
    bool list = false;
    const struct opt opts[] = {
        {OPT_TEXT, "output",       'o', &a.dir,      "DIR",
         N_("new folder for the fixtures"),                                                         0, 0                },
        {OPT_INT,  "seed",         0,   &a.seed,     "N",
         N_("another seed gives other data (1)"),                                                   0, 9e15             },
        {OPT_REAL, "genome-size",  0,   &a.size,     "BP",
         N_("size of the genome, such as 3.1e9 (3e6)"),                                             0, 2e10             },
        {OPT_LIST, "profile",      0,   &a.profiles, "NAME",
         N_("a call set to derive (may be repeated)"),                                              0, 0                },
        {OPT_FLAG, "profiles",     0,   &list,       NULL,
         N_("list the profiles of call sets, and end"),                                             0, 0                },
        {OPT_INT,  "snv-per-mb",   0,   &a.snv,      "N",
         N_("SNVs in a million bases (1111)"),                                                      0, 20000            },
        {OPT_INT,  "indel-per-mb", 0,   &a.indel,    "N",
         N_("indels in a million bases (167)"),                                                     0, 20000            },
        {OPT_TEXT, "sample",       0,   &a.sample,   "NAME",
         N_("name of the sample (FORGED-1)"),                                                       0, 0                },
        {OPT_INT,  "level",        0,   &a.level,    "N",        N_("of compression, 1 to 12 (6)"),
         1,                                                                                            BGZFOUT_LEVEL_MAX},
        {OPT_FLAG, "plain",        0,   &a.plain,    NULL,
         N_("compress nothing, index nothing"),                                                     0, 0                },
        {OPT_FLAG, "labels",       0,   &a.labels,   NULL,
         N_("also write the verdict of each record"),                                               0, 0                },
        {OPT_FLAG, "phased",       0,   &a.phased,   NULL,
         N_("keep the phase in call sets"),                                                         0, 0                },
        {OPT_TEXT, "recipe",       0,   &a.recipe,   "MANIFEST",
         N_("take the options of a manifest first"),                                                0, 0                },
        {OPT_END,  NULL,           0,   NULL,        NULL,       NULL,                              0, 0                },
    };
    const struct opt_spec spec = {
        .usage = N_("fixtures forge -o DIR [--seed N] [--genome-size BP] "
                    "[--profile NAME]..."),
        .en = N_("Make golden data to order: a reference, the phased variants "
                 "of one sample,\nconfident regions, strata, call sets with "
                 "planted defects, and the counts that\na correct judge finds "
                 "in them. The same options give the same content everywhere."),
        .example =
            "  entente fixtures forge -o demo --seed 7 --profile good\n"
            "  entente fixtures forge -o big --genome-size 3.1e9 --labels\n"
            "  entente fixtures forge -o again --recipe demo/manifest.tsv\n",
        .opts = opts,
    };
    struct opt_args args;
    struct err e = {0};
    int rc = opt_parse(&args, &spec, argc, argv, &e);

    if (rc)
        return rc > 0 ? CMD_OK : cmd_fail(&e);
    if (list)
        list_profiles();
    else
        rc = forge_now(cli, &a, &e);
    opt_release(&args, &spec);
    return rc ? cmd_fail(&e) : CMD_OK;
}

int cmd_fixtures(const struct cli *cli, int argc, char **argv)
{
    static const struct cmd_row rows[] = {
        {"adopt",  cmd_adopt,       N_("use a local copy of a fixture")       },
        {"forge",  fixtures_forge,  N_("make golden data to order")           },
        {"list",   fixtures_list,   N_("list the golden data that is here")   },
        {"verify", fixtures_verify, N_("compare golden data with its digests")},
        {NULL,     NULL,            NULL                                      },
    };

    return cmd_dispatch(cli, "fixtures", rows, argc, argv);
}
