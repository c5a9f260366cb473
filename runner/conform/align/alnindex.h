/*
 * alnindex -- the records of a BAM file against the indexes that stand beside
 * it (index/rebuild.h), in the order of the file.
 *
 * Threads: one, as alnwalk.h.
 */
#ifndef CONFORM_ALIGN_ALNINDEX_H
#define CONFORM_ALIGN_ALNINDEX_H

#include <stddef.h>

struct alnhead;
struct alnstep;
struct alnwalk_base;
struct err;
struct examine_job;
struct examined;
struct rebuild;

/* As rebuild_open(); policy asks for an index of sorted files only. */
int alnindex_open(struct rebuild **out, struct examined *x,
                  const struct examine_job *job, const struct alnhead *head,
                  struct err *e);

/* NULL `b`: nothing. */
int alnindex_batch(struct rebuild *b, const struct alnwalk_base *base,
                   const struct alnstep *step, size_t n, struct err *e);

#endif
