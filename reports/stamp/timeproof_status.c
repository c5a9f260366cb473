/* Status responses and revocation lists: about whom, how old, and what they
 * say. */
#include "base/err.h"
#include "reports/stamp/crl.h"
#include "reports/stamp/ocspresp.h"
#include "reports/stamp/timeproof.h"
#include "reports/stamp/timeproof_internal.h"
#include "reports/trust/trust.h"

/* What an issuer said, as it stands in the file. */
struct word {
    const struct pki_der *der;
    bool is_list; /* a revocation list, else a status response */
};

/* --- what was said of a chain ------------------------------------------- */

static bool supersedes(const struct certstatus *s, const struct certstatus *old)
{
    bool revoked = s->word == CERTSTATUS_REVOKED;

    if (revoked != (old->word == CERTSTATUS_REVOKED))
        return revoked;
    if (revoked)
        return s->since < old->since;
    if (s->updated != old->updated)
        return s->updated > old->updated;
    if (s->produced != old->produced)
        return s->produced > old->produced;
    return s->word == CERTSTATUS_HELD;
}

static void hear(struct timeproof_said *said, size_t i,
                 const struct certstatus *s)
{
    if (!said->is[i] || supersedes(s, &said->last[i]))
        said->last[i] = *s;
    said->is[i] = true;
}

bool timeproof_is(int64_t *since, const struct timeproof_said *said,
                  enum certstatus_word word)
{
    bool found = false;

    for (size_t i = 0; i < PKI_CERTS_MAX; i++) {
        const struct certstatus *s = &said->last[i];

        if (!said->is[i] || s->word != word || (found && *since <= s->since))
            continue;
        *since = s->since;
        found = true;
    }
    return found;
}

/* Made after the time stamp, from what was known then. */
static int check_age(const struct certstatus *s, int64_t stamped,
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

/* Current at the time stamp, or made after it (EN 319 102-1 5.2.5: not older
 * than from one list to the next). */
static int check_list_age(const struct certstatus *s, int64_t stamped,
                          struct err *e)
{
    if (s->until >= stamped)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "a revocation list (CRL) was out of date at the time stamp: "
                   "it can not tell that the certificate was good then");
}

/* Of how many certificates of the chain it says something; -1 with *e. */
static int hear_chain(struct timeproof_said *said, const struct word *w,
                      const struct timeproof_chain *c, int64_t stamped,
                      struct err *e)
{
    int n = 0;

    for (size_t i = 0; i + 1 < c->n; i++) {
        struct certstatus s = {0};
        struct err why = {0};

        if (w->is_list
                ? crl_check(&s, w->der, c->certs[i], c->certs[i + 1], &why)
                : ocspresp_check(&s, w->der, c->certs[i], c->certs[i + 1],
                                 &why)) {
            if (why.code == ERR_MISSING)
                continue;
            *e = why;
            return -1;
        }
        if (w->is_list ? check_list_age(&s, stamped, e)
                       : check_age(&s, stamped, c->certs[i], e))
            return -1;
        hear(said, i, &s);
        n++;
    }
    return n;
}

static int about_nobody(bool is_list, struct err *e)
{
    if (is_list)
        return err_set(e, ERR_REFUSED,
                       "a revocation list (CRL) is about other certificates "
                       "than those of the seal and of its time stamps");
    return err_set(e, ERR_REFUSED,
                   "a status response (OCSP) is about another certificate than "
                   "those of the seal and of its time stamps");
}

/* What serves this stamp: about its authority, or about the signer when that is
 * given. */
static int hear_one(struct timeproof_stamp *stamp,
                    struct timeproof_statuses *out, const struct word *w,
                    const struct timeproof_chain *signer, struct err *e)
{
    const struct timeproof_chain tsa = {stamp->chain, stamp->n_chain};
    int n = signer ? hear_chain(&out->said, w, signer, stamp->time, e) : 0;
    int more;

    if (n < 0)
        return -1;
    more = hear_chain(&stamp->said, w, &tsa, stamp->time, e);
    if (more < 0)
        return -1;
    return n + more > 0 ? 0 : about_nobody(w->is_list, e);
}

static int hear_values(struct timeproof_stamp *stamp,
                       struct timeproof_statuses *out,
                       const struct xades_values *v,
                       const struct timeproof_chain *signer, struct err *e)
{
    for (size_t i = 0; i < v->n_crls; i++) {
        const struct word w = {&v->crls[i], true};

        if (hear_one(stamp, out, &w, signer, e))
            return -1;
    }
    for (size_t i = 0; i < v->n_ocsp; i++) {
        const struct word w = {&v->ocsp[i], false};

        if (hear_one(stamp, out, &w, signer, e))
            return -1;
    }
    return 0;
}

/* --- what follows from it ----------------------------------------------- */

static int check_revoked(const struct timeproof_said *said,
                         const struct timeproof_stamp *stamp, struct err *e)
{
    char day[ISODATE_TIME];
    int64_t since = 0;

    if (!timeproof_is(&since, said, CERTSTATUS_REVOKED) || since > stamp->time)
        return 0;
    if (isodate_time(day, since))
        day[0] = '\0';
    return err_set(e, ERR_REFUSED,
                   "the signer's certificate, or one of its issuers', was "
                   "revoked at %s, before the time stamp of %s",
                   day, stamp->text);
}

int timeproof_statuses(struct timeproof_statuses *out, const struct xades *x,
                       const struct timeproof_chain *signer,
                       struct timeproof_stamp *stamps, size_t n_stamps,
                       const struct trust *trust, struct err *e)
{
    if (hear_values(&stamps[0], out, &x->time.values, signer, e) ||
        check_revoked(&out->said, &stamps[0], e))
        return -1;
    /* What stands before archive k is for the stamp before it: stamps[k]. */
    for (size_t k = 0; k + 1 < n_stamps; k++) {
        if (hear_values(&stamps[k], out, &x->time.archives[k].values, NULL, e))
            return -1;
    }
    if (out->said.is[0])
        out->trusted = trust_is_authority(trust, signer->certs + 1,
                                          signer->n - 1, stamps[0].time);
    return 0;
}
