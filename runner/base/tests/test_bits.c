#include "base/tests/t.h"

#include "base/bits.h"

static void each_lowest_bit_is_found(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 64; i++) {
        uint64_t one = (uint64_t)1 << i;

        assert_int_equal(bits_lowest(one), i);
        assert_int_equal(bits_lowest(~(one - 1)), i);
        assert_int_equal(bits_lowest(one | (uint64_t)1 << 63), i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_lowest_bit_is_found),
    };

    return cmocka_run_group_tests_name("bits", tests, NULL, NULL);
}
