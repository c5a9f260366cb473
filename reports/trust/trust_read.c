#include "reports/trust/trust.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "base/path.h"
#include "core/suite.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"
#include "reports/trust/trust_internal.h"

#define LIST_MAX    100000 /* anchors, holders, suites: each */
#define CLASSES_MAX 64     /* of one holder */
#define VERSION_MAX 1000000000

struct reader {
    struct trust *t;
    size_t anchors_cap, holders_cap, suites_cap, registers_cap;
    struct err *e;
};

static int too_many(size_t n, struct err *e)
{
    if (n < LIST_MAX)
        return 0;
    return err_set(e, ERR_LIMIT, "the trust store has more than %d entries",
                   LIST_MAX);
}

static int is_date(struct xmltake *x, const char *attr, const char *value)
{
    if (!value || isodate_is_day(value))
        return 0;
    return xmltake_bad(x, attr, value, "2026-11-23");
}

static int is_nation(struct xmltake *x, const char *value)
{
    if (!value || (strlen(value) == 2 && value[0] >= 'A' && value[0] <= 'Z' &&
                   value[1] >= 'A' && value[1] <= 'Z'))
        return 0;
    return xmltake_bad(x, "nation", value, "FR GB …");
}

static int read_role(enum trust_role *out, struct xmltake *x)
{
    static const enum trust_role all[] = {TRUST_VENDOR, TRUST_LAB, TRUST_BODY,
                                          TRUST_TSA};
    const char *text = xmltake_need(x, "role");

    if (!text)
        return -1;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (strcmp(text, trust_role_name(all[i])) == 0) {
            *out = all[i];
            return 0;
        }
    }
    return xmltake_bad(x, "role", text, "vendor lab body tsa");
}

/* Copies attribute texts into the store; NULL stays NULL. */
static int keep(struct reader *r, const char **texts[], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!*texts[i])
            continue;
        *texts[i] = arena_strdup(&r->t->arena, *texts[i], r->e);
        if (!*texts[i])
            return -1;
    }
    return 0;
}

static int twice(struct xmltake *x, const char *what)
{
    err_set(x->e, ERR_SYNTAX, "the trust store lists '%.200s' twice", what);
    return xmltake_at(x);
}

static const struct trust_anchor *anchor_of(const struct trust *t,
                                            const char *id)
{
    for (size_t i = 0; i < t->n_anchors; i++)
        if (strcmp(t->anchors[i].id, id) == 0)
            return &t->anchors[i];
    return NULL;
}

static int read_anchor(struct reader *r, const struct xmlnode *n)
{
    struct trust *t = r->t;
    struct trust_anchor a = {0};
    const char **texts[] = {&a.id, &a.file, &a.sha256};
    struct trust_anchor *slot;
    struct xmltake x;

    xmltake_begin(&x, n, r->e);
    a.id = xmltake_need(&x, "id");
    a.file = xmltake_need(&x, "file");
    a.sha256 = xmltake_need(&x, "sha256");
    xmltake_is_id(&x, "id", a.id);
    xmltake_is_hex(&x, "sha256", a.sha256, 64);
    if (xmltake_end(&x) || too_many(t->n_anchors, r->e))
        return -1;
    if (path_check_name(a.file, r->e))
        return xmltake_at(&x);
    if (anchor_of(t, a.id))
        return twice(&x, a.id);
    if (keep(r, texts, 3))
        return -1;
    slot = arena_push(&t->arena, &t->anchors, &t->n_anchors, &r->anchors_cap,
                      sizeof a, r->e);
    if (!slot)
        return -1;
    *slot = a;
    return 0;
}

/* How the holder is known: by certificate, or by subject and anchor. */
static int read_known_by(struct trust_holder *h, const struct trust *t,
                         struct xmltake *x)
{
    const char *anchor = xmltake_attr(x, "anchor");
    const struct trust_anchor *found;

    h->certificate = xmltake_attr(x, "certificate");
    h->subject = xmltake_attr(x, "subject");
    xmltake_is_hex(x, "certificate", h->certificate, 64);
    xmltake_is_text(x, "subject", h->subject);
    if (x->e->code)
        return -1;
    if (h->certificate ? h->subject || anchor
                       : !anchor || (!h->subject && h->role != TRUST_TSA)) {
        err_set(x->e, ERR_SYNTAX,
                "a holder is known either by its certificate or by subject and "
                "anchor");
        return xmltake_at(x);
    }
    if (h->certificate)
        return 0;
    found = anchor_of(t, anchor);
    if (!found) {
        err_set(x->e, ERR_MISSING, "the trust store has no anchor '%.200s'",
                anchor);
        return xmltake_at(x);
    }
    h->anchor = (size_t)(found - t->anchors);
    return 0;
}

/* By what a laboratory is accredited, and what the holder may speak for. */
static int read_scope(struct reader *r, struct trust_holder *h,
                      struct xmltake *x)
{
    static const enum trust_standard all[] = {TRUST_ISO_17025, TRUST_ISO_15189};
    const char *standard = xmltake_attr(x, "standard");

    h->accreditation = xmltake_attr(x, "accreditation");
    xmltake_is_text(x, "accreditation", h->accreditation);
    xmltake_ids(&h->classes, &h->n_classes, x, "classes",
                xmltake_attr(x, "classes"), CLASSES_MAX, &r->t->arena);
    if (!standard || x->e->code)
        return x->e->code ? -1 : 0;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(standard, trust_standard_name(all[i])) == 0)
            h->standard = all[i];
    if (h->standard == TRUST_STANDARD_NONE)
        return xmltake_bad(x, "standard", standard, "17025 15189");
    if (h->role == TRUST_LAB)
        return 0;
    err_set(x->e, ERR_SYNTAX, "only a holder in the role lab has a standard");
    return xmltake_at(x);
}

static int check_holder_twice(const struct trust *t,
                              const struct trust_holder *h, struct xmltake *x)
{
    for (size_t i = 0; i < t->n_holders; i++) {
        const struct trust_holder *o = &t->holders[i];

        if (h->certificate && o->certificate &&
            strcmp(h->certificate, o->certificate) == 0)
            return twice(x, h->certificate);
        if (h->subject && o->subject && h->anchor == o->anchor &&
            strcmp(h->subject, o->subject) == 0)
            return twice(x, h->subject);
        if (!h->certificate && !o->certificate && !h->subject && !o->subject &&
            h->anchor == o->anchor)
            return twice(x, t->anchors[h->anchor].id);
    }
    return 0;
}

static int read_holder(struct reader *r, const struct xmlnode *n)
{
    struct trust *t = r->t;
    struct trust_holder h = {0};
    const char **texts[] = {&h.name,    &h.nation,       &h.from,
                            &h.to,      &h.distrusted,   &h.certificate,
                            &h.subject, &h.accreditation};
    struct trust_holder *slot;
    struct xmltake x;

    xmltake_begin(&x, n, r->e);
    h.name = xmltake_need(&x, "name");
    h.nation = xmltake_need(&x, "nation");
    h.from = xmltake_attr(&x, "from");
    h.to = xmltake_attr(&x, "to");
    h.distrusted = xmltake_attr(&x, "distrusted-since");
    if (read_role(&h.role, &x) || xmltake_is_text(&x, "name", h.name) ||
        is_nation(&x, h.nation) || is_date(&x, "from", h.from) ||
        is_date(&x, "to", h.to) ||
        is_date(&x, "distrusted-since", h.distrusted) ||
        read_known_by(&h, t, &x) || read_scope(r, &h, &x) || xmltake_end(&x) ||
        too_many(t->n_holders, r->e) || check_holder_twice(t, &h, &x) ||
        keep(r, texts, sizeof texts / sizeof *texts))
        return -1;
    slot = arena_push(&t->arena, &t->holders, &t->n_holders, &r->holders_cap,
                      sizeof h, r->e);
    if (!slot)
        return -1;
    *slot = h;
    return 0;
}

static int read_suite(struct reader *r, const struct xmlnode *n)
{
    struct trust *t = r->t;
    char name[512];
    struct trust_suite s = {.id = name};
    const char **texts[] = {&s.id, &s.sha256};
    struct trust_suite *slot;
    struct xmltake x;
    const char *id;
    const char *version;
    struct version v;
    struct err why = {0};

    xmltake_begin(&x, n, r->e);
    id = xmltake_need(&x, "id");
    version = xmltake_need(&x, "version");
    s.sha256 = xmltake_need(&x, "sha256");
    xmltake_is_id(&x, "id", id);
    xmltake_is_hex(&x, "sha256", s.sha256, 64);
    if (xmltake_end(&x) || too_many(t->n_suites, r->e))
        return -1;
    if (version_parse(&v, version, &why) ||
        snprintf(name, sizeof name, "%s@%s", id, version) >= (int)sizeof name)
        return xmltake_bad(&x, "version", version, "1.0.0");
    for (size_t i = 0; i < t->n_suites; i++)
        if (strcmp(t->suites[i].id, name) == 0)
            return twice(&x, name);
    if (keep(r, texts, 2))
        return -1;
    slot = arena_push(&t->arena, &t->suites, &t->n_suites, &r->suites_cap,
                      sizeof s, r->e);
    if (!slot)
        return -1;
    *slot = s;
    return 0;
}

static int read_register(struct reader *r, const struct xmlnode *n)
{
    return trust_read_register(r->t, &r->registers_cap, n, r->e);
}

/* <anchors>, <holders>, <suites> or <registers>, when it is there. */
static int read_list(struct reader *r, struct xmltake *root, const char *list,
                     const char *item,
                     int (*read)(struct reader *, const struct xmlnode *))
{
    const struct xmlnode *n = xmltake_child(root, list);
    struct xmltake x;

    if (!n)
        return r->e->code ? -1 : 0;
    xmltake_begin(&x, n, r->e);
    while ((n = xmltake_child(&x, item)))
        if (read(r, n))
            return -1;
    return xmltake_end(&x);
}

/* Which issue this is, and of whose store: all three or none. */
static int read_issue(struct reader *r, struct xmltake *root)
{
    struct trust *t = r->t;
    const char *version = xmltake_attr(root, "version");
    const char **texts[] = {&t->nation, &t->issued};

    t->nation = xmltake_attr(root, "nation");
    t->issued = xmltake_attr(root, "issued");
    if (!version != !t->nation || !version != !t->issued) {
        err_set(r->e, ERR_SYNTAX,
                "a trust store states version, nation and issued, or none of "
                "them");
        return xmltake_at(root);
    }
    if (xmltake_int(&t->version, root, "version", version, 1, VERSION_MAX) ||
        is_nation(root, t->nation) || is_date(root, "issued", t->issued))
        return -1;
    return keep(r, texts, 2);
}

int trust_parse(struct trust *out, const char *xml, size_t len,
                const char *name, struct err *e)
{
    struct trust t = {0};
    struct reader r = {.t = &t, .e = e};
    struct xmldoc doc = {0};
    struct xmltake root;
    int rc = -1;

    if (xmldoc_parse(&doc, xml, len, name, e) ||
        xmltake_root(&root, doc.root, TRUST_NS, "trust", e) ||
        read_issue(&r, &root) ||
        read_list(&r, &root, "anchors", "anchor", read_anchor) ||
        read_list(&r, &root, "holders", "holder", read_holder) ||
        read_list(&r, &root, "suites", "suite", read_suite) ||
        read_list(&r, &root, "registers", "register", read_register) ||
        xmltake_end(&root))
        goto done;
    *out = t;
    t = (struct trust){0};
    rc = 0;
done:
    if (rc)
        err_at(e, name, 0, 0);
    xmldoc_release(&doc);
    trust_release(&t);
    return rc;
}
