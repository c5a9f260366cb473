/*
 * alnindex -- the records of a BAM, held against the indexes that stand beside
 * it (index/rebuild.h).
 *
 * Threads: one thread, in the order of the file.
 */
#ifndef CONFORM_ALIGN_ALNINDEX_H
#define CONFORM_ALIGN_ALNINDEX_H

#include <stddef.h>
#include <stdint.h>

struct alnhead;
struct alnstep;
struct err;
struct examine_job;
struct examined;
struct rebuild;

/* *b NULL: there is nothing to compare. As rebuild_open(). */
int alnindex_open(struct rebuild **b, struct examined *out,
                  const struct examine_job *job, const struct alnhead *head,
                  struct err *e);

/* Steps of a batch; `records` stand before it in the file. NULL `b`: nothing.
 */
int alnindex_batch(struct rebuild *b, uint64_t records,
                   const struct alnstep *step, size_t n, struct err *e);

#endif
