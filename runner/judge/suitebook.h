/*
 * suitebook -- finding a suite by name.
 *
 * A name is a path (to suite.xml or to the folder that holds it) or ID or
 * ID@VERSION, looked for as ROOT/ID/VERSION/suite.xml below each root. ID alone
 * takes the newest released version; when none is released, the newest draft.
 */
#ifndef JUDGE_SUITEBOOK_H
#define JUDGE_SUITEBOOK_H

#include <stddef.h>

#include "base/path.h"
#include "core/suite.h"

struct err;

/* Write the path of suite.xml to out[PATH_TEXT_MAX]. ERR_MISSING says where it
 * was looked for and which suites there are. */
int suitebook_find(char *out, const char *name, const char *const *roots,
                   size_t n_roots, struct err *e);

/* One suite of a list. */
struct suitebook_row {
    char path[PATH_TEXT_MAX];
    size_t root; /* it was found below: of two alike the first one counts */
    char *id;
    struct version version;
    enum suite_status status;
    char *title_en;
    char *title_fr; /* NULL when it has none */
    char sha256[65];
    struct err *broken; /* why it can not be read, or NULL */
};

struct suitebook {
    struct suitebook_row *a; /* sorted by id, then version */
    size_t n;
};

int suitebook_list(struct suitebook *out, const char *const *roots,
                   size_t n_roots, struct err *e);
void suitebook_release(struct suitebook *b);

#endif
