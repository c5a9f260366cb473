/* One criterion: from a tally to an outcome. The rules stand in decide.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "core/decide_internal.h"

#define PLAN_N_MAX 1e15

/* Limits with the guard band taken off. */
struct limits {
    bool has_min, has_max;
    double min, max;
};

/* A sum of two decimals is a decimal: 0.1 + 0.2 is 0.3, not the double just
 * above it, so that a value exactly on the limit is on its right side. */
static double decimal(double v)
{
    char text[32];
    struct err ignored = {0};
    double out = v;

    (void)snprintf(text, sizeof text, "%.15g", v);
    (void)num_real(&out, text, -HUGE_VAL, HUGE_VAL, &ignored);
    return out;
}

static struct limits limits_of(const struct suite_criterion *k)
{
    struct limits l = {k->has_min, k->has_max, k->min, k->max};

    if (k->guard > 0) {
        l.min = decimal(k->min + k->guard);
        l.max = decimal(k->max - k->guard);
    }
    return l;
}

static bool limits_make_sense(const struct suite_criterion *k)
{
    struct limits l = limits_of(k);

    if (!k->has_min && !k->has_max)
        return false;
    if ((k->has_min && !isfinite(k->min)) || (k->has_max && !isfinite(k->max)))
        return false;
    if (!isfinite(k->guard) || k->guard < 0)
        return false;
    return !(k->has_min && k->has_max && l.min > l.max);
}

/* Below 0.5 a "lower" bound would lie above the estimate. */
static bool confidence_makes_sense(const struct suite_criterion *k)
{
    return (k->sides == 1 || k->sides == 2) && k->confidence >= 0.5 &&
           k->confidence < 1;
}

static bool rule_makes_sense(const struct suite_criterion *k,
                             enum measure_kind kind)
{
    bool process = k->claim == CLAIM_PROCESS;

    if (k->claim != CLAIM_FILE && !process)
        return false;
    switch (k->method) {
    case RULE_REPORT:
        return true;
    case RULE_EXACT:
        return limits_make_sense(k) && !(process && kind == MEASURE_COUNT);
    case RULE_CP:
    case RULE_WILSON:
    case RULE_JEFFREYS:
        return limits_make_sense(k) && confidence_makes_sense(k) &&
               kind == MEASURE_PROPORTION;
    case RULE_GARWOOD:
        return limits_make_sense(k) && confidence_makes_sense(k) &&
               (kind == MEASURE_RATE || (kind == MEASURE_COUNT && !process));
    }
    return false;
}

/* What one event in `den` is worth in the metric's unit. */
static double unit_of(enum measure_kind kind)
{
    return kind == MEASURE_RATE ? MEASURE_RATE_PER : 1;
}

/* The counts, when they can be believed; else the outcome stays an error. */
static bool count(struct judged_criterion *out, const struct suite_metric *m,
                  const struct tally *t, int stratum)
{
    const struct measure_formula *f = &m->formula;
    double unit = unit_of(f->kind);

    if (stratum < 0 ||
        measure_sums(&out->num, &out->den, f, t, (size_t)stratum) ||
        out->num < 0 || out->den < 0)
        return false;
    if (f->kind == MEASURE_PROPORTION && out->num > out->den)
        return false;
    out->has_value = f->kind == MEASURE_COUNT || out->den > 0;
    if (f->kind == MEASURE_COUNT)
        out->value = (double)out->num;
    else if (out->has_value)
        out->value = (double)out->num * unit / (double)out->den;
    return true;
}

/* ---- the design effect ---- */

struct block {
    const char *contig;
    uint32_t block;
    int64_t num, den;
};

static int by_place(const void *a, const void *b)
{
    const struct block *x = a;
    const struct block *y = b;
    int c = x->contig == y->contig ? 0 : strcmp(x->contig, y->contig);

    return c ? c : (x->block > y->block) - (x->block < y->block);
}

struct terms {
    int counter[MEASURE_TERMS_MAX];
    size_t n;
};

/* The names are known to the tally: count() has summed them. */
static struct terms find_terms(const char *const *name, const struct tally *t)
{
    struct terms terms = {{0}, 0};

    for (; terms.n < MEASURE_TERMS_MAX && name[terms.n]; terms.n++)
        terms.counter[terms.n] = tally_find_counter(t, name[terms.n]);
    return terms;
}

static int64_t row_sum(const struct terms *terms, const struct tally *t,
                       size_t row)
{
    int64_t sum = 0;

    for (size_t i = 0; i < terms->n; i++)
        sum += tally_value(t, row, (size_t)terms->counter[i]);
    return sum;
}

/* Blocks of one stratum in which there was something to count, in the order of
 * the text form: so the same tally gives the same effect to the last bit. */
static size_t find_blocks(struct block *block, const struct measure_formula *f,
                          const struct tally *t, size_t stratum)
{
    struct terms num = find_terms(f->num, t);
    struct terms den = find_terms(f->den, t);
    bool sorted = true;
    size_t n = 0;

    for (size_t i = 0; i < t->n_rows; i++) {
        const struct tally_row *r = &t->row[i];
        struct block *b = &block[n];

        if (r->stratum != stratum)
            continue;
        *b = (struct block){t->contig[r->contig], r->block, 0,
                            row_sum(&den, t, i)};
        if (b->den <= 0)
            continue;
        b->num = row_sum(&num, t, i);
        sorted = sorted && (n == 0 || by_place(b - 1, b) < 0);
        n++;
    }
    if (!sorted)
        qsort(block, n, sizeof *block, by_place);
    return n;
}

/* Per-block sums. Allocates *num; *den lies in the same memory. */
static int block_sums(int64_t **num, int64_t **den, size_t *n,
                      const struct measure_formula *f, const struct tally *t,
                      size_t stratum, struct err *e)
{
    struct block *block = calloc(t->n_rows + 1, sizeof *block);
    int64_t *sums = calloc(2 * t->n_rows + 1, sizeof *sums);

    if (!block || !sums) {
        free(block);
        free(sums);
        return err_nomem(e);
    }
    *n = find_blocks(block, f, t, stratum);
    *num = sums;
    *den = sums + t->n_rows;
    for (size_t i = 0; i < *n; i++) {
        (*num)[i] = block[i].num;
        (*den)[i] = block[i].den;
    }
    free(block);
    return 0;
}

/* *enough: are there blocks enough to say anything about the process? */
static int widen(struct judged_criterion *out, bool *enough,
                 const struct measure_formula *f, const struct tally *t,
                 size_t stratum, struct err *e)
{
    int64_t *num = NULL;
    int64_t *den = NULL;
    double variance;
    size_t n = 0;

    if (block_sums(&num, &den, &n, f, t, stratum, e))
        return -1;
    *enough = n >= DECIDE_BLOCKS_MIN &&
              stats_jackknife(&variance, &out->design_effect, num, den, n) == 0;
    free(num);
    return 0;
}

/* ---- the interval ---- */

static struct interval interval_of(const struct judged_criterion *j,
                                   enum measure_kind kind)
{
    const struct suite_criterion *k = j->criterion;
    double x = (double)j->num / j->design_effect;
    double n = (double)j->den / j->design_effect;
    struct interval i = {0, 0};

    switch (k->method) {
    case RULE_CP:
        return stats_clopper_pearson(x, n, k->confidence, k->sides);
    case RULE_WILSON:
        return stats_wilson(x, n, k->confidence, k->sides);
    case RULE_JEFFREYS:
        return stats_jeffreys(x, n, k->confidence, k->sides);
    case RULE_GARWOOD:
        i = stats_garwood(x, k->confidence, k->sides);
        if (kind == MEASURE_RATE) {
            i.lo *= unit_of(kind) / n;
            i.hi *= unit_of(kind) / n;
        }
        return i;
    case RULE_EXACT:
    case RULE_REPORT:
        break;
    }
    return (struct interval){j->value, j->value};
}

static enum outcome against_min(const struct limits *l, struct interval i)
{
    if (!l->has_min || i.lo >= l->min)
        return OUTCOME_PASS;
    return i.hi < l->min ? OUTCOME_FAIL : OUTCOME_INCONCLUSIVE;
}

static enum outcome against_max(const struct limits *l, struct interval i)
{
    if (!l->has_max || i.hi <= l->max)
        return OUTCOME_PASS;
    return i.lo > l->max ? OUTCOME_FAIL : OUTCOME_INCONCLUSIVE;
}

static enum outcome worse(enum outcome a, enum outcome b)
{
    if (a == OUTCOME_FAIL || b == OUTCOME_FAIL)
        return OUTCOME_FAIL;
    return a == OUTCOME_INCONCLUSIVE ? a : b;
}

/* ---- how many more ---- */

/* To show `limit` for a success rate that is seen at `truth`. */
static int64_t plan_for(const struct judged_criterion *j, double limit,
                        double truth)
{
    const struct suite_criterion *k = j->criterion;
    double conf = 1 - (1 - k->confidence) / k->sides;
    int64_t n;
    double all;

    if (truth <= limit)
        return 0;
    n = stats_plan_n(limit, truth, conf, DECIDE_POWER);
    all = ceil((double)n * j->design_effect);
    return n < 0 || all > PLAN_N_MAX ? -1 : (int64_t)all;
}

static int64_t plan_n(const struct judged_criterion *j, const struct limits *l,
                      enum measure_kind kind)
{
    double unit = unit_of(kind);
    double p = j->value / unit;
    int64_t low = 1; /* no demand */
    int64_t high = 1;

    if (kind != MEASURE_PROPORTION && kind != MEASURE_RATE)
        return -1;
    if (against_min(l, j->interval) == OUTCOME_INCONCLUSIVE)
        low = plan_for(j, l->min / unit, p);
    if (against_max(l, j->interval) == OUTCOME_INCONCLUSIVE)
        high = plan_for(j, 1 - l->max / unit, 1 - p);
    if (low == 0 || high == 0)
        return 0;
    if (low < 0 || high < 0)
        return -1;
    return low > high ? low : high;
}

/* ---- all together ---- */

static int apply_rule(struct judged_criterion *j,
                      const struct measure_formula *f, const struct tally *t,
                      size_t stratum, struct err *e)
{
    const struct suite_criterion *k = j->criterion;
    struct limits l = limits_of(k);
    struct interval i;
    bool enough = true;

    j->outcome = OUTCOME_INCONCLUSIVE;
    j->plan_n = -1;
    if (!j->has_value)
        return 0;
    if (k->claim == CLAIM_PROCESS && widen(j, &enough, f, t, stratum, e))
        return -1;
    if (!enough)
        return 0;
    i = interval_of(j, f->kind);
    if (!isfinite(i.lo) || !isfinite(i.hi) || i.lo > i.hi) {
        j->outcome = OUTCOME_ERROR;
        return 0;
    }
    j->has_interval = k->method != RULE_EXACT;
    j->interval = j->has_interval ? i : (struct interval){0, 0};
    j->outcome = worse(against_min(&l, i), against_max(&l, i));
    j->plan_n = j->outcome == OUTCOME_INCONCLUSIVE ? plan_n(j, &l, f->kind) : 0;
    return 0;
}

int criterion_judge(struct judged_criterion *out, const struct suite *s,
                    const struct suite_case *c, const struct suite_criterion *k,
                    const struct tally *t, struct err *e)
{
    const struct suite_metric *m = suite_metric(s, k->metric);
    int stratum = tally_find_stratum(t, k->stratum);

    *out = (struct judged_criterion){
        .criterion = k, .outcome = OUTCOME_ERROR, .design_effect = 1};
    if (!m || strcmp(m->check, c->check) != 0 ||
        !rule_makes_sense(k, m->formula.kind) || !count(out, m, t, stratum))
        return 0;
    if (k->method == RULE_REPORT) {
        out->outcome = OUTCOME_REPORTED;
        return 0;
    }
    return apply_rule(out, &m->formula, t, (size_t)stratum, e);
}
