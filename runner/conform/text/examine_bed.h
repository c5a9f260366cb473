/*
 * examine_bed -- BED3 to BED12 with custom fields, by the rules BED-*.
 *
 * Which fields are standard, a file does not say (BEDv1 s4): here the first
 * twelve are, or as many as there are; in .narrowPeak and .broadPeak six. Tabs
 * are taken for the only separator as long as all lines bear it. With a
 * reference, chrom and positions are compared with it.
 */
#ifndef CONFORM_EXAMINE_BED_H
#define CONFORM_EXAMINE_BED_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_bed(struct examined *out, const struct examine_job *job,
                struct err *e);
bool examine_bed_sniff(const unsigned char *head, size_t n);

#endif
