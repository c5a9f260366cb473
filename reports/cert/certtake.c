#include "reports/cert/certtake.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/isodate.h"
#include "base/utf8.h"
#include "reports/cert/certificate.h"

/* A document is shown on terminals and pages: what such a place would not show
 * as it stands is refused, not altered. Returns text, or NULL. */
static const char *plain(struct xmltake *t, const char *text, struct arena *a)
{
    char *copy = text ? arena_strdup(a, text, t->e) : NULL;

    if (!copy)
        return NULL;
    utf8_make_printable(copy);
    if (strcmp(copy, text) == 0)
        return text;
    (void)err_set(t->e, ERR_SYNTAX,
                  "a text of the document holds a control character, or one "
                  "that turns the direction of writing");
    (void)xmltake_at(t);
    return NULL;
}

const char *certtake_own_text(struct xmltake *t, struct arena *a)
{
    return plain(t, xmltake_text(t, a), a);
}

static int read_lang(const char **out, struct xmltake *t, const char *name,
                     const char *lang, struct arena *a)
{
    const struct xmlnode *n = xmltake_need_child(t, name);
    struct xmltake in;

    if (!n)
        return -1;
    xmltake_begin(&in, n, t->e);
    (void)xmltake_lang(&in, lang);
    *out = certtake_own_text(&in, a);
    return xmltake_end(&in);
}

int certtake_text2(struct text2 *out, struct xmltake *t, const char *name,
                   bool optional, struct arena *a)
{
    *out = (struct text2){0};
    if (optional && (!t->next || strcmp(t->next->name, name) != 0))
        return 0;
    return read_lang(&out->en, t, name, "en", a) ||
                   read_lang(&out->fr, t, name, "fr", a)
               ? -1
               : 0;
}

const char *certtake_text(struct xmltake *t, const char *name, bool optional,
                          struct arena *a)
{
    const struct xmlnode *n =
        optional ? xmltake_child(t, name) : xmltake_need_child(t, name);
    struct xmltake in;
    const char *text;

    if (!n)
        return NULL;
    xmltake_begin(&in, n, t->e);
    text = certtake_own_text(&in, a);
    return xmltake_end(&in) ? NULL : text;
}

static bool is_nation(const char *v)
{
    return strlen(v) == 2 && v[0] >= 'A' && v[0] <= 'Z' && v[1] >= 'A' &&
           v[1] <= 'Z';
}

static int is_suite(struct xmltake *t, const char *name, const char *v)
{
    size_t n = strcspn(v, "@"); /* no id has one */
    char id[130];
    struct version version;
    struct err no = {0};

    if (n == 0 || n >= sizeof id || v[n] != '@' ||
        version_parse(&version, v + n + 1, &no))
        return xmltake_bad(t, name, v, "germline-small-variants@1.0.0");
    memcpy(id, v, n);
    id[n] = '\0';
    return xmltake_is_id(t, name, id);
}

static int check(struct xmltake *t, const char *name, const char *v,
                 enum certtake_form form)
{
    switch (form) {
    case CERTTAKE_ANY:
        return xmltake_is_text(t, name, v);
    case CERTTAKE_ID:
        return xmltake_is_id(t, name, v);
    case CERTTAKE_DAY:
        return isodate_is_day(v) ? 0 : xmltake_bad(t, name, v, "2026-11-23");
    case CERTTAKE_TIME:
        return isodate_is_time(v)
                   ? 0
                   : xmltake_bad(t, name, v, "2026-11-23T10:00:00Z");
    case CERTTAKE_SHA256:
        return xmltake_is_hex(t, name, v, 64);
    case CERTTAKE_NATION:
        return is_nation(v) ? 0 : xmltake_bad(t, name, v, "FR GB");
    case CERTTAKE_SUITE:
        return is_suite(t, name, v);
    }
    return -1;
}

const char *certtake_attr(struct xmltake *t, const char *name,
                          enum certtake_form form, bool optional,
                          struct arena *a)
{
    const char *v = optional ? xmltake_attr(t, name) : xmltake_need(t, name);

    if (!v || check(t, name, v, form))
        return NULL;
    return plain(t, arena_strdup(a, v, t->e), a);
}

int64_t certtake_int(struct xmltake *t, const char *name, int64_t min,
                     int64_t max)
{
    int64_t v = 0;

    if (xmltake_int(&v, t, name, xmltake_need(t, name), min, max))
        return 0;
    return v;
}

void *certtake_list(size_t *n, struct xmltake *t, const char *name, size_t size,
                    certtake_fn read, struct arena *a)
{
    const struct xmlnode *k;
    char *list = NULL;
    size_t cap = 0;

    *n = 0;
    while ((k = xmltake_child(t, name))) {
        struct xmltake in;
        char *one;

        if (*n == CERTTAKE_LIST_MAX) {
            (void)err_set(t->e, ERR_LIMIT, "more than %d elements %s",
                          CERTTAKE_LIST_MAX, name);
            (void)xmltake_at(t);
            return NULL;
        }
        one = arena_push(a, &list, n, &cap, size, t->e);
        if (!one)
            return NULL;
        xmltake_begin(&in, k, t->e);
        if (read(one, &in, a) || xmltake_end(&in))
            return NULL;
    }
    return list;
}

int certtake_enter(struct xmltake *in, struct xmltake *t, const char *name)
{
    const struct xmlnode *n = xmltake_need_child(t, name);

    if (!n)
        return -1;
    xmltake_begin(in, n, t->e);
    return 0;
}

int certtake_failed(const struct xmltake *t)
{
    return t->e->code == ERR_NONE ? 0 : -1;
}

int certtake_word(void *out, struct xmltake *t, struct arena *a)
{
    const char **word = out;

    *word = certtake_own_text(t, a);
    return certtake_failed(t);
}

int certtake_regulatory(void *out, struct xmltake *t, struct arena *a)
{
    struct cert_regulatory *r = out;

    r->regime = certtake_attr(t, "regime", CERTTAKE_ANY, false, a);
    r->status = certtake_attr(t, "declared", CERTTAKE_ANY, false, a);
    return certtake_failed(t);
}

int certtake_check_form(struct buf *again, const char *xml, size_t len,
                        struct err *e)
{
    int rc = buf_check(again, e);

    if (rc == 0 && (again->n != len || memcmp(again->s, xml, len) != 0))
        rc = err_set(e, ERR_SYNTAX,
                     "the document is not in the one form that this program "
                     "writes: it may say more than it shows");
    buf_release(again);
    return rc;
}
