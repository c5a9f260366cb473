/*
 * problem -- where a file breaks rules: grouped by rule, never a flood.
 *
 * Of each rule the first PROBLEM_EXAMPLES places are kept and all are counted.
 *
 * Ownership: a struct problems owns all in it; all-zero is empty.
 * Threads:   one thread a struct; parts made side by side are joined by
 *            problems_join(), in the order of the file.
 */
#ifndef CONFORM_PROBLEM_H
#define CONFORM_PROBLEM_H

#include <stddef.h>
#include <stdint.h>

#include "conform/rule.h"

struct err;

#define PROBLEM_EXAMPLES 5
#define PROBLEM_TEXT_MAX 100 /* bytes of offending text that are shown */

struct problem_place {
    uint64_t line;    /* 1-based; 0: not a line of text */
    uint64_t record;  /* 1-based; 0: none, or not known */
    int64_t offset;   /* byte in the uncompressed file; -1: unknown */
    const char *name; /* of the record (QNAME, CHROM:POS), not NUL-ended */
    size_t name_len;
    const char *text; /* that offends, not NUL-ended; NULL: none */
    size_t text_len;
    uint64_t header_line; /* that it disagrees with; 0: none */
};

struct problem_example {
    uint64_t line;
    uint64_t record;
    int64_t offset;
    uint64_t header_line;
    char *name; /* "" for none; printable, as are all texts here */
    char *text;
    char *en; /* what is wrong here */
    char *fr;
};

struct problem {
    const struct rule *rule;
    uint64_t count;
    struct problem_example example[PROBLEM_EXAMPLES];
    size_t n_examples;
};

struct problems {
    struct problem *a; /* in order of first use; see problems_sort() */
    size_t n;
    size_t cap;
};

/* `rule` is an id of the tables (else our own fault: assert). `fmt` is a whole
 * English sentence without full stop, with its French in the catalogue. A place
 * of which nothing is known may be NULL. Cheap once the examples are full. */
int problem_add(struct problems *p, const char *rule,
                const struct problem_place *at, struct err *e, const char *fmt,
                ...) __attribute__((format(printf, 5, 6)));

/* Those of `from` come after those of `p`; lines, records and offsets of `from`
 * are moved on by these. `from` becomes empty. */
int problems_join(struct problems *p, struct problems *from, uint64_t lines,
                  uint64_t records, int64_t offset, struct err *e);

/* By the order of the tables. */
void problems_sort(struct problems *p);

/* How many places break rules of this kind at this level. */
uint64_t problems_count(const struct problems *p, enum rule_kind k,
                        enum rule_level l);
const struct problem *problems_find(const struct problems *p, const char *rule);
void problems_release(struct problems *p);

#endif
