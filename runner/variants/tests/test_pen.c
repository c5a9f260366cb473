#include "variants/outputs/pen.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/tests/t.h"

static void same_as_printf(int64_t v)
{
    char got[PEN_I64 + 1];
    char want[PEN_I64 + 4];
    char *end;

    memset(got, '#', sizeof(got));
    end = pen_i64(got, v);
    (void)snprintf(want, sizeof(want), "%" PRId64 "#", v);
    assert_true(end < got + sizeof(got));
    assert_memory_equal(got, want, strlen(want));
    assert_int_equal(end - got, strlen(want) - 1);
}

static void a_number_is_written_as_printf_does(void **state)
{
    (void)state;
    for (int64_t v = -1000; v <= 100000; v++)
        same_as_printf(v);
    for (int64_t ten = 1; ten <= INT64_MAX / 10; ten *= 10) {
        for (int64_t k = 1; k < 10; k++) {
            same_as_printf(k * ten - 1);
            same_as_printf(k * ten);
            same_as_printf(-k * ten + 1);
        }
    }
    same_as_printf(INT64_MAX);
    same_as_printf(INT64_MIN);
}

static void texts_follow_each_other(void **state)
{
    char line[32];
    char *p = line;

    (void)state;
    p = pen_str(p, "chr1");
    p = pen_char(p, '\t');
    p = pen_i64(p, 7);
    p = pen_text(p, "\tACG", 2);
    p = pen_text(p, "T...", 1);
    assert_int_equal(p - line, 9);
    assert_memory_equal(line, "chr1\t7\tAT", 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_written_as_printf_does),
        cmocka_unit_test(texts_follow_each_other),
    };

    return cmocka_run_group_tests_name("pen", tests, NULL, NULL);
}
