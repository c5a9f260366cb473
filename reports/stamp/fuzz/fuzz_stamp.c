/* The first byte says what the rest is: 't' a time-stamp token, 'r' the answer
 * of a time-stamping authority, 'c' a certificate (after its length in two
 * bytes) and a revocation list about it, else a status response, judged for the
 * certificates that it carries. A failure has a reason, and a token that was
 * read has a chain and a time. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "reports/stamp/crl.h"
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

static void try_list(const uint8_t *data, size_t size)
{
    struct certstatus s = {0};
    struct pki_der taken = {0};
    struct pki_cert *c;
    struct arena a = {0};
    struct err e = {0};
    struct err why = {0};
    const char *url = NULL;
    size_t n;

    if (size < 2)
        return;
    n = (size_t)data[0] << 8 | data[1];
    if (n > size - 2)
        return;
    c = pki_cert_read(&(struct pki_der){data + 2, n}, &e);
    data += 2 + n;
    size -= 2 + n;
    if (c) {
        check(crl_check(&s, &(struct pki_der){data, size}, c, c, &e), &e);
        if (e.code == ERR_NONE && s.until < s.updated)
            abort();
        check(crl_url(&url, c, &a, &why), &why);
    }
    pki_cert_free(c);
    why = (struct err){0};
    check(crl_take(&taken, data, size, &a, &why), &why);
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
    else if (data[0] == 'c')
        try_list(data + 1, size - 1);
    else
        try_status(&der);
    return 0;
}
