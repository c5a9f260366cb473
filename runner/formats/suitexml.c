/*
 * The suite takes over the arena of the XML document it was read from, so its
 * texts are those of the document and nothing is copied.
 */
#include "formats/suitexml.h"

#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "core/suite.h"
#include "formats/suitexml_internal.h"
#include "formats/xmldoc.h"
#include "formats/xmltake.h"

int suitexml_text2(struct text2 *out, struct xmltake *t, const char *name,
                   bool required, struct arena *a)
{
    static const char *const lang[] = {"en", "fr"};
    const char **text[] = {&out->en, &out->fr};

    for (size_t i = 0; i < 2; i++) {
        const struct xmlnode *n = required && i == 0
                                      ? xmltake_need_child(t, name)
                                      : xmltake_child(t, name);
        struct xmltake in;

        if (!n)
            break;
        xmltake_begin(&in, n, t->e);
        (void)xmltake_lang(&in, lang[i]);
        *text[i] = xmltake_text(&in, a);
        (void)xmltake_end(&in);
    }
    return t->e->code == ERR_NONE ? 0 : -1;
}

size_t suitexml_run(const struct xmlnode *n, const char *name)
{
    size_t count = 0;

    for (; n; n = xmldoc_next(n, name))
        count++;
    return count;
}

/* ---- lists: <profiles><profile/>...</profiles> ------------------------- */

typedef int (*element_fn)(void *out, const struct xmlnode *n, struct arena *a,
                          struct err *e);

struct list_kind {
    const char *name;
    const char *element;
    size_t size;
    size_t max;
    element_fn read;
};

#define READER(fn, type)                                                       \
    static int any_##fn(void *out, const struct xmlnode *n, struct arena *a,   \
                        struct err *e)                                         \
    {                                                                          \
        return suitexml_##fn((type *)out, n, a, e);                            \
    }

READER(profile, struct suite_profile)
READER(fixture, struct suite_fixture)
READER(deliverable, struct suite_deliverable)
READER(metric, struct suite_metric)
READER(case, struct suite_case)
READER(control, struct suite_control)

static int read_gap(void *out, const struct xmlnode *n, struct arena *a,
                    struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    if (suitexml_text2(out, &t, "title", true, a))
        return -1;
    return xmltake_end(&t);
}

static const struct list_kind profiles = {"profiles", "profile",
                                          sizeof(struct suite_profile),
                                          SUITE_PROFILES_MAX, any_profile};
static const struct list_kind fixtures = {"fixtures", "fixture",
                                          sizeof(struct suite_fixture),
                                          SUITEXML_LIST_MAX, any_fixture};
static const struct list_kind deliverables = {
    "deliverables", "deliverable", sizeof(struct suite_deliverable),
    SUITEXML_LIST_MAX, any_deliverable};
static const struct list_kind metrics = {"metrics", "metric",
                                         sizeof(struct suite_metric),
                                         SUITEXML_LIST_MAX, any_metric};
static const struct list_kind cases = {
    "cases", "case", sizeof(struct suite_case), SUITE_CASES_MAX, any_case};
static const struct list_kind controls = {"controls", "control",
                                          sizeof(struct suite_control),
                                          SUITEXML_CONTROLS_MAX, any_control};
static const struct list_kind gaps = {
    "not-tested", "item", sizeof(struct text2), SUITEXML_LIST_MAX, read_gap};

/* All elements of a list, which must hold one at least. */
static void *read_elements(size_t *n, const struct xmlnode *list,
                           const struct list_kind *k, struct arena *a,
                           struct err *e)
{
    struct xmltake t;
    const struct xmlnode *c;
    char *array;
    size_t total;

    xmltake_begin(&t, list, e);
    c = xmltake_need_child(&t, k->element);
    total = suitexml_run(c, k->element);
    if (total > k->max) {
        err_set(e, ERR_LIMIT, "'%s' has more than %zu elements", k->name,
                k->max);
        (void)xmltake_at(&t);
        return NULL;
    }
    array = c ? arena_alloc(a, total * k->size, e) : NULL;
    for (*n = 0; array && c; c = xmltake_child(&t, k->element))
        if (k->read(array + k->size * (*n)++, c, a, e))
            return NULL;
    return xmltake_end(&t) == 0 ? array : NULL;
}

/* An optional list; *n stays 0 when it is absent. */
static void *read_list(size_t *n, struct xmltake *t, const struct list_kind *k,
                       struct arena *a)
{
    const struct xmlnode *list = xmltake_child(t, k->name);

    return list ? read_elements(n, list, k, a, t->e) : NULL;
}

/* ---- the suite --------------------------------------------------------- */

static void read_head(struct suite *s, struct xmltake *t)
{
    const char *version = xmltake_need(t, "version");
    const char *status = xmltake_need(t, "status");
    const char *requires = xmltake_need(t, "requires");
    const char *waivers = xmltake_attr(t, "max-waivers");

    s->limits_waivers = waivers != NULL;
    (void)xmltake_int(&s->max_waivers, t, "max-waivers", waivers, 0,
                      SUITE_WAIVERS_MAX);
    s->id = xmltake_need(t, "id");
    (void)xmltake_is_id(t, "id", s->id);
    if (t->e->code == ERR_NONE && version_parse(&s->version, version, t->e))
        (void)xmltake_at(t);
    if (t->e->code == ERR_NONE && suite_status_parse(&s->status, status))
        (void)xmltake_bad(t, "status", status, "draft | released | retired");
    if (t->e->code == ERR_NONE)
        (void)xmltake_int(&s->requires_format, t, "requires", requires, 1,
                          1000000);
}

/* A suite made for a later program is told so before anything in it that this
 * one does not know is called an error. */
static int check_format(struct xmltake *t)
{
    const char *text = xmldoc_attr(t->n, "requires");
    struct err local = {0};
    int64_t format = 0;

    if (!text || xmltake_int(&format, &(struct xmltake){.n = t->n, .e = &local},
                             "requires", text, 1, 1000000))
        return 0; /* read_head() says what is wrong */
    if (format <= SUITE_FORMAT)
        return 0;
    err_set(t->e, ERR_RANGE,
            "this suite needs a program that reads suite format %lld, this "
            "one reads up to %d: install a newer version of the program",
            (long long)format, SUITE_FORMAT);
    return xmltake_at(t);
}

static const char *one_text(struct xmltake *t, const char *name,
                            struct arena *a)
{
    const struct xmlnode *n = xmltake_need_child(t, name);
    const char *text;
    struct xmltake in;

    if (!n)
        return NULL;
    xmltake_begin(&in, n, t->e);
    text = xmltake_text(&in, a);
    (void)xmltake_end(&in);
    return text;
}

static void read_classes(struct suite *s, struct xmltake *t, struct arena *a)
{
    const struct xmlnode *n = xmltake_child(t, "classes");
    const char *words;
    struct xmltake in;

    if (!n)
        return;
    xmltake_begin(&in, n, t->e);
    words = xmltake_text(&in, a);
    if (words && xmltake_ids(&s->classes, &s->n_classes, &in, "classes", words,
                             SUITEXML_LIST_MAX, a) == 0)
        (void)xmltake_end(&in);
}

static void add_common(struct suite *s, struct arena *a, struct err *e)
{
    struct suite_profile *p = arena_alloc(a, sizeof *p, e);

    if (!p)
        return;
    p->id = SUITE_COMMON;
    p->title = (struct text2){"All users", "Tous les utilisateurs"};
    s->profiles = p;
    s->n_profiles = 1;
}

static int read_suite(struct suite *s, const struct xmldoc *d, struct arena *a,
                      struct err *e)
{
    struct xmltake t;

    if (xmltake_root(&t, d->root, SUITEXML_NS, "suite", e) || check_format(&t))
        return -1;
    read_head(s, &t);
    s->publisher = one_text(&t, "publisher", a);
    (void)suitexml_text2(&s->title, &t, "title", true, a);
    (void)suitexml_text2(&s->text, &t, "text", false, a);
    read_classes(s, &t, a);
    s->profiles = read_list(&s->n_profiles, &t, &profiles, a);
    s->fixtures = read_list(&s->n_fixtures, &t, &fixtures, a);
    s->deliverables = read_list(&s->n_deliverables, &t, &deliverables, a);
    s->metrics = read_list(&s->n_metrics, &t, &metrics, a);
    s->cases = read_list(&s->n_cases, &t, &cases, a);
    s->controls = read_list(&s->n_controls, &t, &controls, a);
    s->not_tested = read_list(&s->n_not_tested, &t, &gaps, a);
    if (xmltake_end(&t))
        return -1;
    if (s->n_profiles == 0)
        add_common(s, a, e);
    return e->code == ERR_NONE ? 0 : -1;
}

int suitexml_parse(struct suite *out, const char *bytes, size_t len,
                   const char *name, struct err *e)
{
    struct suite s = {0};
    struct xmldoc d = {0};
    char hex[DIGEST_HEX_MAX];

    if (len > SUITE_BYTES_MAX) {
        (void)err_set(e, ERR_LIMIT, "a suite may have at most %d bytes",
                      SUITE_BYTES_MAX);
        return err_at(e, name, 0, 0);
    }
    if (xmldoc_parse(&d, bytes, len, name, e))
        return -1;
    if (read_suite(&s, &d, &d.arena, e) ||
        digest_hex_of(hex, DIGEST_SHA256, bytes, len, e)) {
        xmldoc_release(&d);
        return err_at(e, name, 0, 0);
    }
    s.arena = d.arena; /* texts and lists stand in it */
    memcpy(s.sha256, hex, sizeof s.sha256);
    if (suite_index(&s, e)) {
        suite_release(&s);
        return err_at(e, name, 0, 0);
    }
    *out = s;
    return 0;
}

int suitexml_read(struct suite *out, const char *path, struct err *e)
{
    struct buf b;
    int rc;

    buf_init(&b, SUITE_BYTES_MAX);
    rc = path_read(&b, path, e);
    if (rc == 0)
        rc = suitexml_parse(out, b.s ? b.s : "", b.n, path, e);
    buf_release(&b);
    return rc;
}
