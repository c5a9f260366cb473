/* entente fixtures forge: golden data made to order. */
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/progress.h"
#include "cli/cmd.h"
#include "cli/opt.h"
#include "fixtures/forge/forge.h"
#include "fixtures/forge/manifest.h"
#include "formats/bgzfout.h"

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

int cmd_forge(const struct cli *cli, int argc, char **argv)
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
