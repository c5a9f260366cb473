#include "judge/selftest.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/workdir.h"
#include "core/submission.h"
#include "core/suite.h"
#include "formats/submissionxml.h"
#include "judge/store.h"

#define EXAMPLE_BYTES_MAX ((size_t)1 << 30) /* of one example */

/* Where an example stands in the submission: as in its set of fixtures, so that
 * an index keeps its file and a list of checksums its names. */
static const char *example_name(const struct suite_fixture *f,
                                const struct stored *found)
{
    const char *slash = f->href ? strchr(f->href, '/') : NULL;

    return slash && slash[1] ? slash + 1 : path_base(found->path);
}

static int write_example(const struct selftest *t, const char *name,
                         const struct buf *bytes, struct err *e)
{
    char path[PATH_TEXT_MAX];
    char folder[PATH_TEXT_MAX];

    return path_join(path, t->work, name, e) || path_dir(folder, path, e) ||
                   path_make_dirs(folder, e) ||
                   path_write(path, bytes->s ? bytes->s : "", bytes->n, e)
               ? -1
               : 0;
}

static int put_example(struct submission_file *out, struct arena *arena,
                       const struct selftest *t, const struct suite *s,
                       const struct store *store,
                       const struct suite_deliverable *d, struct err *e)
{
    const struct suite_fixture *f = suite_fixture(s, d->example);
    struct stored found;
    struct buf bytes;
    int rc = -1;

    if (!f)
        return err_set(
            e, ERR_MISSING,
            "the example of %s names the fixture %s, which the suite "
            "does not define",
            d->role, d->example);
    buf_init(&bytes, EXAMPLE_BYTES_MAX);
    if (store_find(&found, store, s, f, e) || path_read(&bytes, found.path, e))
        goto done;
    out->name = arena_strdup(arena, example_name(f, &found), e);
    out->sha256 = arena_strdup(arena, found.sha256, e);
    if (!out->name || !out->sha256 || path_check_name(out->name, e) ||
        write_example(t, out->name, &bytes, e))
        goto done;
    out->role = d->role;
    out->size = found.size;
    rc = 0;
done:
    buf_release(&bytes);
    return rc;
}

static int put_examples(struct submission *sub, struct selftest *t,
                        const struct suite *s, const struct store *store,
                        struct err *e)
{
    struct submission_file *files =
        arena_alloc(&sub->arena, (s->n_deliverables + 1) * sizeof(*files), e);

    if (!files)
        return -1;
    for (size_t i = 0; i < s->n_deliverables; i++) {
        const struct suite_deliverable *d = &s->deliverables[i];

        if (!d->example && d->required)
            return err_set(e, ERR_MISSING,
                           "the deliverable %s has no example, so the suite "
                           "can not test itself",
                           d->role);
        if (d->example &&
            put_example(&files[sub->n_files++], &sub->arena, t, s, store, d, e))
            return -1;
    }
    sub->files = files;
    return 0;
}

static int write_submission(struct selftest *t, const struct suite *s,
                            const struct store *store, struct err *e)
{
    struct submission sub = {
        .vendor = s->publisher,
        .product = "selftest",
        .version = "1",
        .technology_class = s->n_classes ? s->classes[0] : "any",
    };
    struct buf xml;
    char path[PATH_TEXT_MAX];
    int rc = -1;

    buf_init(&xml, SUBMISSION_BYTES_MAX);
    if (put_examples(&sub, t, s, store, e))
        goto done;
    submissionxml_write(&xml, &sub);
    if (buf_check(&xml, e) || path_join(path, t->work, SUBMISSIONXML_NAME, e) ||
        path_write(path, xml.s, xml.n, e))
        goto done;
    rc = 0;
done:
    buf_release(&xml);
    submission_release(&sub);
    return rc;
}

static bool any_control_fails(const struct suite *s, const char *case_id)
{
    for (size_t i = 0; i < s->n_controls; i++)
        for (size_t k = 0; k < s->controls[i].n_fails; k++)
            if (strcmp(s->controls[i].fails[k], case_id) == 0)
                return true;
    return false;
}

static bool has_limit(const struct suite_case *c)
{
    for (size_t i = 0; i < c->n_criteria; i++)
        if (c->criteria[i].method != RULE_REPORT)
            return true;
    return false;
}

static int list_unproven(struct selftest *t, const struct suite *s,
                         struct err *e)
{
    t->unproven = calloc(s->n_cases + 1, sizeof(*t->unproven));
    if (!t->unproven)
        return err_nomem(e);
    for (size_t i = 0; i < s->n_cases; i++)
        if (has_limit(&s->cases[i]) && !any_control_fails(s, s->cases[i].id))
            t->unproven[t->n_unproven++] = s->cases[i].id;
    return 0;
}

int selftest_run(struct selftest *out, const struct suite *s,
                 const struct store *store, int threads, struct err *e)
{
    const struct run_options options = {.threads = threads};
    struct selftest t = {0};

    if (workdir_make(t.work, NULL, e) || write_submission(&t, s, store, e) ||
        opened_open(&t.opened, t.work, s, NULL, e) || list_unproven(&t, s, e))
        goto fail;
    *out = t; /* the run borrows the open submission: at its last place */
    /* Without a class everything is asked, whatever its classes and claims. */
    out->opened.submission.technology_class = NULL;
    if (run_suite(&out->run, s, &out->opened, store, &options, e)) {
        selftest_release(out);
        return -1;
    }
    out->passed = result_overall(&out->run.result) == VERDICT_CONFORMANT;
    return 0;
fail:
    selftest_release(&t);
    return -1;
}

void selftest_release(struct selftest *t)
{
    run_release(&t->run);
    opened_close(&t->opened);
    workdir_remove(t->work);
    free(t->unproven);
    *t = (struct selftest){0};
}
