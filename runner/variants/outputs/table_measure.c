#include <math.h>
#include <stdlib.h>

#include "base/err.h"
#include "core/tally.h"
#include "variants/outputs/table_internal.h"

#define MB 1000000.0

static double ratio(int64_t num, int64_t den)
{
    return den ? (double)num / (double)den : (double)NAN;
}

static struct table_share share(int64_t num, int64_t den, int64_t unresolved)
{
    return (struct table_share){
        .num = num,
        .den = den,
        .value = ratio(num, den),
        .wilson = stats_wilson((double)num, (double)den, TABLE_CONFIDENCE, 2),
        .worst = ratio(num, den + unresolved),
        .best = ratio(num + unresolved, den + unresolved),
    };
}

/* Totals of both sides in a part of what was picked. */
static void totals(int64_t out[JUDGED_SIDES], const struct table *t,
                   struct table_pick pick, unsigned subtypes,
                   unsigned zygosities)
{
    struct table_sums s = {0};

    pick.subtypes = pick.subtypes ? pick.subtypes & subtypes : subtypes;
    pick.zygosities =
        pick.zygosities ? pick.zygosities & zygosities : zygosities;
    if (pick.subtypes && pick.zygosities) /* 0 would mean all */
        table_sum(&s, t, &pick);
    out[JUDGED_TRUTH] = s.truth_total;
    out[JUDGED_QUERY] = s.query_total;
}

static void measure_ratios(struct table_metrics *out, const struct table *t,
                           const struct table_pick *pick)
{
    int64_t ti[JUDGED_SIDES];
    int64_t tv[JUDGED_SIDES];
    int64_t het[JUDGED_SIDES];
    int64_t hom[JUDGED_SIDES];

    totals(ti, t, *pick, TABLE_BIT(JUDGED_TI), ~0U);
    totals(tv, t, *pick, TABLE_BIT(JUDGED_TV), ~0U);
    totals(het, t, *pick, ~0U, TABLE_BIT(JUDGED_HET));
    totals(hom, t, *pick, ~0U, TABLE_BIT(JUDGED_HOMALT));
    for (size_t side = 0; side < JUDGED_SIDES; side++) {
        out->titv[side] = ratio(ti[side], tv[side]);
        out->het_hom[side] = ratio(het[side], hom[side]);
    }
}

void table_measure(struct table_metrics *out, const struct table *t,
                   const struct table_pick *pick)
{
    int64_t bp = t->bp[2 * pick->stratum + 1];
    struct table_sums s;
    double sum;

    table_sum(&s, t, pick);
    out->recall =
        share(s.truth_tp, s.truth_tp + s.truth_fn, s.truth_unresolved);
    out->precision =
        share(s.query_tp, s.query_tp + s.query_fp, s.query_unresolved);
    out->genotype = share(s.truth_tp, s.truth_tp + s.truth_ge, 0);
    sum = out->recall.value + out->precision.value;
    out->f1 = sum > 0 ? 2 * out->recall.value * out->precision.value / sum
                      : (double)NAN;
    out->frac_na = ratio(s.query_unk + s.query_unresolved, s.query_total);
    out->fn_per_mb =
        bp > 0 ? (double)s.truth_fn / (double)bp * MB : (double)NAN;
    out->fp_per_mb =
        bp > 0 ? (double)s.query_fp / (double)bp * MB : (double)NAN;
    measure_ratios(out, t, pick);
}

/* Right, and right or wrong, of one side, block by block. */
static size_t block_sums(int64_t *num, int64_t *den, const struct table *t,
                         size_t shape, enum judged_side side)
{
    size_t counting = 0;

    for (size_t i = 0; i < t->n_blocks; i++) {
        const struct table_block *b = &t->block[i];

        num[i] = 0;
        den[i] = 0;
        for (size_t s = 0; s < JUDGED_SHAPES; s++) {
            if (shape != s && shape != JUDGED_SHAPES)
                continue;
            num[i] += b->right[s][side];
            den[i] += b->right[s][side] + b->wrong[s][side];
        }
        counting += den[i] > 0;
    }
    return counting;
}

static void jackknife(struct table_jackknife *out, const int64_t *num,
                      const int64_t *den, size_t n)
{
    double z = stats_normal_quantile((1 + TABLE_CONFIDENCE) / 2);
    double x = 0;
    double all = 0;
    double variance;

    if (stats_jackknife(&variance, &out->design_effect, num, den, n))
        return;
    for (size_t i = 0; i < n; i++) {
        x += (double)num[i];
        all += (double)den[i];
    }
    out->se = sqrt(variance);
    out->normal = (struct interval){fmax(0, x / all - z * out->se),
                                    fmin(1, x / all + z * out->se)};
    out->wilson = stats_wilson(x / out->design_effect, all / out->design_effect,
                               TABLE_CONFIDENCE, 2);
}

int table_jackknife_finish(struct table *t, struct err *e)
{
    int64_t *num = malloc((t->n_blocks + 1) * sizeof(*num));
    int64_t *den = malloc((t->n_blocks + 1) * sizeof(*den));
    bool got = num && den;

    for (size_t s = 0; got && s < SHAPES_AND_ALL; s++) {
        for (size_t k = 0; k < TABLE_JACKS; k++) {
            struct table_jackknife *out = &t->jack[s][k];

            *out = (struct table_jackknife){0};
            out->blocks = block_sums(num, den, t, s,
                                     k == TABLE_JACK_RECALL ? JUDGED_TRUTH
                                                            : JUDGED_QUERY);
            if (out->blocks >= 2)
                jackknife(out, num, den, t->n_blocks);
        }
    }
    free(num);
    free(den);
    return got ? 0 : err_nomem(e);
}

const struct table_jackknife *
table_jackknife(const struct table *t, unsigned shape, enum table_jack which)
{
    return &t->jack[shape][which];
}
