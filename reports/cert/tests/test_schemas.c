/* The readers of this folder and their grammars accept and refuse the same
 * documents. A grammar can not see all that a reader can: those rows say so. */
#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/xmldoc.h"
#include "reports/cert/certificate.h"
#include "reports/cert/decision.h"
#include "reports/cert/policy.h"
#include "reports/cert/recognition.h"
#include "reports/cert/scheme.h"
#include "reports/cert/waiver.h"

#define SAMPLES "reports/cert/tests/samples/"

/* ---- one reader each, with what it read thrown away ---------------------- */
typedef int (*reader)(const char *xml, size_t n, struct err *e);

static int certificate(const char *xml, size_t n, struct err *e)
{
    struct certificate c = {0};
    int rc = certificate_read(&c, xml, n, e);

    certificate_release(&c);
    return rc;
}

static int scheme(const char *xml, size_t n, struct err *e)
{
    struct scheme s = {0};
    int rc = scheme_parse(&s, xml, n, "s.xml", e);

    scheme_release(&s);
    return rc;
}

static int decision(const char *xml, size_t n, struct err *e)
{
    struct decision d = {0};
    int rc = decision_parse(&d, xml, n, "d.xml", e);

    decision_release(&d);
    return rc;
}

static int policy(const char *xml, size_t n, struct err *e)
{
    struct policy p = {0};
    int rc = policy_parse(&p, xml, n, "p.xml", e);

    policy_release(&p);
    return rc;
}

static int recognition_of(const char *xml, size_t n, bool stated, struct err *e)
{
    struct recognition r = {0};
    int rc = recognition_read(&r, xml, n, "r.xml", stated, e);

    recognition_release(&r);
    return rc;
}

static int recognition(const char *xml, size_t n, struct err *e)
{
    return recognition_of(xml, n, false, e);
}

static int recognition_stated(const char *xml, size_t n, struct err *e)
{
    return recognition_of(xml, n, true, e);
}

static int waiver_of(const char *xml, size_t n, bool stated, struct err *e)
{
    struct waiver_file w = {0};
    int rc = waiver_read(&w, xml, n, "w.xml", stated, e);

    waiver_release(&w);
    return rc;
}

static int waiver(const char *xml, size_t n, struct err *e)
{
    return waiver_of(xml, n, false, e);
}

static int waiver_stated(const char *xml, size_t n, struct err *e)
{
    return waiver_of(xml, n, true, e);
}

/* ---- a document, and what is done to it ---------------------------------- */
struct kind {
    const char *file;
    const char *schema;
    reader read;
};

static const struct kind kinds[] = {
    {SAMPLES "certificate.xml",          "certificate", certificate       },
    {SAMPLES "scheme.xml",               "scheme",      scheme            },
    {SAMPLES "decision.xml",             "decision",    decision          },
    {SAMPLES "recognition.xml",          "recognition", recognition       },
    {SAMPLES "recognition-stated.xml",   "recognition", recognition_stated},
    {SAMPLES "waiver.xml",               "waiver",      waiver            },
    {SAMPLES "waiver-stated.xml",        "waiver",      waiver_stated     },
    {"reports/policy/FR-short-read.xml", "policy",      policy            },
    {"reports/policy/GB-short-read.xml", "policy",      policy            },
};

static void load(struct buf *b, const char *path)
{
    struct err e = {0};

    buf_init(b, 1 << 20);
    if (path_read(b, path, &e))
        fail_msg("%s: %s", path, e.msg);
}

static int by_grammar(const struct kind *k, const struct buf *xml)
{
    struct buf schema = {0};
    struct err e = {0};
    char path[128];
    int rc;

    (void)snprintf(path, sizeof(path), "reports/schema/%s.rng", k->schema);
    load(&schema, path);
    rc = xmldoc_validate(xml->s, xml->n, "x", schema.s, schema.n, &e);
    buf_release(&schema);
    return rc;
}

static void what_is_right_passes_both(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(kinds); i++) {
        struct buf xml = {0};
        struct err e = {0};

        load(&xml, kinds[i].file);
        if (kinds[i].read(xml.s, xml.n, &e))
            fail_msg("%s: %s", kinds[i].file, e.msg);
        if (by_grammar(&kinds[i], &xml))
            fail_msg("%s: refused by the grammar", kinds[i].file);
        buf_release(&xml);
    }
}

/* The first `from` becomes `to`; false when there is none. */
static bool change(struct buf *out, const struct buf *xml, const char *from,
                   const char *to)
{
    const char *at = strstr(xml->s, from);

    if (!at)
        return false;
    buf_init(out, 1 << 20);
    buf_add(out, xml->s, (size_t)(at - xml->s));
    buf_str(out, to);
    buf_str(out, at + strlen(from));
    return true;
}

struct row {
    const char *from, *to;
    bool unseen; /* by the grammar */
};

static void refuse_each(const struct kind *k, const struct row *row, size_t n)
{
    struct buf xml = {0};

    load(&xml, k->file);
    for (size_t i = 0; i < n; i++) {
        struct buf b = {0};
        struct err e = {0};

        if (!change(&b, &xml, row[i].from, row[i].to))
            fail_msg("%s holds no %s", k->file, row[i].from);
        if (k->read(b.s, b.n, &e) != -1 || e.code == ERR_NONE)
            fail_msg("%s with '%s' was read", k->file, row[i].to);
        if (by_grammar(k, &b) != (row[i].unseen ? 0 : -1))
            fail_msg("%s with '%s': the grammar says otherwise", k->file,
                     row[i].to);
        buf_release(&b);
    }
    buf_release(&xml);
}

/* What all of them share. */
static void what_is_wrong_everywhere_is_refused_by_both(void **state)
{
    static const struct row row[] = {
        {"urn:entente:",     "urn:else:",                false},
        {"xml:lang=\"en\"",  "xml:lang=\"de\"",          false},
        {"xml:lang=\"en\"",  "",                         false},
        {"xml:lang=\"en\">", "xml:lang=\"en\"> <b/>",    false},
        {" xmlns=\"urn",     " more=\"1\" xmlns=\"urn",  false},
        {"xml:lang=\"fr\">", "xml:lang=\"fr\" x=\"1\">", false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(kinds); i++)
        refuse_each(&kinds[i], row, T_LEN(row));
}

static void wrong_certificates_are_refused_by_both(void **state)
{
    static const struct row row[] = {
        {" number=\"FR-2026-0001\"",                          "",                              false},
        {"number=\"FR-2026-0001\"",                           "number=\"FR 1\"",               false},
        {"issued=\"2026-11-25T10:00:00Z",                     "issued=\"2026-11-25",           false},
        {"issued=\"2026-11-25T10:00:00Z",                     "issued=\"2026-11-25T24:00:00Z",
         false                                                                                      },
        {"issued=\"2026-11-25T10",                            "issued=\"2026-02-30T10",        false},
        {"issued=\"2026-11-25T10",                            "issued=\"1969-11-25T10",        false},
        {"nation=\"FR\"",                                     "nation=\"fr\"",                 false},
        {"complaints=\"plaintes@certif.example\"",            "complaints=\" \"",              false},
        {"covers=\"patches-by-delta\"",                       "covers=\"patches\"",            false},
        {"grace-days=\"180\"",                                "grace-days=\"-1\"",             false},
        {"grace-days=\"180\"",                                "grace-days=\"99999\"",          false},
        {"attempt number=\"2\"",                              "attempt number=\"0\"",          false},
        {"attempt number=\"2\"",                              "attempt number=\"+2\"",         false},
        {"attempt number=\"2\"",                              "attempt number=\"02\"",         true },
        {"level=\"executed-by-lab\"",                         "level=\"believed\"",            false},
        {" role=\"lab\"",                                     "",                              false},
        {"is=\"conformant\"",                                 "is=\"non-conformant\"",         false},
        {"is=\"conformant\"",                                 "is=\"splendid\"",               false},
        {"limits-adopted=\"yes\"",                            "limits-adopted=\"maybe\"",      false},
        {" until=\"2027-06-30\"",                             "",                              false},
        {" until=\"2027-06-30\"",                             " until=\"2027-06-31\"",         false},
        {"<condition>",                                       "<condition><text/>",            false},
        {"<not-asked>germline-small-variants@1.0.0 GERM-012", "<not-asked> ",
         false                                                                                      },
        {"<reviewed-by>B. Reviewer</reviewed-by>",            "",                              false},
        {"<attempt ",                                         "<try/><attempt ",               false},
        {"\n <attempt",                                       "\n  <attempt",                  true },
        {"<attempt",                                          "<!-- in passing --><attempt",   true },
    };

    (void)state;
    refuse_each(&kinds[0], row, T_LEN(row));
}

static void a_certificate_rests_on_something(void **state)
{
    static const struct {
        const char *name;
        const char *end;
    } row[] = {
        {"report",       "</report>"      },
        {"verdict",      "/>"             },
        {"evaluated-by", "</evaluated-by>"},
    };
    struct buf xml = {0};

    (void)state;
    load(&xml, kinds[0].file);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf b = {0};
        struct err e = {0};
        char begin[32];
        const char *at = xml.s;
        const char *from;

        buf_init(&b, 1 << 20);
        (void)snprintf(begin, sizeof(begin), "\n <%s", row[i].name);
        while ((from = strstr(at, begin))) {
            buf_add(&b, at, (size_t)(from - at));
            at = strstr(from, row[i].end) + strlen(row[i].end);
        }
        buf_str(&b, at);
        assert_int_equal(kinds[0].read(b.s, b.n, &e), -1);
        assert_non_null(strstr(e.msg, row[i].name));
        assert_int_equal(by_grammar(&kinds[0], &b), -1);
        buf_release(&b);
    }
    buf_release(&xml);
}

static void wrong_schemes_are_refused_by_both(void **state)
{
    static const struct row row[] = {
        {"id=\"fr-example\"",                    "id=\"fr example\"",   false},
        {"version=\"1.0.0\"",                    "version=\"\"",        false},
        {"version=\"1.0.0\" n",                  "n",                   false},
        {"status=\"proposed\"",                  "status=\"agreed\"",   false},
        {" source=\"an example for the tests\"", "",                    false},
        {"limits=\"adopted\"",                   "limits=\"ours\"",     false},
        {"sha256=\"0123",                        "sha256=\"012G",       false},
        {"signer=\"lab\"",                       "signer=\"king\"",     false},
        {"reports=\"1\"",                        "reports=\"0\"",       false},
        {"laboratories=\"1\"",                   "laboratories=\"17\"", false},
        {"days=\"730\"",                         "days=\"0\"",          false},
        {"days=\"730\"",                         "days=\"7.5\"",        false},
        {"<waivers max=\"2\"/>",                 "",                    false},
        {"max=\"2\"",                            "max=\"33\"",          false},
        {"<complaints>plaintes@certif.example",  "<complaints>",        false},
        {"</complaints>",                        "</complaints>x",      false},
    };

    (void)state;
    refuse_each(&kinds[1], row, T_LEN(row));
}

static void wrong_decisions_are_refused_by_both(void **state)
{
    static const struct row row[] = {
        {"from=\"2026-12-01\"",                          "from=\"soon\"",          false},
        {"to=\"2028-11-30\"",                            "to=\"2028-11-31\"",      false},
        {"attempt=\"2\"",                                "attempt=\"0\"",          false},
        {"attempts-registered=\"2\"",                    "",                       false},
        {"supersedes=\"FR-2025-0007\"",                  "supersedes=\"7\"",       false},
        {"declared=\"class C, declared by the vendor\"", "",                       false},
        {"<evaluated-by>A. Evaluator</evaluated-by>",    "",                       false},
        {"<decided-by>C. Decider</decided-by>",          "",                       false},
        {"<reviewed-by>",                                "<reviewed-by by=\"x\">", false},
    };

    (void)state;
    refuse_each(&kinds[2], row, T_LEN(row));
}

static void wrong_recognitions_are_refused_by_both(void **state)
{
    static const struct row full[] = {
        {" issued=\"2026-12-10T09:00:00Z\"",    "",                        false},
        {"<body",                               "<boss",                   false},
        {"certificate number=\"FR-2026-0001\"", "certificate number=\"\"",
         false                                                                  },
        {"\n <scope",                           "\n\n <scope",             true },
    };
    static const struct row stated[] = {
        {" to=\"2027-12-31\"",                                                                                                                                                 "",                  false},
        {"from=\"2027-01-01\"",                                                                                                                                                "from=\"2027-1-1\"", false},
        {"to=\"2027-12-31\"",
         "to=\"2027-12-31\" issued=\"2026-12-10T09:00:00Z\"",                                                                                                                                       false},
        {"<reservation>\n  <text xml:lang=\"en\">Not for mitochondrial variants</text>\n  <text xml:lang=\"fr\">Pas pour les variants mitochondriaux</text>\n </reservation>",
         "",                                                                                                                                                                                        false},
    };

    (void)state;
    refuse_each(&kinds[3], full, T_LEN(full));
    refuse_each(&kinds[4], stated, T_LEN(stated));
}

static void wrong_waivers_are_refused_by_both(void **state)
{
    static const struct row full[] = {
        {" issued=\"2026-11-10T09:00:00Z\"", "",          false},
        {" nation=\"FR\"",                   "",          false},
        {"<product",                         "<product ", true },
    };
    static const struct row stated[] = {
        {"outcome=\"fail\"",     "outcome=\"pass\"",             false},
        {"outcome=\"fail\"",     "outcome=\"error\"",            false},
        {"until=\"2027-06-30\"", "until=\"2027-06\"",            false},
        {"case=\"GERM-004\"",    "case=\"GERM-004 GERM-005\"",   false},
        {"covers=\"patches\"",   "covers=\"patches-by-delta\"",  false},
        {"version=\"2.1\"",      "version=\" \"",                false},
        {"until=\"2027-06-30\"",
         "until=\"2027-06-30\" issued=\"2026-11-10T09:00:00Z\"", false},
    };

    (void)state;
    refuse_each(&kinds[5], full, T_LEN(full));
    refuse_each(&kinds[6], stated, T_LEN(stated));
}

static void wrong_policies_are_refused_by_both(void **state)
{
    static const struct row row[] = {
        {"nation=\"FR\"",             "nation=\"FRA\"",              false},
        {"technology=\"short-read\"", "technology=\"short read\"",   false},
        {"status=\"proposed\"",       "status=\"decreed\"",          false},
        {"kind=\"certificate\"",      "kind=\"promise\"",            false},
        {"nations=\"FR GB\"",         "nations=\"\"",                false},
        {"nations=\"FR GB\"",         "nations=\"FR,GB\"",           false},
        {"as=\"with-reservations\"",  "as=\"perhaps\"",              false},
        {"as=\"with-reservations\"",  "",                            false},
        {"from=\"1.0.0\"",            "from=\"1.0\"",                false},
        {"before=\"2.0.0\"",          "before=\"02.0.0\"",           false},
        {"level=\"recomputed\"",      "level=\"guessed\"",           false},
        {"laboratories\" min=\"1\"",  "laboratories\" min=\"0\"",    false},
        {"what=\"age\" max-days",     "what=\"age\" max-age-days",   false},
        {"what=\"in-force\"/>",       "what=\"in-force\" x=\"1\"/>", false},
        {"what=\"in-force\"/>",       "what=\"lucky\"/>",            false},
        {"id=\"FR-2\"",               "id=\"FR-1\"",                 true },
    };

    (void)state;
    refuse_each(&kinds[7], row, T_LEN(row));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_right_passes_both),
        cmocka_unit_test(what_is_wrong_everywhere_is_refused_by_both),
        cmocka_unit_test(wrong_certificates_are_refused_by_both),
        cmocka_unit_test(a_certificate_rests_on_something),
        cmocka_unit_test(wrong_schemes_are_refused_by_both),
        cmocka_unit_test(wrong_decisions_are_refused_by_both),
        cmocka_unit_test(wrong_recognitions_are_refused_by_both),
        cmocka_unit_test(wrong_waivers_are_refused_by_both),
        cmocka_unit_test(wrong_policies_are_refused_by_both),
    };

    return cmocka_run_group_tests_name("schemas", tests, NULL, NULL);
}
