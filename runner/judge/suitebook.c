/*
 * Suites live at ROOT/ID/VERSION/suite.xml: two levels of folders are read,
 * nothing deeper, so a large data folder beside them costs nothing.
 */
#include "judge/suitebook.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "formats/suitexml.h"

#define SUITES_MAX 10000
#define KNOWN_MAX  256 /* bytes of suite names in a message */

/* ---- listing ----------------------------------------------------------- */

static struct suitebook_row *add(struct suitebook *b, struct err *e)
{
    struct suitebook_row *a;

    if (b->n >= SUITES_MAX) {
        err_set(e, ERR_LIMIT, "more than %d suites", SUITES_MAX);
        return NULL;
    }
    a = realloc(b->a, (b->n + 1) * sizeof *a);
    if (!a) {
        err_nomem(e);
        return NULL;
    }
    b->a = a;
    a[b->n] = (struct suitebook_row){0};
    return &a[b->n++];
}

static char *copy(const char *s, struct err *e)
{
    char *p = s ? strdup(s) : NULL;

    if (s && !p)
        err_nomem(e);
    return p;
}

/* A suite that can not be read is listed too, by the names of its folders. */
static int fill(struct suitebook_row *row, const char *id, const char *version,
                struct err *e)
{
    struct suite s = {0};
    struct err why = {0};

    if (suitexml_read(&s, row->path, &why)) {
        row->broken = malloc(sizeof *row->broken);
        row->id = copy(id, e);
        if (!row->broken || !row->id)
            return err_nomem(e);
        *row->broken = why;
        why = (struct err){0};
        (void)version_parse(&row->version, version, &why);
        return 0;
    }
    row->id = copy(s.id, e);
    row->version = s.version;
    row->status = s.status;
    row->title_en = copy(s.title.en, e);
    row->title_fr = copy(s.title.fr, e);
    memcpy(row->sha256, s.sha256, sizeof row->sha256);
    suite_release(&s);
    return e->code == ERR_NONE ? 0 : -1;
}

typedef int (*folder_fn)(struct suitebook *b, const char *dir, const char *name,
                         struct err *e);

/* Call `each` for every name in a folder that is not hidden. A folder that can
 * not be opened has no suites. */
static int each_name(struct suitebook *b, const char *dir, folder_fn each,
                     struct err *e)
{
    DIR *d = opendir(dir);
    const struct dirent *entry;
    int rc = 0;

    if (!d)
        return 0;
    while (rc == 0 && (entry = readdir(d)))
        if (entry->d_name[0] != '.')
            rc = each(b, dir, entry->d_name, e);
    closedir(d);
    return rc;
}

static int add_version(struct suitebook *b, const char *dir, const char *name,
                       struct err *e)
{
    char folder[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    struct suitebook_row *row;

    if (path_join(folder, dir, name, e) ||
        path_join(path, folder, "suite.xml", e))
        return -1;
    if (!path_exists(path))
        return 0;
    row = add(b, e);
    if (!row)
        return -1;
    memcpy(row->path, path, sizeof path);
    return fill(row, path_base(dir), name, e);
}

static int add_id(struct suitebook *b, const char *dir, const char *name,
                  struct err *e)
{
    char folder[PATH_TEXT_MAX];

    if (path_join(folder, dir, name, e))
        return -1;
    return path_is_dir(folder) ? each_name(b, folder, add_version, e) : 0;
}

static int by_name(const void *a, const void *b)
{
    const struct suitebook_row *x = a;
    const struct suitebook_row *y = b;
    int c = strcmp(x->id, y->id);

    if (c == 0)
        c = version_compare(&x->version, &y->version);
    if (c == 0)
        c = (x->root > y->root) - (x->root < y->root);
    return c ? c : strcmp(x->path, y->path);
}

int suitebook_list(struct suitebook *out, const char *const *roots,
                   size_t n_roots, struct err *e)
{
    struct suitebook b = {0};

    for (size_t i = 0; i < n_roots; i++) {
        size_t from = b.n;

        if (each_name(&b, roots[i], add_id, e)) {
            suitebook_release(&b);
            return -1;
        }
        for (; from < b.n; from++)
            b.a[from].root = i;
    }
    if (b.n > 1)
        qsort(b.a, b.n, sizeof *b.a, by_name);
    *out = b;
    return 0;
}

void suitebook_release(struct suitebook *b)
{
    for (size_t i = 0; i < b->n; i++) {
        free(b->a[i].id);
        free(b->a[i].title_en);
        free(b->a[i].title_fr);
        free(b->a[i].broken);
    }
    free(b->a);
    *b = (struct suitebook){0};
}

/* ---- finding ----------------------------------------------------------- */

/* Is `name` a path to a file or folder? Then its suite.xml. 1: no path. */
static int find_path(char *out, const char *name, struct err *e)
{
    if (path_is_file(name)) {
        if (strlen(name) >= PATH_TEXT_MAX)
            return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                           PATH_TEXT_MAX - 1);
        memcpy(out, name, strlen(name) + 1);
        return 0;
    }
    if (!path_is_dir(name))
        return 1;
    if (path_join(out, name, "suite.xml", e))
        return -1;
    return path_is_file(out) ? 0 : 1;
}

/* Is `a` to be preferred to `b`? Released ones before drafts, drafts before
 * retired ones, then the newest. */
static bool is_better(const struct suitebook_row *a,
                      const struct suitebook_row *b)
{
    static const int order[] = {
        [SUITE_DRAFT] = 1, [SUITE_RELEASED] = 2, [SUITE_RETIRED] = 0};

    if (!b)
        return true;
    if (order[a->status] != order[b->status])
        return order[a->status] > order[b->status];
    return version_compare(&a->version, &b->version) > 0;
}

static int no_suite(const struct suitebook *b, const char *name, size_t n_roots,
                    const char *const *roots, struct err *e)
{
    char known[KNOWN_MAX] = "";
    size_t n = 0;

    for (size_t i = 0; i < b->n && n < sizeof known; i++) {
        int len;

        if (i > 0 && strcmp(b->a[i].id, b->a[i - 1].id) == 0)
            continue;
        len = snprintf(known + n, sizeof known - n, "%s%s", n > 0 ? ", " : "",
                       b->a[i].id);
        n += len > 0 ? (size_t)len : 0;
    }
    if (n == 0)
        return err_set(e, ERR_MISSING,
                       "there is no suite %.128s, nor any other below %.200s: "
                       "give the path of a suite.xml, or a folder of suites "
                       "by ENTENTE_SUITES",
                       name, n_roots > 0 ? roots[0] : "?");
    return err_set(e, ERR_MISSING,
                   "there is no suite %.128s below %.128s; there are: %s", name,
                   roots[0], known);
}

/* ID or ID@VERSION among the rows. A broken suite is chosen only when its
 * version was asked for: reading it then says what is wrong. */
static const struct suitebook_row *choose(const struct suitebook *b,
                                          const char *name, struct err *e)
{
    const char *at = strchr(name, '@');
    size_t id_len = at ? (size_t)(at - name) : strlen(name);
    const struct suitebook_row *best = NULL;
    struct version v = {0};

    if (at && version_parse(&v, at + 1, e))
        return NULL;
    for (size_t i = 0; i < b->n; i++) {
        const struct suitebook_row *row = &b->a[i];

        if (strlen(row->id) != id_len || memcmp(row->id, name, id_len) != 0)
            continue;
        if (at ? version_compare(&row->version, &v) != 0 : row->broken != NULL)
            continue;
        if (is_better(row, best))
            best = row;
    }
    return best;
}

int suitebook_find(char *out, const char *name, const char *const *roots,
                   size_t n_roots, struct err *e)
{
    struct suitebook b = {0};
    const struct suitebook_row *row;
    int rc = find_path(out, name, e);

    if (rc <= 0)
        return rc;
    if (suitebook_list(&b, roots, n_roots, e))
        return -1;
    row = choose(&b, name, e);
    if (row) {
        memcpy(out, row->path, PATH_TEXT_MAX);
        rc = 0;
    } else {
        rc = no_suite(&b, name, n_roots, roots, e);
    }
    suitebook_release(&b);
    return rc;
}
