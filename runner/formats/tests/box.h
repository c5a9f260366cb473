/*
 * box -- a folder to extract to, with a sentinel around it; and archives as
 * libarchive writes them.
 */
#ifndef FORMATS_TESTS_BOX_H
#define FORMATS_TESTS_BOX_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/tests/t.h"
#include "formats/tarball.h"

/* A folder for one test: "box" is extracted to, "around" is the sentinel. */
struct place {
    char top[64];
    char box[80];
    char file[80];
};

static inline int set_up(void **state)
{
    static struct place p;
    struct err e = {0};

    (void)snprintf(p.top, sizeof p.top, "/tmp/test-tarball-XXXXXX");
    assert_non_null(mkdtemp(p.top));
    (void)snprintf(p.box, sizeof p.box, "%s/box", p.top);
    (void)snprintf(p.file, sizeof p.file, "%s/in", p.top);
    assert_int_equal(path_make_dirs(p.box, &e), 0);
    *state = &p;
    return 0;
}

static inline int tear_down(void **state)
{
    struct place *p = *state;
    struct err e = {0};

    assert_int_equal(path_remove_tree(p->top, &e), 0);
    return 0;
}

static inline void put(const struct place *p, const struct buf *b)
{
    FILE *out = fopen(p->file, "wb");

    assert_non_null(out);
    assert_false(b->failed);
    assert_int_equal(fwrite(b->s, 1, b->n, out), b->n);
    assert_int_equal(fclose(out), 0);
}

/* An empty box again. */
static inline void clear(const struct place *p)
{
    struct err e = {0};

    assert_int_equal(path_remove_tree(p->box, &e), 0);
    assert_int_equal(path_make_dirs(p->box, &e), 0);
}

/* Only the archive and the box are in the folder around it. */
static inline void nothing_escaped(const struct place *p)
{
    struct err e = {0};
    char **name = NULL;
    size_t n = 0;

    clear(p);
    assert_int_equal(path_walk(&name, &n, p->top, 10, &e), 0);
    assert_int_equal(n, 1);
    assert_string_equal(name[0], "in");
    free(name);
}

static inline void refused(const struct place *p, enum err_code code,
                           const char *why, const char *member)
{
    struct tarball_summary sum = {0};
    struct err e = {0};
    struct err listed = {0};

    if (tarball_extract(&sum, p->file, p->box, NULL, &e) == 0)
        fail_msg("accepted, but expected '%s'", why);
    if (!strstr(e.en, why))
        fail_msg("expected '%s', got '%s' (%s)", why, e.en, e.path);
    assert_int_equal(e.code, code);
    if (member && !strstr(e.path, member))
        fail_msg("expected '%s' in '%s'", member, e.path);
    nothing_escaped(p);
    assert_int_equal(tarball_list(&sum, p->file, NULL, NULL, NULL, &listed),
                     -1);
    if (code != ERR_IO) /* of the disk, which listing does not need */
        assert_string_equal(listed.en, e.en);
}

/* What libarchive can write, to a buffer. */
struct maker {
    struct archive *a;
    char *bytes;
    size_t used;
    size_t cap;
};

static inline void maker_open(struct maker *m, bool zip, const char *options)
{
    m->cap = (size_t)64 << 20;
    m->bytes = malloc(m->cap);
    m->a = archive_write_new();
    assert_non_null(m->bytes);
    if (zip)
        archive_write_set_format_zip(m->a);
    else
        archive_write_set_format_pax_restricted(m->a);
    if (!zip && !strstr(options, "plain"))
        archive_write_add_filter_gzip(m->a);
    if (strstr(options, "twice"))
        archive_write_add_filter_gzip(m->a);
    if (strstr(options, "stored"))
        assert_int_equal(
            archive_write_set_options(m->a, "zip:compression=store"), 0);
    if (strstr(options, "zip64"))
        assert_int_equal(archive_write_set_options(m->a, "zip:zip64"), 0);
    if (strstr(options, "locked")) {
        assert_int_equal(
            archive_write_set_options(m->a, "zip:encryption=aes256"), 0);
        archive_write_set_passphrase(m->a, "secret");
    }
    assert_int_equal(
        archive_write_open_memory(m->a, m->bytes, m->cap, &m->used), 0);
}

/* A member of `n` bytes of `fill`. */
static inline void maker_add(struct maker *m, const char *name, size_t n,
                             char fill)
{
    struct archive_entry *entry = archive_entry_new();
    char piece[65536];

    memset(piece, fill, sizeof piece);
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 06755);
    archive_entry_set_uid(entry, 12345);
    archive_entry_xattr_add_entry(entry, "user.x", "y", 1);
    archive_entry_set_size(entry, (la_int64_t)n);
    assert_int_equal(archive_write_header(m->a, entry), 0);
    while (n > 0) {
        size_t k = n < sizeof piece ? n : sizeof piece;

        assert_int_equal(archive_write_data(m->a, piece, k), k);
        n -= k;
    }
    archive_entry_free(entry);
}

/* Close and leave the bytes in `b`. */
static inline void maker_close(struct maker *m, struct buf *b)
{
    assert_int_equal(archive_write_close(m->a), 0);
    archive_write_free(m->a);
    buf_init(b, m->cap);
    buf_add(b, m->bytes, m->used);
    free(m->bytes);
}

static inline void make_one(struct buf *b, bool zip, const char *options,
                            size_t n)
{
    struct maker m = {0};

    maker_open(&m, zip, options);
    maker_add(&m, "a", n, 'x');
    maker_close(&m, b);
}

static inline char *find(const struct buf *b, const char *magic)
{
    for (size_t i = 0; i + 4 <= b->n; i++) {
        if (memcmp(b->s + i, magic, 4) == 0)
            return b->s + i;
    }
    return NULL;
}

#define LOCAL   "PK\003\004"
#define CENTRAL "PK\001\002"
#define END     "PK\005\006"

static inline int64_t size_of(const char *dir, const char *name)
{
    char path[PATH_TEXT_MAX];
    struct err e = {0};
    struct stat st;

    assert_int_equal(path_join(path, dir, name, &e), 0);
    return stat(path, &st) == 0 ? (int64_t)st.st_size : -1;
}

#endif
