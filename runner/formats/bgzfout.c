#include "formats/bgzfout.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/bgzf.h>
#include <htslib/tbx.h>
#include <libdeflate.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"

#define HEAD_BYTES    18
#define TAIL_BYTES    8
#define BLOCK_MAX     65536 /* BSIZE has 16 bits */
#define LEVEL_DEFAULT 6
#define GZI_MAX       ((size_t)1 << 30)

struct bgzfout {
    FILE *f;
    char path[PATH_TEXT_MAX];
    char gzi_path[PATH_TEXT_MAX];    /* "": none */
    struct libdeflate_compressor *z; /* NULL: plain */
    struct digest *octets;
    struct digest *content;
    struct buf gzi;
    uint64_t blocks;
    int64_t bytes;
    int64_t content_bytes;
    size_t n; /* of text waiting */
    unsigned char text[BGZFOUT_BLOCK];
    unsigned char block[BLOCK_MAX];
};

static int put(struct bgzfout *b, const void *data, size_t n, struct err *e)
{
    if (n > 0 && fwrite(data, 1, n, b->f) != n) {
        err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        return err_at(e, b->path, 0, 0);
    }
    b->bytes += (int64_t)n;
    return digest_add(b->octets, data, n, e);
}

static void little(unsigned char *at, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(v >> (8 * i));
}

/* One entry of the index: where a block after the first begins. */
static void index_block(struct bgzfout *b)
{
    unsigned char pair[16];

    if (b->blocks++ == 0 || !b->gzi_path[0])
        return;
    little(pair, (uint64_t)b->bytes, 8);
    little(pair + 8, (uint64_t)(b->content_bytes - (int64_t)b->n), 8);
    buf_add(&b->gzi, pair, sizeof(pair));
}

static int flush_block(struct bgzfout *b, struct err *e)
{
    static const unsigned char head[HEAD_BYTES] = {
        31, 139, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 'B', 'C', 2, 0, 0, 0};
    size_t n;

    if (b->n == 0)
        return 0;
    index_block(b);
    if (!b->z) {
        n = b->n;
        b->n = 0;
        return put(b, b->text, n, e);
    }
    memcpy(b->block, head, HEAD_BYTES);
    n = libdeflate_deflate_compress(b->z, b->text, b->n, b->block + HEAD_BYTES,
                                    BLOCK_MAX - HEAD_BYTES - TAIL_BYTES);
    assert(n > 0); /* BGZFOUT_BLOCK bytes fit even when stored */
    n += HEAD_BYTES;
    little(b->block + 16, n + TAIL_BYTES - 1, 2);
    little(b->block + n, libdeflate_crc32(0, b->text, b->n), 4);
    little(b->block + n + 4, b->n, 4);
    b->n = 0;
    return put(b, b->block, n + TAIL_BYTES, e);
}

static int copy_path(char *out, const char *path, struct err *e)
{
    if (strlen(path) >= PATH_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "the path is longer than %d bytes",
                       PATH_TEXT_MAX - 1);
    memcpy(out, path, strlen(path) + 1);
    return 0;
}

struct bgzfout *bgzfout_open(const char *path, const struct bgzfout_options *o,
                             struct err *e)
{
    struct bgzfout *b = calloc(1, sizeof(*b));

    if (!b) {
        err_nomem(e);
        return NULL;
    }
    buf_init(&b->gzi, GZI_MAX);
    if (copy_path(b->path, path, e) ||
        (o->gzi && copy_path(b->gzi_path, o->gzi, e)))
        goto fail;
    b->octets = digest_new(DIGEST_SHA256, e);
    b->content = digest_new(DIGEST_SHA256, e);
    if (!b->octets || !b->content)
        goto fail;
    if (!o->plain) {
        b->z = libdeflate_alloc_compressor(o->level ? o->level : LEVEL_DEFAULT);
        if (!b->z) {
            err_nomem(e);
            goto fail;
        }
    }
    b->f = fopen(path, "wb");
    if (!b->f) {
        err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        (void)err_at(e, path, 0, 0);
        goto fail;
    }
    return b;
fail:
    bgzfout_free(b);
    return NULL;
}

int bgzfout_write(struct bgzfout *b, const void *text, size_t n, struct err *e)
{
    const unsigned char *p = text;

    if (digest_add(b->content, text, n, e))
        return -1;
    while (n > 0) {
        size_t room = BGZFOUT_BLOCK - b->n;
        size_t m = n < room ? n : room;

        memcpy(b->text + b->n, p, m);
        b->n += m;
        b->content_bytes += (int64_t)m;
        p += m;
        n -= m;
        if (b->n == BGZFOUT_BLOCK && flush_block(b, e))
            return -1;
    }
    return 0;
}

int64_t bgzfout_tell(const struct bgzfout *b)
{
    return b->content_bytes;
}

static int write_gzi(struct bgzfout *b, struct err *e)
{
    struct buf out;
    unsigned char count[8];
    int rc = -1;

    buf_init(&out, GZI_MAX + sizeof(count));
    little(count, b->gzi.n / 16, 8);
    buf_add(&out, count, sizeof(count));
    if (b->gzi.n > 0)
        buf_add(&out, b->gzi.s, b->gzi.n);
    if (buf_check(&b->gzi, e) == 0 && buf_check(&out, e) == 0)
        rc = path_write(b->gzi_path, out.s, out.n, e);
    buf_release(&out);
    return rc;
}

int bgzfout_end(struct bgzfout_sum *sum, struct bgzfout *b, struct err *e)
{
    static const unsigned char end[28] = {
        31, 139, 8,  4, 0, 0, 0, 0, 0, 255, 6, 0, 'B', 'C',
        2,  0,   27, 0, 3, 0, 0, 0, 0, 0,   0, 0, 0,   0};

    if (flush_block(b, e) || (b->z && put(b, end, sizeof(end), e)))
        return -1;
    if (fclose(b->f)) {
        b->f = NULL;
        err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        return err_at(e, b->path, 0, 0);
    }
    b->f = NULL;
    sum->bytes = b->bytes;
    sum->content_bytes = b->content_bytes;
    if (digest_hex(sum->sha256, b->octets, e) ||
        digest_hex(sum->content_sha256, b->content, e))
        return -1;
    return b->gzi_path[0] && b->z ? write_gzi(b, e) : 0;
}

void bgzfout_free(struct bgzfout *b)
{
    if (!b)
        return;
    if (b->f)
        (void)fclose(b->f);
    libdeflate_free_compressor(b->z);
    digest_free(b->octets);
    digest_free(b->content);
    buf_release(&b->gzi);
    free(b);
}

int bgzfout_index_vcf(const char *path, bool csi, struct err *e)
{
    int rc = tbx_index_build3(path, NULL, csi ? 14 : 0, 1, &tbx_conf_vcf);

    if (rc == 0)
        return 0;
    err_set(e, ERR_IO, "the index of this file can not be made");
    return err_at(e, path, 0, 0);
}

int bgzfout_content(char sha256[DIGEST_HEX_MAX], int64_t *bytes,
                    const char *path, int64_t max_bytes, struct err *e)
{
    unsigned char *piece = malloc(BLOCK_MAX);
    struct digest *d = digest_new(DIGEST_SHA256, e);
    BGZF *in = piece && d ? bgzf_open(path, "r") : NULL;
    ssize_t got = -1;
    int rc = -1;

    *bytes = 0;
    if (!piece)
        err_nomem(e);
    else if (d && !in)
        err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    while (in && (got = bgzf_read(in, piece, BLOCK_MAX)) > 0) {
        *bytes += got;
        if (*bytes > max_bytes) {
            err_set(e, ERR_LIMIT, "the file holds more than %lld bytes",
                    (long long)max_bytes);
            goto done;
        }
        if (digest_add(d, piece, (size_t)got, e))
            goto done;
    }
    if (in && got < 0)
        err_set(e, ERR_SYNTAX, "the compressed data are damaged");
    else if (in)
        rc = digest_hex(sha256, d, e);
done:
    if (in)
        (void)bgzf_close(in);
    digest_free(d);
    free(piece);
    return rc ? err_at(e, path, 0, 0) : 0;
}
