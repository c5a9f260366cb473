/*
 * path_write(): the new content goes to a private file beside the old one,
 * which takes its place only when it is whole and on the disk. Devices, pipes
 * and links are refused: a rename would replace the node itself.
 */
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/workdir.h"

/* What stands at `path` now must be nothing or a regular file, whose
 * permissions the new one takes over. */
static int check_target(mode_t *mode, const char *path, struct err *e)
{
    struct stat st;

    *mode = 0;
    if (lstat(path, &st))
        return 0; /* if it is not absence, making the file will tell */
    if (S_ISDIR(st.st_mode))
        return err_set(e, ERR_REFUSED,
                       "cannot write here: a folder has this name");
    if (!S_ISREG(st.st_mode))
        return err_set(e, ERR_REFUSED,
                       "cannot write here: a link or device has this name; "
                       "choose another one");
    *mode = st.st_mode & 0777;
    return 0;
}

static int write_all(int fd, const char *p, size_t n, struct err *e)
{
    while (n > 0) {
        ssize_t did = write(fd, p, n);

        if (did < 0 && errno == EINTR)
            continue;
        if (did < 0)
            return err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        p += did;
        n -= (size_t)did;
    }
    return 0;
}

/* Content, permissions, disk; `fd` is closed whatever happens. */
static int fill(int fd, mode_t mode, const void *data, size_t n, struct err *e)
{
    int rc = write_all(fd, data, n, e);

    if (rc == 0 && mode && fchmod(fd, mode))
        rc =
            err_set(e, ERR_IO, "cannot set the permissions: %s", err_os(errno));
    if (rc == 0 && fsync(fd))
        rc = err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
    if (close(fd) && rc == 0)
        rc = err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
    return rc;
}

/* Make the new name last. Some file systems can not, and say EINVAL. */
static int sync_folder(const char *path, struct err *e)
{
    char dir[PATH_TEXT_MAX];
    int fd;
    int rc = 0;

    if (path_dir(dir, path, e))
        return -1;
    fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return 0; /* a folder one may write to and not read */
    if (fsync(fd) && errno != EINVAL)
        rc = err_set(e, ERR_IO, "cannot write the folder: %s", err_os(errno));
    (void)close(fd);
    return rc;
}

int path_write(const char *path, const void *data, size_t n, struct err *e)
{
    char tmp[PATH_TEXT_MAX] = "";
    mode_t mode = 0;
    int fd;
    int rc = -1;

    if (check_target(&mode, path, e))
        goto done;
    fd = workdir_file_beside(tmp, path, e);
    if (fd < 0 || fill(fd, mode, data, n, e))
        goto done;
    if (rename(tmp, path)) {
        err_set(e, ERR_IO, "cannot give the file its name: %s", err_os(errno));
        goto done;
    }
    workdir_forget_file(tmp);
    tmp[0] = '\0';
    rc = sync_folder(path, e);
done:
    if (tmp[0]) {
        (void)unlink(tmp);
        workdir_forget_file(tmp);
    }
    return rc ? err_at(e, path, 0, 0) : 0;
}
