/*
 * lint -- what is wrong with a suite that its grammar can not say.
 *
 * All problems are collected, each with the place of the element, a code that
 * never changes its meaning, and a sentence in both languages. An error makes
 * the suite unusable for a verdict that others rely on; a warning does not.
 *
 *   01 unknown check                     20 no value can pass the limits
 *   02 required input missing            21 confidence out of (0.5, 1)
 *   03 input unknown to the check        22 case without criterion
 *   04 input given twice                 23 profile without mandatory criterion
 *   05 input from an unknown source      24 id stands twice
 *   06 input of the wrong kind           25 fixture or deliverable never used
 *   07 input from the wrong side         26 metric never used
 *   08 parameter unknown, or twice       27 fixture without digest
 *   09 parameter value not allowed       28 adopted fixture, not a draft
 *   10 unknown metric                    29 no French text
 *   11 metric of another check           30 control names what is not there
 *   12 check has no such measure         31 mandatory case without control
 *   13 formula is not the measure's      32 released suite without controls
 *   14 unit is not the measure's         33 limit without source
 *   15 unknown counter                   34 retired suite
 *   16 unknown profile                   35 unknown technology class
 *   17 unknown stratum                   36 fixture not found, or another one
 *   18 method does not fit the measure   37 limits missing, or without use
 *   19 limit outside the measure's range 38 method unfit for claim, severity
 *   39 example of a deliverable          40 max-waivers out of reach
 * and with errata of earlier versions of the suite:
 *   41 an excluded case is still there   42 a MAJOR was not raised
 *   43 the erratum asks nothing of this suite
 * They are written SUITE-LINT-01 and so on; `entente suite lint` uses 00 for a
 * suite that can not be read.
 *
 * Ownership: struct lint owns its problems; lint_release() frees them. The
 * all-zero value is empty.
 */
#ifndef JUDGE_LINT_H
#define JUDGE_LINT_H

#include <stddef.h>
#include <stdint.h>

#include "core/finding.h"
#include "core/suite.h"

struct check;
struct err;
struct store;

#define LINT_PROBLEMS_MAX 10000 /* kept; the rest is counted */

struct lint_problem {
    enum finding_level level; /* FINDING_WARNING or FINDING_ERROR */
    const char *code;         /* static */
    struct place at;          /* line 0: the suite as a whole */
    char *en;
    char *fr;
};

struct lint {
    struct lint_problem *a; /* by line, column, code */
    size_t n;
    size_t cap;
    size_t n_errors, n_warnings; /* also those that were not kept */
};

/* What a sealed erratum says (reports/cert/contest.h). */
struct lint_erratum {
    const char *id;
    const char *suite;      /* "id@version" that it excludes a case from */
    struct version version; /* of that */
    const char *sha256;     /* of its octets */
    const char *case_id;
};

struct lint_options {
    const struct check *const *checks; /* NULL: checks_all() */
    size_t n_checks;
    const struct store *store; /* NULL: fixtures are not looked for */
    const struct lint_erratum *errata;
    size_t n_errata;
};

/* 0 also when there are problems; -1 is a failure of ours. `options` may be
 * NULL: all checks, no look at fixtures. */
int lint_suite(struct lint *out, const struct suite *s,
               const struct lint_options *options, struct err *e);
void lint_release(struct lint *l);

/* The text of the first error, in the current language; "" when none. */
const char *lint_first_error(const struct lint *l);

#endif
