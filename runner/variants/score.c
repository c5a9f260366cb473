#include "variants/score.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "formats/vcfin.h"

#define DIGITS_MAX 63 /* bytes of a number */
#define PLAIN_MAX  16 /* of one that is quickly read: below 2^53 */

/* The piece of `t` before the next `sep`; *at moves behind it, or to NULL. */
static struct vcftext piece(const char **at, const char *end, char sep)
{
    const char *s = *at;
    const char *stop = memchr(s, sep, (size_t)(end - s));

    *at = stop ? stop + 1 : NULL;
    return (struct vcftext){s, (size_t)((stop ? stop : end) - s)};
}

/* Digits, with or without a point: nearly all that there is. A quotient of
 * whole numbers below 2^53 and a power of ten below 10^22 is rounded once, as
 * strtod() would. */
static bool plain(double *out, struct vcftext t)
{
    int64_t whole = 0;
    double power = 1;
    bool point = false;

    if (t.n == 0 || t.n > PLAIN_MAX || t.s[0] == '.' || t.s[t.n - 1] == '.')
        return false;
    for (size_t i = 0; i < t.n; i++) {
        if (t.s[i] == '.' && !point) {
            point = true;
            continue;
        }
        if (t.s[i] < '0' || t.s[i] > '9')
            return false;
        whole = 10 * whole + (t.s[i] - '0');
        power = point ? 10 * power : power;
    }
    *out = (double)whole / power;
    return true;
}

/* Up to a comma: the first of several. */
static double number(struct vcftext t)
{
    char text[DIGITS_MAX + 1];
    struct err e;
    double out;
    const char *at = t.s;

    if (!t.n || (t.n == 1 && *t.s == '.'))
        return NAN;
    t = piece(&at, t.s + t.n, ',');
    if (plain(&out, t))
        return out;
    if (t.n > DIGITS_MAX)
        return NAN;
    memcpy(text, t.s, t.n);
    text[t.n] = '\0';
    e = (struct err){0};
    return num_real(&out, text, -1e300, 1e300, &e) ? NAN : out;
}

static double of_info(struct vcftext info, const char *name)
{
    const char *at = info.s;
    const char *end = info.s + info.n;
    size_t n = strlen(name);

    while (at && info.n) {
        struct vcftext t = piece(&at, end, ';');

        if (t.n > n && t.s[n] == '=' && memcmp(t.s, name, n) == 0)
            return number((struct vcftext){t.s + n + 1, t.n - n - 1});
    }
    return NAN;
}

static double of_format(struct vcftext format, struct vcftext sample,
                        const char *name)
{
    const char *key = format.s;
    const char *value = sample.s;
    size_t n = strlen(name);

    while (key && value && format.n) {
        struct vcftext k = piece(&key, format.s + format.n, ':');
        struct vcftext v = piece(&value, sample.s + sample.n, ':');

        if (k.n == n && memcmp(k.s, name, n) == 0)
            return number(v);
    }
    return NAN;
}

/* Mostly it is; strcmp() would be called for each record. */
static inline bool is_qual(const char *field)
{
    return field[0] == 'Q' && field[1] == 'U' && field[2] == 'A' &&
           field[3] == 'L' && !field[4];
}

double score_of(const struct vcfrec *r, const char *field)
{
    if (is_qual(field))
        return number(r->qual);
    if (strncmp(field, "INFO/", 5) == 0)
        return of_info(r->info, field + 5);
    if (strncmp(field, "FORMAT/", 7) == 0)
        field += 7;
    return of_format(r->format, r->sample, field);
}
