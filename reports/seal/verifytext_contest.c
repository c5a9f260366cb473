/* What verification says of an objection or an erratum. */
#include "base/buf.h"
#include "base/lang.h"
#include "reports/cert/contest.h"
#include "reports/seal/verify.h"
#include "reports/seal/verifytext_internal.h"

void verifytext_contest(struct buf *out, const struct verified *v)
{
    const struct contest *c = v->contest;

    verifytext_label(out, lang_tr("number"));
    buf_printf(out, "%s\n", c->id);
    verifytext_label(out, lang_tr("case"));
    if (c->kind == CONTEST_ERRATUM)
        buf_printf(out, lang_tr("%s of %s is excluded, since %s\n"), c->case_id,
                   c->suite, c->since);
    else
        buf_printf(out, lang_tr("%s of %s is contested\n"), c->case_id,
                   c->suite);
    verifytext_label(out, "");
    buf_printf(out, lang_tr("suite SHA-256 %s\n"), c->suite_sha256);
    if (c->objection) {
        verifytext_label(out, lang_tr("objection"));
        buf_printf(out, "%s, SHA-256 %s\n", c->objection, c->objection_sha256);
    }
    verifytext_label(out, c->kind == CONTEST_ERRATUM ? lang_tr("reason")
                                                     : lang_tr("statement"));
    buf_printf(out, "%s\n", lang_get() == LANG_FR ? c->text.fr : c->text.en);
}

void verifytext_contest_json(struct buf *out, const struct verified *v)
{
    const struct contest *c = v->contest;

    verifytext_member(out, "id", c->id);
    verifytext_member(out, "suite", c->suite);
    verifytext_member(out, "suite_sha256", c->suite_sha256);
    verifytext_member(out, "case", c->case_id);
    verifytext_member(out, "since", c->since);
    verifytext_member(out, "objection", c->objection);
    verifytext_member(out, "objection_sha256", c->objection_sha256);
    verifytext_member(out, "text", c->text.en);
}
