/*
 * ocspresp -- what a responder said of one certificate (OCSP, RFC 6960).
 *
 * Accepted: a successful basic response in DER, signed by the certificate's
 * issuer or by a responder that this issuer authorised (id-kp-OCSPSigning,
 * issued by it directly), whose certificate was in force when the response was
 * made; signed with SHA-256 or more.
 *
 * The issuer is the caller's to prove.
 */
#ifndef REPORTS_STAMP_OCSPRESP_H
#define REPORTS_STAMP_OCSPRESP_H

#include <stddef.h>

#include "reports/seal/pki.h"
#include "reports/stamp/certstatus.h"

struct arena;
struct err;
struct ocspresp;

/* Status of `cert`, issued by `issuer`. ERR_MISSING when the response says
 * nothing about it, ERR_REFUSED when it can not be accepted. */
int ocspresp_check(struct certstatus *out, const struct pki_der *response,
                   const struct pki_cert *cert, const struct pki_cert *issuer,
                   struct err *e);

/* The request for the status of `cert` as DER in `a`, with a nonce. */
int ocspresp_request(struct pki_der *out, const struct pki_cert *cert,
                     const struct pki_cert *issuer, struct arena *a,
                     struct err *e);

/* Does the response bear the nonce of this request, or none? ERR_REFUSED. */
int ocspresp_check_nonce(const struct pki_der *request,
                         const struct pki_der *response, struct err *e);

/* The certificates that the response carries, see x509pool_der(). */
int ocspresp_certs(struct pki_der *out, size_t *n, size_t max,
                   const struct pki_der *response, struct arena *a,
                   struct err *e);

/* The address of the responder that the certificate names, in `a`; NULL when
 * it names none. */
int ocspresp_url(const char **out, const struct pki_cert *cert, struct arena *a,
                 struct err *e);

#endif
