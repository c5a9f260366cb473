#include "cli/run/runjson.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "core/decide.h"
#include "core/evidence.h"
#include "core/submission.h"
#include "judge/run.h"

static json_t *text_or_null(const char *s)
{
    return s ? json_string(s) : json_null();
}

static const char *in_language(const struct text2 *t)
{
    return lang_get() == LANG_FR && t->fr ? t->fr : t->en;
}

static json_t *product_json(const struct submission *s)
{
    return json_pack("{s:o, s:o, s:o, s:o}", "vendor", text_or_null(s->vendor),
                     "product", text_or_null(s->product), "version",
                     text_or_null(s->version), "technology_class",
                     text_or_null(s->technology_class));
}

static json_t *verdicts_json(const struct result *r)
{
    json_t *a = json_array();

    for (size_t i = 0; i < r->suite->n_profiles; i++)
        json_array_append_new(
            a, json_pack("{s:s, s:s, s:b}", "profile", r->suite->profiles[i].id,
                         "verdict", verdict_name(r->verdict[i]), "provisional",
                         (int)r->provisional[i]));
    return a;
}

static json_t *controls_json(const struct result *r)
{
    json_t *a = json_array();

    for (size_t i = 0; i < r->suite->n_controls; i++)
        json_array_append_new(
            a, json_pack("{s:s, s:b, s:b}", "id", r->suite->controls[i].id,
                         "applies", (int)r->controls[i].applies,
                         "failed_as_planted",
                         (int)r->controls[i].failed_as_planted));
    return a;
}

static json_t *criterion_json(const struct judged_criterion *j)
{
    const struct suite_criterion *c = j->criterion;
    json_t *o =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:I}", "metric", c->metric,
                  "stratum", c->stratum, "profile", c->profile, "severity",
                  c->mandatory ? "mandatory" : "advisory", "outcome",
                  outcome_name(j->outcome), "numerator", (json_int_t)j->num);

    if (j->den > 0)
        json_object_set_new(o, "denominator", json_integer(j->den));
    if (j->has_value)
        json_object_set_new(o, "value", json_real(j->value));
    if (j->has_interval)
        json_object_set_new(
            o, "interval", json_pack("[f, f]", j->interval.lo, j->interval.hi));
    if (c->has_min)
        json_object_set_new(o, "min", json_real(c->min));
    if (c->has_max)
        json_object_set_new(o, "max", json_real(c->max));
    if (j->outcome == OUTCOME_INCONCLUSIVE)
        json_object_set_new(o, "plan_n", json_integer(j->plan_n));
    return o;
}

static json_t *case_json(const struct result *r, const struct judged_case *c)
{
    json_t *outcomes = json_object();
    json_t *criteria = json_array();
    json_t *o;

    for (size_t i = 0; i < r->suite->n_profiles; i++)
        json_object_set_new(outcomes, r->suite->profiles[i].id,
                            json_string(outcome_name(c->outcome[i])));
    for (size_t i = 0; i < c->of->n_criteria; i++)
        json_array_append_new(criteria, criterion_json(&c->criteria[i]));
    o = json_pack("{s:s, s:s, s:s, s:o, s:o}", "id", c->of->id, "title",
                  in_language(&c->of->title), "check", c->of->check, "outcomes",
                  outcomes, "criteria", criteria);
    if (o && c->cause)
        json_object_set_new(o, "cause", json_string(lang_tr(c->cause)));
    return o;
}

static json_t *cases_json(const struct result *r)
{
    json_t *a = json_array();

    for (size_t i = 0; i < r->suite->n_cases; i++)
        json_array_append_new(a, case_json(r, &r->cases[i]));
    return a;
}

static json_t *findings_json(const struct evidence *ev)
{
    json_t *a = json_array();

    for (size_t i = 0; i < ev->n; i++) {
        const struct findings *fs = &ev->m[i].findings;

        for (size_t k = 0; k < fs->n; k++) {
            const struct finding *f = &fs->a[k];

            json_array_append_new(
                a, json_pack("{s:s, s:s, s:s, s:s, s:I, s:s}", "measurement",
                             ev->m[i].id, "level", finding_level_name(f->level),
                             "code", f->code, "file", f->file, "line",
                             (json_int_t)f->line, "text",
                             lang_get() == LANG_FR ? f->fr : f->en));
        }
    }
    return a;
}

int runjson_write(struct buf *out, const struct run *r,
                  const struct submission *s, struct err *e)
{
    const struct suite *su = r->result.suite;
    char name[512];
    char *text = NULL;
    json_t *o;

    snprintf(name, sizeof(name), "%s@%" PRId64 ".%" PRId64 ".%" PRId64, su->id,
             su->version.major, su->version.minor, su->version.patch);
    o = json_pack("{s:s, s:s, s:s, s:s, s:b, s:o, s:o, s:o, s:o, s:o}", "suite",
                  name, "suite_sha256", su->sha256, "result_digest",
                  r->result.digest, "evidence_level",
                  evidence_level_name(r->evidence.level), "precheck",
                  (int)s->bare, "product", product_json(s), "verdicts",
                  verdicts_json(&r->result), "controls",
                  controls_json(&r->result), "cases", cases_json(&r->result),
                  "findings", findings_json(&r->evidence));
    if (o)
        text = json_dumps(o, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
    json_decref(o);
    if (!text)
        return err_nomem(e);
    buf_str(out, text);
    buf_char(out, '\n');
    free(text);
    return buf_check(out, e);
}
