/*
 * fastaio -- bases of a reference genome, by contig and position.
 *
 * The FASTA is plain or compressed by bgzip (gzip alone can not be entered in
 * the middle: refused). The index FILE.fai is used when it stands beside it
 * and fits; else the file is read once and indexed in memory. FILE.gzi is not
 * needed: the heads of the BGZF blocks are scanned instead.
 *
 * Bases come out in upper case. Reading goes through a view: one window of
 * the file; a thread needs its own. Cost: about 0.1 ns a base for rising
 * positions, as the system copies the file once; 2 ns when it is compressed.
 * Views share what they inflated: up to 16 MB each, 128 MB in all.
 *
 * Units:     0-based positions, half-open intervals.
 * Errors:    ERR_IO from the system; others are defects of the file or of its
 *            index (ERR_MISMATCH: the index does not fit the file).
 * Ownership: struct fasta owns its index and descriptor and must outlive its
 *            views.
 * Threads:   a struct fasta is only read after fasta_open(), but for its
 *            cache, which has a lock; each view belongs to one thread.
 */
#ifndef FORMATS_FASTAIO_H
#define FORMATS_FASTAIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/names.h"

struct err;
struct fasta_view;
struct fasta_block;
struct fasta_cache;

#define FASTA_CONTIGS_MAX 5000000
#define FASTA_LENGTH_MAX  INT32_MAX /* of one contig, as POS in a VCF */
#define FASTA_MD5_HEX     33

struct fasta_seq {
    int64_t length; /* bp */
    int64_t offset; /* of the first base in the uncompressed file */
    int64_t line_bases;
    int64_t line_bytes; /* with its end of line */
};

struct fasta {
    struct names names; /* contigs, in the order of the file */
    struct fasta_seq *seq;
    size_t cap;
    char *path;
    int fd;
    int64_t size_bytes;        /* uncompressed */
    struct fasta_block *block; /* BGZF only */
    size_t n_blocks;
    struct fasta_cache *cache; /* BGZF only: inflated blocks, for all views */
};

int fasta_open(struct fasta *out, const char *path, struct err *e);
void fasta_close(struct fasta *f);

struct fasta_view *fasta_view_open(const struct fasta *f, struct err *e);
void fasta_view_close(struct fasta_view *v);

/* bp of a contig. */
int64_t fasta_length(const struct fasta_view *v, uint32_t contig);

/* One base ('A'..'Z', '*', '-'); 0 when pos is outside the contig; -1. */
int fasta_base(struct fasta_view *v, uint32_t contig, int64_t pos,
               struct err *e);

/* Bases [beg, end) into out (no NUL). ERR_RANGE outside the contig. */
int fasta_get(char *out, struct fasta_view *v, uint32_t contig, int64_t beg,
              int64_t end, struct err *e);

/* MD5 of the whole contig in upper case, as in @SQ M5 (SAMv1 section 1.3.2)
 * and refget. Reads the contig once. */
int fasta_md5(char out[FASTA_MD5_HEX], struct fasta_view *v, uint32_t contig,
              struct err *e);

#endif
