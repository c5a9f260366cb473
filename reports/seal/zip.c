/*
 * The reader takes from each header only the name, the size and the checksum,
 * tells apart the mistakes that deserve a reason of their own, then builds the
 * header that the writer would have made and compares all of its bytes: a field
 * that nobody looked at can not differ.
 */
#include "reports/seal/zip.h"

#include <stdbool.h>
#include <string.h>

#include <libdeflate.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/le.h"
#include "base/path.h"

/* Sizes and places of fields, APPNOTE.TXT 4.3.7, 4.3.12 and 4.3.16. */
#define LOCAL_SIZE    30
#define LOCAL_FLAGS   6
#define LOCAL_METHOD  8
#define LOCAL_CRC     14
#define LOCAL_SIZES   18
#define LOCAL_NAME    26
#define LOCAL_EXTRA   28
#define CENTRAL_SIZE  46
#define END_SIZE      22
#define SIG_LOCAL     UINT32_C(0x04034b50)
#define SIG_CENTRAL   UINT32_C(0x02014b50)
#define SIG_END       UINT32_C(0x06054b50)
#define VERSION       10   /* 1.0: stored files */
#define DATE          0x21 /* 1980-01-01 */
#define FLAG_CRYPT    0x0001
#define FLAG_DESCR    0x0008
#define METHOD_STORED 0

/* CRC-32 (ISO 3309). */
static uint32_t crc32_of(const void *p, size_t n)
{
    return libdeflate_crc32(0, p, n);
}

static void put16(unsigned char *p, size_t v)
{
    p[0] = (unsigned char)(v & 255);
    p[1] = (unsigned char)(v >> 8 & 255);
}

static void put32(unsigned char *p, size_t v)
{
    put16(p, v & 0xffff);
    put16(p + 2, v >> 16 & 0xffff);
}

/* The 26 bytes that local and central headers share: version needed, flags,
 * method, time, date, CRC, sizes, lengths of name and extra field. */
static void put_common(unsigned char *p, const struct zip_entry *z,
                       uint32_t crc)
{
    memset(p, 0, 26);
    put16(p, VERSION);
    put16(p + 8, DATE);
    put32(p + 10, crc);
    put32(p + 14, z->len);
    put32(p + 18, z->len);
    put16(p + 22, strlen(z->name));
}

static void put_local(unsigned char p[LOCAL_SIZE], const struct zip_entry *z,
                      uint32_t crc)
{
    put32(p, SIG_LOCAL);
    put_common(p + 4, z, crc);
}

static void put_central(unsigned char p[CENTRAL_SIZE],
                        const struct zip_entry *z, uint32_t crc, size_t at)
{
    memset(p, 0, CENTRAL_SIZE);
    put32(p, SIG_CENTRAL);
    put16(p + 4, VERSION);
    put_common(p + 6, z, crc);
    put32(p + 42, at);
}

static void put_end(unsigned char p[END_SIZE], size_t n, size_t central,
                    size_t central_len)
{
    memset(p, 0, END_SIZE);
    put32(p, SIG_END);
    put16(p + 8, n);
    put16(p + 10, n);
    put32(p + 12, central_len);
    put32(p + 16, central);
}

/* Without regard to case and locale; names are ASCII. */
static bool same_name(const char *a, const char *b)
{
    for (;; a++, b++) {
        int x = *a >= 'A' && *a <= 'Z' ? *a + ('a' - 'A') : *a;
        int y = *b >= 'A' && *b <= 'Z' ? *b + ('a' - 'A') : *b;

        if (x != y)
            return false;
        if (x == '\0')
            return true;
    }
}

static int check_unique(const struct zip_entry *a, size_t n, const char *name,
                        struct err *e)
{
    for (size_t i = 0; i < n; i++)
        if (same_name(a[i].name, name))
            return err_set(e, ERR_REFUSED,
                           "the container holds two members with the name '%s'",
                           name);
    return 0;
}

static int too_many(struct err *e)
{
    return err_set(e, ERR_LIMIT, "the container has more than %d members",
                   ZIP_ENTRIES_MAX);
}

static int too_large(struct err *e)
{
    return err_set(e, ERR_LIMIT, "the container is larger than %zu bytes",
                   ZIP_BYTES_MAX);
}

/* Bytes of the whole archive; ERR_LIMIT above the ceiling. */
static int check_entries(const struct zip_entry *a, size_t n, struct err *e)
{
    size_t total = END_SIZE;

    if (n > ZIP_ENTRIES_MAX)
        return too_many(e);
    for (size_t i = 0; i < n; i++) {
        if (path_check_name(a[i].name, e) || check_unique(a, i, a[i].name, e))
            return -1;
        if (a[i].len > ZIP_BYTES_MAX)
            return too_large(e);
        total += LOCAL_SIZE + CENTRAL_SIZE + 2 * strlen(a[i].name) + a[i].len;
        if (total > ZIP_BYTES_MAX)
            return too_large(e);
    }
    return 0;
}

int zip_write(struct buf *out, const struct zip_entry *a, size_t n,
              struct err *e)
{
    unsigned char h[CENTRAL_SIZE];
    uint32_t crc[ZIP_ENTRIES_MAX];
    size_t at[ZIP_ENTRIES_MAX];
    size_t central;
    size_t central_len;

    if (check_entries(a, n, e))
        return -1;
    for (size_t i = 0; i < n; i++) {
        at[i] = out->n;
        crc[i] = crc32_of(a[i].data, a[i].len);
        put_local(h, &a[i], crc[i]);
        buf_add(out, h, LOCAL_SIZE);
        buf_str(out, a[i].name);
        buf_add(out, a[i].data, a[i].len);
    }
    central = out->n;
    for (size_t i = 0; i < n; i++) {
        put_central(h, &a[i], crc[i], at[i]);
        buf_add(out, h, CENTRAL_SIZE);
        buf_str(out, a[i].name);
    }
    central_len = out->n - central;
    put_end(h, n, central, central_len);
    buf_add(out, h, END_SIZE);
    return buf_check(out, e);
}

struct reader {
    const unsigned char *p;
    size_t len;
    size_t at;
    uint32_t crc[ZIP_ENTRIES_MAX];
    size_t start[ZIP_ENTRIES_MAX];
    size_t cap;
};

static bool is_next(const struct reader *r, uint32_t sig)
{
    return r->len - r->at >= 4 && le32(r->p + r->at) == sig;
}

static int cut_off(struct err *e)
{
    return err_set(e, ERR_REFUSED, "the container is cut off");
}

static int never_written(const char *name, struct err *e)
{
    return err_set(e, ERR_REFUSED,
                   "the header of the member '%s' has fields that a sealed "
                   "container of this program never has: a time, attributes, "
                   "extra data, or a size, name or place that does not agree "
                   "with the member",
                   name);
}

/* What other programs write, and what hides things, by name. */
static int check_kind(const unsigned char *h, struct err *e)
{
    unsigned flags = le16(h + LOCAL_FLAGS);

    if (flags & FLAG_CRYPT)
        return err_set(e, ERR_REFUSED,
                       "a member of the container is "
                       "encrypted");
    if (flags & FLAG_DESCR)
        return err_set(e, ERR_REFUSED,
                       "a member of the container hides its size behind its "
                       "contents (data descriptor): this program did not make "
                       "this container");
    if (le16(h + LOCAL_METHOD) != METHOD_STORED)
        return err_set(e, ERR_REFUSED,
                       "a member of the container is compressed: this program "
                       "did not make this container");
    if (le16(h + LOCAL_EXTRA) != 0)
        return err_set(e, ERR_REFUSED,
                       "a member of the container has an extra field: this "
                       "program did not make this container");
    if (le32(h + LOCAL_SIZES) != le32(h + LOCAL_SIZES + 4))
        return err_set(e, ERR_REFUSED,
                       "a member of the container has two different sizes");
    return 0;
}

static int read_name(struct zip *z, struct zip_entry *entry,
                     const unsigned char *name, size_t len, struct err *e)
{
    char *copy;

    if (memchr(name, '\0', len))
        return err_set(e, ERR_REFUSED, "a file name holds a NUL byte");
    copy = arena_strndup(&z->arena, (const char *)name, len, e);
    if (!copy || path_check_name(copy, e) ||
        check_unique(z->a, z->n - 1, copy, e))
        return -1;
    entry->name = copy;
    return 0;
}

static int check_crc(const struct zip_entry *entry, uint32_t crc, struct err *e)
{
    if (crc32_of(entry->data, entry->len) != crc)
        return err_set(e, ERR_REFUSED,
                       "the checksum of the member '%s' does not agree with "
                       "its contents",
                       entry->name);
    return 0;
}

static int read_local(struct zip *z, struct reader *r, struct err *e)
{
    unsigned char want[LOCAL_SIZE];
    const unsigned char *h = r->p + r->at;
    size_t left = r->len - r->at;
    size_t name_len;
    struct zip_entry *entry;
    uint32_t crc;

    if (left < LOCAL_SIZE)
        return cut_off(e);
    if (z->n == ZIP_ENTRIES_MAX)
        return too_many(e);
    if (check_kind(h, e))
        return -1;
    entry = arena_push(&z->arena, &z->a, &z->n, &r->cap, sizeof *z->a, e);
    if (!entry)
        return -1;
    name_len = le16(h + LOCAL_NAME);
    entry->len = le32(h + LOCAL_SIZES);
    if (left - LOCAL_SIZE < name_len ||
        left - LOCAL_SIZE - name_len < entry->len)
        return cut_off(e);
    if (read_name(z, entry, h + LOCAL_SIZE, name_len, e))
        return -1;
    entry->data = h + LOCAL_SIZE + name_len;
    crc = le32(h + LOCAL_CRC);
    put_local(want, entry, crc);
    if (memcmp(want, h, LOCAL_SIZE) != 0)
        return never_written(entry->name, e);
    r->crc[z->n - 1] = crc;
    r->start[z->n - 1] = r->at;
    r->at += LOCAL_SIZE + name_len + entry->len;
    return check_crc(entry, crc, e);
}

static int read_central(const struct zip *z, struct reader *r, struct err *e)
{
    unsigned char want[CENTRAL_SIZE];

    for (size_t i = 0; i < z->n; i++) {
        const unsigned char *h = r->p + r->at;
        size_t name_len = strlen(z->a[i].name);

        if (r->len - r->at < CENTRAL_SIZE + name_len)
            return cut_off(e);
        put_central(want, &z->a[i], r->crc[i], r->start[i]);
        if (memcmp(want, h, CENTRAL_SIZE) != 0 ||
            memcmp(z->a[i].name, h + CENTRAL_SIZE, name_len) != 0)
            return never_written(z->a[i].name, e);
        r->at += CENTRAL_SIZE + name_len;
    }
    return 0;
}

static int read_end(const struct zip *z, struct reader *r, size_t central,
                    struct err *e)
{
    unsigned char want[END_SIZE];

    if (r->len - r->at < END_SIZE)
        return cut_off(e);
    put_end(want, z->n, central, r->at - central);
    if (memcmp(want, r->p + r->at, END_SIZE) != 0)
        return err_set(e, ERR_REFUSED,
                       "the directory at the end of the container does not "
                       "agree with its members");
    if (r->len - r->at != END_SIZE)
        return err_set(e, ERR_REFUSED,
                       "the container goes on after its end: %zu bytes",
                       r->len - r->at - END_SIZE);
    return 0;
}

int zip_read(struct zip *out, const void *bytes, size_t len, struct err *e)
{
    struct reader r = {.p = bytes, .len = len};
    struct zip z = {0};
    size_t central;
    int rc = -1;

    if (len > ZIP_BYTES_MAX) {
        too_large(e);
        goto done;
    }
    if (!is_next(&r, SIG_LOCAL)) {
        err_set(e, ERR_REFUSED,
                "not a sealed container: it does not begin with a ZIP member");
        goto done;
    }
    while (is_next(&r, SIG_LOCAL))
        if (read_local(&z, &r, e))
            goto done;
    if (!is_next(&r, SIG_CENTRAL)) {
        err_set(e, ERR_REFUSED,
                "the container holds bytes that belong to no member, at "
                "offset %zu",
                r.at);
        goto done;
    }
    central = r.at;
    if (read_central(&z, &r, e) || read_end(&z, &r, central, e))
        goto done;
    *out = z;
    z = (struct zip){0};
    rc = 0;
done:
    zip_release(&z);
    return rc;
}

void zip_release(struct zip *z)
{
    arena_release(&z->arena);
    *z = (struct zip){0};
}

const struct zip_entry *zip_find(const struct zip *z, const char *name)
{
    for (size_t i = 0; i < z->n; i++)
        if (strcmp(z->a[i].name, name) == 0)
            return &z->a[i];
    return NULL;
}
