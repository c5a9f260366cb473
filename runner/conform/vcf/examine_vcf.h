/*
 * examine_vcf -- VCF 4.1 to 4.5 (text), by the rules VCF-*, GVCF-* and BGZF-*.
 *
 * An own scanner over the lines: htslib repairs or drops what is wrong in a
 * text. One pass; what is kept grows with the header (ids, contigs, samples),
 * never with the records, but for identifiers of records (bounded: see
 * examine_vcf_seen.c). BCF is to come: it will be brought to the same records.
 */
#ifndef CONFORM_EXAMINE_VCF_H
#define CONFORM_EXAMINE_VCF_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_vcf(struct examined *out, const struct examine_job *job,
                struct err *e);
bool examine_vcf_sniff(const unsigned char *head, size_t n);

#endif
