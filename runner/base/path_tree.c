/*
 * path_walk() and path_remove_tree(): each folder is opened relative to its
 * parent's descriptor and without following links, so that nobody who swaps a
 * folder for a link meanwhile can lead us elsewhere.
 */
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"

#define OPEN_DIR         (O_RDONLY | O_DIRECTORY | O_CLOEXEC)
#define REMOVE_DEPTH_MAX 64 /* one descriptor a level */
#define WALK_TEXT_MAX    ((size_t)256 << 20)

/* A folder being read, and where it is, for messages and results. */
struct walk {
    struct buf names; /* relative paths, each with its NUL */
    size_t n;
    size_t max_files;
    char path[PATH_TEXT_MAX]; /* of what is looked at, relative to the root */
    struct err *e;
};

typedef int (*visit_fn)(struct walk *w, int dir_fd, const char *name,
                        const struct stat *st, int depth);

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int os_failure(struct walk *w)
{
    return err_set(w->e, ERR_IO, "cannot read the folder: %s", err_os(errno));
}

/* The next entry, "." and ".." left out; NULL at the end, *failed on error. */
static const char *next_name(DIR *dir, bool *failed)
{
    const struct dirent *ent;

    do {
        errno = 0;
        ent = readdir(dir);
    } while (ent && is_dots(ent->d_name));
    *failed = !ent && errno != 0;
    return ent ? ent->d_name : NULL;
}

/* Append "/name" to w->path; the caller cuts it off again. */
static int enter(struct walk *w, const char *name)
{
    size_t len = strlen(w->path);
    size_t room = sizeof w->path - len;
    int n = snprintf(w->path + len, room, len ? "/%s" : "%s", name);

    if (n >= 0 && (size_t)n < room)
        return 0;
    w->path[len] = '\0';
    return err_set(w->e, ERR_LIMIT, "a path is longer than %d bytes",
                   PATH_TEXT_MAX - 1);
}

/* Call `visit` for each entry of the folder `fd`, which is closed. */
static int each_entry(struct walk *w, int fd, visit_fn visit, int depth)
{
    size_t len = strlen(w->path);
    bool failed = false;
    const char *name;
    int rc = 0;
    DIR *dir = fdopendir(fd);

    if (!dir) {
        rc = os_failure(w);
        (void)close(fd);
        return rc;
    }
    while (rc == 0 && (name = next_name(dir, &failed))) {
        struct stat st;

        if (enter(w, name))
            rc = -1;
        else if (fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW))
            rc = os_failure(w);
        else
            rc = visit(w, dirfd(dir), name, &st, depth);
        if (rc == 0)
            w->path[len] = '\0'; /* else it says where we stopped */
    }
    if (failed)
        rc = os_failure(w);
    (void)closedir(dir);
    return rc;
}

static int descend(struct walk *w, int dir_fd, const char *name, visit_fn visit,
                   int depth)
{
    int fd = openat(dir_fd, name, OPEN_DIR | O_NOFOLLOW);

    return fd < 0 ? os_failure(w) : each_entry(w, fd, visit, depth);
}

static int walk_entry(struct walk *w, int dir_fd, const char *name,
                      const struct stat *st, int depth)
{
    if (S_ISDIR(st->st_mode)) {
        if (depth >= PATH_DEPTH_MAX)
            return err_set(w->e, ERR_LIMIT,
                           "folders are nested more than %d deep",
                           PATH_DEPTH_MAX);
        return descend(w, dir_fd, name, walk_entry, depth + 1);
    }
    if (!S_ISREG(st->st_mode))
        return err_set(w->e, ERR_REFUSED,
                       "a symbolic link or special file is not accepted");
    if (w->n == w->max_files)
        return err_set(w->e, ERR_LIMIT, "there are more than %zu files",
                       w->max_files);
    buf_add(&w->names, w->path, strlen(w->path) + 1);
    w->n++;
    return buf_check(&w->names, w->e);
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;

    return strcmp(*x, *y);
}

/* One block: the pointers, a NULL, then the text that they point to. */
static char **list_of(const struct walk *w, struct err *e)
{
    size_t head = (w->n + 1) * sizeof(char *);
    char **list = malloc(head + w->names.n);
    char *text;

    if (!list) {
        err_nomem(e);
        return NULL;
    }
    text = (char *)list + head;
    if (w->n > 0)
        memcpy(text, w->names.s, w->names.n);
    for (size_t i = 0; i < w->n; i++) {
        list[i] = text;
        text += strlen(text) + 1;
    }
    list[w->n] = NULL;
    qsort(list, w->n, sizeof *list, by_bytes);
    return list;
}

int path_walk(char ***out, size_t *n, const char *dir, size_t max_files,
              struct err *e)
{
    struct walk w = {.max_files = max_files, .e = e};
    char **list = NULL;
    int fd = open(dir, OPEN_DIR);

    buf_init(&w.names, WALK_TEXT_MAX);
    if (fd < 0)
        os_failure(&w);
    else if (each_entry(&w, fd, walk_entry, 1) == 0)
        list = list_of(&w, e);
    buf_release(&w.names);
    if (!list) {
        err_at(e, w.path[0] ? w.path : dir, 0, 0);
        return -1;
    }
    *out = list;
    *n = w.n;
    return 0;
}

static int remove_entry(struct walk *w, int dir_fd, const char *name,
                        const struct stat *st, int depth)
{
    bool is_dir = S_ISDIR(st->st_mode);

    if (is_dir && depth >= REMOVE_DEPTH_MAX)
        return err_set(w->e, ERR_LIMIT, "folders are nested more than %d deep",
                       REMOVE_DEPTH_MAX);
    if (is_dir && descend(w, dir_fd, name, remove_entry, depth + 1))
        return -1;
    if (unlinkat(dir_fd, name, is_dir ? AT_REMOVEDIR : 0) && errno != ENOENT)
        return err_set(w->e, ERR_IO, "cannot remove: %s", err_os(errno));
    return 0;
}

int path_remove_tree(const char *dir, struct err *e)
{
    struct walk w = {.e = e};
    int fd = open(dir, OPEN_DIR | O_NOFOLLOW);
    int rc;

    if (fd < 0 && errno == ENOENT)
        return 0;
    rc = fd < 0 ? os_failure(&w) : each_entry(&w, fd, remove_entry, 1);
    if (rc == 0 && rmdir(dir))
        rc = err_set(e, ERR_IO, "cannot remove: %s", err_os(errno));
    return rc ? err_at(e, w.path[0] ? w.path : dir, 0, 0) : 0;
}
