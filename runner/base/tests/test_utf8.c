#include "base/tests/t.h"

#include <string.h>

#include "base/utf8.h"

static void tells_well_formed_text_from_the_rest(void **state)
{
    static const struct {
        const char *s;
        size_t n;
        bool valid;
    } row[] = {
        {"",                     0, true },
        {"plain",                5, true },
        {"a\0b",                 3, true },
        {"\xc3\xa9",             2, true },
        {"\xe2\x82\xac",         3, true },
        {"\xed\x9f\xbf",         3, true },
        {"\xee\x80\x80",         3, true },
        {"\xf0\x90\x80\x80",     4, true },
        {"\xf4\x8f\xbf\xbf",     4, true },
        {"\x80",                 1, false}, /* a second byte first */
        {"\xc3",                 1, false}, /* cut off */
        {"\xc3\x28",             2, false}, /* no second byte */
        {"\xc0\xaf",             2, false}, /* '/' in two bytes */
        {"\xc1\xbf",             2, false}, /* too long a form */
        {"\xe0\x9f\xbf",         3, false}, /* too long a form */
        {"\xf0\x8f\xbf\xbf",     4, false}, /* too long a form */
        {"\xed\xa0\x80",         3, false}, /* a surrogate */
        {"\xf4\x90\x80\x80",     4, false}, /* above U+10FFFF */
        {"\xf5\x80\x80\x80",     4, false}, /* above U+10FFFF */
        {"\xe2\x82\xe2\x82\xac", 5, false}, /* begun anew */
        {"\xe2\x82\xac",         2, false}, /* the end comes first */
        {"\xff",                 1, false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_int_equal(utf8_valid(row[i].s, row[i].n), row[i].valid);
}

static void gives_the_character_and_its_length(void **state)
{
    static const struct {
        const char *s;
        size_t len;
        uint32_t cp;
    } row[] = {
        {"A",                1, 0x41   },
        {"\xc2\x80",         2, 0x80   },
        {"\xdf\xbf",         2, 0x7ff  },
        {"\xe2\x82\xac"
         "x",       3, 0x20ac },
        {"\xf0\x9f\xa7\xac", 4, 0x1f9ec},
        {"\xff",             0, 7      },
        {"",                 0, 7      },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        uint32_t cp = 7;

        assert_int_equal(utf8_next(&cp, row[i].s, strlen(row[i].s)),
                         row[i].len);
        assert_int_equal(cp, row[i].cp);
    }
}

static void makes_hostile_text_printable(void **state)
{
    static const struct {
        const char *from;
        const char *to;
    } row[] = {
        {"",                                ""                               },
        {"d\xc3\xa9j\xc3\xa0\xe2\x80\xaf?", "d\xc3\xa9j\xc3\xa0\xe2\x80\xaf?"},
        {"a\nb\x1b[31m\x7f",                "a?b?[31m?"                      },
        {"\xc2\x9b"
         "31m",                    "?31m"                           }, /* CSI in one character */
        {"x\xe2\x80\xaegpj",                "x?gpj"                          }, /* right to left */
        {"x\xe2\x81\xa6y",                  "x?y"                            }, /* isolate */
        {"\xe2\x82",                        "??"                             }, /* cut off */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char s[64];

        memcpy(s, row[i].from, strlen(row[i].from) + 1);
        utf8_make_printable(s);
        assert_string_equal(s, row[i].to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_well_formed_text_from_the_rest),
        cmocka_unit_test(gives_the_character_and_its_length),
        cmocka_unit_test(makes_hostile_text_printable),
    };

    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
