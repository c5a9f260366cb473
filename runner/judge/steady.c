#include "judge/steady.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/err.h"

struct steady_file {
    char *path;
    const char *sha256;
    bool absent;
    struct stat link; /* of the name itself, */
    struct stat file; /* and of what it leads to */
};

void steady_start(struct steady *s)
{
    clock_gettime(CLOCK_REALTIME, &s->start);
}

static int look(struct steady_file *f, const char *path, struct err *e)
{
    f->absent = lstat(path, &f->link) != 0 || stat(path, &f->file) != 0;
    if (!f->absent || errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
        return 0;
    err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    return err_at(e, path, 0, 0);
}

int steady_note(struct steady *s, const char *path, const char *sha256,
                struct err *e)
{
    struct steady_file f = {.sha256 = sha256};

    if (s->n == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 16;
        struct steady_file *more = realloc(s->a, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        s->a = more;
        s->cap = cap;
    }
    if (look(&f, path, e))
        return -1;
    f.path = strdup(path);
    if (!f.path)
        return err_nomem(e);
    s->a[s->n++] = f;
    return 0;
}

static bool same_time(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

static bool same(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
           a->st_mode == b->st_mode && a->st_size == b->st_size &&
           same_time(&a->st_mtim, &b->st_mtim) &&
           same_time(&a->st_ctim, &b->st_ctim);
}

/* Could it have been changed since the start without a trace? */
static bool doubtful(const struct steady *s, const struct stat *st)
{
    return st->st_ctim.tv_sec >= s->start.tv_sec - STEADY_DOUBT_S;
}

static int changed(const struct steady_file *f, struct err *e)
{
    err_set(e, ERR_MISMATCH,
            "the file was changed while it was judged; see to it that nothing "
            "writes to it, and run again");
    return err_at(e, f->path, 0, 0);
}

static int check_one(const struct steady *s, const struct steady_file *f,
                     struct err *e)
{
    struct steady_file now = *f;
    char hex[DIGEST_HEX_MAX];

    if (look(&now, f->path, e))
        return -1;
    if (now.absent != f->absent)
        return changed(f, e);
    if (f->absent)
        return 0;
    if (!same(&f->link, &now.link) || !same(&f->file, &now.file))
        return changed(f, e);
    if (!*f->sha256 || !doubtful(s, &f->file))
        return 0;
    if (digest_hex_file(hex, NULL, DIGEST_SHA256, f->path, e))
        return -1;
    return strcmp(hex, f->sha256) == 0 ? 0 : changed(f, e);
}

int steady_check(const struct steady *s, struct err *e)
{
    for (size_t i = 0; i < s->n; i++)
        if (check_one(s, &s->a[i], e))
            return -1;
    return 0;
}

void steady_release(struct steady *s)
{
    for (size_t i = 0; i < s->n; i++)
        free(s->a[i].path);
    free(s->a);
    *s = (struct steady){0};
}
