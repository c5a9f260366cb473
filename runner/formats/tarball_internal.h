/* tarball_internal -- what the files of module tarball share. */
#ifndef FORMATS_TARBALL_INTERNAL_H
#define FORMATS_TARBALL_INTERNAL_H

#include <stdint.h>

#include "base/arena.h"
#include "formats/tarball.h"

struct archive;
struct archive_entry;
struct err;

#define TARBALL_BLOCK 512 /* bytes of a tar header */

/* What `fd` holds; its place in the file is left anywhere. */
int tarball_sniff(enum tarball_kind *out, int fd, struct err *e);

/* Let `a` undo this kind's compression, and no other. */
int tarball_allow_filter(struct archive *a, enum tarball_kind kind,
                         struct err *e);

/* Is the member at hand of a type, size and compression that is accepted? */
int tarball_check_member(struct archive *a, struct archive_entry *entry,
                         int64_t max_bytes, struct err *e);

/*
 * Walk the central directory of a zip archive before libarchive does: it must
 * be whole, on one volume, end where the file ends, and name no more than
 * `members_max` members. *total receives the bytes that it promises.
 */
int tarball_zip_check(int64_t *total, int fd, size_t members_max,
                      struct err *e);

/* The members seen so far; folders above a member count as seen. */
struct nameset {
    struct arena arena;
    struct nameset_entry **slot; /* NAMESET_SLOTS */
};

int nameset_init(struct nameset *s, struct err *e);
/* A name seen before, in this or another case, is an ERR_REFUSED, but for a
 * folder that is named again. */
int nameset_add(struct nameset *s, const char *name, bool is_dir,
                struct err *e);
void nameset_release(struct nameset *s);

/* "./a/b/" to "a/b" in out[PATH_NAME_MAX + 1], checked by path_check_name();
 * "" for the root folder itself. */
int tarball_clean_name(char *out, const char *name, bool is_dir, struct err *e);

#endif
