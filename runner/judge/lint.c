#include "judge/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "judge/checks.h"
#include "judge/lint_internal.h"

#define TEXT_MAX 1024 /* bytes of one sentence */

/* ---- problems ---------------------------------------------------------- */

static struct lint_problem *add(struct lint *l, struct err *e)
{
    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 16;
        struct lint_problem *a = realloc(l->a, cap * sizeof *a);

        if (!a) {
            err_nomem(e);
            return NULL;
        }
        l->a = a;
        l->cap = cap;
    }
    return &l->a[l->n];
}

__attribute__((format(printf, 1, 0))) static char *sentence(const char *fmt,
                                                            va_list ap)
{
    char text[TEXT_MAX];

    if (vsnprintf(text, sizeof text, fmt, ap) < 0)
        return NULL;
    utf8_make_printable(text);
    return strdup(text);
}

void lint_say(struct lint_run *r, enum finding_level level, const char *code,
              struct place at, const char *fmt, ...)
{
    struct lint *l = r->out;
    struct lint_problem one = {.level = level, .code = code, .at = at};
    struct lint_problem *slot;
    va_list ap;
    va_list again;

    if (level == FINDING_ERROR)
        l->n_errors++;
    else
        l->n_warnings++;
    if (l->n >= LINT_PROBLEMS_MAX || r->e->code != ERR_NONE)
        return;
    va_start(ap, fmt);
    va_copy(again, ap);
    one.en = sentence(lang_in(LANG_EN, fmt), ap);
    one.fr = sentence(lang_in(LANG_FR, fmt), again);
    va_end(again);
    va_end(ap);
    slot = one.en && one.fr ? add(l, r->e) : NULL;
    if (!slot) {
        free(one.en);
        free(one.fr);
        err_nomem(r->e);
        return;
    }
    *slot = one;
    l->n++;
}

void lint_release(struct lint *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->a[i].en);
        free(l->a[i].fr);
    }
    free(l->a);
    *l = (struct lint){0};
}

const char *lint_first_error(const struct lint *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->a[i].level == FINDING_ERROR)
            return lang_get() == LANG_FR ? l->a[i].fr : l->a[i].en;
    return "";
}

static int by_place(const void *a, const void *b)
{
    const struct lint_problem *x = a;
    const struct lint_problem *y = b;
    int c = (x->at.line > y->at.line) - (x->at.line < y->at.line);

    if (c == 0)
        c = (x->at.col > y->at.col) - (x->at.col < y->at.col);
    if (c == 0)
        c = strcmp(x->code, y->code);
    return c ? c : strcmp(x->en, y->en);
}

/* ---- looking things up ------------------------------------------------- */

const struct check_decl *lint_check(const struct lint_run *r, const char *name)
{
    for (size_t i = 0; i < r->o->n_checks; i++)
        if (strcmp(r->o->checks[i]->decl->name, name) == 0)
            return r->o->checks[i]->decl;
    return NULL;
}

const struct check_measure *lint_measure(const struct check_decl *d,
                                         const char *name)
{
    for (const struct check_measure *m = d->measures; m && m->name; m++)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

void lint_french(struct lint_run *r, const struct text2 *t, struct place at)
{
    if (!t->en || t->fr)
        return;
    lint_say(r,
             r->s->status == SUITE_RELEASED ? FINDING_ERROR : FINDING_WARNING,
             "SUITE-LINT-29", at, "'%.80s' has no French text", t->en);
}

/* ---- the suite as a whole ---------------------------------------------- */

/* A limit that can not be reached limits nothing. */
static void lint_waivers(struct lint_run *r, struct place top)
{
    int64_t n = 0;

    for (size_t i = 0; i < r->s->n_cases; i++)
        n += r->s->cases[i].waivable;
    if (r->s->limits_waivers && r->s->max_waivers > n)
        lint_say(r, FINDING_WARNING, "SUITE-LINT-40", top,
                 "max-waivers is %lld, but only %lld cases may be waived",
                 (long long)r->s->max_waivers, (long long)n);
}

static void lint_frame(struct lint_run *r)
{
    const struct suite *s = r->s;
    const struct place top = {1, 1};

    lint_french(r, &s->title, top);
    lint_french(r, &s->text, top);
    for (size_t i = 0; i < s->n_not_tested; i++)
        lint_french(r, &s->not_tested[i], top);
    if (s->status == SUITE_RETIRED)
        lint_say(r, FINDING_WARNING, "SUITE-LINT-34", top,
                 "the suite is retired: no new verdict should rest on it");
    if (s->status == SUITE_RELEASED && s->n_controls == 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-32", top,
                 "a released suite needs negative controls: planted defects "
                 "that prove in every run that its cases can fail");
    lint_waivers(r, top);
    if (s->n_cases == 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-22", top,
                 "the suite has no case");
}

static int alloc_marks(struct lint_run *r)
{
    const struct suite *s = r->s;

    r->fixture_used = calloc(s->n_fixtures + 1, sizeof(bool));
    r->deliverable_used = calloc(s->n_deliverables + 1, sizeof(bool));
    r->metric_used = calloc(s->n_metrics + 1, sizeof(bool));
    r->case_controlled = calloc(s->n_cases + 1, sizeof(bool));
    if (!r->fixture_used || !r->deliverable_used || !r->metric_used ||
        !r->case_controlled)
        return err_nomem(r->e);
    return 0;
}

int lint_suite(struct lint *out, const struct suite *s,
               const struct lint_options *options, struct err *e)
{
    struct lint found = {0};
    struct lint_options o = {0};
    struct lint_run r = {.out = &found, .s = s, .o = &o, .e = e};
    int rc = -1;

    if (options)
        o = *options;
    if (!o.checks)
        o.checks = checks_all(&o.n_checks);
    if (alloc_marks(&r))
        goto done;
    lint_frame(&r);
    lint_controls(&r); /* first: it marks the cases that a control proves */
    lint_profiles(&r);
    lint_fixtures(&r);
    lint_metrics(&r);
    lint_cases(&r);
    lint_errata(&r);
    lint_unused(&r); /* last: the others mark what is used */
    if (e->code != ERR_NONE)
        goto done;
    if (found.n > 1)
        qsort(found.a, found.n, sizeof *found.a, by_place);
    *out = found;
    found = (struct lint){0};
    rc = 0;
done:
    free(r.fixture_used);
    free(r.deliverable_used);
    free(r.metric_used);
    free(r.case_controlled);
    lint_release(&found);
    return rc;
}
