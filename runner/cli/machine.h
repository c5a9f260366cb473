/*
 * machine -- what a report says of the machine and the hour; outside the
 * result digest.
 */
#ifndef CLI_MACHINE_H
#define CLI_MACHINE_H

#include "base/digest.h"
#include "reports/doc/report.h"

struct machine {
    struct report_environment env;
    char created[32]; /* ISO 8601, UTC; $SOURCE_DATE_EPOCH when it is set */
    char system[160]; /* "Linux x86_64": no host name */
    char openssl[64];
    char program[DIGEST_HEX_MAX]; /* SHA-256 of this program's octets */
    double start_s;               /* monotonic clock */
};

/* Fill all but the seconds; `m` must not move afterwards. */
void machine_init(struct machine *m, int threads);
/* Set env.seconds to the time since machine_init(); with $SOURCE_DATE_EPOCH, to
 * none, so that the same inputs give the same bytes. */
void machine_stop(struct machine *m);

/* The current time as ISO 8601 UTC, "2026-11-23T20:15:00Z". */
void machine_now(char out[32]);

#endif
