/*
 * eight -- eight bytes of a text at once, for this layer's scanners: fields of
 * a line are short and of many lengths, so that a call or a guessed branch for
 * each byte is most of their cost.
 *
 * All of them read p[0..7], whatever they are.
 */
#ifndef FORMATS_EIGHT_H
#define FORMATS_EIGHT_H

#include <stddef.h>
#include <stdint.h>

#include "base/bits.h"

/* The first byte is the lowest, on any machine. */
static inline uint64_t eight_at(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;

    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
           (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
           (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

/* The first `n` of them, the others 0; all of them for more. */
static inline uint64_t eight_first(const char *p, size_t n)
{
    return n < 8 ? eight_at(p) & (((uint64_t)1 << 8 * n) - 1) : eight_at(p);
}

/* The number that the decimal digits at `p` make; *n: how many these are. */
static inline uint32_t eight_digits(unsigned *n, const char *p)
{
    uint64_t v = eight_at(p) ^ 0x3030303030303030U; /* digits are now 0 to 9 */
    uint64_t other = ((v + 0x7676767676767676U) | v) & 0x8080808080808080U;

    *n = other ? bits_lowest(other) / 8 : 8;
    if (!*n)
        return 0;
    v <<= 64 - 8 * *n; /* zeros in front; then pairs, fours, all of them */
    v = (v & 0x0f0f0f0f0f0f0f0fU) * 2561 >> 8;
    v = (v & 0x00ff00ff00ff00ffU) * 6553601 >> 16;
    return (uint32_t)((v & 0x0000ffff0000ffffU) * 42949672960001U >> 32);
}

#endif
