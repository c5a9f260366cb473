/* The files of a run: digests, and that they stay as they are. */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/progress.h"
#include "judge/run_internal.h"

int run_list_fixtures(struct running *r, struct err *e)
{
    struct run *run = r->run;

    run->fixtures = calloc(r->suite->n_fixtures + 1, sizeof(*run->fixtures));
    if (!run->fixtures)
        return err_nomem(e);
    for (size_t i = 0; i < r->suite->n_fixtures; i++) {
        struct run_file *f = &run->fixtures[run->n_fixtures];
        const struct stored *s = &r->stored[i];

        if (!r->found[i])
            continue;
        f->id = r->suite->fixtures[i].id;
        f->name = strdup(path_base(s->path));
        if (!f->name)
            return err_nomem(e);
        memcpy(f->sha256, s->sha256, sizeof(f->sha256));
        memcpy(f->content, s->content, sizeof(f->content));
        f->size = s->size;
        f->pinned = fixture_pin_name(r->suite->fixtures[i].pin);
        run->n_fixtures++;
    }
    return 0;
}

/* Read every listed file once, for the check `inventory` and for the report. A
 * bare file's name is not the submission's to choose: hash_bare() does it. */
static int hash_files(struct running *r, struct err *e)
{
    const struct submission *s = &r->opened->submission;

    if (s->bare)
        return 0;
    r->hashed = calloc(s->n_files + 1, sizeof(*r->hashed));
    if (!r->hashed)
        return err_nomem(e);
    for (size_t i = 0; i < s->n_files; i++)
        r->hashed[i].name = s->files[i].name;
    if (r->options->progress)
        progress_stage(r->options->progress, lang_tr("digests"), 0);
    return hashing_all(r->hashed, s->n_files, r->opened->root,
                       r->options->threads, r->options->progress, e);
}

static int hash_bare(struct run_file *f, const char *root, struct err *e)
{
    char path[PATH_TEXT_MAX];
    char hex[DIGEST_HEX_MAX];

    if (path_join(path, root, f->name, e))
        return -1;
    if (!path_is_file(path))
        return 0;
    if (digest_hex_file(hex, &f->size, DIGEST_SHA256, path, e))
        return -1;
    memcpy(f->sha256, hex, sizeof(f->sha256));
    return 0;
}

/* What was unpacked into a private folder stays as it is. */
static int note_file(struct running *r, const struct run_file *f, struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (*r->opened->work)
        return 0;
    return path_join(path, r->opened->root, f->name, e) ||
                   steady_note(&r->steady, path, f->sha256, e)
               ? -1
               : 0;
}

static int name_files(struct running *r, struct err *e)
{
    const struct submission *s = &r->opened->submission;
    struct run *run = r->run;

    run->files = calloc(s->n_files + 1, sizeof(*run->files));
    if (!run->files)
        return err_nomem(e);
    for (size_t i = 0; i < s->n_files; i++) {
        struct run_file *f = &run->files[run->n_files++];

        f->id = s->files[i].role;
        f->name = strdup(s->files[i].name);
        if (!f->name)
            return err_nomem(e);
        if (note_file(r, f, e))
            return -1;
    }
    return 0;
}

/* The digests of what is really there, whatever the submission lists. */
int run_list_files(struct running *r, struct err *e)
{
    struct run *run = r->run;

    if (name_files(r, e) || hash_files(r, e))
        return -1;
    for (size_t i = 0; i < run->n_files; i++) {
        struct run_file *f = &run->files[i];

        if (!r->hashed) {
            if (hash_bare(f, r->opened->root, e))
                return -1;
            continue;
        }
        f->size = r->hashed[i].size;
        memcpy(f->sha256, r->hashed[i].sha256, sizeof(f->sha256));
    }
    return 0;
}
