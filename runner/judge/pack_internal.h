/* pack_internal -- what the files of module pack share. */
#ifndef JUDGE_PACK_INTERNAL_H
#define JUDGE_PACK_INTERNAL_H

#include <stddef.h>

#include "core/submission.h"
#include "judge/pack.h"

/* A submission being completed: `files` and `items` are its lists, to be
 * changed. */
struct packing {
    const char *dir;
    const struct pack_options *options;
    struct submission s;
    struct submission_file *files;
    struct pack_summary sum;
};

/* Write the options' texts into the submission, and "FILL IN" where nothing
 * is said. */
int pack_fill(struct packing *p, struct err *e);

/* Roles: those of the options, then those that the suite leaves no choice
 * for. */
int pack_roles(struct packing *p, struct err *e);

#endif
