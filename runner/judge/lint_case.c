/* Cases: their check, inputs and parameters. */
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "conform/ruleset.h"
#include "judge/checks.h"
#include "judge/lint_internal.h"

/* ---- inputs ------------------------------------------------------------ */

static const struct check_input *declared_input(const struct check_decl *d,
                                                const char *name)
{
    for (const struct check_input *i = d->inputs; i && i->name; i++)
        if (strcmp(i->name, name) == 0)
            return i;
    return NULL;
}

static void lint_kind(struct lint_run *r, const struct suite_input *in,
                      const struct check_input *d, const char *kind)
{
    if (!suite_word_in(d->kinds, kind))
        lint_say(r, FINDING_ERROR, "SUITE-LINT-06", in->at,
                 "%s is of kind %s; the input %s wants: %s", in->from, kind,
                 in->name, d->kinds);
}

static void lint_source(struct lint_run *r, const struct suite_input *in,
                        const struct check_input *d)
{
    const struct suite_fixture *f = suite_fixture(r->s, in->from);
    const struct suite_deliverable *del = suite_deliverable(r->s, in->from);

    if (!f && !del) {
        lint_say(r, FINDING_ERROR, "SUITE-LINT-05", in->at,
                 "%s is neither a fixture nor a deliverable of the suite",
                 in->from);
        return;
    }
    if (f) {
        r->fixture_used[f - r->s->fixtures] = true;
        lint_kind(r, in, d, f->kind);
        if (d->source == INPUT_DELIVERABLE)
            lint_say(r, FINDING_ERROR, "SUITE-LINT-07", in->at,
                     "the input %s must come from the submission, %s is a "
                     "fixture",
                     in->name, in->from);
        return;
    }
    r->deliverable_used[del - r->s->deliverables] = true;
    lint_kind(r, in, d, del->kind);
    if (d->source == INPUT_FIXTURE)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-07", in->at,
                 "the input %s must come from the suite, %s is a deliverable: "
                 "a vendor could choose what it is judged by",
                 in->name, in->from);
}

/* Has an earlier input of the case the same name, or for a repeatable one the
 * same name and source? */
static bool is_repeated(const struct suite_case *c, size_t i,
                        const struct check_input *d)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(c->inputs[k].name, c->inputs[i].name) == 0 &&
            (!d->repeated || strcmp(c->inputs[k].from, c->inputs[i].from) == 0))
            return true;
    return false;
}

static bool gives(const struct suite_case *c, const char *input)
{
    for (size_t i = 0; i < c->n_inputs; i++)
        if (strcmp(c->inputs[i].name, input) == 0)
            return true;
    return false;
}

static void lint_inputs(struct lint_run *r, const struct suite_case *c,
                        const struct check_decl *d)
{
    for (size_t i = 0; i < c->n_inputs; i++) {
        const struct suite_input *in = &c->inputs[i];
        const struct check_input *decl = declared_input(d, in->name);

        if (!decl) {
            lint_say(r, FINDING_ERROR, "SUITE-LINT-03", in->at,
                     "the check %s has no input %s", d->name, in->name);
            continue;
        }
        if (is_repeated(c, i, decl))
            lint_say(r, FINDING_ERROR, "SUITE-LINT-04", in->at,
                     "the input %s is given twice", in->name);
        lint_source(r, in, decl);
    }
    for (const struct check_input *i = d->inputs; i && i->name; i++)
        if (i->required && !gives(c, i->name))
            lint_say(r, FINDING_ERROR, "SUITE-LINT-02", c->at,
                     "the case %s lacks the input %s of the check %s", c->id,
                     i->name, d->name);
}

/* ---- parameters -------------------------------------------------------- */

static const struct check_param *declared_param(const struct check_decl *d,
                                                const char *name)
{
    for (const struct check_param *p = d->params; p && p->name; p++)
        if (strcmp(p->name, name) == 0)
            return p;
    return NULL;
}

static bool has_blank(const char *s)
{
    return strpbrk(s, " \t\r\n") != NULL;
}

static bool are_rules(const char *value)
{
    struct ruleset rules = {0};
    struct err why = {0};
    bool ok = ruleset_add(&rules, value, strlen(value), &why) == 0;

    ruleset_release(&rules);
    return ok;
}

static bool is_allowed(const struct check_param *d, const char *value)
{
    struct err why = {0};
    int64_t i;
    double x;

    switch (d->type) {
    case PARAM_INT:
        return num_int(&i, value, (int64_t)d->min, (int64_t)d->max, &why) == 0;
    case PARAM_REAL:
        return num_real(&x, value, d->min, d->max, &why) == 0;
    case PARAM_ENUM:
        return !has_blank(value) && suite_word_in(d->values, value);
    case PARAM_BOOL:
        return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
    case PARAM_TEXT:
        return true;
    case PARAM_RULES:
        return are_rules(value);
    }
    return false;
}

static void lint_value(struct lint_run *r, const struct suite_param *p,
                       const struct check_param *d)
{
    if (is_allowed(d, p->value))
        return;
    if (d->type == PARAM_INT || d->type == PARAM_REAL)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-09", p->at,
                 "the parameter %s is '%.80s', and must be a number from %g to "
                 "%g",
                 p->name, p->value, d->min, d->max);
    else if (d->type == PARAM_RULES)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-09", p->at,
                 "the parameter %s is '%.80s', and must be kinds and ids of "
                 "rules: see `entente check --list-rules`",
                 p->name, p->value);
    else
        lint_say(r, FINDING_ERROR, "SUITE-LINT-09", p->at,
                 "the parameter %s is '%.80s', and must be one of: %s", p->name,
                 p->value, d->type == PARAM_BOOL ? "yes no" : d->values);
}

static void lint_params(struct lint_run *r, const struct suite_case *c,
                        const struct check_decl *d)
{
    for (size_t i = 0; i < c->n_params; i++) {
        const struct suite_param *p = &c->params[i];
        const struct check_param *decl = declared_param(d, p->name);

        for (size_t k = 0; k < i; k++)
            if (strcmp(c->params[k].name, p->name) == 0)
                lint_say(r, FINDING_ERROR, "SUITE-LINT-08", p->at,
                         "the parameter %s is given twice", p->name);
        if (!decl)
            lint_say(r, FINDING_ERROR, "SUITE-LINT-08", p->at,
                     "the check %s has no parameter %s", d->name, p->name);
        else
            lint_value(r, p, decl);
    }
}

/* ---- the case ---------------------------------------------------------- */

static void lint_classes(struct lint_run *r, const struct suite_case *c)
{
    const char *word = c->classes ? c->classes : "";

    while (*(word += strspn(word, " \t\r\n"))) {
        size_t len = strcspn(word, " \t\r\n");
        size_t i = 0;

        while (i < r->s->n_classes &&
               (strlen(r->s->classes[i]) != len ||
                memcmp(r->s->classes[i], word, len) != 0))
            i++;
        if (i == r->s->n_classes)
            lint_say(r, FINDING_ERROR, "SUITE-LINT-35", c->at,
                     "the technology class %.*s is not among the suite's",
                     (int)len, word);
        word += len;
    }
}

static bool is_mandatory(const struct suite_case *c)
{
    for (size_t i = 0; i < c->n_criteria; i++)
        if (c->criteria[i].mandatory)
            return true;
    return false;
}

static void lint_case(struct lint_run *r, const struct suite_case *c)
{
    const struct check_decl *d = lint_check(r, c->check);

    lint_french(r, &c->title, c->at);
    lint_french(r, &c->text, c->at);
    lint_classes(r, c);
    if (d) {
        lint_inputs(r, c, d);
        lint_params(r, c, d);
    } else {
        lint_say(r, FINDING_ERROR, "SUITE-LINT-01", c->at,
                 "there is no check %s: see `entente suite describe-checks`",
                 c->check);
    }
    if (c->n_criteria == 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-22", c->at,
                 "the case %s has no criterion, so it decides nothing", c->id);
    if (is_mandatory(c) && c->n_inputs > 0 &&
        !r->case_controlled[c - r->s->cases])
        lint_say(r, FINDING_WARNING, "SUITE-LINT-31", c->at,
                 "no control makes the mandatory case %s fail: nothing proves "
                 "that it can",
                 c->id);
    for (size_t i = 0; i < c->n_criteria; i++)
        lint_criterion(r, c, &c->criteria[i]);
}

void lint_cases(struct lint_run *r)
{
    for (size_t i = 0; i < r->s->n_cases; i++)
        lint_case(r, &r->s->cases[i]);
}
