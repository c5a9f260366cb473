#include "formats/csvtext.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/tests/t.h"

/* All rows as "a|b/c|d/": cells end with | or the row's /. */
static int all(struct buf *out, const char *text, struct err *e)
{
    struct csvtext t = {0};
    struct csvrow row;
    int got = csvtext_take(&t, text, strlen(text), e) ? -1 : 1;

    buf_init(out, 4096);
    while (got > 0 && (got = csvtext_next(&row, &t, e)) > 0) {
        for (size_t i = 0; i < row.n; i++) {
            buf_str(out, i ? "|" : "");
            buf_str(out, row.cell[i]);
        }
        buf_printf(out, "@%d/", (int)row.line);
    }
    csvtext_close(&t);
    return got;
}

static void cells_are_taken_as_they_were_meant(void **state)
{
    static const struct {
        const char *text;
        const char *rows;
    } row[] = {
        {"",                ""             },
        {"a",               "a@1/"         },
        {"a,b\nc,d\n",      "a|b@1/c|d@2/" },
        {"a,b\r\nc,d\r\n",  "a|b@1/c|d@2/" },
        {"\xef\xbb\xbf"
         "a\n",    "a@1/"         },
        {"a\n\nb\n",        "a@1/@2/b@3/"  },
        {",\n",             "|@1/"         },
        {"a,",              "a|@1/"        },
        {"\"a,b\",c\n",     "a,b|c@1/"     },
        {"\"\",\"\"\"\"\n", "|\"@1/"       },
        {"\"a\nb\",c\nd\n", "a\nb|c@1/d@3/"},
        {"\"x\"\r\n\"y\"",  "x@1/y@2/"     },
        {"a\rb\n",          "a\rb@1/"      },
        {"a b\" c\n",       "a b\" c@1/"   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        struct buf b;

        assert_int_equal(all(&b, row[i].text, &e), 0);
        assert_string_equal(b.s ? b.s : "", row[i].rows);
        buf_release(&b);
    }
}

static void what_is_no_table_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        const char *why;
        uint64_t line;
    } row[] = {
        {"a\n\"b",        "a quote does not close", 2},
        {"a\nb,\"c\"d\n", "text stands after",      2},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        struct buf b;

        assert_int_equal(all(&b, row[i].text, &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_int_equal(e.line, row[i].line);
        assert_non_null(strstr(e.en, row[i].why));
        buf_release(&b);
    }
}

static void nul_bytes_and_endless_rows_are_refused(void **state)
{
    struct csvtext t = {0};
    struct csvrow row;
    struct err e = {0};
    struct buf b;

    (void)state;
    assert_int_equal(csvtext_take(&t, "a\nb\0c", 5, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    assert_int_equal(e.line, 2);
    csvtext_close(&t);
    e = (struct err){0};
    buf_init(&b, 65536);
    for (int i = 0; i <= CSVTEXT_CELLS_MAX; i++)
        buf_str(&b, "a,");
    assert_int_equal(csvtext_take(&t, b.s, b.n, &e), 0);
    assert_int_equal(csvtext_next(&row, &t, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    csvtext_close(&t);
    buf_release(&b);
    e = (struct err){0};
    assert_int_equal(csvtext_open(&t, "/nonexistent", &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    csvtext_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_taken_as_they_were_meant),
        cmocka_unit_test(what_is_no_table_is_refused_with_its_line),
        cmocka_unit_test(nul_bytes_and_endless_rows_are_refused),
    };

    return cmocka_run_group_tests_name("csvtext", tests, NULL, NULL);
}
