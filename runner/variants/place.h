/*
 * place -- calls on the reference: does REF agree, how far can each indel move,
 * and with which bases can a call interact?
 *
 * A deletion of k bases in a repeat of period k can be written anywhere in it,
 * and so can an insertion. With a few substitutions beside it, it can be
 * written beyond the bases that interrupt the repeat, too. So the reach of an
 * allele goes on, to both sides, over PLACE_MISMATCHES bases that do not fit.
 *
 * Several indels of odd lengths in one repeat can be written in yet other ways:
 * in GCGCGC..., a base taken out in front and one put in behind turn all that
 * is between, and so do one put in and one taken out. So the tandem repeat in
 * which an indel stands (unit up to PLACE_PERIOD bp, PLACE_BREAKS bases of it
 * different) is its reach, too.
 *
 * Two calls whose reaches lie more than PLACE_GAP apart describe different
 * things, whatever way they are written. This is not proved, but was searched
 * for: same haplotypes, aligned by two sets of penalties to repeats of units of
 * 1 to 20 bp with substitutions, lose no more than when all calls of 400 bp
 * make one superlocus.
 *
 * Units: bp, 0-based, half-open.
 */
#ifndef VARIANTS_PLACE_H
#define VARIANTS_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "variants/calls.h"

struct fasta_view;

#define PLACE_MISMATCHES 4
#define PLACE_GAP        4
#define PLACE_PERIOD     20 /* bp of a repeat's unit, at most */
#define PLACE_BREAKS     2  /* bases of a repeat that may differ */

/* Some calls of one contig, of both files: batches' arrays, by rising pos. */
struct place_slice {
    struct calls *calls;
    size_t first;
    size_t n;
};

/* Whose call comes next by pos, the truth's first among equals, when `at` of
 * each are done; -1: none. */
static inline int place_turn(const struct place_slice side[2],
                             const size_t at[2])
{
    bool more[2] = {at[0] < side[0].n, at[1] < side[1].n};

    if (!more[0] || !more[1])
        return more[0] ? 0 : more[1] ? 1 : -1;
    return side[1].calls->a[side[1].first + at[1]].pos <
           side[0].calls->a[side[0].first + at[0]].pos;
}

/* A defect of one file, at its earliest record. */
struct place_fault {
    struct err err; /* code ERR_NONE: none */
    size_t record;  /* of the slice's batch */
    int side;       /* 0 truth, 1 query */
};

/* Sets lo, hi and the alleles' left of every call. `view` may be NULL: then
 * nothing moves and REF is not checked. Goes through both slices by place, so
 * that the reference passes by once, and stops at the first fault. -1: the
 * reference or the system fails. */
int place_calls(struct place_fault *fault, struct place_slice side[2],
                struct fasta_view *view, uint32_t contig, const char *name,
                struct err *e);

#endif
