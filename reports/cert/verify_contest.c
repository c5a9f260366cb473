/* What a sealed objection or erratum says, and who says it by the reader's
 * trust store. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "reports/cert/certificate.h"
#include "reports/cert/contest.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify_internal.h"

static int judge_holder(struct verify_job *j, const struct contest *c)
{
    const struct verified_seal *s = &j->v->seals[0];
    const struct cert_party said = {c->name, c->nation, c->certificate};
    struct err why = {0};

    if (strcmp(s->cert_sha256, c->certificate) != 0 ||
        strcmp(s->signing_time, c->issued) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the document is not sealed by the holder that it "
                       "names");
    if (c->kind == CONTEST_ERRATUM &&
        (strcmp(c->role, trust_role_name(TRUST_BODY)) != 0 ||
         (s->standing == TRUST_KNOWN &&
          strcmp(s->role, trust_role_name(TRUST_BODY)) != 0)))
        return err_set(j->e, ERR_REFUSED,
                       "the trust store knows the signer in the role %s, which "
                       "can not seal an erratum",
                       s->standing == TRUST_KNOWN ? s->role : c->role);
    if (verify_party(j, s, &said))
        return -1;
    if (s->standing != TRUST_KNOWN)
        err_set(&why, ERR_REFUSED,
                "the trust store does not know who sealed the document");
    else if (strcmp(s->role, c->role) != 0)
        err_set(&why, ERR_REFUSED,
                "the document says that its signer is in the role %s; the "
                "trust store knows it as %s",
                c->role, s->role);
    else
        return 0;
    verify_doubt(j, VERIFY_UNKNOWN, &why);
    return 0;
}

static int judge(struct verify_job *j, const struct asic *a,
                 enum contest_kind kind)
{
    struct contest *c = calloc(1, sizeof *c);

    if (!c)
        return err_nomem(j->e);
    j->v->contest = c;
    if (a->n != 1)
        return err_set(j->e, ERR_REFUSED,
                       "the container of an objection or erratum holds nothing "
                       "else");
    if (contest_read(c, kind, a->members[0].data, a->members[0].len,
                     contest_member(kind), false, j->e))
        return -1;
    return judge_holder(j, c);
}

int verify_objection(struct verify_job *j, const struct asic *a)
{
    return judge(j, a, CONTEST_OBJECTION);
}

int verify_erratum(struct verify_job *j, const struct asic *a)
{
    return judge(j, a, CONTEST_ERRATUM);
}

void verified_contest_free(struct contest *c)
{
    if (!c)
        return;
    contest_release(c);
    free(c);
}
