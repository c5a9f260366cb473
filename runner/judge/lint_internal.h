/* lint_internal -- what the files of lint share. Each function looks at one
 * kind of element and reports all that is wrong with it; a failure of ours
 * sticks in run->e and is looked at once, at the end. */
#ifndef JUDGE_LINT_INTERNAL_H
#define JUDGE_LINT_INTERNAL_H

#include <stdbool.h>

#include "judge/lint.h"

struct check_decl;
struct check_measure;

struct lint_run {
    struct lint *out;
    const struct suite *s;
    const struct lint_options *o;
    bool *fixture_used; /* one each, in the suite's order */
    bool *deliverable_used;
    bool *metric_used;
    bool *case_controlled; /* a control makes it fail */
    struct err *e;
};

void lint_say(struct lint_run *r, enum finding_level level, const char *code,
              struct place at, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/* NULL when there is no check of that name. */
const struct check_decl *lint_check(const struct lint_run *r, const char *name);
/* NULL when the check has no such measure. */
const struct check_measure *lint_measure(const struct check_decl *d,
                                         const char *name);

/* French is a duty of released suites. */
void lint_french(struct lint_run *r, const struct text2 *t, struct place at);

void lint_fixtures(struct lint_run *r);
void lint_metrics(struct lint_run *r);
void lint_cases(struct lint_run *r);
void lint_criterion(struct lint_run *r, const struct suite_case *c,
                    const struct suite_criterion *k);
void lint_controls(struct lint_run *r);
void lint_profiles(struct lint_run *r);
void lint_unused(struct lint_run *r);
void lint_errata(struct lint_run *r);

#endif
