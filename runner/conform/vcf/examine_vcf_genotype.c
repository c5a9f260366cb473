/* GT (VCFv4.5 s1.6.2). */
#include <string.h>

#include "conform/vcf/examine_vcf_internal.h"

static bool is_separator(char c)
{
    return c == '/' || c == '|';
}

static const char *bad_genotype(struct vcfx *x, struct vcfx_genotype *g,
                                const char *p)
{
    while (!vcfx_byte(*p, VCFX_SAMPLE_STOP))
        p++;
    g->known = false;
    g->len = (size_t)(p - g->at);
    problem_add(x->problems, "VCF-GT-001", vcfx_at(x, g->at, g->len), x->e,
                "this is not a genotype");
    return p;
}

/* The number of an allele: -1 for ".", -2 for what is none. */
static int64_t allele(const char **at)
{
    const char *p = *at;
    int64_t n = 0;

    if (*p == '.') {
        (*at)++;
        return -1;
    }
    if (!vcfx_byte(*p, VCFX_DIGIT))
        return -2;
    for (; vcfx_byte(*p, VCFX_DIGIT); p++) {
        if (n < INT32_MAX)
            n = 10 * n + (*p - '0');
    }
    *at = p;
    return n;
}

const char *vcfx_genotype(struct vcfx_genotype *g, struct vcfx *x,
                          const char *p)
{
    int64_t most = 0;

    *g = (struct vcfx_genotype){.at = p, .known = true, .missing = true};
    if (is_separator(*p) && x->version >= 44)
        p++;
    for (;; p++) {
        int64_t n = allele(&p);

        if (n == -2)
            return bad_genotype(x, g, p);
        g->ploidy++;
        g->missing = g->missing && n < 0;
        if (n > most)
            most = n;
        if (!is_separator(*p))
            break;
    }
    if (!vcfx_byte(*p, VCFX_SAMPLE_STOP))
        return bad_genotype(x, g, p);
    g->len = (size_t)(p - g->at);
    if (most == 1 && !x->n_alts)
        problem_add(x->problems, "VCF-GT-005", vcfx_at(x, g->at, g->len), x->e,
                    "the record has no ALT allele");
    else if (most > (int64_t)x->n_alts)
        problem_add(x->problems, "VCF-GT-002", vcfx_at(x, g->at, g->len), x->e,
                    "the record has %zu ALT alleles", x->n_alts);
    return p;
}

/* Without an indicator before the first allele, it is phased when all others
 * are. */
bool vcfx_phased(const struct vcfx_genotype *g, size_t i)
{
    bool led = g->len && is_separator(*g->at);
    size_t nth = led ? 0 : 1;

    if (!led && i == 0)
        return !memchr(g->at, '/', g->len);
    for (size_t k = 0; k < g->len; k++) {
        if (is_separator(g->at[k]) && nth++ == i)
            return g->at[k] == '|';
    }
    return false;
}

/* Choose `ploidy` of `alleles` with repetition. */
uint32_t vcfx_genotypes(uint32_t alleles, uint32_t ploidy)
{
    uint64_t n = 1;

    if (ploidy == 2)
        n = (uint64_t)alleles * (alleles + 1) / 2;
    else {
        for (uint32_t i = 1; i <= ploidy; i++) {
            n = n * (alleles + i - 1) / i;
            if (n >= UINT32_MAX)
                return UINT32_MAX;
        }
    }
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}
