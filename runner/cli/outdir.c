#include "cli/outdir.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/workdir.h"

int outdir_open(struct outdir *o, const char *dir, struct err *e)
{
    *o = (struct outdir){0};
    if (strlen(dir) >= sizeof(o->dir))
        return err_set(e, ERR_LIMIT, "the path is too long");
    if (path_make_dirs(dir, e))
        return -1;
    memcpy(o->dir, dir, strlen(dir) + 1);
    return workdir_make(o->stage, dir, e);
}

int outdir_place(char *path, struct outdir *o, const char *name, struct err *e)
{
    if (o->n == OUTDIR_FILES_MAX)
        return err_set(e, ERR_LIMIT, "more than %d output files",
                       OUTDIR_FILES_MAX);
    if (path_join(path, o->stage, name, e))
        return -1;
    o->placed[o->n] = true;
    o->name[o->n++] = name;
    return 0;
}

int outdir_add(struct outdir *o, const char *name, const struct buf *b,
               struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (outdir_place(path, o, name, e))
        return -1;
    o->placed[o->n - 1] = false;
    return buf_check(b, e) || path_write(path, b->s, b->n, e) ? -1 : 0;
}

/* What can be known before the first file is put in place. */
static int check_places(const struct outdir *o, struct err *e)
{
    char to[PATH_TEXT_MAX];

    for (size_t i = 0; i < o->n; i++) {
        if (path_join(to, o->dir, o->name[i], e))
            return -1;
        if (path_is_dir(to)) {
            err_set(e, ERR_REFUSED,
                    "a folder stands where a file is to be written");
            return err_at(e, to, 0, 0);
        }
    }
    return 0;
}

/* What others wrote is on the disk before any name leads to it. */
int outdir_sync(struct outdir *o, struct err *e)
{
    char path[PATH_TEXT_MAX];

    for (size_t i = 0; i < o->n; i++) {
        int fd;
        int bad;

        if (!o->placed[i])
            continue;
        if (path_join(path, o->stage, o->name[i], e))
            return -1;
        fd = path_open_read(path, e);
        if (fd < 0)
            return err_at(e, path, 0, 0);
        bad = fsync(fd) ? errno : 0;
        close(fd);
        if (bad) {
            err_set(e, ERR_IO, "cannot write: %s", err_os(bad));
            return err_at(e, path, 0, 0);
        }
        o->placed[i] = false;
    }
    return 0;
}

int outdir_commit(struct outdir *o, struct err *e)
{
    char from[PATH_TEXT_MAX];
    char to[PATH_TEXT_MAX];

    if (check_places(o, e) || outdir_sync(o, e))
        return -1;
    for (size_t i = 0; i < o->n; i++) {
        if (path_join(from, o->stage, o->name[i], e) ||
            path_join(to, o->dir, o->name[i], e))
            return -1;
        if (rename(from, to)) {
            err_set(e, ERR_IO, "cannot put the file in place: %s",
                    err_os(errno));
            return err_at(e, to, 0, 0);
        }
    }
    outdir_close(o);
    return 0;
}

void outdir_close(struct outdir *o)
{
    workdir_remove(o->stage);
    *o = (struct outdir){0};
}
