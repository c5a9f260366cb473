/*
 * unit -- what a call asserts, in the smallest pieces: SNVs, shifted indels,
 * unequal replacements (definitions: variants.h).
 */
#ifndef VARIANTS_UNIT_H
#define VARIANTS_UNIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/variants.h"

struct call;
struct calls;
struct err;
struct fasta_view;

struct unit {
    int32_t pos;      /* of the first base replaced; an insertion stands
                         before it */
    uint32_t ref_len; /* bases replaced */
    uint32_t alt_len; /* bases put in */
    uint32_t call;    /* index in the list of its contig */
    const char *alt;
    uint32_t id;    /* its index before sorting */
    uint8_t copies; /* 1 or 2 */
    uint8_t allele; /* 0 or 1: which ALT of the call */
};

struct units {
    struct unit *a;
    size_t n;
    size_t cap;
    char **rotated; /* text of insertions that were shifted */
    size_t n_rotated;
    size_t cap_rotated;
};

/* Reading a reference to shift against; both 0 when there is none. */
struct unit_ref {
    struct fasta_view *view;
    uint32_t contig;
    const char *name; /* of the contig */
};

/* Does REF agree with the reference? Bases other than ACGT in the reference
 * agree with all. ERR_MISMATCH when not, or when it lies outside. */
int unit_check_ref(const struct calls *c, const struct call *k,
                   const struct unit_ref *ref, struct err *e);

/* Add the units of one call: sets k->unit, k->units. `index` is the call's
 * place in the list of its contig. */
int units_add(struct units *u, const struct calls *c, struct call *k,
              uint32_t index, const struct unit_ref *ref, struct err *e);
void units_clear(struct units *u); /* keeps some memory */
void units_release(struct units *u);

enum variants_type unit_type(const struct unit *u);

/* What must lie in a region: *beg < *end. */
void unit_span(int64_t *beg, int64_t *end, const struct unit *u);

/* By place and alleles: the order for matching. 0 means the same unit. */
int unit_compare(const struct unit *a, const struct unit *b);
void units_sort(struct units *u);

#endif
