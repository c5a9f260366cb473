/*
 * splitout -- the records as they came, sorted into four files by verdict, as
 * vcfeval names them:
 *
 *     tp.vcf.gz           query records that are TP
 *     tp-baseline.vcf.gz  truth records that are TP
 *     fp.vcf.gz           query records that are FP (genotype errors too)
 *     fn.vcf.gz           truth records that are FN (genotype errors too)
 *
 * Each has the header of the file that its records come from. Records outside
 * the regions, unresolved or not assessed are in none of them.
 */
#ifndef VARIANTS_SPLITOUT_H
#define VARIANTS_SPLITOUT_H

#include "variants/judged.h"

struct splitout;

enum splitout_file {
    SPLITOUT_TP,
    SPLITOUT_TP_BASELINE,
    SPLITOUT_FP,
    SPLITOUT_FN,
    SPLITOUT_FILES
};

const char *splitout_name(enum splitout_file f); /* "tp.vcf.gz" */

/* Will write path[f] and their indexes. The job must live as long. */
struct splitout *splitout_new(const char *const path[SPLITOUT_FILES],
                              const struct variants_job *job, int level,
                              struct err *e);
struct judged_listener splitout_listener(struct splitout *s);
int splitout_end(struct splitout *s, struct err *e); /* all was heard */
void splitout_free(struct splitout *s);              /* NULL does nothing */

#endif
