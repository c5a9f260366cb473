/*
 * num -- decimal numbers from text, with the bound always stated.
 *
 * Locale: the program never sets LC_NUMERIC; the decimal sign is '.'.
 */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdint.h>

struct err;

/*
 * Parse decimal digits at *at (never reading *end) into *out and advance *at
 * past them. No sign, space or comma is accepted. Fails with ERR_SYNTAX when
 * there is no digit, ERR_RANGE when the value is above `max` (max >= 0); then
 * *out and *at are unchanged.
 */
int num_parse(int64_t *out, const char **at, const char *end, int64_t max,
              struct err *e);

/* The whole NUL-terminated text as one number in [min, max]. A leading '-'
 * is accepted when min < 0. */
int num_int(int64_t *out, const char *text, int64_t min, int64_t max,
            struct err *e);

/* The whole text as a finite decimal number in [min, max]: digits, '.', and
 * an exponent; no hexadecimal, no "inf", no "nan", no blanks. */
int num_real(double *out, const char *text, double min, double max,
             struct err *e);

#endif
