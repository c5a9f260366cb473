/*
 * examine_fastq -- FASTQ, alone, in pairs or interleaved, by the rules FASTQ-*.
 *
 * One pass with an own scanner; memory does not grow with the file. There is no
 * formal specification: the definition of Cock et al. 2010 is taken (title,
 * wrapped lines, Sanger qualities), and for pairs that of the makers of the
 * instruments.
 */
#ifndef CONFORM_EXAMINE_FASTQ_H
#define CONFORM_EXAMINE_FASTQ_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_fastq(struct examined *out, const struct examine_job *job,
                  struct err *e);
bool examine_fastq_sniff(const unsigned char *head, size_t n);

#endif
