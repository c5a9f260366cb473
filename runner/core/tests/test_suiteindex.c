#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "core/submission.h"
#include "core/suite.h"

static const struct suite_fixture fixtures[] = {
    {.id = "truth"}, {.id = "bed"}, {.id = "reference"}};
static const struct suite_deliverable deliverables[] = {{.role = "calls"},
                                                        {.role = "bam"}};
static const struct suite_metric metrics[] = {{.id = "m:b:1"}, {.id = "m:a:1"}};
static const struct suite_case cases[] = {
    {.id = "C-2"}, {.id = "C-10"}, {.id = "C-1"}, {.id = "C"}, {.id = "Z"}};

static struct suite make(void)
{
    return (struct suite){
        .fixtures = fixtures,
        .n_fixtures = T_LEN(fixtures),
        .deliverables = deliverables,
        .n_deliverables = T_LEN(deliverables),
        .metrics = metrics,
        .n_metrics = T_LEN(metrics),
        .cases = cases,
        .n_cases = T_LEN(cases),
    };
}

static void check(const struct suite *s)
{
    for (size_t i = 0; i < T_LEN(fixtures); i++)
        assert_ptr_equal(suite_fixture(s, fixtures[i].id), &fixtures[i]);
    for (size_t i = 0; i < T_LEN(deliverables); i++)
        assert_ptr_equal(suite_deliverable(s, deliverables[i].role),
                         &deliverables[i]);
    for (size_t i = 0; i < T_LEN(metrics); i++)
        assert_ptr_equal(suite_metric(s, metrics[i].id), &metrics[i]);
    for (size_t i = 0; i < T_LEN(cases); i++)
        assert_ptr_equal(suite_case(s, cases[i].id), &cases[i]);
    assert_null(suite_fixture(s, "calls"));
    assert_null(suite_deliverable(s, "truth"));
    assert_null(suite_metric(s, ""));
    assert_null(suite_case(s, "C-3"));
    assert_null(suite_case(s, "A"));
    assert_null(suite_case(s, "ZZ"));
}

static void finds_with_and_without_tables(void **state)
{
    struct suite s = make();
    struct err e = {0};

    (void)state;
    check(&s);
    assert_int_equal(suite_index(&s, &e), 0);
    assert_non_null(s.case_by_id);
    check(&s);
    suite_release(&s);
    assert_null(s.case_by_id);
}

static void finds_nothing_in_an_empty_suite(void **state)
{
    struct suite s = {0};
    struct err e = {0};

    (void)state;
    assert_null(suite_case(&s, "C"));
    assert_int_equal(suite_index(&s, &e), 0);
    assert_null(suite_case(&s, "C"));
    assert_null(suite_metric(&s, "C"));
    suite_release(&s);
}

static void refuses_two_of_one_id(void **state)
{
    static const struct suite_fixture f[] = {
        {{3, 1}, .id = "x"},
        {{5, 2}, .id = "x"}
    };
    static const struct suite_deliverable d[] = {
        {{3, 1}, .role = "x"},
        {{5, 2}, .role = "x"}
    };
    static const struct suite_metric m[] = {
        {{3, 1}, .id = "x"},
        {{5, 2}, .id = "x"}
    };
    static const struct suite_case c[] = {
        {{3, 1}, .id = "x"},
        {{5, 2}, .id = "x"}
    };

    (void)state;
    for (int i = 0; i < 4; i++) {
        struct suite s = {0};
        struct err e = {0};

        s.fixtures = f;
        s.n_fixtures = i == 0 ? 2 : 1;
        s.deliverables = d;
        s.n_deliverables = i == 1 ? 2 : 1;
        s.metrics = m;
        s.n_metrics = i == 2 ? 2 : 1;
        s.cases = c;
        s.n_cases = i == 3 ? 2 : 1;
        assert_int_equal(suite_index(&s, &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_int_equal(e.line, 5);
        assert_int_equal(e.col, 2);
        suite_release(&s);
    }
}

static void fails_when_the_arena_is_full(void **state)
{
    struct suite s = make();
    struct err e = {0};

    (void)state;
    s.arena.max = 1;
    assert_int_equal(suite_index(&s, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    suite_release(&s);
}

static void finds_files_and_claims_of_a_submission(void **state)
{
    static const struct submission_file files[] = {
        {.name = "readme"},
        { .name = "a", .role = "calls"},
        { .name = "b", .role = "calls"}
    };
    static const char *const claims[] = {"snv", "indel"};
    struct submission s = {
        .files = files, .n_files = 3, .claims = claims, .n_claims = 2};

    (void)state;
    assert_ptr_equal(submission_role(&s, "calls"), &files[1]);
    assert_null(submission_role(&s, "bam"));
    assert_true(submission_claims(&s, "indel"));
    assert_false(submission_claims(&s, "sv"));
    submission_release(&s);
    assert_int_equal(s.n_files, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_with_and_without_tables),
        cmocka_unit_test(finds_nothing_in_an_empty_suite),
        cmocka_unit_test(refuses_two_of_one_id),
        cmocka_unit_test(fails_when_the_arena_is_full),
        cmocka_unit_test(finds_files_and_claims_of_a_submission),
    };

    return cmocka_run_group_tests_name("suiteindex", tests, NULL, NULL);
}
