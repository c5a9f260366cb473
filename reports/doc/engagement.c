#include "reports/doc/engagement.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "base/num.h"
#include "base/path.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"

#define ATTEMPT_MAX 1000000

/* One child element: where its text goes. */
struct part {
    const char *name;
    const char **into;
    bool required;
    bool is_date;
};

static int read_part(const struct part *p, const struct xmlnode *n,
                     struct arena *a, struct err *e)
{
    struct xmltake t;
    const char *text;

    xmltake_begin(&t, n, e);
    text = xmltake_text(&t, a);
    if (text && p->is_date && !isodate_is_day(text)) {
        (void)err_set(e, ERR_SYNTAX,
                      "%s is '%.40s', but must be a day such as 2026-11-23",
                      p->name, text);
        return xmltake_at(&t);
    }
    *p->into = text;
    return xmltake_end(&t);
}

static int read_attempt(int64_t *out, struct xmltake *t, struct err *e)
{
    const char *text = xmltake_attr(t, "attempt");
    struct err why = {0};

    if (!text || num_int(out, text, 1, ATTEMPT_MAX, &why) == 0)
        return 0;
    (void)err_set(e, ERR_RANGE,
                  "the number of the attempt is '%.40s', but "
                  "must lie between 1 and %d",
                  text, ATTEMPT_MAX);
    return xmltake_at(t);
}

static bool in_order(const char *first, const char *then)
{
    return !first || !then || strcmp(first, then) <= 0;
}

static int check_dates(const struct report_engagement *g, struct err *e)
{
    const char *tested = g->tested_to ? g->tested_to : g->tested_from;

    if (in_order(g->received, tested) &&
        in_order(g->tested_from, g->tested_to) && in_order(tested, g->issued) &&
        in_order(g->received, g->issued))
        return 0;
    return err_set(e, ERR_RANGE,
                   "the dates are out of order: items are "
                   "received, then tested, then the report is issued");
}

static int read_root(struct engagement *out, const struct xmlnode *root,
                     struct err *e)
{
    struct report_engagement *g = &out->g;
    const struct part part[] = {
        {"report-id",          &g->report_id,          true,  false},
        {"laboratory",         &g->laboratory,         true,  false},
        {"laboratory-address", &g->laboratory_address, true,  false},
        {"test-place",         &g->test_place,         false, false},
        {"customer",           &g->customer,           true,  false},
        {"customer-contact",   &g->customer_contact,   false, false},
        {"received",           &g->received,           false, true },
        {"tested-from",        &g->tested_from,        false, true },
        {"tested-to",          &g->tested_to,          false, true },
        {"issued",             &g->issued,             true,  true },
        {"item-condition",     &g->item_condition,     false, false},
        {"deviations",         &g->deviations,         false, false},
        {"accreditation",      &g->accreditation,      false, false},
        {"authorised-by",      &g->authorised_by,      true,  false},
        {"external-providers", &g->external_providers, false, false},
        {"opinions",           &g->opinions,           false, false},
    };
    struct xmltake t;

    if (xmltake_root(&t, root, ENGAGEMENT_NS, "engagement", e))
        return -1;
    if (read_attempt(&g->attempt, &t, e))
        return -1;
    for (size_t i = 0; i < sizeof(part) / sizeof(part[0]); i++) {
        const struct xmlnode *n = part[i].required
                                      ? xmltake_need_child(&t, part[i].name)
                                      : xmltake_child(&t, part[i].name);

        if (n && read_part(&part[i], n, &out->arena, e))
            return -1;
    }
    if (xmltake_end(&t))
        return -1;
    return check_dates(g, e) ? xmltake_at(&t) : 0;
}

int engagement_parse(struct engagement *out, const char *bytes, size_t len,
                     const char *name, struct err *e)
{
    struct engagement g = {0};
    struct xmldoc d = {0};
    int rc = -1;

    if (len > ENGAGEMENT_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "an engagement may not be larger than %zu bytes",
                ENGAGEMENT_BYTES_MAX);
        goto done;
    }
    if (xmldoc_parse(&d, bytes, len, name, e) || read_root(&g, d.root, e))
        goto done;
    *out = g; /* ownership moves to the caller */
    g = (struct engagement){0};
    rc = 0;
done:
    if (rc)
        err_at(e, name, 0, 0);
    xmldoc_release(&d);
    engagement_release(&g);
    return rc;
}

int engagement_read(struct engagement *out, const char *path, struct err *e)
{
    struct buf text = {0};
    int rc = -1;

    buf_init(&text, ENGAGEMENT_BYTES_MAX);
    if (path_read(&text, path, e))
        goto done;
    rc = engagement_parse(out, text.s ? text.s : "", text.n, path, e);
done:
    buf_release(&text);
    return rc;
}

void engagement_release(struct engagement *g)
{
    arena_release(&g->arena);
    *g = (struct engagement){0};
}
