/*
 * decide -- (suite, evidence) to outcomes and verdicts. No I/O, no clock.
 *
 * Runner, verifier and every later assessment call this one function, so a
 * sealed verdict can be derived again from what the seal covers.
 *
 * A criterion. With value v = num/den, limits moved inwards by the guard band
 * and interval [lo, hi] by its rule:
 *   exact     pass if min <= v <= max, else fail; den = 0: inconclusive
 *   interval  a minimum: pass if lo >= min, fail if hi < min, else
 *             inconclusive; a maximum likewise; both: the worse of the two
 *   report    reported
 * claim = process: x and n are divided by the design effect of the block
 * jackknife first; fewer than DECIDE_BLOCKS_MIN blocks: inconclusive.
 * Inconclusive says how many observations a new attempt should plan for
 * (`plan_n`, power DECIDE_POWER), or 0 when the estimate lies on the wrong side
 * of the limit: more data will not help.
 *
 * A case, per profile (criteria of that profile and of COMMON):
 *   not-applicable  its technology class or claim is not the submission's
 *   not-run, error  its measurement was left out, blocked, absent; in error
 *   fail            its measurement found the deliverable defective, or a
 *                   mandatory criterion fails
 *   inconclusive    a mandatory criterion is
 *   pass-with-warning  an advisory criterion fails or is inconclusive
 *   waived          fail, the case may be waived, and a waiver covers it
 *   reported        only report criteria
 *   pass
 * A case without a criterion for the profile is not-applicable to it.
 * A case is mandatory in a profile when one of its criteria there is.
 *
 * The verdict of a profile, first that holds:
 *   not-established   a negative control did not fail as planted
 *   non-conformant    a mandatory case fails
 *   not-established   a mandatory case is not-run or in error, --only was
 *                     given, or there is no mandatory case at all
 *   inconclusive      a mandatory case is
 *   conformant-with-waivers
 *   conformant
 */
#ifndef CORE_DECIDE_H
#define CORE_DECIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/evidence.h"
#include "core/outcome.h"
#include "core/plan.h"
#include "core/stats.h"
#include "core/suite.h"

struct err;

#define DECIDE_POWER      0.9
#define DECIDE_BLOCKS_MIN 10

struct judged_criterion {
    const struct suite_criterion *criterion;
    enum outcome outcome;
    bool has_value; /* den > 0, or a count */
    int64_t num, den;
    double value; /* derived, never part of the digest */
    bool has_interval;
    struct interval interval;
    double design_effect; /* 1 unless claim = process */
    int64_t plan_n; /* when inconclusive: see above; -1: can not be said */
};

struct judged_case {
    const struct suite_case *of;
    struct judged_criterion *criteria; /* one per criterion of the case */
    enum outcome *outcome;             /* one per profile of the suite */
    enum outcome *raw;                 /* the same before waivers */
    bool *mandatory;                   /* one per profile */
    const struct waiver *waiver;       /* that was applied, or NULL */
    const char *cause; /* why it was not run or not applicable: an English
                          N_() text, or a case id, or NULL */
};

struct judged_control {
    const struct suite_control *of;
    bool failed_as_planted;
};

struct result {
    const struct suite *suite;
    struct judged_case *cases; /* in the suite's order */
    struct judged_control *controls;
    enum verdict *verdict; /* one per profile */
    bool *provisional;     /* one per profile: rests on a mandatory limit that
                              is not published */
    char digest[65]; /* SHA-256 over ids, tallies and outcomes: the same for
                        the same inputs on every machine */
};

int decide(struct result *out, const struct suite *s, const struct plan *p,
           const struct evidence *ev, struct err *e);
void result_release(struct result *r);

/* The worst verdict over profiles, for an exit code: non-conformant,
 * not-established, inconclusive, waived, conformant. */
enum verdict result_overall(const struct result *r);

#endif
