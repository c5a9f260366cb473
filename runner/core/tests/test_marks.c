#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "core/marks.h"

static void letters_become_runs(void **state)
{
    static const struct {
        const char *letters;
        const char *text;
    } row[] = {
        {"",                    "@m\t0\tt\n"            },
        {"T",                   "@m\t1\tt\nT\n"         },
        {"TTTNFTTTTTTTTTTTTFF", "@m\t19\tt\n3TNF12T2F\n"},
        {"NNNNNNNNNN",          "@m\t10\tt\n10N\n"      },
        {"FTF",                 "@m\t3\tt\nFTF\n"       },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct marks m = {0};
        struct err e = {0};
        struct buf b;

        buf_init(&b, 1000);
        assert_int_equal(
            marks_make(&m, row[i].letters, strlen(row[i].letters), "t", &e), 0);
        marks_write(&b, &m, "m");
        assert_string_equal(b.s, row[i].text);
        marks_release(&m);
        marks_release(&m);
        buf_clear(&b);
        marks_write(&b, &m, "m"); /* none */
        assert_int_equal(b.n, 0);
        buf_release(&b);
    }
}

/* Long ones, in several lines, read back to the same numbers. */
static void what_is_written_is_read(void **state)
{
    static char letters[20000];
    uint32_t seed = 1;

    (void)state;
    for (size_t n = 0; n < sizeof(letters); n = 3 * n / 2 + 1) {
        int64_t want[MARKS_KINDS] = {0};
        struct marks_block got = {0};
        struct marks m = {0};
        struct err e = {0};
        const char *at;
        const char *end;
        struct buf b;

        for (size_t i = 0; i < n; i++) {
            seed = seed * 1103515245 + 12345;
            letters[i] = (seed >> 16) % 40 && i ? letters[i - 1]
                                                : "TFN"[(seed >> 20) % 3];
            want[strchr(MARKS_LETTERS, letters[i]) - MARKS_LETTERS]++;
        }
        assert_int_equal(marks_make(&m, letters, n, "truth", &e), 0);
        buf_init(&b, 1 << 20);
        buf_str(&b, MARKS_MAGIC);
        marks_write(&b, &m, "small-variants.1");
        marks_write(&b, &m, "small-variants.2");
        assert_int_equal(buf_check(&b, &e), 0);
        for (const char *p = b.s; *p; p += strcspn(p, "\n") + 1)
            assert_true(strcspn(p, "\n") <= MARKS_LINE);
        at = b.s;
        end = at + b.n;
        assert_int_equal(marks_begin(&at, end, &e), 0);
        assert_int_equal(marks_next(&got, &at, end, &e), 1);
        assert_int_equal(marks_next(&got, &at, end, &e), 1);
        assert_int_equal(marks_next(&got, &at, end, &e), 0);
        assert_int_equal(got.name_len, 16);
        assert_memory_equal(got.name, "small-variants.2", 16);
        assert_int_equal(got.truth_len, 5);
        assert_memory_equal(got.truth, "truth", 5);
        assert_int_equal(got.records, n);
        assert_memory_equal(got.n, want, sizeof(want));
        buf_release(&b);
        marks_release(&m);
    }
}

static void rejects_what_is_not_written_so(void **state)
{
    static const char *const row[] = {
        "m\t1\tt\nT\n",      "@\t1\tt\nT\n",
        "@m 1 t\nT\n",       "@m\t1\tt",
        "@m\t1\nT\n",        "@m\t01\tt\nT\n",
        "@m\t-1\tt\nT\n",    "@m\t1x\tt\nT\n",
        "@m\t1\tt\nT",       "@m\t1\tt\nX\n",
        "@m\t1\tt\n1T\n",    "@m\t2\tt\nTT\n",
        "@m\t2\tt\nT\nF\n",  "@m\t2\tt\n02T\n",
        "@m\t2\tt\n3T\n",    "@m\t3\tt\n2T\n",
        "@m\t2\tt\n2T\nF\n", "@m\t1\tt\n\nT\n",
        "@m\t0\tt\n\n",      "@m\t99999999999\tt\n99999999999T\n",
        "@m\t2\tt\n2\n",     "@m\t1\tt\r\nT\n",
        "@m\t1\tt\nT \n",
    };
    static const char *const magic[] = {"", "#entente-truth-bits 2\n",
                                        "#entente-truth-bits 1"};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct marks_block b = {0};
        struct err e = {0};
        const char *at = row[i];
        const char *end = at + strlen(at);
        int got = marks_next(&b, &at, end, &e);

        if (got > 0) /* it is what follows that is wrong */
            got = marks_next(&b, &at, end, &e);
        if (got != -1 || e.code != ERR_SYNTAX)
            fail_msg("row %zu is read: %s", i, row[i]);
    }
    for (size_t i = 0; i < T_LEN(magic); i++) {
        struct err e = {0};
        const char *at = magic[i];

        assert_int_equal(marks_begin(&at, at + strlen(at), &e), -1);
        assert_ptr_equal(at, magic[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_become_runs),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(rejects_what_is_not_written_so),
    };

    return cmocka_run_group_tests_name("marks", tests, NULL, NULL);
}
