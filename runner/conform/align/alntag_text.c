/* Names of tags, and the characters of A, Z and H (SAMv1 s1.5), where they come
 * as bytes: of a line of text they were looked at when it was read. */
#include <string.h>

#include "conform/align/alntag_internal.h"
#include "conform/bytes.h"

/* [ -~]*: as is_name() of alnjudge.c, eight at a time. */
static bool is_text(const uint8_t *s, size_t n)
{
    static const uint64_t ones = 0x0101010101010101;
    uint64_t bad = 0;

    if (n < sizeof(bad)) {
        for (size_t i = 0; i < n; i++)
            bad |= s[i] < ' ' || s[i] > '~';
        return !bad;
    }
    for (size_t i = 0;; i += sizeof(bad)) {
        uint64_t word;

        if (i + sizeof(bad) > n)
            i = n - sizeof(bad);
        memcpy(&word, s + i, sizeof(word));
        bad |= word | (word - ' ' * ones) | (word + ones);
        if (i + sizeof(bad) == n)
            break;
    }
    return !(bad & 0x80 * ones);
}

static bool is_hex(const uint8_t *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!bytes_is((char)s[i], BYTES_DIGIT) && (s[i] < 'A' || s[i] > 'F'))
            return false;
    }
    return n % 2 == 0;
}

static bool is_name(uint16_t tag)
{
    char a = (char)(tag & 255);
    char b = (char)(tag >> 8);

    return bytes_is(a, BYTES_LETTER) && !bytes_is(a, BYTES_GAP) &&
           bytes_is(b, BYTES_WORD) && b != '_';
}

void alntagx_characters(struct alntagx *x, const struct bamaux *a)
{
    struct alntagx_place at;

    if (!is_name(a->tag))
        problem_add(x->p, "SAM-AUX-001", alntagx_at(&at, x, a), x->e,
                    "a tag is not a letter and a letter or digit");
    if (a->type == 'Z' && !is_text(a->value, a->n - 1))
        problem_add(x->p, "SAM-AUX-007", alntagx_at(&at, x, a), x->e,
                    "the value of type Z has a character that is not from "
                    "blank to ~");
    if (a->type == 'H' && !is_hex(a->value, a->n - 1))
        problem_add(x->p, "SAM-AUX-008", alntagx_at(&at, x, a), x->e,
                    "the value of type H is not pairs of 0 to 9 and A to F");
    if (a->type == 'A' && !bytes_is((char)a->value[0], BYTES_GRAPHIC))
        problem_add(x->p, "SAM-AUX-004", alntagx_at(&at, x, a), x->e,
                    "the value of type A is not one printable character");
}
