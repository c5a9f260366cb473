#include "judge/template.h"

#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"

#define PLATE "[A-Z]{2}[0-9]{7,8}-DNA_[A-H]0[1-9]"

static void names_fit_or_do_not(void **state)
{
    static const struct {
        const char *list;
        const char *name;
        bool fits;
    } row[] = {
        {PLATE,              "LP3000987-DNA_A01",                    true },
        {PLATE,              "LP12345678-DNA_H09",                   true },
        {PLATE,              "LP300098-DNA_A01",                     false},
        {PLATE,              "LP123456789-DNA_A01",                  false},
        {PLATE,              "L13000987-DNA_A01",                    false},
        {PLATE,              "LP3000987-DNA_I01",                    false},
        {PLATE,              "LP3000987-DNA_A00",                    false},
        {PLATE,              "LP3000987-DNA_A01x",                   false},
        {PLATE,              "xLP3000987-DNA_A01",                   false},
        {PLATE,              "",                                     false},
        {"abc",              "abc",                                  true },
        {"abc",              "ab",                                   false},
        {"a*c",              "ac",                                   true },
        {"a*c",              "abbc",                                 true },
        {"a*c",              "a/c",                                  false},
        {"a**c",             "a/b/c",                                true },
        {"**",               "",                                     true },
        {"*",                "a/b",                                  false},
        {"a/*/c",            "a/b/c",                                true },
        {"a/*/c",            "a/b/d/c",                              false},
        {"[abc-]{3}",        "a-c",                                  true },
        {"[a-c]{0,2}d",      "d",                                    true },
        {"[a-c]{0,2}d",      "abd",                                  true },
        {"[a-c]{0,2}d",      "abcd",                                 false},
        {"\\*\\[x",          "*[x",                                  true },
        {"aa bb",            "bb",                                   true },
        {" aa\n\tbb ",       "aa",                                   true },
        {"aa bb",            "aa bb",                                false},
        {"*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        bool fits;

        if (templates_fit(&fits, row[i].list, row[i].name, strlen(row[i].name),
                          &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (fits != row[i].fits)
            fail_msg("row %zu: %s and %s", i, row[i].list, row[i].name);
    }
}

static void what_is_no_template_is_refused(void **state)
{
    static const char *const row[] = {
        "",   " ",      "[a",   "a]",   "{2}", "a{",         "a{2",
        "a}", "a{3,2}", "a{2,", "a{x}", "a\\", "a{9999999}",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        bool fits;

        if (templates_fit(&fits, row[i], "a", 1, &e) == 0)
            fail_msg("'%s' was taken", row[i]);
        assert_true(e.code == ERR_SYNTAX || e.code == ERR_RANGE);
    }
}

static void length_has_a_ceiling(void **state)
{
    char name[TEMPLATE_NAME_MAX + 2];
    char list[2 * TEMPLATE_ELEMENTS_MAX];
    struct err e = {0};
    bool fits;

    (void)state;
    memset(name, 'a', sizeof(name));
    assert_int_equal(templates_fit(&fits, "**", name, TEMPLATE_NAME_MAX, &e),
                     0);
    assert_true(fits);
    assert_int_equal(
        templates_fit(&fits, "**", name, TEMPLATE_NAME_MAX + 1, &e), 0);
    assert_false(fits);
    memset(list, 'a', sizeof(list));
    list[TEMPLATE_ELEMENTS_MAX + 1] = '\0';
    assert_int_equal(templates_fit(&fits, list, "a", 1, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_fit_or_do_not),
        cmocka_unit_test(what_is_no_template_is_refused),
        cmocka_unit_test(length_has_a_ceiling),
    };

    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
