#include "reports/cert/contest.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/xmldoc.h"
#include "reports/cert/certtake.h"
#include "reports/doc/xmlout.h"
#include "reports/seal/asic.h"
#include "reports/seal/pki.h"
#include "reports/trust/trust.h"

static const struct {
    const char *root, *ns, *member, *text;
} words[] = {
    [CONTEST_OBJECTION] = {"objection", "urn:entente:objection:1",
                           CONTEST_OBJECTION_XML, "statement"},
    [CONTEST_ERRATUM] = {"erratum",   "urn:entente:erratum:1",
                           CONTEST_ERRATUM_XML,   "reason"   },
};

const char *contest_member(enum contest_kind kind)
{
    return words[kind].member;
}

void contest_write(struct buf *out, const struct contest *c)
{
    struct xmlout w;

    xmlout_init(&w, out);
    xmlout_begin(&w, words[c->kind].root);
    xmlout_attr(&w, "xmlns", words[c->kind].ns);
    xmlout_attr(&w, "id", c->id);
    xmlout_attr(&w, "suite", c->suite);
    xmlout_attr(&w, "suite-sha256", c->suite_sha256);
    xmlout_attr(&w, "case", c->case_id);
    xmlout_attr(&w, "since", c->since);
    xmlout_attr(&w, "issued", c->issued);
    xmlout_begin(&w, "holder");
    xmlout_attr(&w, "name", c->name);
    xmlout_attr(&w, "nation", c->nation);
    xmlout_attr(&w, "role", c->role);
    xmlout_attr(&w, "certificate", c->certificate);
    xmlout_end(&w);
    if (c->objection) {
        xmlout_begin(&w, "objection");
        xmlout_attr(&w, "id", c->objection);
        xmlout_attr(&w, "sha256", c->objection_sha256);
        xmlout_end(&w);
    }
    xmlout_text2(&w, words[c->kind].text, &c->text);
    xmlout_end(&w);
}

static int read_head(struct contest *c, struct xmltake *t)
{
    struct arena *a = &c->arena;

    c->id = certtake_attr(t, "id", CERTTAKE_ID, false, a);
    c->suite = certtake_attr(t, "suite", CERTTAKE_SUITE, false, a);
    c->suite_sha256 =
        certtake_attr(t, "suite-sha256", CERTTAKE_SHA256, false, a);
    c->case_id = certtake_attr(t, "case", CERTTAKE_ID, false, a);
    if (c->kind == CONTEST_ERRATUM)
        c->since = certtake_attr(t, "since", CERTTAKE_DAY, false, a);
    return certtake_failed(t);
}

static int read_holder(struct contest *c, struct xmltake *t)
{
    static const enum trust_role all[] = {TRUST_VENDOR, TRUST_LAB, TRUST_BODY};
    struct arena *a = &c->arena;
    const char *role;
    struct xmltake in;

    c->issued = certtake_attr(t, "issued", CERTTAKE_TIME, false, a);
    if (certtake_enter(&in, t, "holder"))
        return -1;
    c->name = certtake_attr(&in, "name", CERTTAKE_ANY, false, a);
    c->nation = certtake_attr(&in, "nation", CERTTAKE_NATION, false, a);
    role = xmltake_need(&in, "role");
    for (size_t i = 0; role && i < sizeof all / sizeof *all; i++)
        if (strcmp(role, trust_role_name(all[i])) == 0)
            c->role = trust_role_name(all[i]);
    if (role && !c->role)
        return xmltake_bad(&in, "role", role, "vendor lab body");
    c->certificate =
        certtake_attr(&in, "certificate", CERTTAKE_SHA256, false, a);
    return xmltake_end(&in);
}

static int read_objection(struct contest *c, struct xmltake *t)
{
    const struct xmlnode *n = xmltake_child(t, "objection");
    struct xmltake in;

    if (!n)
        return certtake_failed(t);
    xmltake_begin(&in, n, t->e);
    c->objection = certtake_attr(&in, "id", CERTTAKE_ID, false, &c->arena);
    c->objection_sha256 =
        certtake_attr(&in, "sha256", CERTTAKE_SHA256, false, &c->arena);
    return xmltake_end(&in);
}

static int read_root(struct contest *c, const struct xmlnode *root, bool stated,
                     struct err *e)
{
    struct xmltake t;

    if (xmltake_root(&t, root, words[c->kind].ns, words[c->kind].root, e) ||
        read_head(c, &t) || (!stated && read_holder(c, &t)) ||
        (c->kind == CONTEST_ERRATUM && read_objection(c, &t)) ||
        certtake_text2(&c->text, &t, words[c->kind].text, false, &c->arena))
        return -1;
    return xmltake_end(&t);
}

static int check_form(const struct contest *c, const char *xml, size_t len,
                      struct err *e)
{
    struct buf again;

    buf_init(&again, CONTEST_BYTES_MAX);
    contest_write(&again, c);
    return certtake_check_form(&again, xml, len, e);
}

int contest_read(struct contest *out, enum contest_kind kind, const char *xml,
                 size_t len, const char *name, bool stated, struct err *e)
{
    struct contest c = {.kind = kind};
    struct xmldoc d = {0};
    int rc = -1;

    if (len > CONTEST_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "an objection or erratum has at most %zu bytes",
                CONTEST_BYTES_MAX);
        goto done;
    }
    if (xmldoc_parse(&d, xml, len, name, e) ||
        read_root(&c, d.root, stated, e) ||
        (!stated && check_form(&c, xml, len, e)))
        goto done;
    *out = c; /* ownership moves to the caller */
    c = (struct contest){0};
    rc = 0;
done:
    if (rc)
        err_at(e, name, 0, 0);
    xmldoc_release(&d);
    contest_release(&c);
    return rc;
}

void contest_release(struct contest *c)
{
    arena_release(&c->arena);
    *c = (struct contest){0};
}
