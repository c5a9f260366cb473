/* Cells are unquoted in place: what is written never passes what is read. */
#include "formats/csvtext.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"

static int begin(struct csvtext *t, char *text, size_t n, struct err *e)
{
    const char *nul = text ? memchr(text, '\0', n) : NULL;

    *t = (struct csvtext){.text = text, .at = text, .line = 1};
    t->end = text ? text + n : NULL;
    if (text && n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
        t->at += 3;
    if (!nul)
        return 0;
    for (const char *s = text; s < nul; s++)
        t->line += *s == '\n';
    err_set(e, ERR_SYNTAX, "a NUL byte stands in the table");
    return err_at(e, NULL, t->line, 0);
}

int csvtext_take(struct csvtext *t, const void *bytes, size_t n, struct err *e)
{
    char *text = malloc(n + 1);

    *t = (struct csvtext){0};
    if (!text)
        return err_nomem(e);
    memcpy(text, bytes, n);
    text[n] = '\0';
    return begin(t, text, n, e);
}

int csvtext_open(struct csvtext *t, const char *path, struct err *e)
{
    struct buf b;
    size_t n;

    *t = (struct csvtext){0};
    buf_init(&b, CSVTEXT_BYTES_MAX);
    if (path_read(&b, path, e)) {
        buf_release(&b);
        return -1;
    }
    n = b.n;
    return begin(t, buf_take(&b), n, e);
}

void csvtext_close(struct csvtext *t)
{
    free(t->text);
    free(t->cell);
    *t = (struct csvtext){0};
}

static int bad(const struct csvtext *t, struct err *e)
{
    return err_at(e, NULL, t->line, 0);
}

static int add_cell(struct csvtext *t, const char *cell, struct err *e)
{
    if (t->n == CSVTEXT_CELLS_MAX) {
        err_set(e, ERR_LIMIT, "a row has more than %d cells",
                CSVTEXT_CELLS_MAX);
        return bad(t, e);
    }
    if (t->n == t->cap) {
        size_t cap = t->cap ? 2 * t->cap : 16;
        const char **more = realloc(t->cell, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        t->cell = more;
        t->cap = cap;
    }
    t->cell[t->n++] = cell;
    return 0;
}

/* A cell in quotes from t->at, its first quote; ends behind the last. */
static int take_quoted(char **stop, struct csvtext *t, struct err *e)
{
    char *to = t->at;
    char *s = t->at + 1;

    for (;;) {
        if (s == t->end) {
            err_set(e, ERR_SYNTAX, "a quote does not close");
            return bad(t, e);
        }
        if (*s == '"' && (s + 1 == t->end || s[1] != '"'))
            break;
        t->line += *s == '\n';
        s += *s == '"'; /* the first of two */
        *to++ = *s++;
    }
    *stop = to;
    t->at = s + 1;
    return 0;
}

/* Is this where a cell ends? CR does so before LF only. */
static bool is_stop(const struct csvtext *t, const char *s)
{
    return s == t->end || *s == ',' || *s == '\n' ||
           (*s == '\r' && s + 1 < t->end && s[1] == '\n');
}

/* Takes one cell; *more: another one follows in the row. */
static int take_cell(bool *more, struct csvtext *t, struct err *e)
{
    char *cell = t->at;
    char *stop;

    if (t->at < t->end && *t->at == '"') {
        if (take_quoted(&stop, t, e))
            return -1;
        if (!is_stop(t, t->at)) {
            err_set(e, ERR_SYNTAX, "text stands after a cell in quotes");
            return bad(t, e);
        }
    } else {
        while (!is_stop(t, t->at))
            t->at++;
        stop = t->at;
    }
    *more = t->at < t->end && *t->at == ',';
    if (t->at < t->end && *t->at == '\r')
        t->at++;
    if (t->at < t->end) {
        t->line += *t->at == '\n';
        t->at++;
    }
    *stop = '\0';
    return add_cell(t, cell, e);
}

int csvtext_next(struct csvrow *row, struct csvtext *t, struct err *e)
{
    bool more = true;

    if (t->at == t->end)
        return 0;
    *row = (struct csvrow){.line = t->line};
    t->n = 0;
    while (more)
        if (take_cell(&more, t, e))
            return -1;
    row->cell = t->cell;
    row->n = t->n;
    return 1;
}
