/* Selections of rules and profiles. */
#include "base/tests/t.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/examine.h"
#include "conform/problem.h"
#include "conform/ruleset.h"

static const char *level_of(const struct ruleset *s, const char *id)
{
    const struct ruleset_row *row = ruleset_find(s, rule_find(id));

    return row ? rule_level_name(row->level) : "not asked";
}

static void the_last_word_that_names_a_rule_holds(void **state)
{
    static const struct {
        const char *words;
        const char *of_eof; /* FILE-GZIP-002, specification, error */
        const char *of_id;  /* VCF-NORM-001, policy, warning */
    } row[] = {
        {"",                                 "not asked", "not asked"},
        {" \n",                              "not asked", "not asked"},
        {"specification",                    "error",     "not asked"},
        {"policy",                           "not asked", "warning"  },
        {"all",                              "error",     "warning"  },
        {"FILE-GZIP-002",                    "error",     "not asked"},
        {"FILE-*=note, VCF-NORM-001=error",  "note",      "error"    },
        {"all -FILE-GZIP-*",                 "not asked", "warning"  },
        {"-FILE-GZIP-002 all",               "error",     "warning"  },
        {"all=warning FILE-GZIP-002 -VCF-*", "error",     "not asked"},
        {"specification=note policy=error",  "note",      "error"    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct ruleset s = {0};
        struct err e = {0};

        assert_int_equal(
            ruleset_add(&s, row[i].words, strlen(row[i].words), &e), 0);
        assert_string_equal(level_of(&s, "FILE-GZIP-002"), row[i].of_eof);
        assert_string_equal(level_of(&s, "VCF-NORM-001"), row[i].of_id);
        ruleset_release(&s);
    }
}

static void a_word_that_names_nothing_is_refused(void **state)
{
    static const char *const words[] = {
        "VCF-NONE-001", "NONE-*",      "specification=",
        "all=fatal",    "=note",       "-",
        "vcf",          "-VCF-NONE-*",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(words); i++) {
        struct ruleset s = {0};
        struct err e = {0};

        assert_int_equal(ruleset_add(&s, words[i], strlen(words[i]), &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        ruleset_release(&s);
    }
}

static void more_words_than_the_ceiling_are_refused(void **state)
{
    char words[(RULESET_WORDS_MAX + 1) * 4];
    struct ruleset s = {0};
    struct err e = {0};
    size_t n = 0;

    (void)state;
    for (int i = 0; i <= RULESET_WORDS_MAX; i++) {
        memcpy(words + n, "all ", 4);
        n += 4;
    }
    assert_int_equal(ruleset_add(&s, words, n - 1, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    ruleset_release(&s);
}

static void a_profile_keeps_who_asks(void **state)
{
    static const char text[] =
        "# a comment\n\nspecification\town\tpublished\tthe formats\n"
        "VCF-NORM-001\terror\tproposed\tan office\n-GVCF-001\town\t"
        "unconfirmed\tnobody";
    const struct ruleset_row *row;
    struct ruleset s = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        ruleset_add_profile(&s, "GB-X", text, sizeof(text) - 1, &e), 0);
    assert_string_equal(s.profile, "GB-X");
    assert_string_equal(level_of(&s, "FILE-GZIP-002"), "error");
    assert_string_equal(level_of(&s, "GVCF-001"), "not asked");
    row = ruleset_find(&s, rule_find("VCF-NORM-001"));
    assert_non_null(row);
    assert_int_equal(row->level, RULE_ERROR);
    assert_string_equal(row->source, "an office");
    assert_string_equal(ruleset_status_name(row->status), "proposed");
    assert_true(ruleset_wants(&s, RULE_POLICY));
    assert_false(ruleset_wants(&s, RULE_PRACTICE));
    ruleset_release(&s);
    assert_null(s.profile);
}

static void a_bad_profile_says_which_line(void **state)
{
    static const struct {
        const char *text;
        enum err_code code;
    } row[] = {
        {"policy\town\tpublished\tx\nall\town\tpublished\n",     ERR_SYNTAX },
        {"policy\town\tpublished\tx\nall\town\tpublished\t\n",   ERR_SYNTAX },
        {"policy\town\tpublished\tx\nall\town\tpublished\tx\ty", ERR_SYNTAX },
        {"#\n\town\tpublished\tx",                               ERR_SYNTAX },
        {"#\nall\tgrave\tpublished\tx",                          ERR_SYNTAX },
        {"#\nall\town\tsaid\tx",                                 ERR_SYNTAX },
        {"#\nFILE-NONE\town\tpublished\tx",                      ERR_SYNTAX },
        {"#\nFILE-GZIP-002\twarning\tpublished\tx",              ERR_REFUSED},
        {"#\n-FILE-*\town\tpublished\tx",                        ERR_REFUSED},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct ruleset s = {0};
        struct err e = {0};

        assert_int_equal(
            ruleset_add_profile(&s, "X", row[i].text, strlen(row[i].text), &e),
            -1);
        assert_int_equal(e.code, row[i].code);
        assert_int_equal(e.line, 2);
        ruleset_release(&s);
    }
}

static void places_are_counted_at_the_level_of_the_selection(void **state)
{
    static const char words[] = "FILE-GZIP-002=warning VCF-NORM-001=error";
    struct examined x = {.judged = true};
    struct ruleset s = {0};
    struct err e = {0};
    const struct examine_job job = {.rules = &s};

    (void)state;
    assert_int_equal(ruleset_add(&s, words, sizeof(words) - 1, &e), 0);
    for (int i = 0; i < 3; i++)
        assert_int_equal(problem_add(&x.problems, "FILE-GZIP-002", NULL, &e,
                                     "the last block does not end at chromEnd"),
                         0);
    assert_int_equal(problem_add(&x.problems, "FILE-GZIP-001", NULL, &e,
                                 "the last block does not end at chromEnd"),
                     0);
    assert_int_equal(ruleset_count(&s, &x.problems, RULE_ERROR), 0);
    assert_int_equal(ruleset_count(&s, &x.problems, RULE_WARNING), 3);
    assert_true(examined_conforms(&x, &job));
    assert_int_equal(problem_add(&x.problems, "VCF-NORM-001", NULL, &e,
                                 "the last block does not end at chromEnd"),
                     0);
    assert_int_equal(ruleset_count(&s, &x.problems, RULE_ERROR), 1);
    assert_false(examined_conforms(&x, &job));
    examined_release(&x);
    ruleset_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_word_that_names_a_rule_holds),
        cmocka_unit_test(a_word_that_names_nothing_is_refused),
        cmocka_unit_test(more_words_than_the_ceiling_are_refused),
        cmocka_unit_test(a_profile_keeps_who_asks),
        cmocka_unit_test(a_bad_profile_says_which_line),
        cmocka_unit_test(places_are_counted_at_the_level_of_the_selection),
    };

    return cmocka_run_group_tests_name("ruleset", tests, NULL, NULL);
}
