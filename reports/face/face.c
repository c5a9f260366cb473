#include "reports/face/face.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"
#include "core/suite.h"
#include "reports/doc/render.h"
#include "reports/doc/xmlout.h"
#include "reports/face/dossier.h"
#include "reports/face/qr.h"
#include "reports/register/tlogproof.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NAME_MAX_   256
/* Of a register's name that is shown: no blanks, no tricks. */
#define ORIGIN_CHARS                                                           \
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/:+"

/* ---- facts --------------------------------------------------------------- */
static void container(struct xmlout *w, const struct dossier *d)
{
    char name[NAME_MAX_];

    (void)snprintf(name, sizeof(name), "%s", d->name);
    utf8_make_printable(name); /* of a file: any bytes */
    xmlout_begin(w, "container");
    xmlout_attr(w, "name", name);
    xmlout_attr(w, "sha256", d->sha256);
    xmlout_attr_i64(w, "bytes", (int64_t)d->bytes.n);
    xmlout_end(w);
}

/* Beside the seal of the body that issued it: who recognises it, that is, but
 * only the reader's trust store says so. */
static bool is_further(const struct verified *v, const struct verified_seal *s)
{
    return v->certificate &&
           strcmp(s->cert_sha256, v->certificate->c.body.sha256) != 0;
}

static void seals(struct xmlout *w, const struct verified *v)
{
    for (size_t i = 0; i < v->n_seals; i++) {
        const struct verified_seal *s = &v->seals[i];

        xmlout_begin(w, "seal");
        xmlout_attr(w, "of",
                    is_further(v, s) ? "further" : verify_kind_name(v->kind));
        xmlout_attr(w, "signer", s->signer);
        xmlout_attr(w, "algorithm", s->algorithm);
        xmlout_attr(w, "time", s->signing_time);
        xmlout_attr(w, "certificate", s->cert_sha256);
        xmlout_attr(w, "stamped", s->time.stamped);
        xmlout_attr(w, "authority", s->time.tsa);
        if (s->says_qualified)
            xmlout_attr_bool(w, "says-qualified", true);
        xmlout_end(w);
    }
}

/* Proofs stand outside the seals, so anybody may have put one there: what it
 * says is told as its claim, and one that says nothing plain as such. */
static bool read_proof(struct tlogproof *t, const struct zip_entry *p)
{
    struct err no = {0};

    return tlogproof_parse(t, p->data, p->len, &no) == 0 &&
           strspn(t->checkpoint.origin, ORIGIN_CHARS) ==
               strlen(t->checkpoint.origin);
}

static void proofs(struct xmlout *w, const struct asic *a)
{
    for (size_t i = 0; i < a->n_proofs; i++) {
        struct tlogproof t;

        xmlout_begin(w, "proof");
        xmlout_attr(w, "name", a->proofs[i].name);
        if (read_proof(&t, &a->proofs[i])) {
            xmlout_attr(w, "origin", t.checkpoint.origin);
            xmlout_attr_i64(w, "size", (int64_t)t.checkpoint.head.size);
        }
        xmlout_end(w);
    }
}

static void scheme(struct xmlout *w, const struct dossier *d)
{
    if (!d->certificate)
        return;
    xmlout_begin(w, "scheme");
    xmlout_attr(w, "id", d->scheme.id);
    xmlout_attr(w, "status", d->scheme.status);
    xmlout_attr(w, "source", d->scheme.source);
    xmlout_text2(w, "title", &d->scheme.title);
    xmlout_end(w);
}

/* Titles out of report.xml, which names the language of each. */
static void suite_titles(struct xmlout *w, const struct xmlnode *suite)
{
    const struct xmlnode *t = xmldoc_child(suite, "title");

    for (; t; t = xmldoc_next(t, "title")) {
        xmlout_begin(w, "title");
        for (size_t i = 0; i < t->n_attr; i++) {
            if (strcmp(t->attr[i].name, "lang") == 0)
                xmlout_attr(w, "xml:lang", t->attr[i].value);
        }
        xmlout_attr(w, "text", t->text);
        xmlout_end(w);
    }
}

static void suites(struct xmlout *w, const struct dossier *d)
{
    for (size_t i = 0; i < d->n_reports; i++) {
        const struct xmlnode *s = xmldoc_child(d->reports[i].doc.root, "suite");

        xmlout_begin(w, "suite");
        xmlout_attr(w, "id", d->reports[i].verified->suite);
        xmlout_attr(w, "sha256", d->reports[i].verified->suite_sha256);
        if (s)
            suite_titles(w, s);
        xmlout_end(w);
    }
}

/* What a person reads with a telephone: what it is, of which bytes, and where
 * to look whether it still holds. */
static int qr(struct xmlout *w, const struct dossier *d, struct err *e)
{
    char id[DOSSIER_ID_MAX];
    struct tlogproof t;
    struct buf text = {0};
    struct buf path = {0};
    size_t size = 0;
    int rc = -1;

    buf_init(&text, QR_TEXT_MAX + 1);
    buf_init(&path, FACE_BYTES_MAX);
    dossier_id(id, d);
    buf_printf(&text, "entente %s %s\nsha256:%s", verify_kind_name(d->v.kind),
               id, d->sha256);
    if (d->asic.n_proofs > 0 && read_proof(&t, &d->asic.proofs[0]))
        buf_printf(&text, "\nregister:%s", t.checkpoint.origin);
    if (buf_check(&text, e) || qr_path(&path, &size, text.s, e))
        goto done;
    xmlout_begin(w, "qr");
    xmlout_attr_i64(w, "size", (int64_t)size);
    xmlout_attr_i64(w, "quiet", QR_QUIET);
    xmlout_attr(w, "path", path.s);
    xmlout_end(w);
    rc = 0;
done:
    buf_release(&text);
    buf_release(&path);
    return rc;
}

static int facts(struct buf *xml, const struct dossier *d, struct err *e)
{
    char id[DOSSIER_ID_MAX];
    struct xmlout w;

    dossier_id(id, d);
    xmlout_init(&w, xml);
    xmlout_begin(&w, "facts");
    xmlout_attr(&w, "xmlns", FACE_NS);
    xmlout_attr(&w, "kind", verify_kind_name(d->v.kind));
    xmlout_attr(&w, "id", id);
    container(&w, d);
    seals(&w, &d->v);
    if (d->certificate && d->certificate != &d->v)
        seals(&w, d->certificate);
    proofs(&w, &d->asic);
    scheme(&w, d);
    suites(&w, d);
    if (qr(&w, d, e))
        return -1;
    xmlout_end(&w);
    return buf_check(xml, e);
}

/* ---- the whole ----------------------------------------------------------- */
/* One document into the page, without its XML declaration. */
static void add(struct buf *page, const struct buf *xml)
{
    size_t n = strlen(DECLARATION);

    if (xml->n > n && memcmp(xml->s, DECLARATION, n) == 0)
        buf_add(page, xml->s + n, xml->n - n);
}

static void write_documents(struct buf *page, const struct dossier *d)
{
    struct buf xml;

    buf_init(&xml, FACE_BYTES_MAX);
    if (d->v.waiver)
        waiver_write(&xml, d->v.waiver);
    if (d->v.recognition)
        recognition_write(&xml, &d->v.recognition->r);
    if (xml.n > 0)
        add(page, &xml);
    buf_clear(&xml);
    if (d->certificate) {
        certificate_write(&xml, &d->certificate->certificate->c);
        add(page, &xml);
    }
    buf_release(&xml);
}

/* A report is put in as it was sealed; that it is in UTF-8 and has no more than
 * one declaration must be seen first. */
static int add_report(struct buf *page, const struct dossier_report *r,
                      size_t i, struct err *e)
{
    size_t n = strlen(DECLARATION);

    if (r->xml->len < n || memcmp(r->xml->data, DECLARATION, n) != 0)
        return err_set(e, ERR_REFUSED,
                       "the report is not in the form that this program "
                       "writes");
    buf_printf(page, "<source n=\"%zu\" sha256=\"%s\" tallies-sha256=\"%s\"",
               i + 1, r->sha256, r->tallies_sha256);
    if (r->member)
        buf_printf(page, " member=\"%s\"", r->member);
    buf_str(page, ">\n");
    buf_add(page, (const char *)r->xml->data + n, r->xml->len - n);
    buf_str(page, "</source>\n");
    return 0;
}

int face_document(struct buf *xml, const struct dossier *d, bool reports,
                  struct err *e)
{
    struct buf one;
    int rc = -1;

    buf_init(&one, FACE_BYTES_MAX);
    buf_str(xml, DECLARATION "<page xmlns=\"" FACE_NS "\">\n");
    if (facts(&one, d, e))
        goto done;
    add(xml, &one);
    write_documents(xml, d);
    for (size_t i = 0; reports && i < d->n_reports; i++) {
        if (add_report(xml, &d->reports[i], i, e))
            goto done;
    }
    buf_str(xml, "</page>\n");
    rc = buf_check(xml, e);
done:
    buf_release(&one);
    return rc;
}

int face_render(struct buf *out, const struct dossier *d, enum face_form form,
                enum lang l, const char *datadir, struct err *e)
{
    const struct render_page page = {
        .sheet = form == FACE_HTML ? "face-html.xsl" : "face-text.xsl",
        .ns = FACE_NS,
        .datadir = datadir,
        .lang = l,
    };
    struct buf xml;
    int rc = -1;

    if (d->v.kind == VERIFY_REPORT)
        return err_set(e, ERR_USAGE, "a report has pages of its own");
    buf_init(&xml, FACE_BYTES_MAX);
    if (face_document(&xml, d, false, e) == 0)
        rc = render_page(out, &page, xml.s, xml.n, e);
    buf_release(&xml);
    return rc;
}
