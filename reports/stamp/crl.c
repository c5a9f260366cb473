#include "reports/stamp/crl.h"

#include <string.h>
#include <time.h>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/err.h"
#include "reports/seal/pki_internal.h"
#include "reports/stamp/x509pool.h"

#define LEVEL 2 /* OpenSSL: at least 112 bits */

static int malformed(struct err *e)
{
    return err_set(e, ERR_REFUSED,
                   "a revocation list (CRL) is not well-formed");
}

/* NULL with *e. */
static X509_CRL *read_list(const struct pki_der *der, struct err *e)
{
    const unsigned char *p = der->p;
    X509_CRL *c = d2i_X509_CRL(NULL, &p, (long)der->n);

    if (!c || p != der->p + der->n) {
        X509_CRL_free(c);
        c = NULL;
        malformed(e);
    }
    ERR_clear_error();
    return c;
}

static int check_algorithm(const X509_CRL *c, struct err *e)
{
    int nid = X509_CRL_get_signature_nid(c);
    int md = NID_undef;

    OBJ_find_sigid_algs(nid, &md, NULL);
    if (md == NID_sha256 || md == NID_sha384 || md == NID_sha512)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "a revocation list (CRL) is signed with %.40s, which is too "
                   "weak or not known",
                   OBJ_nid2sn(nid) ? OBJ_nid2sn(nid) : "?");
}

/* Lists that do not say of one issuer's certificates all that is to be said.
 * OpenSSL takes some of them for complete, others for none at all. */
static int check_kind(const X509_CRL *c, struct err *e)
{
    int critical = -1;
    ISSUING_DIST_POINT *idp = X509_CRL_get_ext_d2i(
        c, NID_issuing_distribution_point, &critical, NULL);
    int rc = -1;

    if (!idp && critical != -1)
        malformed(e);
    else if (X509_CRL_get_ext_by_NID(c, NID_delta_crl, -1) >= 0)
        err_set(e, ERR_REFUSED,
                "a revocation list (CRL) tells changes only (delta): the "
                "complete list is needed");
    else if (idp && idp->indirectCRL > 0)
        err_set(e, ERR_REFUSED,
                "a revocation list (CRL) is indirect, of certificates that "
                "others issued: the list of the issuer itself is needed");
    else if (idp && idp->onlysomereasons)
        err_set(e, ERR_REFUSED,
                "a revocation list (CRL) covers some reasons only: the "
                "complete list is needed");
    else
        rc = 0;
    ISSUING_DIST_POINT_free(idp);
    ERR_clear_error();
    return rc;
}

static int read_times(struct certstatus *out, const X509_CRL *c, struct err *e)
{
    const ASN1_TIME *next = X509_CRL_get0_nextUpdate(c);

    if (x509pool_time(&out->updated, X509_CRL_get0_lastUpdate(c)) ||
        (next && x509pool_time(&out->until, next)))
        return malformed(e);
    out->produced = out->updated;
    if (out->until < out->updated)
        return err_set(e, ERR_REFUSED,
                       "a revocation list (CRL) does not say until when it is "
                       "good");
    return 0;
}

/* --- signature and scope ------------------------------------------------ */

/* Whether it is on the list is asked afterwards. */
static int pass_revoked(int ok, X509_STORE_CTX *ctx)
{
    if (!ok && X509_STORE_CTX_get_error(ctx) == X509_V_ERR_CERT_REVOKED) {
        X509_STORE_CTX_set_error(ctx, X509_V_OK);
        return 1;
    }
    return ok;
}

static int reason_of(int error, struct err *e)
{
    switch (error) {
    case X509_V_ERR_DIFFERENT_CRL_SCOPE:
        return err_set(e, ERR_MISSING,
                       "a revocation list (CRL) is about other certificates");
    case X509_V_ERR_UNHANDLED_CRITICAL_CRL_EXTENSION:
        return err_set(e, ERR_REFUSED,
                       "a revocation list (CRL) has a critical extension that "
                       "is not known");
    case X509_V_ERR_KEYUSAGE_NO_CRL_SIGN:
        return err_set(e, ERR_REFUSED,
                       "a revocation list (CRL) is signed with a key that may "
                       "not sign such lists");
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return err_set(e, ERR_REFUSED,
                       "a revocation list (CRL) was made when the certificate, "
                       "or its issuer's, was not in force");
    case X509_V_ERR_CRL_SIGNATURE_FAILURE:
        return err_set(e, ERR_REFUSED,
                       "a revocation list (CRL) is not signed by the issuer of "
                       "the certificate");
    default:
        return err_set(e, ERR_REFUSED,
                       "a revocation list (CRL) can not be accepted: %.120s",
                       X509_verify_cert_error_string(error));
    }
}

/* The issuer alone is the anchor; the time is that of the list. */
static int ask_openssl(X509_STORE_CTX *ctx, X509_STORE *store,
                       STACK_OF(X509_CRL) * lists, X509 *cert, int64_t time,
                       struct err *e)
{
    X509_VERIFY_PARAM *p;

    if (X509_STORE_CTX_init(ctx, store, cert, NULL) != 1)
        return err_nomem(e);
    X509_STORE_CTX_set0_crls(ctx, lists);
    X509_STORE_CTX_set_verify_cb(ctx, pass_revoked);
    p = X509_STORE_CTX_get0_param(ctx);
    X509_VERIFY_PARAM_set_time(p, (time_t)time);
    X509_VERIFY_PARAM_set_auth_level(p, LEVEL);
    X509_VERIFY_PARAM_set_flags(p, X509_V_FLAG_PARTIAL_CHAIN |
                                       X509_V_FLAG_CRL_CHECK);
    if (X509_verify_cert(ctx) == 1)
        return 0;
    return reason_of(X509_STORE_CTX_get_error(ctx), e);
}

static int check_list(X509_CRL *c, const struct pki_cert *cert,
                      const struct pki_cert *issuer, int64_t time,
                      struct err *e)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    STACK_OF(X509_CRL) *lists = sk_X509_CRL_new_null();
    int rc;

    if (!store || !ctx || !lists || sk_X509_CRL_push(lists, c) <= 0 ||
        X509_STORE_add_cert(store, issuer->x509) != 1)
        rc = err_nomem(e);
    else
        rc = ask_openssl(ctx, store, lists, cert->x509, time, e);
    ERR_clear_error();
    X509_STORE_CTX_free(ctx);
    sk_X509_CRL_free(lists);
    X509_STORE_free(store);
    return rc;
}

/* --- the entry ---------------------------------------------------------- */

static int read_entry(struct certstatus *out, X509_REVOKED *entry,
                      struct err *e)
{
    int critical = -1;
    ASN1_ENUMERATED *reason =
        X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, &critical, NULL);
    bool held =
        reason && ASN1_ENUMERATED_get(reason) == CRL_REASON_CERTIFICATE_HOLD;
    bool bad = !reason && critical != -1;

    ASN1_ENUMERATED_free(reason);
    ERR_clear_error();
    if (bad ||
        x509pool_time(&out->since, X509_REVOKED_get0_revocationDate(entry)))
        return malformed(e);
    out->word = held ? CERTSTATUS_HELD : CERTSTATUS_REVOKED;
    return 0;
}

static int look_up(struct certstatus *out, X509_CRL *c,
                   const struct pki_cert *cert, struct err *e)
{
    X509_REVOKED *entry = NULL;

    switch (X509_CRL_get0_by_cert(c, &entry, cert->x509)) {
    case 0:
        out->word = CERTSTATUS_GOOD;
        return 0;
    case 1:
        return read_entry(out, entry, e);
    default: /* removeFromCRL, of which only a delta list may speak */
        return malformed(e);
    }
}

int crl_check(struct certstatus *out, const struct pki_der *list,
              const struct pki_cert *cert, const struct pki_cert *issuer,
              struct err *e)
{
    X509_CRL *c = read_list(list, e);
    struct certstatus got = {0};
    int rc = -1;

    if (!c)
        return -1;
    if (check_kind(c, e))
        goto done;
    if (X509_NAME_cmp(X509_CRL_get_issuer(c),
                      X509_get_subject_name(issuer->x509)) != 0) {
        err_set(e, ERR_MISSING,
                "a revocation list (CRL) is about other certificates");
        goto done;
    }
    if (check_algorithm(c, e) || read_times(&got, c, e) ||
        check_list(c, cert, issuer, got.updated, e) ||
        look_up(&got, c, cert, e))
        goto done;
    *out = got;
    rc = 0;
done:
    X509_CRL_free(c);
    return rc;
}

/* --- where it comes from ------------------------------------------------ */

int crl_take(struct pki_der *out, const void *bytes, size_t len,
             struct arena *a, struct err *e)
{
    static const char pem[] = "-----BEGIN X509 CRL-----";
    const struct pki_der raw = {bytes, len};
    unsigned char *der = NULL;
    X509_CRL *c = NULL;
    BIO *bio = NULL;
    int rc = -1;
    int n;

    if (len >= strlen(pem) && memcmp(bytes, pem, strlen(pem)) == 0) {
        bio = BIO_new_mem_buf(bytes, (int)len);
        c = bio ? PEM_read_bio_X509_CRL(bio, NULL, NULL, NULL) : NULL;
        if (!c)
            malformed(e);
    } else {
        c = read_list(&raw, e);
    }
    n = c ? i2d_X509_CRL(c, &der) : 0;
    if (c && n <= 0) {
        err_nomem(e);
    } else if (c) {
        out->p =
            (unsigned char *)arena_strndup(a, (const char *)der, (size_t)n, e);
        out->n = (size_t)n;
        rc = out->p ? 0 : -1;
    }
    OPENSSL_free(der);
    X509_CRL_free(c);
    BIO_free(bio);
    ERR_clear_error();
    return rc;
}

/* NULL: it is no address that can be asked. */
static const char *http_of(const GENERAL_NAME *name)
{
    const char *uri;

    if (name->type != GEN_URI)
        return NULL;
    uri =
        (const char *)ASN1_STRING_get0_data(name->d.uniformResourceIdentifier);
    if (strlen(uri) !=
        (size_t)ASN1_STRING_length(name->d.uniformResourceIdentifier))
        return NULL;
    return strncmp(uri, "http://", 7) == 0 || strncmp(uri, "https://", 8) == 0
               ? uri
               : NULL;
}

static const char *first_address(const CRL_DIST_POINTS *points)
{
    for (int i = 0; i < sk_DIST_POINT_num(points); i++) {
        const DIST_POINT *p = sk_DIST_POINT_value(points, i);
        const GENERAL_NAMES *names = p->distpoint && p->distpoint->type == 0
                                         ? p->distpoint->name.fullname
                                         : NULL;

        for (int k = 0; k < sk_GENERAL_NAME_num(names); k++) {
            const char *uri = http_of(sk_GENERAL_NAME_value(names, k));

            if (uri)
                return uri;
        }
    }
    return NULL;
}

int crl_url(const char **out, const struct pki_cert *cert, struct arena *a,
            struct err *e)
{
    CRL_DIST_POINTS *points =
        X509_get_ext_d2i(cert->x509, NID_crl_distribution_points, NULL, NULL);
    const char *uri = first_address(points);
    int rc = 0;

    *out = NULL;
    if (uri) {
        *out = arena_strdup(a, uri, e);
        rc = *out ? 0 : -1;
    }
    CRL_DIST_POINTS_free(points);
    ERR_clear_error();
    return rc;
}
