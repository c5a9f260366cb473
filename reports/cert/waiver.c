#include "reports/cert/waiver.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"
#include "reports/cert/certify.h"
#include "reports/cert/certtake.h"
#include "reports/doc/xmlout.h"
#include "reports/seal/asic.h"
#include "reports/seal/pki.h"

void waiver_member(char out[WAIVER_MEMBER], size_t i)
{
    snprintf(out, WAIVER_MEMBER, "waiver-%zu.asice", i + 1);
}

void waiver_write(struct buf *out, const struct waiver_file *v)
{
    struct xmlout w;

    xmlout_init(&w, out);
    xmlout_begin(&w, "waiver");
    xmlout_attr(&w, "xmlns", WAIVER_NS);
    xmlout_attr(&w, "id", v->id);
    xmlout_attr(&w, "suite", v->suite);
    xmlout_attr(&w, "suite-sha256", v->suite_sha256);
    xmlout_attr(&w, "case", v->case_id);
    xmlout_attr(&w, "outcome", outcome_name(v->outcome));
    xmlout_attr(&w, "until", v->until);
    xmlout_attr(&w, "issued", v->issued);
    xmlout_begin(&w, "body");
    xmlout_attr(&w, "name", v->body.name);
    xmlout_attr(&w, "nation", v->body.nation);
    xmlout_attr(&w, "certificate", v->body.sha256);
    xmlout_end(&w);
    xmlout_begin(&w, "product");
    xmlout_attr(&w, "vendor", v->vendor);
    xmlout_attr(&w, "name", v->product);
    xmlout_attr(&w, "version", v->version);
    xmlout_attr(&w, "covers", v->patches ? "patches" : "this-version");
    xmlout_end(&w);
    xmlout_text2(&w, "reason", &v->reason);
    xmlout_end(&w);
}

static int read_head(struct waiver_file *w, struct xmltake *t)
{
    struct arena *a = &w->arena;
    const char *outcome;

    w->id = certtake_attr(t, "id", CERTTAKE_ID, false, a);
    w->suite = certtake_attr(t, "suite", CERTTAKE_SUITE, false, a);
    w->suite_sha256 =
        certtake_attr(t, "suite-sha256", CERTTAKE_SHA256, false, a);
    w->case_id = certtake_attr(t, "case", CERTTAKE_ID, false, a);
    w->until = certtake_attr(t, "until", CERTTAKE_DAY, false, a);
    outcome = xmltake_need(t, "outcome");
    if (outcome &&
        (outcome_parse(&w->outcome, outcome) || w->outcome != OUTCOME_FAIL))
        return xmltake_bad(t, "outcome", outcome, "fail");
    return certtake_failed(t);
}

static int read_body(struct waiver_file *w, struct xmltake *t)
{
    struct arena *a = &w->arena;
    struct xmltake in;

    w->issued = certtake_attr(t, "issued", CERTTAKE_TIME, false, a);
    if (certtake_enter(&in, t, "body"))
        return -1;
    w->body.name = certtake_attr(&in, "name", CERTTAKE_ANY, false, a);
    w->body.nation = certtake_attr(&in, "nation", CERTTAKE_NATION, false, a);
    w->body.sha256 =
        certtake_attr(&in, "certificate", CERTTAKE_SHA256, false, a);
    return xmltake_end(&in);
}

static int read_product(struct waiver_file *w, struct xmltake *t)
{
    struct arena *a = &w->arena;
    const char *covers;
    struct xmltake in;

    if (certtake_enter(&in, t, "product"))
        return -1;
    w->vendor = certtake_attr(&in, "vendor", CERTTAKE_ANY, false, a);
    w->product = certtake_attr(&in, "name", CERTTAKE_ANY, false, a);
    w->version = certtake_attr(&in, "version", CERTTAKE_ANY, false, a);
    covers = xmltake_need(&in, "covers");
    if (!covers)
        return -1;
    w->patches = strcmp(covers, "patches") == 0;
    if (!w->patches && strcmp(covers, "this-version") != 0)
        return xmltake_bad(&in, "covers", covers, "this-version patches");
    return xmltake_end(&in);
}

static int check_form(const struct waiver_file *w, const char *xml, size_t len,
                      struct err *e)
{
    struct buf again;

    buf_init(&again, WAIVER_BYTES_MAX);
    waiver_write(&again, w);
    return certtake_check_form(&again, xml, len, e);
}

static int read_root(struct waiver_file *w, const struct xmlnode *root,
                     bool stated, struct err *e)
{
    struct xmltake t;

    if (xmltake_root(&t, root, WAIVER_NS, "waiver", e) || read_head(w, &t) ||
        (!stated && read_body(w, &t)) || read_product(w, &t) ||
        certtake_text2(&w->reason, &t, "reason", false, &w->arena))
        return -1;
    return xmltake_end(&t);
}

int waiver_read(struct waiver_file *out, const char *xml, size_t len,
                const char *name, bool stated, struct err *e)
{
    struct waiver_file w = {0};
    struct xmldoc d = {0};
    int rc = -1;

    if (len > WAIVER_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a waiver has at most %zu bytes",
                WAIVER_BYTES_MAX);
        goto done;
    }
    if (xmldoc_parse(&d, xml, len, name, e) ||
        read_root(&w, d.root, stated, e) ||
        (!stated && check_form(&w, xml, len, e)))
        goto done;
    *out = w; /* ownership moves to the caller */
    w = (struct waiver_file){0};
    rc = 0;
done:
    if (rc)
        err_at(e, name, 0, 0);
    xmldoc_release(&d);
    waiver_release(&w);
    return rc;
}

void waiver_release(struct waiver_file *w)
{
    arena_release(&w->arena);
    *w = (struct waiver_file){0};
}

int waiver_make(struct buf *out, const char *stated_path,
                const struct trust *trust, const struct pki_signer *signer,
                const char *body, const char *now, struct err *e)
{
    struct waiver_file w = {0};
    struct cert_party party;
    struct seal_member m;
    char sha256[65];
    struct buf stated;
    struct buf xml;
    int rc = -1;

    buf_init(&stated, WAIVER_BYTES_MAX);
    buf_init(&xml, WAIVER_BYTES_MAX);
    if (path_read(&stated, stated_path, e) ||
        waiver_read(&w, stated.s ? stated.s : "", stated.n, stated_path, true,
                    e) ||
        certify_body(&party, sha256, trust, signer, body, now, e))
        goto done;
    if (strncmp(now, w.until, 10) > 0) {
        err_set(e, ERR_REFUSED, "the waiver %s ended on %s", w.id, w.until);
        goto done;
    }
    w.issued = now;
    w.body = party;
    waiver_write(&xml, &w);
    if (buf_check(&xml, e))
        goto done;
    m = (struct seal_member){WAIVER_XML, "application/xml", xml.s, xml.n};
    rc = asic_make(out, &m, 1, signer, now, e);
done:
    waiver_release(&w);
    buf_release(&stated);
    buf_release(&xml);
    return rc;
}

static bool covers_version(const struct waiver_file *w, const char *version)
{
    size_t n = strlen(w->version);

    return strcmp(version, w->version) == 0 ||
           (w->patches && strncmp(version, w->version, n) == 0 &&
            version[n] == '.');
}

int waiver_fits(const struct waiver_file *w, const struct waiver_use *use,
                struct err *e)
{
    if (strcmp(w->suite, use->suite) != 0 ||
        strcmp(w->suite_sha256, use->suite_sha256) != 0)
        return err_set(e, ERR_REFUSED,
                       "the waiver %s is for the suite %s with the SHA-256 %s, "
                       "not for %s",
                       w->id, w->suite, w->suite_sha256, use->suite);
    if (strcmp(w->vendor, use->vendor) != 0 ||
        strcmp(w->product, use->product) != 0 ||
        !covers_version(w, use->version))
        return err_set(e, ERR_REFUSED,
                       "the waiver %s is for %s, %s, %s and not for %s, %s, %s",
                       w->id, w->vendor, w->product, w->version, use->vendor,
                       use->product, use->version);
    if (strncmp(use->day, w->until, 10) > 0)
        return err_set(e, ERR_REFUSED, "the waiver %s ended on %s", w->id,
                       w->until);
    if (strncmp(use->day, w->issued, 10) < 0)
        return err_set(e, ERR_REFUSED,
                       "the waiver %s was sealed at %s, and can not count on "
                       "%.10s",
                       w->id, w->issued, use->day);
    return 0;
}

void waiver_as_evidence(struct waiver *out, const struct waiver_file *w)
{
    *out = (struct waiver){
        .id = w->id,
        .case_id = w->case_id,
        .reason = w->reason.en,
        .authoriser = w->body.name,
        .until = w->until,
    };
}
