/*
 * x509pool -- certificates that lie about (in a time stamp, in a response, in a
 * signature file), and the chain that can be made of them.
 *
 * None of them is trusted for being there.
 */
#ifndef REPORTS_STAMP_X509POOL_H
#define REPORTS_STAMP_X509POOL_H

#include <stddef.h>
#include <stdint.h>

#include <openssl/asn1.h>
#include <openssl/x509.h>

#include "reports/seal/pki.h"

struct arena;
struct err;

#define X509POOL_MAX 64

struct x509pool {
    STACK_OF(X509) * all; /* each held */
};

int x509pool_init(struct x509pool *p, struct err *e);
void x509pool_release(struct x509pool *p);

/* NULL: none. ERR_LIMIT above X509POOL_MAX. */
int x509pool_add(struct x509pool *p, const STACK_OF(X509) * more,
                 struct err *e);
int x509pool_add_der(struct x509pool *p, const struct pki_der *der, size_t n,
                     struct err *e);

/* `leaf` and its issuers as far as they are in the pool, each proved by its
 * signature; pki_chain_free(). At most PKI_CERTS_MAX. */
int x509pool_chain(struct pki_cert *out[PKI_CERTS_MAX], size_t *n,
                   const struct x509pool *p, X509 *leaf, struct err *e);

/* The certificates of a list as DER in `a`: those that are not in out[0 .. *n)
 * are added, at most `max` in all. */
int x509pool_der(struct pki_der *out, size_t *n, size_t max,
                 const STACK_OF(X509) * certs, struct arena *a, struct err *e);

/* Seconds since 1970; -1 when it can not be read, or is before. */
int x509pool_time(int64_t *out, const ASN1_TIME *t);

#endif
