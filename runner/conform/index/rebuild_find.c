#include "conform/index/rebuild_find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/examine.h"

struct find_end {
    const char *end;
    const char *instead_of; /* of this end of the name; NULL: after it */
};

/* As samtools looks; x.csi, which could be of x.bam or x.bcf, is left out. */
static const struct find_end ends[][REBUILD_FIND_MAX + 1] = {
    [REBUILD_BAM] = {{".csi", NULL}, {".bai", NULL}, {".bai", ".bam"}, {0}},
    [REBUILD_BCF] = {{".csi", NULL},              {0}              },
    [REBUILD_TEXT] = {{".csi", NULL}, {".tbi", NULL}, {0}              },
};

static void look(struct rebuild_found *out, const char *path,
                 const struct find_end *f)
{
    char *to = out->path[out->n];
    size_t n = strlen(path);
    int got;

    if (f->instead_of) {
        if (!path_ends(path, f->instead_of))
            return;
        n -= strlen(f->instead_of);
    }
    if (n >= PATH_TEXT_MAX)
        return;
    got = snprintf(to, PATH_TEXT_MAX, "%.*s%s", (int)n, path, f->end);
    if (got > 0 && got < PATH_TEXT_MAX && path_is_file(to))
        out->n++;
}

int rebuild_find(struct rebuild_found *out, struct examined *x,
                 const struct examine_job *job, enum rebuild_of of,
                 struct err *e)
{
    out->n = 0;
    if (job->index) {
        int got = snprintf(out->path[0], PATH_TEXT_MAX, "%s", job->index);

        out->n = 1;
        if (got < 0 || got >= PATH_TEXT_MAX) {
            out->n = 0;
            err_set(&x->why, ERR_LIMIT, "the name of the index is too long");
        }
        return 0;
    }
    if (strcmp(job->path, "-") == 0)
        return 0; /* nothing stands beside it */
    for (const struct find_end *f = ends[of]; f->end; f++)
        look(out, job->path, f);
    if (out->n || !job->policy)
        return 0;
    return problem_add(&x->problems, "FILE-INDEX-001", NULL, e,
                       "no index stands beside the file");
}

/* ---- an index by itself */

static bool fits(const char *format, enum rebuild_of of)
{
    if (strcmp(format, "csi") == 0)
        return true;
    return strcmp(format, of == REBUILD_TEXT ? "tbi" : "bai") == 0 &&
           of != REBUILD_BCF;
}

/* Its places are places in the index. */
static int name_places(struct problems *p, const char *base, struct err *e)
{
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; k < p->a[i].n_examples; k++) {
            struct problem_example *x = &p->a[i].example[k];
            char *name = strdup(base);

            if (!name)
                return err_nomem(e);
            free(x->name);
            x->name = name;
        }
    }
    return 0;
}

int rebuild_find_judge(bool *fit, bool *faulty, struct examined *x,
                       const struct examine_job *job, const char *path,
                       enum rebuild_of of, struct err *e)
{
    const struct examine_job own = {
        .path = path,
        .data = strcmp(job->path, "-") == 0 ? NULL : job->path,
        .practice = job->practice,
        .policy = job->policy,
        .crew = job->crew};
    struct examined of_index = {0};
    int rc;

    *fit = false;
    if (examine(&of_index, &own, e))
        return -1;
    if (!of_index.judged)
        x->why = of_index.why;
    else if (!fits(of_index.format, of))
        err_set(&x->why, ERR_USAGE,
                "%.200s is not an index of such a file, but %s",
                path_base(path), of_index.format);
    else
        *fit = true;
    *faulty =
        problems_count(&of_index.problems, RULE_SPECIFICATION, RULE_ERROR) > 0;
    rc = name_places(&of_index.problems, path_base(path), e);
    if (!rc && *fit)
        rc = problems_join(&x->problems, &of_index.problems, 0, 0, 0, e);
    examined_release(&of_index);
    return rc;
}
