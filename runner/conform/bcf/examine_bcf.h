/*
 * examine_bcf -- BCF 2.1 and 2.2, by the rules BCF-*, VCF-* and BGZF-*.
 *
 * An own scan of the bytes: htslib believes the lengths that a record states,
 * and repairs what is wrong in a header. The header's text is judged as that of
 * a VCF; a record whose bytes hold together is written out as the line of a VCF
 * and judged as one, so each rule about its meaning is written once.
 *
 * One pass; memory grows with the header and the largest record (64 MB at
 * most), time with the bytes of the records.
 */
#ifndef CONFORM_EXAMINE_BCF_H
#define CONFORM_EXAMINE_BCF_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_bcf(struct examined *out, const struct examine_job *job,
                struct err *e);
bool examine_bcf_sniff(const unsigned char *head, size_t n);

#endif
