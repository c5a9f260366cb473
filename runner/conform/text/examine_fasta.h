/*
 * examine_fasta -- FASTA, by the rules FASTA-*, and with its .fai (stated, or
 * beside it) by FAI-002. Lines may be of any length. Memory grows with the
 * number of sequences, up to FASTA_NAMES_MAX of them.
 */
#ifndef CONFORM_EXAMINE_FASTA_H
#define CONFORM_EXAMINE_FASTA_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

#define EXAMINE_FASTA_NAMES_MAX 1000000

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_fasta(struct examined *out, const struct examine_job *job,
                  struct err *e);
bool examine_fasta_sniff(const unsigned char *head, size_t n);

#endif
