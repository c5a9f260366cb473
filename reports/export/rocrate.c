#include "reports/export/rocrate.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "core/outcome.h"
#include "reports/export/jsonout.h"
#include "reports/export/told.h"
#include "reports/face/dossier.h"

#define CONTEXT    "https://w3id.org/ro/crate/1.1/context"
#define CONFORMS   "https://w3id.org/ro/crate/1.1"
#define ID_MAX     256
#define TEXT_MAX   1024
#define REL_MAX    3072 /* a name of 1024 bytes, each as %XX */
#define PARTY_FORM "#party-%.64s"

/* The crate that is being made. */
struct crate {
    struct jsonout j;
    json_t *graph;
    const struct dossier *d;
    char container[REL_MAX]; /* its name as a relative URI */
};

static json_t *entity(struct crate *c, const char *id, const char *type)
{
    json_t *o = json_object();

    jsonout_text(&c->j, o, "@id", id);
    jsonout_text(&c->j, o, "@type", type);
    return o;
}

static json_t *ref(struct crate *c, const char *id)
{
    json_t *o = json_object();

    jsonout_text(&c->j, o, "@id", id);
    return o;
}

static bool has(const struct crate *c, const char *id)
{
    for (size_t i = 0; i < json_array_size(c->graph); i++) {
        const json_t *at = json_object_get(json_array_get(c->graph, i), "@id");

        if (at && strcmp(json_string_value(at), id) == 0)
            return true;
    }
    return false;
}

/* RFC 3986: a file name as a relative reference. */
static void encode(char out[REL_MAX], const char *name)
{
    static const char hex[] = "0123456789ABCDEF";
    size_t n = 0;

    for (const unsigned char *s = (const unsigned char *)name;
         *s && n + 4 < REL_MAX; s++) {
        if ((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
            (*s >= '0' && *s <= '9') || strchr("-._~", *s)) {
            out[n++] = (char)*s;
        } else {
            out[n++] = '%';
            out[n++] = hex[*s >> 4];
            out[n++] = hex[*s & 15];
        }
    }
    out[n] = '\0';
}

/* ---- entities ------------------------------------------------------------ */
static void descriptor(struct crate *c)
{
    json_t *o = entity(c, "ro-crate-metadata.json", "CreativeWork");

    jsonout_set(&c->j, o, "conformsTo", ref(c, CONFORMS));
    jsonout_set(&c->j, o, "about", ref(c, "./"));
    jsonout_add(&c->j, c->graph, o);
}

static void file(struct crate *c)
{
    json_t *o = entity(c, c->container, "File");
    char size[32];

    (void)snprintf(size, sizeof(size), "%zu", c->d->bytes.n);
    jsonout_text(&c->j, o, "name", c->d->name);
    jsonout_text(&c->j, o, "contentSize", size);
    jsonout_text(&c->j, o, "encodingFormat", ASIC_MEDIA_TYPE);
    jsonout_text(&c->j, o, "sha256", c->d->sha256);
    jsonout_add(&c->j, c->graph, o);
}

/* Known by its certificate, so that one name can not be two parties. */
static json_t *party(struct crate *c, const struct cert_party *p)
{
    char id[ID_MAX];

    (void)snprintf(id, sizeof(id), PARTY_FORM, p->sha256);
    if (!has(c, id)) {
        json_t *o = entity(c, id, "Organization");

        jsonout_text(&c->j, o, "name", p->name);
        jsonout_text(&c->j, o, "location", p->nation);
        jsonout_add(&c->j, c->graph, o);
    }
    return ref(c, id);
}

static json_t *product(struct crate *c, const struct verified *v)
{
    char name[TEXT_MAX];

    if (!has(c, "#vendor")) {
        json_t *o = entity(c, "#vendor", "Organization");

        jsonout_text(&c->j, o, "name", v->vendor);
        jsonout_add(&c->j, c->graph, o);
        o = entity(c, "#product", "Product");
        (void)snprintf(name, sizeof(name), "%s %s",
                       v->product_name ? v->product_name : "?",
                       v->version ? v->version : "?");
        jsonout_text(&c->j, o, "name", name);
        jsonout_text(&c->j, o, "category", v->technology_class);
        jsonout_set(&c->j, o, "manufacturer", ref(c, "#vendor"));
        jsonout_add(&c->j, c->graph, o);
    }
    return ref(c, "#product");
}

static json_t *suite(struct crate *c, const struct dossier_report *r)
{
    char id[ID_MAX];

    (void)snprintf(id, sizeof(id), "#suite-%.64s", r->verified->suite_sha256);
    if (!has(c, id)) {
        json_t *o = entity(c, id, "CreativeWork");

        jsonout_text(&c->j, o, "name", r->verified->suite);
        jsonout_text(&c->j, o, "description",
                     told_text(xmldoc_child(r->doc.root, "suite"), "title"));
        jsonout_text(&c->j, o, "sha256", r->verified->suite_sha256);
        jsonout_add(&c->j, c->graph, o);
    }
    return ref(c, id);
}

/* The files that were judged: they are not in the crate. */
static json_t *judged(struct crate *c, const struct dossier_report *r)
{
    json_t *list = json_array();
    const struct xmlnode *f = told_first(r, "submission", "file");

    for (; f; f = xmldoc_next(f, "file")) {
        const char *sha256 = xmldoc_attr(f, "sha256");
        char id[ID_MAX];

        if (!sha256)
            continue;
        (void)snprintf(id, sizeof(id), "#file-%.64s", sha256);
        if (!has(c, id)) {
            json_t *o = entity(c, id, "CreativeWork");

            jsonout_text(&c->j, o, "name", xmldoc_attr(f, "name"));
            jsonout_text(&c->j, o, "sha256", sha256);
            jsonout_text(&c->j, o, "contentSize", xmldoc_attr(f, "size"));
            jsonout_add(&c->j, c->graph, o);
        }
        jsonout_add(&c->j, list, ref(c, id));
    }
    return list;
}

static json_t *program(struct crate *c, const struct dossier_report *r)
{
    const char *version = told_attr(r, "environment", "program");
    char id[ID_MAX];

    (void)snprintf(id, sizeof(id), "#entente-%.64s", version ? version : "");
    if (!has(c, id)) {
        json_t *o = entity(c, id, "SoftwareApplication");

        jsonout_text(&c->j, o, "name", "entente");
        jsonout_text(&c->j, o, "softwareVersion", version);
        jsonout_add(&c->j, c->graph, o);
    }
    return ref(c, id);
}

static json_t *verdicts(struct crate *c, const struct dossier_report *r)
{
    json_t *list = json_array();

    for (size_t i = 0; i < r->verified->n_verdicts; i++) {
        const struct verified_verdict *v = &r->verified->verdicts[i];
        char text[TEXT_MAX];

        if (!told_profile(c->d, r, v->profile))
            continue;
        (void)snprintf(text, sizeof(text), "%s: %s%s", v->profile,
                       verdict_name(v->verdict),
                       v->provisional ? " (limits that nobody published)" : "");
        jsonout_add(&c->j, list, json_string(text));
    }
    return list;
}

/* The sealed report: the crate's file, or what is inside of it. */
static json_t *result(struct crate *c, size_t i)
{
    const struct dossier_report *r = &c->d->reports[i];
    char id[ID_MAX];
    json_t *o;

    if (!r->member)
        return ref(c, c->container);
    (void)snprintf(id, sizeof(id), "#report-%zu", i + 1);
    o = entity(c, id, "CreativeWork");
    jsonout_text(&c->j, o, "name", r->member);
    jsonout_text(&c->j, o, "encodingFormat", ASIC_MEDIA_TYPE);
    jsonout_text(&c->j, o, "sha256", r->sha256);
    jsonout_set(&c->j, o, "isPartOf", ref(c, c->container));
    jsonout_add(&c->j, c->graph, o);
    return ref(c, id);
}

/* One run of a suite on one submission. */
static void run(struct crate *c, size_t i)
{
    const struct dossier_report *r = &c->d->reports[i];
    const struct verified *v = r->verified;
    char id[ID_MAX];
    json_t *o;
    json_t *objects = judged(c, r);

    (void)snprintf(id, sizeof(id), "#run-%zu", i + 1);
    o = entity(c, id, "CreateAction");
    jsonout_add(&c->j, objects, suite(c, r));
    jsonout_add(&c->j, objects, product(c, v));
    jsonout_text(&c->j, o, "name", v->suite);
    jsonout_text(&c->j, o, "endTime", v->created);
    jsonout_set(&c->j, o, "object", objects);
    jsonout_set(&c->j, o, "instrument", program(c, r));
    jsonout_set(&c->j, o, "result", result(c, i));
    jsonout_set(&c->j, o, "description", verdicts(c, r));
    if (c->d->certificate)
        jsonout_set(
            &c->j, o, "agent",
            party(c, &c->d->certificate->certificate->c.reports[i].signer));
    jsonout_add(&c->j, c->graph, o);
}

/* RO-Crate wants one, and nobody stated any. */
static json_t *no_licence(struct crate *c)
{
    json_t *o = entity(c, "#no-licence", "CreativeWork");

    jsonout_text(&c->j, o, "name", "No licence stated");
    jsonout_text(&c->j, o, "description",
                 "Nobody stated under which licence this container may be "
                 "used.");
    jsonout_add(&c->j, c->graph, o);
    return ref(c, "#no-licence");
}

/* The body of a certificate; of a report its signer, by the name in its
 * certificate. */
static json_t *author(struct crate *c)
{
    const struct verified_seal *s = &c->d->v.seals[0];
    const struct cert_party signer = {.name = s->signer,
                                      .sha256 = s->cert_sha256};

    return party(c, c->d->certificate ? &c->d->certificate->certificate->c.body
                                      : &signer);
}

static void root(struct crate *c)
{
    const struct verified *v = c->d->reports[0].verified;
    const struct certificate *k =
        c->d->certificate ? &c->d->certificate->certificate->c : NULL;
    json_t *o = entity(c, "./", "Dataset");
    json_t *parts = json_array();
    char id[DOSSIER_ID_MAX];
    char name[TEXT_MAX];

    dossier_id(id, c->d);
    (void)snprintf(name, sizeof(name), "%s %s: %s",
                   k ? "Certificate" : "Sealed report", id, v->product);
    jsonout_text(&c->j, o, "name", name);
    jsonout_text(&c->j, o, "identifier", id);
    jsonout_text(&c->j, o, "description",
                 k ? k->scope.en
                   : told_text(xmldoc_child(c->d->reports[0].doc.root, "suite"),
                               "title"));
    jsonout_text(&c->j, o, "datePublished", k ? k->issued : v->created);
    jsonout_add(&c->j, parts, ref(c, c->container));
    jsonout_set(&c->j, o, "hasPart", parts);
    jsonout_set(&c->j, o, "about", product(c, v));
    jsonout_set(&c->j, o, "license", no_licence(c));
    jsonout_set(&c->j, o, "author", author(c));
    if (k)
        jsonout_set(&c->j, o, "publisher", party(c, &k->body));
    jsonout_add(&c->j, c->graph, o);
}

int rocrate_write(struct buf *out, const struct dossier *d, struct err *e)
{
    struct crate c = {.d = d};
    json_t *whole;

    if (told_check(d, e))
        return -1;
    c.graph = json_array();
    encode(c.container, d->name);
    descriptor(&c);
    root(&c);
    file(&c);
    for (size_t i = 0; i < d->n_reports; i++)
        run(&c, i);
    whole = json_object();
    jsonout_text(&c.j, whole, "@context", CONTEXT);
    jsonout_set(&c.j, whole, "@graph", c.graph);
    return jsonout_write(out, &c.j, whole, true, e);
}
