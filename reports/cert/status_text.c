/* What status.c found, told to a person and to a machine. */
#include <inttypes.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/lang.h"
#include "reports/cert/status.h"
#include "reports/seal/verifytext_internal.h"

static const char *state_word(enum status_state s)
{
    switch (s) {
    case STATUS_IN_FORCE:
        return N_("IN FORCE");
    case STATUS_OVER:
        return N_("NOT IN FORCE");
    case STATUS_UNKNOWN:
        return N_("STATUS UNKNOWN");
    }
    return "";
}

static void write_ending(struct buf *out, const struct ending *n)
{
    buf_printf(out, "%s  ", n->last);
    switch (n->kind) {
    case ENDING_TERM:
        buf_printf(out, lang_tr("end of the term of %s\n"), n->what);
        break;
    case ENDING_RECOGNITION:
        buf_printf(out, lang_tr("end of the recognition %s\n"), n->what);
        break;
    case ENDING_WAIVER:
        buf_printf(out, lang_tr("end of the waiver %s for %s\n"), n->what,
                   n->of);
        break;
    case ENDING_SUITE:
        buf_printf(out,
                   lang_tr("end of the grace for the suite %s, retired on "
                           "%s\n"),
                   n->what, n->retired);
        break;
    }
}

static void write_days(struct buf *out, const struct status *s)
{
    verifytext_label(out, lang_tr("days left"));
    buf_printf(out, "%" PRId64 "%s\n", s->days_left < 0 ? 0 : s->days_left,
               status_ends_soon(s) ? lang_tr(": it ends soon") : "");
    for (size_t i = 0; i < s->ends.n; i++) {
        verifytext_label(out, i == 0 ? lang_tr("ends on") : "");
        write_ending(out, &s->ends.a[i]);
    }
}

static void write_errata(struct buf *out, const struct status *s)
{
    for (size_t i = 0; i < s->errata.n; i++) {
        const struct erratarow *r = &s->errata.a[i];

        verifytext_label(out, i == 0 ? lang_tr("errata") : "");
        buf_printf(out,
                   lang_tr("the case %s of %s is excluded since %s, entry "
                           "%" PRIu64 "\n"),
                   r->is.case_id, r->suite, r->is.since, r->is.index);
    }
    if (s->errata.n) {
        verifytext_label(out, "");
        buf_str(out, lang_tr("`entente suite impact` tells what that "
                             "changes\n"));
    }
}

void status_text(struct buf *out, const struct status *s)
{
    buf_printf(out, lang_tr("%s, on %s\n"), lang_tr(state_word(s->state)),
               s->day);
    if (s->reason[0])
        buf_printf(out, "%s\n", s->reason);
    if (s->v.state == VERIFY_REFUSED)
        return;
    buf_char(out, '\n');
    verifytext_label(out, lang_tr("number"));
    buf_printf(out, "%s\n", s->number);
    verifytext_label(out, lang_tr("product"));
    buf_printf(out, "%s\n", s->product);
    verifytext_label(out, lang_tr("container"));
    buf_printf(out, "SHA-256 %s\n", s->sha256);
    write_days(out, s);
    write_errata(out, s);
    if (s->v.status.list)
        verifytext_status(out, &s->v);
}

static void number_json(struct buf *out, const char *key, int64_t v)
{
    buf_str(out, ", ");
    buf_json(out, key);
    buf_printf(out, ": %" PRId64, v);
}

static void endings_json(struct buf *out, const struct status *s)
{
    verifytext_list(out, "endings");
    for (size_t i = 0; i < s->ends.n; i++) {
        const struct ending *n = &s->ends.a[i];

        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "kind", ending_name(n->kind));
        verifytext_member(out, "what", n->what);
        verifytext_member(out, "case", n->of);
        verifytext_member(out, "last_day", n->last);
        verifytext_member(out, "retired", n->retired[0] ? n->retired : NULL);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

static void errata_json(struct buf *out, const struct status *s)
{
    verifytext_list(out, "errata");
    for (size_t i = 0; i < s->errata.n; i++) {
        const struct erratarow *r = &s->errata.a[i];

        buf_str(out, i > 0 ? ", {" : "{");
        verifytext_member(out, "suite", r->suite);
        verifytext_member(out, "case", r->is.case_id);
        verifytext_member(out, "since", r->is.since);
        number_json(out, "entry", (int64_t)r->is.index);
        buf_char(out, '}');
    }
    buf_char(out, ']');
}

void status_json(struct buf *out, const struct status *s)
{
    buf_char(out, '{');
    verifytext_member(out, "state", status_state_name(s->state));
    verifytext_member(out, "reason", s->reason);
    verifytext_member(out, "day", s->day);
    verifytext_member(out, "verified", verify_state_name(s->v.state));
    if (s->v.state != VERIFY_REFUSED) {
        verifytext_member(out, "number", s->number);
        verifytext_member(out, "product", s->product);
        verifytext_member(out, "sha256", s->sha256);
        number_json(out, "days_left", s->days_left);
        verifytext_truth(out, "ends_soon", status_ends_soon(s));
        endings_json(out, s);
        errata_json(out, s);
        if (s->v.status.list)
            verifytext_status_json(out, &s->v);
    }
    buf_str(out, "}\n");
}
