#include "reports/stamp/stamp.h"

#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "net/http.h"
#include "reports/seal/asic.h"
#include "reports/stamp/ocspresp.h"
#include "reports/stamp/timeproof.h"
#include "reports/stamp/tsrequest.h"
#include "reports/stamp/tstoken.h"
#include "reports/trust/trust.h"

#define OCSP_SECONDS 60
#define OCSP_TRIES   5 /* a second apart: its clock may be behind */

/* One seal that is being stamped. */
struct stamping {
    const struct stamp_ask *ask;
    struct asic *a;
    struct xades *x; /* in a */
    struct pki_cert *chain[PKI_CERTS_MAX];
    int64_t stamped; /* time of the stamp that statuses must not precede */
    struct err *e;
};

/* --- status ------------------------------------------------------------- */

static int fetch_status(struct pki_der *out, struct stamping *s,
                        const char *url, const struct pki_der *request)
{
    struct buf answer = {0};
    const struct http_ask ask = {
        .url = url,
        .body_type = "application/ocsp-request",
        .body = request->p,
        .len = request->n,
        .want_type = "application/ocsp-response",
        .seconds = OCSP_SECONDS,
    };
    char *copy;
    int rc = -1;

    buf_init(&answer, XADES_TOKEN_MAX);
    if (http_fetch(&answer, &ask, s->e) == 0) {
        copy = arena_strndup(&s->x->arena, answer.s ? answer.s : "", answer.n,
                             s->e);
        *out = (struct pki_der){(const unsigned char *)copy, answer.n};
        rc = copy ? 0 : -1;
    }
    buf_release(&answer);
    return rc;
}

static int not_good(const struct certstatus *got, const char *url,
                    struct err *e)
{
    if (got->word == CERTSTATUS_HELD)
        return err_set(e, ERR_REFUSED,
                       "the responder %.200s says that the certificate is "
                       "suspended",
                       url);
    return err_set(e, ERR_REFUSED,
                   "the responder %.200s says that the certificate is revoked",
                   url);
}

/* Made after the time stamp? Clocks differ by a little: then once more. */
static int ask_status(struct pki_der *out, struct stamping *s, const char *url,
                      const struct pki_cert *cert,
                      const struct pki_cert *issuer)
{
    const struct timespec second = {.tv_sec = 1};
    struct certstatus got = {0};
    struct pki_der request = {0};

    for (int i = 0; i < OCSP_TRIES; i++) {
        if (i > 0)
            nanosleep(&second, NULL);
        if (ocspresp_request(&request, cert, issuer, &s->x->arena, s->e) ||
            fetch_status(out, s, url, &request) ||
            ocspresp_check(&got, out, cert, issuer, s->e) ||
            ocspresp_check_nonce(&request, out, s->e))
            return -1;
        if (got.word != CERTSTATUS_GOOD)
            return not_good(&got, url, s->e);
        if (got.produced >= s->stamped)
            return 0;
    }
    return err_set(s->e, ERR_REFUSED,
                   "a status response (OCSP) is older than the time stamp: it "
                   "can not tell that the certificate was good then");
}

static int add_status(struct stamping *s, struct xades_values *v,
                      const char *url, const struct pki_cert *cert,
                      const struct pki_cert *issuer)
{
    if (v->n_ocsp == XADES_VALUES_MAX)
        return err_set(s->e, ERR_LIMIT,
                       "the signature file holds more than %d certificates or "
                       "status responses for one time stamp",
                       XADES_VALUES_MAX);
    if (ask_status(&v->ocsp[v->n_ocsp], s, url, cert, issuer))
        return -1;
    v->n_ocsp++;
    return ocspresp_certs(v->certs, &v->n_certs, XADES_VALUES_MAX,
                          &v->ocsp[v->n_ocsp - 1], &s->x->arena, s->e);
}

static int no_responder(size_t i, struct err *e)
{
    if (i == 0)
        return err_set(e, ERR_USAGE,
                       "the certificate names no responder (OCSP): give one "
                       "with --ocsp");
    return err_set(e, ERR_USAGE,
                   "certificate %zu in the file of --cert names no responder "
                   "(OCSP): leave out what follows it, when readers trust it",
                   i + 1);
}

static int add_signer_statuses(struct stamping *s, struct xades_values *v)
{
    size_t n = s->x->n_certs;

    if (n == 1 && !pki_cert_self_signed(s->chain[0]))
        return err_set(s->e, ERR_USAGE,
                       "give the certificate of the issuer after that of the "
                       "signer in the file of --cert: the status of the one is "
                       "asked by the other");
    for (size_t i = 0; i + 1 < n; i++) {
        const char *url = NULL;

        if (ocspresp_url(&url, s->chain[i], &s->x->arena, s->e))
            return -1;
        if (i == 0 && s->ask->ocsp)
            url = s->ask->ocsp;
        if (!url)
            return no_responder(i, s->e);
        if (add_status(s, v, url, s->chain[i], s->chain[i + 1]))
            return -1;
    }
    return 0;
}

static int add_tsa_statuses(struct stamping *s, struct xades_values *v,
                            const struct tstoken *t)
{
    struct pki_cert *const *chain;
    size_t n = tstoken_chain(&chain, t);

    for (size_t i = 0; i + 1 < n; i++) {
        const char *url = NULL;

        if (ocspresp_url(&url, chain[i], &s->x->arena, s->e) ||
            (url && add_status(s, v, url, chain[i], chain[i + 1])))
            return -1;
    }
    return 0;
}

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
        add_signer_statuses(s, &t->values) ||
        add_tsa_statuses(s, &t->values, token))
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
    if (copy_archives(s) || add_tsa_statuses(s, &t->archives[k].values, last) ||
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
