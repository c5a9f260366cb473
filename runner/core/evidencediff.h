/*
 * evidencediff -- where two runs of one plan first counted differently.
 *
 * "First" is by the order of the plan, then as tallies are written: stratum,
 * contig, block, counter. Rows that hold nothing but zeros count as absent, as
 * they are not written either.
 *
 * Ownership: texts point into the evidences, which must outlive it.
 */
#ifndef CORE_EVIDENCEDIFF_H
#define CORE_EVIDENCEDIFF_H

#include <stddef.h>
#include <stdint.h>

#include "core/evidence.h"

struct err;

enum evidencediff_kind {
    EVIDENCEDIFF_NONE,
    EVIDENCEDIFF_STATE, /* another state or cause of a measurement */
    EVIDENCEDIFF_SHAPE, /* other counters or strata were counted */
    EVIDENCEDIFF_COUNT, /* another number */
};

struct evidencediff {
    enum evidencediff_kind kind;
    const char *measurement;
    enum measured state[2];
    const char *stratum, *contig, *counter; /* EVIDENCEDIFF_COUNT */
    uint32_t block;
    int64_t value[2];
    size_t n_measurements; /* that differ in any way */
    size_t n_counts;       /* numbers that differ, in all of them */
};

/* Both must be evidence of one plan (ERR_MISMATCH). */
int evidencediff_find(struct evidencediff *out, const struct evidence *a,
                      const struct evidence *b, struct err *e);

#endif
