/* Tables in CSV: names with their values, in either direction, or sections. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/csvtext.h"
#include "judge/table_judge.h"

/* A table while it is read: the row of names that holds, if any. */
struct reading {
    struct table_judge *t;
    char *section;
    size_t *column; /* per cell of a row of values */
    size_t n;
    bool want_names; /* a title was the last row */
};

static bool is_empty(const struct csvrow *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (*row->cell[i])
            return false;
    return true;
}

static int take_names(struct reading *r, const struct csvrow *row)
{
    size_t *column = realloc(r->column, row->n * sizeof(*column));

    if (!column)
        return err_nomem(r->t->e);
    r->column = column;
    r->n = row->n;
    r->want_names = false;
    for (size_t i = 0; i < row->n; i++)
        if (table_column(&column[i], r->t, r->section, row->cell[i], row->line))
            return -1;
    return 0;
}

/* A row under names; cells that it lacks are empty values. */
static int take_values(struct reading *r, const struct csvrow *row,
                       struct err *why)
{
    if (row->n > r->n) {
        err_set(why, ERR_SYNTAX, "the row has %zu cells under %zu names",
                row->n, r->n);
        return err_at(why, NULL, row->line, 0);
    }
    for (size_t i = 0; i < r->n; i++)
        if (r->column[i] < r->t->columns->n &&
            table_value(r->t, r->column[i], i < row->n ? row->cell[i] : "",
                        row->line))
            return -1;
    return 0;
}

static int take_pair(struct reading *r, const struct csvrow *row)
{
    size_t column;

    if (table_column(&column, r->t, "", row->cell[0], row->line))
        return -1;
    return column < r->t->columns->n
               ? table_value(r->t, column, row->n > 1 ? row->cell[1] : "",
                             row->line)
               : 0;
}

/* Do the first two cells both name columns: is this a row of names? */
static bool is_names(const struct reading *r, const struct csvrow *row)
{
    const struct columns *c = r->t->columns;

    return row->n > 1 && columns_find(c, "", row->cell[0]) < c->n &&
           columns_find(c, "", row->cell[1]) < c->n;
}

static int names_row(struct reading *r, const struct csvrow *row,
                     struct err *why)
{
    if (is_empty(row))
        return 0;
    if (r->n)
        return take_values(r, row, why);
    return is_names(r, row) ? take_names(r, row) : take_pair(r, row);
}

static int take_title(struct reading *r, const char *title)
{
    free(r->section);
    r->section = strdup(title);
    r->want_names = true;
    r->n = 0;
    return r->section ? 0 : err_nomem(r->t->e);
}

static int sections_row(struct reading *r, const struct csvrow *row,
                        struct err *why)
{
    if (is_empty(row)) {
        r->n = 0;
        return 0;
    }
    if (r->want_names)
        return take_names(r, row);
    if (r->n)
        return take_values(r, row, why);
    if (row->n == 1)
        return take_title(r, row->cell[0]);
    err_set(why, ERR_SYNTAX, "the title of a section stands alone in its row");
    return err_at(why, NULL, row->line, 0);
}

int table_csv(struct table_judge *t, const char *path, const char *layout,
              struct err *why)
{
    bool sections = strcmp(layout, "sections") == 0;
    struct reading r = {.t = t, .section = strdup("")};
    struct csvtext text = {0};
    struct csvrow row;
    int got =
        r.section ? csvtext_open(&text, path, why) ? -1 : 1 : err_nomem(t->e);

    while (got > 0 && (got = csvtext_next(&row, &text, why)) > 0)
        if (sections ? sections_row(&r, &row, why) : names_row(&r, &row, why))
            got = -1;
    csvtext_close(&text);
    free(r.section);
    free(r.column);
    return got;
}
