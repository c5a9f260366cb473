/*
 * isodate -- days and times of ISO 8601 in the two forms that we write, and
 * counting with them (Gregorian calendar, years 1970 to 9999, UTC).
 *
 *     day   2026-11-23              time  2026-11-23T10:00:00Z
 *
 * In either form the order of the texts (strcmp) is the order in time.
 */
#ifndef BASE_ISODATE_H
#define BASE_ISODATE_H

#include <stdbool.h>
#include <stdint.h>

#define ISODATE_DAY  11 /* bytes with NUL */
#define ISODATE_TIME 21

bool isodate_is_day(const char *text);
bool isodate_is_time(const char *text);

/* Days since 1970-01-01; the text must be a day, or begin with one. */
int64_t isodate_days(const char *day);
/* Seconds since 1970; the text must be a time. */
int64_t isodate_seconds(const char *time);

/* The other way; -1 outside the years. */
int isodate_day(char out[ISODATE_DAY], int64_t days);
int isodate_time(char out[ISODATE_TIME], int64_t seconds);

#endif
