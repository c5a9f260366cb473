/*
 * compareout -- what a comparison leaves behind: the files of --outputs, and
 * the table that the summary is printed from.
 *
 *     compareout_open(&o, words, dir, &job, &e);   adds its listeners
 *     job.listener = ...
 *     variants_compare(&result, &job, &e);
 *     compareout_finish(&o, &result, &e);          o.table can be asked
 *     compareout_commit(&o, &result, &e);          all files, or none
 *     compareout_close(&o);
 *
 * Files of records are written while the comparison goes on, into the hidden
 * stage of the folder (cli/outdir.h); the others at the end. A new one of
 * these is one word here and one row in the table of compareout.c: a function
 * that makes a text of the finished table.
 */
#ifndef CLI_COMPAREOUT_H
#define CLI_COMPAREOUT_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/outdir.h"
#include "variants/outputs/hearers.h"
#include "variants/variants.h"

struct stage;

enum compareout_word {
    COMPAREOUT_COUNTS, /* counts.tsv: the tally, by stratum and block */
    COMPAREOUT_CSV,    /* summary.csv, extended.csv */
    COMPAREOUT_JSON,   /* compare.json */
    COMPAREOUT_ROC,    /* weighted_roc.tsv, snp_roc.tsv, non_snp_roc.tsv */
    COMPAREOUT_VCF,    /* compare.vcf.gz: variants/labelled.h */
    COMPAREOUT_SPLIT,  /* tp.vcf.gz...: variants/splitout.h */
    COMPAREOUT_BITS,   /* truth.bits: core/marks.h */
    COMPAREOUT_HTML,   /* compare.en.html, compare.fr.html: a page for people */
    COMPAREOUT_WORDS
};

#define COMPAREOUT_DEFAULT "counts,csv,json"

/* The pages, which are made while the files of records end. */
struct compareout_pages {
    struct stage *stage;
    struct buf html[2]; /* by enum lang */
    struct err err;
};

struct compareout {
    unsigned words; /* bit k: enum compareout_word k */
    const char *datadir;
    const struct variants_job *job;
    struct outdir dir; /* open when there are words */
    struct table *table;
    struct labelled *labelled;
    struct splitout *split;
    struct truthbits *bits;
    struct causes *causes;
    struct compareout_pages pages;
    struct hearers hearers; /* others may be added */
};

/* From "counts,csv". ERR_USAGE. */
int compareout_words(unsigned *out, const char *list, struct err *e);

/* No `dir`: no files. The listeners in o->hearers are then to be heard. `job`
 * (with its crew) and `datadir` (where stylesheets are) must live until the
 * commit. */
int compareout_open(struct compareout *o, unsigned words, const char *dir,
                    const char *datadir, const struct variants_job *job,
                    struct err *e);

/* The comparison is done: the table is complete. */
int compareout_finish(struct compareout *o, const struct variants_result *r,
                      struct err *e);
int compareout_commit(struct compareout *o, const struct variants_result *r,
                      struct err *e);

/* What was not committed is gone. The all-zero value is accepted. */
void compareout_close(struct compareout *o);

#endif
