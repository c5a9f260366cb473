#include "reports/seal/pki_uri.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"

#define SCHEME     "pkcs11:"
#define SCHEME_LEN (sizeof SCHEME - 1)
#define MODULE     "module-path"

/* One piece of the URI: from `s`, `n` bytes. */
struct piece {
    const char *s;
    size_t n;
};

bool pki_uri_is(const char *text)
{
    return strncmp(text, SCHEME, SCHEME_LEN) == 0;
}

static bool piece_is(const struct piece *p, const char *text)
{
    return p->n == strlen(text) && memcmp(p->s, text, p->n) == 0;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* May this character stand for itself in a value (RFC 7512, 2.3)? */
static bool is_plain(char c, bool query)
{
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
        (c >= 'a' && c <= 'z'))
        return true;
    return c != '\0' &&
           strchr(query ? "-._~:[]@!$'()*+,=/?|" : "-._~:[]@!$'()*+,=&", c);
}

/* The bytes of a value into out[max + 1], with a NUL; -1 when it is not one. */
static int decode(unsigned char *out, size_t max, size_t *n,
                  const struct piece *v, bool query)
{
    size_t len = 0;

    for (size_t i = 0; i < v->n; i++) {
        int byte = (unsigned char)v->s[i];

        if (v->s[i] == '%') {
            int high = i + 2 < v->n ? hex(v->s[i + 1]) : -1;
            int low = i + 2 < v->n ? hex(v->s[i + 2]) : -1;

            byte = high < 0 || low < 0 ? -1 : high * 16 + low;
            i += 2;
        } else if (!is_plain(v->s[i], query)) {
            byte = -1;
        }
        if (byte < 0 || len == max)
            return -1;
        out[len++] = (unsigned char)byte;
    }
    out[len] = '\0';
    *n = len;
    return 0;
}

static int bad_value(const struct piece *name, struct err *e)
{
    return err_set(e, ERR_USAGE,
                   "the value of '%.*s' in the PKCS#11 URI is empty, too long "
                   "or not written as RFC 7512 says",
                   (int)name->n, name->s);
}

static int twice(const struct piece *name, struct err *e)
{
    return err_set(e, ERR_USAGE, "the PKCS#11 URI has '%.*s' twice",
                   (int)name->n, name->s);
}

static int path_attribute(struct pki_uri *u, const struct piece *name,
                          const struct piece *value, struct err *e)
{
    const struct {
        const char *name;
        struct pki_uri_value *out;
    } known[] = {
        {"token",        &u->token       },
        {"manufacturer", &u->manufacturer},
        {"model",        &u->model       },
        {"serial",       &u->serial      },
        {"object",       &u->object      },
        {"id",           &u->id          },
    };

    if (piece_is(name, "type")) {
        if (piece_is(value, "private"))
            return 0;
        return err_set(e, ERR_USAGE,
                       "the PKCS#11 URI must name a private key: "
                       "type=private");
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct pki_uri_value *out = known[i].out;

        if (!piece_is(name, known[i].name))
            continue;
        if (out->given)
            return twice(name, e);
        if (decode(out->s, PKI_URI_VALUE_MAX, &out->n, value, false) ||
            out->n == 0)
            return bad_value(name, e);
        out->given = true;
        return 0;
    }
    return err_set(e, ERR_USAGE,
                   "the attribute '%.*s' of a PKCS#11 URI has no meaning here",
                   (int)(name->n < 100 ? name->n : 100), name->s);
}

static int query_attribute(struct pki_uri *u, const struct piece *name,
                           const struct piece *value, struct err *e)
{
    size_t n = 0;

    if (piece_is(name, "pin-value") || piece_is(name, "pin-source"))
        return err_set(e, ERR_USAGE,
                       "a PIN has no place in the PKCS#11 URI: give it with "
                       "--passphrase-fd, or at the terminal");
    if (!piece_is(name, MODULE))
        return err_set(e, ERR_USAGE,
                       "the attribute '%.*s' of a PKCS#11 URI has no meaning "
                       "here",
                       (int)(name->n < 100 ? name->n : 100), name->s);
    if (*u->module)
        return twice(name, e);
    if (decode((unsigned char *)u->module, sizeof u->module - 1, &n, value,
               true) ||
        n == 0 || strlen(u->module) != n)
        return bad_value(name, e);
    return 0;
}

/* NAME=VALUE of text[0..n). */
static int split(struct piece *name, struct piece *value, const char *text,
                 size_t n, struct err *e)
{
    const char *is = memchr(text, '=', n);

    if (!is || is == text)
        return err_set(e, ERR_USAGE,
                       "a PKCS#11 URI is written like "
                       "pkcs11:token=NAME;object=NAME");
    *name = (struct piece){text, (size_t)(is - text)};
    *value = (struct piece){is + 1, n - name->n - 1};
    return 0;
}

int pki_uri_parse(struct pki_uri *out, const char *text, struct err *e)
{
    struct pki_uri u = {0};
    const char *at = text + SCHEME_LEN;
    bool query = false;

    if (!pki_uri_is(text) || strlen(text) >= PKI_URI_MAX)
        return err_set(e, ERR_USAGE,
                       "a PKCS#11 URI is written like "
                       "pkcs11:token=NAME;object=NAME");
    for (;;) {
        size_t n = strcspn(at, query ? "&" : ";?");
        struct piece name;
        struct piece value;

        if (split(&name, &value, at, n, e) ||
            (query ? query_attribute(&u, &name, &value, e)
                   : path_attribute(&u, &name, &value, e)))
            return -1;
        at += n;
        if (!*at)
            break;
        query = query || *at == '?';
        at++;
    }
    *out = u;
    return 0;
}

int pki_uri_with_module(char *out, const char *text, const char *module,
                        struct err *e)
{
    struct pki_uri u;
    struct buf b;

    if (pki_uri_parse(&u, text, e))
        return -1;
    if (*u.module)
        return err_set(e, ERR_USAGE,
                       "the PKCS#11 module is named twice: in the URI and "
                       "beside it");
    buf_init(&b, PKI_URI_MAX - 1);
    buf_printf(&b, "%s%c" MODULE "=", text, strchr(text, '?') ? '&' : '?');
    for (const char *p = module; *p; p++) {
        if (is_plain(*p, true))
            buf_char(&b, *p);
        else
            buf_printf(&b, "%%%02X", (unsigned)(unsigned char)*p);
    }
    if (buf_check(&b, e) == 0)
        memcpy(out, b.s, b.n + 1);
    buf_release(&b);
    return e->code ? -1 : 0;
}
