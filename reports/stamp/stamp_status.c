/* Who is asked for the status of a certificate when a seal is stamped: its
 * issuer's responder, else the list that the issuer publishes. */
#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "net/http.h"
#include "reports/stamp/certstatus.h"
#include "reports/stamp/crl.h"
#include "reports/stamp/ocspresp.h"
#include "reports/stamp/stamp.h"
#include "reports/stamp/stamp_internal.h"
#include "reports/stamp/tstoken.h"

#define OCSP_SECONDS 60
#define OCSP_TRIES   5 /* a second apart: its clock may be behind */
#define CRL_SECONDS  60

/* --- responses ---------------------------------------------------------- */

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
                       "%.200s says that the certificate is suspended", url);
    return err_set(e, ERR_REFUSED,
                   "%.200s says that the certificate is revoked", url);
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

static int add_response(struct stamping *s, struct xades_values *v,
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

/* --- lists -------------------------------------------------------------- */

bool stamp_is_address(const char *where)
{
    return strncmp(where, "http://", 7) == 0 ||
           strncmp(where, "https://", 8) == 0;
}

static int fetch_list(struct pki_der *out, struct stamping *s,
                      const char *where)
{
    const struct http_ask ask = {.url = where, .seconds = CRL_SECONDS};
    struct buf bytes = {0};
    int rc = -1;

    /* In PEM it is longer. */
    buf_init(&bytes, XADES_CRL_MAX / 3 * 5);
    if ((stamp_is_address(where) ? http_fetch(&bytes, &ask, s->e)
                                 : path_read(&bytes, where, s->e)) == 0 &&
        crl_take(out, bytes.s ? bytes.s : "", bytes.n, &s->x->arena, s->e) == 0)
        rc = out->n <= XADES_CRL_MAX
                 ? 0
                 : err_set(s->e, ERR_LIMIT,
                           "a revocation list (CRL) is larger than %zu bytes",
                           XADES_CRL_MAX);
    buf_release(&bytes);
    return rc;
}

/* What the list says of each certificate of the chain; `said` receives of
 * which it says something. */
static int read_list(bool said[PKI_CERTS_MAX], const struct stamping *s,
                     const struct pki_der *list, const char *where)
{
    bool any = false;

    for (size_t i = 0; i + 1 < s->x->n_certs; i++) {
        struct certstatus got = {0};
        struct err why = {0};

        if (crl_check(&got, list, s->chain[i], s->chain[i + 1], &why)) {
            if (why.code == ERR_MISSING)
                continue;
            *s->e = why;
            return -1;
        }
        if (got.word != CERTSTATUS_GOOD)
            return not_good(&got, where, s->e);
        any = said[i] = true;
    }
    return any ? 0
               : err_set(s->e, ERR_REFUSED,
                         "the revocation list (CRL) of %.200s is about other "
                         "certificates than that of the signer",
                         where);
}

static int add_list(bool said[PKI_CERTS_MAX], struct stamping *s,
                    struct xades_values *v, const char *where)
{
    if (v->n_crls == XADES_CRLS_MAX)
        return err_set(s->e, ERR_LIMIT,
                       "the signature file holds more than %d revocation "
                       "lists for one time stamp",
                       XADES_CRLS_MAX);
    if (fetch_list(&v->crls[v->n_crls], s, where) ||
        read_list(said, s, &v->crls[v->n_crls], where))
        return -1;
    v->n_crls++;
    return 0;
}

/* --- of whom ------------------------------------------------------------ */

static int nobody_named(size_t i, struct err *e)
{
    if (i == 0)
        return err_set(e, ERR_USAGE,
                       "the certificate names no responder (OCSP): give one "
                       "with --ocsp, or its issuer's list with --crl");
    return err_set(e, ERR_USAGE,
                   "certificate %zu in the file of --cert names no responder "
                   "(OCSP): leave out what follows it, when readers trust it",
                   i + 1);
}

/* Of one certificate of the signer's chain. */
static int add_signer_status(bool said[PKI_CERTS_MAX], struct stamping *s,
                             struct xades_values *v, size_t i)
{
    const char *url = NULL;

    if (ocspresp_url(&url, s->chain[i], &s->x->arena, s->e))
        return -1;
    if (i == 0 && s->ask->ocsp)
        url = s->ask->ocsp;
    if (url)
        return add_response(s, v, url, s->chain[i], s->chain[i + 1]);
    if (crl_url(&url, s->chain[i], &s->x->arena, s->e))
        return -1;
    return url ? add_list(said, s, v, url) : nobody_named(i, s->e);
}

int stamp_signer_statuses(struct stamping *s, struct xades_values *v)
{
    bool said[PKI_CERTS_MAX] = {0};
    size_t n = s->x->n_certs;

    if (n == 1 && !pki_cert_self_signed(s->chain[0]))
        return err_set(s->e, ERR_USAGE,
                       "give the certificate of the issuer after that of the "
                       "signer in the file of --cert: the status of the one is "
                       "asked by the other");
    if (s->ask->crl && add_list(said, s, v, s->ask->crl))
        return -1;
    for (size_t i = 0; i + 1 < n; i++) {
        if (!said[i] && add_signer_status(said, s, v, i))
            return -1;
    }
    return 0;
}

int stamp_tsa_statuses(struct stamping *s, struct xades_values *v,
                       const struct tstoken *t)
{
    struct pki_cert *const *chain;
    size_t n = tstoken_chain(&chain, t);

    for (size_t i = 0; i + 1 < n; i++) {
        const char *url = NULL;

        if (ocspresp_url(&url, chain[i], &s->x->arena, s->e) ||
            (url && add_response(s, v, url, chain[i], chain[i + 1])))
            return -1;
    }
    return 0;
}
