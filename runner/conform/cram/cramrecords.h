/*
 * cramrecords -- the records of a CRAM, judged as those of SAM and BAM, and
 * against the slices that they stand in.
 *
 * Memory: some batches of CRAMRECORDS_BYTES, or of one record that is larger.
 */
#ifndef CONFORM_CRAMRECORDS_H
#define CONFORM_CRAMRECORDS_H

struct alnhead;
struct cramwalk;
struct err;
struct examined;
struct examine_job;

#define CRAMRECORDS_BYTES ((size_t)1 << 20)
#define CRAMRECORDS_MANY  4096 /* records of a batch */

/* -1 only for memory and the like; out->why is set when not all of them could
 * be judged. */
int cramrecords_judge(struct examined *out, const struct examine_job *job,
                      const struct cramwalk *w, const struct alnhead *head,
                      struct err *e);

#endif
