#include "reports/doc/case_html.h"

#include <string.h>

#include <libxml/uri.h>

#include "base/buf.h"
#include "reports/doc/case_bar.h"
#include "reports/doc/case_find.h"
#include "reports/doc/decimals.h"

#define NBSP           "\u00a0"
#define FINDINGS_SHOWN 40

static void raw(const struct say *w, const char *markup)
{
    buf_str(w->to, markup);
}

static void badge(const struct say *w, const char *o)
{
    raw(w, "<span class=\"o ");
    say_quoted(w, o);
    raw(w, "\"><span aria-hidden=\"true\">");
    say_sign(w, o);
    raw(w, "</span>" NBSP);
    say_outcome(w, o);
    raw(w, "</span>");
}

/* One outcome when all profiles agree, else one a profile. */
static void outcomes(const struct say *w, const xmlNode *c)
{
    const xmlNode *o = say_child(c, "outcome");

    if (say_agree(c)) {
        badge(w, say_attr(o, "value"));
        return;
    }
    raw(w, "<ul class=\"os\">");
    for (; o; o = say_next(o)) {
        raw(w, "<li><span class=\"small\">");
        say_put(w, say_attr(o, "profile"));
        raw(w, "</span> ");
        badge(w, say_attr(o, "value"));
        raw(w, "</li>");
    }
    raw(w, "</ul>");
}

/* The value of an attribute that is an address. */
static void address(const struct say *w, const char *s)
{
    xmlChar *safe =
        xmlURIEscapeStr((const xmlChar *)s, (const xmlChar *)"@/:=?;#%&,+<>");

    say_quoted(w, (const char *)safe);
    xmlFree(safe);
}

/* A web address becomes a link, anything else stays text. */
static void source(const struct say *w, const char *s)
{
    bool link = s && strncmp(s, "https://", 8) == 0 && !strchr(s, ' ');

    if (link) {
        raw(w, "<a href=\"");
        address(w, s);
        raw(w, "\">");
    }
    say_put(w, s);
    if (link)
        raw(w, "</a>");
}

/* ---- the table of all cases ---------------------------------------------- */
static void widen(double *a, double *b, const char *x)
{
    double v = decimals_read(x);

    if (v < *a)
        *a = v;
    if (v > *b)
        *b = v;
}

/* On the scale of its own interval and limits, with a margin. */
static void own_bar(const struct say *w, const xmlNode *criterion)
{
    const xmlNode *const limits[] = {criterion};
    double a = decimals_read(say_attr(criterion, "lo"));
    double b = decimals_read(say_attr(criterion, "hi"));
    double margin;

    widen(&a, &b, say_attr(criterion, "min"));
    widen(&a, &b, say_attr(criterion, "max"));
    margin = (b - a) * 0.12;
    if (b > a)
        case_bar(w, criterion, limits, 1, a - margin, b + margin);
}

static void cell_name(const struct say *w, const xmlNode *c, const xmlNode *m)
{
    raw(w, "<tr class=\"crit\"><td>");
    say_text(w, m, "title");
    if (!say_is(c, "stratum", "*")) {
        say_either(w, ", stratum ", ", strate ");
        raw(w, "<code>");
        say_put(w, say_attr(c, "stratum"));
        raw(w, "</code>");
    }
    raw(w, "<br><span class=\"small soft\">");
    say_profile(w, say_attr(c, "profile"));
    raw(w, " · ");
    say_severity(w, say_attr(c, "severity"));
    if (say_is(c, "claim", "process"))
        say_either(w, " · claim about the technology",
                   " · énoncé sur la technologie");
    raw(w, "</span></td>");
}

static void cell_measured(const struct say *w, const xmlNode *c,
                          const xmlNode *m)
{
    const char *effect = say_attr(c, "design-effect");

    raw(w, "<td><span class=\"value\">");
    say_measured(w, c, m);
    raw(w, "</span>");
    if (say_is_made(c, m)) {
        raw(w, "<br><span class=\"small soft\">");
        say_made_of(w, c, m);
        raw(w, "</span>");
    }
    if (say_attr(c, "lo") && say_attr(c, "value")) {
        own_bar(w, c);
        raw(w, "<span class=\"small\">");
        say_either(w, "interval ", "intervalle ");
        say_interval(w, c, m);
        raw(w, "</span>");
    }
    if (effect && decimals_read(effect) != 1) {
        raw(w, "<br><span class=\"small soft\">");
        say_either(w, "design effect ", "effet de plan ");
        say_number(w, effect);
        raw(w, "</span>");
    }
    raw(w, "</td>");
}

static void limit(const struct say *w, const xmlNode *c)
{
    raw(w, "<br><span class=\"small soft\">");
    say_either(w, "limit ", "limite ");
    say_status(w, say_attr(c, "status"));
    if (say_attr(c, "source")) {
        say_either(w, ": ", NBSP ": ");
        source(w, say_attr(c, "source"));
    }
    raw(w, "</span>");
}

static void cell_required(const struct say *w, const xmlNode *c,
                          const xmlNode *m)
{
    const char *guard = say_attr(c, "guard");

    raw(w, "<td><span class=\"value\">");
    say_required(w, c, m);
    raw(w, "</span>");
    if (guard && decimals_read(guard) != 0) {
        raw(w, "<br><span class=\"small\">");
        say_either(w, "guard band ", "bande de garde ");
        say_number(w, guard);
        raw(w, "</span>");
    }
    raw(w, "<br><span class=\"small\">");
    say_rule(w, c, m);
    raw(w, "</span>");
    if (say_attr(c, "min") || say_attr(c, "max"))
        limit(w, c);
    raw(w, "</td>");
}

static void criterion_row(const struct say *w, const xmlNode *c)
{
    const xmlNode *m = case_find_metric(w->find, say_attr(c, "metric"));

    cell_name(w, c, m);
    cell_measured(w, c, m);
    cell_required(w, c, m);
    raw(w, "<td>");
    badge(w, say_attr(c, "outcome"));
    if (say_attr(c, "plan-n")) {
        raw(w, "<br><span class=\"small\">");
        say_plan(w, c, m);
        raw(w, "</span>");
    }
    raw(w, "</td></tr>");
}

static bool any_error(const xmlNode *c)
{
    const xmlNode *o = say_child(c, "outcome");

    while (o && !say_is(o, "value", "error"))
        o = say_next(o);
    return o;
}

static void head(const struct say *w, const xmlNode *c)
{
    const char *clause = say_attr(c, "clause");
    const char *from = say_attr(c, "source");

    say_text(w, c, "title");
    if (say_child(c, "text")) {
        raw(w, "<br><span class=\"small\">");
        say_text(w, c, "text");
        raw(w, "</span>");
    }
    if (clause || from) {
        raw(w, "<br><span class=\"small soft\">");
        say_put(w, clause);
        raw(w, clause && from ? " · " : "");
        source(w, from);
        raw(w, "</span>");
    }
    if (say_child(c, "cause") || any_error(c)) {
        raw(w, "<br><span class=\"small\">");
        say_cause(w, c);
        raw(w, "</span>");
    }
}

void case_html_rows(const struct say *w, const xmlNode *c)
{
    raw(w, "<tbody id=\"c-");
    say_quoted(w, say_attr(c, "id"));
    raw(w, "\"><tr class=\"head\"><th scope=\"rowgroup\" colspan=\"3\">"
           "<span class=\"id\">");
    say_put(w, say_attr(c, "id"));
    raw(w, "</span> ");
    head(w, c);
    raw(w, "</th><td>");
    outcomes(w, c);
    raw(w, "</td></tr>");
    for (const xmlNode *at = say_child(c, "criterion"); at; at = say_next(at))
        criterion_row(w, at);
    raw(w, "</tbody>");
}

/* ---- what is amiss and why ----------------------------------------------- */
static void missed(const struct say *w, const xmlNode *c)
{
    const xmlNode *m = case_find_metric(w->find, say_attr(c, "metric"));

    raw(w, "<li>");
    say_text(w, m, "title");
    if (!say_is(c, "stratum", "*")) {
        raw(w, " (");
        say_put(w, say_attr(c, "stratum"));
        raw(w, ")");
    }
    say_either(w, ": measured ", NBSP ": mesuré ");
    raw(w, "<span class=\"value\">");
    say_measured(w, c, m);
    raw(w, "</span>");
    if (say_is_made(c, m)) {
        raw(w, " (");
        say_made_of(w, c, m);
        raw(w, ")");
    }
    if (say_attr(c, "lo")) {
        say_either(w, ", interval ", ", intervalle ");
        say_interval(w, c, m);
    }
    say_either(w, "; required ", "\u202f; exigé ");
    raw(w, "<span class=\"value\">");
    say_required(w, c, m);
    raw(w, "</span> (");
    say_profile(w, say_attr(c, "profile"));
    raw(w, ", ");
    say_severity(w, say_attr(c, "severity"));
    raw(w, "). ");
    if (say_is(c, "outcome", "inconclusive")) {
        say_either(w, "Undecided: the interval holds the limit. ",
                   "Indécis" NBSP ": l’intervalle contient la limite. ");
        say_plan(w, c, m);
    }
    raw(w, "</li>");
}

static void all_missed(const struct say *w, const xmlNode *c)
{
    bool open = false;

    for (const xmlNode *at = say_child(c, "criterion"); at; at = say_next(at)) {
        if (!say_missed(at))
            continue;
        raw(w, open ? "" : "<ul>");
        open = true;
        missed(w, at);
    }
    raw(w, open ? "</ul>" : "");
}

/* ---- findings ------------------------------------------------------------ */
static const xmlNode *measurement_of(const struct say *w, const xmlNode *c)
{
    return case_find_measurement(w->find, say_attr(c, "measurement"));
}

static void where(const struct say *w, const xmlNode *f)
{
    if (!say_attr(f, "line"))
        return;
    say_either(w, "record or line ", "enregistrement ou ligne ");
    say_number(w, say_attr(f, "line"));
}

/* One place, in the list of its finding: its text says where. */
static void example(const struct say *w, const xmlNode *f)
{
    raw(w, "<li>");
    say_text(w, f, "text");
    raw(w, "</li>");
}

/* `file`: is it to be named? */
static void finding(const struct say *w, const xmlNode *f, bool file)
{
    raw(w, "<code>");
    say_put(w, say_attr(f, "code"));
    raw(w, "</code>");
    if (file && say_attr(f, "file")) {
        raw(w, " ");
        say_put(w, say_attr(f, "file"));
    }
    if (say_attr(f, "line")) {
        raw(w, file && say_attr(f, "file") ? ", " : " ");
        where(w, f);
    }
    say_either(w, ": ", NBSP ": ");
    say_text(w, f, "text");
    if (say_attr(f, "source")) {
        raw(w, " <span class=\"soft\">(");
        say_put(w, say_attr(f, "source"));
        raw(w, ")</span>");
    }
}

/* The finding that comes after `f` among those that the case tells; without a
 * case, among those that none tells. */
static const xmlNode *told_after(const struct say *w, const xmlNode *m,
                                 const xmlNode *c, const xmlNode *f)
{
    return c ? say_finding(w, c, f) : say_finding_left(w, m, f);
}

/* The one file that all of them are about; NULL: several, or none. */
static const char *one_file(const struct say *w, const xmlNode *m,
                            const xmlNode *c)
{
    const xmlNode *f = told_after(w, m, c, NULL);
    const char *file = say_attr(f, "file");

    for (; f && file; f = told_after(w, m, c, f)) {
        if (!say_is(f, "file", file))
            return NULL;
    }
    return file;
}

/* A finding with its examples, if it has any; gives the one after these. */
static const xmlNode *finding_whole(const struct say *w, const xmlNode *m,
                                    const xmlNode *c, const xmlNode *f,
                                    bool file)
{
    raw(w, "<li>");
    finding(w, f, file);
    f = told_after(w, m, c, f);
    if (f && say_is_example(f)) {
        raw(w, "<ul>");
        for (; f && say_is_example(f); f = told_after(w, m, c, f))
            example(w, f);
        raw(w, "</ul>");
    }
    raw(w, "</li>");
    return f;
}

static void beyond(const struct say *w, const xmlNode *m, const xmlNode *c,
                   const xmlNode *f)
{
    int64_t more = c && say_tells(w, c) ? say_findings_dropped(m) : 0;

    for (; f; f = told_after(w, m, c, f))
        more += !say_is_example(f);
    if (more <= 0)
        return;
    raw(w, "<li>");
    say_either(w, "and ", "et ");
    say_count(w, more);
    say_either(w, " more", " de plus");
    raw(w, "</li>");
}

/* Those that the case tells; without a case, those that none tells. */
static void findings(const struct say *w, const xmlNode *m, const xmlNode *c)
{
    const xmlNode *f = told_after(w, m, c, NULL);
    const char *file = one_file(w, m, c);

    if (!f)
        return;
    raw(w, "<p class=\"small\">");
    if (file) {
        say_either(w, "Noticed in ", "Relevé dans ");
        raw(w, "<code>");
        say_put(w, file);
        raw(w, "</code>");
        say_either(w, ":", NBSP ":");
    } else {
        say_either(
            w, "Noticed in the files:", "Relevé dans les fichiers" NBSP ":");
    }
    raw(w, "</p><ul class=\"small\">");
    for (int i = 0; f && i < FINDINGS_SHOWN; i++)
        f = finding_whole(w, m, c, f, !file);
    beyond(w, m, c, f);
    raw(w, "</ul>");
}

void case_html_findings(const struct say *w, const xmlNode *m)
{
    findings(w, m, NULL);
}

static void waiver(const struct say *w, const xmlNode *v)
{
    raw(w, "<p>");
    say_either(w, "Waiver ", "Dérogation ");
    raw(w, "<strong>");
    say_put(w, say_attr(v, "id"));
    raw(w, "</strong> (");
    say_put(w, say_attr(v, "authoriser"));
    say_either(w, ", until ", ", jusqu’au ");
    say_date(w, say_attr(v, "until"));
    raw(w, ")");
    say_either(w, ": ", NBSP ": ");
    say_text(w, v, "reason");
    raw(w, "</p>");
}

void case_html_trouble(const struct say *w, const xmlNode *c)
{
    raw(w, "<div class=\"case\"><h3><a href=\"#c-");
    address(w, say_attr(c, "id"));
    raw(w, "\">");
    say_put(w, say_attr(c, "id"));
    raw(w, "</a> ");
    say_text(w, c, "title");
    raw(w, "</h3><div>");
    outcomes(w, c);
    raw(w, "</div>");
    if (say_has_cause(w, c)) {
        raw(w, "<p>");
        say_either(w, "Why: ", "Motif" NBSP ": ");
        say_cause(w, c);
        raw(w, "</p>");
    }
    all_missed(w, c);
    for (const xmlNode *v = say_waiver(c, NULL); v; v = say_waiver(c, v))
        waiver(w, v);
    raw(w, "</div>");
    findings(w, measurement_of(w, c), c);
}
