#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"

#define READ_PIECE 4096

static int check_part(const char *part, size_t len, struct err *e)
{
    if (len == 0)
        return err_set(e, ERR_REFUSED, "a file name has an empty part");
    if (len > PATH_PART_MAX)
        return err_set(e, ERR_REFUSED,
                       "a part of a file name is longer than %d bytes",
                       PATH_PART_MAX);
    if (part[0] == '.' && (len == 1 || (len == 2 && part[1] == '.')))
        return err_set(e, ERR_REFUSED,
                       "a file name may not hold the parts '.' or '..'");
    return 0;
}

int path_check_name(const char *name, struct err *e)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz"
                                  "0123456789._+-/";
    size_t len = strlen(name);
    int depth = 0;

    if (len == 0)
        return err_set(e, ERR_REFUSED, "a file name is empty");
    if (len > PATH_NAME_MAX)
        return err_set(e, ERR_REFUSED, "a file name is longer than %d bytes",
                       PATH_NAME_MAX);
    if (strspn(name, allowed) != len)
        return err_set(e, ERR_REFUSED,
                       "the file name '%.200s' holds a character other than "
                       "letters, digits and . _ + - /",
                       name);
    for (const char *part = name; part; depth++) {
        const char *slash = strchr(part, '/');
        size_t n = slash ? (size_t)(slash - part) : strlen(part);

        if (check_part(part, n, e))
            return -1;
        part = slash ? slash + 1 : NULL;
    }
    if (depth > PATH_DEPTH_MAX)
        return err_set(e, ERR_REFUSED, "a file name has more than %d parts",
                       PATH_DEPTH_MAX);
    return 0;
}

static int too_long(struct err *e)
{
    return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                   PATH_TEXT_MAX - 1);
}

int path_join(char *out, const char *dir, const char *name, struct err *e)
{
    int n = snprintf(out, PATH_TEXT_MAX, "%s/%s", dir, name);

    return n < 0 || n >= PATH_TEXT_MAX ? too_long(e) : 0;
}

int path_absolute(char *out, const char *path, struct err *e)
{
    char here[PATH_TEXT_MAX];

    if (path[0] == '/') {
        if (strlen(path) >= PATH_TEXT_MAX)
            return err_set(e, ERR_LIMIT, "the path is too long");
        memcpy(out, path, strlen(path) + 1);
        return 0;
    }
    if (!getcwd(here, sizeof(here)))
        return err_set(e, ERR_IO, "cannot tell the working folder: %s",
                       err_os(errno));
    return path_join(out, here, path, e);
}

const char *path_base(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

int path_dir(char *out, const char *path, struct err *e)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 1;

    if (n >= PATH_TEXT_MAX)
        return too_long(e);
    n = n > 0 ? n : 1; /* "/x" is in "/" */
    memcpy(out, slash ? path : ".", n);
    out[n] = '\0';
    return 0;
}

static bool has_type(const char *path, mode_t type)
{
    struct stat st;

    return stat(path, &st) == 0 && (st.st_mode & S_IFMT) == type;
}

bool path_is_dir(const char *path)
{
    return has_type(path, S_IFDIR);
}

bool path_is_file(const char *path)
{
    return has_type(path, S_IFREG);
}

bool path_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

bool path_ends(const char *path, const char *suffix)
{
    size_t n = strlen(path);
    size_t k = strlen(suffix);

    return n >= k && memcmp(path + n - k, suffix, k) == 0;
}

/* One folder, which another process may be making just now. */
static int make_dir(const char *path, struct err *e)
{
    int why;

    if (mkdir(path, 0777) == 0)
        return 0;
    why = errno;
    if (path_is_dir(path)) /* also for EROFS, EACCES on an existing folder */
        return 0;
    err_set(e, ERR_IO, "cannot make the folder: %s", err_os(why));
    return err_at(e, path, 0, 0);
}

int path_make_dirs(const char *path, struct err *e)
{
    char part[PATH_TEXT_MAX];
    size_t n = strlen(path);

    if (n == 0)
        return err_set(e, ERR_USAGE, "the name of a folder is empty");
    if (n >= sizeof part)
        return too_long(e);
    memcpy(part, path, n + 1);
    for (char *p = part + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (make_dir(part, e))
            return -1;
        *p = '/';
    }
    return make_dir(part, e);
}

/* O_NONBLOCK: opening a pipe that nobody writes to would wait for ever. */
int path_open_read(const char *path, struct err *e)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (fd < 0) {
        err_set(e, errno == ENOENT ? ERR_MISSING : ERR_IO, "cannot open: %s",
                err_os(errno));
        return err_at(e, path, 0, 0);
    }
    if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
        err_set(e, ERR_REFUSED, "not a regular file");
        (void)close(fd);
        return err_at(e, path, 0, 0);
    }
    return fd;
}

/* Straight into the buffer while it has room: no copy, and a file that is as
 * long as it says is read without growing. */
static ssize_t read_more(struct buf *b, int fd)
{
    size_t had = b->cap > b->n ? b->cap - b->n - 1 : 0;
    size_t room = had < b->max - b->n ? had : b->max - b->n;
    char piece[READ_PIECE];
    ssize_t got =
        room > 0 ? read(fd, b->s + b->n, room) : read(fd, piece, sizeof piece);

    if (got > 0 && room > 0) {
        b->n += (size_t)got;
        b->s[b->n] = '\0';
    } else if (got > 0) {
        buf_add(b, piece, (size_t)got);
    }
    return got;
}

static int read_all(struct buf *b, int fd, struct err *e)
{
    struct stat st;
    ssize_t got = 0;

    buf_clear(b);
    buf_add(b, "", 0); /* an empty file is text as well */
    if (fstat(fd, &st) == 0 && st.st_size > 0 && (size_t)st.st_size <= b->max)
        buf_reserve(b, (size_t)st.st_size);
    do {
        got = read_more(b, fd);
    } while ((got > 0 && !b->failed) || (got < 0 && errno == EINTR));
    if (got < 0)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    return buf_check(b, e);
}

int path_read(struct buf *b, const char *path, struct err *e)
{
    int fd = path_open_read(path, e);
    int rc;

    if (fd < 0)
        return -1;
    rc = read_all(b, fd, e);
    (void)close(fd);
    return rc ? err_at(e, path, 0, 0) : 0;
}
