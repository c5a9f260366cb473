/* What is believed of the time of a seal, and every way to be refused. The
 * tokens and responses are made by hand (t_stamp.h), at any time. */
#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "reports/seal/asic.h"
#include "reports/stamp/tests/t_trial.h"
#include "reports/stamp/timeproof.h"
#include "reports/trust/trust.h"

/* --- what is believed --------------------------------------------------- */

static void tells_the_level(void **state)
{
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    assert_int_equal(judge(&t, &fix.trust, NULL, &e), 0);
    assert_int_equal(t.proof.level, SEAL_B);
    assert_false(t.proof.proved);
    assert_null(t.proof.stamped);
    stamp(&t, (struct t_token){0});
    if (judge(&t, &fix.trust, NULL, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(t.proof.level, SEAL_T);
    assert_true(t.proof.proved);
    assert_string_equal(t.proof.stamped, STAMPED);
    assert_string_equal(t.proof.holder->name, "T");
    assert_int_equal(t.proof.status, SEAL_STATUS_NONE);
    add_status(&t, (struct t_status){0});
    if (judge(&t, &fix.trust, NULL, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(t.proof.level, SEAL_LT);
    assert_int_equal(t.proof.status, SEAL_STATUS_GOOD);
    archive(&t, &fix.late_tsa, ARCHIVED, false);
    if (judge(&t, &fix.trust, NULL, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(t.proof.level, SEAL_LTA);
    assert_int_equal(t.proof.n_archives, 1);
    end(&t);
}

/* Of the signer and of each issuer that has its own beside it. */
static void level_lt_asks_the_whole_chain(void **state)
{
    struct trial t;
    struct err e = {0};

    (void)state;
    begin_with(&t, &fix.below);
    stamp(&t, (struct t_token){0});
    add_status(&t, (struct t_status){
                       .of = &fix.deep, .issuer = &fix.sub, .by = &fix.sub});
    if (judge(&t, &fix.trust, NULL, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(t.proof.level, SEAL_T);
    assert_int_equal(t.proof.status, SEAL_STATUS_GOOD);
    add_status(&t, (struct t_status){.of = &fix.sub});
    if (judge(&t, &fix.trust, NULL, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(t.proof.level, SEAL_LT);
    end(&t);
    /* An issuer that was revoked. */
    begin_with(&t, &fix.below);
    stamp(&t, (struct t_token){0});
    add_status(&t, (struct t_status){.of = &fix.sub,
                                     .revoked = "2026-11-23T10:00:00Z"});
    refused(&t, "the signer's certificate, or one of its issuers', was revoked "
                "at %s, before the time stamp of %s");
}

/* By the issuer itself, too; a token that lacks its certificate finds it
 * beside; SHA-384 and SHA-512 will do. */
static void accepts_what_the_standards_allow(void **state)
{
    unsigned char *der = NULL;
    unsigned char md[DIGEST_BYTES_MAX];
    struct trial t;
    struct err e = {0};
    int n;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){.without_cert = true, .sign = EVP_sha512()});
    n = i2d_X509(fix.tsa.cert, &der);
    t.a.sig[0].time.values.certs[0] = keep(&t, der, (size_t)n);
    der = NULL;
    n = i2d_X509(fix.ca.cert, &der);
    t.a.sig[0].time.values.certs[1] = keep(&t, der, (size_t)n);
    t.a.sig[0].time.values.n_certs = 2;
    add_status(&t, (struct t_status){.by = &fix.ca, .sign = EVP_sha384()});
    add_status(&t, (struct t_status){.of = &fix.tsa});
    if (judge(&t, &fix.trust, NULL, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(t.proof.level, SEAL_LT);
    end(&t);
    begin(&t);
    assert_int_equal(xades_imprint(md, DIGEST_SHA384, &t.a.sig[0], &e), 0);
    stamp(&t, (struct t_token){.md = md, .md_len = 48, .md_nid = NID_sha384});
    if (judge(&t, &fix.trust, NULL, &e))
        fail_msg("%s", e.msg);
    assert_true(t.proof.proved);
    end(&t);
}

struct later {
    const char *at;
    bool archived;
    bool proved;
    const char *why;   /* id of the reason, NULL: any */
    const char *doubt; /* id, NULL: none */
};

#define ENDED                                                                  \
    "the signer's certificate has ended, and that the seal is older is not "   \
    "proved: %s"

static void holds_as_long_as_its_last_stamp(void **state)
{
    static const struct later row[] = {
        {"2026-12-01T00:00:00Z", false, true,  NULL, NULL },
        {"2031-11-01T00:00:00Z", false, true,  NULL, NULL },
        {"2038-11-01T00:00:00Z", false, false, NULL, ENDED},
        {"2031-11-01T00:00:00Z", true,  true,  NULL, NULL },
        {"2038-11-01T00:00:00Z", true,  true,  NULL, NULL },
        {"2046-01-01T00:00:00Z", true,  false, NULL, ENDED},
        {"2026-11-22T10:00:00Z", false, false, NULL,
         "the seal was not there yet at the day that is asked about: its time "
         "stamp is of %s"                                 },
 /* The reader's clock may be behind. */
        {"2026-11-23T10:00:01Z", false, true,  NULL, NULL },
 /* Before the archive there is only the first stamp. */
        {"2029-01-01T00:00:00Z", true,  true,  NULL, NULL },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trial t;
        struct err e = {0};

        begin(&t);
        stamp(&t, (struct t_token){0});
        add_status(&t, (struct t_status){0});
        if (row[i].archived)
            archive(&t, &fix.late_tsa, ARCHIVED, false);
        if (judge(&t, &fix.trust, row[i].at, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (t.proof.proved != row[i].proved)
            fail_msg("row %zu: %s", i, t.proof.why_not);
        if (row[i].doubt)
            assert_string_equal(t.proof.doubt.id, row[i].doubt);
        else
            assert_int_equal(t.proof.doubt.code, ERR_NONE);
        end(&t);
    }
}

/* Without a time stamp nothing holds after the signer's certificate. */
static void a_draft_ends_with_its_certificate(void **state)
{
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    assert_int_equal(judge(&t, &fix.trust, "2027-10-01T00:00:00Z", &e), 0);
    assert_int_equal(t.proof.doubt.code, ERR_NONE);
    assert_int_equal(judge(&t, &fix.trust, "2027-12-01T00:00:00Z", &e), 0);
    assert_string_equal(t.proof.doubt.id, ENDED);
    end(&t);
}

static void the_store_decides_which_authority_counts(void **state)
{
    static const struct {
        const char *holder;
        bool proved;
        const char *why; /* beginning */
    } row[] = {
        {"",                                                        false, "the trust store does not know the authority"},
        {"<holder role=\"lab\" name=\"T\" nation=\"FR\" anchor=\"ca\" "
         "subject=\"CN=TSA,O=Société d’essai\"/>",     false, "the trust store does not know the authority"},
        {"<holder role=\"tsa\" name=\"T\" nation=\"FR\" anchor=\"ca\" "
         "subject=\"CN=TSA,O=Société d’essai\"/>",     true,  NULL                                         },
        {"<holder role=\"tsa\" name=\"T\" nation=\"FR\" anchor=\"ca\" "
         "subject=\"CN=Another,O=Société d’essai\"/>", false, "the trust store does not know the authority"},
        {"<holder role=\"tsa\" name=\"T\" nation=\"FR\" anchor=\"ca\" "
         "to=\"2026-11-22\"/>",                            false,
         "the trust store knows the authority that made its time stamp, "
         "but not in that role"                                                                                         },
        {"<holder role=\"tsa\" name=\"T\" nation=\"FR\" anchor=\"ca\" "
         "distrusted-since=\"2027-01-01\"/>",              false, "the trust store distrusts the authority"    },
        {"<holder role=\"tsa\" name=\"T\" nation=\"FR\" anchor=\"ca\" "
         "distrusted-since=\"2029-01-01\"/>",              true,  NULL                                         },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trust trust = {0};
        struct trial t;
        struct err e = {0};

        open_trust(&trust, row[i].holder);
        begin(&t);
        stamp(&t, (struct t_token){0});
        if (judge(&t, &trust, "2028-01-01T00:00:00Z", &e))
            fail_msg("row %zu: %s", i, e.msg);
        assert_int_equal(t.proof.proved, row[i].proved);
        if (row[i].why)
            assert_int_equal(
                strncmp(t.proof.why_not, row[i].why, strlen(row[i].why)), 0);
        end(&t);
        trust_release(&trust);
    }
}

/* Its issuer's word counts when the store has it as an anchor. */
static void a_status_by_an_unknown_issuer_is_a_strangers(void **state)
{
    static const struct trust nobody = {0};
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_status(&t, (struct t_status){0});
    assert_int_equal(judge(&t, &nobody, NULL, &e), 0);
    assert_int_equal(t.proof.level, SEAL_LT);
    assert_int_equal(t.proof.status, SEAL_STATUS_STRANGER);
    assert_false(t.proof.proved);
    end(&t);
}

/* The authority's own certificate: what it made before counts as long as it is
 * known to be from before. */
static void a_revoked_authority_proves_nothing_later(void **state)
{
    static const struct {
        const char *at;
        bool archived, proved;
    } row[] = {
        {"2026-12-01T00:00:00Z", false, true },
        {"2027-02-01T00:00:00Z", false, false},
        {"2038-02-01T00:00:00Z", true,  true },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trial t;
        struct err e = {0};

        begin(&t);
        stamp(&t, (struct t_token){.more = fix.ca.cert});
        add_status(&t,
                   (struct t_status){
                       .of = &fix.tsa,
                       .produced = row[i].archived ? "2031-01-02T00:00:00Z"
                                                   : "2027-01-02T00:00:00Z",
                       .revoked = row[i].archived ? "2031-12-01T00:00:00Z"
                                                  : "2027-01-01T00:00:00Z"});
        if (row[i].archived)
            archive(&t, &fix.late_tsa, ARCHIVED, false);
        if (judge(&t, &fix.trust, row[i].at, &e))
            fail_msg("row %zu: %s", i, e.msg);
        assert_int_equal(t.proof.proved, row[i].proved);
        end(&t);
    }
}

static void revoked_after_the_time_stamp_is_good_before(void **state)
{
    static const struct trust nobody = {0};
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_status(&t, (struct t_status){.produced = "2026-11-24T00:00:00Z",
                                     .revoked = "2026-11-23T10:00:06Z"});
    assert_int_equal(judge(&t, &fix.trust, NULL, &e), 0);
    assert_int_equal(t.proof.status, SEAL_STATUS_LATER);
    assert_string_equal(t.proof.status_time, "2026-11-23T10:00:06Z");
    assert_int_equal(t.proof.doubt.code, ERR_NONE);
    /* Whoever has the key can also run an authority that sets its clock. */
    assert_int_equal(judge(&t, &nobody, NULL, &e), 0);
    assert_string_equal(t.proof.doubt.id,
                        "the signer's certificate was revoked, and that the "
                        "seal is older is not proved: %s");
    end(&t);
}

/* --- attacks ------------------------------------------------------------ */

#define PURPOSE                                                                \
    "a time stamp is signed with a certificate that is not for time "          \
    "stamping, or not for that alone"
#define OTHER                                                                  \
    "a time stamp is not on this: it was made for something else, or what it " \
    "is on was altered"
#define WEAK                                                                   \
    "a time stamp uses the algorithm %.40s, which is too weak or not known"

static void refuses_each_bad_token(void **state)
{
    static unsigned char zeros[64];
    const struct {
        struct t_token token;
        const char *id;
    } row[] = {
        {{.by = &fix.tsa_loose},                          PURPOSE                          },
        {{.by = &fix.tsa_plain},                          PURPOSE                          },
        {{.by = &fix.tsa_quiet},                          PURPOSE                          },
        {{.by = &fix.signer},                             PURPOSE                          },
        {{.by = &fix.tsa_short},
         "a time stamp states a time at which the certificate of its authority "
         "was not in force"                                                                },
        {{.by = &fix.late_tsa},
         "a time stamp states a time at which the certificate of its authority "
         "was not in force"                                                                },
        {{.md = zeros, .md_len = 32},                     OTHER                            },
        {{.md = zeros, .md_len = 20, .md_nid = NID_sha1}, WEAK                             },
        {{.md = zeros, .md_len = 16, .md_nid = NID_md5},  WEAK                             },
        {{.md = zeros, .md_len = 20},                     "a time stamp is not well-formed"},
        {{.sign = EVP_sha1()},                            WEAK                             },
        {{.without_ess = true},
         "a time stamp does not name its certificate by a digest of SHA-256 or "
         "more (ESSCertIDv2)"                                                              },
        {{.named = &fix.other},
         "the signature of a time stamp does not hold: "
         "%s"                                                                              },
        {{.without_cert = true},
         "the certificate of the authority that made a time stamp is not "
         "there"                                                                           },
        {{.time = "2026-11-23T09:50:00Z"},
         "the seal claims to be made at %s, after its time stamp of %s"                    },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trial t;

        begin(&t);
        stamp(&t, row[i].token);
        refused(&t, row[i].id);
    }
}

/* Of another signature by the same key, at the same place. */
static void refuses_a_replayed_time_stamp(void **state)
{
    struct asic other = {0};
    unsigned char md[DIGEST_BYTES_MAX];
    struct err e = {0};
    struct trial t;

    (void)state;
    assert_int_equal(asic_open(&other, fix.another.s, fix.another.n, &e), 0);
    assert_int_equal(xades_imprint(md, DIGEST_SHA256, &other.sig[0], &e), 0);
    begin(&t);
    stamp(&t, (struct t_token){.md = md, .md_len = 32});
    refused(&t, OTHER);
    asic_release(&other);
}

/* Each byte that its signature covers, one after the other; what is left is
 * refused, or says the same. */
static void no_altered_byte_moves_the_time(void **state)
{
    struct trial t;
    unsigned char *p;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    p = (unsigned char *)(uintptr_t)t.a.sig[0].time.token.p;
    for (size_t i = 0; i < t.a.sig[0].time.token.n; i++) {
        struct err e = {0};

        p[i] ^= 0x01;
        if (judge(&t, &fix.trust, NULL, &e) == 0)
            assert_string_equal(t.proof.stamped, STAMPED);
        else
            assert_true(e.code == ERR_REFUSED && e.msg[0]);
        p[i] ^= 0x01;
    }
    end(&t);
}

static void refuses_each_bad_status(void **state)
{
    const struct {
        struct t_status status;
        const char *id;
    } row[] = {
        {{.revoked = "2026-11-23T09:00:00Z"},
         "the signer's certificate, or one of its issuers', was revoked at %s, "
         "before the time stamp of %s"                                       },
        {{.of = &fix.other},
         "a status response (OCSP) is about another certificate than those of "
         "the seal and of its time stamps"                                   },
        {{.produced = "2026-11-23T10:00:04Z"},
         "a status response (OCSP) is older than the time stamp: it can not "
         "tell that the certificate was good then"                           },
        {{.updated = "2026-11-22T09:00:00Z"},
         "a status response (OCSP) rests on what was known more than a day "
         "before the time stamp"                                             },
        {{.updated = "2026-11-24T09:00:00Z"},
         "a status response (OCSP) rests on what was known more than a day "
         "before the time stamp"                                             },
        {{.produced = "2027-12-01T00:00:00Z"},
         "a status response (OCSP) was made after the certificate had ended" },
        {{.by = &fix.stranger_responder},
         "a status response (OCSP) is not signed by the issuer of the "
         "certificate, nor by a responder that it authorised"                },
        {{.by = &fix.other},
         "a status response (OCSP) is not signed by the issuer of the "
         "certificate, nor by a responder that it authorised"                },
        {{.by = &fix.signer},
         "a status response (OCSP) is not signed by the issuer of the "
         "certificate, nor by a responder that it authorised"                },
        {{.sign = EVP_sha1()},
         "a status response (OCSP) is signed with %.40s, which is too weak or "
         "not known"                                                         },
        {{.unknown = true},
         "the responder does not know the certificate whose status was asked"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trial t;

        begin(&t);
        stamp(&t, (struct t_token){0});
        add_status(&t, row[i].status);
        refused(&t, row[i].id);
    }
}

static void refuses_what_is_no_status(void **state)
{
    static const unsigned char five[] = {0x30, 0x03, 0x02, 0x01, 0x05};
    static const unsigned char later[] = {0x30, 0x03, 0x0a, 0x01, 0x03};
    struct trial t;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    t.a.sig[0].time.values.ocsp[0] = (struct pki_der){five, sizeof five};
    t.a.sig[0].time.values.n_ocsp = 1;
    refused(&t, "a status response (OCSP) is not well-formed");
    begin(&t);
    stamp(&t, (struct t_token){0});
    t.a.sig[0].time.values.ocsp[0] = (struct pki_der){later, sizeof later};
    t.a.sig[0].time.values.n_ocsp = 1;
    refused(&t, "the responder gives no status, but: %s");
    begin(&t);
    t.a.sig[0].time.token = (struct pki_der){five, sizeof five};
    refused(&t, "a time stamp is not well-formed");
}

/* In force when it claims to have signed, but not when that is proved. */
static void refuses_a_signer_out_of_term_at_the_proved_time(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){.time = "2027-11-02T00:00:00Z"});
    refused(&t, "the signer's certificate was not in force at %s, the time "
                "that the time stamp proves");
}

static void doubts_a_time_stamp_of_another_day(void **state)
{
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){.time = "2026-11-25T00:00:00Z"});
    assert_int_equal(judge(&t, &fix.trust, NULL, &e), 0);
    assert_string_equal(t.proof.doubt.id,
                        "the seal claims to be made at %s, more than a day "
                        "before its time stamp of %s");
    end(&t);
}

static void refuses_each_bad_archive(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    archive(&t, &fix.late_tsa, ARCHIVED, true);
    refused(&t, OTHER);
    /* Over another status than the one that is there. */
    begin(&t);
    stamp(&t, (struct t_token){0});
    archive(&t, &fix.late_tsa, ARCHIVED, false);
    add_status(&t, (struct t_status){0});
    refused(&t, OTHER);
    begin(&t);
    stamp(&t, (struct t_token){0});
    archive(&t, &fix.tsa, "2026-11-23T10:00:00Z", false);
    refused(&t, "an archive time stamp of %s is older than the time stamp of "
                "%s before it");
    begin(&t);
    stamp(&t, (struct t_token){0});
    archive(&t, &fix.tsa_plain, ARCHIVED, false);
    refused(&t, PURPOSE);
}

/* Two archives, each over the one before: the second reaches further. */
static void archives_make_a_chain(void **state)
{
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    archive(&t, &fix.tsa, "2030-06-01T00:00:00Z", false);
    archive(&t, &fix.late_tsa, ARCHIVED, false);
    assert_int_equal(judge(&t, &fix.trust, "2040-01-01T00:00:00Z", &e), 0);
    assert_true(t.proof.proved);
    assert_int_equal(t.proof.n_archives, 2);
    /* Without the first the second is over something else. */
    t.archives[0] = t.archives[1];
    t.a.sig[0].time.n_archives = 1;
    refused(&t, OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_the_level),
        cmocka_unit_test(level_lt_asks_the_whole_chain),
        cmocka_unit_test(accepts_what_the_standards_allow),
        cmocka_unit_test(holds_as_long_as_its_last_stamp),
        cmocka_unit_test(a_draft_ends_with_its_certificate),
        cmocka_unit_test(the_store_decides_which_authority_counts),
        cmocka_unit_test(a_status_by_an_unknown_issuer_is_a_strangers),
        cmocka_unit_test(a_revoked_authority_proves_nothing_later),
        cmocka_unit_test(revoked_after_the_time_stamp_is_good_before),
        cmocka_unit_test(refuses_each_bad_token),
        cmocka_unit_test(refuses_a_replayed_time_stamp),
        cmocka_unit_test(no_altered_byte_moves_the_time),
        cmocka_unit_test(refuses_each_bad_status),
        cmocka_unit_test(refuses_what_is_no_status),
        cmocka_unit_test(refuses_a_signer_out_of_term_at_the_proved_time),
        cmocka_unit_test(doubts_a_time_stamp_of_another_day),
        cmocka_unit_test(refuses_each_bad_archive),
        cmocka_unit_test(archives_make_a_chain),
    };

    return cmocka_run_group_tests_name("timeproof", tests, set_up, tear_down);
}
