/*
 * The blocks of a reference that bgzip compressed. A block that is inflated is
 * kept for a while, for all views: threads that go through the genome one
 * behind the other (or that come back for a few bases) inflate each block once.
 *
 * Slots are filled in turn, whatever was read of them lately: who reads moves
 * on, so the oldest block is also the least likely to be asked for again.
 */
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libdeflate.h>

#include "base/err.h"
#include "base/le.h"
#include "formats/fastaio_internal.h"

#define HEAD      18 /* bytes before and after what libdeflate is given */
#define TAIL      8
#define TEXT_MAX  65536 /* of a block, inflated or not */
#define SLOTS     256   /* blocks kept for each view ... */
#define SLOTS_MAX 2048  /* ... and for all: 128 MB */

struct slot {
    size_t block;
    unsigned users; /* views that read it, or wait for it: it stays */
    bool ready;
    bool failed;
    char *text;
};

struct fasta_cache {
    pthread_mutex_t lock;
    pthread_cond_t done;   /* some block is ready, or failed */
    struct slot **holding; /* by block: the slot that has it, or NULL */
    struct slot slot[SLOTS_MAX];
    size_t n;    /* slots in use */
    size_t next; /* to be filled */
};

struct fasta_inflater {
    struct libdeflate_decompressor *z;
    unsigned char packed[TEXT_MAX];
};

/* ---- finding the blocks ---- */

/* BGZF block head: the 18 bytes of SAMv1 section 4.1, with BSIZE as the only
 * extra field, as bgzip writes it. */
static int64_t block_bytes(const unsigned char *h)
{
    static const unsigned char magic[4] = {0x1f, 0x8b, 8, 4};
    static const unsigned char extra[6] = {6, 0, 'B', 'C', 2, 0};

    if (memcmp(h, magic, sizeof(magic)) != 0 ||
        memcmp(h + 10, extra, sizeof(extra)) != 0)
        return -1;
    return (int64_t)h[16] + 256 * (int64_t)h[17] + 1;
}

static int damaged(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the compressed reference is damaged; copy it anew");
}

int fasta_read_at(const struct fasta *f, void *out, size_t n, int64_t at,
                  struct err *e)
{
    ssize_t got = pread(f->fd, out, n, (off_t)at);

    if (got < 0)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    if ((size_t)got != n)
        return err_set(e, ERR_SYNTAX,
                       "the compressed reference was cut short; copy it anew, "
                       "whole");
    return 0;
}

/* The last one is where all ends. */
static int add_block(struct fasta *f, size_t *cap, int64_t at, struct err *e)
{
    if (f->n_blocks == *cap) {
        size_t more = *cap ? 2 * *cap : 1024;
        struct fasta_block *b = realloc(f->block, more * sizeof(*b));

        if (!b)
            return err_nomem(e);
        f->block = b;
        *cap = more;
    }
    f->block[f->n_blocks++] = (struct fasta_block){at, f->size_bytes};
    return 0;
}

int fasta_blocks_scan(struct fasta *f, int64_t size, struct err *e)
{
    unsigned char h[HEAD];
    unsigned char isize[4];
    size_t cap = 0;
    int64_t at = 0;

    while (at < size) {
        int64_t n;

        if (fasta_read_at(f, h, sizeof(h), at, e))
            return -1;
        n = block_bytes(h);
        if (n < 0)
            return err_set(e, ERR_SYNTAX,
                           "the reference is compressed, but not by bgzip; "
                           "compress it with bgzip");
        if (n < HEAD + TAIL)
            return damaged(e);
        if (add_block(f, &cap, at, e) ||
            fasta_read_at(f, isize, sizeof(isize), at + n - 4, e))
            return -1;
        if (le32(isize) > TEXT_MAX)
            return damaged(e);
        f->size_bytes += le32(isize);
        at += n;
    }
    if (add_block(f, &cap, at, e))
        return -1;
    f->n_blocks--;
    return 0;
}

/* ---- keeping what is inflated ---- */

struct fasta_cache *fasta_cache_new(const struct fasta *f, struct err *e)
{
    struct fasta_cache *c = calloc(1, sizeof(*c));

    if (!c)
        goto no_cache;
    c->holding = calloc(f->n_blocks, sizeof(struct slot *));
    if (!c->holding || pthread_mutex_init(&c->lock, NULL))
        goto no_lock;
    if (pthread_cond_init(&c->done, NULL))
        goto no_done;
    return c;
no_done:
    pthread_mutex_destroy(&c->lock);
no_lock:
    free(c->holding);
no_cache:
    free(c);
    err_nomem(e);
    return NULL;
}

void fasta_cache_free(struct fasta_cache *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < SLOTS_MAX; i++)
        free(c->slot[i].text);
    pthread_cond_destroy(&c->done);
    pthread_mutex_destroy(&c->lock);
    free(c->holding);
    free(c);
}

struct fasta_inflater *fasta_inflater_new(struct fasta_cache *c, struct err *e)
{
    struct fasta_inflater *i = malloc(sizeof(*i));

    if (i)
        i->z = libdeflate_alloc_decompressor();
    if (!i || !i->z) {
        free(i);
        err_nomem(e);
        return NULL;
    }
    pthread_mutex_lock(&c->lock);
    c->n = c->n + SLOTS < SLOTS_MAX ? c->n + SLOTS : SLOTS_MAX;
    pthread_mutex_unlock(&c->lock);
    return i;
}

void fasta_inflater_free(struct fasta_inflater *i)
{
    if (!i)
        return;
    libdeflate_free_decompressor(i->z);
    free(i);
}

/* The next slot that nobody uses: a view uses one at a time, so there is one.
 * The lock is held. */
static struct slot *empty_slot(struct fasta_cache *c, size_t block)
{
    struct slot *s;

    do {
        s = &c->slot[c->next];
        c->next = (c->next + 1) % c->n;
    } while (s->users);
    if (c->holding[s->block] == s)
        c->holding[s->block] = NULL;
    s->block = block;
    s->ready = s->failed = false;
    c->holding[block] = s;
    return s;
}

static int inflate(struct slot *s, const struct fasta *f,
                   struct fasta_inflater *i, struct err *e)
{
    const struct fasta_block *b = &f->block[s->block];
    size_t packed = (size_t)(b[1].at - b[0].at);
    size_t want = (size_t)(b[1].text_at - b[0].text_at);
    size_t got;

    if (!s->text)
        s->text = malloc(TEXT_MAX);
    if (!s->text)
        return err_nomem(e);
    if (fasta_read_at(f, i->packed, packed, b->at, e))
        return -1;
    if (libdeflate_deflate_decompress(i->z, i->packed + HEAD,
                                      packed - HEAD - TAIL, s->text, TEXT_MAX,
                                      &got) != LIBDEFLATE_SUCCESS ||
        got != want ||
        libdeflate_crc32(0, s->text, got) != le32(i->packed + packed - TAIL))
        return damaged(e);
    return 0;
}

/* A slot with the block, for us until put_back(). A view that finds another at
 * work on it waits; should that fail, it tries itself. */
static struct slot *get(const struct fasta *f, size_t block,
                        struct fasta_inflater *i, struct err *e)
{
    struct fasta_cache *c = f->cache;
    struct slot *s;
    int rc;

    pthread_mutex_lock(&c->lock);
    while ((s = c->holding[block])) {
        s->users++;
        while (!s->ready && !s->failed)
            pthread_cond_wait(&c->done, &c->lock);
        if (s->ready) {
            pthread_mutex_unlock(&c->lock);
            return s;
        }
        s->users--;
    }
    s = empty_slot(c, block);
    s->users++;
    pthread_mutex_unlock(&c->lock);
    rc = inflate(s, f, i, e);
    pthread_mutex_lock(&c->lock);
    s->ready = !rc;
    s->failed = rc;
    if (rc) {
        c->holding[block] = NULL;
        s->users--;
    }
    pthread_cond_broadcast(&c->done);
    pthread_mutex_unlock(&c->lock);
    return rc ? NULL : s;
}

static void put_back(struct fasta_cache *c, struct slot *s)
{
    pthread_mutex_lock(&c->lock);
    s->users--;
    pthread_mutex_unlock(&c->lock);
}

/* The last block that starts at or before an offset of the text. */
static size_t block_of(const struct fasta *f, int64_t offset)
{
    size_t lo = 0;
    size_t hi = f->n_blocks;

    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;

        if (f->block[mid].text_at <= offset)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

int64_t fasta_blocks_read(char *out, const struct fasta *f,
                          struct fasta_inflater *i, int64_t offset, int64_t n,
                          struct err *e)
{
    int64_t done = 0;

    for (size_t k = block_of(f, offset); done < n; k++) {
        int64_t from = offset + done - f->block[k].text_at;
        int64_t left = f->block[k + 1].text_at - offset - done;
        int64_t part = left < n - done ? left : n - done;
        struct slot *s = part ? get(f, k, i, e) : NULL;

        if (!part)
            continue;
        if (!s)
            return -1;
        memcpy(out + done, s->text + from, (size_t)part);
        put_back(f->cache, s);
        done += part;
    }
    return done;
}
