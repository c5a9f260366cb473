#include "reports/seal/pki.h"

#include <stdbool.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include "base/err.h"
#include "base/isodate.h"
#include "reports/seal/pki_internal.h"

#define RSA_BITS_MIN 3072
#define RSA_BITS_MAX 8192

static const struct {
    const char *name;
    const char *uri;
    const char *group; /* OpenSSL's name of the curve; NULL for RSA */
    size_t half;
} algs[] = {
    [PKI_P256] = {"ECDSA P-256 SHA-256",
                  "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",    "prime256v1", 32},
    [PKI_P384] = {"ECDSA P-384 SHA-384",
                  "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",    "secp384r1",  48},
    [PKI_RSA] = {"RSA-PSS SHA-256",
                  "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1", NULL,
                  0                                                                         },
};

#define N_ALGS (sizeof algs / sizeof *algs)

const char *pki_alg_name(enum pki_alg a)
{
    return algs[a].name;
}

const char *pki_alg_uri(enum pki_alg a)
{
    return algs[a].uri;
}

int pki_alg_parse(enum pki_alg *out, const char *uri)
{
    for (size_t i = 0; i < N_ALGS; i++) {
        if (strcmp(algs[i].uri, uri) == 0) {
            *out = (enum pki_alg)i;
            return 0;
        }
    }
    return -1;
}

size_t pki_half(enum pki_alg alg)
{
    return algs[alg].half;
}

const EVP_MD *pki_digest(enum pki_alg alg)
{
    return alg == PKI_P384 ? EVP_sha384() : EVP_sha256();
}

int pki_padding(EVP_PKEY_CTX *ctx, enum pki_alg alg)
{
    if (alg != PKI_RSA)
        return 1;
    if (EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) != 1 ||
        EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, EVP_sha256()) != 1)
        return 0;
    return EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, RSA_PSS_SALTLEN_DIGEST);
}

const char *pki_reason(void)
{
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());

    ERR_clear_error();
    return reason ? reason : "";
}

/* --- time --------------------------------------------------------------- */

int pki_time(int64_t *out, const char *text, struct err *e)
{
    if (!isodate_is_time(text))
        return err_set(e, ERR_SYNTAX,
                       "a time must be written like 2026-11-23T10:00:00Z, not "
                       "'%.40s'",
                       text);
    *out = isodate_seconds(text);
    return 0;
}

/* --- keys --------------------------------------------------------------- */

static int ec_alg(enum pki_alg *out, EVP_PKEY *key)
{
    char group[40] = "";
    size_t len = 0;
    int spelt_out = 0;

    /* A curve given by its parameters may be a forged one (CVE-2020-0601). */
    if (EVP_PKEY_get_int_param(key,
                               OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS,
                               &spelt_out) != 1 ||
        spelt_out)
        return -1;
    if (EVP_PKEY_get_group_name(key, group, sizeof group, &len) != 1)
        return -1;
    for (size_t i = 0; i < N_ALGS; i++) {
        if (algs[i].group && strcmp(algs[i].group, group) == 0) {
            *out = (enum pki_alg)i;
            return 0;
        }
    }
    return -1;
}

int pki_key_alg(enum pki_alg *out, EVP_PKEY *key, struct err *e)
{
    int bits = EVP_PKEY_get_bits(key);

    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_EC:
        if (ec_alg(out, key) == 0)
            return 0;
        break;
    case EVP_PKEY_RSA:
        *out = PKI_RSA;
        if (bits >= RSA_BITS_MIN && bits <= RSA_BITS_MAX)
            return 0;
        break;
    default:
        break;
    }
    ERR_clear_error();
    return err_set(e, ERR_REFUSED,
                   "the key must be ECDSA on the curve P-256 or P-384, or RSA "
                   "of %d to %d bits",
                   RSA_BITS_MIN, RSA_BITS_MAX);
}

/* --- signatures --------------------------------------------------------- */

/* r||s to the DER that OpenSSL wants; NULL when out of memory. */
static unsigned char *ecdsa_der(int *out_len, const unsigned char *sig,
                                size_t half)
{
    unsigned char *der = NULL;
    ECDSA_SIG *pair = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(sig, (int)half, NULL);
    BIGNUM *s = BN_bin2bn(sig + half, (int)half, NULL);

    if (pair && r && s && ECDSA_SIG_set0(pair, r, s) == 1) {
        *out_len = i2d_ECDSA_SIG(pair, &der);
    } else {
        BN_free(r);
        BN_free(s);
    }
    ECDSA_SIG_free(pair);
    return der;
}

static bool evp_verify(EVP_PKEY *key, enum pki_alg alg,
                       const unsigned char *sig, size_t sig_len,
                       const void *data, size_t len)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *key_ctx = NULL;
    bool holds = false;

    if (ctx &&
        EVP_DigestVerifyInit(ctx, &key_ctx, pki_digest(alg), NULL, key) == 1 &&
        pki_padding(key_ctx, alg) == 1)
        holds = EVP_DigestVerify(ctx, sig, sig_len, data, len) == 1;
    EVP_MD_CTX_free(ctx);
    ERR_clear_error();
    return holds;
}

int pki_verify(const struct pki_cert *c, enum pki_alg alg,
               const unsigned char *sig, size_t sig_len, const void *data,
               size_t len, struct err *e)
{
    EVP_PKEY *key = X509_get0_pubkey(c->x509);
    enum pki_alg fits = PKI_P256;
    unsigned char *der = NULL;
    int der_len = 0;
    size_t size;
    bool holds;

    if (pki_key_alg(&fits, key, e))
        return -1;
    if (alg != fits)
        return err_set(e, ERR_REFUSED,
                       "the signature says %s, but the certificate's key is "
                       "for %s",
                       algs[alg].name, algs[fits].name);
    size = alg == PKI_RSA ? (size_t)EVP_PKEY_get_size(key) : 2 * algs[alg].half;
    if (sig_len != size)
        return err_set(e, ERR_REFUSED,
                       "the signature has %zu bytes where %s has %zu", sig_len,
                       algs[alg].name, size);
    if (alg == PKI_RSA) {
        holds = evp_verify(key, alg, sig, sig_len, data, len);
    } else {
        der = ecdsa_der(&der_len, sig, algs[alg].half);
        if (!der)
            return err_nomem(e);
        holds = evp_verify(key, alg, der, (size_t)der_len, data, len);
        OPENSSL_free(der);
    }
    if (!holds)
        return err_set(e, ERR_REFUSED,
                       "the signature does not hold: what it covers was "
                       "altered, or another key made it");
    return 0;
}
