/*
 * compare -- one comparison under way: see compare.c for how it goes.
 */
#ifndef VARIANTS_COMPARE_H
#define VARIANTS_COMPARE_H

#include "base/err.h"
#include "formats/stage.h"
#include "variants/chunk.h"
#include "variants/count.h"
#include "variants/genome.h"
#include "variants/kit.h"
#include "variants/lanes.h"
#include "variants/side.h"
#include "variants/strata/strata.h"

/* A listener that hears in any thread, and what it is to hear of one chunk. */
struct teller {
    const struct judged_listener *l;
    struct stage *turn;
    bool failed; /* its jobs alone look at it */
};

struct telling {
    struct teller *to;
    struct judged_chunk heard;
    struct err err;
};

/* A chunk that stays until all tellers are done with it. */
struct told {
    struct chunk *chunk;
    struct telling to[JUDGED_PARTS];
};

struct tells {
    struct teller teller[JUDGED_PARTS];
    size_t n_tellers;
    struct told *told; /* a ring */
    size_t depth;
    size_t oldest;
    size_t n;
};

struct compare {
    const struct variants_job *job;
    struct genome genome;
    struct strata *strata;
    struct crew *crew;
    struct stage *placing;
    struct stage *matching;
    struct tells tells;
    struct shelf *shelf;
    struct side side[2];
    struct lanes lanes;
    struct chunk *resting;
    struct count count;
    struct variants_result result;
    enum variants_part part; /* whose fault an error is */
    /* the contig that is worked through */
    uint32_t contig;
    struct strata_contig *sets;
    bool used[2]; /* has it records of this side? */
    /* ended */
    bool stopped; /* a side failed: *stop is why */
    struct err stop;
    enum variants_part stop_part;
    uint32_t next_rank; /* contigs of lower rank are done */
    uint64_t loci;
    int64_t repeated;
    struct phase_count phase;
    uint64_t unresolved_seen; /* number of the superlocus told of last */
    bool shared;              /* some contig has records of both */
    bool disordered; /* contigs do not come by rank: begin again, gathering */
    bool gathers;
    size_t cap_verdicts[2];
};

/* One contig from its first window to its last chunk: compare_contig.c. */
int compare_contig(struct compare *c, uint32_t contig, struct err *e);

/* What is left under way after an error lets go of its batches. */
void compare_abandon(struct compare *c);

/* A chunk is done: count it, then have the listener told of it. The chunk is
 * given up, whatever comes out. compare_hear.c. */
int compare_hear(struct compare *c, struct chunk *chunk, struct err *e);

/* Give up a chunk: its batches are released, it will be filled again. */
void compare_rest(struct compare *c, struct chunk *chunk);

/* compare_tell.c: the listener's parts hear each in its turn, beside the rest
 * of the work. compare_told() waits until they heard all that they were told so
 * far; the first of their errors comes out of any of these. */
int compare_tell_open(struct compare *c, struct err *e);
int compare_tell(struct compare *c, struct chunk *chunk, struct err *e);
int compare_told(struct compare *c, struct err *e);
void compare_tell_close(struct compare *c);

/* Records that belong to no chunk, at once. */
int compare_tell_now(struct compare *c, const struct judged *a, size_t n,
                     struct err *e);

/* Records on a contig that the reference lacks. */
int compare_foreign(struct compare *c, int side, struct err *e);

#endif
