/*
 * side -- truth or query: its calls, contig by contig.
 *
 * A file's records arrive in batches. A piece is what one batch has on one
 * contig. Pieces come in the order of the file; or, once side_gather() has read
 * it all, in the order of the contigs' ranks.
 *
 * Contigs are checked as their first record arrives: known to the reference,
 * same length, same style of name. Of the truth every contig must be the
 * reference's, of the query one.
 *
 * Ownership: a batch lives while anything holds it; side_release() lets go.
 */
#ifndef VARIANTS_SIDE_H
#define VARIANTS_SIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/calls.h"
#include "variants/genome.h"

struct crew;
struct vcfflow;
struct vcfflow_batch;

struct batch {
    struct vcfflow_batch *in;
    struct calls *calls;
    size_t held;
};

struct piece {
    struct batch *batch;
    size_t first; /* of the batch's calls, not yet used */
    size_t n;
    uint32_t contig; /* of the genome's list */
    bool known;      /* the reference has it, or there is none */
};

struct side {
    const struct variants_input *from;
    bool strict; /* every contig must be the reference's */
    struct calls_arg arg;
    struct vcfflow *flow;
    struct genome *genome;
    uint32_t *contig; /* by the file's number: in the list, or NAMES_NONE */
    bool *is_known;
    size_t n_contigs;
    size_t cap_contigs;
    struct batch *batch; /* whose runs are being handed out */
    size_t run;
    struct piece next; /* valid while has_next */
    bool has_next;
    bool ended;
    struct piece *gathered; /* sorted by rank */
    size_t n_gathered;
    size_t cap_gathered;
    size_t at_gathered;
    bool gathers;
    uint64_t records; /* handed out */
    size_t n_known;   /* contigs with records, known and not */
    size_t n_foreign;
    uint32_t first_contig; /* with records; NAMES_NONE: none yet */
    char *foreign;         /* the first of them; NULL: none */
    uint64_t foreign_line;
    char *undeclared; /* a contig that the header lacks; NULL: none */
};

/* The header is read; contigs join the genome if they may. */
int side_open(struct side *s, const struct variants_input *from,
              const struct variants_job *job, struct genome *g,
              struct crew *crew, struct err *e);
void side_close(struct side *s);

/* Read the whole file and sort its pieces by rank. */
int side_gather(struct side *s, struct err *e);

/* 1: s->next is the next piece; 0: there is none; -1. */
int side_peek(struct side *s, struct err *e);

/* Use up the first `n` calls of s->next. The batch is held once more, for the
 * caller. */
struct batch *side_take(struct side *s, size_t n);
void side_release(struct side *s, struct batch *b);

/* At the end: a file of which the reference knows no contig is at fault. */
int side_check_end(const struct side *s, struct err *e);

/* Where a record stands: its line, or its number for BCF. */
uint64_t side_line(const struct batch *b, size_t record);

#endif
