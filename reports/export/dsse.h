/*
 * dsse -- the envelope of signed JSON payloads (Dead Simple Signing Envelope
 * 1.0.0): what is signed is "DSSEv1", the type and the payload, each with its
 * length, so that neither can be taken for the other.
 *
 * ECDSA signatures are in DER, as openssl and most verifiers of DSSE take them
 * (pki.h's raw form is that of XML signatures); RSASSA-PSS as it is. `keyid` is
 * the SHA-256 of the signer's certificate: a hint and no more.
 */
#ifndef REPORTS_EXPORT_DSSE_H
#define REPORTS_EXPORT_DSSE_H

#include <stddef.h>

struct buf;
struct err;
struct pki_signer;

/* The octets that are signed. */
void dsse_pae(struct buf *out, const char *type, const void *payload, size_t n);

/* One envelope, in one line without its end. */
int dsse_write(struct buf *out, const char *type, const struct buf *payload,
               const struct pki_signer *signer, struct err *e);

#endif
