#include "reports/stamp/timeproof.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/isodate.h"
#include "base/lang.h"
#include "base/utf8.h"
#include "reports/seal/asic.h"
#include "reports/stamp/timeproof_internal.h"
#include "reports/stamp/tstoken.h"
#include "reports/trust/trust.h"

#define STAMPS_MAX (1 + XADES_ARCHIVES_MAX)
#define FOREVER    INT64_MAX

const char *seal_level_name(enum seal_level l)
{
    static const char *const names[] = {
        [SEAL_B] = "B-B (draft)",
        [SEAL_T] = "B-T",
        [SEAL_LT] = "B-LT",
        [SEAL_LTA] = "B-LTA",
    };

    return names[l];
}

struct judging {
    struct timeproof *out;
    const struct asic *a;
    const struct xades *x;
    struct timeproof_chain signer;
    const struct trust *trust;
    const char *at;
    struct timeproof_stamp stamps[STAMPS_MAX];
    size_t n;
    struct timeproof_statuses statuses;
    struct err why; /* why the time of stamps[0] is not proved */
    struct arena *arena;
    struct err *e;
};

/* --- what holds for everybody ------------------------------------------- */

static int read_stamp(struct judging *j, const struct pki_der *der,
                      const struct xades_values *values)
{
    struct timeproof_stamp *s = &j->stamps[j->n];

    s->token = tstoken_read(der, values, j->e);
    if (!s->token)
        return -1;
    j->n++;
    s->time = tstoken_time(s->token);
    s->n_chain = tstoken_chain(&s->chain, s->token);
    return isodate_time(s->text, s->time)
               ? err_set(j->e, ERR_REFUSED, "a time stamp is not well-formed")
               : 0;
}

static int read_stamps(struct judging *j)
{
    const struct xades_time *t = &j->x->time;

    if (read_stamp(j, &t->token, &t->values))
        return -1;
    for (size_t k = 0; k < t->n_archives; k++) {
        const struct xades_values *beside =
            k + 1 < t->n_archives ? &t->archives[k + 1].values : NULL;

        if (read_stamp(j, &t->archives[k].token, beside))
            return -1;
    }
    return 0;
}

static int check_imprints(struct judging *j)
{
    struct seal_member members[SEAL_MEMBERS_MAX];
    unsigned char md[DIGEST_BYTES_MAX];
    const struct tstoken *t = j->stamps[0].token;

    if (xades_imprint(md, tstoken_digest(t), j->x, j->e) ||
        tstoken_check(t, md, j->e))
        return -1;
    asic_members(members, j->a);
    for (size_t k = 0; k + 1 < j->n; k++) {
        t = j->stamps[k + 1].token;
        if (xades_archive_imprint(md, tstoken_digest(t), j->x, k, members,
                                  j->e) ||
            tstoken_check(t, md, j->e))
            return -1;
    }
    return 0;
}

static int check_order(struct judging *j)
{
    int64_t claimed = isodate_seconds(j->x->signing_time);

    if (claimed > j->stamps[0].time + TIMEPROOF_SKEW_SECONDS)
        return err_set(j->e, ERR_REFUSED,
                       "the seal claims to be made at %s, after its time stamp "
                       "of %s",
                       j->x->signing_time, j->stamps[0].text);
    for (size_t i = 1; i < j->n; i++) {
        if (j->stamps[i].time < j->stamps[i - 1].time)
            return err_set(j->e, ERR_REFUSED,
                           "an archive time stamp of %s is older than the time "
                           "stamp of %s before it",
                           j->stamps[i].text, j->stamps[i - 1].text);
    }
    return 0;
}

/* --- what this reader believes ------------------------------------------ */

/* Is the stamp known to exist, by `known`, from before its authority's key was
 * distrusted or its certificate revoked? */
static int check_key(const struct timeproof_stamp *s, int64_t known,
                     struct err *why)
{
    const struct trust_holder *h = s->holder;
    int64_t since = 0;

    if (h->distrusted && known / 86400 >= isodate_days(h->distrusted))
        return err_set(why, ERR_REFUSED,
                       "the trust store distrusts the authority that made its "
                       "time stamp since %s",
                       h->distrusted);
    if (timeproof_is(&since, &s->said, CERTSTATUS_REVOKED) && known >= since)
        return err_set(why, ERR_REFUSED,
                       "the certificate of the authority that made its time "
                       "stamp was revoked");
    if (timeproof_is(&since, &s->said, CERTSTATUS_HELD) && known >= since)
        return err_set(why, ERR_REFUSED,
                       "the certificate of the authority that made its time "
                       "stamp is suspended");
    return 0;
}

/* Does this reader believe the stamp, which existed at `known`? -1 with *why;
 * -2 with *j->e. */
static int believe(struct judging *j, struct timeproof_stamp *s, int64_t known,
                   struct err *why)
{
    enum trust_standing standing = TRUST_UNKNOWN;

    if (trust_tsa(&standing, &s->holder, j->trust, s->chain, s->n_chain,
                  s->text, j->e))
        return -2;
    if (!s->holder)
        return err_set(why, ERR_REFUSED,
                       "the trust store does not know the authority that made "
                       "its time stamp");
    if (!trust_in_term(s->holder, s->text))
        return err_set(why, ERR_REFUSED,
                       "the trust store knows the authority that made its time "
                       "stamp, but not in that role on that day");
    if (check_key(s, known, why))
        return -1;
    if (!trust_holds(j->trust, s->holder, s->chain, s->n_chain, known))
        return err_set(why, ERR_REFUSED,
                       "the certificate of the authority that made its time "
                       "stamp of %s has ended since, and no archive time stamp "
                       "proves that it is older (entente renew)",
                       s->text);
    return 0;
}

static void sealed_later(struct judging *j)
{
    err_set(&j->why, ERR_REFUSED,
            "its time stamp of %s is later than the day that is asked about",
            j->stamps[0].text);
    err_set(&j->out->doubt, ERR_REFUSED,
            "the seal was not there yet at the day that is asked about: its "
            "time stamp is of %s",
            j->stamps[0].text);
}

/* From the last stamp to the first; those that did not exist at the day of
 * asking count for nothing. */
static int judge_stamps(struct judging *j)
{
    int64_t known = j->at ? isodate_seconds(j->at) : FOREVER;
    int64_t end = j->at ? known + TIMEPROOF_SKEW_SECONDS : FOREVER;

    for (size_t i = j->n; i-- > 0;) {
        struct timeproof_stamp *s = &j->stamps[i];
        struct err why = {0};
        int rc;

        if (s->time > end) {
            if (i == 0)
                sealed_later(j);
            continue;
        }
        rc = believe(j, s, known == FOREVER ? s->time : known, &why);
        if (rc == -2)
            return -1;
        if (rc == 0)
            known = s->time;
        else if (i == 0)
            j->why = why;
    }
    j->out->proved = j->why.code == ERR_NONE;
    return 0;
}

static int judge_term(struct judging *j)
{
    const struct timeproof_stamp *s = &j->stamps[0];
    int64_t claimed = isodate_seconds(j->x->signing_time);

    if (!j->out->proved)
        return 0;
    if (!pki_cert_in_force(j->signer.certs[0], s->time))
        return err_set(j->e, ERR_REFUSED,
                       "the signer's certificate was not in force at %s, the "
                       "time that the time stamp proves",
                       s->text);
    if (s->time - claimed > TIMEPROOF_DELAY_SECONDS)
        err_set(&j->out->doubt, ERR_REFUSED,
                "the seal claims to be made at %s, more than a day before its "
                "time stamp of %s",
                j->x->signing_time, s->text);
    return 0;
}

/* Without a proved time an ended, revoked or suspended certificate can have
 * sealed at any time. */
static void judge_claim(struct judging *j)
{
    const struct timeproof_said *said = &j->statuses.said;
    const char *why =
        j->why.code ? j->why.msg : lang_tr("it has no time stamp");
    int64_t since = 0;

    if (j->out->proved)
        return;
    if (timeproof_is(&since, said, CERTSTATUS_REVOKED))
        err_set(&j->out->doubt, ERR_REFUSED,
                "the signer's certificate was revoked, and that the seal is "
                "older is not proved: %s",
                why);
    if (timeproof_is(&since, said, CERTSTATUS_HELD))
        err_set(&j->out->doubt, ERR_REFUSED,
                "the signer's certificate is suspended, and that the seal is "
                "older is not proved: %s",
                why);
    if (j->at && pki_cert_ends(j->signer.certs[0]) < isodate_seconds(j->at))
        err_set(&j->out->doubt, ERR_REFUSED,
                "the signer's certificate has ended, and that the seal is "
                "older is not proved: %s",
                why);
}

/* Suspended when it sealed: its issuer has yet to say what is to become of
 * it. */
static void judge_held(struct judging *j)
{
    char day[ISODATE_TIME] = "";
    int64_t since = 0;

    if (!timeproof_is(&since, &j->statuses.said, CERTSTATUS_HELD) ||
        since > j->stamps[0].time)
        return;
    (void)isodate_time(day, since);
    err_set(&j->out->doubt, ERR_REFUSED,
            "the signer's certificate, or one of its issuers', is suspended "
            "since %s, before the time stamp of %s: whether it will be good "
            "again or revoked is not known yet",
            day, j->stamps[0].text);
}

/* --- the whole ---------------------------------------------------------- */

/* Of each certificate that has its issuer beside it. */
static enum seal_level level_of(const struct judging *j)
{
    bool all = j->signer.n > 1;

    for (size_t i = 0; i + 1 < j->signer.n; i++)
        all = all && j->statuses.said.is[i];
    if (!all)
        return SEAL_T;
    return j->x->time.n_archives > 0 ? SEAL_LTA : SEAL_LT;
}

/* Worst first; *time: when that was so, or since when it is. */
static enum seal_status status_of(int64_t *time, const struct judging *j)
{
    const struct timeproof_said *said = &j->statuses.said;

    if (timeproof_is(time, said, CERTSTATUS_REVOKED))
        return SEAL_STATUS_LATER;
    if (timeproof_is(time, said, CERTSTATUS_HELD))
        return *time > j->stamps[0].time ? SEAL_STATUS_HELD_LATER
                                         : SEAL_STATUS_HELD;
    *time = said->last[0].updated;
    return j->statuses.trusted ? SEAL_STATUS_GOOD : SEAL_STATUS_STRANGER;
}

static int tell_status(struct judging *j)
{
    char text[ISODATE_TIME] = "";
    int64_t time = 0;

    if (!j->statuses.said.is[0])
        return 0;
    j->out->status = status_of(&time, j);
    (void)isodate_time(text, time);
    j->out->status_time = arena_strdup(j->arena, text, j->e);
    return j->out->status_time ? 0 : -1;
}

static int tell(struct judging *j)
{
    struct timeproof *out = j->out;
    const struct timeproof_stamp *s = &j->stamps[0];

    out->tsa = pki_cert_subject(j->arena, s->chain[0], j->e);
    out->stamped = arena_strdup(j->arena, s->text, j->e);
    if (!out->tsa || !out->stamped || tell_status(j))
        return -1;
    out->holder = s->holder;
    out->n_archives = j->x->time.n_archives;
    out->level = level_of(j);
    if (out->proved)
        return 0;
    out->why_not = arena_strdup(j->arena, j->why.msg, j->e);
    return out->why_not ? 0 : -1;
}

static int judge_time(struct judging *j)
{
    if (read_stamps(j) || check_imprints(j) || check_order(j) ||
        timeproof_statuses(&j->statuses, j->x, &j->signer, j->stamps, j->n,
                           j->trust, j->e) ||
        judge_stamps(j) || judge_term(j))
        return -1;
    judge_held(j);
    return tell(j);
}

int timeproof_judge(struct timeproof *out, const struct asic *a, size_t i,
                    struct pki_cert *const *chain, const struct trust *trust,
                    const char *at, struct arena *arena, struct err *e)
{
    struct timeproof got = {.level = SEAL_B};
    struct judging j = {
        .out = &got,
        .a = a,
        .x = &a->sig[i],
        .signer = {chain, a->sig[i].n_certs},
        .trust = trust,
        .at = at,
        .arena = arena,
        .e = e
    };
    int rc = j.x->time.token.n > 0 ? judge_time(&j) : 0;

    if (rc == 0) {
        judge_claim(&j);
        *out = got;
    }
    for (size_t k = 0; k < j.n; k++)
        tstoken_free(j.stamps[k].token);
    return rc;
}
