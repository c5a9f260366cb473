/*
 * case_bar -- an interval against limits, drawn to the width it is given; the
 * numbers stand beside it as text.
 */
#ifndef REPORTS_DOC_CASE_BAR_H
#define REPORTS_DOC_CASE_BAR_H

#include <stddef.h>

#include "reports/doc/say.h"

/* Value, lo and hi of `p` against min and max of the `n` limits, of which the
 * first is tinted, on a scale from a to b > a. w->html must be set. */
void case_bar(const struct say *w, const xmlNode *p,
              const xmlNode *const limits[], size_t n, double a, double b);

#endif
