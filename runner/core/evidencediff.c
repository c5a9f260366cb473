#include "core/evidencediff.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* One of the two tallies, walked in the order in which it is written. */
struct walk {
    const struct tally *t;
    uint32_t *order;
    size_t at;
};

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_names(char *const *a, size_t n_a, char *const *b, size_t n_b)
{
    if (n_a != n_b)
        return false;
    for (size_t i = 0; i < n_a; i++)
        if (strcmp(a[i], b[i]) != 0)
            return false;
    return true;
}

static bool all_zero(const struct tally *t, size_t row)
{
    for (size_t i = 0; i < t->n_counters; i++)
        if (tally_value(t, row, i) != 0)
            return false;
    return true;
}

/* On to a row that counts; false at the end. */
static bool settle(struct walk *w)
{
    while (w->at < w->t->n_rows && all_zero(w->t, w->order[w->at]))
        w->at++;
    return w->at < w->t->n_rows;
}

static int compare_rows(const struct walk *a, const struct walk *b)
{
    const struct tally_row *x = &a->t->row[a->order[a->at]];
    const struct tally_row *y = &b->t->row[b->order[b->at]];
    int by;

    if (x->stratum != y->stratum)
        return x->stratum < y->stratum ? -1 : 1;
    by = strcmp(a->t->contig[x->contig], b->t->contig[y->contig]);
    if (by != 0)
        return by;
    if (x->block != y->block)
        return x->block < y->block ? -1 : 1;
    return 0;
}

/* NULL: there is no such row. */
static int64_t value(const struct walk *w, size_t counter)
{
    return w ? tally_value(w->t, w->order[w->at], counter) : 0;
}

/* The numbers of one row against those of the other, either of which may be
 * NULL; `w` is where they stand. */
static void note_row(struct evidencediff *out, const struct walk *w,
                     const struct walk *a, const struct walk *b)
{
    const struct tally_row *r = &w->t->row[w->order[w->at]];

    for (size_t i = 0; i < w->t->n_counters; i++) {
        int64_t x = value(a, i);
        int64_t y = value(b, i);

        if (x == y)
            continue;
        out->n_counts++;
        if (out->kind != EVIDENCEDIFF_NONE)
            continue;
        out->kind = EVIDENCEDIFF_COUNT;
        out->stratum = w->t->stratum[r->stratum];
        out->contig = w->t->contig[r->contig];
        out->counter = w->t->counter[i];
        out->block = r->block;
        out->value[0] = x;
        out->value[1] = y;
    }
}

static void compare_counts(struct evidencediff *out, struct walk *a,
                           struct walk *b)
{
    for (;;) {
        bool more_a = settle(a);
        bool more_b = settle(b);
        int order;

        if (!more_a && !more_b)
            return;
        order = !more_a ? 1 : !more_b ? -1 : compare_rows(a, b);
        if (order < 0)
            note_row(out, a, a, NULL);
        else if (order > 0)
            note_row(out, b, NULL, b);
        else
            note_row(out, a, a, b);
        a->at += order <= 0;
        b->at += order >= 0;
    }
}

static int compare_tallies(struct evidencediff *out, const struct tally *x,
                           const struct tally *y, struct err *e)
{
    struct walk a = {x, tally_order(x), 0};
    struct walk b = {y, tally_order(y), 0};
    int rc = 0;

    if ((!a.order && x->n_rows) || (!b.order && y->n_rows))
        rc = err_nomem(e);
    else
        compare_counts(out, &a, &b);
    free(a.order);
    free(b.order);
    return rc;
}

/* What one measurement adds; out->kind is NONE before. */
static int compare(struct evidencediff *out, const struct measurement *a,
                   const struct measurement *b, struct err *e)
{
    const struct tally *x = &a->tally;
    const struct tally *y = &b->tally;

    if (a->state != b->state || !same_text(a->cause, b->cause)) {
        out->kind = EVIDENCEDIFF_STATE;
        return 0;
    }
    if (!same_names(x->counter, x->n_counters, y->counter, y->n_counters) ||
        !same_names(x->stratum, x->n_strata, y->stratum, y->n_strata)) {
        out->kind = EVIDENCEDIFF_SHAPE;
        return 0;
    }
    return compare_tallies(out, x, y, e);
}

int evidencediff_find(struct evidencediff *out, const struct evidence *a,
                      const struct evidence *b, struct err *e)
{
    struct evidencediff first = {0};

    if (a->n != b->n)
        return err_set(e, ERR_MISMATCH, "evidence of two different plans");
    for (size_t i = 0; i < a->n; i++) {
        struct evidencediff one = {
            .measurement = a->m[i].id, .state = {a->m[i].state, b->m[i].state}
        };

        if (strcmp(a->m[i].id, b->m[i].id) != 0)
            return err_set(e, ERR_MISMATCH, "evidence of two different plans");
        if (compare(&one, &a->m[i], &b->m[i], e))
            return -1;
        if (one.kind == EVIDENCEDIFF_NONE)
            continue;
        one.n_counts += first.n_counts;
        one.n_measurements = first.n_measurements + 1;
        if (first.kind != EVIDENCEDIFF_NONE) {
            first.n_counts = one.n_counts;
            first.n_measurements = one.n_measurements;
        } else {
            first = one;
        }
    }
    *out = first;
    return 0;
}
