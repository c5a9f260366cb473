#include "variants/outputs/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/tests/t.h"

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct judged judged(enum judged_side side, enum variants_verdict v,
                            int64_t pos)
{
    return (struct judged){.side = side,
                           .verdict = v,
                           .kind = v == VARIANTS_TP   ? JUDGED_GM
                                   : v == VARIANTS_GE ? JUDGED_AM
                                                      : JUDGED_NOTHING,
                           .shape = JUDGED_SNV,
                           .subtype = JUDGED_TI,
                           .zygosity = JUDGED_HET,
                           .assessed = v < VARIANTS_NA_FIRST,
                           .inside = v != VARIANTS_OUTSIDE,
                           .superlocus = (uint64_t)pos + 1,
                           .pos = pos,
                           .score = (double)NAN};
}

static struct table *make(const struct variants_job *job)
{
    struct table *t = table_new(job, &(struct err){0});

    assert_non_null(t);
    return t;
}

static void hear(struct table *t, const struct judged *a, size_t n)
{
    struct judged_chunk c = {.a = a, .n = n};

    assert_int_equal(table_hear(t, &c, &(struct err){0}), 0);
}

static void finish(struct table *t)
{
    assert_int_equal(table_finish(t, &(struct err){0}), 0);
}

/* ---- each verdict -----------------------------------------------------------
 */
static void each_verdict_counts_in_its_places(void **state)
{
    static const struct {
        enum judged_side side;
        enum variants_verdict verdict;
        enum judged_kind kind;
        struct table_sums want;
    } row[] = {
        {JUDGED_TRUTH,
         VARIANTS_TP,                     JUDGED_GM,
         {.truth_total = 1, .truth_tp = 1}                                    },
        {JUDGED_TRUTH,
         VARIANTS_GE,                     JUDGED_AM,
         {.truth_total = 1, .truth_fn = 1, .truth_ge = 1}                     },
        {JUDGED_TRUTH,
         VARIANTS_FN,                     JUDGED_NOTHING,
         {.truth_total = 1, .truth_fn = 1}                                    },
        {JUDGED_TRUTH,
         VARIANTS_FN,                     JUDGED_LM,
         {.truth_total = 1, .truth_fn = 1, .truth_lm = 1}                     },
        {JUDGED_TRUTH,
         VARIANTS_FN_FILTERED,            JUDGED_NOTHING,
         {.truth_total = 1, .truth_fn = 1}                                    },
        {JUDGED_TRUTH,
         VARIANTS_FN_NOCALL,              JUDGED_NOTHING,
         {.truth_total = 1, .truth_fn = 1}                                    },
        {JUDGED_TRUTH,
         VARIANTS_UNRESOLVED,             JUDGED_NOTHING,
         {.truth_total = 1, .truth_unresolved = 1}                            },
        {JUDGED_TRUTH, VARIANTS_OUTSIDE,  JUDGED_NOTHING, {.truth_outside = 1}},
        {JUDGED_TRUTH, VARIANTS_NA_STAR,  JUDGED_NOTHING, {0}                 },
        {JUDGED_QUERY,
         VARIANTS_TP,                     JUDGED_GM,
         {.query_total = 1, .query_tp = 1}                                    },
        {JUDGED_QUERY,
         VARIANTS_GE,                     JUDGED_AM,
         {.query_total = 1, .query_fp = 1, .query_ge = 1}                     },
        {JUDGED_QUERY,
         VARIANTS_FP,                     JUDGED_NOTHING,
         {.query_total = 1, .query_fp = 1}                                    },
        {JUDGED_QUERY,
         VARIANTS_FP,                     JUDGED_LM,
         {.query_total = 1, .query_fp = 1, .query_lm = 1}                     },
        {JUDGED_QUERY,
         VARIANTS_UNRESOLVED,             JUDGED_NOTHING,
         {.query_total = 1, .query_unresolved = 1}                            },
        {JUDGED_QUERY,
         VARIANTS_OUTSIDE,                JUDGED_NOTHING,
         {.query_total = 1, .query_unk = 1}                                   },
        {JUDGED_QUERY, VARIANTS_NA_LARGE, JUDGED_NOTHING, {0}                 },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_stratum s[2] = {
            {"a", ""},
            {"b", ""}
        };
        struct variants_job job = {.strata = s, .n_strata = 2};
        uint64_t bits = 5; /* the regions, and b */
        struct judged j = judged(row[i].side, row[i].verdict, 9);
        struct table *t = make(&job);
        struct table_sums got;
        static const struct table_sums none;

        j.kind = row[i].kind;
        j.strata = &bits;
        hear(t, &j, 1);
        finish(t);
        for (size_t k = 0; k < 3; k++) {
            table_sum(&got, t, &(struct table_pick){.stratum = k});
            assert_memory_equal(&got, k == 1 ? &none : &row[i].want,
                                sizeof(got));
        }
        assert_int_equal(table_strata(t), 3);
        assert_string_equal(table_stratum(t, 0), "*");
        assert_string_equal(table_stratum(t, 2), "b");
        table_free(t);
    }
    table_free(NULL);
}

/* ---- random records, counted in the dull way
 * --------------------------------- */
#define RECORDS 20000
#define STRATA  150

struct crowd {
    struct judged a[RECORDS];
    uint64_t bits[RECORDS][3];
    uint32_t random;
};

static uint32_t pick(struct crowd *w, uint32_t n)
{
    w->random = w->random * 1664525 + 1013904223;
    return (w->random >> 8) % n;
}

static void fill(struct crowd *w)
{
    static const enum variants_verdict verdict[2][5] = {
        {VARIANTS_TP, VARIANTS_GE, VARIANTS_FN, VARIANTS_OUTSIDE,
         VARIANTS_UNRESOLVED},
        {VARIANTS_TP, VARIANTS_GE, VARIANTS_FP, VARIANTS_OUTSIDE,
         VARIANTS_UNRESOLVED},
    };

    w->random = 3;
    for (size_t i = 0; i < RECORDS; i++) {
        enum judged_side side = (enum judged_side)pick(w, JUDGED_SIDES);
        struct judged j =
            judged(side, verdict[side][pick(w, 5)], (int64_t)i * 5000);

        j.shape = (enum judged_shape)pick(w, JUDGED_SHAPES);
        j.subtype = (enum judged_subtype)pick(w, JUDGED_SUBTYPES);
        j.zygosity = (enum judged_zygosity)pick(w, JUDGED_ZYGOSITIES);
        j.superlocus = 1 + i / 3;
        j.score = pick(w, 20);
        if (j.kind == JUDGED_NOTHING && pick(w, 2))
            j.kind = JUDGED_LM;
        if (i % 3 == 0) { /* neighbours lie in the same strata */
            for (int k = 0; k < 40; k++)
                w->bits[i][pick(w, 3)] |= (uint64_t)1 << pick(w, 64);
            w->bits[i][2] &= 0x7fffff;
        } else {
            memcpy(w->bits[i], w->bits[i - 1], sizeof(w->bits[i]));
            w->bits[i][0] ^= pick(w, 2);
        }
        j.strata = w->bits[i];
        w->a[i] = j;
    }
}

static bool picked(const struct crowd *w, size_t i, const struct table_pick *p)
{
    const struct judged *j = &w->a[i];
    size_t k = p->stratum;

    return (!k || w->bits[i][k / 64] >> k % 64 & 1) &&
           (!p->shapes || p->shapes & TABLE_BIT(j->shape)) &&
           (!p->subtypes || p->subtypes & TABLE_BIT(j->subtype)) &&
           (!p->zygosities || p->zygosities & TABLE_BIT(j->zygosity));
}

static void count_dully(struct table_sums *s, const struct crowd *w,
                        const struct table_pick *p)
{
    *s = (struct table_sums){0};
    for (size_t i = 0; i < RECORDS; i++) {
        const struct judged *j = &w->a[i];
        bool truth = j->side == JUDGED_TRUTH;
        bool miss = j->verdict == VARIANTS_FN || j->verdict == VARIANTS_FP;
        bool wrong = miss || j->verdict == VARIANTS_GE;

        if (!picked(w, i, p))
            continue;
        *(truth ? &s->truth_tp : &s->query_tp) += j->verdict == VARIANTS_TP;
        *(truth ? &s->truth_fn : &s->query_fp) += wrong;
        *(truth ? &s->truth_ge : &s->query_ge) += j->verdict == VARIANTS_GE;
        *(truth ? &s->truth_lm : &s->query_lm) += miss && j->kind == JUDGED_LM;
        *(truth ? &s->truth_unresolved : &s->query_unresolved) +=
            j->verdict == VARIANTS_UNRESOLVED;
        *(truth ? &s->truth_outside : &s->query_unk) +=
            j->verdict == VARIANTS_OUTSIDE;
    }
    s->truth_total = s->truth_tp + s->truth_fn + s->truth_unresolved;
    s->query_total =
        s->query_tp + s->query_fp + s->query_unresolved + s->query_unk;
}

static struct table *table_of(const struct crowd *w, bool twice)
{
    static struct variants_stratum s[STRATA];
    struct variants_job job = {
        .strata = s, .n_strata = STRATA, .score = "QUAL"};
    struct table *t;

    for (size_t k = 0; k < STRATA; k++)
        s[k] = (struct variants_stratum){"s", ""};
    t = make(&job);
    if (twice) {
        hear(t, w->a, RECORDS / 2);
        table_again(t);
    }
    for (size_t i = 0; i < RECORDS; i += 1000)
        hear(t, w->a + i, 1000);
    finish(t);
    return t;
}

static void counts_equal_those_of_a_loop_over_all(void **state)
{
    static struct crowd w;
    struct table *t;

    (void)state;
    fill(&w);
    t = table_of(&w, true);
    for (uint32_t i = 0; i < 300; i++) {
        struct table_pick p = {.stratum = pick(&w, 1 + STRATA),
                               .shapes = pick(&w, 2) * pick(&w, 16),
                               .subtypes =
                                   pick(&w, 2) * pick(&w, 1 << JUDGED_SUBTYPES),
                               .zygosities = pick(&w, 2) * pick(&w, 8)};
        struct table_sums got;
        struct table_sums want;

        table_sum(&got, t, &p);
        count_dully(&want, &w, &p);
        assert_memory_equal(&got, &want, sizeof(got));
    }
    table_free(t);
}

static void parts_add_up_to_the_whole(void **state)
{
    static struct crowd w;
    struct table *t;

    (void)state;
    fill(&w);
    t = table_of(&w, false);
    for (size_t k = 0; k <= STRATA; k++) {
        int64_t sum[14] = {0};
        int64_t got[14];
        struct table_sums s;

        for (unsigned i = 0; i < JUDGED_SHAPES; i++) {
            table_sum(
                &s, t,
                &(struct table_pick){.stratum = k, .shapes = TABLE_BIT(i)});
            memcpy(got, &s, sizeof(s));
            for (size_t n = 0; n < 14; n++)
                sum[n] += got[n];
        }
        table_sum(&s, t, &(struct table_pick){.stratum = k});
        assert_memory_equal(sum, &s, sizeof(s));
        assert_int_equal(s.truth_total,
                         s.truth_tp + s.truth_fn + s.truth_unresolved);
        assert_int_equal(s.query_total, s.query_tp + s.query_fp + s.query_unk +
                                            s.query_unresolved);
    }
    table_free(t);
}

static void curves_end_at_the_counts(void **state)
{
    static struct crowd w;
    struct table *t;

    (void)state;
    fill(&w);
    t = table_of(&w, false);
    for (unsigned i = 0; i <= JUDGED_SHAPES; i++) {
        const struct roc_curve *c = table_roc(t, i);
        struct table_pick p = {.shapes = i < JUDGED_SHAPES ? TABLE_BIT(i) : 0};
        const struct roc_row *last = &c->a[c->n - 1];
        struct table_sums s;

        table_sum(&s, t, &p);
        assert_true(fabs(last->found - (double)s.truth_tp) < 1e-6);
        assert_int_equal(last->right, s.query_tp);
        assert_int_equal(last->wrong, s.query_fp);
    }
    table_free(t);
}

/* ---- the partners of a truth record
 * ------------------------------------------- */
#define T JUDGED_TRUTH, VARIANTS_TP
#define Q JUDGED_QUERY, VARIANTS_TP

static void truth_records_count_where_their_partners_do(void **state)
{
    static const struct {
        struct {
            enum judged_side side;
            enum variants_verdict verdict;
            enum judged_shape shape;
            double score;
        } a[5];
        size_t n;
        unsigned shape;
        double score;
        double found; /* at that score or above, of that shape */
    } row[] = {
        {{{T, JUDGED_SNV, 0}, {Q, JUDGED_SNV, 5}},                     2, JUDGED_SNV,   5, 1  },
        {{{T, JUDGED_SNV, 0}, {T, JUDGED_SNV, 0}, {Q, JUDGED_SNV, 5}},
         3,                                                               JUDGED_SNV,
         5,                                                                                2  },
        {{{T, JUDGED_SNV, 0}, {Q, JUDGED_SNV, 5}, {Q, JUDGED_SNV, 3}},
         3,                                                               JUDGED_SNV,
         5,                                                                                0.5},
 /* an MNP is two SNVs; beside them an indel has its own partner */
        {{{T, JUDGED_MNP, 0},
          {T, JUDGED_INDEL, 0},
          {Q, JUDGED_SNV, 5},
          {Q, JUDGED_SNV, 3},
          {Q, JUDGED_INDEL, 9}},
         5,                                                               JUDGED_MNP,
         5,                                                                                0.5},
        {{{T, JUDGED_MNP, 0},
          {T, JUDGED_INDEL, 0},
          {Q, JUDGED_SNV, 5},
          {Q, JUDGED_SNV, 3},
          {Q, JUDGED_INDEL, 9}},
         5,                                                               JUDGED_INDEL,
         9,                                                                                1  },
 /* no shape is free: all share */
        {{{T, JUDGED_MNP, 0},
          {T, JUDGED_SNV, 0},
          {Q, JUDGED_SNV, 5},
          {Q, JUDGED_SNV, 3}},
         4,                                                               JUDGED_MNP,
         5,                                                                                0.5},
 /* a partner outside the regions has no score to count at */
        {{{T, JUDGED_SNV, 0}},                                         1, JUDGED_SNV,   0, 0  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {.score = "QUAL"};
        struct table *t = make(&job);
        const struct roc_curve *c;
        double found = 0;

        for (size_t k = 0; k < row[i].n; k++) {
            struct judged j = judged(row[i].a[k].side, row[i].a[k].verdict, 9);

            j.shape = row[i].a[k].shape;
            j.score = row[i].a[k].score;
            j.superlocus = 7;
            hear(t, &j, 1);
        }
        finish(t);
        c = table_roc(t, row[i].shape);
        for (size_t k = 0; k < c->n; k++) {
            if (c->a[k].score >= row[i].score)
                found = c->a[k].found;
        }
        if (fabs(found - row[i].found) > 1e-9)
            fail_msg("row %zu: %g", i, found);
        table_free(t);
    }
}

static void superloci_may_overlap_by_place(void **state)
{
    struct variants_job job = {.score = "QUAL"};
    struct table *t = make(&job);
    const struct roc_curve *c;

    (void)state;
    for (int round = 0; round < 2; round++) { /* truth of all, then query */
        for (uint64_t l = 1; l <= 10; l++) {
            struct judged j =
                judged(round ? JUDGED_QUERY : JUDGED_TRUTH, VARIANTS_TP, 9);

            j.superlocus = l;
            j.score = (double)l;
            hear(t, &j, 1);
        }
    }
    finish(t);
    c = table_roc(t, JUDGED_SNV);
    assert_int_equal(c->n, 10);
    for (size_t i = 0; i < 10; i++)
        assert_true(fabs(c->a[i].found - (double)(i + 1)) < 1e-9);
    table_free(t);
}

/* ---- metrics
 * -------------------------------------------------------------------- */
static void many(struct table *t, enum judged_side side,
                 enum variants_verdict v, enum judged_subtype u,
                 enum judged_zygosity z, int n)
{
    struct judged j = judged(side, v, 9);

    j.subtype = u;
    j.zygosity = z;
    for (int i = 0; i < n; i++)
        hear(t, &j, 1);
}

static void near(double got, double want)
{
    if (!(fabs(got - want) < 1e-9))
        fail_msg("%.17g is not %.17g", got, want);
}

static void metrics_follow_from_the_counts(void **state)
{
    struct variants_job job = {0};
    struct table *t = make(&job);
    struct table_metrics m;
    struct interval w = stats_wilson(80, 100, 0.95, 2);

    (void)state;
    many(t, JUDGED_TRUTH, VARIANTS_TP, JUDGED_TI, JUDGED_HET, 60);
    many(t, JUDGED_TRUTH, VARIANTS_TP, JUDGED_TV, JUDGED_HOMALT, 20);
    many(t, JUDGED_TRUTH, VARIANTS_FN, JUDGED_TV, JUDGED_HETALT, 15);
    many(t, JUDGED_TRUTH, VARIANTS_GE, JUDGED_TV, JUDGED_HET, 5);
    many(t, JUDGED_TRUTH, VARIANTS_UNRESOLVED, JUDGED_TV, JUDGED_HOMALT, 25);
    many(t, JUDGED_QUERY, VARIANTS_TP, JUDGED_TI, JUDGED_HET, 90);
    many(t, JUDGED_QUERY, VARIANTS_FP, JUDGED_TV, JUDGED_HET, 10);
    many(t, JUDGED_QUERY, VARIANTS_OUTSIDE, JUDGED_TV, JUDGED_HET, 70);
    many(t, JUDGED_QUERY, VARIANTS_UNRESOLVED, JUDGED_TV, JUDGED_HET, 30);
    finish(t);
    table_measure(&m, t, &(struct table_pick){0});
    assert_true(isnan(m.fp_per_mb));
    table_set_bp(t, 0, 5000000, 4000000);
    table_measure(&m, t, &(struct table_pick){0});
    near(m.recall.value, 0.8);
    near(m.recall.worst, 80 / 125.0);
    near(m.recall.best, 105 / 125.0);
    near(m.recall.wilson.lo, w.lo);
    near(m.recall.wilson.hi, w.hi);
    near(m.precision.value, 0.9);
    near(m.precision.worst, 90 / 130.0);
    near(m.precision.best, 120 / 130.0);
    near(m.f1, 2 * 0.8 * 0.9 / 1.7);
    near(m.frac_na, 0.5);
    near(m.genotype.value, 80 / 85.0);
    near(m.fn_per_mb, 5);
    near(m.fp_per_mb, 2.5);
    near(m.titv[JUDGED_TRUTH], 60 / 65.0);
    near(m.titv[JUDGED_QUERY], 90 / 110.0);
    near(m.het_hom[JUDGED_TRUTH], 65 / 45.0);
    assert_true(isnan(m.het_hom[JUDGED_QUERY]));
    table_free(t);
}

static void nothing_counted_means_nothing_known(void **state)
{
    struct variants_job job = {0};
    struct table *t = make(&job);
    struct table_metrics m;

    (void)state;
    finish(t);
    table_measure(&m, t, &(struct table_pick){0});
    assert_true(isnan(m.recall.value) && isnan(m.precision.value));
    assert_true(isnan(m.f1) && isnan(m.frac_na) && isnan(m.titv[0]));
    near(m.recall.wilson.lo, 0);
    near(m.recall.wilson.hi, 1);
    assert_int_equal(
        table_jackknife(t, JUDGED_SHAPES, TABLE_JACK_RECALL)->blocks, 0);
    assert_int_equal(table_roc(t, JUDGED_SHAPES)->n, 0);
    table_free(t);
}

static void blocks_make_the_jackknife(void **state)
{
    static const int64_t num[] = {9, 5, 8, 10};
    static const int64_t den[] = {10, 10, 10, 10};
    struct variants_job job = {0};
    struct table *t = make(&job);
    const struct table_jackknife *j;
    double variance;
    double deff;
    double z = stats_normal_quantile(0.975);

    (void)state;
    for (uint32_t k = 0; k < 4; k++) { /* two blocks on each of two contigs */
        for (int64_t i = 0; i < den[k]; i++) {
            struct judged r =
                judged(JUDGED_TRUTH, i < num[k] ? VARIANTS_TP : VARIANTS_FN,
                       k % 2 * 5000000 + i);

            r.contig = k / 2;
            hear(t, &r, 1);
            r.verdict = VARIANTS_UNRESOLVED;
            hear(t, &r, 1);
        }
    }
    finish(t);
    j = table_jackknife(t, JUDGED_SHAPES, TABLE_JACK_RECALL);
    assert_int_equal(stats_jackknife(&variance, &deff, num, den, 4), 0);
    assert_int_equal(j->blocks, 4);
    near(j->se, sqrt(variance));
    near(j->design_effect, deff);
    near(j->normal.lo, 0.8 - z * sqrt(variance));
    near(j->normal.hi, fmin(1, 0.8 + z * sqrt(variance)));
    near(j->wilson.lo, stats_wilson(32 / deff, 40 / deff, 0.95, 2).lo);
    j = table_jackknife(t, JUDGED_SNV, TABLE_JACK_RECALL);
    near(j->se, sqrt(variance));
    j = table_jackknife(t, JUDGED_INDEL, TABLE_JACK_RECALL);
    assert_int_equal(j->blocks, 0);
    table_free(t);
}

/* ---- what it costs
 * ---------------------------------------------------------------- */
#define BENCH 1300000

static void time_records(size_t n_strata, const char *score, uint32_t distinct)
{
    static struct judged a[1000];
    static uint64_t bits[1000][8];
    static struct variants_stratum s[500];
    struct variants_job job = {
        .strata = s, .n_strata = n_strata, .score = score};
    struct crowd *w = calloc(1, sizeof(*w));
    struct table *t;
    double cost = 0;
    double start;

    assert_non_null(w);
    for (size_t k = 0; k < n_strata; k++)
        s[k] = (struct variants_stratum){"s", ""};
    t = make(&job);
    for (int64_t i = 0; i < BENCH / 1000; i++) {
        for (int64_t k = 0; k < 1000; k++) {
            bool right = pick(w, 50) > 0;
            enum judged_side side = (enum judged_side)(k % 2);
            enum variants_verdict miss = side ? VARIANTS_FP : VARIANTS_FN;
            struct judged j =
                judged(side, right ? VARIANTS_TP : miss, (i * 1000 + k) * 2000);

            j.superlocus = (uint64_t)(i * 1000 + k) / 2 + 1;
            j.shape = pick(w, 8) ? JUDGED_SNV : JUDGED_INDEL;
            j.subtype = (enum judged_subtype)pick(w, 2);
            j.zygosity = (enum judged_zygosity)pick(w, 2);
            j.score = score ? pick(w, distinct) / 100.0 : (double)NAN;
            /* Some twenty strata of 500, others every few records. */
            if (n_strata && (k == 0 || pick(w, 3) == 0)) {
                memset(bits[k], 0, sizeof(bits[k]));
                for (uint32_t n = 0; n < 20; n++)
                    bits[k][pick(w, (uint32_t)(n_strata + 63) / 64)] |=
                        (uint64_t)1 << pick(w, 8) * 7;
            } else if (k) {
                memcpy(bits[k], bits[k - 1], sizeof(bits[k]));
            }
            j.strata = n_strata ? bits[k] : NULL;
            a[k] = j;
        }
        start = now();
        hear(t, a, 1000);
        cost += now() - start;
    }
    start = now();
    finish(t);
    cost += now() - start;
    print_message("%d records, %zu strata, %u scores: %.0f ms\n", BENCH,
                  n_strata, score ? distinct : 0, cost * 1e3);
    table_free(t);
    free(w);
}

static void strata_and_scores_cost_little(void **state)
{
    (void)state;
    time_records(0, NULL, 0);
    time_records(5, NULL, 0);
    time_records(5, "FORMAT/GQ", 99);
    time_records(5, "QUAL", 200000);
    time_records(500, NULL, 0);
    time_records(500, "FORMAT/GQ", 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_verdict_counts_in_its_places),
        cmocka_unit_test(counts_equal_those_of_a_loop_over_all),
        cmocka_unit_test(parts_add_up_to_the_whole),
        cmocka_unit_test(curves_end_at_the_counts),
        cmocka_unit_test(truth_records_count_where_their_partners_do),
        cmocka_unit_test(superloci_may_overlap_by_place),
        cmocka_unit_test(metrics_follow_from_the_counts),
        cmocka_unit_test(nothing_counted_means_nothing_known),
        cmocka_unit_test(blocks_make_the_jackknife),
        cmocka_unit_test(strata_and_scores_cost_little),
    };

    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
