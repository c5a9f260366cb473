/* Is a document in force on a day: by what ends it by itself, by what the
 * register's list of status says of it, and by what it says of the keys that
 * sealed it? */
#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/isodate.h"
#include "reports/cert/certify.h"
#include "reports/cert/ending.h"
#include "reports/cert/recognition.h"
#include "reports/register/regstatus.h"
#include "reports/seal/verify_internal.h"

#define DAY (ISODATE_DAY - 1)

/* --- by itself ---------------------------------------------------------- */

static void judge_begin(struct verify_job *j, const char *from, const char *now)
{
    struct err why = {0};

    if (strncmp(now, from, DAY) >= 0)
        return;
    err_set(&why, ERR_REFUSED, "it is valid from %s on, the day is %.10s", from,
            now);
    verify_doubt(j, VERIFY_ENDED, &why);
}

static void judge_end(struct verify_job *j, const struct ending *end,
                      const char *now)
{
    struct err why = {0};

    if (strncmp(now, end->last, DAY) <= 0)
        return;
    switch (end->kind) {
    case ENDING_TERM:
    case ENDING_RECOGNITION:
        err_set(&why, ERR_REFUSED, "it was valid until %s, the day is %.10s",
                end->last, now);
        break;
    case ENDING_WAIVER:
        err_set(&why, ERR_REFUSED,
                "the waiver %s for %s ended on %s: the case counts again",
                end->what, end->of, end->last);
        break;
    case ENDING_SUITE:
        err_set(&why, ERR_REFUSED,
                "the suite %s was retired on %s, and the days of grace were "
                "over on %s",
                end->what, end->retired, end->last);
        break;
    }
    verify_doubt(j, VERIFY_ENDED, &why);
}

static int judge_endings(struct verify_job *j, const struct verify_ask *ask,
                         const struct certificate *c)
{
    const struct verified_recognition *r = j->v->recognition;
    struct endings ends;

    judge_begin(j, c->from, ask->now);
    if (r)
        judge_begin(j, r->r.from, ask->now);
    if (endings_of(&ends, &j->v->arena, j->v, ask->status, j->e))
        return -1;
    for (size_t i = 0; i < ends.n; i++)
        judge_end(j, &ends.a[i], ask->now);
    return 0;
}

/* --- by the register's list --------------------------------------------- */

static int keep_status(struct verify_job *j, const struct regstatus *list,
                       const struct regstatus_row *row, const char *now)
{
    struct verified_status *s = &j->v->status;

    s->size = list->checkpoint.head.size;
    s->fresh = row->listed && regstatus_is_fresh(list, now);
    if (verify_keep(&s->list, j, list->made) ||
        verify_keep(&s->next, j, list->next) ||
        verify_keep(&s->origin, j, list->checkpoint.origin) ||
        verify_keep(&s->standing, j, regstanding_name(row->standing)))
        return -1;
    return row->standing == REGSTATE_VALID
               ? 0
               : verify_keep(&s->since, j, row->since);
}

/* What the list says of the recognition or of the certificate: it may be of
 * either nation's register. A recognition ends with its certificate, or by its
 * own number. */
static int find_row(struct regstatus_row *row, const struct verify_job *j,
                    const struct regstatus *list, const char *number)
{
    const struct verified_recognition *r = j->v->recognition;
    struct regstatus_row own;

    if (regstatus_find(row, list, number, j->e))
        return -1;
    if (row->standing != REGSTATE_VALID || !r)
        return 0;
    if (regstatus_find(&own, list, r->r.number, j->e))
        return -1;
    if (own.listed)
        *row = own;
    return 0;
}

static int judge_status(struct verify_job *j, const struct regstatus *list,
                        const char *number, const char *now)
{
    struct regstatus_row row;
    struct err why = {0};

    if (find_row(&row, j, list, number) || keep_status(j, list, &row, now))
        return -1;
    if (row.standing != REGSTATE_VALID) {
        err_set(&why, ERR_REFUSED,
                "%s since %s, by the register %s with %" PRIu64 " entries",
                regstanding_name(row.standing), row.since,
                list->checkpoint.origin, list->checkpoint.head.size);
        verify_doubt(j, VERIFY_ENDED, &why);
    } else if (!row.listed) {
        err_set(&why, ERR_REFUSED,
                "status unknown: the register %s does not know it",
                list->checkpoint.origin);
        verify_doubt(j, VERIFY_UNKNOWN, &why);
    } else if (!j->v->status.fresh) {
        err_set(&why, ERR_REFUSED,
                "status unknown since %s: the register's list of %s is old, "
                "get the next one",
                list->next, list->made);
        verify_doubt(j, VERIFY_UNKNOWN, &why);
    }
    return 0;
}

/* --- by the keys ---------------------------------------------------------- */

/* Had a partner seen it in a log, with this seal in it, before that day? Then
 * it was not made by who has the key now. */
static bool was_seen_before(const struct verified *v, size_t seal,
                            const char *day)
{
    for (size_t i = 0; i < v->n_proofs; i++) {
        const struct verified_proof *p = &v->proofs[i];

        if (p->known && p->seen && seal < p->n_seals &&
            strncmp(p->seen, day, DAY) < 0)
            return true;
    }
    return false;
}

static int judge_key(struct verify_job *j, const struct regstatus *list,
                     const struct verified *v, size_t seal)
{
    const struct verified_seal *s = &v->seals[seal];
    char since[ISODATE_DAY];
    struct err why = {0};
    bool later;

    if (regstatus_key(since, list, s->cert_sha256, j->e))
        return -1;
    if (!since[0] || was_seen_before(v, seal, since))
        return 0;
    later = strncmp(s->signing_time, since, DAY) < 0;
    err_set(&why, ERR_REFUSED,
            "the register %s says that the key of %s is in wrong hands since "
            "%s; the time of signing is only claimed",
            list->checkpoint.origin, s->role_name ? s->role_name : s->signer,
            since);
    j->v->status.key = true;
    verify_doubt(j, later ? VERIFY_UNKNOWN : VERIFY_REFUSED, &why);
    return 0;
}

static int judge_keys(struct verify_job *j, const struct regstatus *list,
                      const struct verified *v)
{
    for (size_t i = 0; i < v->n_seals; i++) {
        if (judge_key(j, list, v, i))
            return -1;
    }
    if (v->recognition)
        return judge_keys(j, list, v->recognition->certificate);
    for (size_t i = 0; v->certificate && i < v->certificate->n; i++) {
        if (judge_keys(j, list, &v->certificate->reports[i]))
            return -1;
    }
    return 0;
}

int verify_force(struct verify_job *j, const struct verify_ask *ask)
{
    const struct verified *v = j->v;
    const struct verified *of =
        v->recognition ? v->recognition->certificate : v;

    if (!ask->now)
        return 0;
    if (ask->status && judge_keys(j, ask->status, v))
        return -1;
    if (!of->certificate)
        return 0;
    if (judge_endings(j, ask, &of->certificate->c))
        return -1;
    return ask->status ? judge_status(j, ask->status, of->certificate->c.number,
                                      ask->now)
                       : 0;
}
