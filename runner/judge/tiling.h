/*
 * tiling -- do the records of a gVCF cover a territory, each base once?
 *
 * A record covers the bases of REF; a block of the reference (the only ALT is
 * <*> or <NON_REF>) reaches to INFO END, or to POS + LEN - 1 of FORMAT LEN (VCF
 * 4.5). Variants may stand at bases that others cover, blocks may not: the base
 * would have two answers. Bases outside the territory are not looked at.
 *
 * Records come sorted, contigs together; a contig may not return.
 *
 * Units:     bp, 0-based, half-open.
 * Ownership: borrows the territory; tiling_release() frees the rest.
 */
#ifndef JUDGE_TILING_H
#define JUDGE_TILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/bedio.h"

struct err;
struct vcfrec;

/* What is told of each place: bases of the territory that no record covers, or
 * that a block covers again. `record` is the number of the record behind the
 * gap or that overlaps; 0 at the end of a contig. -1 ends it all. */
typedef int (*tiling_tell)(void *told, bool gap, const char *contig,
                           int64_t beg, int64_t end, uint64_t record,
                           struct err *e);

struct tiling {
    const struct bed *territory;
    tiling_tell tell;
    void *told;
    const struct bed_contig *c; /* of the contig that goes on; NULL: none */
    const char *name;
    size_t at;       /* interval of c that is not covered to its end yet */
    int64_t covered; /* up to here, on this contig */
    bool *seen;      /* per contig of the territory */
};

int tiling_init(struct tiling *t, const struct bed *territory, tiling_tell tell,
                void *told, struct err *e);
void tiling_release(struct tiling *t);

/* From here on records are of this contig. ERR_SYNTAX: it was there before. */
int tiling_contig(struct tiling *t, const char *name, size_t len,
                  struct err *e);
/* A record that covers [beg, end); by rising beg. */
int tiling_record(struct tiling *t, int64_t beg, int64_t end, bool block,
                  uint64_t record, struct err *e);
/* There are no more. */
int tiling_finish(struct tiling *t, struct err *e);

/* Where a record of a gVCF ends, and whether it is a block. ERR_SYNTAX: END or
 * LEN is no number, or before POS. */
int tiling_extent(int64_t *end, bool *block, const struct vcfrec *r,
                  struct err *e);

#endif
