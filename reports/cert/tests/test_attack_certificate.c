/* Certificates that were tampered with, by whoever holds which key: what
 * verification says of each. Sealed as a forger with this library could. */
#include "reports/cert/tests/t_cert.h"

#include <stdlib.h>

static struct fixture {
    struct t_chain c;
    struct buf report; /* by the lab */
    struct buf cert;   /* by the French body */
    struct buf both;   /* sealed by the British body too */
} fix;

static int set_up(void **state)
{
    struct err e = {0};
    struct asic a;

    (void)state;
    t_chain_make(&fix.c);
    buf_init(&fix.report, 1 << 22);
    buf_init(&fix.cert, 1 << 22);
    buf_init(&fix.both, 1 << 22);
    t_sealed_report(&fix.report, &fix.c, &t_good, NULL, T_LAB);
    if (t_issue(&fix.cert, &fix.c, &fix.report, 0, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(asic_open(&a, fix.cert.s, fix.cert.n, &e), 0);
    assert_int_equal(asic_add_seal(&fix.both, &a, fix.c.key[T_GB], T_LATER, &e),
                     0);
    asic_release(&a);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    buf_release(&fix.report);
    buf_release(&fix.cert);
    buf_release(&fix.both);
    t_chain_free(&fix.c);
    return 0;
}

static void holds_when_nobody_touched_it(void **state)
{
    struct trust some;

    (void)state;
    t_expect("one seal", &fix.cert, &fix.c.trust, VERIFY_VALID, "");
    t_expect("two seals", &fix.both, &fix.c.trust, VERIFY_VALID, "");
    t_expect("no store", &fix.cert, NULL, VERIFY_UNKNOWN,
             "does not know who issued");
    t_trust(&some, &fix.c, 1U << T_FR);
    t_expect("the body alone is known", &fix.cert, &some, VERIFY_VALID, "");
    trust_release(&some);
    t_trust(&some, &fix.c, T_ALL & ~(1U << T_FR));
    t_expect("all but the body", &fix.both, &some, VERIFY_UNKNOWN,
             "does not know who issued");
    trust_release(&some);
    t_trust(&some, &fix.c, T_ALL);
    trust_release(&some);
}

/* --- bytes -------------------------------------------------------------------
 */

/* No byte of the container can be another: with sanitizers one in 11 is tried,
 * for they are slow. */
static void no_byte_can_be_changed(void **state)
{
    const char *mode = getenv("ENTENTE_TEST_MODE");
    size_t step = mode && strcmp(mode, "release") != 0 ? 11 : 1;
    struct buf *const all[] = {&fix.cert, &fix.both};

    (void)state;
    for (size_t k = 0; k < T_LEN(all); k++) {
        struct buf *b = all[k];

        for (size_t i = k; i < b->n; i += step + 2 * k) {
            char was = b->s[i];

            b->s[i] = (char)(was ^ (1 << i % 8));
            t_expect("a bit flipped", b, &fix.c.trust, VERIFY_REFUSED, "");
            b->s[i] = was;
        }
    }
}

static void no_byte_can_be_taken_or_given(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 22);
    for (size_t n = 0; n < fix.cert.n; n += n < 64 ? 1 : 509) {
        buf_clear(&b);
        buf_add(&b, fix.cert.s, n);
        t_expect("cut off", &b, &fix.c.trust, VERIFY_REFUSED, "");
    }
    for (int front = 0; front < 2; front++) {
        buf_clear(&b);
        if (front)
            buf_str(&b, "%PDF-1.7\n");
        buf_add(&b, fix.cert.s, fix.cert.n);
        if (!front)
            buf_str(&b, "\n<html>");
        t_expect("polyglot", &b, &fix.c.trust, VERIFY_REFUSED, "");
    }
    buf_clear(&b);
    buf_add(&b, fix.cert.s, fix.cert.n);
    buf_add(&b, fix.report.s, fix.report.n);
    t_expect("two archives", &b, &fix.c.trust, VERIFY_REFUSED, "");
    buf_release(&b);
}

/* --- entries of the archive -------------------------------------------------
 */

static void entries(struct buf *out, const struct zip_entry *a, size_t n)
{
    struct err e = {0};

    buf_clear(out);
    if (zip_write(out, a, n, &e))
        fail_msg("%s", e.msg);
}

static size_t find(const struct zip *z, const char *name)
{
    for (size_t i = 0; i < z->n; i++) {
        if (strcmp(z->a[i].name, name) == 0)
            return i;
    }
    fail_msg("no %s", name);
    return 0;
}

/* Which of the two seals is taken away, and is the other given its place? */
static void strip(struct buf *out, bool first, bool second, bool moved)
{
    struct zip_entry list[16];
    struct zip z = {0};
    struct err e = {0};
    size_t n = 0;

    assert_int_equal(zip_read(&z, fix.both.s, fix.both.n, &e), 0);
    for (size_t i = 0; i < z.n; i++) {
        if ((first && i == find(&z, "META-INF/signatures0.xml")) ||
            (second && i == find(&z, "META-INF/signatures1.xml")))
            continue;
        list[n] = z.a[i];
        if (moved && i == find(&z, "META-INF/signatures1.xml"))
            list[n].name = "META-INF/signatures0.xml";
        n++;
    }
    entries(out, list, n);
    zip_release(&z);
}

static void a_seal_that_is_taken_away_is_missed(void **state)
{
    const char *const gb[] = {"GB"};
    const struct verify_ask ask = {
        .trust = fix.c.dir, .require = gb, .n_require = 1};
    struct verified v = {0};
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 22);
    strip(&b, true, false, true);
    t_expect("the issuer's", &b, &fix.c.trust, VERIFY_REFUSED,
             "the seal of Autorité is missing");
    strip(&b, true, false, false);
    t_expect("the issuer's, with a gap", &b, &fix.c.trust, VERIFY_REFUSED, "");
    strip(&b, true, true, false);
    t_expect("both", &b, &fix.c.trust, VERIFY_REFUSED, "");
    /* Only who asks for it can miss a recognition. */
    strip(&b, false, true, false);
    assert_int_equal(b.n, fix.cert.n);
    assert_memory_equal(b.s, fix.cert.s, b.n);
    t_put(&fix.c, "x.asice", b.s, b.n);
    assert_int_equal(
        verify_container(&v, t_path(fix.c.dir, "x.asice"), &ask, &e), 0);
    assert_int_equal(v.state, VERIFY_UNKNOWN);
    assert_non_null(strstr(v.reason, "no certification body of GB"));
    verified_release(&v);
    t_put(&fix.c, "x.asice", fix.both.s, fix.both.n);
    assert_int_equal(
        verify_container(&v, t_path(fix.c.dir, "x.asice"), &ask, &e), 0);
    assert_int_equal(v.state, VERIFY_VALID);
    verified_release(&v);
    buf_release(&b);
}

/* Members of one container in another, its seals left as they are. */
static void members_do_not_change_houses(void **state)
{
    static const char *const from_report[] = {"META-INF/signatures0.xml",
                                              "META-INF/manifest.xml"};
    struct zip cert = {0};
    struct zip report = {0};
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 22);
    assert_int_equal(zip_read(&cert, fix.cert.s, fix.cert.n, &e), 0);
    assert_int_equal(zip_read(&report, fix.report.s, fix.report.n, &e), 0);
    for (size_t i = 0; i < T_LEN(from_report); i++) {
        size_t at = find(&cert, from_report[i]);
        struct zip_entry was = cert.a[at];

        cert.a[at] = report.a[find(&report, from_report[i])];
        entries(&b, cert.a, cert.n);
        t_expect(from_report[i], &b, &fix.c.trust, VERIFY_REFUSED, "");
        cert.a[at] = was;
    }
    for (size_t i = 0; i + 1 < cert.n; i++) {
        struct zip_entry was = cert.a[i];

        cert.a[i] = cert.a[i + 1];
        cert.a[i + 1] = was;
        entries(&b, cert.a, cert.n);
        t_expect("two entries change places", &b, &fix.c.trust, VERIFY_REFUSED,
                 "");
        cert.a[i + 1] = cert.a[i];
        cert.a[i] = was;
    }
    for (size_t i = 0; i < cert.n; i++) {
        struct zip_entry list[16];
        size_t n = 0;

        for (size_t k = 0; k < cert.n; k++) {
            if (k != i)
                list[n++] = cert.a[k];
        }
        entries(&b, list, n);
        t_expect("an entry is left out", &b, &fix.c.trust, VERIFY_REFUSED, "");
    }
    zip_release(&cert);
    zip_release(&report);
    buf_release(&b);
}

static void nothing_is_added_unsealed(void **state)
{
    static const char *const name[] = {"notes.txt", "META-INF/x.xml",
                                       "META-INF/signatures1.xml",
                                       "META-INF/signatures01.xml"};
    struct zip_entry list[16];
    struct zip z = {0};
    struct err e = {0};
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 22);
    assert_int_equal(zip_read(&z, fix.cert.s, fix.cert.n, &e), 0);
    for (size_t i = 0; i < T_LEN(name); i++) {
        for (size_t at = 1; at <= z.n; at++) {
            size_t n = 0;

            for (size_t k = 0; k <= z.n; k++) {
                if (k == at)
                    list[n++] = (struct zip_entry){name[i], "<x/>", 4};
                if (k < z.n)
                    list[n++] = z.a[k];
            }
            entries(&b, list, n);
            t_expect(name[i], &b, &fix.c.trust, VERIFY_REFUSED, "");
        }
    }
    zip_release(&z);
    buf_release(&b);
}

/* --- what is said, sealed again ---------------------------------------------
 */

/* An edit of certificate.xml, or of scheme.xml, and who seals it. `takes_over`:
 * the forger also writes its own key in the place of the issuer's. */
static const struct {
    const char *what;
    size_t member;
    const char *find, *put; /* NULL: nothing */
    bool takes_over;
    enum t_who who;
    const char *time; /* NULL: T_ISSUED */
    enum verify_state state;
    const char *why;
} edit[] = {
    {"a longer term, by the vendor",                     0, "to=\"2028",            "to=\"2029",                false,
     T_VENDOR,                                                                                                                     NULL,     VERIFY_REFUSED, "the scheme allows"                      },
    {"another product, by the lab",                      0, "name=\"Nova\"",        "name=\"Nova+\"",           false,
     T_LAB,                                                                                                                        NULL,     VERIFY_REFUSED, "does not follow"                        },
    {"nothing, by a stranger",                           0, NULL,                   NULL,                       false, T_STRANGER, NULL,
     VERIFY_REFUSED,                                                                                                                                         "the seal of Autorité is missing"       },
    {"nothing, by another body",                         0, NULL,                   NULL,                       false, T_GB,       NULL,
     VERIFY_REFUSED,                                                                                                                                         "the seal of Autorité is missing"       },
    {"a vendor in the body's place",                     0, NULL,                   NULL,                       true,  T_VENDOR,   NULL,
     VERIFY_REFUSED,                                                                                                                                         "in the role vendor, which can not issue"},
    {"a lab in the body's place",                        0, NULL,                   NULL,                       true,  T_LAB,      NULL,
     VERIFY_REFUSED,                                                                                                                                         "in the role lab, which can not issue"   },
    {"a stranger in the body's place",                   0, NULL,                   NULL,                       true,  T_STRANGER, NULL,
     VERIFY_UNKNOWN,                                                                                                                                         "does not know who issued"               },
    {"a body of another nation in its place",            0, NULL,                   NULL,                       true,  T_GB,       NULL,
     VERIFY_REFUSED,                                                                                                                                         "by Autorité of FR; the trust store knows its signer as "
     "Certify GB of GB"                                                                                                                                                           },
    {"a body of the same nation, by its name",           0, NULL,                   NULL,                       true,  T_FR2,      NULL,
     VERIFY_REFUSED,                                                                                                                                         "knows its signer as Autre autorité"    },
    {"that body under a name that nobody has",           0, "name=\"Autorité\"",
     "name=\"Autorite\"",                                                                                       true,  T_FR2,      NULL,     VERIFY_VALID,   ""                                       },
    {"the body says another profile",                    0, "profile=\"COMMON\"",
     "profile=\"GB-GEL\"",                                                                                      false, T_FR,       NULL,     VERIFY_REFUSED,
     "does not follow"                                                                                                                                                                                },
    {"the body says a better outcome than a waived one", 0, "is=\"conformant\"",
     "is=\"conformant-with-waivers\"",                                                                          false, T_FR,       NULL,     VERIFY_REFUSED,
     "does not follow"                                                                                                                                                                                },
    {"the body says a higher level",                     0, "level=\"recomputed\"",
     "level=\"executed-by-body\"",                                                                              false, T_FR,       NULL,     VERIFY_REFUSED,
     "does not follow"                                                                                                                                                                                },
    {"the body says another role of who signed",         0, "role=\"lab\"",
     "role=\"body\"",                                                                                           false, T_FR,       NULL,     VERIFY_UNKNOWN,
     "the trust store knows the signer as lab"                                                                                                                                                        },
    {"the body says a role that is none",                0, "role=\"lab\"",         "role=\"king\"",
     false,                                                                                                            T_FR,       NULL,     VERIFY_REFUSED, "in the role king"                       },
    {"the body loosens its scheme",                      1, "days=\"730\"",         "days=\"3650\"",            false,
     T_FR,                                                                                                                         NULL,     VERIFY_REFUSED, "does not follow"                        },
    {"the vendor loosens it",                            1, "signer=\"lab\"",       "signer=\"vendor\"",        false,
     T_VENDOR,                                                                                                                     NULL,     VERIFY_REFUSED, "does not follow"                        },
    {"the scheme of another nation",                     1, "nation=\"FR\"",        "nation=\"GB\"",            false,
     T_FR,                                                                                                                         NULL,     VERIFY_REFUSED, "is of GB"                               },
    {"the scheme says more",                             1, "</scheme>",            "<more/></scheme>",         false, T_FR,
     NULL,                                                                                                                                   VERIFY_REFUSED, "more"                                   },
    {"reviewed by who evaluated",                        0, "B. Reviewer",          "A. Evaluator",             false, T_FR,
     NULL,                                                                                                                                   VERIFY_REFUSED, "can not review or decide"               },
    {"a comment",                                        0, "<scope",               "<!-- --><scope",           false, T_FR,       NULL,
     VERIFY_REFUSED,                                                                                                                                         "not in the one form"                    },
    {"an instruction",                                   0, "<scope",               "<?x y?><scope",            false, T_FR,       NULL,
     VERIFY_REFUSED,                                                                                                                                         "not in the one form"                    },
    {"a document type",                                  0, "<certificate",         "<!DOCTYPE c><certificate", false,
     T_FR,                                                                                                                         NULL,     VERIFY_REFUSED, "DOCTYPE"                                },
    {"a word of another namespace",                      0, "<scope",
     "<x:y xmlns:x=\"urn:x\"/><scope",                                                                          false, T_FR,       NULL,     VERIFY_REFUSED,
     "not in the one form"                                                                                                                                                                            },
    {"a colour of the terminal",                         0, "Small variants",
     "\xc2\x9b"
     "31mvariants",                                                                                             false, T_FR,       NULL,     VERIFY_REFUSED, "control character"                      },
    {"letters turned round",                             0, "Small variants",
     "\xe2\x80\xae"
     "variants",                                                                                                false, T_FR,       NULL,     VERIFY_REFUSED, "control character"                      },
    {"sealed at another time than issued",               0, NULL,                   NULL,                       false, T_FR,       T_LATER,
     VERIFY_REFUSED,                                                                                                                                         "its seal"                               },
    {"issued before the report",                         0, "issued=\"2026-11-24",
     "issued=\"2026-11-22",                                                                                     false, T_FR,       T_BEFORE, VERIFY_REFUSED,
     "after the certificate"                                                                                                                                                                          },
};

static void nothing_can_be_said_otherwise(void **state)
{
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 22);
    for (size_t i = 0; i < T_LEN(edit); i++) {
        struct t_open o;

        t_open(&o, &fix.cert);
        if (edit[i].find)
            t_change(&o, edit[i].member, edit[i].find, edit[i].put);
        if (edit[i].takes_over)
            t_change(&o, 0, fix.c.sha256[T_FR], fix.c.sha256[edit[i].who]);
        t_seal(&b, &fix.c, o.m, o.a.n, edit[i].who,
               edit[i].time ? edit[i].time : T_ISSUED);
        t_expect(edit[i].what, &b, &fix.c.trust, edit[i].state, edit[i].why);
        t_close(&o);
    }
    buf_release(&b);
}

/* --- what it rests on --------------------------------------------------------
 */

/* The certificate with this container as its report, said to be that one. */
static void with_report(struct buf *out, const struct buf *report,
                        enum t_who signer)
{
    char sum[65];
    char was[65];
    struct t_open o;

    t_open(&o, &fix.cert);
    t_sha256(was, o.m[2].data, o.m[2].len);
    t_sha256(sum, report->s, report->n);
    t_change(&o, 0, was, sum);
    if (signer != T_LAB)
        t_change(&o, 0, fix.c.sha256[T_LAB], fix.c.sha256[signer]);
    o.m[2].data = report->s;
    o.m[2].len = report->n;
    t_seal(out, &fix.c, o.m, o.a.n, T_FR, T_ISSUED);
    t_close(&o);
}

static void it_rests_on_the_report_that_it_names(void **state)
{
    const struct t_run bad = {"0.95", 94, EVIDENCE_RECOMPUTED, false, NULL};
    const struct t_run loose = {"0.5", 94, EVIDENCE_RECOMPUTED, false, NULL};
    struct buf other;
    struct buf b;

    (void)state;
    buf_init(&other, 1 << 22);
    buf_init(&b, 1 << 22);
    t_sealed_report(&other, &fix.c, &bad, NULL, T_LAB);
    with_report(&b, &other, T_LAB);
    t_expect("one that is not conformant", &b, &fix.c.trust, VERIFY_REFUSED,
             "is non-conformant");
    t_sealed_report(&other, &fix.c, &loose, NULL, T_LAB);
    with_report(&b, &other, T_LAB);
    t_expect("one by a loosened suite", &b, &fix.c.trust, VERIFY_REFUSED,
             "other octets of the suite");
    t_sealed_report(&other, &fix.c, &t_good, NULL, T_VENDOR);
    with_report(&b, &other, T_LAB);
    t_expect("one by the vendor", &b, &fix.c.trust, VERIFY_REFUSED,
             "is not signed by the certificate");
    with_report(&b, &other, T_VENDOR);
    t_expect("one by the vendor, said to be a lab", &b, &fix.c.trust,
             VERIFY_UNKNOWN, "the trust store knows the signer as vendor");
    with_report(&b, &fix.cert, T_LAB);
    t_expect("a certificate", &b, &fix.c.trust, VERIFY_REFUSED,
             "a report is expected here, and this is a certificate");
    buf_release(&other);
    buf_release(&b);
}

/* A report that says that it is of something else. */
static void it_is_for_the_product_of_the_report(void **state)
{
    static const struct {
        const char *find, *put;
    } row[] = {
        {"<vendor>Séquençage", "<vendor>Autre"},
        {"<version>1.2",         "<version>1.3" },
    };
    struct seal_member m[SEAL_REPORT_MEMBERS];
    struct buf other;
    struct buf b;

    (void)state;
    buf_init(&other, 1 << 22);
    buf_init(&b, 1 << 22);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct t_report r;

        t_report_make(&r, &t_good);
        t_report_change(&r, 0, row[i].find, row[i].put);
        memcpy(m, r.m, sizeof m);
        t_seal(&other, &fix.c, m, SEAL_REPORT_MEMBERS, T_LAB, T_REPORTED);
        t_expect(row[i].put, &other, &fix.c.trust, VERIFY_VALID, "");
        with_report(&b, &other, T_LAB);
        t_expect(row[i].put, &b, &fix.c.trust, VERIFY_REFUSED,
                 "does not follow from the reports");
        t_report_free(&r);
    }
    buf_release(&other);
    buf_release(&b);
}

/* --- which members
 * ------------------------------------------------------------
 */

static void it_holds_what_it_names_and_no_more(void **state)
{
    struct seal_member m[4];
    const struct {
        const char *what;
        const char *name;
        size_t at; /* member that gets this name */
        size_t n;  /* members */
        const char *why;
    } row[] = {
        {"an unknown root",  "Certificate.xml", 0, 3, "a sealed report"   },
        {"another root",     "waiver.xml",      0, 3, "holds nothing else"},
        {"yet another root", "recognition.xml", 0, 3, "holds other files" },
        {"no scheme",        "programme.xml",   1, 3, "has no scheme.xml" },
        {"another report",   "reports/2.asice", 2, 3, "holds other files" },
        {"a file more",      "notes.txt",       3, 4, "holds other files" },
        {"a report twice",   "reports/2.asice", 3, 4, "holds other files" },
        {"a report less",    NULL,              0, 2, "holds other files" },
        {"nothing else",     NULL,              0, 1, "has no scheme.xml" },
    };
    struct t_open o;
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 22);
    t_open(&o, &fix.cert);
    for (size_t i = 0; i < T_LEN(row); i++) {
        memcpy(m, o.m, 3 * sizeof *m);
        m[3] = o.m[2];
        if (row[i].name)
            m[row[i].at].name = row[i].name;
        t_seal(&b, &fix.c, m, row[i].n, T_FR, T_ISSUED);
        t_expect(row[i].what, &b, &fix.c.trust, VERIFY_REFUSED, row[i].why);
    }
    t_close(&o);
    buf_release(&b);
}

/* A seal beside the issuer's, by whoever and whenever. */
static void seals_beside_it_change_nothing_but_their_own_word(void **state)
{
    static const struct {
        enum t_who who;
        const char *time;
        enum verify_state state;
        const char *why;
    } row[] = {
        {T_VENDOR,   T_LATER,    VERIFY_VALID,   ""                                 },
        {T_STRANGER, T_LATER,    VERIFY_VALID,   ""                                 },
        {T_GB,       T_ISSUED,   VERIFY_VALID,   ""                                 },
        {T_GB,       T_REPORTED, VERIFY_REFUSED, "before the certificate was issued"},
        {T_STRANGER, T_REPORTED, VERIFY_REFUSED,
         "before the certificate was issued"                                        },
    };
    struct buf b;

    (void)state;
    buf_init(&b, 1 << 22);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct err e = {0};
        struct asic a;

        buf_clear(&b);
        assert_int_equal(asic_open(&a, fix.cert.s, fix.cert.n, &e), 0);
        assert_int_equal(
            asic_add_seal(&b, &a, fix.c.key[row[i].who], row[i].time, &e), 0);
        asic_release(&a);
        t_expect(t_who[row[i].who].name, &b, &fix.c.trust, row[i].state,
                 row[i].why);
    }
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_when_nobody_touched_it),
        cmocka_unit_test(no_byte_can_be_changed),
        cmocka_unit_test(no_byte_can_be_taken_or_given),
        cmocka_unit_test(a_seal_that_is_taken_away_is_missed),
        cmocka_unit_test(members_do_not_change_houses),
        cmocka_unit_test(nothing_is_added_unsealed),
        cmocka_unit_test(nothing_can_be_said_otherwise),
        cmocka_unit_test(it_rests_on_the_report_that_it_names),
        cmocka_unit_test(it_is_for_the_product_of_the_report),
        cmocka_unit_test(it_holds_what_it_names_and_no_more),
        cmocka_unit_test(seals_beside_it_change_nothing_but_their_own_word),
    };

    return cmocka_run_group_tests_name("attack_certificate", tests, set_up,
                                       tear_down);
}
