/*
 * VCFv4.5 s5.5: a sample's <*> calls LEN positions (or up to END, where there
 * is no LEN); what stands there later in the file has "." in GT and no values
 * of the sample, but for LAA.
 */
#include <stdlib.h>

#include "conform/vcf/examine_vcf_internal.h"

static bool has_unspecified(const struct vcfx *x)
{
    size_t n = x->n_alts < VCFX_ALTS_MAX ? x->n_alts : VCFX_ALTS_MAX;

    for (size_t i = 0; i < n; i++) {
        if (x->kind[i] == VCFX_UNSPECIFIED)
            return true;
    }
    return false;
}

bool vcfx_may_call(const struct vcfx *x)
{
    return x->oldest >= 45 && x->pos >= 0 &&
           (x->called_to || has_unspecified(x));
}

/* The last position that the record calls for this sample; 0: none. */
static int64_t last_called(const struct vcfx *x, struct vcfx_span len)
{
    const struct vcfx_key *end = vcfx_has(x, VCFX_END);
    int64_t n = len.s ? vcfx_count(len) : -1;

    if (n > 0)
        return x->pos + n - 1;
    return len.s || !end ? 0 : vcfx_count(end->values);
}

void vcfx_implicit(struct vcfx *x, size_t sample, bool given,
                   struct vcfx_span gt, struct vcfx_span len)
{
    int64_t last;

    if (sample >= x->samples.n || !given)
        return;
    if (x->called_to && x->pos <= x->called_to[sample])
        problem_add(x->problems, "GVCF-006", vcfx_at(x, gt.s, gt.n), x->e,
                    "a <*> before calls sample %zu up to %lld", sample + 1,
                    (long long)x->called_to[sample]);
    last = has_unspecified(x) ? last_called(x, len) : 0;
    if (last > x->called_end)
        x->called_end = last;
    if (last <= x->pos)
        return;
    if (!x->called_to)
        x->called_to = calloc(x->samples.n, sizeof(*x->called_to));
    if (!x->called_to)
        err_nomem(x->e);
    else if (last > x->called_to[sample])
        x->called_to[sample] = last;
}
