/*
 * labelled -- compare.vcf.gz: every record of both files with what was said of
 * it, in the intermediate form that GA4GH's benchmarking tools share.
 *
 * Two samples, TRUTH and QUERY. A truth and a query record with the same POS,
 * REF and ALT are one line, when they lie in the same superlocus and regions.
 * FORMAT: GT, BD, BK, BI, BVT, BLT, QQ; INFO: BS, Regions, and where these do
 * not say it all, TWHY and QWHY: the verdict in this program's words
 * (variants_verdict_name()); MOVED: see struct judged.
 *
 * The labels add up to the tables (table_write.h): BD=TP, FN of TRUTH, BD=TP,
 * FP, UNK of QUERY, by BVT and by name in Regions. UNK are query records
 * outside the regions or unresolved, N are those not assessed, and truth
 * records outside or unresolved.
 */
#ifndef VARIANTS_LABELLED_H
#define VARIANTS_LABELLED_H

#include "variants/judged.h"

struct labelled;

#define LABELLED_NAME "compare.vcf.gz"

/* Will write `path` and its index (formats/vcfout.h), at this level of
 * compression. The job must live as long. */
struct labelled *labelled_new(const char *path, const struct variants_job *job,
                              int level, struct err *e);
struct judged_listener labelled_listener(struct labelled *l);

/* Once all was heard. */
int labelled_end(struct labelled *l, struct err *e);
void labelled_free(struct labelled *l); /* NULL does nothing */

#endif
