#include "base/num.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define REAL_MAX_LEN 400 /* more digits than any double needs */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits at *at as a value of at most `max`; false when above it. */
static bool take_digits(uint64_t *out, const char **at, const char *end,
                        uint64_t max)
{
    const char *p = *at;
    uint64_t n = 0;

    for (; p < end && is_digit(*p); p++) {
        uint64_t digit = (uint64_t)(*p - '0');

        /* n * 10 + digit > max, asked without overflowing. */
        if (n > max / 10 || (n == max / 10 && digit > max % 10))
            return false;
        n = n * 10 + digit;
    }
    *out = n;
    *at = p;
    return true;
}

int num_parse(int64_t *out, const char **at, const char *end, int64_t max,
              struct err *e)
{
    uint64_t n = 0;

    if (*at == end || !is_digit(**at))
        return err_set(e, ERR_SYNTAX, "expected a decimal digit");
    if (!take_digits(&n, at, end, (uint64_t)max))
        return err_set(e, ERR_RANGE, "the number is above %" PRId64, max);
    *out = (int64_t)n;
    return 0;
}

int num_int(int64_t *out, const char *text, int64_t min, int64_t max,
            struct err *e)
{
    const char *end = text + strlen(text);
    const char *p = text;
    bool minus = min < 0 && *p == '-';
    uint64_t limit = (uint64_t)INT64_MAX + (minus ? 1 : 0);
    uint64_t n = 0;
    int64_t v = 0;
    bool fits;

    p += minus ? 1 : 0;
    if (p == end || strspn(p, "0123456789") != (size_t)(end - p))
        return err_set(e, ERR_SYNTAX, "'%.64s' is not a whole number", text);
    fits = take_digits(&n, &p, end, limit);
    if (fits) /* -n, without leaving int64_t at its lowest value */
        v = minus && n > 0 ? -(int64_t)(n - 1) - 1 : (int64_t)n;
    if (!fits || v < min || v > max)
        return err_set(e, ERR_RANGE,
                       "%.64s is not between %" PRId64 " and %" PRId64, text,
                       min, max);
    *out = v;
    return 0;
}

static const char *skip_digits(const char *p)
{
    return p + strspn(p, "0123456789");
}

/* -?(D+|D*.D+)([eE][+-]?D+)? */
static bool is_real(const char *text)
{
    const char *p = text + (*text == '-');
    const char *q = skip_digits(p);
    bool any = q > p;

    if (*q == '.') {
        p = q + 1;
        q = skip_digits(p);
        any = q > p;
    }
    if (any && (*q == 'e' || *q == 'E')) {
        p = q + 1;
        p += *p == '+' || *p == '-';
        q = skip_digits(p);
        any = q > p;
    }
    return any && *q == '\0';
}

int num_real(double *out, const char *text, double min, double max,
             struct err *e)
{
    double v;

    if (strlen(text) > REAL_MAX_LEN || !is_real(text))
        return err_set(e, ERR_SYNTAX, "'%.64s' is not a decimal number", text);
    v = strtod(text, NULL);
    if (!isfinite(v) || v < min || v > max)
        return err_set(e, ERR_RANGE, "%.64s is not between %.15g and %.15g",
                       text, min, max);
    *out = v;
    return 0;
}
