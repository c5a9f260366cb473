/*
 * faindex -- the rows of a .fai as they stand in the file, unjudged but for
 * their form: formats/fastaio.h trusts or rejects an index as a whole, and can
 * not say which row is wrong.
 *
 * Ownership: all-zero is empty; faindex_release() frees.
 */
#ifndef CONFORM_FAINDEX_H
#define CONFORM_FAINDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conform/examine.h"

struct textwalk;

#define FAINDEX_ROWS_MAX 1000000 /* more are not compared */

struct faindex_row {
    const char *name; /* NUL-ended in struct faindex; in a line: not */
    size_t name_len;
    int64_t length;
    int64_t offset;
    int64_t line_bases;
    int64_t line_bytes;
    int64_t qual_offset; /* -1: five columns */
};

struct faindex {
    struct faindex_row *a;
    size_t n;
    size_t cap;
};

/* A line as a row. false: it has not five or six columns of their form. */
bool faindex_parse(struct faindex_row *out, const char *line, size_t len);

/* All rows of form; what is not of form is left out. 1; 0: there is none, or
 * it can not be read; -1: memory. */
int faindex_read(struct faindex *out, const char *path, struct crew *crew,
                 struct err *e);
void faindex_release(struct faindex *x);

#endif
