/*
 * indexfile -- a BAI, CSI or TBI in memory, to look records up in: what the
 * rules of its own build say is for examine_index.h.
 *
 * The bytes are kept as they are; bins and references point into them.
 *
 * Units:     virtual offsets; references and bins by number from 0.
 * Ownership: all-zero is empty; indexfile_release() frees.
 */
#ifndef CONFORM_INDEX_INDEXFILE_H
#define CONFORM_INDEX_INDEXFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/names.h"

struct err;

enum indexfile_kind {
    INDEXFILE_BAI,
    INDEXFILE_CSI,
    INDEXFILE_TBI,
    INDEXFILE_KINDS
};

struct indexfile_bin { /* with one chunk or more */
    uint32_t number;
    uint32_t n_chunks;
    uint32_t chunks; /* where they stand in bytes, by their begins */
    uint32_t past;   /* for the user: chunks that are done with */
};

struct indexfile_ref {
    uint32_t first_bin; /* bins by number */
    uint32_t n_bins;
    uint32_t windows; /* where the linear index stands in bytes */
    uint32_t n_windows;
    uint32_t meta; /* where the two counts stand in bytes; 0: there is none */
};

struct indexfile {
    enum indexfile_kind kind;
    int min_shift;
    int depth;
    bool named;         /* references have names: */
    struct names names; /* of as many references */
    struct indexfile_ref *ref;
    size_t n_refs;
    struct indexfile_bin *bin;
    size_t n_bins;
    bool has_unplaced;
    uint64_t unplaced;
    unsigned char *bytes;
    size_t n;
};

/* 1; 0: it is not built as it must be, and of it only the kind is given; -1:
 * *why says, ERR_LIMIT above `max` bytes (at most 256 MB), or what reading
 * failed by. */
int indexfile_read(struct indexfile *out, const char *path, size_t max,
                   struct err *why);
void indexfile_release(struct indexfile *x);

uint64_t indexfile_chunk_beg(const struct indexfile *x,
                             const struct indexfile_bin *b, uint32_t i);
uint64_t indexfile_chunk_end(const struct indexfile *x,
                             const struct indexfile_bin *b, uint32_t i);
/* Of the metadata, which must be there: 0, mapped; 1, unmapped records. */
uint64_t indexfile_count(const struct indexfile *x,
                         const struct indexfile_ref *r, int which);
/* CSI only. */
uint64_t indexfile_loffset(const struct indexfile *x,
                           const struct indexfile_bin *b);
uint64_t indexfile_window(const struct indexfile *x,
                          const struct indexfile_ref *r, uint32_t i);

/* NULL when the reference has no such bin. */
struct indexfile_bin *indexfile_find(const struct indexfile *x,
                                     const struct indexfile_ref *r,
                                     uint32_t number);

/* The number of the first bin of a level; level 0 is the whole reference. */
uint32_t indexfile_level(int level);

#endif
