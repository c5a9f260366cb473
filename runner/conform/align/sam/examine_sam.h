/*
 * examine_sam -- SAM as text, by the rules SAM-*, TAG-*, PAIR-* and SORT-*.
 *
 * An own scanner over the lines: htslib repairs or drops what is wrong in a
 * text. A line that can be read becomes a record as in BAM (alnrec.h), so that
 * all further rules are those of BAM and CRAM. Batches of lines are judged by
 * the crew; what the order shows is asked of them in turn.
 *
 * Memory: some batches, the longest line, the names in the header. A line of
 * more than 32 MB is not judged.
 */
#ifndef CONFORM_ALIGN_EXAMINE_SAM_H
#define CONFORM_ALIGN_EXAMINE_SAM_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct examined;
struct examine_job;

/* See examine_fn and struct examine_format in conform/examine.h. */
int examine_sam(struct examined *out, const struct examine_job *job,
                struct err *e);
bool examine_sam_sniff(const unsigned char *head, size_t n);

#endif
