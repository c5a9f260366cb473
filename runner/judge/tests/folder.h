/* folder -- a folder for one test, and files in it. */
#ifndef JUDGE_TESTS_FOLDER_H
#define JUDGE_TESTS_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"

struct folder {
    char top[64];
    char path[PATH_TEXT_MAX]; /* what folder_at() gave last */
};

static inline void folder_make(struct folder *f)
{
    (void)snprintf(f->top, sizeof f->top, "/tmp/test-judge-XXXXXX");
    assert_non_null(mkdtemp(f->top));
}

static inline void folder_remove(struct folder *f)
{
    struct err e = {0};

    assert_int_equal(path_remove_tree(f->top, &e), 0);
}

/* The path of a name in it, until the next call. */
static inline const char *folder_at(struct folder *f, const char *name)
{
    struct err e = {0};

    assert_int_equal(path_join(f->path, f->top, name, &e), 0);
    return f->path;
}

static inline void folder_write(struct folder *f, const char *name,
                                const void *bytes, size_t n)
{
    char dir[PATH_TEXT_MAX];
    struct err e = {0};

    assert_int_equal(path_dir(dir, folder_at(f, name), &e), 0);
    assert_int_equal(path_make_dirs(dir, &e), 0);
    assert_int_equal(path_write(folder_at(f, name), bytes, n, &e), 0);
}

static inline void folder_text(struct folder *f, const char *name,
                               const char *text)
{
    folder_write(f, name, text, strlen(text));
}

/* The bytes of a file, as a text to be freed. */
static inline char *folder_read(struct folder *f, const char *name)
{
    struct err e = {0};
    struct buf b;

    buf_init(&b, 1 << 24);
    assert_int_equal(path_read(&b, folder_at(f, name), &e), 0);
    return buf_take(&b);
}

/* How many files are below a name in it. */
static inline size_t folder_count(struct folder *f, const char *name)
{
    struct err e = {0};
    char **list = NULL;
    size_t n = 0;

    assert_int_equal(path_walk(&list, &n, folder_at(f, name), 1000, &e), 0);
    free(list);
    return n;
}

static inline void assert_says(const struct err *e, enum err_code code,
                               const char *why)
{
    if (e->code != code || !strstr(e->en, why))
        fail_msg("expected '%s' (%d), got '%s' (%d) at '%s'", why, (int)code,
                 e->en, (int)e->code, e->path);
}

#endif
