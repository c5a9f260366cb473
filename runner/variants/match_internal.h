/* match_internal -- what the parts of the matcher share. */
#ifndef VARIANTS_MATCH_INTERNAL_H
#define VARIANTS_MATCH_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/match.h"

struct err;

enum {
    TRUTH,
    QUERY,
    SIDES
};

struct group {
    uint32_t beg[SIDES]; /* its units in the sorted lists */
    uint32_t end[SIDES];
    uint32_t last[SIDES];   /* behind the last unit that may still be in */
    uint64_t copies[SIDES]; /* of calls that are still in */
    bool queued;
    bool lost[SIDES];    /* has units of losers */
    bool covered[SIDES]; /* has units of alleles that the other side's losers
                            have */
    bool filtered;       /* has units of query calls that FILTER took out */
};

struct match {
    struct match_side *side[SIDES];
    struct group *group;
    size_t n_groups;
    uint32_t *group_of[SIDES]; /* by id of the unit */
    uint8_t *allele_of[SIDES]; /* by id: bit of the allele in the call */
    uint8_t *in[SIDES];        /* per call: still in */
    uint8_t *covered[SIDES];   /* per call: bit for each allele */
    uint32_t *queue;
    size_t n_queue;
};

/* Take a call that is still in, and its units, out of the pairing. */
void match_lose(struct match *m, int s, uint32_t call);

/* Of the records of one side that state the same allele, all but the first
 * lose. Once groups are made, before they are settled. */
int match_drop_repeats(struct match *m, int s, struct err *e);

#endif
