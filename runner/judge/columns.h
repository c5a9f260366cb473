/*
 * columns -- what a table must hold, as a suite says it in a fixture of kind
 * "columns": text, a line a column, three fields between tabs
 *
 *     SECTION  NAME  TYPE
 *
 * SECTION is "-" where a table has none. TYPE is integer, decimal, boolean or
 * text; with a "?" behind it the value may be missing (empty, "-", "?", "NA",
 * "."). Lines that begin with # are passed over.
 *
 * Ownership: all texts belong to the arena; columns_release() frees it.
 */
#ifndef JUDGE_COLUMNS_H
#define JUDGE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct err;

#define COLUMNS_MAX       10000
#define COLUMNS_BYTES_MAX ((size_t)1 << 20)

enum column_type {
    COLUMN_INTEGER,
    COLUMN_DECIMAL,
    COLUMN_BOOLEAN,
    COLUMN_TEXT,
    COLUMN_TYPES
};

struct column {
    const char *section; /* "" for none */
    const char *name;
    enum column_type type;
    bool may_lack; /* its value */
};

struct columns {
    struct arena arena;
    struct column *a; /* in the order of the file */
    size_t n;
};

int columns_read(struct columns *out, const char *path, struct err *e);
void columns_release(struct columns *c);

/* Index of a column; c->n when there is none of that name. */
size_t columns_find(const struct columns *c, const char *section,
                    const char *name);

bool column_takes(const struct column *c, const char *value);
const char *column_type_name(enum column_type t);

#endif
