#include "reports/seal/verifytext.h"

#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/lang.h"
#include "reports/cert/certify.h"
#include "reports/seal/verify.h"
#include "reports/seal/verifytext_internal.h"

#define LABEL_WIDTH 12 /* characters */

/* --- words -------------------------------------------------------------- */

static const char *state_word(const struct verified *v)
{
    switch (v->state) {
    case VERIFY_VALID:
        return verified_attributed(v)
                   ? N_("VALID")
                   : N_("VALID, but unattributed: the trust store does not "
                        "know who sealed it");
    case VERIFY_REFUSED:
        return N_("REFUSED");
    case VERIFY_UNKNOWN:
        return N_("UNKNOWN");
    case VERIFY_ENDED:
        return N_("NOT IN FORCE");
    }
    return "";
}

const char *verifytext_verdict(enum verdict v)
{
    switch (v) {
    case VERDICT_CONFORMANT:
        return N_("conformant");
    case VERDICT_WAIVED:
        return N_("conformant with waivers");
    case VERDICT_NON_CONFORMANT:
        return N_("non-conformant");
    case VERDICT_INCONCLUSIVE:
        return N_("inconclusive");
    case VERDICT_NOT_ESTABLISHED:
        return N_("not established");
    }
    return "";
}

static const char *level_word(enum evidence_level l)
{
    switch (l) {
    case EVIDENCE_DECLARED:
        return N_("declared: only the arithmetic on the counts handed in was "
                  "rechecked; the files behind them were not seen");
    case EVIDENCE_RECOMPUTED:
        return N_("recomputed: the signer states that it counted from the "
                  "files handed in; how these files were made was not "
                  "witnessed");
    case EVIDENCE_LAB:
        return N_("executed by a laboratory: it states that it ran the product "
                  "itself and judged what came out");
    case EVIDENCE_BODY:
        return N_("executed by a certification body: it states that it ran the "
                  "product itself and judged what came out");
    }
    return "";
}

/* What a seal makes of a certificate: it is issued by one body, and recognised
 * by others. */
static const char *certificate_word(const struct verified *v,
                                    const struct verified_seal *s)
{
    if (strcmp(s->role, trust_role_name(TRUST_BODY)) != 0)
        return N_("seal of a party that can not issue certificates");
    if (strcmp(s->cert_sha256, v->certificate->c.body.sha256) == 0)
        return N_("certificate (ISO/IEC 17065)");
    return N_("recognition of the certificate by another body");
}

static const char *lab_word(const struct verified_seal *s)
{
    switch (s->standard) {
    case TRUST_ISO_15189:
        return N_("verification or validation record of a laboratory (ISO "
                  "15189)");
    case TRUST_ISO_17025:
        return N_("test report of a laboratory (ISO/IEC 17025)");
    case TRUST_STANDARD_NONE:
        break;
    }
    return N_("test report of a laboratory; the trust store names no standard "
              "that it is accredited by");
}

/* What a role makes of a sealed report. */
static const char *document_word(const struct verified *v,
                                 const struct verified_seal *s)
{
    const char *role = s->role;

    if (v->waiver)
        return strcmp(role, trust_role_name(TRUST_BODY)) == 0
                   ? N_("waiver of a certification body")
                   : N_("seal of a party that can not waive");
    if (v->kind == VERIFY_OBJECTION)
        return N_("objection to a case of a suite");
    if (v->kind == VERIFY_ERRATUM)
        return strcmp(role, trust_role_name(TRUST_BODY)) == 0
                   ? N_("erratum of a certification body")
                   : N_("seal of a party that can not seal an erratum");
    if (v->recognition)
        return strcmp(role, trust_role_name(TRUST_BODY)) == 0
                   ? N_("recognition of a certificate, with reservations")
                   : N_("seal of a party that can not recognise certificates");
    if (v->certificate)
        return certificate_word(v, s);
    if (strcmp(role, trust_role_name(TRUST_VENDOR)) == 0)
        return N_("declaration of conformity by the vendor (ISO/IEC 17050-1)");
    if (strcmp(role, trust_role_name(TRUST_LAB)) == 0)
        return lab_word(s);
    if (strcmp(role, trust_role_name(TRUST_BODY)) == 0)
        return N_("test report of a certification body; not a certificate");
    return N_("report of a signer whom the trust store does not know");
}

static const char *role_word(const char *role)
{
    if (strcmp(role, trust_role_name(TRUST_VENDOR)) == 0)
        return N_("vendor");
    if (strcmp(role, trust_role_name(TRUST_LAB)) == 0)
        return N_("laboratory");
    if (strcmp(role, trust_role_name(TRUST_BODY)) == 0)
        return N_("certification body");
    return N_("unattributed");
}

/* --- for a person ------------------------------------------------------- */

/* A label, and blanks up to the column of the values. UTF-8: a character is
 * counted at its first byte. */
void verifytext_label(struct buf *out, const char *text)
{
    size_t width = 0;

    for (const char *p = text; *p; p++)
        width += ((unsigned char)*p & 0xc0) != 0x80;
    buf_str(out, text);
    for (; width < LABEL_WIDTH; width++)
        buf_char(out, ' ');
    buf_char(out, ' ');
}

void verifytext_seal(struct buf *out, const struct verified *v,
                     const struct verified_seal *s)
{
    verifytext_label(out, lang_tr("sealed by"));
    if (s->role_name)
        buf_printf(out, "%s (%s), %s\n", s->role_name, s->nation,
                   lang_tr(role_word(s->role)));
    else
        buf_printf(out, "%s\n", lang_tr(role_word(s->role)));
    if (s->accreditation) {
        verifytext_label(out, lang_tr("accredited"));
        buf_printf(out, lang_tr("%s, as the trust store has it\n"),
                   s->accreditation);
    }
    verifytext_label(out, lang_tr("certificate"));
    buf_printf(out, "%s\n", s->signer);
    verifytext_label(out, "");
    buf_printf(out, "SHA-256 %s\n", s->cert_sha256);
    verifytext_label(out, "");
    buf_printf(out, "%s\n",
               s->says_qualified
                   ? lang_tr("it states that it is qualified, for electronic "
                             "seals (QcStatements)")
                   : lang_tr("it does not state that it is qualified for "
                             "electronic seals (QcStatements)"));
    verifytext_label(out, lang_tr("signature"));
    buf_printf(out, lang_tr("%s, at %s as the signer claims\n"), s->algorithm,
               s->signing_time);
    verifytext_time(out, s);
    verifytext_label(out, lang_tr("document"));
    buf_printf(out, "%s\n", lang_tr(document_word(v, s)));
}

static void write_verdicts(struct buf *out, const struct verified *v)
{
    for (size_t i = 0; i < v->n_verdicts; i++) {
        const struct verified_verdict *d = &v->verdicts[i];

        verifytext_label(out, i == 0 ? lang_tr("verdict") : "");
        buf_printf(out, "%s: %s%s\n", d->profile,
                   lang_tr(verifytext_verdict(d->verdict)),
                   d->provisional
                       ? lang_tr(", provisional: rests on a limit that is not "
                                 "published")
                       : "");
    }
    if (v->not_asked[0]) {
        verifytext_label(out, lang_tr("not asked"));
        buf_printf(
            out,
            lang_tr("%s: mandatory cases that do not apply to this class "
                    "and these claims; the verdict says nothing of what "
                    "they are about\n"),
            v->not_asked);
    }
    for (size_t i = 0; i < v->n_waivers; i++) {
        const struct verified_waiver *w = &v->waivers[i];

        verifytext_label(out, i == 0 ? lang_tr("waivers") : "");
        buf_printf(out,
                   lang_tr("%s for %s until %s, authorised by %s as the signer "
                           "claims\n"),
                   w->id, w->case_id, w->until,
                   w->authoriser ? w->authoriser : "?");
    }
    verifytext_label(out, lang_tr("checked"));
    buf_printf(out, "%s\n",
               lang_tr("the verdict follows from the suite and the counts in "
                       "the container"));
}

static void write_replaced(struct buf *out, const struct verified *v)
{
    if (!v->replaces)
        return;
    verifytext_label(out, lang_tr("replaces"));
    buf_printf(out, lang_tr("the report of %s: %s\n"), v->replaces_created,
               v->replaces_reason);
    verifytext_label(out, "");
    buf_printf(out, "SHA-256 %s\n", v->replaces);
}

static void write_report(struct buf *out, const struct verified *v)
{
    write_replaced(out, v);
    verifytext_label(out, lang_tr("product"));
    buf_printf(out, "%s\n", v->product);
    verifytext_label(out, lang_tr("claims"));
    buf_printf(out, "%s: %s\n", v->technology_class,
               v->claims[0] ? v->claims : lang_tr("none"));
    verifytext_label(out, lang_tr("suite"));
    buf_printf(out, "%s, %s\n", v->suite,
               v->suite_recognised ? lang_tr("recognised")
                                   : lang_tr("NOT RECOGNISED"));
    verifytext_label(out, "");
    buf_printf(out, "SHA-256 %s\n", v->suite_sha256);
    write_verdicts(out, v);
    verifytext_label(out, lang_tr("evidence"));
    buf_printf(out, "%s\n", lang_tr(level_word(v->level)));
    verifytext_label(out, lang_tr("result"));
    buf_printf(out, "%s\n", v->result_digest);
}

void verifytext_write(struct buf *out, const struct verified *v,
                      const char *name)
{
    buf_printf(out, "%s\n", lang_tr(state_word(v)));
    if (v->reason[0])
        buf_printf(out, "%s\n", v->reason);
    buf_char(out, '\n');
    verifytext_label(out, lang_tr("container"));
    buf_printf(out, "%s\n", name);
    if (v->state == VERIFY_REFUSED)
        return;
    for (size_t i = 0; i < v->n_seals; i++)
        verifytext_seal(out, v, &v->seals[i]);
    if (v->waiver)
        verifytext_waiver(out, v);
    else if (v->contest)
        verifytext_contest(out, v);
    else if (v->recognition)
        verifytext_recognition(out, v);
    else if (v->certificate)
        verifytext_certificate(out, v);
    else
        write_report(out, v);
    verifytext_proofs(out, v);
    if (v->status.list)
        verifytext_status(out, v);
    if (v->store.version)
        verifytext_store(out, v);
}

/* --- for a machine ------------------------------------------------------ */

/* `"key": "text"` with a comma in front unless it is the first in its object.
 */
void verifytext_member(struct buf *out, const char *key, const char *text)
{
    if (out->s[out->n - 1] != '{')
        buf_str(out, ", ");
    buf_json(out, key);
    buf_str(out, ": ");
    if (text)
        buf_json(out, text);
    else
        buf_str(out, "null");
}

void verifytext_truth(struct buf *out, const char *key, bool yes)
{
    buf_str(out, ", ");
    buf_json(out, key);
    buf_str(out, yes ? ": true" : ": false");
}

void verifytext_list(struct buf *out, const char *key)
{
    buf_str(out, ", ");
    buf_json(out, key);
    buf_str(out, ": [");
}

void verifytext_seals_json(struct buf *out, const struct verified *v)
{
    verifytext_list(out, "seals");
    for (size_t i = 0; i < v->n_seals; i++) {
        const struct verified_seal *s = &v->seals[i];

        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "signer", s->signer);
        verifytext_member(out, "role", s->role);
        verifytext_member(out, "name", s->role_name);
        verifytext_member(out, "nation", s->nation);
        verifytext_member(out, "standard", trust_standard_name(s->standard));
        verifytext_member(out, "accreditation", s->accreditation);
        verifytext_member(out, "certificate_sha256", s->cert_sha256);
        verifytext_member(out, "algorithm", s->algorithm);
        verifytext_member(out, "claimed_time", s->signing_time);
        verifytext_time_json(out, s);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void verdicts_json(struct buf *out, const struct verified *v)
{
    verifytext_list(out, "verdicts");
    for (size_t i = 0; i < v->n_verdicts; i++) {
        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "profile", v->verdicts[i].profile);
        verifytext_member(out, "verdict", verdict_name(v->verdicts[i].verdict));
        verifytext_truth(out, "provisional", v->verdicts[i].provisional);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    verifytext_list(out, "waivers");
    for (size_t i = 0; i < v->n_waivers; i++) {
        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "id", v->waivers[i].id);
        verifytext_member(out, "case", v->waivers[i].case_id);
        verifytext_member(out, "authoriser", v->waivers[i].authoriser);
        verifytext_member(out, "until", v->waivers[i].until);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void report_json(struct buf *out, const struct verified *v)
{
    verifytext_member(out, "product", v->product);
    verifytext_member(out, "technology_class", v->technology_class);
    verifytext_member(out, "claims", v->claims);
    verifytext_member(out, "not_asked", v->not_asked);
    verifytext_member(out, "suite", v->suite);
    verifytext_member(out, "suite_sha256", v->suite_sha256);
    verifytext_truth(out, "suite_recognised", v->suite_recognised);
    verifytext_member(out, "created", v->created);
    if (v->replaces) {
        buf_str(out, ", \"replaces\": {");
        verifytext_member(out, "sha256", v->replaces);
        verifytext_member(out, "created", v->replaces_created);
        verifytext_member(out, "reason", v->replaces_reason);
        buf_char(out, '}');
    }
    verdicts_json(out, v);
    verifytext_member(out, "evidence_level", evidence_level_name(v->level));
    verifytext_member(out, "result_digest", v->result_digest);
}

void verifytext_json(struct buf *out, const struct verified *v)
{
    buf_char(out, '{');
    verifytext_member(out, "state", verify_state_name(v->state));
    verifytext_member(out, "reason", v->reason);
    verifytext_truth(out, "attributed", verified_attributed(v));
    if (v->state != VERIFY_REFUSED) {
        verifytext_member(out, "document", verify_kind_name(v->kind));
        verifytext_seals_json(out, v);
        if (v->waiver)
            verifytext_waiver_json(out, v);
        else if (v->contest)
            verifytext_contest_json(out, v);
        else if (v->recognition)
            verifytext_recognition_json(out, v);
        else if (v->certificate)
            verifytext_certificate_json(out, v);
        else
            report_json(out, v);
        verifytext_proofs_json(out, v);
        if (v->status.list)
            verifytext_status_json(out, v);
        if (v->store.version)
            verifytext_store_json(out, v);
    }
    buf_str(out, "}\n");
}
