/* Is a certificate or recognition in force on a day: by its own term, and by
 * what the register's list of status says of it? */
#include <inttypes.h>
#include <string.h>

#include "base/err.h"
#include "base/isodate.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/register/regstatus.h"
#include "reports/seal/verify_internal.h"

#define DAY (ISODATE_DAY - 1)

static void judge_term(struct verify_job *j, const char *from, const char *to,
                       const char *now)
{
    struct err why = {0};

    if (strncmp(now, from, DAY) < 0)
        err_set(&why, ERR_REFUSED, "it is valid from %s on, the day is %.10s",
                from, now);
    else if (strncmp(now, to, DAY) > 0)
        err_set(&why, ERR_REFUSED, "it was valid until %s, the day is %.10s",
                to, now);
    else
        return;
    verify_doubt(j, VERIFY_ENDED, &why);
}

static int keep_status(struct verify_job *j, const struct regstatus *list,
                       const struct regstatus_row *row, const char *now)
{
    struct verified_status *s = &j->v->status;

    s->size = list->checkpoint.head.size;
    s->fresh = regstatus_is_fresh(list, now);
    if (verify_keep(&s->list, j, list->made) ||
        verify_keep(&s->next, j, list->next) ||
        verify_keep(&s->origin, j, list->checkpoint.origin) ||
        verify_keep(&s->standing, j, regstanding_name(row->standing)))
        return -1;
    return row->standing == REGSTATE_VALID
               ? 0
               : verify_keep(&s->since, j, row->since);
}

static int judge_status(struct verify_job *j, const struct regstatus *list,
                        const char *number, const char *now)
{
    struct regstatus_row row;
    struct err why = {0};

    if (regstatus_find(&row, list, number, j->e))
        return -1;
    /* A recognition ends with its certificate, or by its own number. */
    if (row.standing == REGSTATE_VALID && j->v->recognition &&
        regstatus_find(&row, list, j->v->recognition->r.number, j->e))
        return -1;
    if (keep_status(j, list, &row, now))
        return -1;
    if (row.standing != REGSTATE_VALID) {
        err_set(&why, ERR_REFUSED,
                "%s since %s, by the register %s with %" PRIu64 " entries",
                regstanding_name(row.standing), row.since,
                list->checkpoint.origin, list->checkpoint.head.size);
        verify_doubt(j, VERIFY_ENDED, &why);
    } else if (!j->v->status.fresh) {
        err_set(&why, ERR_REFUSED,
                "status unknown since %s: the register's list of %s is old, "
                "get the next one",
                list->next, list->made);
        verify_doubt(j, VERIFY_UNKNOWN, &why);
    }
    return 0;
}

int verify_force(struct verify_job *j, const struct verify_ask *ask)
{
    const struct verified *v = j->v;
    const struct verified_recognition *r = v->recognition;
    const struct verified *of = r ? r->certificate : v;

    if (!ask->now || !of->certificate)
        return 0;
    judge_term(j, of->certificate->c.from, of->certificate->c.to, ask->now);
    if (r)
        judge_term(j, r->r.from, r->r.to, ask->now);
    if (!ask->status)
        return 0;
    return judge_status(j, ask->status, of->certificate->c.number, ask->now);
}
