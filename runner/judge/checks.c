#include "judge/checks.h"

#include <string.h>

#include "base/err.h"
#include "judge/check_list.h"

/* In the order of the manual; ends with NULL, which is not counted. */
static const struct check *const table[] = {
    &check_inventory,
    &check_naming,
    &check_format,
    &check_read_pairs,
    &check_reads_header,
    &check_same_reads,
    &check_contigs,
    &check_tiling,
    &check_table,
    &check_software,
    &check_small_variants,
    &check_callset,
    NULL,
};

const struct check *const *checks_all(size_t *n)
{
    *n = sizeof(table) / sizeof(table[0]) - 1;
    return table;
}

const struct check *checks_find(const char *name)
{
    for (size_t i = 0; table[i]; i++)
        if (strcmp(table[i]->decl->name, name) == 0)
            return table[i];
    return NULL;
}

bool checks_is_defect(const struct err *e)
{
    return e->code == ERR_SYNTAX || e->code == ERR_LIMIT ||
           e->code == ERR_RANGE || e->code == ERR_REFUSED;
}

const char *check_param(const struct check_env *env, const char *name)
{
    const struct check_param *p = env->decl->params;

    for (size_t i = 0; i < env->of->n_params; i++)
        if (strcmp(env->of->params[i].name, name) == 0)
            return env->of->params[i].value;
    for (; p && p->name; p++)
        if (strcmp(p->name, name) == 0)
            return p->fallback;
    return NULL;
}

const struct check_file *check_input(const struct check_env *env,
                                     const char *input)
{
    for (size_t i = 0; i < env->n_files; i++)
        if (strcmp(env->files[i].input, input) == 0)
            return &env->files[i];
    return NULL;
}

int check_tally(struct measurement *m, const struct check_env *env,
                struct err *e)
{
    const char *counters[TALLY_COUNTERS_MAX];
    const char *strata[TALLY_STRATA_MAX];
    size_t n_counters = 0;
    size_t n_strata = 0;

    for (const struct check_counter *c = env->decl->counters; c && c->name;
         c++) {
        if (n_counters == TALLY_COUNTERS_MAX)
            return err_set(e, ERR_LIMIT, "check %s has too many counters",
                           env->decl->name);
        counters[n_counters++] = c->name;
    }
    for (size_t i = 0; i < env->n_files; i++) {
        if (strcmp(env->files[i].input, "stratum") != 0)
            continue;
        if (n_strata == TALLY_STRATA_MAX)
            return err_set(e, ERR_LIMIT, "more than %d strata",
                           TALLY_STRATA_MAX);
        strata[n_strata++] = env->files[i].id;
    }
    tally_release(&m->tally);
    return tally_init(&m->tally, counters, n_counters, strata, n_strata, e);
}
