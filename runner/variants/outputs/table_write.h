/*
 * table_write -- a finished table in the forms that people and programs know.
 *
 * Every form is appended to a buf, whose ceiling and failure are the caller's
 * to check (buf_check()); path_write() then makes a whole file of it. The same
 * table gives the same bytes everywhere: no clock, no path, no locale.
 *
 * Where a number is not defined (0 of 0) it is left out: an empty field, a
 * JSON null, "-" in text.
 */
#ifndef VARIANTS_TABLE_WRITE_H
#define VARIANTS_TABLE_WRITE_H

#include "variants/outputs/table.h"

struct buf;

#define TABLE_WRITE_MAX ((size_t)1 << 30) /* a ceiling that is enough */

/*
 * CSV as of hap.py: summary.csv and extended.csv, the same columns in the same
 * order. What differs in meaning:
 * - Filter. One comparison follows one rule for FILTER, so there are the rows
 *   of that rule, PASS or ALL, and not those of the other.
 * - Type. SNP is SNVs and MNPs (which hap.py takes apart; they have the
 *   Subtype mnp here), INDEL is indels and complex records.
 * - QUERY.UNK holds the unresolved besides those outside the regions, so that
 *   TOTAL = TP + FP + UNK; TRUTH.TOTAL - TP - FN is the unresolved truth.
 * - Genotype is told apart for all subtypes together. TS_boundary and
 *   TS_contained are no subsets here; name them as strata.
 */
void table_write_summary(struct buf *out, const struct table *t);
void table_write_extended(struct buf *out, const struct table *t);

/*
 * weighted_roc.tsv as of vcfeval (ROC output 1.2), without #CL. All calls of
 * one printed score share a row, and what has no score is the row "None".
 */
enum table_selection {
    TABLE_SELECT_ALL,
    TABLE_SELECT_SNP, /* SNVs */
    TABLE_SELECT_NON_SNP,
    TABLE_SELECTIONS
};
void table_write_roc(struct buf *out, const struct table *t,
                     enum table_selection which);

/* All there is, with the method of each interval; curves are thinned to
 * TABLE_JSON_POINTS rows, even steps in calls, first and last row kept. */
#define TABLE_JSON_POINTS 500
void table_write_json(struct buf *out, const struct table *t);

/* For a terminal, in the current language: one row a type, what is to be said
 * of all together (the jackknife's interval from TABLE_BLOCKS_MIN blocks on),
 * and the TABLE_WORST rows of SNVs or indels of a stratum with the lowest F1,
 * of those with at least TABLE_WORST_MIN truth records. */
#define TABLE_BLOCKS_MIN 10
#define TABLE_WORST      5
#define TABLE_WORST_MIN  20
void table_write_text(struct buf *out, const struct table *t);

#endif
