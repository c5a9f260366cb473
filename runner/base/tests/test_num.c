#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "base/num.h"

static void reads_digits_at_a_cursor(void **state)
{
    static const struct {
        const char *text;
        int64_t max;
        enum err_code code;
        int64_t value;
        size_t used;
    } row[] = {
        {"0",                          0,         ERR_NONE,   0,         1 },
        {"12,3",                       12,        ERR_NONE,   12,        2 },
        {"0007x",                      9,         ERR_NONE,   7,         4 },
        {"9223372036854775807",        INT64_MAX, ERR_NONE,   INT64_MAX, 19},
        {"9223372036854775808",        INT64_MAX, ERR_RANGE,  0,         0 },
        {"99999999999999999999999999", INT64_MAX, ERR_RANGE,  0,         0 },
        {"13",                         12,        ERR_RANGE,  0,         0 },
        {"1",                          0,         ERR_RANGE,  0,         0 },
        {"",                           9,         ERR_SYNTAX, 0,         0 },
        {"-1",                         9,         ERR_SYNTAX, 0,         0 },
        {"+1",                         9,         ERR_SYNTAX, 0,         0 },
        {" 1",                         9,         ERR_SYNTAX, 0,         0 },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *at = row[i].text;
        const char *end = at + strlen(at);
        int64_t v = -5;
        struct err e = {0};
        int rc = num_parse(&v, &at, end, row[i].max, &e);

        assert_int_equal(e.code, row[i].code);
        assert_int_equal(rc, e.code ? -1 : 0);
        assert_int_equal(v, e.code ? -5 : row[i].value);
        assert_int_equal(at - row[i].text, row[i].used);
    }
}

static void never_reads_the_end(void **state)
{
    const char *text = "123";
    const char *at = text;
    int64_t v = 0;
    struct err e = {0};

    (void)state;
    assert_int_equal(num_parse(&v, &at, text + 2, 1000, &e), 0);
    assert_int_equal(v, 12);
    assert_int_equal(num_parse(&v, &at, text + 2, 1000, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
}

static void reads_a_whole_number(void **state)
{
    static const struct {
        const char *text;
        int64_t min;
        int64_t max;
        enum err_code code;
        int64_t value;
    } row[] = {
        {"5",                     0,         9,         ERR_NONE,   5        },
        {"-5",                    -9,        9,         ERR_NONE,   -5       },
        {"-0",                    -9,        9,         ERR_NONE,   0        },
        {"-9223372036854775808",  INT64_MIN, 0,         ERR_NONE,   INT64_MIN},
        {"9223372036854775807",   0,         INT64_MAX, ERR_NONE,   INT64_MAX},
        {"-9223372036854775809",  INT64_MIN, 0,         ERR_RANGE,  0        },
        {"9223372036854775808",   0,         INT64_MAX, ERR_RANGE,  0        },
        {"99999999999999999999",  0,         INT64_MAX, ERR_RANGE,  0        },
        {"10",                    0,         9,         ERR_RANGE,  0        },
        {"-10",                   -9,        9,         ERR_RANGE,  0        },
        {"3",                     4,         9,         ERR_RANGE,  0        },
        {"-5",                    0,         9,         ERR_SYNTAX, 0        },
        {"",                      0,         9,         ERR_SYNTAX, 0        },
        {"-",                     -9,        9,         ERR_SYNTAX, 0        },
        {"--1",                   -9,        9,         ERR_SYNTAX, 0        },
        {"+1",                    0,         9,         ERR_SYNTAX, 0        },
        {"1 ",                    0,         9,         ERR_SYNTAX, 0        },
        {"1.0",                   0,         9,         ERR_SYNTAX, 0        },
        {"0x1",                   0,         9,         ERR_SYNTAX, 0        },
        {"99999999999999999999x", 0,         9,         ERR_SYNTAX, 0        },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        int64_t v = 77;
        struct err e = {0};
        int rc = num_int(&v, row[i].text, row[i].min, row[i].max, &e);

        assert_int_equal(e.code, row[i].code);
        assert_int_equal(rc, e.code ? -1 : 0);
        assert_int_equal(v, e.code ? 77 : row[i].value);
    }
}

static void reads_a_decimal_number(void **state)
{
    static const struct {
        const char *text;
        double min;
        double max;
        enum err_code code;
        double value;
    } row[] = {
        {"0.5",       0,  1,     ERR_NONE,   0.5  },
        {".5",        0,  1,     ERR_NONE,   0.5  },
        {"1",         0,  1,     ERR_NONE,   1    },
        {"-2.5e-1",   -1, 1,     ERR_NONE,   -0.25},
        {"25E+1",     0,  1000,  ERR_NONE,   250  },
        {"1e-400",    0,  1,     ERR_NONE,   0    },
        {"1e400",     0,  1e308, ERR_RANGE,  0    },
        {"1.0000001", 0,  1,     ERR_RANGE,  0    },
        {"-0.1",      0,  1,     ERR_RANGE,  0    },
        {"",          0,  1,     ERR_SYNTAX, 0    },
        {".",         0,  1,     ERR_SYNTAX, 0    },
        {"5.",        0,  9,     ERR_SYNTAX, 0    },
        {"1.5.2",     0,  9,     ERR_SYNTAX, 0    },
        {"e5",        0,  9,     ERR_SYNTAX, 0    },
        {"1e",        0,  9,     ERR_SYNTAX, 0    },
        {"1e+",       0,  9,     ERR_SYNTAX, 0    },
        {"+1",        0,  9,     ERR_SYNTAX, 0    },
        {"0x1",       0,  9,     ERR_SYNTAX, 0    },
        {"inf",       0,  9,     ERR_SYNTAX, 0    },
        {"nan",       0,  9,     ERR_SYNTAX, 0    },
        {" 1",        0,  9,     ERR_SYNTAX, 0    },
        {"1 ",        0,  9,     ERR_SYNTAX, 0    },
        {"0,5",       0,  1,     ERR_SYNTAX, 0    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        double v = 77;
        struct err e = {0};
        int rc = num_real(&v, row[i].text, row[i].min, row[i].max, &e);

        assert_int_equal(e.code, row[i].code);
        assert_int_equal(rc, e.code ? -1 : 0);
        assert_true(v == (e.code ? 77 : row[i].value));
    }
}

static void an_endless_number_is_refused(void **state)
{
    char text[1001];
    double v = 0;
    struct err e = {0};

    (void)state;
    memset(text, '1', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_int_equal(num_real(&v, text, 0, 1, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_digits_at_a_cursor),
        cmocka_unit_test(never_reads_the_end),
        cmocka_unit_test(reads_a_whole_number),
        cmocka_unit_test(reads_a_decimal_number),
        cmocka_unit_test(an_endless_number_is_refused),
    };

    return cmocka_run_group_tests_name("num", tests, NULL, NULL);
}
