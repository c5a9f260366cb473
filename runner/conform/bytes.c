#include "conform/bytes.h"

#include <string.h>

#define BLOCK 32

/* Sums of the classes; bytes from 128 on are of none. */
/* clang-format off */
const uint8_t bytes_class[256] = {
      0,   0,   0,   0,   0,   0,   0,   0,   0,  32,   0,   0,
      0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,
      0,   0,   0,   0,   0,   0,   0,   0,  32, 144,  16, 144,
    144, 144, 144,  16,  16,  16, 211, 144,  16, 211, 211, 144,
    156, 156, 156, 156, 156, 156, 156, 156, 156, 156, 144, 144,
     16, 144,  16, 144, 144, 155, 155, 155, 155, 154, 154, 155,
    155, 154, 154, 155, 154, 155, 155, 154, 154, 154, 155, 155,
    155, 155, 155, 155, 155, 155, 154,  16,  16,  16, 144, 152,
     16, 155, 155, 155, 155, 154, 154, 155, 155, 154, 154, 155,
    154, 155, 155, 154, 154, 154, 155, 155, 155, 155, 155, 155,
    155, 155, 154,  16, 144,  16, 144,   0,
};
/* clang-format on */

size_t bytes_span(const char *s, size_t n, int classes)
{
    size_t i = 0;

    while (i < n && bytes_is(s[i], classes))
        i++;
    return i;
}

bool bytes_all(const char *s, size_t n, int classes)
{
    return bytes_span(s, n, classes) == n;
}

/* Are these all A, C, G, T or N? */
static bool block_is_plain(const char *s)
{
    unsigned char other = 0;

    for (size_t i = 0; i < BLOCK; i++)
        other |= (unsigned char)((s[i] != 'A') & (s[i] != 'C') & (s[i] != 'G') &
                                 (s[i] != 'T') & (s[i] != 'N'));
    return !other;
}

bool bytes_all_base(const char *s, size_t n)
{
    if (n < BLOCK)
        return bytes_all(s, n, BYTES_BASE);
    for (size_t i = 0; i + BLOCK <= n; i += BLOCK) {
        if (!block_is_plain(s + i) && !bytes_all(s + i, BLOCK, BYTES_BASE))
            return false;
    }
    s += n - BLOCK; /* the rest, and some once more */
    return block_is_plain(s) || bytes_all(s, BLOCK, BYTES_BASE);
}

bool bytes_all_graphic(const char *s, size_t n)
{
    static const uint64_t ones = 0x0101010101010101;
    uint64_t bad = 0;

    if (n < sizeof(bad))
        return bytes_all(s, n, BYTES_GRAPHIC);
    for (size_t i = 0;; i += sizeof(bad)) {
        uint64_t x;

        if (i + sizeof(bad) > n)
            i = n - sizeof(bad);
        memcpy(&x, s + i, sizeof(x));
        /* The high bit of a byte: it is above 127, below 33, or is 127. */
        bad |= x | (x - 33 * ones) | (x + ones);
        if (i + sizeof(bad) == n)
            break;
    }
    return !(bad & 0x80 * ones);
}
