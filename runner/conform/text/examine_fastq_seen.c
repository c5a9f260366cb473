/*
 * Fingerprints of names (64 bits): of the first FQX_SEEN reads, which find a
 * file that was joined to itself, and of the last FQX_SEEN, which find reads
 * that were written twice. In 3,000 million reads two names of the window have
 * the same fingerprint by chance once in 100,000 files.
 */
#include "conform/text/examine_fastq_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define SLOTS ((size_t)4 * FQX_SEEN) /* of a hash table; a power of two */

struct table {
    uint64_t slot[SLOTS]; /* 0: free */
};

struct fqx_seen {
    struct table first;
    struct table recent[2]; /* this half of the window, and the one before */
    size_t now;
    size_t n_first;
    size_t n_now;
    uint64_t last;
    bool twice; /* the last name came twice in turn */
};

struct fqx_seen *fqx_seen_new(struct err *e)
{
    struct fqx_seen *s = calloc(1, sizeof(*s));

    if (!s)
        err_nomem(e);
    return s;
}

void fqx_seen_free(struct fqx_seen *s)
{
    free(s);
}

/* Multiply and fold, eight bytes at a time; never 0. */
static uint64_t fingerprint(struct fqx_name name)
{
    static const uint64_t k = 0x9e3779b97f4a7c15;
    uint64_t h = k ^ name.n ^ (uint64_t)(unsigned char)name.mate << 32;

    for (size_t i = 0; i < name.n; i += 8) {
        uint64_t x = 0;

        memcpy(&x, name.s + i, name.n - i < 8 ? name.n - i : 8);
        h = (h ^ x) * k;
        h ^= h >> 29;
    }
    h *= k;
    h ^= h >> 32;
    return h ? h : 1;
}

static bool has(const struct table *t, uint64_t f)
{
    for (size_t i = f % SLOTS; t->slot[i]; i = (i + 1) % SLOTS) {
        if (t->slot[i] == f)
            return true;
    }
    return false;
}

static void put(struct table *t, uint64_t f)
{
    size_t i = f % SLOTS;

    while (t->slot[i])
        i = (i + 1) % SLOTS;
    t->slot[i] = f;
}

static void keep(struct fqx_seen *s, uint64_t f)
{
    if (s->n_first < FQX_SEEN) {
        put(&s->first, f);
        s->n_first++;
        return;
    }
    if (s->n_now == FQX_SEEN) {
        s->now = 1 - s->now;
        s->n_now = 0;
        memset(&s->recent[s->now], 0, sizeof(s->recent[0]));
    }
    put(&s->recent[s->now], f);
    s->n_now++;
}

bool fqx_seen_before(struct fqx_seen *s, struct fqx_name name)
{
    uint64_t f = fingerprint(name);

    if (f == s->last && !s->twice) {
        s->twice = name.mate == 0; /* both of a pair, that do not say which */
        return name.mate != 0;
    }
    s->last = f;
    s->twice = false;
    if (has(&s->first, f) || has(&s->recent[0], f) || has(&s->recent[1], f))
        return true;
    keep(s, f);
    return false;
}
