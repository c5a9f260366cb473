/*
 * bcfdict -- the two dictionaries of a BCF's header (VCFv4.5 s6.2.1, s6.2.2):
 * what the numbers in its records stand for.
 *
 * A line of the header gets the next number, or the one that its IDX= states;
 * "PASS" is number 0 of the strings.
 *
 * Ownership: all-zero is empty; bcfdict_release() frees. Names are
 *            NUL-terminated and live as long as the dictionary.
 */
#ifndef CONFORM_BCFDICT_H
#define CONFORM_BCFDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/names.h"

struct err;
struct problems;

enum bcfdict_use { /* which lines of the header declare a string */
    BCFDICT_FILTER = 1,
    BCFDICT_INFO = 2,
    BCFDICT_FORMAT = 4
};

enum bcfdict_type { /* Type= of INFO or FORMAT */
    BCFDICT_UNTYPED,
    BCFDICT_INTEGER,
    BCFDICT_FLOAT,
    BCFDICT_STRING, /* or Character */
    BCFDICT_FLAG
};

struct bcfdict_entry {
    uint32_t number;
    uint32_t name; /* in `names` */
    int uses;      /* of enum bcfdict_use, or-ed */
    enum bcfdict_type info;
    enum bcfdict_type format;
    uint64_t line; /* of the header, 1-based; 0: implied */
};

struct bcfdict_list {
    struct names names;
    struct bcfdict_entry *a; /* by rising number */
    size_t n;
    size_t cap;
    uint32_t next; /* the number that a line without IDX= gets */
    bool dense;    /* a[i].number is i for all */
};

struct bcfdict {
    struct bcfdict_list strings;
    struct bcfdict_list contigs;
    uint64_t with_idx; /* lines that have IDX= */
    uint64_t without;
};

/* Reads both out of the header's text; what is wrong becomes BCF-004. `offset`
 * is that of the text, in the file. */
int bcfdict_read(struct bcfdict *out, struct problems *p, const char *text,
                 size_t n, int64_t offset, struct err *e);
void bcfdict_release(struct bcfdict *d);

/* NULL when no line has this number. */
const struct bcfdict_entry *bcfdict_find(const struct bcfdict_list *l,
                                         int64_t number);
const char *bcfdict_name(const struct bcfdict_list *l,
                         const struct bcfdict_entry *x);

#endif
