#include "reports/stamp/ocspresp.h"

#include <string.h>
#include <time.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/ocsp.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/err.h"
#include "reports/seal/pki_internal.h"
#include "reports/stamp/x509pool.h"

#define LEVEL       2   /* OpenSSL: at least 112 bits */
#define SINGLES_MAX 256 /* certificates in one response */

/* NULL with *e. */
static OCSP_BASICRESP *read_basic(const struct pki_der *der, struct err *e)
{
    const unsigned char *p = der->p;
    OCSP_RESPONSE *r = d2i_OCSP_RESPONSE(NULL, &p, (long)der->n);
    OCSP_BASICRESP *basic = NULL;

    if (!r || p != der->p + der->n) {
        err_set(e, ERR_REFUSED, "a status response (OCSP) is not well-formed");
    } else if (OCSP_response_status(r) != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
        err_set(e, ERR_REFUSED, "the responder gives no status, but: %s",
                OCSP_response_status_str(OCSP_response_status(r)));
    } else {
        basic = OCSP_response_get1_basic(r);
        if (!basic)
            err_set(e, ERR_REFUSED,
                    "a status response (OCSP) is not well-formed");
    }
    OCSP_RESPONSE_free(r);
    ERR_clear_error();
    return basic;
}

/* Is this single response about the certificate? The responder chooses the
 * digest of names and keys; it is no signature, so SHA-1 will do. */
static bool is_about(OCSP_SINGLERESP *s, const struct pki_cert *cert,
                     const struct pki_cert *issuer)
{
    const OCSP_CERTID *id = OCSP_SINGLERESP_get0_id(s);
    ASN1_OBJECT *oid = NULL;
    const EVP_MD *md;
    OCSP_CERTID *want;
    bool same;

    OCSP_id_get0_info(NULL, &oid, NULL, NULL, (OCSP_CERTID *)(uintptr_t)id);
    md = EVP_get_digestbyobj(oid);
    want = md ? OCSP_cert_to_id(md, cert->x509, issuer->x509) : NULL;
    same = want && OCSP_id_cmp(want, id) == 0;
    OCSP_CERTID_free(want);
    return same;
}

static OCSP_SINGLERESP *find(OCSP_BASICRESP *b, const struct pki_cert *cert,
                             const struct pki_cert *issuer)
{
    int n = OCSP_resp_count(b);

    for (int i = 0; i < n && i < SINGLES_MAX; i++) {
        OCSP_SINGLERESP *s = OCSP_resp_get0(b, i);

        if (is_about(s, cert, issuer))
            return s;
    }
    return NULL;
}

static int check_algorithm(const OCSP_BASICRESP *b, struct err *e)
{
    const ASN1_OBJECT *oid = NULL;
    int md = NID_undef;
    int nid;

    X509_ALGOR_get0(&oid, NULL, NULL, OCSP_resp_get0_tbs_sigalg(b));
    nid = OBJ_obj2nid(oid);
    OBJ_find_sigid_algs(nid, &md, NULL);
    if (md == NID_sha256 || md == NID_sha384 || md == NID_sha512)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "a status response (OCSP) is signed with %.40s, which is "
                   "too weak or not known",
                   OBJ_nid2sn(nid) ? OBJ_nid2sn(nid) : "?");
}

/* Only what the issuer signed, or whom it authorised: it alone is the anchor,
 * and no other certificate is believed for being marked so. */
static int check_signature(OCSP_BASICRESP *b, const struct pki_cert *issuer,
                           int64_t produced, struct err *e)
{
    X509_STORE *store = X509_STORE_new();
    STACK_OF(X509) *known = sk_X509_new_null();
    X509_VERIFY_PARAM *p;
    int rc = -1;

    if (!store || !known || X509_STORE_add_cert(store, issuer->x509) != 1 ||
        sk_X509_push(known, issuer->x509) <= 0) {
        err_nomem(e);
        goto done;
    }
    p = X509_STORE_get0_param(store);
    X509_VERIFY_PARAM_set_time(p, (time_t)produced);
    X509_VERIFY_PARAM_set_auth_level(p, LEVEL);
    X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_PARTIAL_CHAIN);
    if (OCSP_basic_verify(b, known, store, OCSP_NOEXPLICIT) == 1)
        rc = 0;
    else
        err_set(e, ERR_REFUSED,
                "a status response (OCSP) is not signed by the issuer of the "
                "certificate, nor by a responder that it authorised");
done:
    ERR_clear_error();
    sk_X509_free(known);
    X509_STORE_free(store);
    return rc;
}

static int read_times(struct certstatus *out, const OCSP_BASICRESP *b,
                      OCSP_SINGLERESP *s, struct err *e)
{
    ASN1_GENERALIZEDTIME *revoked = NULL;
    ASN1_GENERALIZEDTIME *this_update = NULL;
    ASN1_GENERALIZEDTIME *next_update = NULL;
    int reason = OCSP_REVOKED_STATUS_NOSTATUS;
    int status = OCSP_single_get0_status(s, &reason, &revoked, &this_update,
                                         &next_update);

    if (x509pool_time(&out->produced, OCSP_resp_get0_produced_at(b)) ||
        !this_update || x509pool_time(&out->updated, this_update) ||
        (next_update && x509pool_time(&out->until, next_update)) ||
        (revoked && x509pool_time(&out->since, revoked)))
        return err_set(e, ERR_REFUSED,
                       "a status response (OCSP) is not well-formed");
    switch (status) {
    case V_OCSP_CERTSTATUS_GOOD:
        out->word = CERTSTATUS_GOOD;
        return 0;
    case V_OCSP_CERTSTATUS_REVOKED:
        out->word = reason == OCSP_REVOKED_STATUS_CERTIFICATEHOLD
                        ? CERTSTATUS_HELD
                        : CERTSTATUS_REVOKED;
        return 0;
    default:
        return err_set(e, ERR_REFUSED,
                       "the responder does not know the certificate whose "
                       "status was asked");
    }
}

int ocspresp_check(struct certstatus *out, const struct pki_der *response,
                   const struct pki_cert *cert, const struct pki_cert *issuer,
                   struct err *e)
{
    OCSP_BASICRESP *b = read_basic(response, e);
    struct certstatus got = {0};
    OCSP_SINGLERESP *s;
    int rc = -1;

    if (!b)
        return -1;
    s = find(b, cert, issuer);
    if (!s)
        err_set(e, ERR_MISSING,
                "a status response (OCSP) is about another certificate");
    else if (check_algorithm(b, e) == 0 && read_times(&got, b, s, e) == 0 &&
             check_signature(b, issuer, got.produced, e) == 0)
        rc = 0;
    OCSP_BASICRESP_free(b);
    if (rc == 0)
        *out = got;
    return rc;
}

static int keep(struct pki_der *out, const unsigned char *der, int len,
                struct arena *a, struct err *e)
{
    unsigned char *copy;

    if (len <= 0)
        return err_nomem(e);
    copy = arena_alloc(a, (size_t)len, e);
    if (!copy)
        return -1;
    memcpy(copy, der, (size_t)len);
    *out = (struct pki_der){copy, (size_t)len};
    return 0;
}

int ocspresp_request(struct pki_der *out, const struct pki_cert *cert,
                     const struct pki_cert *issuer, struct arena *a,
                     struct err *e)
{
    OCSP_REQUEST *r = OCSP_REQUEST_new();
    OCSP_CERTID *id = OCSP_cert_to_id(EVP_sha1(), cert->x509, issuer->x509);
    unsigned char *der = NULL;
    int len = 0;
    int rc = -1;

    if (r && id && OCSP_request_add0_id(r, id)) {
        id = NULL; /* owned by the request */
        if (OCSP_request_add1_nonce(r, NULL, -1) == 1)
            len = i2d_OCSP_REQUEST(r, &der);
        rc = keep(out, der, len, a, e);
    }
    if (rc)
        err_nomem(e);
    OPENSSL_free(der);
    OCSP_CERTID_free(id);
    OCSP_REQUEST_free(r);
    ERR_clear_error();
    return rc;
}

int ocspresp_check_nonce(const struct pki_der *request,
                         const struct pki_der *response, struct err *e)
{
    const unsigned char *p = request->p;
    OCSP_REQUEST *r = d2i_OCSP_REQUEST(NULL, &p, (long)request->n);
    OCSP_BASICRESP *b = read_basic(response, e);
    int same = r && b ? OCSP_check_nonce(r, b) : 0;
    int rc = -1;

    /* -1: a responder that makes its answers in advance gives none; then only
     * the age of the response counts. */
    if (same == 1 || same == -1)
        rc = 0;
    else if (b)
        err_set(e, ERR_REFUSED,
                "the status response (OCSP) answers another question than "
                "ours: its nonce differs");
    OCSP_BASICRESP_free(b);
    OCSP_REQUEST_free(r);
    ERR_clear_error();
    return rc;
}

int ocspresp_certs(struct pki_der *out, size_t *n, size_t max,
                   const struct pki_der *response, struct arena *a,
                   struct err *e)
{
    OCSP_BASICRESP *b = read_basic(response, e);
    int rc;

    if (!b)
        return -1;
    rc = x509pool_der(out, n, max, OCSP_resp_get0_certs(b), a, e);
    OCSP_BASICRESP_free(b);
    return rc;
}

int ocspresp_url(const char **out, const struct pki_cert *cert, struct arena *a,
                 struct err *e)
{
    STACK_OF(OPENSSL_STRING) *urls = X509_get1_ocsp(cert->x509);
    int rc = 0;

    *out = NULL;
    if (urls && sk_OPENSSL_STRING_num(urls) > 0) {
        *out = arena_strdup(a, sk_OPENSSL_STRING_value(urls, 0), e);
        rc = *out ? 0 : -1;
    }
    X509_email_free(urls);
    return rc;
}
