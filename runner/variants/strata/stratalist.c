#include "variants/strata/stratalist.h"

#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "base/path.h"
#include "core/tally.h"
#include "formats/lines.h"
#include "formats/names.h"
#include "variants/strata/strata.h"

#define LINE_BYTES_MAX 8192

struct reading {
    struct stratalist *out;
    struct names seen;
    size_t cap;
    char dir[PATH_TEXT_MAX];
};

static int check_name(const char *s, size_t n, struct err *e)
{
    static const char good[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz"
                               "0123456789._:+-";
    size_t i = 0;

    while (i < n && strchr(good, s[i]))
        i++;
    if (n == 0 || n > TALLY_NAME_MAX || i < n)
        return err_set(e, ERR_SYNTAX,
                       "the name of a stratum is 1 to %d of A-Z a-z 0-9 . _ : "
                       "+ -",
                       TALLY_NAME_MAX);
    if (n == 4 && memcmp(s, "CONF", 4) == 0)
        return err_set(e, ERR_SYNTAX,
                       "no stratum may be called CONF: that is what the "
                       "confident regions are called");
    return 0;
}

static int check_new(struct names *seen, const char *s, size_t n, struct err *e)
{
    uint32_t i;
    int added;

    if (names_add(&i, &added, seen, s, n, e))
        return -1;
    return added ? 0
                 : err_set(e, ERR_SYNTAX, "the stratum %.128s is named twice",
                           seen->a[i]);
}

static int find_bed(char *out, const char *dir, const char *s, size_t n,
                    struct err *e)
{
    char name[LINE_BYTES_MAX + 1];

    memcpy(name, s, n);
    name[n] = '\0';
    if (*name == '/') {
        if (n >= PATH_TEXT_MAX)
            return err_set(e, ERR_LIMIT, "the path is too long");
        memcpy(out, name, n + 1);
    } else if (path_join(out, dir, name, e)) {
        return -1;
    }
    return path_is_file(out) ? 0
                             : err_set(e, ERR_MISSING,
                                       "there is no file %.300s: paths are "
                                       "relative to the folder of this list",
                                       out);
}

static int take_line(struct reading *r, const char *s, size_t n, struct err *e)
{
    const char *tab = memchr(s, '\t', n);
    struct stratalist *out = r->out;
    char bed[PATH_TEXT_MAX];
    struct variants_stratum *a;
    size_t name;

    if (n == 0 || *s == '#')
        return 0;
    if (!tab || tab + 1 == s + n ||
        memchr(tab + 1, '\t', n - (size_t)(tab + 1 - s)))
        return err_set(e, ERR_SYNTAX,
                       "a line is the name of a stratum, one TAB, and the path "
                       "of its BED");
    name = (size_t)(tab - s);
    if (out->n + 1 >= STRATA_MAX)
        return err_set(e, ERR_LIMIT, "more than %d strata", STRATA_MAX - 1);
    if (check_name(s, name, e) || check_new(&r->seen, s, name, e) ||
        find_bed(bed, r->dir, tab + 1, n - name - 1, e))
        return -1;
    a = arena_push(&out->arena, &out->a, &out->n, &r->cap, sizeof(*a), e);
    if (!a)
        return -1;
    a->name = arena_strndup(&out->arena, s, name, e);
    a->path = a->name ? arena_strdup(&out->arena, bed, e) : NULL;
    return a->path ? 0 : -1;
}

int stratalist_read(struct stratalist *out, const char *path, struct err *e)
{
    struct reading r = {.out = out};
    struct lines *in = NULL;
    const char *line;
    size_t len;
    int got = -1;

    *out = (struct stratalist){0};
    if (path_dir(r.dir, path, e) == 0)
        in = lines_open(path, LINE_BYTES_MAX, e);
    while (in && (got = lines_next(&line, &len, in, e)) > 0) {
        if (take_line(&r, line, len, e)) {
            got = err_at(e, path, lines_number(in), 0);
            break;
        }
    }
    if (got == 0 && out->n == 0)
        got = err_set(e, ERR_SYNTAX, "the list names no stratum");
    if (got < 0) {
        err_at(e, path, 0, 0);
        stratalist_release(out);
    }
    if (in)
        lines_close(in);
    names_release(&r.seen);
    return got;
}

void stratalist_release(struct stratalist *s)
{
    arena_release(&s->arena);
    *s = (struct stratalist){0};
}
