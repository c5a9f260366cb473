/*
 * vcfindex -- a tabix index (.tbi or .csi) of a sorted VCF file, made as its
 * records are written. Under formats/vcfout.h; for this layer only.
 *
 *     struct vcfindex x;
 *     vcfindex_init(&x, longest_contig, place_of_the_first_record);
 *     vcfindex_add(&x, contig, beg, end, place_behind, &e);
 *     vcfindex_write(&x, &names, path, crew, &e);
 *     vcfindex_release(&x);
 *
 * As the SAM specification has it (SAMv1 s5.2, tabix.pdf, CSIv1.pdf): bins of
 * 2^14 bp and eight times as many from level to level, a first place for each
 * 2^14 bp, and the number of records of each contig. Bins whose records lie
 * close together in the file are told of with the larger bin that holds them.
 *
 * Units:     0-based [beg, end); places as formats/bgzfout.h has them.
 * Ownership: a struct vcfindex owns its memory: of the contig under way and of
 *            what is written of those before. All-zero is empty.
 * Errors:    ERR_MEMORY; ERR_IO when a record is not in order or stands where
 *            the format has no number for it.
 */
#ifndef FORMATS_VCFINDEX_H
#define FORMATS_VCFINDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct crew;
struct err;
struct names;

/* Neighbours in the file that lie in one bin. */
struct vcfindex_run {
    uint32_t bin;
    uint64_t beg; /* places */
    uint64_t end;
};

struct vcfindex {
    bool csi;
    int levels;      /* of bins, below the one that holds all */
    struct buf done; /* contigs before, as in the file */
    uint32_t n_contigs;
    uint64_t place; /* behind the record before */
    /* the contig under way, the last of n_contigs */
    int64_t last; /* beg of the record before */
    uint64_t first_place;
    uint64_t n_records;
    struct vcfindex_run *run;
    size_t n_runs;
    size_t cap_runs;
    uint64_t *window; /* where the first record that touches it begins */
    size_t n_windows;
    size_t cap_windows;
};

/* Is a contig of so many bp too long for a .tbi? */
bool vcfindex_needs_csi(int64_t longest);

/* `longest`: bp of the longest contig; 0: not above 2^29. */
void vcfindex_init(struct vcfindex *x, int64_t longest, uint64_t place);
void vcfindex_release(struct vcfindex *x);

/* The next record; contigs are 0, 1, 2... by first use. An `end` that the
 * format has no number for is cut. */
int vcfindex_add(struct vcfindex *x, uint32_t contig, int64_t beg, int64_t end,
                 uint64_t place, struct err *e);

/* `names`: of the contigs. Nothing can be added after it. */
int vcfindex_write(struct vcfindex *x, const struct names *names,
                   const char *path, struct crew *crew, struct err *e);

#endif
