#include "reports/cert/certificate.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"
#include "reports/cert/certtake.h"
#include "reports/seal/seal.h"

static int take_party(struct cert_party *p, struct xmltake *t, struct arena *a)
{
    p->name = certtake_attr(t, "name", CERTTAKE_ANY, false, a);
    p->nation = certtake_attr(t, "nation", CERTTAKE_NATION, false, a);
    p->sha256 = certtake_attr(t, "certificate", CERTTAKE_SHA256, false, a);
    return certtake_failed(t);
}

static int read_signer(struct cert_report *r, struct xmltake *t,
                       struct arena *a)
{
    const struct xmlnode *n = xmltake_need_child(t, "signer");
    struct xmltake in;

    if (!n)
        return -1;
    xmltake_begin(&in, n, t->e);
    (void)take_party(&r->signer, &in, a);
    r->role = certtake_attr(&in, "role", CERTTAKE_ID, false, a);
    return xmltake_end(&in);
}

static int read_report(void *out, struct xmltake *t, struct arena *a)
{
    struct cert_report *r = out;
    const char *level;

    r->member = certtake_attr(t, "member", CERTTAKE_ANY, false, a);
    r->sha256 = certtake_attr(t, "sha256", CERTTAKE_SHA256, false, a);
    r->suite = certtake_attr(t, "suite", CERTTAKE_SUITE, false, a);
    r->suite_sha256 =
        certtake_attr(t, "suite-sha256", CERTTAKE_SHA256, false, a);
    r->result_digest =
        certtake_attr(t, "result-digest", CERTTAKE_SHA256, false, a);
    r->created = certtake_attr(t, "created", CERTTAKE_TIME, false, a);
    level = xmltake_need(t, "level");
    if (level && evidence_level_parse(&r->level, level))
        return xmltake_bad(t, "level", level,
                           "declared recomputed executed-by-lab "
                           "executed-by-body");
    return read_signer(r, t, a);
}

static int read_verdict(void *out, struct xmltake *t, struct arena *a)
{
    struct cert_verdict *v = out;
    const char *is;

    v->suite = certtake_attr(t, "suite", CERTTAKE_SUITE, false, a);
    v->profile = certtake_attr(t, "profile", CERTTAKE_ID, false, a);
    is = xmltake_need(t, "is");
    if (is &&
        (verdict_parse(&v->verdict, is) ||
         (v->verdict != VERDICT_CONFORMANT && v->verdict != VERDICT_WAIVED)))
        return xmltake_bad(t, "is", is, "conformant conformant-with-waivers");
    return xmltake_yes(&v->limits_adopted, t, "limits-adopted",
                       xmltake_need(t, "limits-adopted"));
}

static int read_waiver(void *out, struct xmltake *t, struct arena *a)
{
    struct cert_waiver *v = out;

    v->id = certtake_attr(t, "id", CERTTAKE_ID, false, a);
    v->suite = certtake_attr(t, "suite", CERTTAKE_SUITE, false, a);
    v->case_id = certtake_attr(t, "case", CERTTAKE_ID, false, a);
    v->authoriser = certtake_attr(t, "authoriser", CERTTAKE_ANY, false, a);
    v->until = certtake_attr(t, "until", CERTTAKE_DAY, false, a);
    v->reason = certtake_attr(t, "reason", CERTTAKE_ANY, false, a);
    return certtake_failed(t);
}

static int read_condition(void *out, struct xmltake *t, struct arena *a)
{
    return certtake_text2(out, t, "text", false, a);
}

static int read_gap(void *out, struct xmltake *t, struct arena *a)
{
    return certtake_text2(out, t, "item", false, a);
}

/* --- single children ---------------------------------------------------- */

static int read_head(struct certificate *c, struct xmltake *t)
{
    struct arena *a = &c->arena;
    struct xmltake in;

    c->number = certtake_attr(t, "number", CERTTAKE_ID, false, a);
    c->issued = certtake_attr(t, "issued", CERTTAKE_TIME, false, a);
    c->supersedes = certtake_attr(t, "supersedes", CERTTAKE_ID, true, a);
    if (certtake_enter(&in, t, "body"))
        return -1;
    (void)take_party(&c->body, &in, a);
    c->complaints = certtake_attr(&in, "complaints", CERTTAKE_ANY, false, a);
    if (xmltake_end(&in) || certtake_enter(&in, t, "scheme"))
        return -1;
    c->scheme = certtake_attr(&in, "id", CERTTAKE_ANY, false, a);
    c->scheme_sha256 = certtake_attr(&in, "sha256", CERTTAKE_SHA256, false, a);
    return xmltake_end(&in);
}

static int read_product(struct certificate *c, struct xmltake *t)
{
    struct arena *a = &c->arena;
    const char *covers;
    struct xmltake in;

    if (certtake_text2(&c->scope, t, "scope", false, a) ||
        certtake_enter(&in, t, "product"))
        return -1;
    c->vendor = certtake_attr(&in, "vendor", CERTTAKE_ANY, false, a);
    c->product = certtake_attr(&in, "name", CERTTAKE_ANY, false, a);
    c->version = certtake_attr(&in, "version", CERTTAKE_ANY, false, a);
    covers = xmltake_need(&in, "covers");
    c->technology = certtake_attr(&in, "technology", CERTTAKE_ID, false, a);
    if (!covers)
        return -1;
    c->patches = strcmp(covers, "patches-by-delta") == 0;
    if (!c->patches && strcmp(covers, "this-version") != 0)
        return xmltake_bad(&in, "covers", covers,
                           "this-version patches-by-delta");
    return xmltake_end(&in);
}

static int read_validity(struct certificate *c, struct xmltake *t)
{
    struct arena *a = &c->arena;
    struct xmltake in;

    if (certtake_enter(&in, t, "validity"))
        return -1;
    c->from = certtake_attr(&in, "from", CERTTAKE_DAY, false, a);
    c->to = certtake_attr(&in, "to", CERTTAKE_DAY, false, a);
    c->grace_days = certtake_int(&in, "grace-days", 0, 3660);
    if (xmltake_end(&in) || certtake_enter(&in, t, "attempt"))
        return -1;
    c->attempt = certtake_int(&in, "number", 1, 1000000);
    c->attempts_registered = certtake_int(&in, "registered", 0, 1000000);
    return xmltake_end(&in);
}

/* A list with at least one element. */
static void *need_list(size_t *n, struct xmltake *t, const char *name,
                       size_t size, certtake_fn read, struct arena *a)
{
    void *list = certtake_list(n, t, name, size, read, a);

    if (*n == 0)
        (void)xmltake_need_child(t, name);
    return list;
}

static int read_lists(struct certificate *c, struct xmltake *t)
{
    struct arena *a = &c->arena;

    c->reports = need_list(&c->n_reports, t, "report", sizeof *c->reports,
                           read_report, a);
    c->verdicts = need_list(&c->n_verdicts, t, "verdict", sizeof *c->verdicts,
                            read_verdict, a);
    c->waivers = certtake_list(&c->n_waivers, t, "waiver", sizeof *c->waivers,
                               read_waiver, a);
    c->conditions = certtake_list(&c->n_conditions, t, "condition",
                                  sizeof *c->conditions, read_condition, a);
    c->not_tested = certtake_list(&c->n_not_tested, t, "not-tested",
                                  sizeof *c->not_tested, read_gap, a);
    c->not_asked = certtake_list(&c->n_not_asked, t, "not-asked",
                                 sizeof *c->not_asked, certtake_word, a);
    c->regulatory =
        certtake_list(&c->n_regulatory, t, "regulatory", sizeof *c->regulatory,
                      certtake_regulatory, a);
    c->evaluated_by = need_list(&c->n_evaluated_by, t, "evaluated-by",
                                sizeof *c->evaluated_by, certtake_word, a);
    return certtake_failed(t);
}

static int read_root(struct certificate *c, const struct xmlnode *root,
                     struct err *e)
{
    struct arena *a = &c->arena;
    struct xmltake t;

    if (xmltake_root(&t, root, CERTIFICATE_NS, "certificate", e) ||
        read_head(c, &t) || read_product(c, &t) || read_validity(c, &t) ||
        read_lists(c, &t))
        return -1;
    c->reviewed_by = certtake_text(&t, "reviewed-by", false, a);
    c->decided_by = certtake_text(&t, "decided-by", false, a);
    (void)certtake_text2(&c->surveillance, &t, "surveillance", false, a);
    return xmltake_end(&t);
}

/* What is written again must be what was read. */
static int check_form(const struct certificate *c, const char *xml, size_t len,
                      struct err *e)
{
    struct buf again;

    buf_init(&again, CERTIFICATE_BYTES_MAX);
    certificate_write(&again, c);
    return certtake_check_form(&again, xml, len, e);
}

int certificate_read(struct certificate *out, const char *xml, size_t len,
                     struct err *e)
{
    struct certificate c = {0};
    struct xmldoc d = {0};
    int rc = -1;

    if (len > CERTIFICATE_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a certificate has at most %zu bytes",
                CERTIFICATE_BYTES_MAX);
        goto done;
    }
    if (xmldoc_parse(&d, xml, len, CERTIFICATE_XML, e) ||
        read_root(&c, d.root, e) || check_form(&c, xml, len, e))
        goto done;
    *out = c; /* ownership moves to the caller */
    c = (struct certificate){0};
    rc = 0;
done:
    if (rc)
        err_at(e, CERTIFICATE_XML, 0, 0);
    xmldoc_release(&d);
    certificate_release(&c);
    return rc;
}

bool certificate_first_by_suite(const struct certificate *c, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (strcmp(c->reports[k].suite, c->reports[i].suite) == 0 &&
            strcmp(c->reports[k].suite_sha256, c->reports[i].suite_sha256) == 0)
            return false;
    }
    return true;
}

void certificate_release(struct certificate *c)
{
    arena_release(&c->arena);
    *c = (struct certificate){0};
}
