#include "reports/doc/decimals.h"

#include <math.h>

#include <libxml/xpath.h>

#include "base/tests/t.h"

static void numbers_are_rounded_and_lose_their_zeros(void **state)
{
    static const struct {
        double x;
        int places;
        const char *want;
    } row[] = {
        {0,        2, "0"    },
        {9.677419, 2, "9.68" },
        {90.3,     2, "90.3" },
        {100,      2, "100"  },
        {0.125,    2, "0.13" },
        {95,       4, "95"   },
        {99.99,    4, "99.99"},
        {99.99996, 4, "100"  },
        {-1.5,     2, "-1.5" },
        {1e300,    2, "NaN"  },
    };
    char text[DECIMALS_TEXT];

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        decimals_write(text, row[i].x, row[i].places);
        assert_string_equal(text, row[i].want);
    }
    decimals_write(text, decimals_read("x"), 2);
    assert_string_equal(text, "NaN");
}

static void what_is_no_number_is_none(void **state)
{
    (void)state;
    assert_true(decimals_read("0.5") == 0.5);
    assert_true(decimals_read("-2") == -2);
    assert_true(isnan(decimals_read("")));
    assert_true(isnan(decimals_read(NULL)));
    assert_true(isnan(decimals_read("0x1")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_rounded_and_lose_their_zeros),
        cmocka_unit_test(what_is_no_number_is_none),
    };

    xmlXPathInit(); /* as libxslt does; until then "no number" is 0 */
    return cmocka_run_group_tests_name("decimals", tests, NULL, NULL);
}
