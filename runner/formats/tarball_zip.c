/*
 * The central directory of a zip archive, walked before libarchive sees it
 * (PKWARE APPNOTE 4.3.6 to 4.3.16). libarchive reads the whole directory into
 * memory, believes no count and forgives what stands before or after the
 * archive; here the directory must begin and end where the end record says,
 * the end record must be the end of the file, its count must be true, and each
 * member must agree with its record and lie after the member before it.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/le.h"
#include "base/path.h"
#include "formats/tarball_internal.h"

#define END_LEN       22 /* without its comment */
#define COMMENT_MAX   65535
#define LOCATOR_LEN   20
#define END64_LEN     56
#define CENTRAL_LEN   46
#define CENTRAL_MAX   (CENTRAL_LEN + 3 * 65535)
#define LOCAL_LEN     30
#define NAME_MAX_LEN  (PATH_NAME_MAX + 2) /* "./" and "/" beside the name */
#define MAGIC_LOCAL   UINT32_C(0x04034b50)
#define MAGIC_END     UINT32_C(0x06054b50)
#define MAGIC_END64   UINT32_C(0x06064b50)
#define MAGIC_LOCATOR UINT32_C(0x07064b50)
#define MAGIC_CENTRAL UINT32_C(0x02014b50)
#define ALL32         UINT32_C(0xffffffff)
#define ALL16         UINT32_C(0xffff)

/* What the end record says. */
struct zip_end {
    int64_t at; /* where the directory must end */
    uint64_t members;
    uint64_t start;
    uint64_t bytes;
};

static int damaged(struct err *e)
{
    return err_set(e, ERR_SYNTAX,
                   "the directory of the zip archive is damaged or does not "
                   "agree with its members; pack the files again");
}

static int read_at(void *out, size_t n, int fd, int64_t at, struct err *e)
{
    ssize_t got = pread(fd, out, n, (off_t)at);

    if (got < 0)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    return (size_t)got == n ? 0 : damaged(e);
}

/* Zip64: larger numbers, in a second end record that a locator in front of the
 * first one points to. `rec` is the first end record, at `end->at`. */
static int read_end64(struct zip_end *end, int fd, struct err *e)
{
    unsigned char loc[LOCATOR_LEN];
    unsigned char rec[END64_LEN];
    uint64_t at;

    if (end->at < LOCATOR_LEN + END64_LEN)
        return damaged(e);
    if (read_at(loc, sizeof loc, fd, end->at - LOCATOR_LEN, e))
        return -1;
    at = le64(loc + 8);
    if (le32(loc) != MAGIC_LOCATOR ||
        at > (uint64_t)(end->at - LOCATOR_LEN - END64_LEN))
        return damaged(e);
    if (read_at(rec, sizeof rec, fd, (int64_t)at, e))
        return -1;
    if (le32(rec) != MAGIC_END64 || le32(rec + 16) != 0 ||
        le32(rec + 20) != 0 || le64(rec + 24) != le64(rec + 32))
        return damaged(e);
    *end = (struct zip_end){.at = (int64_t)at,
                            .members = le64(rec + 32),
                            .bytes = le64(rec + 40),
                            .start = le64(rec + 48)};
    return 0;
}

/* The end record in the last `n` bytes, `tail`, of a file of `size` bytes. */
static int find_end(struct zip_end *end, const unsigned char *tail, size_t n,
                    int64_t size, int fd, struct err *e)
{
    const unsigned char *p = NULL;

    for (size_t i = END_LEN; i <= n && !p; i++) {
        const unsigned char *q = tail + n - i;

        if (le32(q) == MAGIC_END)
            p = q;
    }
    if (!p || le16(p + 20) != (size_t)(tail + n - p) - END_LEN)
        return err_set(e, ERR_SYNTAX,
                       "the zip archive has no end record as its last bytes: "
                       "it was cut short, or something was appended; copy it "
                       "again");
    if (le16(p + 4) != 0 || le16(p + 6) != 0 || le16(p + 8) != le16(p + 10))
        return err_set(e, ERR_REFUSED,
                       "the archive is one volume of several; pack it as a "
                       "single file");
    *end = (struct zip_end){.at = size - (int64_t)n + (p - tail),
                            .members = le16(p + 10),
                            .bytes = le32(p + 12),
                            .start = le32(p + 16)};
    if (end->members == ALL16 || end->bytes == ALL32 || end->start == ALL32)
        return read_end64(end, fd, e);
    return 0;
}

static int read_end(struct zip_end *end, int fd, struct err *e)
{
    struct stat st;
    unsigned char *tail = NULL;
    size_t n = END_LEN + COMMENT_MAX;
    int rc = -1;

    if (fstat(fd, &st))
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    if ((int64_t)st.st_size < (int64_t)n)
        n = (size_t)st.st_size;
    tail = malloc(n + 1);
    if (!tail)
        return err_nomem(e);
    if (read_at(tail, n, fd, (int64_t)st.st_size - (int64_t)n, e) == 0)
        rc = find_end(end, tail, n, (int64_t)st.st_size, fd, e);
    free(tail);
    return rc;
}

/* What the directory says of one member. */
struct zip_member {
    unsigned char rec[CENTRAL_LEN];
    int64_t at;     /* of its record */
    int64_t len;    /* of its record */
    int64_t local;  /* offset of its own header; -1: in a zip64 field */
    int64_t packed; /* bytes; 0: in a zip64 field */
    int64_t bytes;  /* unpacked; 0: in a zip64 field */
};

static int read_central(struct zip_member *m, int fd, int64_t at, struct err *e)
{
    const unsigned char *p = m->rec;

    if (read_at(m->rec, sizeof m->rec, fd, at, e))
        return -1;
    if (le32(p) != MAGIC_CENTRAL)
        return damaged(e);
    m->at = at;
    m->len = (int64_t)CENTRAL_LEN + le16(p + 28) + le16(p + 30) + le16(p + 32);
    m->packed = le32(p + 20) == ALL32 ? 0 : le32(p + 20);
    m->bytes = le32(p + 24) == ALL32 ? 0 : le32(p + 24);
    m->local = le32(p + 42) == ALL32 ? -1 : (int64_t)le32(p + 42);
    return 0;
}

/*
 * The member's own header must tell the same as the directory: programs differ
 * in which of the two they believe. *free_at is where the member before it
 * ends: members that overlap are how small archives expand to huge ones.
 */
static int check_local(int64_t *free_at, const struct zip_member *m, int fd,
                       struct err *e)
{
    unsigned char rec[LOCAL_LEN];
    char name[NAME_MAX_LEN];
    char again[NAME_MAX_LEN];
    size_t n = le16(m->rec + 28);

    if (m->local < 0)
        return 0;
    if (read_at(rec, sizeof rec, fd, m->local, e))
        return -1;
    if (le32(rec) != MAGIC_LOCAL || le16(rec + 26) != n ||
        le16(rec + 6) != le16(m->rec + 8) || le16(rec + 8) != le16(m->rec + 10))
        return damaged(e);
    if (n > sizeof name)
        return 0; /* it will be refused for its name */
    if (read_at(name, n, fd, m->at + CENTRAL_LEN, e) ||
        read_at(again, n, fd, m->local + LOCAL_LEN, e))
        return -1;
    if (memcmp(name, again, n) != 0 || m->local < *free_at)
        return damaged(e);
    *free_at = m->local + LOCAL_LEN + (int64_t)n + le16(rec + 28) + m->packed;
    return 0;
}

int tarball_zip_check(int64_t *total, int fd, size_t members_max, struct err *e)
{
    struct zip_end end = {0};
    int64_t at;
    int64_t free_at = 0;

    *total = 0;
    if (read_end(&end, fd, e))
        return -1;
    if (end.members > members_max)
        return err_set(e, ERR_LIMIT, "the archive holds more than %zu members",
                       members_max);
    if (end.bytes > end.members * CENTRAL_MAX || end.start > (uint64_t)end.at ||
        end.bytes != (uint64_t)end.at - end.start)
        return damaged(e);
    at = (int64_t)end.start;
    for (uint64_t i = 0; i < end.members; i++) {
        struct zip_member m = {0};

        if (read_central(&m, fd, at, e) || check_local(&free_at, &m, fd, e))
            return -1;
        at += m.len;
        *total += m.bytes; /* at most members_max * 2^32 */
    }
    return at == end.at && free_at <= (int64_t)end.start ? 0 : damaged(e);
}
