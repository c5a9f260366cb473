/*
 * table -- what was judged, counted: by shape, GA4GH subtype, zygosity and
 * stratum, by block of genome, and by score.
 *
 *     struct table *t = table_new(&job, &e);
 *     struct judged_listener l = {.arg = t, .hear = table_hear,
 *                                 .again = table_again};
 *     job.listener = &l;
 *     variants_compare(&r, &job, &e);
 *     table_finish(t, &e);
 *     table_sum(&sums, t, &(struct table_pick){0});
 *
 * Stratum 0, "*", is the whole; stratum k is the job's, from 1, as in
 * strata.h. Records inside the regions are TP, FN, FP or unresolved; those
 * outside only say how many they are. A record counts in each stratum whose
 * bit it has, on either side of the regions' border.
 *
 * A genotype error counts as FN (truth) and as FP (query), as GA4GH's
 * comparison method 3 has it, and is told apart besides.
 *
 * Unresolved records are neither right nor wrong: recall and precision leave
 * them out, and their bounds say what they would be if all of the unresolved
 * were wrong, or right.
 *
 * Cost: a hash look-up a record, whatever the number of strata: records with
 * the same bits and the same cell are added up before they are spread.
 * Threads: one at a time; a finished table may be read by any number.
 */
#ifndef VARIANTS_TABLE_H
#define VARIANTS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/stats.h"
#include "variants/judged.h"
#include "variants/outputs/roc.h"

struct table;

#define TABLE_CONFIDENCE 0.95 /* of all intervals, two-sided */

/* `strata`, `n_strata`, `filter`, `score` and `regions` of the job count;
 * nothing of it is kept. */
struct table *table_new(const struct variants_job *job, struct err *e);
void table_free(struct table *t); /* NULL does nothing */

int table_hear(void *table, const struct judged_chunk *c, struct err *e);
void table_again(void *table); /* forget what was heard */

/* bp of a stratum, and of its part inside the regions; -1 (as at first)
 * unknown. */
void table_set_bp(struct table *t, size_t stratum, int64_t all, int64_t inside);

/* Once all was heard. Everything below needs it. */
int table_finish(struct table *t, struct err *e);

size_t table_strata(const struct table *t); /* "*" too */
const char *table_stratum(const struct table *t, size_t k);

/* Which records: a mask has TABLE_BIT() of each that is wanted; 0: all. */
struct table_pick {
    size_t stratum;
    unsigned shapes;
    unsigned subtypes;
    unsigned zygosities;
};
#define TABLE_BIT(x) (1U << (unsigned)(x))

/* The types that hap.py knows. */
#define TABLE_SNP   (TABLE_BIT(JUDGED_SNV) | TABLE_BIT(JUDGED_MNP))
#define TABLE_INDEL (TABLE_BIT(JUDGED_INDEL) | TABLE_BIT(JUDGED_COMPLEX))

struct table_sums {
    int64_t truth_total; /* = tp + fn + unresolved */
    int64_t truth_tp;
    int64_t truth_fn;
    int64_t truth_ge; /* of fn: allele right, genotype wrong */
    int64_t truth_lm; /* of fn: an unmatched query record is near */
    int64_t truth_unresolved;
    int64_t truth_outside;
    int64_t query_total; /* = tp + fp + unresolved + unk */
    int64_t query_tp;
    int64_t query_fp;
    int64_t query_ge; /* of fp; FP.gt */
    int64_t query_lm; /* of fp; FP.al */
    int64_t query_unresolved;
    int64_t query_unk; /* outside the regions */
};
void table_sum(struct table_sums *out, const struct table *t,
               const struct table_pick *pick);

/* A proportion; NaN and [0, 1] of nothing. */
struct table_share {
    int64_t num;
    int64_t den;
    double value;
    struct interval wilson;
    double worst; /* all of the unresolved wrong; */
    double best;  /* or right */
};

struct table_metrics {
    struct table_share recall;    /* TP / (TP + FN) of the truth */
    struct table_share precision; /* TP / (TP + FP) of the query */
    struct table_share genotype;  /* TP / (TP + genotype errors), truth */
    double f1;                    /* harmonic mean of recall and precision */
    double frac_na;   /* (UNK + unresolved) / query total, as GA4GH */
    double fn_per_mb; /* NaN: bp unknown */
    double fp_per_mb;
    double titv[JUDGED_SIDES];    /* of the totals; NaN: no transversion */
    double het_hom[JUDGED_SIDES]; /* NaN: no homozygous record */
};
void table_measure(struct table_metrics *out, const struct table *t,
                   const struct table_pick *pick);

/* How much recall and precision of "*" vary from block to block of
 * TALLY_BLOCK_BP: delete-one-block jackknife (core/stats.h). */
struct table_jackknife {
    size_t blocks;          /* that count; below 2 nothing else is known */
    double se;              /* standard error */
    struct interval normal; /* value +- z se, within [0, 1] */
    double design_effect;
    struct interval wilson; /* counts divided by the design effect */
};
enum table_jack {
    TABLE_JACK_RECALL,
    TABLE_JACK_PRECISION,
    TABLE_JACKS
};
/* shape JUDGED_SHAPES: all of them. */
const struct table_jackknife *
table_jackknife(const struct table *t, unsigned shape, enum table_jack which);

/* By falling score, inside the regions; JUDGED_SHAPES: all. The last row holds
 * all TP and FP. A truth record counts where its partners in the superlocus
 * do: of its own shape; else those of a shape that has no truth record there;
 * else all of them; in equal parts. */
const struct roc_curve *table_roc(const struct table *t, unsigned shape);
const struct roc_curve *table_roc_not_snv(const struct table *t);

#endif
