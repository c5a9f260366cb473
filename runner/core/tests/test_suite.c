#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "core/evidence.h"
#include "core/suite.h"

/* Texts of the suite format: they never change. */
static void names_and_parses_its_words(void **state)
{
    static const char *const status[] = {"draft", "released", "retired"};
    static const char *const pin[] = {"octets", "records", "contigs",
                                      "adopted"};
    static const char *const method[] = {
        "exact", "clopper-pearson", "wilson", "jeffreys", "garwood", "report"};
    static const char *const limit[] = {"published", "proposed", "unconfirmed"};

    (void)state;
    for (size_t i = 0; i < T_LEN(status); i++) {
        enum suite_status v;

        assert_string_equal(suite_status_name((enum suite_status)i), status[i]);
        assert_int_equal(suite_status_parse(&v, status[i]), 0);
        assert_int_equal(v, i);
    }
    for (size_t i = 0; i < T_LEN(pin); i++) {
        enum fixture_pin v;

        assert_string_equal(fixture_pin_name((enum fixture_pin)i), pin[i]);
        assert_int_equal(fixture_pin_parse(&v, pin[i]), 0);
        assert_int_equal(v, i);
    }
    for (size_t i = 0; i < T_LEN(method); i++) {
        enum rule_method v;

        assert_string_equal(rule_method_name((enum rule_method)i), method[i]);
        assert_int_equal(rule_method_parse(&v, method[i]), 0);
        assert_int_equal(v, i);
    }
    for (size_t i = 0; i < T_LEN(limit); i++) {
        enum limit_status v;

        assert_string_equal(limit_status_name((enum limit_status)i), limit[i]);
        assert_int_equal(limit_status_parse(&v, limit[i]), 0);
        assert_int_equal(v, i);
    }
}

static void names_claims_and_states(void **state)
{
    static const char *const claim[] = {"file", "process"};
    static const char *const measured[] = {"not-run", "measured", "defect",
                                           "blocked", "absent",   "error"};

    (void)state;
    for (size_t i = 0; i < T_LEN(claim); i++) {
        enum claim_kind v;

        assert_string_equal(claim_kind_name((enum claim_kind)i), claim[i]);
        assert_int_equal(claim_kind_parse(&v, claim[i]), 0);
        assert_int_equal(v, i);
    }
    for (size_t i = 0; i < T_LEN(measured); i++) {
        enum measured v;

        assert_string_equal(measured_name((enum measured)i), measured[i]);
        assert_int_equal(measured_parse(&v, measured[i]), 0);
        assert_int_equal(v, i);
    }
}

static void parses_no_other_word(void **state)
{
    enum suite_status a;
    enum fixture_pin b;
    enum rule_method c;
    enum claim_kind d;
    enum limit_status f;
    enum measured m;

    (void)state;
    assert_int_equal(suite_status_parse(&a, "x"), -1);
    assert_int_equal(fixture_pin_parse(&b, ""), -1);
    assert_int_equal(rule_method_parse(&c, "Wilson"), -1);
    assert_int_equal(claim_kind_parse(&d, NULL), -1);
    assert_int_equal(limit_status_parse(&f, "published "), -1);
    assert_int_equal(measured_parse(&m, "ok"), -1);
}

static void finds_words_in_lists(void **state)
{
    static const struct {
        const char *list, *word;
        bool in;
    } row[] = {
        {"hifi ont",        "hifi",     true },
        {"hifi ont",        "ont",      true },
        {" hifi\t\n ont\r", "ont",      true },
        {"hifi ont",        "on",       false},
        {"hifi ont",        "onto",     false},
        {"hifi ont",        "",         false},
        {"hifi ont",        " ",        false},
        {"hifi ont",        "hifi ont", false},
        {"",                "hifi",     false},
        {NULL,              "hifi",     false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(suite_word_in(row[i].list, row[i].word), row[i].in);
}

static void parses_versions(void **state)
{
    static const struct {
        const char *text;
        enum err_code code;
        struct version v;
    } row[] = {
        {"1.2.3",       ERR_NONE,   {1, 2, 3}      },
        {"0.0.0",       ERR_NONE,   {0, 0, 0}      },
        {"10.0.999999", ERR_NONE,   {10, 0, 999999}},
        {"1.2.1000000", ERR_RANGE,  {0, 0, 0}      },
        {"1.2",         ERR_SYNTAX, {0, 0, 0}      },
        {"1.2.",        ERR_SYNTAX, {0, 0, 0}      },
        {"1.2.3.4",     ERR_SYNTAX, {0, 0, 0}      },
        {"1.2.3 ",      ERR_SYNTAX, {0, 0, 0}      },
        {"1.2.3-rc1",   ERR_SYNTAX, {0, 0, 0}      },
        {"01.2.3",      ERR_SYNTAX, {0, 0, 0}      },
        {"1.2.03",      ERR_SYNTAX, {0, 0, 0}      },
        {"1,2,3",       ERR_SYNTAX, {0, 0, 0}      },
        {"v1.2.3",      ERR_SYNTAX, {0, 0, 0}      },
        {"",            ERR_SYNTAX, {0, 0, 0}      },
        {"-1.2.3",      ERR_SYNTAX, {0, 0, 0}      },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct version v = {0};
        struct err e = {0};
        int rc = version_parse(&v, row[i].text, &e);

        assert_int_equal(e.code, row[i].code);
        assert_int_equal(rc, e.code ? -1 : 0);
        assert_int_equal(version_compare(&v, &row[i].v), 0);
    }
}

static void orders_versions(void **state)
{
    static const struct version v[] = {
        {0, 0, 1 },
        {0, 0, 2 },
        {0, 1, 0 },
        {1, 0, 0 },
        {1, 0, 10},
        {2, 0, 0 }
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(v); i++) {
        for (size_t j = 0; j < T_LEN(v); j++)
            assert_int_equal(version_compare(&v[i], &v[j]), (i > j) - (i < j));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_parses_its_words),
        cmocka_unit_test(names_claims_and_states),
        cmocka_unit_test(parses_no_other_word),
        cmocka_unit_test(finds_words_in_lists),
        cmocka_unit_test(parses_versions),
        cmocka_unit_test(orders_versions),
    };

    return cmocka_run_group_tests_name("suite", tests, NULL, NULL);
}
