/*
 * stamp -- time stamps and status responses into a sealed container: from
 * level B-B to B-T or B-LT when it is sealed, to B-LTA when it is renewed.
 *
 * The status of the signer's certificate is taken from the revocation list that
 * is given, or asked of the responder that is given, else of the one that the
 * certificate names; when it names none, taken from the list that it names.
 * That of its issuers, as far as their own are there, likewise; that of the
 * time-stamping authority is asked when it names a responder. A self-signed
 * certificate has no status: the container then reaches level B-T.
 *
 * What was made is opened and judged again (timeproof.h) before it is handed
 * out.
 */
#ifndef REPORTS_STAMP_STAMP_H
#define REPORTS_STAMP_STAMP_H

#include <stdbool.h>

struct buf;
struct err;

struct stamp_ask {
    const char *tsa;  /* address of the authority */
    const char *ocsp; /* address of the responder; NULL: as the certificate
                         says */
    const char *crl;  /* file or address of the issuer's revocation list; NULL:
                         the responder is asked */
    const char *now;  /* time, for stamp_renew() */
};

/* Is this an address, or else a file? */
bool stamp_is_address(const char *where);

/* Into the last seal of the container, which has none yet; `bytes` become the
 * new container. ERR_REFUSED, also for a certificate that is revoked, ERR_USAGE
 * when no responder is known; see http.h. */
int stamp_seal(struct buf *bytes, const struct stamp_ask *ask, struct err *e);

/* An archive time stamp on each seal. ERR_REFUSED for one without time stamp,
 * or whose last time stamp's certificate has ended at `now`. */
int stamp_renew(struct buf *bytes, const struct stamp_ask *ask, struct err *e);

#endif
