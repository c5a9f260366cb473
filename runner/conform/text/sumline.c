#include "conform/text/sumline.h"

#include <string.h>

#include "base/digest.h"

static const struct {
    size_t digits;
    const char *tag;
    int kind; /* as struct sumline says */
} sums[] = {
    {32,  "MD5",    DIGEST_MD5   },
    {40,  "SHA1",   -1           },
    {64,  "SHA256", DIGEST_SHA256},
    {96,  "SHA384", DIGEST_SHA384},
    {128, "SHA512", DIGEST_SHA512},
};
#define N_SUMS (sizeof(sums) / sizeof(sums[0]))

/* Index in sums[] of a sum; N_SUMS: it is none. */
static size_t kind_of(struct sumline_span t)
{
    size_t k = 0;

    while (k < N_SUMS && sums[k].digits != t.n)
        k++;
    for (size_t i = 0; k < N_SUMS && i < t.n; i++) {
        char c = t.s[i];

        if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f') &&
            !(c >= 'A' && c <= 'F'))
            return N_SUMS;
    }
    return k;
}

/* SUM, blank, blank or *, NAME. */
static size_t parse_gnu(struct sumline_span *sum, struct sumline_span *name,
                        const char *s, size_t n)
{
    const char *blank = memchr(s, ' ', n);
    size_t k;

    if (!blank || n - (size_t)(blank - s) < 3 ||
        (blank[1] != ' ' && blank[1] != '*'))
        return N_SUMS;
    *sum = (struct sumline_span){s, (size_t)(blank - s)};
    *name = (struct sumline_span){blank + 2, n - (size_t)(blank + 2 - s)};
    k = kind_of(*sum);
    return k;
}

/* TAG (NAME) = SUM */
static size_t parse_tagged(struct sumline_span *sum, struct sumline_span *name,
                           const char *s, size_t n)
{
    for (size_t k = 0; k < N_SUMS; k++) {
        size_t tag = strlen(sums[k].tag);
        const char *equals;

        if (n < tag + 7 + sums[k].digits || memcmp(s, sums[k].tag, tag) != 0 ||
            memcmp(s + tag, " (", 2) != 0)
            continue;
        equals = s + n - sums[k].digits - 4;
        if (memcmp(equals, ") = ", 4) != 0)
            continue;
        *sum = (struct sumline_span){equals + 4, sums[k].digits};
        *name =
            (struct sumline_span){s + tag + 2, (size_t)(equals - s) - tag - 2};
        return kind_of(*sum);
    }
    return N_SUMS;
}

static size_t parse(struct sumline_span *sum, struct sumline_span *name,
                    const char *s, size_t n)
{
    size_t k = parse_gnu(sum, name, s, n);

    return k < N_SUMS ? k : parse_tagged(sum, name, s, n);
}

bool sumline_parse(struct sumline *out, const char *s, size_t n)
{
    size_t k;

    *out = (struct sumline){.escaped = n && *s == '\\'};
    k = parse(&out->sum, &out->name, s + out->escaped, n - out->escaped);
    if (k == N_SUMS)
        return false;
    out->kind = sums[k].kind;
    return true;
}
