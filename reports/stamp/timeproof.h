/*
 * timeproof -- what one reader may believe, at a given day, of the time at
 * which a seal was made, and of the status of its signer's certificate then.
 *
 * From the last time stamp to the first: each must be by an authority of the
 * reader's trust store, whose chain was in force at the time that it states
 * and at the time until which it is known to exist: the day of asking, or the
 * time of an archive time stamp over it that passed the same. A stamp by
 * somebody else proves nothing and does no harm. When the first one, over the
 * signature, passes, its time is proved: signer, role and status are judged at
 * that time. Otherwise the time is the signer's claim, as at level B-B; then a
 * signer's certificate that has ended by the day of asking is a doubt, and so
 * is one that was revoked or suspended at any time.
 *
 * A certificate that is suspended (certificateHold) can be good again, or be
 * revoked: since before the time stamp it is a doubt, never a refusal (EN 319
 * 102-1: TRY_LATER). Of several words of one issuer the last counts, so one
 * that lifts the suspension ends the doubt; a revocation is never lifted.
 *
 * Refused, whoever reads (each with its own message): a token, its signature
 * or its certificate that does not hold (tstoken.h), or is over something
 * else; stamps out of order, or before the claimed time; a status response
 * that does not hold (ocspresp.h), is about another certificate, was made
 * before the time stamp or rests on what was known a day before it; a
 * revocation list that does not hold (crl.h), is about others, or was out of
 * date at the time stamp (EN 319 102-1 5.2.5); a signer's
 * certificate that was revoked, or by a proved time not in force.
 */
#ifndef REPORTS_STAMP_TIMEPROOF_H
#define REPORTS_STAMP_TIMEPROOF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "reports/seal/pki.h"

struct arena;
struct asic;
struct trust;
struct trust_holder;

#define TIMEPROOF_SKEW_SECONDS  300   /* clocks of signer and authority */
#define TIMEPROOF_DELAY_SECONDS 86400 /* from signing to the time stamp */

enum seal_level { /* EN 319 132-1; what the file holds, whoever reads it */
    SEAL_B,       /* no time stamp: a draft */
    SEAL_T,       /* with a time stamp */
    SEAL_LT,      /* and the status of the signer's certificate and of those
                     issuers of it whose own issuer is there */
    SEAL_LTA,     /* and archive time stamps over all of it */
};

/* "B-B (draft)", "B-T", "B-LT", "B-LTA". */
const char *seal_level_name(enum seal_level l);

enum seal_status { /* of the signer's certificate */
    /* nobody says */
    SEAL_STATUS_NONE,
    /* not revoked, by an authority of the trust store */
    SEAL_STATUS_GOOD,
    /* the same by an issuer whom the store does not know */
    SEAL_STATUS_STRANGER,
    /* it, or an issuer's, was revoked, after the time stamp */
    SEAL_STATUS_LATER,
    /* it, or an issuer's, is suspended, since before the time stamp */
    SEAL_STATUS_HELD,
    /* the same, since after the time stamp */
    SEAL_STATUS_HELD_LATER,
};

struct timeproof {
    enum seal_level level;
    const char *stamped; /* time of the stamp over the signature; NULL: none */
    const char *tsa;     /* subject of its authority's certificate */
    const struct trust_holder *holder; /* in the store; NULL: unknown */
    bool proved;                       /* stamped is proved to this reader */
    const char *why_not;               /* NULL when proved or without stamp */
    enum seal_status status;
    const char *status_time; /* when that was so, or since when it is suspended
                                or revoked; NULL: nobody says */
    size_t n_archives;
    struct err doubt; /* ERR_NONE, or why the state can not be VALID */
};

/*
 * Of seal `i` of the container, whose signature holds; `chain` is its signer
 * and issuers (xades_check()). `at`: day of asking, a time; NULL: each stamp is
 * judged at its own time. Texts live in `arena`, the holder in the store.
 * ERR_REFUSED as above.
 */
int timeproof_judge(struct timeproof *out, const struct asic *a, size_t i,
                    struct pki_cert *const *chain, const struct trust *trust,
                    const char *at, struct arena *arena, struct err *e);

#endif
