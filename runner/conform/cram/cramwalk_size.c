/*
 * Does a compressed block open to the size that it states? Asked before htslib
 * sees it: what it does with a small block of gzip that holds more has no end,
 * and of others it tells no cause. gzip says its size at its end, and is opened
 * here when that is another or small; xz in its index (xz 1.2 s4), the codecs
 * of CRAM in front (CRAMcodecs s2 to s6); of bzip2 no more is taken than is
 * stated.
 */
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "base/le.h"
#include "conform/cram/cramwalk_internal.h"

#define RANS4X8_HEAD 9    /* order, packed size, size */
#define NAMES_HEAD   4    /* size */
#define NO_SIZE      0x10 /* flag of a stream that does not say it */
#define UINT7_BYTES  5    /* of a number of 32 bits */

#define GZIP_MEMBER 18   /* bytes of one that is empty */
#define GZIP_SMALL  1024 /* opened in any case */
#define XZ_FOOTER   12   /* sum, size of the index, flags, "YZ" */
#define XZ_NUMBER   9    /* bytes of a number, at most */

/* Does the end of it, in which a lie is found by who opens it, agree? */
static bool says_gzip(const struct cramwalk_block *b)
{
    return b->raw > GZIP_SMALL && b->n >= GZIP_MEMBER &&
           le32(b->data + b->n - 4) == (uint32_t)b->raw;
}

/* Seven bits a byte, the lowest first. -1: cut, or too large. */
static int64_t xz_number(struct cramcur *c)
{
    int64_t v = 0;

    for (int i = 0; i < XZ_NUMBER; i++) {
        unsigned char b = cramcur_byte(c);

        v |= (int64_t)(b & 0x7f) << (7 * i);
        if (!(b & 0x80))
            return c->cut ? -1 : v;
    }
    return -1;
}

/* Of a stream, by the index at its end. */
static int64_t xz(const struct cramwalk_block *b)
{
    const unsigned char *footer = b->data + b->n;
    struct cramcur c = {0};
    uint64_t size;
    int64_t blocks;
    int64_t sum = 0;

    if (b->n < XZ_FOOTER || memcmp(footer - 2, "YZ", 2) != 0)
        return -1;
    footer -= XZ_FOOTER;
    size = 4 * ((uint64_t)le32(footer + 4) + 1);
    if (size > b->n - XZ_FOOTER)
        return -1;
    c = (struct cramcur){footer - size, footer, false};
    if (cramcur_byte(&c) != 0)
        return -1;
    blocks = xz_number(&c);
    for (int64_t i = 0; i < blocks && !c.cut && sum <= b->raw; i++) {
        int64_t n;

        (void)xz_number(&c); /* packed */
        n = xz_number(&c);
        if (n < 0)
            return -1;
        sum = n > b->raw ? n : sum + n; /* more is wrong, however much */
    }
    return blocks < 0 || c.cut ? -1 : sum;
}

/* Seven bits a byte, the highest first; a set eighth: more follow. -1: cut. */
static int64_t uint7(struct cramcur *c)
{
    int64_t v = 0;

    for (int i = 0; i < UINT7_BYTES; i++) {
        unsigned char b = cramcur_byte(c);

        v = v << 7 | (b & 0x7f);
        if (!(b & 0x80))
            return c->cut ? -1 : v;
    }
    return -1;
}

static int64_t rans4x8(const struct cramwalk_block *b)
{
    if (b->n < RANS4X8_HEAD || b->data[0] > 1 ||
        le32(b->data + 1) != b->n - RANS4X8_HEAD)
        return -1;
    return le32(b->data + 5);
}

/* The size that a block of a codec of CRAM says itself; b->raw when it says
 * none, or is of another method; -1: it can not be read. */
static int64_t said(const struct cramwalk_block *b)
{
    struct cramcur c = {b->data, b->data + b->n, false};

    switch (b->method) {
    case CRAMWALK_XZ:
        return xz(b);
    case CRAMWALK_RANS4X8:
        return rans4x8(b);
    case CRAMWALK_NX16:
    case CRAMWALK_ARITH:
        if (cramcur_byte(&c) & NO_SIZE)
            return b->raw;
        return uint7(&c);
    case CRAMWALK_FQZCOMP:
        return uint7(&c);
    case CRAMWALK_NAMES:
        return b->n < NAMES_HEAD ? -1 : (int64_t)le32(b->data);
    default:
        return b->raw;
    }
}

int cramwalk_size(struct cramwalk *w, const struct cramwalk_block *b)
{
    struct problem_place at = cramwalk_at(w, b->at);
    const unsigned char *bytes;
    unsigned char *owned;
    int64_t n;

    if (!b->raw) /* an empty block has no method */
        return 0;
    if (b->method == CRAMWALK_GZIP && says_gzip(b))
        return 0;
    if (b->method == CRAMWALK_GZIP) {
        int rc = cramwalk_open_block(&bytes, &owned, w, b);

        free(owned);
        return rc;
    }
    n = said(b);
    if (n == b->raw)
        return 0;
    problem_add(w->problems, "CRAM-BLK-004", &at, w->e,
                n < 0 ? N_("the size in the compressed data can not be read")
                      : N_("the block states another size than its compressed "
                           "data"));
    return -1;
}
