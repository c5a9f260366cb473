/*
 * match -- pair the calls of one contig, truth with query, unit by unit.
 *
 * This is the matcher by position; definitions and limits: variants.h. Its
 * answer does not depend on anything but the two lists.
 */
#ifndef VARIANTS_MATCH_H
#define VARIANTS_MATCH_H

#include <stddef.h>
#include <stdint.h>

#include "variants/calls.h"
#include "variants/unit.h"

struct match_side {
    struct call *call; /* of one contig, in the order of the file */
    size_t n;
    struct units units; /* of all of them but CALL_NOCALL; get sorted */
    uint8_t *verdict;   /* out: per call; enum variants_verdict */
};

/* Fills both verdicts for calls of kind CALL_ASSESSED; others get
 * VARIANTS_OUTSIDE. */
int match_contig(struct match_side *truth, struct match_side *query,
                 struct err *e);

#endif
