/* What a recognition with reservations says: the certificate in it verifies, it
 * names that one, and a body of the reader's trust store sealed it. */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/isodate.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify_internal.h"

#define DAY (ISODATE_DAY - 1)

static int read_members(struct verify_job *j, const struct asic *a,
                        struct verified_recognition *vr)
{
    const struct zip_entry *m = a->members;
    char hex[DIGEST_HEX_MAX];

    if (a->n != 2 || strcmp(m[1].name, RECOGNITION_MEMBER) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the container holds other files than those that the "
                       "recognition names");
    if (recognition_read(&vr->r, m[0].data, m[0].len, RECOGNITION_XML, false,
                         j->e))
        return -1;
    digest_to_hex(hex, a->sha256[1], XADES_DIGEST);
    if (strcmp(hex, vr->r.certificate_sha256) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the recognition is of another certificate than the one "
                       "beside it");
    return 0;
}

static int check_certificate(struct verify_job *j, const struct asic *a,
                             struct verified_recognition *vr)
{
    const struct zip_entry *m = &a->members[1];
    struct verified *v = vr->certificate;
    const struct certificate *c;

    if (verify_member(v, VERIFY_CERTIFICATE, j, m->data, m->len, j->e))
        return -1;
    if (v->state == VERIFY_REFUSED)
        return err_set(j->e, ERR_REFUSED, "%s does not verify: %s", m->name,
                       v->reason);
    c = &v->certificate->c;
    if (strcmp(c->number, vr->r.certificate) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the recognition is of another certificate than the one "
                       "beside it");
    if (strcmp(c->body.nation, vr->r.body.nation) == 0 ||
        strcmp(vr->r.to, c->to) > 0 || strcmp(vr->r.from, vr->r.to) > 0)
        return err_set(j->e, ERR_REFUSED,
                       "the recognition is by the nation that issued the "
                       "certificate, or outlasts it");
    if (strcmp(vr->r.issued, c->issued) < 0 ||
        strncmp(vr->r.from, vr->r.issued, DAY) < 0)
        return err_set(j->e, ERR_REFUSED,
                       "the recognition of %s, from %s on, is older than the "
                       "certificate of %s, or begins before it is issued",
                       vr->r.issued, vr->r.from, c->issued);
    if (v->state == VERIFY_UNKNOWN) {
        struct err why = {0};

        err_set(&why, ERR_REFUSED, "%s: %s", m->name, v->reason);
        verify_doubt(j, VERIFY_UNKNOWN, &why);
    }
    return 0;
}

static int judge_body(struct verify_job *j, const struct recognition *r)
{
    const struct verified_seal *s = &j->v->seals[0];
    struct err why = {0};

    if (strcmp(s->cert_sha256, r->body.sha256) != 0 ||
        strcmp(s->signing_time, r->issued) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the seal of %s is missing, by whom the recognition "
                       "says that it was issued",
                       r->body.name);
    if (s->standing == TRUST_KNOWN &&
        strcmp(s->role, trust_role_name(TRUST_BODY)) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the trust store knows the signer in the role %s, which "
                       "can not recognise certificates",
                       s->role);
    if (verify_party(j, s, &r->body))
        return -1;
    if (s->standing == TRUST_KNOWN)
        return 0;
    err_set(&why, ERR_REFUSED,
            "the trust store does not know who recognised the certificate");
    verify_doubt(j, VERIFY_UNKNOWN, &why);
    return 0;
}

int verify_recognition(struct verify_job *j, const struct asic *a)
{
    struct verified_recognition *vr = calloc(1, sizeof *vr);

    if (!vr)
        return err_nomem(j->e);
    j->v->recognition = vr;
    vr->certificate = calloc(1, sizeof *vr->certificate);
    if (!vr->certificate)
        return err_nomem(j->e);
    if (read_members(j, a, vr) || check_certificate(j, a, vr) ||
        judge_body(j, &vr->r))
        return -1;
    verify_class(j, 0, vr->certificate->certificate->c.technology);
    return 0;
}

void verified_recognition_free(struct verified_recognition *r)
{
    if (!r)
        return;
    if (r->certificate)
        verified_release(r->certificate);
    free(r->certificate);
    recognition_release(&r->r);
    free(r);
}
