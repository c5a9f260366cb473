/*
 * verdict -- from the outcomes of a profile's mandatory cases to its verdict.
 *
 * Kept apart from decide() and free of pointers, so that every combination can
 * be tried: a wrong "conformant" is the worst that this program can do.
 */
#ifndef CORE_VERDICT_H
#define CORE_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/outcome.h"

#define OUTCOME_COUNT (OUTCOME_REPORTED + 1)

struct verdict_facts {
    bool control_missed;             /* one did not fail as planted */
    bool only;                       /* some cases were left out on demand */
    size_t mandatory[OUTCOME_COUNT]; /* how many of each outcome */
};

/*
 * The first that holds:
 *   not-established  a control was missed
 *   non-conformant   a mandatory case fails
 *   not-established  one is not-run, in error or only reported; --only; none
 *                    has an outcome but not-applicable
 *   inconclusive     one is
 *   conformant-with-waivers, conformant
 */
enum verdict verdict_of(const struct verdict_facts *f);

/* The worse of two for whoever relies on them: non-conformant,
 * not-established, inconclusive, waived, conformant. */
enum verdict verdict_worse(enum verdict a, enum verdict b);

#endif
