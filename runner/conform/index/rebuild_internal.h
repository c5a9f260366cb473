/*
 * rebuild_internal -- what the parts of rebuild share: each index, and how far
 * the records have come in it.
 */
#ifndef CONFORM_INDEX_REBUILD_INTERNAL_H
#define CONFORM_INDEX_REBUILD_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/path.h"
#include "conform/examine.h"
#include "conform/index/datafile.h"
#include "conform/index/indexfile.h"
#include "conform/index/rebuild.h"
#include "conform/index/rebuild_find.h"

#define REBUILD_LEVELS_MAX 10

struct rebuild_rules { /* ids, by what is asked */
    const char *found;
    const char *window;
    const char *chunk;
    const char *counts;
    const char *unplaced;
    const char *fits;
    const char *whole;
};

/* One index, and how far the records have come in it. */
struct rebuild_one {
    struct indexfile x;
    const struct rebuild_rules *rules;
    char path[PATH_TEXT_MAX];
    uint64_t *begins; /* of all chunks, in order */
    size_t n_begins;
    size_t begun;
    uint64_t stray; /* chunks that begin where no record does */
    bool last_stray;
    bool *seen; /* by reference: it had records */

    /* the reference */
    int64_t ref; /* -1: none, -2: one that the index does not have */
    struct indexfile_bin *last; /* the bin that was asked last */
    uint32_t last_number;
    bool asked; /* is `last` the answer for last_number? */
    uint32_t next_window;
    uint32_t next_bin[REBUILD_LEVELS_MAX]; /* of a level, among the reference's
                                              bins */
    uint64_t mapped;
    uint64_t unmapped;
};

struct rebuild {
    struct examined *out;
    enum rebuild_of of;
    struct datafile data;
    struct rebuild_one a[REBUILD_FIND_MAX];
    size_t n;
    uint64_t unplaced;
    bool unordered;
    bool any;    /* a record came already: */
    int32_t tid; /* its reference, */
    char *seq;   /* by name, */
    size_t seq_len;
    int64_t beg;
};

/* The index as a whole, by its name. */
const struct problem_place *rebuild_place_in(struct problem_place *at,
                                             const struct rebuild_one *m);

#endif
