/*
 * crl -- what a certificate revocation list says of one certificate (CRL, RFC
 * 5280 5). OpenSSL reads it and judges its signature and its scope.
 *
 * Accepted: one complete list in DER, signed with SHA-256 or more by the
 * certificate's own issuer, whose key may sign lists and whose certificate was
 * in force when the list was made, as was the certificate itself. It says until
 * when it is good. Its scope (issuingDistributionPoint) is honoured: what lies
 * outside of it, it says nothing about.
 *
 * Refused, each with its own message: a list of another's certificates
 * (indirect), of changes only (delta), of some reasons only, or with a critical
 * extension that OpenSSL does not know.
 */
#ifndef REPORTS_STAMP_CRL_H
#define REPORTS_STAMP_CRL_H

#include <stdbool.h>

#include "reports/seal/pki.h"
#include "reports/stamp/certstatus.h"

struct arena;
struct err;

/* Status of `cert`, issued by `issuer`. ERR_MISSING when the list is of another
 * issuer or of another scope, ERR_REFUSED when it can not be accepted. */
int crl_check(struct certstatus *out, const struct pki_der *list,
              const struct pki_cert *cert, const struct pki_cert *issuer,
              struct err *e);

/* As DER in `a`, from a file or an answer, which may be PEM. ERR_REFUSED. */
int crl_take(struct pki_der *out, const void *bytes, size_t len,
             struct arena *a, struct err *e);

/* The first http address of a list that the certificate names, in `a`; NULL
 * when it names none. */
int crl_url(const char **out, const struct pki_cert *cert, struct arena *a,
            struct err *e);

#endif
