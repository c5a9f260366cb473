#include "reports/seal/verifytext.h"

#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/lang.h"
#include "reports/seal/verify.h"

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
    }
    return "";
}

static const char *verdict_word(enum verdict v)
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

/* What a role makes of a sealed report. */
static const char *document_word(const char *role)
{
    if (strcmp(role, trust_role_name(TRUST_VENDOR)) == 0)
        return N_("declaration of conformity by the vendor (ISO/IEC 17050-1)");
    if (strcmp(role, trust_role_name(TRUST_LAB)) == 0)
        return N_("test report of a laboratory (ISO/IEC 17025)");
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
static void label(struct buf *out, const char *text)
{
    size_t width = 0;

    for (const char *p = text; *p; p++)
        width += ((unsigned char)*p & 0xc0) != 0x80;
    buf_str(out, text);
    for (; width < LABEL_WIDTH; width++)
        buf_char(out, ' ');
    buf_char(out, ' ');
}

static void write_seal(struct buf *out, const struct verified_seal *s)
{
    label(out, lang_tr("sealed by"));
    if (s->role_name)
        buf_printf(out, "%s (%s), %s\n", s->role_name, s->nation,
                   lang_tr(role_word(s->role)));
    else
        buf_printf(out, "%s\n", lang_tr(role_word(s->role)));
    label(out, lang_tr("certificate"));
    buf_printf(out, "%s\n", s->signer);
    label(out, "");
    buf_printf(out, "SHA-256 %s\n", s->cert_sha256);
    label(out, lang_tr("signature"));
    buf_printf(out, lang_tr("%s, at %s as the signer claims\n"), s->algorithm,
               s->signing_time);
    label(out, lang_tr("document"));
    buf_printf(out, "%s\n", lang_tr(document_word(s->role)));
}

static void write_verdicts(struct buf *out, const struct verified *v)
{
    for (size_t i = 0; i < v->n_verdicts; i++) {
        const struct verified_verdict *d = &v->verdicts[i];

        label(out, i == 0 ? lang_tr("verdict") : "");
        buf_printf(out, "%s: %s%s\n", d->profile,
                   lang_tr(verdict_word(d->verdict)),
                   d->provisional
                       ? lang_tr(", provisional: rests on a limit that is not "
                                 "published")
                       : "");
    }
    if (v->not_asked[0]) {
        label(out, lang_tr("not asked"));
        buf_printf(
            out,
            lang_tr("%s: mandatory cases that do not apply to this class "
                    "and these claims; the verdict says nothing of what "
                    "they are about\n"),
            v->not_asked);
    }
    for (size_t i = 0; i < v->n_waivers; i++) {
        const struct verified_waiver *w = &v->waivers[i];

        label(out, i == 0 ? lang_tr("waivers") : "");
        buf_printf(out,
                   lang_tr("%s for %s until %s, authorised by %s as the signer "
                           "claims\n"),
                   w->id, w->case_id, w->until,
                   w->authoriser ? w->authoriser : "?");
    }
    label(out, lang_tr("checked"));
    buf_printf(out, "%s\n",
               lang_tr("the verdict follows from the suite and the counts in "
                       "the container"));
}

void verifytext_write(struct buf *out, const struct verified *v,
                      const char *name)
{
    buf_printf(out, "%s\n", lang_tr(state_word(v)));
    if (v->reason[0])
        buf_printf(out, "%s\n", v->reason);
    buf_char(out, '\n');
    label(out, lang_tr("container"));
    buf_printf(out, "%s\n", name);
    if (v->state == VERIFY_REFUSED)
        return;
    for (size_t i = 0; i < v->n_seals; i++)
        write_seal(out, &v->seals[i]);
    label(out, lang_tr("product"));
    buf_printf(out, "%s\n", v->product);
    label(out, lang_tr("claims"));
    buf_printf(out, "%s: %s\n", v->technology_class,
               v->claims[0] ? v->claims : lang_tr("none"));
    label(out, lang_tr("suite"));
    buf_printf(out, "%s, %s\n", v->suite,
               v->suite_recognised ? lang_tr("recognised")
                                   : lang_tr("NOT RECOGNISED"));
    label(out, "");
    buf_printf(out, "SHA-256 %s\n", v->suite_sha256);
    write_verdicts(out, v);
    label(out, lang_tr("evidence"));
    buf_printf(out, "%s\n", lang_tr(level_word(v->level)));
    label(out, lang_tr("result"));
    buf_printf(out, "%s\n", v->result_digest);
}

/* --- for a machine ------------------------------------------------------ */

/* `"key": "text"` with a comma in front unless it is the first in its object.
 */
static void member(struct buf *out, const char *key, const char *text)
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

static void truth(struct buf *out, const char *key, bool yes)
{
    buf_str(out, ", ");
    buf_json(out, key);
    buf_str(out, yes ? ": true" : ": false");
}

static void list(struct buf *out, const char *key)
{
    buf_str(out, ", ");
    buf_json(out, key);
    buf_str(out, ": [");
}

static void seals_json(struct buf *out, const struct verified *v)
{
    list(out, "seals");
    for (size_t i = 0; i < v->n_seals; i++) {
        const struct verified_seal *s = &v->seals[i];

        buf_str(out, i > 0 ? ", {" : "{");
        member(out, "signer", s->signer);
        member(out, "role", s->role);
        member(out, "name", s->role_name);
        member(out, "nation", s->nation);
        member(out, "certificate_sha256", s->cert_sha256);
        member(out, "algorithm", s->algorithm);
        member(out, "claimed_time", s->signing_time);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void verdicts_json(struct buf *out, const struct verified *v)
{
    list(out, "verdicts");
    for (size_t i = 0; i < v->n_verdicts; i++) {
        buf_str(out, i > 0 ? ", {" : "{");
        member(out, "profile", v->verdicts[i].profile);
        member(out, "verdict", verdict_name(v->verdicts[i].verdict));
        truth(out, "provisional", v->verdicts[i].provisional);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    list(out, "waivers");
    for (size_t i = 0; i < v->n_waivers; i++) {
        buf_str(out, i > 0 ? ", {" : "{");
        member(out, "id", v->waivers[i].id);
        member(out, "case", v->waivers[i].case_id);
        member(out, "authoriser", v->waivers[i].authoriser);
        member(out, "until", v->waivers[i].until);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void verifytext_json(struct buf *out, const struct verified *v)
{
    buf_char(out, '{');
    member(out, "state", verify_state_name(v->state));
    member(out, "reason", v->reason);
    truth(out, "attributed", verified_attributed(v));
    if (v->state != VERIFY_REFUSED) {
        seals_json(out, v);
        member(out, "product", v->product);
        member(out, "technology_class", v->technology_class);
        member(out, "claims", v->claims);
        member(out, "not_asked", v->not_asked);
        member(out, "suite", v->suite);
        member(out, "suite_sha256", v->suite_sha256);
        truth(out, "suite_recognised", v->suite_recognised);
        member(out, "created", v->created);
        verdicts_json(out, v);
        member(out, "evidence_level", evidence_level_name(v->level));
        member(out, "result_digest", v->result_digest);
    }
    buf_str(out, "}\n");
}
