/* decide_internal -- the parts of decide.c that have files of their own. */
#ifndef CORE_DECIDE_INTERNAL_H
#define CORE_DECIDE_INTERNAL_H

#include "core/decide.h"
#include "core/verdict.h"

struct deciding {
    struct result *r;
    const struct suite *s;
    const struct plan *p;
    const struct evidence *ev;
    bool *left_out;               /* per case: by --only */
    bool *excluded;               /* per case: by an erratum */
    const struct waiver **waiver; /* per case, or NULL */
};

/*
 * Judge one criterion of `c` by a tally. What the suite or the tally gets wrong
 * (unknown metric, counter or stratum, a rule that makes no sense, more
 * successes than trials) is OUTCOME_ERROR; -1 only when out of memory.
 */
int criterion_judge(struct judged_criterion *out, const struct suite *s,
                    const struct suite_case *c, const struct suite_criterion *k,
                    const struct tally *t, struct err *e);

/* The criteria of `c`, one each in `out`, by one measurement. */
int decide_criteria(struct judged_criterion *out, const struct suite *s,
                    const struct suite_case *c, const struct measurement *m,
                    struct err *e);

/* Is this criterion the profile's, or everybody's? */
bool decide_concerns(const struct suite_criterion *k, const char *profile);

/* What one profile asks of one case. */
struct asked {
    size_t criteria;
    size_t mandatory;
    size_t n[2][OUTCOME_COUNT]; /* of advisory [0] and mandatory [1] ones */
};

struct asked decide_asked(const struct suite_case *c,
                          const struct judged_criterion *j,
                          const char *profile);

/* The outcome of a case whose measurement was made. */
enum outcome decide_outcome(const struct asked *a);

/* Fill d->r->cases[i]. */
int decide_case(struct deciding *d, size_t i, struct err *e);

/* result->digest from all else. */
int decide_digest(struct result *r, const struct evidence *ev, struct err *e);

/* Is this word among the submission's claims? */
bool decide_claimed(const struct evidence *ev, const char *scope);

#endif
