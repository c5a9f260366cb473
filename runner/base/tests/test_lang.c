#include "base/tests/t.h"

#include "base/lang.h"

static void reads_the_language_from_a_locale(void **state)
{
    static const struct {
        const char *name;
        enum lang lang;
    } row[] = {
        {"fr",          LANG_FR},
        {"fr_FR.UTF-8", LANG_FR},
        {"FR",          LANG_FR},
        {"fr-CA",       LANG_FR},
        {"fr.UTF-8",    LANG_FR},
        {"fr@euro",     LANG_FR},
        {"en_GB",       LANG_EN},
        {"C",           LANG_EN},
        {"",            LANG_EN},
        {"frr_DE",      LANG_EN},
        {"f",           LANG_EN},
        {NULL,          LANG_EN},
        {"african",     LANG_EN},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(lang_from_locale(row[i].name), row[i].lang);
}

static void translates_what_the_catalogue_holds(void **state)
{
    (void)state;
    assert_string_equal(lang_in(LANG_FR, N_("out of memory")),
                        "m\u00e9moire insuffisante");
    assert_string_equal(lang_in(LANG_EN, "out of memory"), "out of memory");
    assert_string_equal(lang_in(LANG_FR, "no such text"), "no such text");
    assert_true(lang_has_french("out of memory"));
    assert_false(lang_has_french("no such text"));
    assert_false(lang_has_french(""));
}

static void speaks_the_language_that_was_set(void **state)
{
    (void)state;
    assert_int_equal(lang_get(), LANG_EN);
    assert_string_equal(lang_tr("out of memory"), "out of memory");
    lang_set(LANG_FR);
    assert_int_equal(lang_get(), LANG_FR);
    assert_string_equal(lang_tr("out of memory"), "m\u00e9moire insuffisante");
    lang_set(LANG_EN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_language_from_a_locale),
        cmocka_unit_test(translates_what_the_catalogue_holds),
        cmocka_unit_test(speaks_the_language_that_was_set),
    };

    return cmocka_run_group_tests_name("lang", tests, NULL, NULL);
}
