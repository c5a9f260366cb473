/*
 * impact -- what an erratum makes of one stored result: decided again, by the
 * suite and counts that the seal covers, with the case excluded.
 *
 * Ownership: impact_release().
 */
#ifndef CLI_IMPACT_H
#define CLI_IMPACT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/decide.h"

struct contest;
struct err;
struct report_claim;
struct sealedreport;

struct impact {
    bool touched; /* the report is by these octets of the suite */
    struct plan plan;
    struct evidence evidence;
    struct exclusion excluded;
    struct result now; /* when touched */
};

/* `r` and `c` must outlive it. ERR_MISMATCH for an erratum on a case that the
 * suite does not have. */
int impact_of(struct impact *out, const struct sealedreport *r,
              const struct contest *c, struct err *e);
void impact_release(struct impact *i);

/* The verdict of profile `p` of the suite, as the report has it. */
enum verdict impact_then(const struct impact *i, const struct report_claim *c,
                         size_t p);
/* How many verdicts change. */
size_t impact_changes(const struct impact *i, const struct report_claim *c);

#endif
