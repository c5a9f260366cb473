/*
 * What an archive may hold: regular files and folders, plain ones.
 */
#include <inttypes.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/err.h"
#include "formats/tarball_internal.h"

/* What no archive may hold, by the type of the member. */
static int check_type(struct archive_entry *entry, struct err *e)
{
    if (archive_entry_hardlink(entry))
        return err_set(e, ERR_REFUSED,
                       "an archive may not hold hard links; pack the file "
                       "itself");
    switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    case AE_IFDIR:
        return 0;
    case AE_IFLNK:
        return err_set(e, ERR_REFUSED,
                       "an archive may not hold symbolic links; pack the file "
                       "itself");
    case AE_IFCHR:
    case AE_IFBLK:
        return err_set(e, ERR_REFUSED, "an archive may not hold device nodes");
    case AE_IFIFO:
        return err_set(e, ERR_REFUSED, "an archive may not hold pipes");
    case AE_IFSOCK:
        return err_set(e, ERR_REFUSED, "an archive may not hold sockets");
    default:
        return err_set(e, ERR_REFUSED,
                       "an archive may hold files and folders only");
    }
}

/* Zip knows a dozen methods; two are everywhere. libarchive gives the method
 * of the member at hand in brackets: "ZIP 2.0 (deflation)". */
static int check_method(struct archive *a, struct err *e)
{
    const char *name = archive_format_name(a);

    if (!name || strncmp(name, "ZIP ", 4) != 0 || strstr(name, "(deflation)") ||
        strstr(name, "(uncompressed)"))
        return 0;
    return err_set(e, ERR_REFUSED,
                   "the member is compressed by a method other than deflate; "
                   "pack it with the usual settings of zip");
}

int tarball_check_member(struct archive *a, struct archive_entry *entry,
                         int64_t max_bytes, struct err *e)
{
    int64_t size = archive_entry_size(entry);

    if (check_type(entry, e))
        return -1;
    if (archive_entry_is_encrypted(entry))
        return err_set(e, ERR_REFUSED,
                       "an archive may not hold encrypted members");
    if (archive_entry_sparse_count(entry) > 0)
        return err_set(e, ERR_REFUSED,
                       "an archive may not hold sparse members; pack without "
                       "--sparse");
    if (size < 0)
        return err_set(e, ERR_SYNTAX, "the member has a negative size");
    if (size > 0 && archive_entry_filetype(entry) == AE_IFDIR)
        return err_set(e, ERR_REFUSED,
                       "a folder of the archive has content of its own");
    if (size > max_bytes)
        return err_set(e, ERR_LIMIT,
                       "the member is larger than %" PRId64 " bytes",
                       max_bytes);
    return check_method(a, e);
}
