/*
 * chunk -- some superloci of one contig: matched, and every call judged.
 *
 * The unit of work of the threads. What comes out depends on nothing but the
 * calls: not on where the file was cut, nor on who did the work.
 */
#ifndef VARIANTS_CHUNK_H
#define VARIANTS_CHUNK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "variants/judged.h"
#include "variants/lanes.h"
#include "variants/match.h"
#include "variants/phase.h"

struct shelf;
struct strata_contig;

struct chunk {
    struct match_place place;
    struct shelf *shelf;
    const struct strata_contig *strata;
    size_t words; /* of a bitset */
    struct lane_call *call[2];
    size_t n[2];
    size_t cap[2];
    struct superlocus *locus; /* indices into call */
    size_t n_loci;
    size_t cap_loci;
    /* out: */
    uint8_t *answer[2];
    struct judged *judged; /* n[0] + n[1]; superlocus counts from 1 here */
    uint64_t *bits;
    size_t cap_judged;
    size_t unresolved;        /* of the judged */
    struct phase_mark *phase; /* in the order of the truth */
    size_t n_phase;
    int64_t repeated;   /* query calls that state an allele again */
    int64_t moved;      /* superloci that needed alleles elsewhere */
    struct err err;     /* ERR_NONE when all went well */
    struct chunk *next; /* at rest, to be filled again */
};

struct chunk *chunk_new(struct err *e);
void chunk_free(struct chunk *c); /* NULL does nothing */

/* Copies what was cut; its batches are the caller's to hold. Memory of an
 * earlier use is used again. */
int chunk_fill(struct chunk *c, const struct lanes_cut *cut, struct err *e);

/* A stage_work: a struct chunk. */
void chunk_work(void *job);

#endif
