/*
 * bamaux -- the tags of a record, as they stand in BAM (SAMv1 s4.2.4).
 *
 * Nothing is copied: a tag points into the record.
 */
#ifndef FORMATS_BAMAUX_H
#define FORMATS_BAMAUX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/bits.h"
#include "base/le.h"

struct bamaux {
    uint16_t tag;         /* BAMAUX_TAG('N', 'M') */
    const uint8_t *value; /* for B: its subtype, count and elements */
    size_t n;             /* bytes of the value, with the NUL of Z and H */
    char type; /* not beside `tag`: the two read as one would have to wait */
};

#define BAMAUX_TAG(a, b) ((uint16_t)((unsigned)(a) | (unsigned)(b) << 8))

/* Bytes of one value, or of one element of an array; 0: not of this kind. */
static inline size_t bamaux_size(char type)
{
    switch (type) {
    case 'A':
    case 'c':
    case 'C':
        return 1;
    case 's':
    case 'S':
        return 2;
    case 'i':
    case 'I':
    case 'f':
        return 4;
    default:
        return 0;
    }
}

/* Bytes of a text with its NUL; 0: there is none in `room` bytes. Most texts
 * are short: the first eight bytes are looked at as one word. */
static inline size_t bamaux_text_bytes(const uint8_t *v, size_t room)
{
    const uint8_t *nul;

    if (room >= 8) {
        uint64_t word = le64(v);
        uint64_t zero = (word - UINT64_C(0x0101010101010101)) & ~word &
                        UINT64_C(0x8080808080808080);

        if (zero) /* its lowest bit is right, others may not be */
            return bits_lowest(zero) / 8 + 1;
    }
    nul = memchr(v, 0, room);
    return nul ? (size_t)(nul - v) + 1 : 0;
}

/* Bytes of a value at `v`, of which there are `room`; 0: it does not hold
 * together. */
static inline size_t bamaux_bytes(char type, const uint8_t *v, size_t room)
{
    size_t size = bamaux_size(type);

    if (size)
        return size <= room ? size : 0;
    if (type == 'Z' || type == 'H')
        return bamaux_text_bytes(v, room);
    if (type != 'B' || room < 5 || v[0] == 'A')
        return 0;
    size = bamaux_size((char)v[0]);
    if (!size || le32(v + 1) > (room - 5) / size)
        return 0;
    return 5 + size * le32(v + 1);
}

/* The tag at *at, which moves on; false at the end, and where the bytes do not
 * hold together: then *at stays. */
static inline bool bamaux_next(struct bamaux *out, const uint8_t **at,
                               const uint8_t *end)
{
    const uint8_t *p = *at;

    if (end - p < 4)
        return false;
    out->tag = BAMAUX_TAG(p[0], p[1]);
    out->type = (char)p[2];
    out->value = p + 3;
    out->n = bamaux_bytes(out->type, p + 3, (size_t)(end - p) - 3);
    if (!out->n)
        return false;
    *at = p + 3 + out->n;
    return true;
}

/* The value of a type of integers; false: it is none. */
static inline bool bamaux_int(int64_t *out, const struct bamaux *x)
{
    const uint8_t *v = x->value;

    switch (x->type) {
    case 'c':
        *out = (int8_t)v[0];
        return true;
    case 'C':
        *out = v[0];
        return true;
    case 's':
        *out = (int16_t)(v[0] | v[1] << 8);
        return true;
    case 'S':
        *out = v[0] | v[1] << 8;
        return true;
    case 'i':
        *out = (int32_t)le32(v);
        return true;
    case 'I':
        *out = le32(v);
        return true;
    default:
        return false;
    }
}

#endif
