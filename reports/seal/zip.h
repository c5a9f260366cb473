/*
 * zip -- ZIP archives (PKWARE APPNOTE.TXT 6.3) of one exact form, written and
 * read from memory.
 *
 * The form: entries stored (not compressed), no gap, no byte before the first
 * or after the last, no extra field, comment, data descriptor, attribute or
 * ZIP64 record; version 1.0, time 1980-01-01 00:00, flags 0 (names are ASCII).
 * Everything but names and contents is fixed, so the same entries give the same
 * bytes, and a first entry `mimetype` puts its name at offset 30 and its
 * content at offset 38, where ETSI EN 319 162-1 (A.1) and file(1) look for it.
 *
 * The reader accepts what the writer can write, and nothing else: an archive
 * that was read equals zip_write() of its entries. An archive made by another
 * program is refused, with the first difference as the reason.
 *
 * Nothing is ever written to disk.
 */
#ifndef REPORTS_SEAL_ZIP_H
#define REPORTS_SEAL_ZIP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct buf;
struct err;

#define ZIP_ENTRIES_MAX 80
#define ZIP_BYTES_MAX   ((size_t)1 << 30) /* of a whole archive */

struct zip_entry {
    const char *name; /* path_check_name(); unique, also without case */
    const void *data;
    size_t len; /* bytes */
};

struct zip {
    struct arena arena; /* names and the list */
    struct zip_entry *a;
    size_t n;
};

/* Adds the archive to `out`, which must be empty. ERR_REFUSED for a name,
 * ERR_LIMIT for too many entries or bytes. */
int zip_write(struct buf *out, const struct zip_entry *a, size_t n,
              struct err *e);

/*
 * The entries in their order. Their data point into `bytes`, which must
 * outlive *out. ERR_REFUSED with the rule that is broken, ERR_LIMIT.
 */
int zip_read(struct zip *out, const void *bytes, size_t len, struct err *e);
void zip_release(struct zip *z);

/* By exact name; NULL when there is none. */
const struct zip_entry *zip_find(const struct zip *z, const char *name);

#endif
