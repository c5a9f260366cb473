/*
 * calls -- the records of one file, in memory: what a matcher needs of them.
 *
 * Each record has a verdict from the start: the reason why it is not assessed,
 * or VARIANTS_OUTSIDE until it is judged. Kept in full (struct call) are those
 * to be assessed, and those that explain a miss: taken out by FILTER, or
 * without a whole genotype. So a gVCF costs two bytes for each of its blocks.
 *
 * Ownership: a struct calls owns all in it; all-zero is empty.
 */
#ifndef VARIANTS_CALLS_H
#define VARIANTS_CALLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/vcfhead.h"
#include "variants/variants.h"

struct fasta;

#define CALLS_MAX   UINT32_MAX
#define CALLS_ALTS  2
#define CALLS_TEXTS ((uint64_t)64 << 30) /* bytes of all alleles kept */

enum call_kind {
    CALL_ASSESSED,
    CALL_FILTERED, /* has alleles, but FILTER takes it out */
    CALL_NOCALL,   /* only its place is known */
};

struct call {
    uint64_t text;   /* of REF in texts, then the ALT alleles, upper case */
    uint32_t record; /* index, from 0 */
    int32_t pos;     /* of REF, 0-based */
    uint32_t ref_len;
    uint32_t alt_len[CALLS_ALTS];
    uint32_t unit;  /* index of its first unit; see unit.h */
    uint16_t units; /* how many */
    uint8_t n_alts; /* different ALT alleles in the genotype */
    uint8_t copies[CALLS_ALTS];
    uint8_t kind; /* enum call_kind */
};

struct calls_range { /* the calls of one contig */
    uint32_t contig; /* index in head.contigs; later in the common list */
    size_t first;
    size_t n;
    uint64_t line; /* of its first record; record number for BCF */
};

struct calls {
    struct call *a;
    size_t n;
    size_t cap;
    char *texts;
    uint64_t n_texts;
    uint64_t cap_texts;
    struct calls_range *range; /* in the order of the file */
    size_t n_ranges;
    size_t cap_ranges;
    struct variants_verdicts verdicts;
    size_t cap_verdicts;
    struct vcfhead head;   /* contigs only */
    uint64_t header_lines; /* 0 for BCF: then places are record numbers */
    char *undeclared;      /* a contig that the header lacks; NULL none */
};

/* `ref` may be NULL; else contigs have the length they have there, if the
 * header states one. Of the job's truth every contig must be the reference's,
 * of the query one. */
int calls_load(struct calls *out, const struct variants_input *from,
               const struct variants_job *job, const struct fasta *ref,
               struct err *e);
void calls_release(struct calls *c);

/* Alleles of a call: REF, and ALT k of it. */
const char *call_ref(const struct calls *c, const struct call *k);
const char *call_alt(const struct calls *c, const struct call *k, int alt);

/* Line of a record for messages; its number for BCF. */
uint64_t calls_line(const struct calls *c, uint32_t record);

#endif
