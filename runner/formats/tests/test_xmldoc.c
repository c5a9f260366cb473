#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "formats/xmldoc.h"

static void keeps_names_values_text_and_places(void **state)
{
    static const char text[] =
        "<?xml version='1.0' encoding='utf-8'?>\n"
        "<!-- c --><?pi x?>\n"
        "  <a xmlns='u' q='1&amp;2&amp;#38;&#38;&lt;&#60;&#x9;' xml:lang='fr'>"
        "t&amp;&lt;<![CDATA[<&>]]>\n"
        "\xC3\xA9<b\n q='\xC3\xA9>'\n/>more<x:c xmlns:x='v'>&#xE9;</x:c></a>\n";
    struct xmldoc d = {0};
    struct err e = {0};
    const struct xmlnode *b;

    (void)state;
    assert_int_equal(xmldoc_parse(&d, text, sizeof text - 1, "t", &e), 0);
    assert_string_equal(d.root->name, "a");
    assert_string_equal(d.root->ns, "u");
    assert_int_equal(d.root->at.line, 3);
    assert_int_equal(d.root->at.col, 3);
    assert_string_equal(d.root->text, "t&<<&>\n\xC3\xA9more");
    assert_string_equal(xmldoc_attr(d.root, "q"), "1&2&#38;&<<\t");
    assert_null(xmldoc_attr(d.root, "lang"));
    assert_int_equal(d.root->n_attr, 2);
    assert_string_equal(d.root->attr[1].ns, XMLDOC_NS_XML);
    assert_string_equal(d.root->attr[1].value, "fr");
    b = xmldoc_child(d.root, "b");
    assert_int_equal(b->at.line, 4);
    assert_int_equal(b->at.col, 3); /* bytes: the e acute has two */
    assert_string_equal(xmldoc_attr(b, "q"), "\xC3\xA9>");
    assert_ptr_equal(b->parent, d.root);
    assert_null(xmldoc_child(d.root, "c")); /* of another namespace */
    assert_null(xmldoc_next(b, "b"));
    assert_string_equal(b->next->ns, "v");
    assert_string_equal(b->next->text, "\xC3\xA9");
    assert_int_equal(b->next->at.line, 6);
    xmldoc_release(&d);
    assert_null(d.root);
}

static void refuses_what_is_not_plain_well_formed_xml(void **state)
{
    static const struct {
        const char *text;
        enum err_code code;
        uint64_t line, col;
        const char *says;
    } row[] = {
        {"",                                                                 ERR_SYNTAX,  0, 0,  "empty"                    },
        {"hello",                                                            ERR_SYNTAX,  1, 1,  "begins with '<'"          },
        {"<a>\n<b></a>",                                                     ERR_SYNTAX,  2, 8,  "'b' is closed by"         },
        {"<a>\n <b>",                                                        ERR_SYNTAX,  2, 5,  "before the end tag of 'b'"},
        {"<a/>x",                                                            ERR_SYNTAX,  1, 5,  "follows the end"          },
        {"<a b=1/>",                                                         ERR_SYNTAX,  1, 6,  "in quotes"                },
        {"<a b/>",                                                           ERR_SYNTAX,  1, 5,  "has no value"             },
        {"<a b='1' b='2'/>",                                                 ERR_SYNTAX,  1, 15, "stands twice"             },
        {"<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>",                     ERR_SYNTAX,  1, 43,
         "stands twice"                                                                                                     },
        {"<a b='1'c='2'/>",                                                  ERR_SYNTAX,  1, 9,  "space is missing"         },
        {"<a b='<'/>",                                                       ERR_SYNTAX,  1, 7,  "&lt;"                     },
        {"<a>& b</a>",                                                       ERR_SYNTAX,  1, 5,  "&amp;"                    },
        {"<a>&foo;</a>",                                                     ERR_SYNTAX,  1, 9,  "'&foo;' is not known"     },
        {"<a b='&foo;'/>",                                                   ERR_SYNTAX,  1, 12, "'&foo;' is not known"     },
        {"<x:a/>",                                                           ERR_SYNTAX,  1, 5,  "prefix 'x'"               },
        {"<a",                                                               ERR_SYNTAX,  1, 3,  "not closed by '>'"        },
        {"<a>\x01</a>",                                                      ERR_SYNTAX,  1, 4,  "does not allow"           },
        {"<a>&#0;</a>",                                                      ERR_SYNTAX,  1, 0,  "does not allow"           },
        {"<a>]]></a>",                                                       ERR_SYNTAX,  1, 4,  "]]&gt;"                   },
        {"<a><!-- -- --></a>",                                               ERR_SYNTAX,  1, 0,  "comment"                  },
        {"<a><![CDATA[</a>",                                                 ERR_SYNTAX,  1, 0,  "libxml2 error"            },
        {"<a>\n\xE9</a>",                                                    ERR_REFUSED, 2, 1,  "not UTF-8"                },
        {"\xFE\xFF\x00<",                                                    ERR_REFUSED, 1, 1,  "not UTF-8"                },
        {"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>",              ERR_REFUSED, 1,
         31,                                                                                     "declared as ISO-8859-1"   },
        {"<?xml version='1.0' encoding = 'utf-16'?><a/>",                    ERR_REFUSED, 1, 33,
         "declared as utf-16"                                                                                               },
        {"<?xml version='1.1'?><a/>",                                        ERR_REFUSED, 1, 16, "XML 1.1"                  },
        {"<!DOCTYPE a><a/>",                                                 ERR_REFUSED, 1, 0,  "DOCTYPE"                  },
        {"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
         ERR_REFUSED,                                                                     1, 0,  "DOCTYPE"                  },
        {"<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/x.dtd'><a/>",               ERR_REFUSED, 1,
         0,                                                                                      "DOCTYPE"                  },
        {"<!DOCTYPE a [<!ENTITY l 'l'><!ENTITY m '&l;&l;&l;&l;&l;&l;&l;&l;'>"
         "<!ENTITY n '&m;&m;&m;&m;&m;&m;&m;&m;'><!ENTITY o "
         "'&n;&n;&n;&n;&n;&n;&n;&n;'>]><a>&o;</a>",                 ERR_REFUSED, 1, 0,  "DOCTYPE"                  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct xmldoc d = {0};
        struct err e = {0};
        size_t len = strlen(row[i].text);
        int rc = xmldoc_parse(&d, row[i].text, len, "t.xml", &e);

        if (rc == 0 || e.code != row[i].code || !strstr(e.en, row[i].says) ||
            e.line != row[i].line || (row[i].col && e.col != row[i].col))
            fail_msg("row %zu: %d %d %u:%u %s", i, rc, (int)e.code,
                     (unsigned)e.line, (unsigned)e.col, e.en);
        assert_string_equal(e.path, "t.xml");
        assert_null(d.root);
    }
}

static void refuses_a_nul_byte(void **state)
{
    static const char utf16[] = "<\0a\0/\0>\0";
    struct xmldoc d = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(xmldoc_parse(&d, utf16, 8, "t", &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    assert_int_equal(e.col, 2);
    e = (struct err){0};
    assert_int_equal(xmldoc_parse(&d, "<a/>", (size_t)UINT32_MAX, "t", &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

static void reads_past_a_byte_order_mark(void **state)
{
    static const char text[] = "\xEF\xBB\xBF<a/>";
    struct xmldoc d = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(xmldoc_parse(&d, text, sizeof text - 1, "t", &e), 0);
    assert_int_equal(d.root->at.line, 1);
    assert_int_equal(d.root->at.col, 1);
    xmldoc_release(&d);
}

/* libxml2 alone stops counting lines at 65,535. */
static void counts_lines_beyond_16_bits(void **state)
{
    struct xmldoc d = {0};
    struct err e = {0};
    struct buf b;
    uint64_t line = 2;

    (void)state;
    buf_init(&b, (size_t)1 << 26);
    buf_str(&b, "<a>\n");
    for (int i = 0; i < 200000; i++)
        buf_printf(&b, "%*s<b i='%d'/>\n", i % 7, "", i);
    buf_str(&b, "<c></a>");
    assert_int_equal(xmldoc_parse(&d, b.s, b.n, "t", &e), -1);
    assert_int_equal(e.line, 200002);
    assert_int_equal(e.col, 8);
    e = (struct err){0};
    b.n -= strlen("<c></a>");
    buf_str(&b, "</a>");
    assert_int_equal(xmldoc_parse(&d, b.s, b.n, "t", &e), 0);
    for (const struct xmlnode *n = d.root->first; n; n = n->next, line++) {
        assert_int_equal(n->at.line, line);
        assert_int_equal(n->at.col, 1 + (line - 2) % 7);
    }
    assert_int_equal(line, 200002);
    xmldoc_release(&d);
    buf_release(&b);
}

static void has_ceilings(void **state)
{
    struct xmldoc d = {0};
    struct buf b;

    (void)state;
    buf_init(&b, (size_t)1 << 26);
    for (int deep = XMLDOC_DEPTH_MAX; deep <= XMLDOC_DEPTH_MAX + 1; deep++) {
        struct err e = {0};

        buf_clear(&b);
        for (int i = 0; i < deep; i++)
            buf_str(&b, "<a>");
        for (int i = 0; i < deep; i++)
            buf_str(&b, "</a>");
        assert_int_equal(xmldoc_parse(&d, b.s, b.n, "t", &e),
                         deep > XMLDOC_DEPTH_MAX ? -1 : 0);
        assert_int_equal(e.code, deep > XMLDOC_DEPTH_MAX ? ERR_LIMIT : 0);
        xmldoc_release(&d);
    }
    buf_clear(&b);
    buf_str(&b, "<a>");
    for (int i = 0; i < XMLDOC_NODES_MAX; i++)
        buf_str(&b, "<b/>");
    buf_str(&b, "</a>");
    {
        struct err e = {0};

        assert_int_equal(xmldoc_parse(&d, b.s, b.n, "t", &e), -1);
        assert_int_equal(e.code, ERR_LIMIT);
    }
    buf_release(&b);
}

#define RNG                                                                    \
    "<element name='a' ns='u' xmlns='http://relaxng.org/ns/structure/1.0'>"    \
    "<attribute name='x'><choice><value>1</value><value>2</value></choice>"    \
    "</attribute><oneOrMore><element name='b'><empty/></element></oneOrMore>"  \
    "<element name='c'><text/></element></element>"

static void validates_by_schema_and_says_where(void **state)
{
    static const struct {
        const char *text;
        uint64_t line;
        const char *says; /* NULL: valid */
    } row[] = {
        {"<a xmlns='u' x='1'><b/><c>t</c></a>",         0, NULL        },
        {"<a xmlns='u' x='3'>\n<b/><c>t</c></a>",       1,
         "'a' lacks an attribute, or"                                  },
        {"<a xmlns='u'>\n<b/><c>t</c></a>",             1, "attribute" },
        {"<a xmlns='u' x='1'>\n<b/><b y='2'/><c/></a>", 2, "'y' of 'b'"},
        {"<a xmlns='u' x='1'>\n<b/>\n<d/><c/></a>",     3, "'d'"       },
        {"<a xmlns='u' x='1'>\n<b/></a>",               1, "is missing"},
        {"<a xmlns='u' x='1'>\n<c/></a>",               2, "'c'"       },
        {"<a xmlns='u' x='1'><b/>\n<c/>\n<c/></a>",     3, "'c'"       },
        {"<a xmlns='u' x='1'>\ntext<b/><c/></a>",       1, "text"      },
        {"<!DOCTYPE a><a/>",                            1, "DOCTYPE"   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        int rc = xmldoc_validate(row[i].text, strlen(row[i].text), "t.xml", RNG,
                                 sizeof RNG - 1, &e);

        if ((rc == 0) != (row[i].says == NULL) || e.line != row[i].line ||
            (rc && !strstr(e.en, row[i].says)))
            fail_msg("row %zu: %d line %u: %s", i, rc, (unsigned)e.line, e.en);
    }
}

static void says_that_a_schema_is_none(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(xmldoc_validate("<a/>", 4, "t", "<a/>", 4, &e), -1);
    assert_non_null(strstr(e.en, "install"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_names_values_text_and_places),
        cmocka_unit_test(refuses_what_is_not_plain_well_formed_xml),
        cmocka_unit_test(refuses_a_nul_byte),
        cmocka_unit_test(reads_past_a_byte_order_mark),
        cmocka_unit_test(counts_lines_beyond_16_bits),
        cmocka_unit_test(has_ceilings),
        cmocka_unit_test(validates_by_schema_and_says_where),
        cmocka_unit_test(says_that_a_schema_is_none),
    };

    return cmocka_run_group_tests_name("xmldoc", tests, NULL, NULL);
}
