/*
 * repeats -- records of one file that state an allele which another states.
 *
 * Copy by copy, 0/1 twice is as good as 1/1, and the matcher takes it so: two
 * such records give the haplotypes of the one. But whoever reads one record at
 * a time reads the wrong genotype, and a caller that knows no homozygous one
 * could hide it so. Hence they are counted.
 */
#ifndef VARIANTS_REPEATS_H
#define VARIANTS_REPEATS_H

#include <stddef.h>
#include <stdint.h>

#include "variants/lanes.h"

struct err;

/* Adds how many assessed calls of a superlocus have an allele that an earlier
 * one has. */
int repeats_count(int64_t *sum, const struct lane_call *call, size_t n,
                  struct err *e);

#endif
