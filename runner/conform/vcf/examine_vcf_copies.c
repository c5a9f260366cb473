/* How often each allele is in the genotypes of a record, against AC and AN of
 * INFO, and the alleles that nobody has. Asked for only by practice and
 * policy: subsets of samples keep the INFO of the whole. */
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

static size_t n_counted(const struct vcfx *x)
{
    return x->n_alts < VCFX_ALTS_MAX ? x->n_alts : VCFX_ALTS_MAX;
}

void vcfx_copies_start(struct vcfx *x)
{
    memset(x->copies, 0, (n_counted(x) + 1) * sizeof(*x->copies));
    x->called = 0;
}

void vcfx_copies_add(struct vcfx *x, const struct vcfx_genotype *g)
{
    size_t i = 0;

    while (g->known && i < g->len) {
        size_t from = i;
        int64_t n;

        while (i < g->len && vcfx_byte(g->at[i], VCFX_DIGIT))
            i++;
        if (i == from) {
            i++;
            continue;
        }
        n = vcfx_count((struct vcfx_span){g->at + from, i - from});
        x->called++;
        if (n >= 0 && n <= (int64_t)n_counted(x))
            x->copies[n]++;
    }
}

static void compare(struct vcfx *x, struct vcfx_span t, uint32_t have)
{
    int64_t n = vcfx_count(t);

    if (n >= 0 && n != (int64_t)have)
        problem_add(x->problems, "VCF-INFO-110", vcfx_at(x, t.s, t.n), x->e,
                    "the genotypes have %u", have);
}

static void compare_info(struct vcfx *x)
{
    const struct vcfx_key *an = vcfx_has(x, VCFX_AN);
    const struct vcfx_key *ac = vcfx_has(x, VCFX_AC);
    struct vcfx_span rest;

    if (an)
        compare(x, an->values, x->called);
    if (!ac)
        return;
    rest = ac->values;
    for (size_t i = 1; i <= n_counted(x) && rest.n; i++)
        compare(x, vcfx_cut(&rest, ','), x->copies[i]);
}

static void nobody_has(struct vcfx *x)
{
    struct vcfx_span rest = x->col[VCFX_ALT];

    for (size_t i = 0; i < n_counted(x); i++) {
        struct vcfx_span t = vcfx_cut(&rest, ',');

        if (x->kind[i] == VCFX_BASES && !x->copies[i + 1])
            problem_add(x->problems, "VCF-GT-004", vcfx_at(x, t.s, t.n), x->e,
                        "no sample has this allele");
    }
}

void vcfx_copies_tell(struct vcfx *x)
{
    if (x->job->practice)
        compare_info(x);
    if (x->job->policy && x->called)
        nobody_has(x);
}
