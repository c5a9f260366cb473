/* What the values of special keys of INFO say. */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

static bool has_negative(struct vcfx_span t)
{
    return t.n &&
           (*t.s == '-' || (memchr(t.s, ',', t.n) && memchr(t.s, '-', t.n)));
}

static void frequencies(struct vcfx *x, const struct vcfx_key *k)
{
    struct vcfx_span rest = k->values;

    while (rest.n) {
        struct vcfx_span t = vcfx_cut(&rest, ',');
        char copy[64];
        double f;

        if (t.n >= sizeof(copy) || !t.n || *t.s == '.' ||
            (*t.s == '0' && !memchr(t.s, 'e', t.n) && !memchr(t.s, 'E', t.n)))
            continue;
        memcpy(copy, t.s, t.n);
        copy[t.n] = '\0';
        f = strtod(copy, NULL);
        if (f < 0 || f > 1)
            problem_add(x->problems, "VCF-INFO-109", vcfx_at(x, t.s, t.n), x->e,
                        "a frequency is not between 0 and 1");
    }
}

static bool is_cigar(struct vcfx_span t)
{
    size_t i = 0;

    while (i < t.n) {
        size_t from = i;

        while (i < t.n && vcfx_byte(t.s[i], VCFX_DIGIT))
            i++;
        if (i == from || i == t.n || !vcfx_among(t.s[i], "MIDNSHPX="))
            return false;
        i++;
    }
    return t.n > 0;
}

static void cigars(struct vcfx *x, const struct vcfx_key *k)
{
    struct vcfx_span rest = k->values;

    while (rest.n) {
        struct vcfx_span t = vcfx_cut(&rest, ',');

        if (!vcfx_is(t, ".") && !is_cigar(t))
            problem_add(x->problems, "VCF-INFO-111", vcfx_at(x, t.s, t.n), x->e,
                        "this is not a CIGAR");
    }
}

/* POS of a symbolic allele is the base before the variant: one of no length
 * ends there, at POS - 1. A block of the reference begins at POS. */
static void end_after_pos(struct vcfx *x, const struct vcfx_key *k)
{
    int64_t end = vcfx_count(k->values);
    bool block = x->n_alts == 1 && x->kind[0] == VCFX_UNSPECIFIED;
    bool before = x->symbolic && !block && x->oldest < 45;
    int64_t least = before ? x->pos - 1 : x->pos;
    const char *rule = block ? "GVCF-002" : "VCF-INFO-112";

    if (vcfx_is(k->values, ".") || x->pos < 0)
        return;
    if (end < least)
        problem_add(x->problems, rule, vcfx_at(x, k->values.s, k->values.n),
                    x->e, "END is before POS, %lld", (long long)x->pos);
    else if (x->job->practice && !x->symbolic && x->n_alts &&
             end != x->pos + (int64_t)x->col[VCFX_REF].n - 1)
        problem_add(x->problems, "VCF-INFO-114",
                    vcfx_at(x, k->values.s, k->values.n), x->e,
                    "END is not the last base of REF");
}

void vcfx_info_meaning(struct vcfx *x, const struct vcfx_key *k,
                       struct vcfx_span name, const struct vcfx_values *v)
{
    if (k->special > VCFX_END && k->special < VCFX_GT) {
        x->special[k->special] = k;
        x->sv_record = x->record;
        return;
    }
    if (!v)
        return;
    if (k->special == VCFX_AC || k->special == VCFX_AN ||
        k->special == VCFX_TOTAL || k->special == VCFX_TOTALS)
        x->special[k->special] = k;
    if (k->special == VCFX_AF)
        frequencies(x, k);
    else if (k->special == VCFX_CIGAR)
        cigars(x, k);
    else if (k->special == VCFX_END) {
        x->special[VCFX_END] = k;
        end_after_pos(x, k);
    } else if (k->special != VCFX_TOTALS && has_negative(k->values))
        problem_add(x->problems, "VCF-INFO-111",
                    vcfx_at(x, name.s, name.n + 1 + k->values.n), x->e,
                    "a count is negative");
}

/* Each read of an allele is a read. */
void vcfx_info_depths(struct vcfx *x)
{
    const struct vcfx_key *dp = vcfx_has(x, VCFX_TOTAL);
    const struct vcfx_key *ad = vcfx_has(x, VCFX_TOTALS);
    int64_t all = dp ? vcfx_count(dp->values) : -1;
    int64_t sum = 0;
    struct vcfx_span rest;

    if (!ad || all < 0)
        return;
    rest = ad->values;
    while (rest.n) {
        int64_t n = vcfx_count(vcfx_cut(&rest, ','));

        if (n < 0 || n > INT32_MAX)
            return; /* missing, or told already */
        sum += n;
    }
    if (sum > all)
        problem_add(x->problems, "VCF-INFO-113",
                    vcfx_at(x, ad->values.s, ad->values.n), x->e,
                    "the depths of the alleles are %lld together, DP is %lld",
                    (long long)sum, (long long)all);
}
