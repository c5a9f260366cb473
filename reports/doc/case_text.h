/*
 * case_text -- the table of all cases in 80 columns, for a terminal or a mail.
 * In C for the same reason as case_html.h.
 */
#ifndef REPORTS_DOC_CASE_TEXT_H
#define REPORTS_DOC_CASE_TEXT_H

#include <libxml/xpath.h>

#include "reports/doc/say.h"

/* Outcomes get a column for each of the profiles, or one when there are more
 * than three. `color`: with the marks of text.xsl for colours. */
void case_text(const struct say *w, const xmlNodeSet *profiles,
               const xmlNodeSet *cases, bool color);

#endif
