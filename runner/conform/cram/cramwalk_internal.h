/*
 * cramwalk_internal -- what the parts of cramwalk share.
 *
 * The blocks of a container are walked by block_next(); `at` of a block is its
 * place in the body. A defect behind which the rest of the container can not be
 * told gives -1.
 */
#ifndef CONFORM_CRAMWALK_INTERNAL_H
#define CONFORM_CRAMWALK_INTERNAL_H

#include "conform/cram/cramcur.h"
#include "conform/cram/cramwalk.h"
#include "conform/problem.h"

#define CRAMWALK_EXTERNAL_MAX 65536 /* blocks of a slice that are compared */

enum cramwalk_content { /* of a block */
    CRAMWALK_FILE_HEADER = 0,
    CRAMWALK_COMPRESSION = 1,
    CRAMWALK_SLICE_HEADER = 2,
    CRAMWALK_RESERVED = 3,
    CRAMWALK_EXTERNAL = 4,
    CRAMWALK_CORE = 5
};

enum cramwalk_method {
    CRAMWALK_RAW = 0,
    CRAMWALK_GZIP = 1,
    CRAMWALK_BZIP2 = 2,
    CRAMWALK_XZ = 3,
    CRAMWALK_RANS4X8 = 4,
    CRAMWALK_NX16 = 5,
    CRAMWALK_ARITH = 6,
    CRAMWALK_FQZCOMP = 7,
    CRAMWALK_NAMES = 8,
    CRAMWALK_LAST = CRAMWALK_NAMES
};

struct cramwalk_block {
    size_t at; /* of its first byte in the body */
    size_t size;
    int method;
    int content;
    int32_t id;
    int32_t raw; /* bytes when opened */
    const unsigned char *data;
    size_t n;
};

/* A place in the file; lives until the next call. */
struct problem_place cramwalk_at(const struct cramwalk *w, size_t in_body);

/* ---- cramwalk_block.c */

/* The block at the cursor; -1: told. */
int cramwalk_block(struct cramwalk_block *b, struct cramwalk *w,
                   struct cramcur *c);
/* What a block holds when opened: raw or gzip, else *out is NULL. *owned is to
 * be freed. -1: told, or memory. */
int cramwalk_open_block(const unsigned char **out, unsigned char **owned,
                        struct cramwalk *w, const struct cramwalk_block *b);
/* The container in w->c and w->body. */
void cramwalk_data(struct cramwalk *w);

/* ---- cramwalk_size.c */

/* Whether a block of a slice opens to the size that it states; -1: told, or
 * memory. */
int cramwalk_size(struct cramwalk *w, const struct cramwalk_block *b);

/* ---- cramwalk_head.c */

void cramwalk_header(struct cramwalk *w);
/* What the lines of the header say of this reference. */
void cramwalk_sequences(struct cramwalk *w);

/* ---- cramwalk_coding.c */

void cramwalk_coding(struct cramwalk *w, const struct cramwalk_block *b);

/* ---- cramwalk_slice.c */

struct cramwalk_slicehead {
    struct cramwalk_slice s;
    int32_t blocks;
    int32_t embedded; /* id of the block; -1: none */
    uint32_t n_ids;
    int32_t *id; /* by rising number */
    bool known;  /* it could be read */
};

int cramwalk_slice(struct cramwalk_slicehead *h, struct cramwalk *w,
                   const struct cramwalk_block *b);
/* When all its blocks were met: how many, and the ids of the external ones,
 * which get sorted. `end` is behind the last one, in the body. */
void cramwalk_slice_ends(struct cramwalk *w, const struct cramwalk_slicehead *h,
                         int32_t *found, size_t n_external, size_t n_blocks,
                         size_t end);

#endif
