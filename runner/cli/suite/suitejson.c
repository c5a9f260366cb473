/* The JSON half of suiteview. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/err.h"
#include "base/lang.h"
#include "cli/suite/suiteview.h"
#include "core/suite.h"
#include "judge/checks.h"
#include "judge/lint.h"
#include "judge/selftest.h"
#include "judge/suitebook.h"

/* Takes `j`. A NULL somewhere inside means that memory ran out. */
static int dump(FILE *out, json_t *j, struct err *e)
{
    int rc = j ? json_dumpf(j, out, JSON_INDENT(2)) : -1;

    json_decref(j);
    if (rc)
        return err_nomem(e);
    fputc('\n', out);
    return 0;
}

/* Absent texts are left out. */
static void put(json_t *o, const char *key, const char *text)
{
    if (text)
        (void)json_object_set_new(o, key, json_string(text));
}

static void put_text2(json_t *o, const char *en_key, const char *fr_key,
                      const struct text2 *t)
{
    put(o, en_key, t->en);
    put(o, fr_key, t->fr);
}

static void put_version(json_t *o, const struct version *v)
{
    (void)json_object_set_new(
        o, "version",
        json_sprintf("%lld.%lld.%lld", (long long)v->major, (long long)v->minor,
                     (long long)v->patch));
}

/* ---- list -------------------------------------------------------------- */

int suiteview_list_json(FILE *out, const struct suitebook *b, struct err *e)
{
    json_t *list = json_array();

    for (size_t i = 0; i < b->n; i++) {
        const struct suitebook_row *r = &b->a[i];
        json_t *o = json_object();

        put(o, "id", r->id);
        put_version(o, &r->version);
        put(o, "path", r->path);
        if (r->broken) {
            put(o, "broken", r->broken->msg);
        } else {
            put(o, "status", suite_status_name(r->status));
            put(o, "title_en", r->title_en);
            put(o, "title_fr", r->title_fr);
            put(o, "sha256", r->sha256);
        }
        (void)json_array_append_new(list, o);
    }
    return dump(out, list, e);
}

/* ---- show -------------------------------------------------------------- */

static json_t *criterion_json(const struct suite_criterion *k)
{
    json_t *o = json_object();

    put(o, "profile", k->profile);
    put(o, "severity", k->mandatory ? "mandatory" : "advisory");
    put(o, "metric", k->metric);
    put(o, "stratum", k->stratum);
    put(o, "min", k->min_text);
    put(o, "max", k->max_text);
    put(o, "method", rule_method_name(k->method));
    if (k->method != RULE_EXACT && k->method != RULE_REPORT) {
        (void)json_object_set_new(o, "sides", json_integer(k->sides));
        (void)json_object_set_new(o, "confidence", json_real(k->confidence));
    }
    (void)json_object_set_new(o, "guard", json_real(k->guard));
    put(o, "claim", claim_kind_name(k->claim));
    put(o, "status", limit_status_name(k->status));
    put(o, "source", k->source);
    return o;
}

static json_t *case_json(const struct suite_case *c)
{
    json_t *o = json_object();
    json_t *inputs = json_array();
    json_t *params = json_object();
    json_t *criteria = json_array();

    put(o, "id", c->id);
    put_text2(o, "title_en", "title_fr", &c->title);
    put_text2(o, "text_en", "text_fr", &c->text);
    put(o, "clause", c->clause);
    put(o, "source", c->source);
    put(o, "classes", c->classes);
    put(o, "claims", c->claim_scope);
    (void)json_object_set_new(o, "waivable", json_boolean(c->waivable));
    put(o, "check", c->check);
    for (size_t i = 0; i < c->n_inputs; i++)
        (void)json_array_append_new(inputs, json_pack("{s:s, s:s}", "name",
                                                      c->inputs[i].name, "from",
                                                      c->inputs[i].from));
    for (size_t i = 0; i < c->n_params; i++)
        put(params, c->params[i].name, c->params[i].value);
    for (size_t i = 0; i < c->n_criteria; i++)
        (void)json_array_append_new(criteria, criterion_json(&c->criteria[i]));
    (void)json_object_set_new(o, "inputs", inputs);
    (void)json_object_set_new(o, "params", params);
    (void)json_object_set_new(o, "criteria", criteria);
    return o;
}

static json_t *profiles_json(const struct suite *s)
{
    json_t *list = json_array();

    for (size_t i = 0; i < s->n_profiles; i++) {
        json_t *o = json_object();

        put(o, "id", s->profiles[i].id);
        put_text2(o, "title_en", "title_fr", &s->profiles[i].title);
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *deliverables_json(const struct suite *s)
{
    json_t *list = json_array();

    for (size_t i = 0; i < s->n_deliverables; i++) {
        const struct suite_deliverable *d = &s->deliverables[i];
        json_t *o = json_object();

        put(o, "role", d->role);
        put(o, "kind", d->kind);
        (void)json_object_set_new(o, "required", json_boolean(d->required));
        put_text2(o, "title_en", "title_fr", &d->title);
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *fixtures_json(const struct suite *s)
{
    json_t *list = json_array();

    for (size_t i = 0; i < s->n_fixtures; i++) {
        const struct suite_fixture *f = &s->fixtures[i];
        json_t *o = json_object();

        put(o, "id", f->id);
        put(o, "kind", f->kind);
        put(o, "href", f->href);
        put(o, "pin", fixture_pin_name(f->pin));
        put(o, "sha256", f->sha256);
        put(o, "access", f->access);
        put(o, "hint", f->hint);
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *controls_json(const struct suite *s)
{
    json_t *list = json_array();

    for (size_t i = 0; i < s->n_controls; i++) {
        const struct suite_control *k = &s->controls[i];
        json_t *o = json_object();
        json_t *fails = json_array();

        put(o, "id", k->id);
        put(o, "deliverable", k->deliverable);
        put(o, "fixture", k->fixture);
        for (size_t f = 0; f < k->n_fails; f++)
            (void)json_array_append_new(fails, json_string(k->fails[f]));
        (void)json_object_set_new(o, "fails", fails);
        put_text2(o, "title_en", "title_fr", &k->title);
        (void)json_array_append_new(list, o);
    }
    return list;
}

int suiteview_show_json(FILE *out, const struct suite *s, const char *path,
                        struct err *e)
{
    json_t *o = json_object();
    json_t *cases = json_array();
    json_t *gaps = json_array();

    put(o, "id", s->id);
    put_version(o, &s->version);
    put(o, "status", suite_status_name(s->status));
    put(o, "publisher", s->publisher);
    put(o, "sha256", s->sha256);
    put(o, "path", path);
    put_text2(o, "title_en", "title_fr", &s->title);
    put_text2(o, "text_en", "text_fr", &s->text);
    for (size_t i = 0; i < s->n_cases; i++)
        (void)json_array_append_new(cases, case_json(&s->cases[i]));
    for (size_t i = 0; i < s->n_not_tested; i++) {
        json_t *gap = json_object();

        put_text2(gap, "en", "fr", &s->not_tested[i]);
        (void)json_array_append_new(gaps, gap);
    }
    (void)json_object_set_new(o, "profiles", profiles_json(s));
    (void)json_object_set_new(o, "deliverables", deliverables_json(s));
    (void)json_object_set_new(o, "fixtures", fixtures_json(s));
    (void)json_object_set_new(o, "cases", cases);
    (void)json_object_set_new(o, "controls", controls_json(s));
    (void)json_object_set_new(o, "not_tested", gaps);
    return dump(out, o, e);
}

/* ---- lint -------------------------------------------------------------- */

int suiteview_lint_json(FILE *out, const struct lint *l, const char *path,
                        struct err *e)
{
    json_t *o = json_object();
    json_t *problems = json_array();

    put(o, "path", path);
    (void)json_object_set_new(o, "errors",
                              json_integer((json_int_t)l->n_errors));
    (void)json_object_set_new(o, "warnings",
                              json_integer((json_int_t)l->n_warnings));
    for (size_t i = 0; i < l->n; i++) {
        const struct lint_problem *p = &l->a[i];

        (void)json_array_append_new(
            problems,
            json_pack("{s:s, s:s, s:I, s:I, s:s, s:s}", "level",
                      finding_level_name(p->level), "code", p->code, "line",
                      (json_int_t)p->at.line, "column", (json_int_t)p->at.col,
                      "en", p->en, "fr", p->fr));
    }
    (void)json_object_set_new(o, "problems", problems);
    return dump(out, o, e);
}

/* ---- selftest ---------------------------------------------------------- */

static json_t *outcomes_json(const struct suite *s, const struct result *r)
{
    json_t *cases = json_object();

    for (size_t i = 0; i < s->n_cases; i++) {
        json_t *o = json_object();

        for (size_t k = 0; k < s->n_profiles; k++)
            put(o, s->profiles[k].id, outcome_name(r->cases[i].outcome[k]));
        (void)json_object_set_new(cases, s->cases[i].id, o);
    }
    return cases;
}

int suiteview_selftest_json(FILE *out, const struct suite *s,
                            const struct selftest *t, struct err *e)
{
    json_t *o = json_object();
    json_t *verdicts = json_object();
    json_t *controls = json_object();
    json_t *unproven = json_array();

    (void)json_object_set_new(o, "passed", json_boolean(t->passed));
    for (size_t i = 0; i < s->n_profiles; i++)
        put(verdicts, s->profiles[i].id,
            verdict_name(t->run.result.verdict[i]));
    for (size_t i = 0; i < s->n_controls; i++)
        (void)json_object_set_new(
            controls, s->controls[i].id,
            json_boolean(t->run.result.controls[i].failed_as_planted));
    for (size_t i = 0; i < t->n_unproven; i++)
        (void)json_array_append_new(unproven, json_string(t->unproven[i]));
    (void)json_object_set_new(o, "verdicts", verdicts);
    (void)json_object_set_new(o, "cases", outcomes_json(s, &t->run.result));
    (void)json_object_set_new(o, "controls", controls);
    (void)json_object_set_new(o, "unproven", unproven);
    put(o, "result_digest", t->run.result.digest);
    return dump(out, o, e);
}

/* ---- checks ------------------------------------------------------------ */

static void put_both(json_t *o, const char *en)
{
    put(o, "en", en);
    put(o, "fr", lang_in(LANG_FR, en));
}

static json_t *inputs_json(const struct check_decl *d)
{
    static const char *const from[] = {
        [INPUT_DELIVERABLE] = "deliverable",
        [INPUT_FIXTURE] = "fixture",
        [INPUT_EITHER] = "either",
    };
    json_t *list = json_array();

    for (const struct check_input *i = d->inputs; i && i->name; i++) {
        json_t *o = json_object();

        put(o, "name", i->name);
        put(o, "kinds", i->kinds);
        put(o, "source", from[i->source]);
        (void)json_object_set_new(o, "required", json_boolean(i->required));
        (void)json_object_set_new(o, "repeatable", json_boolean(i->repeated));
        put_both(o, i->en);
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *params_json(const struct check_decl *d)
{
    static const char *const type[] = {
        [PARAM_INT] = "integer", [PARAM_REAL] = "decimal",
        [PARAM_ENUM] = "word",   [PARAM_BOOL] = "yes-no",
        [PARAM_TEXT] = "text",   [PARAM_RULES] = "rules",
    };
    json_t *list = json_array();

    for (const struct check_param *p = d->params; p && p->name; p++) {
        json_t *o = json_object();

        put(o, "name", p->name);
        put(o, "type", type[p->type]);
        put(o, "default", p->fallback);
        put(o, "values", p->type == PARAM_ENUM ? p->values : NULL);
        if (p->type == PARAM_INT || p->type == PARAM_REAL) {
            (void)json_object_set_new(o, "min", json_real(p->min));
            (void)json_object_set_new(o, "max", json_real(p->max));
        }
        put_both(o, p->en);
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *terms_json(const char *const term[MEASURE_TERMS_MAX])
{
    json_t *list = json_array();

    for (size_t i = 0; i < MEASURE_TERMS_MAX && term[i]; i++)
        (void)json_array_append_new(list, json_string(term[i]));
    return list;
}

static json_t *measures_json(const struct check_decl *d)
{
    json_t *list = json_array();

    for (const struct check_measure *m = d->measures; m && m->name; m++) {
        json_t *o = json_object();

        put(o, "name", m->name);
        put(o, "kind", measure_kind_name(m->formula.kind));
        put(o, "unit", m->unit);
        (void)json_object_set_new(o, "numerator", terms_json(m->formula.num));
        (void)json_object_set_new(o, "denominator", terms_json(m->formula.den));
        put_both(o, m->en);
        (void)json_array_append_new(list, o);
    }
    return list;
}

static json_t *counters_json(const struct check_decl *d)
{
    json_t *list = json_array();

    for (const struct check_counter *c = d->counters; c && c->name; c++) {
        json_t *o = json_object();

        put(o, "name", c->name);
        put(o, "unit", c->unit);
        put_both(o, c->en);
        (void)json_array_append_new(list, o);
    }
    return list;
}

int suiteview_checks_json(FILE *out, const struct check *const *checks,
                          size_t n, struct err *e)
{
    json_t *list = json_array();

    for (size_t i = 0; i < n; i++) {
        const struct check_decl *d = checks[i]->decl;
        json_t *o = json_object();

        put(o, "name", d->name);
        put_both(o, d->en);
        (void)json_object_set_new(o, "inputs", inputs_json(d));
        (void)json_object_set_new(o, "params", params_json(d));
        (void)json_object_set_new(o, "measures", measures_json(d));
        (void)json_object_set_new(o, "counters", counters_json(d));
        (void)json_array_append_new(list, o);
    }
    return dump(out, list, e);
}
