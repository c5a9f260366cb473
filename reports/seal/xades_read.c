/*
 * A cursor follows the form piece by piece (xades_internal.h) and takes the
 * values that stand between. What commonly goes wrong, or is tried, gets a
 * reason of its own; everything else is "departs from the one form". At the
 * end the text is written again from the values and compared: whatever this
 * reader should have let through by mistake is refused there.
 */
#include "reports/seal/xades.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "base/path.h"
#include "reports/seal/b64.h"
#include "reports/seal/xades_internal.h"

#define TEXT_MAX 1024 /* bytes of one value that is no certificate */

bool xades_is_at(const struct xades_cursor *c, const char *piece)
{
    size_t n = strlen(piece);

    return (size_t)(c->end - c->p) >= n && memcmp(c->p, piece, n) == 0;
}

/* Adds the line to a failure. */
static int at_line(const struct xades_cursor *c, struct err *e)
{
    uint64_t line = 1;

    for (const char *p = c->beg; p < c->p; p++)
        line += *p == '\n';
    return err_at(e, NULL, line, 0);
}

static int departs(const struct xades_cursor *c, const char *piece,
                   struct err *e)
{
    size_t n = strcspn(piece, "\n");

    if (xades_is_at(c, "<ds:Transforms"))
        err_set(e, ERR_REFUSED,
                "the signature file has a transform where none is accepted");
    else if (xades_is_at(c, "<ds:KeyValue") || xades_is_at(c, "<ds:KeyName") ||
             xades_is_at(c, "<ds:RetrievalMethod"))
        err_set(e, ERR_REFUSED,
                "the signature file names its key by something other than a "
                "certificate");
    else if (xades_is_at(c, "<ds:Signature ") && piece[1] == '/')
        err_set(e, ERR_REFUSED, "the signature file holds two signatures");
    else
        err_set(e, ERR_REFUSED,
                "the signature file departs from the one accepted form: here "
                "must stand '%.*s'",
                (int)n, piece);
    return at_line(c, e);
}

/* Where the two first differ, not where the piece begins. */
int xades_want(struct xades_cursor *c, const char *piece, struct err *e)
{
    if (xades_is_at(c, piece)) {
        c->p += strlen(piece);
        return 0;
    }
    for (const char *nl; (nl = strchr(piece, '\n')) && nl[1]; piece = nl + 1) {
        size_t n = (size_t)(nl + 1 - piece);

        if ((size_t)(c->end - c->p) < n || memcmp(c->p, piece, n) != 0)
            break;
        c->p += n;
    }
    return departs(c, *piece == '\n' ? piece + 1 : piece, e);
}

/* All up to `stop`, which is not taken; at most `max` bytes. */
static int value(const char **out, size_t *len, struct xades_cursor *c,
                 char stop, size_t max, struct err *e)
{
    const char *at = memchr(c->p, stop, (size_t)(c->end - c->p));

    if (!at || (size_t)(at - c->p) > max) {
        err_set(e, ERR_REFUSED,
                "a value in the signature file has no end, or is longer than "
                "%zu bytes",
                max);
        return at_line(c, e);
    }
    *out = c->p;
    *len = (size_t)(at - c->p);
    c->p = at;
    return 0;
}

static int text_value(const char **out, struct xades_cursor *c, char stop,
                      struct err *e)
{
    const char *at = NULL;
    size_t n = 0;

    if (value(&at, &n, c, stop, TEXT_MAX, e))
        return -1;
    *out = arena_strndup(&c->x->arena, at, n, e);
    return *out ? 0 : -1;
}

/* An Algorithm attribute that may have one value only. */
int xades_algorithm(struct xades_cursor *c, const char *only, struct err *e)
{
    const char *uri = NULL;

    if (text_value(&uri, c, '"', e))
        return -1;
    if (strcmp(uri, only) == 0)
        return 0;
    err_set(e, ERR_REFUSED, "the algorithm '%.200s' is not accepted here", uri);
    return at_line(c, e);
}

static int signature_method(struct xades_cursor *c, struct err *e)
{
    const char *uri = NULL;

    if (text_value(&uri, c, '"', e))
        return -1;
    if (pki_alg_parse(&c->x->alg, uri) == 0)
        return 0;
    err_set(e, ERR_REFUSED, "the algorithm '%.200s' is not accepted here", uri);
    return at_line(c, e);
}

static int bytes(unsigned char *out, size_t *len, struct xades_cursor *c,
                 size_t max, struct err *e)
{
    const char *at = NULL;
    size_t n = 0;
    long got;

    if (value(&at, &n, c, '<', (max + 2) / 3 * 4, e))
        return -1;
    got = b64_read(out, max, at, n);
    if (got < 0) {
        err_set(e, ERR_REFUSED,
                "a value in the signature file is not plain base64");
        return at_line(c, e);
    }
    *len = (size_t)got;
    return 0;
}

static int digest_value(unsigned char out[XADES_DIGEST], struct xades_cursor *c,
                        struct err *e)
{
    size_t n = 0;

    if (xades_algorithm(c, URI_SHA256, e) || xades_want(c, X_DIGEST_VALUE, e) ||
        bytes(out, &n, c, XADES_DIGEST, e))
        return -1;
    if (n == XADES_DIGEST)
        return 0;
    err_set(e, ERR_REFUSED,
            "a digest in the signature file has %zu bytes, "
            "not %d",
            n, XADES_DIGEST);
    return at_line(c, e);
}

/* The number of a member: its place in the list, nothing else. */
int xades_index(struct xades_cursor *c, size_t only, struct err *e)
{
    struct err why = {0};
    int64_t n;

    if (num_parse(&n, &c->p, c->end, XADES_REFS_MAX, &why) == 0 &&
        (size_t)n == only)
        return 0;
    err_set(e, ERR_REFUSED,
            "the references of the signature file are not numbered in order");
    return at_line(c, e);
}

int xades_check_media_type(const char *text, struct err *e)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz"
                                  "0123456789.+-/";

    if (*text && strlen(text) < 128 && strspn(text, allowed) == strlen(text))
        return 0;
    return err_set(e, ERR_REFUSED, "'%.100s' is not a media type", text);
}

static int read_ref(struct xades_cursor *c, struct err *e)
{
    struct xades *x = c->x;
    struct xades_ref *ref;
    struct err why = {0};

    if (x->n_refs == XADES_REFS_MAX)
        return err_set(e, ERR_LIMIT,
                       "the signature has more than %d "
                       "references",
                       XADES_REFS_MAX);
    ref = arena_push(&x->arena, &x->refs, &x->n_refs, &c->cap, sizeof *ref, e);
    if (!ref || xades_index(c, x->n_refs - 1, e) ||
        xades_want(c, X_REF_URI, e) || text_value(&ref->name, c, '"', e))
        return -1;
    if (path_check_name(ref->name, &why)) {
        err_set(e, ERR_REFUSED,
                "a reference of the signature does not lead to a member: "
                "'%.200s'",
                ref->name);
        return at_line(c, e);
    }
    if (xades_want(c, X_REF_DIGEST, e) || digest_value(ref->sha256, c, e))
        return -1;
    return xades_want(c, X_REF_END, e);
}

static int read_signed_info(struct xades_cursor *c, struct err *e)
{
    if (xades_want(c, X_HEAD, e) || xades_algorithm(c, URI_C14N, e) ||
        xades_want(c, X_METHOD, e) || signature_method(c, e) ||
        xades_want(c, X_REFS, e))
        return -1;
    while (xades_is_at(c, X_REF_ID)) {
        c->p += strlen(X_REF_ID);
        if (read_ref(c, e))
            return -1;
    }
    if (xades_want(c, X_PROPS_REF, e) || xades_algorithm(c, URI_C14N, e) ||
        xades_want(c, X_PROPS_DIGEST, e) ||
        digest_value(c->x->properties_sha256, c, e))
        return -1;
    return xades_want(c, X_REF_END, e);
}

int xades_der(struct pki_der *out, struct xades_cursor *c, size_t max,
              struct err *e)
{
    const char *beg = c->p;
    const char *at = NULL;
    size_t n = 0;
    unsigned char *p;

    if (value(&at, &n, c, '<', max / 3 * 4, e))
        return -1;
    if (n == 0) {
        err_set(e, ERR_REFUSED, "a value in the signature file is empty");
        return at_line(c, e);
    }
    p = arena_alloc(&c->x->arena, n, e);
    if (!p)
        return -1;
    c->p = beg; /* read it again, as base64 */
    if (bytes(p, &out->n, c, n, e))
        return -1;
    out->p = p;
    return 0;
}

static int read_cert(struct xades_cursor *c, struct err *e)
{
    struct xades *x = c->x;

    if (x->n_certs == PKI_CERTS_MAX)
        return err_set(e, ERR_LIMIT, "more than %d certificates",
                       PKI_CERTS_MAX);
    if (xades_want(c, X_CERT, e) ||
        xades_der(&x->certs[x->n_certs], c, PKI_CERT_BYTES_MAX, e))
        return -1;
    x->n_certs++;
    return xades_want(c, X_CERT_END, e);
}

static int read_key_info(struct xades_cursor *c, struct err *e)
{
    if (xades_want(c, X_SIGNATURE, e) ||
        bytes(c->x->signature, &c->x->signature_len, c, PKI_SIGNATURE_MAX, e) ||
        xades_want(c, X_KEYINFO, e))
        return -1;
    do {
        if (read_cert(c, e))
            return -1;
    } while (xades_is_at(c, X_CERT));
    return 0;
}

static int read_format(struct xades_cursor *c, size_t i, struct err *e)
{
    struct xades_ref *ref = &c->x->refs[i];

    if (xades_want(c, X_FORMAT_ID, e) || xades_index(c, i, e) ||
        xades_want(c, X_FORMAT_TYPE, e) ||
        text_value(&ref->media_type, c, '<', e))
        return -1;
    if (xades_check_media_type(ref->media_type, e))
        return at_line(c, e);
    return xades_want(c, X_FORMAT_END, e);
}

static int read_properties(struct xades_cursor *c, struct err *e)
{
    struct xades *x = c->x;
    int64_t time;

    if (xades_want(c, X_PROPS, e) || text_value(&x->signing_time, c, '<', e))
        return -1;
    if (pki_time(&time, x->signing_time, e))
        return at_line(c, e);
    if (xades_want(c, X_CERT_DIGESTS, e))
        return -1;
    for (size_t i = 0; i < x->n_certs; i++)
        if (xades_want(c, X_CERT_DIGEST, e) ||
            digest_value(x->cert_sha256[i], c, e) ||
            xades_want(c, X_CERT_DIGEST_END, e))
            return -1;
    if (xades_want(c, X_FORMATS, e))
        return -1;
    for (size_t i = 0; i < x->n_refs; i++)
        if (read_format(c, i, e))
            return -1;
    if (xades_want(c, X_SIGNED_END, e) || xades_read_time(c, e))
        return -1;
    return xades_want(c, X_TAIL, e);
}

/* What an XML parser would interpret and the form does not have. */
static int check_markup(const struct xades_cursor *c, struct err *e)
{
    struct xades_cursor at = *c;

    for (; at.p < at.end; at.p++) {
        if (*at.p == '&')
            err_set(e, ERR_REFUSED, "the signature file has an entity");
        else if (xades_is_at(&at, "<!DOCTYPE"))
            err_set(e, ERR_REFUSED, "the signature file has a DOCTYPE");
        else if (xades_is_at(&at, "<!--"))
            err_set(e, ERR_REFUSED, "the signature file has a comment");
        else if (xades_is_at(&at, "<!["))
            err_set(e, ERR_REFUSED, "the signature file has a CDATA section");
        else if (xades_is_at(&at, "<?") && at.p > at.beg)
            err_set(e, ERR_REFUSED,
                    "the signature file has a processing instruction");
        else
            continue;
        return at_line(&at, e);
    }
    return 0;
}

static int check_same(const struct xades *x, const char *text, size_t len,
                      struct err *e)
{
    struct buf again = {0};
    int rc = -1;

    buf_init(&again, XADES_BYTES_MAX);
    xades_write(&again, x);
    if (buf_check(&again, e))
        goto done;
    if (again.n != len || memcmp(again.s, text, len) != 0)
        err_set(e, ERR_REFUSED,
                "the signature file departs from the one accepted form");
    else
        rc = 0;
done:
    buf_release(&again);
    return rc;
}

int xades_read(struct xades *out, const char *text, size_t len, struct err *e)
{
    struct xades x = {0};
    struct xades_cursor c = {
        .beg = text, .p = text, .end = text + len, .x = &x};
    int rc = -1;

    if (len > XADES_BYTES_MAX) {
        err_set(e, ERR_LIMIT, "the signature file is larger than %zu bytes",
                XADES_BYTES_MAX);
        goto done;
    }
    if (check_markup(&c, e) || read_signed_info(&c, e) ||
        read_key_info(&c, e) || read_properties(&c, e))
        goto done;
    if (c.p != c.end) {
        err_set(e, ERR_REFUSED, "the signature file goes on after its end");
        goto done;
    }
    if (check_same(&x, text, len, e))
        goto done;
    *out = x;
    x = (struct xades){0};
    rc = 0;
done:
    xades_release(&x);
    return rc;
}

void xades_release(struct xades *x)
{
    arena_release(&x->arena);
    *x = (struct xades){0};
}
