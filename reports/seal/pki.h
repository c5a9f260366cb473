/*
 * pki -- keys, certificates and raw signatures (OpenSSL EVP), without any
 * knowledge of XML or containers.
 *
 * Signatures: ECDSA on P-256 with SHA-256 and on P-384 with SHA-384, as r||s of
 * exactly 64 or 96 bytes (RFC 4050 2.3, RFC 9231 2.3.6); RSASSA-PSS with
 * SHA-256, MGF1 with SHA-256 and a salt of 32 bytes (RFC 9231 2.3.10), keys of
 * 3072 to 8192 bits. The key decides; nothing else is offered or accepted.
 *
 * Times are ISO 8601 UTC to the second, "2026-11-23T10:00:00Z".
 */
#ifndef REPORTS_SEAL_PKI_H
#define REPORTS_SEAL_PKI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct err;

enum pki_alg {
    PKI_P256,
    PKI_P384,
    PKI_RSA
};

#define PKI_CERTS_MAX      8
#define PKI_CERT_BYTES_MAX ((size_t)64 << 10)
#define PKI_SIGNATURE_MAX  1024 /* bytes */

/* "ECDSA P-256 SHA-256"; the algorithm's URI in XML signatures. */
const char *pki_alg_name(enum pki_alg a);
const char *pki_alg_uri(enum pki_alg a);
/* From a URI: 0, or -1 when it is none of the three. */
int pki_alg_parse(enum pki_alg *out, const char *uri);

/* Seconds since 1970 from the one form of time; ERR_SYNTAX. */
int pki_time(int64_t *out, const char *text, struct err *e);

/* --- certificates ------------------------------------------------------- */

struct pki_der { /* one certificate as DER; borrowed */
    const unsigned char *p;
    size_t n; /* bytes */
};

struct pki_cert; /* one certificate, parsed */

/* ERR_REFUSED unless the bytes are one certificate in DER and no more. */
struct pki_cert *pki_cert_read(const struct pki_der *der, struct err *e);
/* The first certificate of a PEM file; other text around it is ignored. */
struct pki_cert *pki_cert_open(const char *path, struct err *e);
/* The same of its bytes. */
struct pki_cert *pki_cert_pem(const void *pem, size_t len, struct err *e);
void pki_cert_free(struct pki_cert *c);

/* Lower-case hexadecimal SHA-256 of the DER form. */
int pki_cert_sha256(char out[65], const struct pki_cert *c, struct err *e);
/* The subject's distinguished name, RFC 2253, UTF-8, not escaped: as `openssl
 * x509 -noout -subject -nameopt RFC2253,-esc_msb` prints it. */
char *pki_cert_subject(struct arena *a, const struct pki_cert *c,
                       struct err *e);

/* In force at `time`, and may it sign documents (key usage digitalSignature or
 * nonRepudiation, when it states any)? ERR_REFUSED with the reason. */
int pki_cert_usable(const struct pki_cert *c, int64_t time, struct err *e);

/* In force at `time`, whatever it is for? */
bool pki_cert_in_force(const struct pki_cert *c, int64_t time);
/* The end of its validity, seconds since 1970; 0 when it can not be read. */
int64_t pki_cert_ends(const struct pki_cert *c);
/* Issued and signed by itself? */
bool pki_cert_self_signed(const struct pki_cert *c);
/* Does it state that it is qualified (QcCompliance, 0.4.0.1862.1.1) and for
 * electronic seals (QcType eseal, 0.4.0.1862.1.6.2)? ETSI EN 319 412-5. That is
 * the word of whoever issued it. */
bool pki_cert_says_qualified_seal(const struct pki_cert *c);

/* Is each certificate of the list issued and signed by the next one?
 * ERR_REFUSED when not: so a list holds one signer and its chain, no more. */
int pki_chain_check(struct pki_cert *const *chain, size_t n, struct err *e);

/* Free the certificates of a list, and leave NULL in their places. */
void pki_chain_free(struct pki_cert **chain, size_t n);

/* Does a valid chain lead from chain[0] through the others to `anchor` at
 * `time`? 0 or ERR_REFUSED. The anchor need not be self-signed. */
int pki_chain_to(struct pki_cert *const *chain, size_t n,
                 const struct pki_cert *anchor, int64_t time, struct err *e);

/* Does the signature hold over the data, with the key of `c`? ERR_REFUSED when
 * the key does not fit the algorithm, a length is wrong, or it does not. */
int pki_verify(const struct pki_cert *c, enum pki_alg alg,
               const unsigned char *sig, size_t sig_len, const void *data,
               size_t len, struct err *e);

/* --- signing ------------------------------------------------------------ */

struct pki_signer; /* a private key and its certificates */

/*
 * `key`: a PEM file; when it is encrypted the passphrase is the first line read
 * from `passphrase_fd`, or is asked for on the terminal when that is negative.
 * Or a PKCS#11 URI (pki_uri.h) of a key in a token, with its module; then that
 * is the PIN. `cert_path`: PEM, the key's certificate first, then its chain.
 * ERR_REFUSED when they do not fit each other, the rules above or `time`; of a
 * key in a token the first signature shows whether it fits the certificate.
 */
struct pki_signer *pki_signer_open(const char *key, int passphrase_fd,
                                   const char *cert_path, int64_t time,
                                   struct err *e);
void pki_signer_free(struct pki_signer *s);
enum pki_alg pki_signer_alg(const struct pki_signer *s);
/* Its certificates, the key's first: the count, and *out the list. */
size_t pki_signer_chain(const struct pki_der **out, const struct pki_signer *s);
int pki_sign(unsigned char out[PKI_SIGNATURE_MAX], size_t *out_len,
             const struct pki_signer *s, const void *data, size_t len,
             struct err *e);

#endif
