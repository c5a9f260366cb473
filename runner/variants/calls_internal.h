/* calls_internal -- the parts of calls.c that have files of their own. */
#ifndef VARIANTS_CALLS_INTERNAL_H
#define VARIANTS_CALLS_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "variants/calls.h"

struct vcfrec;

/* The genotype of a record: the ALT alleles that it names and that can be
 * compared. VARIANTS_TP when there is one, else why not. Fills gt, ploidy,
 * n_alleles and phased of `k`, and in `alt` which ALT of the record each allele
 * is, from 1. With `alts`, there is no genotype: the first SOLVE_PLOIDY usable
 * ALT alleles are taken. */
enum variants_verdict call_genotype(struct call *k, int alt[SOLVE_PLOIDY],
                                    const struct vcfrec *r, int64_t max_length,
                                    bool alts);

/* Is it what most records are: one base for another, in a whole genotype of two
 * alleles, that can be compared? */
bool call_is_snv(const struct vcfrec *r);

#endif
