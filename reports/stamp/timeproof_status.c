/* Status responses: about whom, how old, and what they say. */
#include "base/err.h"
#include "reports/stamp/ocspresp.h"
#include "reports/stamp/timeproof.h"
#include "reports/stamp/timeproof_internal.h"
#include "reports/trust/trust.h"

/* The certificate of the chain that the response is about, by its place; -1
 * when it is about none, -2 with *e when it can not be accepted. */
static int find_in(struct ocspresp_status *out, const struct pki_der *response,
                   const struct timeproof_chain *c, struct err *e)
{
    for (size_t i = 0; i + 1 < c->n; i++) {
        struct err why = {0};

        if (ocspresp_check(out, response, c->certs[i], c->certs[i + 1], &why) ==
            0)
            return (int)i;
        if (why.code != ERR_MISSING) {
            *e = why;
            return -2;
        }
    }
    return -1;
}

/* Made after the time stamp, from what was known then. */
static int check_age(const struct ocspresp_status *s, int64_t stamped,
                     const struct pki_cert *of, struct err *e)
{
    if (s->produced < stamped)
        return err_set(e, ERR_REFUSED,
                       "a status response (OCSP) is older than the time stamp: "
                       "it can not tell that the certificate was good then");
    if (s->updated < stamped - TIMEPROOF_DELAY_SECONDS ||
        s->updated > s->produced)
        return err_set(e, ERR_REFUSED,
                       "a status response (OCSP) rests on what was known more "
                       "than a day before the time stamp");
    if (s->produced > pki_cert_ends(of))
        return err_set(e, ERR_REFUSED,
                       "a status response (OCSP) was made after the "
                       "certificate had ended");
    return 0;
}

static int judge_signer(struct timeproof_statuses *out,
                        const struct ocspresp_status *s, int which,
                        const struct timeproof_chain *signer,
                        const struct timeproof_stamp *stamp,
                        const struct trust *trust, struct err *e)
{
    char day[ISODATE_TIME];

    if (check_age(s, stamp->time, signer->certs[which], e))
        return -1;
    if (s->revoked && s->revoked_at <= stamp->time) {
        if (isodate_time(day, s->revoked_at))
            day[0] = '\0';
        return err_set(e, ERR_REFUSED,
                       "the signer's certificate, or one of its issuers', was "
                       "revoked at %s, before the time stamp of %s",
                       day, stamp->text);
    }
    if (s->revoked && (!out->revoked || s->revoked_at < out->revoked_at)) {
        out->revoked = true;
        out->revoked_at = s->revoked_at;
    }
    out->said[which] = true;
    if (which == 0) {
        out->updated = s->updated;
        out->trusted = trust_is_authority(trust, signer->certs + 1,
                                          signer->n - 1, stamp->time);
    }
    return 0;
}

/* About an authority: what is done with it is for the order of stamps. */
static int judge_tsa(struct timeproof_stamp *stamp,
                     const struct ocspresp_status *s, int which, struct err *e)
{
    if (check_age(s, stamp->time, stamp->chain[which], e))
        return -1;
    if (s->revoked && (!stamp->revoked || s->revoked_at < stamp->revoked_at)) {
        stamp->revoked = true;
        stamp->revoked_at = s->revoked_at;
    }
    return 0;
}

/* 1 when the response is about the authority of this stamp. */
static int try_tsa(struct timeproof_stamp *stamp, const struct pki_der *der,
                   struct err *e)
{
    struct timeproof_chain c = {stamp->chain, stamp->n_chain};
    struct ocspresp_status s = {0};
    int which = find_in(&s, der, &c, e);

    if (which >= 0)
        return judge_tsa(stamp, &s, which, e) ? -1 : 1;
    return which == -1 ? 0 : -1;
}

static int about_nobody(struct err *e)
{
    return err_set(e, ERR_REFUSED,
                   "a status response (OCSP) is about another certificate than "
                   "those of the seal and of its time stamps");
}

static int judge_first(struct timeproof_statuses *out,
                       const struct pki_der *der,
                       const struct timeproof_chain *signer,
                       struct timeproof_stamp *stamp, const struct trust *trust,
                       struct err *e)
{
    struct ocspresp_status s = {0};
    int which = find_in(&s, der, signer, e);
    int tsa;

    if (which >= 0)
        return judge_signer(out, &s, which, signer, stamp, trust, e);
    if (which == -2)
        return -1;
    tsa = try_tsa(stamp, der, e);
    if (tsa == 0)
        return about_nobody(e);
    return tsa > 0 ? 0 : -1;
}

int timeproof_statuses(struct timeproof_statuses *out, const struct xades *x,
                       const struct timeproof_chain *signer,
                       struct timeproof_stamp *stamps, size_t n_stamps,
                       const struct trust *trust, struct err *e)
{
    const struct xades_values *v = &x->time.values;

    for (size_t i = 0; i < v->n_ocsp; i++) {
        if (judge_first(out, &v->ocsp[i], signer, &stamps[0], trust, e))
            return -1;
    }
    /* What stands before archive k is for the stamp before it: stamps[k]. */
    for (size_t k = 0; k + 1 < n_stamps; k++) {
        v = &x->time.archives[k].values;
        for (size_t i = 0; i < v->n_ocsp; i++) {
            int got = try_tsa(&stamps[k], &v->ocsp[i], e);

            if (got < 0)
                return -1;
            if (got == 0)
                return about_nobody(e);
        }
    }
    return 0;
}
