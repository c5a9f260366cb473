#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/xmldoc.h"
#include "reports/doc/engagement.h"

#define FULL "fixtures/corpus/fuzz_engagement/full.xml"

static void load(struct buf *b, const char *path)
{
    struct err e = {0};

    buf_init(b, 1 << 20);
    if (path_read(b, path, &e))
        fail_msg("%s", e.msg);
}

static void a_full_engagement_is_read_and_follows_the_schema(void **state)
{
    struct engagement g = {0};
    struct buf xml, schema;
    struct err e = {0};

    (void)state;
    load(&xml, FULL);
    load(&schema, "reports/schema/engagement.rng");
    if (engagement_read(&g, FULL, &e) ||
        xmldoc_validate(xml.s, xml.n, FULL, schema.s, schema.n, &e))
        fail_msg("%s", e.msg);
    assert_string_equal(g.g.report_id, "LBM-2026-0147");
    assert_string_equal(g.g.customer, "Hélix & Sons");
    assert_string_equal(g.g.tested_to, "2026-11-21");
    assert_string_equal(g.g.external_providers, "none");
    assert_string_equal(g.g.opinions, "Indel calls deserve attention.");
    assert_int_equal(g.g.attempt, 2);
    engagement_release(&g);
    buf_release(&xml);
    buf_release(&schema);
}

static void what_is_optional_may_be_left_out(void **state)
{
    struct engagement g = {0};
    struct err e = {0};

    (void)state;
    if (engagement_read(&g, "fixtures/corpus/fuzz_engagement/least.xml", &e))
        fail_msg("%s", e.msg);
    assert_null(g.g.opinions);
    assert_null(g.g.tested_from);
    assert_int_equal(g.g.attempt, 0);
    assert_string_equal(g.g.issued, "2024-02-29");
    engagement_release(&g);
}

/* `from` in the full engagement becomes `to`. */
static void a_wrong_engagement_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *from, *to;
        enum err_code code;
        const char *says;
    } row[] = {
        {"urn:entente:engagement:1",                  "urn:x",                   ERR_SYNTAX,  ""             },
        {"<report-id>LBM-2026-0147</report-id>",      "",                        ERR_SYNTAX,  "report-id"    },
        {"<authorised-by>A. Exemple</authorised-by>", "",                        ERR_SYNTAX,
         "authorised-by"                                                                                     },
        {"LBM-2026-0147",                             " ",                       ERR_SYNTAX,  ""             },
        {"<test-place>",                              "<test-place x='1'>",      ERR_SYNTAX,  "x"            },
        {"Lyon, room 3",                              "<b>Lyon</b>",             ERR_SYNTAX,  "test-place"   },
        {"<opinions>",                                "<opinion/><opinions>",    ERR_SYNTAX,  "opinion"      },
        {"2026-11-14",                                "14/11/2026",              ERR_SYNTAX,  "must be a day"},
        {"2026-11-14",                                "2026-02-29",              ERR_SYNTAX,  "must be a day"},
        {"2026-11-14",                                "2026-13-01",              ERR_SYNTAX,  "must be a day"},
        {"2026-11-14",                                "2026-1x-01",              ERR_SYNTAX,  "must be a day"},
        {"2026-11-14",                                "2026-11-31",              ERR_SYNTAX,  "must be a day"},
        {"2026-11-21",                                "2026-11-19",              ERR_RANGE,   "out of order" },
        {"2026-11-23",                                "2026-11-20",              ERR_RANGE,   "out of order" },
        {"2026-11-14",                                "2026-11-22",              ERR_RANGE,   "out of order" },
        {"attempt=\"2\"",                             "attempt=\"0\"",           ERR_RANGE,   "attempt"      },
        {"attempt=\"2\"",                             "attempt=\"two\"",         ERR_RANGE,   "attempt"      },
        {"<engagement",                               "<!DOCTYPE x><engagement", ERR_REFUSED, ""             },
    };
    struct buf full;

    (void)state;
    load(&full, FULL);
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *at = strstr(full.s, row[i].from);
        struct engagement g = {0};
        struct buf b;
        struct err e = {0};

        assert_non_null(at);
        buf_init(&b, 1 << 20);
        buf_add(&b, full.s, (size_t)(at - full.s));
        buf_str(&b, row[i].to);
        buf_str(&b, at + strlen(row[i].from));
        assert_int_equal(engagement_parse(&g, b.s, b.n, "g.xml", &e), -1);
        if (e.code != row[i].code || !strstr(e.msg, row[i].says))
            fail_msg("%s: %d '%s'", row[i].to, (int)e.code, e.msg);
        assert_string_equal(e.path, "g.xml");
        assert_true(e.line > 0);
        assert_null(g.g.report_id);
        buf_release(&b);
    }
    buf_release(&full);
}

static void an_engagement_has_a_ceiling(void **state)
{
    struct engagement g = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        engagement_parse(&g, "", ENGAGEMENT_BYTES_MAX + 1, "g", &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    e = (struct err){0};
    assert_int_equal(engagement_read(&g, "/nonexistent/g.xml", &e), -1);
    assert_true(e.code != ERR_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_engagement_is_read_and_follows_the_schema),
        cmocka_unit_test(what_is_optional_may_be_left_out),
        cmocka_unit_test(a_wrong_engagement_is_refused_with_its_place),
        cmocka_unit_test(an_engagement_has_a_ceiling),
    };

    return cmocka_run_group_tests_name("engagement", tests, NULL, NULL);
}
