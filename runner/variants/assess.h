/*
 * assess -- one contig: units, matching, regions, counters.
 */
#ifndef VARIANTS_ASSESS_H
#define VARIANTS_ASSESS_H

#include "base/err.h"
#include "variants/calls.h"
#include "variants/genome.h"

/* Where a file was found defective; the earliest record counts. */
struct fault {
    struct err err; /* code ERR_NONE: no fault */
    uint32_t record;
};

/* One contig to assess. */
struct assess_contig {
    uint32_t contig;
    const struct calls_range *truth; /* NULL: no records there */
    const struct calls_range *query;
};

/* What one thread works with and adds up. */
struct assess {
    const struct genome *genome;
    struct calls *truth;
    struct calls *query;
    struct fasta_view *view; /* NULL without a reference */
    struct tally tally;
    struct fault truth_fault;
    struct fault query_fault;
    int64_t *sum; /* of one block: strata by counters */
};

int assess_open(struct assess *a, const struct genome *g, struct calls *truth,
                struct calls *query, const struct variants_job *job,
                struct err *e);
void assess_close(struct assess *a);

/* -1: the reference, memory or the system fails. A defect of truth or query
 * becomes a fault, and the contig is left. */
int assess_contig(struct assess *a, const struct assess_contig *c,
                  struct err *e);

#endif
