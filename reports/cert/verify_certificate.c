/*
 * What a sealed certificate says: its reports verify, it follows from them and
 * from its scheme by the rules that it was issued by, and it is sealed by the
 * body that it names, which must be one in the reader's trust store.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "reports/cert/certify.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify_internal.h"

/* One certificate that is being read. */
struct reading {
    struct verify_job *j;
    const struct asic *a;
    struct verified_certificate *vc;
    struct scheme scheme;
    struct decision decision;
    char sha256[CERTIFY_REPORTS_MAX][65];
    const char *roles[CERTIFY_REPORTS_MAX];
    struct cert_party signers[CERTIFY_REPORTS_MAX];
};

static int read_members(struct reading *r)
{
    const struct zip_entry *m = r->a->members;
    struct err *e = r->j->e;

    if (certificate_read(&r->vc->c, m[0].data, m[0].len, e))
        return -1;
    if (r->a->n < 2 || strcmp(m[1].name, CERTIFICATE_SCHEME) != 0)
        return err_set(e, ERR_REFUSED, "the container has no %s",
                       CERTIFICATE_SCHEME);
    if (scheme_parse(&r->scheme, m[1].data, m[1].len, CERTIFICATE_SCHEME, e))
        return -1;
    if (r->a->n != 2 + r->vc->c.n_reports ||
        r->vc->c.n_reports > CERTIFY_REPORTS_MAX)
        return err_set(e, ERR_REFUSED,
                       "the container holds other files than those that the "
                       "certificate names");
    return 0;
}

static int read_report(struct reading *r, size_t i)
{
    const struct zip_entry *m = &r->a->members[2 + i];
    const struct cert_report *k = &r->vc->c.reports[i];
    struct verified *v = &r->vc->reports[i];
    struct err *e = r->j->e;

    if (strcmp(m->name, k->member) != 0)
        return err_set(e, ERR_REFUSED,
                       "the container holds other files than those that the "
                       "certificate names");
    digest_to_hex(r->sha256[i], r->a->sha256[2 + i], XADES_DIGEST);
    r->roles[i] = k->role;
    r->signers[i] = k->signer;
    if (verify_member(v, VERIFY_REPORT, r->j, m->data, m->len, e))
        return -1;
    r->vc->n++;
    if (v->state == VERIFY_REFUSED)
        return err_set(e, ERR_REFUSED, "%s does not verify: %s", m->name,
                       v->reason);
    if (strcmp(v->seals[0].cert_sha256, k->signer.sha256) != 0)
        return err_set(e, ERR_REFUSED,
                       "%s is not signed by the certificate that the "
                       "certificate names",
                       m->name);
    return 0;
}

/* Derived again from what is in the container: the same bytes. */
static int derive_again(struct reading *r)
{
    const struct zip_entry *m = r->a->members;
    const struct certificate *c = &r->vc->c;
    const struct certify_in in = {
        .scheme = &r->scheme,
        .decision = &r->decision,
        .issued = c->issued,
        .body = c->body,
        .reports = r->vc->reports,
        .sha256 = (const char(*)[65])r->sha256,
        .roles = r->roles,
        .signers = r->signers,
        .n = r->vc->n,
    };
    struct certificate again = {0};
    struct buf xml;
    int rc = -1;

    buf_init(&xml, CERTIFICATE_BYTES_MAX);
    decision_of(&r->decision, c);
    if (certify_derive(&again, &in, r->j->e))
        goto done;
    certificate_write(&xml, &again);
    if (buf_check(&xml, r->j->e) == 0 && xml.n == m[0].len &&
        memcmp(xml.s, m[0].data, xml.n) == 0)
        rc = 0;
    else
        err_set(r->j->e, ERR_REFUSED,
                "the certificate does not follow from the reports and the "
                "scheme in the container");
done:
    certificate_release(&again);
    buf_release(&xml);
    return rc;
}

/* The body's own seal, by the certificate that it names: without it the rest
 * of the seals means nothing. */
static const struct verified_seal *issuer_seal(const struct reading *r)
{
    const struct verified *v = r->j->v;

    for (size_t i = 0; i < v->n_seals; i++) {
        if (strcmp(v->seals[i].cert_sha256, r->vc->c.body.sha256) == 0)
            return &v->seals[i];
    }
    return NULL;
}

/* Nobody recognises what is not there yet. */
static int check_order(const struct verified *v, const char *issued,
                       struct err *e)
{
    for (size_t i = 0; i < v->n_seals; i++) {
        if (strcmp(v->seals[i].signing_time, issued) < 0)
            return err_set(e, ERR_REFUSED,
                           "a seal claims to be of %s, before the certificate "
                           "was issued at %s",
                           v->seals[i].signing_time, issued);
    }
    return 0;
}

static int judge_issuer(struct reading *r)
{
    const struct verified_seal *s = issuer_seal(r);
    struct err why = {0};

    if (!s)
        return err_set(r->j->e, ERR_REFUSED,
                       "the seal of %s is missing, by whom the certificate "
                       "says that it was issued",
                       r->vc->c.body.name);
    if (strcmp(s->signing_time, r->vc->c.issued) != 0)
        return err_set(r->j->e, ERR_REFUSED,
                       "the certificate says that it was issued at %s, its "
                       "seal %s",
                       r->vc->c.issued, s->signing_time);
    if (s->standing == TRUST_KNOWN &&
        strcmp(s->role, trust_role_name(TRUST_BODY)) != 0)
        return err_set(r->j->e, ERR_REFUSED,
                       "the trust store knows the signer in the role %s, which "
                       "can not issue certificates",
                       s->role);
    if (verify_party(r->j, s, &r->vc->c.body) ||
        check_order(r->j->v, r->vc->c.issued, r->j->e))
        return -1;
    if (s->standing == TRUST_KNOWN)
        return 0;
    err_set(&why, ERR_REFUSED,
            "the trust store does not know who issued the certificate: it is "
            "no certificate to this reader");
    verify_doubt(r->j, VERIFY_UNKNOWN, &why);
    return 0;
}

/* Also of a report whose signer this reader does not know: what was waived, a
 * body that it knows must have waived. */
static void judge_waivers(struct reading *r, size_t report)
{
    const struct verified *v = &r->vc->reports[report];

    for (size_t i = 0; i < v->n_waivers; i++) {
        struct err why = {0};

        if (v->waivers[i].by_body)
            continue;
        err_set(&why, ERR_REFUSED,
                "report %zu: the trust store does not know who sealed the "
                "waiver %s",
                report + 1, v->waivers[i].id);
        verify_doubt(r->j, VERIFY_UNKNOWN, &why);
    }
}

/* Doubts about a report are doubts about what rests on it, but for roles that
 * this reader does not know: they are the body's word. */
static void judge_reports(struct reading *r)
{
    for (size_t i = 0; i < r->vc->n; i++) {
        const struct verified *v = &r->vc->reports[i];
        const struct verified_seal *s = &v->seals[0];
        struct err why = {0};

        if (s->standing == TRUST_KNOWN && strcmp(s->role, r->roles[i]) != 0) {
            err_set(&why, ERR_REFUSED,
                    "the certificate says that report %zu is signed in the "
                    "role %s; the trust store knows the signer as %s",
                    i + 1, r->roles[i], s->role);
            verify_doubt(r->j, VERIFY_UNKNOWN, &why);
        } else if (v->state == VERIFY_UNKNOWN && s->standing != TRUST_UNKNOWN) {
            err_set(&why, ERR_REFUSED, "report %zu: %s", i + 1, v->reason);
            verify_doubt(r->j, VERIFY_UNKNOWN, &why);
        } else if (!v->suite_recognised) {
            err_set(&why, ERR_REFUSED,
                    "report %zu: the trust store does not list the suite %s",
                    i + 1, v->suite);
            verify_doubt(r->j, VERIFY_UNKNOWN, &why);
        } else {
            judge_waivers(r, i);
        }
    }
}

static int read_all(struct reading *r)
{
    if (read_members(r))
        return -1;
    r->vc->reports = calloc(r->vc->c.n_reports + 1, sizeof *r->vc->reports);
    if (!r->vc->reports)
        return err_nomem(r->j->e);
    for (size_t i = 0; i < r->vc->c.n_reports; i++) {
        if (read_report(r, i))
            return -1;
    }
    if (derive_again(r) || judge_issuer(r))
        return -1;
    judge_reports(r);
    for (size_t i = 0; i < r->j->v->n_seals; i++)
        verify_class(r->j, i, r->vc->c.technology);
    return 0;
}

int verify_certificate(struct verify_job *j, const struct asic *a)
{
    struct reading r = {.j = j, .a = a};
    int rc = -1;

    r.vc = calloc(1, sizeof *r.vc);
    if (!r.vc)
        return err_nomem(j->e);
    j->v->certificate = r.vc;
    rc = read_all(&r);
    scheme_release(&r.scheme);
    return rc;
}

void verified_certificate_free(struct verified_certificate *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->n; i++)
        verified_release(&c->reports[i]);
    free(c->reports);
    certificate_release(&c->c);
    free(c);
}
