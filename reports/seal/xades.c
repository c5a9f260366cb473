/* The writer, the signing and the cryptographic check; the reader is in
 * xades_read.c. */
#include "reports/seal/xades.h"

#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "reports/seal/b64.h"
#include "reports/seal/c14n.h"
#include "reports/seal/xades_internal.h"

static const char *const signed_info[] = {"XAdESSignatures", "Signature",
                                          "SignedInfo", NULL};
static const char *const signed_properties[] = {
    "XAdESSignatures",      "Signature",        "Object",
    "QualifyingProperties", "SignedProperties", NULL};

static void write_refs(struct buf *out, const struct xades *x)
{
    for (size_t i = 0; i < x->n_refs; i++) {
        buf_str(out, X_REF_ID);
        buf_i64(out, (int64_t)i);
        buf_str(out, X_REF_URI);
        buf_str(out, x->refs[i].name);
        buf_str(out, X_REF_DIGEST URI_SHA256 X_DIGEST_VALUE);
        b64_write(out, x->refs[i].sha256, XADES_DIGEST);
        buf_str(out, X_REF_END);
    }
    buf_str(out, X_PROPS_REF URI_C14N X_PROPS_DIGEST URI_SHA256 X_DIGEST_VALUE);
    b64_write(out, x->properties_sha256, XADES_DIGEST);
    buf_str(out, X_REF_END);
}

static void write_properties(struct buf *out, const struct xades *x)
{
    buf_str(out, X_PROPS);
    buf_str(out, x->signing_time);
    buf_str(out, X_CERT_DIGESTS);
    for (size_t i = 0; i < x->n_certs; i++) {
        buf_str(out, X_CERT_DIGEST URI_SHA256 X_DIGEST_VALUE);
        b64_write(out, x->cert_sha256[i], XADES_DIGEST);
        buf_str(out, X_CERT_DIGEST_END);
    }
    buf_str(out, X_FORMATS);
    for (size_t i = 0; i < x->n_refs; i++) {
        buf_str(out, X_FORMAT_ID);
        buf_i64(out, (int64_t)i);
        buf_str(out, X_FORMAT_TYPE);
        buf_str(out, x->refs[i].media_type);
        buf_str(out, X_FORMAT_END);
    }
}

void xades_write(struct buf *out, const struct xades *x)
{
    buf_str(out, X_HEAD URI_C14N X_METHOD);
    buf_str(out, pki_alg_uri(x->alg));
    buf_str(out, X_REFS);
    write_refs(out, x);
    buf_str(out, X_SIGNATURE);
    b64_write(out, x->signature, x->signature_len);
    buf_str(out, X_KEYINFO);
    for (size_t i = 0; i < x->n_certs; i++) {
        buf_str(out, X_CERT);
        b64_write(out, x->certs[i].p, x->certs[i].n);
        buf_str(out, X_CERT_END);
    }
    write_properties(out, x);
    buf_str(out, X_SIGNED_END);
    xades_write_time(out, x);
    buf_str(out, X_TAIL);
}

/* The canonical form of one part of the file that `x` makes. */
static int canonical(struct buf *out, const struct xades *x,
                     const char *const *path, struct err *e)
{
    struct buf text = {0};
    int rc = -1;

    buf_init(&text, XADES_BYTES_MAX);
    xades_write(&text, x);
    buf_clear(out);
    if (buf_check(&text, e) == 0)
        rc = c14n_element(out, text.s, text.n, path, e);
    buf_release(&text);
    return rc;
}

static int digest_certs(struct xades *x, struct err *e)
{
    unsigned char md[DIGEST_BYTES_MAX];

    for (size_t i = 0; i < x->n_certs; i++) {
        if (digest_of(md, DIGEST_SHA256, x->certs[i].p, x->certs[i].n, e))
            return -1;
        memcpy(x->cert_sha256[i], md, XADES_DIGEST);
    }
    return 0;
}

int xades_sign(struct buf *out, struct xades *x, const struct pki_signer *s,
               struct err *e)
{
    unsigned char md[DIGEST_BYTES_MAX];
    const struct pki_der *certs;
    struct buf part = {0};
    int rc = -1;

    buf_init(&part, XADES_BYTES_MAX);
    x->alg = pki_signer_alg(s);
    x->n_certs = pki_signer_chain(&certs, s);
    memcpy(x->certs, certs, x->n_certs * sizeof *certs);
    x->signature_len = 0;
    if (digest_certs(x, e))
        goto done;
    if (canonical(&part, x, signed_properties, e) ||
        digest_of(md, DIGEST_SHA256, part.s, part.n, e))
        goto done;
    memcpy(x->properties_sha256, md, XADES_DIGEST);
    if (canonical(&part, x, signed_info, e) ||
        pki_sign(x->signature, &x->signature_len, s, part.s, part.n, e))
        goto done;
    xades_write(out, x);
    rc = buf_check(out, e);
done:
    buf_release(&part);
    return rc;
}

static int check_certs(const struct xades *x, struct err *e)
{
    unsigned char md[DIGEST_BYTES_MAX];

    for (size_t i = 0; i < x->n_certs; i++) {
        if (digest_of(md, DIGEST_SHA256, x->certs[i].p, x->certs[i].n, e))
            return -1;
        if (memcmp(md, x->cert_sha256[i], XADES_DIGEST) != 0)
            return err_set(e, ERR_REFUSED,
                           "certificate %zu is not the one that the signer "
                           "signed",
                           i + 1);
    }
    return 0;
}

static int check_properties(const struct xades *x, const char *text, size_t len,
                            struct err *e)
{
    unsigned char md[DIGEST_BYTES_MAX];
    struct buf part = {0};
    int rc = -1;

    buf_init(&part, XADES_BYTES_MAX);
    if (c14n_element(&part, text, len, signed_properties, e) ||
        digest_of(md, DIGEST_SHA256, part.s, part.n, e))
        goto done;
    if (memcmp(md, x->properties_sha256, XADES_DIGEST) != 0)
        err_set(e, ERR_REFUSED,
                "the signed properties were altered: claimed time, "
                "certificate or media types");
    else
        rc = 0;
done:
    buf_release(&part);
    return rc;
}

static int check_signature(const struct xades *x, const struct pki_cert *leaf,
                           const char *text, size_t len, struct err *e)
{
    struct buf part = {0};
    int rc = -1;

    buf_init(&part, XADES_BYTES_MAX);
    if (c14n_element(&part, text, len, signed_info, e) == 0)
        rc = pki_verify(leaf, x->alg, x->signature, x->signature_len, part.s,
                        part.n, e);
    buf_release(&part);
    return rc;
}

int xades_check(struct pki_cert *chain[PKI_CERTS_MAX], const struct xades *x,
                const char *text, size_t len, struct err *e)
{
    int64_t time = 0;

    if (check_certs(x, e))
        return -1;
    for (size_t i = 0; i < x->n_certs; i++) {
        chain[i] = pki_cert_read(&x->certs[i], e);
        if (!chain[i])
            goto fail;
    }
    if (pki_chain_check(chain, x->n_certs, e) ||
        pki_time(&time, x->signing_time, e) ||
        pki_cert_usable(chain[0], time, e) ||
        check_properties(x, text, len, e) ||
        check_signature(x, chain[0], text, len, e))
        goto fail;
    return 0;
fail:
    pki_chain_free(chain, x->n_certs);
    return -1;
}
