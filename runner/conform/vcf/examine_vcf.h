/*
 * examine_vcf -- VCF 4.1 to 4.5 (text), by the rules VCF-*, GVCF-* and BGZF-*.
 *
 * An own scanner over the lines: htslib repairs or drops what is wrong in a
 * text. One pass; what is kept grows with the header (ids, contigs, samples),
 * never with the records, but for identifiers of records (bounded: see
 * examine_vcf_seen.c). A BCF is brought to the same lines, see below.
 */
#ifndef CONFORM_EXAMINE_VCF_H
#define CONFORM_EXAMINE_VCF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_vcf(struct examined *out, const struct examine_job *job,
                struct err *e);
bool examine_vcf_sniff(const unsigned char *head, size_t n);

/*
 * The same rules for who has lines, but no file of them (conform/bcf): start,
 * the header, enter, the records, finish, free. Problems go to `out`; places in
 * records have no line, and the offset that is given. *e of the start is that
 * of all calls, which return -1 once it is set.
 */
struct vcfx;

struct vcfx *examine_vcf_start(struct examined *out,
                               const struct examine_job *job, struct err *e);
void examine_vcf_free(struct vcfx *x);
/* The whole header; the byte behind it can be written to. ERR_LIMIT: it is
 * larger than is judged. `offset` is that of its first byte, in the file. */
int examine_vcf_header(struct vcfx *x, const char *text, size_t len,
                       int64_t offset);
int examine_vcf_enter(struct vcfx *x);
/* A record's columns; line[len] is LF. Without a key in FORMAT (".") no
 * columns of samples need to follow. `record` is 1-based. */
int examine_vcf_record(struct vcfx *x, const char *line, size_t len,
                       uint64_t record, int64_t offset);
int examine_vcf_finish(struct vcfx *x);
/* How many names of samples the header has. */
size_t examine_vcf_samples(const struct vcfx *x);

#endif
