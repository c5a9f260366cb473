/* bits -- the bits of a word, without a compiler's own functions. */
#ifndef BASE_BITS_H
#define BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Which is the lowest bit of a word, not 0? */
static inline unsigned bits_lowest(uint64_t word)
{
    static const uint8_t at[64] = {
        0,  1,  2,  53, 3,  7,  54, 27, 4,  38, 41, 8,  34, 55, 48, 28,
        62, 5,  39, 46, 44, 42, 22, 9,  24, 35, 59, 56, 49, 18, 29, 11,
        63, 52, 6,  26, 37, 40, 33, 47, 61, 45, 43, 21, 23, 58, 17, 10,
        51, 25, 36, 32, 60, 20, 57, 16, 50, 31, 19, 15, 30, 14, 13, 12};

    /* A de Bruijn sequence: each window of six bits stands in it once. */
    return at[(word & (~word + 1)) * UINT64_C(0x022fdd63cc95386d) >> 58];
}

/* Are these sets of `words` words the same? For a few words a call of memcmp()
 * is most of its time. */
static inline bool bits_same(const uint64_t *a, const uint64_t *b, size_t words)
{
    size_t i = 0;

    while (i < words && a[i] == b[i])
        i++;
    return i == words;
}

#endif
