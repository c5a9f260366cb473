/*
 * phase -- do truth and query agree which alleles stand on one haplotype?
 *
 * Asked of heterozygous records that are right and the same on both sides, and
 * phased on both. Between two neighbours within one phase set of the truth and
 * one of the query, the phase is either kept or crossed over. A crossing next
 * to another one is a flip: one record stands on the wrong haplotype. Any other
 * is a switch: everything behind it does.
 *
 * Phase sets are FORMAT/PS (VCFv4.3 section 1.6.2); phased records without it
 * are one set for each contig. Up to PHASE_OPEN pairs of sets may interleave.
 */
#ifndef VARIANTS_PHASE_H
#define VARIANTS_PHASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/lanes.h"

#define PHASE_OPEN 16

struct phase_mark { /* one record that both sides have */
    uint64_t set[2];
    bool crossed; /* the query's haplotype 1 is the truth's 2 */
};

/* Are these two the same heterozygous genotype, phased? Then *out. */
bool phase_of(struct phase_mark *out, const struct lane_call *truth,
              const struct lane_call *query);

struct phase_block {
    struct phase_mark last;
    bool crossing; /* there is one before `last`, not yet counted */
    uint64_t used; /* when, for the oldest to make room */
};

struct phase_count { /* all-zero is empty */
    struct phase_block block[PHASE_OPEN];
    size_t n;
    uint64_t now;
    int64_t pairs; /* of neighbours */
    int64_t switches;
    int64_t flips;
};

void phase_add(struct phase_count *c, const struct phase_mark *m);
void phase_end(struct phase_count *c); /* of a contig */

#endif
