/*
 * match -- the calls of one superlocus: which of them have partners?
 *
 * Most superloci are the same on both sides, or one-sided; these are settled at
 * once. The rest goes to the solver (solve.h). Calls that it leaves without
 * partner although the other side has the very same call left over (both files
 * contradict themselves there in the same way) are matched last, so that a file
 * always agrees with itself.
 */
#ifndef VARIANTS_MATCH_H
#define VARIANTS_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/lanes.h"

struct err;
struct kit;

struct match_place {
    const struct variants_job *job;
    uint32_t contig;
    int64_t length; /* of the contig, bp */
};

/* Calls of both sides; answer[s][i] of call[s][i] gets an enum solve_answer;
 * of calls that are not assessed, nothing. *moved: see struct solve_problem. */
int match_superlocus(uint8_t *const answer[2], bool *moved,
                     const struct lane_call *const call[2], const size_t n[2],
                     const struct superlocus *at, const struct match_place *w,
                     struct kit *kit, struct err *e);

/* Are these two, the only ones of a superlocus, one and the same call? Mostly
 * so; match_superlocus() would answer SOLVE_GENOTYPE for both. */
bool match_pair(const struct lane_call *truth, const struct lane_call *query,
                const struct variants_job *job);

/* The same alleles, as often each? Of different ploidy only when one allele is
 * on all haplotypes of both. */
bool match_same(const struct lane_call *a, const struct lane_call *b,
                bool alleles_only);

#endif
