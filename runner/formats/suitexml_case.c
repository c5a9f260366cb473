/* Cases of a suite: inputs, parameters and criteria. */
#include <string.h>

#include "base/err.h"
#include "formats/suitexml_internal.h"

#define PARTS_MAX 1024 /* inputs, parameters or criteria of one case */
#define VALUE_MAX 1e15 /* of a limit or a guard band, in the metric's unit */

static int read_input(struct suite_input *out, const struct xmlnode *n,
                      struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->name = xmltake_need(&t, "name");
    out->from = xmltake_need(&t, "from");
    (void)xmltake_is_id(&t, "name", out->name);
    (void)xmltake_is_id(&t, "from", out->from);
    return xmltake_end(&t);
}

static int read_param(struct suite_param *out, const struct xmlnode *n,
                      struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->name = xmltake_need(&t, "name");
    out->value = xmltake_need(&t, "value");
    (void)xmltake_is_id(&t, "name", out->name);
    return xmltake_end(&t);
}

/* ---- criteria ---------------------------------------------------------- */

static int read_limits(struct suite_criterion *out, struct xmltake *t)
{
    const char *guard = xmltake_attr(t, "guard");

    out->min_text = xmltake_attr(t, "min");
    out->max_text = xmltake_attr(t, "max");
    out->has_min = out->min_text != NULL;
    out->has_max = out->max_text != NULL;
    if (xmltake_real(&out->min, t, "min", out->min_text, -VALUE_MAX,
                     VALUE_MAX) ||
        xmltake_real(&out->max, t, "max", out->max_text, -VALUE_MAX, VALUE_MAX))
        return -1;
    return xmltake_real(&out->guard, t, "guard", guard, 0, VALUE_MAX);
}

/* method, sides, confidence: the decision rule. */
static int read_rule(struct suite_criterion *out, struct xmltake *t)
{
    const char *method = xmltake_need(t, "method");
    const char *sides = xmltake_attr(t, "sides");
    const char *confidence = xmltake_attr(t, "confidence");

    if (!method)
        return -1;
    if (rule_method_parse(&out->method, method))
        return xmltake_bad(t, "method", method,
                           "exact | clopper-pearson | wilson | jeffreys | "
                           "garwood | report");
    if (sides && strcmp(sides, "one") != 0 && strcmp(sides, "two") != 0)
        return xmltake_bad(t, "sides", sides, "one | two");
    out->sides = sides && sides[0] == 't' ? 2 : 1;
    out->confidence = 0.95;
    return xmltake_real(&out->confidence, t, "confidence", confidence, 0, 1);
}

static int read_standing(struct suite_criterion *out, struct xmltake *t)
{
    const char *severity = xmltake_need(t, "severity");
    const char *claim = xmltake_need(t, "claim");
    const char *status = xmltake_need(t, "status");

    if (!severity || !claim || !status)
        return -1;
    if (strcmp(severity, "mandatory") != 0 && strcmp(severity, "advisory") != 0)
        return xmltake_bad(t, "severity", severity, "mandatory | advisory");
    out->mandatory = severity[0] == 'm';
    if (claim_kind_parse(&out->claim, claim))
        return xmltake_bad(t, "claim", claim, "file | process");
    if (limit_status_parse(&out->status, status))
        return xmltake_bad(t, "status", status,
                           "published | proposed | unconfirmed");
    return 0;
}

static int read_criterion(struct suite_criterion *out, const struct xmlnode *n,
                          struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->profile = xmltake_need(&t, "profile");
    out->metric = xmltake_need(&t, "metric");
    out->stratum = xmltake_attr(&t, "stratum");
    out->source = xmltake_attr(&t, "source");
    (void)xmltake_is_id(&t, "profile", out->profile);
    (void)xmltake_is_text(&t, "metric", out->metric);
    (void)xmltake_is_text(&t, "source", out->source);
    if (!out->stratum)
        out->stratum = "*";
    else if (strcmp(out->stratum, "*") != 0)
        (void)xmltake_is_id(&t, "stratum", out->stratum);
    if (read_standing(out, &t) || read_limits(out, &t) || read_rule(out, &t))
        return -1;
    return xmltake_end(&t);
}

/* ---- a case ------------------------------------------------------------ */

/* Room for all children of this name, when there are any. */
static void *room(size_t *total, struct xmltake *t, const char *name,
                  size_t size, struct arena *a)
{
    *total = t->next ? suitexml_run(xmldoc_child(t->n, name), name) : 0;
    if (*total > PARTS_MAX) {
        err_set(t->e, ERR_LIMIT, "'%s' has more than %zu elements", t->n->name,
                (size_t)PARTS_MAX);
        (void)xmltake_at(t);
    }
    if (*total == 0 || t->e->code != ERR_NONE)
        return NULL;
    return arena_alloc(a, *total * size, t->e);
}

static int read_parts(struct suite_case *out, struct xmltake *t,
                      struct arena *a)
{
    const struct xmlnode *n;
    size_t max;
    struct suite_input *in = room(&max, t, "input", sizeof *in, a);
    struct suite_param *param;
    struct suite_criterion *crit;

    out->inputs = in;
    while (in && (n = xmltake_child(t, "input")))
        if (read_input(&in[out->n_inputs++], n, t->e))
            return -1;
    param = room(&max, t, "param", sizeof *param, a);
    out->params = param;
    while (param && (n = xmltake_child(t, "param")))
        if (read_param(&param[out->n_params++], n, t->e))
            return -1;
    crit = room(&max, t, "criterion", sizeof *crit, a);
    out->criteria = crit;
    while (crit && (n = xmltake_child(t, "criterion")))
        if (read_criterion(&crit[out->n_criteria++], n, t->e))
            return -1;
    return 0;
}

static void read_scope(struct suite_case *out, struct xmltake *t,
                       struct arena *a)
{
    const char *const *words;
    size_t n;

    out->classes = xmltake_attr(t, "classes");
    out->claim_scope = xmltake_attr(t, "claims");
    if (out->classes)
        (void)xmltake_ids(&words, &n, t, "classes", out->classes,
                          SUITEXML_LIST_MAX, a);
    (void)xmltake_is_id(t, "claims", out->claim_scope);
    (void)xmltake_yes(&out->waivable, t, "waivable",
                      xmltake_attr(t, "waivable"));
}

int suitexml_case(struct suite_case *out, const struct xmlnode *n,
                  struct arena *a, struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->id = xmltake_need(&t, "id");
    out->check = xmltake_need(&t, "check");
    out->clause = xmltake_attr(&t, "clause");
    out->source = xmltake_attr(&t, "source");
    (void)xmltake_is_id(&t, "id", out->id);
    (void)xmltake_is_id(&t, "check", out->check);
    (void)xmltake_is_text(&t, "clause", out->clause);
    (void)xmltake_is_text(&t, "source", out->source);
    read_scope(out, &t, a);
    (void)suitexml_text2(&out->title, &t, "title", true, a);
    (void)suitexml_text2(&out->text, &t, "text", false, a);
    if (read_parts(out, &t, a))
        return -1;
    return xmltake_end(&t);
}
