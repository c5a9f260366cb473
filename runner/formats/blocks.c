#include "formats/blocks.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/hfile.h>
#include <libdeflate.h>

#include "base/err.h"
#include "base/le.h"

#define TAIL       8 /* CRC32 and length of the text */
#define RAW_MAX    ((size_t)256 << 10)
#define PACKED_MAX (BLOCKS_TEXT + 2 * BLOCKS_ONE_MAX)

struct blocks {
    struct hFILE *in;
    off_t offset; /* of raw[beg] */
    size_t beg;
    size_t end;
    bool at_end;
    int os; /* errno of a failed read */
    enum blocks_fault fault;
    unsigned char raw[RAW_MAX];
};

size_t blocks_bytes(const unsigned char *head)
{
    return ((size_t)head[16] | (size_t)head[17] << 8) + 1;
}

size_t blocks_text_bytes(const unsigned char *block)
{
    uint32_t n = le32(block + blocks_bytes(block) - 4);

    return n < BLOCKS_ONE_MAX ? n : BLOCKS_ONE_MAX;
}

bool blocks_is_head(const unsigned char *head, size_t n)
{
    return n >= BLOCKS_HEAD && memcmp(head, "\x1f\x8b\x08", 3) == 0 &&
           (head[3] & 4) && memcmp(head + 10, "\6\0BC\2\0", 6) == 0;
}

struct blocks *blocks_open(struct hFILE *in, struct err *e)
{
    struct blocks *b = malloc(sizeof(*b)); /* raw need not be cleared */

    if (!b) {
        err_nomem(e);
        return NULL;
    }
    b->in = in;
    b->offset = 0;
    b->beg = b->end = 0;
    b->at_end = false;
    b->os = 0;
    b->fault = BLOCKS_SOUND;
    return b;
}

void blocks_close(struct blocks *b)
{
    free(b);
}

off_t blocks_tell(const struct blocks *b)
{
    return b->offset;
}

/* Have `n` bytes at raw[beg], or all that there are; says whether. */
static bool have(struct blocks *b, size_t n)
{
    ssize_t got;

    if (b->end - b->beg >= n)
        return true;
    if (b->at_end)
        return false;
    memmove(b->raw, b->raw + b->beg, b->end - b->beg);
    b->end -= b->beg;
    b->beg = 0;
    got = hread(b->in, b->raw + b->end, RAW_MAX - b->end);
    if (got < 0)
        b->os = herrno(b->in) ? herrno(b->in) : EIO;
    else
        b->end += (size_t)got;
    b->at_end = b->end < RAW_MAX;
    return b->end - b->beg >= n;
}

static enum blocks_next damaged(struct blocks *b, enum blocks_fault fault)
{
    b->fault = fault;
    return BLOCKS_DAMAGED;
}

/* Why there is no whole block here; BLOCKS_MORE when there is one. */
static enum blocks_next look(struct blocks *b)
{
    const unsigned char *head;
    size_t n;

    if (!have(b, BLOCKS_HEAD)) {
        if (b->os)
            return BLOCKS_IO;
        return b->beg == b->end ? BLOCKS_END : damaged(b, BLOCKS_BAD_HEAD);
    }
    head = b->raw + b->beg;
    if (memcmp(head, "\x1f\x8b\x08", 3) != 0)
        return damaged(b, BLOCKS_BAD_HEAD);
    if (!blocks_is_head(head, BLOCKS_HEAD))
        return BLOCKS_GZIP;
    n = blocks_bytes(head);
    if (n < BLOCKS_HEAD)
        return damaged(b, BLOCKS_BAD_SIZE);
    if (!have(b, n))
        return b->os ? BLOCKS_IO : BLOCKS_CUT;
    return n < BLOCKS_HEAD + TAIL ? damaged(b, BLOCKS_BAD_SIZE) : BLOCKS_MORE;
}

int blocks_next(struct blocks_group *g, struct blocks *b, struct err *e)
{
    size_t text = 0;

    if (!g->packed)
        g->packed = malloc(PACKED_MAX);
    if (!g->z)
        g->z = libdeflate_alloc_decompressor();
    if (!g->packed || !g->z)
        return err_nomem(e);
    g->n_packed = 0;
    g->offset = b->offset;
    while (text < BLOCKS_TEXT && g->n_packed <= PACKED_MAX - BLOCKS_ONE_MAX) {
        size_t n;

        g->next = look(b);
        if (g->next != BLOCKS_MORE)
            break;
        n = blocks_bytes(b->raw + b->beg);
        memcpy(g->packed + g->n_packed, b->raw + b->beg, n);
        text += blocks_text_bytes(b->raw + b->beg);
        g->n_packed += n;
        b->beg += n;
        b->offset += (off_t)n;
    }
    g->os = b->os;
    g->fault = b->fault;
    g->fault_at = b->offset;
    return 0;
}

/* htslib gives the deflate stream all that follows the head, the tail too, and
 * does not mind bytes that are left over. Its blocks without text have no
 * length checked. */
static enum blocks_fault inflate_block(struct blocks_group *g,
                                       const unsigned char *block, size_t n,
                                       char *text)
{
    size_t got = 0;
    enum libdeflate_result r = libdeflate_deflate_decompress(
        g->z, block + BLOCKS_HEAD, n - BLOCKS_HEAD, text,
        blocks_text_bytes(block), &got);

    if (r == LIBDEFLATE_INSUFFICIENT_SPACE)
        return BLOCKS_BAD_LENGTH;
    if (r != LIBDEFLATE_SUCCESS)
        return BLOCKS_BAD_DEFLATE;
    if (libdeflate_crc32(0, text, got) != le32(block + n - TAIL))
        return BLOCKS_BAD_CRC;
    if (got && got != le32(block + n - 4))
        return BLOCKS_BAD_LENGTH;
    g->n_text += got;
    g->ends_empty = got == 0;
    return BLOCKS_SOUND;
}

void blocks_inflate(struct blocks_group *g, char *text)
{
    const unsigned char *at = g->packed;
    const unsigned char *end = g->packed + g->n_packed;

    g->n_text = 0;
    g->n_empty = 0;
    for (; at < end; at += blocks_bytes(at)) {
        enum blocks_fault fault;

        if (at > g->packed && g->ends_empty)
            g->n_empty++;
        fault = inflate_block(g, at, blocks_bytes(at), text + g->n_text);
        if (fault != BLOCKS_SOUND) {
            g->next = BLOCKS_DAMAGED;
            g->fault = fault;
            g->fault_at = g->offset + (at - g->packed);
            return;
        }
    }
}

void blocks_group_release(struct blocks_group *g)
{
    libdeflate_free_decompressor(g->z);
    free(g->packed);
    *g = (struct blocks_group){0};
}
