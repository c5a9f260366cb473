#include "judge/adopted.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/num.h"
#include "base/path.h"

#define FIELDS 8

void adopted_release(struct adopted *list)
{
    arena_release(&list->arena);
    *list = (struct adopted){0};
}

/* Cut `line`, a text of our own, at its TABs into exactly FIELDS. */
static int split(const char *field[FIELDS], char *line, struct err *e)
{
    size_t n = 0;

    for (char *p = line; p; n++) {
        char *tab = strchr(p, '\t');

        if (n < FIELDS)
            field[n] = p;
        if (tab)
            *tab = '\0';
        p = tab ? tab + 1 : NULL;
    }
    if (n != FIELDS)
        return err_set(e, ERR_SYNTAX, "the line has %zu fields, not %d", n,
                       FIELDS);
    return 0;
}

static int parse_line(struct adopted_row *row, char *line, struct err *e)
{
    const char *f[FIELDS] = {"", "", "", "", "", "", "", ""};

    if (split(f, line, e))
        return -1;
    if (fixture_pin_parse(&row->pin, f[2]))
        return err_set(e, ERR_SYNTAX, "'%.60s' is no way to pin a fixture",
                       f[2]);
    if (!digest_is_hex(f[3], DIGEST_SHA256_HEX) ||
        !digest_is_hex(f[4], DIGEST_SHA256_HEX))
        return err_set(e, ERR_SYNTAX,
                       "a digest is 64 hexadecimal digits in lower case");
    if (f[7][0] != '/')
        return err_set(e, ERR_SYNTAX, "the path is not absolute");
    row->suite = f[0];
    row->fixture = f[1];
    row->digest = f[3];
    row->sha256 = f[4];
    row->path = f[7];
    return num_int(&row->size, f[5], 0, INT64_MAX, e) ||
                   num_int(&row->mtime_ns, f[6], INT64_MIN + 1, INT64_MAX, e)
               ? -1
               : 0;
}

/* One line of the list, its number `line_no`. */
static int take_line(struct adopted *list, const char *line, size_t len,
                     uint64_t line_no, struct err *e)
{
    struct adopted_row row = {0};
    char *text;

    if (line_no == 1) {
        if (len != strlen(ADOPTED_MAGIC) ||
            memcmp(line, ADOPTED_MAGIC, len) != 0)
            return err_set(e, ERR_SYNTAX,
                           "this is no list of adopted copies: its first line "
                           "is not '%s'",
                           ADOPTED_MAGIC);
        return 0;
    }
    text = arena_strndup(&list->arena, line, len, e);
    if (!text)
        return -1;
    if (strlen(text) != len)
        return err_set(e, ERR_SYNTAX, "the line holds a NUL byte");
    if (parse_line(&row, text, e))
        return -1;
    if (adopted_find(list, row.suite, row.fixture))
        return err_set(e, ERR_SYNTAX, "the fixture '%.100s' stands twice",
                       row.fixture);
    return adopted_put(list, &row, e);
}

int adopted_parse(struct adopted *out, const char *bytes, size_t len,
                  const char *name, struct err *e)
{
    struct adopted list = {0};
    uint64_t line_no = 0;

    for (size_t at = 0; at < len || line_no == 0;) {
        const char *end = len > at ? memchr(bytes + at, '\n', len - at) : NULL;
        size_t n = end ? (size_t)(end - bytes) - at : len - at;

        if (take_line(&list, bytes + at, n, ++line_no, e)) {
            adopted_release(&list);
            return err_at(e, name, line_no, 0);
        }
        at += n + 1;
    }
    *out = list;
    return 0;
}

int adopted_read(struct adopted *out, const char *path, struct err *e)
{
    struct buf b;
    int rc;

    *out = (struct adopted){0};
    if (!path_exists(path))
        return 0;
    buf_init(&b, ADOPTED_BYTES_MAX);
    rc = path_read(&b, path, e);
    if (rc == 0)
        rc = adopted_parse(out, b.s, b.n, path, e);
    buf_release(&b);
    return rc;
}

const struct adopted_row *adopted_find(const struct adopted *list,
                                       const char *suite, const char *fixture)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->a[i].suite, suite) == 0 &&
            strcmp(list->a[i].fixture, fixture) == 0)
            return &list->a[i];
    }
    return NULL;
}

static int copy_text(const char **out, struct adopted *list, const char *text,
                     struct err *e)
{
    if (strpbrk(text, "\t\n"))
        return err_set(e, ERR_REFUSED,
                       "a path with a tabulator or a line feed can not be "
                       "kept; move the file");
    *out = arena_strdup(&list->arena, text, e);
    return *out ? 0 : -1;
}

int adopted_put(struct adopted *list, const struct adopted_row *row,
                struct err *e)
{
    struct adopted_row copy = *row;
    struct adopted_row *into = NULL;

    if (copy_text(&copy.suite, list, row->suite, e) ||
        copy_text(&copy.fixture, list, row->fixture, e) ||
        copy_text(&copy.digest, list, row->digest, e) ||
        copy_text(&copy.sha256, list, row->sha256, e) ||
        copy_text(&copy.path, list, row->path, e))
        return -1;
    for (size_t i = 0; i < list->n && !into; i++) {
        if (strcmp(list->a[i].suite, row->suite) == 0 &&
            strcmp(list->a[i].fixture, row->fixture) == 0)
            into = &list->a[i];
    }
    if (!into)
        into = arena_push(&list->arena, &list->a, &list->n, &list->cap,
                          sizeof *list->a, e);
    if (!into)
        return -1;
    *into = copy;
    return 0;
}

static int by_id(const void *a, const void *b)
{
    const struct adopted_row *x = a;
    const struct adopted_row *y = b;
    int c = strcmp(x->suite, y->suite);

    return c ? c : strcmp(x->fixture, y->fixture);
}

static void write_row(struct buf *b, const struct adopted_row *r)
{
    buf_printf(b, "%s\t%s\t%s\t%s\t%s\t", r->suite, r->fixture,
               fixture_pin_name(r->pin), r->digest, r->sha256);
    buf_i64(b, r->size);
    buf_char(b, '\t');
    buf_i64(b, r->mtime_ns);
    buf_printf(b, "\t%s\n", r->path);
}

int adopted_write(const struct adopted *list, const char *path, struct err *e)
{
    char dir[PATH_TEXT_MAX];
    struct adopted_row *sorted = NULL;
    struct buf b;
    int rc = -1;

    buf_init(&b, ADOPTED_BYTES_MAX);
    if (path_dir(dir, path, e) || path_make_dirs(dir, e))
        goto done;
    sorted = calloc(list->n + 1, sizeof *sorted);
    if (!sorted) {
        err_nomem(e);
        goto done;
    }
    if (list->n > 0)
        memcpy(sorted, list->a, list->n * sizeof *sorted);
    qsort(sorted, list->n, sizeof *sorted, by_id);
    buf_str(&b, ADOPTED_MAGIC "\n");
    for (size_t i = 0; i < list->n; i++)
        write_row(&b, &sorted[i]);
    if (buf_check(&b, e) == 0)
        rc = path_write(path, b.s, b.n, e);
done:
    free(sorted);
    buf_release(&b);
    return rc;
}
