#include "cli/suite/suiteview.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "cli/opthelp.h"
#include "core/suite.h"
#include "judge/checks.h"
#include "judge/lint.h"
#include "judge/selftest.h"
#include "judge/suitebook.h"

#define LINE_MAX_BYTES ((size_t)1 << 20) /* of one title or criterion */
#define ID_WIDTH_MIN   15
#define ID_WIDTH_MAX   30

static const char *in_language(const char *en, const char *fr)
{
    return lang_get() == LANG_FR && fr ? fr : en;
}

/* A word of a closed set, in the current language. */
static const char *word(const char *name)
{
    static const char *const known[] = {
        N_("draft"),    N_("released"),    N_("retired"),   N_("published"),
        N_("proposed"), N_("unconfirmed"), N_("mandatory"), N_("advisory"),
        N_("error"),    N_("warning"),
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i], name) == 0)
            return lang_tr(known[i]);
    return name;
}

static const char *text_of(const struct text2 *t)
{
    return in_language(t->en, t->fr);
}

/* ---- list -------------------------------------------------------------- */

void suiteview_list(FILE *out, const struct suitebook *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct suitebook_row *r = &b->a[i];
        char name[160];

        (void)snprintf(name, sizeof name,
                       "%.120s@%" PRId64 ".%" PRId64 ".%" PRId64, r->id,
                       r->version.major, r->version.minor, r->version.patch);
        if (r->broken) {
            fprintf(out, "%-36s %-9s ", name, lang_tr("broken"));
            err_print(r->broken, out);
        } else {
            fprintf(out, "%-36s ", name);
            opthelp_pad(out, word(suite_status_name(r->status)), 10);
            fprintf(out, "%s\n", in_language(r->title_en, r->title_fr));
        }
    }
}

/* ---- show -------------------------------------------------------------- */

static void show_head(FILE *out, const struct suite *s, const char *path)
{
    fprintf(out, "%s@%" PRId64 ".%" PRId64 ".%" PRId64 " (%s)\n", s->id,
            s->version.major, s->version.minor, s->version.patch,
            word(suite_status_name(s->status)));
    opthelp_wrap(out, text_of(&s->title), 0, 0);
    if (s->text.en)
        opthelp_wrap(out, text_of(&s->text), 0, 0);
    fprintf(out, "%s\nSHA-256 %s\n", path, s->sha256);
}

static void show_lists(FILE *out, const struct suite *s)
{
    fprintf(out, "\n%s\n", lang_tr("Profiles"));
    for (size_t i = 0; i < s->n_profiles; i++)
        fprintf(out, "  %-16s %s\n", s->profiles[i].id,
                text_of(&s->profiles[i].title));
    fprintf(out, "\n%s\n", lang_tr("Files to hand in"));
    for (size_t i = 0; i < s->n_deliverables; i++)
        fprintf(out, "  %-16s %-10s %s%s\n", s->deliverables[i].role,
                s->deliverables[i].kind, text_of(&s->deliverables[i].title),
                s->deliverables[i].required ? "" : lang_tr(" (optional)"));
    fprintf(out, "\n%s\n", lang_tr("Reference data"));
    for (size_t i = 0; i < s->n_fixtures; i++)
        fprintf(out, "  %-16s %-10s %s\n", s->fixtures[i].id,
                s->fixtures[i].kind,
                s->fixtures[i].href   ? s->fixtures[i].href
                : s->fixtures[i].hint ? s->fixtures[i].hint
                                      : fixture_pin_name(s->fixtures[i].pin));
}

static void add_limit(struct buf *b, const struct suite_criterion *k)
{
    if (k->has_min)
        buf_printf(b, " >= %s", k->min_text);
    if (k->has_max)
        buf_printf(b, " <= %s", k->max_text);
    buf_printf(b, ", %s", rule_method_name(k->method));
    if (k->method != RULE_EXACT && k->method != RULE_REPORT)
        buf_printf(b, " %g%%", k->confidence * 100);
}

static void show_criterion(FILE *out, const struct suite *s,
                           const struct suite_criterion *k)
{
    const struct suite_metric *m = suite_metric(s, k->metric);
    struct buf line;

    buf_init(&line, LINE_MAX_BYTES);
    buf_printf(&line, "%s, %s: %s", k->profile,
               word(k->mandatory ? "mandatory" : "advisory"),
               m ? text_of(&m->title) : k->metric);
    if (strcmp(k->stratum, "*") != 0)
        buf_printf(&line, " [%s]", k->stratum);
    add_limit(&line, k);
    if (k->has_min || k->has_max)
        buf_printf(&line, " (%s)", word(limit_status_name(k->status)));
    fputs("    ", out);
    opthelp_wrap(out, line.s ? line.s : "", 4, 6);
    buf_release(&line);
}

/* The column where titles start, after ids of this length. */
static void widen(int *width, const char *id)
{
    int n = (int)strnlen(id, ID_WIDTH_MAX) + 3;

    if (n > *width)
        *width = n;
}

static void show_row(FILE *out, const char *id, int width, const char *title)
{
    fputs("  ", out);
    opthelp_pad(out, id, width - 2);
    opthelp_wrap(out, title, width, width);
}

static void show_cases(FILE *out, const struct suite *s)
{
    int width = ID_WIDTH_MIN;

    for (size_t i = 0; i < s->n_cases; i++)
        widen(&width, s->cases[i].id);
    fprintf(out, "\n%s\n", lang_tr("Cases"));
    for (size_t i = 0; i < s->n_cases; i++) {
        const struct suite_case *c = &s->cases[i];
        struct buf title;

        buf_init(&title, LINE_MAX_BYTES);
        buf_printf(&title, "%s (%s)", text_of(&c->title), c->check);
        show_row(out, c->id, width, title.s ? title.s : "");
        buf_release(&title);
        for (size_t k = 0; k < c->n_criteria; k++)
            show_criterion(out, s, &c->criteria[k]);
    }
}

void suiteview_show(FILE *out, const struct suite *s, const char *path)
{
    int width = ID_WIDTH_MIN;

    show_head(out, s, path);
    show_lists(out, s);
    show_cases(out, s);
    for (size_t i = 0; i < s->n_controls; i++)
        widen(&width, s->controls[i].id);
    fprintf(out, "\n%s\n", lang_tr("Negative controls"));
    for (size_t i = 0; i < s->n_controls; i++)
        show_row(out, s->controls[i].id, width, text_of(&s->controls[i].title));
    fprintf(out, "\n%s\n", lang_tr("Not tested"));
    for (size_t i = 0; i < s->n_not_tested; i++)
        show_row(out, "-", 4, text_of(&s->not_tested[i]));
}

/* ---- lint -------------------------------------------------------------- */

void suiteview_lint(FILE *out, const struct lint *l, const char *path)
{
    for (size_t i = 0; i < l->n; i++)
        fprintf(out, "%s:%" PRIu64 ":%" PRIu64 ": %s %s: %s\n", path,
                l->a[i].at.line, l->a[i].at.col,
                word(finding_level_name(l->a[i].level)), l->a[i].code,
                in_language(l->a[i].en, l->a[i].fr));
    fprintf(out, lang_tr("%s: %zu errors, %zu warnings\n"), path, l->n_errors,
            l->n_warnings);
}

/* ---- checks ------------------------------------------------------------ */

static void view_inputs(FILE *out, const struct check_decl *d)
{
    for (const struct check_input *i = d->inputs; i && i->name; i++) {
        const char *from = i->source == INPUT_DELIVERABLE ? N_("deliverable")
                           : i->source == INPUT_FIXTURE   ? N_("fixture")
                                                          : N_("either");

        fprintf(out, "  input %-22s %s, %s%s%s: %s\n", i->name, i->kinds,
                lang_tr(from), i->required ? "" : lang_tr(", optional"),
                i->repeated ? lang_tr(", repeatable") : "", lang_tr(i->en));
    }
}

static void view_params(FILE *out, const struct check_decl *d)
{
    for (const struct check_param *p = d->params; p && p->name; p++) {
        fprintf(out, "  param %-22s ", p->name);
        if (p->type == PARAM_INT || p->type == PARAM_REAL)
            fprintf(out, "%g...%g", p->min, p->max);
        else
            fputs(p->type == PARAM_ENUM   ? p->values
                  : p->type == PARAM_BOOL ? "yes no"
                                          : "text",
                  out);
        fprintf(out, " [%s]: %s\n", p->fallback ? p->fallback : "",
                lang_tr(p->en));
    }
}

static void view_terms(FILE *out, const char *const term[MEASURE_TERMS_MAX])
{
    bool sum = term[0] && term[1];

    fputs(sum ? "(" : "", out);
    for (size_t i = 0; i < MEASURE_TERMS_MAX && term[i]; i++)
        fprintf(out, "%s%s", i > 0 ? " + " : "", term[i]);
    fputs(sum ? ")" : "", out);
}

static void view_measures(FILE *out, const struct check_decl *d)
{
    for (const struct check_measure *m = d->measures; m && m->name; m++) {
        fprintf(out, "  measure %-20s %s, %s: %s\n", m->name,
                measure_kind_name(m->formula.kind), m->unit, lang_tr(m->en));
        fputs("          = ", out);
        view_terms(out, m->formula.num);
        if (m->formula.den[0]) {
            fputs(" / ", out);
            view_terms(out, m->formula.den);
        }
        fputc('\n', out);
    }
}

void suiteview_checks(FILE *out, const struct check *const *checks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct check_decl *d = checks[i]->decl;

        fprintf(out, "%s%s: %s\n", i > 0 ? "\n" : "", d->name, lang_tr(d->en));
        view_inputs(out, d);
        view_params(out, d);
        view_measures(out, d);
        for (const struct check_counter *c = d->counters; c && c->name; c++)
            fprintf(out, "  counter %-20s %s: %s\n", c->name, c->unit,
                    lang_tr(c->en));
    }
}

/* ---- selftest ---------------------------------------------------------- */

/* Cases that are not plainly passed, per profile. */
static void view_outcomes(FILE *out, const struct suite *s,
                          const struct result *r)
{
    for (size_t i = 0; i < s->n_cases; i++) {
        for (size_t k = 0; k < s->n_profiles; k++) {
            enum outcome o = r->cases[i].outcome[k];

            if (o != OUTCOME_PASS && o != OUTCOME_REPORTED)
                fprintf(out, "%-16s %s: %s\n", s->cases[i].id,
                        s->profiles[k].id, outcome_name(o));
        }
    }
}

void suiteview_selftest(FILE *out, const struct suite *s,
                        const struct selftest *t)
{
    for (size_t i = 0; i < s->n_profiles; i++)
        fprintf(out, "%-16s %s\n", s->profiles[i].id,
                verdict_name(t->run.result.verdict[i]));
    view_outcomes(out, s, &t->run.result);
    for (size_t i = 0; i < s->n_controls; i++)
        fprintf(out, "%-16s %s\n", s->controls[i].id,
                t->run.result.controls[i].failed_as_planted
                    ? lang_tr("failed as planted")
                    : lang_tr("DID NOT FAIL as planted"));
    for (size_t i = 0; i < t->n_unproven; i++)
        fprintf(out, lang_tr("%s: no control makes it fail\n"), t->unproven[i]);
    fprintf(out, "%s\n",
            t->passed ? lang_tr("the suite does what it says")
                      : lang_tr("the suite does NOT do what it says"));
}
