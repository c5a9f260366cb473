/*
 * certstatus -- what the issuer of one certificate said of it, in a status
 * response (ocspresp.h) or in a revocation list (crl.h).
 */
#ifndef REPORTS_STAMP_CERTSTATUS_H
#define REPORTS_STAMP_CERTSTATUS_H

#include <stdint.h>

enum certstatus_word {
    CERTSTATUS_GOOD,    /* not revoked */
    CERTSTATUS_HELD,    /* suspended (certificateHold): good again, or revoked
                           for good, is still to be said */
    CERTSTATUS_REVOKED, /* for good */
};

struct certstatus {   /* seconds since 1970 */
    int64_t produced; /* when the answer was made */
    int64_t updated;  /* of what time that was known (thisUpdate) */
    int64_t until;    /* the next is due by then (nextUpdate); 0: not said */
    enum certstatus_word word;
    int64_t since; /* suspended or revoked since then */
};

#endif
