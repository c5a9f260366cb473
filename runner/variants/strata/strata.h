/*
 * strata -- in which of many region sets does a place lie? One sweep for all.
 *
 * All places of a contig where a set begins or ends (the regions that are
 * assessed, or a stratum) are put in order; one who asks goes along with them,
 * and with the bitset of what holds. So a record costs a copy of the bits,
 * however many sets there are, and each such place is passed once.
 *
 * Bit 0 is the regions (set everywhere, when there are none); bit k is
 * stratum k, from 1. A set holds [beg, end) when one interval of it does,
 * touching intervals being one; an insertion asks for both its neighbours.
 * With `overlap`, one common base is enough.
 *
 * Memory: the intervals of all BEDs, 8 bytes each; of the contigs that are open
 * 12 bytes more, and a bitset for 32 intervals.
 * Threads: any number may ask one struct strata_contig, each with a cursor.
 */
#ifndef VARIANTS_STRATA_H
#define VARIANTS_STRATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/variants.h"

struct crew;
struct err;
struct names;
struct strata;
struct strata_contig;

#define STRATA_MAX   1000
#define STRATA_SETS  (STRATA_MAX + 1)
#define STRATA_WORDS ((STRATA_SETS + 63) / 64)

/* Reads the BEDs of a job (regions, strata, edge). *part says whose fault it
 * is. A set without a contig of `contigs` is ERR_MISMATCH ("shares no contig
 * with the reference"), an empty one is not. NULL: contigs are not known yet,
 * all are kept. `crew` reads; NULL: the caller does. */
struct strata *strata_open(const struct variants_job *job,
                           const struct names *contigs, struct crew *crew,
                           enum variants_part *part, struct err *e);
void strata_close(struct strata *s);

size_t strata_n(const struct strata *s);     /* sets, the regions too */
size_t strata_words(const struct strata *s); /* uint64_t of a bitset */

/* Is a contig of the regions among these? NULL: yes, or there are no regions;
 * else the name of the first of theirs. */
const char *strata_stranger(const struct strata *s,
                            const struct names *contigs);

/* One contig, `length` bp long (0: unknown). */
struct strata_contig *strata_contig_new(const struct strata *s,
                                        const char *name, size_t len,
                                        int64_t length, struct err *e);
void strata_contig_free(struct strata_contig *c);

/* Where one who asks has come to, on one contig. Starts as {0}. */
struct strata_cursor {
    bool ready;
    size_t turns; /* passed: places where a set begins or ends */
    uint64_t bits[STRATA_WORDS];
};

/* Which sets hold all, or any, of [beg, end), beg < end: strata_words() of
 * them. Cheap for a mostly rising beg. */
void strata_at(uint64_t *bits, const struct strata_contig *c,
               struct strata_cursor *cursor, int64_t beg, int64_t end);

/* Have the regions (bit 0) any base of [beg, end)? */
bool strata_touch(const struct strata_contig *c, int64_t beg, int64_t end);

/* bp of each set that lie within the regions too, block by block of
 * TALLY_BLOCK_BP: bp[block * strata_n() + k]; c's. */
const int64_t *strata_bp(size_t *n_blocks, const struct strata_contig *c);

#endif
