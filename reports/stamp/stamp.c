#include "reports/stamp/stamp.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "reports/seal/asic.h"
#include "reports/stamp/stamp_internal.h"
#include "reports/stamp/timeproof.h"
#include "reports/stamp/tsrequest.h"
#include "reports/stamp/tstoken.h"
#include "reports/trust/trust.h"

/* A time stamp of another day than the seal claims is of no use to it. */
static int check_day(const struct stamping *s)
{
    int64_t claimed = isodate_seconds(s->x->signing_time);
    char text[ISODATE_TIME] = "";

    if (s->stamped - claimed <= TIMEPROOF_DELAY_SECONDS)
        return 0;
    (void)isodate_time(text, s->stamped);
    return err_set(s->e, ERR_REFUSED,
                   "the seal claims to be made at %s, more than a day before "
                   "its time stamp of %s",
                   s->x->signing_time, text);
}

/* --- the first time stamp ----------------------------------------------- */

static int stamp_signature(struct stamping *s)
{
    struct xades_time *t = &s->x->time;
    unsigned char md[DIGEST_BYTES_MAX];
    struct tstoken *token = NULL;
    int rc = -1;

    if (xades_imprint(md, DIGEST_SHA256, s->x, s->e) ||
        tsrequest_fetch(&t->token, s->ask->tsa, DIGEST_SHA256, md, &s->x->arena,
                        s->e))
        goto done;
    token = tstoken_read(&t->token, NULL, s->e);
    if (!token)
        goto done;
    s->stamped = tstoken_time(token);
    if (check_day(s) ||
        tstoken_certs(t->values.certs, &t->values.n_certs, XADES_VALUES_MAX,
                      token, &s->x->arena, s->e) ||
        stamp_signer_statuses(s, &t->values) ||
        stamp_tsa_statuses(s, &t->values, token))
        goto done;
    rc = 0;
done:
    tstoken_free(token);
    return rc;
}

/* --- archive time stamps ------------------------------------------------ */

static int copy_archives(struct stamping *s)
{
    struct xades_time *t = &s->x->time;
    struct xades_archive *more;

    if (t->n_archives == XADES_ARCHIVES_MAX)
        return err_set(s->e, ERR_LIMIT,
                       "a signature has at most %d archive time stamps",
                       XADES_ARCHIVES_MAX);
    more = arena_alloc(&s->x->arena, (t->n_archives + 1) * sizeof *more, s->e);
    if (!more)
        return -1;
    if (t->n_archives > 0)
        memcpy(more, t->archives, t->n_archives * sizeof *more);
    t->archives = more;
    t->n_archives++;
    return 0;
}

/* The last time stamp, which the new one is to outlive: too late when its
 * authority's certificate has ended. */
static struct tstoken *read_last(struct stamping *s)
{
    const struct xades_time *t = &s->x->time;
    struct pki_cert *const *chain;
    struct tstoken *last;

    if (t->token.n == 0) {
        err_set(s->e, ERR_REFUSED,
                "a seal of the container has no time stamp: there is nothing "
                "to renew");
        return NULL;
    }
    last = t->n_archives > 0
               ? tstoken_read(&t->archives[t->n_archives - 1].token, NULL, s->e)
               : tstoken_read(&t->token, &t->values, s->e);
    if (!last)
        return NULL;
    tstoken_chain(&chain, last);
    s->stamped = tstoken_time(last);
    if (pki_cert_in_force(chain[0], isodate_seconds(s->ask->now)))
        return last;
    err_set(s->e, ERR_REFUSED,
            "the certificate of the last time stamp has ended: an archive time "
            "stamp comes too late");
    tstoken_free(last);
    return NULL;
}

static int stamp_archive(struct stamping *s)
{
    struct xades_time *t = &s->x->time;
    struct seal_member members[SEAL_MEMBERS_MAX];
    unsigned char md[DIGEST_BYTES_MAX];
    struct tstoken *last = read_last(s);
    size_t k = t->n_archives;
    int rc = -1;

    if (!last)
        return -1;
    asic_members(members, s->a);
    if (copy_archives(s) ||
        stamp_tsa_statuses(s, &t->archives[k].values, last) ||
        xades_archive_imprint(md, DIGEST_SHA512, s->x, k, members, s->e) ||
        tsrequest_fetch(&t->archives[k].token, s->ask->tsa, DIGEST_SHA512, md,
                        &s->x->arena, s->e))
        goto done;
    rc = 0;
done:
    tstoken_free(last);
    return rc;
}

/* --- the container ------------------------------------------------------ */

/* What was just made must hold: a fault of ours must not leave the house. */
static int judge_again(const struct buf *made, size_t i, struct err *e)
{
    static const struct trust nobody = {0};
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    struct timeproof proof = {0};
    struct arena arena = {0};
    struct asic a = {0};
    int rc = -1;

    if (asic_open(&a, made->s, made->n, e) == 0 &&
        asic_check(chain, &a, i, e) == 0)
        rc = timeproof_judge(&proof, &a, i, chain, &nobody, NULL, &arena, e);
    pki_chain_free(chain, PKI_CERTS_MAX);
    asic_release(&a);
    arena_release(&arena);
    return rc;
}

/* One seal of `bytes`, by `how`. */
static int stamp_one(struct buf *bytes, size_t i, const struct stamp_ask *ask,
                     int (*how)(struct stamping *), struct err *e)
{
    struct asic a = {0};
    struct stamping s = {.ask = ask, .a = &a, .e = e};
    struct buf text = {0};
    struct buf made = {0};
    int rc = -1;

    buf_init(&text, XADES_BYTES_MAX);
    buf_init(&made, bytes->max);
    if (asic_open(&a, bytes->s, bytes->n, e) || asic_check(s.chain, &a, i, e))
        goto done;
    s.x = &a.sig[i];
    if (how(&s))
        goto done;
    xades_write(&text, s.x);
    if (buf_check(&text, e) ||
        asic_replace_seal(&made, &a, i, text.s, text.n, e) ||
        judge_again(&made, i, e))
        goto done;
    buf_clear(bytes);
    buf_add(bytes, made.s, made.n);
    rc = buf_check(bytes, e);
done:
    pki_chain_free(s.chain, PKI_CERTS_MAX);
    asic_release(&a);
    buf_release(&text);
    buf_release(&made);
    return rc;
}

static int count_seals(size_t *n, const struct buf *bytes, struct err *e)
{
    struct asic a = {0};

    if (asic_open(&a, bytes->s, bytes->n, e))
        return -1;
    *n = a.n_sigs;
    asic_release(&a);
    return 0;
}

int stamp_seal(struct buf *bytes, const struct stamp_ask *ask, struct err *e)
{
    size_t n = 0;

    if (count_seals(&n, bytes, e))
        return -1;
    return stamp_one(bytes, n - 1, ask, stamp_signature, e);
}

int stamp_renew(struct buf *bytes, const struct stamp_ask *ask, struct err *e)
{
    size_t n = 0;

    if (count_seals(&n, bytes, e))
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (stamp_one(bytes, i, ask, stamp_archive, e))
            return -1;
    }
    return 0;
}
