/*
 * certify -- from sealed reports, a scheme and a decision to a certificate, and
 * back: whoever verifies one derives it again from what it holds, by the same
 * function, and compares to the byte.
 *
 * Refused (ERR_REFUSED, each with its own message):
 *   - a suite of the scheme without report, or with fewer than it asks; another
 *     suite, or other octets of it; a suite that is not released
 *   - a verdict other than conformant in a profile of the scheme
 *   - a provisional verdict, unless the scheme adopts the suite's limits
 *   - two reports of one run; a report that has no verdict for any profile of
 *     the scheme
 *   - reports of different products, versions or technologies
 *   - a report older than the scheme allows, or younger than the certificate
 *   - a signer's role, evidence level, or number of laboratories below what the
 *     scheme asks
 *   - more waivers than it allows, or one that ended
 *   - a reviewer or decider who evaluated; a term longer than it allows
 */
#ifndef REPORTS_CERT_CERTIFY_H
#define REPORTS_CERT_CERTIFY_H

#include <stddef.h>

#include "reports/cert/certificate.h"
#include "reports/cert/decision.h"
#include "reports/cert/scheme.h"
#include "reports/seal/seal.h"
#include "reports/seal/verify.h"

struct buf;
struct err;
struct pki_signer;

#define CERTIFY_REPORTS_MAX 16

/* What a certificate follows from. */
struct certify_in {
    const struct scheme *scheme;
    const struct decision *decision;
    const char *issued; /* time */
    struct cert_party body;
    const struct verified *reports; /* each judged, in the order of members */
    const char (*sha256)[65];       /* of their containers */
    const char *const *roles; /* of their signers, as the body knows them */
    const struct cert_party *signers; /* likewise */
    size_t n;
};

/* Derives the certificate; texts live in out->arena or in what `in` points to.
 * ERR_REFUSED as above. */
int certify_derive(struct certificate *out, const struct certify_in *in,
                   struct err *e);

/* --- issuing ------------------------------------------------------------ */

struct certify_ask {
    const char *const *reports; /* paths */
    size_t n_reports;
    const char *scheme;
    const char *decision;
    const char *trust; /* folder: who signed the reports, which suites */
    const char *body;  /* name in the trust store that the key must have */
    const char *issued;
};

/* The sealed certificate of these reports. */
int certify_make(struct buf *out, const struct certify_ask *ask,
                 const struct pki_signer *signer, struct err *e);

/* The holder in the trust store that this key belongs to, as a party: it must
 * be a body in its role at `issued`, and called `body` (NULL: whatever it is
 * called). ERR_REFUSED. Texts point into the store, the digest to `sha256`. */
int certify_body(struct cert_party *out, char sha256[65],
                 const struct trust *trust, const struct pki_signer *signer,
                 const char *body, const char *issued, struct err *e);

/* --- verifying: what verify.h's struct verified says of a certificate ----- */

struct verified_certificate {
    struct certificate c;
    struct verified *reports; /* each verified by the same store */
    size_t n;
};

#endif
