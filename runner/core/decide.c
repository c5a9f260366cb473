/* Cases, controls and profiles; see criterion.c for one criterion, verdict.c
 * for the last step, decide_digest.c for the digest. */
#include "core/decide.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/decide_internal.h"
#include "core/verdict.h"

/* ---- is the question well put? ---- */

static bool has_profile(const struct suite *s, const char *id)
{
    for (size_t i = 0; i < s->n_profiles; i++) {
        if (strcmp(s->profiles[i].id, id) == 0)
            return true;
    }
    return strcmp(id, SUITE_COMMON) == 0;
}

/* A criterion of no known profile would silently not be asked. */
static int check_profiles(const struct suite *s, struct err *e)
{
    if (s->n_profiles < 1 || s->n_profiles > SUITE_PROFILES_MAX)
        return err_set(e, ERR_LIMIT, "a suite has 1 to %d profiles",
                       SUITE_PROFILES_MAX);
    for (size_t i = 0; i < s->n_cases; i++) {
        const struct suite_case *c = &s->cases[i];

        for (size_t k = 0; k < c->n_criteria; k++) {
            if (!has_profile(s, c->criteria[k].profile))
                return err_set(e, ERR_MISMATCH,
                               "the case %s has a criterion for the profile "
                               "%s, which the suite does not have",
                               c->id, c->criteria[k].profile);
        }
    }
    return 0;
}

/* For a class that the suite does not know, all that is asked of some classes
 * only would be passed over. */
static int check_class(const struct suite *s, const struct evidence *ev,
                       struct err *e)
{
    if (!ev->technology_class || s->n_classes == 0)
        return 0;
    for (size_t i = 0; i < s->n_classes; i++) {
        if (strcmp(s->classes[i], ev->technology_class) == 0)
            return 0;
    }
    return err_set(e, ERR_MISMATCH,
                   "the suite %s is not for the technology class %s", s->id,
                   ev->technology_class);
}

static bool is_mandatory(const struct suite_case *c)
{
    for (size_t k = 0; k < c->n_criteria; k++) {
        if (c->criteria[k].mandatory)
            return true;
    }
    return false;
}

/* Whoever claims nothing of what the suite is about would be asked for the
 * form of the files only, and be called conformant. */
static int check_claims(const struct suite *s, const struct evidence *ev,
                        struct err *e)
{
    const char *about = NULL;

    if (!ev->technology_class)
        return 0;
    for (size_t i = 0; i < s->n_cases; i++) {
        const struct suite_case *c = &s->cases[i];

        if (!c->claim_scope || !is_mandatory(c))
            continue;
        if (decide_claimed(ev, c->claim_scope))
            return 0;
        if (!about)
            about = c->claim_scope;
    }
    if (!about)
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "the submission claims nothing that the suite %s is about; "
                   "write what the product is for in <claims>, such as '%s'",
                   s->id, about);
}

int decide_can(const struct suite *s, const struct evidence *ev, struct err *e)
{
    if (check_profiles(s, e) || check_class(s, ev, e))
        return -1;
    return check_claims(s, ev, e);
}

static int check_evidence(const struct plan *p, const struct evidence *ev,
                          struct err *e)
{
    if (ev->n != p->n)
        return err_set(e, ERR_MISMATCH,
                       "the suite asks for %zu measurements, the evidence "
                       "holds %zu",
                       p->n, ev->n);
    for (size_t i = 0; i < p->n; i++) {
        if (!ev->m[i].id || strcmp(ev->m[i].id, p->a[i].id) != 0)
            return err_set(e, ERR_MISMATCH,
                           "the measurement %s is missing from the evidence",
                           p->a[i].id);
    }
    return 0;
}

/* ---- controls ---- */

/* Did the planted defect make this case fail, wherever the case decides? */
static bool fails(const struct suite *s, const struct suite_case *c,
                  const struct judged_criterion *j)
{
    bool mandatory = false;
    bool any = false;

    for (size_t k = 0; k < c->n_criteria; k++)
        any = any || j[k].outcome == OUTCOME_FAIL;
    for (size_t p = 0; p < s->n_profiles; p++) {
        struct asked a = decide_asked(c, j, s->profiles[p].id);

        if (a.mandatory == 0)
            continue;
        mandatory = true;
        if (decide_outcome(&a) != OUTCOME_FAIL)
            return false;
    }
    return mandatory || any;
}

static int case_fails(bool *out, struct deciding *d,
                      const struct suite_control *k, const struct suite_case *c,
                      struct err *e)
{
    size_t at = plan_control(d->p, d->s, k, c);
    const struct measurement *m = at < d->ev->n ? &d->ev->m[at] : NULL;
    struct judged_criterion *j;
    int rc;

    *out = m && m->state == MEASURED_DEFECT;
    if (!m || m->state != MEASURED_OK)
        return 0;
    j = calloc(c->n_criteria + 1, sizeof *j);
    if (!j)
        return err_nomem(e);
    rc = decide_criteria(j, d->s, c, m, e);
    if (rc == 0)
        *out = fails(d->s, c, j);
    free(j);
    return rc;
}

static int judge_control(struct deciding *d, size_t i, struct err *e)
{
    const struct suite_control *k = &d->s->controls[i];
    struct judged_control *j = &d->r->controls[i];
    bool all = true;

    *j = (struct judged_control){.of = k, .applies = k->n_fails == 0};
    for (size_t f = 0; f < k->n_fails; f++) {
        const struct suite_case *c = suite_case(d->s, k->fails[f]);
        const char *cause;
        bool failed = false;

        if (c && (!decide_applies(&cause, c, d->ev) ||
                  d->left_out[c - d->s->cases] || d->excluded[c - d->s->cases]))
            continue;
        j->applies = true;
        if (c && case_fails(&failed, d, k, c, e))
            return -1;
        all = all && failed;
    }
    j->failed_as_planted = j->applies && all && k->n_fails > 0;
    return 0;
}

/* ---- profiles ---- */

static bool is_provisional(const struct judged_case *j, const char *profile)
{
    for (size_t k = 0; k < j->of->n_criteria; k++) {
        const struct suite_criterion *c = &j->of->criteria[k];

        if (c->mandatory && c->method != RULE_REPORT &&
            c->status != LIMIT_PUBLISHED && decide_concerns(c, profile))
            return true;
    }
    return false;
}

static void judge_verdicts(struct deciding *d)
{
    bool missed = false;

    for (size_t i = 0; i < d->s->n_controls; i++) {
        const struct judged_control *k = &d->r->controls[i];

        missed = missed || (k->applies && !k->failed_as_planted);
    }
    for (size_t p = 0; p < d->s->n_profiles; p++) {
        struct verdict_facts f = {missed, d->ev->n_only > 0, {0}};

        for (size_t i = 0; i < d->s->n_cases; i++) {
            const struct judged_case *j = &d->r->cases[i];

            if (!j->mandatory[p])
                continue;
            f.mandatory[j->outcome[p]]++;
            if (j->outcome[p] != OUTCOME_NA &&
                is_provisional(j, d->s->profiles[p].id))
                d->r->provisional[p] = true;
        }
        d->r->verdict[p] = verdict_of(&f);
    }
}

/* ---- memory ---- */

static void release_room(struct judged_case *first)
{
    free(first->criteria);
    free(first->outcome);
    free(first->raw);
    free(first->mandatory);
}

/* One block for all cases of each kind; the first case owns it. */
static int make_room(struct result *r, const struct suite *s, struct err *e)
{
    size_t n = s->n_cases;
    size_t n_criteria = 0;
    size_t at = 0;
    struct judged_case first = {0};

    for (size_t i = 0; i < n; i++)
        n_criteria += s->cases[i].n_criteria;
    r->suite = s;
    r->cases = calloc(n + 1, sizeof *r->cases);
    r->controls = calloc(s->n_controls + 1, sizeof *r->controls);
    r->verdict = calloc(s->n_profiles, sizeof *r->verdict);
    r->provisional = calloc(s->n_profiles, sizeof *r->provisional);
    first.criteria = calloc(n_criteria + 1, sizeof *first.criteria);
    first.outcome = calloc(n + 1, s->n_profiles * sizeof *first.outcome);
    first.raw = calloc(n + 1, s->n_profiles * sizeof *first.raw);
    first.mandatory = calloc(n + 1, s->n_profiles * sizeof *first.mandatory);
    if (r->cases)
        r->cases[0] = first;
    else
        release_room(&first);
    if (!r->cases || !r->controls || !r->verdict || !r->provisional ||
        !first.criteria || !first.outcome || !first.raw || !first.mandatory)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++) {
        r->cases[i] = (struct judged_case){
            .of = &s->cases[i],
            .criteria = first.criteria + at,
            .outcome = first.outcome + i * s->n_profiles,
            .raw = first.raw + i * s->n_profiles,
            .mandatory = first.mandatory + i * s->n_profiles,
        };
        at += s->cases[i].n_criteria;
    }
    return 0;
}

void result_release(struct result *r)
{
    if (r->cases)
        release_room(&r->cases[0]);
    free(r->cases);
    free(r->controls);
    free(r->verdict);
    free(r->provisional);
    *r = (struct result){0};
}

static void release(struct deciding *d)
{
    free(d->left_out);
    free(d->excluded);
    free(d->waiver);
}

/* An erratum of another suite would change nothing, in silence. */
static int mark_excluded(struct deciding *d, struct err *e)
{
    for (size_t i = 0; i < d->ev->n_excluded; i++) {
        const struct exclusion *x = &d->ev->excluded[i];
        const struct suite_case *c = suite_case(d->s, x->case_id);

        if (!c)
            return err_set(e, ERR_MISMATCH,
                           "the erratum %s excludes the case %s, which the "
                           "suite does not have",
                           x->erratum, x->case_id);
        d->excluded[c - d->s->cases] = true;
    }
    return 0;
}

/* More waivers than the suite allows: none counts. */
static void limit_waivers(struct deciding *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->s->n_cases; i++)
        n += d->r->cases[i].waiver != NULL;
    if (!d->s->limits_waivers || n <= (size_t)d->s->max_waivers)
        return;
    for (size_t i = 0; i < d->s->n_cases; i++) {
        struct judged_case *j = &d->r->cases[i];

        j->waiver = NULL;
        for (size_t p = 0; p < d->s->n_profiles; p++)
            j->outcome[p] = j->raw[p];
    }
    d->r->waivers_refused = n;
}

/* Which cases are left out, and which waiver covers each: of several the one
 * whose id comes first. */
static int prepare(struct deciding *d, struct err *e)
{
    size_t n = d->s->n_cases;

    d->left_out = calloc(n + 1, sizeof *d->left_out);
    d->excluded = calloc(n + 1, sizeof *d->excluded);
    d->waiver = calloc(n + 1, sizeof(void *));
    if (!d->left_out || !d->excluded || !d->waiver)
        return err_nomem(e);
    if (mark_excluded(d, e))
        return -1;
    for (size_t i = 0; i < n; i++)
        d->left_out[i] = d->ev->n_only > 0;
    for (size_t i = 0; i < d->ev->n_only; i++) {
        const struct suite_case *c = suite_case(d->s, d->ev->only[i]);

        if (c)
            d->left_out[c - d->s->cases] = false;
    }
    for (size_t i = 0; i < d->ev->n_waivers; i++) {
        const struct waiver *w = &d->ev->waivers[i];
        const struct suite_case *c = suite_case(d->s, w->case_id);
        const struct waiver **slot = c ? &d->waiver[c - d->s->cases] : NULL;

        if (slot && (!*slot || strcmp(w->id, (*slot)->id) < 0))
            *slot = w;
    }
    return 0;
}

static int judge_all(struct deciding *d, struct err *e)
{
    for (size_t i = 0; i < d->s->n_cases; i++) {
        if (decide_case(d, i, e))
            return -1;
    }
    limit_waivers(d);
    for (size_t i = 0; i < d->s->n_controls; i++) {
        if (judge_control(d, i, e))
            return -1;
    }
    judge_verdicts(d);
    return decide_digest(d->r, d->ev, e);
}

int decide(struct result *out, const struct suite *s, const struct plan *p,
           const struct evidence *ev, struct err *e)
{
    struct result r = {0};
    struct deciding d = {.r = &r, .s = s, .p = p, .ev = ev};
    int rc = -1;

    if (decide_can(s, ev, e) || check_evidence(p, ev, e))
        return -1;
    if (make_room(&r, s, e) == 0 && prepare(&d, e) == 0)
        rc = judge_all(&d, e);
    release(&d);
    if (rc)
        result_release(&r);
    else
        *out = r;
    return rc;
}

enum verdict result_overall(const struct result *r)
{
    enum verdict worst = VERDICT_CONFORMANT;

    if (!r->suite || r->suite->n_profiles == 0)
        return VERDICT_NOT_ESTABLISHED;
    for (size_t i = 0; i < r->suite->n_profiles; i++)
        worst = verdict_worse(worst, r->verdict[i]);
    return worst;
}
