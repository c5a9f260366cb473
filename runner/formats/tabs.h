/*
 * tabs -- the TABs of a line, one after the other, for who scans records.
 *
 * 64 bytes are looked at at once: a bit for each TAB among them. Fields are so
 * short, and of so many lengths, that a memchr() or a guessed branch for each
 * was most of the time of a record. A long field is left to memchr().
 */
#ifndef FORMATS_TABS_H
#define FORMATS_TABS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/bits.h"
#include "formats/eight.h"
#include "formats/vcfin.h"

#define TABS_WINDOW 64

struct tabs {
    const char *at;       /* the next field; NULL after the last */
    const char *end;      /* of the line */
    const char *readable; /* bytes behind the line may be read up to here */
    const char *window;
    uint64_t mask; /* TABs at window + bit, those passed over left out */
};

/* A bit for each TAB among eight bytes. */
static inline uint64_t tabs_of_eight(const char *b)
{
    const uint64_t low = 0x7f7f7f7f7f7f7f7fU;
    uint64_t v = eight_at(b) ^ 0x0909090909090909U; /* TABs are now 0 */

    v = ~(((v & low) + low) | v | low); /* the high bit of each that is 0 */
    return (v >> 7) * 0x0102040810204080U >> 56;
}

static inline void tabs_look(struct tabs *t, const char *window)
{
    const char *b = window;
    char copy[TABS_WINDOW];
    size_t n = (size_t)(t->end - window);
    uint64_t mask;

    if (t->readable - window < TABS_WINDOW) {
        memset(copy, 0, sizeof(copy));
        memcpy(copy, window, n);
        b = copy;
    }
    mask = tabs_of_eight(b) | tabs_of_eight(b + 8) << 8 |
           tabs_of_eight(b + 16) << 16 | tabs_of_eight(b + 24) << 24 |
           tabs_of_eight(b + 32) << 32 | tabs_of_eight(b + 40) << 40 |
           tabs_of_eight(b + 48) << 48 | tabs_of_eight(b + 56) << 56;
    t->window = window;
    t->mask = n < TABS_WINDOW ? mask & (((uint64_t)1 << n) - 1) : mask;
}

/* `readable` may be the line's end. */
static inline void tabs_init(struct tabs *t, const char *line, size_t len,
                             const char *readable)
{
    t->at = line;
    t->end = line + len;
    t->readable = readable;
    tabs_look(t, line);
}

static inline int tabs_count(uint64_t mask)
{
    mask -= mask >> 1 & 0x5555555555555555U;
    mask = (mask & 0x3333333333333333U) + (mask >> 2 & 0x3333333333333333U);
    mask = (mask + (mask >> 4)) & 0x0f0f0f0f0f0f0f0fU;
    return (int)(mask * 0x0101010101010101U >> 56);
}

/* The next TAB; NULL when there is none. */
static inline const char *tabs_next(struct tabs *t)
{
    const char *tab;

    if (!t->mask) {
        if (t->end - t->window <= TABS_WINDOW)
            return NULL;
        tab = memchr(t->window + TABS_WINDOW, '\t',
                     (size_t)(t->end - t->window) - TABS_WINDOW);
        if (!tab)
            return NULL;
        tabs_look(t, tab);
    }
    tab = t->window + bits_lowest(t->mask);
    t->mask &= t->mask - 1;
    return tab;
}

/* The field at t->at, which moves on to the next. */
static inline struct vcftext tabs_field(struct tabs *t)
{
    const char *at = t->at;
    const char *tab = tabs_next(t);

    t->at = tab ? tab + 1 : NULL;
    return (struct vcftext){at, (size_t)((tab ? tab : t->end) - at)};
}

/* Pass over at most `n` fields; says how many there were. */
static inline size_t tabs_skip(struct tabs *t, size_t n)
{
    size_t left = n;

    while (left && t->at) {
        size_t here = (size_t)tabs_count(t->mask);
        const char *tab;

        if (here < left && t->end - t->window > TABS_WINDOW) {
            left -= here;
            tabs_look(t, t->window + TABS_WINDOW);
            continue;
        }
        tab = tabs_next(t);
        t->at = tab ? tab + 1 : NULL;
        left--;
    }
    return n - left;
}

#endif
