#include "base/buf.h"
#include "reports/cert/certificate.h"
#include "reports/doc/xmlout.h"

static void party(struct xmlout *w, const char *name,
                  const struct cert_party *p)
{
    xmlout_begin(w, name);
    xmlout_attr(w, "name", p->name);
    xmlout_attr(w, "nation", p->nation);
    xmlout_attr(w, "certificate", p->sha256);
}

static void report(struct xmlout *w, const struct cert_report *r)
{
    xmlout_begin(w, "report");
    xmlout_attr(w, "member", r->member);
    xmlout_attr(w, "sha256", r->sha256);
    xmlout_attr(w, "suite", r->suite);
    xmlout_attr(w, "suite-sha256", r->suite_sha256);
    xmlout_attr(w, "result-digest", r->result_digest);
    xmlout_attr(w, "created", r->created);
    xmlout_attr(w, "level", evidence_level_name(r->level));
    party(w, "signer", &r->signer);
    xmlout_attr(w, "role", r->role);
    xmlout_end(w);
    xmlout_end(w);
}

static void verdicts(struct xmlout *w, const struct certificate *c)
{
    for (size_t i = 0; i < c->n_verdicts; i++) {
        const struct cert_verdict *v = &c->verdicts[i];

        xmlout_begin(w, "verdict");
        xmlout_attr(w, "suite", v->suite);
        xmlout_attr(w, "profile", v->profile);
        xmlout_attr(w, "is", verdict_name(v->verdict));
        xmlout_attr_bool(w, "limits-adopted", v->limits_adopted);
        xmlout_end(w);
    }
}

static void waivers(struct xmlout *w, const struct certificate *c)
{
    for (size_t i = 0; i < c->n_waivers; i++) {
        const struct cert_waiver *v = &c->waivers[i];

        xmlout_begin(w, "waiver");
        xmlout_attr(w, "id", v->id);
        xmlout_attr(w, "suite", v->suite);
        xmlout_attr(w, "case", v->case_id);
        xmlout_attr(w, "authoriser", v->authoriser);
        xmlout_attr(w, "until", v->until);
        xmlout_attr(w, "reason", v->reason);
        xmlout_end(w);
    }
}

static void product(struct xmlout *w, const struct certificate *c)
{
    xmlout_begin(w, "product");
    xmlout_attr(w, "vendor", c->vendor);
    xmlout_attr(w, "name", c->product);
    xmlout_attr(w, "version", c->version);
    xmlout_attr(w, "covers", c->patches ? "patches-by-delta" : "this-version");
    xmlout_attr(w, "technology", c->technology);
    xmlout_end(w);
}

static void validity(struct xmlout *w, const struct certificate *c)
{
    xmlout_begin(w, "validity");
    xmlout_attr(w, "from", c->from);
    xmlout_attr(w, "to", c->to);
    xmlout_attr_i64(w, "grace-days", c->grace_days);
    xmlout_end(w);
}

static void attempt(struct xmlout *w, const struct certificate *c)
{
    xmlout_begin(w, "attempt");
    xmlout_attr_i64(w, "number", c->attempt);
    xmlout_attr_i64(w, "registered", c->attempts_registered);
    xmlout_end(w);
}

static void gaps(struct xmlout *w, const struct certificate *c)
{
    for (size_t i = 0; i < c->n_not_tested; i++) {
        xmlout_begin(w, "not-tested");
        xmlout_text2(w, "item", &c->not_tested[i]);
        xmlout_end(w);
    }
    for (size_t i = 0; i < c->n_not_asked; i++)
        xmlout_leaf(w, "not-asked", c->not_asked[i]);
}

static void people(struct xmlout *w, const struct certificate *c)
{
    for (size_t i = 0; i < c->n_evaluated_by; i++)
        xmlout_leaf(w, "evaluated-by", c->evaluated_by[i]);
    xmlout_leaf(w, "reviewed-by", c->reviewed_by);
    xmlout_leaf(w, "decided-by", c->decided_by);
}

static void regulatory(struct xmlout *w, const struct certificate *c)
{
    for (size_t i = 0; i < c->n_regulatory; i++) {
        xmlout_begin(w, "regulatory");
        xmlout_attr(w, "regime", c->regulatory[i].regime);
        xmlout_attr(w, "declared", c->regulatory[i].status);
        xmlout_end(w);
    }
}

static void begin(struct xmlout *w, const struct certificate *c)
{
    xmlout_begin(w, "certificate");
    xmlout_attr(w, "xmlns", CERTIFICATE_NS);
    xmlout_attr(w, "number", c->number);
    xmlout_attr(w, "issued", c->issued);
    xmlout_attr(w, "supersedes", c->supersedes);
    party(w, "body", &c->body);
    xmlout_attr(w, "complaints", c->complaints);
    xmlout_end(w);
    xmlout_begin(w, "scheme");
    xmlout_attr(w, "id", c->scheme);
    xmlout_attr(w, "sha256", c->scheme_sha256);
    xmlout_end(w);
}

void certificate_write(struct buf *out, const struct certificate *c)
{
    struct xmlout w;

    xmlout_init(&w, out);
    begin(&w, c);
    xmlout_text2(&w, "scope", &c->scope);
    product(&w, c);
    validity(&w, c);
    attempt(&w, c);
    for (size_t i = 0; i < c->n_reports; i++)
        report(&w, &c->reports[i]);
    verdicts(&w, c);
    waivers(&w, c);
    for (size_t i = 0; i < c->n_conditions; i++) {
        xmlout_begin(&w, "condition");
        xmlout_text2(&w, "text", &c->conditions[i]);
        xmlout_end(&w);
    }
    gaps(&w, c);
    regulatory(&w, c);
    people(&w, c);
    xmlout_text2(&w, "surveillance", &c->surveillance);
    xmlout_end(&w);
}
