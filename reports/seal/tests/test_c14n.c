#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/c14n.h"

static const char *const path[] = {"a", "b", "c", NULL};

/* Exclusive C14N 1.0, 2.4 and C14N 1.0, 3: what changes, and what does not. */
static void gives_the_canonical_form(void **state)
{
    static const struct {
        const char *xml;
        const char *form;
    } row[] = {
        {"<a><b><c/></b></a>",                                   "<c></c>"                },
        {"<a xmlns='urn:x'><b><c/></b></a>",                     "<c xmlns=\"urn:x\"></c>"},
 /* Only the names in use: exclusive. */
        {"<a xmlns:p='urn:p' xmlns:q='urn:q'><b><p:c/></b></a>",
         "<p:c xmlns:p=\"urn:p\"></p:c>"                                                  },
        {"<a xmlns:p='urn:p'><b><c><p:d/><p:d/></c></b></a>",
         "<c><p:d xmlns:p=\"urn:p\"></p:d><p:d xmlns:p=\"urn:p\"></p:d></c>"              },
 /* Attributes in order, in double quotes, with the blanks between gone.
  */
        {"<a><b><c  z = '1'  y='&quot;' /></b></a>",
         "<c y=\"&quot;\" z=\"1\"></c>"                                                   },
        {"<a><b><c>x<!-- y -->z</c></b></a>",                    "<c>xz</c>"              },
        {"<a><b><c>\n <d/> &#62; <![CDATA[<]]></c></b></a>",
         "<c>\n <d></d> &gt; &lt;</c>"                                                    },
        {"<a>\n<b>\n<x/><c>é</c>\n</b></a>",                    "<c>é</c>"              },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b = {0};
        struct err e = {0};

        buf_init(&b, 1 << 10);
        assert_int_equal(
            c14n_element(&b, row[i].xml, strlen(row[i].xml), path, &e), 0);
        assert_int_equal(b.n, strlen(row[i].form));
        assert_memory_equal(b.s, row[i].form, b.n);
        buf_release(&b);
    }
}

/* Elements only, each with the names that it uses. */
static void gives_the_first_children(void **state)
{
    static const char xml[] =
        "<a xmlns:p='urn:p'><b><c>x\n<p:d/> <e f='1'/><!-- no -->\n<d/></c></b>"
        "</a>";
    static const struct {
        size_t n;
        const char *form; /* NULL: there are not as many */
    } row[] = {
        {0, ""                                                   },
        {1, "<p:d xmlns:p=\"urn:p\"></p:d>"                      },
        {2, "<p:d xmlns:p=\"urn:p\"></p:d><e f=\"1\"></e>"       },
        {3, "<p:d xmlns:p=\"urn:p\"></p:d><e f=\"1\"></e><d></d>"},
        {4, NULL                                                 },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b = {0};
        struct err e = {0};

        buf_init(&b, 1 << 10);
        assert_int_equal(
            c14n_children(&b, xml, strlen(xml), path, row[i].n, &e),
            row[i].form ? 0 : -1);
        if (row[i].form)
            assert_string_equal(b.s ? b.s : "", row[i].form);
        else
            assert_int_equal(e.code, ERR_MISSING);
        buf_release(&b);
    }
}

static void refuses_what_has_no_single_element(void **state)
{
    static const struct {
        const char *xml;
        enum err_code code;
    } row[] = {
        {"",                                                             ERR_SYNTAX },
        {"<a><b><c></b></a>",                                            ERR_SYNTAX },
        {"<x><b><c/></b></x>",                                           ERR_MISSING},
        {"<a><c/></a>",                                                  ERR_MISSING},
        {"<a><b/></a>",                                                  ERR_MISSING},
        {"<a><b><c/><c/></b></a>",                                       ERR_REFUSED},
        {"<a><b/><b><c/></b></a>",                                       ERR_REFUSED},
        {"<!DOCTYPE a><a><b><c/></b></a>",                               ERR_REFUSED},
        {"<!DOCTYPE a [<!ENTITY x 'y'>]><a><b><c>&x;</c></b></a>",       ERR_REFUSED},
        {"<!DOCTYPE a SYSTEM 'file:///etc/hostname'><a><b><c/></b></a>",
         ERR_REFUSED                                                                },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b = {0};
        struct err e = {0};

        buf_init(&b, 1 << 10);
        assert_int_equal(
            c14n_element(&b, row[i].xml, strlen(row[i].xml), path, &e), -1);
        assert_int_equal(e.code, row[i].code);
        buf_release(&b);
    }
}

static void stops_at_its_ceilings(void **state)
{
    static const char xml[] = "<a><b><c>long</c></b></a>";
    struct buf b = {0};
    struct err e = {0};

    (void)state;
    buf_init(&b, 3);
    assert_int_equal(c14n_element(&b, xml, strlen(xml), path, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(c14n_element(&b, xml, (size_t)1 << 25, path, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_canonical_form),
        cmocka_unit_test(gives_the_first_children),
        cmocka_unit_test(refuses_what_has_no_single_element),
        cmocka_unit_test(stops_at_its_ceilings),
    };

    return cmocka_run_group_tests_name("c14n", tests, NULL, NULL);
}
