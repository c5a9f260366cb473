/* The unsigned properties: what is written of them, what is read, and what
 * their time stamps are over. */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/b64.h"
#include "reports/seal/c14n.h"
#include "reports/seal/seal.h"
#include "reports/seal/xades.h"
#include "reports/seal/xades_internal.h"

/* --- writing ------------------------------------------------------------ */

static void write_list(struct buf *out, const struct pki_der *a, size_t n,
                       const char *beg, const char *end)
{
    for (size_t i = 0; i < n; i++) {
        buf_str(out, beg);
        b64_write(out, a[i].p, a[i].n);
        buf_str(out, end);
    }
}

static bool has_revocations(const struct xades_values *v)
{
    return v->n_crls > 0 || v->n_ocsp > 0;
}

static void write_values(struct buf *out, const struct xades_values *v)
{
    if (v->n_certs > 0) {
        buf_str(out, X_CERTS);
        write_list(out, v->certs, v->n_certs, X_VALUE, X_VALUE_END);
        buf_str(out, X_CERTS_END);
    }
    if (!has_revocations(v))
        return;
    buf_str(out, X_REVOCATIONS);
    if (v->n_crls > 0) {
        buf_str(out, X_CRLS);
        write_list(out, v->crls, v->n_crls, X_CRL, X_CRL_END);
        buf_str(out, X_CRLS_END);
    }
    if (v->n_ocsp > 0) {
        buf_str(out, X_OCSPS);
        write_list(out, v->ocsp, v->n_ocsp, X_OCSP, X_OCSP_END);
        buf_str(out, X_OCSPS_END);
    }
    buf_str(out, X_REVOCATIONS_END);
}

static bool is_empty(const struct xades_values *v)
{
    return v->n_certs == 0 && !has_revocations(v);
}

static void write_archive(struct buf *out, const struct xades_archive *a,
                          size_t k)
{
    if (!is_empty(&a->values)) {
        buf_str(out, X_BEFORE);
        write_values(out, &a->values);
        buf_str(out, X_BEFORE_END);
    }
    buf_str(out, X_ARCHIVE);
    buf_i64(out, (int64_t)k);
    buf_str(out, X_ARCHIVE_C14N URI_C14N X_TOKEN);
    b64_write(out, a->token.p, a->token.n);
    buf_str(out, X_TOKEN_END X_ARCHIVE_END);
}

void xades_write_time(struct buf *out, const struct xades *x)
{
    const struct xades_time *t = &x->time;

    if (t->token.n == 0)
        return;
    buf_str(out, X_TIME URI_C14N X_TOKEN);
    b64_write(out, t->token.p, t->token.n);
    buf_str(out, X_TOKEN_END X_TIME_END);
    write_values(out, &t->values);
    for (size_t k = 0; k < t->n_archives; k++)
        write_archive(out, &t->archives[k], k);
    buf_str(out, X_UNSIGNED_END);
}

/* --- reading ------------------------------------------------------------ */

static int too_many(struct err *e)
{
    return err_set(e, ERR_LIMIT,
                   "the signature file holds more than %d certificates or "
                   "status responses for one time stamp",
                   XADES_VALUES_MAX);
}

static int read_certs(struct xades_values *v, struct xades_cursor *c,
                      struct err *e)
{
    if (!xades_is_at(c, X_CERTS))
        return 0;
    if (xades_want(c, X_CERTS, e))
        return -1;
    do {
        if (v->n_certs == XADES_VALUES_MAX)
            return too_many(e);
        if (xades_want(c, X_VALUE, e) ||
            xades_der(&v->certs[v->n_certs], c, PKI_CERT_BYTES_MAX, e) ||
            xades_want(c, X_VALUE_END, e))
            return -1;
        v->n_certs++;
    } while (xades_is_at(c, X_VALUE));
    return xades_want(c, X_CERTS_END, e);
}

static int read_crls(struct xades_values *v, struct xades_cursor *c,
                     struct err *e)
{
    if (xades_want(c, X_CRLS, e))
        return -1;
    do {
        if (v->n_crls == XADES_CRLS_MAX)
            return err_set(e, ERR_LIMIT,
                           "the signature file holds more than %d revocation "
                           "lists for one time stamp",
                           XADES_CRLS_MAX);
        if (xades_want(c, X_CRL, e) ||
            xades_der(&v->crls[v->n_crls], c, XADES_CRL_MAX, e) ||
            xades_want(c, X_CRL_END, e))
            return -1;
        v->n_crls++;
    } while (xades_is_at(c, X_CRL));
    return xades_want(c, X_CRLS_END, e);
}

static int read_ocsps(struct xades_values *v, struct xades_cursor *c,
                      struct err *e)
{
    if (xades_want(c, X_OCSPS, e))
        return -1;
    do {
        if (v->n_ocsp == XADES_VALUES_MAX)
            return too_many(e);
        if (xades_want(c, X_OCSP, e) ||
            xades_der(&v->ocsp[v->n_ocsp], c, XADES_TOKEN_MAX, e) ||
            xades_want(c, X_OCSP_END, e))
            return -1;
        v->n_ocsp++;
    } while (xades_is_at(c, X_OCSP));
    return xades_want(c, X_OCSPS_END, e);
}

static int read_values(struct xades_values *v, struct xades_cursor *c,
                       struct err *e)
{
    if (read_certs(v, c, e))
        return -1;
    if (!xades_is_at(c, X_REVOCATIONS))
        return 0;
    if (xades_want(c, X_REVOCATIONS, e) ||
        (xades_is_at(c, X_CRLS) && read_crls(v, c, e)))
        return -1;
    /* One of the two at least. */
    if ((v->n_crls == 0 || xades_is_at(c, X_OCSPS)) && read_ocsps(v, c, e))
        return -1;
    return xades_want(c, X_REVOCATIONS_END, e);
}

static int read_token(struct pki_der *out, struct xades_cursor *c,
                      struct err *e)
{
    if (xades_algorithm(c, URI_C14N, e) || xades_want(c, X_TOKEN, e) ||
        xades_der(out, c, XADES_TOKEN_MAX, e))
        return -1;
    return xades_want(c, X_TOKEN_END, e);
}

static int read_archive(struct xades_archive *a, struct xades_cursor *c,
                        size_t k, struct err *e)
{
    if (xades_is_at(c, X_BEFORE)) {
        if (xades_want(c, X_BEFORE, e) || read_values(&a->values, c, e) ||
            xades_want(c, X_BEFORE_END, e))
            return -1;
    }
    if (xades_want(c, X_ARCHIVE, e) || xades_index(c, k, e) ||
        xades_want(c, X_ARCHIVE_C14N, e) || read_token(&a->token, c, e))
        return -1;
    return xades_want(c, X_ARCHIVE_END, e);
}

static int read_archives(struct xades_cursor *c, struct err *e)
{
    struct xades_time *t = &c->x->time;
    size_t cap = 0;

    while (xades_is_at(c, X_BEFORE) || xades_is_at(c, X_ARCHIVE)) {
        struct xades_archive *a;

        if (t->n_archives == XADES_ARCHIVES_MAX)
            return err_set(e, ERR_LIMIT,
                           "a signature has at most %d archive time stamps",
                           XADES_ARCHIVES_MAX);
        a = arena_push(&c->x->arena, &t->archives, &t->n_archives, &cap,
                       sizeof *a, e);
        if (!a || read_archive(a, c, t->n_archives - 1, e))
            return -1;
    }
    return 0;
}

int xades_read_time(struct xades_cursor *c, struct err *e)
{
    struct xades_time *t = &c->x->time;

    if (!xades_is_at(c, X_TIME))
        return 0;
    if (xades_want(c, X_TIME, e) || read_token(&t->token, c, e) ||
        xades_want(c, X_TIME_END, e) || read_values(&t->values, c, e) ||
        read_archives(c, e))
        return -1;
    return xades_want(c, X_UNSIGNED_END, e);
}

/* --- what time stamps are over ------------------------------------------ */

#define SIGNATURE "XAdESSignatures", "Signature"

static const char *const signature_value[] = {SIGNATURE, "SignatureValue",
                                              NULL};
static const char *const unsigned_properties[] = {SIGNATURE,
                                                  "Object",
                                                  "QualifyingProperties",
                                                  "UnsignedProperties",
                                                  "UnsignedSignatureProperties",
                                                  NULL};

static int write_whole(struct buf *out, const struct xades *x, struct err *e)
{
    buf_init(out, XADES_BYTES_MAX);
    xades_write(out, x);
    return buf_check(out, e);
}

int xades_imprint(unsigned char out[DIGEST_BYTES_MAX], enum digest_kind kind,
                  const struct xades *x, struct err *e)
{
    struct buf text = {0};
    struct buf part = {0};
    int rc = -1;

    buf_init(&part, XADES_BYTES_MAX);
    if (write_whole(&text, x, e) == 0 &&
        c14n_element(&part, text.s, text.n, signature_value, e) == 0)
        rc = digest_of(out, kind, part.s, part.n, e);
    buf_release(&part);
    buf_release(&text);
    return rc;
}

/* How many elements stand before archive time stamp `k`. */
static size_t n_before(const struct xades_time *t, size_t k)
{
    size_t n = 1;

    if (t->values.n_certs > 0)
        n++;
    if (has_revocations(&t->values))
        n++;
    for (size_t i = 0; i <= k; i++)
        if (!is_empty(&t->archives[i].values))
            n++;
    return n + k;
}

static int add_parts(struct digest *d, const struct xades *x, size_t k,
                     struct err *e)
{
    static const char *const properties[] = {
        SIGNATURE, "Object", "QualifyingProperties", "SignedProperties", NULL};
    static const char *const info[] = {SIGNATURE, "SignedInfo", NULL};
    static const char *const keys[] = {SIGNATURE, "KeyInfo", NULL};
    const char *const *const order[] = {properties, info, signature_value,
                                        keys};
    struct buf text = {0};
    struct buf part = {0};
    int rc = -1;

    buf_init(&part, 2 * XADES_BYTES_MAX);
    if (write_whole(&text, x, e))
        goto done;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        buf_clear(&part);
        if (c14n_element(&part, text.s, text.n, order[i], e) ||
            digest_add(d, part.s, part.n, e))
            goto done;
    }
    buf_clear(&part);
    if (c14n_children(&part, text.s, text.n, unsigned_properties,
                      n_before(&x->time, k), e) == 0)
        rc = digest_add(d, part.s, part.n, e);
done:
    buf_release(&part);
    buf_release(&text);
    return rc;
}

int xades_archive_imprint(unsigned char out[DIGEST_BYTES_MAX],
                          enum digest_kind kind, const struct xades *x,
                          size_t k, const struct seal_member *members,
                          struct err *e)
{
    struct digest *d = digest_new(kind, e);
    int rc = -1;

    if (!d)
        return -1;
    for (size_t i = 0; i < x->n_refs; i++) {
        if (digest_add(d, members[i].data, members[i].len, e))
            goto done;
    }
    if (add_parts(d, x, k, e) == 0)
        rc = digest_end(out, d, e);
done:
    digest_free(d);
    return rc;
}
