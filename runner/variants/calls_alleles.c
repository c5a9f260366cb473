/* What a record asserts: which of its alleles, how often, and whether they can
 * be compared. */
#include "variants/calls_internal.h"

#include <stdbool.h>
#include <stddef.h>

#include "formats/vcfin.h"

static bool is_base(char b)
{
    switch (b | 0x20) {
    case 'a':
    case 'c':
    case 'g':
    case 't':
    case 'n':
        return true;
    default:
        return false;
    }
}

static bool same_base(char a, char b)
{
    return (a | 0x20) == (b | 0x20);
}

/* Is what an allele replaces, or puts in its place, too long? Bases that it
 * shares with REF do not count: a SNV stays small however much stands around
 * it. */
static bool is_large(struct vcftext ref, struct vcftext a, int64_t max_length)
{
    size_t max = (size_t)max_length;

    if (a.n <= max && ref.n <= max)
        return false;
    while (a.n && ref.n && same_base(a.s[a.n - 1], ref.s[ref.n - 1])) {
        a.n--;
        ref.n--;
    }
    while (a.n && ref.n && same_base(*a.s, *ref.s)) {
        a.s++;
        a.n--;
        ref.s++;
        ref.n--;
    }
    return a.n > max || ref.n > max;
}

/* May this allele be compared? VARIANTS_TP: yes; else why not. */
static enum variants_verdict allele_kind(struct vcftext ref, struct vcftext a,
                                         int64_t max_length)
{
    if (a.n == 1 && a.s[0] == '*')
        return VARIANTS_NA_STAR;
    for (size_t i = 0; i < a.n; i++) {
        if (a.s[i] == '<' || a.s[i] == '[' || a.s[i] == ']' || a.s[i] == '.')
            return VARIANTS_NA_SYMBOLIC;
    }
    if (is_large(ref, a, max_length))
        return VARIANTS_NA_LARGE;
    for (size_t i = 0; i < a.n; i++) {
        if (!is_base(a.s[i]))
            return VARIANTS_NA_AMBIGUOUS;
    }
    return VARIANTS_TP;
}

static bool same_bases(struct vcftext a, struct vcftext b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        if (!same_base(a.s[i], b.s[i]))
            return false;
    }
    return true;
}

/* One allele of the genotype into the call. */
static enum variants_verdict take_allele(struct call *k, int alt[CALLS_ALTS],
                                         const struct vcfrec *r, int a,
                                         int copies, int64_t max_length)
{
    enum variants_verdict why;

    for (int i = 0; i < k->n_alts; i++) {
        if (alt[i] == a) {
            k->copies[i] = (uint8_t)(k->copies[i] + copies);
            return VARIANTS_TP;
        }
    }
    why = allele_kind(r->ref, r->alts[a - 1], max_length);
    if (why != VARIANTS_TP || same_bases(r->alts[a - 1], r->ref))
        return why;
    alt[k->n_alts] = a;
    k->copies[k->n_alts++] = (uint8_t)copies;
    return VARIANTS_TP;
}

/* The ALT alleles of the genotype that can be compared, with their copies:
 * VARIANTS_TP when there is one. Beside it another that can not be (<DEL>, *)
 * asserts nothing, and excuses nothing. */
static enum variants_verdict alleles(struct call *k, int alt[CALLS_ALTS],
                                     const struct vcfrec *r, int64_t max_length)
{
    int copies = r->ploidy == 1 ? 2 : 1;
    enum variants_verdict why = VARIANTS_NA_HOM_REF;

    for (int i = 0; i < r->ploidy; i++) {
        enum variants_verdict one;

        if (r->gt[i] <= 0)
            continue;
        one = take_allele(k, alt, r, r->gt[i], copies, max_length);
        if (one != VARIANTS_TP &&
            (why == VARIANTS_NA_HOM_REF || why == VARIANTS_NA_STAR))
            why = one;
    }
    return k->n_alts ? VARIANTS_TP : why;
}

/* What its genotype alone says of a record. */
static enum variants_verdict genotype_kind(const struct vcfrec *r)
{
    int missing = 0;
    int alts = 0;

    if (r->ploidy > CALLS_ALTS)
        return VARIANTS_NA_PLOIDY;
    for (int i = 0; i < r->ploidy; i++) {
        missing += r->gt[i] == VCFIN_MISSING;
        alts += r->gt[i] > 0;
    }
    if (missing == r->ploidy) /* also without GT */
        return VARIANTS_NA_NO_CALL;
    if (missing)
        return VARIANTS_NA_HALF_CALL;
    return alts ? VARIANTS_TP : VARIANTS_NA_HOM_REF;
}

enum variants_verdict call_alleles(struct call *k, int alt[CALLS_ALTS],
                                   const struct vcfrec *r, int64_t max_length)
{
    enum variants_verdict why = genotype_kind(r);

    return why == VARIANTS_TP ? alleles(k, alt, r, max_length) : why;
}
