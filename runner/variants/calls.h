/*
 * calls -- the records of one batch of one file: what a matcher needs of them.
 *
 * Made in the threads that scan the file (see formats/vcfflow.h); completed by
 * variants/place.h, which knows the reference.
 *
 * Ownership: a struct calls owns all in it; all-zero is empty.
 */
#ifndef VARIANTS_CALLS_H
#define VARIANTS_CALLS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/judged.h"
#include "variants/solve/solve.h"
#include "variants/variants.h"

struct err;
struct vcfrec;
struct vcfflow_taker;

#define CALLS_TEXTS ((size_t)1 << 30) /* bytes of all alleles of a batch */

/* What part a record has in the comparison. */
enum call_kind {
    CALL_ASSESSED,
    CALL_FILTERED, /* has alleles, but FILTER or FT takes it out: explains
                      a miss */
    CALL_NOCALL,   /* no whole genotype: its place explains a miss */
    CALL_NONE      /* not assessed, for the reason in `reason` */
};

/* One ALT allele that a genotype names, trimmed of what it shares with REF,
 * from the right first. */
struct allele {
    uint32_t alt; /* of its bases in texts */
    uint32_t alt_len;
    int32_t beg; /* reference bases that it replaces */
    int32_t end;
    uint32_t room; /* trimmed from the left first, it would stand so many bases
                      further to the right */
    int32_t left;  /* bp that an insertion or deletion can move left; place.h */
};

struct call {
    uint32_t record; /* of its batch, from 0 */
    int32_t pos;     /* POS - 1 */
    uint32_t ref_len;
    uint32_t text;   /* of REF in texts */
    uint32_t allele; /* index of its first */
    int32_t lo;      /* bases with which it can interact: [lo, hi); place.h */
    int32_t hi;
    uint8_t n_alleles;
    uint8_t ploidy;
    uint8_t gt[SOLVE_PLOIDY]; /* as in struct solve_record */
    uint8_t silent; /* bit h: haplotype h asserts nothing, not even REF */
    bool phased;
    uint64_t phase_set; /* its name, hashed; 1: phased without one; 0: not */
    uint8_t kind;       /* enum call_kind */
    uint8_t reason; /* enum variants_verdict; VARIANTS_TP when there is none */
    uint8_t shape;  /* enums of judged.h, when it has alleles */
    uint8_t subtype;
    uint8_t zygosity;
};

/* The line of a record, which stays where it is. */
struct calls_line {
    const char *s; /* NULL: it has none */
    uint32_t n;
    bool has_columns;
    struct judged_columns columns;
};

struct calls {
    struct call *a; /* one for each record */
    size_t n;
    size_t cap;
    struct allele *allele;
    size_t n_alleles;
    size_t cap_alleles;
    char *texts; /* REF and ALT, upper case */
    size_t n_texts;
    size_t cap_texts;
    double *score; /* per record; NULL when the job names no field */
    size_t cap_score;
    struct calls_line *line; /* per record; NULL when nobody wants them */
    size_t cap_line;
    struct calls_arg *arg;
    struct calls *next; /* at rest */
};

/* What all batches of one file share: what is asked of it, and the memory of
 * batches that are done with, for those to come. */
struct calls_arg {
    const struct variants_job *job;
    const struct variants_input *from;
    pthread_mutex_t lock;
    struct calls *resting;
};
int calls_init(struct calls_arg *arg, const struct variants_job *job,
               const struct variants_input *from, struct err *e);
void calls_release(struct calls_arg *arg); /* all-zero: does nothing */

/* `arg` must live as long as the flow. */
struct vcfflow_taker calls_taker(struct calls_arg *arg);

static inline const struct allele *call_allele(const struct calls *c,
                                               const struct call *k, unsigned i)
{
    return &c->allele[k->allele + i];
}

/* Gives a judged record its line, when it was kept. */
void calls_tell_line(struct judged *j, const struct calls *c, size_t record);

/* The same change of the reference? Insertions and deletions are compared at
 * their leftmost place. */
bool allele_same(const struct calls *c, const struct allele *a,
                 const struct calls *d, const struct allele *b);

/* A total order in which the same alleles are neighbours. */
int allele_compare(const struct calls *c, const struct allele *a,
                   const struct calls *d, const struct allele *b);

/* The bases that must be in a region to hold it: of an insertion, both its
 * neighbours. Insertions and deletions at their leftmost place, so that it does
 * not matter where in a repeat they were written. */
void allele_span(int64_t *beg, int64_t *end, const struct allele *a);

#endif
