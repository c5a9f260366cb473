/*
 * vcfscan -- can the field's own library read a VCF or BCF to its last record,
 * is it in order, and does its index tell the truth?
 *
 * The file is read with htslib from a descriptor that we opened. Text is first
 * run through formats/lines.h, whose ceilings htslib does not have.
 *
 * Errors: ERR_IO is the operating system's; any other code is a defect of the
 * file, with the record's number in `line` where it has one.
 * Ownership: vcfscan_release() frees it; the all-zero value is empty.
 */
#ifndef FORMATS_VCFSCAN_H
#define FORMATS_VCFSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

#define VCFSCAN_SAMPLES_MAX 128 /* records looked up through an index */

struct vcfscan_place {
    int32_t contig; /* index in the file's header */
    int64_t pos;    /* 0-based */
};

struct vcfscan {
    bool bcf;
    bool bgzf;       /* else plain text or plain gzip: no index is possible */
    bool compressed; /* BGZF or gzip */
    uint64_t records;
    uint64_t unsorted;       /* records that stand before their predecessor */
    uint64_t first_unsorted; /* its number, 1-based; 0: none */
    uint64_t undeclared;     /* records on a contig that the header lacks */
    uint64_t first_undeclared;
    char **contig; /* names, in the order of the header */
    uint64_t *per_contig;
    size_t n_contigs;
    struct vcfscan_place place[VCFSCAN_SAMPLES_MAX]; /* evenly over the file */
    size_t n_places;
};

int vcfscan_read(struct vcfscan *out, const char *path, struct err *e);
void vcfscan_release(struct vcfscan *s);

/* What an index says that the file does not. */
struct vcfscan_index {
    uint64_t contigs_differ; /* contigs with another number of records */
    uint64_t places_lost;    /* of the places, not found through the index */
    char example[256];       /* "chr7: index 12, file 14"; "" for none */
};

/* `index` is a .tbi or .csi file. A file that is no index at all, or one of
 * another kind, is an ERR_SYNTAX. */
int vcfscan_index(struct vcfscan_index *out, const struct vcfscan *s,
                  const char *path, const char *index, struct err *e);

#endif
