/*
 * pen -- a text put together where there is room for all of it, for lines that
 * are written by the million: what asks for room at each piece, and calls for
 * each, takes longer than the rest of the line.
 *
 * Each function writes at `p` and returns what is behind. The caller has seen
 * to the room: PEN_I64 bytes for a number.
 */
#ifndef VARIANTS_PEN_H
#define VARIANTS_PEN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PEN_I64 20

static inline char *pen_text(char *p, const char *s, size_t n)
{
    if (n == 1) /* an allele, mostly */
        *p = *s;
    else
        memcpy(p, s, n);
    return p + n;
}

static inline char *pen_str(char *p, const char *s)
{
    return pen_text(p, s, strlen(s));
}

static inline char *pen_char(char *p, char c)
{
    *p = c;
    return p + 1;
}

/* Two digits at a time, from the last, where they stay. */
static inline char *pen_i64(char *p, int64_t v)
{
    static const char pairs[] = "0001020304050607080910111213141516171819"
                                "2021222324252627282930313233343536373839"
                                "4041424344454647484950515253545556575859"
                                "6061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    size_t n = 1;
    char *end;

    if (v < 0)
        *p++ = '-';
    for (uint64_t ten = 10; n < 19 && u >= ten; ten *= 10)
        n++;
    end = p + n;
    for (p = end; u >= 100; u /= 100) {
        p -= 2;
        memcpy(p, pairs + 2 * (u % 100), 2);
    }
    if (u >= 10)
        memcpy(p - 2, pairs + 2 * u, 2);
    else
        p[-1] = (char)('0' + u);
    return end;
}

#endif
