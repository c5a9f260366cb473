#include "reports/seal/pki.h"

#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/pki_internal.h"
#include "reports/seal/pki_key.h"
#include "reports/seal/pki_pkcs11.h"
#include "reports/seal/pki_uri.h"

struct pki_signer {
    EVP_PKEY *key;           /* of a file, */
    struct pki_token *token; /* or in a token: one of the two */
    enum pki_alg alg;
    struct pki_cert *cert[PKI_CERTS_MAX];
    struct pki_der der[PKI_CERTS_MAX];
    unsigned char *owned[PKI_CERTS_MAX]; /* der[i].p, to be freed */
    size_t n;
};

/* The certificate says what the key in the token is. */
static int load_token(struct pki_signer *s, const char *uri, int pin_fd,
                      struct err *e)
{
    EVP_PKEY *key = X509_get0_pubkey(s->cert[0]->x509);

    if (pki_key_alg(&s->alg, key, e))
        return -1;
    s->token = pki_token_open(uri, s->alg, pin_fd, e);
    return s->token ? 0 : -1;
}

static int not_its_key(const char *cert_path, struct err *e)
{
    ERR_clear_error();
    err_set(e, ERR_REFUSED,
            "the certificate does not belong to the key: give the "
            "certificate of the key first in its file");
    return err_at(e, cert_path, 0, 0);
}

static int load_key(struct pki_signer *s, const char *path, int passphrase_fd,
                    struct err *e)
{
    s->key = pki_key_open(path, passphrase_fd, e);
    if (!s->key)
        return -1;
    return pki_key_alg(&s->alg, s->key, e) ? err_at(e, path, 0, 0) : 0;
}

static int add_cert(struct pki_signer *s, X509 *x509, struct err *e)
{
    int len;

    if (s->n == PKI_CERTS_MAX) {
        X509_free(x509);
        return err_set(e, ERR_LIMIT, "more than %d certificates",
                       PKI_CERTS_MAX);
    }
    s->cert[s->n] = pki_cert_take(x509, e);
    if (!s->cert[s->n])
        return -1;
    len = i2d_X509(x509, &s->owned[s->n]);
    s->der[s->n] = (struct pki_der){s->owned[s->n], (size_t)len};
    s->n++;
    if (len <= 0)
        return err_nomem(e);
    if ((size_t)len > PKI_CERT_BYTES_MAX)
        return err_set(e, ERR_LIMIT, "a certificate is larger than %zu bytes",
                       PKI_CERT_BYTES_MAX);
    return 0;
}

static int load_certs(struct pki_signer *s, const char *path, struct err *e)
{
    struct buf pem = {0};
    BIO *in = NULL;
    X509 *x509;
    int rc = -1;

    if (pki_pem_open(&in, &pem, path, e))
        goto done;
    while ((x509 = PEM_read_bio_X509(in, NULL, NULL, NULL)))
        if (add_cert(s, x509, e))
            goto done;
    if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE) {
        err_set(e, ERR_SYNTAX, "a certificate can not be read: %s",
                pki_reason());
        goto done;
    }
    ERR_clear_error();
    if (s->n == 0) {
        err_set(e, ERR_SYNTAX, "the file holds no certificate in PEM form");
        goto done;
    }
    rc = pki_chain_check(s->cert, s->n, e);
done:
    if (rc)
        err_at(e, path, 0, 0);
    BIO_free(in);
    buf_release(&pem);
    return rc;
}

static int load_either(struct pki_signer *s, const char *key, int passphrase_fd,
                       const char *cert_path, struct err *e)
{
    if (pki_uri_is(key))
        return load_token(s, key, passphrase_fd, e);
    if (load_key(s, key, passphrase_fd, e))
        return -1;
    if (X509_check_private_key(s->cert[0]->x509, s->key) != 1)
        return not_its_key(cert_path, e);
    return 0;
}

struct pki_signer *pki_signer_open(const char *key, int passphrase_fd,
                                   const char *cert_path, int64_t time,
                                   struct err *e)
{
    struct pki_signer *s = calloc(1, sizeof *s);

    if (!s) {
        err_nomem(e);
        return NULL;
    }
    ERR_clear_error();
    if (load_certs(s, cert_path, e) ||
        load_either(s, key, passphrase_fd, cert_path, e))
        goto fail;
    if (pki_cert_usable(s->cert[0], time, e)) {
        err_at(e, cert_path, 0, 0);
        goto fail;
    }
    return s;
fail:
    pki_signer_free(s);
    return NULL;
}

void pki_signer_free(struct pki_signer *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++) {
        pki_cert_free(s->cert[i]);
        OPENSSL_free(s->owned[i]);
    }
    EVP_PKEY_free(s->key);
    pki_token_close(s->token);
    free(s);
}

enum pki_alg pki_signer_alg(const struct pki_signer *s)
{
    return s->alg;
}

size_t pki_signer_chain(const struct pki_der **out, const struct pki_signer *s)
{
    *out = s->der;
    return s->n;
}

/* OpenSSL's DER to r||s. */
static int ecdsa_raw(unsigned char *out, const unsigned char *der, size_t len,
                     size_t half)
{
    ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)len);
    int rc = -1;

    if (pair &&
        BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, (int)half) == (int)half &&
        BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + half, (int)half) ==
            (int)half)
        rc = 0;
    ECDSA_SIG_free(pair);
    return rc;
}

static int sign_key(unsigned char out[PKI_SIGNATURE_MAX], size_t *out_len,
                    const struct pki_signer *s, const void *data, size_t len,
                    struct err *e)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *key_ctx = NULL;
    unsigned char sig[PKI_SIGNATURE_MAX];
    size_t n = sizeof sig;
    size_t half = pki_half(s->alg);
    int rc = -1;

    if (!ctx ||
        EVP_DigestSignInit(ctx, &key_ctx, pki_digest(s->alg), NULL, s->key) !=
            1 ||
        pki_padding(key_ctx, s->alg) != 1 ||
        EVP_DigestSign(ctx, sig, &n, data, len) != 1)
        goto done;
    if (half > 0) {
        if (ecdsa_raw(out, sig, n, half))
            goto done;
        n = 2 * half;
    } else {
        memcpy(out, sig, n);
    }
    *out_len = n;
    rc = 0;
done:
    if (rc)
        err_set(e, ERR_REFUSED, "the key could not sign: %s", pki_reason());
    EVP_MD_CTX_free(ctx);
    return rc;
}

/* By the token; a signature that does not fit the certificate (another key, a
 * token that fails) must not go out. */
static int sign_token(unsigned char out[PKI_SIGNATURE_MAX], size_t *out_len,
                      const struct pki_signer *s, const void *data, size_t len,
                      struct err *e)
{
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    struct err why = {0};

    if (EVP_Digest(data, len, digest, &n, pki_digest(s->alg), NULL) != 1)
        return err_nomem(e);
    if (pki_token_sign(out, out_len, s->token, s->alg, digest, n, e))
        return -1;
    if (pki_verify(s->cert[0], s->alg, out, *out_len, data, len, &why))
        return err_set(e, ERR_REFUSED,
                       "the key in the token is not that of the certificate: "
                       "%s",
                       why.msg);
    return 0;
}

int pki_sign(unsigned char out[PKI_SIGNATURE_MAX], size_t *out_len,
             const struct pki_signer *s, const void *data, size_t len,
             struct err *e)
{
    if (s->token)
        return sign_token(out, out_len, s, data, len, e);
    return sign_key(out, out_len, s, data, len, e);
}
