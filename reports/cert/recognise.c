/* Recognising: a certificate and the other body's key in, its seal out. */
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/seal/asic.h"
#include "reports/seal/pki.h"

/* All that is read on the way. */
struct recognising {
    struct trust trust;
    struct buf certificate;
    struct verified v;
    struct cert_party body;
    char own_sha256[65];
    struct buf stated;
    struct recognition r;
    struct buf xml;
};

static int check_certificate(struct recognising *g,
                             const struct recognise_ask *ask, struct err *e)
{
    const struct verify_how how = {.trust = &g->trust, .at = ask->now};

    buf_init(&g->certificate, SEAL_BYTES_MAX);
    if (path_read(&g->certificate, ask->certificate, e) ||
        verify_bytes_how(&g->v, g->certificate.s ? g->certificate.s : "",
                         g->certificate.n, &how, e))
        return -1;
    if (g->v.state != VERIFY_VALID)
        return err_set(e, ERR_REFUSED, "the certificate does not verify: %s",
                       g->v.reason);
    if (!g->v.certificate)
        return err_set(e, ERR_REFUSED,
                       "the container holds no certificate, but a %s",
                       verify_kind_name(g->v.kind));
    return 0;
}

static int check_body(struct recognising *g, const struct recognise_ask *ask,
                      const struct pki_signer *signer, struct err *e)
{
    const struct certificate *c = &g->v.certificate->c;

    if (certify_body(&g->body, g->own_sha256, &g->trust, signer, ask->body,
                     ask->now, e))
        return -1;
    if (strcmp(g->body.nation, c->body.nation) == 0)
        return err_set(e, ERR_REFUSED,
                       "a certificate of %s is recognised by another nation, "
                       "and %s is of the same",
                       c->body.nation, g->body.name);
    if (strncmp(ask->now, c->to, 10) > 0)
        return err_set(e, ERR_REFUSED, "the certificate ended on %s", c->to);
    return 0;
}

static int plain(struct buf *out, struct recognising *g, const char *now,
                 const struct pki_signer *signer, struct err *e)
{
    struct asic a;
    int rc;

    if (asic_open(&a, g->certificate.s, g->certificate.n, e))
        return -1;
    rc = asic_add_seal(out, &a, signer, now, e);
    asic_release(&a);
    return rc;
}

/* The document: what was stated, and what it is about. */
static int fill(struct recognising *g, const struct recognise_ask *ask,
                char sha256[DIGEST_HEX_MAX], struct err *e)
{
    const struct certificate *c = &g->v.certificate->c;

    buf_init(&g->stated, RECOGNITION_BYTES_MAX);
    if (path_read(&g->stated, ask->reservations, e) ||
        recognition_read(&g->r, g->stated.s ? g->stated.s : "", g->stated.n,
                         ask->reservations, true, e))
        return -1;
    if (strcmp(g->r.from, g->r.to) > 0 || strcmp(g->r.to, c->to) > 0 ||
        strncmp(g->r.from, ask->now, 10) < 0)
        return err_set(e, ERR_REFUSED,
                       "the recognition would be from %s to %s; it can not "
                       "begin before today, nor end after the certificate, on "
                       "%s",
                       g->r.from, g->r.to, c->to);
    if (digest_hex_of(sha256, DIGEST_SHA256, g->certificate.s, g->certificate.n,
                      e))
        return -1;
    g->r.issued = ask->now;
    g->r.body = g->body;
    g->r.certificate = c->number;
    g->r.certificate_sha256 = sha256;
    return 0;
}

static int nested(struct buf *out, struct recognising *g,
                  const struct recognise_ask *ask,
                  const struct pki_signer *signer, struct err *e)
{
    struct seal_member m[2];
    char sha256[DIGEST_HEX_MAX];

    if (fill(g, ask, sha256, e))
        return -1;
    buf_init(&g->xml, RECOGNITION_BYTES_MAX);
    recognition_write(&g->xml, &g->r);
    if (buf_check(&g->xml, e))
        return -1;
    m[0] = (struct seal_member){RECOGNITION_XML, "application/xml", g->xml.s,
                                g->xml.n};
    m[1] = (struct seal_member){RECOGNITION_MEMBER, ASIC_MEDIA_TYPE,
                                g->certificate.s, g->certificate.n};
    return asic_make(out, m, 2, signer, ask->now, e);
}

static int check_made(const struct buf *made, const struct trust *trust,
                      struct err *e)
{
    struct verified v = {0};
    int rc = verify_bytes(&v, made->s, made->n, trust, e);

    if (rc == 0 && v.state != VERIFY_VALID)
        rc = err_set(e, ERR_REFUSED, "the recognition would not verify: %s",
                     v.reason);
    verified_release(&v);
    return rc;
}

int recognise_make(struct buf *out, const struct recognise_ask *ask,
                   const struct pki_signer *signer, struct err *e)
{
    struct recognising g = {0};
    int rc = -1;

    if (trust_open_from(&g.trust, ask->trust, ask->trust_root, e) ||
        check_certificate(&g, ask, e) || check_body(&g, ask, signer, e))
        goto done;
    if (ask->reservations ? nested(out, &g, ask, signer, e)
                          : plain(out, &g, ask->now, signer, e))
        goto done;
    rc = check_made(out, &g.trust, e);
done:
    buf_release(&g.xml);
    recognition_release(&g.r);
    buf_release(&g.stated);
    verified_release(&g.v);
    buf_release(&g.certificate);
    trust_release(&g.trust);
    return rc;
}
