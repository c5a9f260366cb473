/*
 * The sections of report.xml that do not follow from suite and tallies:
 * product, items, files, fixtures as found, findings, engagement, environment.
 */
#include <stdio.h>
#include <string.h>

#include "reports/doc/report.h"
#include "reports/doc/report_internal.h"
#include "reports/doc/shown.h"
#include "reports/doc/xmlout.h"

static void write_item(struct xmlout *w, const struct submission_item *i)
{
    xmlout_begin(w, "item");
    xmlout_attr(w, "id", i->id);
    xmlout_attr(w, "sample", i->sample);
    xmlout_attr(w, "material-lot", i->material_lot);
    xmlout_attr(w, "instrument", i->instrument);
    xmlout_attr(w, "reagents", i->reagents);
    xmlout_attr(w, "basecaller", i->basecaller);
    xmlout_attr(w, "run", i->run);
    xmlout_attr(w, "site", i->site);
    xmlout_attr(w, "day", i->day);
    xmlout_attr(w, "replicate", i->replicate);
    xmlout_end(w);
}

static void write_file(struct xmlout *w, const struct report_file *f,
                       const char *id_name)
{
    xmlout_begin(w, "file");
    xmlout_attr(w, id_name, f->id);
    xmlout_attr(w, "name", f->name);
    xmlout_attr(w, "sha256", f->sha256);
    if (f->sha256)
        xmlout_attr_i64(w, "size", f->size);
    xmlout_attr(w, "pinned", f->pinned);
    xmlout_attr(w, "content", f->content);
    xmlout_end(w);
}

static void write_submission(struct xmlout *w, const struct report *r)
{
    const struct submission *s = r->submission;

    xmlout_begin(w, "submission");
    xmlout_attr(w, "name", r->submission_name);
    xmlout_attr(w, "sha256", s->sha256[0] ? s->sha256 : NULL);
    xmlout_attr(w, "archive-sha256", r->archive_sha256);
    xmlout_attr(w, "class", r->evidence->technology_class);
    xmlout_attr_list(w, "claims", r->evidence->claims, r->evidence->n_claims);
    xmlout_leaf(w, "vendor", s->vendor);
    xmlout_leaf(w, "product", s->product);
    xmlout_leaf(w, "version", s->version);
    xmlout_leaf(w, "regulatory", s->regulatory);
    xmlout_leaf(w, "trained-on", s->trained_on);
    for (size_t i = 0; i < s->n_items; i++)
        write_item(w, &s->items[i]);
    for (size_t i = 0; i < r->n_files; i++)
        write_file(w, &r->files[i], "role");
    xmlout_end(w);
}

static void write_fixtures(struct xmlout *w, const struct report *r)
{
    xmlout_begin(w, "fixtures-used");
    for (size_t i = 0; i < r->n_fixtures; i++)
        write_file(w, &r->fixtures[i], "id");
    xmlout_end(w);
}

static void write_finding(struct xmlout *w, const struct finding *f)
{
    const struct text2 t = {f->en, f->fr};

    xmlout_begin(w, "finding");
    xmlout_attr(w, "level", finding_level_name(f->level));
    xmlout_attr(w, "code", f->code);
    if (f->file && f->file[0])
        xmlout_attr(w, "file", f->file);
    if (f->line > 0)
        xmlout_attr_i64(w, "line", (int64_t)f->line);
    xmlout_attr(w, "source", f->source);
    xmlout_attr(w, "explains", f->explains);
    xmlout_attr(w, "example", f->example ? "yes" : NULL);
    xmlout_text2(w, "text", &t);
    xmlout_end(w);
}

/* What a control's planted defect made a check notice explains nothing about
 * the submission: only states are told of controls. */
static void write_measurement(struct xmlout *w, const struct measurement *m,
                              const struct planned *p)
{
    bool main = p->control == NULL;

    xmlout_begin(w, "measurement");
    xmlout_attr(w, "id", m->id);
    xmlout_attr(w, "check", p->first->check);
    xmlout_attr(w, "control", main ? NULL : p->control->id);
    xmlout_attr(w, "state", measured_name(m->state));
    xmlout_attr(w, "cause", m->cause);
    if (main && m->findings.dropped > 0)
        xmlout_attr_i64(w, "dropped", (int64_t)m->findings.dropped);
    for (size_t i = 0; main && i < m->findings.n; i++)
        write_finding(w, &m->findings.a[i]);
    xmlout_end(w);
}

static void write_measurements(struct xmlout *w, const struct report *r)
{
    xmlout_begin(w, "measurements");
    for (size_t i = 0; i < r->evidence->n; i++)
        write_measurement(w, &r->evidence->m[i], &r->plan->a[i]);
    xmlout_end(w);
}

static void write_territory(struct xmlout *w, const struct report *r)
{
    if (r->regions_bp <= 0 && r->reference_bp <= 0)
        return;
    xmlout_begin(w, "territory");
    if (r->regions_bp > 0)
        xmlout_attr_i64(w, "regions-bp", r->regions_bp);
    if (r->reference_bp > 0)
        xmlout_attr_i64(w, "reference-bp", r->reference_bp);
    xmlout_end(w);
}

static void write_engagement(struct xmlout *w,
                             const struct report_engagement *g)
{
    const struct {
        const char *name, *text;
    } row[] = {
        {"report-id",          g->report_id         },
        {"laboratory",         g->laboratory        },
        {"laboratory-address", g->laboratory_address},
        {"test-place",         g->test_place        },
        {"customer",           g->customer          },
        {"customer-contact",   g->customer_contact  },
        {"received",           g->received          },
        {"tested-from",        g->tested_from       },
        {"tested-to",          g->tested_to         },
        {"issued",             g->issued            },
        {"item-condition",     g->item_condition    },
        {"deviations",         g->deviations        },
        {"accreditation",      g->accreditation     },
        {"authorised-by",      g->authorised_by     },
        {"external-providers", g->external_providers},
        {"opinions",           g->opinions          },
    };

    xmlout_begin(w, "engagement");
    if (g->attempt > 0)
        xmlout_attr_i64(w, "attempt", g->attempt);
    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++)
        xmlout_leaf(w, row[i].name, row[i].text);
    xmlout_end(w);
}

static void write_environment(struct xmlout *w,
                              const struct report_environment *v)
{
    char seconds[SHOWN_TEXT_MAX];

    xmlout_begin(w, "environment");
    xmlout_attr(w, "program", v->program_version);
    xmlout_attr(w, "created", v->created);
    xmlout_attr(w, "system", v->system);
    xmlout_attr(w, "htslib", v->htslib);
    xmlout_attr(w, "libxml2", v->libxml2);
    xmlout_attr(w, "openssl", v->openssl);
    xmlout_attr_i64(w, "threads", v->threads);
    if (v->seconds >= 0) {
        shown_text(seconds, v->seconds, SHOWN_NEAREST, NULL, 0);
        xmlout_attr(w, "seconds", seconds);
    }
    xmlout_end(w);
}

void report_write_told(struct xmlout *w, const struct report *r)
{
    write_submission(w, r);
    write_fixtures(w, r);
    write_measurements(w, r);
    write_territory(w, r);
    if (r->engagement)
        write_engagement(w, r->engagement);
    if (r->environment)
        write_environment(w, r->environment);
}
