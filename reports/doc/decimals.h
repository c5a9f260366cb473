/*
 * decimals -- numbers as XPath 1.0 and XSLT 1.0 read and write them, whatever
 * the locale.
 */
#ifndef REPORTS_DOC_DECIMALS_H
#define REPORTS_DOC_DECIMALS_H

#define DECIMALS_TEXT 48 /* bytes that decimals_write() may need */

/* number(s); not a number for NULL. After xmlXPathInit(). */
double decimals_read(const char *s);

/* format-number(x, '0.###') with `places` times '#': rounded half up, at most
 * 6 places, no zeros behind. `x` that is no number, or beyond 10^12: "NaN". */
void decimals_write(char out[DECIMALS_TEXT], double x, int places);

#endif
