/* tally_internal -- what the text reader needs of tally.c. */
#ifndef CORE_TALLY_INTERNAL_H
#define CORE_TALLY_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/tally.h"

struct err;

/* 1: the row is there, and its number in t->last; 0: it is not; -1: out of
 * memory. */
int tally_look_up(struct tally *t, const struct tally_row *want, struct err *e);

/* A new row at the end, without a look-up: the caller knows that it is new.
 * Its counters are 0. Its number is n_rows - 1. */
int tally_append(struct tally *t, const struct tally_row *row, struct err *e);

/* All counters of the last row, which was appended and not counted in yet. */
int tally_fill(struct tally *t, const int64_t *value, struct err *e);

/* Add to one counter of one row and to the stratum's sum. */
int tally_bump(struct tally *t, size_t row, size_t counter, int64_t by,
               struct err *e);

/* A contig name that the text form writes with one dot more. */
bool tally_dots_only(const char *s, size_t n);

#endif
