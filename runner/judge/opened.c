#include "judge/opened.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/workdir.h"
#include "formats/filekind.h"
#include "formats/submissionxml.h"
#include "formats/tarball.h"
#include "judge/pack.h"

void opened_close(struct opened *o)
{
    submission_release(&o->submission);
    workdir_remove(o->work);
    *o = (struct opened){0};
}

/* "a/b/" is called "b". */
static int set_name(struct opened *o, const char *path, struct err *e)
{
    char text[PATH_TEXT_MAX];
    size_t n = strlen(path);

    while (n > 1 && path[n - 1] == '/')
        n--;
    if (n >= sizeof text)
        return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                       PATH_TEXT_MAX - 1);
    memcpy(text, path, n);
    text[n] = '\0';
    if (strcmp(text, ".") == 0 && !getcwd(text, sizeof text))
        text[0] = '\0';
    (void)snprintf(o->name, sizeof o->name, "%s", path_base(text));
    return 0;
}

static int copy_path(char *out, const char *path, struct err *e)
{
    size_t n = strlen(path);

    if (n >= PATH_TEXT_MAX)
        return err_set(e, ERR_LIMIT, "a path is longer than %d bytes",
                       PATH_TEXT_MAX - 1);
    memcpy(out, path, n + 1);
    return 0;
}

/* Is everything in place that a judged submission needs? */
static int check_complete(const struct submission *s, struct err *e)
{
    const char *open = pack_left_open(s);

    if (open)
        return err_set(e, ERR_REFUSED,
                       "submission.xml still holds the text '%.100s': write "
                       "what is asked for in its place",
                       open);
    if (s->n_files == 0)
        return err_set(e, ERR_REFUSED,
                       "submission.xml lists no file; complete it with "
                       "`entente pack`");
    for (size_t i = 0; i < s->n_files; i++) {
        if (!s->files[i].sha256 || s->files[i].size < 0) {
            err_set(e, ERR_REFUSED,
                    "the file '%.200s' has no digest or size; complete "
                    "submission.xml with `entente pack`",
                    s->files[i].name);
            return err_at(e, NULL, s->files[i].at.line, s->files[i].at.col);
        }
    }
    return 0;
}

static int read_submission(struct submission *out, const char *root,
                           struct err *e)
{
    char path[PATH_TEXT_MAX];
    struct buf b;
    int rc = -1;

    if (path_join(path, root, SUBMISSIONXML_NAME, e))
        return -1;
    buf_init(&b, SUBMISSION_BYTES_MAX);
    if (path_read(&b, path, e) == 0 &&
        submissionxml_parse(out, b.s, b.n, path, true, e) == 0)
        rc = check_complete(out, e);
    buf_release(&b);
    return rc ? err_at(e, path, 0, 0) : 0;
}

/* Does the list of a folder's files hold this name? */
static bool holds(char *const *name, size_t n, const char *wanted)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(name[i], wanted) == 0)
            return true;
    }
    return false;
}

/* A folder whose files are its own: no links, no devices anywhere. */
static int open_folder(struct opened *o, const char *dir, struct err *e)
{
    char **name = NULL;
    size_t n = 0;
    bool found;

    if (copy_path(o->root, dir, e) ||
        path_walk(&name, &n, dir, SUBMISSION_FILES_MAX, e))
        return -1;
    found = holds(name, n, SUBMISSIONXML_NAME);
    free(name);
    if (!found) {
        err_set(e, ERR_MISSING,
                "the folder holds no submission.xml; make one with "
                "`entente pack %.200s`",
                dir);
        return err_at(e, dir, 0, 0);
    }
    return read_submission(&o->submission, dir, e);
}

static bool starts(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

/* Drop what a Mac adds beside the folder that it packs; returns how many names
 * are left. Inside the submission such files are unlisted files. */
static size_t drop_mac(char **name, size_t n)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (!starts(name[i], "__MACOSX/") && !starts(name[i], "._") &&
            strcmp(name[i], ".DS_Store") != 0)
            name[kept++] = name[i];
    }
    return kept;
}

/* Where submission.xml lies in what was unpacked: at the top, or at the top of
 * the one folder that all files are in. */
static int find_root(struct opened *o, const char *archive, struct err *e)
{
    char **name = NULL;
    size_t n = 0;
    size_t len = 0; /* of the folder's name, with its '/' */
    char inner[PATH_TEXT_MAX];
    int rc = -1;

    if (path_walk(&name, &n, o->work, TARBALL_MEMBERS_MAX, e))
        return -1;
    if (holds(name, n, SUBMISSIONXML_NAME)) {
        rc = copy_path(o->root, o->work, e);
        goto done;
    }
    n = drop_mac(name, n);
    len = n > 0 ? strcspn(name[0], "/") + 1 : 0;
    for (size_t i = 0; i < n; i++) {
        if (strncmp(name[i], name[0], len) != 0)
            len = 0;
    }
    (void)snprintf(inner, sizeof inner, "%.*s" SUBMISSIONXML_NAME, (int)len,
                   len > 0 ? name[0] : "");
    if (len == 0 || !holds(name, n, inner)) {
        err_set(e, ERR_MISSING,
                "the archive holds no submission.xml at its top or in its one "
                "top folder; complete the folder with `entente pack DIR` "
                "before packing it");
        err_at(e, archive, 0, 0);
        goto done;
    }
    inner[len - 1] = '\0';
    rc = path_join(o->root, o->work, inner, e);
done:
    free(name);
    return rc;
}

static int open_archive(struct opened *o, const char *path,
                        const char *work_parent, struct err *e)
{
    struct tarball_summary sum = {0};

    if (workdir_make(o->work, work_parent, e)) {
        o->work[0] = '\0';
        return -1;
    }
    if (tarball_extract(&sum, path, o->work, NULL, e) || find_root(o, path, e))
        return -1;
    memcpy(o->archive_sha256, sum.sha256, sizeof o->archive_sha256);
    return read_submission(&o->submission, o->root, e);
}

/* The suite's only deliverable of this kind; NULL when there is none or a
 * choice, which *n tells. */
static const struct suite_deliverable *only_of_kind(const struct suite *suite,
                                                    const char *kind, size_t *n)
{
    const struct suite_deliverable *found = NULL;

    *n = 0;
    for (size_t i = 0; i < suite->n_deliverables; i++) {
        if (!suite_word_in(suite->deliverables[i].kind, kind))
            continue;
        found = &suite->deliverables[i];
        (*n)++;
    }
    return *n == 1 ? found : NULL;
}

/* The role of a bare file, by what it is. */
static int role_of_bare(const char **role, const char *kind,
                        const struct suite *suite, struct err *e)
{
    size_t n;
    const struct suite_deliverable *d = only_of_kind(suite, kind, &n);

    if (d) {
        *role = d->role;
        return 0;
    }
    if (n > 1)
        return err_set(e, ERR_USAGE,
                       "the suite asks for %zu files of kind %s; say which "
                       "this is in a submission.xml: `entente pack DIR`",
                       n, kind);
    if (!kind[0])
        return err_set(e, ERR_REFUSED,
                       "this is neither a submission (a folder, .tar, .tar.gz, "
                       ".tar.zst or .zip) nor a file of a kind that suites ask "
                       "for");
    return err_set(e, ERR_REFUSED,
                   "the suite asks for no file of kind %s, which this is",
                   kind);
}

static int add_file(struct submission *s, struct submission_file *files,
                    const char *name, const char *role, struct err *e)
{
    struct submission_file *f = &files[s->n_files];

    *f = (struct submission_file){.size = -1};
    f->name = arena_strdup(&s->arena, name, e);
    f->role = arena_strdup(&s->arena, role, e);
    if (!f->name || !f->role)
        return -1;
    s->n_files++;
    return 0;
}

/* An index that lies beside the file, when the suite has a use for it. */
static int add_index(struct submission *s, struct submission_file *files,
                     const char *path, const char *kind,
                     const struct suite *suite, struct err *e)
{
    char of_index[64];
    char beside[PATH_TEXT_MAX];
    const struct suite_deliverable *d;
    size_t n;

    (void)snprintf(of_index, sizeof of_index, "%s-index", kind);
    d = only_of_kind(suite, of_index, &n);
    if (!d)
        return 0;
    for (const char *const *end = filekind_index_ends(kind); *end; end++) {
        int len = snprintf(beside, sizeof beside, "%s%s", path, *end);

        if (len > 0 && (size_t)len < sizeof beside && path_is_file(beside))
            return add_file(s, files, path_base(beside), d->role, e);
    }
    return 0;
}

static int open_bare(struct opened *o, const char *path,
                     const struct suite *suite, struct err *e)
{
    struct submission *s = &o->submission;
    const char *kind = filekind_of(path, e);
    struct submission_file *files;
    const char *role = NULL;

    if (!kind)
        return -1;
    if (role_of_bare(&role, kind, suite, e))
        return err_at(e, path, 0, 0);
    s->bare = true;
    files = arena_alloc(&s->arena, 2 * sizeof *files, e);
    if (!files || path_dir(o->root, path, e) ||
        add_file(s, files, path_base(path), role, e) ||
        add_index(s, files, path, kind, suite, e))
        return -1;
    s->files = files;
    return 0;
}

int opened_open(struct opened *out, const char *path, const struct suite *suite,
                const char *work_parent, struct err *e)
{
    struct opened o = {0};
    enum tarball_kind kind = TARBALL_NONE;
    int rc = set_name(&o, path, e);

    if (rc == 0 && path_is_dir(path)) {
        rc = open_folder(&o, path, e);
    } else if (rc == 0) {
        rc = tarball_detect(&kind, path, e);
        if (rc == 0)
            rc = kind == TARBALL_NONE ? open_bare(&o, path, suite, e)
                                      : open_archive(&o, path, work_parent, e);
    }
    if (rc) {
        opened_close(&o);
        return -1;
    }
    *out = o;
    return 0;
}
