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

#include <stdint.h>

#include "variants/match.h"

struct err;

/* How many assessed records of this side have an allele (all of its units) that
 * an earlier one has. The units are sorted: after match_contig(). */
int repeats_count(int64_t *out, const struct match_side *side, struct err *e);

#endif
