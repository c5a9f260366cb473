/* fastaio_internal -- what the index and the reader of bases share. */
#ifndef FORMATS_FASTAIO_INTERNAL_H
#define FORMATS_FASTAIO_INTERNAL_H

#include "formats/fastaio.h"

struct fasta_block { /* one BGZF block */
    int64_t at;      /* in the file */
    int64_t text_at; /* in the uncompressed text */
};

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
