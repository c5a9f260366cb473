/*
 * What the curves are made of. A right call counts at its score; the truth
 * records that it finds have none of their own, so those of one superlocus are
 * dealt out to its right calls once all of both are known.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "variants/outputs/table_internal.h"

static int add_right(struct table_locus *l, const struct judged *j,
                     struct err *e)
{
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 8;
        struct table_right *more = realloc(l->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        l->a = more;
        l->cap = cap;
    }
    l->a[l->n++] = (struct table_right){j->score, (uint8_t)j->shape};
    l->query[j->shape]++;
    return 0;
}

/* Which calls stand for the truth records of shape s: those of these shapes. */
static unsigned partners(const struct table_locus *l, size_t s)
{
    unsigned free_shapes = 0;
    unsigned all = 0;

    if (l->query[s])
        return TABLE_BIT(s);
    for (size_t k = 0; k < JUDGED_SHAPES; k++) {
        if (!l->query[k])
            continue;
        all |= TABLE_BIT(k);
        if (!l->truth[k])
            free_shapes |= TABLE_BIT(k);
    }
    return free_shapes ? free_shapes : all;
}

/* What each call of shape k gets of the truth records of shape s. */
static int deal(struct table *t, const struct table_locus *l,
                double part[JUDGED_SHAPES][JUDGED_SHAPES], struct err *e)
{
    for (size_t s = 0; s < JUDGED_SHAPES; s++) {
        struct roc_point all = {.found = l->truth[s]};
        unsigned to = partners(l, s);
        double calls = 0;

        for (size_t k = 0; k < JUDGED_SHAPES; k++)
            calls += to & TABLE_BIT(k) ? l->query[k] : 0;
        for (size_t k = 0; to && k < JUDGED_SHAPES; k++)
            part[s][k] = to & TABLE_BIT(k) ? l->truth[s] / calls : 0;
        /* All partners lie outside the regions: */
        if (!to && l->truth[s] && roc_add(&t->roc[s], (double)NAN, &all, e))
            return -1;
    }
    return 0;
}

static int add_call(struct table *t, const struct table_right *c,
                    double part[JUDGED_SHAPES][JUDGED_SHAPES], struct err *e)
{
    for (size_t s = 0; s < JUDGED_SHAPES; s++) {
        struct roc_point by = {.found = part[s][c->shape],
                               .right = s == c->shape};

        if ((by.right || by.found > 0) && roc_add(&t->roc[s], c->score, &by, e))
            return -1;
    }
    return 0;
}

/* Deals out a superlocus and frees its place; its memory stays. */
static int close_locus(struct table *t, struct table_locus *l, struct err *e)
{
    double part[JUDGED_SHAPES][JUDGED_SHAPES] = {{0}};

    if (!l->id)
        return 0;
    if (l->n == 1 && l->n_truth == 1 && l->truth[l->a[0].shape]) {
        struct roc_point pair = {.found = 1, .right = 1}; /* as most are */

        l->n = 0;
        l->id = 0;
        l->n_truth = 0;
        l->truth[l->a[0].shape] = 0;
        l->query[l->a[0].shape] = 0;
        return roc_add(&t->roc[l->a[0].shape], l->a[0].score, &pair, e);
    }
    if (deal(t, l, part, e))
        return -1;
    for (size_t i = 0; i < l->n; i++) {
        if (add_call(t, &l->a[i], part, e))
            return -1;
    }
    *l = (struct table_locus){.a = l->a, .cap = l->cap};
    return 0;
}

int table_curve_add(struct table *t, const struct judged *j, enum table_group g,
                    struct err *e)
{
    struct table_locus *l = &t->locus[j->superlocus % LOCI_OPEN];
    struct roc_point wrong = {.wrong = 1};
    struct roc_point right = {.right = 1};
    struct roc_point found = {.found = 1};

    if (g == GROUP_UNRESOLVED || (g != GROUP_TP && j->side == JUDGED_TRUTH))
        return 0;
    if (g != GROUP_TP)
        return roc_add(&t->roc[j->shape], j->score, &wrong, e);
    /* Without scores, or when nobody says whose partner it is. */
    if (!t->score || !j->superlocus)
        return roc_add(&t->roc[j->shape],
                       j->side == JUDGED_TRUTH ? (double)NAN : j->score,
                       j->side == JUDGED_TRUTH ? &found : &right, e);
    if (l->id != j->superlocus) {
        if (close_locus(t, l, e))
            return -1;
        l->id = j->superlocus;
    }
    if (j->side == JUDGED_QUERY)
        return add_right(l, j, e);
    l->truth[j->shape]++;
    l->n_truth++;
    return 0;
}

static void release_curves(struct table *t)
{
    for (size_t s = 0; s < SHAPES_AND_ALL; s++)
        roc_curve_release(&t->curve[s]);
    roc_curve_release(&t->not_snv);
}

int table_curve_finish(struct table *t, struct err *e)
{
    struct roc sum = {0};
    int rc = -1;

    release_curves(t);
    for (size_t i = 0; i < LOCI_OPEN; i++) {
        if (close_locus(t, &t->locus[i], e))
            return -1;
    }
    for (size_t s = 0; s < JUDGED_SHAPES; s++) {
        if (roc_draw(&t->curve[s], &t->roc[s], e) ||
            (s != JUDGED_SNV && roc_add_all(&sum, &t->roc[s], e)))
            goto done;
    }
    if (roc_draw(&t->not_snv, &sum, e) ||
        roc_add_all(&sum, &t->roc[JUDGED_SNV], e) ||
        roc_draw(&t->curve[JUDGED_SHAPES], &sum, e))
        goto done;
    rc = 0;
done:
    roc_release(&sum);
    return rc;
}

void table_curve_forget(struct table *t)
{
    for (size_t i = 0; i < LOCI_OPEN; i++)
        free(t->locus[i].a);
    memset(t->locus, 0, sizeof(t->locus));
    for (size_t s = 0; s < JUDGED_SHAPES; s++)
        roc_release(&t->roc[s]);
    release_curves(t);
}

const struct roc_curve *table_roc(const struct table *t, unsigned shape)
{
    return &t->curve[shape];
}

const struct roc_curve *table_roc_not_snv(const struct table *t)
{
    return &t->not_snv;
}
