/*
 * vcfscan -- can the field's own library read a VCF or BCF to its last record,
 * is it in order, and does its index tell the truth?
 *
 * The file is read with htslib from a descriptor that we opened, after a walk
 * of our own: under ceilings that htslib does not have (formats/htsguard.h),
 * and, for text, by the stricter grammar of formats/vcfin.h, order apart.
 *
 * Names of INFO, FORMAT and FILTER that a text's header lacks do not make it
 * unreadable: the specification only encourages their declaration (VCFv4.2
 * section 1.2), and htslib reads on.
 *
 * Errors: ERR_IO is the operating system's, ERR_MEMORY and ERR_MISSING are no
 * fault of the file either; any other code is its defect, with the number of
 * the line (text, damaged) or of the record (else) in `line`.
 * Ownership: vcfscan_release() frees it; the all-zero value is empty.
 */
#ifndef FORMATS_VCFSCAN_H
#define FORMATS_VCFSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

#define VCFSCAN_SAMPLES_MAX    128   /* records looked up through an index */
#define VCFSCAN_UNDECLARED_MAX 10000 /* names that a header may lack */
/* Records read in search of those, in all: an index of hostile or odd make
 * could cost the whole file each time. */
#define VCFSCAN_LOOK_MAX 5000000

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
    uint64_t tags;      /* names of INFO, FORMAT, FILTER that it lacks */
    uint64_t first_tag; /* the first record that uses one */
    char **contig;      /* names, in the order of the header */
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
    uint64_t places_sought;  /* places looked up through the index */
    uint64_t places_lost;    /* of those, not found */
    char example[256];       /* "chr7: index 12, file 14"; "" for none */
};

/* `index` is a .tbi or .csi file. A file that is no index at all, or one of
 * another kind, is an ERR_SYNTAX. The numbers of records are those that the
 * index states; where it states none (made by an old tool), they are counted
 * through it. */
int vcfscan_index(struct vcfscan_index *out, const struct vcfscan *s,
                  const char *path, const char *index, struct err *e);

#endif
