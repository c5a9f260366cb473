/*
 * content -- what the members of a sealed report mean together: the report, the
 * suite that it was judged by, the tallies that its verdict follows from, and
 * the marks of single records (core/marks.h), from which nothing follows but
 * which must agree with the tallies. Signing and verification ask the same
 * questions of them, here.
 *
 * Ownership: struct content borrows the members' bytes; content_release().
 */
#ifndef REPORTS_SEAL_CONTENT_H
#define REPORTS_SEAL_CONTENT_H

#include "core/suite.h"
#include "reports/doc/report.h"
#include "reports/seal/seal.h"

struct asic;
struct err;

struct content {
    struct report_claim claim;
    struct suite suite;
    const struct seal_member *waivers; /* members: one for each of claim's */
};

/* Name and media type of the members of a sealed report, in order. */
extern const struct seal_member content_members[SEAL_REPORT_MEMBERS];

/*
 * Read the members and decide again. After content_members come the sealed
 * waivers (reports/cert/waiver.h), one for each that the report names, in its
 * order; whether they fit is verify's to say. ERR_REFUSED: other members, a
 * report of a bare file, a waiver that had ended when the report was made.
 * ERR_SYNTAX, ERR_MISMATCH: from their readers and from report_recheck(); the
 * message names the first thing that does not follow. Marks there must be of
 * each measurement that counted records of a public truth ("open"), as many as
 * were counted, and of no other.
 */
int content_open(struct content *out, const struct seal_member *members,
                 size_t n, struct err *e);
/* The same of a container that is open, and hashed already: asic_members(). */
int content_open_asic(struct content *out, const struct asic *a,
                      const struct seal_member *members, struct err *e);
void content_release(struct content *c);

#endif
