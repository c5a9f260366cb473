#include "reports/seal/pki.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "base/utf8.h"
#include "reports/seal/pki_internal.h"

#define PEM_BYTES_MAX ((size_t)1 << 20)
#define DEPTH_MAX     PKI_CERTS_MAX
#define LEVEL         2 /* OpenSSL: at least 112 bits, so no SHA-1, no RSA-1024 */

struct pki_cert *pki_cert_take(X509 *x509, struct err *e)
{
    struct pki_cert *c = calloc(1, sizeof *c);

    if (!c) {
        X509_free(x509);
        err_nomem(e);
        return NULL;
    }
    c->x509 = x509;
    if (X509_get0_pubkey(x509))
        return c;
    err_set(e, ERR_REFUSED, "a certificate holds no usable key: %s",
            pki_reason());
    pki_cert_free(c);
    return NULL;
}

/* OpenSSL also reads what is not DER; then it would write other bytes. */
static bool is_der_of(X509 *x509, const struct pki_der *der)
{
    unsigned char *again = NULL;
    int n = i2d_X509(x509, &again);
    bool same =
        n > 0 && (size_t)n == der->n && memcmp(again, der->p, der->n) == 0;

    OPENSSL_free(again);
    return same;
}

struct pki_cert *pki_cert_read(const struct pki_der *der, struct err *e)
{
    const unsigned char *p = der->p;
    X509 *x509 = NULL;

    if (der->n <= PKI_CERT_BYTES_MAX)
        x509 = d2i_X509(NULL, &p, (long)der->n);
    if (!x509 || !is_der_of(x509, der)) {
        X509_free(x509);
        ERR_clear_error();
        err_set(e, ERR_REFUSED, "a certificate is not well-formed");
        return NULL;
    }
    return pki_cert_take(x509, e);
}

struct pki_cert *pki_cert_pem(const void *pem, size_t len, struct err *e)
{
    struct pki_cert *c = NULL;
    X509 *x509;
    BIO *in;

    if (len > PEM_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a certificate is larger than %zu bytes",
                PEM_BYTES_MAX);
        return NULL;
    }
    in = BIO_new_mem_buf(pem, (int)len);
    if (!in) {
        err_nomem(e);
        return NULL;
    }
    x509 = PEM_read_bio_X509(in, NULL, NULL, NULL);
    ERR_clear_error();
    if (!x509)
        err_set(e, ERR_SYNTAX, "the file holds no certificate in PEM form");
    else
        c = pki_cert_take(x509, e);
    BIO_free(in);
    return c;
}

struct pki_cert *pki_cert_open(const char *path, struct err *e)
{
    struct buf pem = {0};
    struct pki_cert *c = NULL;

    buf_init(&pem, PEM_BYTES_MAX);
    if (path_read(&pem, path, e) == 0)
        c = pki_cert_pem(pem.s ? pem.s : "", pem.n, e);
    if (!c)
        err_at(e, path, 0, 0);
    buf_release(&pem);
    return c;
}

void pki_cert_free(struct pki_cert *c)
{
    if (c)
        X509_free(c->x509);
    free(c);
}

int pki_cert_sha256(char out[65], const struct pki_cert *c, struct err *e)
{
    unsigned char md[EVP_MAX_MD_SIZE];
    unsigned len = 0;

    if (X509_digest(c->x509, EVP_sha256(), md, &len) != 1)
        return err_nomem(e);
    digest_to_hex(out, md, len);
    return 0;
}

char *pki_cert_subject(struct arena *a, const struct pki_cert *c, struct err *e)
{
    BIO *text = BIO_new(BIO_s_mem());
    char *p = NULL;
    char *out = NULL;
    long n;

    if (text &&
        X509_NAME_print_ex(text, X509_get_subject_name(c->x509), 0,
                           XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB) >= 0) {
        n = BIO_get_mem_data(text, &p);
        out = arena_strndup(a, n > 0 ? p : "", n > 0 ? (size_t)n : 0, e);
    } else {
        err_nomem(e);
    }
    if (out)
        utf8_make_printable(out);
    BIO_free(text);
    return out;
}

int pki_cert_usable(const struct pki_cert *c, int64_t time, struct err *e)
{
    time_t at = (time_t)time;
    uint32_t usage = X509_get_key_usage(c->x509);

    /* X509_cmp_time: 0 is a time that can not be read. */
    if (X509_cmp_time(X509_get0_notBefore(c->x509), &at) >= 0)
        return err_set(e, ERR_REFUSED,
                       "the certificate was not yet in force at the time of "
                       "signing");
    if (X509_cmp_time(X509_get0_notAfter(c->x509), &at) <= 0)
        return err_set(e, ERR_REFUSED,
                       "the certificate had expired at the time of signing");
    if (!(usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)))
        return err_set(e, ERR_REFUSED,
                       "the certificate does not allow its key to sign "
                       "documents");
    return 0;
}

int pki_chain_check(struct pki_cert *const *chain, size_t n, struct err *e)
{
    for (size_t i = 0; i + 1 < n; i++) {
        X509 *issuer = chain[i + 1]->x509;

        if (X509_check_issued(issuer, chain[i]->x509) == X509_V_OK &&
            X509_verify(chain[i]->x509, X509_get0_pubkey(issuer)) == 1)
            continue;
        ERR_clear_error();
        return err_set(e, ERR_REFUSED,
                       "certificate %zu of the list did not issue the one "
                       "before it: give the signer's own first, then each "
                       "issuer",
                       i + 2);
    }
    return 0;
}

void pki_chain_free(struct pki_cert **chain, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        pki_cert_free(chain[i]);
        chain[i] = NULL;
    }
}

static int run_verify(X509_STORE_CTX *ctx, X509_STORE *store, X509 *leaf,
                      STACK_OF(X509) * others, int64_t time)
{
    X509_VERIFY_PARAM *param;

    if (X509_STORE_CTX_init(ctx, store, leaf, others) != 1)
        return 0;
    param = X509_STORE_CTX_get0_param(ctx);
    X509_VERIFY_PARAM_set_time(param, (time_t)time);
    X509_VERIFY_PARAM_set_depth(param, DEPTH_MAX);
    X509_VERIFY_PARAM_set_auth_level(param, LEVEL);
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
    return X509_verify_cert(ctx);
}

int pki_chain_to(struct pki_cert *const *chain, size_t n,
                 const struct pki_cert *anchor, int64_t time, struct err *e)
{
    X509_STORE *store = X509_STORE_new();
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    STACK_OF(X509) *others = sk_X509_new_null();
    int rc = -1;

    if (!store || !ctx || !others ||
        X509_STORE_add_cert(store, anchor->x509) != 1) {
        err_nomem(e);
        goto done;
    }
    for (size_t i = 1; i < n; i++) {
        if (sk_X509_push(others, chain[i]->x509) <= 0) {
            err_nomem(e);
            goto done;
        }
    }
    if (run_verify(ctx, store, chain[0]->x509, others, time) == 1)
        rc = 0;
    else
        err_set(e, ERR_REFUSED,
                "the certificate does not lead to the anchor: %s",
                X509_verify_cert_error_string(X509_STORE_CTX_get_error(ctx)));
done:
    ERR_clear_error();
    sk_X509_free(others);
    X509_STORE_CTX_free(ctx);
    X509_STORE_free(store);
    return rc;
}
