/* Issuing by the ordinary way: who may certify, recognise and waive, of what
 * and when; and the entry that the register gets of it. */
#include "reports/cert/tests/t_cert.h"

#include "reports/register/regfrom.h"

static struct fixture {
    struct t_chain c;
    struct buf report; /* by the lab */
    struct buf cert;
    struct buf out;
} fix;

static int set_up(void **state)
{
    struct err e = {0};

    (void)state;
    t_chain_make(&fix.c);
    buf_init(&fix.report, 1 << 22);
    buf_init(&fix.cert, 1 << 22);
    buf_init(&fix.out, 1 << 22);
    t_sealed_report(&fix.report, &fix.c, &t_good, NULL, T_LAB);
    if (t_issue(&fix.cert, &fix.c, &fix.report, 0, &e))
        fail_msg("%s", e.msg);
    t_put(&fix.c, "c.asice", fix.cert.s, fix.cert.n);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    buf_release(&fix.report);
    buf_release(&fix.cert);
    buf_release(&fix.out);
    t_chain_free(&fix.c);
    return 0;
}

static void expect(const char *what, int rc, const struct err *e,
                   const char *why)
{
    if ((rc == 0) != (why == NULL) || (why && !strstr(e->msg, why)))
        fail_msg("%s: %s", what, rc ? e->msg : "is done");
}

/* --- certificates -------------------------------------------------------- */

static void only_a_body_in_its_role_certifies(void **state)
{
    static const struct {
        enum t_who who;
        const char *body;
        const char *why;
    } row[] = {
        {T_FR,       "Autorité",    NULL                                        },
        {T_FR,       NULL,           NULL                                        },
        {T_FR2,      NULL,           NULL                                        },
        {T_FR2,      "Autorité",    "the key is that of Autre autorité, not of"},
        {T_GB,       NULL,           "is of FR, the body Certify GB of GB"       },
        {T_LAB,      NULL,           "the trust store knows lab"                 },
        {T_VENDOR,   "Séquençage", "the trust store knows vendor"              },
        {T_STRANGER, NULL,           "the trust store knows it not"              },
    };
    const char *paths[] = {t_path(fix.c.dir, "r.asice")};
    struct certify_ask ask = {.reports = paths,
                              .n_reports = 1,
                              .scheme = t_path(fix.c.dir, "scheme.xml"),
                              .decision = t_path(fix.c.dir, "decision.xml"),
                              .trust = fix.c.dir,
                              .issued = T_ISSUED};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        int rc;

        buf_clear(&fix.out);
        ask.body = row[i].body;
        rc = certify_make(&fix.out, &ask, fix.c.key[row[i].who], &e);
        expect(t_who[row[i].who].name, rc, &e, row[i].why);
    }
}

/* What is given is read with its own name in each message. */
static void what_it_rests_on_must_be_there_and_hold(void **state)
{
    static const struct {
        const char *report, *scheme, *decision;
        size_t n;
        const char *path, *why;
    } row[] = {
        {"r.asice",        "none.xml",     "decision.xml", 1, "none.xml",       "cannot open"},
        {"r.asice",        "decision.xml", "decision.xml", 1, "decision.xml",
         "scheme"                                                                            },
        {"r.asice",        "scheme.xml",   "none.xml",     1, "none.xml",       "cannot open"},
        {"r.asice",        "scheme.xml",   "scheme.xml",   1, "scheme.xml",     "decision"   },
        {"none.asice",     "scheme.xml",   "decision.xml", 1, "none.asice",
         "cannot open"                                                                       },
        {"c.asice",        "scheme.xml",   "decision.xml", 1, "c.asice",
         "a report is expected here"                                                         },
        {"stranger.asice", "scheme.xml",   "decision.xml", 1, "stranger.asice",
         "does not know who signed the report"                                               },
        {"loose.asice",    "scheme.xml",   "decision.xml", 1, "loose.asice",
         "suite not recognised"                                                              },
        {"bad.asice",      "scheme.xml",   "decision.xml", 1, NULL,
         "is non-conformant"                                                                 },
        {"r.asice",        "scheme.xml",   "decision.xml", 0, NULL,
         "rests on 1 to 16 reports"                                                          },
    };
    static const struct t_run loose = {"0.5", 97, EVIDENCE_RECOMPUTED, false,
                                       NULL};
    static const struct t_run bad = {"0.95", 94, EVIDENCE_RECOMPUTED, false,
                                     NULL};

    (void)state;
    t_sealed_report(&fix.out, &fix.c, &t_good, NULL, T_STRANGER);
    t_put(&fix.c, "stranger.asice", fix.out.s, fix.out.n);
    t_sealed_report(&fix.out, &fix.c, &loose, NULL, T_LAB);
    t_put(&fix.c, "loose.asice", fix.out.s, fix.out.n);
    t_sealed_report(&fix.out, &fix.c, &bad, NULL, T_LAB);
    t_put(&fix.c, "bad.asice", fix.out.s, fix.out.n);
    for (size_t i = 0; i < T_LEN(row); i++) {
        char report[300];
        const char *paths[] = {report};
        const struct certify_ask ask = {
            .reports = paths,
            .n_reports = row[i].n,
            .scheme = t_path(fix.c.dir, row[i].scheme),
            .decision = t_path(fix.c.dir, row[i].decision),
            .trust = fix.c.dir,
            .issued = T_ISSUED};
        struct err e = {0};
        int rc;

        snprintf(report, sizeof(report), "%s/%s", fix.c.dir, row[i].report);
        buf_clear(&fix.out);
        rc = certify_make(&fix.out, &ask, fix.c.key[T_FR], &e);
        expect(row[i].why, rc, &e, row[i].why);
        if (row[i].path)
            assert_non_null(strstr(e.path, row[i].path));
    }
}

/* --- recognitions -------------------------------------------------------- */

#define STATED                                                                 \
    "<recognition xmlns=\"urn:entente:recognition:1\" number=\"GB-1\" "        \
    "from=\"%s\" to=\"%s\"><scope xml:lang=\"en\">a</scope>"                   \
    "<scope xml:lang=\"fr\">b</scope>%s</recognition>"
#define RESERVED                                                               \
    "<reservation><text xml:lang=\"en\">a</text>"                              \
    "<text xml:lang=\"fr\">b</text></reservation>"

static void another_nation_recognises(void **state)
{
    static const struct {
        const char *what;
        enum t_who who;
        const char *document, *from, *to, *now; /* from NULL: plain */
        const char *why;
    } row[] = {
        {"beside it",           T_GB,  "c.asice",    NULL,         NULL,         T_LATER,                NULL                        },
        {"around it",           T_GB,  "c.asice",    "2026-12-01", "2027-11-30", T_LATER,
         NULL                                                                                                                        },
        {"to its last day",     T_GB,  "c.asice",    "2026-12-01", "2028-11-22",
         T_LATER,                                                                                        NULL                        },
        {"longer",              T_GB,  "c.asice",    "2026-12-01", "2028-11-23", T_LATER,
         "nor end after the certificate"                                                                                             },
        {"from the day before", T_GB,  "c.asice",    "2026-11-30", "2027-11-30",
         T_LATER,                                                                                        "can not begin before today"},
        {"backwards",           T_GB,  "c.asice",    "2027-12-01", "2027-11-30", T_LATER,
         "the recognition would be from"                                                                                             },
        {"its own nation",      T_FR,  "c.asice",    NULL,         NULL,         T_LATER,
         "is of the same"                                                                                                            },
        {"a neighbour",         T_FR2, "c.asice",    NULL,         NULL,         T_LATER,
         "is of the same"                                                                                                            },
        {"a lab",               T_LAB, "c.asice",    NULL,         NULL,         T_LATER,
         "not that of a certification body"                                                                                          },
        {"a report",            T_GB,  "r.asice",    NULL,         NULL,         T_LATER,
         "holds no certificate, but a report"                                                                                        },
        {"nothing",             T_GB,  "none.asice", NULL,         NULL,         T_LATER,                "cannot open"               },
        {"what was cut off",    T_GB,  "cut.asice",  NULL,         NULL,         T_LATER,
         "the certificate does not verify"                                                                                           },
        {"what has ended",      T_GB,  "c.asice",    NULL,         NULL,         "2028-11-23T00:00:00Z",
         "the certificate ended on 2028-11-22"                                                                                       },
        {"before it is issued", T_GB,  "c.asice",    NULL,         NULL,         T_REPORTED,
         "the recognition would not verify"                                                                                          },
        {"on its last day",     T_GB,  "c.asice",    NULL,         NULL,         "2028-11-22T23:59:59Z",
         NULL                                                                                                                        },
    };
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    t_put(&fix.c, "r.asice", fix.report.s, fix.report.n);
    t_put(&fix.c, "cut.asice", fix.cert.s, fix.cert.n - 1);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct recognise_ask ask = {.certificate =
                                        t_path(fix.c.dir, row[i].document),
                                    .trust = fix.c.dir,
                                    .now = row[i].now};
        struct err e = {0};
        int rc;

        if (row[i].from) {
            buf_clear(&b);
            buf_printf(&b, STATED, row[i].from, row[i].to, RESERVED);
            t_put(&fix.c, "stated.xml", b.s, b.n);
            ask.reservations = t_path(fix.c.dir, "stated.xml");
        }
        buf_clear(&fix.out);
        rc = recognise_make(&fix.out, &ask, fix.c.key[row[i].who], &e);
        expect(row[i].what, rc, &e, row[i].why);
        if (rc == 0)
            t_expect(row[i].what, &fix.out, &fix.c.trust, VERIFY_VALID, "");
    }
    buf_release(&b);
}

static void reservations_are_what_is_stated(void **state)
{
    static const char *const stated[] = {"", "<x/>", RESERVED "<x/>"};
    const struct recognise_ask ask = {
        .certificate = t_path(fix.c.dir, "c.asice"),
        .reservations = t_path(fix.c.dir, "stated.xml"),
        .trust = fix.c.dir,
        .now = T_LATER};
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    for (size_t i = 0; i < T_LEN(stated); i++) {
        struct err e = {0};

        buf_clear(&b);
        buf_printf(&b, STATED, "2026-12-01", "2027-11-30", stated[i]);
        t_put(&fix.c, "stated.xml", b.s, b.n);
        buf_clear(&fix.out);
        assert_int_equal(recognise_make(&fix.out, &ask, fix.c.key[T_GB], &e),
                         -1);
        assert_int_equal(e.code, ERR_SYNTAX);
    }
    buf_release(&b);
}

/* --- waivers ------------------------------------------------------------- */

#define WAIVED                                                                 \
    "<waiver xmlns=\"urn:entente:waiver:1\" id=\"W-1\" suite=\"essai@1.0.0\" " \
    "suite-sha256=\"%s\" case=\"GERM-001\" outcome=\"fail\" until=\"%s\">"     \
    "<product vendor=\"V\" name=\"P\" version=\"1\" covers=\"patches\"/>"      \
    "<reason xml:lang=\"en\">a</reason><reason xml:lang=\"fr\">b</reason>"     \
    "</waiver>"

static void a_body_waives_until_a_day_to_come(void **state)
{
    static const struct {
        enum t_who who;
        const char *body, *until, *why;
    } row[] = {
        {T_FR,       "Autorité",  "2027-01-01", NULL                                },
        {T_GB,       NULL,         "2026-11-24", NULL                                },
        {T_FR,       NULL,         "2026-11-23", "the waiver W-1 ended on 2026-11-23"},
        {T_FR,       "Certify GB", "2027-01-01", "the key is that of Autorité"      },
        {T_LAB,      NULL,         "2027-01-01", "not that of a certification body"  },
        {T_STRANGER, NULL,         "2027-01-01", "the trust store knows it not"      },
    };
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 16);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        int rc;

        buf_clear(&b);
        buf_printf(&b, WAIVED, fix.c.suite_sha256, row[i].until);
        t_put(&fix.c, "w.xml", b.s, b.n);
        buf_clear(&fix.out);
        rc = waiver_make(&fix.out, t_path(fix.c.dir, "w.xml"), &fix.c.trust,
                         fix.c.key[row[i].who], row[i].body, T_ISSUED, &e);
        expect(row[i].until, rc, &e, row[i].why);
        if (rc == 0)
            t_expect(row[i].until, &fix.out, &fix.c.trust, VERIFY_VALID, "");
    }
    buf_release(&b);
}

/* --- the register's entry ------------------------------------------------ */

static void the_entry_is_taken_from_the_certificate(void **state)
{
    static const struct {
        enum regfield field;
        const char *value;
    } row[] = {
        {REG_CERTIFICATE, "FR-2026-0001"      },
        {REG_VENDOR,      "Séquençage & Cie"},
        {REG_PRODUCT,     "Nova"              },
        {REG_VERSION,     "1.2"               },
        {REG_TECHNOLOGY,  "short-read"        },
        {REG_FROM,        "2026-11-24"        },
        {REG_TO,          "2028-11-22"        },
    };
    struct verified v = {0};
    struct regentry r = {0};
    struct err e = {0};
    char sum[65];

    (void)state;
    t_sha256(sum, fix.cert.s, fix.cert.n);
    assert_int_equal(verify_bytes(&v, fix.cert.s, fix.cert.n, &fix.c.trust, &e),
                     0);
    assert_int_equal(regentry_set(&r, REG_ACTION, "issue", &e), 0);
    assert_int_equal(regentry_set(&r, REG_AT, T_ISSUED, &e), 0);
    assert_int_equal(regentry_set(&r, REG_BODY, "Autorité", &e), 0);
    assert_int_equal(regentry_set(&r, REG_NATION, "FR", &e), 0);
    assert_int_equal(regentry_set(&r, REG_FORMAT, REGENTRY_FORMAT, &e), 0);
    assert_int_equal(regfrom_certificate(&r, &v.certificate->c, sum, &e), 0);
    assert_int_equal(regentry_check(&r, &e), 0);
    for (size_t i = 0; i < T_LEN(row); i++)
        assert_string_equal(regentry_get(&r, row[i].field), row[i].value);
    assert_string_equal(regentry_get(&r, REG_SHA256), sum);
    assert_int_equal(strncmp(regentry_get(&r, REG_SUITES), "essai@1.0.0=", 12),
                     0);
    assert_string_equal(regentry_get(&r, REG_SUITES) + 12, fix.c.suite_sha256);
    /* Once only. */
    assert_int_equal(regfrom_certificate(&r, &v.certificate->c, sum, &e), -1);
    verified_release(&v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_body_in_its_role_certifies),
        cmocka_unit_test(what_it_rests_on_must_be_there_and_hold),
        cmocka_unit_test(another_nation_recognises),
        cmocka_unit_test(reservations_are_what_is_stated),
        cmocka_unit_test(a_body_waives_until_a_day_to_come),
        cmocka_unit_test(the_entry_is_taken_from_the_certificate),
    };

    return cmocka_run_group_tests_name("issue", tests, set_up, tear_down);
}
