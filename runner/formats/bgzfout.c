/*
 * Blocks are filled one after the other, in a ring. Each that is full is
 * compressed: at once, or, with a crew, as a job of a stage, which hands them
 * back in order. The ring has one block more than the stage has room for: the
 * one that is being filled.
 */
#include "formats/bgzfout.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/bgzf.h>
#include <htslib/tbx.h>
#include <isa-l/igzip_lib.h>
#include <libdeflate.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/stage.h"

#define HEAD_BYTES    18
#define TAIL_BYTES    8
#define BLOCK_MAX     65536 /* BSIZE has 16 bits */
#define LEVEL_FASTEST 1
#define LEVEL_DEFAULT 6
#define GZI_MAX       ((size_t)1 << 30)

/* What ISA-L works with: too large for a small stack. */
struct fastest {
    struct isal_zstream z;
    uint8_t room[ISAL_DEF_LVL1_DEFAULT];
};

/* One block on its way: text, then its compressed form. */
struct block {
    struct libdeflate_compressor *z; /* NULL: plain, or the fastest level */
    struct fastest *fastest;         /* NULL: not that level */
    size_t n;                        /* of text */
    size_t size;                     /* compressed */
    unsigned char text[BGZFOUT_BLOCK];
    unsigned char bytes[BLOCK_MAX];
};

struct bgzfout {
    FILE *f;
    char path[PATH_TEXT_MAX];
    char gzi_path[PATH_TEXT_MAX]; /* "": none */
    struct digest *octets;        /* NULL: not wanted */
    struct digest *content;
    int64_t *place; /* on the disk, of each block written and the next one */
    size_t n_blocks;
    size_t cap_blocks;
    int64_t bytes;
    int64_t content_bytes;
    struct block **block; /* a ring: filled in turn */
    size_t n_ring;
    size_t at;           /* the one that is being filled */
    struct stage *stage; /* the others, under way; NULL without a crew */
    bool plain;
};

static int put(struct bgzfout *b, const void *data, size_t n, struct err *e)
{
    if (n > 0 && fwrite(data, 1, n, b->f) != n) {
        err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        return err_at(e, b->path, 0, 0);
    }
    b->bytes += (int64_t)n;
    return b->octets ? digest_add(b->octets, data, n, e) : 0;
}

static void little(unsigned char *at, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (unsigned char)(v >> (8 * i));
}

static int note_place(struct bgzfout *b, struct err *e)
{
    if (b->n_blocks + 1 >= b->cap_blocks) {
        size_t cap = b->cap_blocks ? 2 * b->cap_blocks : 64;
        int64_t *more = realloc(b->place, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        more[0] = 0;
        b->place = more;
        b->cap_blocks = cap;
    }
    b->place[++b->n_blocks] = b->bytes;
    return 0;
}

/* By ISA-L, in half the time of libdeflate's level 1. Its init leaves some of
 * the state as it was, and the bytes may not depend on that. */
static size_t deflate_fastest(struct fastest *f, unsigned char *out, size_t cap,
                              unsigned char *text, size_t n)
{
    struct isal_zstream *z = &f->z;

    memset(z, 0, sizeof(*z));
    isal_deflate_stateless_init(z);
    z->level = 1;
    z->level_buf = f->room;
    z->level_buf_size = sizeof(f->room);
    z->flush = NO_FLUSH;
    z->end_of_stream = 1;
    z->next_in = text;
    z->avail_in = (uint32_t)n;
    z->next_out = out;
    z->avail_out = (uint32_t)cap;
    return isal_deflate_stateless(z) == COMP_OK ? z->total_out : 0;
}

/* A stage_work. */
static void compress(void *job)
{
    static const unsigned char head[HEAD_BYTES] = {
        31, 139, 8, 4, 0, 0, 0, 0, 0, 255, 6, 0, 'B', 'C', 2, 0, 0, 0};
    struct block *k = job;
    unsigned char *to = k->bytes + HEAD_BYTES;
    size_t cap = BLOCK_MAX - HEAD_BYTES - TAIL_BYTES;
    size_t n;

    memcpy(k->bytes, head, HEAD_BYTES);
    n = k->z ? libdeflate_deflate_compress(k->z, k->text, k->n, to, cap)
             : deflate_fastest(k->fastest, to, cap, k->text, k->n);
    assert(n > 0); /* BGZFOUT_BLOCK bytes fit even when stored */
    n += HEAD_BYTES;
    little(k->bytes + 16, n + TAIL_BYTES - 1, 2);
    little(k->bytes + n, libdeflate_crc32(0, k->text, k->n), 4);
    little(k->bytes + n + 4, k->n, 4);
    k->size = n + TAIL_BYTES;
}

static int put_block(struct bgzfout *b, struct block *k, struct err *e)
{
    int rc = b->plain ? put(b, k->text, k->n, e) : put(b, k->bytes, k->size, e);

    k->n = 0;
    return rc ? -1 : note_place(b, e);
}

/* The block that is full goes off; the next one of the ring is made free. */
static int flush_block(struct bgzfout *b, struct err *e)
{
    struct block *k = b->block[b->at];

    if (k->n == 0)
        return 0;
    if (!b->stage) {
        if (!b->plain)
            compress(k);
        return put_block(b, k, e);
    }
    if (stage_put(b->stage, compress, k, e))
        return -1;
    b->at = (b->at + 1) % b->n_ring;
    return stage_is_full(b->stage) ? put_block(b, stage_take(b->stage), e) : 0;
}

static int flush_all(struct bgzfout *b, struct err *e)
{
    struct block *k;

    if (flush_block(b, e))
        return -1;
    while (b->stage && (k = stage_take(b->stage)))
        if (put_block(b, k, e))
            return -1;
    return 0;
}

static int copy_path(char *out, const char *path, struct err *e)
{
    if (strlen(path) >= PATH_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "the path is longer than %d bytes",
                       PATH_TEXT_MAX - 1);
    memcpy(out, path, strlen(path) + 1);
    return 0;
}

static struct block *new_block(const struct bgzfout_options *o, struct err *e)
{
    int level = o->level ? o->level : LEVEL_DEFAULT;
    struct block *k = malloc(sizeof(*k));

    if (!k) {
        err_nomem(e);
        return NULL;
    }
    k->n = 0;
    k->z = NULL;
    k->fastest = NULL;
    if (!o->plain && level == LEVEL_FASTEST)
        k->fastest = calloc(1, sizeof(*k->fastest));
    else if (!o->plain)
        k->z = libdeflate_alloc_compressor(level);
    if (o->plain || k->z || k->fastest)
        return k;
    free(k);
    err_nomem(e);
    return NULL;
}

static int make_ring(struct bgzfout *b, const struct bgzfout_options *o,
                     struct err *e)
{
    int threads = o->crew && !o->plain ? crew_threads(o->crew) : 1;
    size_t depth = 2 * (size_t)threads;

    if (threads > 1) {
        b->stage = stage_new(o->crew, depth, e);
        if (!b->stage)
            return -1;
    }
    b->n_ring = b->stage ? depth + 1 : 1;
    b->block = calloc(b->n_ring, sizeof(struct block *));
    if (!b->block)
        return err_nomem(e);
    for (size_t i = 0; i < b->n_ring; i++) {
        b->block[i] = new_block(o, e);
        if (!b->block[i])
            return -1;
    }
    return 0;
}

static int make_digests(struct bgzfout *b, struct err *e)
{
    b->octets = digest_new(DIGEST_SHA256, e);
    b->content = digest_new(DIGEST_SHA256, e);
    return b->octets && b->content ? 0 : -1;
}

struct bgzfout *bgzfout_open(const char *path, const struct bgzfout_options *o,
                             struct err *e)
{
    struct bgzfout *b = calloc(1, sizeof(*b));

    if (!b) {
        err_nomem(e);
        return NULL;
    }
    if (copy_path(b->path, path, e) ||
        (o->gzi && copy_path(b->gzi_path, o->gzi, e)) ||
        (!o->no_digests && make_digests(b, e)) || make_ring(b, o, e))
        goto fail;
    b->plain = o->plain;
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

    if (b->content && digest_add(b->content, text, n, e))
        return -1;
    while (n > 0) {
        struct block *k = b->block[b->at];
        size_t room = BGZFOUT_BLOCK - k->n;
        size_t m = n < room ? n : room;

        memcpy(k->text + k->n, p, m);
        k->n += m;
        b->content_bytes += (int64_t)m;
        p += m;
        n -= m;
        if (k->n == BGZFOUT_BLOCK && flush_block(b, e))
            return -1;
    }
    return 0;
}

int bgzfout_line(struct bgzfout *b, const char *text, size_t n, struct err *e)
{
    struct block *k = b->block[b->at];

    if (b->content || n + 1 >= BGZFOUT_BLOCK - k->n)
        return bgzfout_write(b, text, n, e) || bgzfout_write(b, "\n", 1, e) ? -1
                                                                            : 0;
    memcpy(k->text + k->n, text, n);
    k->text[k->n + n] = '\n';
    k->n += n + 1;
    b->content_bytes += (int64_t)n + 1;
    return 0;
}

int64_t bgzfout_tell(const struct bgzfout *b)
{
    return b->content_bytes;
}

bool bgzfout_place(uint64_t *out, const struct bgzfout *b, int64_t text)
{
    size_t k = (size_t)(text / BGZFOUT_BLOCK);

    if (k > b->n_blocks)
        return false;
    *out = (b->n_blocks ? (uint64_t)b->place[k] << 16 : 0) |
           (uint64_t)(text % BGZFOUT_BLOCK);
    return true;
}

/* Number of entries, then one for each block but the first. */
static int write_gzi(struct bgzfout *b, struct err *e)
{
    size_t n = b->n_blocks ? b->n_blocks - 1 : 0;
    struct buf out;
    int rc = -1;

    buf_init(&out, GZI_MAX);
    for (size_t i = 0; i <= n; i++) {
        unsigned char pair[16];

        little(pair, (uint64_t)n, 8);
        if (i) {
            little(pair, (uint64_t)b->place[i], 8);
            little(pair + 8, (uint64_t)i * BGZFOUT_BLOCK, 8);
        }
        buf_add(&out, pair, i ? 16 : 8);
    }
    if (buf_check(&out, e) == 0)
        rc = path_write(b->gzi_path, out.s, out.n, e);
    buf_release(&out);
    return rc;
}

int bgzfout_end(struct bgzfout_sum *sum, struct bgzfout *b, struct err *e)
{
    static const unsigned char end[28] = {
        31, 139, 8,  4, 0, 0, 0, 0, 0, 255, 6, 0, 'B', 'C',
        2,  0,   27, 0, 3, 0, 0, 0, 0, 0,   0, 0, 0,   0};

    if (flush_all(b, e) || (!b->plain && put(b, end, sizeof(end), e)))
        return -1;
    if (fclose(b->f)) {
        b->f = NULL;
        err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        return err_at(e, b->path, 0, 0);
    }
    b->f = NULL;
    *sum = (struct bgzfout_sum){.bytes = b->bytes,
                                .content_bytes = b->content_bytes};
    if (b->octets && (digest_hex(sum->sha256, b->octets, e) ||
                      digest_hex(sum->content_sha256, b->content, e)))
        return -1;
    return b->gzi_path[0] && !b->plain ? write_gzi(b, e) : 0;
}

static void free_block(struct block *k)
{
    if (k) {
        libdeflate_free_compressor(k->z);
        free(k->fastest);
    }
    free(k);
}

void bgzfout_free(struct bgzfout *b)
{
    if (!b)
        return;
    if (b->f)
        (void)fclose(b->f);
    stage_free(b->stage); /* waits for blocks under way */
    for (size_t i = 0; b->block && i < b->n_ring; i++)
        free_block(b->block[i]);
    free(b->block);
    free(b->place);
    digest_free(b->octets);
    digest_free(b->content);
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
