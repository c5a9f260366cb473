#include "conform/index/faindex.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "base/path.h"
#include "conform/text/textwalk.h"

/* TAB and a number. */
static bool column(int64_t *out, const char **at, const char *end)
{
    struct err e = {0};

    if (*at == end || **at != '\t')
        return false;
    (*at)++;
    return num_parse(out, at, end, INT64_MAX, &e) == 0;
}

bool faindex_parse(struct faindex_row *out, const char *line, size_t len)
{
    const char *end = line + len;
    const char *at = memchr(line, '\t', len);

    *out = (struct faindex_row){.name = line, .qual_offset = -1};
    if (!at || at == line)
        return false;
    out->name_len = (size_t)(at - line);
    if (!column(&out->length, &at, end) || !column(&out->offset, &at, end) ||
        !column(&out->line_bases, &at, end) ||
        !column(&out->line_bytes, &at, end))
        return false;
    return at == end || (column(&out->qual_offset, &at, end) && at == end);
}

static int keep(struct faindex *x, const struct faindex_row *row, struct err *e)
{
    char *name;

    if (x->n == x->cap) {
        size_t cap = x->cap ? 2 * x->cap : 64;
        struct faindex_row *more = realloc(x->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        x->a = more;
        x->cap = cap;
    }
    name = malloc(row->name_len + 1);
    if (!name)
        return err_nomem(e);
    memcpy(name, row->name, row->name_len);
    name[row->name_len] = '\0';
    x->a[x->n] = *row;
    x->a[x->n].name = name;
    x->n++;
    return 0;
}

int faindex_read(struct faindex *out, const char *path, struct crew *crew,
                 struct err *e)
{
    const struct examine_job job = {.path = path, .crew = crew};
    struct textwalk w = {0};
    struct err ignored = {0};
    int rc = 0;

    if (!path_is_file(path) || textwalk_open(&w, &job, &ignored))
        return 0;
    while (rc == 0 && out->n < FAINDEX_ROWS_MAX &&
           textwalk_next(&w, &ignored) == 1) {
        struct faindex_row row;

        if (w.len < 4096 && faindex_parse(&row, w.line, w.len))
            rc = keep(out, &row, e);
    }
    textwalk_close(&w);
    return rc ? -1 : 1;
}

void faindex_release(struct faindex *x)
{
    for (size_t i = 0; i < x->n; i++)
        free((void *)(uintptr_t)x->a[i].name);
    free(x->a);
    *x = (struct faindex){0};
}
