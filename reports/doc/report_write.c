/*
 * report.xml from top to bottom. The order of its sections is that in which a
 * person asks: what came out, for what, by which suite, case by case; then
 * what was told by whoever ran it.
 */
#include "reports/doc/report.h"

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "reports/doc/report_internal.h"
#include "reports/doc/xmlout.h"

int report_tallies(struct buf *tsv, const struct evidence *ev, struct err *e)
{
    buf_str(tsv, TALLY_TEXT_MAGIC);
    for (size_t i = 0; i < ev->n; i++) {
        if (ev->m[i].tally.n_counters > 0)
            tally_write(tsv, &ev->m[i].tally, ev->m[i].id);
    }
    return buf_check(tsv, e);
}

int report_marks(struct buf *text, const struct evidence *ev, struct err *e)
{
    buf_str(text, MARKS_MAGIC);
    for (size_t i = 0; i < ev->n; i++)
        marks_write(text, &ev->m[i].marks, ev->m[i].id);
    return buf_check(text, e);
}

static int write_tallies(struct xmlout *w, const struct evidence *ev,
                         struct err *e)
{
    struct buf tsv;
    char hex[DIGEST_HEX_MAX];
    int rc = -1;

    buf_init(&tsv, REPORT_BYTES_MAX);
    if (report_tallies(&tsv, ev, e))
        goto done;
    if (digest_hex_of(hex, DIGEST_SHA256, tsv.s, tsv.n, e))
        goto done;
    xmlout_begin(w, "tallies");
    xmlout_attr(w, "name", REPORT_TALLIES);
    xmlout_attr(w, "sha256", hex);
    xmlout_end(w);
    rc = 0;
done:
    buf_release(&tsv);
    return rc;
}

void report_write_summary(struct xmlout *w, const struct report *r)
{
    const struct suite *s = r->suite;

    xmlout_begin(w, "summary");
    xmlout_attr(w, "level", evidence_level_name(r->evidence->level));
    xmlout_attr(w, "digest", r->result->digest);
    xmlout_attr_list(w, "only", r->evidence->only, r->evidence->n_only);
    if (r->result->waivers_refused > 0)
        xmlout_attr_i64(w, "waivers-refused",
                        (int64_t)r->result->waivers_refused);
    for (size_t i = 0; i < s->n_profiles; i++) {
        xmlout_begin(w, "verdict");
        xmlout_attr(w, "profile", s->profiles[i].id);
        xmlout_attr(w, "value", verdict_name(r->result->verdict[i]));
        xmlout_attr_bool(w, "provisional", r->result->provisional[i]);
        xmlout_end(w);
    }
    xmlout_end(w);
}

static void write_waivers(struct xmlout *w, const struct evidence *ev)
{
    xmlout_begin(w, "waivers");
    for (size_t i = 0; i < ev->n_waivers; i++) {
        const struct waiver *v = &ev->waivers[i];

        xmlout_begin(w, "waiver");
        xmlout_attr(w, "id", v->id);
        xmlout_attr(w, "case", v->case_id);
        xmlout_attr(w, "authoriser", v->authoriser);
        xmlout_attr(w, "until", v->until);
        xmlout_leaf(w, "reason", v->reason);
        xmlout_end(w);
    }
    xmlout_end(w);
}

int report_write(struct buf *xml, const struct report *r, struct err *e)
{
    struct xmlout w;

    xmlout_init(&w, xml);
    xmlout_begin(&w, "report");
    xmlout_attr(&w, "xmlns", REPORT_NS);
    xmlout_attr_i64(&w, "format", REPORT_FORMAT);
    xmlout_attr_bool(&w, "bare", r->submission->bare);
    report_write_summary(&w, r);
    report_write_suite(&w, r->suite);
    report_write_cases(&w, r);
    report_write_controls(&w, r);
    write_waivers(&w, r->evidence);
    if (write_tallies(&w, r->evidence, e))
        return -1;
    report_write_told(&w, r);
    xmlout_end(&w);
    return buf_check(xml, e);
}
