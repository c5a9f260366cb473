/* What single values of a header look like. */
#include <string.h>

#include "conform/align/alnhead_internal.h"
#include "conform/bytes.h"

bool alnhead_is_rname(const char *s, size_t n)
{
    return n && *s != '*' && *s != '=' && bytes_all(s, n, BYTES_REFNAME);
}

bool alnheadx_is(struct alnheadx_span v, const char *word)
{
    return v.s && v.n == strlen(word) && memcmp(v.s, word, v.n) == 0;
}

bool alnheadx_is_integer(struct alnheadx_span v)
{
    if (v.n && (*v.s == '-' || *v.s == '+')) {
        v.s++;
        v.n--;
    }
    return v.n && bytes_all(v.s, v.n, BYTES_DIGIT);
}

bool alnheadx_is_number(struct alnheadx_span v)
{
    const char *dot = v.n ? memchr(v.s, '.', v.n) : NULL;
    struct alnheadx_span after = {0};

    if (!dot)
        return alnheadx_is_integer(v);
    after.s = dot + 1;
    after.n = v.n - (size_t)(dot - v.s) - 1;
    v.n = (size_t)(dot - v.s);
    return alnheadx_is_integer(v) && after.n &&
           bytes_all(after.s, after.n, BYTES_DIGIT);
}

int64_t alnheadx_integer(struct alnheadx_span v, int64_t max)
{
    int64_t n = 0;

    if (!v.n)
        return -1;
    for (size_t i = 0; i < v.n; i++) {
        if (!bytes_is(v.s[i], BYTES_DIGIT))
            return -1;
        n = 10 * n + (v.s[i] - '0');
        if (n > max)
            return -1;
    }
    return n;
}

bool alnheadx_is_bases(struct alnheadx_span v, bool hyphens)
{
    for (size_t i = 0; i < v.n; i++) {
        if (!bytes_in(v.s[i], "ACMGRSVTWYHKDBNU") &&
            !(hyphens && v.s[i] == '-'))
            return false;
    }
    return v.n > 0;
}

/* ---- ISO 8601 ---- */

struct clock { /* a text, read from its begin */
    const char *s;
    const char *end;
};

/* `n` digits, as a number in [low, high]. */
static bool take_number(int *out, struct clock *c, int n, int low, int high)
{
    int v = 0;

    for (int i = 0; i < n; i++, c->s++) {
        if (c->s == c->end || !bytes_is(*c->s, BYTES_DIGIT))
            return false;
        v = 10 * v + (*c->s - '0');
    }
    *out = v;
    return v >= low && v <= high;
}

static bool take(struct clock *c, int n, int low, int high)
{
    int ignored;

    return take_number(&ignored, c, n, low, high);
}

static bool take_char(struct clock *c, char ch)
{
    if (c->s == c->end || *c->s != ch)
        return false;
    c->s++;
    return true;
}

static bool take_fraction(struct clock *c)
{
    if (!take_char(c, '.') && !take_char(c, ','))
        return true;
    if (c->s == c->end || !bytes_is(*c->s, BYTES_DIGIT))
        return false;
    while (c->s < c->end && bytes_is(*c->s, BYTES_DIGIT))
        c->s++;
    return true;
}

static bool take_zone(struct clock *c)
{
    if (c->s == c->end || take_char(c, 'Z'))
        return true;
    if (!take_char(c, '+') && !take_char(c, '-'))
        return false;
    if (!take(c, 2, 0, 23))
        return false;
    if (c->s == c->end)
        return true;
    (void)take_char(c, ':');
    return take(c, 2, 0, 59);
}

/* hh, hh:mm, hh:mm:ss; colons are all there or none. */
static bool take_time(struct clock *c)
{
    bool colon;

    if (!take(c, 2, 0, 24))
        return false;
    colon = c->s < c->end && *c->s == ':';
    if (colon || (c->s < c->end && bytes_is(*c->s, BYTES_DIGIT))) {
        if (colon)
            c->s++;
        if (!take(c, 2, 0, 59))
            return false;
        if (colon ? take_char(c, ':')
                  : c->s < c->end && bytes_is(*c->s, BYTES_DIGIT)) {
            if (!take(c, 2, 0, 60))
                return false;
        }
    }
    return take_fraction(c) && take_zone(c);
}

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30,
                                 31, 31, 30, 31, 30, 31};

    return days[month - 1] + (month == 2 && is_leap(year));
}

/* The day of a year, or of a week of it: what follows YYYY. */
static bool take_other_day(struct clock *c, int year)
{
    if (take_char(c, 'W')) {
        if (!take(c, 2, 1, 53))
            return false;
        if (c->s == c->end || *c->s == 'T')
            return true;
        (void)take_char(c, '-');
        return take(c, 1, 1, 7);
    }
    return take(c, 3, 1, is_leap(year) ? 366 : 365);
}

static bool take_date(struct clock *c)
{
    bool hyphen;
    size_t left;
    int year;
    int month;

    if (!take_number(&year, c, 4, 0, 9999))
        return false;
    if (c->s == c->end)
        return true;
    hyphen = take_char(c, '-');
    left = 0;
    while (c->s + left < c->end && bytes_is(c->s[left], BYTES_DIGIT))
        left++;
    if (left == 3 || left == 0)
        return take_other_day(c, year);
    if (!take_number(&month, c, 2, 1, 12))
        return false;
    if (hyphen && c->s == c->end)
        return true; /* YYYY-MM */
    if (hyphen && !take_char(c, '-'))
        return false;
    return take(c, 2, 1, days_of(year, month));
}

bool alnheadx_is_date(struct alnheadx_span v)
{
    struct clock c = {v.s, v.s + v.n};

    /* Blanks after it are in files that the specification's authors hold to be
     * right. */
    while (c.end > c.s && c.end[-1] == ' ')
        c.end--;
    if (!take_date(&c))
        return false;
    if (c.s == c.end)
        return true;
    /* RFC 3339, which ISO 8601 is often taken for, has a blank too. */
    if (!take_char(&c, 'T') && !take_char(&c, ' '))
        return false;
    return take_time(&c) && c.s == c.end;
}
