#include "variants/explain_miss.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/err.h"

void explain_miss_close(struct explain_miss *x)
{
    free(x->filtered);
    free(x->nocall);
    *x = (struct explain_miss){0};
}

static int by_allele(const void *x, const void *y)
{
    const struct explain_filtered *a = x;
    const struct explain_filtered *b = y;

    return allele_compare(a->calls, a->allele, b->calls, b->allele);
}

static void take_filtered(struct explain_miss *x, const struct lane_call *k)
{
    for (unsigned i = 0; i < k->call->n_alleles; i++)
        x->filtered[x->n_filtered++] = (struct explain_filtered){
            k->batch->calls, call_allele(k->batch->calls, k->call, i)};
}

/* *reach: the furthest end so far. */
static void take_nocall(struct explain_miss *x, int64_t *reach,
                        const struct call *k)
{
    int64_t end = (int64_t)k->pos + k->ref_len;

    *reach = end > *reach ? end : *reach;
    x->nocall[x->n_nocalls++] = (struct explain_nocall){k->pos, *reach};
}

int explain_miss_open(struct explain_miss *x, const struct lane_call *call,
                      size_t n, struct err *e)
{
    size_t filtered = 0;
    size_t nocalls = 0;
    int64_t reach = 0;

    explain_miss_close(x);
    for (size_t i = 0; i < n; i++) {
        if (call[i].call->kind == CALL_FILTERED)
            filtered += call[i].call->n_alleles;
        nocalls += call[i].call->kind == CALL_NOCALL;
    }
    if (!filtered && !nocalls)
        return 0;
    x->filtered = malloc((filtered + 1) * sizeof(*x->filtered));
    x->nocall = malloc((nocalls + 1) * sizeof(*x->nocall));
    if (!x->filtered || !x->nocall)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++) {
        if (call[i].call->kind == CALL_FILTERED)
            take_filtered(x, &call[i]);
        else if (call[i].call->kind == CALL_NOCALL)
            take_nocall(x, &reach, call[i].call);
    }
    qsort(x->filtered, x->n_filtered, sizeof(*x->filtered), by_allele);
    return 0;
}

static bool has_filtered(const struct explain_miss *x,
                         const struct lane_call *truth)
{
    for (unsigned i = 0; x->n_filtered && i < truth->call->n_alleles; i++) {
        struct explain_filtered key = {
            truth->batch->calls,
            call_allele(truth->batch->calls, truth->call, i)};

        if (bsearch(&key, x->filtered, x->n_filtered, sizeof(key), by_allele))
            return true;
    }
    return false;
}

/* Does a query call without genotype stand where the truth call does? */
static bool has_nocall(const struct explain_miss *x, const struct call *k)
{
    int64_t end = (int64_t)k->pos + k->ref_len;
    size_t lo = 0;
    size_t hi = x->n_nocalls;

    while (lo < hi) { /* how many begin before its end */
        size_t mid = lo + (hi - lo) / 2;

        if (x->nocall[mid].beg < end)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo && x->nocall[lo - 1].reach > k->pos;
}

enum variants_verdict explain_miss_of(const struct explain_miss *x,
                                      const struct lane_call *truth)
{
    if (has_filtered(x, truth))
        return VARIANTS_FN_FILTERED;
    return has_nocall(x, truth->call) ? VARIANTS_FN_NOCALL : VARIANTS_FN;
}
