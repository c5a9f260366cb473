/* The page about a comparison. golden/comparison.xml is written by the test
 * of variants/table_xml.c, with names that have hurt a page before. */
#include "reports/doc/comparehtml.h"

#include <string.h>

#include "reports/doc/report.h"
#include "reports/doc/tests/golden.h"

#define SAMPLE "reports/doc/tests/golden/comparison.xml"
#define EMPTY                                                                  \
    "<comparison xmlns=\"urn:entente:comparison:1\" format=\"1\" "             \
    "confidence=\"0.95\"><job filter=\"all\" max-length=\"1000\" "             \
    "squash=\"yes\" obey-phase=\"no\" strict-ref=\"no\" overlap=\"no\" "       \
    "edge=\"0\"/><whole><ratios/></whole><strata n=\"0\" least=\"20\"/>"       \
    "<curves/><causes n=\"0\" truth=\"0\" query=\"0\"/><not-assessed/>"        \
    "</comparison>"

static void read_sample(struct buf *xml)
{
    struct err e = {0};

    buf_init(xml, REPORT_BYTES_MAX);
    if (path_read(xml, SAMPLE, &e))
        fail_msg("%s", e.msg);
}

static void make(struct buf *html, const struct buf *xml, enum lang l)
{
    struct buf each[LANG_FR + 1];
    struct err e = {0};

    buf_init(&each[LANG_EN], REPORT_BYTES_MAX);
    buf_init(&each[LANG_FR], REPORT_BYTES_MAX);
    if (comparehtml_make(each, xml, ".", &e))
        fail_msg("%s", e.msg);
    *html = each[l];
    buf_release(&each[l == LANG_EN ? LANG_FR : LANG_EN]);
}

static void the_page_is_what_it_was(void **state)
{
    struct buf xml;

    (void)state;
    read_sample(&xml);
    for (int l = 0; l < 2; l++) {
        struct buf html;

        make(&html, &xml, l ? LANG_FR : LANG_EN);
        golden_check(l ? "comparison.fr.html" : "comparison.en.html", html.s,
                     html.n);
        buf_release(&html);
    }
    buf_release(&xml);
}

static void
the_page_is_complete_in_itself_and_hostile_names_are_inert(void **state)
{
    static const char *const banned[] = {
        "<script", "<link", "<img", "@import",  "url(",           "src=",
        "onload",  "<q>",   "NaN",  "Infinity", " $(x);{}.vcf\"",
    };
    static const char *const wanted[] = {
        "lang=\"fr\"",
        "&lt;script&gt;alert('1')",
        "Bon allèle, mauvais génotype",
        "insertions de 1 à 5\xc2\xa0pb",
        "Manqués, FILTER écarte l’appel",
        "Autre chose est appelé à cet endroit",
        ("7\xe2\x80\xaf"
         "440"),
        "0,9946",
        "Wilson",
        "par blocs",
        "Meilleur F1, à QUAL",
        "Rappel, tous faux à tous justes",
        "allèle symbolique",
        "le génotype n’a pas d’allèle ALT",
        "'\\''1'\\''",
        "entente compare … --explain",
        "autres causes",
        "<svg",
        "scope=\"row\"",
        "<caption",
    };
    struct buf xml, html;

    (void)state;
    read_sample(&xml);
    make(&html, &xml, LANG_FR);
    for (size_t i = 0; i < T_LEN(banned); i++) {
        if (strstr(html.s, banned[i]))
            fail_msg("the page holds %s", banned[i]);
    }
    for (size_t i = 0; i < T_LEN(wanted); i++) {
        if (!strstr(html.s, wanted[i]))
            fail_msg("the page lacks %s", wanted[i]);
    }
    buf_release(&html);
    buf_release(&xml);
}

static void nothing_compared_is_a_page_too(void **state)
{
    struct buf xml, html;

    (void)state;
    buf_init(&xml, 1 << 16);
    buf_str(&xml, EMPTY);
    make(&html, &xml, LANG_EN);
    assert_non_null(strstr(html.s, "No record was assessed."));
    assert_non_null(strstr(html.s, "Nothing failed."));
    assert_non_null(strstr(html.s, "are not compared"));
    assert_null(strstr(html.s, "NaN"));
    assert_null(strstr(html.s, "<figure"));
    buf_release(&html);
    buf_release(&xml);
}

/* 45 strata, of which few are too small: the 30 with the lowest F1. */
static void the_worst_thirty_strata_are_shown(void **state)
{
    static const char side[] =
        "total=\"9\" tp=\"9\" genotype=\"0\" near=\"0\" unresolved=\"0\" "
        "outside=\"0\"/>";
    const char *strata = strstr(EMPTY, "<strata");
    struct buf xml, html;

    (void)state;
    buf_init(&xml, 1 << 20);
    buf_add(&xml, EMPTY, (size_t)(strata - EMPTY));
    buf_str(&xml, "<strata n=\"45\" least=\"20\">");
    for (int i = 0; i < 45; i++) {
        int den = i < 40 ? 100 : 19;
        int num = i < 40 ? 50 + i : 1;

        buf_printf(&xml,
                   "<stratum name=\"s%02d!\"><type name=\"SNV\" f1=\"0.%d\">"
                   "<truth fn=\"0\" %s<query fp=\"0\" %s"
                   "<recall num=\"%d\" den=\"%d\" value=\"0.%d\" lo=\"0.4\" "
                   "hi=\"0.95\"/><precision num=\"0\" den=\"0\"/>"
                   "<concordance num=\"0\" den=\"0\"/></type></stratum>",
                   i, num, side, side, num, den, num);
    }
    buf_str(&xml, "</strata>");
    buf_str(&xml, strstr(EMPTY, "<curves"));
    make(&html, &xml, LANG_EN);
    assert_non_null(strstr(html.s, "s29!"));
    assert_null(strstr(html.s, "s30!"));
    assert_null(strstr(html.s, "s44!"));
    assert_true(strstr(html.s, "s00!") < strstr(html.s, "s29!"));
    assert_non_null(strstr(html.s, "10 strata with a better F1 are not shown"));
    assert_non_null(
        strstr(html.s, "5 strata with fewer than 20 truth records left out"));
    buf_release(&html);
    buf_release(&xml);
}

static void what_is_no_comparison_is_an_error(void **state)
{
    static const struct {
        const char *xml, *datadir;
        enum err_code code;
    } row[] = {
        {"",                                         ".",   ERR_SYNTAX },
        {"<comparison/>",                            ".",   ERR_SYNTAX },
        {"<report xmlns=\"urn:entente:report:1\"/>", ".",   ERR_SYNTAX },
        {EMPTY,                                      "/no", ERR_MISSING},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf html[LANG_FR + 1];
        struct err e = {0};
        struct buf xml;

        buf_init(&xml, 1 << 16);
        buf_init(&html[LANG_EN], 1 << 20);
        buf_init(&html[LANG_FR], 1 << 20);
        buf_str(&xml, row[i].xml);
        assert_int_equal(comparehtml_make(html, &xml, row[i].datadir, &e), -1);
        assert_int_equal(e.code, row[i].code);
        buf_release(&xml);
        buf_release(&html[LANG_EN]);
        buf_release(&html[LANG_FR]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_what_it_was),
        cmocka_unit_test(
            the_page_is_complete_in_itself_and_hostile_names_are_inert),
        cmocka_unit_test(nothing_compared_is_a_page_too),
        cmocka_unit_test(the_worst_thirty_strata_are_shown),
        cmocka_unit_test(what_is_no_comparison_is_an_error),
    };

    return cmocka_run_group_tests_name("comparehtml", tests, NULL, NULL);
}
