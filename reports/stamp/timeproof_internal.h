/* timeproof_internal -- what timeproof.c and timeproof_status.c share. */
#ifndef REPORTS_STAMP_TIMEPROOF_INTERNAL_H
#define REPORTS_STAMP_TIMEPROOF_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/isodate.h"
#include "reports/seal/pki.h"
#include "reports/seal/xades.h"
#include "reports/stamp/certstatus.h"

struct err;
struct trust;
struct trust_holder;
struct tstoken;

/* What the issuers said of the certificates of one chain: of each the last word
 * counts, but a revocation stays. */
struct timeproof_said {
    bool is[PKI_CERTS_MAX];
    struct certstatus last[PKI_CERTS_MAX];
};

/* One time stamp: [0] over the signature, then the archives. */
struct timeproof_stamp {
    struct tstoken *token;
    struct pki_cert *const *chain; /* of its authority, in the token */
    size_t n_chain;
    int64_t time;
    char text[ISODATE_TIME];
    struct timeproof_said said; /* of `chain` */
    const struct trust_holder *holder;
};

/* Who is meant by a status response. */
struct timeproof_chain {
    struct pki_cert *const *certs;
    size_t n;
};

struct timeproof_statuses {
    struct timeproof_said said; /* of the signer's chain */
    bool trusted;               /* of the first, by an authority of the store */
};

/* Is one of them suspended, or revoked? Since when the first is in *since. */
bool timeproof_is(int64_t *since, const struct timeproof_said *said,
                  enum certstatus_word word);

/*
 * Judge the status responses and revocation lists that the file holds: each
 * must be about a certificate of the signer's chain or of a time-stamping
 * authority's, and was fresh enough for the time stamp that it serves. Sets
 * `said` in `stamps`.
 */
int timeproof_statuses(struct timeproof_statuses *out, const struct xades *x,
                       const struct timeproof_chain *signer,
                       struct timeproof_stamp *stamps, size_t n_stamps,
                       const struct trust *trust, struct err *e);

#endif
