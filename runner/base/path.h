/*
 * path -- files and folders: names that can be trusted, whole-file reads with
 * a ceiling, writes that are never half done.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct err;
struct buf;

#define PATH_TEXT_MAX  4096 /* longest path that is built, with its NUL */
#define PATH_NAME_MAX  1024 /* longest relative name in a submission */
#define PATH_PART_MAX  255
#define PATH_DEPTH_MAX 16

/*
 * Is `name` a relative name that stays below the folder it is joined to?
 * Parts of [A-Za-z0-9._+-] joined by '/', none of them "." or "..", none
 * longer than PATH_PART_MAX, at most PATH_DEPTH_MAX of them and PATH_NAME_MAX
 * bytes in all; no leading or trailing '/'. On failure *e says which rule was
 * broken (ERR_REFUSED).
 */
int path_check_name(const char *name, struct err *e);

/* dir + "/" + name into out[PATH_TEXT_MAX]. ERR_LIMIT when too long. */
int path_join(char *out, const char *dir, const char *name, struct err *e);

/* An absolute name for `path` (the working folder before it), links kept as
 * they are; out[PATH_TEXT_MAX]. */
int path_absolute(char *out, const char *path, struct err *e);

/* The part after the last '/'; never NULL. */
const char *path_base(const char *path);

/* Copy the part before the last '/' ("." when there is none). */
int path_dir(char *out, const char *path, struct err *e);

bool path_is_dir(const char *path);
bool path_is_file(const char *path); /* regular, links followed */
bool path_exists(const char *path);
bool path_ends(const char *path, const char *suffix);

/* mkdir -p, mode 0777 less umask. An existing folder is no error. */
int path_make_dirs(const char *path, struct err *e);

/* A descriptor on a regular file (links followed), to be closed by the caller;
 * -1 with ERR_IO, ERR_MISSING, or ERR_REFUSED for a folder, pipe or device,
 * which it never waits for. */
int path_open_read(const char *path, struct err *e);

/* The whole file into `b` (which keeps its ceiling and loses what it
 * held). Only regular files. */
int path_read(struct buf *b, const char *path, struct err *e);

/*
 * Write `n` bytes to `path` so that at any moment either the old file or the
 * whole new one is there: a temporary file beside it, fsync, rename. On
 * failure the temporary file is removed; ERR_IO names what failed (also a
 * full disk, also one noticed only at close). An existing file hands on its
 * permissions; a folder, link, pipe or device at `path` is an ERR_REFUSED.
 */
int path_write(const char *path, const void *data, size_t n, struct err *e);

/*
 * The names of all regular files below `dir`, relative to it, sorted by byte
 * value, as a NULL-terminated list in one allocation: free() it. Symbolic
 * links and special files below it are an ERR_REFUSED, more than `max_files`
 * an ERR_LIMIT, as are folders nested more than PATH_DEPTH_MAX deep. Names are
 * as they stand on the disk: path_check_name() is the caller's business.
 */
int path_walk(char ***out, size_t *n, const char *dir, size_t max_files,
              struct err *e);

/* Remove `dir` and all below it, following no symbolic link (nor `dir` itself
 * when it is one), at most 64 folders deep. Its absence is no error. */
int path_remove_tree(const char *dir, struct err *e);

#endif
