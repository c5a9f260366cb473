#include "variants/outputs/truthbits.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "variants/outputs/recordtext.h"

enum plane {
    COUNTS,
    RIGHT,
    PLANES
};

struct truthbits {
    uint64_t records;
    unsigned char *bits[PLANES];
    size_t cap; /* bytes of each */
    struct digest *digest;
};

struct truthbits *truthbits_new(struct err *e)
{
    struct truthbits *t = calloc(1, sizeof(*t));

    if (!t)
        err_nomem(e);
    return t;
}

static void again(void *arg)
{
    struct truthbits *t = arg;

    t->records = 0;
    for (int p = 0; p < PLANES; p++) {
        if (t->bits[p])
            memset(t->bits[p], 0, t->cap);
    }
    digest_free(t->digest);
    t->digest = NULL;
}

void truthbits_free(struct truthbits *t)
{
    if (!t)
        return;
    digest_free(t->digest);
    free(t->bits[COUNTS]);
    free(t->bits[RIGHT]);
    free(t);
}

static int begin(void *arg, const struct judged_start *s, struct err *e)
{
    struct truthbits *t = arg;

    (void)s;
    t->digest = digest_new(DIGEST_SHA256, e);
    return t->digest ? 0 : -1;
}

static int room(struct truthbits *t, size_t byte, struct err *e)
{
    size_t cap = byte + byte / 2 + 4096;

    if (byte < t->cap)
        return 0;
    for (int p = 0; p < PLANES; p++) {
        unsigned char *more = realloc(t->bits[p], cap);

        if (!more)
            return err_nomem(e);
        memset(more + t->cap, 0, cap - t->cap);
        t->bits[p] = more;
    }
    t->cap = cap;
    return 0;
}

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct truthbits *t = arg;

    for (size_t i = 0; i < c->n; i++) {
        const struct judged *j = &c->a[i];
        size_t byte = (size_t)(j->record - 1) / 8;
        unsigned char bit = (unsigned char)(1U << ((j->record - 1) % 8));

        if (j->side != JUDGED_TRUTH)
            continue;
        if (room(t, byte, e) ||
            digest_add(t->digest, j->text, j->text_len, e) ||
            digest_add(t->digest, "\n", 1, e))
            return -1;
        t->records++;
        if (j->verdict < VARIANTS_OUTSIDE)
            t->bits[COUNTS][byte] |= bit;
        if (j->verdict == VARIANTS_TP)
            t->bits[RIGHT][byte] |= bit;
    }
    return 0;
}

struct judged_listener truthbits_listener(struct truthbits *t)
{
    return (struct judged_listener){t, true, hear, again, begin};
}

int truthbits_write(struct buf *out, struct truthbits *t, struct err *e)
{
    char hex[DIGEST_HEX_MAX];
    size_t bytes = (size_t)((t->records + 7) / 8);

    if (digest_hex(hex, t->digest, e))
        return -1;
    buf_printf(out, "entente-truth-bits 1\nrecords %llu\nsha256 %s\n\n",
               (unsigned long long)t->records, hex);
    for (int p = 0; bytes && p < PLANES; p++)
        buf_add(out, t->bits[p], bytes);
    return buf_check(out, e);
}
