/*
 * explain -- one place of a comparison told to a person: the superlocus there
 * drawn as aligned haplotypes, its records, and why each got its verdict.
 *
 *     x = explain_new("chr1", 1041, &job, &e);
 *     l = explain_listener(x);         one of those that hear the comparison
 *     ...
 *     explain_write(&text, x, &e);
 *
 * What is kept is the superlocus that holds the place, or the nearest one on
 * its contig, and records nearby that are not assessed. Text is in the current
 * language, within 80 columns but for names and genotypes that are longer.
 *
 * Unphased genotypes of records that match are laid on the haplotypes so that
 * both sides agree, as the judge found that they can; the others lie as they
 * are written.
 */
#ifndef VARIANTS_EXPLAIN_H
#define VARIANTS_EXPLAIN_H

#include <stdint.h>

#include "variants/judged.h"

struct buf;
struct explain;

#define EXPLAIN_RECORDS_MAX 200 /* that are shown */

/* `pos` is 0-based. The job must live as long. */
struct explain *explain_new(const char *contig, int64_t pos,
                            const struct variants_job *job, struct err *e);
struct judged_listener explain_listener(struct explain *x);

/* Once all was heard. Reads the reference. ERR_MISSING when the contig has no
 * record at all. */
int explain_write(struct buf *out, struct explain *x, struct err *e);
void explain_free(struct explain *x); /* NULL does nothing */

#endif
