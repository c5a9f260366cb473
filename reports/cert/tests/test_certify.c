/* By which rules reports carry a certificate: rule by rule, at its bounds. The
 * reports are judgements made up here, not containers. */
#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/cert/certify.h"

#define N 3

static char hex[8][65];

/* All that a certificate follows from; one row changes one thing. */
struct given {
    struct scheme scheme;
    struct scheme_suite suite[2];
    const char *profile[2];
    struct decision decision;
    const char *evaluator[2];
    struct verified_verdict verdict[N][2];
    struct verified_waiver waiver[N][2];
    struct text2 gap[N];
    struct verified report[N];
    char sha256[N][65];
    const char *role[N];
    struct cert_party signer[N];
    struct certify_in in;
};

static void set_report(struct given *g, size_t i)
{
    static const char *const lab[N] = {"Labo 1", "Labo 2", "Labo 3"};
    static const char *const created[N] = {
        "2026-11-01T09:00:00Z", "2026-11-02T09:00:00Z", "2026-11-03T09:00:00Z"};

    g->verdict[i][0] =
        (struct verified_verdict){"COMMON", VERDICT_CONFORMANT, false};
    g->gap[i] = (struct text2){"all else", "le reste"};
    g->report[i] = (struct verified){
        .kind = VERIFY_REPORT,
        .state = VERIFY_VALID,
        .reason = "",
        .suite = "s@1.0.0",
        .suite_sha256 = hex[0],
        .suite_released = true,
        .product = "V, P, 1",
        .vendor = "V",
        .product_name = "P",
        .version = "1",
        .technology_class = "short-read",
        .claims = "",
        .not_asked = "",
        .created = created[i],
        .result_digest = hex[1 + i],
        .level = EVIDENCE_LAB,
        .verdicts = g->verdict[i],
        .n_verdicts = 1,
        .waivers = g->waiver[i],
        .not_tested = &g->gap[i],
        .n_not_tested = 1,
    };
    memcpy(g->sha256[i], hex[4 + i], 65);
    g->role[i] = "lab";
    g->signer[i] = (struct cert_party){lab[i], "FR", hex[4 + i]};
}

static void start(struct given *g)
{
    for (size_t i = 0; i < T_LEN(hex); i++) {
        memset(hex[i], "01234567"[i], 64);
        hex[i][64] = 0;
    }
    memset(g, 0, sizeof *g);
    g->suite[0] = (struct scheme_suite){"s@1.0.0", hex[0], false};
    g->profile[0] = "COMMON";
    g->evaluator[0] = "A";
    g->scheme = (struct scheme){
        .id = "sch@1.0.0",
        .nation = "FR",
        .suites = g->suite,
        .n_suites = 1,
        .profiles = g->profile,
        .n_profiles = 1,
        .level = EVIDENCE_LAB,
        .signer = TRUST_LAB,
        .reports = 1,
        .laboratories = 1,
        .max_age_days = 30,
        .days = 365,
        .grace_days = 60,
        .surveillance = {"yearly", "annuelle"},
        .complaints = "c@example.org",
    };
    memcpy(g->scheme.sha256, hex[7], 65);
    g->decision = (struct decision){
        .number = "FR-1",
        .from = "2026-11-24",
        .attempt = 1,
        .attempts_registered = 1,
        .scope = {"all", "tout"},
        .evaluated_by = g->evaluator,
        .n_evaluated_by = 1,
        .reviewed_by = "B",
        .decided_by = "C"
    };
    for (size_t i = 0; i < N; i++)
        set_report(g, i);
    g->in = (struct certify_in){
        .scheme = &g->scheme,
        .decision = &g->decision,
        .issued = "2026-11-24T10:00:00Z",
        .body = {"Certif FR", "FR", hex[7]},
        .reports = g->report,
        .sha256 = (const char(*)[65])g->sha256,
        .roles = g->role,
        .signers = g->signer,
        .n = 1
    };
}

/* --- one change each
 * ------------------------------------------------------------
 */

static void nothing(struct given *g)
{
    (void)g;
}
static void refused(struct given *g)
{
    g->report[0].state = VERIFY_REFUSED;
}
static void no_report(struct given *g)
{
    g->in.n = 0;
}
static void too_many(struct given *g)
{
    g->in.n = CERTIFY_REPORTS_MAX + 1;
}
static void other_nation(struct given *g)
{
    g->scheme.nation = "GB";
}
static void other_suite(struct given *g)
{
    g->report[0].suite = "t@1.0.0";
}
static void other_octets(struct given *g)
{
    g->report[0].suite_sha256 = hex[1];
}
static void a_draft(struct given *g)
{
    g->report[0].suite_released = false;
}
static void no_time(struct given *g)
{
    g->report[0].created = "yesterday";
}
static void age_30(struct given *g)
{
    g->report[0].created = "2026-10-25T00:00:00Z";
}
static void age_31(struct given *g)
{
    g->report[0].created = "2026-10-24T23:59:59Z";
}
static void same_second(struct given *g)
{
    g->report[0].created = "2026-11-24T10:00:00Z";
}
static void a_second_later(struct given *g)
{
    g->report[0].created = "2026-11-24T10:00:01Z";
}
static void by_vendor(struct given *g)
{
    g->role[0] = "vendor";
}
static void by_body(struct given *g)
{
    g->role[0] = "body";
}
static void by_nobody(struct given *g)
{
    g->role[0] = "unattributed";
}
static void recomputed(struct given *g)
{
    g->report[0].level = EVIDENCE_RECOMPUTED;
}
static void executed_by_body(struct given *g)
{
    g->report[0].level = EVIDENCE_BODY;
}

static void two(struct given *g)
{
    g->in.n = 2;
}
static void two_wanted(struct given *g)
{
    g->scheme.reports = 2;
}
static void two_of_two(struct given *g)
{
    two(g);
    two_wanted(g);
}
static void the_same_twice(struct given *g)
{
    two_of_two(g);
    g->report[1] = g->report[0];
    memcpy(g->sha256[1], g->sha256[0], 65);
}
static void sealed_twice(struct given *g)
{
    two_of_two(g);
    g->report[1] = g->report[0];
}
static void the_same_result(struct given *g)
{
    two_of_two(g);
    g->report[1].result_digest = g->report[0].result_digest;
}
static void the_same_second(struct given *g)
{
    two_of_two(g);
    g->report[1].created = g->report[0].created;
}
static void two_vendors(struct given *g)
{
    two(g);
    g->report[1].vendor = "W";
}
static void two_products(struct given *g)
{
    two(g);
    g->report[1].product_name = "Q";
}
static void two_versions(struct given *g)
{
    two(g);
    g->report[1].version = "2";
}
static void two_technologies(struct given *g)
{
    two(g);
    g->report[1].technology_class = "hifi";
}
static void second_is_bad(struct given *g)
{
    two(g);
    g->verdict[1][0].verdict = VERDICT_NON_CONFORMANT;
}
static void two_labs(struct given *g)
{
    two(g);
    g->scheme.laboratories = 2;
}
static void one_lab_wanted_twice(struct given *g)
{
    g->scheme.laboratories = 2;
}
static void one_name(struct given *g)
{
    two_labs(g);
    g->signer[1].name = g->signer[0].name;
}
static void one_key(struct given *g)
{
    two_labs(g);
    g->signer[1].sha256 = g->signer[0].sha256;
}
static void two_suites(struct given *g)
{
    g->suite[1] = (struct scheme_suite){"t@1.0.0", hex[1], false};
    g->scheme.n_suites = 2;
}
static void both_suites(struct given *g)
{
    two_suites(g);
    two(g);
    g->report[1].suite = "t@1.0.0";
    g->report[1].suite_sha256 = hex[1];
}
static void an_unheard_suite(struct given *g)
{
    both_suites(g);
    g->verdict[1][0].profile = "OTHER";
    g->verdict[1][0].verdict = VERDICT_NON_CONFORMANT;
}
static void two_profiles(struct given *g)
{
    g->profile[1] = "OTHER";
    g->scheme.n_profiles = 2;
}
static void a_profile_a_suite(struct given *g)
{
    both_suites(g);
    two_profiles(g);
    g->verdict[1][0].profile = "OTHER";
}
static void no_verdict(struct given *g)
{
    g->report[0].n_verdicts = 0;
}

static void verdict_not_established(struct given *g)
{
    g->verdict[0][0].verdict = VERDICT_NOT_ESTABLISHED;
}
static void verdict_inconclusive(struct given *g)
{
    g->verdict[0][0].verdict = VERDICT_INCONCLUSIVE;
}
static void verdict_bad(struct given *g)
{
    g->verdict[0][0].verdict = VERDICT_NON_CONFORMANT;
}
static void verdict_waived(struct given *g)
{
    g->verdict[0][0].verdict = VERDICT_WAIVED;
}
static void provisional(struct given *g)
{
    g->verdict[0][0].provisional = true;
}
static void adopted(struct given *g)
{
    provisional(g);
    g->suite[0].limits_adopted = true;
}
static void adopted_elsewhere(struct given *g)
{
    both_suites(g);
    provisional(g);
    g->suite[1].limits_adopted = true;
}
static void a_bad_verdict_not_asked_for(struct given *g)
{
    g->verdict[0][1] =
        (struct verified_verdict){"OTHER", VERDICT_NON_CONFORMANT, false};
    g->report[0].n_verdicts = 2;
}

static void waived_until(struct given *g, const char *until, int64_t max)
{
    g->waiver[0][0] =
        (struct verified_waiver){"W", "C", "Certif FR", until, "why", true};
    g->report[0].n_waivers = 1;
    g->scheme.max_waivers = max;
}
static void waived(struct given *g)
{
    waived_until(g, "2026-12-31", 1);
}
static void waived_to_the_day(struct given *g)
{
    waived_until(g, "2026-11-24", 1);
}
static void waived_too_long_ago(struct given *g)
{
    waived_until(g, "2026-11-23", 1);
}
static void waived_too_often(struct given *g)
{
    waived_until(g, "2026-12-31", 0);
}
static void waived_in_both(struct given *g)
{
    two(g);
    waived(g);
    g->waiver[1][0] = g->waiver[0][0];
    g->report[1].n_waivers = 1;
}

static void reviewed_by_a(struct given *g)
{
    g->decision.reviewed_by = "A";
}
static void decided_by_a(struct given *g)
{
    g->decision.decided_by = "A";
}
static void second_evaluator_decides(struct given *g)
{
    g->evaluator[1] = "C";
    g->decision.n_evaluated_by = 2;
}
static void one_reviews_and_decides(struct given *g)
{
    g->decision.decided_by = "B";
}
static void from_the_day_before(struct given *g)
{
    g->decision.from = "2026-11-23";
}
static void from_later(struct given *g)
{
    g->decision.from = "2027-02-28";
}
static void to_the_last_day(struct given *g)
{
    g->decision.to = "2027-11-23";
}
static void to_a_day_more(struct given *g)
{
    g->decision.to = "2027-11-24";
}
static void to_the_first_day(struct given *g)
{
    g->decision.to = "2026-11-24";
}
static void to_a_day_less(struct given *g)
{
    g->decision.to = "2026-11-23";
}
static void to_no_year(struct given *g)
{
    g->decision.from = "9999-06-01";
}
static void attempt_2_of_1(struct given *g)
{
    g->decision.attempt = 2;
}
static void attempt_2_of_none(struct given *g)
{
    g->decision.attempt = 2;
    g->decision.attempts_registered = 0;
}
static void attempt_1_of_3(struct given *g)
{
    g->decision.attempts_registered = 3;
}

#define DIFFER "the reports are of different products"

static const struct {
    void (*change)(struct given *g);
    const char *why; /* the message begins so; NULL: it is carried */
} row[] = {
    {nothing,                     NULL                                                        },
    {refused,                     "the report does not verify"                                },
    {no_report,                   "a certificate rests on 1 to 16 reports"                    },
    {too_many,                    "a certificate rests on 1 to 16 reports"                    },
    {other_nation,                "the scheme sch@1.0.0 is of GB, the body Certif FR of FR"   },
    {other_suite,                 "the report is by the suite t@1.0.0, which the scheme"      },
    {other_octets,                "the report is by other octets of the suite s@1.0.0"        },
    {a_draft,                     "the suite s@1.0.0 is not released"                         },
    {no_time,                     "the report's time is 'yesterday'"                          },
    {age_30,                      NULL                                                        },
    {age_31,                      "the report is 31 days old; the scheme allows 30"           },
    {same_second,                 NULL                                                        },
    {a_second_later,              "the report was made at 2026-11-24T10:00:01Z, after"        },
    {by_vendor,                   "the report is signed in the role vendor; the scheme asks"  },
    {by_body,                     NULL                                                        },
    {by_nobody,                   "the report is signed in the role unattributed"             },
    {recomputed,                  "the report's evidence level is recomputed; the scheme asks"},
    {executed_by_body,            NULL                                                        },
    {two,                         NULL                                                        },
    {two_wanted,                  "the scheme asks for 2 reports by the suite s@1.0.0, there "
                 "are 1"                                                      },
    {two_of_two,                  NULL                                                        },
    {the_same_twice,              "the reports 1 and 2 are of one and the same run"           },
    {sealed_twice,                "the reports 1 and 2 are of one and the same run"           },
    {the_same_result,             NULL                                                        },
    {the_same_second,             NULL                                                        },
    {two_vendors,                 DIFFER                                                      },
    {two_products,                DIFFER                                                      },
    {two_versions,                DIFFER                                                      },
    {two_technologies,            DIFFER                                                      },
    {second_is_bad,               "the verdict by s@1.0.0 for the profile COMMON is non-"     },
    {two_labs,                    NULL                                                        },
    {one_lab_wanted_twice,        "the scheme asks for reports of 2 different "
                           "signers, there are 1"                   },
    {one_name,                    "the scheme asks for reports of 2 different signers"        },
    {one_key,                     "the scheme asks for reports of 2 different signers"        },
    {two_suites,                  "the scheme asks for 1 reports by the suite t@1.0.0"        },
    {both_suites,                 NULL                                                        },
    {an_unheard_suite,            "the report by t@1.0.0 has no verdict for any profile"      },
    {two_profiles,                "no report has a verdict for the profile OTHER"             },
    {a_profile_a_suite,           NULL                                                        },
    {no_verdict,                  "no report has a verdict for the profile COMMON"            },
    {verdict_not_established,     "the verdict by s@1.0.0 for the profile COMMON "
                              "is not-established"               },
    {verdict_inconclusive,        "the verdict by s@1.0.0 for the profile COMMON is "
                           "inconclusive"                           },
    {verdict_bad,                 "the verdict by s@1.0.0 for the profile COMMON is non-"     },
    {verdict_waived,              NULL                                                        },
    {provisional,                 "the verdict by s@1.0.0 for the profile COMMON is "
                  "provisional"                                              },
    {adopted,                     NULL                                                        },
    {adopted_elsewhere,           "the verdict by s@1.0.0 for the profile COMMON is "
                        "provisional"                                  },
    {a_bad_verdict_not_asked_for, NULL                                                        },
    {waived,                      NULL                                                        },
    {waived_to_the_day,           NULL                                                        },
    {waived_too_long_ago,         "the waiver W ended on 2026-11-23"                          },
    {waived_too_often,            "the scheme allows 0 waivers"                               },
    {waived_in_both,              "the scheme allows 1 waivers"                               },
    {reviewed_by_a,               "A evaluated, and can not review or decide"                 },
    {decided_by_a,                "A evaluated, and can not review or decide"                 },
    {second_evaluator_decides,    "C evaluated, and can not review or decide"                 },
    {one_reviews_and_decides,     NULL                                                        },
    {from_the_day_before,         "the certificate would begin on 2026-11-23, before"         },
    {from_later,                  NULL                                                        },
    {to_the_last_day,             NULL                                                        },
    {to_a_day_more,               "the certificate would end on 2027-11-24; the scheme "
                    "allows 365 days, up to 2027-11-23"                    },
    {to_the_first_day,            NULL                                                        },
    {to_a_day_less,               "the certificate would end on 2026-11-23"                   },
    {to_no_year,                  "the certificate would end after 9999"                      },
    {attempt_2_of_1,              "this is attempt 2, but only 1 are registered"              },
    {attempt_2_of_none,           NULL                                                        },
    {attempt_1_of_3,              NULL                                                        },
};

static void is_carried_or_not_rule_by_rule(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct certificate c = {0};
        struct err e = {0};
        struct given g;
        int rc;

        start(&g);
        if (row[i].change == refused)
            g.report[0].reason = "cut off";
        row[i].change(&g);
        rc = certify_derive(&c, &g.in, &e);
        if ((rc == 0) != (row[i].why == NULL) ||
            (rc && strncmp(e.msg, row[i].why, strlen(row[i].why)) != 0))
            fail_msg("row %zu: %s, expected %s", i, rc ? e.msg : "carried",
                     row[i].why ? row[i].why : "carried");
        if (rc)
            assert_null(c.number); /* *out is left alone */
        certificate_release(&c);
    }
}

/* What is derived says what it follows from, and is of the one form. */
static void says_all_of_it(void **state)
{
    struct certificate again = {0};
    struct certificate c = {0};
    struct err e = {0};
    struct given g;
    struct buf xml;

    (void)state;
    start(&g);
    both_suites(&g);
    waived(&g);
    g.verdict[0][0].verdict = VERDICT_WAIVED;
    g.report[1].not_asked = "C-3 C-4";
    assert_int_equal(certify_derive(&c, &g.in, &e), 0);
    buf_init(&xml, 1 << 20);
    certificate_write(&xml, &c);
    if (certificate_read(&again, xml.s, xml.n, &e))
        fail_msg("%s", e.msg);
    assert_string_equal(again.from, "2026-11-24");
    assert_string_equal(again.to, "2027-11-23");
    assert_int_equal(again.grace_days, 60);
    assert_int_equal(again.n_reports, 2);
    assert_string_equal(again.reports[1].member, "reports/2.asice");
    assert_string_equal(again.reports[1].suite, "t@1.0.0");
    assert_string_equal(again.reports[1].signer.name, "Labo 2");
    assert_int_equal(again.n_verdicts, 2);
    assert_int_equal(again.verdicts[0].verdict, VERDICT_WAIVED);
    assert_int_equal(again.verdicts[1].verdict, VERDICT_CONFORMANT);
    assert_int_equal(again.n_waivers, 1);
    assert_string_equal(again.waivers[0].case_id, "C");
    assert_int_equal(again.n_not_tested, 1); /* each gap once */
    assert_string_equal(again.not_tested[0].fr, "le reste");
    assert_int_equal(again.n_not_asked, 1);
    assert_string_equal(again.not_asked[0], "t@1.0.0: C-3 C-4");
    assert_string_equal(again.complaints, "c@example.org");
    assert_string_equal(again.scheme_sha256, hex[7]);
    certificate_release(&again);
    certificate_release(&c);
    buf_release(&xml);
}

/* A suite that tells a gap in English only. */
static void shows_a_gap_in_the_language_that_there_is(void **state)
{
    struct certificate c = {0};
    struct err e = {0};
    struct given g;

    (void)state;
    start(&g);
    g.gap[0].fr = NULL;
    assert_int_equal(certify_derive(&c, &g.in, &e), 0);
    assert_string_equal(c.not_tested[0].fr, "all else");
    certificate_release(&c);
}

static void has_a_ceiling_for_what_was_not_asked(void **state)
{
    static char many[5000];
    struct certificate c = {0};
    struct err e = {0};
    struct given g;

    (void)state;
    memset(many, 'C', sizeof(many) - 1);
    start(&g);
    g.report[0].not_asked = many;
    assert_int_equal(certify_derive(&c, &g.in, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_carried_or_not_rule_by_rule),
        cmocka_unit_test(says_all_of_it),
        cmocka_unit_test(shows_a_gap_in_the_language_that_there_is),
        cmocka_unit_test(has_a_ceiling_for_what_was_not_asked),
    };

    return cmocka_run_group_tests_name("certify", tests, NULL, NULL);
}
