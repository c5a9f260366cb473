/*
 * xslfunc -- the functions that the stylesheets ask C for, of the namespace
 * urn:entente:xsl, written e: below. Here is what is asked for each case or
 * criterion of a report, which may have 10,000 of them: a function written in
 * XSLT costs some microseconds a call. The others are in reports/xsl.
 *
 *   e:t(en, fr)        the one of two texts that is asked for
 *   e:bi(nodes)        text of the node in that language, else of the first
 *   e:n(number)        12,345.6 or 12 345,6
 *   e:date(text)       23 Nov 2026 or 23/11/2026
 *   e:outcome(word), e:sign, e:severity, e:status, e:profile, e:metric
 *                      what say.h says of a word or id
 *   e:measured(c[, m]), e:made-of, e:interval, e:required, e:plan
 *                      what say.h says of a number c with its metric m
 *   e:cause(case)      why it was not run or does not apply
 *   e:clean(s), e:pad(s, n), e:wrap(s, n, indent)
 *                      for a terminal: textwrap.h
 *   e:json(s)          as a JSON string with its quotes
 *   e:cell(s[, 'number'])
 *                      as a cell of CSV
 *   e:text-table(profiles, cases, color)
 *                      case_text.h
 *   e:html-rows(cases), e:html-trouble(cases), e:html-findings(measurements)
 *                      case_html.h; markup, to be written as it is
 *   e:html-bar(p, limits, a, b)
 *                      case_bar.h; markup
 *
 *   e:cases-with(values[, 'mandatory'])
 *                      the cases that have such an outcome: words with blanks
 *   e:mandatory(profile, values)
 *                      number of mandatory cases with such an outcome
 *   e:criteria(name, value)
 *                      number of criteria of that method or claim, or
 *                      ('guard', 'yes') with a guard band
 *
 * All depend on their arguments, the report and the language, on nothing else.
 * Threads: no shared state.
 */
#ifndef REPORTS_DOC_XSLFUNC_H
#define REPORTS_DOC_XSLFUNC_H

#include <stdbool.h>

#include <libxslt/xsltInternals.h>

#include "base/buf.h"

struct case_find;

/* Of one transformation; must outlive it. */
struct xslfunc {
    struct buf text; /* what a function is writing */
    const struct case_find *find;
    bool fr;
};

/* Make the functions known to one transformation; 0, or -1 without memory. */
int xslfunc_init(struct xslfunc *f, xsltTransformContext *ctxt,
                 const struct case_find *find, bool fr);
void xslfunc_release(struct xslfunc *f);

#endif
