/* What changed is written, what is gone is removed, the rest is left alone. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "reports/site/site_internal.h"

#define HEAD      "entente.site@1\n"
#define STATE_MAX ((size_t)1 << 30)
#define FRESH     ".part"
#define PLAIN_MAX 200 /* bytes of a name; a longer one becomes a digest */

/* A folder that somebody uses for something else is not filled with pages. */
static int check_folder(const char *dir, struct err *e)
{
    struct err why = {0};
    char path[PATH_TEXT_MAX];
    char **names = NULL;
    size_t n = 0;
    bool used;

    if (path_join(path, dir, SITE_STATE, e))
        return -1;
    if (!path_exists(dir) || path_exists(path))
        return 0;
    used = path_walk(&names, &n, dir, 1, &why) != 0 || n > 0;
    free(names);
    return used ? err_set(e, ERR_REFUSED,
                          "the folder %s holds files, and no site that was "
                          "made here: choose a new one",
                          dir)
                : 0;
}

int site_files_open(struct site_files *f, const char *dir,
                    struct site_built *built, struct err *e)
{
    *f = (struct site_files){.built = built};
    f->arena.max = STATE_MAX;
    buf_init(&f->old, SITE_PAGE_MAX);
    if (snprintf(f->dir, sizeof(f->dir), "%s", dir) >= (int)sizeof(f->dir))
        return err_set(e, ERR_LIMIT, "the path is too long");
    return check_folder(dir, e) || path_make_dirs(dir, e) ? -1 : 0;
}

static int add_name(struct site_files *f, const char *name, struct err *e)
{
    const char **slot =
        arena_push(&f->arena, &f->names, &f->n, &f->cap, sizeof *f->names, e);

    if (!slot)
        return -1;
    *slot = arena_strdup(&f->arena, name, e);
    f->built->files++;
    return *slot ? 0 : -1;
}

static bool is_same(struct site_files *f, const char *path, const struct buf *b)
{
    struct err no = {0};

    return path_is_file(path) && path_read(&f->old, path, &no) == 0 &&
           f->old.n == b->n && (b->n == 0 || memcmp(f->old.s, b->s, b->n) == 0);
}

static int cannot(const char *path, int os, struct err *e)
{
    return err_set(e, ERR_IO, "cannot write '%.300s': %s", path, err_os(os));
}

/* Its folder is made when it is missing: for most files it is there. */
static FILE *open_new(const char *path, struct err *e)
{
    char folder[PATH_TEXT_MAX];
    FILE *out = fopen(path, "wb");

    if (out || errno != ENOENT)
        return out;
    if (path_dir(folder, path, e) || path_make_dirs(folder, e))
        return NULL;
    return fopen(path, "wb");
}

static int write_bytes(const char *path, const struct buf *b, struct err *e)
{
    FILE *out = open_new(path, e);
    bool wrote;
    int os;

    if (!out && e->code != ERR_NONE)
        return -1;
    if (!out)
        return cannot(path, errno, e);
    wrote = b->n == 0 || fwrite(b->s, 1, b->n, out) == b->n;
    os = errno;
    if (fclose(out) && wrote) {
        wrote = false;
        os = errno;
    }
    return wrote ? 0 : cannot(path, os, e);
}

/* Whole or not at all to whoever reads, but not synced: a site has a hundred
 * thousand files, and what a power cut tore is not the same bytes, so that the
 * next build writes it again. */
static int replace(const char *path, const struct buf *b, struct err *e)
{
    char fresh[PATH_TEXT_MAX];

    if (snprintf(fresh, sizeof(fresh), "%s" FRESH, path) >= (int)sizeof(fresh))
        return err_set(e, ERR_LIMIT, "the path is too long");
    if (write_bytes(fresh, b, e) == 0) {
        if (rename(fresh, path) == 0)
            return 0;
        (void)cannot(path, errno, e);
    }
    (void)remove(fresh);
    return -1;
}

static int write_file(struct site_files *f, const char *path,
                      const struct buf *b, struct err *e)
{
    if (is_same(f, path, b))
        return 0;
    f->built->written++;
    return replace(path, b, e);
}

int site_files_put(struct site_files *f, const char *name, const struct buf *b,
                   struct err *e)
{
    char path[PATH_TEXT_MAX];

    return path_check_name(name, e) || path_join(path, f->dir, name, e) ||
                   buf_check(b, e) || write_file(f, path, b, e) ||
                   add_name(f, name, e)
               ? -1
               : 0;
}

int site_files_keep(struct site_files *f, const char *name, struct err *e)
{
    return add_name(f, name, e);
}

static int by_text(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;

    return strcmp(*x, *y);
}

static int remove_one(struct site_files *f, const char *name, struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (path_check_name(name, e) || path_join(path, f->dir, name, e))
        return -1;
    if (remove(path) == 0)
        f->built->removed++;
    else if (errno != ENOENT)
        return err_set(e, ERR_IO, "cannot remove '%.300s': %s", path,
                       err_os(errno));
    return 0;
}

/* The names of the last build that are not among this one's. */
static int remove_gone(struct site_files *f, char *state, struct err *e)
{
    char *rest = state;
    const char *name;

    while ((name = strtok_r(rest, "\n", &rest))) {
        bool made = f->n > 0 &&
                    bsearch(&name, f->names, f->n, sizeof *f->names, by_text);

        if (!made && remove_one(f, name, e))
            return -1;
    }
    return 0;
}

static int drop_old(struct site_files *f, const char *path, struct err *e)
{
    if (!path_exists(path))
        return 0;
    if (path_read(&f->old, path, e))
        return -1;
    if (f->old.n < strlen(HEAD) || memcmp(f->old.s, HEAD, strlen(HEAD)) != 0)
        return err_set(e, ERR_SYNTAX,
                       "%s is not of this program: remove the site and build "
                       "it again",
                       SITE_STATE);
    return remove_gone(f, f->old.s + strlen(HEAD), e);
}

int site_files_close(struct site_files *f, struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct buf state;
    int rc = -1;

    buf_init(&state, STATE_MAX);
    if (f->n > 0)
        qsort(f->names, f->n, sizeof *f->names, by_text);
    buf_str(&state, HEAD);
    for (size_t i = 0; i < f->n; i++) {
        buf_str(&state, f->names[i]);
        buf_char(&state, '\n');
    }
    if (buf_check(&state, e) || path_join(path, f->dir, SITE_STATE, e) ||
        drop_old(f, path, e))
        goto done;
    rc = is_same(f, path, &state) ? 0 : path_write(path, state.s, state.n, e);
done:
    buf_release(&state);
    return rc;
}

void site_files_release(struct site_files *f)
{
    arena_release(&f->arena);
    buf_release(&f->old);
    *f = (struct site_files){0};
}

/* --- names ---------------------------------------------------------------- */

static bool is_plain(char c, size_t at)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || (c == '.' && at > 0);
}

void site_name(char out[SITE_NAME], const char *text)
{
    char hex[DIGEST_HEX_MAX];
    struct err no = {0};
    size_t n = 0;

    for (const char *p = text; *p && n < PLAIN_MAX; p++) {
        if (is_plain(*p, n))
            out[n++] = *p;
        else
            n += (size_t)snprintf(out + n, 4, "_%02x", (unsigned char)*p);
    }
    out[n] = 0;
    if (n >= PLAIN_MAX &&
        digest_hex_of(hex, DIGEST_SHA256, text, strlen(text), &no) == 0)
        (void)snprintf(out, SITE_NAME, "_-%.64s", hex);
}
