/* Exports of a certificate with two reports, and of a report alone. */
#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <openssl/evp.h>

#include "base/digest.h"
#include "reports/doc/tests/golden.h"
#include "reports/export/bco.h"
#include "reports/export/dsse.h"
#include "reports/export/intoto.h"
#include "reports/export/method.h"
#include "reports/export/rocrate.h"
#include "reports/export/told.h"
#include "reports/face/tests/t_dossier.h"
#include "reports/seal/b64.h"
#include "reports/seal/pki.h"
#include "reports/seal/tests/t_keys.h"

#define TEXT_MAX ((size_t)16 << 20)

static void certificate(struct t_dossier *t)
{
    struct buf xml = {0};

    t_certificate(t, &xml);
    t->verdicts[0].profile = "COMMON"; /* as the certificate has it */
    t->verdicts[0].verdict = VERDICT_CONFORMANT;
    t->verdicts[1].verdict = VERDICT_WAIVED;
}

static json_t *parse(const char *s, size_t n)
{
    json_error_t why;
    json_t *j = json_loadb(s, n, JSON_REJECT_DUPLICATES, &why);

    if (!j)
        fail_msg("%d: %s", why.line, why.text);
    return j;
}

static const char *text_at(const json_t *j, const char *key)
{
    const json_t *v = json_object_get(j, key);

    assert_true(json_is_string(v));
    return json_string_value(v);
}

/* ---- each is what it was, and JSON ----------------------------------------
 */
static void check_json(const struct dossier *d, const char *kind)
{
    static const struct {
        int (*write)(struct buf *out, const struct dossier *d, struct err *e);
        const char *end;
    } row[] = {
        {rocrate_write, "ro-crate.json"},
        {bco_write,     "bco.json"     },
    };

    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf out = {0};
        struct err e = {0};
        char name[64];

        buf_init(&out, TEXT_MAX);
        if (row[i].write(&out, d, &e))
            fail_msg("%s: %s", row[i].end, e.msg);
        json_decref(parse(out.s, out.n));
        (void)snprintf(name, sizeof(name), "%s.%s", kind, row[i].end);
        golden_check(name, out.s, out.n);
        buf_release(&out);
    }
}

static void check_statements(const struct dossier *d, const char *kind,
                             size_t lines)
{
    struct buf out = {0};
    struct err e = {0};
    char name[64];
    size_t untold = 9;
    size_t n = 0;

    buf_init(&out, TEXT_MAX);
    if (intoto_write(&out, &untold, d, NULL, &e))
        fail_msg("%s", e.msg);
    assert_int_equal(untold, 0);
    for (const char *s = out.s; *s; n++) {
        size_t len = strcspn(s, "\n");

        json_decref(parse(s, len));
        assert_int_equal(s[len], '\n');
        s += len + 1;
    }
    assert_int_equal(n, lines);
    (void)snprintf(name, sizeof(name), "%s.intoto.jsonl", kind);
    golden_check(name, out.s, out.n);
    buf_release(&out);
}

static void check_method(const struct dossier *d, const char *kind, enum lang l)
{
    struct method m;
    struct err e = {0};

    if (method_make(&m, d, l, ".", &e))
        fail_msg("%s", e.msg);
    for (size_t i = 0; i < METHOD_FILES; i++) {
        char name[64];

        (void)snprintf(name, sizeof(name), "%s.%s.%s", kind,
                       l == LANG_FR ? "fr" : "en", method_name(i));
        golden_check(name, m.file[i].s, m.file[i].n);
    }
    method_release(&m);
}

static void each_export_is_what_it_was(void **state)
{
    struct t_dossier t;

    (void)state;
    certificate(&t);
    check_json(&t.d, "certificate");
    check_statements(&t.d, "certificate", 4);
    check_method(&t.d, "certificate", LANG_EN);
    t_end(&t);
    t_single(&t);
    check_json(&t.d, "report");
    check_statements(&t.d, "report", 2);
    check_method(&t.d, "report", LANG_FR);
    t_end(&t);
}

/* ---- in-toto ---------------------------------------------------------------
 */
/* One verdict at a time: the word that is made of it. */
static void a_verdict_is_told_by_no_kinder_word(void **state)
{
    static const struct {
        enum verdict verdict;
        bool provisional;
        const char *result; /* NULL: nothing is said */
    } row[] = {
        {VERDICT_CONFORMANT,      false, "PASSED"},
        {VERDICT_CONFORMANT,      true,  "WARNED"},
        {VERDICT_WAIVED,          false, "WARNED"},
        {VERDICT_NON_CONFORMANT,  false, "FAILED"},
        {VERDICT_NON_CONFORMANT,  true,  "FAILED"},
        {VERDICT_INCONCLUSIVE,    false, NULL    },
        {VERDICT_NOT_ESTABLISHED, false, NULL    },
    };
    struct t_dossier t;

    (void)state;
    t_single(&t);
    t.d.v.n_verdicts = t.report.n_verdicts = 1;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf out = {0};
        struct err e = {0};
        size_t untold = 0;
        int rc;

        t.verdicts[0].verdict = row[i].verdict;
        t.verdicts[0].provisional = row[i].provisional;
        buf_init(&out, TEXT_MAX);
        rc = intoto_write(&out, &untold, &t.d, NULL, &e);
        assert_int_equal(rc, row[i].result ? 0 : -1);
        assert_int_equal(untold, row[i].result ? 0 : 1);
        if (row[i].result) {
            json_t *j = parse(out.s, out.n);
            const json_t *p = json_object_get(j, "predicate");

            assert_string_equal(text_at(p, "result"), row[i].result);
            assert_string_equal(
                text_at(json_object_get(p, "entente"), "verdict"),
                verdict_name(row[i].verdict));
            json_decref(j);
        } else {
            assert_int_equal(e.code, ERR_REFUSED);
            assert_int_equal(out.n, 0);
        }
        buf_release(&out);
    }
    t_end(&t);
}

static bool lists(const json_t *predicate, const char *list, const char *id)
{
    const json_t *a = json_object_get(predicate, list);

    for (size_t i = 0; i < json_array_size(a); i++)
        if (strcmp(json_string_value(json_array_get(a, i)), id) == 0)
            return true;
    return false;
}

/* By the outcomes of sample.xml in the profile GB-GEL. */
static void each_case_is_in_the_list_of_its_outcome(void **state)
{
    static const struct {
        const char *id, *list;
    } row[] = {
        {"FMT-001",  "passedTests"},
        {"GERM-003", "failedTests"},
        {"GERM-004", "warnedTests"}, /* waived */
        {"GERM-005", "warnedTests"}, /* with a warning */
        {"GERM-008", NULL         }, /* reported */
        {"STR-001",  NULL         }, /* not applicable */
        {"COV-001",  NULL         }, /* not run */
        {"QC-001",   NULL         }, /* error */
    };
    static const char *const all[] = {"passedTests", "warnedTests",
                                      "failedTests"};
    struct t_dossier t;
    struct buf out = {0};
    struct err e = {0};
    size_t untold = 0;
    const json_t *p;
    json_t *j;

    (void)state;
    t_single(&t);
    buf_init(&out, TEXT_MAX);
    assert_int_equal(intoto_write(&out, &untold, &t.d, NULL, &e), 0);
    j = parse(out.s, strcspn(out.s, "\n"));
    p = json_object_get(j, "predicate");
    for (size_t i = 0; i < T_LEN(row); i++) {
        for (size_t k = 0; k < T_LEN(all); k++)
            assert_int_equal(lists(p, all[k], row[i].id),
                             row[i].list && strcmp(row[i].list, all[k]) == 0);
        assert_int_equal(
            json_object_get(
                json_object_get(json_object_get(p, "entente"), "otherOutcomes"),
                row[i].id) != NULL,
            row[i].list == NULL);
    }
    json_decref(j);
    buf_release(&out);
    t_end(&t);
}

static void a_certificate_is_told_by_its_own_profiles(void **state)
{
    struct t_dossier t;

    (void)state;
    certificate(&t);
    assert_true(told_profile(&t.d, &t.reports[0], "COMMON"));
    assert_true(told_profile(&t.d, &t.reports[0], "FR-PFMG"));
    assert_false(told_profile(&t.d, &t.reports[0], "GB-GEL"));
    t.report.suite = "another@1.0.0";
    assert_false(told_profile(&t.d, &t.reports[0], "COMMON"));
    t_end(&t);
}

/* ---- DSSE ------------------------------------------------------------------
 */
/* protocol.md, "Test Vectors". */
static void what_is_signed_has_the_published_form(void **state)
{
    struct buf out;

    (void)state;
    buf_init(&out, 1000);
    dsse_pae(&out, "http://example.com/HelloWorld", "hello world", 11);
    assert_string_equal(
        out.s, "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    buf_release(&out);
}

/* Does the envelope's signature hold over `payload`, by openssl? */
static bool holds(const json_t *envelope, EVP_PKEY *key, const char *kind,
                  const char *payload)
{
    const json_t *one =
        json_array_get(json_object_get(envelope, "signatures"), 0);
    const char *text = text_at(one, "sig");
    unsigned char sig[PKI_SIGNATURE_MAX];
    long n = b64_read(sig, sizeof(sig), text, strlen(text));
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *pss = NULL;
    struct buf pae;
    bool ok;

    assert_true(n > 0);
    buf_init(&pae, TEXT_MAX);
    dsse_pae(&pae, text_at(envelope, "payloadType"), payload, strlen(payload));
    assert_int_equal(
        EVP_DigestVerifyInit(
            ctx, &pss, strcmp(kind, "P-384") == 0 ? EVP_sha384() : EVP_sha256(),
            NULL, key),
        1);
    if (strncmp(kind, "RSA", 3) == 0)
        assert_int_equal(
            EVP_PKEY_CTX_set_rsa_padding(pss, RSA_PKCS1_PSS_PADDING), 1);
    ok = EVP_DigestVerify(ctx, sig, (size_t)n, (unsigned char *)pae.s, pae.n) ==
         1;
    EVP_MD_CTX_free(ctx);
    buf_release(&pae);
    return ok;
}

static void an_envelope_verifies_by_openssl(void **state)
{
    static const char *const kinds[] = {"P-256", "P-384", "RSA3072"};
    static const char payload[] = "{\"a\":1}";
    const struct buf body = {.s = (char *)(uintptr_t)payload,
                             .n = sizeof(payload) - 1};

    (void)state;
    for (size_t i = 0; i < T_LEN(kinds); i++) {
        const struct t_cert c = {.kind = kinds[i], .name = "A"};
        struct t_id id = t_identity(&c, NULL);
        struct pki_signer *signer;
        struct buf out = {0};
        struct err e = {0};
        char dir[64];
        char text[64];
        int64_t time = 0;
        json_t *j;

        t_folder(dir);
        t_write_id(dir, &id);
        assert_int_equal(pki_time(&time, "2026-11-25T10:00:00Z", &e), 0);
        signer = pki_signer_open(t_path(dir, "key.pem"), -1,
                                 t_path(dir, "cert.pem"), time, &e);
        assert_non_null(signer);
        buf_init(&out, TEXT_MAX);
        assert_int_equal(dsse_write(&out, INTOTO_TYPE, &body, signer, &e), 0);
        j = parse(out.s, out.n);
        assert_string_equal(text_at(j, "payloadType"), INTOTO_TYPE);
        assert_int_equal(b64_read((unsigned char *)text, sizeof(text),
                                  text_at(j, "payload"),
                                  strlen(text_at(j, "payload"))),
                         (long)body.n);
        assert_memory_equal(text, payload, body.n);
        assert_true(holds(j, id.key, kinds[i], payload));
        assert_false(holds(j, id.key, kinds[i], "{\"a\":2}"));
        json_decref(j);
        buf_release(&out);
        pki_signer_free(signer);
        t_id_free(&id);
        assert_int_equal(path_remove_tree(dir, &e), 0);
    }
}

/* ---- names -----------------------------------------------------------------
 */
/* RFC 6920, 8.1: "Hello World!". */
static void octets_are_named_as_the_standard_names_them(void **state)
{
    char hex[DIGEST_HEX_MAX];
    struct buf out;
    struct err e = {0};

    (void)state;
    buf_init(&out, 1000);
    assert_int_equal(digest_hex_of(hex, DIGEST_SHA256, "Hello World!", 12, &e),
                     0);
    assert_int_equal(told_ni(&out, hex, &e), 0);
    assert_string_equal(
        out.s, "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk");
    buf_release(&out);
}

static void a_file_name_is_a_reference(void **state)
{
    struct t_dossier t;
    struct buf out = {0};
    struct err e = {0};

    (void)state;
    certificate(&t);
    t.d.name = "a b/é?.asice";
    buf_init(&out, TEXT_MAX);
    assert_int_equal(rocrate_write(&out, &t.d, &e), 0);
    assert_non_null(strstr(out.s, "\"@id\": \"a%20b%2F%C3%A9%3F.asice\""));
    buf_release(&out);
    t_end(&t);
}

/* What a stranger may have written, in each file of the bundle. */
static void hostile_text_stays_text(void **state)
{
    static const char *const vendor = "Hélix &amp; Sons &lt;Ltd&gt;";
    static const char *const bad = "=cmd()|&lt;script&gt;&quot;";
    struct t_dossier t;
    struct buf xml = {0};
    struct method m;
    struct err e = {0};
    const char *at;

    (void)state;
    t_single(&t);
    at = strstr(t.text.s, vendor);
    assert_non_null(at);
    buf_init(&xml, TEXT_MAX);
    buf_add(&xml, t.text.s, (size_t)(at - t.text.s));
    buf_str(&xml, bad);
    buf_str(&xml, at + strlen(vendor));
    t.xml.data = xml.s;
    t.xml.len = xml.n;
    assert_int_equal(method_make(&m, &t.d, LANG_EN, ".", &e), 0);
    for (size_t i = 0; i < METHOD_FILES; i++) {
        if (path_ends(method_name(i), ".html"))
            assert_null(strstr(m.file[i].s, "<script"));
        if (path_ends(method_name(i), ".csv"))
            assert_null(strstr(m.file[i].s, ",=cmd"));
    }
    method_release(&m);
    buf_release(&xml);
    t_end(&t);
}

static void what_is_no_result_is_not_exported(void **state)
{
    struct t_dossier t;
    struct method m;
    struct buf out = {0};
    struct err e = {0};
    size_t untold = 0;

    (void)state;
    t_waiver(&t);
    buf_init(&out, TEXT_MAX);
    assert_int_equal(rocrate_write(&out, &t.d, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    e = (struct err){0};
    assert_int_equal(bco_write(&out, &t.d, &e), -1);
    e = (struct err){0};
    assert_int_equal(intoto_write(&out, &untold, &t.d, NULL, &e), -1);
    assert_int_equal(e.code, ERR_REFUSED);
    e = (struct err){0};
    assert_int_equal(method_make(&m, &t.d, LANG_EN, ".", &e), -1);
    method_release(&m);
    assert_int_equal(out.n, 0);
    buf_release(&out);
    t_end(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_export_is_what_it_was),
        cmocka_unit_test(a_verdict_is_told_by_no_kinder_word),
        cmocka_unit_test(each_case_is_in_the_list_of_its_outcome),
        cmocka_unit_test(a_certificate_is_told_by_its_own_profiles),
        cmocka_unit_test(what_is_signed_has_the_published_form),
        cmocka_unit_test(an_envelope_verifies_by_openssl),
        cmocka_unit_test(octets_are_named_as_the_standard_names_them),
        cmocka_unit_test(a_file_name_is_a_reference),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(what_is_no_result_is_not_exported),
    };

    return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
