/* strata_internal -- region sets as they are kept between two contigs. */
#ifndef VARIANTS_STRATA_INTERNAL_H
#define VARIANTS_STRATA_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/tally.h"
#include "formats/names.h"
#include "variants/strata/strata.h"

/* Where one set begins and ends on a contig, turn by turn; at[] rises, each
 * above the one before, because intervals that touch were merged. */
struct strata_piece {
    int32_t *at;
    size_t n;
    uint32_t set;
};

struct strata_place { /* what a contig has: no set twice */
    struct strata_piece *a;
    size_t n;
    size_t cap;
};

struct strata {
    struct names contigs; /* of the reference, which any BED names */
    struct strata_place *place;
    size_t cap_places;
    size_t n;
    size_t words;
    bool everywhere; /* no regions: bit 0 is always set */
    bool overlap;
};

/* bp of each set within the regions, block by block, while places rise. */
struct strata_sum {
    int64_t *bp; /* n_sets a block */
    int64_t *row;
    size_t n_sets;
    size_t n_rows;
    size_t cap;
    size_t n_blocks; /* once it has ended */
    int64_t edge;    /* where the row ends */
    int64_t last;    /* what is behind does not count */
    int64_t covered; /* by the regions, before `since` */
    int64_t since;
    bool inside; /* the regions, from `since` on */
};

struct strata_contig {
    const struct strata *s;
    int64_t length;
    const struct strata_piece *regions; /* NULL: none here */
    int32_t *at;   /* where a set begins or ends, rising; */
    uint16_t *set; /* which one */
    size_t n;
    uint64_t *mark; /* the bitset before some turns: s->words each */
    struct strata_sum sum;
};

/* ---- strata_bp.c ---- */

/* `length`: of the contig, 0 unknown; everywhere: the regions are all of it. */
int strata_sum_begin(struct strata_sum *s, size_t n_sets, int64_t length,
                     bool everywhere, struct err *e);
/* The places up to the row's edge are over; bits: the sets that go on. */
int strata_sum_edge(struct strata_sum *s, const uint64_t *bits, size_t words,
                    struct err *e);
int strata_sum_end(struct strata_sum *s, const uint64_t *bits, size_t words,
                   int64_t last, struct err *e);

/* What the regions have covered up to `at`, which is `since` or behind. */
static inline int64_t strata_sum_covered(const struct strata_sum *s, int64_t at)
{
    return s->covered + (s->inside ? at - s->since : 0);
}

/* A set begins (on) or ends, in the row. */
static inline void strata_sum_turn(struct strata_sum *s, uint32_t set, bool on,
                                   int64_t at)
{
    int64_t now = strata_sum_covered(s, at);

    s->row[set] += on ? -now : now;
    if (set == 0) {
        s->covered = now;
        s->since = at;
        s->inside = on;
    }
}

#endif
