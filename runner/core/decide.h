/*
 * decide -- (suite, evidence) to outcomes and verdicts. No I/O, no clock.
 *
 * Runner, verifier and every later assessment call this one function, so a
 * sealed verdict can be derived again from what the seal covers.
 *
 * A criterion. With value v = num/den, limits moved inwards by the guard band
 * and interval [lo, hi] by its rule:
 *   error     metric, counter or stratum unknown, the metric of another check,
 *             more successes than trials, or a rule that makes no sense (no
 *             limit, confidence below 0.5, binomial bounds of a rate, ...)
 *   exact     pass if min <= v <= max, else fail; den = 0: inconclusive
 *   interval  a minimum: pass if lo >= min, fail if hi < min, else
 *             inconclusive; a maximum likewise; both: the worse of the two;
 *             den = 0: inconclusive
 *   report    reported
 * claim = process: x and n are divided by the design effect of the block
 * jackknife over the criterion's stratum first; fewer than DECIDE_BLOCKS_MIN
 * blocks: inconclusive. A count has no process (error).
 * Inconclusive says how many observations a new attempt should plan for
 * (`plan_n`, by Clopper and Pearson's bound, power DECIDE_POWER), or 0 when the
 * estimate lies on the wrong side of the limit: more data will not help.
 *
 * A case, per profile (criteria of that profile and of COMMON), the first that
 * holds:
 *   not-applicable  it has no criterion for the profile, or its technology
 *                   class or claim is not the submission's. A submission
 *                   without a technology class (a bare file) makes no such
 *                   statement: everything applies to it.
 *   not-run, error  its measurement was left out, blocked, absent; in error, or
 *                   one of the criteria is
 *   fail            its measurement found the deliverable defective, or a
 *                   mandatory criterion fails
 *   inconclusive    a mandatory criterion is
 *   reported        no mandatory criterion sets a limit, though one is there
 *   pass-with-warning  an advisory criterion fails or is inconclusive
 *   pass
 *   reported        only report criteria
 * A fail becomes waived when the case may be waived and a waiver covers it.
 * When more cases would be waived than the suite's max-waivers, none is. A case
 * that an erratum of the suite excludes is not-applicable, whatever was
 * measured, and says so.
 * A case is mandatory in a profile when one of its criteria there is.
 *
 * A control has failed as planted when each case that it names has: by a
 * defect, or by outcome fail in every profile where the case is mandatory (if
 * in none: by any criterion). Cases that do not apply to the submission or are
 * left out do not count; when none is left the control does not apply.
 *
 * The verdict of a profile: see core/verdict.h.
 *
 * Not judged at all (ERR_MISMATCH): evidence that is not of this plan, a
 * criterion of a profile, or a submission of a technology class, that the suite
 * does not list; a submission that claims nothing of what the suite's mandatory
 * cases are for, so that only the form of its files would be judged.
 *
 * The digest is the SHA-256 of this text. Words are set apart by TAB, lines end
 * with LF; bytes up to blank, 7F and '%' in a word are written %XX; claims,
 * only, waivers and exclusions are sorted by bytes:
 *   entente-result 1
 *   suite ID VERSION SHA256
 *   evidence LEVEL
 *   class [WORD]                              no word: not stated
 *   claims WORD...
 *   only CASE...
 *   waiver ID CASE                            each
 *   excluded ERRATUM CASE                     each
 *   measurement ID STATE                      each in the order of the plan,
 *     followed, when measured, by its tally's text (tally_write())
 *   case CASE PROFILE RAW OUTCOME             each case, for each profile
 *   control ID failed-as-planted|missed|not-applicable
 *   verdict PROFILE VERDICT
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
    const char *cause; /* why it was not run, not applicable or in error: an
                          English N_() text, the measurement's cause (a case id
                          or message), or NULL */
};

struct judged_control {
    const struct suite_control *of;
    bool applies; /* else it was not asked, and says nothing */
    bool failed_as_planted;
};

struct result {
    const struct suite *suite;
    struct judged_case *cases; /* in the suite's order */
    struct judged_control *controls;
    enum verdict *verdict;  /* one per profile */
    bool *provisional;      /* one per profile: rests on a mandatory limit that
                               is not published */
    size_t waivers_refused; /* how many would apply, when the suite allows
                               fewer: none counts then */
    char digest[65]; /* SHA-256 over ids, tallies and outcomes: the same for
                        the same inputs on every machine */
};

/* What is returned points into the suite and the evidence, which must outlive
 * it. */
int decide(struct result *out, const struct suite *s, const struct plan *p,
           const struct evidence *ev, struct err *e);
void result_release(struct result *r);

/* Can this submission (class and claims) be judged by this suite at all? What
 * decide() asks first, for whoever would rather know before measuring. */
int decide_can(const struct suite *s, const struct evidence *ev, struct err *e);

/* Does the case apply to this submission (class and claims)? *cause: why not,
 * an N_() text, else NULL. */
bool decide_applies(const char **cause, const struct suite_case *c,
                    const struct evidence *ev);

/* The worst verdict over profiles, for an exit code: non-conformant,
 * not-established, inconclusive, waived, conformant. */
enum verdict result_overall(const struct result *r);

#endif
