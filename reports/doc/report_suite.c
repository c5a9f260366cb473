/*
 * What a report repeats of its suite, so that it can be read without it.
 */
#include <stdio.h>

#include "base/buf.h"
#include "reports/doc/report_internal.h"
#include "reports/doc/xmlout.h"

static void write_terms(struct xmlout *w, const char *name,
                        const char *const term[MEASURE_TERMS_MAX])
{
    size_t n = 0;

    while (n < MEASURE_TERMS_MAX && term[n])
        n++;
    xmlout_attr_list(w, name, term, n);
}

static void write_metric(struct xmlout *w, const struct suite_metric *m)
{
    xmlout_begin(w, "metric");
    xmlout_attr(w, "id", m->id);
    xmlout_attr(w, "check", m->check);
    xmlout_attr(w, "measure", m->measure);
    xmlout_attr(w, "kind", measure_kind_name(m->formula.kind));
    xmlout_attr(w, "unit", m->unit);
    write_terms(w, "numerator", m->formula.num);
    write_terms(w, "denominator", m->formula.den);
    xmlout_text2(w, "title", &m->title);
    xmlout_end(w);
}

static void write_fixture(struct xmlout *w, const struct suite_fixture *f)
{
    xmlout_begin(w, "fixture");
    xmlout_attr(w, "id", f->id);
    xmlout_attr(w, "kind", f->kind);
    xmlout_attr(w, "pin", fixture_pin_name(f->pin));
    xmlout_attr(w, "sha256", f->sha256);
    xmlout_attr(w, "access", f->access);
    xmlout_end(w);
}

static void write_deliverable(struct xmlout *w,
                              const struct suite_deliverable *d)
{
    xmlout_begin(w, "deliverable");
    xmlout_attr(w, "role", d->role);
    xmlout_attr(w, "kind", d->kind);
    xmlout_attr_bool(w, "required", d->required);
    xmlout_text2(w, "title", &d->title);
    xmlout_end(w);
}

static void write_profile(struct xmlout *w, const struct suite_profile *p)
{
    xmlout_begin(w, "profile");
    xmlout_attr(w, "id", p->id);
    xmlout_text2(w, "title", &p->title);
    xmlout_end(w);
}

static void write_not_tested(struct xmlout *w, const struct suite *s)
{
    for (size_t i = 0; i < s->n_not_tested; i++) {
        xmlout_begin(w, "not-tested");
        xmlout_text2(w, "title", &s->not_tested[i]);
        xmlout_end(w);
    }
}

void report_write_suite(struct xmlout *w, const struct suite *s)
{
    char version[64];

    (void)snprintf(version, sizeof(version), "%lld.%lld.%lld",
                   (long long)s->version.major, (long long)s->version.minor,
                   (long long)s->version.patch);
    xmlout_begin(w, "suite");
    xmlout_attr(w, "id", s->id);
    xmlout_attr(w, "version", version);
    xmlout_attr(w, "status", suite_status_name(s->status));
    xmlout_attr(w, "sha256", s->sha256);
    if (s->limits_waivers)
        xmlout_attr_i64(w, "max-waivers", s->max_waivers);
    xmlout_attr_list(w, "classes", s->classes, s->n_classes);
    xmlout_leaf(w, "publisher", s->publisher);
    xmlout_text2(w, "title", &s->title);
    xmlout_text2(w, "text", &s->text);
    for (size_t i = 0; i < s->n_profiles; i++)
        write_profile(w, &s->profiles[i]);
    for (size_t i = 0; i < s->n_fixtures; i++)
        write_fixture(w, &s->fixtures[i]);
    for (size_t i = 0; i < s->n_deliverables; i++)
        write_deliverable(w, &s->deliverables[i]);
    for (size_t i = 0; i < s->n_metrics; i++)
        write_metric(w, &s->metrics[i]);
    write_not_tested(w, s);
    xmlout_end(w);
}
