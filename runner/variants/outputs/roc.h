/*
 * roc -- by score: how many truth records are found, how many calls are right,
 * how many wrong.
 *
 * Each distinct score has a point, up to ROC_POINTS of them. Where there are
 * more, all scores lose binary digits, from the last on, towards minus
 * infinity, until they fit: so the points depend on the set of scores, never
 * on their order, and `dropped` says how many digits of 52 are gone. An
 * infinite score is the largest finite one.
 *
 * Calls without a score (NaN) count in `none`, which comes behind all others.
 * Truth records count by the scores of their partners; one call may stand for
 * several of them, or several for one, so that is a sum of fractions.
 *
 * Ownership: a struct roc owns its points; all-zero is empty.
 */
#ifndef VARIANTS_ROC_H
#define VARIANTS_ROC_H

#include <stddef.h>
#include <stdint.h>

struct err;

#define ROC_POINTS 100000
#define ROC_DIGITS 52

struct roc_point {
    uint64_t key;   /* of the score, in the order of scores */
    double found;   /* truth records */
    uint32_t right; /* calls */
    uint32_t wrong;
};

struct roc {
    struct roc_point *a; /* several of one score, until roc_draw() */
    size_t n;
    size_t cap;
    unsigned dropped;
    struct roc_point none;
};

/* At one score, or above: rows are cumulative, by falling score. */
struct roc_row {
    double score; /* NaN: all calls, those without score too */
    double found;
    int64_t right;
    int64_t wrong;
};

struct roc_curve {
    struct roc_row *a;
    size_t n;
    unsigned dropped;
};

/* `by` has what to add at `score`; its key is not looked at. */
int roc_add(struct roc *r, double score, const struct roc_point *by,
            struct err *e);
int roc_add_all(struct roc *r, const struct roc *from, struct err *e);
void roc_release(struct roc *r);

/* Sorts the points of `r` first, and makes them fit. */
int roc_draw(struct roc_curve *out, struct roc *r, struct err *e);
void roc_curve_release(struct roc_curve *c);

#endif
