/*
 * blocks -- a BGZF file as groups of whole blocks, which threads can inflate.
 * Under formats/textflow.h and formats/bgzfin.h; for this layer only.
 *
 * A group ends after about BLOCKS_TEXT bytes of text, or where no further block
 * can be had; `next` says why. What htslib's reader accepts is accepted, and
 * what formats/textin.h calls damage is damage.
 *
 * Ownership: a group owns its packed bytes; its text belongs to the user.
 * Threads:   blocks_next() one thread; blocks_inflate() any, one a group.
 */
#ifndef FORMATS_BLOCKS_H
#define FORMATS_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct err;
struct hFILE;
struct blocks;

#define BLOCKS_ONE_MAX        ((size_t)64 << 10) /* text of one block */
#define BLOCKS_TEXT           ((size_t)128 << 10) /* of a group, then one block more */
#define BLOCKS_GROUP_TEXT_MAX (BLOCKS_TEXT + BLOCKS_ONE_MAX)

enum blocks_next {
    BLOCKS_MORE,
    BLOCKS_END,
    BLOCKS_CUT,     /* the file ends within a block */
    BLOCKS_DAMAGED, /* no block begins here, or one can not be inflated */
    BLOCKS_GZIP,    /* a gzip member begins here: read on by other means */
    BLOCKS_IO,      /* the system's error `os` */
};

/* What BLOCKS_DAMAGED is about. */
enum blocks_fault {
    BLOCKS_SOUND,
    BLOCKS_BAD_HEAD,    /* no block begins here */
    BLOCKS_BAD_SIZE,    /* BSIZE is too small to be */
    BLOCKS_BAD_LENGTH,  /* ISIZE is not the length of the text */
    BLOCKS_BAD_CRC,     /* nor CRC32 its sum */
    BLOCKS_BAD_DEFLATE, /* the stream can not be inflated */
};

struct blocks_group {
    unsigned char *packed;
    size_t n_packed;
    struct libdeflate_decompressor *z;
    off_t offset; /* of the first block, in the file */
    enum blocks_next next;
    enum blocks_fault fault; /* with BLOCKS_DAMAGED */
    off_t fault_at;          /* the block, in the file */
    int os;
    /* Set by blocks_inflate(): */
    size_t n_text;
    size_t n_empty;  /* blocks without text that others follow */
    bool ends_empty; /* the last block held nothing, as that at the end does */
};

/* A BGZF header at the start of these bytes? */
#define BLOCKS_HEAD 18
bool blocks_is_head(const unsigned char *head, size_t n);
/* The size of a block, by its head; and of the text that a whole block says it
 * holds, at most BLOCKS_ONE_MAX: a lie is found when it is inflated. */
size_t blocks_bytes(const unsigned char *head);
size_t blocks_text_bytes(const unsigned char *block);

/* The stream stays the caller's, but is not to be read besides. */
struct blocks *blocks_open(struct hFILE *in, struct err *e);
void blocks_close(struct blocks *b);

/* Into an all-zero or used group. */
int blocks_next(struct blocks_group *g, struct blocks *b, struct err *e);
/* Offset in the file of the block that comes next. */
off_t blocks_tell(const struct blocks *b);

/* Into text[BLOCKS_GROUP_TEXT_MAX]. On damage, g->next becomes
 * BLOCKS_DAMAGED, and the text is what stands before. */
void blocks_inflate(struct blocks_group *g, char *text);
void blocks_group_release(struct blocks_group *g);

#endif
