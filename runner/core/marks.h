/*
 * marks -- how a query did on each record of a truth: one letter a record, so
 * that two products that were compared with the same truth can be compared with
 * each other, record by record (McNemar's test), without their records.
 *
 * Text form, file truth.bits: MARKS_MAGIC, then block by block
 *
 *     @NAME TAB records TAB TRUTH
 *     T3NF120T2F
 *
 * NAME says which comparison it is, TRUTH with which truth; both are printable
 * ASCII without blank. The k-th letter is of the truth's k-th record:
 *
 *     T  it counts, and the query has it (TP)
 *     F  it counts, and the query lacks it (FN; genotype errors too)
 *     N  it does not count: outside the regions, unresolved, not assessed
 *
 * A number before a letter says how many of it follow each other, from 2 on.
 * Lines are filled up to MARKS_LINE bytes; runs are not broken. So the text is
 * small, and the same wherever it is made, as no compressor's output is.
 *
 * Ownership: a struct marks owns its texts; all-zero is none.
 */
#ifndef CORE_MARKS_H
#define CORE_MARKS_H

#include <stddef.h>
#include <stdint.h>

struct buf;
struct err;

#define MARKS_MAGIC       "#entente-truth-bits 1\n"
#define MARKS_LINE        72
#define MARKS_RECORDS_MAX INT64_C(1000000000)
#define MARKS_TEXT_MAX    ((size_t)256 << 20)
#define MARKS_LETTERS     "TFN"

enum marks_letter {
    MARKS_RIGHT,
    MARKS_MISSED,
    MARKS_OUT,
    MARKS_KINDS
};

struct marks {
    char *truth; /* which one */
    int64_t records;
    char *lines; /* the runs, in their lines */
};

/* From `n` letters. ERR_MEMORY, ERR_LIMIT. */
int marks_make(struct marks *out, const char *letters, size_t n,
               const char *truth, struct err *e);
void marks_release(struct marks *m);

/* The block; nothing when there are no marks. */
void marks_write(struct buf *out, const struct marks *m, const char *name);

/* A block that was read; name and truth point into the text. */
struct marks_block {
    const char *name;
    size_t name_len;
    const char *truth;
    size_t truth_len;
    int64_t records;
    int64_t n[MARKS_KINDS]; /* they add up to `records` */
};

/* Is MARKS_MAGIC there? *at moves behind it. */
int marks_begin(const char **at, const char *end, struct err *e);

/* 1 and a block, *at behind it; 0 at the end; -1 with ERR_SYNTAX for anything
 * that marks_write() does not write, runs and lines included. */
int marks_next(struct marks_block *out, const char **at, const char *end,
               struct err *e);

#endif
