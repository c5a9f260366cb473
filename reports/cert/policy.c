#include "reports/cert/policy.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"
#include "reports/cert/certtake.h"

#define NATIONS_MAX 16
#define NUMBER_MAX  100000

static const char *const names[POLICY_WHATS] = {
    "document",     "partner", "recognised", "suite",  "profile",  "evidence",
    "laboratories", "age",     "waivers",    "limits", "in-force", "status",
};

const char *policy_what_name(enum policy_what w)
{
    return names[w];
}

static int take_as(struct policy_clause *c, struct xmltake *t)
{
    static const struct {
        const char *word;
        enum policy_what what;
        enum policy_as as;
    } row[] = {
        {"automatic",         POLICY_PARTNER, POLICY_AUTOMATIC},
        {"with-reservations", POLICY_PARTNER, POLICY_RESERVED },
        {"never",             POLICY_PARTNER, POLICY_NEVER    },
        {"adopted",           POLICY_LIMITS,  POLICY_RESERVED },
        {"published",         POLICY_LIMITS,  POLICY_NEVER    },
    };
    const char *text = xmltake_need(t, "as");

    if (!text)
        return -1;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        if (row[i].what == c->what && strcmp(row[i].word, text) == 0) {
            c->as = row[i].as;
            return 0;
        }
    }
    return xmltake_bad(t, "as", text,
                       c->what == POLICY_PARTNER
                           ? "automatic with-reservations never"
                           : "published adopted");
}

static int take_nations(struct policy_clause *c, struct xmltake *t,
                        struct arena *a)
{
    const char *text = xmltake_need(t, "nations");
    const char *const *list = NULL;
    char **copy;

    if (!text ||
        xmltake_ids(&list, &c->n_nations, t, "nations", text, NATIONS_MAX, a))
        return -1;
    copy = arena_alloc(a, c->n_nations * sizeof *copy, t->e);
    if (!copy)
        return -1;
    for (size_t i = 0; i < c->n_nations; i++) {
        copy[i] = arena_strdup(a, list[i], t->e);
        if (!copy[i])
            return -1;
    }
    c->nations = (const char *const *)copy;
    return 0;
}

static int take_document(struct policy_clause *c, struct xmltake *t,
                         struct arena *a)
{
    c->name = certtake_attr(t, "kind", CERTTAKE_ID, false, a);
    if (c->name && strcmp(c->name, "certificate") != 0)
        return xmltake_bad(t, "kind", c->name, "certificate");
    return take_nations(c, t, a);
}

static int take_version(struct version *out, struct xmltake *t,
                        const char *name)
{
    const char *text = xmltake_need(t, name);
    struct err no = {0};

    if (!text)
        return -1;
    return version_parse(out, text, &no) ? xmltake_bad(t, name, text, "1.0.0")
                                         : 0;
}

static int take_level(struct policy_clause *c, struct xmltake *t)
{
    const char *text = xmltake_need(t, "level");

    if (text && evidence_level_parse(&c->level, text))
        return xmltake_bad(t, "level", text,
                           "declared recomputed executed-by-lab "
                           "executed-by-body");
    return certtake_failed(t);
}

/* What the requirement needs besides its kind. */
static int take_rest(struct policy_clause *c, struct xmltake *t,
                     struct arena *a)
{
    switch (c->what) {
    case POLICY_DOCUMENT:
        return take_document(c, t, a);
    case POLICY_PARTNER:
        c->name = certtake_attr(t, "nation", CERTTAKE_NATION, false, a);
        return take_as(c, t);
    case POLICY_RECOGNISED:
        return take_nations(c, t, a);
    case POLICY_SUITE:
        c->name = certtake_attr(t, "id", CERTTAKE_ID, false, a);
        return take_version(&c->from, t, "from") ||
                       take_version(&c->before, t, "before")
                   ? -1
                   : 0;
    case POLICY_PROFILE:
        c->name = certtake_attr(t, "id", CERTTAKE_ID, false, a);
        return certtake_failed(t);
    case POLICY_EVIDENCE:
        return take_level(c, t);
    case POLICY_LABORATORIES:
        c->number = certtake_int(t, "min", 1, NUMBER_MAX);
        return certtake_failed(t);
    case POLICY_AGE:
    case POLICY_STATUS:
        c->number =
            certtake_int(t, c->what == POLICY_AGE ? "max-days" : "max-age-days",
                         1, NUMBER_MAX);
        return certtake_failed(t);
    case POLICY_WAIVERS:
        c->number = certtake_int(t, "max", 0, NUMBER_MAX);
        return certtake_failed(t);
    case POLICY_LIMITS:
        return take_as(c, t);
    case POLICY_IN_FORCE:
    case POLICY_WHATS:
        break;
    }
    return 0;
}

static int take_requirement(struct policy_clause *c, struct xmltake *t,
                            struct arena *a)
{
    struct xmltake in;
    const char *what;

    if (certtake_enter(&in, t, "requires"))
        return -1;
    what = xmltake_need(&in, "what");
    if (!what)
        return -1;
    for (int w = 0; w < POLICY_WHATS; w++) {
        if (strcmp(names[w], what) != 0)
            continue;
        c->what = (enum policy_what)w;
        return take_rest(c, &in, a) ? -1 : xmltake_end(&in);
    }
    return xmltake_bad(&in, "what", what,
                       "document partner recognised suite profile evidence "
                       "laboratories age waivers limits in-force status");
}

static int read_clause(void *out, struct xmltake *t, struct arena *a)
{
    struct policy_clause *c = out;

    c->id = certtake_attr(t, "id", CERTTAKE_ID, false, a);
    c->status = certtake_attr(t, "status", CERTTAKE_ID, false, a);
    c->source = certtake_attr(t, "source", CERTTAKE_ANY, false, a);
    if (c->status && strcmp(c->status, "published") != 0 &&
        strcmp(c->status, "proposed") != 0 &&
        strcmp(c->status, "unconfirmed") != 0)
        return xmltake_bad(t, "status", c->status,
                           "published proposed unconfirmed");
    if (certtake_text2(&c->title, t, "title", false, a))
        return -1;
    return take_requirement(c, t, a);
}

static int check_ids(const struct policy *p, struct xmltake *t)
{
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(p->clauses[i].id, p->clauses[k].id) == 0) {
                (void)err_set(t->e, ERR_SYNTAX,
                              "two clauses of the policy are called %s",
                              p->clauses[i].id);
                return xmltake_at(t);
            }
        }
    }
    return 0;
}

static int read_root(struct policy *p, const struct xmlnode *root,
                     struct err *e)
{
    struct arena *a = &p->arena;
    struct xmltake t;
    const char *id;
    const char *version;
    char whole[256];

    if (xmltake_root(&t, root, POLICY_NS, "policy", e))
        return -1;
    id = certtake_attr(&t, "id", CERTTAKE_ID, false, a);
    version = certtake_attr(&t, "version", CERTTAKE_ANY, false, a);
    p->nation = certtake_attr(&t, "nation", CERTTAKE_NATION, false, a);
    p->technology = certtake_attr(&t, "technology", CERTTAKE_ID, false, a);
    if (certtake_failed(&t))
        return -1;
    if (snprintf(whole, sizeof(whole), "%s@%s", id, version) >=
        (int)sizeof(whole))
        return xmltake_bad(&t, "version", version, "1.0.0");
    p->id = arena_strdup(a, whole, e);
    if (!p->id || certtake_text2(&p->title, &t, "title", false, a))
        return -1;
    p->clauses =
        certtake_list(&p->n, &t, "clause", sizeof *p->clauses, read_clause, a);
    if (certtake_failed(&t) || (p->n == 0 && !xmltake_need_child(&t, "clause")))
        return -1;
    return check_ids(p, &t) ? -1 : xmltake_end(&t);
}

int policy_parse(struct policy *out, const char *xml, size_t len,
                 const char *name, struct err *e)
{
    struct policy p = {0};
    struct xmldoc d = {0};
    int rc = -1;

    if (len > POLICY_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a policy has at most %zu bytes",
                POLICY_BYTES_MAX);
        goto done;
    }
    if (xmldoc_parse(&d, xml, len, name, e) || read_root(&p, d.root, e))
        goto done;
    *out = p; /* ownership moves to the caller */
    p = (struct policy){0};
    rc = 0;
done:
    if (rc)
        err_at(e, name, 0, 0);
    xmldoc_release(&d);
    policy_release(&p);
    return rc;
}

void policy_release(struct policy *p)
{
    arena_release(&p->arena);
    *p = (struct policy){0};
}
