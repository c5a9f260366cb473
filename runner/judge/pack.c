#include "judge/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/submissionxml.h"
#include "formats/tarball.h"
#include "judge/hashing.h"
#include "judge/pack_internal.h"

/* The names in the folder, without submission.xml; sorted. */
struct listing {
    char **name;
    size_t n;
};

static int list_folder(struct listing *out, const char *dir, struct err *e)
{
    size_t n = 0;

    if (path_walk(&out->name, &out->n, dir, SUBMISSION_FILES_MAX + 1, e))
        return -1;
    for (size_t i = 0; i < out->n; i++) {
        if (strcmp(out->name[i], SUBMISSIONXML_NAME) == 0)
            continue;
        if (path_check_name(out->name[i], e))
            return err_at(e, dir, 0, 0);
        out->name[n++] = out->name[i];
    }
    out->n = n;
    if (n == 0)
        return err_set(e, ERR_MISSING,
                       "the folder '%.300s' holds no file to hand in", dir);
    return 0;
}

static int by_name(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;

    return strcmp(*x, *y);
}

/* What submission.xml says so far; nothing when there is none. `bytes` keeps
 * its text. */
static int read_draft(struct packing *p, struct buf *bytes, const char *path,
                      struct err *e)
{
    if (!path_exists(path)) {
        p->sum.made = true;
        return 0;
    }
    if (path_read(bytes, path, e))
        return -1;
    return submissionxml_parse(&p->s, bytes->s, bytes->n, path, true, e);
}

/* The listed files, in their order, then those that are new, by name. */
static int merge_files(struct packing *p, const struct listing *in,
                       struct err *e)
{
    size_t n = p->s.n_files;
    bool *listed = calloc(in->n + 1, sizeof *listed);
    int rc = -1;

    if (!listed)
        return err_nomem(e);
    p->files = arena_alloc(&p->s.arena, (n + in->n) * sizeof *p->files, e);
    if (!p->files)
        goto done;
    for (size_t i = 0; i < n; i++) {
        char **at = bsearch(&p->s.files[i].name, in->name, in->n,
                            sizeof *in->name, by_name);

        if (!at) {
            err_set(e, ERR_MISSING,
                    "the listed file '%.300s' is not in the folder: put it "
                    "back, or take its line out of submission.xml",
                    p->s.files[i].name);
            err_at(e, NULL, p->s.files[i].at.line, p->s.files[i].at.col);
            goto done;
        }
        listed[at - in->name] = true;
        p->files[i] = p->s.files[i];
    }
    for (size_t i = 0; i < in->n; i++) {
        if (listed[i])
            continue;
        p->files[n] = (struct submission_file){.size = -1};
        p->files[n].name = arena_strdup(&p->s.arena, in->name[i], e);
        if (!p->files[n++].name)
            goto done;
        p->sum.added++;
    }
    p->s.files = p->files;
    p->s.n_files = n;
    p->sum.files = n;
    rc = 0;
done:
    free(listed);
    return rc;
}

/* Digests and sizes as they are now. */
static int measure_files(struct packing *p, struct err *e)
{
    size_t n = p->s.n_files;
    struct hashing_file *h = calloc(n + 1, sizeof *h);
    int rc = -1;

    if (!h)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++)
        h[i].name = p->files[i].name;
    if (hashing_all(h, n, p->dir, p->options->threads, p->options->progress, e))
        goto done;
    for (size_t i = 0; i < n; i++) {
        if (h[i].code != ERR_NONE) {
            err_set(e, ERR_MISSING,
                    "the file '%.300s' vanished while it was being read",
                    h[i].name);
            goto done;
        }
        p->files[i].sha256 = arena_strdup(&p->s.arena, h[i].sha256, e);
        p->files[i].size = h[i].size;
        if (!p->files[i].sha256)
            goto done;
    }
    rc = 0;
done:
    free(h);
    return rc;
}

static const char *find_lacking(const struct packing *p)
{
    const struct suite *suite = p->options->suite;

    for (size_t i = 0; suite && i < suite->n_deliverables; i++) {
        const struct suite_deliverable *d = &suite->deliverables[i];

        if (d->required && !submission_role(&p->s, d->role))
            return d->role;
    }
    return NULL;
}

/* How many files' lines differ from those before. */
static void count_changed(struct packing *p, const struct submission_file *old,
                          size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct submission_file *f = &p->files[i];
        bool same =
            old[i].sha256 && strcmp(old[i].sha256, f->sha256) == 0 &&
            old[i].size == f->size &&
            (old[i].role == f->role ||
             (old[i].role && f->role && strcmp(old[i].role, f->role) == 0));

        p->sum.changed += !same;
    }
}

/* Write the text, but only one that its own reader accepts, and only when it
 * is not there already. */
static int write_text(const struct packing *p, const struct buf *before,
                      const char *path, struct err *e)
{
    struct submission again = {0};
    struct buf b;
    int rc = -1;

    buf_init(&b, SUBMISSION_BYTES_MAX);
    submissionxml_write(&b, &p->s);
    if (buf_check(&b, e) ||
        submissionxml_parse(&again, b.s, b.n, path, false, e))
        goto done;
    if (before->n == b.n && memcmp(before->s, b.s, b.n) == 0)
        rc = 0;
    else
        rc = path_write(path, b.s, b.n, e);
done:
    submission_release(&again);
    buf_release(&b);
    return rc;
}

/* Is `path` in the folder that is being packed? It would pack itself. */
static int check_outside(const char *dir, const char *path, struct err *e)
{
    size_t n = strlen(dir);

    while (n > 1 && dir[n - 1] == '/')
        n--;
    if ((strncmp(path, dir, n) == 0 && path[n] == '/') ||
        (strcmp(dir, ".") == 0 && !strchr(path, '/')))
        return err_set(e, ERR_USAGE,
                       "the archive would be in the folder that it packs; "
                       "write it elsewhere");
    return 0;
}

static int make_archive(const struct packing *p, struct err *e)
{
    const char *path = p->options->archive;
    size_t n = p->s.n_files + 1;
    const char **name;
    struct tarball_summary sum = {0};
    int rc;

    if (p->sum.open[0])
        return err_set(e, ERR_REFUSED,
                       "submission.xml still holds the text '%.100s': write "
                       "what is asked for in its place",
                       p->sum.open);
    name = calloc(n, sizeof *name);
    if (!name)
        return err_nomem(e);
    for (size_t i = 1; i < n; i++)
        name[i] = p->files[i - 1].name;
    name[0] = SUBMISSIONXML_NAME;
    qsort(name, n, sizeof *name, by_name);
    rc = tarball_write(path, tarball_kind_of_name(path), p->dir, name, n, e);
    free(name);
    if (rc)
        return -1;
    /* Proof that it can be opened: such limits as the ratio show only now. */
    rc = tarball_list(&sum, path, NULL, NULL, NULL, e);
    if (rc)
        (void)unlink(path);
    return rc;
}

static int check_options(const struct pack_options *o, const char *dir,
                         struct err *e)
{
    if (!path_is_dir(dir))
        return err_set(e, ERR_USAGE,
                       "'%.300s' is no folder; give the folder that holds the "
                       "files to hand in",
                       dir);
    if (!o->archive)
        return 0;
    if (tarball_kind_of_name(o->archive) == TARBALL_NONE)
        return err_set(e, ERR_USAGE,
                       "--archive %.200s: the name must end in .tar, .tar.gz, "
                       ".tar.zst or .zip",
                       o->archive);
    return check_outside(dir, o->archive, e);
}

static int pack(struct packing *p, struct buf *before, const char *path,
                struct err *e)
{
    struct listing in = {0};
    const struct submission_file *old;
    const char *open;
    size_t n_old;
    int rc = -1;

    if (list_folder(&in, p->dir, e) || read_draft(p, before, path, e))
        goto done;
    old = p->s.files;
    n_old = p->s.n_files;
    if (merge_files(p, &in, e)) {
        err_at(e, path, 0, 0);
        goto done;
    }
    if (measure_files(p, e) || pack_fill(p, e) || pack_roles(p, e))
        goto done;
    count_changed(p, old, n_old);
    p->sum.lacking = find_lacking(p);
    open = pack_left_open(&p->s);
    (void)snprintf(p->sum.open, sizeof p->sum.open, "%s", open ? open : "");
    if (write_text(p, before, path, e))
        goto done;
    rc = p->options->archive ? make_archive(p, e) : 0;
done:
    free(in.name);
    return rc;
}

int pack_folder(struct pack_summary *out, const char *dir,
                const struct pack_options *options, struct err *e)
{
    struct packing p = {.dir = dir, .options = options};
    char path[PATH_TEXT_MAX];
    struct buf before;
    int rc = -1;

    buf_init(&before, SUBMISSION_BYTES_MAX);
    if (check_options(options, dir, e) == 0 &&
        path_join(path, dir, SUBMISSIONXML_NAME, e) == 0)
        rc = pack(&p, &before, path, e);
    if (rc == 0)
        *out = p.sum;
    submission_release(&p.s);
    buf_release(&before);
    return rc;
}
