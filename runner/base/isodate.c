#include "base/isodate.h"

#include <stdio.h>
#include <string.h>

#define DAY_SECONDS 86400

static bool has_form(const char *text, const char *form)
{
    for (; *form; form++, text++) {
        if (*form == 'd' ? *text < '0' || *text > '9' : *text != *form)
            return false;
    }
    return true;
}

static int digits(const char *p, int n)
{
    int v = 0;

    while (n-- > 0)
        v = v * 10 + (*p++ - '0');
    return v;
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (leap && month == 2);
}

/* Is what begins here a day of the calendar? */
static bool begins_with_day(const char *text)
{
    int year;
    int month;
    int day;

    if (!has_form(text, "dddd-dd-dd"))
        return false;
    year = digits(text, 4);
    month = digits(text + 5, 2);
    day = digits(text + 8, 2);
    return year >= 1970 && month >= 1 && month <= 12 && day >= 1 &&
           day <= month_days(year, month);
}

bool isodate_is_day(const char *text)
{
    return begins_with_day(text) && text[10] == 0;
}

bool isodate_is_time(const char *text)
{
    return begins_with_day(text) && has_form(text + 10, "Tdd:dd:ddZ") &&
           text[20] == 0 && digits(text + 11, 2) < 24 &&
           digits(text + 14, 2) < 60 && digits(text + 17, 2) < 60;
}

/* Days before the first of January of this year, since the year 0. */
static int64_t before_year(int64_t year)
{
    int64_t past = year - 1;

    return past * 365 + past / 4 - past / 100 + past / 400;
}

int64_t isodate_days(const char *day)
{
    int year = digits(day, 4);
    int64_t days = before_year(year) - before_year(1970);

    for (int m = 1; m < digits(day + 5, 2); m++)
        days += month_days(year, m);
    return days + digits(day + 8, 2) - 1;
}

int64_t isodate_seconds(const char *time)
{
    int64_t hours = isodate_days(time) * 24 + digits(time + 11, 2);
    int64_t minutes = hours * 60 + digits(time + 14, 2);

    return minutes * 60 + digits(time + 17, 2);
}

int isodate_day(char out[ISODATE_DAY], int64_t days)
{
    const int64_t end = before_year(10000) - before_year(1970);
    int year = 1970;
    int month = 1;

    if (days < 0 || days >= end)
        return -1;
    year += (int)(days / 366); /* or some years later */
    while (before_year(year + 1) - before_year(1970) <= days)
        year++;
    days -= before_year(year) - before_year(1970);
    while (days >= month_days(year, month))
        days -= month_days(year, month++);
    snprintf(out, ISODATE_DAY, "%04u-%02u-%02u", (unsigned)year % 10000,
             (unsigned)month % 100, (unsigned)(days + 1) % 100);
    return 0;
}

int isodate_time(char out[ISODATE_TIME], int64_t seconds)
{
    unsigned rest = (unsigned)(seconds % DAY_SECONDS);

    if (seconds < 0 || isodate_day(out, seconds / DAY_SECONDS))
        return -1;
    snprintf(out + ISODATE_DAY - 1, ISODATE_TIME - ISODATE_DAY + 1,
             "T%02u:%02u:%02uZ", rest / 3600 % 100, rest / 60 % 60, rest % 60);
    return 0;
}
