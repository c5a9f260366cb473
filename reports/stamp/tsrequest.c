#include "reports/stamp/tsrequest.h"

#include <stdbool.h>
#include <string.h>

#include <openssl/asn1.h>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pkcs7.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "net/http.h"
#include "reports/seal/xades.h"
#include "reports/stamp/tstoken.h"

static int nid_of(enum digest_kind kind)
{
    switch (kind) {
    case DIGEST_SHA384:
        return NID_sha384;
    case DIGEST_SHA512:
        return NID_sha512;
    case DIGEST_SHA256:
    case DIGEST_MD5: /* nobody asks for it */
        break;
    }
    return NID_sha256;
}

static int keep(struct pki_der *out, unsigned char *der, int len,
                struct arena *a, struct err *e)
{
    unsigned char *copy = NULL;

    if (len > 0)
        copy = arena_alloc(a, (size_t)len, e);
    else
        err_nomem(e);
    if (copy) {
        memcpy(copy, der, (size_t)len);
        *out = (struct pki_der){copy, (size_t)len};
    }
    OPENSSL_free(der);
    return copy ? 0 : -1;
}

/* --- the request -------------------------------------------------------- */

static bool set_imprint(TS_REQ *r, enum digest_kind kind,
                        const unsigned char *md)
{
    TS_MSG_IMPRINT *m = TS_MSG_IMPRINT_new();
    X509_ALGOR *alg = X509_ALGOR_new();
    unsigned char copy[DIGEST_BYTES_MAX];
    bool done;

    memcpy(copy, md, digest_size(kind));
    done = m && alg &&
           X509_ALGOR_set0(alg, OBJ_nid2obj(nid_of(kind)), V_ASN1_NULL, NULL) ==
               1 &&
           TS_MSG_IMPRINT_set_algo(m, alg) == 1 &&
           TS_MSG_IMPRINT_set_msg(m, copy, (int)digest_size(kind)) == 1 &&
           TS_REQ_set_msg_imprint(r, m) == 1;
    X509_ALGOR_free(alg);
    TS_MSG_IMPRINT_free(m);
    return done;
}

static bool set_nonce(TS_REQ *r, unsigned char nonce[TSREQUEST_NONCE])
{
    ASN1_INTEGER *n = NULL;
    BIGNUM *b = NULL;
    bool done = false;

    if (RAND_bytes(nonce, TSREQUEST_NONCE) != 1)
        return false;
    nonce[0] = (unsigned char)((nonce[0] & 0x3f) | 0x40); /* positive, full */
    b = BN_bin2bn(nonce, TSREQUEST_NONCE, NULL);
    n = b ? BN_to_ASN1_INTEGER(b, NULL) : NULL;
    if (n)
        done = TS_REQ_set_nonce(r, n) == 1;
    ASN1_INTEGER_free(n);
    BN_free(b);
    return done;
}

int tsrequest_make(struct pki_der *out, unsigned char nonce[TSREQUEST_NONCE],
                   enum digest_kind kind, const unsigned char *md,
                   struct arena *a, struct err *e)
{
    TS_REQ *r = TS_REQ_new();
    unsigned char *der = NULL;
    int len = 0;

    if (r && TS_REQ_set_version(r, 1) == 1 && set_imprint(r, kind, md) &&
        set_nonce(r, nonce) && TS_REQ_set_cert_req(r, 1) == 1)
        len = i2d_TS_REQ(r, &der);
    TS_REQ_free(r);
    ERR_clear_error();
    return keep(out, der, len, a, e);
}

/* --- the response ------------------------------------------------------- */

/* The authority's own words, when it gives any. */
static void say_status(char out[160], TS_STATUS_INFO *s)
{
    const STACK_OF(ASN1_UTF8STRING) *texts = TS_STATUS_INFO_get0_text(s);
    const ASN1_UTF8STRING *t = sk_ASN1_UTF8STRING_num(texts) > 0
                                   ? sk_ASN1_UTF8STRING_value(texts, 0)
                                   : NULL;
    size_t n = t ? (size_t)ASN1_STRING_length(t) : 0;

    n = n < 159 ? n : 159;
    if (n > 0)
        memcpy(out, ASN1_STRING_get0_data(t), n);
    out[n] = '\0';
    for (char *p = out; *p; p++)
        if (*p < ' ' || *p > '~')
            *p = '?';
}

static int check_status(TS_RESP *r, struct err *e)
{
    TS_STATUS_INFO *s = TS_RESP_get_status_info(r);
    long status = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(s));
    char text[160];

    if (status == TS_STATUS_GRANTED || status == TS_STATUS_GRANTED_WITH_MODS)
        return 0;
    say_status(text, s);
    return err_set(e, ERR_REFUSED,
                   "the authority gives no time stamp: status %ld, %s", status,
                   text);
}

static int check_token(const struct pki_der *token,
                       const unsigned char nonce[TSREQUEST_NONCE],
                       enum digest_kind kind, const unsigned char *md,
                       struct err *e)
{
    struct tstoken *t = tstoken_read(token, NULL, e);
    int rc = -1;

    if (!t)
        return -1;
    if (tstoken_digest(t) != kind)
        err_set(e, ERR_REFUSED,
                "a time stamp is not on this: it was made for something else, "
                "or what it is on was altered");
    else if (tstoken_check(t, md, e) == 0) {
        if (tstoken_nonce_is(t, nonce, TSREQUEST_NONCE))
            rc = 0;
        else
            err_set(e, ERR_REFUSED,
                    "the time stamp answers another question than ours: its "
                    "nonce differs");
    }
    tstoken_free(t);
    return rc;
}

int tsrequest_token(struct pki_der *out, const struct pki_der *response,
                    const unsigned char nonce[TSREQUEST_NONCE],
                    enum digest_kind kind, const unsigned char *md,
                    struct arena *a, struct err *e)
{
    const unsigned char *p = response->p;
    TS_RESP *r = d2i_TS_RESP(NULL, &p, (long)response->n);
    unsigned char *der = NULL;
    struct pki_der token = {0};
    int len;
    int rc = -1;

    if (!r || p != response->p + response->n) {
        err_set(e, ERR_REFUSED,
                "the answer of the time-stamping authority is not well-formed");
        goto done;
    }
    if (check_status(r, e))
        goto done;
    if (!TS_RESP_get_token(r)) {
        err_set(e, ERR_REFUSED,
                "the answer of the time-stamping authority is not well-formed");
        goto done;
    }
    len = i2d_PKCS7(TS_RESP_get_token(r), &der);
    if (keep(&token, der, len, a, e) || check_token(&token, nonce, kind, md, e))
        goto done;
    *out = token;
    rc = 0;
done:
    ERR_clear_error();
    TS_RESP_free(r);
    return rc;
}

int tsrequest_fetch(struct pki_der *out, const char *url, enum digest_kind kind,
                    const unsigned char *md, struct arena *a, struct err *e)
{
    unsigned char nonce[TSREQUEST_NONCE];
    struct pki_der request = {0};
    struct buf answer = {0};
    struct http_ask ask = {
        .url = url,
        .body_type = "application/timestamp-query",
        .want_type = "application/timestamp-reply",
        .seconds = TSREQUEST_SECONDS,
    };
    int rc = -1;

    buf_init(&answer, XADES_TOKEN_MAX);
    if (tsrequest_make(&request, nonce, kind, md, a, e))
        goto done;
    ask.body = request.p;
    ask.len = request.n;
    if (http_fetch(&answer, &ask, e) == 0) {
        struct pki_der got = {(const unsigned char *)answer.s, answer.n};

        rc = tsrequest_token(out, &got, nonce, kind, md, a, e);
    }
done:
    buf_release(&answer);
    return rc;
}
