/*
 * The judged cases and controls: every number a reader may want to check, with
 * where it came from (numerator and denominator are exact; all decimals are
 * derived from them, see shown.h).
 */
#include <stdio.h>
#include <string.h>

#include "base/lang.h"
#include "core/stats.h"
#include "reports/doc/report.h"
#include "reports/doc/report_internal.h"
#include "reports/doc/shown.h"
#include "reports/doc/xmlout.h"

/* The limits that a printed number must not seem to cross. */
struct limits {
    double a[4];
    size_t n;
};

static struct limits limits_of(const struct suite_criterion *c)
{
    struct limits l = {0};

    if (c->has_min) {
        l.a[l.n++] = c->min;
        l.a[l.n++] = c->min + c->guard;
    }
    if (c->has_max) {
        l.a[l.n++] = c->max;
        l.a[l.n++] = c->max - c->guard;
    }
    return l;
}

static void attr_real(struct xmlout *w, const char *name, double v,
                      enum shown_way way, const struct limits *l)
{
    char text[SHOWN_TEXT_MAX];

    shown_text(text, v, way, l->a, l->n);
    if (text[0])
        xmlout_attr(w, name, text);
}

/* As short as it can be written: a value out of the suite. */
static void attr_setting(struct xmlout *w, const char *name, double v)
{
    char text[64];

    (void)snprintf(text, sizeof(text), "%.15g", v);
    xmlout_attr(w, name, text);
}

static void attr_interval(struct xmlout *w, const struct interval *i,
                          const struct limits *l)
{
    attr_real(w, "lo", i->lo, SHOWN_DOWN, l);
    attr_real(w, "hi", i->hi, SHOWN_UP, l);
}

static bool has_interval(enum rule_method m)
{
    return m != RULE_EXACT && m != RULE_REPORT;
}

static void attr_rule(struct xmlout *w, const struct suite_criterion *c)
{
    xmlout_attr(w, "method", rule_method_name(c->method));
    if (has_interval(c->method)) {
        xmlout_attr(w, "sides", c->sides == 1 ? "one" : "two");
        attr_setting(w, "confidence", c->confidence);
    }
}

static void write_criterion(struct xmlout *w, const struct judged_criterion *j)
{
    const struct suite_criterion *c = j->criterion;
    struct limits l = limits_of(c);

    xmlout_begin(w, "criterion");
    xmlout_attr(w, "profile", c->profile);
    xmlout_attr(w, "severity", c->mandatory ? "mandatory" : "advisory");
    xmlout_attr(w, "metric", c->metric);
    xmlout_attr(w, "stratum", c->stratum ? c->stratum : "*");
    xmlout_attr(w, "min", c->has_min ? c->min_text : NULL);
    xmlout_attr(w, "max", c->has_max ? c->max_text : NULL);
    attr_rule(w, c);
    attr_setting(w, "guard", c->guard);
    xmlout_attr(w, "claim", claim_kind_name(c->claim));
    xmlout_attr(w, "status", limit_status_name(c->status));
    xmlout_attr(w, "source", c->source);
    xmlout_attr(w, "outcome", outcome_name(j->outcome));
    if (j->has_value) {
        xmlout_attr_i64(w, "num", j->num);
        xmlout_attr_i64(w, "den", j->den);
        attr_real(w, "value", j->value, SHOWN_NEAREST, &l);
    }
    if (j->has_interval) {
        attr_interval(w, &j->interval, &l);
        attr_real(w, "design-effect", j->design_effect, SHOWN_NEAREST, &l);
    }
    if (j->outcome == OUTCOME_INCONCLUSIVE && j->plan_n == 0)
        xmlout_attr(w, "plan-n", "none");
    else if (j->outcome == OUTCOME_INCONCLUSIVE && j->plan_n > 0)
        xmlout_attr_i64(w, "plan-n", j->plan_n);
    xmlout_end(w);
}

static double value_of(const struct measure_formula *f, int64_t num,
                       int64_t den)
{
    switch (f->kind) {
    case MEASURE_COUNT:
        return (double)num;
    case MEASURE_PROPORTION:
    case MEASURE_RATIO:
        return (double)num / (double)den;
    case MEASURE_RATE:
        return (double)num * MEASURE_RATE_PER / (double)den;
    }
    return 0;
}

static struct interval interval_of(const struct suite_criterion *c, int64_t num,
                                   int64_t den)
{
    double x = (double)num;
    double n = (double)den;
    struct interval i = {0, 1};

    switch (c->method) {
    case RULE_CP:
        return stats_clopper_pearson(x, n, c->confidence, c->sides);
    case RULE_WILSON:
        return stats_wilson(x, n, c->confidence, c->sides);
    case RULE_JEFFREYS:
        return stats_jeffreys(x, n, c->confidence, c->sides);
    case RULE_GARWOOD:
        i = stats_garwood(x, c->confidence, c->sides);
        i.lo = i.lo * MEASURE_RATE_PER / n;
        i.hi = i.hi * MEASURE_RATE_PER / n;
        return i;
    case RULE_EXACT:
    case RULE_REPORT:
        break;
    }
    return i;
}

/*
 * One stratum of a series. The interval of a claim about the process is
 * widened by a design effect that only the judged stratum has: the others
 * show their value alone.
 */
static void write_point(struct xmlout *w, const struct suite_criterion *c,
                        const struct measure_formula *f, const struct tally *t,
                        size_t stratum)
{
    static const struct limits none = {0};
    int64_t num = 0, den = 0;

    if (measure_sums(&num, &den, f, t, stratum))
        return;
    xmlout_begin(w, "point");
    xmlout_attr(w, "stratum", t->stratum[stratum]);
    xmlout_attr_i64(w, "num", num);
    xmlout_attr_i64(w, "den", den);
    if (f->kind == MEASURE_COUNT || den > 0)
        attr_real(w, "value", value_of(f, num, den), SHOWN_NEAREST, &none);
    if (den > 0 && has_interval(c->method) && c->claim == CLAIM_FILE) {
        struct interval i = interval_of(c, num, den);

        attr_interval(w, &i, &none);
    }
    xmlout_end(w);
}

/* One metric of a case over all strata, when there are several. */
static void write_series(struct xmlout *w, const struct suite_criterion *c,
                         const struct suite_metric *m, const struct tally *t)
{
    if (!m || t->n_strata < 2)
        return;
    xmlout_begin(w, "series");
    xmlout_attr(w, "metric", m->id);
    attr_rule(w, c);
    xmlout_attr(w, "claim", claim_kind_name(c->claim));
    for (size_t i = 0; i < t->n_strata; i++)
        write_point(w, c, &m->formula, t, i);
    xmlout_end(w);
}

/* Was the metric of criterion `i` met before in this case? */
static bool metric_seen(const struct suite_case *c, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (strcmp(c->criteria[k].metric, c->criteria[i].metric) == 0)
            return true;
    }
    return false;
}

static void write_cause(struct xmlout *w, const struct suite *s,
                        const char *cause)
{
    struct text2 t = {0};

    if (!cause)
        return;
    if (suite_case(s, cause)) {
        xmlout_begin(w, "cause");
        xmlout_attr(w, "case", cause);
        xmlout_end(w);
        return;
    }
    t.en = cause;
    t.fr = lang_in(LANG_FR, cause);
    xmlout_text2(w, "cause", &t);
}

static void write_outcomes(struct xmlout *w, const struct report *r,
                           const struct judged_case *j)
{
    for (size_t i = 0; i < r->suite->n_profiles; i++) {
        bool waived = j->outcome[i] == OUTCOME_WAIVED && j->waiver;

        xmlout_begin(w, "outcome");
        xmlout_attr(w, "profile", r->suite->profiles[i].id);
        xmlout_attr(w, "value", outcome_name(j->outcome[i]));
        xmlout_attr(w, "raw", outcome_name(j->raw[i]));
        xmlout_attr_bool(w, "mandatory", j->mandatory[i]);
        xmlout_attr(w, "waiver", waived ? j->waiver->id : NULL);
        xmlout_end(w);
    }
}

static void write_case(struct xmlout *w, const struct report *r,
                       const struct judged_case *j, const struct measurement *m)
{
    const struct suite_case *c = j->of;

    xmlout_begin(w, "case");
    xmlout_attr(w, "id", c->id);
    xmlout_attr(w, "check", c->check);
    xmlout_attr(w, "measurement", m->id);
    xmlout_attr(w, "clause", c->clause);
    xmlout_attr(w, "source", c->source);
    xmlout_attr(w, "classes", c->classes);
    xmlout_attr(w, "claims", c->claim_scope);
    xmlout_attr_bool(w, "waivable", c->waivable);
    xmlout_text2(w, "title", &c->title);
    xmlout_text2(w, "text", &c->text);
    write_cause(w, r->suite, j->cause);
    write_outcomes(w, r, j);
    for (size_t i = 0; i < c->n_criteria; i++)
        write_criterion(w, &j->criteria[i]);
    for (size_t i = 0; i < c->n_criteria; i++) {
        const struct suite_criterion *k = &c->criteria[i];

        if (!metric_seen(c, i))
            write_series(w, k, suite_metric(r->suite, k->metric), &m->tally);
    }
    xmlout_end(w);
}

void report_write_cases(struct xmlout *w, const struct report *r)
{
    xmlout_begin(w, "cases");
    for (size_t i = 0; i < r->suite->n_cases; i++) {
        size_t at = r->plan->of_case[i];

        write_case(w, r, &r->result->cases[i], &r->evidence->m[at]);
    }
    xmlout_end(w);
}

/* What the check counted on the planted file, against the case's limits. */
static void write_seen(struct xmlout *w, const struct suite *s,
                       const struct suite_case *c, const struct measurement *m)
{
    for (size_t i = 0; i < c->n_criteria; i++) {
        const struct suite_criterion *k = &c->criteria[i];
        const struct suite_metric *metric = suite_metric(s, k->metric);
        int stratum =
            tally_find_stratum(&m->tally, k->stratum ? k->stratum : "*");
        struct limits l = limits_of(k);
        int64_t num = 0, den = 0;

        if (!metric || stratum < 0 || m->tally.n_counters == 0 ||
            measure_sums(&num, &den, &metric->formula, &m->tally,
                         (size_t)stratum))
            continue;
        xmlout_begin(w, "seen");
        xmlout_attr(w, "metric", k->metric);
        xmlout_attr(w, "stratum", k->stratum ? k->stratum : "*");
        xmlout_attr(w, "min", k->has_min ? k->min_text : NULL);
        xmlout_attr(w, "max", k->has_max ? k->max_text : NULL);
        xmlout_attr_i64(w, "num", num);
        xmlout_attr_i64(w, "den", den);
        if (metric->formula.kind == MEASURE_COUNT || den > 0)
            attr_real(w, "value", value_of(&metric->formula, num, den),
                      SHOWN_NEAREST, &l);
        xmlout_end(w);
    }
}

static void write_control_case(struct xmlout *w, const struct report *r,
                               const struct suite_control *k, const char *id)
{
    const struct suite_case *c = suite_case(r->suite, id);
    size_t at = c ? plan_control(r->plan, r->suite, k, c) : r->plan->n;

    xmlout_begin(w, "case");
    xmlout_attr(w, "id", id);
    if (at < r->plan->n) {
        xmlout_attr(w, "state", measured_name(r->evidence->m[at].state));
        write_seen(w, r->suite, c, &r->evidence->m[at]);
    }
    xmlout_end(w);
}

void report_write_controls(struct xmlout *w, const struct report *r)
{
    xmlout_begin(w, "controls");
    for (size_t i = 0; i < r->suite->n_controls; i++) {
        const struct judged_control *j = &r->result->controls[i];

        xmlout_begin(w, "control");
        xmlout_attr(w, "id", j->of->id);
        xmlout_attr(w, "deliverable", j->of->deliverable);
        xmlout_attr(w, "fixture", j->of->fixture);
        xmlout_attr_bool(w, "failed-as-planted", j->failed_as_planted);
        xmlout_text2(w, "title", &j->of->title);
        for (size_t k = 0; k < j->of->n_fails; k++)
            write_control_case(w, r, j->of, j->of->fails[k]);
        xmlout_end(w);
    }
    xmlout_end(w);
}
