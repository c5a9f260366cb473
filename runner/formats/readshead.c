#include "formats/readshead.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/le.h"
#include "formats/bytesin.h"
#include "formats/cramblock.h"

#define PIECE              ((size_t)64 << 10)
#define CRAM_FILE_BYTES    26 /* before the first container */
#define CRAM_CONTAINER_MAX 64 /* bytes of its head, all we look at */
#define CRAM_METHOD_RAW    0
#define CRAM_METHOD_GZIP   1

static int cut(struct err *e)
{
    return err_set(e, ERR_SYNTAX, "the file ends within its header");
}

/* Exactly `n` bytes behind what `out` holds. */
static int add_bytes(struct buf *out, struct bytesin *in, size_t n,
                     struct err *e)
{
    char piece[4096];

    while (n > 0) {
        size_t want = n < sizeof(piece) ? n : sizeof(piece);
        ssize_t got = bytesin_read(in, piece, want, e);

        if (got <= 0)
            return got < 0 ? -1 : cut(e);
        buf_add(out, piece, (size_t)got);
        n -= (size_t)got;
    }
    return buf_check(out, e);
}

static int check_size(uint64_t n, struct err *e)
{
    return n <= READSHEAD_BYTES_MAX
               ? 0
               : err_set(e, ERR_LIMIT, "the header is larger than %zu bytes",
                         READSHEAD_BYTES_MAX);
}

/* ---- BAM and BCF, from behind their magic: a length, and the text ---- */

static int read_text(struct buf *out, struct bytesin *in, struct err *e)
{
    uint32_t n;

    buf_clear(out);
    if (add_bytes(out, in, 4, e))
        return -1;
    n = le32((const unsigned char *)out->s);
    buf_clear(out);
    if (check_size(n, e) || add_bytes(out, in, n, e))
        return -1;
    if (out->s)
        out->n = strnlen(out->s, out->n);
    return 0;
}

/* ---- SAM: its first four bytes are there ---- */

/* Where the whole lines that begin with @ end, from *at on, where one begins;
 * *whole: another line follows them. No LF stands between *at and `seen`. */
static size_t header_end(const struct buf *text, size_t *at, size_t seen,
                         bool *whole)
{
    while (*at < text->n && text->s[*at] == '@') {
        size_t from = *at > seen ? *at : seen;
        const char *lf = memchr(text->s + from, '\n', text->n - from);

        if (!lf)
            return text->n;
        *at = (size_t)(lf - text->s) + 1;
    }
    *whole = *at < text->n;
    return *at;
}

static int read_sam(struct buf *out, struct bytesin *in, struct err *e)
{
    char *piece = malloc(PIECE);
    size_t at = 0;
    bool whole = false;
    bool first = true; /* its first bytes were not looked at */
    ssize_t got = 1;

    if (!piece)
        return err_nomem(e);
    while (got > 0 && !whole) {
        size_t seen = out->n;
        size_t end;

        got = bytesin_read(in, piece, PIECE, e);
        if (got > 0)
            buf_add(out, piece, (size_t)got);
        if (buf_check(out, e) || check_size(out->n, e)) {
            got = -1;
            break;
        }
        end = header_end(out, &at, first ? 0 : seen, &whole);
        first = false;
        if (whole || got == 0)
            out->n = end;
    }
    free(piece);
    return got < 0 || buf_check(out, e) ? -1 : 0;
}

/* ---- CRAM, from behind its magic ---- */

struct cursor {
    const unsigned char *p;
    const unsigned char *end;
};

/* A number of 1 to `max` bytes, of which the first tells how many; only itf8's
 * value is wanted. */
static int skip_number(struct cursor *c, unsigned max)
{
    unsigned n = 1;

    if (c->p == c->end)
        return -1;
    while (n < max && *c->p & 0x80U >> (n - 1))
        n++;
    if (c->end - c->p < (ptrdiff_t)n)
        return -1;
    c->p += n;
    return 0;
}

static int itf8(int32_t *out, struct cursor *c)
{
    const unsigned char *b = c->p;

    if (skip_number(c, 5))
        return -1;
    switch (c->p - b) {
    case 1:
        *out = b[0];
        break;
    case 2:
        *out = (b[0] & 0x3f) << 8 | b[1];
        break;
    case 3:
        *out = (b[0] & 0x1f) << 16 | b[1] << 8 | b[2];
        break;
    case 4:
        *out = (b[0] & 0x0f) << 24 | b[1] << 16 | b[2] << 8 | b[3];
        break;
    default:
        *out = (int32_t)((uint32_t)(b[0] & 0x0f) << 28 | (uint32_t)b[1] << 20 |
                         (uint32_t)b[2] << 12 | (uint32_t)b[3] << 4 |
                         (uint32_t)(b[4] & 0x0f));
    }
    return 0;
}

/* The head of a container; c->p is then its first block. */
static int skip_container(struct cursor *c, unsigned major)
{
    int32_t landmarks;

    if (c->end - c->p < 4)
        return -1;
    c->p += 4; /* its length */
    for (int i = 0; i < 4; i++)
        if (skip_number(c, 5))
            return -1;
    if (skip_number(c, major < 3 ? 5 : 9) || skip_number(c, 9) ||
        skip_number(c, 5) || itf8(&landmarks, c))
        return -1;
    for (; landmarks > 0; landmarks--)
        if (skip_number(c, 5))
            return -1;
    if (major >= 3 && c->end - c->p < 4)
        return -1;
    c->p += major >= 3 ? 4 : 0;
    return 0;
}

/* The data of a block: a length, and the text. */
static int take_text(struct buf *out, const unsigned char *data, size_t n,
                     struct err *e)
{
    if (n < 4 || le32(data) > n - 4)
        return cut(e);
    buf_clear(out);
    buf_add(out, data + 4, le32(data));
    if (out->s)
        out->n = strnlen(out->s, out->n);
    return buf_check(out, e);
}

static int take_block(struct buf *out, struct cursor *c, struct err *e)
{
    int32_t id;
    int32_t size;
    int32_t raw;
    unsigned char method;
    unsigned char *data;
    int rc;

    if (c->end - c->p < 2)
        return cut(e);
    method = *c->p;
    c->p += 2;
    if (itf8(&id, c) || itf8(&size, c) || itf8(&raw, c) || size < 0 ||
        raw < 0 || c->end - c->p < size)
        return cut(e);
    if (check_size((uint64_t)raw, e))
        return -1;
    if (method == CRAM_METHOD_RAW)
        return take_text(out, c->p, (size_t)size, e);
    if (method != CRAM_METHOD_GZIP)
        return err_set(e, ERR_SYNTAX,
                       "the header of the CRAM is stored neither raw nor by "
                       "gzip");
    data = malloc((size_t)raw + 1);
    rc = data ? cramblock_inflate(data, (size_t)raw, c->p, (size_t)size) : -2;
    if (rc == 0)
        rc = take_text(out, data, (size_t)raw, e);
    else
        rc = rc == -2 ? err_nomem(e) : cut(e);
    free(data);
    return rc;
}

static int read_cram(struct buf *out, struct bytesin *in, struct err *e)
{
    struct buf bytes;
    struct cursor c;
    unsigned major;
    int rc = -1;

    buf_init(&bytes, READSHEAD_BYTES_MAX + PIECE);
    if (add_bytes(&bytes, in, CRAM_FILE_BYTES - 4 + 4, e))
        goto done;
    major = (unsigned char)bytes.s[0];
    if (check_size(le32((const unsigned char *)bytes.s + CRAM_FILE_BYTES - 4),
                   e))
        goto done;
    /* The blocks, and as much of the head as is there: a file that holds no
     * more than these is shorter than what is asked for. */
    if (add_bytes(&bytes, in,
                  le32((const unsigned char *)bytes.s + CRAM_FILE_BYTES - 4) +
                      CRAM_CONTAINER_MAX,
                  e)) {
        if (e->code != ERR_SYNTAX)
            goto done;
        *e = (struct err){0};
    }
    c.p = (const unsigned char *)bytes.s + CRAM_FILE_BYTES - 4;
    c.end = (const unsigned char *)bytes.s + bytes.n;
    rc = skip_container(&c, major) ? cut(e) : take_block(out, &c, e);
done:
    buf_release(&bytes);
    return rc;
}

int readshead_read(struct buf *out, const char *path, struct err *e)
{
    struct bytesin *in = bytesin_open(path, e);
    int rc = -1;

    if (!in)
        return -1;
    buf_clear(out);
    if (add_bytes(out, in, 4, e))
        goto done;
    if (memcmp(out->s, "BAM\1", 4) == 0)
        rc = read_text(out, in, e);
    else if (memcmp(out->s, "CRAM", 4) == 0)
        rc = read_cram(out, in, e);
    else if (out->s[0] == '@')
        rc = read_sam(out, in, e);
    else
        err_set(e, ERR_SYNTAX,
                "this is neither SAM with a header, nor BAM, "
                "nor CRAM");
done:
    bytesin_close(in);
    return rc;
}

int readshead_bcf(struct buf *out, const char *path, struct err *e)
{
    struct bytesin *in = bytesin_open(path, e);
    int rc = -1;

    if (!in)
        return -1;
    buf_clear(out);
    if (add_bytes(out, in, 5, e) == 0) {
        if (memcmp(out->s, "BCF\2", 4) == 0)
            rc = read_text(out, in, e);
        else
            err_set(e, ERR_SYNTAX, "this is no BCF");
    }
    bytesin_close(in);
    return rc;
}
