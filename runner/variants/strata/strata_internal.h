/* strata_internal -- region sets as they are kept between two contigs. */
#ifndef VARIANTS_STRATA_INTERNAL_H
#define VARIANTS_STRATA_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/names.h"
#include "variants/strata/strata.h"

#define STRATA_SETS  (STRATA_MAX + 1)
#define STRATA_WORDS ((STRATA_SETS + 63) / 64)

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

struct strata_contig {
    const struct strata *s;
    int64_t length;
    int32_t *beg; /* of each segment; the first begins before all places */
    uint32_t *id; /* of its bitset */
    size_t n;
    size_t cap;
    uint64_t *bits; /* s->words an id */
    uint64_t *hash; /* one an id */
    size_t n_ids;
    size_t cap_ids;
    uint32_t *slot; /* id + 1; 0 when free. A power of two of them */
    size_t n_slots;
};

static inline const uint64_t *strata_bits(const struct strata_contig *c,
                                          uint32_t id)
{
    return c->bits + id * c->s->words;
}

#endif
