/* What a record asserts: which of its alleles, on which haplotypes, and whether
 * they can be compared. */
#include "variants/calls_internal.h"

#include <assert.h>
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

static bool all_bases(struct vcftext t)
{
    for (size_t i = 0; i < t.n; i++) {
        if (!is_base(t.s[i]))
            return false;
    }
    return true;
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
    return all_bases(a) && all_bases(ref) ? VARIANTS_TP : VARIANTS_NA_AMBIGUOUS;
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

/* Allele `a` of the record: which of the call's is it, from 1? 0: it asserts
 * nothing, for the reason in *why. Room is the caller's business. */
static uint8_t take_allele(enum variants_verdict *why, struct call *k,
                           int alt[SOLVE_PLOIDY], const struct vcfrec *r, int a,
                           int64_t max_length)
{
    struct vcftext text = r->alts[a - 1];

    *why = VARIANTS_TP;
    for (uint8_t i = 0; i < k->n_alleles; i++) {
        if (alt[i] == a || same_bases(r->alts[alt[i] - 1], text))
            return (uint8_t)(i + 1);
    }
    *why = allele_kind(r->ref, text, max_length);
    if (*why != VARIANTS_TP || same_bases(text, r->ref))
        return 0;
    alt[k->n_alleles++] = a;
    return k->n_alleles;
}

/* The least ALT allele of the genotype above `a`; 0: there is none. */
static int next_allele(const struct vcfrec *r, int a)
{
    int next = 0;

    for (int i = 0; i < r->ploidy; i++) {
        if (r->gt[i] > a && (!next || r->gt[i] < next))
            next = r->gt[i];
    }
    return next;
}

/* Alleles in the order of ALT: whether 1/2 or 2/1 is written makes no
 * difference. Beside an allele that can be compared, another that can not be
 * (<DEL>, *) asserts nothing, and excuses nothing. */
static enum variants_verdict genotype(struct call *k, int alt[SOLVE_PLOIDY],
                                      const struct vcfrec *r,
                                      int64_t max_length)
{
    enum variants_verdict why = VARIANTS_NA_HOM_REF;
    const int ploidy = r->ploidy;

    assert(ploidy <= SOLVE_PLOIDY);
    k->ploidy = (uint8_t)ploidy;
    k->phased = r->phased;
    for (int a = next_allele(r, 0); a; a = next_allele(r, a)) {
        enum variants_verdict one;
        uint8_t mine = take_allele(&one, k, alt, r, a, max_length);

        for (int i = 0; i < ploidy; i++) {
            if (r->gt[i] != a)
                continue;
            k->gt[i] = mine;
            k->silent |= (uint8_t)((one != VARIANTS_TP) << i);
        }
        if (one != VARIANTS_TP &&
            (why == VARIANTS_NA_HOM_REF || why == VARIANTS_NA_STAR))
            why = one;
    }
    return k->n_alleles ? VARIANTS_TP : why;
}

/* No genotype: any of the ALT alleles; all of them, or none. */
static enum variants_verdict any_alt(struct call *k, int alt[SOLVE_PLOIDY],
                                     const struct vcfrec *r, int64_t max_length)
{
    enum variants_verdict why = VARIANTS_NA_HOM_REF;

    k->ploidy = 1;
    for (size_t i = 0; i < r->n_alts; i++) {
        enum variants_verdict one;

        if (k->n_alleles == SOLVE_PLOIDY) {
            if (allele_kind(r->ref, r->alts[i], max_length) == VARIANTS_TP)
                return VARIANTS_NA_PLOIDY;
            continue;
        }
        (void)take_allele(&one, k, alt, r, (int)i + 1, max_length);
        if (one != VARIANTS_TP)
            why = one;
    }
    k->gt[0] = k->n_alleles > 0;
    return k->n_alleles ? VARIANTS_TP : why;
}

/* What its genotype alone says of a record. */
static enum variants_verdict genotype_kind(const struct vcfrec *r)
{
    int missing = 0;
    int alts = 0;

    if (r->ploidy > SOLVE_PLOIDY)
        return VARIANTS_NA_PLOIDY;
    for (int i = 0; i < r->ploidy; i++) {
        missing += r->gt[i] == VCFIN_MISSING;
        alts += r->gt[i] > 0;
    }
    if (missing == r->ploidy) /* also without GT */
        return VARIANTS_NA_NO_CALL;
    if (missing) /* what names no ALT allele claims nothing */
        return alts ? VARIANTS_NA_HALF_CALL : VARIANTS_NA_NO_CALL;
    return alts ? VARIANTS_TP : VARIANTS_NA_HOM_REF;
}

bool call_is_snv(const struct vcfrec *r)
{
    return r->n_alts == 1 && r->ploidy == 2 && (r->gt[0] | r->gt[1]) == 1 &&
           r->ref.n == 1 && r->alts->n == 1 && is_base(*r->alts->s) &&
           is_base(*r->ref.s) && !same_base(*r->alts->s, *r->ref.s);
}

enum variants_verdict call_genotype(struct call *k, int alt[SOLVE_PLOIDY],
                                    const struct vcfrec *r, int64_t max_length,
                                    bool alts)
{
    enum variants_verdict why;

    if (alts)
        return any_alt(k, alt, r, max_length);
    why = genotype_kind(r);
    return why == VARIANTS_TP ? genotype(k, alt, r, max_length) : why;
}
