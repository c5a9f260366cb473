/*
 * OpenSSL verifies the CMS signature, the purpose of the certificate and its
 * ESSCertID (ts_RESP_verify_token, with the certificate itself as anchor: trust
 * comes later and from elsewhere). What it would let pass is asked here:
 * other encodings, SHA-1, an ESSCertID of the first version only.
 */
#include "reports/stamp/tstoken.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pkcs7.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/err.h"
#include "reports/seal/pki_internal.h"
#include "reports/seal/xades.h"
#include "reports/stamp/x509pool.h"

#define LEVEL 2 /* OpenSSL: at least 112 bits */

struct tstoken {
    PKCS7 *cms;
    TS_TST_INFO *info;
    enum digest_kind digest;
    int64_t time;
    X509 *signer; /* in cms or pool */
    struct x509pool pool;
    struct pki_cert *chain[PKI_CERTS_MAX];
    size_t n_chain;
};

static int malformed(struct err *e)
{
    ERR_clear_error();
    return err_set(e, ERR_REFUSED, "a time stamp is not well-formed");
}

/* --- what it says ------------------------------------------------------- */

static int read_cms(struct tstoken *t, const struct pki_der *der, struct err *e)
{
    const unsigned char *p = der->p;

    t->cms = d2i_PKCS7(NULL, &p, (long)der->n);
    if (!t->cms || p != der->p + der->n || !PKCS7_type_is_signed(t->cms) ||
        PKCS7_get_detached(t->cms))
        return malformed(e);
    t->info = PKCS7_to_TS_TST_INFO(t->cms);
    if (!t->info || TS_TST_INFO_get_version(t->info) != 1)
        return malformed(e);
    return 0;
}

static int digest_of_nid(enum digest_kind *out, int nid, struct err *e)
{
    switch (nid) {
    case NID_sha256:
        *out = DIGEST_SHA256;
        return 0;
    case NID_sha384:
        *out = DIGEST_SHA384;
        return 0;
    case NID_sha512:
        *out = DIGEST_SHA512;
        return 0;
    default:
        return err_set(e, ERR_REFUSED,
                       "a time stamp uses the algorithm %.40s, which is too "
                       "weak or not known",
                       OBJ_nid2sn(nid) ? OBJ_nid2sn(nid) : "?");
    }
}

static int read_imprint(struct tstoken *t, struct err *e)
{
    TS_MSG_IMPRINT *m = TS_TST_INFO_get_msg_imprint(t->info);
    const ASN1_OBJECT *md = NULL;

    X509_ALGOR_get0(&md, NULL, NULL, TS_MSG_IMPRINT_get_algo(m));
    if (digest_of_nid(&t->digest, OBJ_obj2nid(md), e))
        return -1;
    if ((size_t)ASN1_STRING_length(TS_MSG_IMPRINT_get_msg(m)) !=
        digest_size(t->digest))
        return malformed(e);
    return 0;
}

static int read_time(struct tstoken *t, struct err *e)
{
    const ASN1_GENERALIZEDTIME *at = TS_TST_INFO_get_time(t->info);

    return at && x509pool_time(&t->time, at) == 0 ? 0 : malformed(e);
}

/* --- who signed it ------------------------------------------------------ */

static int find_signer(struct tstoken *t, struct err *e)
{
    STACK_OF(PKCS7_SIGNER_INFO) *infos = PKCS7_get_signer_info(t->cms);
    STACK_OF(X509) * signers;

    if (!infos || sk_PKCS7_SIGNER_INFO_num(infos) != 1)
        return err_set(e, ERR_REFUSED,
                       "a time stamp must have one signature, not %d",
                       infos ? sk_PKCS7_SIGNER_INFO_num(infos) : 0);
    signers = PKCS7_get0_signers(t->cms, t->pool.all, 0);
    if (signers && sk_X509_num(signers) == 1)
        t->signer = sk_X509_value(signers, 0);
    sk_X509_free(signers);
    ERR_clear_error();
    if (t->signer)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "the certificate of the authority that made a time stamp "
                   "is not there");
}

/* Named by an ESSCertIDv2, digest of the signature strong enough? */
static int check_signer_info(const struct tstoken *t, struct err *e)
{
    PKCS7_SIGNER_INFO *si =
        sk_PKCS7_SIGNER_INFO_value(PKCS7_get_signer_info(t->cms), 0);
    X509_ALGOR *md = NULL;
    const ASN1_OBJECT *oid = NULL;
    enum digest_kind ignored = DIGEST_SHA256;

    PKCS7_SIGNER_INFO_get0_algs(si, NULL, &md, NULL);
    X509_ALGOR_get0(&oid, NULL, NULL, md);
    if (digest_of_nid(&ignored, OBJ_obj2nid(oid), e))
        return -1;
    if (!PKCS7_get_signed_attribute(si, NID_id_smime_aa_signingCertificateV2))
        return err_set(e, ERR_REFUSED,
                       "a time stamp does not name its certificate by a digest "
                       "of SHA-256 or more (ESSCertIDv2)");
    return 0;
}

/* Critical, and for this alone (RFC 3161 2.3): OpenSSL asks it too, but does
 * not say so, and does not count purposes that it has no name for. */
static int check_purpose(const struct tstoken *t, struct err *e)
{
    int critical = 0;
    EXTENDED_KEY_USAGE *uses =
        X509_get_ext_d2i(t->signer, NID_ext_key_usage, &critical, NULL);
    bool fits = uses && critical == 1 && sk_ASN1_OBJECT_num(uses) == 1 &&
                OBJ_obj2nid(sk_ASN1_OBJECT_value(uses, 0)) == NID_time_stamp;

    EXTENDED_KEY_USAGE_free(uses);
    if (fits)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "a time stamp is signed with a certificate that is not for "
                   "time stamping, or not for that alone");
}

static int check_term(const struct tstoken *t, struct err *e)
{
    time_t at = (time_t)t->time;

    if (X509_cmp_time(X509_get0_notBefore(t->signer), &at) <= 0 &&
        X509_cmp_time(X509_get0_notAfter(t->signer), &at) >= 0)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "a time stamp states a time at which the certificate of its "
                   "authority was not in force");
}

static X509_STORE *store_of(X509 *anchor, int64_t time)
{
    X509_STORE *s = X509_STORE_new();
    X509_VERIFY_PARAM *p;

    if (!s || X509_STORE_add_cert(s, anchor) != 1) {
        X509_STORE_free(s);
        return NULL;
    }
    p = X509_STORE_get0_param(s);
    X509_VERIFY_PARAM_set_time(p, (time_t)time);
    X509_VERIFY_PARAM_set_auth_level(p, LEVEL);
    X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_PARTIAL_CHAIN);
    return s;
}

static int check_signature(const struct tstoken *t, struct err *e)
{
    TS_VERIFY_CTX *ctx = TS_VERIFY_CTX_new();
    X509_STORE *store = store_of(t->signer, t->time);
    int rc = -1;

    if (!ctx || !store) {
        X509_STORE_free(store);
        TS_VERIFY_CTX_free(ctx);
        return err_nomem(e);
    }
    TS_VERIFY_CTX_set_store(ctx, store); /* owned by ctx from here on */
    TS_VERIFY_CTX_set_certs(ctx, X509_chain_up_ref(t->pool.all));
    TS_VERIFY_CTX_set_flags(ctx, TS_VFY_VERSION | TS_VFY_SIGNATURE);
    if (TS_RESP_verify_token(ctx, t->cms) == 1)
        rc = 0;
    else
        err_set(e, ERR_REFUSED,
                "the signature of a time stamp does not hold: "
                "%s",
                pki_reason());
    ERR_clear_error();
    TS_VERIFY_CTX_free(ctx);
    return rc;
}

static int read_all(struct tstoken *t, const struct pki_der *der,
                    const struct xades_values *values, struct err *e)
{
    if (read_cms(t, der, e) || read_imprint(t, e) || read_time(t, e) ||
        x509pool_add(&t->pool, t->cms->d.sign->cert, e) ||
        (values &&
         x509pool_add_der(&t->pool, values->certs, values->n_certs, e)) ||
        find_signer(t, e) || check_signer_info(t, e) || check_purpose(t, e) ||
        check_term(t, e) || check_signature(t, e))
        return -1;
    return x509pool_chain(t->chain, &t->n_chain, &t->pool, t->signer, e);
}

struct tstoken *tstoken_read(const struct pki_der *der,
                             const struct xades_values *values, struct err *e)
{
    struct tstoken *t = calloc(1, sizeof *t);

    if (!t) {
        err_nomem(e);
        return NULL;
    }
    ERR_clear_error();
    if (x509pool_init(&t->pool, e) || read_all(t, der, values, e)) {
        tstoken_free(t);
        return NULL;
    }
    return t;
}

void tstoken_free(struct tstoken *t)
{
    if (!t)
        return;
    pki_chain_free(t->chain, t->n_chain);
    x509pool_release(&t->pool);
    TS_TST_INFO_free(t->info);
    PKCS7_free(t->cms);
    free(t);
}

enum digest_kind tstoken_digest(const struct tstoken *t)
{
    return t->digest;
}

int tstoken_check(const struct tstoken *t, const unsigned char *md,
                  struct err *e)
{
    ASN1_OCTET_STRING *m =
        TS_MSG_IMPRINT_get_msg(TS_TST_INFO_get_msg_imprint(t->info));

    if (memcmp(ASN1_STRING_get0_data(m), md, digest_size(t->digest)) == 0)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "a time stamp is not on this: it was made for something "
                   "else, or what it is on was altered");
}

int64_t tstoken_time(const struct tstoken *t)
{
    return t->time;
}

int tstoken_nonce_is(const struct tstoken *t, const unsigned char *nonce,
                     size_t n)
{
    const ASN1_INTEGER *there = TS_TST_INFO_get_nonce(t->info);
    BIGNUM *got = there ? ASN1_INTEGER_to_BN(there, NULL) : NULL;
    BIGNUM *want = BN_bin2bn(nonce, (int)n, NULL);
    int same = got && want && BN_cmp(got, want) == 0;

    BN_free(got);
    BN_free(want);
    return same;
}

size_t tstoken_chain(struct pki_cert *const **out, const struct tstoken *t)
{
    *out = t->chain;
    return t->n_chain;
}

int tstoken_certs(struct pki_der *out, size_t *n, size_t max,
                  const struct tstoken *t, struct arena *a, struct err *e)
{
    return x509pool_der(out, n, max, t->cms->d.sign->cert, a, e);
}
