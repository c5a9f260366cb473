#include "base/tests/t.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

static void holds_what_was_added(void **state)
{
    struct buf b;
    struct err e = {0};
    char *s;

    (void)state;
    buf_init(&b, 1000);
    assert_null(b.s);
    buf_str(&b, "");
    assert_string_equal(b.s, "");
    buf_str(&b, "one ");
    buf_char(&b, '2');
    buf_add(&b, "\0three", 6);
    buf_printf(&b, " %d%s", 4, "th");
    assert_int_equal(b.n, 15);
    assert_memory_equal(b.s, "one 2\0three 4th", 16);
    assert_int_equal(buf_check(&b, &e), 0);
    s = buf_take(&b);
    assert_null(b.s);
    assert_int_equal(b.n, 0);
    free(s);
    buf_str(&b, "again"); /* the ceiling stays */
    assert_string_equal(b.s, "again");
    buf_release(&b);
    buf_release(&b);
}

static void writes_numbers(void **state)
{
    static const struct {
        int64_t v;
        const char *text;
    } row[] = {
        {0,         "0"                   },
        {7,         "7"                   },
        {-10,       "-10"                 },
        {INT64_MAX, "9223372036854775807" },
        {INT64_MIN, "-9223372036854775808"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        buf_init(&b, 20);
        buf_i64(&b, row[i].v);
        assert_string_equal(b.s, row[i].text);
        buf_release(&b);
    }
}

static void stops_at_its_ceiling_and_says_so(void **state)
{
    static const struct {
        size_t max;
        size_t pieces; /* of 3 bytes */
        size_t held;
        int rc;
    } row[] = {
        {0,      1,     0,     -1},
        {2,      1,     0,     -1},
        {3,      1,     3,     0 },
        {3,      2,     3,     -1},
        {299,    100,   297,   -1},
        {300,    100,   300,   0 },
        {100000, 30000, 90000, 0 },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;
        struct err e = {0};

        buf_init(&b, row[i].max);
        for (size_t k = 0; k < row[i].pieces; k++)
            buf_printf(&b, "%s", "abc");
        assert_int_equal(b.n, row[i].held);
        assert_int_equal(buf_check(&b, &e), row[i].rc);
        assert_int_equal(e.code, row[i].rc ? ERR_LIMIT : ERR_NONE);
        buf_str(&b, row[i].rc ? "x" : ""); /* nothing after a failure */
        assert_int_equal(b.n, row[i].held);
        buf_clear(&b);
        assert_int_equal(buf_check(&b, &e), 0);
        buf_release(&b);
    }
}

static void the_empty_value_may_not_grow(void **state)
{
    struct buf b = {0};
    struct err e = {0};

    (void)state;
    buf_char(&b, 'x');
    assert_int_equal(buf_check(&b, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    assert_null(buf_take(&b));
    buf_release(&b);
}

static void want_of_memory_is_told_from_the_ceiling(void **state)
{
    struct buf b;
    struct err e = {0};

    (void)state;
    buf_init(&b, SIZE_MAX / 2);
    buf_str(&b, "x");
    b.nomem = b.failed = true; /* as a failing realloc() leaves it */
    assert_int_equal(buf_check(&b, &e), -1);
    assert_int_equal(e.code, ERR_MEMORY);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_what_was_added),
        cmocka_unit_test(writes_numbers),
        cmocka_unit_test(stops_at_its_ceiling_and_says_so),
        cmocka_unit_test(the_empty_value_may_not_grow),
        cmocka_unit_test(want_of_memory_is_told_from_the_ceiling),
    };

    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
