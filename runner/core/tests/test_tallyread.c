#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "core/tally.h"

#define MAGIC "#entente-tallies 1\n"
#define HEAD  MAGIC "@a\tstratum\tcontig\tblock\tx\ty\n"
#define BOTH  HEAD "#a\t*\ts\tt\n"
#define ROW1  BOTH "a\t*\tchr1\t1\t4\t0\n"

static void reads_back_what_it_wrote(void **state)
{
    static const char *const text[] = {
        MAGIC,
        BOTH,
        HEAD "#a\t*\n",
        ROW1,
        ROW1 "a\t*\tchr1\t2\t4\t0\na\t*\tchr2\t0\t0\t1\na\ts\tchr1\t0\t1\t1\n",
        BOTH "a\tt\t.\t0\t1\t1\na\tt\t..\t0\t1\t1\na\tt\t...\t0\t1\t1\n",
        BOTH "a\t*\tchr2\t0\t1\t1\na\ts\tchr1\t0\t1\t1\na\ts\tchr2\t0\t1\t1\n",
        BOTH "a\t*\tc\t4294967295\t9223372036854775807\t0\n",
        BOTH "@b/c.1\tstratum\tcontig\tblock\tz\n#b/c.1\t*\n"
             "b/c.1\t*\t.\t0\t5\n",
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(text); i++) {
        struct tally_set set = {0};
        struct err e = {0};
        struct buf b = {0};

        if (tally_set_read(&set, text[i], strlen(text[i]), &e))
            fail_msg("text %zu: %s", i, e.msg);
        buf_init(&b, 1000);
        tally_set_write(&b, &set);
        assert_int_equal(buf_check(&b, &e), 0);
        assert_string_equal(b.s, text[i]);
        buf_release(&b);
        tally_set_release(&set);
    }
}

static void reads_numbers_and_names(void **state)
{
    static const char text[] = ROW1 "a\t*\tchr1\t2\t5\t7\na\tt\t.\t0\t1\t2\n";
    const struct tally *t;
    struct tally_set set = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(tally_set_read(&set, text, strlen(text), &e), 0);
    assert_int_equal(set.n, 1);
    assert_string_equal(set.a[0].id, "a");
    t = &set.a[0].tally;
    assert_int_equal(tally_find_stratum(t, "t"), 2);
    assert_int_equal(tally_sum(t, 0, 0), 9);
    assert_int_equal(tally_sum(t, 0, 1), 7);
    assert_int_equal(tally_sum(t, 1, 0), 0);
    assert_int_equal(tally_sum(t, 2, 1), 2);
    assert_int_equal(t->n_rows, 3);
    assert_int_equal(tally_value(t, 1, 1), 7);
    /* It can be added to as any other. */
    assert_int_equal(tally_count(&set.a[0].tally, "x", 1, &e), 0);
    assert_int_equal(tally_add(&set.a[0].tally, 0, 0, 2, 0, 10, &e), 0);
    assert_int_equal(tally_value(t, 1, 0), 15);
    assert_int_equal(t->n_rows, 4);
    tally_set_release(&set);
}

static void refuses_all_else_and_says_where(void **state)
{
    static const struct {
        const char *text;
        enum err_code code;
        uint64_t line;
    } row[] = {
        {"",                                                ERR_SYNTAX, 1},
        {"#entente-tallies 1",                              ERR_SYNTAX, 1},
        {"#entente-tallies 2\n",                            ERR_SYNTAX, 1},
        {"\n" MAGIC,                                        ERR_SYNTAX, 1},
        {MAGIC "\n",                                        ERR_SYNTAX, 2},
        {MAGIC "x",                                         ERR_SYNTAX, 2},
        {MAGIC "@",                                         ERR_SYNTAX, 2},
        {MAGIC "@a\n",                                      ERR_SYNTAX, 2},
        {MAGIC "@\tstratum\tcontig\tblock\tx\n#\t*\n",      ERR_SYNTAX, 2},
        {MAGIC "@@\tstratum\tcontig\tblock\tx\n#@\t*\n",    ERR_SYNTAX, 2},
        {MAGIC "@#\tstratum\tcontig\tblock\tx\n##\t*\n",    ERR_SYNTAX, 2},
        {MAGIC "@a b\tstratum\tcontig\tblock\tx\n",         ERR_SYNTAX, 2},
        {MAGIC "@a\tcontig\tstratum\tblock\tx\n",           ERR_SYNTAX, 2},
        {MAGIC "@a\tstratum\tcontig\tblock\n#a\t*\n",       ERR_SYNTAX, 2},
        {MAGIC "@a\tstratum\tcontig\tblock\t\n#a\t*\n",     ERR_SYNTAX, 3},
        {MAGIC "@a\tstratum\tcontig\tblock\tx y\n#a\t*\n",  ERR_SYNTAX, 3},
        {MAGIC "@a\tstratum\tcontig\tblock\tx\tx\n#a\t*\n", ERR_SYNTAX, 3},
        {MAGIC "@a\tstratum\tcontig\tblock\tx",             ERR_SYNTAX, 2},
        {HEAD,                                              ERR_SYNTAX, 3},
        {HEAD "#b\t*\n",                                    ERR_SYNTAX, 3},
        {HEAD "#a\n",                                       ERR_SYNTAX, 3},
        {HEAD "#a\ts\n",                                    ERR_SYNTAX, 3},
        {HEAD "#a\t*\t*\n",                                 ERR_SYNTAX, 3},
        {HEAD "#a\t*\ts\ts\n",                              ERR_SYNTAX, 3},
        {HEAD "#a\t*\t\n",                                  ERR_SYNTAX, 3},
        {HEAD "#a\t*",                                      ERR_SYNTAX, 3},
        {BOTH "b\t*\tchr1\t0\t1\t1\n",                      ERR_SYNTAX, 4},
        {BOTH "a\n",                                        ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\n",                               ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t0\t1\n",                         ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t0\t1\t1\t1\n",                   ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t0\t1\t1",                        ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t0\t1\t1\r\n",                    ERR_SYNTAX, 4},
        {BOTH "a\tu\tchr1\t0\t1\t1\n",                      ERR_SYNTAX, 4},
        {BOTH "a\t*\t\t0\t1\t1\n",                          ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr 1\t0\t1\t1\n",                     ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t00\t1\t1\n",                     ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t\t1\t1\n",                       ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t-1\t1\t1\n",                     ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t4294967296\t1\t1\n",             ERR_RANGE,  4},
        {BOTH "a\t*\tchr1\t0\t01\t1\n",                     ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t0\t+1\t1\n",                     ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t0\t1.5\t1\n",                    ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t0\t1\t\n",                       ERR_SYNTAX, 4},
        {BOTH "a\t*\tchr1\t0\t9223372036854775808\t1\n",    ERR_RANGE,  4},
        {BOTH "a\t*\tchr1\t0\t0\t0\n",                      ERR_SYNTAX, 4},
        {ROW1 "a\t*\tchr1\t1\t4\t0\n",                      ERR_SYNTAX, 5},
        {ROW1 "a\t*\tchr1\t0\t4\t0\n",                      ERR_SYNTAX, 5},
        {ROW1 "a\t*\tchr0\t2\t4\t0\n",                      ERR_SYNTAX, 5},
        {ROW1 "a\t*\t.\t2\t4\t0\n",                         ERR_SYNTAX, 5},
        {BOTH "a\tt\tc\t0\t4\t0\na\ts\tc\t0\t4\t0\n",       ERR_SYNTAX, 5},
        {ROW1 "a\t*\tchr1\t2\t9223372036854775807\t0\n",    ERR_LIMIT,  5},
        {ROW1 "@a\tstratum\tcontig\tblock\tx\n#a\t*\n",     ERR_SYNTAX, 7},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct tally_set set = {0};
        struct err e = {0};
        int rc = tally_set_read(&set, row[i].text, strlen(row[i].text), &e);

        assert_int_equal(rc, -1);
        if (e.code != row[i].code || e.line != row[i].line)
            fail_msg("row %zu: code %d, line %d: %s", i, e.code, (int)e.line,
                     e.msg);
        assert_null(set.a);
    }
}

/* A NUL is a byte like any other that does not belong. */
static void refuses_zero_bytes(void **state)
{
    static const char text[] = BOTH "a\t*\tchr1\0\t0\t1\t1\n";
    struct tally_set set = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(tally_set_read(&set, text, sizeof text - 1, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
}

static void refuses_too_many_columns(void **state)
{
    struct tally_set set = {0};
    struct err e = {0};
    struct buf b = {0};

    (void)state;
    buf_init(&b, 10000);
    buf_str(&b, MAGIC "@a\tstratum\tcontig\tblock");
    for (int i = 0; i <= TALLY_COUNTERS_MAX; i++)
        buf_printf(&b, "\tc%d", i);
    buf_str(&b, "\n#a\t*\n");
    assert_int_equal(buf_check(&b, &e), 0);
    assert_int_equal(tally_set_read(&set, b.s, b.n, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    assert_int_equal(e.line, 2);
    buf_release(&b);
}

static void checks_ids(void **state)
{
    char longest[TALLY_ID_MAX + 2];

    (void)state;
    assert_int_equal(tally_check_id("NC-1/small-variants.1"), 0);
    assert_int_equal(tally_check_id(""), -1);
    assert_int_equal(tally_check_id("@a"), -1);
    assert_int_equal(tally_check_id("#a"), -1);
    assert_int_equal(tally_check_id("a b"), -1);
    assert_int_equal(tally_check_id("\xc3\xa9"), -1);
    memset(longest, 'i', sizeof longest);
    longest[TALLY_ID_MAX + 1] = '\0';
    assert_int_equal(tally_check_id(longest), -1);
    longest[TALLY_ID_MAX] = '\0';
    assert_int_equal(tally_check_id(longest), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_back_what_it_wrote),
        cmocka_unit_test(reads_numbers_and_names),
        cmocka_unit_test(refuses_all_else_and_says_where),
        cmocka_unit_test(refuses_zero_bytes),
        cmocka_unit_test(refuses_too_many_columns),
        cmocka_unit_test(checks_ids),
    };

    return cmocka_run_group_tests_name("tallyread", tests, NULL, NULL);
}
