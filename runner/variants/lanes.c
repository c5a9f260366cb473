#include "variants/lanes.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "variants/place.h"

static int push_call(struct lane *l, struct batch *b, struct call *k,
                     struct err *e)
{
    if (l->n == LANES_MAX)
        return err_set(e, ERR_LIMIT,
                       "more than %u records are within reach of each other",
                       LANES_MAX);
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 4096;
        struct lane_call *more = realloc(l->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        l->a = more;
        l->cap = cap;
    }
    l->a[l->n++] = (struct lane_call){b, k, false};
    return 0;
}

static int room_for_locus(struct lanes *l, struct err *e)
{
    size_t cap = l->cap_open ? 2 * l->cap_open : 1024;
    struct superlocus *more;

    if (l->n_open < l->cap_open)
        return 0;
    more = realloc(l->open, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    l->open = more;
    l->cap_open = cap;
    return 0;
}

/* A call joins the superloci that it reaches, which become one. It comes after
 * all of their calls, so they are the last ones. The superlocus is made where
 * it stays: a copy of what was just written is slow. */
static int join(struct lanes *l, const struct call *k, int side, struct err *e)
{
    struct superlocus *s;

    if (room_for_locus(l, e))
        return -1;
    s = &l->open[l->n_open++];
    s->beg = k->lo;
    s->end = k->hi;
    s->first[0] = (uint32_t)l->side[0].n;
    s->first[1] = (uint32_t)l->side[1].n;
    while (l->n_open - 1 > l->done && (int64_t)s[-1].end + PLACE_GAP > s->beg) {
        const struct superlocus last = *s--;

        l->n_open--;
        s->beg = last.beg < s->beg ? last.beg : s->beg;
        s->end = last.end > s->end ? last.end : s->end;
    }
    s->last[side] = (uint32_t)l->side[side].n + 1;
    s->last[!side] = (uint32_t)l->side[!side].n;
    s->moved = s->pair = false;
    return 0;
}

static int add_one(struct lanes *l, struct batch *b, struct call *k, int side,
                   struct err *e)
{
    l->at_pos = k->pos;
    if (k->kind != CALL_NONE && join(l, k, side, e))
        return -1;
    return push_call(&l->side[side], b, k, e);
}

int lanes_add(struct lanes *l, const struct place_slice side[2],
              struct batch *const batch[2], struct err *e)
{
    const size_t before[2] = {l->side[0].n, l->side[1].n};
    size_t at[2] = {0, 0};
    int s;

    while ((s = place_turn(side, at)) >= 0) {
        struct call *k = &side[s].calls->a[side[s].first + at[s]++];

        if (add_one(l, batch[s], k, s, e)) {
            l->side[0].n = before[0];
            l->side[1].n = before[1];
            return -1;
        }
        l->side[s].a[l->side[s].n - 1].lets_go = at[s] == side[s].n;
    }
    return 0;
}

/* Throw away what was handed on, once it is more than half. */
static void compact(struct lanes *l)
{
    size_t cut = l->side[0].cut + l->side[1].cut;
    size_t gone[2];

    if (cut < LANES_CHUNK || 2 * cut < l->side[0].n + l->side[1].n)
        return;
    for (int i = 0; i < 2; i++) {
        struct lane *s = &l->side[i];

        gone[i] = s->cut;
        if (s->n > s->cut)
            memmove(s->a, s->a + s->cut, (s->n - s->cut) * sizeof(*s->a));
        s->n -= s->cut;
        s->cut = 0;
    }
    if (l->n_open > l->done)
        memmove(l->open, l->open + l->done,
                (l->n_open - l->done) * sizeof(*l->open));
    l->n_open -= l->done;
    l->done = 0;
    for (size_t i = 0; i < l->n_open; i++) {
        for (int s = 0; s < 2; s++) {
            l->open[i].first[s] -= (uint32_t)gone[s];
            l->open[i].last[s] -= (uint32_t)gone[s];
        }
    }
}

/* May superlocus i still grow? */
static bool is_final(const struct lanes *l, size_t i)
{
    return (int64_t)l->open[i].end + PLACE_GAP + VARIANTS_SHIFT_MAX <=
           l->at_pos;
}

static size_t calls_before(const struct lanes *l, const size_t at[2])
{
    return at[0] - l->side[0].cut + at[1] - l->side[1].cut;
}

/* The lane's calls from index i on; NULL before there was any. */
static const struct lane_call *calls_from(const struct lane *l, size_t i)
{
    return l->a ? l->a + i : NULL;
}

/* Where a stretch that ends before superlocus `i` ends; behind the last one,
 * all that came. */
static void stop_before(size_t at[2], const struct lanes *l, size_t i)
{
    for (int s = 0; s < 2; s++)
        at[s] = i < l->n_open ? l->open[i].first[s] : l->side[s].n;
}

bool lanes_cut(struct lanes_cut *out, struct lanes *l, size_t size, bool all)
{
    size_t stop[2];
    size_t i;

    compact(l);
    i = l->done;
    stop_before(stop, l, i);
    while (i < l->n_open && (all || is_final(l, i)) &&
           calls_before(l, stop) < size)
        stop_before(stop, l, ++i);
    if (calls_before(l, stop) == 0 || (!all && calls_before(l, stop) < size))
        return false;
    *out = (struct lanes_cut){.locus = l->open ? l->open + l->done : NULL,
                              .n_loci = i - l->done};
    for (int s = 0; s < 2; s++) {
        out->base[s] = l->side[s].cut;
        out->call[s] = calls_from(&l->side[s], l->side[s].cut);
        out->n[s] = stop[s] - l->side[s].cut;
        l->side[s].cut = stop[s];
    }
    l->done = i;
    return true;
}

void lanes_clear(struct lanes *l)
{
    l->side[0].n = l->side[1].n = 0;
    l->side[0].cut = l->side[1].cut = 0;
    l->n_open = l->done = 0;
    l->at_pos = 0;
}

void lanes_release(struct lanes *l)
{
    free(l->side[0].a);
    free(l->side[1].a);
    free(l->open);
    *l = (struct lanes){0};
}
