#include "judge/columns.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"
#include "base/path.h"

#define REAL_MAX 1e300

static const char *const type_names[COLUMN_TYPES] = {"integer", "decimal",
                                                     "boolean", "text"};

const char *column_type_name(enum column_type t)
{
    return (unsigned)t < COLUMN_TYPES ? type_names[t] : "?";
}

static bool is_missing(const char *value)
{
    static const char *const word[] = {"", "-", "?", "NA", "."};

    for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
        if (strcmp(value, word[i]) == 0)
            return true;
    return false;
}

static bool is_boolean(const char *value)
{
    static const char *const word[] = {"true",  "false", "TRUE",
                                       "FALSE", "True",  "False"};

    for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
        if (strcmp(value, word[i]) == 0)
            return true;
    return false;
}

bool column_takes(const struct column *c, const char *value)
{
    struct err ignored = {0};
    int64_t i;
    double x;

    if (is_missing(value))
        return c->may_lack;
    switch (c->type) {
    case COLUMN_INTEGER:
        return num_int(&i, value, INT64_MIN + 1, INT64_MAX, &ignored) == 0;
    case COLUMN_DECIMAL:
        return num_real(&x, value, -REAL_MAX, REAL_MAX, &ignored) == 0;
    case COLUMN_BOOLEAN:
        return is_boolean(value);
    case COLUMN_TEXT:
        return true;
    case COLUMN_TYPES:
        break;
    }
    return false;
}

size_t columns_find(const struct columns *c, const char *section,
                    const char *name)
{
    size_t i = 0;

    while (i < c->n && (strcmp(c->a[i].section, section) != 0 ||
                        strcmp(c->a[i].name, name) != 0))
        i++;
    return i;
}

static int parse_type(struct column *out, const char *text, struct err *e)
{
    size_t n = strcspn(text, "?");

    out->may_lack = strcmp(text + n, "?") == 0;
    for (int t = 0; t < COLUMN_TYPES; t++) {
        if (strlen(type_names[t]) == n && memcmp(type_names[t], text, n) == 0 &&
            (!text[n] || out->may_lack)) {
            out->type = (enum column_type)t;
            return 0;
        }
    }
    return err_set(e, ERR_SYNTAX, "'%.40s' is no type of a column", text);
}

/* A line of three fields, cut at its tabs. */
static int parse_line(struct columns *out, char *line, struct err *e)
{
    struct column *c = &out->a[out->n];
    char *name = strchr(line, '\t');
    char *type = name ? strchr(name + 1, '\t') : NULL;

    if (!type)
        return err_set(e, ERR_SYNTAX,
                       "a column is three fields between tabs: section, name "
                       "and type");
    *name++ = '\0';
    *type++ = '\0';
    if (out->n == COLUMNS_MAX)
        return err_set(e, ERR_LIMIT, "more than %d columns", COLUMNS_MAX);
    if (parse_type(c, type, e))
        return -1;
    c->section = arena_strdup(&out->arena, strcmp(line, "-") ? line : "", e);
    c->name = arena_strdup(&out->arena, name, e);
    if (!c->section || !c->name)
        return -1;
    out->n++;
    return 0;
}

static int parse(struct columns *out, char *text, struct err *e)
{
    uint64_t number = 0;

    for (char *line = text; line && *line;) {
        char *lf = strchr(line, '\n');

        number++;
        if (lf)
            *lf = '\0';
        if (*line && *line != '#' && parse_line(out, line, e))
            return err_at(e, NULL, number, 0);
        line = lf ? lf + 1 : NULL;
    }
    return out->n ? 0 : err_set(e, ERR_SYNTAX, "no column is named");
}

int columns_read(struct columns *out, const char *path, struct err *e)
{
    struct buf b;
    int rc = -1;

    *out = (struct columns){0};
    buf_init(&b, COLUMNS_BYTES_MAX);
    out->a = calloc(COLUMNS_MAX + 1, sizeof(*out->a));
    if (!out->a)
        err_nomem(e);
    else if (path_read(&b, path, e) == 0 && b.s)
        rc = parse(out, b.s, e);
    else
        err_set(e, ERR_SYNTAX, "no column is named");
    buf_release(&b);
    if (rc) {
        columns_release(out);
        return err_at(e, path, 0, 0);
    }
    return 0;
}

void columns_release(struct columns *c)
{
    arena_release(&c->arena);
    free(c->a);
    *c = (struct columns){0};
}
