/*
 * vcfflow -- the records of a VCF or BCF file in batches, decompressed and
 * scanned by several threads, handed out in the order of the file.
 *
 *     BGZF blocks --inflate--> text --cut at line ends--> scan --> batches
 *
 * What is kept of a record is the taker's business: its functions run in the
 * threads, one thread a batch, so they need no lock. Memory is what is under
 * way, never the file.
 *
 * Grammar, order and messages are those of formats/vcfin.h, to the letter: a
 * file gives the same records and the same first error through either. Records
 * before an error are handed out first.
 *
 * Of struct vcfrec, two fields differ here: `n` and `line` count from 1 within
 * the batch; and `contig` is NAMES_NONE for a contig that the header lacks
 * (batch runs have its number).
 *
 * Units:     0-based positions, as vcfin.
 * Errors:    as vcfin.
 * Ownership: a batch is the caller's until vcfflow_batch_free(); it must not
 *            outlive the flow.
 * Threads:   a flow belongs to one thread, which frees batches too; that of
 *            the crew. A batch may be read in any.
 */
#ifndef FORMATS_VCFFLOW_H
#define FORMATS_VCFFLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/vcfin.h"

struct crew;
struct err;
struct vcfflow;

struct vcfflow_taker {
    void *arg;
    /* A new, empty content for one batch; NULL with *e set. */
    void *(*open)(void *arg, struct err *e);
    /* One record; -1 ends the flow with *e (its place is added). */
    int (*take)(void *content, const struct vcfrec *r, struct err *e);
    void (*free)(void *content);
};

struct vcfflow_options {
    const char *sample; /* NULL: the only one; a file with more is refused
                           with ERR_MISMATCH, one without with ERR_SYNTAX */
    bool no_sample;     /* genotypes are not wanted: any file will do */
    bool keep_text;     /* lines stay in place while their batch lives */
};

/* Neighbouring records of a batch on one contig. */
struct vcfflow_run {
    uint32_t contig; /* index in the head's contigs, undeclared ones too */
    size_t first;    /* record of the batch, from 0 */
    size_t n;
    int64_t beg_pos; /* POS of its first and last record */
    int64_t end_pos;
};

struct vcfflow_batch {
    void *content;         /* made by the taker */
    uint64_t first_record; /* number of its first record, 1-based */
    uint64_t first_line;   /* line of it; 0 for BCF */
    size_t n;              /* records, > 0 */
    struct vcfflow_run *run;
    size_t n_runs;
};

/* Opens a path ("-": standard input) and reads the header. */
struct vcfflow *vcfflow_open(const char *path, struct crew *crew,
                             const struct vcfflow_options *o,
                             const struct vcfflow_taker *t, struct err *e);
void vcfflow_close(struct vcfflow *f); /* NULL does nothing */

/* Records of undeclared contigs make it grow, as batches are handed out. */
const struct vcfhead *vcfflow_head(const struct vcfflow *f);

/* The text of the header, with the #CHROM line. */
const char *vcfflow_head_text(const struct vcfflow *f, size_t *len);

/* 1 and a batch; 0 at the end; -1. */
int vcfflow_next(struct vcfflow_batch **out, struct vcfflow *f, struct err *e);
void vcfflow_batch_free(struct vcfflow_batch *b, struct vcfflow *f);

#endif
