/*
 * vcfline -- one line of a VCF into a record, in place. What formats/vcfin.h
 * and formats/vcfflow.h say of records is done here; for this layer only.
 *
 * Ownership: a struct vcfline owns its alts; texts of a record point into the
 *            line. All-zero, with `head` set and vcfline_init(), is ready.
 * Errors:    those of vcfin.h, without a place.
 * Threads:   one scanner, one thread; any number may share a head that stays
 *            as it is.
 */
#ifndef FORMATS_VCFLINE_H
#define FORMATS_VCFLINE_H

#include "formats/vcfin.h"

struct vcfline {
    const struct names *contigs;
    size_t n_samples;
    size_t sample;        /* whose genotype, from 0 */
    bool no_genotype;     /* it is not looked at */
    const char *readable; /* NULL, or up to where bytes behind a line may be
                             read (what they are does not matter) */
    struct vcftext *alts;
    size_t cap_alts;
    /* CHROM of the line before. The scanner points it into that line: where
     * lines do not last, the user points it to a copy. */
    struct vcftext chrom;
    uint64_t chrom_first; /* its first bytes, see eight_first() */
    uint32_t contig;
    char format[64]; /* FORMAT of the line before with its TAB, and where GT,
                        PS and FT stand */
    size_t format_len;
    int gt_at;
    int ps_at;
    int ft_at;
};

void vcfline_init(struct vcfline *s, const struct vcfhead *h);
void vcfline_release(struct vcfline *s);

/* Room for `n` ALT alleles. */
int vcfline_alts(struct vcfline *s, size_t n, struct err *e);

/* All of `r` but n and line is set. contig: NAMES_NONE when `contigs` has none
 * so called; s->chrom is its name. */
int vcfline_record(struct vcfrec *r, struct vcfline *s, const char *line,
                   size_t len, struct err *e);

#endif
