#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "variants/outputs/table_internal.h"
#include "variants/outputs/table_write.h"

#ifndef ENTENTE_VERSION
#define ENTENTE_VERSION "unknown"
#endif

static const struct {
    const char *name;
    unsigned shapes;
} selection[TABLE_SELECTIONS] = {
    [TABLE_SELECT_ALL] = {"ALL",     0                                                                    },
    [TABLE_SELECT_SNP] = {"SNP",     TABLE_BIT(JUDGED_SNV)                                                },
    [TABLE_SELECT_NON_SNP] = {"NON_SNP", TABLE_BIT(JUDGED_MNP) |
                                             TABLE_BIT(JUDGED_INDEL) |
                                             TABLE_BIT(JUDGED_COMPLEX)},
};

static const struct roc_curve *curve_of(const struct table *t,
                                        enum table_selection which)
{
    switch (which) {
    case TABLE_SELECT_SNP:
        return table_roc(t, JUDGED_SNV);
    case TABLE_SELECT_NON_SNP:
        return table_roc_not_snv(t);
    case TABLE_SELECT_ALL:
    case TABLE_SELECTIONS:
        break;
    }
    return table_roc(t, JUDGED_SHAPES);
}

/* "FORMAT/GQ" is "GQ (FORMAT)" there. */
static void score_field(struct buf *b, const char *score)
{
    const char *slash = score ? strchr(score, '/') : NULL;

    if (slash)
        buf_printf(b, "#score field: %s (%.*s)\n", slash + 1,
                   (int)(slash - score), score);
    else
        buf_printf(b, "#score field: %s\n", score ? score : "None");
}

static double over(double num, double den)
{
    return den > 0 ? num / den : 0;
}

static void score_text(char *s, size_t size, double score)
{
    if (isnan(score))
        (void)snprintf(s, size, "None");
    else
        (void)snprintf(s, size, "%.3f", score + 0.0);
}

static void write_row(struct buf *b, const char *score, const struct roc_row *r,
                      int64_t truth)
{
    double calls = (double)(r->right + r->wrong);
    double precision = over((double)r->right, calls);
    double recall = over(r->found, (double)truth);

    /* fmax: a sum of fractions may miss its integer by a hair. */
    buf_printf(b, "%s\t%.2f\t%.2f\t%.2f\t%.2f\t%.4f\t%.4f\t%.4f\n", score,
               r->found, (double)r->wrong, (double)r->right,
               fmax(0, (double)truth - r->found), precision, recall,
               over(2 * precision * recall, precision + recall));
}

void table_write_roc(struct buf *out, const struct table *t,
                     enum table_selection which)
{
    const struct roc_curve *c = curve_of(t, which);
    struct table_pick pick = {.shapes = selection[which].shapes};
    struct table_sums s;
    int64_t truth;
    int64_t calls;

    table_sum(&s, t, &pick);
    truth = s.truth_tp + s.truth_fn;
    calls = s.query_tp + s.query_fp;
    buf_str(out, "#Version entente " ENTENTE_VERSION " / ROC output 1.2\n");
    buf_printf(out, "#selection: %s\n", selection[which].name);
    buf_printf(out, "#total baseline variants: %lld\n", (long long)truth);
    buf_printf(out, "#total call variants: %lld\n", (long long)calls);
    score_field(out, t->score);
    buf_str(out, "#score\ttrue_positives_baseline\tfalse_positives\t"
                 "true_positives_call\tfalse_negatives\tprecision\t"
                 "sensitivity\tf_measure\n");
    for (size_t i = 0; i < c->n; i++) {
        char score[352]; /* DBL_MAX has 309 digits */
        char next[352] = "";

        score_text(score, sizeof(score), c->a[i].score);
        if (i + 1 < c->n)
            score_text(next, sizeof(next), c->a[i + 1].score);
        if (strcmp(score, next) != 0)
            write_row(out, score, &c->a[i], truth);
    }
}
