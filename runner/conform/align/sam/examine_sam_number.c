/*
 * Numbers of SAM's text. Decimals are made from up to 18 digits and a power of
 * ten: more exact than single precision asks for, whatever the locale.
 */
#include <stdint.h>

#include "conform/align/sam/examine_sam_internal.h"
#include "conform/bytes.h"

#define EXPONENT_MAX 1000000 /* far outside, and far from overflow */

/* Above, a decimal is rounded to more than the largest of single precision;
 * below, to zero. */
#define LARGEST  3.4028235677973366e38
#define SMALLEST 7.0064923216240854e-46

enum samx_number samx_integer(int64_t *out, struct samx_span v, int64_t min,
                              int64_t max)
{
    size_t i = v.n && (*v.s == '-' || *v.s == '+') ? 1 : 0;
    bool minus = i && *v.s == '-';
    uint64_t n = 0;
    bool large = false;

    if (i == v.n)
        return SAMX_MALFORMED;
    for (; i < v.n; i++) {
        if (!bytes_is(v.s[i], BYTES_DIGIT))
            return SAMX_MALFORMED;
        n = 10 * n + (uint64_t)(v.s[i] - '0');
        if (n > UINT64_C(1) << 40) {
            n = UINT64_C(1) << 40;
            large = true;
        }
    }
    if (large)
        return SAMX_OUTSIDE;
    *out = minus ? -(int64_t)n : (int64_t)n;
    return *out < min || *out > max ? SAMX_OUTSIDE : SAMX_SOUND;
}

/* A decimal on the way: digits * 10^exponent. */
struct decimal {
    uint64_t digits;
    int64_t exponent;
};

/* Digits from *at on. */
static void take_digits(struct decimal *d, const char **at, const char *end,
                        bool fraction)
{
    const char *p = *at;

    for (; p < end && bytes_is(*p, BYTES_DIGIT); p++) {
        if (d->digits < UINT64_C(100000000000000000)) {
            d->digits = 10 * d->digits + (uint64_t)(*p - '0');
            d->exponent -= fraction;
        } else {
            d->exponent += !fraction;
        }
    }
    *at = p;
}

/* (e[-+]?[0-9]+)?; false: malformed. */
static bool take_exponent(struct decimal *d, const char *p, const char *end)
{
    bool minus;
    int64_t n = 0;

    if (p == end)
        return true;
    if (*p != 'e' && *p != 'E')
        return false;
    p++;
    minus = p < end && *p == '-';
    if (p < end && (*p == '-' || *p == '+'))
        p++;
    if (p == end)
        return false;
    for (; p < end; p++) {
        if (!bytes_is(*p, BYTES_DIGIT))
            return false;
        if (n < EXPONENT_MAX)
            n = 10 * n + (*p - '0');
    }
    d->exponent += minus ? -n : n;
    return true;
}

static double value_of(const struct decimal *d)
{
    double v = (double)d->digits;
    int64_t e = d->exponent;

    if (!d->digits)
        return 0;
    for (; e > 0 && v < 1e60; e--)
        v *= 10;
    for (; e < 0 && v > 1e-60; e++)
        v /= 10;
    return v;
}

enum samx_number samx_float(float *out, struct samx_span v)
{
    const char *p = v.s;
    const char *end = v.s + v.n;
    struct decimal d = {0, 0};
    const char *digits;
    double x;
    bool minus = v.n && *p == '-';

    if (v.n && (*p == '-' || *p == '+'))
        p++;
    digits = p;
    take_digits(&d, &p, end, false);
    if (p < end && *p == '.') {
        p++;
        digits = p;
        take_digits(&d, &p, end, true);
    }
    if (p == digits || !take_exponent(&d, p, end))
        return SAMX_MALFORMED;
    x = value_of(&d);
    if (x > LARGEST || (d.digits && x < SMALLEST))
        return SAMX_OUTSIDE;
    *out = (float)(minus ? -x : x);
    return SAMX_SOUND;
}
