/* Recognitions, waivers and reports with waivers that were tampered with: what
 * verification says of each. */
#include "reports/cert/tests/t_cert.h"

#include <inttypes.h>

#include "reports/register/regstatus.h"

#define UNTIL "2027-06-30"

static const struct t_run waived = {"0.95", 94, EVIDENCE_RECOMPUTED, false,
                                    UNTIL};

static struct fixture {
    struct t_chain c;
    struct buf report;
    struct buf cert;
    struct buf nested;  /* recognised with reservations */
    struct buf waiver;  /* by the French body */
    struct buf wreport; /* with it, by the lab */
    struct buf wcert;   /* of that report */
    struct buf b;       /* for one row */
} fix;

static struct text2 reservations[] = {
    {"Not in children", "Pas chez l’enfant"}
};

/* As the British body would say it, of the certificate in `cert`. */
static struct recognition recognition(char sum[65], const struct buf *cert)
{
    t_sha256(sum, cert->s, cert->n);
    return (struct recognition){
        .number = "GB-2026-0007",
        .from = "2026-12-01",
        .to = "2027-11-30",
        .issued = T_LATER,
        .body = {t_who[T_GB].name, t_who[T_GB].nation, fix.c.sha256[T_GB]},
        .certificate = "FR-2026-0001",
        .certificate_sha256 = sum,
        .scope = {.en = "Adults",                .fr = "Adultes"                    },
        .reservations = reservations,
        .n_reservations = 1,
    };
}

static void seal_recognition(struct buf *out, const struct recognition *r,
                             const struct buf *cert, enum t_who who,
                             const char *time)
{
    struct seal_member m[2] = {
        {RECOGNITION_XML,    T_XML,           NULL,    0      },
        {RECOGNITION_MEMBER, ASIC_MEDIA_TYPE, cert->s, cert->n}
    };
    struct buf xml;

    buf_init(&xml, 1 << 16);
    recognition_write(&xml, r);
    m[0].data = xml.s;
    m[0].len = xml.n;
    t_seal(out, &fix.c, m, 2, who, time);
    buf_release(&xml);
}

static struct buf *const bufs[] = {&fix.report, &fix.cert,    &fix.nested,
                                   &fix.waiver, &fix.wreport, &fix.wcert,
                                   &fix.b};

static int set_up(void **state)
{
    struct waiver_file w;
    struct recognition r;
    struct err e = {0};
    char sum[65];

    (void)state;
    t_chain_make(&fix.c);
    for (size_t i = 0; i < T_LEN(bufs); i++)
        buf_init(bufs[i], 1 << 22);
    t_sealed_report(&fix.report, &fix.c, &t_good, NULL, T_LAB);
    if (t_issue(&fix.cert, &fix.c, &fix.report, 0, &e))
        fail_msg("%s", e.msg);
    r = recognition(sum, &fix.cert);
    seal_recognition(&fix.nested, &r, &fix.cert, T_GB, T_LATER);
    w = t_waiver(&fix.c, T_FR, UNTIL);
    t_sealed_waiver(&fix.waiver, &fix.c, &w, T_FR);
    t_sealed_report(&fix.wreport, &fix.c, &waived, &fix.waiver, T_LAB);
    if (t_issue(&fix.wcert, &fix.c, &fix.wreport, 1, &e))
        fail_msg("%s", e.msg);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(bufs); i++)
        buf_release(bufs[i]);
    t_chain_free(&fix.c);
    return 0;
}

static void holds_when_nobody_touched_it(void **state)
{
    struct trust some;

    (void)state;
    for (size_t i = 0; i + 1 < T_LEN(bufs); i++)
        t_expect("untouched", bufs[i], &fix.c.trust, VERIFY_VALID, "");
    t_trust(&some, &fix.c, 1U << T_GB);
    t_expect("who issued is not known", &fix.nested, &some, VERIFY_UNKNOWN,
             "certificate.asice");
    trust_release(&some);
    t_trust(&some, &fix.c, 1U << T_FR);
    t_expect("who recognised is not known", &fix.nested, &some, VERIFY_UNKNOWN,
             "does not know who recognised");
    t_expect("the lab is not known", &fix.wcert, &some, VERIFY_VALID, "");
    trust_release(&some);
    t_trust(&some, &fix.c, 1U << T_LAB);
    t_expect("who waived is not known", &fix.wreport, &some, VERIFY_UNKNOWN,
             "does not know who sealed the waiver");
    trust_release(&some);
    t_trust(&some, &fix.c, T_ALL);
    trust_release(&some);
}

/* A bit of each of these containers: all bytes of the waiver, one in 7 of the
 * others. */
static void no_byte_can_be_changed(void **state)
{
    struct buf *const all[] = {&fix.waiver, &fix.nested, &fix.wreport,
                               &fix.wcert};

    (void)state;
    for (size_t k = 0; k < T_LEN(all); k++) {
        struct buf *b = all[k];

        for (size_t i = k; i < b->n; i += k == 0 ? 1 : 7) {
            char was = b->s[i];

            b->s[i] = (char)(was ^ (1 << i % 8));
            t_expect("a bit flipped", b, &fix.c.trust, VERIFY_REFUSED, "");
            b->s[i] = was;
        }
    }
}

/* --- recognitions ------------------------------------------------------------
 */

static void a_recognition_is_what_another_nation_says(void **state)
{
    static const struct {
        const char *what;
        const char *from, *to, *issued;
        enum t_who said, who; /* whose name and key it has, whose seal */
        const char *time;
        enum verify_state state;
        const char *why;
    } row[] = {
        {"by the vendor",                   NULL,         NULL,         NULL,       T_GB,  T_VENDOR,   T_LATER,
         VERIFY_REFUSED,                                                                                                         "the seal of Certify GB is missing"},
        {"by a lab in its place",           NULL,         NULL,         NULL,       T_LAB, T_LAB,      T_LATER,
         VERIFY_REFUSED,                                                                                                         "by the nation that issued"        },
        {"by a stranger",                   NULL,         NULL,         NULL,       T_GB,  T_STRANGER, T_LATER,
         VERIFY_REFUSED,                                                                                                         "the seal of Certify GB is missing"},
        {"by who issued it",                NULL,         NULL,         NULL,       T_FR,  T_FR,       T_LATER,
         VERIFY_REFUSED,                                                                                                         "by the nation that issued"        },
        {"by another body of that nation",  NULL,         NULL,         NULL,       T_FR2, T_FR2,
         T_LATER,                                                                                                VERIFY_REFUSED, "by the nation that issued"        },
        {"at another time",                 NULL,         NULL,         NULL,       T_GB,  T_GB,       T_ISSUED,
         VERIFY_REFUSED,                                                                                                         "the seal of Certify GB is missing"},
        {"that outlasts the certificate",   NULL,         "2029-01-01", NULL,       T_GB,  T_GB,
         T_LATER,                                                                                                VERIFY_REFUSED, "or outlasts it"                   },
        {"that ends before it begins",      "2027-12-01", NULL,         NULL,       T_GB,  T_GB,
         T_LATER,                                                                                                VERIFY_REFUSED, "or outlasts it"                   },
        {"that begins before it is issued", "2026-11-30", NULL,         NULL,       T_GB,
         T_GB,                                                                                         T_LATER,  VERIFY_REFUSED, "begins before it is issued"       },
        {"older than the certificate",      NULL,         NULL,         T_REPORTED, T_GB,  T_GB,
         T_REPORTED,                                                                                             VERIFY_REFUSED, "is older than the certificate"    },
        {"of the day of the certificate",   NULL,         NULL,         T_ISSUED,   T_GB,  T_GB,
         T_ISSUED,                                                                                               VERIFY_VALID,   ""                                 },
    };
    char sum[65];

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct recognition r = recognition(sum, &fix.cert);

        r.from = row[i].from ? row[i].from : r.from;
        r.to = row[i].to ? row[i].to : r.to;
        r.issued = row[i].issued ? row[i].issued : r.issued;
        r.body = (struct cert_party){t_who[row[i].said].name,
                                     t_who[row[i].said].nation,
                                     fix.c.sha256[row[i].said]};
        seal_recognition(&fix.b, &r, &fix.cert, row[i].who, row[i].time);
        t_expect(row[i].what, &fix.b, &fix.c.trust, row[i].state, row[i].why);
    }
}

/* A body of the issuing nation that says that it is of the other; one that has
 * no seal of its own; a lab that says that it is a British body. */
static void nobody_recognises_under_a_false_flag(void **state)
{
    static const struct {
        const char *what;
        const char *name;
        enum t_who who;
        enum verify_state state;
        const char *why;
    } row[] = {
        {"who issued it", "Certify GB", T_FR,       VERIFY_REFUSED,
         "the trust store knows its signer as Autorité of FR"      },
        {"a neighbour",   "Nobody GB",  T_FR2,      VERIFY_REFUSED,
         "the trust store knows its signer as Autre autorité of FR"},
        {"a lab",         "Certify GB", T_LAB,      VERIFY_REFUSED,
         "in the role lab, which can not recognise"                 },
        {"a stranger",    "Certify GB", T_STRANGER, VERIFY_UNKNOWN,
         "does not know who recognised"                             },
    };
    char sum[65];

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct recognition r = recognition(sum, &fix.cert);

        r.body =
            (struct cert_party){row[i].name, "GB", fix.c.sha256[row[i].who]};
        seal_recognition(&fix.b, &r, &fix.cert, row[i].who, T_LATER);
        t_expect(row[i].what, &fix.b, &fix.c.trust, row[i].state, row[i].why);
    }
}

static void a_recognition_is_of_one_certificate(void **state)
{
    struct recognition r;
    struct err e = {0};
    struct buf again;
    char sum[65];

    (void)state;
    buf_init(&again, 1 << 22);
    /* The same, issued once more: other octets. */
    assert_int_equal(t_issue(&again, &fix.c, &fix.report, 0, &e), 0);
    r = recognition(sum, &fix.cert);
    seal_recognition(&fix.b, &r, &again, T_GB, T_LATER);
    t_expect("another one beside it", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "is of another certificate");
    r = recognition(sum, &fix.cert);
    r.certificate = "FR-2026-0002";
    seal_recognition(&fix.b, &r, &fix.cert, T_GB, T_LATER);
    t_expect("another number", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "is of another certificate");
    r = recognition(sum, &fix.nested);
    seal_recognition(&fix.b, &r, &fix.nested, T_GB, T_LATER);
    t_expect("of a recognition", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "a certificate is expected here, and this is a recognition");
    r = recognition(sum, &fix.report);
    seal_recognition(&fix.b, &r, &fix.report, T_GB, T_LATER);
    t_expect("of a report", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "a certificate is expected here, and this is a report");
    buf_release(&again);
}

static void a_recognition_holds_two_files(void **state)
{
    struct seal_member m[3];
    struct t_open o;

    (void)state;
    t_open(&o, &fix.nested);
    memcpy(m, o.m, 2 * sizeof *m);
    m[2] = (struct seal_member){"notes.txt", "text/plain", "x", 1};
    t_seal(&fix.b, &fix.c, m, 3, T_GB, T_LATER);
    t_expect("one more", &fix.b, &fix.c.trust, VERIFY_REFUSED, "other files");
    t_seal(&fix.b, &fix.c, m, 1, T_GB, T_LATER);
    t_expect("one less", &fix.b, &fix.c.trust, VERIFY_REFUSED, "other files");
    m[1].name = "certificat.asice";
    t_seal(&fix.b, &fix.c, m, 2, T_GB, T_LATER);
    t_expect("renamed", &fix.b, &fix.c.trust, VERIFY_REFUSED, "other files");
    t_close(&o);
    t_open(&o, &fix.nested);
    t_change(&o, 0, "Not in children", "In children");
    t_seal(&fix.b, &fix.c, o.m, 2, T_VENDOR, T_LATER);
    t_expect("softened by the vendor", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "the seal of Certify GB is missing");
    t_close(&o);
}

/* --- by the register's list --------------------------------------------------
 */

static void ask_of(const char *what, const char *number, const char *now,
                   const char *standing, enum verify_state state)
{
    struct regstatus list = {.made = "2027-01-01T00:00:00Z",
                             .next = "2027-01-08T00:00:00Z"};
    const struct verify_ask ask = {
        .trust = fix.c.dir, .now = now, .status = &list};
    struct verified v = {0};
    struct err e = {0};
    char rows[128];

    list.rows = rows;
    list.rows_len =
        (size_t)snprintf(rows, sizeof rows,
                         "suspended %s 2026-12-30T00:00:00Z 4\n"
                         "valid FR-2026-0001 2026-12-01T00:00:00Z 1\n",
                         number);
    t_put(&fix.c, "x.asice", fix.nested.s, fix.nested.n);
    if (verify_container(&v, t_path(fix.c.dir, "x.asice"), &ask, &e))
        fail_msg("%s", e.msg);
    if (v.state != state || strcmp(v.status.standing, standing) != 0)
        fail_msg("%s: %s, %s", what, verify_state_name(v.state), v.reason);
    verified_release(&v);
}

static void a_recognition_ends_by_either_number(void **state)
{
    const char *day = "2027-01-02T00:00:00Z";

    (void)state;
    ask_of("the certificate", "FR-2026-0001", day, "suspended", VERIFY_ENDED);
    ask_of("its own", "GB-2026-0007", day, "suspended", VERIFY_ENDED);
    ask_of("neither", "FR-2026-0002", day, "valid", VERIFY_VALID);
    ask_of("an old list", "FR-2026-0002", "2027-01-09T00:00:00Z", "valid",
           VERIFY_UNKNOWN);
    ask_of("an old list of it", "GB-2026-0007", "2027-01-09T00:00:00Z",
           "suspended", VERIFY_ENDED);
    ask_of("after its last day", "FR-2026-0002", "2027-12-01T00:00:00Z",
           "valid", VERIFY_ENDED);
    ask_of("before its first", "FR-2026-0002", "2026-11-30T00:00:00Z", "valid",
           VERIFY_ENDED);
}

/* --- waivers ------------------------------------------------------------- */

static void a_waiver_is_the_word_of_a_body(void **state)
{
    static const struct {
        const char *what;
        enum t_who said, who;
        const char *nation; /* NULL: its own */
        const char *until;
        enum verify_state state;
        const char *why;
    } row[] = {
        {"by the vendor",               T_FR,       T_VENDOR,   NULL, UNTIL,        VERIFY_REFUSED,
         "is not sealed by the body that it names"                                                                                           },
        {"by the vendor as itself",     T_VENDOR,   T_VENDOR,   NULL, UNTIL,
         VERIFY_REFUSED,                                                                            "in the role vendor, which can not waive"},
        {"by a lab",                    T_LAB,      T_LAB,      NULL, UNTIL,        VERIFY_REFUSED,
         "in the role lab, which can not waive"                                                                                              },
        {"by a stranger",               T_STRANGER, T_STRANGER, NULL, UNTIL,        VERIFY_UNKNOWN,
         "does not know who sealed the waiver"                                                                                               },
        {"by a body of another nation", T_GB,       T_GB,       "FR", UNTIL,        VERIFY_REFUSED,
         "the trust store knows its signer as Certify GB of GB"                                                                              },
        {"on its last day",             T_FR,       T_FR,       NULL, "2026-11-20", VERIFY_VALID,   ""                                       },
        {"the day after",               T_FR,       T_FR,       NULL, "2026-11-19", VERIFY_REFUSED,
         "after its end on 2026-11-19"                                                                                                       },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct waiver_file w = t_waiver(&fix.c, row[i].said, row[i].until);

        w.body.nation = row[i].nation ? row[i].nation : w.body.nation;
        t_sealed_waiver(&fix.b, &fix.c, &w, row[i].who);
        t_expect(row[i].what, &fix.b, &fix.c.trust, row[i].state, row[i].why);
    }
}

static void a_waiver_stands_alone(void **state)
{
    struct seal_member m[2];
    struct t_open o;

    (void)state;
    t_open(&o, &fix.waiver);
    m[0] = o.m[0];
    m[1] = (struct seal_member){"notes.txt", "text/plain", "x", 1};
    t_seal(&fix.b, &fix.c, m, 2, T_FR, T_WAIVED);
    t_expect("one more", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "holds nothing else");
    t_seal(&fix.b, &fix.c, m, 1, T_FR, T_LATER);
    t_expect("sealed at another time", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "is not sealed by the body");
    t_close(&o);
}

/* A report that counts a waiver, whose file is another. */
static void a_report_counts_the_waiver_that_it_holds(void **state)
{
    static const struct {
        const char *what;
        const char *case_id, *version, *vendor, *suite_sha256, *issued, *until;
        enum t_who body;
        bool patches;
        enum verify_state state;
        const char *why;
    } row[] = {
        {"this one",                              NULL,       NULL,  NULL,    NULL, NULL,       UNTIL,        T_FR, false,
         VERIFY_VALID,                                                                                                                     ""                                         },
        {"for another case",                      "GERM-002", NULL,  NULL,    NULL, NULL,       UNTIL,        T_FR,
         false,                                                                                                            VERIFY_REFUSED, "otherwise than its signed file"           },
        {"for another version",                   NULL,       "1.1", NULL,    NULL, NULL,       UNTIL,        T_FR,
         false,                                                                                                            VERIFY_REFUSED, "and not for Séquençage & Cie, Nova, 1.2"},
        {"for a version before, and its patches", NULL,       "1",   NULL,    NULL, NULL,
         UNTIL,                                                                                               T_FR, true,  VERIFY_VALID,   ""                                         },
        {"for versions that only begin alike",    NULL,       "1.",  NULL,    NULL, NULL,
         UNTIL,                                                                                               T_FR, true,  VERIFY_REFUSED, "and not for"                              },
        {"for another vendor",                    NULL,       NULL,  "Autre", NULL, NULL,       UNTIL,        T_FR,
         false,                                                                                                            VERIFY_REFUSED, "is for Autre"                             },
        {"for another suite",                     NULL,       NULL,  NULL,
         "00000000000000000000000000000000"
         "00000000000000000000000000000000",                                        NULL,       UNTIL,        T_FR, false, VERIFY_REFUSED, "is for the suite"                         },
        {"with another end",                      NULL,       NULL,  NULL,    NULL, NULL,       "2027-07-01", T_FR,
         false,                                                                                                            VERIFY_REFUSED, "otherwise than its signed file"           },
        {"by another body",                       NULL,       NULL,  NULL,    NULL, NULL,       UNTIL,        T_GB, false,
         VERIFY_REFUSED,                                                                                                                   "otherwise than its signed file"           },
        {"sealed after the report",               NULL,       NULL,  NULL,    NULL, T_ISSUED,   UNTIL,
         T_FR,                                                                                                      false, VERIFY_REFUSED, "can not count on 2026-11-23"              },
        {"sealed on the day of the report",       NULL,       NULL,  NULL,    NULL, T_REPORTED,
         UNTIL,                                                                                               T_FR, false, VERIFY_VALID,   ""                                         },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct waiver_file w = t_waiver(&fix.c, row[i].body, row[i].until);
        struct buf waiver;

        w.case_id = row[i].case_id ? row[i].case_id : w.case_id;
        w.version = row[i].version ? row[i].version : w.version;
        w.vendor = row[i].vendor ? row[i].vendor : w.vendor;
        w.issued = row[i].issued ? row[i].issued : w.issued;
        w.suite_sha256 =
            row[i].suite_sha256 ? row[i].suite_sha256 : w.suite_sha256;
        w.patches = row[i].patches;
        buf_init(&waiver, 1 << 20);
        t_sealed_waiver(&waiver, &fix.c, &w, row[i].body);
        t_sealed_report(&fix.b, &fix.c, &waived, &waiver, T_LAB);
        t_expect(row[i].what, &fix.b, &fix.c.trust, row[i].state, row[i].why);
        buf_release(&waiver);
    }
}

static void a_waiver_is_there_when_it_counts_and_only_then(void **state)
{
    (void)state;
    t_sealed_report(&fix.b, &fix.c, &waived, NULL, T_LAB);
    t_expect("it is missing", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "its container holds 0");
    t_sealed_report(&fix.b, &fix.c, &t_good, &fix.waiver, T_LAB);
    t_expect("it is not named", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "its container holds 1");
    t_sealed_report(&fix.b, &fix.c, &waived, &fix.report, T_LAB);
    t_expect("it is a report", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "a waiver is expected here, and this is a report");
    t_sealed_report(&fix.b, &fix.c, &waived, &fix.cert, T_LAB);
    t_expect("it is a certificate", &fix.b, &fix.c.trust, VERIFY_REFUSED,
             "a waiver is expected here, and this is a certificate");
}

/* The lab waives as a body that nobody knows; a reader who knows neither the
 * lab nor that body does not take the certificate for granted. */
static void a_certificate_does_not_launder_a_waiver(void **state)
{
    struct waiver_file w = t_waiver(&fix.c, T_FR, UNTIL);
    struct trust some;
    struct t_open o;
    struct buf waiver;
    struct buf report;
    char was[65];
    char sum[65];

    (void)state;
    buf_init(&waiver, 1 << 20);
    buf_init(&report, 1 << 20);
    w.body.sha256 = fix.c.sha256[T_STRANGER];
    t_sealed_waiver(&waiver, &fix.c, &w, T_STRANGER);
    t_sealed_report(&report, &fix.c, &waived, &waiver, T_LAB);
    t_open(&o, &fix.wcert);
    t_sha256(was, o.m[2].data, o.m[2].len);
    t_sha256(sum, report.s, report.n);
    t_change(&o, 0, was, sum);
    o.m[2].data = report.s;
    o.m[2].len = report.n;
    t_seal(&fix.b, &fix.c, o.m, 3, T_FR, T_ISSUED);
    t_close(&o);
    t_trust(&some, &fix.c, 1U << T_FR);
    t_expect("waived by a stranger", &fix.b, &some, VERIFY_UNKNOWN,
             "does not know who sealed the waiver W-1");
    t_expect("waived by the body", &fix.wcert, &some, VERIFY_VALID, "");
    trust_release(&some);
    t_trust(&some, &fix.c, T_ALL);
    t_expect("the lab is known too", &fix.b, &some, VERIFY_UNKNOWN,
             "does not know who sealed the waiver");
    trust_release(&some);
    buf_release(&waiver);
    buf_release(&report);
}

static void waivers_are_counted(void **state)
{
    struct err e = {0};

    (void)state;
    assert_int_equal(t_issue(&fix.b, &fix.c, &fix.wreport, 0, &e), -1);
    assert_string_equal(e.id, "the scheme allows %" PRId64 " waivers");
    e = (struct err){0};
    assert_int_equal(t_issue(&fix.b, &fix.c, &fix.report, 0, &e), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_when_nobody_touched_it),
        cmocka_unit_test(no_byte_can_be_changed),
        cmocka_unit_test(a_recognition_is_what_another_nation_says),
        cmocka_unit_test(nobody_recognises_under_a_false_flag),
        cmocka_unit_test(a_recognition_is_of_one_certificate),
        cmocka_unit_test(a_recognition_holds_two_files),
        cmocka_unit_test(a_recognition_ends_by_either_number),
        cmocka_unit_test(a_waiver_is_the_word_of_a_body),
        cmocka_unit_test(a_waiver_stands_alone),
        cmocka_unit_test(a_report_counts_the_waiver_that_it_holds),
        cmocka_unit_test(a_waiver_is_there_when_it_counts_and_only_then),
        cmocka_unit_test(a_certificate_does_not_launder_a_waiver),
        cmocka_unit_test(waivers_are_counted),
    };

    return cmocka_run_group_tests_name("attack_chain", tests, set_up,
                                       tear_down);
}
