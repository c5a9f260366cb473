#include "reports/doc/tests/sample.h"

#include <ctype.h>

#include <jansson.h>

#include "base/path.h"
#include "formats/xmldoc.h"
#include "reports/doc/render.h"
#include "reports/doc/tests/golden.h"

/* Everything that has hurt a report writer before. */
#define HOSTILE                                                                \
    "=cmd()|'\"\\<script>alert(1)</script>&amp;]]>\t\n\r\001\033[31m\177"      \
    "\xe2\x80\xa8\xe2\x80\xae\xff%s{}"

static void render_one(struct buf *out, enum render_form f, enum lang l,
                       const struct buf *xml, const char *seal)
{
    struct err e = {0};

    buf_init(out, REPORT_BYTES_MAX);
    if (render(out, f, l, xml->s, xml->n, ".", seal, &e))
        fail_msg("%s: %s", render_name(f), e.msg);
}

static bool is_json(enum render_form f)
{
    return f == RENDER_EARL || f == RENDER_TESTBED || f == RENDER_MULTIQC;
}

static void must_parse(enum render_form f, const struct buf *out)
{
    struct xmldoc d = {0};
    struct err e = {0};
    json_error_t why;
    json_t *j;

    if (is_json(f)) {
        j = json_loadb(out->s, out->n, JSON_REJECT_DUPLICATES, &why);
        if (!j)
            fail_msg("%s: %d: %s", render_name(f), why.line, why.text);
        json_decref(j);
    } else if (f == RENDER_JUNIT) {
        if (xmldoc_parse(&d, out->s, out->n, "junit", &e))
            fail_msg("%s", e.msg);
        xmldoc_release(&d);
    }
}

static void each_form_in_each_language_is_what_it_was(void **state)
{
    static const char *const lang[] = {"en", "fr"};
    struct sample s;
    struct buf xml;

    (void)state;
    sample_init(&s);
    sample_write(&xml, &s.report);
    for (size_t f = 0; f < RENDER_FORMS; f++) {
        for (size_t l = 0; l < 2; l++) {
            enum render_form form = (enum render_form)f;
            char name[64];
            struct buf out;

            render_one(&out, form, l ? LANG_FR : LANG_EN, &xml, NULL);
            must_parse(form, &out);
            (void)snprintf(name, sizeof(name), "sample.%s%s", lang[l],
                           render_suffix(form));
            golden_check(name, out.s, out.n);
            buf_release(&out);
        }
    }
    buf_release(&xml);
    sample_release(&s);
}

static void a_source_is_rendered_again_as_the_first_time(void **state)
{
    struct sample s;
    struct buf xml;
    struct render_source *source;
    struct err e = {0};

    (void)state;
    sample_init(&s);
    sample_write(&xml, &s.report);
    source = render_source_new(xml.s, xml.n, &e);
    assert_non_null(source);
    for (size_t i = 0; i < (size_t)RENDER_FORMS * 2; i++) {
        enum render_form form = (enum render_form)(i % RENDER_FORMS);
        enum lang l = i < RENDER_FORMS ? LANG_FR : LANG_EN;
        struct buf alone, again;

        render_one(&alone, form, l, &xml, NULL);
        buf_init(&again, REPORT_BYTES_MAX);
        assert_int_equal(render_from(&again, form, l, source, ".", NULL, &e),
                         0);
        assert_string_equal(again.s, alone.s);
        buf_release(&alone);
        buf_release(&again);
    }
    render_source_free(source);
    buf_release(&xml);
    sample_release(&s);
}

/* The sample with hostile text wherever a stranger may write. */
struct hostile {
    struct sample s;
    struct suite suite;
    struct suite_case cases[T_LEN(sample_cases)];
    struct suite_metric metrics[T_LEN(sample_metrics)];
    struct suite_criterion criterion;
    struct submission submission;
    struct submission_item item;
    struct report_file file;
    struct waiver waiver;
    struct report_engagement engagement;
};

static void hostile_suite(struct hostile *h)
{
    const struct text2 bad = {HOSTILE, HOSTILE};

    h->suite = sample_suite;
    memcpy(h->cases, sample_cases, sizeof(h->cases));
    memcpy(h->metrics, sample_metrics, sizeof(h->metrics));
    h->criterion = sample_cases[0].criteria[0];
    h->criterion.source = HOSTILE;
    h->criterion.max_text = HOSTILE;
    for (size_t i = 0; i < T_LEN(sample_cases); i++) {
        h->cases[i].title = h->cases[i].text = bad;
        h->cases[i].clause = h->cases[i].source = HOSTILE;
    }
    h->cases[0].criteria = &h->criterion;
    for (size_t i = 0; i < T_LEN(sample_metrics); i++)
        h->metrics[i].title = bad;
    h->suite.cases = h->cases;
    h->suite.metrics = h->metrics;
    h->suite.title = h->suite.text = bad;
    h->suite.publisher = HOSTILE;
}

static void hostile_init(struct hostile *h)
{
    *h = (struct hostile){0};
    hostile_suite(h);
    sample_init(&h->s);
    h->submission = sample_submission;
    h->submission.vendor = h->submission.product = HOSTILE;
    h->submission.version = h->submission.regulatory = HOSTILE;
    h->submission.trained_on = HOSTILE;
    h->item = (struct submission_item){
        .id = HOSTILE, .sample = HOSTILE, .day = HOSTILE};
    h->submission.items = &h->item;
    h->submission.n_items = 1;
    h->file = (struct report_file){.id = HOSTILE, .name = HOSTILE};
    h->waiver = (struct waiver){HOSTILE, "GERM-004", HOSTILE, HOSTILE, HOSTILE};
    h->engagement = sample_engagement;
    h->engagement.report_id = h->engagement.issued = HOSTILE;
    h->engagement.opinions = HOSTILE;
    for (size_t i = 0; i < T_LEN(sample_cases); i++) {
        h->s.result.cases[i].of = &h->cases[i];
        if (h->s.result.cases[i].waiver)
            h->s.result.cases[i].waiver = &h->waiver;
    }
    h->s.result.cases[0].criteria[0].criterion = &h->criterion;
    h->s.evidence.waivers = &h->waiver;
    h->s.report.suite = &h->suite;
    h->s.report.submission = &h->submission;
    h->s.report.submission_name = HOSTILE;
    h->s.report.files = &h->file;
    h->s.report.n_files = 1;
    h->s.report.engagement = &h->engagement;
    sample_finding(&h->s.evidence.m[0], FINDING_ERROR, HOSTILE, 7, HOSTILE,
                   HOSTILE);
}

static size_t count(const char *text, const char *what)
{
    size_t n = 0;

    for (const char *p = strstr(text, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

/* No byte that a terminal obeys. */
static void must_be_plain(const struct buf *out)
{
    for (size_t i = 0; i < out->n; i++) {
        unsigned char c = (unsigned char)out->s[i];

        assert_true(c == '\n' || (c >= ' ' && c != 0x7f));
    }
    assert_null(strstr(out->s, "\xe2\x80\xae")); /* U+202E */
}

/* No cell begins as a formula does. */
static void must_be_tame(const struct buf *out)
{
    assert_null(strstr(out->s, ",=") ? strstr(out->s, ",=") : NULL);
    assert_null(strstr(out->s, ",\"="));
    assert_null(strstr(out->s, "\n="));
    assert_non_null(strstr(out->s, ",\"'=cmd()"));
}

static void hostile_text_stays_text(void **state)
{
    struct hostile h;
    struct buf xml;

    (void)state;
    hostile_init(&h);
    sample_write(&xml, &h.s.report);
    for (size_t f = 0; f < RENDER_FORMS; f++) {
        enum render_form form = (enum render_form)f;
        struct buf out;

        render_one(&out, form, LANG_FR, &xml, HOSTILE);
        must_parse(form, &out);
        if (form != RENDER_TEXT && form != RENDER_CSV)
            assert_null(strstr(out.s, "<script"));
        if (form == RENDER_TEXT)
            must_be_plain(&out);
        if (form == RENDER_CSV)
            must_be_tame(&out);
        if (form == RENDER_HTML) {
            assert_int_equal(count(out.s, "<style"), 1);
            assert_int_equal(count(out.s, "</style"), 1);
        }
        buf_release(&out);
    }
    buf_release(&xml);
    sample_release(&h.s);
}

static void long_text_full_of_quotes_does_not_exhaust_the_stack(void **state)
{
    enum {
        N = 30000 /* ten times the depth that libxslt allows */
    };
    struct hostile h;
    struct buf xml;
    char *text = malloc(N + 1);

    (void)state;
    assert_non_null(text);
    memset(text, '"', N);
    text[N] = '\0';
    hostile_init(&h);
    h.submission.vendor = text;
    h.cases[1].title.en = text;
    sample_write(&xml, &h.s.report);
    for (size_t f = 0; f < RENDER_FORMS; f++) {
        struct buf out;

        render_one(&out, (enum render_form)f, LANG_EN, &xml, NULL);
        must_parse((enum render_form)f, &out);
        buf_release(&out);
    }
    buf_release(&xml);
    sample_release(&h.s);
    free(text);
}

static void a_page_is_complete_in_itself(void **state)
{
    static const char *const banned[] = {"<script", "<link", "<img",
                                         "@import", "url(",  "src="};
    static const char *const wanted[] = {
        "lang=\"fr\"",
        "Rapport d’essai",
        "LBM-2026-0147",
        "Non conforme",
        "Non concluant",
        "Provisoire",
        "autorisation réglementaire",
        "Précision (VPP)",
        "0,9616",
        ("72\xe2\x80\xaf"
         "192"),
        "W-2026-003",
        "Témoins négatifs",
        "mitochondriaux",
        "Fin du document",
        "89,3\xc2\xa0%",
        "sealed at noon",
        "<table",
        "<caption",
        "<svg",
        "scope=\"rowgroup\"",
    };
    struct sample s;
    struct buf xml, out;

    (void)state;
    sample_init(&s);
    sample_write(&xml, &s.report);
    render_one(&out, RENDER_HTML, LANG_FR, &xml, "sealed at noon");
    for (size_t i = 0; i < T_LEN(banned); i++)
        assert_null(strstr(out.s, banned[i]));
    for (size_t i = 0; i < T_LEN(wanted); i++) {
        if (!strstr(out.s, wanted[i]))
            fail_msg("the page lacks %s", wanted[i]);
    }
    buf_release(&out);
    s.report.engagement = NULL;
    xml.n = 0;
    buf_release(&xml);
    sample_write(&xml, &s.report);
    render_one(&out, RENDER_HTML, LANG_FR, &xml, NULL);
    assert_non_null(strstr(out.s, "Relevé de résultats"));
    assert_null(strstr(out.s, "Rapport d’essai"));
    assert_non_null(strstr(out.s, "Sans cachet"));
    buf_release(&out);
    buf_release(&xml);
    sample_release(&s);
}

/* Lists that a machine reads agree with the report. */
static void skipped_never_hides_what_was_not_run(void **state)
{
    struct sample s;
    struct buf xml, out;

    (void)state;
    sample_init(&s);
    s.result.controls[0].failed_as_planted = false;
    s.result.verdict[0] = VERDICT_NOT_ESTABLISHED;
    sample_write(&xml, &s.report);
    render_one(&out, RENDER_JUNIT, LANG_EN, &xml, NULL);
    assert_non_null(strstr(out.s, "<error type=\"not-run\""));
    assert_non_null(strstr(out.s, "<error type=\"inconclusive\""));
    assert_non_null(strstr(out.s, "<error type=\"control\""));
    assert_non_null(strstr(out.s, "<error type=\"not-established\""));
    assert_non_null(strstr(out.s, "<skipped message=\"Waived (W-2026-003)"));
    assert_int_equal(count(out.s, "<error"), 4 + 1 + 1 + 1);
    buf_release(&out);
    render_one(&out, RENDER_TESTBED, LANG_EN, &xml, NULL);
    assert_non_null(strstr(out.s, "\"status\":\"FAIL\""));
    buf_release(&out);
    buf_release(&xml);
    sample_release(&s);
}

static void what_can_not_be_rendered_is_an_error(void **state)
{
    static const struct {
        const char *xml, *datadir;
        enum err_code code;
    } row[] = {
        {"",                                          ".",   ERR_SYNTAX },
        {"<x/>",                                      ".",   ERR_SYNTAX },
        {"<report/>",                                 ".",   ERR_SYNTAX },
        {"<!DOCTYPE report><report "
         "xmlns=\"urn:entente:report:1\"/>", ".",   ERR_SYNTAX },
        {"<report xmlns=\"urn:entente:report:1\"/>",  "/no", ERR_MISSING},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf out;
        struct err e = {0};

        buf_init(&out, 1 << 20);
        assert_int_equal(render(&out, RENDER_HTML, LANG_EN, row[i].xml,
                                strlen(row[i].xml), row[i].datadir, NULL, &e),
                         -1);
        assert_int_equal(e.code, row[i].code);
        buf_release(&out);
    }
}

static void write_sheet(const char *body)
{
    char text[1024];
    struct err e = {0};

    (void)snprintf(text, sizeof(text),
                   "<xsl:stylesheet version=\"1.0\" "
                   "xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\">"
                   "<xsl:template match=\"/\">%s</xsl:template>"
                   "</xsl:stylesheet>",
                   body);
    if (path_make_dirs("build/tmp-render/reports/xsl", &e) ||
        path_write("build/tmp-render/reports/xsl/html.xsl", text, strlen(text),
                   &e))
        fail_msg("%s", e.msg);
}

/* Even a stylesheet can not reach out of the transformation. */
static void a_transformation_reads_and_writes_no_file(void **state)
{
    static const char *const body[] = {
        "<x><xsl:copy-of select=\"document('/etc/xml/catalog')\"/></x>",
        "<x><xsl:copy-of select=\"document('http://127.0.0.1/x')\"/></x>",
        "<xsl:message terminate=\"yes\">stop</xsl:message>",
        "<x><xsl:value-of select=\"no-such-function()\"/></x>",
    };
    const char xml[] = "<report xmlns=\"urn:entente:report:1\"/>";

    (void)state;
    for (size_t i = 0; i < T_LEN(body); i++) {
        struct buf out;
        struct err e = {0};

        write_sheet(body[i]);
        buf_init(&out, 1 << 20);
        if (render(&out, RENDER_HTML, LANG_EN, xml, sizeof(xml) - 1,
                   "build/tmp-render", NULL, &e) == 0)
            fail_msg("rendered: %s", body[i]);
        assert_int_equal(e.code, ERR_RANGE);
        buf_release(&out);
    }
}

/* Takes the escape sequences out, in place; returns how many there were. */
static size_t strip_colors(char *s)
{
    size_t n = 0;
    char *to = s;

    for (const char *p = s; *p;) {
        if (*p == '\033') {
            p += strcspn(p, "m") + 1;
            n++;
        } else {
            *to++ = *p++;
        }
    }
    *to = '\0';
    return n;
}

static void colour_adds_nothing_but_colour(void **state)
{
    static const enum lang langs[] = {LANG_EN, LANG_FR};
    struct sample s;
    struct submission from = sample_submission;
    struct buf xml, plain, painted;
    struct render_source *source;
    struct err e = {0};

    (void)state;
    sample_init(&s);
    /* Characters that stand for colours inside, from outside. */
    from.vendor = "a\xee\x80\x81"
                  "b";
    s.report.submission = &from;
    sample_write(&xml, &s.report);
    source = render_source_new(xml.s, xml.n, &e);
    assert_non_null(source);
    for (size_t i = 0; i < T_LEN(langs); i++) {
        render_one(&plain, RENDER_TEXT, langs[i], &xml, NULL);
        buf_init(&painted, REPORT_BYTES_MAX);
        assert_int_equal(
            render_painted(&painted, langs[i], source, ".", NULL, &e), 0);
        assert_non_null(strstr(plain.s, "a b"));
        assert_non_null(strstr(painted.s, "\033[31m"));
        assert_non_null(strstr(painted.s, "\033[32m"));
        assert_true(strip_colors(painted.s) > 4);
        assert_string_equal(painted.s, plain.s);
        buf_release(&plain);
        buf_release(&painted);
    }
    buf_init(&painted, 100);
    assert_int_equal(render_painted(&painted, LANG_EN, source, ".", NULL, &e),
                     -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&painted);
    render_source_free(source);
    buf_release(&xml);
    sample_release(&s);
}

static void a_rendering_over_its_ceiling_is_an_error(void **state)
{
    struct sample s;
    struct buf xml, out;
    struct err e = {0};

    (void)state;
    sample_init(&s);
    sample_write(&xml, &s.report);
    buf_init(&out, 100);
    assert_int_equal(
        render(&out, RENDER_TEXT, LANG_EN, xml.s, xml.n, ".", NULL, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&out);
    e = (struct err){0};
    buf_init(&out, 100);
    assert_int_equal(render(&out, RENDER_TEXT, LANG_EN, xml.s,
                            (size_t)REPORT_BYTES_MAX + 1, ".", NULL, &e),
                     -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&out);
    buf_release(&xml);
    sample_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_form_in_each_language_is_what_it_was),
        cmocka_unit_test(a_source_is_rendered_again_as_the_first_time),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(long_text_full_of_quotes_does_not_exhaust_the_stack),
        cmocka_unit_test(a_page_is_complete_in_itself),
        cmocka_unit_test(skipped_never_hides_what_was_not_run),
        cmocka_unit_test(what_can_not_be_rendered_is_an_error),
        cmocka_unit_test(a_transformation_reads_and_writes_no_file),
        cmocka_unit_test(colour_adds_nothing_but_colour),
        cmocka_unit_test(a_rendering_over_its_ceiling_is_an_error),
    };

    return cmocka_run_group_tests_name("render", tests, NULL, NULL);
}
