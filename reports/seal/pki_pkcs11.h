/*
 * pki_pkcs11 -- a private key that never leaves its token: a smart card, a
 * hardware security module, or software that behaves like one.
 *
 * The vendor's PKCS#11 module is code that is loaded into this program: whom
 * to load is the user's choice alone (the URI's module-path), never a
 * document's. Of the module only what signing needs is called. Signatures are
 * made over a digest that was computed here, by CKM_ECDSA or CKM_RSA_PKCS_PSS,
 * so that the token need know neither hash nor document.
 *
 * Ownership: struct pki_token holds the module, a session and, for keys that
 * ask for it before each signature, the PIN; pki_token_close() wipes it.
 * Threads: one token, one thread.
 */
#ifndef REPORTS_SEAL_PKI_PKCS11_H
#define REPORTS_SEAL_PKI_PKCS11_H

#include <stddef.h>

#include "reports/seal/pki.h"

struct err;
struct pki_token;

/*
 * The one private key that the URI (pki_uri.h) fits, in the one token that it
 * fits, ready to sign by `alg`. The PIN: the first line that `pin_fd` gives, or
 * asked for on the terminal when that is negative; a token with a keypad of its
 * own asks there. A wrong PIN is tried once: tokens count them. NULL with
 * ERR_USAGE (URI, no PIN), ERR_MISSING (module, token or key), ERR_REFUSED (no
 * module, PIN, a key that may not sign), ERR_IO (the module failed).
 */
struct pki_token *pki_token_open(const char *uri, enum pki_alg alg, int pin_fd,
                                 struct err *e);
void pki_token_close(struct pki_token *t);

/* Sign a digest of the algorithm's length: r||s, or the bytes of RSA. Whether
 * the signature fits the certificate is for the caller to look at. */
int pki_token_sign(unsigned char out[PKI_SIGNATURE_MAX], size_t *out_len,
                   struct pki_token *t, enum pki_alg alg,
                   const unsigned char *digest, size_t n, struct err *e);

#endif
