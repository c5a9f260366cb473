/*
 * textplaces -- where in a BGZF file the bytes of its text stand: the virtual
 * offsets that indexes are made of. Under formats/textflow.h; for this layer
 * only.
 *
 * Asked in the order of the text, what lies behind is forgotten: memory is that
 * of the blocks between.
 *
 * Ownership: all-zero is empty; textplaces_release() frees.
 */
#ifndef FORMATS_TEXTPLACES_H
#define FORMATS_TEXTPLACES_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct err;

#define TEXTPLACES_NONE UINT64_MAX

struct textplace {
    int64_t text;  /* offset of the block's first byte in the text */
    int64_t block; /* and of the block in the file */
};

struct textplaces {
    struct textplace *a; /* of blocks with text, from `beg` */
    size_t beg;
    size_t n;
    size_t cap;
    int64_t text; /* of the blocks so far */
};

/* Whole blocks, one behind the other, the first at `offset` of the file. */
int textplaces_add(struct textplaces *p, const unsigned char *blocks, size_t n,
                   off_t offset, struct err *e);

/* Of this byte of the text: block << 16 | byte in the block's text. No byte is
 * asked for that lies before one asked for earlier. */
uint64_t textplaces_find(struct textplaces *p, int64_t text);
void textplaces_release(struct textplaces *p);

#endif
