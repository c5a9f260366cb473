/*
 * lanes -- the placed calls of both files on one contig, side by side, cut into
 * superloci and handed on in chunks.
 *
 * A superlocus is a longest run of calls whose reaches (place.h) overlap or lie
 * within PLACE_GAP of each other, over both files. Nothing outside can change
 * what its calls are worth, so chunks of superloci can be matched apart from
 * each other, by any thread.
 *
 * An indel may reach back over calls that came before it, but no further than
 * VARIANTS_SHIFT_MAX: superloci that end further back are final.
 */
#ifndef VARIANTS_LANES_H
#define VARIANTS_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/place.h"
#include "variants/side.h"

struct err;

#define LANES_CHUNK 1000 /* calls of a chunk, about */
#define LANES_MAX   UINT32_MAX

struct lane_call {
    struct batch *batch;
    struct call *call;
    bool lets_go; /* the last of those that share one hold of the batch */
};

struct superlocus {
    int32_t beg; /* all bases that its calls can touch: [beg, end) */
    int32_t end;
    uint32_t first[2]; /* per side, in the lane or chunk */
    uint32_t last[2];  /* one behind its last */
    bool moved;        /* once matched: see struct solve_problem */
    bool pair;         /* once matched: one call of each side, the same */
};

struct lane {
    struct lane_call *a;
    size_t n;
    size_t cap;
    size_t cut; /* how many are handed on already */
};

struct lanes {
    struct lane side[2];
    struct superlocus *open; /* apart from each other, by rising place */
    size_t n_open;
    size_t cap_open;
    size_t done;    /* of these, handed on already */
    int32_t at_pos; /* of the call that came last */
};

/* Both sides' next calls, by rising pos; held batches pass into the lanes
 * (calls of one batch share one hold: side_take()'s). On failure none of them
 * do, and the lanes can only be cleared. */
int lanes_add(struct lanes *l, const struct place_slice side[2],
              struct batch *const batch[2], struct err *e);

/* A stretch of both lanes with whole superloci. */
struct lanes_cut {
    const struct lane_call *call[2];
    size_t n[2];
    const struct superlocus *locus; /* indices count from the lanes' start */
    size_t n_loci;
    size_t base[2]; /* index in the lane of call[][0] */
};

/* The next final stretch of about `size` calls; with `all` (the contig is
 * over), whatever is left. false: there is none. Valid until lanes_add(). */
bool lanes_cut(struct lanes_cut *out, struct lanes *l, size_t size, bool all);

void lanes_clear(struct lanes *l); /* keeps its memory */
void lanes_release(struct lanes *l);

#endif
