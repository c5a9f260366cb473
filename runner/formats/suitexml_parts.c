/* Profiles, fixtures, deliverables, metrics and controls of a suite. */
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/suitexml_internal.h"

#define CONTIGS_MAX   100000
#define LENGTH_MAX_BP INT64_C(100000000000)

int suitexml_profile(struct suite_profile *out, const struct xmlnode *n,
                     struct arena *a, struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->id = xmltake_need(&t, "id");
    (void)xmltake_is_id(&t, "id", out->id);
    (void)suitexml_text2(&out->title, &t, "title", true, a);
    return xmltake_end(&t);
}

/* ---- fixtures ---------------------------------------------------------- */

static int read_contig(struct suite_contig *out, const struct xmlnode *n,
                       struct err *e)
{
    struct xmltake t;
    const char *length;

    xmltake_begin(&t, n, e);
    out->name = xmltake_need(&t, "name");
    length = xmltake_need(&t, "length");
    out->md5 = xmltake_need(&t, "md5");
    (void)xmltake_is_text(&t, "name", out->name);
    (void)xmltake_int(&out->length, &t, "length", length, 1, LENGTH_MAX_BP);
    (void)xmltake_is_hex(&t, "md5", out->md5, 32);
    return xmltake_end(&t);
}

static int read_contigs(struct suite_fixture *out, struct xmltake *t,
                        struct arena *a)
{
    const struct xmlnode *n = xmltake_need_child(t, "contig");
    size_t total = suitexml_run(n, "contig");
    struct suite_contig *c;

    if (!n)
        return -1;
    if (total > CONTIGS_MAX) {
        (void)err_set(t->e, ERR_LIMIT, "'%s' has more than %zu elements",
                      t->n->name, (size_t)CONTIGS_MAX);
        return xmltake_at(t);
    }
    c = arena_alloc(a, total * sizeof *c, t->e);
    out->contigs = c;
    for (; c && n; n = xmltake_child(t, "contig"))
        if (read_contig(&c[out->n_contigs++], n, t->e))
            return -1;
    return c ? 0 : -1;
}

static bool is_access(const char *s)
{
    return strcmp(s, "open") == 0 || strcmp(s, "sealed") == 0 ||
           strcmp(s, "one-time") == 0;
}

/* href is a name below a fixture root, never a way out of it. */
static void check_href(struct xmltake *t, const char *href)
{
    if (href && t->e->code == ERR_NONE && path_check_name(href, t->e))
        (void)xmltake_at(t);
}

static int read_pin(struct suite_fixture *out, struct xmltake *t,
                    struct arena *a)
{
    const char *pin = xmltake_need(t, "pin");

    if (!pin)
        return -1;
    if (fixture_pin_parse(&out->pin, pin))
        return xmltake_bad(t, "pin", pin,
                           "octets | records | contigs | adopted");
    switch (out->pin) {
    case PIN_OCTETS:
    case PIN_RECORDS:
        out->sha256 = xmltake_need(t, "sha256");
        return xmltake_is_hex(t, "sha256", out->sha256, 64);
    case PIN_CONTIGS:
        return read_contigs(out, t, a);
    case PIN_ADOPTED:
        break;
    }
    return 0;
}

int suitexml_fixture(struct suite_fixture *out, const struct xmlnode *n,
                     struct arena *a, struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->id = xmltake_need(&t, "id");
    out->kind = xmltake_need(&t, "kind");
    out->href = xmltake_attr(&t, "href");
    out->hint = xmltake_attr(&t, "hint");
    out->access = xmltake_need(&t, "access");
    (void)xmltake_is_id(&t, "id", out->id);
    (void)xmltake_is_id(&t, "kind", out->kind);
    (void)xmltake_is_text(&t, "hint", out->hint);
    check_href(&t, out->href);
    if (out->access && !is_access(out->access))
        (void)xmltake_bad(&t, "access", out->access,
                          "open | sealed | one-time");
    (void)read_pin(out, &t, a);
    return xmltake_end(&t);
}

/* ---- deliverables, metrics, controls ----------------------------------- */

int suitexml_deliverable(struct suite_deliverable *out, const struct xmlnode *n,
                         struct arena *a, struct err *e)
{
    struct xmltake t;
    const char *required;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->role = xmltake_need(&t, "role");
    out->kind = xmltake_need(&t, "kind");
    required = xmltake_need(&t, "required");
    out->example = xmltake_attr(&t, "example");
    (void)xmltake_is_id(&t, "example", out->example);
    (void)xmltake_is_id(&t, "role", out->role);
    (void)xmltake_is_id(&t, "kind", out->kind);
    (void)xmltake_yes(&out->required, &t, "required", required);
    (void)suitexml_text2(&out->title, &t, "title", true, a);
    return xmltake_end(&t);
}

/* authority:name:version, the version a number. */
static bool is_metric_id(const char *s)
{
    static const char part[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz0123456789._-";

    for (int i = 0; i < 2; i++) {
        size_t n = strspn(s, part);

        if (n == 0 || s[n] != ':')
            return false;
        s += n + 1;
    }
    return *s >= '1' && *s <= '9' && s[strspn(s, "0123456789")] == '\0';
}

static int read_terms(const char *term[MEASURE_TERMS_MAX], struct xmltake *t,
                      const char *attr, const char *value, struct arena *a)
{
    const char *const *list;
    size_t n;

    if (xmltake_ids(&list, &n, t, attr, value, MEASURE_TERMS_MAX, a))
        return -1;
    for (size_t i = 0; i < n; i++)
        term[i] = list[i];
    return 0;
}

static int read_formula(struct measure_formula *out, struct xmltake *t,
                        struct arena *a)
{
    const char *kind = xmltake_need(t, "kind");
    const char *num = xmltake_need(t, "numerator");
    const char *den;

    if (!kind || !num)
        return -1;
    if (measure_kind_parse(&out->kind, kind))
        return xmltake_bad(t, "kind", kind,
                           "count | proportion | ratio | rate");
    den = out->kind == MEASURE_COUNT ? NULL : xmltake_need(t, "denominator");
    if (read_terms(out->num, t, "numerator", num, a))
        return -1;
    return read_terms(out->den, t, "denominator", den, a);
}

int suitexml_metric(struct suite_metric *out, const struct xmlnode *n,
                    struct arena *a, struct err *e)
{
    struct xmltake t;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->id = xmltake_need(&t, "id");
    out->check = xmltake_need(&t, "check");
    out->measure = xmltake_need(&t, "measure");
    out->unit = xmltake_need(&t, "unit");
    if (out->id && !is_metric_id(out->id))
        (void)xmltake_bad(&t, "id", out->id,
                          "[A-Za-z0-9._-]+:[A-Za-z0-9._-]+:[1-9][0-9]*");
    (void)xmltake_is_id(&t, "check", out->check);
    (void)xmltake_is_id(&t, "measure", out->measure);
    (void)xmltake_is_text(&t, "unit", out->unit);
    (void)read_formula(&out->formula, &t, a);
    (void)suitexml_text2(&out->title, &t, "title", true, a);
    return xmltake_end(&t);
}

int suitexml_control(struct suite_control *out, const struct xmlnode *n,
                     struct arena *a, struct err *e)
{
    struct xmltake t;
    const char *fails;

    xmltake_begin(&t, n, e);
    out->at = n->at;
    out->id = xmltake_need(&t, "id");
    out->deliverable = xmltake_need(&t, "deliverable");
    out->fixture = xmltake_need(&t, "fixture");
    fails = xmltake_need(&t, "fails");
    (void)xmltake_is_id(&t, "id", out->id);
    (void)xmltake_is_id(&t, "deliverable", out->deliverable);
    (void)xmltake_is_id(&t, "fixture", out->fixture);
    if (fails)
        (void)xmltake_ids(&out->fails, &out->n_fails, &t, "fails", fails,
                          SUITE_CASES_MAX, a);
    (void)suitexml_text2(&out->title, &t, "title", true, a);
    return xmltake_end(&t);
}
