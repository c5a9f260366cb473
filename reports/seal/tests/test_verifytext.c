#include "base/tests/t.h"

#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "reports/seal/verify.h"
#include "reports/seal/verifytext.h"

static struct verified_seal seal = {
    .signer = "CN=x,O=y",
    .role = "vendor",
    .role_name = "Exemple",
    .nation = "FR",
    .standing = TRUST_KNOWN,
    .cert_sha256 = "ab12",
    .algorithm = "ECDSA P-256 SHA-256",
    .signing_time = "2026-11-23T10:00:00Z",
};
static struct verified_verdict verdicts[] = {
    {"GB-GEL",  VERDICT_CONFORMANT, true },
    {"FR-PFMG", VERDICT_WAIVED,     false},
};
static struct verified_waiver waiver = {"W-1",        "GERM-001", "Autorité",
                                        "2026-12-31", NULL,       false};

static struct verified sample(void)
{
    return (struct verified){
        .kind = VERIFY_REPORT,
        .state = VERIFY_VALID,
        .reason = "",
        .seals = &seal,
        .n_seals = 1,
        .suite_recognised = true,
        .suite = "essai@1.0.0",
        .suite_sha256 = "cd34",
        .product = "A, B \"pro\", 1",
        .technology_class = "hifi",
        .claims = "snv sv",
        .not_asked = "GERM-003 GERM-004",
        .created = "2026-11-23T09:00:00Z",
        .result_digest = "ef56",
        .level = EVIDENCE_RECOMPUTED,
        .verdicts = verdicts,
        .n_verdicts = 2,
        .waivers = &waiver,
        .n_waivers = 1,
    };
}

static void tells_a_person_the_state_first(void **state)
{
    static const char expected[] =
        "VALID\n"
        "\n"
        "container    x.asice\n"
        "sealed by    Exemple (FR), vendor\n"
        "certificate  CN=x,O=y\n"
        "             SHA-256 ab12\n"
        "             it does not state that it is qualified for electronic "
        "seals (QcStatements)\n"
        "signature    ECDSA P-256 SHA-256, at 2026-11-23T10:00:00Z as the "
        "signer claims\n"
        "time         a draft (level B-B): no time stamp proves when it was "
        "sealed\n"
        "document     declaration of conformity by the vendor (ISO/IEC "
        "17050-1)\n"
        "product      A, B \"pro\", 1\n"
        "claims       hifi: snv sv\n"
        "suite        essai@1.0.0, recognised\n"
        "             SHA-256 cd34\n"
        "verdict      GB-GEL: conformant, provisional: rests on a limit that "
        "is not published\n"
        "             FR-PFMG: conformant with waivers\n"
        "not asked    GERM-003 GERM-004: mandatory cases that do not apply to "
        "this class and these claims; the verdict says nothing of what they are "
        "about\n"
        "waivers      W-1 for GERM-001 until 2026-12-31, authorised by "
        "Autorité as the signer claims\n"
        "checked      the verdict follows from the suite and the counts in the "
        "container\n"
        "evidence     recomputed: the signer states that it counted from the "
        "files handed in; how these files were made was not witnessed\n"
        "result       ef56\n";
    struct verified v = sample();
    struct buf b = {0};

    (void)state;
    buf_init(&b, 1 << 16);
    verifytext_write(&b, &v, "x.asice");
    assert_string_equal(b.s, expected);
    buf_release(&b);
}

/* What proves the time of a seal, and what does not. */
static void tells_how_far_the_time_is_proved(void **state)
{
    static const struct {
        struct timeproof time;
        const char *text, *json;
    } row[] = {
        {{.level = SEAL_LTA,
          .stamped = "2026-11-23T10:00:05Z",
          .tsa = "CN=tsa",
          .proved = true,
          .status = SEAL_STATUS_GOOD,
          .status_time = "2026-11-23T10:00:06Z",
          .n_archives = 2},
         "time         2026-11-23T10:00:05Z, proved by the time stamp of "
         "Horodatage (FR)\n"
         "level        B-LTA: the certificate was not revoked at "
         "2026-11-23T10:00:06Z, says its issuer\n"
         "             archive time stamps: 2\n",               "\"level\": \"B-LTA\", \"proved_time\": \"2026-11-23T10:00:05Z\", "
         "\"stamped_time\": \"2026-11-23T10:00:05Z\", "
         "\"time_authority\": \"CN=tsa\", "
         "\"time_authority_name\": \"Horodatage\", \"not_proved\": null, "
         "\"certificate_status\": \"good\", \"certificate_status_time\": "
         "\"2026-11-23T10:00:06Z\", \"archive_time_stamps\": 2"                   },
        {{.level = SEAL_T,
          .stamped = "2026-11-23T10:00:05Z",
          .tsa = "CN=tsa",
          .why_not = "nobody knows it"},
         "time         NOT PROVED, though there is a time stamp of "
         "2026-11-23T10:00:05Z by CN=tsa: nobody knows it\n"
         "level        B-T: nobody says whether the certificate was "
         "revoked\n",                                           "\"proved_time\": null, \"stamped_time\": \"2026-11-23T10:00:05Z\""},
        {{.level = SEAL_LT,
          .stamped = "2026-11-23T10:00:05Z",
          .tsa = "CN=tsa",
          .why_not = "x",
          .status = SEAL_STATUS_STRANGER,
          .status_time = "2026-11-23T10:00:06Z"},
         "level        B-LT: the certificate was not revoked at "
         "2026-11-23T10:00:06Z, says its issuer, whom the trust store does not "
         "know\n",                                              "\"certificate_status\": \"good, by a stranger\""                  },
        {{.level = SEAL_LT,
          .stamped = "2026-11-23T10:00:05Z",
          .tsa = "CN=tsa",
          .proved = true,
          .status = SEAL_STATUS_LATER,
          .status_time = "2026-11-23T10:00:06Z"},
         "level        B-LT: the certificate, or an issuer's, was revoked at "
         "2026-11-23T10:00:06Z, after the time stamp\n",        "\"certificate_status\": \"revoked later\""                        },
        {{.level = SEAL_LT,
          .stamped = "2026-11-23T10:00:05Z",
          .tsa = "CN=tsa",
          .proved = true,
          .status = SEAL_STATUS_HELD,
          .status_time = "2026-11-23T10:00:06Z"},
         "level        B-LT: the certificate, or an issuer's, is suspended "
         "since 2026-11-23T10:00:06Z, before the time stamp\n", "\"certificate_status\": \"suspended\""                            },
        {{.level = SEAL_LT,
          .stamped = "2026-11-23T10:00:05Z",
          .tsa = "CN=tsa",
          .proved = true,
          .status = SEAL_STATUS_HELD_LATER,
          .status_time = "2026-11-23T10:00:06Z"},
         "level        B-LT: the certificate, or an issuer's, is suspended "
         "since 2026-11-23T10:00:06Z, after the time stamp\n",  "\"certificate_status\": \"suspended later\""                      },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct verified v = sample();
        struct verified_seal s = seal;
        struct buf b = {0};

        s.time = row[i].time;
        s.tsa_name = "Horodatage";
        s.tsa_nation = "FR";
        s.says_qualified = true;
        v.seals = &s;
        buf_init(&b, 1 << 16);
        verifytext_write(&b, &v, "x.asice");
        assert_non_null(strstr(b.s, row[i].text));
        assert_non_null(strstr(b.s, "it states that it is qualified, for "));
        buf_clear(&b);
        verifytext_json(&b, &v);
        assert_non_null(strstr(b.s, row[i].json));
        buf_release(&b);
    }
}

static void tells_what_is_missing_to_valid(void **state)
{
    static const struct {
        enum verify_state state;
        enum trust_standing standing;
        const char *reason;
        const char *begins;
        const char *holds; /* NULL: nothing in particular */
    } row[] = {
        {VERIFY_VALID,   TRUST_UNKNOWN, "",
         "VALID, but unattributed: the trust store does not know who sealed "
         "it\n",                                                                      "report of a signer whom the trust store does not know"},
        {VERIFY_UNKNOWN, TRUST_KNOWN,   "suite not recognised",
         "UNKNOWN\nsuite not recognised\n",                                           "essai@1.0.0, NOT RECOGNISED"                          },
        {VERIFY_REFUSED, TRUST_KNOWN,   "cut off",              "REFUSED\ncut off\n", NULL                                                   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct verified v = sample();
        struct verified_seal s = seal;
        struct buf b = {0};

        s.standing = row[i].standing;
        if (s.standing != TRUST_KNOWN) {
            s.role = "unattributed";
            s.role_name = s.nation = NULL;
        }
        v.seals = &s;
        v.state = row[i].state;
        v.reason = row[i].reason;
        v.suite_recognised = row[i].state == VERIFY_VALID;
        buf_init(&b, 1 << 16);
        verifytext_write(&b, &v, "x.asice");
        assert_int_equal(strncmp(b.s, row[i].begins, strlen(row[i].begins)), 0);
        if (row[i].holds)
            assert_non_null(strstr(b.s, row[i].holds));
        else
            assert_null(strstr(b.s, "verdict"));
        buf_release(&b);
    }
}

static void tells_when_nothing_is_claimed_or_all_is_asked(void **state)
{
    struct verified v = sample();
    struct buf b = {0};

    (void)state;
    v.claims = v.not_asked = "";
    buf_init(&b, 1 << 16);
    verifytext_write(&b, &v, "x.asice");
    assert_non_null(strstr(b.s, "claims       hifi: none\n"));
    assert_null(strstr(b.s, "not asked"));
    buf_release(&b);
}

static void has_words_for_every_role_level_and_verdict(void **state)
{
    static const char *const roles[] = {"vendor", "lab", "body"};

    (void)state;
    for (int i = 0; i < 5; i++) {
        struct verified v = sample();
        struct verified_seal s = seal;
        struct verified_verdict d = {"P", (enum verdict)i, false};
        struct buf en = {0};
        struct buf fr = {0};

        s.role = roles[i % 3];
        v.seals = &s;
        v.verdicts = &d;
        v.n_verdicts = 1;
        v.level = (enum evidence_level)(i % 4);
        buf_init(&en, 1 << 16);
        buf_init(&fr, 1 << 16);
        verifytext_write(&en, &v, "x");
        lang_set(LANG_FR);
        verifytext_write(&fr, &v, "x");
        lang_set(LANG_EN);
        assert_null(strstr(en.s, "\n  \n"));
        assert_non_null(strstr(fr.s, "VALABLE\n"));
        assert_null(strstr(fr.s, "verdict follows"));
        assert_null(strstr(fr.s, "ISO/IEC 17025) laboratory"));
        buf_release(&fr);
        buf_release(&en);
    }
}

static void tells_a_machine_the_same(void **state)
{
    struct verified v = sample();
    struct buf b = {0};

    (void)state;
    buf_init(&b, 1 << 16);
    verifytext_json(&b, &v);
    assert_string_equal(
        b.s,
        "{\"state\": \"valid\", \"reason\": \"\", \"attributed\": true, "
        "\"document\": \"report\", "
        "\"seals\": [{\"signer\": \"CN=x,O=y\", \"role\": \"vendor\", "
        "\"name\": \"Exemple\", \"nation\": \"FR\", \"standard\": null, \"accreditation\": null, "
        "\"certificate_sha256\": \"ab12\", "
        "\"algorithm\": \"ECDSA P-256 SHA-256\", "
        "\"claimed_time\": \"2026-11-23T10:00:00Z\", "
        "\"level\": \"B-B (draft)\", \"proved_time\": null, "
        "\"stamped_time\": null, \"time_authority\": null, "
        "\"time_authority_name\": null, \"not_proved\": null, "
        "\"certificate_status\": null, \"certificate_status_time\": null, "
        "\"archive_time_stamps\": 0, "
        "\"says_qualified_seal\": false}], "
        "\"product\": \"A, B \\\"pro\\\", 1\", "
        "\"technology_class\": \"hifi\", \"claims\": \"snv sv\", "
        "\"not_asked\": \"GERM-003 GERM-004\", "
        "\"suite\": \"essai@1.0.0\", "
        "\"suite_sha256\": \"cd34\", \"suite_recognised\": true, "
        "\"created\": \"2026-11-23T09:00:00Z\", "
        "\"verdicts\": [{\"profile\": \"GB-GEL\", \"verdict\": \"conformant\", "
        "\"provisional\": true}, {\"profile\": \"FR-PFMG\", "
        "\"verdict\": \"conformant-with-waivers\", \"provisional\": false}], "
        "\"waivers\": [{\"id\": \"W-1\", \"case\": \"GERM-001\", "
        "\"authoriser\": \"Autorité\", \"until\": \"2026-12-31\"}], "
        "\"evidence_level\": \"recomputed\", \"result_digest\": \"ef56\", "
        "\"proofs\": []}\n");
    v = (struct verified){.state = VERIFY_REFUSED, .reason = "cut off"};
    buf_clear(&b);
    verifytext_json(&b, &v);
    assert_string_equal(b.s, "{\"state\": \"refused\", \"reason\": \"cut "
                             "off\", \"attributed\": false}\n");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_a_person_the_state_first),
        cmocka_unit_test(tells_how_far_the_time_is_proved),
        cmocka_unit_test(tells_what_is_missing_to_valid),
        cmocka_unit_test(tells_when_nothing_is_claimed_or_all_is_asked),
        cmocka_unit_test(has_words_for_every_role_level_and_verdict),
        cmocka_unit_test(tells_a_machine_the_same),
    };

    return cmocka_run_group_tests_name("verifytext", tests, NULL, NULL);
}
