/*
 * census -- what one call set holds: counts by type, Ti/Tv, het/hom.
 *
 * Counted are records whose genotype has exactly one different ALT allele
 * (0/1, 1/1, 1, 0/2...): the bi-allelic rule. A genotype with two (1/2) is
 * counted as `multi` and nowhere else. Types are those of the allele, trimmed
 * of what it shares with REF:
 *   snv    one base for another       ins, del   bases put in, or taken out
 *   mnp    several bases for as many  other      any other replacement
 * Transitions are A<->G and C<->T. Heterozygous: the allele stands once in
 * the genotype; a haploid genotype counts as homozygous.
 *
 * Of the job, only `query`, `regions`, `filter` and `max_length` are used.
 */
#ifndef VARIANTS_CENSUS_H
#define VARIANTS_CENSUS_H

#include "variants/variants.h"

enum census_counter {
    CENSUS_SNV,
    CENSUS_INS,
    CENSUS_DEL,
    CENSUS_MNP,
    CENSUS_OTHER,
    CENSUS_MULTI,
    CENSUS_TI,
    CENSUS_TV,
    CENSUS_SNV_HET,
    CENSUS_SNV_HOM,
    CENSUS_INDEL_HET,
    CENSUS_INDEL_HOM,
    CENSUS_OUTSIDE,
    CENSUS_RECORDS,
    CENSUS_NA, /* one for each reason of enum variants_verdict */
    CENSUS_COUNTERS = CENSUS_NA + VARIANTS_VERDICTS - VARIANTS_NA_FIRST
};

extern const struct check_counter census_counters[];
extern const struct check_measure census_measures[];

/* out->query has the reasons; records that are counted have VARIANTS_TP. */
int census_count(struct variants_result *out, const struct variants_job *job,
                 struct err *e);

#endif
