#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "core/suite.h"
#include "formats/xmldoc.h"
#include "reports/doc/xmlout.h"

static void write_one(struct buf *b, const char *text)
{
    static const char *const words[] = {"a", "b"};
    const struct text2 both = {text, NULL};
    struct xmlout w;

    xmlout_init(&w, b);
    xmlout_begin(&w, "x");
    xmlout_attr(&w, "n", text);
    xmlout_attr(&w, "none", NULL);
    xmlout_attr_i64(&w, "i", -7);
    xmlout_attr_bool(&w, "b", true);
    xmlout_attr_list(&w, "list", words, 2);
    xmlout_attr_list(&w, "empty", words, 0);
    xmlout_begin(&w, "y");
    xmlout_end(&w);
    xmlout_leaf(&w, "z", NULL);
    xmlout_text2(&w, "t", &both);
    xmlout_end(&w);
}

static void one_content_is_written_one_way(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 4096);
    write_one(&b, "a<b");
    assert_string_equal(b.s, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                             "<x n=\"a&lt;b\" i=\"-7\" b=\"yes\" "
                             "list=\"a b\">\n"
                             " <y/>\n"
                             " <t xml:lang=\"en\">a&lt;b</t>\n"
                             "</x>\n");
    buf_release(&b);
}

static void any_text_comes_back_as_far_as_xml_can_hold_it(void **state)
{
    static const struct {
        const char *in, *out;
    } row[] = {
        {"\"'<>&]]>",         "\"'<>&]]>"                           },
        {"\t\n\r x ",         "\t\n\r x "                           },
        {"\001\033[31m\177",  "\xef\xbf\xbd\xef\xbf\xbd[31m\177"    },
        {"\xff\xc0\x80",      "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
        {"\xe2\x80\xa8",      "\xe2\x80\xa8"                        },
        {"<!DOCTYPE x>&lol;", "<!DOCTYPE x>&lol;"                   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b;
        struct xmldoc d = {0};
        struct err e = {0};

        buf_init(&b, 4096);
        write_one(&b, row[i].in);
        if (xmldoc_parse(&d, b.s, b.n, "x", &e))
            fail_msg("%s", e.msg);
        assert_string_equal(xmldoc_attr(d.root, "n"), row[i].out);
        assert_string_equal(xmldoc_child(d.root, "t")->text, row[i].out);
        xmldoc_release(&d);
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_content_is_written_one_way),
        cmocka_unit_test(any_text_comes_back_as_far_as_xml_can_hold_it),
    };

    return cmocka_run_group_tests_name("xmlout", tests, NULL, NULL);
}
