/* Criteria: metric, profile, stratum, limits and decision rule. */
#include <string.h>

#include "base/err.h"
#include "judge/checks.h"
#include "judge/lint_internal.h"

static bool is_interval(enum rule_method m)
{
    return m != RULE_EXACT && m != RULE_REPORT;
}

static bool fits(enum rule_method m, enum measure_kind k)
{
    switch (m) {
    case RULE_EXACT:
    case RULE_REPORT:
        return true;
    case RULE_CP:
    case RULE_WILSON:
    case RULE_JEFFREYS:
        return k == MEASURE_PROPORTION;
    case RULE_GARWOOD:
        return k == MEASURE_RATE;
    }
    return false;
}

/* ---- names ------------------------------------------------------------- */

static void lint_names(struct lint_run *r, const struct suite_case *c,
                       const struct suite_criterion *k)
{
    bool known = strcmp(k->profile, SUITE_COMMON) == 0;
    bool stratum = strcmp(k->stratum, "*") == 0;

    for (size_t i = 0; i < r->s->n_profiles; i++)
        known |= strcmp(r->s->profiles[i].id, k->profile) == 0;
    if (!known)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-16", k->at,
                 "there is no profile %s", k->profile);
    for (size_t i = 0; i < c->n_inputs; i++)
        stratum |= strcmp(c->inputs[i].name, "stratum") == 0 &&
                   strcmp(c->inputs[i].from, k->stratum) == 0;
    if (!stratum)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-17", k->at,
                 "%s is no stratum of the case %s: add <input name=\"stratum\" "
                 "from=\"%s\"/>",
                 k->stratum, c->id, k->stratum);
}

static const struct suite_metric *
lint_metric_of(struct lint_run *r, const struct suite_case *c,
               const struct suite_criterion *k)
{
    const struct suite_metric *m = suite_metric(r->s, k->metric);

    if (!m) {
        lint_say(r, FINDING_ERROR, "SUITE-LINT-10", k->at,
                 "the suite defines no metric %.128s", k->metric);
        return NULL;
    }
    r->metric_used[m - r->s->metrics] = true;
    if (strcmp(m->check, c->check) != 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-11", k->at,
                 "the metric %s is counted by the check %s, the case %s runs "
                 "%s",
                 m->id, m->check, c->id, c->check);
    return m;
}

/* ---- limits ------------------------------------------------------------ */

static bool in_range(double limit, enum measure_kind k)
{
    return limit >= 0 && (k != MEASURE_PROPORTION || limit <= 1);
}

static void lint_range(struct lint_run *r, const struct suite_criterion *k,
                       enum measure_kind kind)
{
    if (k->has_min && !in_range(k->min, kind))
        lint_say(r, FINDING_ERROR, "SUITE-LINT-19", k->at,
                 "the limit %.64s is outside the range of the measure",
                 k->min_text);
    if (k->has_max && !in_range(k->max, kind))
        lint_say(r, FINDING_ERROR, "SUITE-LINT-19", k->at,
                 "the limit %.64s is outside the range of the measure",
                 k->max_text);
}

/*
 * Can any count pass? The guard band moves both limits inwards. The ends of an
 * interval never reach the ends of the range: a lower bound stays below 1, an
 * upper bound above 0, however much was counted.
 */
static void lint_room(struct lint_run *r, const struct suite_criterion *k,
                      enum measure_kind kind)
{
    double lo = k->has_min ? k->min + k->guard : 0;
    double hi = k->has_max ? k->max - k->guard : lo;
    bool interval = is_interval(k->method);

    if (k->has_min && k->has_max && k->min > k->max)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-20", k->at,
                 "the minimum %.64s is above the maximum %.64s", k->min_text,
                 k->max_text);
    else if (hi < lo || hi < 0 || (kind == MEASURE_PROPORTION && lo > 1))
        lint_say(r, FINDING_ERROR, "SUITE-LINT-20", k->at,
                 "the guard band leaves no value that passes");
    else if (interval && kind == MEASURE_PROPORTION && lo >= 1)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-20", k->at,
                 "the lower bound of an interval never reaches 1: no count can "
                 "pass");
    else if (interval && k->has_max && hi <= 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-20", k->at,
                 "the upper bound of an interval never reaches 0: no count can "
                 "pass");
}

static void lint_limits(struct lint_run *r, const struct suite_criterion *k,
                        const struct suite_metric *m)
{
    bool limited = k->has_min || k->has_max;

    if (limited && k->method == RULE_REPORT)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-37", k->at,
                 "a criterion that only reports has no limit");
    if (!limited && k->method != RULE_REPORT)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-37", k->at,
                 "the criterion sets no limit: give min or max, or the method "
                 "report");
    if (limited && !k->source)
        lint_say(r,
                 k->status == LIMIT_PUBLISHED ? FINDING_ERROR : FINDING_WARNING,
                 "SUITE-LINT-33", k->at,
                 "the limit has no source: say where it comes from");
    if (limited && m) {
        lint_range(r, k, m->formula.kind);
        lint_room(r, k, m->formula.kind);
    }
}

/* ---- the rule ---------------------------------------------------------- */

static void lint_rule(struct lint_run *r, const struct suite_criterion *k,
                      const struct suite_metric *m)
{
    if (m && !fits(k->method, m->formula.kind))
        lint_say(r, FINDING_ERROR, "SUITE-LINT-18", k->at,
                 "the method %s is not for a %s such as %s",
                 rule_method_name(k->method),
                 measure_kind_name(m->formula.kind), m->id);
    if (is_interval(k->method) && !(k->confidence > 0.5 && k->confidence < 1))
        lint_say(r, FINDING_ERROR, "SUITE-LINT-21", k->at,
                 "a confidence of %g is not between 0.5 and 1", k->confidence);
    if (k->claim == CLAIM_PROCESS && k->method == RULE_EXACT)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-38", k->at,
                 "a claim about the process needs an interval: the method "
                 "exact speaks of these bytes only");
    if (k->mandatory && k->method == RULE_REPORT)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-38", k->at,
                 "a criterion that only reports can not be mandatory: no "
                 "verdict could ever be established");
}

void lint_criterion(struct lint_run *r, const struct suite_case *c,
                    const struct suite_criterion *k)
{
    const struct suite_metric *m = lint_metric_of(r, c, k);

    lint_names(r, c, k);
    lint_limits(r, k, m);
    lint_rule(r, k, m);
}
