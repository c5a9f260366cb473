/*
 * Writing: members in the given order with fixed owner, mode and time, so that
 * the archive says nothing of who made it, when or where. In zip the time is
 * left unset: libarchive would write local time, but 1980-01-01 then.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/beneath.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "formats/tarball_internal.h"

#define COPY_BYTES ((size_t)256 << 10)
#define FIXED_TIME 315532800 /* 1980-01-01T00:00:00Z */

static int failure(struct archive *a, struct err *e)
{
    int why = archive_errno(a);

    if (why == ENOSPC)
        return err_set(e, ERR_IO,
                       "the disk is full; make room, or write the archive "
                       "elsewhere");
    return err_set(e, ERR_IO, "cannot write the archive: %s",
                   why > 0 ? err_os(why) : archive_error_string(a));
}

static int set_kind(struct archive *a, enum tarball_kind kind, struct err *e)
{
    bool ok = kind == TARBALL_ZIP
                  ? archive_write_set_format_zip(a) == ARCHIVE_OK
                  : archive_write_set_format_pax_restricted(a) == ARCHIVE_OK;

    if (kind == TARBALL_TAR_GZ)
        ok = ok && archive_write_add_filter_gzip(a) == ARCHIVE_OK &&
             archive_write_set_filter_option(a, "gzip", "timestamp", NULL) ==
                 ARCHIVE_OK;
    else if (kind == TARBALL_TAR_ZST)
        ok = ok && archive_write_add_filter_zstd(a) == ARCHIVE_OK;
    return ok ? 0 : failure(a, e);
}

static int write_header(struct archive *a, enum tarball_kind kind,
                        const char *name, int64_t size, struct err *e)
{
    struct archive_entry *entry = archive_entry_new();
    int rc = 0;

    if (!entry)
        return err_nomem(e);
    archive_entry_copy_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, size);
    if (kind != TARBALL_ZIP)
        archive_entry_set_mtime(entry, FIXED_TIME, 0);
    if (archive_write_header(a, entry) != ARCHIVE_OK)
        rc = failure(a, e);
    archive_entry_free(entry);
    return rc;
}

/* Exactly `size` bytes: a file that grows or shrinks meanwhile would spoil the
 * archive. */
static int copy_file(struct archive *a, int fd, int64_t size, struct err *e)
{
    char *piece = malloc(COPY_BYTES);
    int64_t done = 0;
    int rc = -1;

    if (!piece)
        return err_nomem(e);
    for (;;) {
        ssize_t got = read(fd, piece, COPY_BYTES);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
            goto done;
        }
        done += got;
        if (got == 0 || done > size)
            break;
        if (archive_write_data(a, piece, (size_t)got) != got) {
            failure(a, e);
            goto done;
        }
    }
    if (done != size) {
        err_set(e, ERR_MISMATCH, "the file changed while it was being packed");
        goto done;
    }
    rc = 0;
done:
    free(piece);
    return rc;
}

static int add_file(struct archive *a, enum tarball_kind kind, int root,
                    const char *name, struct err *e)
{
    struct stat st;
    int fd = beneath_open(root, name, e);
    int rc = -1;

    if (fd < 0)
        return err_at(e, name, 0, 0);
    if (fstat(fd, &st))
        err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    else if (write_header(a, kind, name, st.st_size, e) == 0)
        rc = copy_file(a, fd, st.st_size, e);
    (void)close(fd);
    return rc ? err_at(e, name, 0, 0) : 0;
}

/* All members, to the descriptor `fd`. */
static int write_members(int fd, enum tarball_kind kind, int root,
                         const char *const *name, size_t n, struct err *e)
{
    struct archive *a = archive_write_new();
    int rc = -1;

    if (!a)
        return err_nomem(e);
    if (set_kind(a, kind, e))
        goto done;
    (void)archive_write_set_bytes_in_last_block(a, 1);
    if (archive_write_open_fd(a, fd) != ARCHIVE_OK) {
        failure(a, e);
        goto done;
    }
    for (size_t i = 0; i < n; i++) {
        if (add_file(a, kind, root, name[i], e))
            goto done;
    }
    rc = archive_write_close(a) == ARCHIVE_OK ? 0 : failure(a, e);
done:
    archive_write_free(a);
    return rc;
}

/* The half-written file at `temp` takes its place, or goes. */
static int settle(const char *temp, int fd, const char *path, int rc,
                  struct err *e)
{
    if (rc == 0 && fsync(fd) && errno != EINVAL)
        rc = err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
    if (close(fd) && rc == 0)
        rc = err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
    if (rc == 0 && rename(temp, path))
        rc = err_set(e, ERR_IO, "cannot give the file its name: %s",
                     err_os(errno));
    if (rc)
        (void)unlink(temp);
    workdir_forget_file(temp);
    return rc;
}

int tarball_write(const char *path, enum tarball_kind kind, const char *dir,
                  const char *const *name, size_t n, struct err *e)
{
    char temp[PATH_TEXT_MAX];
    struct stat st;
    int root = beneath_root(dir, e);
    int fd = -1;
    int rc = -1;

    if (root < 0)
        return -1;
    if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        err_set(e, ERR_REFUSED, "not a regular file");
        goto done;
    }
    fd = workdir_file_beside(temp, path, e);
    if (fd < 0)
        goto done;
    rc = write_members(fd, kind, root, name, n, e);
    rc = settle(temp, fd, path, rc, e);
done:
    (void)close(root);
    return rc ? err_at(e, path, 0, 0) : 0;
}
