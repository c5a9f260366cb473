#include "variants/outputs/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/tally.h"
#include "variants/outputs/table_internal.h"

static int name_strata(struct table *t, const struct variants_job *job,
                       struct err *e)
{
    t->name = calloc(job->n_strata + 1, sizeof(*t->name));
    t->bp = malloc(2 * (job->n_strata + 1) * sizeof(*t->bp));
    t->cell = calloc((job->n_strata + 1) * CELLS, sizeof(*t->cell));
    if (!t->name || !t->bp || !t->cell)
        return err_nomem(e);
    t->n = job->n_strata + 1;
    t->words = (t->n + 63) / 64;
    for (size_t k = 0; k < t->n; k++) {
        t->bp[2 * k] = t->bp[2 * k + 1] = -1;
        t->name[k] = strdup(k ? job->strata[k - 1].name : "*");
        if (!t->name[k])
            return err_nomem(e);
    }
    return 0;
}

struct table *table_new(const struct variants_job *job, struct err *e)
{
    struct table *t = calloc(1, sizeof(*t));

    if (!t) {
        (void)err_nomem(e);
        return NULL;
    }
    t->filter = job->filter;
    t->has_regions = job->regions != NULL;
    if (name_strata(t, job, e))
        goto failed;
    if (job->score) {
        t->score = strdup(job->score);
        if (!t->score) {
            (void)err_nomem(e);
            goto failed;
        }
    }
    return t;
failed:
    table_free(t);
    return NULL;
}

void table_free(struct table *t)
{
    if (!t)
        return;
    for (size_t k = 0; k < t->n; k++)
        free(t->name[k]);
    free(t->name);
    free(t->bp);
    free(t->score);
    free(t->cell);
    free(t->block);
    table_heap_release(&t->heap);
    table_curve_forget(t);
    free(t);
}

void table_again(void *table)
{
    struct table *t = table;

    memset(t->cell, 0, t->n * CELLS * sizeof(*t->cell));
    t->n_blocks = 0;
    table_heap_release(&t->heap);
    table_curve_forget(t);
}

void table_set_bp(struct table *t, size_t stratum, int64_t all, int64_t inside)
{
    t->bp[2 * stratum] = all;
    t->bp[2 * stratum + 1] = inside;
}

static enum table_group group_of(const struct judged *j)
{
    if (!j->inside || j->verdict == VARIANTS_OUTSIDE)
        return GROUP_OUTSIDE;
    if (j->verdict == VARIANTS_TP)
        return GROUP_TP;
    if (j->verdict == VARIANTS_GE)
        return GROUP_GE;
    if (j->verdict == VARIANTS_UNRESOLVED)
        return GROUP_UNRESOLVED;
    return j->kind == JUDGED_LM ? GROUP_LM : GROUP_MISS;
}

/* The block of a record: mostly the last one, for they come in order. */
static struct table_block *block_of(struct table *t, const struct judged *j,
                                    struct err *e)
{
    struct table_block *last;

    if (t->n_blocks) {
        last = &t->block[t->n_blocks - 1];
        if (last->contig == j->contig && last->beg <= j->pos &&
            j->pos < last->beg + TALLY_BLOCK_BP)
            return last;
    }
    if (t->n_blocks == t->cap_blocks) {
        size_t cap = t->cap_blocks ? 2 * t->cap_blocks : 64;
        struct table_block *more = realloc(t->block, cap * sizeof(*more));

        if (!more) {
            (void)err_nomem(e);
            return NULL;
        }
        t->block = more;
        t->cap_blocks = cap;
    }
    last = &t->block[t->n_blocks++];
    *last = (struct table_block){
        .contig = j->contig, .beg = j->pos / TALLY_BLOCK_BP * TALLY_BLOCK_BP};
    return last;
}

static int count_block(struct table *t, const struct judged *j,
                       enum table_group g, struct err *e)
{
    struct table_block *b = block_of(t, j, e);

    if (!b)
        return -1;
    if (g == GROUP_TP)
        b->right[j->shape][j->side]++;
    else if (g != GROUP_UNRESOLVED)
        b->wrong[j->shape][j->side]++;
    return 0;
}

static int hear_one(struct table *t, const struct judged *j, struct err *e)
{
    enum table_group g = group_of(j);
    size_t cell = table_cell(j->shape, j->subtype, j->zygosity, j->side, g);

    t->cell[cell]++;
    if (t->n > 1 && j->strata && table_heap_add(t, j->strata, cell, e))
        return -1;
    if (g == GROUP_OUTSIDE)
        return 0;
    if (count_block(t, j, g, e))
        return -1;
    return table_curve_add(t, j, g, e);
}

int table_hear(void *table, const struct judged_chunk *c, struct err *e)
{
    struct table *t = table;

    for (size_t i = 0; i < c->n; i++) {
        if (c->a[i].assessed && hear_one(t, &c->a[i], e))
            return -1;
    }
    return 0;
}

int table_finish(struct table *t, struct err *e)
{
    table_heap_spread(t);
    if (table_curve_finish(t, e))
        return -1;
    return table_jackknife_finish(t, e);
}

size_t table_strata(const struct table *t)
{
    return t->n;
}

const char *table_stratum(const struct table *t, size_t k)
{
    return t->name[k];
}

static bool wanted(unsigned mask, size_t bit)
{
    return !mask || mask & TABLE_BIT(bit);
}

/* Of one shape and subtype. */
static void add_cells(int64_t n[JUDGED_SIDES][GROUPS], const int64_t *cell,
                      unsigned zygosities)
{
    for (size_t z = 0; z < JUDGED_ZYGOSITIES; z++) {
        const int64_t *from = cell + table_cell(0, 0, z, 0, 0);

        if (!wanted(zygosities, z))
            continue;
        for (size_t i = 0; i < (size_t)JUDGED_SIDES * GROUPS; i++)
            n[i / GROUPS][i % GROUPS] += from[i];
    }
}

void table_sum(struct table_sums *out, const struct table *t,
               const struct table_pick *pick)
{
    const int64_t *cell = t->cell + pick->stratum * CELLS;
    int64_t n[JUDGED_SIDES][GROUPS] = {0};
    const int64_t *truth = n[JUDGED_TRUTH];
    const int64_t *query = n[JUDGED_QUERY];

    for (size_t s = 0; s < JUDGED_SHAPES; s++) {
        if (!wanted(pick->shapes, s))
            continue;
        for (size_t u = 0; u < JUDGED_SUBTYPES; u++) {
            if (wanted(pick->subtypes, u))
                add_cells(n, cell + table_cell(s, u, 0, 0, 0),
                          pick->zygosities);
        }
    }
    *out = (struct table_sums){
        .truth_tp = truth[GROUP_TP],
        .truth_fn = truth[GROUP_GE] + truth[GROUP_LM] + truth[GROUP_MISS],
        .truth_ge = truth[GROUP_GE],
        .truth_lm = truth[GROUP_LM],
        .truth_unresolved = truth[GROUP_UNRESOLVED],
        .truth_outside = truth[GROUP_OUTSIDE],
        .query_tp = query[GROUP_TP],
        .query_fp = query[GROUP_GE] + query[GROUP_LM] + query[GROUP_MISS],
        .query_ge = query[GROUP_GE],
        .query_lm = query[GROUP_LM],
        .query_unresolved = query[GROUP_UNRESOLVED],
        .query_unk = query[GROUP_OUTSIDE],
    };
    out->truth_total = out->truth_tp + out->truth_fn + out->truth_unresolved;
    out->query_total =
        out->query_tp + out->query_fp + out->query_unresolved + out->query_unk;
}
