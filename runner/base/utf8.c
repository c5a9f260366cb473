#include "base/utf8.h"

#include <string.h>

/* The lengths and the range of the second byte, by first byte: the table of
 * well-formed sequences of RFC 3629, section 4. */
static const struct form {
    unsigned char first_min;
    unsigned char first_max;
    unsigned char second_min;
    unsigned char second_max;
    size_t len;
} forms[] = {
    {0xc2, 0xdf, 0x80, 0xbf, 2},
    {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3},
    {0xed, 0xed, 0x80, 0x9f, 3},
    {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4},
    {0xf1, 0xf3, 0x80, 0xbf, 4},
    {0xf4, 0xf4, 0x80, 0x8f, 4},
};

static const struct form *form_of(unsigned char first)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (first >= forms[i].first_min && first <= forms[i].first_max)
            return &forms[i];
    }
    return NULL;
}

size_t utf8_next(uint32_t *cp, const char *s, size_t n)
{
    const unsigned char *u = (const unsigned char *)s;
    const struct form *f;
    uint32_t v;

    if (n == 0)
        return 0;
    if (u[0] < 0x80) {
        *cp = u[0];
        return 1;
    }
    f = form_of(u[0]);
    if (!f || n < f->len || u[1] < f->second_min || u[1] > f->second_max)
        return 0;
    v = u[0] & (0x7fU >> f->len);
    for (size_t i = 1; i < f->len; i++) {
        if ((u[i] & 0xc0) != 0x80)
            return 0;
        v = v << 6 | (u[i] & 0x3fU);
    }
    *cp = v;
    return f->len;
}

bool utf8_valid(const char *s, size_t n)
{
    uint32_t cp;

    while (n > 0) {
        size_t len = utf8_next(&cp, s, n);

        if (len == 0)
            return false;
        s += len;
        n -= len;
    }
    return true;
}

static bool printable(uint32_t cp)
{
    return cp >= 0x20 && !(cp >= 0x7f && cp <= 0x9f) &&
           !(cp >= 0x202a && cp <= 0x202e) && !(cp >= 0x2066 && cp <= 0x2069);
}

void utf8_make_printable(char *s)
{
    size_t n = strlen(s);
    size_t out = 0;

    for (size_t i = 0; i < n;) {
        uint32_t cp = 0;
        size_t len = utf8_next(&cp, s + i, n - i);

        if (len > 0 && printable(cp)) {
            memmove(s + out, s + i, len);
            out += len;
        } else {
            s[out++] = '?';
        }
        i += len > 0 ? len : 1;
    }
    s[out] = '\0';
}
