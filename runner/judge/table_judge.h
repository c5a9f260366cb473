/*
 * table_judge -- a table held against the columns that it must have: for the
 * check `table`.
 *
 * Of each column it is noted how often it stands and how many values it has;
 * counters and findings go to the measurement as they come.
 */
#ifndef JUDGE_TABLE_JUDGE_H
#define JUDGE_TABLE_JUDGE_H

#include <stddef.h>
#include <stdint.h>

#include "judge/columns.h"

struct err;
struct measurement;

#define TABLE_JSON_DEPTH_MAX 16
#define TABLE_NAME_MAX       512 /* bytes of a name of JSON, joined */

struct table_judge {
    struct measurement *m;
    const struct columns *columns;
    const char *name; /* of the file, for findings */
    struct err *e;    /* our own failures */
    uint32_t *times;  /* per column: how often it stands */
    uint64_t *filled; /* per column: its values */
};

/* 0; -1 with *why (the file's defect, or the system's) or *t->e. `layout` is
 * "names" or "sections", see check_table.c. */
int table_csv(struct table_judge *t, const char *path, const char *layout,
              struct err *why);
int table_json(struct table_judge *t, const char *path, struct err *why);

/* What was not there. */
int table_conclude(struct table_judge *t);

/* For the readers. A column of this name stands here: its index, or n for one
 * that is not listed, which is noted. */
int table_column(size_t *out, struct table_judge *t, const char *section,
                 const char *name, uint64_t line);
/* A value of a column that is listed. */
int table_value(struct table_judge *t, size_t column, const char *value,
                uint64_t line);

#endif
