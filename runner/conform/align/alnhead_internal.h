/*
 * alnhead_internal -- what the parts of alnhead share.
 *
 * A line is cut into fields once; the value of each key that its type has a
 * row for is judged by that row's function, and kept until the line ends. A
 * failure of ours is in *x->e, and looked for once a line.
 */
#ifndef CONFORM_ALIGN_ALNHEAD_INTERNAL_H
#define CONFORM_ALIGN_ALNHEAD_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "conform/align/alnhead.h"
#include "conform/examine.h"

#define ALNHEADX_KEYS 16 /* at most, in the table of one type */

struct alnheadx_span {
    const char *s; /* NULL: the line has no such key */
    size_t n;
};

struct alnheadx;

struct alnheadx_key {
    const char *name;                                          /* "SN" */
    void (*judge)(struct alnheadx *x, struct alnheadx_span v); /* or NULL */
    const char *missing; /* rule that is broken without it; NULL: optional */
    bool utf8;           /* the value may be UTF-8 */
};

struct alnheadx_type {
    const char *name; /* "SQ" */
    const struct alnheadx_key *key;
    size_t n;
    /* The line is read; value[] goes with key[]. */
    void (*end)(struct alnheadx *x);
};

struct alnheadx {
    struct alnhead *head;
    struct problems *p;
    const struct examine_job *job;
    struct err *e;
    struct fasta_view *view; /* of the reference; NULL: none */
    size_t kept;             /* bytes, about */

    uint64_t line;
    const char *s; /* the line; value[] points into it */
    size_t n;
    bool broken; /* a field can not be read: what is missing is not asked */
    struct alnheadx_span value[ALNHEADX_KEYS];

    struct names others;  /* AN of all @SQ */
    struct names loci;    /* chr:start-end of all AH */
    uint64_t *locus_line; /* where each was first */
    size_t locus_cap;
    struct names previous; /* PP of all @PG */
    struct alnheadx_link *link;
    size_t link_cap;
};

struct alnheadx_link { /* by number of the program */
    uint32_t previous; /* number in x->previous; NAMES_NONE: no PP */
    uint64_t line;
};

/* The place of these bytes of the line. */
struct problem_place alnheadx_at(const struct alnheadx *x,
                                 struct alnheadx_span v);

/* Adds the name to the set; false when it was there, or *x->e is set. *at: its
 * number. */
bool alnheadx_keep(uint32_t *at, struct alnheadx *x, struct names *set,
                   struct alnheadx_span v);
/* Room for element `i` of an array that goes with a set, zeroed. */
void *alnheadx_grow(void *array, size_t *cap, size_t i, size_t size,
                    struct alnheadx *x);

/* ---- alnhead_value.c: does a value look as it must? */

bool alnheadx_is(struct alnheadx_span v, const char *word);
bool alnheadx_is_integer(struct alnheadx_span v);
bool alnheadx_is_number(struct alnheadx_span v);
/* ISO 8601: a date, or date and time. */
bool alnheadx_is_date(struct alnheadx_span v);
/* Upper-case bases, as read by a machine. */
bool alnheadx_is_bases(struct alnheadx_span v, bool hyphens);
/* [0-9]+ up to max; -1: it is none, or above. */
int64_t alnheadx_integer(struct alnheadx_span v, int64_t max);

/* ---- one file a type */

extern const struct alnheadx_type alnheadx_hd;
extern const struct alnheadx_type alnheadx_sq;
extern const struct alnheadx_type alnheadx_rg;
extern const struct alnheadx_type alnheadx_pg;

/* What can be said only when all lines were read. */
void alnheadx_sq_end(struct alnheadx *x);
void alnheadx_rg_end(struct alnheadx *x);
void alnheadx_pg_end(struct alnheadx *x);

#endif
