#include "cli/check/checklist.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "cli/check/checklist_names.h"
#include "conform/examine.h"
#include "formats/submissionxml.h"
#include "formats/tarball.h"
#include "judge/hashing.h"
#include "judge/opened.h"

/* What one argument is made of. */
struct group {
    struct checklist *c;
    const struct checklist_options *o;
    const char *argument; /* names are told below it */
    const char *root;     /* and found below this */
    char *const *name;    /* of its files, in order */
    size_t n;
    bool *taken; /* by another: mates, indexes */
};

static struct checklist_file *push(struct checklist *c, struct err *e)
{
    if (c->n == CHECKLIST_MAX) {
        err_set(e, ERR_LIMIT, "more than %d files", CHECKLIST_MAX);
        return NULL;
    }
    return arena_push(&c->arena, &c->a, &c->n, &c->cap, sizeof(*c->a), e);
}

static char *join(struct checklist *c, const char *dir, const char *name,
                  struct err *e)
{
    char folder[PATH_TEXT_MAX];
    char path[PATH_TEXT_MAX];
    size_t n = strlen(dir);

    while (n > 1 && dir[n - 1] == '/')
        n--;
    if (n >= sizeof(folder)) {
        err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                PATH_TEXT_MAX - 1);
        return NULL;
    }
    memcpy(folder, dir, n);
    folder[n] = '\0';
    return path_join(path, folder, name, e) ? NULL
                                            : arena_strdup(&c->arena, path, e);
}

static int push_plain(struct checklist *c, const char *path, struct err *e)
{
    struct checklist_file *f = push(c, e);

    if (!f)
        return -1;
    f->path = f->name = arena_strdup(&c->arena, path, e);
    return f->path ? 0 : -1;
}

/* The name of what is wrong in a folder or an archive, where that is known: a
 * walk says it from the folder on, the reader of archives as ARCHIVE(MEMBER),
 * and submission.xml may have been unpacked anywhere. */
static const char *name_of_refused(struct checklist *c, const char *argument,
                                   const char *at, struct err *e)
{
    size_t n = strlen(argument);

    if (strcmp(path_base(at), SUBMISSIONXML_NAME) == 0)
        return join(c, argument, SUBMISSIONXML_NAME, e);
    if (strncmp(at, argument, n) == 0 && at[n] == '(')
        return arena_strdup(&c->arena, at, e);
    if (!*at || *at == '/' || strcmp(at, argument) == 0)
        return arena_strdup(&c->arena, argument, e);
    return join(c, argument, at, e);
}

/* A folder or an archive that is not looked at. */
static int push_refused(struct checklist *c, const char *argument,
                        const struct err *why, struct err *e)
{
    struct checklist_file *f;

    if (push_plain(c, argument, e))
        return -1;
    f = &c->a[c->n - 1];
    f->why = *why;
    f->name = name_of_refused(c, argument, why->path, e);
    return f->name ? 0 : -1;
}

/* ---- the files of a folder */

static struct checklist_file *push_named(struct group *g, const char *name,
                                         struct err *e)
{
    struct checklist_file *f = push(g->c, e);

    if (!f)
        return NULL;
    f->path = join(g->c, g->root, name, e);
    f->name = join(g->c, g->argument, name, e);
    return f->path && f->name ? f : NULL;
}

static size_t find(const struct group *g, const char *name)
{
    size_t low = 0;
    size_t high = g->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(g->name[mid], name);

        if (order == 0)
            return mid;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return g->n;
}

/* Mates and indexes belong to another file that is there. */
static void take_others(struct group *g)
{
    char other[PATH_TEXT_MAX];

    for (size_t i = 0; i < g->n; i++) {
        if (checklist_data_of(other, g->name[i], 0) && find(g, other) < g->n)
            g->taken[i] = true;
        if (checklist_data_of(other, g->name[i], 1) && find(g, other) < g->n)
            g->taken[i] = true;
    }
}

/* The index of a mate; g->n when there is none. */
static size_t mate_of(const struct group *g, const char *name)
{
    char other[PATH_TEXT_MAX];

    for (size_t k = 0; checklist_mate_of(other, name, k); k++) {
        size_t at = *other ? find(g, other) : g->n;

        if (at < g->n && !g->taken[at])
            return at;
    }
    return g->n;
}

static int pass_over(struct group *g, const char *name, struct err *e)
{
    struct checklist *c = g->c;

    if (c->n_passed++ == 0)
        c->passed = join(c, g->argument, name, e);
    return c->passed ? 0 : -1;
}

/* A document whose content is none of ours. */
static bool is_document(const struct group *g, const char *name, struct err *e)
{
    const char *path;

    if (!checklist_is_document(name))
        return false;
    path = join(g->c, g->root, name, e);
    return path && !examine_format_of(path);
}

static int add_named(struct group *g, size_t i, struct err *e)
{
    struct checklist_file *f;
    size_t mate;

    if (is_document(g, g->name[i], e))
        return pass_over(g, g->name[i], e);
    if (e->code)
        return -1;
    f = push_named(g, g->name[i], e);
    if (!f)
        return -1;
    mate = g->o->pairs ? mate_of(g, g->name[i]) : g->n;
    if (mate == g->n)
        return 0;
    g->taken[mate] = true;
    f->mate = join(g->c, g->root, g->name[mate], e);
    return f->mate ? 0 : -1;
}

static int add_all(struct group *g, struct err *e)
{
    int rc = 0;

    g->taken = calloc(g->n + 1, sizeof(*g->taken));
    if (!g->taken)
        return err_nomem(e);
    take_others(g);
    for (size_t i = 0; !rc && i < g->n; i++) {
        if (!g->taken[i] && strcmp(g->name[i], SUBMISSIONXML_NAME) != 0)
            rc = add_named(g, i, e);
    }
    free(g->taken);
    return rc;
}

/* ---- submissions */

static int row_by_name(const void *name, const void *row)
{
    return strcmp(name, ((const struct checklist_file *)row)->name);
}

/* The row of this file, among those in the order of names from `first` on; a
 * new one behind them when it has none (it is not there, a mate, an index). */
static struct checklist_file *row_of(struct group *g, size_t first, size_t n,
                                     const char *name, struct err *e)
{
    char *full = join(g->c, g->argument, name, e);
    struct checklist_file *f =
        full && n ? bsearch(full, g->c->a + first, n, sizeof(*f), row_by_name)
                  : NULL;

    if (!full || f)
        return f;
    f = push_named(g, name, e);
    if (f) {
        f->listed_only = true;
        f->format = "";
    }
    return f;
}

static int tell(struct checklist_file *f, const struct submission_file *s,
                const struct hashing_file *h, struct err *e)
{
    static const struct problem_place at = {.offset = -1};

    if (h->code == ERR_MISSING)
        return problem_add(&f->problems, "FILE-LIST-001", &at, e,
                           "the listed file is not there");
    if (h->code != ERR_NONE)
        return problem_add(&f->problems, "FILE-LIST-001", &at, e,
                           "the listed file is a folder, a link or a device");
    if (s->size != h->size)
        return problem_add(&f->problems, "FILE-LIST-001", &at, e,
                           "the file has %lld bytes, listed are %lld",
                           (long long)h->size, (long long)s->size);
    return problem_add(&f->problems, "FILE-LIST-001", &at, e,
                       "the file's SHA-256 is %s, listed is %s", h->sha256,
                       s->sha256);
}

/* Sizes and digests against the list; rows from `first` on are of the files. */
static int compare_all(struct group *g, const struct submission *s,
                       size_t first, struct err *e)
{
    struct hashing_file *h = calloc(s->n_files + 1, sizeof(*h));
    size_t n = g->c->n - first;
    int rc = h ? 0 : err_nomem(e);

    for (size_t i = 0; !rc && i < s->n_files; i++)
        h[i].name = s->files[i].name;
    if (!rc)
        rc = hashing_all(h, s->n_files, g->root, g->o->threads, g->o->progress,
                         e);
    for (size_t i = 0; !rc && i < s->n_files; i++) {
        struct checklist_file *f;

        if (h[i].code == ERR_NONE && s->files[i].size == h[i].size &&
            strcmp(s->files[i].sha256, h[i].sha256) == 0)
            continue;
        f = row_of(g, first, n, s->files[i].name, e);
        rc = f ? tell(f, &s->files[i], &h[i], e) : -1;
    }
    free(h);
    return rc;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names that are both listed and there; what is there only is told by the row
 * of submission.xml. */
static int list_names(char **listed, size_t *n_listed, struct group *g,
                      const struct submission *s, char *const *name, size_t n,
                      struct err *e)
{
    struct checklist_file *f = push_named(g, SUBMISSIONXML_NAME, e);
    const char **in_list = calloc(s->n_files + 1, sizeof(*in_list));
    int rc = f && in_list ? 0 : -1;

    if (!in_list)
        err_nomem(e);
    for (size_t i = 0; !rc && i < s->n_files; i++)
        in_list[i] = s->files[i].name;
    if (!rc) {
        qsort(in_list, s->n_files, sizeof(*in_list), by_name);
        f->listed_only = true;
        f->format = "submission";
        f->records = s->n_files;
    }
    for (size_t i = 0; !rc && i < n; i++) {
        struct problem_place at = {
            .offset = -1, .text = name[i], .text_len = strlen(name[i])};

        if (bsearch(&name[i], in_list, s->n_files, sizeof(*in_list), by_name))
            listed[(*n_listed)++] = name[i];
        else if (strcmp(name[i], SUBMISSIONXML_NAME) != 0)
            rc = problem_add(&f->problems, "FILE-LIST-002", &at, e,
                             "the file is there but not listed");
    }
    free(in_list);
    return rc;
}

static int add_submission(struct group *g, const struct submission *s,
                          struct err *e)
{
    char **name = NULL;
    char **listed = NULL;
    size_t n = 0;
    size_t n_listed = 0;
    size_t first;
    int rc;

    if (path_walk(&name, &n, g->root, SUBMISSION_FILES_MAX, e))
        return -1;
    listed = calloc(n + 1, sizeof(*listed));
    rc =
        listed ? list_names(listed, &n_listed, g, s, name, n, e) : err_nomem(e);
    g->name = listed;
    g->n = n_listed;
    first = g->c->n;
    if (!rc)
        rc = add_all(g, e);
    if (!rc)
        rc = compare_all(g, s, first, e);
    free(listed);
    free(name);
    return rc;
}

/* A defect of the submission as a whole is a row; -1: our own trouble. */
static int open_submission(struct checklist *c, const char *argument,
                           const struct checklist_options *o, struct err *e)
{
    struct opened *more = realloc(c->opened, (c->n_opened + 1) * sizeof(*more));
    struct group g = {.c = c, .o = o, .argument = argument};
    struct opened *s;
    struct err why = {0};

    if (!more)
        return err_nomem(e);
    c->opened = more;
    s = &more[c->n_opened];
    if (opened_open(s, argument, NULL, NULL, &why))
        return push_refused(c, argument, &why, e);
    c->n_opened++;
    g.root = s->root;
    return add_submission(&g, &s->submission, e);
}

/* ---- */

static int add_folder(struct checklist *c, const char *dir,
                      const struct checklist_options *o, struct err *e)
{
    struct group g = {.c = c, .o = o, .argument = dir, .root = dir};
    char **name = NULL;
    size_t before = c->n;
    struct err why = {0};
    int rc;

    if (path_walk(&name, &g.n, dir, CHECKLIST_MAX, &why))
        return push_refused(c, dir, &why, e);
    g.name = name;
    rc = find(&g, SUBMISSIONXML_NAME) < g.n ? open_submission(c, dir, o, e)
                                            : add_all(&g, e);
    free(name);
    if (rc || c->n > before)
        return rc;
    if (g.n)
        err_set(&why, ERR_MISSING, "the folder holds nothing but documents");
    else
        err_set(&why, ERR_MISSING, "the folder holds no file");
    return push_refused(c, dir, &why, e);
}

int checklist_add(struct checklist *c, const char *argument,
                  const struct checklist_options *o, struct err *e)
{
    enum tarball_kind kind = TARBALL_NONE;
    struct err ignored = {0};

    if (strcmp(argument, "-") == 0)
        return push_plain(c, argument, e);
    if (path_is_dir(argument))
        return add_folder(c, argument, o, e);
    if (path_is_file(argument) &&
        tarball_detect(&kind, argument, &ignored) == 0 && kind != TARBALL_NONE)
        return open_submission(c, argument, o, e);
    return push_plain(c, argument, e);
}

void checklist_release(struct checklist *c)
{
    for (size_t i = 0; i < c->n; i++)
        problems_release(&c->a[i].problems);
    for (size_t i = 0; i < c->n_opened; i++)
        opened_close(&c->opened[i]);
    free(c->opened);
    arena_release(&c->arena);
    *c = (struct checklist){0};
}
