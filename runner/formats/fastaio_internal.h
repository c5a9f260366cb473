/* fastaio_internal -- what the index and the reader of bases share. */
#ifndef FORMATS_FASTAIO_INTERNAL_H
#define FORMATS_FASTAIO_INTERNAL_H

#include "formats/fastaio.h"

struct fasta_block { /* one BGZF block; behind the last one, the end */
    int64_t at;      /* in the file */
    int64_t text_at; /* in the uncompressed text */
};

/* The blocks of a compressed file of `size` bytes: fastaio_blocks.c. */
int fasta_blocks_scan(struct fasta *f, int64_t size, struct err *e);

/* What all views have inflated lately, and what one view inflates with. */
struct fasta_cache *fasta_cache_new(const struct fasta *f, struct err *e);
void fasta_cache_free(struct fasta_cache *c); /* NULL does nothing */
struct fasta_inflater *fasta_inflater_new(struct fasta_cache *c, struct err *e);
void fasta_inflater_free(struct fasta_inflater *i); /* NULL does nothing */

/* `n` bytes of text from `offset` on; they must be there. */
int64_t fasta_blocks_read(char *out, const struct fasta *f,
                          struct fasta_inflater *i, int64_t offset, int64_t n,
                          struct err *e);

/* Just `n` bytes of the file as it is. */
int fasta_read_at(const struct fasta *f, void *out, size_t n, int64_t at,
                  struct err *e);

/* Up to `n` bytes of the uncompressed file from `offset` on: how many there
 * were, less only at its end; -1. */
int64_t fasta_view_read(char *out, struct fasta_view *v, int64_t offset,
                        int64_t n, struct err *e);

/* Where a base stands in the uncompressed file. */
int64_t fasta_offset(const struct fasta_seq *s, int64_t pos);

/* Add one contig to the index. */
int fasta_index_add(struct fasta *f, const char *name, size_t len,
                    const struct fasta_seq *s, struct err *e);

/* Read FILE.fai: 1 when used, 0 when there is none, -1. */
int fasta_index_read(struct fasta *f, struct fasta_view *v, struct err *e);

/* Parse the bytes of a .fai. */
int fasta_index_parse(struct fasta *f, const char *s, size_t len,
                      struct err *e);

/* Read the whole file and index it. */
int fasta_index_build(struct fasta *f, struct fasta_view *v, struct err *e);

#endif
