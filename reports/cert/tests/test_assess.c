/* Policies clause by clause, at their bounds: what satisfies each, what does
 * not, and what this reader can not say. */
#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/cert/assess.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"

static char aa[65], bb[65];

/* A certificate of France, as it was verified; one row changes one thing. */
static struct given {
    struct cert_report report[2];
    struct cert_verdict verdict[2];
    struct cert_waiver waiver[2];
    struct verified_certificate vc;
    struct verified_seal seal[2];
    struct verified v;
    struct verified_recognition vr;
    struct verified_seal outer_seal;
    struct verified outer;
    struct regstatus list;
    char rows[128];
    struct assess_in in;
} g;

static void start(void)
{
    memset(&g, 0, sizeof g);
    memset(aa, 'a', 64);
    memset(bb, 'b', 64);
    g.report[0] = (struct cert_report){
        "reports/1.asice",
        aa,
        "germline@1.2.0",
        aa,
        aa,
        "2026-11-01T09:00:00Z",
        EVIDENCE_LAB,
        "lab",
        {"Labo", "FR", aa}
    };
    g.report[1] = g.report[0];
    g.report[1].created = "2026-11-11T09:00:00Z";
    g.report[1].signer = (struct cert_party){"Labo 2", "FR", bb};
    g.verdict[0] = (struct cert_verdict){"germline@1.2.0", "FR-PFMG",
                                         VERDICT_CONFORMANT, false};
    g.verdict[1] = (struct cert_verdict){"germline@1.2.0", "COMMON",
                                         VERDICT_CONFORMANT, false};
    g.waiver[0] = (struct cert_waiver){
        "W-1", "C", "germline@1.2.0", "Certif FR", "2026-12-31", "why"};
    g.waiver[1] = g.waiver[0];
    g.vc.c = (struct certificate){
        .number = "FR-1",
        .body = {"Certif FR", "FR", aa},
        .scheme = "s@1.0.0",
        .technology = "short-read",
        .from = "2026-11-24",
        .to = "2027-11-23",
        .reports = g.report,
        .n_reports = 1,
        .verdicts = g.verdict,
        .n_verdicts = 2,
        .waivers = g.waiver
    };
    g.seal[0] = (struct verified_seal){.role = "body",
                                       .role_name = "Certif FR",
                                       .nation = "FR",
                                       .standing = TRUST_KNOWN};
    g.seal[1] = (struct verified_seal){.role = "body",
                                       .role_name = "Certify GB",
                                       .nation = "GB",
                                       .standing = TRUST_KNOWN};
    g.v = (struct verified){.kind = VERIFY_CERTIFICATE,
                            .state = VERIFY_VALID,
                            .reason = "",
                            .certificate = &g.vc,
                            .seals = g.seal,
                            .n_seals = 1};
    g.list = (struct regstatus){.made = "2026-12-01T00:00:00Z",
                                .next = "2026-12-08T00:00:00Z"};
    g.in = (struct assess_in){&g.v, "2026-12-01T12:00:00Z", NULL};
}

/* --- one change each
 * ------------------------------------------------------------
 */

static void nothing(void)
{
}
static void british(void)
{
    g.vc.c.body.nation = "GB";
}
static void both_sealed(void)
{
    g.v.n_seals = 2;
}
static void a_lab_sealed(void)
{
    both_sealed();
    g.seal[1].role = "lab";
}
static void who_is_out_of_term_sealed(void)
{
    both_sealed();
    g.seal[1].standing = TRUST_OUT_OF_TERM;
}
static void recognised(void)
{
    g.vr.certificate = &g.v;
    g.vr.r = (struct recognition){.number = "GB-1",
                                  .from = "2026-12-01",
                                  .to = "2027-06-30",
                                  .n_reservations = 2};
    g.outer_seal = g.seal[1];
    g.outer = (struct verified){.kind = VERIFY_RECOGNITION,
                                .state = VERIFY_VALID,
                                .reason = "",
                                .recognition = &g.vr,
                                .seals = &g.outer_seal,
                                .n_seals = 1};
    g.in.document = &g.outer;
}
static void suite_0_9(void)
{
    g.report[0].suite = "germline@0.9.9";
}
static void suite_1_0(void)
{
    g.report[0].suite = "germline@1.0.0";
}
static void suite_1_9(void)
{
    g.report[0].suite = "germline@1.999.999";
}
static void suite_2_0(void)
{
    g.report[0].suite = "germline@2.0.0";
}
static void suite_else(void)
{
    g.report[0].suite = "germline-x@1.2.0";
}
static void suite_odd(void)
{
    g.report[0].suite = "germline@1.2";
}
static void no_profile(void)
{
    g.verdict[0].profile = "FR-PFMG-2";
}
static void recomputed(void)
{
    g.report[0].level = EVIDENCE_RECOMPUTED;
}
static void two(void)
{
    g.vc.c.n_reports = 2;
}
static void second_declared(void)
{
    two();
    g.report[1].level = EVIDENCE_DECLARED;
}
static void one_name(void)
{
    two();
    g.report[1].signer.name = "Labo";
}
static void one_key(void)
{
    two();
    g.report[1].signer.sha256 = aa;
}
static void and_the_vendor(void)
{
    two();
    g.report[1].role = "vendor";
}
static void now(const char *time)
{
    g.in.now = time;
}
static void age_90(void)
{
    now("2027-01-30T23:59:59Z");
}
static void age_91(void)
{
    now("2027-01-31T00:00:00Z");
}
static void one_waiver(void)
{
    g.vc.c.n_waivers = 1;
}
static void two_waivers(void)
{
    g.vc.c.n_waivers = 2;
}
static void last_day_of_waiver(void)
{
    one_waiver();
    now("2026-12-31T23:59:59Z");
}
static void waiver_over(void)
{
    one_waiver();
    now("2027-01-01T00:00:00Z");
}
static void adopted(void)
{
    g.verdict[1].limits_adopted = true;
}
static void day_before(void)
{
    now("2026-11-23T23:59:59Z");
}
static void first_day(void)
{
    now("2026-11-24T00:00:00Z");
}
static void last_day(void)
{
    now("2027-11-23T23:59:59Z");
}
static void day_after(void)
{
    now("2027-11-24T00:00:00Z");
}
static void recognition_not_begun(void)
{
    recognised();
    now("2026-11-30T12:00:00Z");
}
static void recognition_over(void)
{
    recognised();
    now("2027-07-01T12:00:00Z");
}
static void listed(const char *row)
{
    g.list.rows_len = (size_t)snprintf(g.rows, sizeof g.rows,
                                       "%svalid %s 2026-11-24T00:00:00Z 0\n",
                                       row, g.vc.c.number);
    g.list.rows = g.rows;
    g.in.status = &g.list;
}
static void clean(void)
{
    listed("");
}
static void of_another_log(void)
{
    clean();
    g.list.rows_len = 0;
}
static void suspended(void)
{
    listed("suspended FR-1 2026-11-30T00:00:00Z 4\n");
}
static void another_suspended(void)
{
    listed("suspended FR-10 2026-11-30T00:00:00Z 4\n");
}
static void recognition_withdrawn(void)
{
    recognised();
    listed("withdrawn GB-1 2026-11-30T00:00:00Z 4\n");
}
static void old_list(void)
{
    clean();
    now("2026-12-08T00:00:01Z");
}
static void list_of_7_days(void)
{
    clean();
    now("2026-12-08T00:00:00Z");
}
static void list_of_8_days(void)
{
    list_of_7_days();
    memcpy(g.list.next, "2027-01-01T00:00:00Z", ISODATE_TIME);
    now("2026-12-09T00:00:00Z");
}
static void old_and_suspended(void)
{
    suspended();
    now("2028-01-01T00:00:00Z");
}

#define DOCUMENT "what=\"document\" kind=\"certificate\" nations=\"FR BE\""
#define PARTNER  "what=\"partner\" nation=\"GB\" as="
#define BOTH     "what=\"recognised\" nations=\"FR GB\""
#define SUITE    "what=\"suite\" id=\"germline\" from=\"1.0.0\" before=\"2.0.0\""
#define STATUS   "what=\"status\" max-age-days=\"7\""

static const struct {
    const char *requires;
    void (*change)(void);
    enum assess_answer answer;
    const char *why; /* in it */
} row[] = {
    {DOCUMENT,                                      nothing,                   ASSESS_SATISFIED,   "certificate FR-1 of Certif FR"       },
    {DOCUMENT,                                      british,                   ASSESS_MISSING,     "was issued in GB"                    },
    {PARTNER "\"automatic\"",                       nothing,                   ASSESS_SATISFIED,   "not issued there"                    },
    {PARTNER "\"automatic\"",                       british,                   ASSESS_SATISFIED,   "own nation"                          },
    {PARTNER "\"with-reservations\"",               british,                   ASSESS_RESERVATION, "person"                              },
    {PARTNER "\"never\"",                           british,                   ASSESS_MISSING,     "does not count"                      },
    {PARTNER "\"never\"",                           nothing,                   ASSESS_SATISFIED,   "not issued there"                    },
    {BOTH,                                          nothing,                   ASSESS_MISSING,     "no body of GB"                       },
    {BOTH,                                          both_sealed,               ASSESS_SATISFIED,   "sealed by each"                      },
    {BOTH,                                          a_lab_sealed,              ASSESS_MISSING,     "no body of GB"                       },
    {BOTH,                                          who_is_out_of_term_sealed, ASSESS_MISSING,     "no body of GB"                       },
    {BOTH,                                          recognised,                ASSESS_RESERVATION, "GB-1, with 2 reservations"           },
    {SUITE,                                         nothing,                   ASSESS_SATISFIED,   "germline@1.2.0"                      },
    {SUITE,                                         suite_0_9,                 ASSESS_MISSING,     "no report by germline"               },
    {SUITE,                                         suite_1_0,                 ASSESS_SATISFIED,   ""                                    },
    {SUITE,                                         suite_1_9,                 ASSESS_SATISFIED,   ""                                    },
    {SUITE,                                         suite_2_0,                 ASSESS_MISSING,     ""                                    },
    {SUITE,                                         suite_else,                ASSESS_MISSING,     ""                                    },
    {SUITE,                                         suite_odd,                 ASSESS_MISSING,     ""                                    },
    {"what=\"profile\" id=\"FR-PFMG\"",             nothing,                   ASSESS_SATISFIED,
     "germline@1.2.0: conformant"                                                                                                        },
    {"what=\"profile\" id=\"FR-PFMG\"",             no_profile,                ASSESS_MISSING,
     "no verdict"                                                                                                                        },
    {"what=\"evidence\" level=\"executed-by-lab\"", nothing,                   ASSESS_SATISFIED,
     "executed-by-lab"                                                                                                                   },
    {"what=\"evidence\" level=\"executed-by-lab\"", recomputed,                ASSESS_MISSING,
     "is recomputed"                                                                                                                     },
    {"what=\"evidence\" level=\"recomputed\"",      second_declared,           ASSESS_MISSING,
     "is declared"                                                                                                                       },
    {"what=\"laboratories\" min=\"1\"",             nothing,                   ASSESS_SATISFIED,   "1 of 1"                              },
    {"what=\"laboratories\" min=\"2\"",             nothing,                   ASSESS_MISSING,     "1 of 2"                              },
    {"what=\"laboratories\" min=\"2\"",             two,                       ASSESS_SATISFIED,   "2 of 2"                              },
    {"what=\"laboratories\" min=\"2\"",             one_name,                  ASSESS_MISSING,     "1 of 2"                              },
    {"what=\"laboratories\" min=\"2\"",             one_key,                   ASSESS_MISSING,     "1 of 2"                              },
    {"what=\"laboratories\" min=\"2\"",             and_the_vendor,            ASSESS_MISSING,
     "1 of 2"                                                                                                                            },
    {"what=\"age\" max-days=\"90\"",                age_90,                    ASSESS_SATISFIED,   "90 days"                             },
    {"what=\"age\" max-days=\"90\"",                age_91,                    ASSESS_MISSING,     "91 days"                             },
    {"what=\"waivers\" max=\"1\"",                  nothing,                   ASSESS_SATISFIED,   "0 waivers"                           },
    {"what=\"waivers\" max=\"1\"",                  one_waiver,                ASSESS_RESERVATION, "1 waivers"                           },
    {"what=\"waivers\" max=\"1\"",                  two_waivers,               ASSESS_MISSING,     "2 waivers"                           },
    {"what=\"waivers\" max=\"1\"",                  last_day_of_waiver,        ASSESS_RESERVATION, ""                                    },
    {"what=\"waivers\" max=\"1\"",                  waiver_over,               ASSESS_MISSING,     "W-1 ended"                           },
    {"what=\"limits\" as=\"published\"",            nothing,                   ASSESS_SATISFIED,   ""                                    },
    {"what=\"limits\" as=\"published\"",            adopted,                   ASSESS_MISSING,
     "only the scheme s@1.0.0 adopts"                                                                                                    },
    {"what=\"limits\" as=\"adopted\"",              adopted,                   ASSESS_RESERVATION, ""                                    },
    {"what=\"limits\" as=\"adopted\"",              nothing,                   ASSESS_SATISFIED,   ""                                    },
    {"what=\"in-force\"",                           day_before,                ASSESS_MISSING,     "the day is 2026-11-23"               },
    {"what=\"in-force\"",                           first_day,                 ASSESS_SATISFIED,   ""                                    },
    {"what=\"in-force\"",                           last_day,                  ASSESS_SATISFIED,   ""                                    },
    {"what=\"in-force\"",                           day_after,                 ASSESS_MISSING,     ""                                    },
    {"what=\"in-force\"",                           recognised,                ASSESS_SATISFIED,
     "from 2026-12-01 to 2027-06-30"                                                                                                     },
    {"what=\"in-force\"",                           recognition_not_begun,     ASSESS_MISSING,     ""                                    },
    {"what=\"in-force\"",                           recognition_over,          ASSESS_MISSING,     ""                                    },
    {STATUS,                                        nothing,                   ASSESS_UNDECIDABLE, "no list"                             },
    {STATUS,                                        clean,                     ASSESS_SATISFIED,   "nothing against it"                  },
    {STATUS,                                        of_another_log,            ASSESS_UNDECIDABLE, "does not know it"                    },
    {STATUS,                                        suspended,                 ASSESS_MISSING,     "suspended since 2026-11-30T00:00:00Z"},
    {STATUS,                                        another_suspended,         ASSESS_SATISFIED,   ""                                    },
    {STATUS,                                        recognition_withdrawn,     ASSESS_MISSING,     "withdrawn since"                     },
    {STATUS,                                        list_of_7_days,            ASSESS_SATISFIED,   ""                                    },
    {STATUS,                                        old_list,                  ASSESS_UNDECIDABLE, "unknown since"                       },
    {STATUS,                                        list_of_8_days,            ASSESS_UNDECIDABLE, ""                                    },
    {STATUS,                                        old_and_suspended,         ASSESS_MISSING,     ""                                    },
};

#define CLAUSE                                                                 \
    "<clause id=\"%s\" status=\"proposed\" source=\"t\">"                      \
    "<title xml:lang=\"en\">T</title><title xml:lang=\"fr\">T</title>"         \
    "<requires %s/></clause>"

/* A policy of these clauses (one or two). */
static void parse(struct policy *p, const char *one, const char *two_)
{
    struct err e = {0};
    struct buf b;

    buf_init(&b, 1 << 16);
    buf_str(&b, "<policy xmlns=\"urn:entente:policy:1\" id=\"p\" "
                "version=\"1.0.0\" nation=\"FR\" technology=\"short-read\">"
                "<title xml:lang=\"en\">T</title>"
                "<title xml:lang=\"fr\">T</title>");
    buf_printf(&b, CLAUSE, "K-1", one);
    if (two_)
        buf_printf(&b, CLAUSE, "K-2", two_);
    buf_str(&b, "</policy>");
    if (policy_parse(p, b.s, b.n, "p.xml", &e))
        fail_msg("%s: %s", one, e.msg);
    buf_release(&b);
}

static void answers_each_clause(void **state)
{
    bool seen[POLICY_WHATS] = {false};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct assessment a = {0};
        struct policy p = {0};
        struct err e = {0};

        start();
        row[i].change();
        parse(&p, row[i].requires, NULL);
        if (assess(&a, &p, &g.in, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (a.n != 1 || a.a[0].answer != row[i].answer ||
            a.whole != row[i].answer || !strstr(a.a[0].why, row[i].why))
            fail_msg("row %zu: %s: %s", i, assess_name(a.a[0].answer),
                     a.a[0].why);
        seen[p.clauses[0].what] = true;
        assessment_release(&a);
        policy_release(&p);
    }
    for (size_t w = 0; w < POLICY_WHATS; w++)
        assert_true(seen[w]);
}

/* The whole is the worst of its clauses, in that order. */
static void the_whole_is_its_worst_clause(void **state)
{
    static const char *const requires[] = {
        [ASSESS_SATISFIED] = DOCUMENT,
        [ASSESS_RESERVATION] = "what=\"waivers\" max=\"1\"",
        [ASSESS_UNDECIDABLE] = STATUS,
        [ASSESS_MISSING] = BOTH,
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(requires); i++) {
        for (size_t k = 0; k < T_LEN(requires); k++) {
            struct assessment a = {0};
            struct policy p = {0};
            struct err e = {0};
            struct buf b;

            start();
            one_waiver();
            parse(&p, requires[i], requires[k]);
            assert_int_equal(assess(&a, &p, &g.in, &e), 0);
            assert_int_equal(a.whole, i > k ? i : k);
            buf_init(&b, 1 << 16);
            assess_text(&b, &a);
            assert_non_null(strstr(b.s, "K-2"));
            buf_clear(&b);
            assess_json(&b, &a);
            assert_non_null(strstr(b.s, assess_name(a.whole)));
            buf_release(&b);
            assessment_release(&a);
            policy_release(&p);
        }
    }
}

/* What this reader can not attribute decides nothing in its favour. */
static void a_document_in_doubt_satisfies_nothing(void **state)
{
    static const struct {
        enum verify_state state;
        enum assess_answer whole;
    } is[] = {
        {VERIFY_VALID,   ASSESS_SATISFIED  },
        {VERIFY_UNKNOWN, ASSESS_UNDECIDABLE},
        {VERIFY_ENDED,   ASSESS_UNDECIDABLE},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(is); i++) {
        struct assessment a = {0};
        struct policy p = {0};
        struct err e = {0};

        start();
        g.v.state = is[i].state;
        parse(&p, DOCUMENT, NULL);
        assert_int_equal(assess(&a, &p, &g.in, &e), 0);
        assert_int_equal(a.whole, is[i].whole);
        assessment_release(&a);
        policy_release(&p);
    }
}

static void refuses_what_is_no_certificate_for_it(void **state)
{
    static const char *const id[] = {
        "the certificate does not verify: %s",
        "the container holds no certificate, but a %s",
        "the policy %s is for the technology %s, the certificate for %s",
    };
    struct policy p = {0};

    (void)state;
    parse(&p, DOCUMENT, NULL);
    for (size_t i = 0; i < T_LEN(id); i++) {
        struct assessment a = {0};
        struct err e = {0};

        start();
        if (i == 0)
            g.v.state = VERIFY_REFUSED;
        else if (i == 1)
            g.v.certificate = NULL;
        else
            g.vc.c.technology = "hifi";
        assert_int_equal(assess(&a, &p, &g.in, &e), -1);
        assert_string_equal(e.id, id[i]);
    }
    policy_release(&p);
}

static void a_list_that_can_not_be_read_answers_nothing(void **state)
{
    struct assessment a = {0};
    struct policy p = {0};
    struct err e = {0};

    (void)state;
    start();
    listed("suspended FR-1 yesterday 4\n");
    parse(&p, STATUS, NULL);
    assert_int_equal(assess(&a, &p, &g.in, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    policy_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_each_clause),
        cmocka_unit_test(the_whole_is_its_worst_clause),
        cmocka_unit_test(a_document_in_doubt_satisfies_nothing),
        cmocka_unit_test(refuses_what_is_no_certificate_for_it),
        cmocka_unit_test(a_list_that_can_not_be_read_answers_nothing),
    };

    return cmocka_run_group_tests_name("assess", tests, NULL, NULL);
}
