#include "formats/names.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"

static void names_keep_the_order_of_their_first_use(void **state)
{
    static const char *const in[] = {"chr1", "chrM",        "chr1",
                                     "",     "HLA-A*01:01", "chrM"};
    static const uint32_t index[] = {0, 1, 0, 2, 3, 1};
    struct names set = {0};
    struct err e = {0};

    (void)state;
    for (size_t i = 0; i < T_LEN(in); i++) {
        uint32_t got;
        int added;

        assert_int_equal(
            names_add(&got, &added, &set, in[i], strlen(in[i]), &e), 0);
        assert_int_equal(got, index[i]);
        assert_int_equal(added, index[i] == set.n - 1 && i != 2 && i != 5);
    }
    assert_int_equal(names_find(&set, "chrM", 4), 1);
    assert_int_equal(names_find(&set, "chrM", 3), NAMES_NONE);
    names_release(&set);
    assert_int_equal(names_find(&set, "chrM", 4), NAMES_NONE);
}

static void ten_thousand_names_are_all_found_again(void **state)
{
    struct names set = {0};
    struct err e = {0};
    char name[32];

    (void)state;
    for (uint32_t pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < 10000; i++) {
            int n = snprintf(name, sizeof(name), "contig_%u", i * 7);
            uint32_t got;
            int added;

            assert_int_equal(names_add(&got, &added, &set, name, (size_t)n, &e),
                             0);
            assert_int_equal(got, i);
            assert_int_equal(added, pass == 0);
        }
    }
    assert_int_equal(set.n, 10000);
    names_release(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_keep_the_order_of_their_first_use),
        cmocka_unit_test(ten_thousand_names_are_all_found_again),
    };

    return cmocka_run_group_tests_name("names", tests, NULL, NULL);
}
