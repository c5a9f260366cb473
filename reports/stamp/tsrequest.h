/*
 * tsrequest -- a time stamp from an authority, over HTTP (RFC 3161 3.4).
 */
#ifndef REPORTS_STAMP_TSREQUEST_H
#define REPORTS_STAMP_TSREQUEST_H

#include "base/digest.h"
#include "reports/seal/pki.h"

struct arena;
struct err;

#define TSREQUEST_NONCE   16 /* bytes */
#define TSREQUEST_SECONDS 60

/* The request for this digest as DER in `a`: the certificate is asked for, and
 * the nonce is made and handed out. */
int tsrequest_make(struct pki_der *out, unsigned char nonce[TSREQUEST_NONCE],
                   enum digest_kind kind, const unsigned char *md,
                   struct arena *a, struct err *e);

/* The token in a response: status granted, over that digest, with that nonce.
 * ERR_REFUSED with the reason. */
int tsrequest_token(struct pki_der *out, const struct pki_der *response,
                    const unsigned char nonce[TSREQUEST_NONCE],
                    enum digest_kind kind, const unsigned char *md,
                    struct arena *a, struct err *e);

/* Both, with the server between them. */
int tsrequest_fetch(struct pki_der *out, const char *url, enum digest_kind kind,
                    const unsigned char *md, struct arena *a, struct err *e);

#endif
