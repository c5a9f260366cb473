#include "reports/export/dsse.h"

#include <string.h>

#include <openssl/bn.h>
#include <openssl/ecdsa.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "reports/export/jsonout.h"
#include "reports/seal/b64.h"
#include "reports/seal/pki.h"

void dsse_pae(struct buf *out, const char *type, const void *payload, size_t n)
{
    buf_printf(out, "DSSEv1 %zu %s %zu ", strlen(type), type, n);
    buf_add(out, payload, n);
}

/* r||s as SEQUENCE { INTEGER r, INTEGER s }. */
static int to_der(struct buf *out, const unsigned char *raw, size_t n,
                  struct err *e)
{
    ECDSA_SIG *sig = ECDSA_SIG_new();
    BIGNUM *r = BN_bin2bn(raw, (int)(n / 2), NULL);
    BIGNUM *s = BN_bin2bn(raw + n / 2, (int)(n / 2), NULL);
    unsigned char der[PKI_SIGNATURE_MAX];
    unsigned char *at = der;
    int len = -1;

    if (sig && r && s && ECDSA_SIG_set0(sig, r, s) == 1) {
        r = s = NULL; /* the signature's now */
        len = i2d_ECDSA_SIG(sig, NULL);
        if (len > 0 && (size_t)len <= sizeof(der))
            len = i2d_ECDSA_SIG(sig, &at);
    }
    if (len > 0)
        buf_add(out, der, (size_t)len);
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(sig);
    return len > 0 ? 0 : err_nomem(e);
}

static int sign(struct buf *sig, const struct pki_signer *signer,
                const char *type, const struct buf *payload, struct err *e)
{
    unsigned char raw[PKI_SIGNATURE_MAX];
    struct buf pae;
    size_t n = 0;
    int rc = -1;

    buf_init(&pae, payload->n + 256);
    dsse_pae(&pae, type, payload->s, payload->n);
    if (buf_check(&pae, e) || pki_sign(raw, &n, signer, pae.s, pae.n, e))
        goto done;
    if (pki_signer_alg(signer) == PKI_RSA)
        buf_add(sig, raw, n);
    else if (to_der(sig, raw, n, e))
        goto done;
    rc = buf_check(sig, e);
done:
    buf_release(&pae);
    return rc;
}

static json_t *base64(const void *bytes, size_t n)
{
    struct buf text;
    json_t *v;

    buf_init(&text, n / 3 * 4 + 8);
    b64_write(&text, bytes, n);
    v = text.failed ? NULL : json_stringn(text.s ? text.s : "", text.n);
    buf_release(&text);
    return v;
}

int dsse_write(struct buf *out, const char *type, const struct buf *payload,
               const struct pki_signer *signer, struct err *e)
{
    const struct pki_der *chain;
    char keyid[DIGEST_HEX_MAX];
    struct jsonout j = {0};
    struct buf sig;
    json_t *one = NULL;
    json_t *list = NULL;
    json_t *root = NULL;
    int rc = -1;

    buf_init(&sig, PKI_SIGNATURE_MAX);
    (void)pki_signer_chain(&chain, signer);
    if (digest_hex_of(keyid, DIGEST_SHA256, chain[0].p, chain[0].n, e) ||
        sign(&sig, signer, type, payload, e))
        goto done;
    one = json_object();
    list = json_array();
    root = json_object();
    jsonout_text(&j, one, "keyid", keyid);
    jsonout_set(&j, one, "sig", base64(sig.s, sig.n));
    jsonout_add(&j, list, one);
    jsonout_set(&j, root, "signatures", list);
    jsonout_text(&j, root, "payloadType", type);
    jsonout_set(&j, root, "payload", base64(payload->s, payload->n));
    rc = jsonout_write(out, &j, root, false, e);
done:
    buf_release(&sig);
    return rc;
}
