/*
 * store -- where fixtures are found, and the proof that they are the right
 * ones.
 *
 * A fixture's href is looked for below each root in turn; then among the local
 * copies that the user adopted (`entente fixtures adopt`), by suite and fixture
 * id. Its pin (core/suite.h, enum fixture_pin) is always proved before the file
 * is used. Nothing is ever downloaded: a hint is printed.
 *
 * A copy that was adopted is not proved again as long as its size and time of
 * modification are those of the proof, unless it is smaller than
 * STORE_PROVE_BELOW: that costs nothing.
 */
#ifndef JUDGE_STORE_H
#define JUDGE_STORE_H

#include <stddef.h>
#include <stdint.h>

#include "base/path.h"
#include "core/suite.h"

struct err;

struct store {
    const char *const *roots; /* folders, first one first */
    size_t n_roots;
    const char *adopted; /* adopted.tsv of the user; NULL: none */
};

struct stored {
    char path[PATH_TEXT_MAX];
    char sha256[65];  /* of the octets */
    char content[65]; /* of the content, where the pin or adoption needs it */
    int64_t size;     /* bytes */
};

#define STORE_PROVE_BELOW ((int64_t)64 << 20) /* bytes */

/* ERR_MISSING (where it was looked for, the hint, how to adopt a copy) or
 * ERR_MISMATCH (expected, found, what to do). */
int store_find(struct stored *out, const struct store *st,
               const struct suite *s, const struct suite_fixture *f,
               struct err *e);

/* Prove that `file` is this fixture (ERR_MISMATCH when not) and note it in the
 * list `adopted`, which is made when absent. */
int store_adopt(struct stored *out, const char *adopted, const struct suite *s,
                const struct suite_fixture *f, const char *file, struct err *e);

#endif
