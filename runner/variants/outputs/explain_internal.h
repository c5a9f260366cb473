/* explain_internal -- the parts of explain.c that have files of their own. */
#ifndef VARIANTS_EXPLAIN_INTERNAL_H
#define VARIANTS_EXPLAIN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/outputs/explain.h"
#include "variants/outputs/recordtext.h"
#include "variants/solve/solve.h"

#define EXPLAIN_COLUMNS_MAX 2000000 /* of a drawing, before it is shortened */

/* One ALT allele, trimmed of what it shares with REF, upper case. */
struct explain_allele {
    int64_t beg;
    int64_t end;
    const char *alt; /* in the record's `upper` */
    size_t alt_len;
};

struct explain_record {
    struct judged j; /* its text and strata are copies of ours */
    char *copy;
    struct recordtext text;
    char *upper; /* REF and ALT in upper case */
    /* of assessed records: */
    struct explain_allele allele[SOLVE_PLOIDY];
    size_t n_alleles;
    int hap[SOLVE_PLOIDY]; /* on which haplotype is which allele: 0 none, k
                              allele[k - 1] */
    int ploidy;
    bool phased;
    bool left_out; /* overlaps another record of its side: not drawn */
};

/* The bases [beg, end) around the alleles, and who has which haplotype. */
struct explain_scene {
    char *ref; /* upper case */
    int64_t beg;
    int64_t end;
    int haps[JUDGED_SIDES];
    bool agree; /* haplotypes of what matches are equal, k to k */
};

struct explain {
    char *contig;
    int64_t pos;
    const struct variants_job *job;
    size_t words;
    size_t sample[JUDGED_SIDES];
    uint32_t contig_id;
    bool any; /* a superlocus was met */
    uint64_t locus;
    int64_t beg;
    int64_t end;
    struct explain_record *a; /* in the order heard */
    size_t n;
    size_t cap;
    uint64_t dropped;
};

/* explain_hap.c: alleles and haplotypes of a record, from its text. */
int explain_read(struct explain_record *r, bool alts, struct err *e);

/* Lay what matches on the haplotypes so that both sides agree. */
int explain_phase(struct explain_scene *s, struct explain *x, struct err *e);

/* explain_draw.c */
int explain_draw(struct buf *out, const struct explain_scene *s,
                 struct explain *x, struct err *e);

/* explain_say.c: one record: what it is, its verdict, and why. */
void explain_say(struct buf *out, const struct explain *x,
                 const struct explain_record *r);

#endif
