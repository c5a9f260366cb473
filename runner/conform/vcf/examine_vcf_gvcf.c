/*
 * gVCF (VCFv4.5 s5.5): records with <*> or <NON_REF>. That blocks tile the
 * genome is what its users want, not what the specification says: policy.
 */
#include "conform/vcf/examine_vcf_internal.h"

/* 1-based; of the last base that the record covers: by REF, END, or LEN of a
 * sample (4.5). */
static int64_t last_base(const struct vcfx *x)
{
    const struct vcfx_key *end = vcfx_has(x, VCFX_END);
    int64_t ref = x->pos + (int64_t)x->col[VCFX_REF].n - 1;
    int64_t said = end ? vcfx_count(end->values) : -1;

    if (x->called_end > said)
        said = x->called_end;
    return said > ref ? said : ref;
}

static void neighbours(struct vcfx *x, bool block, int64_t end)
{
    const struct vcfx_span t = x->col[VCFX_POS];

    if (x->block_end && x->pos > x->block_end + 1)
        problem_add(x->problems, "GVCF-004", vcfx_at(x, t.s, t.n), x->e,
                    "the bases from %lld on are in no record",
                    (long long)x->block_end + 1);
    else if (x->pos <= (block ? x->block_end : x->reference_end))
        problem_add(x->problems, "GVCF-003", vcfx_at(x, t.s, t.n), x->e,
                    "the records before reach to %lld",
                    (long long)x->block_end);
    if (block && end > x->reference_end)
        x->reference_end = end;
    if (end > x->block_end)
        x->block_end = end;
}

void vcfx_gvcf(struct vcfx *x)
{
    const struct vcfx_span alt = x->col[VCFX_ALT];
    size_t n = x->n_alts < VCFX_ALTS_MAX ? x->n_alts : VCFX_ALTS_MAX;
    bool block = n == 1 && x->kind[0] == VCFX_UNSPECIFIED;
    int64_t end;

    if (!x->gvcf || !x->job->policy || x->pos < 0)
        return;
    if (x->oldest != x->version) /* END or LEN? */
        return;
    end = last_base(x);
    if (!n && end >= x->pos + (int64_t)x->col[VCFX_REF].n)
        problem_add(x->problems, "GVCF-001", vcfx_at(x, alt.s, alt.n), x->e,
                    "a block of the reference has neither <*> nor <NON_REF>");
    for (size_t i = 0; i + 1 < n; i++) {
        if (x->kind[i] == VCFX_UNSPECIFIED)
            problem_add(x->problems, "GVCF-005", vcfx_at(x, alt.s, alt.n), x->e,
                        "the unspecified allele is not the last");
    }
    neighbours(x, block, end);
}
