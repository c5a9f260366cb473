#include "base/tests/t.h"

#include "base/err.h"
#include "core/measure.h"
#include "core/tally.h"

static void names_kinds(void **state)
{
    static const char *const name[] = {"count", "proportion", "ratio", "rate"};
    enum measure_kind k;

    (void)state;
    for (size_t i = 0; i < T_LEN(name); i++) {
        assert_string_equal(measure_kind_name((enum measure_kind)i), name[i]);
        assert_int_equal(measure_kind_parse(&k, name[i]), 0);
        assert_int_equal(k, i);
    }
    assert_int_equal(measure_kind_parse(&k, "mean"), -1);
}

static void sums_terms_of_one_stratum(void **state)
{
    static const char *const counters[] = {"tp", "fp", "fn"};
    static const char *const strata[] = {"hard"};
    static const struct {
        struct measure_formula f;
        size_t stratum;
        int rc;
        int64_t num, den;
    } row[] = {
        {{MEASURE_PROPORTION, {"tp"}, {"tp", "fn"}}, 0, 0,  10, 14},
        {{MEASURE_PROPORTION, {"tp"}, {"tp", "fn"}}, 1, 0,  0,  0 },
        {{MEASURE_RATIO, {"tp", "fp"}, {"fn"}},      0, 0,  17, 4 },
        {{MEASURE_COUNT, {"fp"}, {0}},               0, 0,  7,  0 },
        {{MEASURE_COUNT, {"fp"}, {"fn"}},            0, -1, 0,  0 },
        {{MEASURE_COUNT, {0}, {0}},                  0, -1, 0,  0 },
        {{MEASURE_RATE, {"fp"}, {0}},                0, -1, 0,  0 },
        {{MEASURE_RATE, {0}, {"fp"}},                0, -1, 0,  0 },
        {{MEASURE_RATE, {"fp"}, {"bp"}},             0, -1, 0,  0 },
        {{MEASURE_RATE, {"bp"}, {"fp"}},             0, -1, 0,  0 },
        {{MEASURE_COUNT, {"fp"}, {0}},               2, -1, 0,  0 },
    };
    struct tally t = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(tally_init(&t, counters, 3, strata, 1, &e), 0);
    assert_int_equal(tally_count(&t, "tp", 10, &e), 0);
    assert_int_equal(tally_count(&t, "fp", 7, &e), 0);
    assert_int_equal(tally_count(&t, "fn", 4, &e), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        int64_t num = 0;
        int64_t den = 0;

        assert_int_equal(
            measure_sums(&num, &den, &row[i].f, &t, row[i].stratum), row[i].rc);
        assert_int_equal(num, row[i].num);
        assert_int_equal(den, row[i].den);
    }
    tally_release(&t);
}

static void refuses_a_sum_that_overflows(void **state)
{
    static const char *const counters[] = {"a", "b"};
    static const struct measure_formula f = {
        MEASURE_COUNT, {"a", "b"},
         {0  }
    };
    struct tally t = {0};
    struct err e = {0};
    int64_t num;
    int64_t den;

    (void)state;
    assert_int_equal(tally_init(&t, counters, 2, NULL, 0, &e), 0);
    assert_int_equal(tally_count(&t, "a", INT64_MAX, &e), 0);
    assert_int_equal(measure_sums(&num, &den, &f, &t, 0), 0);
    assert_int_equal(tally_count(&t, "b", 1, &e), 0);
    assert_int_equal(measure_sums(&num, &den, &f, &t, 0), -1);
    tally_release(&t);
}

static void compares_formulas(void **state)
{
    static const struct measure_formula f[] = {
        {MEASURE_PROPORTION, {"a"}, {"a", "b"}},
        {MEASURE_PROPORTION, {"a"}, {"b", "a"}},
        {MEASURE_PROPORTION, {"a"}, {"a"}     },
        {MEASURE_RATIO,      {"a"}, {"a", "b"}},
        {MEASURE_PROPORTION, {"b"}, {"a", "b"}},
        {MEASURE_COUNT,
         {"a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a",
          "a", "a"},
         {0}                                  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(f); i++) {
        for (size_t j = 0; j < T_LEN(f); j++)
            assert_int_equal(measure_equal(&f[i], &f[j]), i == j);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_kinds),
        cmocka_unit_test(sums_terms_of_one_stratum),
        cmocka_unit_test(refuses_a_sum_that_overflows),
        cmocka_unit_test(compares_formulas),
    };

    return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
