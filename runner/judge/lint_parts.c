/* Fixtures, deliverables, metrics, profiles and controls. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "judge/checks.h"
#include "judge/lint_internal.h"
#include "judge/store.h"

/* ---- fixtures ---------------------------------------------------------- */

static bool all_zero(const char *hex)
{
    return hex[strspn(hex, "0")] == '\0';
}

static void lint_pin(struct lint_run *r, const struct suite_fixture *f)
{
    bool draft = r->s->status == SUITE_DRAFT;

    if (f->sha256 && all_zero(f->sha256))
        lint_say(r, draft ? FINDING_WARNING : FINDING_ERROR, "SUITE-LINT-27",
                 f->at, "the digest of the fixture %s is not set", f->id);
    if (f->pin == PIN_ADOPTED && !draft)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-28", f->at,
                 "the fixture %s is whatever copy a user adopted: only a draft "
                 "may leave that open",
                 f->id);
    if (!f->href && !f->hint && strcmp(f->access, "open") == 0)
        lint_say(r, FINDING_WARNING, "SUITE-LINT-36", f->at,
                 "the fixture %s is open, but the suite does not say where it "
                 "is: give it an href or a hint",
                 f->id);
}

/* A fixture that nobody keeps here is a matter of the machine, not of the
 * suite: an error all the same, for it was asked whether all is there. */
static void lint_stored(struct lint_run *r, const struct suite_fixture *f)
{
    struct stored found;
    struct err why = {0};

    if (!r->o->store || !f->href || (f->sha256 && all_zero(f->sha256)))
        return;
    if (store_find(&found, r->o->store, r->s, f, &why) == 0)
        return;
    if (why.code == ERR_MISSING)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-36", f->at,
                 "the fixture %s is not at %s below any fixture folder", f->id,
                 f->href);
    else
        lint_say(r, FINDING_ERROR, "SUITE-LINT-36", f->at,
                 "the file of the fixture %s is not the one that the suite "
                 "pins, or can not be read",
                 f->id);
}

static int by_text(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;

    return strcmp(*x, *y);
}

static void lint_contigs(struct lint_run *r, const struct suite_fixture *f)
{
    const char **name = calloc(f->n_contigs + 1, sizeof *name);

    if (!name) {
        err_nomem(r->e);
        return;
    }
    for (size_t i = 0; i < f->n_contigs; i++)
        name[i] = f->contigs[i].name;
    qsort(name, f->n_contigs, sizeof *name, by_text);
    for (size_t i = 1; i < f->n_contigs; i++)
        if (strcmp(name[i - 1], name[i]) == 0)
            lint_say(r, FINDING_ERROR, "SUITE-LINT-24", f->at,
                     "the contig %.100s of the fixture %s stands twice",
                     name[i], f->id);
    free(name);
}

static void lint_deliverable(struct lint_run *r,
                             const struct suite_deliverable *d)
{
    const struct suite_fixture *f =
        d->example ? suite_fixture(r->s, d->example) : NULL;

    lint_french(r, &d->title, d->at);
    if (suite_fixture(r->s, d->role))
        lint_say(r, FINDING_ERROR, "SUITE-LINT-24", d->at,
                 "%s is both a fixture and a deliverable: inputs could mean "
                 "either",
                 d->role);
    if (f)
        r->fixture_used[f - r->s->fixtures] = true;
    if (d->example && !f)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-39", d->at,
                 "the example of %s is the fixture %s, which there is not",
                 d->role, d->example);
    else if (f && strcmp(f->kind, d->kind) != 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-39", d->at,
                 "the example of %s is of kind %s, not %s", d->role, f->kind,
                 d->kind);
}

void lint_fixtures(struct lint_run *r)
{
    for (size_t i = 0; i < r->s->n_fixtures; i++) {
        lint_pin(r, &r->s->fixtures[i]);
        lint_contigs(r, &r->s->fixtures[i]);
        lint_stored(r, &r->s->fixtures[i]);
    }
    for (size_t i = 0; i < r->s->n_deliverables; i++)
        lint_deliverable(r, &r->s->deliverables[i]);
}

/* ---- metrics ----------------------------------------------------------- */

static bool has_counter(const struct check_decl *d, const char *name)
{
    for (const struct check_counter *c = d->counters; c && c->name; c++)
        if (strcmp(c->name, name) == 0)
            return true;
    return false;
}

static void lint_terms(struct lint_run *r, const struct suite_metric *m,
                       const struct check_decl *d,
                       const char *const term[MEASURE_TERMS_MAX])
{
    for (size_t i = 0; i < MEASURE_TERMS_MAX && term[i]; i++)
        if (!has_counter(d, term[i]))
            lint_say(r, FINDING_ERROR, "SUITE-LINT-15", m->at,
                     "the check %s has no counter %s", d->name, term[i]);
}

static void lint_metric(struct lint_run *r, const struct suite_metric *m)
{
    const struct check_decl *d = lint_check(r, m->check);
    const struct check_measure *declared;

    lint_french(r, &m->title, m->at);
    if (!d) {
        lint_say(r, FINDING_ERROR, "SUITE-LINT-01", m->at,
                 "there is no check %s: see `entente suite describe-checks`",
                 m->check);
        return;
    }
    lint_terms(r, m, d, m->formula.num);
    lint_terms(r, m, d, m->formula.den);
    declared = lint_measure(d, m->measure);
    if (!declared) {
        lint_say(r, FINDING_ERROR, "SUITE-LINT-12", m->at,
                 "the check %s has no measure %s", m->check, m->measure);
        return;
    }
    if (!measure_equal(&declared->formula, &m->formula))
        lint_say(r, FINDING_ERROR, "SUITE-LINT-13", m->at,
                 "the formula of %s is not that of the measure %s of the check "
                 "%s",
                 m->id, m->measure, m->check);
    if (strcmp(declared->unit, m->unit) != 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-14", m->at,
                 "the unit of %s is %s, the measure's is %s", m->id, m->unit,
                 declared->unit);
}

void lint_metrics(struct lint_run *r)
{
    for (size_t i = 0; i < r->s->n_metrics; i++)
        lint_metric(r, &r->s->metrics[i]);
}

/* ---- profiles ---------------------------------------------------------- */

static bool has_mandatory(const struct suite *s, const char *profile)
{
    for (size_t i = 0; i < s->n_cases; i++) {
        for (size_t k = 0; k < s->cases[i].n_criteria; k++) {
            const struct suite_criterion *c = &s->cases[i].criteria[k];

            /* one that only reports can not fail */
            if (c->mandatory && c->method != RULE_REPORT &&
                (strcmp(c->profile, profile) == 0 ||
                 strcmp(c->profile, SUITE_COMMON) == 0))
                return true;
        }
    }
    return false;
}

void lint_profiles(struct lint_run *r)
{
    const struct suite *s = r->s;

    for (size_t i = 0; i < s->n_profiles; i++) {
        const struct suite_profile *p = &s->profiles[i];

        lint_french(r, &p->title, p->at);
        if (!has_mandatory(s, p->id))
            lint_say(r, FINDING_ERROR, "SUITE-LINT-23", p->at,
                     "the profile %s has no mandatory criterion, so no verdict "
                     "can be established for it",
                     p->id);
        for (size_t k = 0; k < i; k++)
            if (strcmp(s->profiles[k].id, p->id) == 0)
                lint_say(r, FINDING_ERROR, "SUITE-LINT-24", p->at,
                         "the profile %s stands twice", p->id);
    }
}

/* ---- controls ---------------------------------------------------------- */

static bool reads(const struct suite_case *c, const char *deliverable)
{
    for (size_t i = 0; i < c->n_inputs; i++)
        if (strcmp(c->inputs[i].from, deliverable) == 0)
            return true;
    return false;
}

static void lint_fails(struct lint_run *r, const struct suite_control *k)
{
    for (size_t i = 0; i < k->n_fails; i++) {
        const struct suite_case *c = suite_case(r->s, k->fails[i]);

        if (!c) {
            lint_say(r, FINDING_ERROR, "SUITE-LINT-30", k->at,
                     "the control %s names the case %s, which there is not",
                     k->id, k->fails[i]);
            continue;
        }
        r->case_controlled[c - r->s->cases] = true;
        if (!reads(c, k->deliverable))
            lint_say(r, FINDING_ERROR, "SUITE-LINT-30", k->at,
                     "the control %s replaces %s, which the case %s does not "
                     "read: it can not make it fail",
                     k->id, k->deliverable, c->id);
    }
}

static void lint_control(struct lint_run *r, const struct suite_control *k)
{
    const struct suite *s = r->s;
    const struct suite_fixture *f = suite_fixture(s, k->fixture);
    const struct suite_deliverable *d = suite_deliverable(s, k->deliverable);

    lint_french(r, &k->title, k->at);
    if (f)
        r->fixture_used[f - s->fixtures] = true;
    else
        lint_say(r, FINDING_ERROR, "SUITE-LINT-30", k->at,
                 "the control %s names the fixture %s, which there is not",
                 k->id, k->fixture);
    if (!d)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-30", k->at,
                 "the control %s names the deliverable %s, which there is not",
                 k->id, k->deliverable);
    if (f && d && strcmp(f->kind, d->kind) != 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-30", k->at,
                 "the control %s puts a file of kind %s in place of one of "
                 "kind %s",
                 k->id, f->kind, d->kind);
    lint_fails(r, k);
}

void lint_controls(struct lint_run *r)
{
    const struct suite *s = r->s;

    for (size_t i = 0; i < s->n_controls; i++) {
        lint_control(r, &s->controls[i]);
        for (size_t k = 0; k < i; k++)
            if (strcmp(s->controls[k].id, s->controls[i].id) == 0)
                lint_say(r, FINDING_ERROR, "SUITE-LINT-24", s->controls[i].at,
                         "the control %s stands twice", s->controls[i].id);
    }
}

/* ---- what nothing refers to -------------------------------------------- */

void lint_unused(struct lint_run *r)
{
    const struct suite *s = r->s;

    for (size_t i = 0; i < s->n_fixtures; i++)
        if (!r->fixture_used[i])
            lint_say(r, FINDING_WARNING, "SUITE-LINT-25", s->fixtures[i].at,
                     "the fixture %s is never used", s->fixtures[i].id);
    for (size_t i = 0; i < s->n_deliverables; i++)
        if (!r->deliverable_used[i])
            lint_say(r, FINDING_WARNING, "SUITE-LINT-25", s->deliverables[i].at,
                     "no case reads the deliverable %s",
                     s->deliverables[i].role);
    for (size_t i = 0; i < s->n_metrics; i++)
        if (!r->metric_used[i])
            lint_say(r, FINDING_WARNING, "SUITE-LINT-26", s->metrics[i].at,
                     "no criterion uses the metric %s", s->metrics[i].id);
}
