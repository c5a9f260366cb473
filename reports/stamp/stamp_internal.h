/* stamp_internal -- what stamp.c and stamp_status.c share. */
#ifndef REPORTS_STAMP_STAMP_INTERNAL_H
#define REPORTS_STAMP_STAMP_INTERNAL_H

#include <stdint.h>

#include "reports/seal/pki.h"
#include "reports/seal/xades.h"

struct asic;
struct err;
struct stamp_ask;
struct tstoken;

/* One seal that is being stamped. */
struct stamping {
    const struct stamp_ask *ask;
    struct asic *a;
    struct xades *x; /* in a */
    struct pki_cert *chain[PKI_CERTS_MAX];
    int64_t stamped; /* time of the stamp that statuses must not precede */
    struct err *e;
};

/* What is said of the signer's certificate and of its issuers', into `v`. */
int stamp_signer_statuses(struct stamping *s, struct xades_values *v);
/* Of the authority's that made the time stamp, as far as it names responders.
 */
int stamp_tsa_statuses(struct stamping *s, struct xades_values *v,
                       const struct tstoken *t);

#endif
