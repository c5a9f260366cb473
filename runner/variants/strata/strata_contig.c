/*
 * The turns of one contig. Where a set begins or ends, its bit turns over; all
 * these places, of all sets, have to be met in rising order. So the contig is
 * cut into windows of 1 Mb: those of one window come set by set, and are sorted
 * by two rounds of counting while they fit a near cache. Every MARK turns the
 * bitset is kept, so that one who asks need not begin at the first turn.
 */
#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "variants/strata/strata_internal.h"

#define DIGIT  10 /* bits of a round of sorting */
#define DIGITS ((size_t)1 << DIGIT)
#define WINDOW ((int64_t)1 << 2 * DIGIT)
#define FIRST  64
#define MARK   64

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
};

static void turn(uint64_t *bits, uint32_t set)
{
    bits[set / 64] ^= (uint64_t)1 << set % 64;
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

/* The next turn of the contig. */
static void add_turn(struct strata_contig *c, struct work *w, uint32_t set,
                     int64_t at)
{
    size_t words = c->s->words;
    int64_t counted = at < c->sum.last ? at : c->sum.last;

    if (c->n % MARK == 0)
        memcpy(c->mark + c->n / MARK * words, w->bits,
               words * sizeof(*w->bits));
    c->at[c->n] = (int32_t)at;
    c->set[c->n++] = (uint16_t)set;
    turn(w->bits, set);
    strata_sum_turn(&c->sum, set, w->bits[set / 64] >> set % 64 & 1, counted);
}

static int sweep_window(struct strata_contig *c, struct work *w, int64_t from,
                        struct err *e)
{
    if (!w->n)
        return 0;
    sort_round(w->other, w->turn, w->n, DIGIT);
    sort_round(w->turn, w->other, w->n, 2 * DIGIT);
    for (size_t i = 0; i < w->n; i++) {
        int64_t at = from + (w->turn[i] >> DIGIT);

        while (at > c->sum.edge && c->sum.edge < c->sum.last) {
            if (strata_sum_edge(&c->sum, w->bits, c->s->words, e))
                return -1;
        }
        add_turn(c, w, w->turn[i] & (uint32_t)(DIGITS - 1), at);
    }
    return 0;
}

/* Room for all turns of a contig, and the mark before the first. */
static int turn_room(struct strata_contig *c, const struct work *w,
                     struct err *e)
{
    size_t n = 0;

    for (size_t i = 0; w->place && i < w->place->n; i++)
        n += w->place->a[i].n;
    c->at = calloc(n + 1, sizeof(*c->at));
    c->set = calloc(n + 1, sizeof(*c->set));
    c->mark = calloc((n / MARK + 1) * c->s->words, sizeof(*c->mark));
    if (!c->at || !c->set || !c->mark)
        return err_nomem(e);
    memcpy(c->mark, w->bits, c->s->words * sizeof(*c->mark));
    return 0;
}

/* The contig's end; without a length, that of the last region. */
static int64_t last_place(const struct strata_contig *c)
{
    if (c->length > 0)
        return c->length;
    return c->n ? c->at[c->n - 1] : 0;
}

static int build(struct strata_contig *c, const struct strata_place *place,
                 struct err *e)
{
    struct work w = {.place = place, .bits = {c->s->everywhere}};
    bool left = place && place->n;
    int rc = -1;

    if (strata_sum_begin(&c->sum, c->s->n, c->length, c->s->everywhere, e) ||
        turn_room(c, &w, e))
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
    rc = strata_sum_end(&c->sum, w.bits, c->s->words, last_place(c), e);
done:
    free(w.next);
    free(w.turn);
    free(w.other);
    return rc;
}

/* The regions' piece; NULL when the contig has none. */
static const struct strata_piece *regions_of(const struct strata_place *p)
{
    for (size_t i = 0; p && i < p->n; i++) {
        if (p->a[i].set == 0)
            return &p->a[i];
    }
    return NULL;
}

struct strata_contig *strata_contig_new(const struct strata *s,
                                        const char *name, size_t len,
                                        int64_t length, struct err *e)
{
    struct strata_contig *c = calloc(1, sizeof(*c));
    uint32_t at = names_find(&s->contigs, name, len);
    const struct strata_place *place;

    if (!c) {
        (void)err_nomem(e);
        return NULL;
    }
    c->s = s;
    c->length = length;
    place = at == NAMES_NONE ? NULL : &s->place[at];
    c->regions = regions_of(place);
    if (build(c, place, e)) {
        strata_contig_free(c);
        return NULL;
    }
    return c;
}

void strata_contig_free(struct strata_contig *c)
{
    if (!c)
        return;
    free(c->at);
    free(c->set);
    free(c->mark);
    free(c->sum.bp);
    free(c);
}

/* How many places of a rising list are at or before `pos`. */
static size_t up_to(const int32_t *at, size_t n, int64_t pos)
{
    size_t lo = 0;

    while (lo < n) {
        size_t mid = lo + (n - lo) / 2;

        if (at[mid] <= pos)
            lo = mid + 1;
        else
            n = mid;
    }
    return lo;
}

/* Is it quicker to begin at a mark than to go on from the cursor? */
static bool is_far(const struct strata_contig *c,
                   const struct strata_cursor *cursor, int64_t pos)
{
    size_t at = cursor->turns;

    return !cursor->ready || (at && c->at[at - 1] > pos) ||
           (at + (size_t)4 * MARK < c->n &&
            c->at[at + (size_t)4 * MARK] <= pos);
}

/* Bring the cursor's bits to what holds at `pos`. */
static void go_to(struct strata_cursor *cursor, const struct strata_contig *c,
                  int64_t pos)
{
    size_t words = c->s->words;

    if (is_far(c, cursor, pos)) {
        size_t mark = up_to(c->at, c->n, pos) / MARK;

        /* behind the last turn there may be no mark */
        if (mark && mark * MARK == c->n)
            mark--;
        memcpy(cursor->bits, c->mark + mark * words,
               words * sizeof(*cursor->bits));
        cursor->turns = mark * MARK;
        cursor->ready = true;
    }
    for (; cursor->turns < c->n && c->at[cursor->turns] <= pos; cursor->turns++)
        turn(cursor->bits, c->set[cursor->turns]);
}

void strata_at(uint64_t *bits, const struct strata_contig *c,
               struct strata_cursor *cursor, int64_t beg, int64_t end)
{
    assert(beg < end);
    go_to(cursor, c, beg);
    if (c->s->words == 1) /* mostly: a call costs more than it does */
        *bits = *cursor->bits;
    else
        memcpy(bits, cursor->bits, c->s->words * sizeof(*bits));
    /* A set that turns within has some of these bases, and lacks some. */
    for (size_t i = cursor->turns; i < c->n && c->at[i] < end; i++) {
        uint64_t bit = (uint64_t)1 << c->set[i] % 64;

        if (c->s->overlap)
            bits[c->set[i] / 64] |= bit;
        else
            bits[c->set[i] / 64] &= ~bit;
    }
}

bool strata_touch(const struct strata_contig *c, int64_t beg, int64_t end)
{
    const struct strata_piece *p = c->regions;
    size_t n;

    if (c->s->everywhere || !p)
        return c->s->everywhere;
    n = up_to(p->at, p->n, beg);
    return n % 2 || (n < p->n && p->at[n] < end);
}
