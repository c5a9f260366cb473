#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/export/bco_internal.h"
#include "reports/seal/asic.h"

#define NAME_MAX_ 1024

/* ---- files --------------------------------------------------------------- */
static void input(struct bco *b, json_t *list, json_t *uri, bool wrapped)
{
    json_t *o;

    if (!wrapped) {
        jsonout_add(&b->j, list, uri);
        return;
    }
    o = json_object();
    jsonout_set(&b->j, o, "uri", uri);
    jsonout_add(&b->j, list, o);
}

/* Elements `name` of root's child `in` that have a digest; files are called by
 * the attribute `called`. */
static void inputs_of(struct bco *b, json_t *list,
                      const struct dossier_report *r, const char *const in[3],
                      bool wrapped)
{
    const struct xmlnode *n = told_first(r, in[0], in[1]);

    for (; n; n = xmldoc_next(n, in[1])) {
        const char *sha256 = xmldoc_attr(n, "sha256");

        if (sha256)
            input(b, list, bco_file(b, sha256, xmldoc_attr(n, in[2])), wrapped);
    }
}

void bco_inputs(struct bco *b, json_t *list, const struct dossier_report *r,
                bool wrapped)
{
    static const char *const fixtures[3] = {"suite", "fixture", "id"};
    static const char *const files[3] = {"submission", "file", "name"};

    input(b, list, bco_file(b, r->verified->suite_sha256, "suite.xml"),
          wrapped);
    inputs_of(b, list, r, fixtures, wrapped);
    inputs_of(b, list, r, files, wrapped);
}

json_t *bco_io(struct bco *b)
{
    json_t *o = json_object();
    json_t *in = json_array();
    json_t *out = json_array();
    json_t *container = json_object();

    for (size_t i = 0; i < b->d->n_reports; i++)
        bco_inputs(b, in, &b->d->reports[i], true);
    jsonout_text(&b->j, container, "mediatype", ASIC_MEDIA_TYPE);
    jsonout_set(&b->j, container, "uri", bco_file(b, b->d->sha256, b->d->name));
    jsonout_add(&b->j, out, container);
    jsonout_set(&b->j, o, "input_subdomain", in);
    jsonout_set(&b->j, o, "output_subdomain", out);
    return o;
}

/* ---- programs ------------------------------------------------------------ */
static bool is_listed(const json_t *list, const char *uri)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *u = json_object_get(
            json_object_get(json_array_get(list, i), "uri"), "uri");

        if (u && strcmp(json_string_value(u), uri) == 0)
            return true;
    }
    return false;
}

static void prerequisite(struct bco *b, json_t *list, const char *name,
                         const char *version)
{
    char uri[NAME_MAX_];
    json_t *o;

    if (!version)
        return;
    (void)snprintf(uri, sizeof(uri), "pkg:generic/%s@%s", name, version);
    if (is_listed(list, uri))
        return;
    o = json_object();
    jsonout_text(&b->j, o, "name", name);
    jsonout_text(&b->j, o, "version", version);
    jsonout_set(&b->j, o, "uri", bco_uri(b, uri, NULL));
    jsonout_add(&b->j, list, o);
}

json_t *bco_execution(struct bco *b)
{
    static const char *const libraries[] = {"htslib", "libxml2", "openssl"};
    json_t *o = json_object();
    json_t *script = json_array();
    json_t *needs = json_array();

    for (size_t i = 0; i < b->d->n_reports; i++) {
        const struct dossier_report *r = &b->d->reports[i];
        json_t *s = json_object();

        jsonout_set(&b->j, s, "uri",
                    bco_file(b, r->verified->suite_sha256, "suite.xml"));
        jsonout_add(&b->j, script, s);
        prerequisite(b, needs, "entente",
                     told_attr(r, "environment", "program"));
        for (size_t k = 0; k < sizeof libraries / sizeof *libraries; k++)
            prerequisite(b, needs, libraries[k],
                         told_attr(r, "environment", libraries[k]));
    }
    jsonout_set(&b->j, o, "script", script);
    jsonout_text(&b->j, o, "script_driver", "entente");
    jsonout_set(&b->j, o, "software_prerequisites", needs);
    jsonout_set(&b->j, o, "external_data_endpoints", json_array());
    jsonout_set(&b->j, o, "environment_variables", json_object());
    return o;
}

/* ---- figures ------------------------------------------------------------- */
typedef void (*criterion_fn)(struct bco *b, json_t *into, const char *name,
                             const struct xmlnode *criterion, size_t report);

/* Each criterion of each case; `name` says which. */
static void each_criterion(struct bco *b, json_t *into, criterion_fn f)
{
    for (size_t i = 0; i < b->d->n_reports; i++) {
        const struct xmlnode *c =
            told_first(&b->d->reports[i], "cases", "case");

        for (; c; c = xmldoc_next(c, "case")) {
            const struct xmlnode *k = xmldoc_child(c, "criterion");

            for (; k; k = xmldoc_next(k, "criterion")) {
                char name[NAME_MAX_];

                (void)snprintf(name, sizeof(name), "%s %s %s %s",
                               b->d->reports[i].verified->suite,
                               xmldoc_attr(c, "id"), xmldoc_attr(k, "metric"),
                               xmldoc_attr(k, "stratum"));
                f(b, into, name, k, i);
            }
        }
    }
}

static void parameter(struct bco *b, json_t *into, const char *name,
                      const struct xmlnode *k, size_t report)
{
    static const char *const limits[] = {"min", "max"};

    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        const char *value = xmldoc_attr(k, limits[i]);
        char text[NAME_MAX_ + 160];
        char step[32];
        json_t *o;

        if (!value)
            continue;
        o = json_object();
        (void)snprintf(text, sizeof(text), "%s %s (%s, %s)", name, limits[i],
                       xmldoc_attr(k, "profile"), xmldoc_attr(k, "severity"));
        (void)snprintf(step, sizeof(step), "%zu", report + 1);
        jsonout_text(&b->j, o, "param", text);
        jsonout_text(&b->j, o, "value", value);
        jsonout_text(&b->j, o, "step", step);
        jsonout_add(&b->j, into, o);
    }
}

json_t *bco_parameters(struct bco *b)
{
    json_t *list = json_array();

    each_criterion(b, list, parameter);
    return list;
}

/* One criterion as it was measured; several profiles may ask for one number. */
static void measured(struct bco *b, json_t *into, const char *name,
                     const struct xmlnode *k, size_t report)
{
    static const char *const what[] = {"value", "num",    "den",       "lo",
                                       "hi",    "method", "confidence"};
    char key[NAME_MAX_ + 96];
    json_t *o;

    if (!xmldoc_attr(k, "value"))
        return;
    (void)snprintf(key, sizeof(key), "%zu %s %s", report + 1, name,
                   xmldoc_attr(k, "method"));
    if (json_object_get(into, key))
        return;
    o = json_object();
    for (size_t i = 0; i < sizeof what / sizeof *what; i++)
        jsonout_text(&b->j, o, what[i], xmldoc_attr(k, what[i]));
    jsonout_set(&b->j, into, key, o);
}

json_t *bco_errors(struct bco *b)
{
    json_t *o = json_object();
    json_t *empirical = json_object();

    each_criterion(b, empirical, measured);
    jsonout_set(&b->j, o, "empirical_error", empirical);
    jsonout_set(&b->j, o, "algorithmic_error", json_object());
    return o;
}
