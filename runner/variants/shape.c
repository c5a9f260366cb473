#include "variants/shape.h"

#include <string.h>

#include "variants/calls.h"

/* An allele without the bases that it shares with REF: in the strict reading
 * these are kept. */
struct bare {
    const char *ref;
    const char *alt;
    uint32_t ref_len;
    uint32_t alt_len;
};

static struct bare bare_of(const struct calls *c, const struct call *k,
                           const struct allele *a)
{
    struct bare b = {c->texts + k->text + (a->beg - k->pos), c->texts + a->alt,
                     (uint32_t)(a->end - a->beg), a->alt_len};

    while (b.ref_len && b.alt_len &&
           b.ref[b.ref_len - 1] == b.alt[b.alt_len - 1]) {
        b.ref_len--;
        b.alt_len--;
    }
    while (b.ref_len && b.alt_len && *b.ref == *b.alt) {
        b.ref++;
        b.alt++;
        b.ref_len--;
        b.alt_len--;
    }
    return b;
}

static enum judged_shape shape_of_allele(const struct bare *b)
{
    if (b->ref_len == 1 && b->alt_len == 1)
        return JUDGED_SNV;
    if (b->ref_len == b->alt_len)
        return JUDGED_MNP;
    return b->ref_len && b->alt_len ? JUDGED_COMPLEX : JUDGED_INDEL;
}

/* A table, because which bases come next can not be guessed. */
static bool is_transition(char a, char b)
{
    static const char other[256] = {
        ['A'] = 'G', ['G'] = 'A', ['C'] = 'T', ['T'] = 'C'};

    return b && other[(unsigned char)a] == b;
}

enum judged_subtype shape_of_snv(char ref, char alt)
{
    return is_transition(ref, alt) ? JUDGED_TI : JUDGED_TV;
}

static enum judged_subtype subtype_of_allele(const struct bare *b)
{
    enum judged_subtype first = JUDGED_C1_5;
    uint32_t n = b->ref_len > b->alt_len ? b->ref_len : b->alt_len;
    enum judged_shape s = shape_of_allele(b);

    if (s == JUDGED_SNV)
        return shape_of_snv(*b->ref, *b->alt);
    if (s == JUDGED_MNP)
        return JUDGED_MNP_ANY;
    if (s == JUDGED_INDEL)
        first = b->alt_len ? JUDGED_I1_5 : JUDGED_D1_5;
    return n <= 5 ? first : n <= 15 ? first + 1 : first + 2;
}

/* Alleles of different shapes together. */
static enum judged_shape joined(enum judged_shape a, enum judged_shape b)
{
    if (a == b)
        return a;
    return a <= JUDGED_MNP && b <= JUDGED_MNP ? JUDGED_MNP : JUDGED_COMPLEX;
}

static enum judged_zygosity zygosity_of(const struct call *k)
{
    if (k->n_alleles > 1)
        return JUDGED_HETALT;
    for (unsigned h = 0; h < k->ploidy; h++) {
        if (!k->gt[h])
            return JUDGED_HET;
    }
    return JUDGED_HOMALT;
}

void shape_of(struct call *k, const struct calls *c)
{
    enum judged_shape shape = JUDGED_SNV;
    uint32_t longest = 0;

    k->zygosity = (uint8_t)zygosity_of(k);
    for (unsigned i = 0; i < k->n_alleles; i++) {
        struct bare b = bare_of(c, k, call_allele(c, k, i));
        uint32_t n = b.ref_len > b.alt_len ? b.ref_len : b.alt_len;
        enum judged_shape s = shape_of_allele(&b);

        shape = i ? joined(shape, s) : s;
        if (!i || n > longest) {
            k->subtype = (uint8_t)subtype_of_allele(&b);
            longest = n;
        }
    }
    k->shape = (uint8_t)shape;
}

enum variants_type shape_type(enum judged_shape s)
{
    switch (s) {
    case JUDGED_SNV:
        return VARIANTS_SNV;
    case JUDGED_INDEL:
        return VARIANTS_INDEL;
    case JUDGED_MNP:
    case JUDGED_COMPLEX:
    case JUDGED_SHAPES:
        break;
    }
    return VARIANTS_OTHER;
}
