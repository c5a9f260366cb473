/*
 * count -- judged records into the counters of a tally.
 *
 * Records with the same sets around them are counted together and spread over
 * the strata once a block: so hundreds of strata cost little more than one.
 */
#ifndef VARIANTS_COUNT_H
#define VARIANTS_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/judged.h"
#include "variants/strata/strata.h"

struct err;

struct count {
    struct tally tally;
    size_t words; /* of a bitset */
    size_t n_sets;
    uint32_t contig; /* of the tally, of what is being counted */
    uint32_t block;
    bool open;         /* contig and block are valid */
    uint64_t *pattern; /* different bitsets met in this block */
    int64_t *sum;      /* VARIANTS_REGIONS of each */
    size_t n_patterns;
    size_t cap_patterns;
    int64_t *of_set; /* VARIANTS_REGIONS of each set, when the block is over */
    uint32_t *slot;  /* by hash: index + 1 */
    size_t n_slots;
    size_t last; /* the pattern of the record before */
    int64_t not_assessed[JUDGED_SIDES][VARIANTS_VERDICTS];
};

int count_open(struct count *c, const struct variants_job *job,
               const struct strata *sets, struct err *e);
void count_close(struct count *c);

/* What follows is on this contig, of which bp are assessed. */
int count_contig(struct count *c, const char *name,
                 const struct strata_contig *sets, struct err *e);
int count_chunk(struct count *c, const struct judged *j, size_t n,
                struct err *e);
struct count_file { /* counters of whole files */
    uint64_t records[JUDGED_SIDES];
    int64_t repeated;
    int64_t phase_pairs;
    int64_t phase_switches;
    int64_t phase_flips;
};

/* All contigs are done. */
int count_end(struct count *c, const struct count_file *f, struct err *e);

#endif
