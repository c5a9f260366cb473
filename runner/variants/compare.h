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

struct compare {
    const struct variants_job *job;
    struct genome genome;
    struct strata *strata;
    struct crew *crew;
    struct stage *placing;
    struct stage *matching;
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

/* A chunk is done: count it, tell the listener. compare_hear.c. */
int compare_hear(struct compare *c, struct chunk *chunk, struct err *e);

/* Records on a contig that the reference lacks. */
int compare_foreign(struct compare *c, int side, struct err *e);

#endif
