/*
 * tstoken -- one time-stamp token (RFC 3161): when an authority saw a digest.
 *
 * Accepted: a CMS SignedData in DER around a TSTInfo of version 1, with one
 * signer, whose certificate is in the token or beside it. Imprint and CMS
 * digests SHA-256, SHA-384 or SHA-512. The signer's certificate is meant for
 * time stamping and for nothing else (extended key usage, critical), is named
 * by an ESSCertIDv2 (RFC 5816), and was in force at the time that it states.
 *
 * That says what the token is, not whether to believe its signer: a chain for
 * the trust store to judge is tstoken_chain().
 *
 * Ownership: tstoken_free() (NULL does nothing).
 */
#ifndef REPORTS_STAMP_TSTOKEN_H
#define REPORTS_STAMP_TSTOKEN_H

#include <stddef.h>
#include <stdint.h>

#include "base/digest.h"
#include "reports/seal/pki.h"

struct arena;
struct err;
struct tstoken;
struct xades_values;

/*
 * Read and check all but the imprint. `values`: certificates beside the token,
 * NULL when there are none. ERR_REFUSED with the reason.
 */
struct tstoken *tstoken_read(const struct pki_der *der,
                             const struct xades_values *values, struct err *e);
void tstoken_free(struct tstoken *t);

/* Of the imprint. */
enum digest_kind tstoken_digest(const struct tstoken *t);
/* Is it a stamp on what has this digest, of tstoken_digest()? ERR_REFUSED. */
int tstoken_check(const struct tstoken *t, const unsigned char *md,
                  struct err *e);

/* Seconds since 1970; a fraction is cut off. */
int64_t tstoken_time(const struct tstoken *t);

/* Is its nonce these bytes, most significant first? */
int tstoken_nonce_is(const struct tstoken *t, const unsigned char *nonce,
                     size_t n);

/* The authority's certificate, then as many of its issuers as are there: the
 * count; they live as long as the token. */
size_t tstoken_chain(struct pki_cert *const **out, const struct tstoken *t);

/* All certificates that the token itself carries, as DER in `a`, at most
 * `max`: *n receives the count. */
int tstoken_certs(struct pki_der *out, size_t *n, size_t max,
                  const struct tstoken *t, struct arena *a, struct err *e);

#endif
