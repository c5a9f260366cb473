#include <string.h>

#include "base/utf8.h"
#include "conform/vcf/examine_vcf_internal.h"

#define D (VCFX_DIGIT | VCFX_WORD | VCFX_CONTIG)
#define L (VCFX_WORD | VCFX_CONTIG)
#define B (VCFX_BASE | VCFX_WORD | VCFX_CONTIG)
#define C VCFX_CONTIG
#define S (VCFX_INFO_STOP | VCFX_SAMPLE_STOP)

/* clang-format off */
const uint8_t vcfx_class[256] = {
    ['\t'] = S, ['\n'] = S, ['\r'] = S,
    ['!'] = C, ['#'] = C, ['$'] = C, ['%'] = C, ['&'] = C, ['*'] = C,
    ['+'] = C, [','] = VCFX_LIST_STOP, ['-'] = C, ['.'] = L, ['/'] = C,
    ['0'] = D, ['1'] = D, ['2'] = D, ['3'] = D, ['4'] = D,
    ['5'] = D, ['6'] = D, ['7'] = D, ['8'] = D, ['9'] = D,
    [':'] = C | VCFX_SAMPLE_STOP, [';'] = C | VCFX_INFO_STOP,
    ['='] = C | VCFX_EQUALS, ['?'] = C, ['@'] = C,
    ['A'] = B, ['B'] = L, ['C'] = B, ['D'] = L, ['E'] = L, ['F'] = L,
    ['G'] = B, ['H'] = L, ['I'] = L, ['J'] = L, ['K'] = L, ['L'] = L,
    ['M'] = L, ['N'] = B, ['O'] = L, ['P'] = L, ['Q'] = L, ['R'] = L,
    ['S'] = L, ['T'] = B, ['U'] = L, ['V'] = L, ['W'] = L, ['X'] = L,
    ['Y'] = L, ['Z'] = L, ['^'] = C, ['_'] = L,
    ['a'] = B, ['b'] = L, ['c'] = B, ['d'] = L, ['e'] = L, ['f'] = L,
    ['g'] = B, ['h'] = L, ['i'] = L, ['j'] = L, ['k'] = L, ['l'] = L,
    ['m'] = L, ['n'] = B, ['o'] = L, ['p'] = L, ['q'] = L, ['r'] = L,
    ['s'] = L, ['t'] = B, ['u'] = L, ['v'] = L, ['w'] = L, ['x'] = L,
    ['y'] = L, ['z'] = L, ['|'] = C, ['~'] = C,
};
/* clang-format on */

bool vcfx_all(struct vcfx_span t, int classes)
{
    for (size_t i = 0; i < t.n; i++) {
        if (!vcfx_byte(t.s[i], classes))
            return false;
    }
    return true;
}

bool vcfx_is_key(struct vcfx_span t)
{
    return t.n && vcfx_all(t, VCFX_WORD) && !vcfx_byte(t.s[0], VCFX_DIGIT) &&
           t.s[0] != '.';
}

bool vcfx_is_contig(struct vcfx_span t)
{
    return t.n && vcfx_all(t, VCFX_CONTIG) && t.s[0] != '*' && t.s[0] != '=';
}

int64_t vcfx_count(struct vcfx_span t)
{
    int64_t n = 0;

    if (!t.n || t.n > 18)
        return -1;
    for (size_t i = 0; i < t.n; i++) {
        if (!vcfx_byte(t.s[i], VCFX_DIGIT))
            return -1;
        n = 10 * n + (t.s[i] - '0');
    }
    return n;
}

struct vcfx_span vcfx_cut(struct vcfx_span *rest, char by)
{
    struct vcfx_span first = *rest;
    const char *at = rest->n ? memchr(rest->s, by, rest->n) : NULL;

    if (!at) {
        *rest = (struct vcfx_span){rest->s + rest->n, 0};
        return first;
    }
    first.n = (size_t)(at - rest->s);
    rest->s += first.n + 1;
    rest->n -= first.n + 1;
    return first;
}

size_t vcfx_list(struct vcfx_span t)
{
    size_t n = 1;

    for (size_t i = 0; i < t.n; i++)
        n += t.s[i] == ',';
    return n;
}
