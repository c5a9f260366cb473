/* One criterion at a time, through decide(). */
#include "base/tests/t.h"

#include <math.h>
#include <stdio.h>

#include "core/tests/fake.h"

/* Judge criterion 0 of case A by hit / all. */
static struct judged_criterion judge(struct fake *f, int64_t hit, int64_t all)
{
    struct judged_criterion j;

    fake_plan(f);
    fake_count(f, 0, hit, all, 1, 1);
    fake_decide(f);
    j = f->r.cases[0].criteria[0];
    fake_release(f);
    return j;
}

static void compares_exactly(void **state)
{
    static const struct {
        enum measure_kind kind;
        double min, max, guard; /* NAN: no such limit */
        int64_t num, den;
        enum outcome outcome;
    } row[] = {
        {MEASURE_PROPORTION, 0.95,      NAN,      0,     95,         100,         OUTCOME_PASS        },
        {MEASURE_PROPORTION, 0.95,      NAN,      0,     94,         100,         OUTCOME_FAIL        },
        {MEASURE_PROPORTION, 0.95,      NAN,      0,     9499999999, 10000000000,
         OUTCOME_FAIL                                                                                 },
        {MEASURE_PROPORTION, 0.95,      NAN,      0,     0,          0,           OUTCOME_INCONCLUSIVE},
        {MEASURE_PROPORTION, 0,         NAN,      0,     0,          0,           OUTCOME_INCONCLUSIVE},
        {MEASURE_PROPORTION, NAN,       0.1,      0,     1,          10,          OUTCOME_PASS        },
        {MEASURE_PROPORTION, NAN,       0.1,      0,     11,         100,         OUTCOME_FAIL        },
        {MEASURE_PROPORTION, 0.2,       0.4,      0,     2,          10,          OUTCOME_PASS        },
        {MEASURE_PROPORTION, 0.2,       0.4,      0,     4,          10,          OUTCOME_PASS        },
        {MEASURE_PROPORTION, 0.2,       0.4,      0,     5,          10,          OUTCOME_FAIL        },
        {MEASURE_PROPORTION, 0.2,       0.4,      0,     1,          10,          OUTCOME_FAIL        },
 /* 0.1 + 0.2: on the limit is not below it. */
        {MEASURE_PROPORTION, 0.1,       NAN,      0.2,   3,          10,          OUTCOME_PASS        },
        {MEASURE_PROPORTION, 0.1,       NAN,      0.2,   29,         100,         OUTCOME_FAIL        },
        {MEASURE_PROPORTION, NAN,       0.8,      0.1,   7,          10,          OUTCOME_PASS        },
        {MEASURE_PROPORTION, NAN,       0.8,      0.1,   71,         100,         OUTCOME_FAIL        },
        {MEASURE_COUNT,      NAN,       0,        0,     0,          0,           OUTCOME_PASS        },
        {MEASURE_COUNT,      NAN,       0,        0,     1,          0,           OUTCOME_FAIL        },
        {MEASURE_COUNT,      1,         NAN,      0,     0,          0,           OUTCOME_FAIL        },
        {MEASURE_RATIO,      1.9,       2.2,      0,     21,         10,          OUTCOME_PASS        },
        {MEASURE_RATIO,      1.9,       2.2,      0,     23,         10,          OUTCOME_FAIL        },
        {MEASURE_RATIO,      1.9,       2.2,      0,     23,         0,           OUTCOME_INCONCLUSIVE},
        {MEASURE_RATE,       NAN,       5,        0,     5,          1000000,     OUTCOME_PASS        },
        {MEASURE_RATE,       NAN,       5,        0,     6,          1000000,     OUTCOME_FAIL        },
        {MEASURE_RATE,       NAN,       5,        0,     0,          0,           OUTCOME_INCONCLUSIVE},
 /* What can not be believed, or makes no sense, is an error. */
        {MEASURE_PROPORTION, 0.95,      NAN,      0,     101,        100,         OUTCOME_ERROR       },
        {MEASURE_PROPORTION, NAN,       NAN,      0,     95,         100,         OUTCOME_ERROR       },
        {MEASURE_PROPORTION, 0.5,       0.6,      0.06,  55,         100,         OUTCOME_ERROR       },
        {MEASURE_PROPORTION, 0.95,      NAN,      -0.01, 95,         100,         OUTCOME_ERROR       },
        {MEASURE_PROPORTION, 0.95,      NAN,      NAN,   95,         100,         OUTCOME_ERROR       },
        {MEASURE_PROPORTION, NAN,       INFINITY, 0,     95,         100,         OUTCOME_ERROR       },
        {MEASURE_PROPORTION, -INFINITY, NAN,      0,     95,         100,         OUTCOME_ERROR       },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct judged_criterion j;
        struct fake f;

        fake_init(&f);
        f.metric[0].formula.kind = row[i].kind;
        if (row[i].kind == MEASURE_COUNT)
            f.metric[0].formula.den[0] = NULL;
        f.k[0][0].has_min = !isnan(row[i].min);
        f.k[0][0].min = row[i].min;
        f.k[0][0].has_max = !isnan(row[i].max);
        f.k[0][0].max = row[i].max;
        f.k[0][0].guard = row[i].guard;
        j = judge(&f, row[i].num, row[i].den);
        if (j.outcome != row[i].outcome)
            fail_msg("row %zu: %s", i, outcome_name(j.outcome));
        assert_false(j.has_interval);
        assert_int_equal(j.plan_n, j.outcome == OUTCOME_INCONCLUSIVE ? -1 : 0);
    }
}

/* A NaN for a limit that is there. */
static void refuses_limits_that_are_no_numbers(void **state)
{
    static const double bad[] = {NAN, INFINITY, -INFINITY};

    (void)state;
    for (size_t i = 0; i < T_LEN(bad) * 2; i++) {
        struct fake f;

        fake_init(&f);
        f.k[0][0].has_max = true;
        f.k[0][0].max = 1;
        *(i % 2 ? &f.k[0][0].min : &f.k[0][0].max) = bad[i / 2];
        assert_int_equal(judge(&f, 95, 100).outcome, OUTCOME_ERROR);
    }
}

static void decides_by_intervals(void **state)
{
    static const struct {
        enum rule_method method;
        int sides;
        double min, max; /* NAN: no such limit */
        int64_t x, n;
        enum outcome outcome;
        int64_t plan_n;
    } row[] = {
  /* 59 of 59: only the one-sided exact bound shows 0.95. */
        {RULE_CP,       1, 0.95, NAN,  59,     59,      OUTCOME_PASS,         0   },
        {RULE_CP,       1, 0.95, NAN,  58,     58,      OUTCOME_INCONCLUSIVE, 59  },
        {RULE_CP,       2, 0.95, NAN,  71,     71,      OUTCOME_INCONCLUSIVE, 72  },
        {RULE_CP,       2, 0.95, NAN,  72,     72,      OUTCOME_PASS,         0   },
        {RULE_WILSON,   1, 0.95, NAN,  59,     59,      OUTCOME_PASS,         0   },
        {RULE_WILSON,   2, 0.95, NAN,  72,     72,      OUTCOME_INCONCLUSIVE, 72  },
        {RULE_WILSON,   2, 0.95, NAN,  73,     73,      OUTCOME_PASS,         0   },
        {RULE_JEFFREYS, 1, 0.95, NAN,  59,     59,      OUTCOME_PASS,         0   },
        {RULE_CP,       1, 0.99, NAN,  199,    200,     OUTCOME_INCONCLUSIVE, 2546},
        {RULE_CP,       1, 0.99, NAN,  198,    200,     OUTCOME_INCONCLUSIVE, 0   },
        {RULE_CP,       1, 0.99, NAN,  197,    200,     OUTCOME_INCONCLUSIVE, 0   },
        {RULE_CP,       1, 0.99, NAN,  100,    200,     OUTCOME_FAIL,         0   },
        {RULE_CP,       1, NAN,  0.05, 0,      59,      OUTCOME_PASS,         0   },
        {RULE_CP,       1, NAN,  0.05, 0,      58,      OUTCOME_INCONCLUSIVE, 59  },
        {RULE_CP,       1, NAN,  0.01, 1,      200,     OUTCOME_INCONCLUSIVE, 2546},
        {RULE_CP,       1, NAN,  0.05, 30,     58,      OUTCOME_FAIL,         0   },
 /* Both limits: the worse of the two, the larger plan. */
        {RULE_CP,       1, 0.4,  0.6,  500,    1000,    OUTCOME_PASS,         0   },
        {RULE_CP,       1, 0.4,  0.6,  5,      10,      OUTCOME_INCONCLUSIVE, 214 },
        {RULE_CP,       1, 0.4,  0.6,  700,    1000,    OUTCOME_FAIL,         0   },
        {RULE_CP,       1, 0.4,  0.6,  300,    1000,    OUTCOME_FAIL,         0   },
        {RULE_CP,       1, 0.4,  0.6,  7,      10,      OUTCOME_INCONCLUSIVE, 0   },
        {RULE_CP,       1, 0.01, 0.5,  0,      0,       OUTCOME_INCONCLUSIVE, -1  },
        {RULE_CP,       1, 0,    NAN,  0,      0,       OUTCOME_INCONCLUSIVE, -1  },
 /* More than 10^9 would be needed. */
        {RULE_CP,       1, 0.5,  NAN,  500001, 1000000, OUTCOME_INCONCLUSIVE, -1  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct judged_criterion j;
        struct fake f;

        fake_init(&f);
        f.k[0][0].method = row[i].method;
        f.k[0][0].sides = row[i].sides;
        f.k[0][0].has_min = !isnan(row[i].min);
        f.k[0][0].min = row[i].min;
        f.k[0][0].has_max = !isnan(row[i].max);
        f.k[0][0].max = row[i].max;
        j = judge(&f, row[i].x, row[i].n);
        if (j.outcome != row[i].outcome || j.plan_n != row[i].plan_n)
            fail_msg("row %zu: %s, plan %lld", i, outcome_name(j.outcome),
                     (long long)j.plan_n);
        assert_int_equal(j.has_interval, row[i].n > 0);
        assert_true(j.design_effect == 1);
    }
}

static void decides_rates_by_garwood(void **state)
{
    static const struct {
        enum measure_kind kind;
        double min, max;
        int64_t num, den;
        enum outcome outcome;
    } row[] = {
  /* No event: up to -ln 0.05 = 2.9957 are possible. */
        {MEASURE_RATE,  NAN, 1,   0,  2995732, OUTCOME_INCONCLUSIVE},
        {MEASURE_RATE,  NAN, 1,   0,  2995733, OUTCOME_PASS        },
        {MEASURE_RATE,  NAN, 1,   20, 2995733, OUTCOME_FAIL        },
        {MEASURE_RATE,  1,   NAN, 20, 2995733, OUTCOME_PASS        },
        {MEASURE_RATE,  1,   NAN, 0,  2995733, OUTCOME_FAIL        },
        {MEASURE_RATE,  NAN, 1,   0,  0,       OUTCOME_INCONCLUSIVE},
        {MEASURE_COUNT, NAN, 3,   0,  0,       OUTCOME_PASS        },
        {MEASURE_COUNT, NAN, 3,   1,  0,       OUTCOME_INCONCLUSIVE},
        {MEASURE_COUNT, NAN, 3,   20, 0,       OUTCOME_FAIL        },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct judged_criterion j;
        struct fake f;

        fake_init(&f);
        f.metric[0].formula.kind = row[i].kind;
        if (row[i].kind == MEASURE_COUNT)
            f.metric[0].formula.den[0] = NULL;
        f.k[0][0].method = RULE_GARWOOD;
        f.k[0][0].has_min = !isnan(row[i].min);
        f.k[0][0].min = row[i].min;
        f.k[0][0].has_max = !isnan(row[i].max);
        f.k[0][0].max = row[i].max;
        j = judge(&f, row[i].num, row[i].den);
        if (j.outcome != row[i].outcome)
            fail_msg("row %zu: %s", i, outcome_name(j.outcome));
    }
}

static void plans_rates_in_base_pairs(void **state)
{
    struct judged_criterion j;
    struct fake f;

    (void)state;
    fake_init(&f);
    f.metric[0].formula.kind = MEASURE_RATE;
    f.k[0][0].method = RULE_GARWOOD;
    f.k[0][0].has_min = false;
    f.k[0][0].has_max = true;
    f.k[0][0].max = 2;
    j = judge(&f, 1, 1000000);
    assert_int_equal(j.outcome, OUTCOME_INCONCLUSIVE);
    assert_int_equal(j.plan_n, stats_plan_n(1 - 2e-6, 1 - 1e-6, 0.95, 0.9));
    assert_true(j.plan_n > 10000000 && j.plan_n < 20000000);
}

/* Each change makes an error of a criterion that would pass. */
static void refuses_rules_that_make_no_sense(void **state)
{
    (void)state;
    for (int i = 0; i < 16; i++) {
        struct judged_criterion j;
        struct suite_criterion *k;
        struct fake f;

        fake_init(&f);
        k = &f.k[0][0];
        k->method = RULE_CP;
        switch (i) {
        case 0:
            break; /* as it stands it passes */
        case 1:
            k->sides = 0;
            break;
        case 2:
            k->sides = 3;
            break;
        case 3:
            k->confidence = 0.4;
            break;
        case 4:
            k->confidence = 1;
            break;
        case 5:
            k->confidence = NAN;
            break;
        case 6:
            k->metric = "p:unknown";
            break;
        case 7:
            k->stratum = "hard";
            break;
        case 8:
            k->method = (enum rule_method)99;
            break;
        case 9:
            k->claim = (enum claim_kind)99;
            break;
        case 10:
            f.metric[0].formula.kind = MEASURE_RATE;
            break;
        case 11:
            k->method = RULE_GARWOOD;
            break;
        case 12:
            f.metric[0].check = "another";
            break;
        case 13:
            f.metric[0].formula.num[0] = "unknown";
            break;
        case 14:
            f.metric[0].formula.num[0] = NULL;
            break;
        case 15:
            f.metric[0].formula.den[0] = NULL;
            break;
        default:
            break;
        }
        j = judge(&f, 1000, 1000);
        if (j.outcome != (i ? OUTCOME_ERROR : OUTCOME_PASS))
            fail_msg("change %d: %s", i, outcome_name(j.outcome));
    }
}

static void reports_without_a_limit(void **state)
{
    struct judged_criterion j;
    struct fake f;

    (void)state;
    fake_init(&f);
    f.k[0][0].method = RULE_REPORT;
    f.k[0][0].has_min = false;
    j = judge(&f, 1, 4);
    assert_int_equal(j.outcome, OUTCOME_REPORTED);
    assert_true(j.has_value && j.value == 0.25);
    fake_init(&f);
    f.k[0][0].method = RULE_REPORT;
    j = judge(&f, 0, 0);
    assert_int_equal(j.outcome, OUTCOME_REPORTED);
    assert_false(j.has_value);
}

/* Counts of blocks on one contig in stratum "*"; others in stratum "hard"
 * must not be taken for blocks. */
static void count_blocks(struct fake *f, const int64_t *hit, size_t n)
{
    static const char *const strata[] = {"hard"};
    struct tally *t = &f->ev.m[0].tally;
    struct err e = {0};
    uint32_t contig;

    tally_release(t);
    assert_int_equal(tally_init(t, fake_counters, 4, strata, 1, &e), 0);
    assert_int_equal(tally_contig(&contig, t, "chr1", &e), 0);
    for (size_t i = n; i-- > 0;) {
        uint32_t b = (uint32_t)i;

        assert_int_equal(tally_add(t, 0, contig, b, 0, hit[i], &e), 0);
        assert_int_equal(tally_add(t, 0, contig, b, 1, 1000, &e), 0);
        assert_int_equal(tally_add(t, 0, contig, b, 3, 1, &e), 0);
        assert_int_equal(tally_add(t, 1, contig, b, 0, 5, &e), 0);
        assert_int_equal(tally_add(t, 1, contig, b, 1, 5, &e), 0);
    }
    /* A block in which nothing was there to hit. */
    assert_int_equal(tally_add(t, 0, contig, 99, 2, 1, &e), 0);
}

static void widens_process_claims_by_the_design_effect(void **state)
{
    static const int64_t hit[] = {1000, 1000, 1000, 1000, 1000, 1000,
                                  1000, 1000, 1000, 880,  1000, 1000};
    static const struct {
        enum claim_kind claim;
        enum rule_method method;
        size_t blocks;
        enum outcome outcome;
    } row[] = {
        {CLAIM_FILE,    RULE_CP,    12, OUTCOME_PASS        },
        {CLAIM_PROCESS, RULE_CP,    12, OUTCOME_INCONCLUSIVE}, /* clustered */
        {CLAIM_PROCESS, RULE_EXACT, 12, OUTCOME_PASS        },
        {CLAIM_PROCESS, RULE_CP,    9,  OUTCOME_INCONCLUSIVE}, /* too few */
        {CLAIM_PROCESS, RULE_EXACT, 9,  OUTCOME_INCONCLUSIVE},
        {CLAIM_FILE,    RULE_CP,    9,  OUTCOME_PASS        },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct judged_criterion *j;
        struct fake f;

        fake_init(&f);
        f.k[0][0].claim = row[i].claim;
        f.k[0][0].method = row[i].method;
        f.k[0][0].min = 0.98;
        fake_plan(&f);
        count_blocks(&f, hit, row[i].blocks);
        fake_decide(&f);
        j = &f.r.cases[0].criteria[0];
        if (j->outcome != row[i].outcome)
            fail_msg("row %zu: %s", i, outcome_name(j->outcome));
        if (row[i].claim == CLAIM_PROCESS && row[i].blocks == 12)
            assert_true(j->design_effect > 100 && j->design_effect < 130);
        else
            assert_true(j->design_effect == 1);
        if (j->outcome == OUTCOME_INCONCLUSIVE && row[i].blocks == 12) {
            int64_t plain = stats_plan_n(0.98, j->value, 0.95, 0.9);

            assert_int_equal(j->plan_n, ceil((double)plain * j->design_effect));
        }
        if (row[i].blocks == 9 && row[i].claim == CLAIM_PROCESS)
            assert_int_equal(j->plan_n, -1);
        fake_release(&f);
    }
}

static void has_no_process_for_a_count(void **state)
{
    struct fake f;

    (void)state;
    fake_init(&f);
    f.metric[0].formula = (struct measure_formula){MEASURE_COUNT, {"hit"}, {0}};
    f.k[0][0].claim = CLAIM_PROCESS;
    assert_int_equal(judge(&f, 5, 5).outcome, OUTCOME_ERROR);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares_exactly),
        cmocka_unit_test(refuses_limits_that_are_no_numbers),
        cmocka_unit_test(decides_by_intervals),
        cmocka_unit_test(decides_rates_by_garwood),
        cmocka_unit_test(plans_rates_in_base_pairs),
        cmocka_unit_test(refuses_rules_that_make_no_sense),
        cmocka_unit_test(reports_without_a_limit),
        cmocka_unit_test(widens_process_claims_by_the_design_effect),
        cmocka_unit_test(has_no_process_for_a_count),
    };

    return cmocka_run_group_tests_name("criterion", tests, NULL, NULL);
}
