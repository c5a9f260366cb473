/* Issuing: files and a key in, a sealed certificate out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/cert/certify.h"
#include "reports/seal/asic.h"
#include "reports/seal/pki.h"

#define XML "application/xml"

/* All that is read on the way; released as a whole. */
struct issuing {
    struct arena arena;
    struct trust trust;
    struct buf scheme_xml;
    struct buf decision_xml;
    struct scheme scheme;
    struct decision decision;
    struct buf report[CERTIFY_REPORTS_MAX];
    struct verified verified[CERTIFY_REPORTS_MAX];
    char sha256[CERTIFY_REPORTS_MAX][65];
    const char *roles[CERTIFY_REPORTS_MAX];
    struct cert_party signers[CERTIFY_REPORTS_MAX];
    size_t n;
    char own_sha256[65];
    struct certificate c;
    struct buf xml;
};

int certify_body(struct cert_party *out, char sha256[65],
                 const struct trust *trust, const struct pki_signer *signer,
                 const char *body, const char *issued, struct err *e)
{
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    const struct trust_holder *h = NULL;
    enum trust_standing standing;
    const struct pki_der *der;
    size_t n = pki_signer_chain(&der, signer);
    int rc = -1;

    for (size_t i = 0; i < n; i++) {
        chain[i] = pki_cert_read(&der[i], e);
        if (!chain[i])
            goto done;
    }
    if (pki_cert_sha256(sha256, chain[0], e) ||
        trust_signer(&standing, &h, trust, chain, n, issued, e))
        goto done;
    if (!h || standing != TRUST_KNOWN || h->role != TRUST_BODY) {
        err_set(e, ERR_REFUSED,
                "the key is not that of a certification body in its role: the "
                "trust store knows %s",
                h ? trust_role_name(h->role) : "it not");
        goto done;
    }
    if (body && strcmp(body, h->name) != 0) {
        err_set(e, ERR_REFUSED, "the key is that of %s, not of %s", h->name,
                body);
        goto done;
    }
    *out = (struct cert_party){h->name, h->nation, sha256};
    rc = 0;
done:
    pki_chain_free(chain, PKI_CERTS_MAX);
    return rc;
}

/* Judged by the body's own store, as on the day of issue: all must be known to
 * it. */
static int judge_report(struct issuing *g, size_t i, const char *issued,
                        struct err *e)
{
    static const enum verify_kind only = VERIFY_REPORT;
    const struct verify_how how = {
        .trust = &g->trust, .only = &only, .at = issued};
    struct verified *v = &g->verified[i];
    const struct verified_seal *s;
    char hex[DIGEST_HEX_MAX];

    if (digest_hex_of(hex, DIGEST_SHA256, g->report[i].s, g->report[i].n, e) ||
        verify_bytes_how(v, g->report[i].s, g->report[i].n, &how, e))
        return -1;
    memcpy(g->sha256[i], hex, sizeof(g->sha256[i]));
    if (v->state != VERIFY_VALID)
        return err_set(e, ERR_REFUSED, "the report does not verify: %s",
                       v->reason);
    s = &v->seals[0];
    if (s->standing != TRUST_KNOWN)
        return err_set(e, ERR_REFUSED,
                       "the trust store does not know who signed the report");
    g->roles[i] = s->role;
    g->signers[i] =
        (struct cert_party){s->role_name, s->nation, s->cert_sha256};
    return 0;
}

static int read_reports(struct issuing *g, const struct certify_ask *ask,
                        struct err *e)
{
    if (ask->n_reports == 0 || ask->n_reports > CERTIFY_REPORTS_MAX)
        return err_set(e, ERR_LIMIT, "a certificate rests on 1 to %d reports",
                       CERTIFY_REPORTS_MAX);
    for (size_t i = 0; i < ask->n_reports; i++) {
        buf_init(&g->report[i], SEAL_BYTES_MAX);
        if (path_read(&g->report[i], ask->reports[i], e) ||
            judge_report(g, i, ask->issued, e))
            return err_at(e, ask->reports[i], 0, 0);
        g->n++;
    }
    return 0;
}

static int read_terms(struct issuing *g, const struct certify_ask *ask,
                      struct err *e)
{
    buf_init(&g->scheme_xml, SCHEME_BYTES_MAX);
    buf_init(&g->decision_xml, DECISION_BYTES_MAX);
    if (trust_open_from(&g->trust, ask->trust, ask->trust_root, e))
        return -1;
    if (path_read(&g->scheme_xml, ask->scheme, e) ||
        scheme_parse(&g->scheme, g->scheme_xml.s ? g->scheme_xml.s : "",
                     g->scheme_xml.n, ask->scheme, e))
        return err_at(e, ask->scheme, 0, 0);
    if (path_read(&g->decision_xml, ask->decision, e) ||
        decision_parse(&g->decision, g->decision_xml.s ? g->decision_xml.s : "",
                       g->decision_xml.n, ask->decision, e))
        return err_at(e, ask->decision, 0, 0);
    return 0;
}

/* The container's members; names of reports are the certificate's. */
static size_t list_members(struct seal_member *m, const struct issuing *g)
{
    size_t n = 0;

    m[n++] = (struct seal_member){CERTIFICATE_XML, XML, g->xml.s, g->xml.n};
    m[n++] = (struct seal_member){CERTIFICATE_SCHEME, XML, g->scheme_xml.s,
                                  g->scheme_xml.n};
    for (size_t i = 0; i < g->n; i++)
        m[n++] = (struct seal_member){g->c.reports[i].member, ASIC_MEDIA_TYPE,
                                      g->report[i].s, g->report[i].n};
    return n;
}

static int issue(struct buf *out, struct issuing *g,
                 const struct certify_ask *ask, const struct pki_signer *signer,
                 struct err *e)
{
    struct seal_member m[2 + CERTIFY_REPORTS_MAX];
    struct certify_in in = {
        .scheme = &g->scheme,
        .decision = &g->decision,
        .issued = ask->issued,
        .reports = g->verified,
        .sha256 = (const char(*)[65])g->sha256,
        .roles = g->roles,
        .signers = g->signers,
        .n = g->n,
    };

    if (certify_body(&in.body, g->own_sha256, &g->trust, signer, ask->body,
                     ask->issued, e) ||
        certify_derive(&g->c, &in, e))
        return -1;
    buf_init(&g->xml, CERTIFICATE_BYTES_MAX);
    certificate_write(&g->xml, &g->c);
    if (buf_check(&g->xml, e))
        return -1;
    return asic_make(out, m, list_members(m, g), signer, ask->issued, e);
}

/* What was made must verify by the body's own store. */
static int check_made(const struct buf *made, const struct trust *trust,
                      struct err *e)
{
    struct verified v = {0};
    int rc = verify_bytes(&v, made->s, made->n, trust, e);

    if (rc == 0 && v.state != VERIFY_VALID)
        rc = err_set(e, ERR_REFUSED, "the certificate would not verify: %s",
                     v.reason);
    verified_release(&v);
    return rc;
}

int certify_make(struct buf *out, const struct certify_ask *ask,
                 const struct pki_signer *signer, struct err *e)
{
    struct issuing *g = calloc(1, sizeof *g);
    int rc = -1;

    if (!g)
        return err_nomem(e);
    if (read_terms(g, ask, e) || read_reports(g, ask, e) ||
        issue(out, g, ask, signer, e))
        goto done;
    rc = check_made(out, &g->trust, e);
done:
    certificate_release(&g->c);
    buf_release(&g->xml);
    for (size_t i = 0; i < CERTIFY_REPORTS_MAX; i++) {
        verified_release(&g->verified[i]);
        buf_release(&g->report[i]);
    }
    scheme_release(&g->scheme);
    decision_release(&g->decision);
    buf_release(&g->scheme_xml);
    buf_release(&g->decision_xml);
    trust_release(&g->trust);
    free(g);
    return rc;
}
