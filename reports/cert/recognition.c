#include "reports/cert/recognition.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"
#include "reports/cert/certtake.h"
#include "reports/doc/xmlout.h"

void recognition_write(struct buf *out, const struct recognition *r)
{
    struct xmlout w;

    xmlout_init(&w, out);
    xmlout_begin(&w, "recognition");
    xmlout_attr(&w, "xmlns", RECOGNITION_NS);
    xmlout_attr(&w, "number", r->number);
    xmlout_attr(&w, "from", r->from);
    xmlout_attr(&w, "to", r->to);
    xmlout_attr(&w, "issued", r->issued);
    xmlout_begin(&w, "body");
    xmlout_attr(&w, "name", r->body.name);
    xmlout_attr(&w, "nation", r->body.nation);
    xmlout_attr(&w, "certificate", r->body.sha256);
    xmlout_end(&w);
    xmlout_begin(&w, "certificate");
    xmlout_attr(&w, "number", r->certificate);
    xmlout_attr(&w, "sha256", r->certificate_sha256);
    xmlout_end(&w);
    xmlout_text2(&w, "scope", &r->scope);
    for (size_t i = 0; i < r->n_reservations; i++) {
        xmlout_begin(&w, "reservation");
        xmlout_text2(&w, "text", &r->reservations[i]);
        xmlout_end(&w);
    }
    xmlout_end(&w);
}

static int read_reservation(void *out, struct xmltake *t, struct arena *a)
{
    return certtake_text2(out, t, "text", false, a);
}

static int read_filled(struct recognition *r, struct xmltake *t)
{
    struct arena *a = &r->arena;
    struct xmltake in;

    r->issued = certtake_attr(t, "issued", CERTTAKE_TIME, false, a);
    if (certtake_enter(&in, t, "body"))
        return -1;
    r->body.name = certtake_attr(&in, "name", CERTTAKE_ANY, false, a);
    r->body.nation = certtake_attr(&in, "nation", CERTTAKE_NATION, false, a);
    r->body.sha256 =
        certtake_attr(&in, "certificate", CERTTAKE_SHA256, false, a);
    if (xmltake_end(&in) || certtake_enter(&in, t, "certificate"))
        return -1;
    r->certificate = certtake_attr(&in, "number", CERTTAKE_ID, false, a);
    r->certificate_sha256 =
        certtake_attr(&in, "sha256", CERTTAKE_SHA256, false, a);
    return xmltake_end(&in);
}

static int read_root(struct recognition *r, const struct xmlnode *root,
                     bool stated, struct err *e)
{
    struct arena *a = &r->arena;
    struct xmltake t;

    if (xmltake_root(&t, root, RECOGNITION_NS, "recognition", e))
        return -1;
    r->number = certtake_attr(&t, "number", CERTTAKE_ID, false, a);
    r->from = certtake_attr(&t, "from", CERTTAKE_DAY, false, a);
    r->to = certtake_attr(&t, "to", CERTTAKE_DAY, false, a);
    if ((!stated && read_filled(r, &t)) ||
        certtake_text2(&r->scope, &t, "scope", false, a))
        return -1;
    r->reservations =
        certtake_list(&r->n_reservations, &t, "reservation",
                      sizeof *r->reservations, read_reservation, a);
    if (certtake_failed(&t) ||
        (r->n_reservations == 0 && !xmltake_need_child(&t, "reservation")))
        return -1;
    return xmltake_end(&t);
}

static int check_form(const struct recognition *r, const char *xml, size_t len,
                      struct err *e)
{
    struct buf again;

    buf_init(&again, RECOGNITION_BYTES_MAX);
    recognition_write(&again, r);
    return certtake_check_form(&again, xml, len, e);
}

int recognition_read(struct recognition *out, const char *xml, size_t len,
                     const char *name, bool stated, struct err *e)
{
    struct recognition r = {0};
    struct xmldoc d = {0};
    int rc = -1;

    if (len > RECOGNITION_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "a recognition has at most %zu bytes",
                RECOGNITION_BYTES_MAX);
        goto done;
    }
    if (xmldoc_parse(&d, xml, len, name, e) ||
        read_root(&r, d.root, stated, e) ||
        (!stated && check_form(&r, xml, len, e)))
        goto done;
    *out = r; /* ownership moves to the caller */
    r = (struct recognition){0};
    rc = 0;
done:
    if (rc)
        err_at(e, name, 0, 0);
    xmldoc_release(&d);
    recognition_release(&r);
    return rc;
}

void recognition_release(struct recognition *r)
{
    arena_release(&r->arena);
    *r = (struct recognition){0};
}
