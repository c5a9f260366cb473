/* The first byte says what the rest is: 't' a time-stamp token, 'r' the answer
 * of a time-stamping authority, else a status response, judged for the
 * certificates that it carries. A failure has a reason, and a token that was
 * read has a chain and a time. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "reports/stamp/ocspresp.h"
#include "reports/stamp/tsrequest.h"
#include "reports/stamp/tstoken.h"

#define CERTS_MAX 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(int rc, const struct err *e)
{
    if ((rc == 0) != (e->code == ERR_NONE))
        abort(); /* a failure without a reason, or the reverse */
}

static void try_token(const struct pki_der *der)
{
    struct pki_der certs[CERTS_MAX];
    struct pki_cert *const *chain = NULL;
    struct arena a = {0};
    struct err e = {0};
    struct tstoken *t = tstoken_read(der, NULL, &e);
    size_t n = 0;

    check(t ? 0 : -1, &e);
    if (t &&
        (tstoken_chain(&chain, t) == 0 || !chain[0] || tstoken_time(t) < 0))
        abort();
    if (t)
        check(tstoken_certs(certs, &n, CERTS_MAX, t, &a, &e), &e);
    tstoken_free(t);
    arena_release(&a);
}

static void try_answer(const struct pki_der *der)
{
    static const unsigned char zeros[DIGEST_BYTES_MAX];
    struct pki_der token = {0};
    struct arena a = {0};
    struct err e = {0};

    check(tsrequest_token(&token, der, zeros, DIGEST_SHA256, zeros, &a, &e),
          &e);
    arena_release(&a);
}

static void try_status(const struct pki_der *der)
{
    struct pki_der certs[CERTS_MAX];
    struct certstatus s = {0};
    struct pki_cert *c = NULL;
    struct arena a = {0};
    struct err e = {0};
    size_t n = 0;
    int rc = ocspresp_certs(certs, &n, CERTS_MAX, der, &a, &e);

    check(rc, &e);
    if (rc == 0 && n > 0)
        c = pki_cert_read(&certs[0], &e);
    if (c)
        check(ocspresp_check(&s, der, c, c, &e), &e);
    pki_cert_free(c);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pki_der der = {data + 1, size - 1};

    if (size < 2)
        return 0;
    if (data[0] == 't')
        try_token(&der);
    else if (data[0] == 'r')
        try_answer(&der);
    else
        try_status(&der);
    return 0;
}
