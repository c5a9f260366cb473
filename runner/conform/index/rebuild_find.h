/*
 * rebuild_find -- the indexes that stand beside a file, each judged as a file
 * of its own. A part of rebuild.h.
 */
#ifndef CONFORM_INDEX_REBUILD_FIND_H
#define CONFORM_INDEX_REBUILD_FIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/path.h"
#include "conform/index/rebuild.h"

#define REBUILD_FIND_MAX 3

struct rebuild_found {
    char path[REBUILD_FIND_MAX][PATH_TEXT_MAX];
    size_t n;
};

/* The one that the job states, or all that are there. None is a problem of
 * policy. -1: memory. */
int rebuild_find(struct rebuild_found *out, struct examined *x,
                 const struct examine_job *job, enum rebuild_of of,
                 struct err *e);

/*
 * What is wrong with the index by itself goes to x->problems, by its name.
 * *fit: it is an index of such files, and could be read; *faulty: it has
 * errors. -1: memory.
 */
int rebuild_find_judge(bool *fit, bool *faulty, struct examined *x,
                       const struct examine_job *job, const char *path,
                       enum rebuild_of of, struct err *e);

#endif
