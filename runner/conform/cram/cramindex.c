#include "conform/cram/cramindex.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/num.h"
#include "base/path.h"
#include "conform/cram/cramwalk.h"
#include "conform/cram/examine_cram.h"
#include "conform/examine.h"
#include "formats/bytesin.h"
#include "formats/lines.h"

#define COLUMNS        6
#define LINE_MAX_BYTES 4096

struct row {
    int64_t ref;
    int64_t start;
    int64_t span;
    int64_t container;
    int64_t landmark;
    int64_t size;
    uint64_t line;
};

struct rows {
    struct row *a;
    size_t n;
    size_t cap;
    bool all; /* they are no more than are compared */
};

/* ---- the text ---- */

static bool number(int64_t *out, const char **p, const char *end)
{
    struct err ignored = {0};
    bool minus = *p < end && **p == '-';

    *p += minus;
    if (num_parse(out, p, end, INT64_MAX, &ignored))
        return false;
    if (minus)
        *out = -*out;
    return true;
}

static bool parse(struct row *r, const char *line, size_t len)
{
    int64_t *const column[COLUMNS] = {&r->ref,       &r->start,    &r->span,
                                      &r->container, &r->landmark, &r->size};
    const char *end = line + len;

    for (size_t i = 0; i < COLUMNS; i++) {
        if (!number(column[i], &line, end))
            return false;
        if (i + 1 < COLUMNS && (line == end || *line++ != '\t'))
            return false;
    }
    return line == end;
}

static bool possible(const struct row *r)
{
    return r->ref >= -1 && r->ref <= INT32_MAX && r->start >= 0 &&
           r->span >= 0 && r->container >= 0 && r->landmark >= 0 && r->size > 0;
}

static int keep(struct rows *rows, const struct row *r, struct err *e)
{
    if (rows->n == CRAMINDEX_ROWS_MAX) {
        rows->all = false;
        return 0;
    }
    if (rows->n == rows->cap) {
        size_t cap = rows->cap ? 2 * rows->cap : 256;
        struct row *more = realloc(rows->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        rows->a = more;
        rows->cap = cap;
    }
    rows->a[rows->n++] = *r;
    return 0;
}

static int one_line(struct rows *rows, struct problems *p, const char *line,
                    size_t len, uint64_t n, struct err *e)
{
    struct row r = {.line = n};
    struct problem_place at = {
        .line = n, .offset = -1, .text = line, .text_len = len};

    if (!parse(&r, line, len))
        return problem_add(p, "CRAI-001", &at, e,
                           "the line is not six integers with tabs between");
    if (!possible(&r))
        return problem_add(p, "CRAI-002", &at, e,
                           "a number of this row is none that can be");
    return keep(rows, &r, e);
}

/* Is it compressed by gzip? It must be. */
static int check_gzip(struct examined *out, const char *path, struct err *e)
{
    struct bytesin *in = bytesin_open(path, &out->why);
    char first;
    struct err ignored = {0};
    int rc = 0;

    if (!in)
        return 0;
    (void)bytesin_read(in, &first, 1, &ignored);
    if (!bytesin_is_gzip(in) && !bytesin_is_bgzf(in))
        rc = problem_add(&out->problems, "CRAI-001", NULL, e,
                         "the index is not compressed by gzip");
    bytesin_close(in);
    return rc;
}

static int read_rows(struct rows *rows, struct examined *out, const char *path,
                     struct err *e)
{
    struct lines *in;
    const char *line;
    size_t len;
    struct err why = {0};
    int rc = 0;

    rows->all = true;
    in = lines_open(path, LINE_MAX_BYTES, &out->why);
    if (!in)
        return 0;
    while (rc == 0 && lines_next(&line, &len, in, &why) > 0)
        rc = one_line(rows, &out->problems, line, len, lines_number(in), e);
    lines_close(in);
    if (rc == 0 && why.code == ERR_IO)
        out->why = why;
    else if (rc == 0 && why.code != ERR_NONE)
        rc =
            problem_add(&out->problems, "CRAI-001",
                        &(struct problem_place){.line = why.line, .offset = -1},
                        e, "the index can not be read from here on");
    return rc;
}

/* ---- against the slices ---- */

struct comparison {
    struct examined *out;
    const struct cramwalk *w;
    const struct rows *rows;
    unsigned char *listed; /* by slice */
    struct err *e;
};

static int by_place(const void *a, const void *b)
{
    const struct cramwalk_slice *x = a;
    const struct cramwalk_slice *y = b;

    if (x->container != y->container)
        return x->container < y->container ? -1 : 1;
    return x->landmark < y->landmark ? -1 : x->landmark > y->landmark;
}

static const struct cramwalk_slice *slice_at(const struct cramwalk *w,
                                             const struct row *r)
{
    struct cramwalk_slice key = {.container = r->container,
                                 .landmark = (int32_t)r->landmark};

    if (r->landmark > INT32_MAX || !w->n_slices)
        return NULL;
    return bsearch(&key, w->slice, w->n_slices, sizeof(key), by_place);
}

/* Reads of the slice that a reader would miss. */
static bool covers(const struct row *r, const struct cramwalk_slice *s)
{
    return r->start <= s->start &&
           r->start + r->span >= (int64_t)s->start + s->span;
}

static int compare_row(struct comparison *x, const struct row *r)
{
    const struct cramwalk_slice *s = slice_at(x->w, r);
    struct problem_place at = {.line = r->line, .offset = r->container};
    struct problems *p = &x->out->problems;

    if (!s)
        return problem_add(p, "CRAI-003", &at, x->e,
                           "no slice begins at %lld of a container at %lld",
                           (long long)r->landmark, (long long)r->container);
    x->listed[s - x->w->slice] = 1;
    if (r->size != s->size)
        return problem_add(p, "CRAI-003", &at, x->e,
                           "the slice has %d bytes, the row says %lld", s->size,
                           (long long)r->size);
    if (s->ref != -2 && r->ref != s->ref)
        return problem_add(p, "CRAI-005", &at, x->e,
                           "the slice is of reference %d, the row of %lld",
                           s->ref, (long long)r->ref);
    if (s->ref >= 0 && s->records && !covers(r, s))
        return problem_add(p, "CRAI-005", &at, x->e,
                           "the slice covers %d to %lld, the row does not",
                           s->start, (long long)s->start + s->span - 1);
    return 0;
}

static int compare_all(struct comparison *x)
{
    for (size_t i = 0; i < x->rows->n; i++) {
        if (compare_row(x, &x->rows->a[i]))
            return -1;
    }
    for (size_t i = 0; i < x->w->n_slices; i++) {
        const struct cramwalk_slice *s = &x->w->slice[i];
        struct problem_place at = {.offset = s->container};

        if (!x->listed[i] && s->records && x->rows->all &&
            problem_add(&x->out->problems, "CRAI-004", &at, x->e,
                        "the slice at %d of the container at %lld is not in "
                        "the index",
                        s->landmark, (long long)s->container))
            return -1;
    }
    return 0;
}

static int compare(struct examined *out, const struct rows *rows,
                   const struct cramwalk *w, struct err *e)
{
    struct comparison x = {out, w, rows, calloc(w->n_slices + 1, 1), e};
    int rc = x.listed ? compare_all(&x) : err_nomem(e);

    free(x.listed);
    return rc;
}

int cramindex_beside(struct examined *out, const struct examine_job *job,
                     const struct cramwalk *w, struct err *e)
{
    char path[PATH_TEXT_MAX];
    int n = snprintf(path, sizeof(path), "%s%s",
                     job->index ? job->index : job->path,
                     job->index ? "" : ".crai");
    struct rows rows = {0};
    int rc;

    if (n < 0 || (size_t)n >= sizeof(path) ||
        (!job->index && !path_is_file(path)))
        return 0;
    rc = check_gzip(out, path, e);
    if (rc == 0)
        rc = read_rows(&rows, out, path, e);
    if (rc == 0 && !w->bad && !w->unsure)
        rc = compare(out, &rows, w, e);
    free(rows.a);
    return rc;
}

/* ---- an index as a file of its own ---- */

bool examine_crai_sniff(const unsigned char *head, size_t n)
{
    const unsigned char *lf = memchr(head, '\n', n);
    struct row r;

    return lf && parse(&r, (const char *)head, (size_t)(lf - head)) &&
           possible(&r);
}

/* NAME.cram of NAME.cram.crai, or of NAME.crai; false: there is none. */
static bool data_of(char *out, const char *path)
{
    size_t n = strlen(path);

    if (n < 6 || n + 6 > PATH_TEXT_MAX || strcmp(path + n - 5, ".crai") != 0)
        return false;
    memcpy(out, path, n - 5);
    out[n - 5] = '\0';
    if (path_is_file(out))
        return true;
    memcpy(out + n - 5, ".cram", 6);
    return path_is_file(out);
}

/* What is wrong with the CRAM is told where that is examined. */
static int compare_with(struct examined *out, const struct rows *rows,
                        const char *path, struct err *e)
{
    struct cramwalk w = {0};
    struct problems elsewhere = {0};
    int rc = 0;

    if (cramwalk_open(&w, path, NULL, &elsewhere, e) == 0 &&
        cramwalk_run(&w) == 0 && !w.bad && !w.unsure && w.why.code == ERR_NONE)
        rc = compare(out, rows, &w, e);
    problems_release(&elsewhere);
    cramwalk_release(&w);
    return rc;
}

int examine_crai(struct examined *out, const struct examine_job *job,
                 struct err *e)
{
    char data[PATH_TEXT_MAX];
    struct rows rows = {0};
    bool piped = strcmp(job->path, "-") == 0;
    int rc = piped ? 0 : check_gzip(out, job->path, e);

    if (piped)
        err_set(&out->why, ERR_USAGE,
                "an index is read twice: give a file, not standard input");
    else if (rc == 0 && out->why.code == ERR_NONE)
        rc = read_rows(&rows, out, job->path, e);
    out->records = rows.n;
    if (rc == 0 && out->why.code == ERR_NONE && data_of(data, job->path))
        rc = compare_with(out, &rows, data, e);
    free(rows.a);
    out->judged = out->why.code == ERR_NONE && e->code == ERR_NONE;
    return e->code == ERR_NONE ? rc : -1;
}
