#include "formats/submissionxml.h"

#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "core/submission.h"
#include "formats/submissionxml_internal.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"

#define ITEMS_MAX  100000
#define CLAIMS_MAX 1000

struct reading {
    struct submission *s;
    struct arena *arena;
    bool draft;
    struct err *e;
};

/* ---- items ------------------------------------------------------------- */

/* "2026-11-23": a day that may be; calendars are not checked further. */
static bool is_day(const char *s)
{
    static const char shape[] = "dddd-dd-dd";
    int month;
    int day;

    for (size_t i = 0; i < sizeof shape; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9';

        if (shape[i] == 'd' ? !digit : s[i] != shape[i])
            return false;
    }
    month = (s[5] - '0') * 10 + s[6] - '0';
    day = (s[8] - '0') * 10 + s[9] - '0';
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static int read_item(struct submission_item *out, const struct xmlnode *n,
                     struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->id = xmltake_need(&t, "id");
    (void)xmltake_is_id(&t, "id", out->id);
    for (size_t i = 0; i < SUBMISSIONXML_ITEM_ATTRS; i++) {
        const struct item_attr *a = &submissionxml_item_attr[i];
        const char *value = xmltake_attr(&t, a->name);

        (void)xmltake_is_text(&t, a->name, value);
        *submissionxml_item_field(out, i) = value;
    }
    if (out->day && !is_day(out->day))
        (void)xmltake_bad(&t, "day", out->day, "YYYY-MM-DD (ISO 8601)");
    return xmltake_end(&t);
}

static int read_items(struct reading *r, const struct xmlnode *list)
{
    struct submission_item *a = NULL;
    size_t cap = 0;
    struct xmltake t;
    const struct xmlnode *n;

    xmltake_begin(&t, list, r->e);
    for (n = xmltake_need_child(&t, "item"); n; n = xmltake_child(&t, "item")) {
        struct submission_item *one;

        if (r->s->n_items == ITEMS_MAX) {
            err_set(r->e, ERR_LIMIT, "'%s' has more than %zu elements", "items",
                    (size_t)ITEMS_MAX);
            return xmltake_at(&t);
        }
        one = arena_push(r->arena, &a, &r->s->n_items, &cap, sizeof *a, r->e);
        if (!one || read_item(one, n, r->e))
            return -1;
    }
    r->s->items = a;
    return xmltake_end(&t);
}

/* ---- files ------------------------------------------------------------- */

static int check_name(struct xmltake *t, const char *name)
{
    if (!name || path_check_name(name, t->e) == 0)
        return 0;
    return xmltake_at(t);
}

static int read_file(struct reading *r, struct submission_file *out,
                     const struct xmlnode *n)
{
    struct xmltake t;
    const char *size;

    xmltake_begin(&t, n, r->e);
    out->at = n->at;
    out->size = -1;
    out->name = xmltake_need(&t, "name");
    out->role = xmltake_attr(&t, "role");
    out->item = xmltake_attr(&t, "item");
    out->sha256 =
        r->draft ? xmltake_attr(&t, "sha256") : xmltake_need(&t, "sha256");
    size = r->draft ? xmltake_attr(&t, "size") : xmltake_need(&t, "size");
    (void)check_name(&t, out->name);
    (void)xmltake_is_id(&t, "role", out->role);
    (void)xmltake_is_id(&t, "item", out->item);
    (void)xmltake_is_hex(&t, "sha256", out->sha256, DIGEST_SHA256_HEX);
    (void)xmltake_int(&out->size, &t, "size", size, 0, INT64_MAX);
    return xmltake_end(&t);
}

static int read_files(struct reading *r, const struct xmlnode *list)
{
    struct submission_file *a = NULL;
    size_t cap = 0;
    struct xmltake t;
    const struct xmlnode *n;

    xmltake_begin(&t, list, r->e);
    for (n = xmltake_need_child(&t, "file"); n; n = xmltake_child(&t, "file")) {
        struct submission_file *one;

        if (r->s->n_files == SUBMISSION_FILES_MAX) {
            err_set(r->e, ERR_LIMIT, "'%s' has more than %zu elements", "files",
                    (size_t)SUBMISSION_FILES_MAX);
            return xmltake_at(&t);
        }
        one = arena_push(r->arena, &a, &r->s->n_files, &cap, sizeof *a, r->e);
        if (!one || read_file(r, one, n))
            return -1;
    }
    r->s->files = a;
    return xmltake_end(&t);
}

/* ---- the whole --------------------------------------------------------- */

static const char *text_of(struct reading *r, const struct xmlnode *n)
{
    struct xmltake t;
    const char *text;

    if (!n)
        return NULL;
    xmltake_begin(&t, n, r->e);
    text = xmltake_text(&t, r->arena);
    return xmltake_end(&t) == 0 ? text : NULL;
}

static void read_claims(struct reading *r, const struct xmlnode *n)
{
    struct xmltake t;
    const char *words;

    if (!n)
        return;
    xmltake_begin(&t, n, r->e);
    words = xmltake_text(&t, r->arena);
    (void)xmltake_end(&t);
    if (words)
        (void)xmltake_ids(&r->s->claims, &r->s->n_claims, &t, "claims", words,
                          CLAIMS_MAX, r->arena);
}

static int read_submission(struct reading *r, const struct xmlnode *root)
{
    struct submission *s = r->s;
    const struct xmlnode *n;
    struct xmltake t;

    if (xmltake_root(&t, root, SUBMISSIONXML_NS, "submission", r->e))
        return -1;
    s->vendor = text_of(r, xmltake_need_child(&t, "vendor"));
    s->product = text_of(r, xmltake_need_child(&t, "product"));
    s->version = text_of(r, xmltake_need_child(&t, "version"));
    n = xmltake_need_child(&t, "technology-class");
    s->technology_class = text_of(r, n);
    (void)xmltake_is_id(&t, "technology-class", s->technology_class);
    s->regulatory = text_of(r, xmltake_child(&t, "regulatory"));
    s->trained_on = text_of(r, xmltake_child(&t, "trained-on"));
    read_claims(r, xmltake_child(&t, "claims"));
    n = xmltake_child(&t, "items");
    if (n && read_items(r, n))
        return -1;
    n = r->draft ? xmltake_child(&t, "files") : xmltake_need_child(&t, "files");
    if (n && read_files(r, n))
        return -1;
    return xmltake_end(&t) ? -1 : submissionxml_check(s, r->arena, r->e);
}

int submissionxml_parse(struct submission *out, const char *bytes, size_t len,
                        const char *name, bool draft, struct err *e)
{
    struct submission s = {0};
    struct xmldoc d = {0};
    struct reading r = {&s, &d.arena, draft, e};
    char hex[DIGEST_HEX_MAX];

    if (len > SUBMISSION_BYTES_MAX) {
        (void)err_set(e, ERR_LIMIT,
                      "a submission.xml may have at most %d bytes",
                      SUBMISSION_BYTES_MAX);
        return err_at(e, name, 0, 0);
    }
    if (xmldoc_parse(&d, bytes, len, name, e))
        return -1;
    if (read_submission(&r, d.root) ||
        digest_hex_of(hex, DIGEST_SHA256, bytes, len, e)) {
        xmldoc_release(&d);
        return err_at(e, name, 0, 0);
    }
    s.arena = d.arena; /* texts and lists stand in it */
    memcpy(s.sha256, hex, sizeof s.sha256);
    *out = s;
    return 0;
}
