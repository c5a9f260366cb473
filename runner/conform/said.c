#include "conform/said.h"

#include <inttypes.h>

#include "base/buf.h"
#include "conform/ruleset.h"

static const char *in_lang(const char *en, const char *fr)
{
    return lang_get() == LANG_FR ? fr : en;
}

static const char *level_word(enum rule_level l)
{
    static const char *const word[RULE_LEVELS] = {N_("error"), N_("warning"),
                                                  N_("note")};

    return lang_tr(word[l]);
}

static void text_place(struct buf *out, const struct problem_example *x)
{
    const char *before = "";

    buf_str(out, "      ");
    if (x->line) {
        buf_printf(out, lang_tr("line %llu"), (unsigned long long)x->line);
        before = ", ";
    } else if (x->record) {
        buf_printf(out, lang_tr("record %llu"), (unsigned long long)x->record);
        before = ", ";
    } else if (x->offset >= 0) {
        buf_printf(out, lang_tr("byte %lld"), (long long)x->offset);
        before = ", ";
    }
    if (*x->name)
        buf_printf(out, "%s%s", before, x->name);
    if (*before || *x->name)
        buf_str(out, ": ");
    buf_str(out, in_lang(x->en, x->fr));
    if (*x->text)
        buf_printf(out, ": \"%s\"", x->text);
    if (x->header_line)
        buf_printf(out, lang_tr(" (header line %llu)"),
                   (unsigned long long)x->header_line);
    buf_char(out, '\n');
}

/* Who asks for it, where that is not the specification of the format. */
static void text_source(struct buf *out, const struct ruleset *s,
                        const struct rule *r)
{
    const struct ruleset_row *row = s ? ruleset_find(s, r) : NULL;

    if (r->kind == RULE_SPECIFICATION || !row || !row->source || !s->profile)
        return;
    buf_str(out, "      ");
    buf_printf(out, lang_tr("asked by %s, %s: %s\n"), s->profile,
               lang_tr(ruleset_status_word(row->status)), row->source);
}

static void text_problem(struct buf *out, const struct problem *p,
                         enum rule_level level, const struct ruleset *rules)
{
    const struct rule *r = p->rule;

    buf_printf(out, "  %s %s: %s [%s, %s]\n", level_word(level), r->id,
               in_lang(r->en, r->fr), r->spec, r->section);
    text_source(out, rules, r);
    for (size_t i = 0; i < p->n_examples; i++)
        text_place(out, &p->example[i]);
    if (p->count > p->n_examples)
        buf_printf(out, lang_tr("      and %llu more\n"),
                   (unsigned long long)(p->count - p->n_examples));
    buf_printf(out, "      -> %s\n", in_lang(r->remedy_en, r->remedy_fr));
}

void said_text(struct buf *out, const struct said_file *f)
{
    const struct examined *x = f->x;

    buf_printf(out, "%s: ", f->name);
    if (*x->format)
        buf_printf(out, "%s%s%s, ", x->format, *x->version ? " " : "",
                   x->version);
    if (!x->judged)
        buf_printf(out, lang_tr("could not be judged: %s\n"),
                   in_lang(x->why.en, x->why.fr));
    else if (examined_conforms(x, f->job))
        buf_printf(out, lang_tr("%llu records: conforms\n"),
                   (unsigned long long)x->records);
    else
        buf_printf(out, lang_tr("%llu records: does not conform\n"),
                   (unsigned long long)x->records);
    for (size_t i = 0; i < x->problems.n; i++) {
        enum rule_level level;

        if (examine_asks(f->job, x->problems.a[i].rule, &level))
            text_problem(out, &x->problems.a[i], level, f->job->rules);
    }
}

static void text_pair(struct buf *out, const char *what, const char *text)
{
    if (text)
        buf_printf(out, "%s:\n    %s\n", what, text);
}

void said_rule(struct buf *out, const struct rule *r)
{
    buf_printf(out, "%s  %s, %s\n", r->id, level_word(r->level),
               rule_kind_name(r->kind));
    buf_printf(out, "%s.\n", in_lang(r->en, r->fr));
    buf_printf(out, lang_tr("Source: %s, section %s. Versions: %s.\n"), r->spec,
               r->section, r->versions);
    buf_printf(out, "-> %s.\n", in_lang(r->remedy_en, r->remedy_fr));
    text_pair(out, lang_tr("wrong"), r->wrong);
    text_pair(out, lang_tr("right"), r->right);
}
