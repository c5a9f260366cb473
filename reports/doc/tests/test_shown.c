#include "base/tests/t.h"

#include "reports/doc/shown.h"

static void a_number_is_shown_on_its_side_of_every_limit(void **state)
{
    static const struct {
        double v;
        enum shown_way way;
        double limit;
        const char *text;
    } row[] = {
        {0.95,              SHOWN_NEAREST, 0.95,    "0.9500"          },
        {0.949999,          SHOWN_NEAREST, 0.95,    "0.949999"        },
        {0.9499999,         SHOWN_NEAREST, 0.95,    "0.9499999"       },
        {0.95000001,        SHOWN_NEAREST, 0.95,    "0.95000001"      },
        {0.99999,           SHOWN_NEAREST, 0.95,    "0.99999"         },
        {0.00001,           SHOWN_NEAREST, 0.95,    "0.00001"         },
        {0.00001,           SHOWN_DOWN,    0.95,    "0.00001"         },
        {0.96339,           SHOWN_DOWN,    0.98,    "0.9633"          },
        {0.96331,           SHOWN_UP,      0.98,    "0.9634"          },
        {0.97999,           SHOWN_UP,      0.98,    "0.97999"         },
        {0.98001,           SHOWN_DOWN,    0.98,    "0.98001"         },
        {1,                 SHOWN_UP,      0.98,    "1"               },
        {0,                 SHOWN_DOWN,    0.98,    "0"               },
        {-0.0,              SHOWN_NEAREST, 0.98,    "0"               },
        {0.9999999999999,   SHOWN_NEAREST, 0.98,    "1"               },
        {123.4567,          SHOWN_NEAREST, 200,     "123.46"          },
        {12345.678,         SHOWN_NEAREST, 200,     "12346"           },
        {12345.678,         SHOWN_NEAREST, 1.0e300, "12346"           },
        {9007199254740992., SHOWN_NEAREST, 1,       "9007199254740992"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char text[SHOWN_TEXT_MAX];

        shown_text(text, row[i].v, row[i].way, &row[i].limit, 1);
        assert_string_equal(text, row[i].text);
    }
}

static void what_is_not_finite_is_not_shown(void **state)
{
    char text[SHOWN_TEXT_MAX] = "x";
    double zero = 0;

    (void)state;
    shown_text(text, 1 / zero, SHOWN_NEAREST, NULL, 0);
    assert_string_equal(text, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_shown_on_its_side_of_every_limit),
        cmocka_unit_test(what_is_not_finite_is_not_shown),
    };

    return cmocka_run_group_tests_name("shown", tests, NULL, NULL);
}
