/* table_internal -- the parts of table.c that have files of their own. */
#ifndef VARIANTS_TABLE_INTERNAL_H
#define VARIANTS_TABLE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/outputs/roc.h"
#include "variants/outputs/table.h"

enum table_group { /* what a verdict comes to; a record is in one */
    GROUP_TP,
    GROUP_GE,
    GROUP_LM,
    GROUP_MISS, /* FN or FP, nothing near */
    GROUP_UNRESOLVED,
    GROUP_OUTSIDE,
    GROUPS
};

#define CELLS                                                                  \
    ((size_t)JUDGED_SHAPES * JUDGED_SUBTYPES * JUDGED_ZYGOSITIES *             \
     JUDGED_SIDES * GROUPS)
#define SHAPES_AND_ALL (JUDGED_SHAPES + 1)

static inline size_t table_cell(size_t shape, size_t subtype, size_t zygosity,
                                size_t side, size_t group)
{
    return (((shape * JUDGED_SUBTYPES + subtype) * JUDGED_ZYGOSITIES +
             zygosity) *
                JUDGED_SIDES +
            side) *
               GROUPS +
           group;
}

/* One block of the genome, inside the regions. */
struct table_block {
    uint32_t contig;
    int64_t beg; /* in bp */
    int32_t right[JUDGED_SHAPES][JUDGED_SIDES];
    int32_t wrong[JUDGED_SHAPES][JUDGED_SIDES];
};

/* The right records of one superlocus, until it is complete. */
struct table_locus {
    uint64_t id; /* 0: free */
    uint32_t truth[JUDGED_SHAPES];
    uint32_t n_truth;
    uint32_t query[JUDGED_SHAPES];
    struct table_right {
        double score;
        uint8_t shape;
    } * a; /* those of the query */
    size_t n;
    size_t cap;
};

/* Superloci come in order, but a record's POS may lie before its superlocus:
 * so a few are open at a time. */
#define LOCI_OPEN 16

struct table_entry {
    uint64_t key; /* bitset << 16 | cell; of use when n > 0 */
    uint32_t n;
};

/* Records by bitset and cell, not yet spread over the strata. */
struct table_heap {
    uint64_t *bits; /* of each bitset, one after the other; bit 0 is off */
    size_t n_sets;
    size_t cap_sets;
    uint32_t *slot; /* bitset + 1, by hash */
    size_t n_slots;
    struct table_entry *entry; /* by hash */
    size_t n_entries;
    size_t cap_entries;
    size_t last; /* bitset of the last record */
};

struct table {
    char **name; /* of the strata; "*" first */
    int64_t *bp; /* all, inside: two a stratum */
    size_t n;    /* strata, "*" too */
    size_t words;
    char *score; /* NULL: none */
    enum variants_filter filter;
    bool has_regions;
    int64_t *cell; /* CELLS a stratum */
    struct table_heap heap;
    struct table_block *block;
    size_t n_blocks;
    size_t cap_blocks;
    struct table_locus locus[LOCI_OPEN];
    struct roc roc[JUDGED_SHAPES];
    struct table_jackknife jack[SHAPES_AND_ALL][TABLE_JACKS];
    struct roc_curve curve[SHAPES_AND_ALL];
    struct roc_curve not_snv;
};

/* table_heap.c: add a record to the strata of its bits; spread them all. */
int table_heap_add(struct table *t, const uint64_t *bits, size_t cell,
                   struct err *e);
void table_heap_spread(struct table *t);
void table_heap_release(struct table_heap *h);

/* table_curve.c: records inside the regions, by score. */
int table_curve_add(struct table *t, const struct judged *j, enum table_group g,
                    struct err *e);
int table_curve_finish(struct table *t, struct err *e);
void table_curve_forget(struct table *t);

/* table_jackknife.c */
int table_jackknife_finish(struct table *t, struct err *e);

#endif
