/*
 * What a file is, from its first bytes. A tar archive has no magic number of
 * its own that is always there, but each of its headers has a check sum; below
 * compression the first header is looked at through libarchive's "raw" format.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/tarball_internal.h"

#define SUM_AT      148 /* of the check sum in a tar header */
#define SUM_LEN     8
#define TYPE_AT     156
#define MAGIC_AT    257
#define READ_BLOCK  10240
#define ZIP_LOCAL   "PK\003\004"
#define ZIP_EMPTY   "PK\005\006"
#define ZIP_SPANNED "PK\007\010"

enum tarball_kind tarball_kind_of_name(const char *name)
{
    static const struct {
        const char *end;
        enum tarball_kind kind;
    } row[] = {
        {".tar",     TARBALL_TAR    },
        {".tar.gz",  TARBALL_TAR_GZ },
        {".tgz",     TARBALL_TAR_GZ },
        {".tar.zst", TARBALL_TAR_ZST},
        {".zip",     TARBALL_ZIP    },
    };

    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        if (path_ends(name, row[i].end))
            return row[i].kind;
    }
    return TARBALL_NONE;
}

/* libarchive answers ARCHIVE_WARN when it would start another program. */
int tarball_allow_filter(struct archive *a, enum tarball_kind kind,
                         struct err *e)
{
    int answer = ARCHIVE_OK;

    if (kind == TARBALL_TAR_GZ)
        answer = archive_read_support_filter_gzip(a);
    else if (kind == TARBALL_TAR_ZST)
        answer = archive_read_support_filter_zstd(a);
    if (answer != ARCHIVE_OK)
        return err_set(e, ERR_MISSING,
                       "this machine's archive library can not read this "
                       "compression by itself; use .tar instead");
    return 0;
}

/* The check sum of a header: its bytes added up, the sum itself as blanks.
 * Some old programs added signed bytes. */
static bool has_tar_sum(const unsigned char *h)
{
    int64_t stated = 0;
    int64_t plain = 0;
    int64_t with_sign = 0;
    size_t i = SUM_AT;

    while (i < SUM_AT + SUM_LEN && h[i] == ' ')
        i++;
    for (; i < SUM_AT + SUM_LEN && h[i] >= '0' && h[i] <= '7'; i++)
        stated = stated * 8 + (h[i] - '0');
    for (i = 0; i < TARBALL_BLOCK; i++) {
        bool in_sum = i >= SUM_AT && i < SUM_AT + SUM_LEN;
        int c = in_sum ? ' ' : h[i];

        plain += c;
        with_sign += c < 128 ? c : c - 256;
    }
    return stated == plain || stated == with_sign;
}

/* An archive without members is blocks of zeros, as many other files are: it
 * is no tar archive here. */
static bool is_tar(const unsigned char *h, size_t n)
{
    if (n < TARBALL_BLOCK)
        return false;
    return memcmp(h + MAGIC_AT, "ustar", 5) == 0 || has_tar_sum(h);
}

static int refuse_volume(struct err *e)
{
    return err_set(e, ERR_REFUSED,
                   "the archive is one volume of several; pack it as a single "
                   "file");
}

/* GNU tar: 'M' continues the last file of the volume before, 'V' names a
 * volume. */
static bool continues(const unsigned char *h)
{
    return h[TYPE_AT] == 'M' || h[TYPE_AT] == 'V';
}

/* The first bytes of what is in the compressed file; *n is 0 when it can not
 * be decompressed. */
static int peek(unsigned char *out, size_t *n, int fd, enum tarball_kind kind,
                struct err *e)
{
    struct archive *a = archive_read_new();
    struct archive_entry *entry;
    const void *block;
    la_int64_t at;
    size_t len;
    int rc = -1;

    *n = 0;
    if (!a)
        return err_nomem(e);
    if (lseek(fd, 0, SEEK_SET) < 0) {
        err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
        goto done;
    }
    if (tarball_allow_filter(a, kind, e))
        goto done;
    if (archive_read_support_format_raw(a) == ARCHIVE_OK &&
        archive_read_open_fd(a, fd, READ_BLOCK) == ARCHIVE_OK &&
        archive_read_next_header(a, &entry) == ARCHIVE_OK) {
        while (*n < TARBALL_BLOCK &&
               archive_read_data_block(a, &block, &len, &at) == ARCHIVE_OK) {
            if (len > TARBALL_BLOCK - *n)
                len = TARBALL_BLOCK - *n;
            memcpy(out + *n, block, len);
            *n += len;
        }
    }
    rc = 0;
done:
    archive_read_free(a);
    return rc;
}

/* By the first bytes alone; TARBALL_NONE when they say nothing. */
static enum tarball_kind kind_of_magic(const unsigned char *h, size_t n)
{
    static const struct {
        const char *magic;
        size_t len;
        enum tarball_kind kind;
    } row[] = {
        {"\x1f\x8b",           2, TARBALL_TAR_GZ },
        {"\x28\xb5\x2f\xfd",   4, TARBALL_TAR_ZST},
        {ZIP_LOCAL,            4, TARBALL_ZIP    },
        {ZIP_EMPTY,            4, TARBALL_ZIP    },
        {ZIP_SPANNED,          4, TARBALL_ZIP    },
        {"\xfd"
         "7zXZ",      5, TARBALL_FOREIGN},
        {"BZh",                3, TARBALL_FOREIGN},
        {"7z\xbc\xaf\x27\x1c", 6, TARBALL_FOREIGN},
        {"Rar!\x1a\x07",       6, TARBALL_FOREIGN},
        {"\x04\x22\x4d\x18",   4, TARBALL_FOREIGN}, /* lz4 */
        {"LZIP",               4, TARBALL_FOREIGN},
        {"\x1f\x9d",           2, TARBALL_FOREIGN}, /* compress */
        {"MSCF",               4, TARBALL_FOREIGN}, /* cabinet */
        {"070701",             6, TARBALL_FOREIGN}, /* cpio */
        {"070707",             6, TARBALL_FOREIGN},
        {"!<arch>\n",          8, TARBALL_FOREIGN},
        {"begin 6",            7, TARBALL_FOREIGN}, /* uuencode */
    };

    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        if (n >= row[i].len && memcmp(h, row[i].magic, row[i].len) == 0)
            return row[i].kind;
    }
    return TARBALL_NONE;
}

int tarball_sniff(enum tarball_kind *out, int fd, struct err *e)
{
    unsigned char head[TARBALL_BLOCK] = {0};
    ssize_t got = pread(fd, head, sizeof head, 0);
    enum tarball_kind kind;
    size_t n;

    if (got < 0)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    n = (size_t)got;
    kind = kind_of_magic(head, n);
    if (kind == TARBALL_ZIP && memcmp(head, ZIP_SPANNED, 4) == 0)
        return refuse_volume(e);
    if ((kind == TARBALL_TAR_GZ || kind == TARBALL_TAR_ZST) &&
        peek(head, &n, fd, kind, e))
        return -1;
    if (kind == TARBALL_TAR_GZ || kind == TARBALL_TAR_ZST)
        kind = is_tar(head, n) ? kind : TARBALL_NONE;
    else if (kind == TARBALL_NONE)
        kind = is_tar(head, n) ? TARBALL_TAR : TARBALL_NONE;
    if (kind != TARBALL_NONE && kind != TARBALL_ZIP &&
        kind != TARBALL_FOREIGN && continues(head))
        return refuse_volume(e);
    *out = kind;
    return 0;
}

int tarball_detect(enum tarball_kind *out, const char *path, struct err *e)
{
    int fd = path_open_read(path, e);
    int rc;

    if (fd < 0)
        return -1;
    rc = tarball_sniff(out, fd, e);
    (void)close(fd);
    return rc ? err_at(e, path, 0, 0) : 0;
}
