/* One case: from its criteria and its measurement to an outcome a profile. */
#include <string.h>

#include "base/lang.h"
#include "core/decide_internal.h"

bool decide_claimed(const struct evidence *ev, const char *scope)
{
    for (size_t i = 0; i < ev->n_claims; i++) {
        if (strcmp(ev->claims[i], scope) == 0)
            return true;
    }
    return false;
}

bool decide_applies(const char **cause, const struct suite_case *c,
                    const struct evidence *ev)
{
    *cause = NULL;
    if (!ev->technology_class)
        return true;
    if (c->classes && !suite_word_in(c->classes, ev->technology_class)) {
        *cause = N_("this case is not for the technology class of the "
                    "submission");
        return false;
    }
    if (!c->claim_scope || decide_claimed(ev, c->claim_scope))
        return true;
    *cause = N_("the submission does not claim what this case is about");
    return false;
}

bool decide_concerns(const struct suite_criterion *k, const char *profile)
{
    return strcmp(k->profile, profile) == 0 ||
           strcmp(k->profile, SUITE_COMMON) == 0;
}

struct asked decide_asked(const struct suite_case *c,
                          const struct judged_criterion *j, const char *profile)
{
    struct asked a = {0};

    for (size_t k = 0; k < c->n_criteria; k++) {
        bool mandatory = c->criteria[k].mandatory;

        if (!decide_concerns(&c->criteria[k], profile))
            continue;
        a.criteria++;
        a.mandatory += mandatory;
        a.n[mandatory][j[k].outcome]++;
    }
    return a;
}

/* The outcome of a case whose measurement was made. */
enum outcome decide_outcome(const struct asked *a)
{
    const size_t *advisory = a->n[0];
    const size_t *mandatory = a->n[1];

    if (advisory[OUTCOME_ERROR] || mandatory[OUTCOME_ERROR])
        return OUTCOME_ERROR;
    if (mandatory[OUTCOME_FAIL])
        return OUTCOME_FAIL;
    if (mandatory[OUTCOME_INCONCLUSIVE])
        return OUTCOME_INCONCLUSIVE;
    if (a->mandatory && !mandatory[OUTCOME_PASS])
        return OUTCOME_REPORTED; /* mandatory, but without a limit */
    if (advisory[OUTCOME_FAIL] || advisory[OUTCOME_INCONCLUSIVE])
        return OUTCOME_WARN;
    if (mandatory[OUTCOME_PASS] || advisory[OUTCOME_PASS])
        return OUTCOME_PASS;
    return OUTCOME_REPORTED;
}

static enum outcome outcome_by_state(const struct asked *a, enum measured state)
{
    switch (state) {
    case MEASURED_OK:
        return decide_outcome(a);
    case MEASURED_DEFECT:
        return OUTCOME_FAIL;
    case MEASURED_NOT:
    case MEASURED_BLOCKED:
    case MEASURED_ABSENT:
        return OUTCOME_NOT_RUN;
    case MEASURED_ERROR:
        break;
    }
    return OUTCOME_ERROR;
}

static const char *cause_of(const struct measurement *m)
{
    switch (m->state) {
    case MEASURED_OK:
    case MEASURED_DEFECT:
        return NULL;
    case MEASURED_NOT:
        return N_("its measurement was not made");
    case MEASURED_ABSENT:
        return N_("a file that it needs was not handed in, or a fixture of "
                  "one's own was not adopted");
    case MEASURED_BLOCKED:
    case MEASURED_ERROR:
        break;
    }
    return m->cause;
}

/* The criteria of `c` by one measurement. */
int decide_criteria(struct judged_criterion *out, const struct suite *s,
                    const struct suite_case *c, const struct measurement *m,
                    struct err *e)
{
    for (size_t k = 0; k < c->n_criteria; k++) {
        if (m->state == MEASURED_OK) {
            if (criterion_judge(&out[k], s, c, &c->criteria[k], &m->tally, e))
                return -1;
            continue;
        }
        out[k] = (struct judged_criterion){.criterion = &c->criteria[k],
                                           .outcome = m->state == MEASURED_ERROR
                                                          ? OUTCOME_ERROR
                                                          : OUTCOME_NOT_RUN,
                                           .design_effect = 1};
    }
    return 0;
}

/* A case that is not asked at all, or left out: one outcome for all. */
static void judge_without(struct judged_case *j, enum outcome o,
                          const char *cause)
{
    j->cause = cause;
    for (size_t k = 0; k < j->of->n_criteria; k++)
        j->criteria[k] = (struct judged_criterion){
            .criterion = &j->of->criteria[k], .outcome = o, .design_effect = 1};
}

static void judge_profile(struct deciding *d, struct judged_case *j, size_t i,
                          size_t p, enum outcome given, bool is_given)
{
    const struct suite_case *c = j->of;
    struct asked a = decide_asked(c, j->criteria, d->s->profiles[p].id);
    enum measured state = d->ev->m[d->p->of_case[i]].state;
    enum outcome raw = is_given ? given : outcome_by_state(&a, state);

    if (a.criteria == 0)
        raw = OUTCOME_NA;
    j->mandatory[p] = a.mandatory > 0;
    j->raw[p] = raw;
    j->outcome[p] = raw;
    if (raw == OUTCOME_FAIL && c->waivable && d->waiver[i]) {
        j->outcome[p] = OUTCOME_WAIVED;
        j->waiver = d->waiver[i];
    }
}

int decide_case(struct deciding *d, size_t i, struct err *e)
{
    struct judged_case *j = &d->r->cases[i];
    const struct measurement *m = &d->ev->m[d->p->of_case[i]];
    enum outcome given = OUTCOME_NOT_RUN;
    const char *cause;
    bool is_given = true;

    if (!decide_applies(&cause, j->of, d->ev)) {
        given = OUTCOME_NA;
        judge_without(j, given, cause);
    } else if (d->excluded[i]) {
        given = OUTCOME_NA;
        judge_without(j, given, N_("excluded by an erratum of the suite"));
    } else if (d->left_out[i]) {
        judge_without(j, given, N_("left out on demand (--only)"));
    } else {
        is_given = false;
        j->cause = cause_of(m);
        if (decide_criteria(j->criteria, d->s, j->of, m, e))
            return -1;
    }
    for (size_t p = 0; p < d->s->n_profiles; p++)
        judge_profile(d, j, i, p, given, is_given);
    return 0;
}
