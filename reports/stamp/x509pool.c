#include "reports/stamp/x509pool.h"

#include <string.h>
#include <time.h>

#include <openssl/asn1.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/err.h"
#include "reports/seal/pki_internal.h"

int x509pool_init(struct x509pool *p, struct err *e)
{
    p->all = sk_X509_new_null();
    return p->all ? 0 : err_nomem(e);
}

void x509pool_release(struct x509pool *p)
{
    sk_X509_pop_free(p->all, X509_free);
    p->all = NULL;
}

/* Takes over `c`. */
static int take(struct x509pool *p, X509 *c, struct err *e)
{
    if (sk_X509_num(p->all) >= X509POOL_MAX) {
        X509_free(c);
        return err_set(e, ERR_LIMIT, "more than %d certificates", X509POOL_MAX);
    }
    if (sk_X509_push(p->all, c) > 0)
        return 0;
    X509_free(c);
    return err_nomem(e);
}

int x509pool_add(struct x509pool *p, const STACK_OF(X509) * more, struct err *e)
{
    for (int i = 0; i < sk_X509_num(more); i++) {
        X509 *c = sk_X509_value(more, i);

        if (X509_up_ref(c) != 1)
            return err_nomem(e);
        if (take(p, c, e))
            return -1;
    }
    return 0;
}

int x509pool_add_der(struct x509pool *p, const struct pki_der *der, size_t n,
                     struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        struct pki_cert *c = pki_cert_read(&der[i], e);
        X509 *x509;

        if (!c)
            return -1;
        x509 = c->x509;
        if (X509_up_ref(x509) != 1) {
            pki_cert_free(c);
            return err_nomem(e);
        }
        pki_cert_free(c);
        if (take(p, x509, e))
            return -1;
    }
    return 0;
}

static X509 *issuer_of(const struct x509pool *p, X509 *c)
{
    X509 *found = NULL;

    if (X509_self_signed(c, 0) == 1)
        return NULL;
    for (int i = 0; i < sk_X509_num(p->all) && !found; i++) {
        X509 *other = sk_X509_value(p->all, i);

        if (X509_cmp(other, c) != 0 &&
            X509_check_issued(other, c) == X509_V_OK &&
            X509_verify(c, X509_get0_pubkey(other)) == 1)
            found = other;
    }
    ERR_clear_error();
    return found;
}

int x509pool_chain(struct pki_cert *out[PKI_CERTS_MAX], size_t *n,
                   const struct x509pool *p, X509 *leaf, struct err *e)
{
    *n = 0;
    for (X509 *c = leaf; c && *n < PKI_CERTS_MAX; c = issuer_of(p, c)) {
        if (X509_up_ref(c) != 1)
            return err_nomem(e);
        out[*n] = pki_cert_take(c, e);
        if (!out[*n])
            return -1;
        (*n)++;
    }
    return 0;
}

static int is_there(const struct pki_der *list, size_t n,
                    const unsigned char *p, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (list[i].n == len && memcmp(list[i].p, p, len) == 0)
            return 1;
    return 0;
}

static int add_der(struct pki_der *out, size_t *n, size_t max, X509 *c,
                   struct arena *a, struct err *e)
{
    unsigned char *der = NULL;
    int len = i2d_X509(c, &der);
    unsigned char *copy = NULL;
    int rc = -1;

    if (len <= 0)
        return err_nomem(e);
    if (is_there(out, *n, der, (size_t)len)) {
        rc = 0;
    } else if (*n == max) {
        err_set(e, ERR_LIMIT, "more than %zu certificates", max);
    } else if ((copy = arena_alloc(a, (size_t)len, e))) {
        memcpy(copy, der, (size_t)len);
        out[(*n)++] = (struct pki_der){copy, (size_t)len};
        rc = 0;
    }
    OPENSSL_free(der);
    return rc;
}

int x509pool_der(struct pki_der *out, size_t *n, size_t max,
                 const STACK_OF(X509) * certs, struct arena *a, struct err *e)
{
    for (int i = 0; i < sk_X509_num(certs); i++) {
        if (add_der(out, n, max, sk_X509_value(certs, i), a, e))
            return -1;
    }
    return 0;
}

int x509pool_time(int64_t *out, const ASN1_TIME *t)
{
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days = 0;
    int seconds = 0;
    int rc = -1;

    if (epoch && ASN1_TIME_diff(&days, &seconds, epoch, t) == 1 && days >= 0 &&
        seconds >= 0) {
        *out = (int64_t)days * 86400 + seconds;
        rc = 0;
    }
    ASN1_TIME_free(epoch);
    ERR_clear_error();
    return rc;
}
