/* Sealed reports: what verification says of them, and of forged ones. */
#include "base/tests/t.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/seal/asic.h"
#include "reports/seal/seal.h"
#include "reports/seal/tests/t_keys.h"
#include "reports/seal/tests/t_report.h"
#include "reports/seal/verify.h"

#define NOW "2026-11-23T10:00:00Z"

static const struct t_run good = {"0.95", 97, EVIDENCE_RECOMPUTED, false, NULL};

static struct fixture {
    char dir[64];
    struct t_id id;
    char cert_sha256[65];
    struct t_report report; /* of `good` */
} fix;

static int set_up(void **state)
{
    static const struct t_cert t = {.kind = "P-256", .name = "Vendeur"};
    unsigned char md[32];
    unsigned len = 0;

    (void)state;
    t_folder(fix.dir);
    fix.id = t_identity(&t, NULL);
    X509_digest(fix.id.cert, EVP_sha256(), md, &len);
    digest_to_hex(fix.cert_sha256, md, 32);
    t_write_id(fix.dir, &fix.id);
    t_report_make(&fix.report, &good);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    t_report_free(&fix.report);
    t_id_free(&fix.id);
    return path_remove_tree(fix.dir, &(struct err){0});
}

static void write_file(const char *name, const void *data, size_t n)
{
    struct err e = {0};

    assert_int_equal(path_write(t_path(fix.dir, name), data, n, &e), 0);
}

/* Seal by the ordinary way: refuses what is not true. */
static int seal(const struct t_report *r, struct err *e)
{
    struct buf b = {0};
    struct pki_signer *s;
    int64_t time = 0;
    int rc;

    buf_init(&b, 1 << 20);
    assert_int_equal(pki_time(&time, NOW, e), 0);
    s = pki_signer_open(t_path(fix.dir, "key.pem"), -1,
                        t_path(fix.dir, "cert.pem"), time, e);
    assert_non_null(s);
    rc = seal_make(&b, r->m, SEAL_REPORT_MEMBERS, s, NOW, e);
    pki_signer_free(s);
    if (rc == 0)
        write_file("x.asice", b.s, b.n);
    buf_release(&b);
    return rc;
}

/* Seal whatever it is, as somebody with a key and this library could. */
static void seal_anything(const struct seal_member *m, size_t n)
{
    struct err e = {0};
    struct buf b = {0};
    int64_t time = 0;
    struct pki_signer *s;

    buf_init(&b, 1 << 20);
    assert_int_equal(pki_time(&time, NOW, &e), 0);
    s = pki_signer_open(t_path(fix.dir, "key.pem"), -1,
                        t_path(fix.dir, "cert.pem"), time, &e);
    assert_non_null(s);
    assert_int_equal(asic_make(&b, m, n, s, NOW, &e), 0);
    write_file("x.asice", b.s, b.n);
    pki_signer_free(s);
    buf_release(&b);
}

/* A store with the suite of `good` when `suite`, and one holder with these
 * attributes, or none when NULL. */
static void write_trust(bool suite, const char *holder)
{
    struct buf b = {0};

    buf_init(&b, 1 << 16);
    buf_str(&b, "<trust xmlns=\"urn:entente:trust:1\">");
    if (holder)
        buf_printf(&b,
                   "<holders><holder name=\"Séquençage\" nation=\"FR\" "
                   "certificate=\"%s\" %s/></holders>",
                   fix.cert_sha256, holder);
    if (suite)
        buf_printf(&b,
                   "<suites><suite id=\"essai\" version=\"1.0.0\" "
                   "sha256=\"%s\"/></suites>",
                   fix.report.suite_sha256);
    buf_str(&b, "</trust>");
    write_file("trust.xml", b.s, b.n);
    buf_release(&b);
}

static void verify(struct verified *v, bool trust)
{
    const struct verify_ask ask = {.trust = trust ? fix.dir : NULL};
    struct err e = {0};

    if (verify_container(v, t_path(fix.dir, "x.asice"), &ask, &e))
        fail_msg("%s", e.msg);
}

static void says_who_sealed_what_and_how_far_it_goes(void **state)
{
    struct verified v = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(seal(&fix.report, &e), 0);
    write_trust(true, "role=\"vendor\"");
    verify(&v, true);
    assert_int_equal(v.state, VERIFY_VALID);
    assert_string_equal(v.reason, "");
    assert_int_equal(v.n_seals, 1);
    assert_string_equal(v.seals[0].signer, "CN=Vendeur,O=Société d’essai");
    assert_string_equal(v.seals[0].role, "vendor");
    assert_string_equal(v.seals[0].role_name, "Séquençage");
    assert_string_equal(v.seals[0].nation, "FR");
    assert_string_equal(v.seals[0].cert_sha256, fix.cert_sha256);
    assert_string_equal(v.seals[0].algorithm, "ECDSA P-256 SHA-256");
    assert_string_equal(v.seals[0].signing_time, NOW);
    assert_true(v.suite_recognised);
    assert_string_equal(v.suite, "essai@1.0.0");
    assert_string_equal(v.suite_sha256, fix.report.suite_sha256);
    assert_string_equal(v.product, "Séquençage & Cie, Nova, 1.2");
    assert_string_equal(v.technology_class, "short-read");
    assert_string_equal(v.claims, "");
    assert_string_equal(v.not_asked, "");
    assert_string_equal(v.created, "2026-11-23T09:00:00Z");
    assert_int_equal(strlen(v.result_digest), 64);
    assert_int_equal(v.level, EVIDENCE_RECOMPUTED);
    assert_int_equal(v.n_verdicts, 1);
    assert_string_equal(v.verdicts[0].profile, "COMMON");
    assert_int_equal(v.verdicts[0].verdict, VERDICT_CONFORMANT);
    assert_false(v.verdicts[0].provisional);
    verified_release(&v);
}

#define NOT_LISTED "suite not recognised: the trust store does not list essai"
#define NO_STORE   "suite not recognised: no trust store was given"

static void weighs_what_the_trust_store_knows(void **state)
{
    static const struct {
        const char *holder;
        bool store, suite;
        enum evidence_level level;
        enum verify_state expected;
        const char *role;
        const char *why; /* the reason begins like this */
    } row[] = {
        {NULL,                                                 false, false, EVIDENCE_RECOMPUTED, VERIFY_UNKNOWN,
         "unattributed",                                                                                                          NO_STORE  },
        {NULL,                                                 true,  false, EVIDENCE_RECOMPUTED, VERIFY_UNKNOWN, "unattributed",
         NOT_LISTED                                                                                                                         },
        {NULL,                                                 true,  true,  EVIDENCE_RECOMPUTED, VERIFY_VALID,   "unattributed",
         ""                                                                                                                                 },
        {"role=\"vendor\"",                                    true,  false, EVIDENCE_RECOMPUTED, VERIFY_UNKNOWN,
         "vendor",                                                                                                                NOT_LISTED},
        {"role=\"lab\"",                                       true,  true,  EVIDENCE_LAB,        VERIFY_VALID,   "lab",          ""        },
        {"role=\"body\"",                                      true,  true,  EVIDENCE_BODY,       VERIFY_VALID,   "body",         ""        },
        {"role=\"body\"",                                      true,  true,  EVIDENCE_LAB,        VERIFY_VALID,   "body",         ""        },
        {"role=\"vendor\"",                                    true,  true,  EVIDENCE_DECLARED,   VERIFY_VALID,
         "vendor",                                                                                                                ""        },
        {"role=\"vendor\"",                                    true,  true,  EVIDENCE_LAB,        VERIFY_UNKNOWN, "vendor",
         "the report claims the evidence level executed-by-lab"                                                                             },
        {"role=\"lab\"",                                       true,  true,  EVIDENCE_BODY,       VERIFY_UNKNOWN, "lab",
         "the report claims the evidence level executed-by-body"                                                                            },
        {NULL,                                                 true,  true,  EVIDENCE_LAB,        VERIFY_UNKNOWN, "unattributed",
         "the report claims the evidence level executed-by-lab"                                                                             },
        {"role=\"lab\" from=\"2026-11-23\" to=\"2026-11-23\"", true,  true,
         EVIDENCE_LAB,                                                                            VERIFY_VALID,   "lab",          ""        },
        {"role=\"vendor\" from=\"2026-11-24\"",                true,  true,  EVIDENCE_RECOMPUTED,
         VERIFY_UNKNOWN,                                                                                          "unattributed",
         "the trust store knows the signer as Séquençage, but not in that role"                                                           },
        {"role=\"vendor\" to=\"2026-11-22\"",                  true,  true,  EVIDENCE_RECOMPUTED,
         VERIFY_UNKNOWN,                                                                                          "unattributed",
         "the trust store knows the signer as Séquençage, but not in that role"                                                           },
        {"role=\"vendor\" distrusted-since=\"2026-12-01\"",    true,  true,
         EVIDENCE_RECOMPUTED,                                                                     VERIFY_UNKNOWN, "unattributed",
         "the trust store distrusts the key of Séquençage since 2026-12-01"                                                               },
        {"role=\"vendor\" distrusted-since=\"2026-11-23\"",    true,  true,
         EVIDENCE_RECOMPUTED,                                                                     VERIFY_REFUSED, NULL,
         "the trust store distrusts the key of Séquençage since 2026-11-23"                                                               },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct t_run run = good;
        struct t_report r;
        struct verified v = {0};
        struct err e = {0};

        run.level = row[i].level;
        t_report_make(&r, &run);
        assert_int_equal(seal(&r, &e), 0);
        write_trust(row[i].suite, row[i].holder);
        verify(&v, row[i].store);
        assert_int_equal(v.state, row[i].expected);
        assert_int_equal(strncmp(v.reason, row[i].why, strlen(row[i].why)), 0);
        assert_int_equal(v.reason[0] == '\0', row[i].why[0] == '\0');
        assert_int_equal(v.n_seals, row[i].role ? 1 : 0);
        if (row[i].role)
            assert_string_equal(v.seals[0].role, row[i].role);
        assert_int_equal(v.suite_recognised,
                         row[i].suite && v.state != VERIFY_REFUSED);
        verified_release(&v);
        t_report_free(&r);
    }
}

static void a_bad_verdict_is_sealed_as_well_as_a_good_one(void **state)
{
    static const struct {
        int64_t tp;
        enum verdict verdict;
    } row[] = {
        {95, VERDICT_CONFORMANT    },
        {94, VERDICT_NON_CONFORMANT},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct t_run run = good;
        struct t_report r;
        struct verified v = {0};
        struct err e = {0};

        run.tp = row[i].tp;
        t_report_make(&r, &run);
        assert_int_equal(seal(&r, &e), 0);
        write_trust(true, "role=\"vendor\"");
        verify(&v, true);
        assert_int_equal(v.state, VERIFY_VALID);
        assert_int_equal(v.verdicts[0].verdict, row[i].verdict);
        verified_release(&v);
        t_report_free(&r);
    }
}

/* Whoever seals it: a waiver that is only told is none. (Sealed ones:
 * runner/cli/tests/waiver.test.sh.) */
static void a_waiver_without_its_file_is_not_sealed(void **state)
{
    struct t_run run = good;
    struct t_report r;
    struct err e = {0};

    (void)state;
    run.tp = 94;
    run.waived_until = "2026-11-23";
    t_report_make(&r, &run);
    assert_int_equal(seal(&r, &e), -1);
    assert_string_equal(e.id, "the report names %zu waivers, its container "
                              "holds %zu");
    t_report_free(&r);
}

/* The vendor lowers a limit, keeps the id, runs and signs: all is consistent,
 * only the suite is another. */
static void an_edited_limit_makes_the_suite_another(void **state)
{
    struct t_run run = good;
    struct t_report r;
    struct verified v = {0};
    struct err e = {0};

    (void)state;
    run.limit = "0.5";
    run.tp = 60;
    t_report_make(&r, &run);
    assert_int_equal(seal(&r, &e), 0);
    write_trust(true, "role=\"vendor\"");
    verify(&v, true);
    assert_int_equal(v.state, VERIFY_UNKNOWN);
    assert_string_equal(v.suite, "essai@1.0.0");
    assert_false(v.suite_recognised);
    assert_int_equal(strncmp(v.reason, NOT_LISTED, strlen(NOT_LISTED)), 0);
    verified_release(&v);
    t_report_free(&r);
}

/* Forged contents, sealed with a key that the store trusts: neither will
 * `entente sign` seal them, nor does verification accept them. */
static void refuses_forged_contents_whoever_seals_them(void **state)
{
    static const struct {
        struct t_run run;
        size_t member;
        const char *find, *put; /* NULL: nothing is changed */
        const char *why;
    } row[] = {
        {{"0.95", 94, EVIDENCE_RECOMPUTED, false, NULL},
         0, "non-conformant",
         "conformant",           "the report does not follow from suite and tallies: %s says %s "
         "'%.100s', decided again it is '%.100s'"                               },
        {{"0.95", 94, EVIDENCE_RECOMPUTED, false, NULL},
         2, "94",
         "96",                   "the report was made with other tallies: it names %s, these are %s"  },
        {{"0.95", 94, EVIDENCE_RECOMPUTED, false, NULL},
         1, "0.95",
         "0.90",                 "the report was made with another suite: it names %s, this one is %s"},
        {{"0.95", 94, EVIDENCE_RECOMPUTED, false, NULL},
         0, "<report ",
         "<!DOCTYPE x><report ", "a document type declaration (DOCTYPE) is not accepted: remove it"   },
        {{"0.95", 97, EVIDENCE_RECOMPUTED, true, NULL},
         0, NULL,
         NULL,                   "this report is the pre-check of a bare file and can not be sealed: "
         "describe the submission (entente pack) and run the suite on it"               },
        {{"0.95", 97, EVIDENCE_RECOMPUTED, false, NULL},
         0, "<vendor>Séquençage &amp; Cie</vendor>",
         "<vendor> </vendor>",   "the report does not say what was judged: vendor, product, version "
         "and technology class"                                         },
        {{"0.95", 97, EVIDENCE_RECOMPUTED, false, NULL},
         0, " class=\"short-read\"",
         "",                     "the report does not say what was judged: vendor, product, version "
         "and technology class"                                                           },
        {{"0.95", 94, EVIDENCE_RECOMPUTED, false, "2026-11-22"},
         0, NULL,
         NULL,                   "the waiver %s had ended on %s, before the report was made"          },
    };

    (void)state;
    write_trust(true, "role=\"vendor\"");
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct t_report r;
        struct verified v = {0};
        struct err e = {0};

        t_report_make(&r, &row[i].run);
        if (row[i].find)
            t_report_change(&r, row[i].member, row[i].find, row[i].put);
        assert_int_equal(seal(&r, &e), -1);
        assert_string_equal(e.id, row[i].why);
        seal_anything(r.m, SEAL_REPORT_MEMBERS);
        verify(&v, true);
        assert_int_equal(v.state, VERIFY_REFUSED);
        assert_non_null(strstr(v.reason, e.msg));
        assert_int_equal(v.n_seals, 0);
        assert_null(v.product);
        verified_release(&v);
        t_report_free(&r);
    }
}

/* Sealed by a key that the store knows, but not with the members of a report.
 */
static void refuses_other_members_than_a_report_has(void **state)
{
    struct seal_member more[5];
    struct seal_member swapped[4];
    struct seal_member typed[4];
    const struct {
        const struct seal_member *m;
        size_t n;
        const char *why;
    } row[] = {
        {more,    5, "a sealed report has no member 'notes.txt'"              },
        {more,    2, "a sealed report has the member 'tallies.tsv' at place 3"},
        {more,    3, "a sealed report has the member 'truth.bits' at place 4" },
        {swapped, 4, "a sealed report has the member 'suite.xml' at place 2"  },
        {typed,   4,
         "the member 'report.xml' must have the media type application/xml"   },
    };

    (void)state;
    memcpy(more, fix.report.m, sizeof swapped);
    more[4] = (struct seal_member){"notes.txt", "text/plain", "x", 1};
    memcpy(swapped, fix.report.m, sizeof swapped);
    swapped[1] = fix.report.m[2];
    swapped[2] = fix.report.m[1];
    memcpy(typed, fix.report.m, sizeof typed);
    typed[0].media_type = "text/html";
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct verified v = {0};

        seal_anything(row[i].m, row[i].n);
        verify(&v, true);
        assert_int_equal(v.state, VERIFY_REFUSED);
        assert_string_equal(v.reason, row[i].why);
        verified_release(&v);
    }
}

/* Whoever seals them: marks are those of the measurements, and add up to the
 * tallies. */
static void refuses_marks_that_do_not_add_up(void **state)
{
    static const char mine[] = "#entente-truth-bits 1\n"
                               "@small-variants.1\t101\ttruth\n97T3FN\n";
    static const struct {
        const char *find;
        const char *put;
        const char *why;
    } row[] = {
        {"97T3FN",                                  "98T2FN",
         "the truth bits of measurement small-variants.1 do not add up"                                                     },
        {"97T3FN",                                  "97T2F2N",
         "do not add up to the tallies: 101 records, 97 right, 2"                                                           },
        {"101\ttruth\n97T3FN",                      "100\ttruth\n97T3F",
         "do not add up to the tallies"                                                                                     },
        {"97T3FN",                                  "97T3F",                                         "no runs of T, F and N"},
        {"variants.1",                              "variants.2",
         "the truth bits lack measurement small-variants.1"                                                                 },
        {"\ttruth",                                 "\tother",
         "lack measurement small-variants.1 with the truth truth"                                                           },
        {"bits 1\n@",                               "bits 2\n@",                                     "do not begin with"    },
        {"@small-variants.1\t101\ttruth\n97T3FN\n", "",                                              "the truth bits lack"  },
        {"97T3FN\n",                                "97T3FN\n@NC-1/small-variants.1\t1\ttruth\nT\n",
         "tell of more"                                                                                                     },
    };

    (void)state;
    write_trust(true, "role=\"vendor\"");
    assert_int_equal(fix.report.bytes[3].n, strlen(mine));
    assert_memory_equal(fix.report.bytes[3].s, mine, strlen(mine));
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct t_report r;
        struct verified v = {0};
        struct err e = {0};

        t_report_make(&r, &good);
        t_report_change(&r, 3, row[i].find, row[i].put);
        assert_int_equal(seal(&r, &e), -1);
        if (!strstr(e.msg, row[i].why))
            fail_msg("row %zu: %s", i, e.msg);
        assert_string_equal(e.path, "truth.bits");
        seal_anything(r.m, SEAL_REPORT_MEMBERS);
        verify(&v, true);
        assert_int_equal(v.state, VERIFY_REFUSED);
        assert_non_null(strstr(v.reason, row[i].why));
        verified_release(&v);
        t_report_free(&r);
    }
}

/* What is said of single records of a truth that is not public may not be
 * sealed; without it all is well. */
static void refuses_marks_of_a_truth_that_is_not_public(void **state)
{
    (void)state;
    write_trust(true, "role=\"vendor\"");
    for (int told = 0; told < 2; told++) {
        struct t_report r;
        struct err e = {0};

        t_report_make_with(&r, &good, "sealed", told);
        assert_int_equal(seal(&r, &e), told ? -1 : 0);
        if (told)
            assert_non_null(strstr(e.msg, "tell of more"));
        t_report_free(&r);
    }
}

/* As the file lies there, without making its checksums right. */
static void refuses_a_file_that_was_touched(void **state)
{
    struct buf b = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(seal(&fix.report, &e), 0);
    buf_init(&b, 1 << 20);
    assert_int_equal(path_read(&b, t_path(fix.dir, "x.asice"), &e), 0);
    for (size_t i = 0; i < b.n; i += 97) {
        struct verified v = {0};

        b.s[i] = (char)(b.s[i] ^ 4);
        write_file("x.asice", b.s, b.n);
        verify(&v, true);
        assert_int_equal(v.state, VERIFY_REFUSED);
        assert_true(v.reason[0] != '\0');
        verified_release(&v);
        b.s[i] = (char)(b.s[i] ^ 4);
    }
    buf_release(&b);
}

static void can_not_judge_what_it_can_not_read(void **state)
{
    const struct verify_ask nobody = {0};
    const struct verify_ask bad = {.trust = fix.dir};
    struct verified v = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        verify_container(&v, t_path(fix.dir, "none.asice"), &nobody, &e), -1);
    assert_true(e.code == ERR_MISSING || e.code == ERR_IO);
    e = (struct err){0};
    write_file("trust.xml", "<trust/>", 8);
    assert_int_equal(verify_container(&v, t_path(fix.dir, "x.asice"), &bad, &e),
                     -1);
    assert_int_equal(e.code, ERR_SYNTAX);
}

static void hands_out_single_members(void **state)
{
    struct buf b = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(seal(&fix.report, &e), 0);
    buf_init(&b, 1 << 20);
    assert_int_equal(
        verify_extract(&b, t_path(fix.dir, "x.asice"), REPORT_TALLIES, &e), 0);
    assert_int_equal(b.n, fix.report.bytes[2].n);
    assert_memory_equal(b.s, fix.report.bytes[2].s, b.n);
    assert_int_equal(verify_extract(&b, t_path(fix.dir, "x.asice"),
                                    "META-INF/signatures0.xml", &e),
                     -1);
    assert_int_equal(e.code, ERR_MISSING);
    buf_release(&b);
}

static void loads_the_members_from_a_run(void **state)
{
    struct seal_loaded l = {0};
    struct err e = {0};

    (void)state;
    for (size_t i = 0; i < SEAL_REPORT_MEMBERS; i++)
        write_file(fix.report.m[i].name, fix.report.m[i].data,
                   fix.report.m[i].len);
    for (int by_file = 0; by_file < 2; by_file++) {
        const char *path = by_file ? t_path(fix.dir, "report.xml") : fix.dir;

        assert_int_equal(seal_load(&l, path, &e), 0);
        assert_int_equal(l.n, SEAL_REPORT_MEMBERS);
        for (size_t i = 0; i < SEAL_REPORT_MEMBERS; i++) {
            assert_string_equal(l.members[i].name, fix.report.m[i].name);
            assert_int_equal(l.members[i].len, fix.report.m[i].len);
        }
        seal_loaded_release(&l);
    }
    write_file("waiver-1.asice", "PK", 2);
    assert_int_equal(seal_load(&l, fix.dir, &e), 0);
    assert_int_equal(l.n, SEAL_REPORT_MEMBERS + 1);
    assert_string_equal(l.members[SEAL_REPORT_MEMBERS].name, "waiver-1.asice");
    seal_loaded_release(&l);
    assert_int_equal(remove(t_path(fix.dir, "waiver-1.asice")), 0);
    assert_int_equal(remove(t_path(fix.dir, "tallies.tsv")), 0);
    assert_int_equal(seal_load(&l, fix.dir, &e), -1);
    assert_non_null(strstr(e.path, "tallies.tsv"));
    seal_loaded_release(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_who_sealed_what_and_how_far_it_goes),
        cmocka_unit_test(weighs_what_the_trust_store_knows),
        cmocka_unit_test(a_bad_verdict_is_sealed_as_well_as_a_good_one),
        cmocka_unit_test(a_waiver_without_its_file_is_not_sealed),
        cmocka_unit_test(an_edited_limit_makes_the_suite_another),
        cmocka_unit_test(refuses_forged_contents_whoever_seals_them),
        cmocka_unit_test(refuses_other_members_than_a_report_has),
        cmocka_unit_test(refuses_marks_that_do_not_add_up),
        cmocka_unit_test(refuses_marks_of_a_truth_that_is_not_public),
        cmocka_unit_test(refuses_a_file_that_was_touched),
        cmocka_unit_test(can_not_judge_what_it_can_not_read),
        cmocka_unit_test(hands_out_single_members),
        cmocka_unit_test(loads_the_members_from_a_run),
    };

    return cmocka_run_group_tests_name("verify", tests, set_up, tear_down);
}
