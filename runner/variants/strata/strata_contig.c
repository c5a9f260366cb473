/*
 * The segments of one contig. Where a set begins or ends, its bit turns over;
 * all these places, of all sets, have to be met in rising order. So the contig
 * is cut into windows of 1 Mb: those of one window come set by set, are sorted
 * by two rounds of counting while they fit a near cache, and turn over bits of
 * one bitset. Equal bitsets are kept once.
 */
#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/err.h"
#include "variants/strata/strata_internal.h"

#define DIGIT  10 /* bits of a round of sorting */
#define DIGITS ((size_t)1 << DIGIT)
#define WINDOW ((int64_t)1 << 2 * DIGIT)
#define FIRST  64

static_assert(STRATA_SETS <= DIGITS, "a turn holds a set and a place");

/* What building needs besides. */
struct work {
    const struct strata_place *place;
    size_t *next;   /* of each piece */
    uint32_t *turn; /* place in the window << DIGIT | set */
    uint32_t *other;
    size_t n;
    size_t cap;
    uint64_t bits[STRATA_WORDS];
    uint64_t hash; /* exclusive or of set_hash[] of all its sets */
    uint64_t set_hash[STRATA_SETS];
};

/* splitmix64 */
static void hash_sets(struct work *w, size_t n)
{
    for (size_t set = 0; set < n; set++) {
        uint64_t z = (set + 1) * 0x9e3779b97f4a7c15;

        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        w->set_hash[set] = z ^ (z >> 31);
    }
}

static int more_slots(struct strata_contig *c, struct err *e)
{
    size_t n = c->n_slots ? 2 * c->n_slots : FIRST;
    uint32_t *slot = calloc(n, sizeof(*slot));

    if (!slot)
        return err_nomem(e);
    for (size_t id = 0; id < c->n_ids; id++) {
        size_t at = c->hash[id] & (n - 1);

        while (slot[at])
            at = (at + 1) & (n - 1);
        slot[at] = (uint32_t)id + 1;
    }
    free(c->slot);
    c->slot = slot;
    c->n_slots = n;
    return 0;
}

static int id_room(struct strata_contig *c, struct err *e)
{
    size_t cap = c->cap_ids ? 2 * c->cap_ids : FIRST;
    uint64_t *bits;
    uint64_t *hash;

    if (c->n_ids < c->cap_ids)
        return 0;
    bits = realloc(c->bits, cap * c->s->words * sizeof(*bits));
    if (!bits)
        return err_nomem(e);
    c->bits = bits;
    hash = realloc(c->hash, cap * sizeof(*hash));
    if (!hash)
        return err_nomem(e);
    c->hash = hash;
    c->cap_ids = cap;
    return 0;
}

/* The id of the bitset that is at work. */
static int intern(uint32_t *id, struct strata_contig *c, const struct work *w,
                  struct err *e)
{
    size_t words = c->s->words;
    size_t at;

    if (2 * c->n_ids >= c->n_slots && more_slots(c, e))
        return -1;
    at = w->hash & (c->n_slots - 1);
    for (; c->slot[at]; at = (at + 1) & (c->n_slots - 1)) {
        *id = c->slot[at] - 1;
        if (c->hash[*id] == w->hash &&
            bits_same(strata_bits(c, *id), w->bits, words))
            return 0;
    }
    if (id_room(c, e))
        return -1;
    *id = (uint32_t)c->n_ids++;
    memcpy(c->bits + *id * words, w->bits, words * sizeof(*w->bits));
    c->hash[*id] = w->hash;
    c->slot[at] = *id + 1;
    return 0;
}

static int add_segment(struct strata_contig *c, int32_t beg,
                       const struct work *w, struct err *e)
{
    size_t cap = c->cap ? 2 * c->cap : FIRST;
    int32_t *at;
    uint32_t *id;

    if (c->n == c->cap) {
        if (c->cap > UINT32_MAX / 2)
            return err_set(e, ERR_LIMIT, "more than %u stretches of strata",
                           UINT32_MAX);
        at = realloc(c->beg, cap * sizeof(*at));
        if (!at)
            return err_nomem(e);
        c->beg = at;
        id = realloc(c->id, cap * sizeof(*id));
        if (!id)
            return err_nomem(e);
        c->id = id;
        c->cap = cap;
    }
    c->beg[c->n] = beg;
    if (intern(&c->id[c->n], c, w, e))
        return -1;
    c->n++;
    return 0;
}

/* Room for `more` turns. */
static int work_room(struct work *w, size_t more, struct err *e)
{
    size_t cap = w->cap ? w->cap : FIRST;
    uint32_t *turn;
    uint32_t *other;

    if (w->n + more <= w->cap)
        return 0;
    while (cap < w->n + more)
        cap *= 2;
    turn = realloc(w->turn, cap * sizeof(*turn));
    if (!turn)
        return err_nomem(e);
    w->turn = turn;
    other = realloc(w->other, cap * sizeof(*other));
    if (!other)
        return err_nomem(e);
    w->other = other;
    w->cap = cap;
    return 0;
}

/* The turns of all sets in the window that begins at `from`. *left becomes
 * whether any set goes on behind it. */
static int gather(struct work *w, int64_t from, bool *left, struct err *e)
{
    w->n = 0;
    *left = false;
    for (size_t i = 0; i < w->place->n; i++) {
        const struct strata_piece *p = &w->place->a[i];
        size_t k = w->next[i];
        size_t stop = k;

        while (stop < p->n && p->at[stop] < from + WINDOW)
            stop++;
        if (work_room(w, stop - k, e))
            return -1;
        for (; k < stop; k++)
            w->turn[w->n++] = (uint32_t)(p->at[k] - from) << DIGIT | p->set;
        w->next[i] = stop;
        *left = *left || stop < p->n;
    }
    return 0;
}

/* By one digit of the place; equal ones keep their order. */
static void sort_round(uint32_t *to, const uint32_t *from, size_t n, int shift)
{
    uint32_t at[DIGITS + 1] = {0};

    for (size_t i = 0; i < n; i++)
        at[1 + (from[i] >> shift & (DIGITS - 1))]++;
    for (size_t i = 1; i <= DIGITS; i++)
        at[i] += at[i - 1];
    for (size_t i = 0; i < n; i++)
        to[at[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

static int sweep_window(struct strata_contig *c, struct work *w, int64_t from,
                        struct err *e)
{
    if (!w->n)
        return 0;
    sort_round(w->other, w->turn, w->n, DIGIT);
    sort_round(w->turn, w->other, w->n, 2 * DIGIT);
    for (size_t i = 0; i < w->n;) {
        uint32_t place = w->turn[i] >> DIGIT;

        for (; i < w->n && w->turn[i] >> DIGIT == place; i++) {
            uint32_t set = w->turn[i] & (uint32_t)(DIGITS - 1);

            w->bits[set / 64] ^= (uint64_t)1 << set % 64;
            w->hash ^= w->set_hash[set];
        }
        if (add_segment(c, (int32_t)(from + place), w, e))
            return -1;
    }
    return 0;
}

static int build(struct strata_contig *c, const struct strata_place *place,
                 struct err *e)
{
    struct work w = {.place = place};
    bool left = place && place->n;
    int rc = -1;

    hash_sets(&w, c->s->n);
    if (c->s->everywhere) {
        w.bits[0] = 1;
        w.hash = w.set_hash[0];
    }
    if (add_segment(c, INT32_MIN, &w, e))
        goto done;
    w.next = calloc(left ? place->n : 1, sizeof(*w.next));
    if (!w.next) {
        (void)err_nomem(e);
        goto done;
    }
    for (int64_t from = 0; left; from += WINDOW) {
        if (gather(&w, from, &left, e) || sweep_window(c, &w, from, e))
            goto done;
    }
    rc = 0;
done:
    free(w.next);
    free(w.turn);
    free(w.other);
    return rc;
}

struct strata_contig *strata_contig_new(const struct strata *s,
                                        const char *name, size_t len,
                                        int64_t length, struct err *e)
{
    struct strata_contig *c = calloc(1, sizeof(*c));
    uint32_t at = names_find(&s->contigs, name, len);

    if (!c) {
        (void)err_nomem(e);
        return NULL;
    }
    c->s = s;
    c->length = length;
    if (build(c, at == NAMES_NONE ? NULL : &s->place[at], e)) {
        strata_contig_free(c);
        return NULL;
    }
    return c;
}

void strata_contig_free(struct strata_contig *c)
{
    if (!c)
        return;
    free(c->beg);
    free(c->id);
    free(c->bits);
    free(c->hash);
    free(c->slot);
    free(c);
}

/* The segment that holds `pos`: the last that begins at or before it. */
static size_t seek(const struct strata_contig *c, size_t cursor, int64_t pos)
{
    size_t lo = 0; /* begins at or before pos */
    size_t hi = c->n;
    size_t step = 1;

    if (cursor < c->n && c->beg[cursor] <= pos) {
        lo = cursor;
        while (lo + step < c->n && c->beg[lo + step] <= pos) {
            lo += step;
            step *= 2;
        }
        hi = lo + step < c->n ? lo + step : c->n;
    }
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;

        if (c->beg[mid] <= pos)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

void strata_at(uint64_t *bits, const struct strata_contig *c, size_t *cursor,
               int64_t beg, int64_t end)
{
    size_t words = c->s->words;
    size_t i = seek(c, *cursor, beg);

    assert(beg < end);
    *cursor = i;
    memcpy(bits, strata_bits(c, c->id[i]), words * sizeof(*bits));
    for (i++; i < c->n && c->beg[i] < end; i++) {
        const uint64_t *next = strata_bits(c, c->id[i]);

        for (size_t w = 0; w < words; w++)
            bits[w] = c->s->overlap ? bits[w] | next[w] : bits[w] & next[w];
    }
}

bool strata_touch(const struct strata_contig *c, int64_t beg, int64_t end)
{
    bool any = false;

    for (size_t i = seek(c, 0, beg); !any && i < c->n && c->beg[i] < end; i++)
        any = strata_bits(c, c->id[i])[0] & 1;
    return any;
}
