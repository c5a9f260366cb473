/*
 * evidence -- all that a decision is made from, apart from the suite.
 *
 * The runner fills it from the files; the verifier from the sealed report and
 * its tallies. Both hand it to decide().
 *
 * Ownership: a struct evidence owns its measurements (tallies, findings and
 * texts). What `submission`, `only`, `waivers` and `excluded` point to is
 * borrowed.
 */
#ifndef CORE_EVIDENCE_H
#define CORE_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/finding.h"
#include "core/marks.h"
#include "core/outcome.h"
#include "core/tally.h"

enum measured {
    MEASURED_NOT,     /* "not-run": left out (--only) */
    MEASURED_OK,      /* "measured" */
    MEASURED_DEFECT,  /* "defect": a deliverable is defective; cases fail */
    MEASURED_BLOCKED, /* "blocked": a defect that an earlier measurement
                         reported; cases are not-run, `cause` names it */
    MEASURED_ABSENT,  /* "absent": a deliverable was not handed in, or a fixture
                         that only advisory cases need was not adopted;
                         cases are not-run */
    MEASURED_ERROR,   /* "error": our fault; cases are in error */
};

const char *measured_name(enum measured m);
int measured_parse(enum measured *out, const char *text);

struct measurement {
    char *id; /* as in the plan */
    enum measured state;
    char *cause; /* MEASURED_BLOCKED: id of a case; MEASURED_ERROR: message */
    bool spoils; /* while running: its deliverable is of no use to later
                    measurements, which are blocked; not sealed */
    struct tally tally;
    const char *text; /* the tally's text form, when it was read from one ... */
    size_t text_len;  /* ... that is still there: borrowed. NULL: none */
    struct findings findings;
    struct marks marks; /* of each record of a public truth; else none */
};

struct waiver {
    const char *id;
    const char *case_id;
    const char *reason;
    const char *authoriser;
    const char *until; /* ISO 8601 date, last day in force */
};

/* A case of the suite that was found to be wrong, by a signed erratum. No run
 * is made under errata: results that are there are decided again. */
struct exclusion {
    const char *erratum; /* its id */
    const char *case_id;
};

struct evidence {
    struct measurement *m; /* in the order of the plan, one for each */
    size_t n;
    enum evidence_level level;
    const char *technology_class; /* of the submission; NULL for a bare file */
    const char *const *claims;
    size_t n_claims;
    const char *const *only; /* case ids; n_only 0: all */
    size_t n_only;
    const struct waiver *waivers; /* the caller leaves out those not in force */
    size_t n_waivers;
    const struct exclusion *excluded;
    size_t n_excluded;
};

void evidence_release(struct evidence *ev);

#endif
