/*
 * status -- is a certificate in force on a day, how many days are left, and
 * what ends it first?
 *
 *   in force  it verifies, nothing has ended it, and a register that was asked
 *             has nothing against it
 *   over      refused, its term over or not begun, a waiver or suite of it
 *             ended, or suspended, withdrawn, superseded
 *   unknown   no register was asked, or its list is past its next date; or it
 *             is not known who issued it: neither does the trust store know the
 *             body, nor has the register an entry of exactly this container
 *
 * Ownership: status_release().
 */
#ifndef REPORTS_CERT_STATUS_H
#define REPORTS_CERT_STATUS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "reports/cert/ending.h"
#include "reports/cert/erratalist.h"
#include "reports/seal/verify.h"

struct buf;
struct err;
struct regstate;
struct regstatus;

#define STATUS_SOON_DAYS 90 /* fewer are told as a warning */

enum status_state {
    STATUS_IN_FORCE,
    STATUS_OVER,
    STATUS_UNKNOWN
};

/* "in-force", "over", "unknown". */
const char *status_state_name(enum status_state s);

struct status_ask {
    const char *path;             /* of a certificate or recognition */
    const char *trust;            /* folder or container; NULL */
    const char *trust_root;       /* see trust_open_from(); NULL */
    const char *now;              /* time */
    const struct regstatus *list; /* NULL: no register is asked */
    const struct regstate *log;   /* that the list was made of just now; NULL */
};

struct status {
    struct arena arena;
    struct verified v;
    enum status_state state;
    const char *reason;  /* why not in force, in the current language; "" */
    struct endings ends; /* empty when refused */
    int64_t days_left; /* to ends.a[0].last, that day not counted; below 0 when
                          it is past */
    struct erratalist errata; /* that touch it, by the list */
    const char *number;
    const char *product;         /* vendor, product, version in one line */
    char sha256[DIGEST_HEX_MAX]; /* of the container as it is, without proofs */
    char day[ISODATE_DAY];
};

/* ERR_REFUSED for what is neither certificate nor recognition. */
int status_of(struct status *out, const struct status_ask *ask, struct err *e);
void status_release(struct status *s);

/* Is it in force, but for fewer than STATUS_SOON_DAYS? */
bool status_ends_soon(const struct status *s);

/* A few lines in the current language; one JSON object and a newline: state,
 * reason, number, sha256, day, days_left, ends_soon, endings [kind, what, case,
 * last_day, retired], errata [suite, case, since, entry], status as
 * verifytext.h has it. */
void status_text(struct buf *out, const struct status *s);
void status_json(struct buf *out, const struct status *s);

#endif
