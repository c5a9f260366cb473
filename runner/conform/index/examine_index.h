/*
 * examine_index -- indexes: BAI, CSI and TBI, FAI and GZI, by the rules of
 * these names.
 *
 * What an index must be by itself; and, where the data file stands beside it
 * (x.bam for x.bam.bai or x.bai), what can be compared with few reads: that
 * offsets are begins of blocks, rows of a FASTA, and the number of references.
 * That each record is found is for who reads all records.
 */
#ifndef CONFORM_EXAMINE_INDEX_H
#define CONFORM_EXAMINE_INDEX_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_bai(struct examined *out, const struct examine_job *job,
                struct err *e);
int examine_csi(struct examined *out, const struct examine_job *job,
                struct err *e);
int examine_tbi(struct examined *out, const struct examine_job *job,
                struct err *e);
int examine_fai(struct examined *out, const struct examine_job *job,
                struct err *e);
int examine_gzi(struct examined *out, const struct examine_job *job,
                struct err *e);
bool examine_bai_sniff(const unsigned char *head, size_t n);
bool examine_csi_sniff(const unsigned char *head, size_t n);
bool examine_tbi_sniff(const unsigned char *head, size_t n);
bool examine_fai_sniff(const unsigned char *head, size_t n);

#endif
