/* What verification says of a certificate, a recognition, a waiver. */
#include <inttypes.h>

#include "base/buf.h"
#include "base/lang.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/cert/waiver.h"
#include "reports/seal/verify.h"
#include "reports/seal/verifytext_internal.h"

static void write_reports(struct buf *out, const struct certificate *c)
{
    for (size_t i = 0; i < c->n_reports; i++) {
        const struct cert_report *r = &c->reports[i];

        verifytext_label(out, i == 0 ? lang_tr("rests on") : "");
        buf_printf(out,
                   lang_tr("report by %s of %s, made by %s (%s, %s), %s\n"),
                   r->suite, r->created, r->signer.name, r->signer.nation,
                   r->role, evidence_level_name(r->level));
    }
}

static void write_verdicts(struct buf *out, const struct certificate *c)
{
    for (size_t i = 0; i < c->n_verdicts; i++) {
        const struct cert_verdict *v = &c->verdicts[i];

        verifytext_label(out, i == 0 ? lang_tr("verdict") : "");
        buf_printf(out, "%s, %s: %s%s\n", v->suite, v->profile,
                   lang_tr(verifytext_verdict(v->verdict)),
                   v->limits_adopted
                       ? lang_tr(", by limits that nobody published and the "
                                 "scheme adopts")
                       : "");
    }
    for (size_t i = 0; i < c->n_waivers; i++) {
        const struct cert_waiver *w = &c->waivers[i];

        verifytext_label(out, i == 0 ? lang_tr("waivers") : "");
        buf_printf(out, lang_tr("%s for %s until %s, by %s: %s\n"), w->id,
                   w->case_id, w->until, w->authoriser, w->reason);
    }
    for (size_t i = 0; i < c->n_not_asked; i++) {
        verifytext_label(out, i == 0 ? lang_tr("not asked") : "");
        buf_printf(out, "%s\n", c->not_asked[i]);
    }
}

void verifytext_certificate(struct buf *out, const struct verified *v)
{
    const struct certificate *c = &v->certificate->c;

    verifytext_label(out, lang_tr("number"));
    buf_printf(out, "%s\n", c->number);
    verifytext_label(out, lang_tr("issued by"));
    buf_printf(out, lang_tr("%s (%s) at %s, by the scheme %s\n"), c->body.name,
               c->body.nation, c->issued, c->scheme);
    verifytext_label(out, lang_tr("product"));
    buf_printf(out, "%s, %s, %s (%s)\n", c->vendor, c->product, c->version,
               c->technology);
    verifytext_label(out, "");
    buf_printf(out, "%s\n",
               c->patches ? lang_tr("and its later patches, by delta")
                          : lang_tr("this version and no other"));
    verifytext_label(out, lang_tr("valid"));
    buf_printf(out, lang_tr("from %s to %s\n"), c->from, c->to);
    write_reports(out, c);
    write_verdicts(out, c);
    verifytext_label(out, lang_tr("attempt"));
    buf_printf(out, lang_tr("%" PRId64 "; registered: %" PRId64 "\n"),
               c->attempt, c->attempts_registered);
    verifytext_label(out, lang_tr("checked"));
    buf_printf(out, "%s\n",
               lang_tr("the certificate follows from the reports and the "
                       "scheme in the container"));
    verifytext_label(out, "");
    buf_printf(out, "%s\n",
               lang_tr("it is no regulatory approval; whether it was suspended "
                       "since, only the register says"));
}

static void reports_json(struct buf *out, const struct certificate *c)
{
    verifytext_list(out, "reports");
    for (size_t i = 0; i < c->n_reports; i++) {
        const struct cert_report *r = &c->reports[i];

        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "suite", r->suite);
        verifytext_member(out, "suite_sha256", r->suite_sha256);
        verifytext_member(out, "sha256", r->sha256);
        verifytext_member(out, "created", r->created);
        verifytext_member(out, "signer", r->signer.name);
        verifytext_member(out, "nation", r->signer.nation);
        verifytext_member(out, "role", r->role);
        verifytext_member(out, "evidence_level", evidence_level_name(r->level));
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void verdicts_json(struct buf *out, const struct certificate *c)
{
    verifytext_list(out, "verdicts");
    for (size_t i = 0; i < c->n_verdicts; i++) {
        const struct cert_verdict *v = &c->verdicts[i];

        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "suite", v->suite);
        verifytext_member(out, "profile", v->profile);
        verifytext_member(out, "verdict", verdict_name(v->verdict));
        verifytext_truth(out, "limits_adopted", v->limits_adopted);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    verifytext_list(out, "waivers");
    for (size_t i = 0; i < c->n_waivers; i++) {
        const struct cert_waiver *w = &c->waivers[i];

        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "id", w->id);
        verifytext_member(out, "suite", w->suite);
        verifytext_member(out, "case", w->case_id);
        verifytext_member(out, "authoriser", w->authoriser);
        verifytext_member(out, "until", w->until);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void verifytext_certificate_json(struct buf *out, const struct verified *v)
{
    const struct certificate *c = &v->certificate->c;

    verifytext_member(out, "number", c->number);
    verifytext_member(out, "body", c->body.name);
    verifytext_member(out, "body_nation", c->body.nation);
    verifytext_member(out, "issued", c->issued);
    verifytext_member(out, "scheme", c->scheme);
    verifytext_member(out, "scheme_sha256", c->scheme_sha256);
    verifytext_member(out, "vendor", c->vendor);
    verifytext_member(out, "product", c->product);
    verifytext_member(out, "version", c->version);
    verifytext_member(out, "covers",
                      c->patches ? "patches-by-delta" : "this-version");
    verifytext_member(out, "technology_class", c->technology);
    verifytext_member(out, "from", c->from);
    verifytext_member(out, "to", c->to);
    reports_json(out, c);
    verdicts_json(out, c);
}

/* --- recognition -----------------------------------------------------------
 */

void verifytext_recognition(struct buf *out, const struct verified *v)
{
    const struct recognition *r = &v->recognition->r;
    const struct verified *of = v->recognition->certificate;
    const bool french = lang_get() == LANG_FR;

    verifytext_label(out, lang_tr("number"));
    buf_printf(out, lang_tr("%s, of the certificate %s\n"), r->number,
               r->certificate);
    verifytext_label(out, lang_tr("valid"));
    buf_printf(out, lang_tr("from %s to %s\n"), r->from, r->to);
    verifytext_label(out, lang_tr("scope"));
    buf_printf(out, "%s\n", french ? r->scope.fr : r->scope.en);
    for (size_t i = 0; i < r->n_reservations; i++) {
        const struct text2 *t = &r->reservations[i];

        verifytext_label(out, i == 0 ? lang_tr("reservations") : "");
        buf_printf(out, "%s\n", french ? t->fr : t->en);
    }
    buf_printf(out, "\n%s\n\n", lang_tr("The certificate that it recognises:"));
    for (size_t i = 0; i < of->n_seals; i++)
        verifytext_seal(out, of, &of->seals[i]);
    verifytext_certificate(out, of);
}

void verifytext_recognition_json(struct buf *out, const struct verified *v)
{
    const struct recognition *r = &v->recognition->r;
    const struct verified *of = v->recognition->certificate;

    verifytext_member(out, "number", r->number);
    verifytext_member(out, "body", r->body.name);
    verifytext_member(out, "body_nation", r->body.nation);
    verifytext_member(out, "issued", r->issued);
    verifytext_member(out, "from", r->from);
    verifytext_member(out, "to", r->to);
    verifytext_list(out, "reservations");
    for (size_t i = 0; i < r->n_reservations; i++) {
        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "en", r->reservations[i].en);
        verifytext_member(out, "fr", r->reservations[i].fr);
        buf_char(out, '}');
    }
    buf_str(out, "], \"certificate\": {");
    verifytext_member(out, "state", verify_state_name(of->state));
    verifytext_seals_json(out, of);
    verifytext_certificate_json(out, of);
    buf_char(out, '}');
}

/* --- waiver ------------------------------------------------------------------
 */

void verifytext_waiver(struct buf *out, const struct verified *v)
{
    const struct waiver_file *w = v->waiver;

    verifytext_label(out, lang_tr("number"));
    buf_printf(out, "%s\n", w->id);
    verifytext_label(out, lang_tr("covers"));
    buf_printf(out, lang_tr("%s of %s, when it fails\n"), w->case_id, w->suite);
    verifytext_label(out, lang_tr("product"));
    buf_printf(out, "%s, %s, %s\n", w->vendor, w->product, w->version);
    verifytext_label(out, "");
    buf_printf(out, "%s\n",
               w->patches ? lang_tr("and its later patches")
                          : lang_tr("this version and no other"));
    verifytext_label(out, lang_tr("until"));
    buf_printf(out, "%s\n", w->until);
    verifytext_label(out, lang_tr("reason"));
    buf_printf(out, "%s\n",
               lang_get() == LANG_FR ? w->reason.fr : w->reason.en);
}

void verifytext_waiver_json(struct buf *out, const struct verified *v)
{
    const struct waiver_file *w = v->waiver;

    verifytext_member(out, "id", w->id);
    verifytext_member(out, "suite", w->suite);
    verifytext_member(out, "case", w->case_id);
    verifytext_member(out, "outcome", outcome_name(w->outcome));
    verifytext_member(out, "vendor", w->vendor);
    verifytext_member(out, "product", w->product);
    verifytext_member(out, "version", w->version);
    verifytext_member(out, "until", w->until);
    verifytext_member(out, "reason", w->reason.en);
}

/* --- status ------------------------------------------------------------------
 */

void verifytext_status(struct buf *out, const struct verified *v)
{
    const struct verified_status *s = &v->status;

    verifytext_label(out, lang_tr("status"));
    if (s->since)
        buf_printf(out, lang_tr("%s since %s"), s->standing, s->since);
    else
        buf_printf(out, lang_tr("nothing against it on %s"), s->list);
    buf_printf(out, lang_tr(", by the register %s with %" PRIu64 " entries\n"),
               s->origin, s->size);
    verifytext_label(out, "");
    buf_printf(out, lang_tr("the next list is due at %s%s\n"), s->next,
               s->fresh ? "" : lang_tr(": the status is unknown"));
}

void verifytext_status_json(struct buf *out, const struct verified *v)
{
    const struct verified_status *s = &v->status;

    buf_str(out, ", \"status\": {");
    verifytext_member(out, "standing",
                      s->fresh || s->since ? s->standing : "unknown");
    verifytext_member(out, "since", s->since);
    verifytext_member(out, "list", s->list);
    verifytext_member(out, "next", s->next);
    verifytext_member(out, "register", s->origin);
    buf_printf(out, ", \"entries\": %" PRIu64 "}", s->size);
}
