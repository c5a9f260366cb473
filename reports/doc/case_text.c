#include "reports/doc/case_text.h"

#include <string.h>

#include "base/buf.h"
#include "reports/doc/case_find.h"
#include "reports/doc/report.h"
#include "reports/doc/textwrap.h"

#define NBSP           "\u00a0"
#define LINE           80
#define OUTCOME        12 /* columns of an outcome */
#define VALUE          10
#define PROFILES_MAX   3 /* more columns of outcomes would not fit */
#define FINDINGS_SHOWN 3
#define LONGEST        2000 /* characters of a paragraph */

/* The table, and a text that is being put together. */
struct table {
    const struct say *w; /* what goes out */
    struct say part;     /* into `text` */
    struct buf text;
    size_t profiles;            /* columns of outcomes; 0: one for all */
    size_t outcomes, id, title; /* widths */
    bool color;
};

static const char *taken(const struct table *t)
{
    return t->text.s && t->text.n > 0 ? t->text.s : "";
}

static void pad(const struct table *t, size_t n)
{
    textwrap_pad(t->w->to, taken(t), n);
}

/* The text so far, cleaned, as a paragraph behind `by` columns. */
static void paragraph(struct table *t, size_t by)
{
    struct buf clean;

    buf_init(&clean, REPORT_BYTES_MAX);
    textwrap_clean(&clean, taken(t), LONGEST);
    textwrap_lines(t->w->to, clean.s ? clean.s : "", LINE - by, by, "");
    buf_release(&clean);
}

static void words_in_column(struct table *t, const char *en, const char *fr,
                            size_t n)
{
    buf_clear(&t->text);
    say_either(&t->part, en, fr);
    pad(t, n);
}

/* ---- outcomes ------------------------------------------------------------ */
/* The mark that begins a colour (render.c), or NULL. */
static const char *color_of(const char *o)
{
    static const char *const row[][2] = {
        {"not-applicable", NULL    },
        {"reported",       NULL    },
        {"pass",           "\uE000"},
        {"fail",           "\uE001"},
        {"error",          "\uE001"},
    };

    for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
        if (strcmp(o, row[i][0]) == 0)
            return row[i][1];
    }
    return "\uE002";
}

static void outcome(struct table *t, const xmlNode *o)
{
    const char *value = say_attr(o, "value");
    const char *color = t->color && value ? color_of(value) : NULL;

    buf_clear(&t->text);
    say_short(&t->part, value);
    buf_str(t->w->to, color ? color : "");
    pad(t, OUTCOME);
    buf_str(t->w->to, color ? "\uE003" : "");
}

static void outcomes(struct table *t, const xmlNode *c)
{
    const xmlNode *o = say_child(c, "outcome");

    if (t->profiles > 0) {
        for (; o; o = say_next(o))
            outcome(t, o);
    } else if (say_agree(c)) {
        outcome(t, o);
    } else {
        words_in_column(t, "differs", "diffère", OUTCOME);
    }
}

/* One line a profile, where one column had to do for all. */
static void by_profile(struct table *t, const xmlNode *c)
{
    if (t->profiles > 0 || say_agree(c))
        return;
    for (const xmlNode *o = say_child(c, "outcome"); o; o = say_next(o)) {
        buf_clear(&t->text);
        textwrap_clean(&t->text, say_attr(o, "profile"), LONGEST);
        textwrap_blanks(t->w->to, 4);
        pad(t, 16);
        say_short(t->w, say_attr(o, "value"));
        buf_char(t->w->to, '\n');
    }
}

/* ---- what is below a case ------------------------------------------------ */
static void criterion(struct table *t, const xmlNode *c)
{
    const struct say *w = &t->part;
    const xmlNode *m = case_find_metric(w->find, say_attr(c, "metric"));

    buf_clear(&t->text);
    say_profile(w, say_attr(c, "profile"));
    say_put(w, ", ");
    say_severity(w, say_attr(c, "severity"));
    say_either(w, ": ", NBSP ": ");
    say_metric(w, say_attr(c, "metric"));
    if (!say_is(c, "stratum", "*")) {
        say_put(w, " (");
        say_put(w, say_attr(c, "stratum"));
        say_put(w, ")");
    }
    say_put(w, " ");
    say_measured(w, c, m);
    if (say_is_made(c, m)) {
        say_put(w, " (");
        say_made_of(w, c, m);
        say_put(w, ")");
    }
    if (say_attr(c, "lo")) {
        say_either(w, ", interval ", ", intervalle ");
        say_interval(w, c, m);
    }
    say_either(w, "; required ", "\u202f; exigé ");
    say_required(w, c, m);
    say_either(w, "; limit ", "\u202f; limite ");
    say_status(w, say_attr(c, "status"));
    say_put(w, say_attr(c, "plan-n") ? ". " : ".");
    say_plan(w, c, m);
    textwrap_blanks(t->w->to, 4);
    paragraph(t, 4);
}

static void finding(struct table *t, const xmlNode *f)
{
    const struct say *w = &t->part;

    buf_clear(&t->text);
    say_put(w, say_attr(f, "code"));
    say_put(w, " ");
    say_put(w, say_attr(f, "file"));
    if (say_attr(f, "line")) {
        say_put(w, ":");
        say_put(w, say_attr(f, "line"));
    }
    say_put(w, " ");
    say_text(w, f, "text");
    if (say_attr(f, "source")) {
        say_put(w, " (");
        say_put(w, say_attr(f, "source"));
        say_put(w, ")");
    }
    buf_str(t->w->to, "    - ");
    paragraph(t, 6);
}

/* One place of the finding before it. */
static void example(struct table *t, const xmlNode *f)
{
    const struct say *w = &t->part;

    buf_clear(&t->text);
    say_text(w, f, "text");
    textwrap_blanks(t->w->to, 6);
    paragraph(t, 8);
}

static void findings(struct table *t, const xmlNode *c)
{
    const struct say *w = t->w;
    const xmlNode *m =
        case_find_measurement(w->find, say_attr(c, "measurement"));
    const xmlNode *f = say_finding(w, c, NULL);
    int64_t more = say_tells(w, c) ? say_findings_dropped(m) : 0;
    int shown = 0;

    for (; f; f = say_finding(w, c, f)) {
        if (!say_is_example(f) && shown++ < FINDINGS_SHOWN)
            finding(t, f);
        else if (say_is_example(f) && shown <= FINDINGS_SHOWN)
            example(t, f);
        else
            more += !say_is_example(f);
    }
    if (more > 0) {
        say_either(w, "    and ", "    et ");
        say_count(w, more);
        say_either(w, " more findings\n", " constats de plus\n");
    }
}

static void below(struct table *t, const xmlNode *c)
{
    const struct say *w = &t->part;

    if (say_has_cause(w, c)) {
        buf_clear(&t->text);
        say_cause(w, c);
        textwrap_blanks(t->w->to, 4);
        paragraph(t, 4);
    }
    for (const xmlNode *at = say_child(c, "criterion"); at; at = say_next(at)) {
        if (say_missed(at))
            criterion(t, at);
    }
    for (const xmlNode *v = say_waiver(c, NULL); v; v = say_waiver(c, v)) {
        buf_clear(&t->text);
        say_either(w, "waiver ", "dérogation ");
        say_put(w, say_attr(v, "id"));
        say_either(w, ": ", NBSP ": ");
        say_text(w, v, "reason");
        textwrap_blanks(t->w->to, 4);
        paragraph(t, 4);
    }
    findings(t, c);
}

/* ---- the table ----------------------------------------------------------- */
static void title(struct table *t, const xmlNode *c)
{
    const char *value = say_attr(say_child(c, "criterion"), "value");
    struct buf clean;
    struct buf tail;

    buf_init(&clean, REPORT_BYTES_MAX);
    buf_init(&tail, REPORT_BYTES_MAX);
    buf_clear(&t->text);
    say_number(&t->part, value ? value : "");
    textwrap_clean(&tail, taken(t), LONGEST);
    buf_clear(&t->text);
    say_text(&t->part, c, "title");
    textwrap_clean(&clean, taken(t), LONGEST);
    textwrap_lines(t->w->to, clean.s ? clean.s : "", t->title,
                   t->outcomes + t->id, tail.s ? tail.s : "");
    buf_release(&clean);
    buf_release(&tail);
}

static void one(struct table *t, const xmlNode *c)
{
    const char *id = say_attr(c, "id");

    outcomes(t, c);
    buf_clear(&t->text);
    textwrap_clean(&t->text, id ? id : "", LONGEST);
    pad(t, t->id);
    if (id && textwrap_columns(id) >= t->id) {
        buf_char(t->w->to, '\n');
        textwrap_blanks(t->w->to, t->outcomes + t->id);
    }
    title(t, c);
    by_profile(t, c);
    below(t, c);
}

static void head(struct table *t, const xmlNodeSet *profiles)
{
    struct buf name;

    for (size_t i = 0; i < t->profiles; i++) {
        buf_init(&name, REPORT_BYTES_MAX);
        buf_clear(&t->text);
        say_profile(&t->part, say_attr(profiles->nodeTab[i], "id"));
        textwrap_clean(&name, taken(t), OUTCOME - 1);
        textwrap_pad(t->w->to, name.s ? name.s : "", OUTCOME);
        buf_release(&name);
    }
    if (t->profiles == 0)
        words_in_column(t, "OUTCOME", "RÉSULTAT", OUTCOME);
    words_in_column(t, "CASE", "CAS", t->id);
    words_in_column(t, "REQUIREMENT", "EXIGENCE", t->title + 1);
    say_either(t->w, "MEASURED\n", "MESURÉ\n");
}

/* As wide as the longest id, within bounds: a longer one gets a line. */
static size_t id_width(const xmlNodeSet *cases)
{
    size_t n = 9;

    for (int i = 0; i < cases->nodeNr; i++) {
        const char *id = say_attr(cases->nodeTab[i], "id");

        if (id && textwrap_columns(id) > n)
            n = textwrap_columns(id);
    }
    return n > 19 ? 20 : n + 1;
}

void case_text(const struct say *w, const xmlNodeSet *profiles,
               const xmlNodeSet *cases, bool color)
{
    struct table t = {.w = w, .part = *w, .color = color};

    t.part.to = &t.text;
    buf_init(&t.text, REPORT_BYTES_MAX);
    if (profiles->nodeNr <= PROFILES_MAX)
        t.profiles = (size_t)profiles->nodeNr;
    t.outcomes = OUTCOME * (t.profiles > 0 ? t.profiles : 1);
    t.id = id_width(cases);
    t.title = LINE - t.outcomes - t.id - VALUE - 1;
    head(&t, profiles);
    for (int i = 0; i < cases->nodeNr; i++)
        one(&t, cases->nodeTab[i]);
    buf_release(&t.text);
}
