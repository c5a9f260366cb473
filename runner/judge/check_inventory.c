/*
 * check_inventory -- the check `inventory`: what was handed in is what the
 * submission lists, octet by octet, and all that the suite requires.
 *
 * A bare file has no list to be held against: only what the suite requires is
 * looked at.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "core/finding.h"
#include "formats/submissionxml.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "judge/hashing.h"

static const struct check_input inputs[] = {
    {NULL, NULL, INPUT_EITHER, false, false, NULL},
};

static const struct check_counter counters[] = {
    {"files.listed",          "file", N_("files that the submission lists")       },
    {"files.missing",         "file", N_("listed files that are not there")       },
    {"files.digest-wrong",    "file",
     N_("files whose digest is not the one listed")                               },
    {"files.size-wrong",      "file", N_("files whose size is not the one listed")},
    {"files.unlisted",        "file", N_("files that are there but not listed")   },
    {"deliverables.required", "file", N_("files that the suite requires")         },
    {"deliverables.absent",   "file",
     N_("files that the suite requires and that were not handed in")              },
    {NULL,                    NULL,   NULL                                        },
};

static const struct check_measure measures[] = {
    {"files-listed",
     "file",                        {MEASURE_COUNT, {"files.listed"}, {NULL}},
     N_("files that the submission lists")                                                                        },
    {"files-missing",
     "file",                        {MEASURE_COUNT, {"files.missing"}, {NULL}},
     N_("listed files that are not there")                                                                        },
    {"files-digest-wrong",
     "file",                        {MEASURE_COUNT, {"files.digest-wrong"}, {NULL}},
     N_("files whose digest is not the one listed")                                                               },
    {"files-size-wrong",
     "file",                        {MEASURE_COUNT, {"files.size-wrong"}, {NULL}},
     N_("files whose size is not the one listed")                                                                 },
    {"files-unlisted",
     "file",                        {MEASURE_COUNT, {"files.unlisted"}, {NULL}},
     N_("files that are there but not listed")                                                                    },
    {"files-wrong",
     "file",                        {MEASURE_COUNT,
      {"files.missing", "files.digest-wrong", "files.size-wrong"},
      {NULL}},
     N_("listed files that are missing or differ from the list; a file whose size and digest differ counts twice")},
    {"deliverables-required",
     "file",                        {MEASURE_COUNT, {"deliverables.required"}, {NULL}},
     N_("files that the suite requires")                                                                          },
    {"deliverables-absent",
     "file",                        {MEASURE_COUNT, {"deliverables.absent"}, {NULL}},
     N_("files that the suite requires and that were not handed in")                                              },
    {NULL,                    NULL, {MEASURE_COUNT, {NULL}, {NULL}},                    NULL                      },
};

static const struct check_decl decl = {
    .name = "inventory",
    .en = N_("every file is what the submission lists, and all that the suite "
             "requires is there"),
    .inputs = inputs,
    .params = NULL,
    .counters = counters,
    .measures = measures,
};

/* One listed file that can not be had. */
static int note_missing(struct measurement *m, const struct hashing_file *h,
                        struct err *e)
{
    if (tally_count(&m->tally, "files.missing", 1, e))
        return -1;
    if (h->code == ERR_REFUSED)
        return finding_add(&m->findings, FINDING_ERROR, "INV-KIND", h->name, 0,
                           e,
                           "the listed file is a folder, a link or a device; "
                           "hand in the file itself");
    return finding_add(&m->findings, FINDING_ERROR, "INV-MISSING", h->name, 0,
                       e,
                       "the listed file is not there; add it, or take its "
                       "line out of submission.xml");
}

static int compare(struct measurement *m, const struct submission_file *f,
                   const struct hashing_file *h, struct err *e)
{
    if (h->code != ERR_NONE)
        return note_missing(m, h, e);
    if (f->size >= 0 && f->size != h->size &&
        (tally_count(&m->tally, "files.size-wrong", 1, e) ||
         finding_add(&m->findings, FINDING_ERROR, "INV-SIZE", h->name, 0, e,
                     "the file has %" PRId64 " bytes, listed are %" PRId64,
                     h->size, f->size)))
        return -1;
    if (f->sha256 && strcmp(f->sha256, h->sha256) != 0 &&
        (tally_count(&m->tally, "files.digest-wrong", 1, e) ||
         finding_add(&m->findings, FINDING_ERROR, "INV-DIGEST", h->name, 0, e,
                     "the file's SHA-256 is %s, listed is %s; send the file "
                     "that was listed, or complete submission.xml again with "
                     "`entente pack`",
                     h->sha256, f->sha256)))
        return -1;
    return 0;
}

static int compare_all(struct measurement *m, const struct check_env *env,
                       struct err *e)
{
    const struct submission *s = env->submission;

    for (size_t i = 0; i < s->n_files; i++) {
        if (compare(m, &s->files[i], &env->hashed[i], e))
            return -1;
    }
    return 0;
}

static int by_name(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;

    return strcmp(*x, *y);
}

/* `listed` are the submission's names, sorted. */
static int note_unlisted(struct measurement *m, char *const *name, size_t n,
                         const char *const *listed, size_t n_listed,
                         struct err *e)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(name[i], SUBMISSIONXML_NAME) == 0 ||
            bsearch(&name[i], listed, n_listed, sizeof *listed, by_name))
            continue;
        if (tally_count(&m->tally, "files.unlisted", 1, e) ||
            finding_add(&m->findings, FINDING_WARNING, "INV-UNLISTED", name[i],
                        0, e,
                        "the file is there but not listed, so nothing vouches "
                        "for it; list it with `entente pack`, or remove it"))
            return -1;
    }
    return 0;
}

static int look_around(struct measurement *m, const struct check_env *env,
                       struct err *e)
{
    const struct submission *s = env->submission;
    const char **listed = calloc(s->n_files + 1, sizeof *listed);
    char **name = NULL;
    size_t n = 0;
    int rc = -1;

    if (!listed)
        return err_nomem(e);
    for (size_t i = 0; i < s->n_files; i++)
        listed[i] = s->files[i].name;
    qsort(listed, s->n_files, sizeof *listed, by_name);
    if (path_walk(&name, &n, env->root, SUBMISSION_FILES_MAX, e) == 0)
        rc = note_unlisted(m, name, n, listed, s->n_files, e);
    free(name);
    free(listed);
    return rc;
}

/* Was this handed in, and is it there? */
static bool is_there(const struct check_env *env, const char *role)
{
    const struct submission *s = env->submission;
    const struct submission_file *f = submission_role(s, role);

    return f && (!env->hashed || env->hashed[f - s->files].code == ERR_NONE);
}

static int look_required(struct measurement *m, const struct check_env *env,
                         struct err *e)
{
    for (size_t i = 0; i < env->suite->n_deliverables; i++) {
        const struct suite_deliverable *d = &env->suite->deliverables[i];

        if (!d->required)
            continue;
        if (tally_count(&m->tally, "deliverables.required", 1, e))
            return -1;
        if (is_there(env, d->role))
            continue;
        if (tally_count(&m->tally, "deliverables.absent", 1, e) ||
            finding_add(&m->findings, FINDING_ERROR, "INV-ABSENT", d->role, 0,
                        e,
                        "the suite requires a file with the role '%s' (%s), "
                        "and none was handed in",
                        d->role, d->kind))
            return -1;
    }
    return 0;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    if (tally_count(&m->tally, "files.listed",
                    (int64_t)env->submission->n_files, e) ||
        (env->hashed && (compare_all(m, env, e) || look_around(m, env, e))) ||
        look_required(m, env, e))
        return -1;
    m->state = MEASURED_OK;
    return 0;
}

const struct check check_inventory = {&decl, run};
