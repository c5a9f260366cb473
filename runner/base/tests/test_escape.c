#include "base/tests/t.h"

#include "base/buf.h"
#include "base/escape.h"

#define FFFD "\xef\xbf\xbd"

static void escapes_for_xml_and_json(void **state)
{
    static const struct {
        const char *text;
        const char *xml;
        const char *json;
    } row[] = {
        {"",                         "",                                   "\"\""                        },
        {"a b",                      "a b",                                "\"a b\""                     },
        {"<a href=\"x\">&'",         "&lt;a href=&quot;x&quot;&gt;&amp;'",
         "\"<a href=\\\"x\\\">&'\""                                                                      },
        {"\t\n\r",                   "&#9;&#10;&#13;",                     "\"\\t\\n\\r\""               },
        {"\b\f\\",                   FFFD FFFD "\\",                       "\"\\b\\f\\\\\""              },
        {"\x01\x1f\x7f",             FFFD FFFD "\x7f",                     "\"\\u0001\\u001f\\u007f\""   },
        {"\xc3\xa9\xf0\x9f\xa7\xac", "\xc3\xa9\xf0\x9f\xa7\xac",
         "\"\xc3\xa9\xf0\x9f\xa7\xac\""                                                                  },
        {"a\xff\xc3",                "a" FFFD FFFD,                        "\"a" FFFD FFFD "\""          },
        {"\xed\xa0\x80",             FFFD FFFD FFFD,                       "\"" FFFD FFFD FFFD "\""      },
        {"\xef\xbf\xbe\xef\xbf\xbf", FFFD FFFD,                            "\"\xef\xbf\xbe\xef\xbf\xbf\""},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;

        buf_init(&b, 1000);
        buf_add(&b, "", 0);
        buf_xml(&b, row[i].text);
        assert_string_equal(b.s, row[i].xml);
        buf_clear(&b);
        buf_json(&b, row[i].text);
        assert_string_equal(b.s, row[i].json);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_for_xml_and_json),
    };

    return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
