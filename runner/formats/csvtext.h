/*
 * csvtext -- a table in text: rows of cells between commas (RFC 4180).
 *
 *     struct csvtext t = {0};
 *     struct csvrow row;
 *     if (csvtext_open(&t, "summary.csv", &e) == 0)
 *         while ((got = csvtext_next(&row, &t, &e)) > 0)
 *             puts(row.cell[0]);
 *     csvtext_close(&t);
 *
 * A cell may be in double quotes, and then hold commas, line ends, and quotes
 * written twice. Lines end with LF or CR LF; a byte-order mark is passed over.
 * A row has a cell at least: an empty line is one empty cell.
 *
 * Units:     lines are 1-based; a row stands on the line where it begins.
 * Errors:    ERR_IO from the system; ERR_SYNTAX (with line: a NUL byte, a quote
 *            that does not close, text after one), ERR_LIMIT: defects.
 * Ownership: the table owns its text; cells live until it is closed, the list
 *            of a row until the next call.
 * Threads:   one table, one thread.
 */
#ifndef FORMATS_CSVTEXT_H
#define FORMATS_CSVTEXT_H

#include <stddef.h>
#include <stdint.h>

struct err;

#define CSVTEXT_BYTES_MAX ((size_t)64 << 20)
#define CSVTEXT_CELLS_MAX 10000 /* of a row */

struct csvrow {
    const char *const *cell; /* each ends with NUL */
    size_t n;
    uint64_t line;
};

struct csvtext {
    char *text;
    char *at;
    char *end;
    uint64_t line; /* of `at` */
    const char **cell;
    size_t n;
    size_t cap;
};

int csvtext_open(struct csvtext *t, const char *path, struct err *e);
/* The same of bytes in memory, of which it takes a copy. */
int csvtext_take(struct csvtext *t, const void *bytes, size_t n, struct err *e);
void csvtext_close(struct csvtext *t);

/* 1 and the next row; 0 at the end; -1. */
int csvtext_next(struct csvrow *row, struct csvtext *t, struct err *e);

#endif
