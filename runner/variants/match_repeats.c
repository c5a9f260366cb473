/*
 * Two records of one file with the same allele are one record too many: 0/1
 * twice is no 1/1. Counted as such, a caller that knows no homozygous genotype
 * could hide that by writing each variant twice, and have it counted as two
 * right calls.
 *
 * Only alleles whose first unit stands elsewhere on the same side are looked
 * at: few, in a good file. Sorted by their units, equal ones are neighbours.
 */
#include "variants/match_internal.h"

#include <stdlib.h>

#include "base/err.h"

struct stated {
    const uint32_t *group; /* of its units, in order */
    uint32_t units;
    uint32_t call;
};

static int by_units(const struct stated *a, const struct stated *b)
{
    if (a->units != b->units)
        return a->units < b->units ? -1 : 1;
    for (uint32_t i = 0; i < a->units; i++) {
        if (a->group[i] != b->group[i])
            return a->group[i] < b->group[i] ? -1 : 1;
    }
    return 0;
}

static int by_units_and_call(const void *x, const void *y)
{
    const struct stated *a = x;
    const struct stated *b = y;
    int by = by_units(a, b);

    return by ? by : (a->call > b->call) - (a->call < b->call);
}

/* The alleles of one call that may stand elsewhere too; returns how many. */
static size_t look_at(struct stated *out, const struct match *m, int s,
                      uint32_t call)
{
    const struct call *c = &m->side[s]->call[call];
    const uint32_t *group = m->group_of[s];
    size_t n = 0;
    uint32_t end;

    for (uint32_t id = c->unit; id < c->unit + c->units; id = end) {
        const struct group *g = &m->group[group[id]];

        end = id + 1;
        while (end < c->unit + c->units &&
               m->allele_of[s][end] == m->allele_of[s][id])
            end++;
        if (g->end[s] - g->beg[s] > 1)
            out[n++] = (struct stated){group + id, end - id, call};
    }
    return n;
}

static size_t count(const struct match *m, int s)
{
    struct stated unused[CALLS_ALTS];
    size_t n = 0;

    for (uint32_t i = 0; i < m->side[s]->n; i++) {
        if (m->in[s][i])
            n += look_at(unused, m, s, i);
    }
    return n;
}

int match_drop_repeats(struct match *m, int s, struct err *e)
{
    size_t n = count(m, s);
    struct stated *a;

    if (n < 2)
        return 0;
    a = malloc(n * sizeof(*a));
    if (!a)
        return err_nomem(e);
    n = 0;
    for (uint32_t i = 0; i < m->side[s]->n; i++) {
        if (m->in[s][i])
            n += look_at(a + n, m, s, i);
    }
    qsort(a, n, sizeof(*a), by_units_and_call);
    for (size_t i = 1; i < n; i++) {
        if (a[i].call != a[i - 1].call && by_units(&a[i - 1], &a[i]) == 0 &&
            m->in[s][a[i].call])
            match_lose(m, s, a[i].call);
    }
    free(a);
    return 0;
}
