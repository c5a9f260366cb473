/*
 * shown -- a derived number as text, with as few decimals as tell no lie.
 *
 * A value of 0.949999 against a limit of 0.95 must not be printed as 0.95:
 * decimals are added until the text stands on the same side of every limit as
 * the number itself (at most SHOWN_DECIMALS_MAX). 0 and 1 count as limits, so
 * that only exactly all is printed as 1. Bounds of an interval are rounded
 * outwards: the interval shown holds the interval computed.
 *
 * Decimal sign '.'; no exponent; no group separators.
 */
#ifndef REPORTS_DOC_SHOWN_H
#define REPORTS_DOC_SHOWN_H

#include <stddef.h>

#define SHOWN_DECIMALS_MAX 12
#define SHOWN_TEXT_MAX     352 /* bytes: DBL_MAX has 309 digits */

enum shown_way {
    SHOWN_NEAREST,
    SHOWN_DOWN,
    SHOWN_UP
};

/* "" for a number that is not finite. */
void shown_text(char out[SHOWN_TEXT_MAX], double v, enum shown_way way,
                const double *limits, size_t n_limits);

#endif
