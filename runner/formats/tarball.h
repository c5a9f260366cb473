/*
 * tarball -- archives of files: .tar, .tar.gz, .tar.zst and .zip, told by
 * their content, never by their name.
 *
 * Reading: an archive is hostile. It may hold regular files and folders, by
 * names that path_check_name() accepts and that stay different when upper and
 * lower case are taken as equal; links, devices, pipes, sockets, encrypted or
 * sparse members, several volumes, several layers of compression and
 * compression methods other than those named above are refused, as is all that
 * goes beyond the limits below or expands too much. Every archive is read to
 * its end mark; one that stops before it is refused as cut short.
 *
 * Extraction writes below one folder only, following no link (base/beneath.h),
 * files with mode 0600 and folders with mode 0700; owner, times, permissions,
 * ACLs and extended attributes of the archive are ignored. Each member's size
 * is compared with the free space before it is written. After a failure what
 * was extracted so far is left to the caller, who removes the folder.
 *
 * Writing: the same files give the same bytes, whatever the clock, the user
 * and the time zone.
 *
 * Errors:  -1 and *e, whose path is "ARCHIVE(MEMBER)" when one member is the
 *          cause. ERR_REFUSED for what breaks a rule, ERR_LIMIT for a limit,
 *          ERR_SYNTAX for damage, ERR_IO for the machine's fault.
 * Threads: no shared state. No other program is ever started.
 */
#ifndef FORMATS_TARBALL_H
#define FORMATS_TARBALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;

/* Ceilings of what is read. A ratio is bytes out per byte of the archive read
 * so far, looked at once more than TARBALL_RATIO_FROM came out. */
#define TARBALL_MEMBERS_MAX 20000
#define TARBALL_MEMBER_MAX  ((int64_t)1 << 40) /* bytes */
#define TARBALL_TOTAL_MAX   ((int64_t)4 << 40) /* bytes */
#define TARBALL_RATIO_MAX   200
#define TARBALL_RATIO_FROM  ((int64_t)1 << 20) /* bytes */

struct tarball_limits {
    size_t members; /* files and folders */
    int64_t member_bytes;
    int64_t total_bytes;
    int64_t ratio;
};

enum tarball_kind {
    TARBALL_NONE, /* something else, perhaps a compressed single file */
    TARBALL_TAR,
    TARBALL_TAR_GZ,
    TARBALL_TAR_ZST,
    TARBALL_ZIP,
    TARBALL_FOREIGN, /* an archive, or compression, that is not read */
};

/* What the file is. ERR_IO only; a damaged archive is still its kind. */
int tarball_detect(enum tarball_kind *out, const char *path, struct err *e);

/* From the end of a name, to choose what to write: ".tar", ".tar.gz", ".tgz",
 * ".tar.zst", ".zip". TARBALL_NONE for any other. */
enum tarball_kind tarball_kind_of_name(const char *name);

struct tarball_member {
    const char *name; /* without "./" in front and "/" at the end */
    bool is_dir;
    int64_t size_bytes; /* as read, 0 for a folder */
};

/* Called after each member was read whole; -1 with *e set stops. */
typedef int (*tarball_fn)(void *arg, const struct tarball_member *m,
                          struct err *e);

struct tarball_summary {
    char sha256[65]; /* of the archive's octets, to its very end */
    enum tarball_kind kind;
    size_t files;
    int64_t bytes; /* of all files together */
};

/* Read all members, writing nothing. `each` may be NULL; `limits` NULL means
 * the ceilings above. */
int tarball_list(struct tarball_summary *out, const char *path,
                 const struct tarball_limits *limits, tarball_fn each,
                 void *arg, struct err *e);

/* Extract below the existing folder `dir`, which should be empty. */
int tarball_extract(struct tarball_summary *out, const char *path,
                    const char *dir, const struct tarball_limits *limits,
                    struct err *e);

/*
 * Write the files `name[0..n)` below `dir` to `path`, in that order, so that
 * at any moment either the old `path` or the whole new one is there. Names
 * obey path_check_name(). `kind` is one of those that are read.
 */
int tarball_write(const char *path, enum tarball_kind kind, const char *dir,
                  const char *const *name, size_t n, struct err *e);

#endif
