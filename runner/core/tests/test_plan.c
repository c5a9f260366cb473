#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "core/plan.h"
#include "core/suite.h"
#include "core/tally.h"

static const struct suite_input in1[] = {
    {.name = "query", .from = "calls"},
    {.name = "truth", .from = "t"    }
};
static const struct suite_input in1_turned[] = {
    {.name = "truth", .from = "t"    },
    {.name = "query", .from = "calls"}
};
static const struct suite_input in2[] = {
    {.name = "query", .from = "calls"},
    {.name = "truth", .from = "t2"   }
};
static const struct suite_input st_ab[] = {
    {.name = "stratum", .from = "a"},
    {.name = "stratum", .from = "b"}
};
static const struct suite_input st_ba[] = {
    {.name = "stratum", .from = "b"},
    {.name = "stratum", .from = "a"}
};
static const struct suite_param p1[] = {
    {.name = "x", .value = "1"},
    {.name = "y", .value = "2"}
};
static const struct suite_param p1_turned[] = {
    {.name = "y", .value = "2"},
    {.name = "x", .value = "1"}
};

#define CASE(name, c, in, n_in, p, n_p)                                        \
    {                                                                          \
        .id = (name), .check = (c), .inputs = (in), .n_inputs = (n_in),        \
        .params = (p), .n_params = (n_p)                                       \
    }

static const struct suite_case cases[] = {
    CASE("0", "vcf", in1, 2, p1, 2),               /* vcf.1 */
    CASE("1", "bam", in1, 2, p1, 2),               /* bam.1 */
    CASE("2", "vcf", in2, 2, p1, 2),               /* vcf.2 */
    CASE("3", "vcf", in1_turned, 2, p1_turned, 2), /* vcf.1 */
    CASE("4", "vcf", in1, 2, p1, 1),               /* vcf.3 */
    CASE("5", "vcf", st_ab, 2, NULL, 0),           /* vcf.4 */
    CASE("6", "vcf", st_ba, 2, NULL, 0),    /* vcf.5: strata in another order */
    CASE("7", "vcf", NULL, 0, NULL, 0),     /* vcf.6 */
    CASE("8", "vcf", in2, 2, p1_turned, 2), /* vcf.2 */
};

static void shares_measurements(void **state)
{
    static const char *const id[] = {"vcf.1", "bam.1", "vcf.2",
                                     "vcf.1", "vcf.3", "vcf.4",
                                     "vcf.5", "vcf.6", "vcf.2"};
    struct suite s = {.cases = cases, .n_cases = T_LEN(cases)};
    struct plan p = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(plan_make(&p, &s, &e), 0);
    assert_int_equal(p.n, 7);
    assert_int_equal(p.n_main, 7);
    for (size_t i = 0; i < T_LEN(cases); i++)
        assert_string_equal(p.a[p.of_case[i]].id, id[i]);
    assert_ptr_equal(p.a[0].first, &cases[0]);
    assert_null(p.a[0].control);
    plan_release(&p);
    plan_release(&p);
}

static void repeats_measurements_for_controls(void **state)
{
    static const char *const fails1[] = {"8", "0", "3", "2"};
    static const char *const fails2[] = {"1"};
    static const struct suite_control controls[] = {
        {.id = "NC-1", .fails = fails1, .n_fails = 4},
        {.id = "NC-0", .fails = NULL,   .n_fails = 0},
        {.id = "NC-2", .fails = fails2, .n_fails = 1},
    };
    struct suite s = {.cases = cases,
                      .n_cases = T_LEN(cases),
                      .controls = controls,
                      .n_controls = 3};
    struct plan p = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(plan_make(&p, &s, &e), 0);
    assert_int_equal(p.n_main, 7);
    assert_int_equal(p.n, 10);
    assert_string_equal(p.a[7].id, "NC-1/vcf.1");
    assert_string_equal(p.a[8].id, "NC-1/vcf.2");
    assert_string_equal(p.a[9].id, "NC-2/bam.1");
    assert_ptr_equal(p.a[9].control, &controls[2]);
    assert_int_equal(p.a[9].base, 1);
    assert_int_equal(plan_control(&p, &s, &controls[0], &cases[3]), 7);
    assert_int_equal(plan_control(&p, &s, &controls[0], &cases[8]), 8);
    assert_int_equal(plan_control(&p, &s, &controls[0], &cases[1]), p.n);
    assert_int_equal(plan_control(&p, &s, &controls[1], &cases[0]), p.n);
    assert_int_equal(plan_control(&p, &s, &controls[2], &cases[1]), 9);
    assert_int_equal(plan_control(&p, &s, &controls[2], &cases[7]), p.n);
    plan_release(&p);
}

static void refuses_what_it_can_not_name(void **state)
{
    static const char *const unknown[] = {"0", "nine"};
    static const char *const known[] = {"0"};
    static const struct {
        const char *check;
        struct suite_control k;
        enum err_code code;
        uint64_t line;
    } row[] = {
        {"vcf",
         {{4, 2}, .id = "K", .fails = unknown, .n_fails = 2},
         ERR_MISMATCH, 4},
        {"vcf",
         {{4, 2}, .id = "K \xc3\xa9", .fails = known, .n_fails = 1},
         ERR_SYNTAX,   4},
        {"v cf",
         {{4, 2}, .id = "K", .fails = known, .n_fails = 1},
         ERR_SYNTAX,   7},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct suite_case c = {
            {7, 1},
            .id = "0", .check = row[i].check
        };
        struct suite s = {
            .cases = &c, .n_cases = 1, .controls = &row[i].k, .n_controls = 1};
        struct plan p = {0};
        struct err e = {0};

        assert_int_equal(plan_make(&p, &s, &e), -1);
        assert_int_equal(e.code, row[i].code);
        assert_int_equal(e.line, row[i].line);
        assert_null(p.a);
    }
}

static void refuses_names_that_are_too_long(void **state)
{
    char check[TALLY_ID_MAX + 10];
    struct suite_case c = {.id = "0", .check = check};
    struct suite s = {.cases = &c, .n_cases = 1};
    struct plan p = {0};
    struct err e = {0};

    (void)state;
    memset(check, 'x', sizeof check);
    check[sizeof check - 1] = '\0';
    assert_int_equal(plan_make(&p, &s, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

static void plans_nothing_for_no_cases(void **state)
{
    struct suite s = {0};
    struct plan p = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(plan_make(&p, &s, &e), 0);
    assert_int_equal(p.n, 0);
    plan_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_measurements),
        cmocka_unit_test(repeats_measurements_for_controls),
        cmocka_unit_test(refuses_what_it_can_not_name),
        cmocka_unit_test(refuses_names_that_are_too_long),
        cmocka_unit_test(plans_nothing_for_no_cases),
    };

    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
