#include "reports/export/bco.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "core/outcome.h"
#include "reports/export/bco_internal.h"

#define SPEC     "https://w3id.org/ieee/ieee-2791-schema/2791object.json"
#define TEXT_MAX 1024
#define ETAG_MAX ((size_t)64 << 20)

json_t *bco_uri(struct bco *b, const char *uri, const char *filename)
{
    json_t *o = json_object();

    jsonout_text(&b->j, o, "uri", uri);
    jsonout_text(&b->j, o, "filename", filename);
    return o;
}

json_t *bco_file(struct bco *b, const char *sha256, const char *filename)
{
    struct buf ni;
    struct err no = {0};
    json_t *o = NULL;

    buf_init(&ni, 128);
    if (told_ni(&ni, sha256, &no) == 0)
        o = bco_uri(b, ni.s, filename);
    buf_release(&ni);
    return o;
}

/* ---- provenance ---------------------------------------------------------- */
static void contributor(struct bco *b, json_t *list, const char *name,
                        const char *how)
{
    json_t *o = json_object();
    json_t *ways = json_array();

    jsonout_text(&b->j, o, "name", name ? name : "not stated");
    jsonout_add(&b->j, ways, json_string(how));
    jsonout_set(&b->j, o, "contribution", ways);
    jsonout_add(&b->j, list, o);
}

static json_t *contributors(struct bco *b)
{
    const struct dossier *d = b->d;
    json_t *list = json_array();

    contributor(b, list, d->reports[0].verified->vendor, "providedBy");
    for (size_t i = 0; i < d->n_reports; i++) {
        const struct dossier_report *r = &d->reports[i];

        contributor(b, list,
                    d->certificate
                        ? d->certificate->certificate->c.reports[i].signer.name
                        : r->verified->seals[0].signer,
                    "createdBy");
    }
    if (d->certificate)
        contributor(b, list, d->certificate->certificate->c.body.name,
                    "curatedBy");
    return list;
}

static json_t *provenance(struct bco *b)
{
    const struct verified *v = b->d->reports[0].verified;
    const struct certificate *c =
        b->d->certificate ? &b->d->certificate->certificate->c : NULL;
    const char *created = c ? c->issued : v->created;
    json_t *o = json_object();
    char id[DOSSIER_ID_MAX];
    char text[TEXT_MAX];

    dossier_id(id, b->d);
    (void)snprintf(text, sizeof(text), "%s: %s", id, v->product);
    jsonout_text(&b->j, o, "name", text);
    jsonout_text(&b->j, o, "version", "1.0");
    jsonout_text(&b->j, o, "created", created);
    jsonout_text(&b->j, o, "modified", created);
    jsonout_text(&b->j, o, "license", "not stated");
    jsonout_set(&b->j, o, "contributors", contributors(b));
    if (c) {
        (void)snprintf(text, sizeof(text), "%.10sT23:59:59Z", c->to);
        jsonout_text(&b->j, o, "obsolete_after", text);
    }
    return o;
}

/* ---- what for, in words -------------------------------------------------- */
static json_t *usability(struct bco *b)
{
    json_t *list = json_array();

    if (b->d->certificate)
        jsonout_add(&b->j, list,
                    json_string(b->d->certificate->certificate->c.scope.en));
    for (size_t i = 0; i < b->d->n_reports; i++)
        jsonout_add(
            &b->j, list,
            json_string(told_text(
                xmldoc_child(b->d->reports[i].doc.root, "suite"), "title")));
    return list;
}

static json_t *step(struct bco *b, size_t i)
{
    const struct dossier_report *r = &b->d->reports[i];
    const char *version = told_attr(r, "environment", "program");
    json_t *o = json_object();
    json_t *in = json_array();
    json_t *out = json_array();
    char text[TEXT_MAX];

    bco_inputs(b, in, r, false);
    jsonout_add(&b->j, out,
                bco_file(b, r->sha256, r->member ? r->member : b->d->name));
    (void)snprintf(text, sizeof(text), "Judge the submission by the suite %s",
                   r->verified->suite);
    jsonout_set(&b->j, o, "step_number", json_integer((json_int_t)i + 1));
    jsonout_text(&b->j, o, "name", "entente run");
    jsonout_text(&b->j, o, "description", text);
    jsonout_text(&b->j, o, "version", version);
    jsonout_set(&b->j, o, "input_list", in);
    jsonout_set(&b->j, o, "output_list", out);
    return o;
}

static json_t *description(struct bco *b)
{
    const struct verified *v = b->d->reports[0].verified;
    json_t *o = json_object();
    json_t *keywords = json_array();
    json_t *steps = json_array();

    if (v->technology_class)
        jsonout_add(&b->j, keywords, json_string(v->technology_class));
    if (v->claims && v->claims[0])
        jsonout_add(&b->j, keywords, json_string(v->claims));
    for (size_t i = 0; i < b->d->n_reports; i++)
        jsonout_add(&b->j, steps, step(b, i));
    jsonout_set(&b->j, o, "keywords", keywords);
    jsonout_set(&b->j, o, "pipeline_steps", steps);
    return o;
}

/* ---- the whole ----------------------------------------------------------- */
static json_t *domains(struct bco *b)
{
    json_t *o = json_object();

    jsonout_set(&b->j, o, "provenance_domain", provenance(b));
    jsonout_set(&b->j, o, "usability_domain", usability(b));
    jsonout_set(&b->j, o, "description_domain", description(b));
    jsonout_set(&b->j, o, "execution_domain", bco_execution(b));
    jsonout_set(&b->j, o, "parametric_domain", bco_parameters(b));
    jsonout_set(&b->j, o, "io_domain", bco_io(b));
    jsonout_set(&b->j, o, "error_domain", bco_errors(b));
    return o;
}

/* SHA-256 of all but the three fields that name the object. */
static int add_etag(struct bco *b, json_t *o, struct err *e)
{
    char hex[DIGEST_HEX_MAX];
    struct buf text;
    int rc = -1;

    buf_init(&text, ETAG_MAX);
    if (jsonout_write(&text, &b->j, json_incref(o), false, e) == 0 &&
        digest_hex_of(hex, DIGEST_SHA256, text.s, text.n, e) == 0) {
        jsonout_text(&b->j, o, "etag", hex);
        rc = 0;
    }
    buf_release(&text);
    return rc;
}

int bco_write(struct buf *out, const struct dossier *d, struct err *e)
{
    struct bco b = {.d = d};
    struct buf id;
    json_t *o;

    if (told_check(d, e))
        return -1;
    buf_init(&id, 128);
    o = domains(&b);
    if (add_etag(&b, o, e) || told_ni(&id, d->sha256, e)) {
        json_decref(o);
        buf_release(&id);
        return -1;
    }
    jsonout_text(&b.j, o, "object_id", id.s);
    jsonout_text(&b.j, o, "spec_version", SPEC);
    buf_release(&id);
    return jsonout_write(out, &b.j, o, true, e);
}
