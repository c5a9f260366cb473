#include "reports/doc/tests/sample.h"

#include "base/lang.h"
#include "base/path.h"
#include "formats/xmldoc.h"
#include "reports/doc/tests/golden.h"

static void must_follow_schema(const struct report *r)
{
    struct buf xml, schema;
    struct err e = {0};

    buf_init(&schema, 1 << 20);
    if (path_read(&schema, "reports/schema/report.rng", &e))
        fail_msg("%s", e.msg);
    sample_write(&xml, r);
    if (xmldoc_validate(xml.s, xml.n, "report.xml", schema.s, schema.n, &e))
        fail_msg("%llu: %s", (unsigned long long)e.line, e.msg);
    buf_release(&xml);
    buf_release(&schema);
}

static void every_written_report_follows_the_schema(void **state)
{
    static const struct report_engagement empty = {0};
    static const char *const only[] = {"FMT-001"};
    static const struct submission bare = {.bare = true};
    struct sample s;

    (void)state;
    sample_init(&s);
    must_follow_schema(&s.report);
    s.report.engagement = &empty;
    must_follow_schema(&s.report);
    s.report.engagement = NULL;
    s.report.environment = NULL;
    s.report.regions_bp = s.report.reference_bp = 0;
    must_follow_schema(&s.report);
    s.evidence.only = only;
    s.evidence.n_only = 1;
    must_follow_schema(&s.report);
    s.report.submission = &bare;
    s.report.submission_name = NULL;
    s.report.archive_sha256 = NULL;
    s.report.n_files = s.report.n_fixtures = 0;
    s.evidence.technology_class = NULL;
    s.evidence.n_claims = 0;
    must_follow_schema(&s.report);
    sample_release(&s);
}

static void a_duration_that_is_not_known_is_not_stated(void **state)
{
    static const double seconds[] = {-1, 0, 41.5};
    struct report_environment environment = sample_environment;
    struct sample s;

    (void)state;
    sample_init(&s);
    s.report.environment = &environment;
    for (size_t i = 0; i < T_LEN(seconds); i++) {
        struct buf xml;

        environment.seconds = seconds[i];
        must_follow_schema(&s.report);
        sample_write(&xml, &s.report);
        assert_int_equal(strstr(xml.s, " seconds=\"") != NULL, i > 0);
        buf_release(&xml);
    }
    sample_release(&s);
}

static void a_report_has_every_outcome_and_is_what_it_was(void **state)
{
    struct sample s;
    struct buf xml;

    (void)state;
    sample_init(&s);
    sample_write(&xml, &s.report);
    for (enum outcome o = OUTCOME_NOT_RUN; o <= OUTCOME_REPORTED; o++) {
        char want[64];

        (void)snprintf(want, sizeof(want), "value=\"%s\"", outcome_name(o));
        assert_non_null(strstr(xml.s, want));
    }
    golden_check("sample.xml", xml.s, xml.n);
    buf_release(&xml);
    sample_release(&s);
}

static void the_same_report_gives_the_same_bytes_in_any_language(void **state)
{
    struct buf a, b;
    struct sample s;

    (void)state;
    sample_init(&s);
    sample_write(&a, &s.report);
    sample_release(&s);
    lang_set(LANG_FR);
    sample_init(&s);
    sample_write(&b, &s.report);
    sample_release(&s);
    lang_set(LANG_EN);
    assert_string_equal(a.s, b.s);
    buf_release(&a);
    buf_release(&b);
}

static void a_report_over_its_ceiling_is_an_error(void **state)
{
    struct sample s;
    struct buf xml;
    struct err e = {0};

    (void)state;
    sample_init(&s);
    buf_init(&xml, 100);
    assert_int_equal(report_write(&xml, &s.report, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    buf_release(&xml);
    sample_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_written_report_follows_the_schema),
        cmocka_unit_test(a_duration_that_is_not_known_is_not_stated),
        cmocka_unit_test(a_report_has_every_outcome_and_is_what_it_was),
        cmocka_unit_test(the_same_report_gives_the_same_bytes_in_any_language),
        cmocka_unit_test(a_report_over_its_ceiling_is_an_error),
    };

    return cmocka_run_group_tests_name("report_write", tests, NULL, NULL);
}
