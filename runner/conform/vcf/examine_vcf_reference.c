/* REF against the reference, when one is given. */
#include <stdlib.h>
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"
#include "formats/fastaio.h"

/* A REF that is longer is compared as far as this. */
#define REF_MAX ((size_t)1 << 20)

/* Ambiguity codes of the reference are written as one of their bases. */
static bool agrees(char ref, char base)
{
    ref = (char)(ref & ~0x20); /* letters all */
    return ref == base || ref == 'N' || !vcfx_among(base, "ACGT");
}

static bool room(struct vcfx *x, size_t n)
{
    char *more;

    if (n <= x->cap_bases)
        return true;
    more = realloc(x->bases, n);
    if (!more) {
        err_nomem(x->e);
        return false;
    }
    x->bases = more;
    x->cap_bases = n;
    return true;
}

void vcfx_reference(struct vcfx *x)
{
    struct vcfx_span ref = x->col[VCFX_REF];
    size_t n = ref.n < REF_MAX ? ref.n : REF_MAX;
    struct err e = {0};
    uint32_t contig;

    if (x->chrom == NAMES_NONE || x->pos < 1 || !vcfx_all(ref, VCFX_BASE))
        return;
    contig = x->contig[x->chrom].in_reference;
    if (contig == NAMES_NONE || !n || !room(x, n))
        return;
    if (fasta_get(x->bases, x->reference, contig, x->pos - 1,
                  x->pos - 1 + (int64_t)n, &e)) {
        problem_add(x->problems, "VCF-REF-002", vcfx_at(x, ref.s, ref.n), x->e,
                    "the reference ends before");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (!agrees(ref.s[i], x->bases[i])) {
            problem_add(x->problems, "VCF-REF-002", vcfx_at(x, ref.s, ref.n),
                        x->e, "base %zu of the reference is %c", i + 1,
                        x->bases[i]);
            return;
        }
    }
}
