/*
 * bytes -- what runs of bytes are made of, many at a time.
 *
 * Loops over blocks of a fixed size, which compilers turn into vector code.
 */
#ifndef CONFORM_BYTES_H
#define CONFORM_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum bytes_class {
    BYTES_BASE = 1,   /* IUPAC nucleotide codes of any case, X, and gaps */
    BYTES_LETTER = 2, /* letters, * and gaps: also of proteins */
    BYTES_DIGIT = 4,
    BYTES_WORD = 8,     /* [A-Za-z0-9_] */
    BYTES_GRAPHIC = 16, /* ! to ~ */
    BYTES_BLANK = 32,   /* space, tab */
    BYTES_GAP = 64,     /* - . * */
    BYTES_REFNAME = 128 /* SAMv1 s1.2.1, but for the first byte */
};
extern const uint8_t bytes_class[256];

static inline bool bytes_is(char c, int classes)
{
    return (bytes_class[(unsigned char)c] & classes) != 0;
}

/* Is it one of these? A NUL is none. */
static inline bool bytes_in(char c, const char *set)
{
    return c && strchr(set, c);
}

/* All of a class? True for none. */
bool bytes_all(const char *s, size_t n, int classes);
/* Index of the first that is not of the class; n when all are. */
size_t bytes_span(const char *s, size_t n, int classes);

/* The same as bytes_all() of BYTES_BASE and BYTES_GRAPHIC, but fast. */
bool bytes_all_base(const char *s, size_t n);
bool bytes_all_graphic(const char *s, size_t n);

#endif
