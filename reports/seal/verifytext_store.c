/* By whose trust store was it judged? */
#include <inttypes.h>

#include "base/buf.h"
#include "base/lang.h"
#include "reports/seal/verify.h"
#include "reports/seal/verifytext.h"
#include "reports/seal/verifytext_internal.h"

void verifytext_store(struct buf *out, const struct verified *v)
{
    const struct verified_store *s = &v->store;

    verifytext_label(out, lang_tr("trust store"));
    buf_printf(out, lang_tr("%s, version %" PRId64 " of %s\n"), s->nation,
               s->version, s->issued);
    if (!s->signer)
        return;
    verifytext_label(out, "");
    buf_printf(out,
               s->rooted ? lang_tr("sealed by %s, as was asked for\n")
                         : lang_tr("sealed by %s, unattributed: nobody said "
                                   "who may (--trust-root)\n"),
               s->signer);
}

void verifytext_store_json(struct buf *out, const struct verified *v)
{
    const struct verified_store *s = &v->store;

    buf_printf(out, ", \"trust_store\": {\"version\": %" PRId64, s->version);
    verifytext_member(out, "nation", s->nation);
    verifytext_member(out, "issued", s->issued);
    verifytext_member(out, "signer", s->signer);
    verifytext_member(out, "certificate_sha256", s->sha256);
    verifytext_truth(out, "attributed", s->rooted);
    buf_char(out, '}');
}
