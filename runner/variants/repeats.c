#include "variants/repeats.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/err.h"

struct stated {
    const struct calls *calls;
    const struct allele *allele;
    size_t call;
};

static int by_allele(const void *x, const void *y)
{
    const struct stated *a = x;
    const struct stated *b = y;
    int by = allele_compare(a->calls, a->allele, b->calls, b->allele);

    return by ? by : (a->call > b->call) - (a->call < b->call);
}

static size_t list(struct stated *out, const struct lane_call *call, size_t n)
{
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        for (unsigned k = 0;
             call[i].call->kind == CALL_ASSESSED && k < call[i].call->n_alleles;
             k++)
            out[m++] = (struct stated){
                call[i].batch->calls,
                call_allele(call[i].batch->calls, call[i].call, k), i};
    }
    return m;
}

int repeats_count(int64_t *sum, const struct lane_call *call, size_t n,
                  struct err *e)
{
    struct stated *a;
    bool *again;
    size_t m;
    int rc = -1;

    if (n < 2)
        return 0;
    a = malloc(n * SOLVE_PLOIDY * sizeof(*a));
    again = calloc(n, sizeof(*again));
    if (!a || !again) {
        err_nomem(e);
        goto done;
    }
    m = list(a, call, n);
    qsort(a, m, sizeof(*a), by_allele);
    for (size_t i = 1; i < m; i++) {
        if (a[i].call != a[i - 1].call &&
            allele_same(a[i - 1].calls, a[i - 1].allele, a[i].calls,
                        a[i].allele) &&
            !again[a[i].call]) {
            again[a[i].call] = true;
            (*sum)++;
        }
    }
    rc = 0;
done:
    free(a);
    free(again);
    return rc;
}
