/* Look-ups of a tally by hash table: contigs by name, rows by place. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/tally_internal.h"

/* The finaliser of MurmurHash3: every bit of `h` moves every bit. */
static uint64_t mix(uint64_t h)
{
    h ^= h >> 33;
    h *= UINT64_C(0xff51afd7ed558ccd);
    h ^= h >> 33;
    h *= UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ (h >> 33);
}

static uint64_t hash_place(const struct tally_row *r)
{
    return mix(mix(((uint64_t)r->contig << 32) | r->block) + r->stratum);
}

static uint64_t hash_row(const struct tally *t, size_t i)
{
    return hash_place(&t->row[i]);
}

static uint64_t hash_text(const char *s)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
    return mix(h);
}

static uint64_t hash_contig(const struct tally *t, size_t i)
{
    return hash_text(t->contig[i]);
}

typedef uint64_t (*hash_of)(const struct tally *, size_t);

static void put(struct tally_slots *s, const struct tally *t, hash_of hash,
                size_t i)
{
    size_t at = (size_t)hash(t, i) & (s->cap - 1);

    while (s->a[at])
        at = (at + 1) & (s->cap - 1);
    s->a[at] = (uint32_t)(i + 1);
}

/* Let the table hold all of `n` items and room for one more, at most half
 * full. */
static int catch_up(struct tally_slots *s, const struct tally *t, hash_of hash,
                    size_t n, struct err *e)
{
    size_t cap = s->cap ? s->cap : 16;
    uint32_t *a;

    while (cap < 2 * (n + 1))
        cap *= 2;
    if (cap > s->cap) {
        a = calloc(cap, sizeof *a);
        if (!a)
            return err_nomem(e);
        free(s->a);
        *s = (struct tally_slots){a, cap, 0};
    }
    for (; s->done < n; s->done++)
        put(s, t, hash, s->done);
    return 0;
}

static bool is_contig(const char *s)
{
    size_t n = strlen(s);

    for (size_t i = 0; i < n; i++) {
        if (s[i] <= ' ' || s[i] > '~')
            return false;
    }
    return n <= TALLY_NAME_MAX;
}

static int add_contig(struct tally *t, const char *name, struct err *e)
{
    if (!is_contig(name))
        return err_set(e, ERR_SYNTAX,
                       "the contig name %s can not be counted: it must have at "
                       "most %d printable characters and no blank",
                       name, TALLY_NAME_MAX);
    if (t->n_contigs == TALLY_CONTIGS_MAX)
        return err_set(e, ERR_LIMIT, "there are more than %d contigs",
                       TALLY_CONTIGS_MAX);
    if (t->n_contigs == t->cap_contigs) {
        size_t cap = t->cap_contigs ? 2 * t->cap_contigs : 32;
        char **more = realloc(t->contig, cap * sizeof *more);

        if (!more)
            return err_nomem(e);
        t->contig = more;
        t->cap_contigs = cap;
    }
    t->contig[t->n_contigs] = strdup(name);
    if (!t->contig[t->n_contigs])
        return err_nomem(e);
    t->n_contigs++;
    return 0;
}

int tally_contig(uint32_t *out, struct tally *t, const char *name,
                 struct err *e)
{
    size_t at;

    if (catch_up(&t->by_contig, t, hash_contig, t->n_contigs, e))
        return -1;
    at = (size_t)hash_text(name) & (t->by_contig.cap - 1);
    for (; t->by_contig.a[at]; at = (at + 1) & (t->by_contig.cap - 1)) {
        uint32_t i = t->by_contig.a[at] - 1;

        if (strcmp(t->contig[i], name) == 0) {
            *out = i;
            return 0;
        }
    }
    if (add_contig(t, name, e))
        return -1;
    *out = (uint32_t)(t->n_contigs - 1);
    return 0;
}

static bool same(const struct tally_row *a, const struct tally_row *b)
{
    return a->block == b->block && a->contig == b->contig &&
           a->stratum == b->stratum;
}

int tally_look_up(struct tally *t, const struct tally_row *want, struct err *e)
{
    size_t at;

    if (t->last < t->n_rows && same(&t->row[t->last], want))
        return 1;
    if (catch_up(&t->by_row, t, hash_row, t->n_rows, e))
        return -1;
    at = (size_t)hash_place(want) & (t->by_row.cap - 1);
    for (; t->by_row.a[at]; at = (at + 1) & (t->by_row.cap - 1)) {
        if (same(&t->row[t->by_row.a[at] - 1], want)) {
            t->last = t->by_row.a[at] - 1;
            return 1;
        }
    }
    return 0;
}
