/*
 * content -- what the members of a sealed report mean together: the report, the
 * suite that it was judged by, and the tallies that its verdict follows from.
 * Signing and verification ask the same questions of them, here.
 *
 * Ownership: struct content borrows the members' bytes; content_release().
 */
#ifndef REPORTS_SEAL_CONTENT_H
#define REPORTS_SEAL_CONTENT_H

#include "core/suite.h"
#include "reports/doc/report.h"
#include "reports/seal/seal.h"

struct err;

struct content {
    struct report_claim claim;
    struct suite suite;
};

/* Name and media type of the members of a sealed report, in order. */
extern const struct seal_member content_members[SEAL_REPORT_MEMBERS];

/*
 * Read the members and decide again. ERR_REFUSED: other members than
 * content_members, a report of a bare file, a waiver that had ended when the
 * report was made. ERR_SYNTAX, ERR_MISMATCH: from their readers and from
 * report_recheck(); the message names the first thing that does not follow.
 */
int content_open(struct content *out, const struct seal_member *members,
                 size_t n, struct err *e);
void content_release(struct content *c);

#endif
