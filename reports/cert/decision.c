#include "reports/cert/decision.h"

#include <string.h>

#include "base/err.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"
#include "reports/cert/certtake.h"

static int read_condition(void *out, struct xmltake *t, struct arena *a)
{
    return certtake_text2(out, t, "text", false, a);
}

static int read_head(struct decision *d, struct xmltake *t)
{
    struct arena *a = &d->arena;
    const char *covers = xmltake_need(t, "covers");

    d->number = certtake_attr(t, "number", CERTTAKE_ID, false, a);
    d->from = certtake_attr(t, "from", CERTTAKE_DAY, false, a);
    d->to = certtake_attr(t, "to", CERTTAKE_DAY, true, a);
    d->supersedes = certtake_attr(t, "supersedes", CERTTAKE_ID, true, a);
    d->attempt = certtake_int(t, "attempt", 1, 1000000);
    d->attempts_registered = certtake_int(t, "attempts-registered", 0, 1000000);
    if (!covers)
        return -1;
    d->patches = strcmp(covers, "patches-by-delta") == 0;
    if (!d->patches && strcmp(covers, "this-version") != 0)
        return xmltake_bad(t, "covers", covers,
                           "this-version patches-by-delta");
    return certtake_failed(t);
}

static int read_root(struct decision *d, const struct xmlnode *root,
                     struct err *e)
{
    struct arena *a = &d->arena;
    struct xmltake t;

    if (xmltake_root(&t, root, DECISION_NS, "decision", e) ||
        read_head(d, &t) || certtake_text2(&d->scope, &t, "scope", false, a))
        return -1;
    d->conditions = certtake_list(&d->n_conditions, &t, "condition",
                                  sizeof *d->conditions, read_condition, a);
    d->regulatory =
        certtake_list(&d->n_regulatory, &t, "regulatory", sizeof *d->regulatory,
                      certtake_regulatory, a);
    d->evaluated_by = certtake_list(&d->n_evaluated_by, &t, "evaluated-by",
                                    sizeof *d->evaluated_by, certtake_word, a);
    if (certtake_failed(&t) ||
        (d->n_evaluated_by == 0 && !xmltake_need_child(&t, "evaluated-by")))
        return -1;
    d->reviewed_by = certtake_text(&t, "reviewed-by", false, a);
    d->decided_by = certtake_text(&t, "decided-by", false, a);
    return xmltake_end(&t);
}

int decision_parse(struct decision *out, const char *xml, size_t len,
                   const char *name, struct err *e)
{
    struct decision d = {0};
    struct xmldoc doc = {0};
    int rc = -1;

    if (len > DECISION_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a decision has at most %zu bytes",
                DECISION_BYTES_MAX);
        goto done;
    }
    if (xmldoc_parse(&doc, xml, len, name, e) || read_root(&d, doc.root, e))
        goto done;
    *out = d; /* ownership moves to the caller */
    d = (struct decision){0};
    rc = 0;
done:
    if (rc)
        err_at(e, name, 0, 0);
    xmldoc_release(&doc);
    decision_release(&d);
    return rc;
}

void decision_release(struct decision *d)
{
    arena_release(&d->arena);
    *d = (struct decision){0};
}

void decision_of(struct decision *out, const struct certificate *c)
{
    *out = (struct decision){
        .number = c->number,
        .from = c->from,
        .to = c->to,
        .patches = c->patches,
        .attempt = c->attempt,
        .attempts_registered = c->attempts_registered,
        .supersedes = c->supersedes,
        .scope = c->scope,
        .conditions = c->conditions,
        .n_conditions = c->n_conditions,
        .regulatory = c->regulatory,
        .n_regulatory = c->n_regulatory,
        .evaluated_by = c->evaluated_by,
        .n_evaluated_by = c->n_evaluated_by,
        .reviewed_by = c->reviewed_by,
        .decided_by = c->decided_by,
    };
}
