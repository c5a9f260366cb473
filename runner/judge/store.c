#include "judge/store.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/err.h"
#include "formats/contentid.h"
#include "judge/adopted.h"

#define NS_PER_S INT64_C(1000000000)

/* What tells whether a file is still the one that was looked at. */
struct stamp {
    int64_t size;
    int64_t mtime_ns;
};

static int stamp_of(struct stamp *out, const char *path, struct err *e)
{
    struct stat st;

    if (stat(path, &st)) {
        err_set(e, errno == ENOENT ? ERR_MISSING : ERR_IO, "cannot open: %s",
                err_os(errno));
        return err_at(e, path, 0, 0);
    }
    out->size = st.st_size;
    out->mtime_ns = (int64_t)st.st_mtim.tv_sec * NS_PER_S + st.st_mtim.tv_nsec;
    return 0;
}

/* The digest that a copy must have, by the suite's pin; "" for PIN_ADOPTED,
 * which asks for none. */
static int expected(char out[65], const struct suite_fixture *f, struct err *e)
{
    out[0] = '\0';
    switch (f->pin) {
    case PIN_OCTETS:
    case PIN_RECORDS:
        (void)snprintf(out, 65, "%s", f->sha256);
        return 0;
    case PIN_CONTIGS:
        return contentid_contig_list(out, f->contigs, f->n_contigs, e);
    case PIN_ADOPTED:
        return 0;
    }
    return 0;
}

static int wrong_digest(const struct suite_fixture *f, const char *found,
                        const char *path, struct err *e)
{
    if (f->pin == PIN_OCTETS)
        err_set(e, ERR_MISMATCH,
                "this is not the fixture '%.60s' of the suite: its SHA-256 is "
                "%s, expected is %s; fetch it again, or move it away and adopt "
                "the right copy with `entente fixtures adopt`",
                f->id, found, f->sha256);
    else
        err_set(e, ERR_MISMATCH,
                "this is not the fixture '%.60s' of the suite: the SHA-256 of "
                "its records is %s, expected is %s; fetch it again, or move it "
                "away and adopt the right copy with `entente fixtures adopt`",
                f->id, found, f->sha256);
    return err_at(e, path, 0, 0);
}

/* Fill `out`, and hold the content against the pin. */
static int prove(struct stored *out, const struct suite_fixture *f,
                 const char *path, struct err *e)
{
    char hex[DIGEST_HEX_MAX];
    struct stored s = {0};

    if (digest_hex_file(hex, &s.size, DIGEST_SHA256, path, e))
        return -1;
    memcpy(s.sha256, hex, sizeof s.sha256);
    (void)snprintf(s.path, sizeof s.path, "%s", path);
    switch (f->pin) {
    case PIN_OCTETS:
        if (strcmp(s.sha256, f->sha256) != 0)
            return wrong_digest(f, s.sha256, path, e);
        break;
    case PIN_RECORDS:
        if (contentid_records(s.content, NULL, f->kind, path, e))
            return -1;
        if (strcmp(s.content, f->sha256) != 0)
            return wrong_digest(f, s.content, path, e);
        break;
    case PIN_CONTIGS:
        if (contentid_contigs(path, f->contigs, f->n_contigs, e) ||
            expected(s.content, f, e))
            return -1;
        break;
    case PIN_ADOPTED:
        break;
    }
    *out = s;
    return 0;
}

/* Prove an adopted copy, or believe an earlier proof of the same bytes. */
static int prove_adopted(struct stored *out, const struct suite_fixture *f,
                         const struct adopted_row *row, struct err *e)
{
    struct stamp now = {0};
    char want[65];

    if (stamp_of(&now, row->path, e) || expected(want, f, e))
        return -1;
    if (now.size == row->size && now.mtime_ns == row->mtime_ns &&
        now.size >= STORE_PROVE_BELOW && row->pin == f->pin &&
        (f->pin == PIN_ADOPTED || strcmp(row->digest, want) == 0)) {
        *out = (struct stored){.size = row->size};
        (void)snprintf(out->path, sizeof out->path, "%s", row->path);
        (void)snprintf(out->sha256, sizeof out->sha256, "%s", row->sha256);
        if (f->pin == PIN_RECORDS || f->pin == PIN_CONTIGS)
            memcpy(out->content, want, sizeof out->content);
        return 0;
    }
    if (prove(out, f, row->path, e))
        return -1;
    if (f->pin != PIN_ADOPTED || strcmp(out->sha256, row->sha256) == 0)
        return 0;
    err_set(e, ERR_MISMATCH,
            "the copy of the fixture '%.60s' is no longer the file that was "
            "adopted: its SHA-256 is %s, then it was %s; adopt it again if "
            "this is meant",
            f->id, out->sha256, row->sha256);
    return err_at(e, row->path, 0, 0);
}

/* 1: found and proved; 0: the user adopted none; -1. */
static int find_adopted(struct stored *out, const struct store *st,
                        const struct suite *s, const struct suite_fixture *f,
                        struct err *e)
{
    struct adopted list = {0};
    const struct adopted_row *row;
    int rc = 0;

    if (!st->adopted)
        return 0;
    if (adopted_read(&list, st->adopted, e))
        return -1;
    row = adopted_find(&list, s->id, f->id);
    if (row)
        rc = prove_adopted(out, f, row, e) ? -1 : 1;
    adopted_release(&list);
    return rc;
}

/* 1: found below a root and proved; 0: in none; -1: the first that was found is
 * not it, and none of the others is. */
static int find_in_roots(struct stored *out, const struct store *st,
                         const struct suite_fixture *f, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct err first = {0};

    if (!f->href)
        return 0;
    if (path_check_name(f->href, e))
        return -1;
    for (size_t i = 0; i < st->n_roots; i++) {
        struct err why = {0};

        if (path_join(path, st->roots[i], f->href, e))
            return -1;
        if (!path_exists(path))
            continue;
        if (prove(out, f, path, &why) == 0)
            return 1;
        if (first.code == ERR_NONE)
            first = why;
    }
    if (first.code == ERR_NONE)
        return 0;
    *e = first;
    return -1;
}

/* The roots, with commas between, as far as they fit. */
static void join_roots(char *out, size_t size, const struct store *st)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < st->n_roots && n < size; i++) {
        int len = snprintf(out + n, size - n, "%s%s", i > 0 ? ", " : "",
                           st->roots[i]);

        n += len > 0 ? (size_t)len : 0;
    }
}

static int missing(const struct store *st, const struct suite *s,
                   const struct suite_fixture *f, struct err *e)
{
    char roots[140];

    join_roots(roots, sizeof roots, st);
    if (!f->href)
        return err_set(e, ERR_MISSING,
                       "the suite %.60s needs a copy of the fixture '%.60s' "
                       "(%s, %s); adopt yours: `entente fixtures adopt %s FILE "
                       "--suite %s`",
                       s->id, f->id, f->kind, f->hint ? f->hint : "-", f->id,
                       s->id);
    return err_set(e, ERR_MISSING,
                   "the fixture '%.60s' is not there: looked for %.120s below "
                   "%s; it comes from %.80s; put it there, or adopt a copy: "
                   "`entente fixtures adopt %s FILE --suite %s`",
                   f->id, f->href, roots, f->hint ? f->hint : "-", f->id,
                   s->id);
}

int store_find(struct stored *out, const struct store *st,
               const struct suite *s, const struct suite_fixture *f,
               struct err *e)
{
    struct err in_roots = {0};
    int got;

    if (f->pin == PIN_ADOPTED && s->status != SUITE_DRAFT)
        return err_set(e, ERR_REFUSED,
                       "the fixture '%.60s' is pinned by nothing, which only a "
                       "draft suite may do",
                       f->id);
    got = find_in_roots(out, st, f, &in_roots);
    if (got > 0)
        return 0;
    got = find_adopted(out, st, s, f, e);
    if (got != 0)
        return got > 0 ? 0 : -1;
    if (in_roots.code != ERR_NONE) {
        *e = in_roots;
        return -1;
    }
    return missing(st, s, f, e);
}

/* `path` from the root of the file system. */
static int make_absolute(char *out, const char *path, struct err *e)
{
    char here[PATH_TEXT_MAX];

    if (path[0] == '/')
        return path_join(out, "", path + 1, e);
    if (!getcwd(here, sizeof here))
        return err_set(e, ERR_IO, "cannot read the folder: %s", err_os(errno));
    return path_join(out, here, path, e);
}

static int note(const char *adopted, const struct suite *s,
                const struct suite_fixture *f, const struct stored *st,
                const struct stamp *stamp, struct err *e)
{
    struct adopted list = {0};
    struct adopted_row row = {.suite = s->id,
                              .fixture = f->id,
                              .pin = f->pin,
                              .sha256 = st->sha256,
                              .digest = st->content,
                              .size = stamp->size,
                              .mtime_ns = stamp->mtime_ns,
                              .path = st->path};
    int rc = -1;

    if (!st->content[0])
        row.digest = st->sha256;
    if (adopted_read(&list, adopted, e) == 0 &&
        adopted_put(&list, &row, e) == 0)
        rc = adopted_write(&list, adopted, e);
    adopted_release(&list);
    return rc;
}

int store_adopt(struct stored *out, const char *adopted, const struct suite *s,
                const struct suite_fixture *f, const char *file, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct stored st = {0};
    struct stamp before = {0};
    struct stamp after = {0};

    if (make_absolute(path, file, e) || stamp_of(&before, path, e) ||
        prove(&st, f, path, e) || stamp_of(&after, path, e))
        return -1;
    if (before.size != after.size || before.mtime_ns != after.mtime_ns) {
        err_set(e, ERR_MISMATCH, "the file changed while it was being read");
        return err_at(e, path, 0, 0);
    }
    if (note(adopted, s, f, &st, &after, e))
        return -1;
    *out = st;
    return 0;
}
