/* What follows from what the issuers say of the certificates: suspended, good
 * again, revoked. Made by hand (t_stamp.h), at any time. */
#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "reports/stamp/tests/t_trial.h"
#include "reports/stamp/timeproof.h"
#include "reports/trust/trust.h"

/* Suspended: no longer good, not yet revoked. The last word counts. */
static void a_suspension_is_a_doubt_until_it_is_lifted(void **state)
{
    static const char *const before =
        "the signer's certificate, or one of its issuers', is suspended since "
        "%s, before the time stamp of %s: whether it will be good again or "
        "revoked is not known yet";
    static const struct t_status held = {.revoked = "2026-11-23T09:00:00Z",
                                         .held = true};
    static const struct t_status later = {.produced = "2026-11-24T00:00:00Z",
                                          .revoked = "2026-11-23T12:00:00Z",
                                          .held = true};
    static const struct t_status good = {.produced = "2026-11-25T00:00:00Z"};
    static const struct t_status good_before = {.updated = "2026-11-23T08:00:"
                                                           "00Z"};
    static const struct {
        struct t_status status[2];
        size_t n;
        enum seal_status want;
        const char *time;
        const char *doubt; /* NULL: none */
    } row[] = {
        {{held},              1, SEAL_STATUS_HELD,       "2026-11-23T09:00:00Z", before},
        {{later},             1, SEAL_STATUS_HELD_LATER, "2026-11-23T12:00:00Z", NULL  },
        {{held, good},        2, SEAL_STATUS_GOOD,       "2026-11-25T00:00:00Z", NULL  },
        {{good, held},        2, SEAL_STATUS_GOOD,       "2026-11-25T00:00:00Z", NULL  },
        {{good_before, held},
         2,                      SEAL_STATUS_HELD,
         "2026-11-23T09:00:00Z",                                                 before},
        {{held, good_before},
         2,                      SEAL_STATUS_HELD,
         "2026-11-23T09:00:00Z",                                                 before},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trial t;
        struct err e = {0};

        begin(&t);
        stamp(&t, (struct t_token){0});
        for (size_t k = 0; k < row[i].n; k++)
            add_status(&t, row[i].status[k]);
        if (judge(&t, &fix.trust, NULL, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (t.proof.status != row[i].want)
            fail_msg("row %zu: status %d", i, (int)t.proof.status);
        assert_string_equal(t.proof.status_time, row[i].time);
        if (row[i].doubt)
            assert_string_equal(t.proof.doubt.id, row[i].doubt);
        else
            assert_int_equal(t.proof.doubt.code, ERR_NONE);
        end(&t);
    }
}

static void a_revocation_is_never_lifted(void **state)
{
    struct trial t;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_status(&t, (struct t_status){.revoked = "2026-11-23T09:00:00Z"});
    add_status(&t, (struct t_status){.produced = "2026-11-25T00:00:00Z"});
    add_status(&t, (struct t_status){.produced = "2026-11-26T00:00:00Z",
                                     .revoked = "2026-11-25T12:00:00Z",
                                     .held = true});
    refused(&t, "the signer's certificate, or one of its issuers', was revoked "
                "at %s, before the time stamp of %s");
}

/* By a time stamp that is believed, or not. */
static void a_suspended_certificate_needs_a_proved_time(void **state)
{
    static const struct trust nobody = {0};
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_status(&t, (struct t_status){.produced = "2026-11-24T00:00:00Z",
                                     .revoked = "2026-11-23T12:00:00Z",
                                     .held = true});
    assert_int_equal(judge(&t, &nobody, NULL, &e), 0);
    assert_string_equal(t.proof.doubt.id,
                        "the signer's certificate is suspended, and that the "
                        "seal is older is not proved: %s");
    end(&t);
    begin(&t);
    stamp(&t, (struct t_token){.more = fix.ca.cert});
    add_status(&t, (struct t_status){.of = &fix.tsa,
                                     .revoked = "2026-11-23T09:00:00Z",
                                     .held = true});
    assert_int_equal(judge(&t, &fix.trust, NULL, &e), 0);
    assert_false(t.proof.proved);
    assert_string_equal(t.proof.why_not,
                        "the certificate of the authority that made its time "
                        "stamp is suspended");
    end(&t);
}

/* --- revocation lists --------------------------------------------------- */

#define REVOKED_BEFORE                                                         \
    "the signer's certificate, or one of its issuers', was revoked at %s, "    \
    "before the time stamp of %s"
#define HELD_BEFORE                                                            \
    "the signer's certificate, or one of its issuers', is suspended since "    \
    "%s, before the time stamp of %s: whether it will be good again or "       \
    "revoked is not known yet"

/* As a status response does, and a list from before the time stamp as long as
 * the next one was not due. */
static void a_list_says_what_a_response_would(void **state)
{
    const struct {
        struct t_list list;
        enum seal_status want;
        const char *time;
        const char *doubt;
    } row[] = {
        {{0},                                                               SEAL_STATUS_GOOD, ANSWERED,               NULL},
        {{.of = &fix.other, .since = "2026-11-01T00:00:00Z"},
         SEAL_STATUS_GOOD,                                                                    ANSWERED,
         NULL                                                                                                             },
        {{.updated = "2026-11-20T00:00:00Z", .until = STAMPED},
         SEAL_STATUS_GOOD,                                                                    "2026-11-20T00:00:00Z",
         NULL                                                                                                             },
        {{.updated = "2026-12-24T00:00:00Z",
          .until = "2027-01-24T00:00:00Z",
          .of = &fix.signer,
          .since = "2026-12-01T00:00:00Z"},
         SEAL_STATUS_LATER,                                                                   "2026-12-01T00:00:00Z",
         NULL                                                                                                             },
        {{.of = &fix.signer, .since = "2026-11-01T00:00:00Z", .reason = 6},
         SEAL_STATUS_HELD,                                                                    "2026-11-01T00:00:00Z",
         HELD_BEFORE                                                                                                      },
        {{.ext = NID_issuing_distribution_point,
          .value = "critical,onlyuser:TRUE"},
         SEAL_STATUS_GOOD,                                                                    ANSWERED,
         NULL                                                                                                             },
        {{.sign = EVP_sha384()},                                            SEAL_STATUS_GOOD, ANSWERED,               NULL},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trial t;
        struct err e = {0};

        begin(&t);
        stamp(&t, (struct t_token){0});
        add_list(&t, row[i].list);
        if (judge(&t, &fix.trust, NULL, &e))
            fail_msg("row %zu: %s", i, e.msg);
        assert_int_equal(t.proof.level, SEAL_LT);
        if (t.proof.status != row[i].want)
            fail_msg("row %zu: status %d", i, (int)t.proof.status);
        assert_string_equal(t.proof.status_time, row[i].time);
        if (row[i].doubt)
            assert_string_equal(t.proof.doubt.id, row[i].doubt);
        else
            assert_int_equal(t.proof.doubt.code, ERR_NONE);
        end(&t);
    }
}

/* A list and a response: the last word counts, whoever carried it. */
static void a_later_response_lifts_what_a_list_said(void **state)
{
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_list(&t, (struct t_list){.of = &fix.signer,
                                 .since = "2026-11-01T00:00:00Z",
                                 .reason = 6});
    add_status(&t, (struct t_status){.produced = "2026-11-25T00:00:00Z"});
    if (judge(&t, &fix.trust, NULL, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(t.proof.status, SEAL_STATUS_GOOD);
    assert_int_equal(t.proof.doubt.code, ERR_NONE);
    end(&t);
}

/* One list for all certificates of its issuer. */
static void one_list_serves_signer_and_authority(void **state)
{
    struct trial t;
    struct err e = {0};

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){.more = fix.ca.cert});
    add_list(&t, (struct t_list){.updated = "2026-12-24T00:00:00Z",
                                 .until = "2027-01-24T00:00:00Z",
                                 .of = &fix.tsa,
                                 .since = "2026-12-01T00:00:00Z"});
    if (judge(&t, &fix.trust, "2026-11-30T00:00:00Z", &e))
        fail_msg("%s", e.msg);
    assert_int_equal(t.proof.status, SEAL_STATUS_GOOD);
    assert_true(t.proof.proved);
    if (judge(&t, &fix.trust, "2026-12-02T00:00:00Z", &e))
        fail_msg("%s", e.msg);
    assert_false(t.proof.proved);
    assert_string_equal(t.proof.why_not,
                        "the certificate of the authority that made its time "
                        "stamp was revoked");
    end(&t);
}

static void refuses_each_bad_list(void **state)
{
    const struct {
        struct t_list list;
        const char *id;
    } row[] = {
        {{.of = &fix.signer, .since = "2026-11-23T09:00:00Z"},                 REVOKED_BEFORE},
        {{.of = &fix.signer, .since = "2026-11-23T09:00:00Z", .reason = 1},
         REVOKED_BEFORE                                                                      },
        {{.of = &fix.signer, .since = "2026-11-23T09:00:00Z", .reason = 8},
         "a revocation list (CRL) is not well-formed"                                        },
        {{.updated = "2026-11-20T00:00:00Z", .until = "2026-11-23T10:00:04Z"},
         "a revocation list (CRL) was out of date at the time stamp: it can "
         "not tell that the certificate was good then"                                       },
        {{.until = "2026-11-20T00:00:00Z"},
         "a revocation list (CRL) does not say until when it is good"                        },
        {{.updated = "2027-12-01T00:00:00Z", .until = "2027-12-08T00:00:00Z"},
         "a revocation list (CRL) was made when the certificate, or its "
         "issuer's, was not in force"                                                        },
        {{.updated = "2026-10-01T00:00:00Z"},
         "a revocation list (CRL) was made when the certificate, or its "
         "issuer's, was not in force"                                                        },
        {{.by = &fix.other},
         "a revocation list (CRL) is about other certificates than those of "
         "the seal and of its time stamps"                                                   },
        {{.by = &fix.false_ca},
         "a revocation list (CRL) is not signed by the issuer of the "
         "certificate"                                                                       },
        {{.sign = EVP_sha1()},
         "a revocation list (CRL) is signed with %.40s, which is too weak or "
         "not known"                                                                         },
        {{.ext = NID_issuing_distribution_point,
          .value = "critical,indirectCRL:TRUE"},
         "a revocation list (CRL) is indirect, of certificates that others "
         "issued: the list of the issuer itself is needed"                                   },
        {{.ext = NID_issuing_distribution_point,
          .value = "critical,onlysomereasons:keyCompromise"},
         "a revocation list (CRL) covers some reasons only: the complete list "
         "is needed"                                                                         },
        {{.ext = NID_issuing_distribution_point,
          .value = "critical,onlyCA:TRUE"},
         "a revocation list (CRL) is about other certificates than those of "
         "the seal and of its time stamps"                                                   },
        {{.ext = NID_issuing_distribution_point,
          .value = "critical,onlyAA:TRUE"},
         "a revocation list (CRL) is about other certificates than those of "
         "the seal and of its time stamps"                                                   },
        {{.ext = NID_issuing_distribution_point,
          .value = "critical,fullname:URI:http://x.example/1"},
         "a revocation list (CRL) is about other certificates than those of "
         "the seal and of its time stamps"                                                   },
        {{.ext = NID_delta_crl, .value = "critical,DER:020105"},
         "a revocation list (CRL) tells changes only (delta): the complete "
         "list is needed"                                                                    },
        {{.ext = NID_netscape_comment, .value = "critical,x"},
         "a revocation list (CRL) has a critical extension that is not known"                },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct trial t;

        begin(&t);
        stamp(&t, (struct t_token){0});
        add_list(&t, row[i].list);
        refused(&t, row[i].id);
    }
}

/* `sub` may sign certificates, not lists. */
static void refuses_a_list_by_a_key_that_may_not_sign_it(void **state)
{
    struct trial t;

    (void)state;
    begin_with(&t, &fix.below);
    stamp(&t, (struct t_token){0});
    add_list(&t, (struct t_list){.by = &fix.sub});
    refused(&t, "a revocation list (CRL) is signed with a key that may not "
                "sign such lists");
    /* Of the intermediate authority, by the root: as good as a response. */
    begin_with(&t, &fix.below);
    stamp(&t, (struct t_token){0});
    add_list(&t,
             (struct t_list){.of = &fix.sub, .since = "2026-11-23T09:00:00Z"});
    refused(&t, REVOKED_BEFORE);
}

static void refuses_what_is_no_list(void **state)
{
    static const unsigned char five[] = {0x30, 0x03, 0x02, 0x01, 0x05};
    struct trial t;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    t.a.sig[0].time.values.crls[0] = (struct pki_der){five, sizeof five};
    t.a.sig[0].time.values.n_crls = 1;
    refused(&t, "a revocation list (CRL) is not well-formed");
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_list(&t, (struct t_list){0});
    t.a.sig[0].time.values.crls[0].n--;
    refused(&t, "a revocation list (CRL) is not well-formed");
}

/* Each byte, one after the other: refused, or the signer is still revoked. */
static void no_altered_byte_takes_off_the_list(void **state)
{
    struct trial t;
    struct pki_der *list;
    unsigned char *p;

    (void)state;
    begin(&t);
    stamp(&t, (struct t_token){0});
    add_list(&t, (struct t_list){.of = &fix.signer,
                                 .since = "2026-11-23T09:00:00Z"});
    list = &t.a.sig[0].time.values.crls[0];
    p = (unsigned char *)(uintptr_t)list->p;
    for (size_t i = 0; i < list->n; i++) {
        struct err e = {0};

        p[i] ^= 0x01;
        assert_int_equal(judge(&t, &fix.trust, NULL, &e), -1);
        assert_true(e.code == ERR_REFUSED && e.msg[0]);
        p[i] ^= 0x01;
    }
    end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_suspension_is_a_doubt_until_it_is_lifted),
        cmocka_unit_test(a_revocation_is_never_lifted),
        cmocka_unit_test(a_suspended_certificate_needs_a_proved_time),
        cmocka_unit_test(a_list_says_what_a_response_would),
        cmocka_unit_test(a_later_response_lifts_what_a_list_said),
        cmocka_unit_test(one_list_serves_signer_and_authority),
        cmocka_unit_test(refuses_each_bad_list),
        cmocka_unit_test(refuses_a_list_by_a_key_that_may_not_sign_it),
        cmocka_unit_test(refuses_what_is_no_list),
        cmocka_unit_test(no_altered_byte_takes_off_the_list),
    };

    return cmocka_run_group_tests_name("status", tests, set_up, tear_down);
}
