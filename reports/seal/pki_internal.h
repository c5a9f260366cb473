/* pki_internal -- what pki.c and pki_signer.c share. */
#ifndef REPORTS_SEAL_PKI_INTERNAL_H
#define REPORTS_SEAL_PKI_INTERNAL_H

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "reports/seal/pki.h"

struct pki_cert {
    X509 *x509;
};

/* Which algorithm a key signs with; ERR_REFUSED for any other key. */
int pki_key_alg(enum pki_alg *out, EVP_PKEY *key, struct err *e);

/* Takes over `x509`, also on failure. */
struct pki_cert *pki_cert_take(X509 *x509, struct err *e);

/* Set up `*ctx` for signing or verification: digest, and padding for RSA.
 * 1 on success, like OpenSSL. */
int pki_padding(EVP_PKEY_CTX *ctx, enum pki_alg alg);
const EVP_MD *pki_digest(enum pki_alg alg);

/* OpenSSL's reason for its last failure, "" when it gives none. */
const char *pki_reason(void);

/* Bytes of r, and of s. */
size_t pki_half(enum pki_alg alg);

#endif
