#include "base/tests/t.h"

#include "core/outcome.h"
#include "core/words.h"

/* These texts stand in files that outlive the program: they never change. */
static void names_outcomes(void **state)
{
    static const char *const name[] = {
        "not-run",        "pass",         "pass-with-warning",
        "fail",           "inconclusive", "waived",
        "not-applicable", "error",        "reported",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(name); i++) {
        enum outcome o = OUTCOME_NOT_RUN;

        assert_string_equal(outcome_name((enum outcome)i), name[i]);
        assert_int_equal(outcome_parse(&o, name[i]), 0);
        assert_int_equal(o, i);
    }
    assert_string_equal(outcome_name((enum outcome)T_LEN(name)), "?");
}

static void names_verdicts(void **state)
{
    static const char *const name[] = {
        "not-established", "conformant",   "conformant-with-waivers",
        "non-conformant",  "inconclusive",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(name); i++) {
        enum verdict v = VERDICT_NOT_ESTABLISHED;

        assert_string_equal(verdict_name((enum verdict)i), name[i]);
        assert_int_equal(verdict_parse(&v, name[i]), 0);
        assert_int_equal(v, i);
    }
}

static void names_evidence_levels(void **state)
{
    static const char *const name[] = {"declared", "recomputed",
                                       "executed-by-lab", "executed-by-body"};

    (void)state;
    for (size_t i = 0; i < T_LEN(name); i++) {
        enum evidence_level l = EVIDENCE_DECLARED;

        assert_string_equal(evidence_level_name((enum evidence_level)i),
                            name[i]);
        assert_int_equal(evidence_level_parse(&l, name[i]), 0);
        assert_int_equal(l, i);
    }
}

static void parses_nothing_else(void **state)
{
    static const char *const bad[] = {"",  "Pass",      "pass ",
                                      "?", "conforman", NULL};

    (void)state;
    for (size_t i = 0; i < T_LEN(bad); i++) {
        enum outcome o = OUTCOME_WAIVED;
        enum verdict v = VERDICT_WAIVED;
        enum evidence_level l = EVIDENCE_BODY;

        assert_int_equal(outcome_parse(&o, bad[i]), -1);
        assert_int_equal(verdict_parse(&v, bad[i]), -1);
        assert_int_equal(evidence_level_parse(&l, bad[i]), -1);
        assert_true(o == OUTCOME_WAIVED && v == VERDICT_WAIVED &&
                    l == EVIDENCE_BODY);
    }
    assert_int_equal(words_find(NULL, 0, "pass"), -1);
}

static void exits_0_when_conformant_only(void **state)
{
    static const struct {
        enum verdict v;
        int strict, code;
    } row[] = {
        {VERDICT_CONFORMANT,      0, 0},
        {VERDICT_CONFORMANT,      1, 0},
        {VERDICT_WAIVED,          0, 0},
        {VERDICT_WAIVED,          1, 1},
        {VERDICT_NON_CONFORMANT,  0, 1},
        {VERDICT_NON_CONFORMANT,  1, 1},
        {VERDICT_NOT_ESTABLISHED, 0, 3},
        {VERDICT_INCONCLUSIVE,    1, 3},
        {(enum verdict)99,        0, 3},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(verdict_exit(row[i].v, row[i].strict), row[i].code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_outcomes),
        cmocka_unit_test(names_verdicts),
        cmocka_unit_test(names_evidence_levels),
        cmocka_unit_test(parses_nothing_else),
        cmocka_unit_test(exits_0_when_conformant_only),
    };

    return cmocka_run_group_tests_name("outcome", tests, NULL, NULL);
}
