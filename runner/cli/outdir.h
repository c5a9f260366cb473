/*
 * outdir -- several files that belong together, put into a folder at once.
 *
 * Files are first written, whole and synced, under a hidden folder in the
 * target; outdir_commit() then renames them into place, the last one added
 * last: add the file that names the others (report.xml) at the end, and
 * whoever finds it finds the rest. Anything that fails before leaves the old
 * files as they were, and the hidden folder is removed (also on Ctrl-C).
 */
#ifndef CLI_OUTDIR_H
#define CLI_OUTDIR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/path.h"

struct err;
struct buf;

#define OUTDIR_FILES_MAX 32

struct outdir {
    char dir[PATH_TEXT_MAX];
    char stage[PATH_TEXT_MAX];
    const char *name[OUTDIR_FILES_MAX];
    bool placed[OUTDIR_FILES_MAX]; /* written by others, and not synced yet */
    size_t n;
};

/* Make `dir` when it is not there, and the stage in it. Called before long
 * work, so that a folder that can not be written is known at once. */
int outdir_open(struct outdir *o, const char *dir, struct err *e);

/* `name` is a plain file name that lives until the commit. */
int outdir_add(struct outdir *o, const char *name, const struct buf *b,
               struct err *e);

/* The same for a file that the caller writes, before the commit, to the path
 * that is put into path[PATH_TEXT_MAX]. */
int outdir_place(char *path, struct outdir *o, const char *name, struct err *e);

/* The files that were given a place are complete: wait until the disk has them.
 * The commit does it, too; who has other work meanwhile does it before. */
int outdir_sync(struct outdir *o, struct err *e);

/* -1 when a file that was given a place is not there. */
int outdir_commit(struct outdir *o, struct err *e);

/* Remove what was not committed. The all-zero value is accepted. */
void outdir_close(struct outdir *o);

#endif
