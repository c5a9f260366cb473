/*
 * Lists of values, in place. Nearly all of a file's bytes pass through here:
 * what is good is one table look-up a byte; only what is not goes on to the
 * slower functions, which say what it is.
 */
#include <string.h>

#include "base/utf8.h"
#include "conform/vcf/examine_vcf_internal.h"

/* VCFv4.3 s1.3: -2^31 to -2^31+7 can not be stored. */
#define INT_LEAST (-2147483640LL)
#define INT_MOST  2147483647LL

static inline bool digit(char c)
{
    return (unsigned)(c - '0') < 10;
}

static const char *past_digits(const char *p)
{
    while (digit(*p))
        p++;
    return p;
}

/* A number of many digits: does it fit 32 bits? */
static bool fits(const char *s, const char *end)
{
    bool negative = *s == '-';
    int64_t n = 0;

    s += *s == '-' || *s == '+';
    for (; s < end; s++) {
        n = 10 * n + (*s - '0');
        if (n > INT_MOST + 1)
            return false;
    }
    return negative ? -n >= INT_LEAST : n <= INT_MOST;
}

static void remember(struct vcfx_values *v, const char *s, const char *end,
                     bool out_of_range)
{
    if (v->bad.s)
        return;
    v->bad = (struct vcfx_span){s, (size_t)(end - s)};
    v->out_of_range = out_of_range;
}

/* Up to the end of a value that is not right. */
static const char *past_bad(struct vcfx_values *v, const char *s, int stop)
{
    const char *p = s;

    while (!vcfx_byte(*p, stop | VCFX_LIST_STOP))
        p++;
    remember(v, s, p, false);
    return p;
}

static const char *integers(struct vcfx_values *v, const char *p, int stop,
                            int version)
{
    for (;; p++) {
        const char *s = p;

        v->n++;
        if (*p == '.') {
            v->missing++;
            p++;
        } else {
            p += *p == '-' || *p == '+';
            if (digit(*p))
                p = past_digits(p);
            else
                p = past_bad(v, s, stop);
            if (p - s > 9 && version >= 43 && !v->bad.s && !fits(s, p))
                remember(v, s, p, true);
        }
        if (!vcfx_byte(*p, stop | VCFX_LIST_STOP))
            p = past_bad(v, s, stop);
        if (*p != ',')
            return p;
    }
}

static bool is_word(struct vcfx_span t, const char *word)
{
    size_t i = 0;

    for (; i < t.n && word[i]; i++) {
        if ((t.s[i] | 0x20) != word[i])
            return false;
    }
    return i == t.n && word[i] == '\0';
}

static const char *digits(const char *p, const char *end, size_t *n)
{
    for (*n = 0; p < end && digit(*p); p++)
        ++*n;
    return p;
}

static const char *sign(const char *p, const char *end)
{
    return p < end && (*p == '-' || *p == '+') ? p + 1 : p;
}

static bool is_exponent(const char *p, const char *end)
{
    size_t n;

    if (*p != 'e' && *p != 'E')
        return false;
    p = digits(sign(p + 1, end), end, &n);
    return n && p == end;
}

/* VCFv4.3 s1.3; before, no grammar is given, and what C's strtod() reads was
 * written: "1." too. */
bool vcfx_is_float(struct vcfx_span t, int version)
{
    const char *end = t.s + t.n;
    const char *p = sign(t.s, end);
    size_t whole;
    size_t part = 0;

    t = (struct vcfx_span){p, (size_t)(end - p)};
    if (is_word(t, "inf") || is_word(t, "infinity") || is_word(t, "nan"))
        return true;
    p = digits(p, end, &whole);
    if (p < end && *p == '.') {
        p = digits(p + 1, end, &part);
        if (!part && version >= 43)
            return false;
    }
    return whole + part && (p == end || is_exponent(p, end));
}

static const char *odd_float(struct vcfx_values *v, const char *s, int stop,
                             int version)
{
    const char *p = s;

    while (!vcfx_byte(*p, stop | VCFX_LIST_STOP))
        p++;
    if (!vcfx_is_float((struct vcfx_span){s, (size_t)(p - s)}, version))
        remember(v, s, p, false);
    return p;
}

static const char *floats(struct vcfx_values *v, const char *p, int stop,
                          int version)
{
    for (;; p++) {
        const char *s = p;
        bool simple;

        v->n++;
        p += *p == '-';
        simple = digit(*p);
        p = past_digits(p);
        if (*p == '.' && simple) {
            simple = digit(p[1]);
            p = past_digits(p + 1);
        } else if (*p == '.' && p == s) {
            p++;
            simple = vcfx_byte(*p, stop | VCFX_LIST_STOP);
            v->missing += simple;
        }
        if (!simple || !vcfx_byte(*p, stop | VCFX_LIST_STOP))
            p = odd_float(v, s, stop, version);
        if (*p != ',')
            return p;
    }
}

/* One character, or one that is percent-encoded. */
static bool one_character(const char *s, size_t n)
{
    uint32_t cp;

    if (n == 3 && *s == '%')
        return true;
    return n && utf8_next(&cp, s, n) == n;
}

static const char *texts(struct vcfx_values *v, const char *p, int stop,
                         bool characters)
{
    for (;; p++) {
        const char *s = p;

        v->n++;
        for (; !vcfx_byte(*p, stop | VCFX_LIST_STOP); p++)
            v->equals |= *p == '=';
        if (p == s + 1 && *s == '.')
            v->missing++;
        else if (characters && !one_character(s, (size_t)(p - s)))
            remember(v, s, p, false);
        if (*p != ',')
            return p;
    }
}

const char *vcfx_values(struct vcfx_values *v, const char *p,
                        enum vcfx_type type, int stop, int version)
{
    *v = (struct vcfx_values){0};
    switch (type) {
    case VCFX_INTEGER:
        return integers(v, p, stop, version);
    case VCFX_FLOAT:
        return floats(v, p, stop, version);
    case VCFX_CHARACTER:
        return texts(v, p, stop, true);
    case VCFX_UNTYPED:
    case VCFX_STRING:
    case VCFX_FLAG:
        break;
    }
    return texts(v, p, stop, false);
}
