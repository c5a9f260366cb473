#include "reports/doc/tests/sample.h"

#include "core/tally.h"

/* The sample as three members, read again. */
struct members {
    struct sample s;
    struct buf xml, tsv;
};

static void members_init(struct members *m)
{
    struct err e = {0};

    sample_init(&m->s);
    sample_write(&m->xml, &m->s.report);
    buf_init(&m->tsv, REPORT_BYTES_MAX);
    if (report_tallies(&m->tsv, &m->s.evidence, &e))
        fail_msg("%s", e.msg);
}

static void members_release(struct members *m)
{
    buf_release(&m->xml);
    buf_release(&m->tsv);
    sample_release(&m->s);
}

static void what_was_written_is_read_back(void **state)
{
    struct members m;
    struct report_claim c = {0};
    struct err e = {0};

    (void)state;
    members_init(&m);
    if (report_read(&c, m.xml.s, m.xml.n, "report.xml", &e))
        fail_msg("%llu: %s", (unsigned long long)e.line, e.msg);
    assert_string_equal(c.suite_id, "germline-sample@1.2.0");
    assert_string_equal(c.suite_sha256, sample_suite.sha256);
    assert_string_equal(c.result_digest, m.s.result.digest);
    assert_string_equal(c.vendor, "Hélix & Sons <Ltd>");
    assert_string_equal(c.product, "Caller \"Nova\"");
    assert_string_equal(c.version, "3.1.4");
    assert_string_equal(c.created, "2026-11-23T20:15:00Z");
    assert_string_equal(c.technology_class, "short-read");
    assert_false(c.bare);
    assert_int_equal(c.level, EVIDENCE_LAB);
    assert_int_equal(c.n_verdicts, 2);
    assert_int_equal(c.verdicts[0].verdict, VERDICT_NON_CONFORMANT);
    assert_true(c.verdicts[0].provisional);
    assert_int_equal(c.n_outcomes, 2 * sample_suite.n_cases);
    assert_string_equal(c.outcomes[8].case_id, "GERM-003");
    assert_string_equal(c.outcomes[8].profile, "GB-GEL");
    assert_int_equal(c.outcomes[8].outcome, OUTCOME_FAIL);
    assert_int_equal(c.n_claims, 2);
    assert_string_equal(c.claims[1], "indel");
    assert_int_equal(c.n_waivers, 1);
    assert_string_equal(c.waivers[0].reason, sample_waivers[0].reason);
    assert_int_equal(c.n_measurements, m.s.plan.n);
    report_claim_release(&c);
    members_release(&m);
}

static void an_honest_report_decides_again_to_the_same(void **state)
{
    struct members m;
    struct report_claim c = {0};
    struct report_basis b = {0};
    struct err e = {0};

    (void)state;
    members_init(&m);
    if (report_read(&c, m.xml.s, m.xml.n, "report.xml", &e) ||
        report_basis_read(&b, &c, &sample_suite,
                          &(struct report_tallies){m.tsv.s, m.tsv.n, NULL},
                          &e) ||
        report_recheck(&c, &sample_suite, &b, &e))
        fail_msg("%s", e.msg);
    report_basis_release(&b);
    report_claim_release(&c);
    members_release(&m);
}

/* The `nth` place (from 1) where `from` stands becomes `to`. */
static void edit(struct buf *out, const struct buf *in, const char *from,
                 const char *to, int nth)
{
    const char *at = in->s;

    for (int i = 1; at && i < nth; i++)
        at = strstr(strstr(at, from) + 1, from) ? strstr(at, from) + 1 : NULL;
    at = at ? strstr(at, from) : NULL;
    if (!at)
        fail_msg("the sample has no %s", from);
    buf_init(out, REPORT_BYTES_MAX);
    buf_add(out, in->s, (size_t)(at - in->s));
    buf_str(out, to);
    buf_str(out, at + strlen(from));
}

static enum err_code recheck(const struct buf *xml, const struct buf *tsv,
                             const struct suite *suite, struct err *e)
{
    struct report_claim c = {0};
    struct report_basis b = {0};
    const struct report_tallies t = {tsv->s, tsv->n, NULL};

    if (report_read(&c, xml->s, xml->n, "report.xml", e) == 0 &&
        report_basis_read(&b, &c, suite, &t, e) == 0)
        (void)report_recheck(&c, suite, &b, e);
    report_basis_release(&b);
    report_claim_release(&c);
    return e->code;
}

static void a_report_that_shows_anything_else_is_refused(void **state)
{
    static const struct {
        const char *from, *to;
        int nth;
        const char *says; /* part of the message */
    } row[] = {
        {"value=\"non-conformant\"",                                 "value=\"conformant\"",           1, "verdict"            },
        {"value=\"inconclusive\"",                                   "value=\"conformant\"",           1, "verdict"            },
        {"provisional=\"yes\"",                                      "provisional=\"no\"",             1, "provisional"        },
        {"level=\"executed-by-lab\" digest=\"",
         "level=\"executed-by-lab\" digest=\"0",                                                       1, "digest"             },
        {"value=\"fail\" raw=\"fail\"",                              "value=\"pass\" raw=\"fail\"",    1,
         "GERM-003"                                                                                                            },
        {"value=\"waived\" raw=\"fail\"",                            "value=\"waived\" raw=\"pass\"",  1,
         "GERM-004"                                                                                                            },
        {"min=\"0.98\"",                                             "min=\"0.96\"",                   1, "GERM-003 says min"  },
        {"value=\"0.9616\"",                                         "value=\"0.9916\"",               1, "GERM-003 says value"},
        {"num=\"9762\"",                                             "num=\"9999\"",                   1, "GERM-003 says num"  },
        {"hi=\"0.9647\"",                                            "hi=\"0.9847\"",                  1, "GERM-003 says hi"   },
        {"method=\"wilson\"",                                        "method=\"jeffreys\"",            1, "GERM-005"           },
        {"status=\"proposed\"",                                      "status=\"published\"",           1, "status"             },
        {"severity=\"mandatory\"",                                   "severity=\"advisory\"",          1, "severity"           },
        {"plan-n=\"",                                                "plan-n=\"1",                     1, "plan-n"             },
        {"The calls are valid VCF",                                  "The calls are fine",             1, "fine"               },
        {"failed-as-planted=\"yes\"",                                "failed-as-planted=\"no\"",       1, "NC-1"               },
        {"stratum=\"segdup\" num=\"",                                "stratum=\"segdup\" num=\"9",     1, "num"                },
        {"<not-tested>",
         "<deliverable role=\"x\" kind=\"y\" "
         "required=\"no\"/><not-tested>",                                                              1, "element"            },
        {"Structural variants, ",                                    "",                               1, "title"              },
        {"<file id=\"truth\" name=\"",                               "<file id=\"lies\" name=\"",      1, "lies"               },
        {"pinned=\"octets\"",                                        "pinned=\"records\"",             1, "confident"          },
        {"pinned=\"records\" content=\"a",                           "pinned=\"records\" content=\"b", 1,
         "truth"                                                                                                               },
        {"<file id=\"confident\" name=\"confident.bed\" sha256=\"b",
         "<file id=\"confident\" name=\"confident.bed\" sha256=\"c",                                   1,
         "confident"                                                                                                           },
    };
    struct members m;

    (void)state;
    members_init(&m);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf xml;
        struct err e = {0};

        edit(&xml, &m.xml, row[i].from, row[i].to, row[i].nth);
        if (recheck(&xml, &m.tsv, &sample_suite, &e) == ERR_NONE)
            fail_msg("accepted: %s", row[i].to);
        if (!strstr(e.msg, row[i].says) && e.code == ERR_MISMATCH)
            fail_msg("'%s' does not say %s", e.msg, row[i].says);
        buf_release(&xml);
    }
    members_release(&m);
}

static void the_program_may_word_a_cause_otherwise(void **state)
{
    struct members m;
    struct buf xml;
    struct err e = {0};

    (void)state;
    members_init(&m);
    edit(&xml, &m.xml, "<cause xml:lang=\"en\">",
         "<cause xml:lang=\"en\">as said before: ", 1);
    assert_int_equal(recheck(&xml, &m.tsv, &sample_suite, &e), ERR_NONE);
    buf_release(&xml);
    edit(&xml, &m.xml, "<cause xml:lang=\"en\">", "<cause case=\"FMT-001\">",
         1);
    assert_int_equal(recheck(&xml, &m.tsv, &sample_suite, &e), ERR_MISMATCH);
    buf_release(&xml);
    members_release(&m);
}

static void the_last_digit_shown_may_differ_on_another_machine(void **state)
{
    static const struct {
        const char *from, *to;
        enum err_code code;
    } row[] = {
        {"hi=\"0.9647\"",       "hi=\"0.9648\"",       ERR_NONE    },
        {"hi=\"0.9647\"",       "hi=\"0.9649\"",       ERR_MISMATCH},
        {"design-effect=\"1\"", "design-effect=\"2\"", ERR_MISMATCH},
        {"hi=\"0.9647\"",       "hi=\"x\"",            ERR_MISMATCH},
    };
    struct members m;

    (void)state;
    members_init(&m);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf xml;
        struct err e = {0};

        edit(&xml, &m.xml, row[i].from, row[i].to, 1);
        assert_int_equal(recheck(&xml, &m.tsv, &sample_suite, &e), row[i].code);
        buf_release(&xml);
    }
    members_release(&m);
}

static void other_members_than_those_named_are_refused(void **state)
{
    static struct suite other;
    struct members m;
    struct buf tsv;
    struct err e = {0};

    (void)state;
    members_init(&m);
    other = sample_suite;
    other.sha256[0] = '6';
    assert_int_equal(recheck(&m.xml, &m.tsv, &other, &e), ERR_MISMATCH);
    assert_non_null(strstr(e.msg, "another suite"));
    e = (struct err){0};
    edit(&tsv, &m.tsv, "\t5992\t", "\t5999\t", 1);
    assert_int_equal(recheck(&m.xml, &tsv, &sample_suite, &e), ERR_MISMATCH);
    assert_non_null(strstr(e.msg, "other tallies"));
    buf_release(&tsv);
    members_release(&m);
}

/* Evidence from a claim, with tallies that the claim need not name. */
static void evidence_must_fit_the_plan(void **state)
{
    static const struct {
        const char *from, *to; /* in report.xml */
        const char *tsv_from;  /* lines of the tallies to drop, or NULL */
        const char *says;
    } row[] = {
        {"<measurement id=\"format.2\"",  "<measurement id=\"format.9\"", NULL,
         "asks for measurement format.2"                                                                               },
        {"<measurement id=\"inventory.1\" check=\"inventory\" "
         "state=\"measured\"/>", "",                             NULL,          "asks for 7 measurements"     },
        {"xmlns",                         "xmlns",                        "inventory.1", "lack measurement inventory.1"},
        {"state=\"measured\"",            "state=\"measured\"",           "+",           "hold measurement"            },
    };
    struct members m;

    (void)state;
    members_init(&m);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct report_claim c = {0};
        struct evidence ev = {0};
        struct buf xml, tsv;
        struct err e = {0};

        edit(&xml, &m.xml, row[i].from, row[i].to, 1);
        buf_init(&tsv, REPORT_BYTES_MAX);
        buf_str(&tsv, TALLY_TEXT_MAGIC);
        if (row[i].tsv_from && row[i].tsv_from[0] == '+') {
            buf_str(&tsv, m.tsv.s + strlen(TALLY_TEXT_MAGIC));
            buf_str(&tsv, "@zz.1\tstratum\tcontig\tblock\tn\n#zz.1\t*\n");
        } else if (!row[i].tsv_from) {
            buf_str(&tsv, m.tsv.s + strlen(TALLY_TEXT_MAGIC));
        }
        assert_int_equal(report_read(&c, xml.s, xml.n, "r", &e), 0);
        assert_int_equal(report_evidence(&ev, &c, &m.s.plan, tsv.s, tsv.n, &e),
                         -1);
        if (!strstr(e.msg, row[i].says))
            fail_msg("'%s' does not say %s", e.msg, row[i].says);
        report_claim_release(&c);
        buf_release(&xml);
        buf_release(&tsv);
    }
    members_release(&m);
}

static void what_is_no_report_is_refused_with_its_place(void **state)
{
    static const struct {
        const char *from, *to;
        const char *says;
    } row[] = {
        {"urn:entente:report:1",                      "urn:x",                          "no report"           },
        {"<report ",                                  "<rapport ",                      ""                    },
        {"format=\"1\"",                              "format=\"2\"",                   "of format 2"         },
        {" format=\"1\"",                             "",                               "attribute format"    },
        {"bare=\"no\"",                               "bare=\"nein\"",                  "unknown value 'nein'"},
        {" bare=\"no\"",                              "",                               "attribute bare"      },
        {"level=\"executed-by-lab\"",                 "level=\"x\"",                    "unknown value 'x'"   },
        {" level=\"executed-by-lab\"",                "",                               "attribute level"     },
        {"value=\"non-conformant\"",                  "value=\"fine\"",                 "unknown value 'fine'"},
        {"<verdict profile=\"GB-GEL\"",               "<verdict",                       "attribute profile"   },
        {"<suite id=\"germline-sample\"",             "<suite",                         "attribute id"        },
        {"sha256=\"5",                                "sha256=\"G",                     "unknown value"       },
        {"<outcome profile=\"GB-GEL\"",               "<outcome",                       "attribute profile"   },
        {"raw=\"pass\"",                              "raw=\"pass\" value2=\"\"",       NULL                  },
        {"outcome profile=\"GB-GEL\" value=\"pass\"",
         "outcome profile=\"GB-GEL\" value=\"good\"",                                   "unknown value 'good'"},
        {"<case id=\"FMT-001\"",                      "<case",                          "attribute id"        },
        {"<waiver id=\"W-2026-003\"",                 "<waiver",                        "attribute id"        },
        {"state=\"measured\"/>\n  <measurement",
         "state=\"x\"/>\n  <measurement",                                               "unknown value 'x'"   },
        {"<measurement id=\"inventory.1\"",           "<measurement",                   "attribute id"        },
        {"<tallies name=\"tallies.tsv\" sha256=\"",   "<tallies s=\"",
         "attribute sha256"                                                                                   },
        {"<controls>",                                "<foreign/><controls>",           "does not belong"     },
        {"<summary ",                                 "<cases/><summary ",              "does not belong"     },
        {"</summary>",                                "</summary><summary/>",           "does not belong"     },
        {"<report xmlns",                             "<!DOCTYPE report><report xmlns", ""                    },
    };
    struct members m;

    (void)state;
    members_init(&m);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct report_claim c = {0};
        struct buf xml;
        struct err e = {0};
        int rc;

        edit(&xml, &m.xml, row[i].from, row[i].to, 1);
        rc = report_read(&c, xml.s, xml.n, "r.xml", &e);
        assert_int_equal(rc, row[i].says ? -1 : 0);
        if (rc) {
            assert_string_equal(e.path, "r.xml");
            assert_true(e.line > 0);
            if (!strstr(e.msg, row[i].says))
                fail_msg("'%s' does not say %s", e.msg, row[i].says);
            assert_null(c.doc.root);
        }
        report_claim_release(&c);
        buf_release(&xml);
    }
    members_release(&m);
}

static void a_section_may_not_be_missing(void **state)
{
    static const char text[] =
        "<report xmlns=\"urn:entente:report:1\" format=\"1\" bare=\"no\"/>";
    struct report_claim c = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(report_read(&c, text, sizeof(text) - 1, "r", &e), -1);
    assert_non_null(strstr(e.msg, "lacks its element summary"));
}

static void a_report_has_a_ceiling(void **state)
{
    struct report_claim c = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(report_read(&c, "", (size_t)REPORT_BYTES_MAX + 1, "r", &e),
                     -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(an_honest_report_decides_again_to_the_same),
        cmocka_unit_test(a_report_that_shows_anything_else_is_refused),
        cmocka_unit_test(the_program_may_word_a_cause_otherwise),
        cmocka_unit_test(the_last_digit_shown_may_differ_on_another_machine),
        cmocka_unit_test(other_members_than_those_named_are_refused),
        cmocka_unit_test(evidence_must_fit_the_plan),
        cmocka_unit_test(what_is_no_report_is_refused_with_its_place),
        cmocka_unit_test(a_section_may_not_be_missing),
        cmocka_unit_test(a_report_has_a_ceiling),
    };

    return cmocka_run_group_tests_name("report_read", tests, NULL, NULL);
}
