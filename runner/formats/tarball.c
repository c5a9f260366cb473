/*
 * Reading: libarchive decodes, this file decides. Each member is checked
 * before a byte of it is taken, then its data are drawn block by block, counted
 * against the limits and written, if at all, by our own calls.
 */
#include "formats/tarball.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/beneath.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/tarball_internal.h"

#define READ_BYTES ((size_t)32 << 10)
#define TAR_END    1024 /* bytes of zeros at the end of a tar archive */

static const struct tarball_limits ceilings = {
    .members = TARBALL_MEMBERS_MAX,
    .member_bytes = TARBALL_MEMBER_MAX,
    .total_bytes = TARBALL_TOTAL_MAX,
    .ratio = TARBALL_RATIO_MAX,
};

/* The archive's octets on their way to libarchive. */
struct source {
    int fd;
    unsigned char *piece; /* READ_BYTES */
    int64_t bytes;        /* read so far */
    struct digest *sum;   /* NULL when not read in order */
    int failed;           /* errno */
};

struct reading {
    struct source in;
    struct archive *a;
    const struct tarball_limits *limits;
    struct tarball_summary sum;
    struct nameset names;
    size_t members;
    int root; /* descriptor of the folder to extract to; -1: none */
    tarball_fn each;
    void *arg;
    const char *path;
};

static la_ssize_t source_read(struct archive *a, void *arg, const void **out)
{
    struct source *in = arg;
    struct err e = {0};
    ssize_t got;

    do {
        got = read(in->fd, in->piece, READ_BYTES);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        in->failed = errno;
    if (got > 0 && in->sum && digest_add(in->sum, in->piece, (size_t)got, &e)) {
        in->failed = ENOMEM;
        got = -1;
    }
    if (got < 0) {
        archive_set_error(a, in->failed, "read failed");
        return ARCHIVE_FATAL;
    }
    in->bytes += got;
    *out = in->piece;
    return got;
}

static la_int64_t source_seek(struct archive *a, void *arg, la_int64_t offset,
                              int whence)
{
    struct source *in = arg;
    off_t at = lseek(in->fd, (off_t)offset, whence);

    if (at < 0) {
        in->failed = errno;
        archive_set_error(a, in->failed, "seek failed");
        return ARCHIVE_FATAL;
    }
    return at;
}

/* Why libarchive gave up. */
static int failure(struct reading *r, struct err *e)
{
    const char *why = archive_error_string(r->a);

    if (r->in.failed)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(r->in.failed));
    if (archive_errno(r->a) == ENOMEM)
        return err_nomem(e);
    if (why && strstr(why, "runcated"))
        return err_set(e, ERR_SYNTAX,
                       "the archive stops in the middle of a member: it was "
                       "cut short; copy it again");
    return err_set(e, ERR_SYNTAX,
                   "the archive is damaged; pack the files again (%s)",
                   why ? why : "?");
}

/* The err concerns one member: say which. */
static int at_member(const struct reading *r, const char *name, struct err *e)
{
    char place[ERR_PATH_MAX];

    (void)snprintf(place, sizeof place, "%.250s(%.250s)", r->path,
                   name ? name : "?");
    return err_at(e, place, 0, 0);
}

/* Would `bytes` more fit on the disk of the work folder? */
static int check_space(const struct reading *r, int64_t bytes, struct err *e)
{
    struct statvfs fs;

    if (r->root < 0 || fstatvfs(r->root, &fs))
        return 0; /* when unknown, writing will tell */
    if ((uint64_t)bytes / fs.f_frsize < fs.f_bavail)
        return 0;
    return err_set(e, ERR_IO,
                   "extracting needs %" PRId64 " bytes more, and the work "
                   "folder's disk has %" PRIu64 " free; make room, or set "
                   "TMPDIR to a folder on a larger disk",
                   bytes, (uint64_t)fs.f_bavail * fs.f_frsize);
}

/* Count `n` bytes that came out. */
static int count_bytes(struct reading *r, int64_t *member, size_t n,
                       struct err *e)
{
    const struct tarball_limits *lim = r->limits;

    if (n > (uint64_t)(lim->member_bytes - *member))
        return err_set(e, ERR_LIMIT,
                       "the member is larger than %" PRId64 " bytes",
                       lim->member_bytes);
    if (n > (uint64_t)(lim->total_bytes - r->sum.bytes))
        return err_set(e, ERR_LIMIT,
                       "the archive expands to more than %" PRId64 " bytes",
                       lim->total_bytes);
    *member += (int64_t)n;
    r->sum.bytes += (int64_t)n;
    if (r->sum.bytes > TARBALL_RATIO_FROM &&
        r->sum.bytes / lim->ratio > r->in.bytes)
        return err_set(e, ERR_LIMIT,
                       "the archive expands to more than %" PRId64 " times "
                       "its size, as only archives made to do harm do",
                       lim->ratio);
    return 0;
}

static int write_all(int fd, const char *p, size_t n, struct err *e)
{
    while (n > 0) {
        ssize_t did = write(fd, p, n);

        if (did < 0 && errno == EINTR)
            continue;
        if (did < 0 && errno == ENOSPC)
            return err_set(e, ERR_IO,
                           "the work folder's disk is full; make room, or set "
                           "TMPDIR to a folder on a larger disk");
        if (did < 0)
            return err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
        p += did;
        n -= (size_t)did;
    }
    return 0;
}

/* Draw the data of the member at hand; fd -1 drops them. */
static int copy_data(struct reading *r, int64_t *size, int fd, struct err *e)
{
    const void *block;
    size_t n;
    la_int64_t at;
    int got;

    *size = 0;
    while ((got = archive_read_data_block(r->a, &block, &n, &at)) ==
           ARCHIVE_OK) {
        if (n > 0 && at != *size)
            return err_set(e, ERR_REFUSED,
                           "an archive may not hold sparse members; pack "
                           "without --sparse");
        if (count_bytes(r, size, n, e))
            return -1;
        if (fd >= 0 && write_all(fd, block, n, e))
            return -1;
    }
    return got == ARCHIVE_EOF ? 0 : failure(r, e);
}

static int take_file(struct reading *r, struct tarball_member *m,
                     int64_t promised, struct err *e)
{
    int fd = -1;
    int rc;

    if (check_space(r, promised, e))
        return -1;
    if (r->root >= 0) {
        fd = beneath_create(r->root, m->name, e);
        if (fd < 0)
            return -1;
    }
    rc = copy_data(r, &m->size_bytes, fd, e);
    if (fd >= 0 && close(fd))
        rc = err_set(e, ERR_IO, "cannot write: %s", err_os(errno));
    if (rc == 0 && m->size_bytes != promised)
        rc = err_set(e, ERR_SYNTAX,
                     "the member holds %" PRId64 " bytes but its header says "
                     "%" PRId64,
                     m->size_bytes, promised);
    r->sum.files++;
    return rc;
}

/* The member at hand under its clean name. */
static int take(struct reading *r, const char *name, bool is_dir,
                int64_t promised, struct err *e)
{
    struct tarball_member m = {.name = name, .is_dir = is_dir};

    if (name[0] == '\0')
        return 0; /* the root folder */
    if (nameset_add(&r->names, name, is_dir, e))
        return -1;
    if (!is_dir && take_file(r, &m, promised, e))
        return -1;
    if (is_dir && r->root >= 0 && beneath_make_dir(r->root, name, e))
        return -1;
    return r->each ? r->each(r->arg, &m, e) : 0;
}

static int take_entry(struct reading *r, struct archive_entry *entry,
                      struct err *e)
{
    char clean[PATH_NAME_MAX + 1];
    bool is_dir = archive_entry_filetype(entry) == AE_IFDIR;
    const char *name = archive_entry_pathname(entry);
    int64_t promised = archive_entry_size(entry);
    int rc = 0;

    if (!name)
        name = archive_entry_pathname_utf8(entry);
    if (!name)
        rc = err_set(e, ERR_REFUSED,
                     "the name of a member holds a character other than "
                     "letters, digits and . _ + - /");
    rc = rc || tarball_clean_name(clean, name, is_dir, e);
    rc = rc || tarball_check_member(r->a, entry, r->limits->member_bytes, e);
    rc = rc || take(r, clean, is_dir, promised, e);
    return rc ? at_member(r, name, e) : 0;
}

/* A tar archive ends with two blocks of zeros; libarchive takes the end of the
 * file for them, also one that a broken transfer made. */
static int check_end(const struct reading *r, struct err *e)
{
    int64_t end = archive_filter_bytes(r->a, 0);

    if (r->sum.kind != TARBALL_ZIP &&
        end - archive_read_header_position(r->a) < TAR_END)
        return err_set(e, ERR_SYNTAX,
                       "the archive has no end mark: it was cut short; copy "
                       "it again");
    return 0;
}

static int read_members(struct reading *r, struct err *e)
{
    struct archive_entry *entry;
    int got;

    while ((got = archive_read_next_header(r->a, &entry)) == ARCHIVE_OK ||
           got == ARCHIVE_WARN) {
        if (r->members++ >= r->limits->members)
            return err_set(e, ERR_LIMIT,
                           "the archive holds more than %zu members",
                           r->limits->members);
        if (take_entry(r, entry, e))
            return -1;
        if (got == ARCHIVE_WARN) /* not of the name: that was refused */
            return failure(r, e);
    }
    return got == ARCHIVE_EOF ? check_end(r, e) : failure(r, e);
}

/* Set libarchive up for exactly this kind. */
static int start(struct reading *r, struct err *e)
{
    int format = ARCHIVE_OK;

    r->a = archive_read_new();
    if (!r->a)
        return err_nomem(e);
    if (tarball_allow_filter(r->a, r->sum.kind, e))
        return -1;
    if (r->sum.kind == TARBALL_ZIP) {
        format = archive_read_support_format_zip_seekable(r->a);
        (void)archive_read_set_seek_callback(r->a, source_seek);
    } else {
        format = archive_read_support_format_tar(r->a);
    }
    if (format != ARCHIVE_OK ||
        archive_read_open2(r->a, &r->in, NULL, source_read, NULL, NULL) !=
            ARCHIVE_OK)
        return failure(r, e);
    if (archive_filter_count(r->a) > 2)
        return err_set(e, ERR_REFUSED,
                       "the archive is compressed more than once");
    return 0;
}

/* What must hold before libarchive starts. */
static int check_whole(struct reading *r, struct err *e)
{
    struct stat st;
    int64_t total = 0;

    if (r->sum.kind == TARBALL_NONE)
        return err_set(e, ERR_REFUSED,
                       "not an archive: .tar, .tar.gz, .tar.zst and .zip are "
                       "read");
    if (r->sum.kind == TARBALL_FOREIGN)
        return err_set(e, ERR_REFUSED,
                       "this kind of archive is not read; pack the files as "
                       ".tar, .tar.gz, .tar.zst or .zip");
    if (r->sum.kind == TARBALL_ZIP &&
        tarball_zip_check(&total, r->in.fd, r->limits->members, e))
        return -1;
    if (r->sum.kind == TARBALL_TAR && fstat(r->in.fd, &st) == 0)
        total = st.st_size;
    return check_space(r, total, e);
}

/* The digest of the octets: of zip, which is read here and there, beforehand;
 * else while reading, and what is left afterwards. */
static int sum_before(struct reading *r, struct err *e)
{
    char hex[DIGEST_HEX_MAX];

    if (lseek(r->in.fd, 0, SEEK_SET) < 0)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    if (r->sum.kind != TARBALL_ZIP) {
        r->in.sum = digest_new(DIGEST_SHA256, e);
        return r->in.sum ? 0 : -1;
    }
    if (digest_hex_fd(hex, NULL, DIGEST_SHA256, r->in.fd, e))
        return -1;
    memcpy(r->sum.sha256, hex, sizeof r->sum.sha256);
    return lseek(r->in.fd, 0, SEEK_SET) == 0 ? 0 : -1;
}

static int sum_after(struct reading *r, struct err *e)
{
    char hex[DIGEST_HEX_MAX];
    const void *piece;
    la_ssize_t got;

    if (!r->in.sum)
        return 0;
    do {
        got = source_read(r->a, &r->in, &piece);
    } while (got > 0);
    if (got < 0)
        return failure(r, e);
    if (digest_hex(hex, r->in.sum, e))
        return -1;
    memcpy(r->sum.sha256, hex, sizeof r->sum.sha256);
    return 0;
}

static int read_archive(struct reading *r, struct err *e)
{
    int rc = -1;

    r->in.piece = malloc(READ_BYTES);
    if (!r->in.piece) {
        err_nomem(e);
        goto done;
    }
    r->in.fd = path_open_read(r->path, e);
    if (r->in.fd < 0)
        goto done;
    if (tarball_sniff(&r->sum.kind, r->in.fd, e) || check_whole(r, e))
        goto done;
    if (nameset_init(&r->names, e) || sum_before(r, e) || start(r, e) ||
        read_members(r, e) || sum_after(r, e))
        goto done;
    if (r->sum.files == 0) {
        err_set(e, ERR_REFUSED, "the archive holds no file");
        goto done;
    }
    rc = 0;
done:
    if (rc)
        err_at(e, r->path, 0, 0);
    archive_read_free(r->a);
    nameset_release(&r->names);
    digest_free(r->in.sum);
    free(r->in.piece);
    if (r->in.fd >= 0)
        (void)close(r->in.fd);
    return rc;
}

int tarball_list(struct tarball_summary *out, const char *path,
                 const struct tarball_limits *limits, tarball_fn each,
                 void *arg, struct err *e)
{
    struct reading r = {.in = {.fd = -1},
                        .limits = limits ? limits : &ceilings,
                        .root = -1,
                        .each = each,
                        .arg = arg,
                        .path = path};

    if (read_archive(&r, e))
        return -1;
    *out = r.sum;
    return 0;
}

int tarball_extract(struct tarball_summary *out, const char *path,
                    const char *dir, const struct tarball_limits *limits,
                    struct err *e)
{
    struct reading r = {
        .in = {.fd = -1}, .limits = limits ? limits : &ceilings, .path = path};
    int rc;

    r.root = beneath_root(dir, e);
    if (r.root < 0)
        return -1;
    rc = read_archive(&r, e);
    (void)close(r.root);
    if (rc == 0)
        *out = r.sum;
    return rc;
}
