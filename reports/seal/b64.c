#include "reports/seal/b64.h"

#include <string.h>

#include "base/buf.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz"
                               "0123456789+/";

void b64_write(struct buf *out, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        size_t digits = left > 2 ? 4 : left + 1;
        unsigned long v = (unsigned long)p[i] << 16 |
                          (left > 1 ? (unsigned long)p[i + 1] << 8 : 0) |
                          (left > 2 ? p[i + 2] : 0);

        for (size_t k = 0; k < digits; k++)
            buf_char(out, alphabet[v >> (18 - 6 * k) & 63]);
        for (size_t k = digits; k < 4; k++)
            buf_char(out, '=');
    }
}

static int value_of(char c)
{
    const char *at = c ? strchr(alphabet, c) : NULL;

    return at ? (int)(at - alphabet) : -1;
}

/* Four characters, `pad` of them '=', to 3 - pad bytes. */
static int read_four(unsigned char *out, const char *text, int pad)
{
    unsigned long v = 0;

    for (int i = 0; i < 4; i++) {
        int bits = i < 4 - pad ? value_of(text[i]) : 0;

        if (bits < 0)
            return -1;
        v = v << 6 | (unsigned long)bits;
    }
    for (int i = 0; i < 3 - pad; i++)
        out[i] = (unsigned char)(v >> (16 - 8 * i) & 255);
    /* What the padding cuts off must be zero. */
    return (v & ((1UL << (8 * pad)) - 1)) == 0 ? 0 : -1;
}

long b64_read(unsigned char *out, size_t max, const char *text, size_t len)
{
    size_t n = 0;

    if (len % 4 != 0)
        return -1;
    for (size_t i = 0; i < len; i += 4) {
        int pad = i + 4 < len || text[i + 3] != '=' ? 0
                  : text[i + 2] == '='              ? 2
                                                    : 1;

        if (max - n < (size_t)(3 - pad) || read_four(out + n, text + i, pad))
            return -1;
        n += (size_t)(3 - pad);
    }
    return (long)n;
}
