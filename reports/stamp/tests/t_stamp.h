/*
 * t_stamp -- time-stamp tokens and status responses made by hand for a test, at
 * any time and with any fault: what `openssl ts` and `openssl ocsp` refuse to
 * make. After t_keys.h.
 */
#ifndef REPORTS_STAMP_TESTS_T_STAMP_H
#define REPORTS_STAMP_TESTS_T_STAMP_H

#include <stdbool.h>
#include <string.h>
#include <time.h>

#include <openssl/asn1.h>
#include <openssl/ess.h>
#include <openssl/ocsp.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include "base/isodate.h"
#include "reports/seal/tests/t_keys.h"

#define T_TSA  "critical,timeStamping"
#define T_OCSP "OCSPSigning"

/* t_identity() with an extended key usage (NULL: none). */
static inline struct t_id t_purpose(const struct t_cert *t, const char *eku,
                                    const struct t_id *by)
{
    struct t_id id = {.key = t_key(t->kind)};

    assert_non_null(id.key);
    id.cert = t_certify(t, id.key, by);
    if (eku) {
        t_extension(id.cert, by ? by->cert : id.cert, NID_ext_key_usage, eku);
        assert_true(X509_sign(id.cert, by ? by->key : id.key, EVP_sha256()) >
                    0);
    }
    return id;
}

struct t_token {
    const struct t_id *by;
    const char *time;         /* "2026-11-23T10:00:05Z" */
    const unsigned char *md;  /* imprint */
    size_t md_len;            /* bytes */
    int md_nid;               /* 0: NID_sha256 */
    const EVP_MD *sign;       /* NULL: SHA-256 */
    bool without_ess;         /* no ESSCertIDv2 */
    const struct t_id *named; /* ESSCertIDv2 of another; NULL: of `by` */
    bool without_cert;
    X509 *more; /* one more certificate in it */
};

static inline TS_TST_INFO *t_tst_info(const struct t_token *t)
{
    TS_TST_INFO *info = TS_TST_INFO_new();
    TS_MSG_IMPRINT *m = TS_MSG_IMPRINT_new();
    X509_ALGOR *alg = X509_ALGOR_new();
    ASN1_GENERALIZEDTIME *at =
        ASN1_GENERALIZEDTIME_set(NULL, (time_t)isodate_seconds(t->time));
    ASN1_INTEGER *serial = ASN1_INTEGER_new();
    ASN1_OBJECT *policy = OBJ_txt2obj("1.2.3.4", 1);
    unsigned char md[64];

    memcpy(md, t->md, t->md_len);
    ASN1_INTEGER_set(serial, 7);
    X509_ALGOR_set0(alg, OBJ_nid2obj(t->md_nid ? t->md_nid : NID_sha256),
                    V_ASN1_NULL, NULL);
    TS_MSG_IMPRINT_set_algo(m, alg);
    TS_MSG_IMPRINT_set_msg(m, md, (int)t->md_len);
    TS_TST_INFO_set_version(info, 1);
    TS_TST_INFO_set_policy_id(info, policy);
    TS_TST_INFO_set_msg_imprint(info, m);
    TS_TST_INFO_set_serial(info, serial);
    assert_int_equal(TS_TST_INFO_set_time(info, at), 1);
    ASN1_OBJECT_free(policy);
    ASN1_INTEGER_free(serial);
    ASN1_GENERALIZEDTIME_free(at);
    X509_ALGOR_free(alg);
    TS_MSG_IMPRINT_free(m);
    return info;
}

static inline void t_add_ess(PKCS7_SIGNER_INFO *si, const struct t_id *named)
{
    ESS_SIGNING_CERT_V2 *ess =
        OSSL_ESS_signing_cert_v2_new_init(EVP_sha256(), named->cert, NULL, 0);
    ASN1_STRING *seq = ASN1_STRING_new();
    unsigned char *der = NULL;
    int n = i2d_ESS_SIGNING_CERT_V2(ess, &der);

    assert_true(n > 0);
    ASN1_STRING_set(seq, der, n);
    assert_int_equal(
        PKCS7_add_signed_attribute(si, NID_id_smime_aa_signingCertificateV2,
                                   V_ASN1_SEQUENCE, seq),
        1);
    OPENSSL_free(der);
    ESS_SIGNING_CERT_V2_free(ess);
}

/* The TSTInfo as content of the CMS. */
static inline void t_set_content(PKCS7 *cms)
{
    PKCS7 *content = PKCS7_new();
    ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new();

    content->type = OBJ_nid2obj(NID_id_smime_ct_TSTInfo);
    content->d.other = ASN1_TYPE_new();
    ASN1_TYPE_set(content->d.other, V_ASN1_OCTET_STRING, octets);
    assert_int_equal(PKCS7_set_content(cms, content), 1);
}

/* The token as DER; OPENSSL_free(). */
static inline unsigned char *t_make_token(size_t *len, const struct t_token *t)
{
    PKCS7 *cms = PKCS7_new();
    TS_TST_INFO *info = t_tst_info(t);
    PKCS7_SIGNER_INFO *si;
    unsigned char *der = NULL;
    BIO *bio;
    int n;

    assert_int_equal(PKCS7_set_type(cms, NID_pkcs7_signed), 1);
    si = PKCS7_add_signature(cms, t->by->cert, t->by->key,
                             t->sign ? t->sign : EVP_sha256());
    assert_non_null(si);
    if (!t->without_cert)
        PKCS7_add_certificate(cms, t->by->cert);
    if (t->more)
        PKCS7_add_certificate(cms, t->more);
    PKCS7_add_signed_attribute(si, NID_pkcs9_contentType, V_ASN1_OBJECT,
                               OBJ_nid2obj(NID_id_smime_ct_TSTInfo));
    if (!t->without_ess)
        t_add_ess(si, t->named ? t->named : t->by);
    t_set_content(cms);
    bio = PKCS7_dataInit(cms, NULL);
    assert_non_null(bio);
    assert_int_equal(i2d_TS_TST_INFO_bio(bio, info), 1);
    assert_int_equal(PKCS7_dataFinal(cms, bio), 1);
    n = i2d_PKCS7(cms, &der);
    assert_true(n > 0);
    *len = (size_t)n;
    BIO_free_all(bio);
    TS_TST_INFO_free(info);
    PKCS7_free(cms);
    return der;
}

struct t_status {
    const struct t_id *by;     /* the responder */
    const struct t_id *of;     /* whose status */
    const struct t_id *issuer; /* of `of` */
    const char *produced;
    const char *updated; /* NULL: produced */
    const char *revoked; /* NULL: good */
    bool held;           /* suspended, not revoked */
    bool unknown;
    const EVP_MD *sign; /* NULL: SHA-256 */
};

static inline ASN1_TIME *t_time(const char *iso)
{
    return iso ? ASN1_GENERALIZEDTIME_set(NULL, (time_t)isodate_seconds(iso))
               : NULL;
}

/* The response as DER; OPENSSL_free(). */
static inline unsigned char *t_make_status(size_t *len,
                                           const struct t_status *s)
{
    OCSP_BASICRESP *b = OCSP_BASICRESP_new();
    OCSP_CERTID *id =
        OCSP_cert_to_id(EVP_sha256(), s->of->cert, s->issuer->cert);
    ASN1_TIME *updated = t_time(s->updated ? s->updated : s->produced);
    ASN1_TIME *revoked = t_time(s->revoked);
    OCSP_RESPONSE *r;
    unsigned char *der = NULL;
    int status = s->unknown   ? V_OCSP_CERTSTATUS_UNKNOWN
                 : s->revoked ? V_OCSP_CERTSTATUS_REVOKED
                              : V_OCSP_CERTSTATUS_GOOD;
    int n;

    assert_non_null(
        OCSP_basic_add1_status(b, id, status,
                               s->held ? OCSP_REVOKED_STATUS_CERTIFICATEHOLD
                                       : OCSP_REVOKED_STATUS_UNSPECIFIED,
                               revoked, updated, NULL));
    /* There is no setter. */
    ASN1_GENERALIZEDTIME_set(
        (ASN1_GENERALIZEDTIME *)(uintptr_t)OCSP_resp_get0_produced_at(b),
        (time_t)isodate_seconds(s->produced));
    assert_int_equal(OCSP_basic_sign(b, s->by->cert, s->by->key,
                                     s->sign ? s->sign : EVP_sha256(), NULL,
                                     OCSP_NOTIME),
                     1);
    r = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, b);
    n = i2d_OCSP_RESPONSE(r, &der);
    assert_true(n > 0);
    *len = (size_t)n;
    OCSP_RESPONSE_free(r);
    OCSP_CERTID_free(id);
    ASN1_TIME_free(updated);
    ASN1_TIME_free(revoked);
    OCSP_BASICRESP_free(b);
    return der;
}

struct t_list {
    const struct t_id *by;
    const struct t_id *of; /* who is on it; NULL: nobody */
    const char *updated;
    const char *until;  /* NULL: nothing said */
    const char *since;  /* of `of` */
    long reason;        /* of that; 0: nothing said */
    int ext;            /* NID of one extension; 0: none */
    const char *value;  /* of that, as in openssl's configuration files */
    const EVP_MD *sign; /* NULL: SHA-256 */
};

static inline void t_list_entry(X509_CRL *c, const struct t_list *l)
{
    X509_REVOKED *r = X509_REVOKED_new();
    ASN1_TIME *since = t_time(l->since);
    ASN1_ENUMERATED *reason = ASN1_ENUMERATED_new();

    X509_REVOKED_set_serialNumber(
        r, (ASN1_INTEGER *)(uintptr_t)X509_get0_serialNumber(l->of->cert));
    X509_REVOKED_set_revocationDate(r, since);
    if (l->reason) {
        ASN1_ENUMERATED_set(reason, l->reason);
        assert_int_equal(
            X509_REVOKED_add1_ext_i2d(r, NID_crl_reason, reason, 0, 0), 1);
    }
    assert_int_equal(X509_CRL_add0_revoked(c, r), 1);
    ASN1_ENUMERATED_free(reason);
    ASN1_TIME_free(since);
}

static inline void t_list_ext(X509_CRL *c, const struct t_list *l)
{
    X509V3_CTX ctx;
    X509_EXTENSION *x;

    X509V3_set_ctx(&ctx, l->by->cert, NULL, NULL, c, 0);
    X509V3_set_nconf(&ctx, NULL);
    x = X509V3_EXT_nconf_nid(NULL, &ctx, l->ext, l->value);
    assert_non_null(x);
    assert_int_equal(X509_CRL_add_ext(c, x, -1), 1);
    X509_EXTENSION_free(x);
}

/* The revocation list as DER; OPENSSL_free(). */
static inline unsigned char *t_make_list(size_t *len, const struct t_list *l)
{
    X509_CRL *c = X509_CRL_new();
    ASN1_TIME *updated = t_time(l->updated);
    ASN1_TIME *until = t_time(l->until);
    unsigned char *der = NULL;
    int n;

    X509_CRL_set_version(c, X509_CRL_VERSION_2);
    X509_CRL_set_issuer_name(c, X509_get_subject_name(l->by->cert));
    X509_CRL_set1_lastUpdate(c, updated);
    if (until)
        X509_CRL_set1_nextUpdate(c, until);
    if (l->of)
        t_list_entry(c, l);
    if (l->ext)
        t_list_ext(c, l);
    assert_true(X509_CRL_sign(c, l->by->key, l->sign ? l->sign : EVP_sha256()) >
                0);
    n = i2d_X509_CRL(c, &der);
    assert_true(n > 0);
    *len = (size_t)n;
    X509_CRL_free(c);
    ASN1_TIME_free(updated);
    ASN1_TIME_free(until);
    return der;
}

#endif
