/*
 * ending -- what ends a certificate by itself, without an entry of a register
 * that names it, and on which day.
 *
 *   term         the last day of the certificate
 *   recognition  the last day of the recognition around it
 *   waiver       the last day of a waiver that it rests on: from then on the
 *                failed case counts again
 *   suite        a suite of it was retired: that day and the days of grace that
 *                the certificate gives itself
 *
 * The soonest ends it. What a register says of the certificate itself
 * (suspended, withdrawn, superseded) is regstatus.h's.
 */
#ifndef REPORTS_CERT_ENDING_H
#define REPORTS_CERT_ENDING_H

#include <stddef.h>

#include "base/isodate.h"

struct arena;
struct err;
struct regstatus;
struct verified;

enum ending_kind {
    ENDING_TERM,
    ENDING_RECOGNITION,
    ENDING_WAIVER,
    ENDING_SUITE
};

/* "term", "recognition", "waiver", "suite". */
const char *ending_name(enum ending_kind k);

struct ending {
    enum ending_kind kind;
    const char *what;          /* number, waiver's id, suite; borrowed from v */
    const char *of;            /* waiver: its case; else NULL */
    char last[ISODATE_DAY];    /* last day in force */
    char retired[ISODATE_DAY]; /* suite: since when; else "" */
};

struct endings {
    struct ending *a; /* in the arena; the soonest first, at least one */
    size_t n;
    size_t cap;
};

/* Of a certificate or of a recognition, as it was verified. `list` says which
 * suites are retired; NULL: none is known to be. */
int endings_of(struct endings *out, struct arena *arena,
               const struct verified *v, const struct regstatus *list,
               struct err *e);

#endif
