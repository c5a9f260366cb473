#include "conform/index/indexfile.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/le.h"
#include "formats/bytesin.h"

#define GROW      ((size_t)256 << 10)
#define DEPTH_MAX 9
#define CHUNK     16 /* bytes */
#define TABIX     28 /* bytes before the names */

/* Where the reading is. */
struct cursor {
    struct indexfile *x;
    size_t at;
    size_t cap_refs;
    size_t cap_bins;
    uint32_t bins; /* numbers below this */
    bool bad;
};

static const unsigned char *take(struct cursor *c, size_t n)
{
    const unsigned char *p = c->x->bytes + c->at;

    if (c->bad || c->x->n - c->at < n) {
        c->bad = true;
        return NULL;
    }
    c->at += n;
    return p;
}

static uint32_t take_u32(struct cursor *c)
{
    const unsigned char *p = take(c, 4);

    return p ? le32(p) : 0;
}

uint32_t indexfile_level(int level)
{
    return (uint32_t)((((uint64_t)1 << (3 * level)) - 1) / 7);
}

/* ---- bins */

static int by_number(const void *a, const void *b)
{
    uint32_t x = ((const struct indexfile_bin *)a)->number;
    uint32_t y = ((const struct indexfile_bin *)b)->number;

    return (x > y) - (x < y);
}

static int by_begin(const void *a, const void *b)
{
    uint64_t x = le64(a);
    uint64_t y = le64(b);

    return (x > y) - (x < y);
}

/* All tools write chunks in order; what is not, is put so. */
static void sort_chunks(unsigned char *chunks, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        if (by_begin(chunks + (size_t)CHUNK * (i - 1),
                     chunks + (size_t)CHUNK * i) > 0) {
            qsort(chunks, n, CHUNK, by_begin);
            return;
        }
    }
}

static int add_bin(struct cursor *c, const struct indexfile_bin *bin,
                   struct err *e)
{
    struct indexfile *x = c->x;

    if (x->n_bins == c->cap_bins) {
        size_t cap = c->cap_bins ? 2 * c->cap_bins : 1024;
        struct indexfile_bin *a = realloc(x->bin, cap * sizeof(*a));

        if (!a)
            return err_nomem(e);
        x->bin = a;
        c->cap_bins = cap;
    }
    x->bin[x->n_bins++] = *bin;
    return 0;
}

static int read_bin(struct cursor *c, struct indexfile_ref *r, struct err *e)
{
    struct indexfile_bin b = {.number = take_u32(c)};
    const unsigned char *chunks;

    if (c->x->kind == INDEXFILE_CSI)
        (void)take(c, 8);
    b.n_chunks = take_u32(c);
    b.chunks = (uint32_t)c->at;
    chunks = take(c, (size_t)CHUNK * b.n_chunks);
    if (!chunks)
        return 0;
    if (b.number == c->bins + 1) {
        if (b.n_chunks == 2)
            r->meta = b.chunks + CHUNK;
        return 0;
    }
    if (b.number >= c->bins || !b.n_chunks)
        return 0;
    sort_chunks(c->x->bytes + b.chunks, b.n_chunks);
    return add_bin(c, &b, e);
}

static int read_ref(struct cursor *c, struct indexfile_ref *r, struct err *e)
{
    struct indexfile *x = c->x;
    uint32_t n = take_u32(c);

    r->first_bin = (uint32_t)x->n_bins;
    for (uint32_t i = 0; i < n && !c->bad; i++) {
        if (read_bin(c, r, e))
            return -1;
    }
    r->n_bins = (uint32_t)x->n_bins - r->first_bin;
    if (r->n_bins)
        qsort(x->bin + r->first_bin, r->n_bins, sizeof(*x->bin), by_number);
    for (uint32_t i = 1; i < r->n_bins; i++)
        c->bad |= x->bin[r->first_bin + i].number ==
                  x->bin[r->first_bin + i - 1].number;
    if (x->kind == INDEXFILE_CSI)
        return 0;
    r->n_windows = take_u32(c);
    r->windows = (uint32_t)c->at;
    (void)take(c, (size_t)8 * r->n_windows);
    return 0;
}

static int read_refs(struct cursor *c, uint32_t n, struct err *e)
{
    struct indexfile *x = c->x;

    for (uint32_t i = 0; i < n && !c->bad; i++) {
        struct indexfile_ref r = {0};

        if (x->n_refs == c->cap_refs) {
            size_t cap = c->cap_refs ? 2 * c->cap_refs : 64;
            struct indexfile_ref *a = realloc(x->ref, cap * sizeof(*a));

            if (!a)
                return err_nomem(e);
            x->ref = a;
            c->cap_refs = cap;
        }
        if (read_ref(c, &r, e))
            return -1;
        x->ref[x->n_refs++] = r;
    }
    x->has_unplaced = !c->bad && x->n - c->at >= 8;
    if (x->has_unplaced)
        x->unplaced = le64(x->bytes + c->at);
    return 0;
}

/* ---- what stands before */

/* Names of tabix: as many as there are NULs. A name that stands twice would
 * move the numbers of all that follow. */
static int read_names(struct cursor *c, uint32_t len, struct err *e)
{
    const unsigned char *p = take(c, len);
    const unsigned char *end = p ? p + len : NULL;

    c->x->named = true;
    while (p && p < end) {
        const unsigned char *nul = memchr(p, 0, (size_t)(end - p));
        uint32_t i;
        int added = 0;

        if (!nul) {
            c->bad = true;
            return 0;
        }
        if (names_add(&i, &added, &c->x->names, (const char *)p,
                      (size_t)(nul - p), e))
            return -1;
        c->bad |= !added;
        p = nul + 1;
    }
    return 0;
}

static int read_tabix(struct cursor *c, struct err *e)
{
    uint32_t n = take_u32(c);

    (void)take(c, TABIX - 4);
    if (read_names(c, take_u32(c), e))
        return -1;
    c->bad |= c->x->names.n != n;
    return read_refs(c, n, e);
}

static int read_csi(struct cursor *c, struct err *e)
{
    uint32_t shift = take_u32(c);
    uint32_t depth = take_u32(c);
    uint32_t len = take_u32(c);
    const unsigned char *aux = take(c, len);
    uint32_t n;

    if (shift < 1 || depth > DEPTH_MAX || shift + 3 * depth > 62)
        c->bad = true;
    if (c->bad)
        return 0;
    c->x->min_shift = (int)shift;
    c->x->depth = (int)depth;
    c->bins = indexfile_level((int)depth + 1);
    if (len >= TABIX && le32(aux + TABIX - 4) == len - TABIX) {
        c->at -= len - TABIX;
        if (read_names(c, len - TABIX, e))
            return -1;
    }
    n = take_u32(c);
    c->bad |= c->x->named && c->x->names.n != n;
    return read_refs(c, n, e);
}

static int read_any(struct cursor *c, struct err *e)
{
    const unsigned char *magic = take(c, 4);

    c->x->min_shift = 14;
    c->x->depth = 5;
    c->bins = indexfile_level(6);
    if (magic && memcmp(magic, "BAI\1", 4) == 0) {
        c->x->kind = INDEXFILE_BAI;
        return read_refs(c, take_u32(c), e);
    }
    if (magic && memcmp(magic, "TBI\1", 4) == 0) {
        c->x->kind = INDEXFILE_TBI;
        return read_tabix(c, e);
    }
    if (magic && memcmp(magic, "CSI\1", 4) == 0) {
        c->x->kind = INDEXFILE_CSI;
        return read_csi(c, e);
    }
    c->bad = true;
    return 0;
}

/* ---- the file */

static int grow(struct indexfile *x, size_t *cap, struct err *why)
{
    size_t more = *cap ? 2 * *cap : GROW;
    unsigned char *bytes;

    if (x->n < *cap)
        return 0;
    bytes = realloc(x->bytes, more);
    if (!bytes)
        return err_nomem(why);
    x->bytes = bytes;
    *cap = more;
    return 0;
}

static int read_all(struct indexfile *x, struct bytesin *in, size_t max,
                    struct err *why)
{
    size_t cap = 0;
    ssize_t got = 1;

    while (got > 0) {
        if (grow(x, &cap, why))
            return -1;
        got = bytesin_read(in, x->bytes + x->n, cap - x->n, why);
        x->n += got > 0 ? (size_t)got : 0;
        if (x->n > max)
            return err_set(why, ERR_LIMIT,
                           "the index is larger than %zu bytes, the largest "
                           "that is compared",
                           max);
    }
    return why->code ? -1 : 0;
}

/* Damage to the compressed data ends the bytes; what is missing is then seen
 * by their build. */
static int read_bytes(struct indexfile *x, const char *path, size_t max,
                      struct err *why)
{
    struct bytesin *in = bytesin_open(path, why);

    if (!in)
        return -1;
    if (read_all(x, in, max, why) && why->code == ERR_SYNTAX)
        *why = (struct err){0};
    bytesin_close(in);
    return why->code ? -1 : 0;
}

int indexfile_read(struct indexfile *out, const char *path, size_t max,
                   struct err *why)
{
    struct indexfile x = {0};
    struct cursor c = {.x = &x};

    *out = (struct indexfile){0};
    if (read_bytes(&x, path, max, why) || read_any(&c, why)) {
        indexfile_release(&x);
        return -1;
    }
    if (c.bad) {
        out->kind = x.kind;
        indexfile_release(&x);
        return 0;
    }
    *out = x;
    return 1;
}

void indexfile_release(struct indexfile *x)
{
    names_release(&x->names);
    free(x->ref);
    free(x->bin);
    free(x->bytes);
    *x = (struct indexfile){0};
}

/* ---- questions */

uint64_t indexfile_count(const struct indexfile *x,
                         const struct indexfile_ref *r, int which)
{
    return le64(x->bytes + r->meta + (size_t)8 * (size_t)which);
}

uint64_t indexfile_chunk_beg(const struct indexfile *x,
                             const struct indexfile_bin *b, uint32_t i)
{
    return le64(x->bytes + b->chunks + (size_t)CHUNK * i);
}

uint64_t indexfile_chunk_end(const struct indexfile *x,
                             const struct indexfile_bin *b, uint32_t i)
{
    return le64(x->bytes + b->chunks + (size_t)CHUNK * i + 8);
}

uint64_t indexfile_loffset(const struct indexfile *x,
                           const struct indexfile_bin *b)
{
    return le64(x->bytes + b->chunks - 12);
}

uint64_t indexfile_window(const struct indexfile *x,
                          const struct indexfile_ref *r, uint32_t i)
{
    return le64(x->bytes + r->windows + (size_t)8 * i);
}

struct indexfile_bin *indexfile_find(const struct indexfile *x,
                                     const struct indexfile_ref *r,
                                     uint32_t number)
{
    const struct indexfile_bin key = {.number = number};

    if (!r->n_bins)
        return NULL;
    return bsearch(&key, x->bin + r->first_bin, r->n_bins, sizeof(key),
                   by_number);
}
