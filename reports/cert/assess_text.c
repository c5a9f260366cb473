/* An assessment as text for a person, and as JSON. */
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/lang.h"
#include "reports/cert/assess.h"

static const char *whole_word(enum assess_answer a)
{
    switch (a) {
    case ASSESS_SATISFIED:
        return N_("SATISFIED");
    case ASSESS_RESERVATION:
        return N_("SATISFIED WITH RESERVATIONS");
    case ASSESS_UNDECIDABLE:
        return N_("UNDECIDABLE");
    case ASSESS_MISSING:
        return N_("NOT SATISFIED");
    }
    return "";
}

static const char *answer_word(enum assess_answer a)
{
    switch (a) {
    case ASSESS_SATISFIED:
        return N_("satisfied");
    case ASSESS_RESERVATION:
        return N_("with reservations");
    case ASSESS_UNDECIDABLE:
        return N_("undecidable");
    case ASSESS_MISSING:
        return N_("MISSING");
    }
    return "";
}

static const char *status_word(const char *status)
{
    if (strcmp(status, "published") == 0)
        return N_("published rule");
    return strcmp(status, "proposed") == 0 ? N_("proposed rule")
                                           : N_("unconfirmed rule");
}

static const char *in_lang(const struct text2 *t)
{
    return lang_get() == LANG_FR ? t->fr : t->en;
}

void assess_text(struct buf *out, const struct assessment *a)
{
    buf_printf(out, "%s\n%s (%s)\n\n", lang_tr(whole_word(a->whole)),
               in_lang(&a->policy->title), a->policy->id);
    for (size_t i = 0; i < a->n; i++) {
        const struct assessed *k = &a->a[i];

        buf_printf(out, "%s  %s\n", k->clause->id, in_lang(&k->clause->title));
        buf_printf(out, lang_tr("  %s: %s\n"), lang_tr(answer_word(k->answer)),
                   k->why);
        buf_printf(out, lang_tr("  asked for by: %s (%s)\n"), k->clause->source,
                   lang_tr(status_word(k->clause->status)));
    }
    buf_printf(out, "\n%s\n",
               lang_tr("This is an assessment: adoption is the nation's act."));
}

static void member(struct buf *out, const char *key, const char *text)
{
    if (out->s[out->n - 1] != '{')
        buf_str(out, ", ");
    buf_json(out, key);
    buf_str(out, ": ");
    buf_json(out, text);
}

void assess_json(struct buf *out, const struct assessment *a)
{
    buf_char(out, '{');
    member(out, "policy", a->policy->id);
    member(out, "nation", a->policy->nation);
    member(out, "assessment", assess_name(a->whole));
    buf_str(out, ", \"clauses\": [");
    for (size_t i = 0; i < a->n; i++) {
        const struct assessed *k = &a->a[i];

        buf_str(out, i > 0 ? ", {" : "{");
        member(out, "id", k->clause->id);
        member(out, "requires", policy_what_name(k->clause->what));
        member(out, "answer", assess_name(k->answer));
        member(out, "why", k->why);
        member(out, "status", k->clause->status);
        member(out, "source", k->clause->source);
        buf_char(out, '}');
    }
    buf_str(out, "]}\n");
}
