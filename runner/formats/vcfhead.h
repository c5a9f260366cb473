/*
 * vcfhead -- the header of a VCF or BCF file (VCFv4.3 section 1.4).
 *
 * Only what a comparison needs: version, contigs, sample names, the ids of
 * FILTER, INFO and FORMAT. Whether the header is *right* in every detail is
 * for the format rules (runner/conform) to say; here a line that can not be
 * used is passed over, but one that would mislead is an error.
 *
 * Ownership: a struct vcfhead owns all in it; vcfhead_release() frees it.
 */
#ifndef FORMATS_VCFHEAD_H
#define FORMATS_VCFHEAD_H

#include <stddef.h>
#include <stdint.h>

#include "formats/names.h"

struct err;

#define VCFHEAD_LINES_MAX   1000000
#define VCFHEAD_BYTES_MAX   ((size_t)256 << 20) /* with an LF a line */
#define VCFHEAD_CONTIGS_MAX 5000000
#define VCFHEAD_SAMPLES_MAX 1000000

struct vcfhead {
    char version[16];       /* "4.2"; "" when the file does not say */
    struct names contigs;   /* of the header, then any that records add */
    int64_t *contig_length; /* bp; 0 when unknown */
    size_t n_declared;      /* contigs that the header names */
    struct names samples;   /* in order of columns */
    struct names filters;   /* ids, without PASS unless declared */
    struct names infos;
    struct names formats;
    uint64_t n_lines; /* with the #CHROM line */
    size_t n_bytes;   /* of them, LF counted */
    size_t cap_lengths;
};

/* Take one line. 1: it was the #CHROM line, the header is complete; 0: more
 * follow; -1: ERR_SYNTAX, ERR_LIMIT. */
int vcfhead_line(struct vcfhead *h, const char *line, size_t len,
                 struct err *e);

/* The file ended before the #CHROM line: say so. */
int vcfhead_unfinished(const struct vcfhead *h, struct err *e);

/* Index of a contig, added as undeclared when the header has none so named. */
int vcfhead_contig(uint32_t *out, struct vcfhead *h, const char *name,
                   size_t len, struct err *e);

void vcfhead_release(struct vcfhead *h);

#endif
