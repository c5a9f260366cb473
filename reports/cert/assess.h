/*
 * assess -- is a nation's policy satisfied by what was certified? Each clause
 * is answered, with what satisfies it or what is missing. Nothing is sealed:
 * adoption is the nation's act.
 *
 *     satisfied        by what
 *     reservation      it is, but so that a person must agree
 *     missing          it is not
 *     undecidable      this reader can not say: a list of status that is old or
 *                      was not given, a document whose state is unknown
 *
 * The whole: missing before undecidable before reservation before satisfied.
 *
 * Ownership: assessment_release(); it borrows policy and document.
 */
#ifndef REPORTS_CERT_ASSESS_H
#define REPORTS_CERT_ASSESS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "reports/cert/policy.h"
#include "reports/register/regstatus.h"
#include "reports/seal/verify.h"

struct buf;
struct err;

enum assess_answer {
    ASSESS_SATISFIED,
    ASSESS_RESERVATION,
    ASSESS_UNDECIDABLE,
    ASSESS_MISSING
};

struct assessed {
    const struct policy_clause *clause;
    enum assess_answer answer;
    const char *why; /* in the current language */
};

struct assessment {
    struct arena arena;
    const struct policy *policy;
    struct assessed *a; /* one for each clause, in its order */
    size_t n;
    enum assess_answer whole;
};

struct assess_in {
    const struct verified *document;
    const char *now;                /* time */
    const struct regstatus *status; /* whose signature holds; NULL: none */
};

/* "satisfied", "satisfied-with-reservations", "undecidable", "not-satisfied" */
const char *assess_name(enum assess_answer a);

int assess(struct assessment *out, const struct policy *p,
           const struct assess_in *in, struct err *e);
void assessment_release(struct assessment *a);

void assess_text(struct buf *out, const struct assessment *a);
void assess_json(struct buf *out, const struct assessment *a);

#endif
