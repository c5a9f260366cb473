#include "base/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/path.h"

#define DIR_FLAGS  (O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
#define READ_FLAGS (O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
#define MAKE_FLAGS (O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC)

int beneath_root(const char *dir, struct err *e)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0) {
        err_set(e, errno == ENOENT ? ERR_MISSING : ERR_IO, "cannot open: %s",
                err_os(errno));
        err_at(e, dir, 0, 0);
    }
    return fd;
}

/* Why `part` could not be opened as what it should be. */
static int refusal(int dir_fd, const char *part, int why, struct err *e)
{
    struct stat st;

    if (fstatat(dir_fd, part, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
        !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return err_set(e, ERR_REFUSED,
                       "a symbolic link or special file is not accepted");
    if (why == ENOENT)
        return err_set(e, ERR_MISSING, "cannot open: %s", err_os(why));
    if (why == EEXIST)
        return err_set(e, ERR_REFUSED, "a file of this name exists already");
    return err_set(e, ERR_IO, "cannot open: %s", err_os(why));
}

/* The folder `part` in the folder `dir_fd`. */
static int step(int dir_fd, const char *part, bool make, struct err *e)
{
    int why;
    int fd;

    if (make && mkdirat(dir_fd, part, 0700) && errno != EEXIST)
        return err_set(e, ERR_IO, "cannot make the folder: %s", err_os(errno));
    fd = openat(dir_fd, part, DIR_FLAGS);
    if (fd >= 0)
        return fd;
    why = errno;
    if (why == ENOTDIR) /* unless it is a link: a file stands in the way */
        why = make ? EEXIST : ENOENT;
    return refusal(dir_fd, part, why, e);
}

/* The folder that holds the last part of `name`, to which *last then
 * points; `text` is where the parts are cut. */
static int parent_of(const char **last, char text[PATH_NAME_MAX + 1],
                     int root_fd, const char *name, bool make, struct err *e)
{
    int fd;
    char *part = text;

    if (path_check_name(name, e))
        return -1;
    memcpy(text, name, strlen(name) + 1);
    fd = fcntl(root_fd, F_DUPFD_CLOEXEC, 0);
    if (fd < 0)
        return err_set(e, ERR_IO, "cannot open: %s", err_os(errno));
    for (char *slash; (slash = strchr(part, '/')) && fd >= 0;) {
        int up = fd;

        *slash = '\0';
        fd = step(up, part, make, e);
        (void)close(up);
        part = slash + 1;
    }
    *last = part;
    return fd;
}

int beneath_open(int root_fd, const char *name, struct err *e)
{
    char text[PATH_NAME_MAX + 1];
    const char *last = "";
    struct stat st;
    int dir = parent_of(&last, text, root_fd, name, false, e);
    int fd;

    if (dir < 0)
        return -1;
    fd = openat(dir, last, READ_FLAGS);
    if (fd < 0)
        refusal(dir, last, errno, e);
    (void)close(dir);
    if (fd >= 0 && (fstat(fd, &st) || !S_ISREG(st.st_mode))) {
        err_set(e, ERR_REFUSED, "not a regular file");
        (void)close(fd);
        fd = -1;
    }
    return fd;
}

int beneath_create(int root_fd, const char *name, struct err *e)
{
    char text[PATH_NAME_MAX + 1];
    const char *last = "";
    int dir = parent_of(&last, text, root_fd, name, true, e);
    int fd;

    if (dir < 0)
        return -1;
    fd = openat(dir, last, MAKE_FLAGS, 0600);
    if (fd < 0)
        refusal(dir, last, errno, e);
    (void)close(dir);
    return fd;
}

int beneath_make_dir(int root_fd, const char *name, struct err *e)
{
    char text[PATH_NAME_MAX + 1];
    const char *last = "";
    int dir = parent_of(&last, text, root_fd, name, true, e);
    int fd;

    if (dir < 0)
        return -1;
    fd = step(dir, last, true, e);
    (void)close(dir);
    if (fd < 0)
        return -1;
    (void)close(fd);
    return 0;
}
