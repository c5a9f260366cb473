/*
 * explain_miss -- why does the query lack a true variant: has it the allele in
 * a record that FILTER takes out, or makes it no call there?
 */
#ifndef VARIANTS_EXPLAIN_MISS_H
#define VARIANTS_EXPLAIN_MISS_H

#include <stddef.h>
#include <stdint.h>

#include "variants/lanes.h"

struct err;

struct explain_filtered {
    const struct calls *calls;
    const struct allele *allele;
};

struct explain_nocall {
    int64_t beg;
    int64_t reach; /* furthest end of those up to here */
};

struct explain_miss { /* of one superlocus; all-zero is empty */
    struct explain_filtered *filtered;
    size_t n_filtered;
    struct explain_nocall *nocall;
    size_t n_nocalls;
};

/* From the query's calls, by rising pos; forgets those before. */
int explain_miss_open(struct explain_miss *x, const struct lane_call *call,
                      size_t n, struct err *e);
void explain_miss_close(struct explain_miss *x);

/* Of a truth call without partner: VARIANTS_FN_FILTERED, VARIANTS_FN_NOCALL or
 * VARIANTS_FN. */
enum variants_verdict explain_miss_of(const struct explain_miss *x,
                                      const struct lane_call *truth);

#endif
