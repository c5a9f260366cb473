/* What a sealed waiver says, and whether a body of the reader's trust store
 * says it. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/isodate.h"
#include "reports/cert/waiver.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify_internal.h"

#define DAY (ISODATE_DAY - 1)

static int judge_body(struct verify_job *j, const struct waiver_file *w)
{
    const struct verified_seal *s = &j->v->seals[0];
    struct err why = {0};

    if (strcmp(s->cert_sha256, w->body.sha256) != 0 ||
        strcmp(s->signing_time, w->issued) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the waiver is not sealed by the body that it names");
    if (s->standing == TRUST_KNOWN &&
        strcmp(s->role, trust_role_name(TRUST_BODY)) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the trust store knows the signer in the role %s, which "
                       "can not waive",
                       s->role);
    if (verify_party(j, s, &w->body))
        return -1;
    if (strncmp(w->issued, w->until, DAY) > 0)
        return err_set(j->e, ERR_REFUSED,
                       "the waiver %s was sealed at %s, after its end on %s",
                       w->id, w->issued, w->until);
    if (s->standing == TRUST_KNOWN)
        return 0;
    err_set(&why, ERR_REFUSED,
            "the trust store does not know who sealed the waiver");
    verify_doubt(j, VERIFY_UNKNOWN, &why);
    return 0;
}

int verify_waiver(struct verify_job *j, const struct asic *a)
{
    struct waiver_file *w = calloc(1, sizeof *w);

    if (!w)
        return err_nomem(j->e);
    j->v->waiver = w;
    if (a->n != 1)
        return err_set(j->e, ERR_REFUSED,
                       "the container of a waiver holds nothing else");
    if (waiver_read(w, a->members[0].data, a->members[0].len, WAIVER_XML, false,
                    j->e))
        return -1;
    return judge_body(j, w);
}

void verified_waiver_free(struct waiver_file *w)
{
    if (!w)
        return;
    waiver_release(w);
    free(w);
}
