#include "reports/face/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/doc/report.h"

static int read_file(struct buf *bytes, const char *path, struct err *e)
{
    buf_init(bytes, SEAL_BYTES_MAX);
    if (path_read(bytes, path, e))
        return err_at(e, path, 0, 0);
    return 0;
}

int dossier_kind(enum verify_kind *out, const char *path, struct err *e)
{
    struct buf bytes = {0};
    struct asic a = {0};
    const char *first;
    int rc = -1;

    if (read_file(&bytes, path, e))
        goto done;
    if (asic_open(&a, bytes.s ? bytes.s : "", bytes.n, e)) {
        err_at(e, path, 0, 0);
        goto done;
    }
    first = a.members[0].name;
    *out = VERIFY_REPORT;
    if (strcmp(first, CERTIFICATE_XML) == 0)
        *out = VERIFY_CERTIFICATE;
    else if (strcmp(first, RECOGNITION_XML) == 0)
        *out = VERIFY_RECOGNITION;
    else if (strcmp(first, WAIVER_XML) == 0)
        *out = VERIFY_WAIVER;
    rc = 0;
done:
    asic_release(&a);
    buf_release(&bytes);
    return rc;
}

static int sha256_of(char out[65], const void *data, size_t n, struct err *e)
{
    char hex[DIGEST_HEX_MAX];

    if (digest_hex_of(hex, DIGEST_SHA256, data, n, e))
        return -1;
    memcpy(out, hex, 65);
    return 0;
}

static const struct zip_entry *member(const struct asic *a, const char *name)
{
    for (size_t i = 0; i < a->n; i++) {
        if (strcmp(a->members[i].name, name) == 0)
            return &a->members[i];
    }
    return NULL;
}

/* A report that verified: what is in it can be relied on to be there. */
static int open_report(struct dossier_report *r, const void *bytes, size_t len,
                       struct err *e)
{
    const struct zip_entry *tallies;

    if (sha256_of(r->sha256, bytes, len, e) ||
        asic_open(&r->asic, bytes, len, e))
        return -1;
    r->xml = member(&r->asic, REPORT_XML);
    tallies = member(&r->asic, REPORT_TALLIES);
    if (!r->xml || !tallies)
        return err_set(e, ERR_REFUSED, "the container has no %s", REPORT_XML);
    return sha256_of(r->tallies_sha256, tallies->data, tallies->len, e) ||
                   xmldoc_parse(&r->doc, r->xml->data, r->xml->len, REPORT_XML,
                                e)
               ? -1
               : 0;
}

static int open_single(struct dossier *d, struct err *e)
{
    d->reports = calloc(1, sizeof *d->reports);
    if (!d->reports)
        return err_nomem(e);
    d->n_reports = 1;
    d->reports[0].verified = &d->v;
    return open_report(&d->reports[0], d->bytes.s, d->bytes.n, e);
}

/* Reports and scheme of the certificate in `a`. */
static int open_certificate(struct dossier *d, const struct asic *a,
                            struct err *e)
{
    const struct verified_certificate *vc = d->certificate->certificate;
    const struct zip_entry *scheme = member(a, CERTIFICATE_SCHEME);

    if (!scheme)
        return err_set(e, ERR_REFUSED, "the container has no %s",
                       CERTIFICATE_SCHEME);
    if (scheme_parse(&d->scheme, scheme->data, scheme->len, CERTIFICATE_SCHEME,
                     e))
        return -1;
    d->reports = calloc(vc->n + 1, sizeof *d->reports);
    if (!d->reports)
        return err_nomem(e);
    for (size_t i = 0; i < vc->n; i++) {
        struct dossier_report *r = &d->reports[d->n_reports++];
        const struct zip_entry *m = member(a, vc->c.reports[i].member);

        r->member = vc->c.reports[i].member;
        r->verified = &vc->reports[i];
        if (!m)
            return err_set(e, ERR_REFUSED, "the container has no %s",
                           r->member);
        if (open_report(r, m->data, m->len, e))
            return -1;
    }
    return 0;
}

static int open_recognition(struct dossier *d, struct err *e)
{
    const struct zip_entry *m = member(&d->asic, RECOGNITION_MEMBER);

    if (!m)
        return err_set(e, ERR_REFUSED, "the container has no %s",
                       RECOGNITION_MEMBER);
    d->certificate = d->v.recognition->certificate;
    return sha256_of(d->certificate_sha256, m->data, m->len, e) ||
                   asic_open(&d->inner, m->data, m->len, e) ||
                   open_certificate(d, &d->inner, e)
               ? -1
               : 0;
}

static int open_content(struct dossier *d, struct err *e)
{
    switch (d->v.kind) {
    case VERIFY_WAIVER:
        return 0;
    case VERIFY_REPORT:
        return open_single(d, e);
    case VERIFY_CERTIFICATE:
        d->certificate = &d->v;
        memcpy(d->certificate_sha256, d->sha256, sizeof(d->sha256));
        return open_certificate(d, &d->asic, e);
    case VERIFY_RECOGNITION:
        return open_recognition(d, e);
    }
    return -1;
}

/* Of bytes that are in place. */
static int open_all(struct dossier *d, struct err *e)
{
    if (verify_bytes(&d->v, d->bytes.s ? d->bytes.s : "", d->bytes.n, NULL, e))
        return -1;
    if (d->v.state == VERIFY_REFUSED)
        return err_set(e, ERR_REFUSED, "the container does not verify: %s",
                       d->v.reason);
    return sha256_of(d->sha256, d->bytes.s, d->bytes.n, e) ||
                   asic_open(&d->asic, d->bytes.s, d->bytes.n, e) ||
                   open_content(d, e)
               ? -1
               : 0;
}

int dossier_open(struct dossier *out, const char *path, struct err *e)
{
    *out = (struct dossier){.name = path_base(path)};
    if (read_file(&out->bytes, path, e) == 0) {
        if (open_all(out, e) == 0)
            return 0;
        err_at(e, path, 0, 0);
    }
    dossier_release(out);
    return -1;
}

int dossier_open_bytes(struct dossier *out, const char *name, const void *bytes,
                       size_t len, struct err *e)
{
    *out = (struct dossier){.name = path_base(name)};
    buf_init(&out->bytes, SEAL_BYTES_MAX);
    buf_add(&out->bytes, bytes, len);
    if (buf_check(&out->bytes, e) == 0 && open_all(out, e) == 0)
        return 0;
    dossier_release(out);
    return -1;
}

void dossier_release(struct dossier *d)
{
    for (size_t i = 0; i < d->n_reports; i++) {
        xmldoc_release(&d->reports[i].doc);
        asic_release(&d->reports[i].asic);
    }
    free(d->reports);
    scheme_release(&d->scheme);
    asic_release(&d->inner);
    asic_release(&d->asic);
    verified_release(&d->v);
    buf_release(&d->bytes);
    *d = (struct dossier){0};
}

void dossier_id(char out[DOSSIER_ID_MAX], const struct dossier *d)
{
    const struct verified *v = &d->v;
    const char *id = NULL;

    switch (v->kind) {
    case VERIFY_WAIVER:
        id = v->waiver->id;
        break;
    case VERIFY_REPORT:
        break;
    case VERIFY_CERTIFICATE:
        id = v->certificate->c.number;
        break;
    case VERIFY_RECOGNITION:
        id = v->recognition->r.number;
        break;
    }
    if (id)
        (void)snprintf(out, DOSSIER_ID_MAX, "%s", id);
    else
        (void)snprintf(out, DOSSIER_ID_MAX, "R-%.16s", v->result_digest);
}
