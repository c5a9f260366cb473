/*
 * say -- what is said of a case of report.xml and of its criteria, in both
 * languages. The stylesheets ask for it (xslfunc.h); so do the renderings of
 * cases in C, which are many in a large report.
 *
 * An element is one of report.xml as libxml2 parsed it; NULL is one without
 * attributes and children. A "number" is a criterion, a point of a series or
 * what a control saw: they share the attributes value, num, den, lo, hi, min
 * and max.
 */
#ifndef REPORTS_DOC_SAY_H
#define REPORTS_DOC_SAY_H

#include <stdbool.h>
#include <stdint.h>

#include <libxml/tree.h>

struct buf;
struct case_find;

/* Where words go. */
struct say {
    struct buf *to;
    const struct case_find *find; /* in the report */
    bool fr;
    bool html; /* text of HTML: <, > and & are escaped */
};

/* ---- elements ------------------------------------------------------------ */
/* The value of an attribute without prefix; NULL when there is none. */
const char *say_attr(const xmlNode *el, const char *name);
bool say_is(const xmlNode *el, const char *name, const char *value);

/* The first child element of that name, and the next of the same name. */
const xmlNode *say_child(const xmlNode *el, const char *name);
const xmlNode *say_next(const xmlNode *el);

/* ---- texts --------------------------------------------------------------- */
void say_put(const struct say *w, const char *s);    /* NULL is nothing */
void say_quoted(const struct say *w, const char *s); /* in an attribute */
void say_either(const struct say *w, const char *en, const char *fr);

/* 2026-11-23[T20:15:00Z] as 23 Nov 2026[, 20:15 UTC] or 23/11/2026[ à ...];
 * anything else as it is. */
void say_date(const struct say *w, const char *iso);

/* A number as text of the report, in the dress of the language: 12,345.6 */
void say_number(const struct say *w, const char *x);
void say_count(const struct say *w, int64_t n);

/* The text of the child elements `name` of `el` in the language, else of the
 * first; in HTML marked when it is another language than the page's. */
void say_text(const struct say *w, const xmlNode *el, const char *name);

/* ---- closed sets --------------------------------------------------------- */
/* A word that is unknown goes out as it is, or as the one that claims least. */
void say_outcome(const struct say *w, const char *o);
void say_short(const struct say *w, const char *o);
void say_sign(const struct say *w, const char *o);
void say_severity(const struct say *w, const char *s);
void say_status(const struct say *w, const char *s);
void say_profile(const struct say *w, const char *p);
void say_metric(const struct say *w, const char *id); /* its title */

/* ---- of a number c with its metric m ------------------------------------- */
/* "0.9958", "12 files", "no data" */
void say_measured(const struct say *w, const xmlNode *c, const xmlNode *m);
/* "71,904 of 72,174"; nothing for counts. */
void say_made_of(const struct say *w, const xmlNode *c, const xmlNode *m);
bool say_is_made(const xmlNode *c, const xmlNode *m);
/* "0.9951 to 0.9962" */
void say_interval(const struct say *w, const xmlNode *c, const xmlNode *m);
/* "≥ 0.99", "≤ 0", "1.95 to 2.15", "no limit" */
void say_required(const struct say *w, const xmlNode *c, const xmlNode *m);
/* "Clopper–Pearson, 95%, one-sided" */
void say_rule(const struct say *w, const xmlNode *c, const xmlNode *m);
/* What an inconclusive criterion asks of the next attempt, or nothing. */
void say_plan(const struct say *w, const xmlNode *c, const xmlNode *m);

/* ---- of a case ----------------------------------------------------------- */
/* Why it was not run or does not apply, or nothing. */
void say_cause(const struct say *w, const xmlNode *c);
bool say_has_cause(const struct say *w, const xmlNode *c);

/* Have all profiles the same outcome? */
bool say_agree(const xmlNode *c);

/* Was the criterion missed: is its outcome fail or inconclusive? */
bool say_missed(const xmlNode *criterion);

/* Is this the first case in trouble of what it was measured with? */
bool say_tells(const struct say *w, const xmlNode *c);

/* The findings that a case tells: the first, and the next. One that says which
 * counters it explains is told by each case that missed a criterion on them;
 * all else by the case of say_tells(). */
const xmlNode *say_finding(const struct say *w, const xmlNode *c,
                           const xmlNode *after);
/* The same for what no case tells of a measurement. */
const xmlNode *say_finding_left(const struct say *w, const xmlNode *m,
                                const xmlNode *after);
/* Is it one place of the finding before it? */
bool say_is_example(const xmlNode *finding);

/* How many findings of a measurement were not kept. */
int64_t say_findings_dropped(const xmlNode *m);

/* The waivers of the report that the case names: the first, and the next. */
const xmlNode *say_waiver(const xmlNode *c, const xmlNode *after);

#endif
