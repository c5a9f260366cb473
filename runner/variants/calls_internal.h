/* calls_internal -- the parts of calls.c that have files of their own. */
#ifndef VARIANTS_CALLS_INTERNAL_H
#define VARIANTS_CALLS_INTERNAL_H

#include <stdint.h>

#include "variants/calls.h"

struct vcfrec;

/* The alleles that the genotype of a record names and that can be compared:
 * VARIANTS_TP when there is one, else why not. Fills n_alts and copies of `k`,
 * and in `alt` which ALT of the record each is, from 1. */
enum variants_verdict call_alleles(struct call *k, int alt[CALLS_ALTS],
                                   const struct vcfrec *r, int64_t max_length);

#endif
