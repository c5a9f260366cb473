/*
 * t_report -- a small true report: a suite of one case and one control, the
 * evidence of a run, and the members made of them. Names and numbers are
 * invented.
 */
#ifndef REPORTS_SEAL_TESTS_T_REPORT_H
#define REPORTS_SEAL_TESTS_T_REPORT_H

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/tests/t.h"
#include "core/decide.h"
#include "core/plan.h"
#include "core/tally.h"
#include "formats/suitexml.h"
#include "reports/doc/report.h"
#include "reports/seal/content.h"

/* With access to the truth and the lower limit of recall as %s. */
#define T_SUITE                                                                \
    "<suite xmlns=\"urn:entente:suite:1\" id=\"essai\" version=\"1.0.0\" "     \
    "status=\"released\" requires=\"1\">\n"                                    \
    "<publisher>essai</publisher>\n"                                           \
    "<title xml:lang=\"en\">Trial</title>\n"                                   \
    "<title xml:lang=\"fr\">Essai</title>\n"                                   \
    "<classes>short-read</classes>\n"                                          \
    "<fixtures><fixture id=\"bad\" kind=\"vcf\" href=\"bad.vcf.gz\" "          \
    "pin=\"octets\" sha256=\"00000000000000000000000000000000"                 \
    "00000000000000000000000000000000\" access=\"open\"/>"                     \
    "<fixture id=\"truth\" kind=\"vcf\" href=\"truth.vcf.gz\" "                \
    "pin=\"octets\" sha256=\"11111111111111111111111111111111"                 \
    "11111111111111111111111111111111\" access=\"%s\"/></fixtures>\n"          \
    "<deliverables><deliverable role=\"calls\" kind=\"vcf\" "                  \
    "required=\"yes\"><title xml:lang=\"en\">Calls</title>"                    \
    "<title xml:lang=\"fr\">Appels</title></deliverable></deliverables>\n"     \
    "<metrics><metric id=\"entente:snv-recall:1\" check=\"small-variants\" "   \
    "measure=\"snv-recall\" kind=\"proportion\" unit=\"1\" "                   \
    "numerator=\"snv.truth.tp\" denominator=\"snv.truth.tp snv.truth.fn\">"    \
    "<title xml:lang=\"en\">Recall</title>"                                    \
    "<title xml:lang=\"fr\">Rappel</title></metric></metrics>\n"               \
    "<cases><case id=\"GERM-001\" check=\"small-variants\" waivable=\"yes\" "  \
    "clause=\"trial\" source=\"trial\">"                                       \
    "<title xml:lang=\"en\">Recall</title>"                                    \
    "<title xml:lang=\"fr\">Rappel</title>"                                    \
    "<input name=\"query\" from=\"calls\"/>"                                   \
    "<input name=\"truth\" from=\"truth\"/>"                                   \
    "<criterion profile=\"COMMON\" severity=\"mandatory\" "                    \
    "metric=\"entente:snv-recall:1\" stratum=\"*\" min=\"%s\" "                \
    "method=\"exact\" claim=\"file\" status=\"published\" "                    \
    "source=\"trial\"/></case></cases>\n"                                      \
    "<controls><control id=\"NC-1\" deliverable=\"calls\" fixture=\"bad\" "    \
    "fails=\"GERM-001\"><title xml:lang=\"en\">Bad calls</title>"              \
    "<title xml:lang=\"fr\">Mauvais appels</title></control></controls>\n"     \
    "<not-tested><item><title xml:lang=\"en\">All else</title>"                \
    "<title xml:lang=\"fr\">Le reste</title></item></not-tested>\n"            \
    "</suite>\n"

struct t_run {
    const char *limit; /* in the suite */
    int64_t tp;        /* of 100 */
    enum evidence_level level;
    bool bare;
    const char *waived_until; /* NULL: no waiver */
};

struct t_report {
    struct buf bytes[SEAL_REPORT_MEMBERS];
    struct seal_member m[SEAL_REPORT_MEMBERS];
    char suite_sha256[65];
};

static inline void t_count(struct measurement *m, int64_t tp)
{
    static const char *const counters[] = {"snv.truth.tp", "snv.truth.fn",
                                           "truth.records"};
    struct err e = {0};

    assert_int_equal(tally_init(&m->tally, counters, 3, NULL, 0, &e), 0);
    assert_int_equal(tally_count(&m->tally, counters[2], 101, &e), 0);
    assert_int_equal(tally_count(&m->tally, counters[0], tp, &e), 0);
    assert_int_equal(tally_count(&m->tally, counters[1], 100 - tp, &e), 0);
}

/* Of 101 records, the last is outside. */
static inline void t_mark(struct measurement *m, int64_t tp)
{
    struct err e = {0};
    char letters[101];

    memset(letters, 'F', sizeof(letters));
    memset(letters, 'T', (size_t)tp);
    letters[100] = 'N';
    assert_int_equal(
        marks_make(&m->marks, letters, sizeof(letters), "truth", &e), 0);
}

static inline void t_write_report(struct t_report *out, const struct t_run *run,
                                  const struct suite *suite,
                                  const struct plan *plan, struct evidence *ev)
{
    static const struct submission_item item = {.id = "i1", .sample = "HG002"};
    static const struct submission_file file = {
        .name = "calls.vcf.gz", .role = "calls", .size = 1};
    static const struct report_file found = {
        .id = "calls", .name = "calls.vcf.gz", .size = 1};
    static const struct report_environment environment = {
        .program_version = "0",
        .created = "2026-11-23T09:00:00Z",
        .system = "Linux",
        .htslib = "1",
        .libxml2 = "2",
        .openssl = "3",
        .threads = 1};
    struct submission sub = {.bare = run->bare,
                             .vendor = "Séquençage & Cie",
                             .product = "Nova",
                             .version = "1.2",
                             .technology_class = "short-read",
                             .items = &item,
                             .n_items = 1,
                             .files = &file,
                             .n_files = 1};
    struct result result = {0};
    struct report r = {.suite = suite,
                       .submission = &sub,
                       .submission_name = "nova",
                       .evidence = ev,
                       .plan = plan,
                       .result = &result,
                       .files = &found,
                       .n_files = 1,
                       .environment = &environment};
    struct err e = {0};

    memset(sub.sha256, 'a', 64);
    assert_int_equal(decide(&result, suite, plan, ev, &e), 0);
    assert_int_equal(report_write(&out->bytes[0], &r, &e), 0);
    assert_int_equal(report_tallies(&out->bytes[2], ev, &e), 0);
    assert_int_equal(report_marks(&out->bytes[3], ev, &e), 0);
    result_release(&result);
}

/* `access`: to the truth; `marked`: with truth bits. */
static inline void t_report_make_with(struct t_report *out,
                                      const struct t_run *run,
                                      const char *access, bool marked)
{
    struct waiver waiver = {"W-1", "GERM-001", "being mended", "Autorité",
                            run->waived_until};
    struct suite suite = {0};
    struct plan plan = {0};
    struct evidence ev = {.level = run->level,
                          .technology_class = "short-read",
                          .waivers = &waiver,
                          .n_waivers = run->waived_until != NULL};
    struct err e = {0};

    *out = (struct t_report){0};
    for (size_t i = 0; i < SEAL_REPORT_MEMBERS; i++)
        buf_init(&out->bytes[i], 1 << 20);
    buf_printf(&out->bytes[1], T_SUITE, access, run->limit);
    if (suitexml_parse(&suite, out->bytes[1].s, out->bytes[1].n, "suite.xml",
                       &e))
        fail_msg("%s:%d: %s", e.path, (int)e.line, e.msg);
    assert_int_equal(plan_make(&plan, &suite, &e), 0);
    ev.m = calloc(plan.n, sizeof *ev.m);
    assert_non_null(ev.m);
    ev.n = plan.n;
    for (size_t i = 0; i < plan.n; i++) {
        ev.m[i].id = strdup(plan.a[i].id);
        ev.m[i].state = MEASURED_OK;
        t_count(&ev.m[i], plan.a[i].control ? 10 : run->tp);
        if (!plan.a[i].control && marked)
            t_mark(&ev.m[i], run->tp);
    }
    t_write_report(out, run, &suite, &plan, &ev);
    memcpy(out->suite_sha256, suite.sha256, sizeof suite.sha256);
    for (size_t i = 0; i < SEAL_REPORT_MEMBERS; i++) {
        out->m[i] = content_members[i];
        out->m[i].data = out->bytes[i].s;
        out->m[i].len = out->bytes[i].n;
    }
    evidence_release(&ev);
    plan_release(&plan);
    suite_release(&suite);
}

static inline void t_report_make(struct t_report *out, const struct t_run *run)
{
    t_report_make_with(out, run, "open", true);
}

static inline void t_report_free(struct t_report *r)
{
    for (size_t i = 0; i < SEAL_REPORT_MEMBERS; i++)
        buf_release(&r->bytes[i]);
}

/* One member with the first `find` in it turned into `put`. */
static inline void t_report_change(struct t_report *r, size_t member,
                                   const char *find, const char *put)
{
    struct buf *b = &r->bytes[member];
    struct buf with = {0};
    size_t n = strlen(find);
    size_t at = 0;

    while (at + n <= b->n && memcmp(b->s + at, find, n) != 0)
        at++;
    assert_true(at + n <= b->n);
    buf_init(&with, 1 << 20);
    buf_add(&with, b->s, at);
    buf_str(&with, put);
    buf_add(&with, b->s + at + n, b->n - at - n);
    buf_release(b);
    *b = with;
    r->m[member].data = b->s;
    r->m[member].len = b->n;
}

#endif
