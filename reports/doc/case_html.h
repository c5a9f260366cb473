/*
 * case_html -- what the HTML page holds for each case, criterion and finding.
 * In C because a page of 10,000 cases has more than a million elements, which
 * libxslt would first make as nodes. What is there once, reports/xsl has.
 *
 * w->html must be set. An element is one of report.xml.
 */
#ifndef REPORTS_DOC_CASE_HTML_H
#define REPORTS_DOC_CASE_HTML_H

#include "reports/doc/say.h"

/* A case with its criteria, as a <tbody> of the table of all cases. */
void case_html_rows(const struct say *w, const xmlNode *c);

/* A case that did not simply pass: what was missed and why; and what was
 * noticed in the files, when this is the case that tells it. */
void case_html_trouble(const struct say *w, const xmlNode *c);

/* What was noticed in one measurement, and no case tells; nothing for none. */
void case_html_findings(const struct say *w, const xmlNode *m);

#endif
