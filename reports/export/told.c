#include "reports/export/told.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/face/dossier.h"
#include "reports/seal/b64.h"

const struct xmlnode *told_first(const struct dossier_report *r, const char *in,
                                 const char *name)
{
    const struct xmlnode *n = xmldoc_child(r->doc.root, in);

    return n ? xmldoc_child(n, name) : NULL;
}

const char *told_attr(const struct dossier_report *r, const char *in,
                      const char *name)
{
    const struct xmlnode *n = xmldoc_child(r->doc.root, in);

    return n ? xmldoc_attr(n, name) : NULL;
}

static bool is_english(const struct xmlnode *n)
{
    for (size_t i = 0; i < n->n_attr; i++) {
        if (strcmp(n->attr[i].name, "lang") == 0)
            return strcmp(n->attr[i].value, "en") == 0;
    }
    return false;
}

const char *told_text(const struct xmlnode *n, const char *name)
{
    const struct xmlnode *first = n ? xmldoc_child(n, name) : NULL;

    for (const struct xmlnode *t = first; t; t = xmldoc_next(t, name)) {
        if (is_english(t))
            return t->text;
    }
    return first ? first->text : "";
}

bool told_profile(const struct dossier *d, const struct dossier_report *r,
                  const char *profile)
{
    const struct certificate *c;

    if (!d->certificate)
        return true;
    c = &d->certificate->certificate->c;
    for (size_t i = 0; i < c->n_verdicts; i++) {
        if (strcmp(c->verdicts[i].suite, r->verified->suite) == 0 &&
            strcmp(c->verdicts[i].profile, profile) == 0)
            return true;
    }
    return false;
}

static unsigned digit(char c)
{
    return c <= '9' ? (unsigned)(c - '0') : (unsigned)(c - 'a') + 10;
}

/* RFC 6920, 3: base64url without padding. */
int told_ni(struct buf *out, const char *sha256, struct err *e)
{
    unsigned char bytes[32];
    struct buf text;

    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (unsigned char)(digit(sha256[2 * i]) << 4 |
                                   digit(sha256[2 * i + 1]));
    buf_init(&text, 64);
    b64_write(&text, bytes, sizeof(bytes));
    if (buf_check(&text, e)) {
        buf_release(&text);
        return -1;
    }
    buf_str(out, "ni:///sha-256;");
    for (const char *s = text.s; *s && *s != '='; s++) {
        if (*s == '+')
            buf_char(out, '-');
        else if (*s == '/')
            buf_char(out, '_');
        else
            buf_char(out, *s);
    }
    buf_release(&text);
    return buf_check(out, e);
}

int told_check(const struct dossier *d, struct err *e)
{
    if (d->v.kind == VERIFY_REPORT || d->v.kind == VERIFY_CERTIFICATE)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "only a report or a certificate can be exported, and this "
                   "is a %s",
                   verify_kind_name(d->v.kind));
}
