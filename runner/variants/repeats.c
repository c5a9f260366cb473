/*
 * Only alleles whose first unit stands elsewhere too are looked at: few, in a
 * good file. Sorted by their units, equal ones are neighbours.
 */
#include "variants/repeats.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/err.h"

struct stated {
    const uint32_t *rank; /* of its units, in order */
    uint32_t units;
    uint32_t call;
};

struct look {
    const struct match_side *side;
    uint32_t *rank;  /* by id of the unit: equal units have the same */
    uint8_t *allele; /* by id: which ALT of its call */
    bool *shared;    /* by id: is there another equal unit? */
    bool *again;     /* by call */
};

static int by_units(const struct stated *a, const struct stated *b)
{
    if (a->units != b->units)
        return a->units < b->units ? -1 : 1;
    for (uint32_t i = 0; i < a->units; i++) {
        if (a->rank[i] != b->rank[i])
            return a->rank[i] < b->rank[i] ? -1 : 1;
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

/* Returns whether any unit is shared. */
static bool rank_units(struct look *l)
{
    const struct units *u = &l->side->units;
    uint32_t rank = 0;
    bool any = false;

    for (size_t i = 0; i < u->n; i++) {
        bool same = i > 0 && unit_compare(&u->a[i - 1], &u->a[i]) == 0;

        rank += i > 0 && !same;
        l->rank[u->a[i].id] = rank;
        l->allele[u->a[i].id] = u->a[i].allele;
        l->shared[u->a[i].id] = same;
        if (same)
            l->shared[u->a[i - 1].id] = true;
        any = any || same;
    }
    return any;
}

/* The alleles of one call that may stand elsewhere too; returns how many. */
static size_t look_at(struct stated *out, const struct look *l, uint32_t call)
{
    const struct call *c = &l->side->call[call];
    size_t n = 0;
    uint32_t end;

    if (c->kind != CALL_ASSESSED)
        return 0;
    for (uint32_t id = c->unit; id < c->unit + c->units; id = end) {
        end = id + 1;
        while (end < c->unit + c->units && l->allele[end] == l->allele[id])
            end++;
        if (l->shared[id])
            out[n++] = (struct stated){l->rank + id, end - id, call};
    }
    return n;
}

static int mark_again(struct look *l, struct err *e)
{
    size_t n = l->side->n;
    size_t found = 0;
    struct stated unused[CALLS_ALTS];
    struct stated *a;

    for (uint32_t i = 0; i < n; i++)
        found += look_at(unused, l, i);
    a = malloc((found + 1) * sizeof(*a));
    if (!a)
        return err_nomem(e);
    found = 0;
    for (uint32_t i = 0; i < n; i++)
        found += look_at(a + found, l, i);
    qsort(a, found, sizeof(*a), by_units_and_call);
    for (size_t i = 1; i < found; i++) {
        if (a[i].call != a[i - 1].call && by_units(&a[i - 1], &a[i]) == 0)
            l->again[a[i].call] = true;
    }
    free(a);
    return 0;
}

int repeats_count(int64_t *out, const struct match_side *side, struct err *e)
{
    size_t n = side->units.n + 1;
    struct look l = {
        .side = side,
        .rank = malloc(n * sizeof(*l.rank)),
        .allele = malloc(n),
        .shared = malloc(n * sizeof(*l.shared)),
        .again = calloc(side->n + 1, sizeof(*l.again)),
    };
    int rc = -1;

    *out = 0;
    if (!l.rank || !l.allele || !l.shared || !l.again) {
        err_nomem(e);
        goto done;
    }
    if (rank_units(&l) && mark_again(&l, e))
        goto done;
    for (size_t i = 0; i < side->n; i++)
        *out += l.again[i];
    rc = 0;
done:
    free(l.rank);
    free(l.allele);
    free(l.shared);
    free(l.again);
    return rc;
}
