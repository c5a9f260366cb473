/*
 * Points are put down as they come. When their array is full they are sorted,
 * digit by digit, and those of one score become one: memory is read and written
 * from one end to the other only, which a hash table of as many scores is not.
 */
#include "variants/outputs/roc.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define FIRST  8192
#define FULL   ((size_t)1 << 18) /* at least twice ROC_POINTS */
#define DIGITS 8                 /* of a key, 8 bits each */
#define SIGN   ((uint64_t)1 << 63)

/* Doubles as integers of the same order; never 0, which would be a NaN. */
static uint64_t key_of(double score)
{
    uint64_t bits;

    score = fmax(-DBL_MAX, fmin(DBL_MAX, score)) + 0.0; /* no -0 */
    memcpy(&bits, &score, sizeof(bits));
    return bits & SIGN ? ~bits : bits | SIGN;
}

static double score_of(uint64_t key)
{
    uint64_t bits = key & SIGN ? key & ~SIGN : ~key;
    double score;

    memcpy(&score, &bits, sizeof(score));
    return score;
}

static uint64_t shorten(uint64_t key, unsigned dropped)
{
    return key >> dropped << dropped;
}

static void add_to(struct roc_point *p, const struct roc_point *by)
{
    p->found += by->found;
    p->right += by->right;
    p->wrong += by->wrong;
}

typedef size_t histogram[256];

/* By one digit of the key, the highest first; equal ones keep their order. */
static void sort_digit(struct roc_point *to, const struct roc_point *from,
                       size_t n, unsigned shift, const histogram count)
{
    size_t at[256];
    size_t sum = 0;

    for (size_t d = 256; d-- > 0;) {
        at[d] = sum;
        sum += count[d];
    }
    for (size_t i = 0; i < n; i++)
        to[at[from[i].key >> shift & 255]++] = from[i];
}

static int sort(struct roc *r, struct err *e)
{
    histogram count[DIGITS] = {{0}};
    struct roc_point *other = malloc(r->cap * sizeof(*other));

    if (!other)
        return err_nomem(e);
    for (size_t i = 0; i < r->n; i++) {
        for (unsigned d = 0; d < DIGITS; d++)
            count[d][r->a[i].key >> 8 * d & 255]++;
    }
    for (unsigned d = 0; d < DIGITS; d++) {
        struct roc_point *was = r->a;

        if (count[d][was[0].key >> 8 * d & 255] == r->n)
            continue; /* all have the same */
        sort_digit(other, was, r->n, 8 * d, count[d]);
        r->a = other;
        other = was;
    }
    free(other);
    return 0;
}

/* Neighbours of one score become one point. */
static void fold(struct roc *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->n; i++) {
        struct roc_point p = r->a[i];

        p.key = shorten(p.key, r->dropped);
        if (n && r->a[n - 1].key == p.key)
            add_to(&r->a[n - 1], &p);
        else
            r->a[n++] = p;
    }
    r->n = n;
}

/* As few digits less as leave no more than ROC_POINTS: neighbours become one
 * when the highest digit in which they differ is gone. */
static void coarsen(struct roc *r)
{
    size_t differ[65] = {0}; /* by number of digits, from the last on */
    size_t n = r->n;

    for (size_t i = 1; i < r->n; i++) {
        uint64_t x = r->a[i - 1].key ^ r->a[i].key;
        unsigned digits = 0;

        for (; x; x >>= 1)
            digits++;
        differ[digits]++;
    }
    while (n > ROC_POINTS && r->dropped < ROC_DIGITS)
        n -= differ[++r->dropped];
    fold(r);
}

/* One point a score, sorted, no more than there may be. */
static int settle(struct roc *r, struct err *e)
{
    if (!r->n)
        return 0;
    if (sort(r, e))
        return -1;
    fold(r);
    if (r->n > ROC_POINTS)
        coarsen(r);
    return 0;
}

static int make_room(struct roc *r, struct err *e)
{
    size_t cap = r->cap ? 2 * r->cap : FIRST;
    struct roc_point *more;

    if (settle(r, e))
        return -1;
    if (r->cap && (2 * r->n <= r->cap || r->cap == FULL))
        return 0;
    more = realloc(r->a, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    r->a = more;
    r->cap = cap;
    return 0;
}

static int put(struct roc *r, uint64_t key, const struct roc_point *by,
               struct err *e)
{
    if (r->n == r->cap && make_room(r, e))
        return -1;
    r->a[r->n] = *by;
    r->a[r->n++].key = shorten(key, r->dropped);
    return 0;
}

int roc_add(struct roc *r, double score, const struct roc_point *by,
            struct err *e)
{
    if (isnan(score)) {
        add_to(&r->none, by);
        return 0;
    }
    return put(r, key_of(score), by, e);
}

int roc_add_all(struct roc *r, const struct roc *from, struct err *e)
{
    if (from->dropped > r->dropped)
        r->dropped = from->dropped;
    for (size_t i = 0; i < from->n; i++) {
        if (put(r, from->a[i].key, &from->a[i], e))
            return -1;
    }
    add_to(&r->none, &from->none);
    return 0;
}

void roc_release(struct roc *r)
{
    free(r->a);
    *r = (struct roc){0};
}

static void add_row(struct roc_curve *c, double score,
                    const struct roc_point *by)
{
    struct roc_row row = {.score = score};

    if (c->n)
        row = c->a[c->n - 1];
    row.score = score;
    row.found += by->found;
    row.right += by->right;
    row.wrong += by->wrong;
    c->a[c->n++] = row;
}

int roc_draw(struct roc_curve *out, struct roc *r, struct err *e)
{
    struct roc_curve c = {0};

    if (settle(r, e))
        return -1;
    c.dropped = r->dropped;
    c.a = malloc((r->n + 1) * sizeof(*c.a));
    if (!c.a)
        return err_nomem(e);
    for (size_t i = 0; i < r->n; i++)
        add_row(&c, score_of(r->a[i].key), &r->a[i]);
    if (r->none.found > 0 || r->none.right || r->none.wrong)
        add_row(&c, (double)NAN, &r->none);
    *out = c;
    return 0;
}

void roc_curve_release(struct roc_curve *c)
{
    free(c->a);
    *c = (struct roc_curve){0};
}
