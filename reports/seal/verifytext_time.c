/* The time of a seal, and how far it is proved. */
#include <inttypes.h>

#include "base/buf.h"
#include "base/lang.h"
#include "reports/seal/verify.h"
#include "reports/seal/verifytext_internal.h"

static void write_status(struct buf *out, const struct timeproof *t)
{
    switch (t->status) {
    case SEAL_STATUS_NONE:
        buf_str(out, lang_tr("nobody says whether the certificate was "
                             "revoked\n"));
        break;
    case SEAL_STATUS_GOOD:
        buf_printf(out,
                   lang_tr("the certificate was not revoked at %s, says its "
                           "issuer\n"),
                   t->status_time);
        break;
    case SEAL_STATUS_STRANGER:
        buf_printf(out,
                   lang_tr("the certificate was not revoked at %s, says its "
                           "issuer, whom the trust store does not know\n"),
                   t->status_time);
        break;
    case SEAL_STATUS_LATER:
        buf_printf(
            out,
            lang_tr("the certificate, or an issuer's, was revoked at %s, "
                    "after the time stamp\n"),
            t->status_time);
        break;
    case SEAL_STATUS_HELD:
        buf_printf(out,
                   lang_tr("the certificate, or an issuer's, is suspended "
                           "since %s, before the time stamp\n"),
                   t->status_time);
        break;
    case SEAL_STATUS_HELD_LATER:
        buf_printf(out,
                   lang_tr("the certificate, or an issuer's, is suspended "
                           "since %s, after the time stamp\n"),
                   t->status_time);
        break;
    }
}

void verifytext_time(struct buf *out, const struct verified_seal *s)
{
    const struct timeproof *t = &s->time;

    verifytext_label(out, lang_tr("time"));
    if (!t->stamped) {
        buf_printf(out, "%s\n",
                   lang_tr("a draft (level B-B): no time stamp proves when it "
                           "was sealed"));
        return;
    }
    if (t->proved)
        buf_printf(out, lang_tr("%s, proved by the time stamp of %s (%s)\n"),
                   t->stamped, s->tsa_name, s->tsa_nation);
    else
        buf_printf(out,
                   lang_tr("NOT PROVED, though there is a time stamp of %s by "
                           "%s: %s\n"),
                   t->stamped, t->tsa, t->why_not);
    verifytext_label(out, lang_tr("level"));
    buf_printf(out, "%s: ", seal_level_name(t->level));
    write_status(out, t);
    if (t->n_archives > 0) {
        verifytext_label(out, "");
        buf_printf(out, lang_tr("archive time stamps: %zu\n"), t->n_archives);
    }
}

static const char *status_name(enum seal_status s)
{
    switch (s) {
    case SEAL_STATUS_NONE:
        return NULL;
    case SEAL_STATUS_GOOD:
        return "good";
    case SEAL_STATUS_STRANGER:
        return "good, by a stranger";
    case SEAL_STATUS_LATER:
        return "revoked later";
    case SEAL_STATUS_HELD:
        return "suspended";
    case SEAL_STATUS_HELD_LATER:
        return "suspended later";
    }
    return NULL;
}

void verifytext_time_json(struct buf *out, const struct verified_seal *s)
{
    const struct timeproof *t = &s->time;

    verifytext_member(out, "level", seal_level_name(t->level));
    verifytext_member(out, "proved_time", t->proved ? t->stamped : NULL);
    verifytext_member(out, "stamped_time", t->stamped);
    verifytext_member(out, "time_authority", t->tsa);
    verifytext_member(out, "time_authority_name", s->tsa_name);
    verifytext_member(out, "not_proved", t->why_not);
    verifytext_member(out, "certificate_status", status_name(t->status));
    verifytext_member(out, "certificate_status_time", t->status_time);
    buf_printf(out, ", \"archive_time_stamps\": %zu", t->n_archives);
    verifytext_truth(out, "says_qualified_seal", s->says_qualified);
}
