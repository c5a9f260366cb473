#include "reports/doc/textwrap.h"

#include <string.h>

#include "base/buf.h"
#include "base/tests/t.h"

static void lines_break_at_blanks_where_there_are_any(void **state)
{
    static const struct {
        const char *s;
        size_t n, indent;
        const char *tail, *want;
    } row[] = {
        {"",            5, 2, "",  "\n"               },
        {"abc",         5, 2, "",  "abc\n"            },
        {"abc de",      5, 2, "",  "abc\n  de\n"      },
        {"abcde fg",    5, 2, "",  "abcde\n  fg\n"    },
        {"abcdefg",     5, 2, "",  "abcde\n  fg\n"    },
        {" abcdefg",    5, 0, "",  " abcd\nefg\n"     },
        {"ab cd ef gh", 5, 1, "9", "ab cd 9\n ef gh\n"},
        {"a b",         5, 0, "9", "a b   9\n"        },
        {"éé éé",   4, 0, "",  "éé\néé\n"     },
        {"ééééé",  4, 0, "|", "éééé |\né\n" },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        buf_init(&b, 1000);
        textwrap_lines(&b, row[i].s, row[i].n, row[i].indent, row[i].tail);
        assert_string_equal(b.s, row[i].want);
        buf_release(&b);
    }
}

static void a_column_is_a_character(void **state)
{
    static const struct {
        const char *s;
        size_t n;
        const char *want;
    } row[] = {
        {"ab",   4, "ab  " },
        {"éa",  4, "éa  "},
        {"abcd", 4, "abcd "},
        {"",     2, "  "   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        buf_init(&b, 1000);
        textwrap_pad(&b, row[i].s, row[i].n);
        assert_string_equal(b.s, row[i].want);
        buf_release(&b);
    }
    assert_int_equal(textwrap_columns("≤\u00a01"), 3);
}

static void what_controls_a_terminal_becomes_a_blank(void **state)
{
    static const struct {
        const char *s;
        size_t most;
        const char *want;
    } row[] = {
        {"a\tb\nc\rd\033e\177f",                         99, "a b c d e f"   },
        {"\xc2\x85\u200e\u2028\u202e\u2066\ue000\ue003", 99, "       "       },
        {"\u00a0é\ue004",                               99, "\u00a0é\ue004"},
        {"ééé",                                       2,  "éé"          },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        buf_init(&b, 1000);
        textwrap_clean(&b, row[i].s, row[i].most);
        assert_string_equal(b.s, row[i].want);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_at_blanks_where_there_are_any),
        cmocka_unit_test(a_column_is_a_character),
        cmocka_unit_test(what_controls_a_terminal_becomes_a_blank),
    };

    return cmocka_run_group_tests_name("textwrap", tests, NULL, NULL);
}
