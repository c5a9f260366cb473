/*
 * The proofs of inclusion in a container: META-INF/NAME.tlog-proof. No seal
 * covers them, so anybody can add one: one that does not hold, or is of an
 * entry about something else, is refused; one from a log that the trust store
 * does not know is told and counts for nothing.
 */
#include <inttypes.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "reports/register/regentry.h"
#include "reports/register/tlog.h"
#include "reports/register/tlogproof.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify_internal.h"

#define TEXT_MAX 4096

/* How many seals the container had when the entry was made about it. */
static int about_this(struct verified_proof *out, const struct asic *a,
                      const struct regentry *r, struct err *e)
{
    const char *sha256 = regentry_get(r, REG_SHA256);

    out->n_seals = 0;
    if (sha256 && asic_issued_as(&out->n_seals, a, sha256, e))
        return -1;
    return out->n_seals > 0
               ? 0
               : err_set(e, ERR_REFUSED,
                         "the proof is of an entry about another container");
}

static int check_entry(struct verified_proof *out, struct verify_job *j,
                       const struct asic *a, const struct tlogproof *p)
{
    struct regentry r = {0};
    struct buf entry;
    int rc = -1;

    buf_init(&entry, TLOG_ENTRY_MAX);
    if (tlogproof_entry(&entry, p, j->e) ||
        tlogproof_check(p, entry.s, entry.n, j->e) ||
        regentry_parse(&r, entry.s, entry.n, j->e) ||
        about_this(out, a, &r, j->e))
        goto done;
    out->action = regaction_name(r.action);
    out->index = p->index;
    out->size = p->checkpoint.head.size;
    rc = verify_keep(&out->origin, j, p->checkpoint.origin);
done:
    buf_release(&entry);
    return rc;
}

/* One cosigner's line, when it is there: it must hold. */
static int check_cosigner(struct verified_proof *out, struct buf *names,
                          struct verify_job *j, const struct note *n,
                          const struct note_key *k)
{
    char when[ISODATE_TIME];
    int64_t time = 0;
    bool found;

    if (note_check(&found, &time, n, k, j->e))
        return -1;
    if (!found || isodate_time(when, time))
        return 0;
    buf_printf(names, "%s%s (%s)", names->n ? ", " : "", k->name, when);
    return out->seen && strcmp(out->seen, when) <= 0
               ? 0
               : verify_keep(&out->seen, j, when);
}

static int check_signers(struct verified_proof *out, struct verify_job *j,
                         const struct tlogproof *p)
{
    const struct trust_register *reg =
        trust_register_of(j->trust, p->checkpoint.origin);
    struct buf names;
    bool found = false;
    int rc = -1;

    if (!reg)
        return 0;
    if (note_check(&found, NULL, &p->note, &reg->log, j->e))
        return -1;
    if (!found)
        return err_set(j->e, ERR_REFUSED, "the checkpoint is not signed by %s",
                       reg->log.name);
    out->known = true;
    buf_init(&names, TEXT_MAX);
    for (size_t i = 0; i < reg->n; i++) {
        if (check_cosigner(out, &names, j, &p->note, &reg->cosigners[i]))
            goto done;
    }
    rc = buf_check(&names, j->e) ||
                 verify_keep(&out->cosigned, j, names.n ? names.s : NULL)
             ? -1
             : 0;
done:
    buf_release(&names);
    return rc;
}

int verify_proofs(struct verify_job *j, const struct asic *a)
{
    struct verified *v = j->v;

    if (a->n_proofs == 0)
        return 0;
    v->proofs = arena_alloc(&v->arena, a->n_proofs * sizeof *v->proofs, j->e);
    if (!v->proofs)
        return -1;
    for (size_t i = 0; i < a->n_proofs; i++) {
        const struct zip_entry *f = &a->proofs[i];
        struct verified_proof *out = &v->proofs[v->n_proofs];
        struct tlogproof p;

        if (tlogproof_parse(&p, f->data, f->len, j->e) ||
            check_entry(out, j, a, &p) || check_signers(out, j, &p))
            return err_at(j->e, f->name, 0, 0);
        v->n_proofs++;
    }
    return 0;
}
