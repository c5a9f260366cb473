/*
 * fastaout -- a FASTA file written contig by contig, with its .fai and, when
 * compressed, its .gzi beside it (the indexes that htslib's faidx reads).
 *
 * Lines hold FASTAOUT_LINE bases.
 */
#ifndef FORMATS_FASTAOUT_H
#define FORMATS_FASTAOUT_H

#include "formats/bgzfout.h"

#define FASTAOUT_LINE 60

struct fastaout;

/* PATH is written as BGZF unless options say plain; PATH.fai and PATH.gzi
 * appear at the end. NULL with *e. */
struct fastaout *fastaout_open(const char *path, bool plain, int level,
                               struct err *e);

/* Begin a contig. The name is not checked. */
int fastaout_contig(struct fastaout *f, const char *name, struct err *e);

/* Add bases to it; where soft[i] is not 0 the base is written in lower case
 * (soft may be NULL). */
int fastaout_bases(struct fastaout *f, const char *seq,
                   const unsigned char *soft, size_t n, struct err *e);

int fastaout_end(struct bgzfout_sum *sum, struct fastaout *f, struct err *e);
void fastaout_free(struct fastaout *f);

#endif
