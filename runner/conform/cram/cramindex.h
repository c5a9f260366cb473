/*
 * cramindex -- the index of a CRAM (CRAI, CRAMv3 s12): a gzipped text of six
 * columns, one row a slice (or one a reference of a slice that has several).
 *
 * It is judged by itself, and against the slices of its CRAM.
 */
#ifndef CONFORM_CRAMINDEX_H
#define CONFORM_CRAMINDEX_H

struct cramwalk;
struct err;
struct examined;
struct examine_job;

#define CRAMINDEX_ROWS_MAX 8000000 /* more are not compared */

/* The index that job->index names, or that stands beside the CRAM as
 * NAME.crai, against the slices of `w`; without one nothing is said. */
int cramindex_beside(struct examined *out, const struct examine_job *job,
                     const struct cramwalk *w, struct err *e);

#endif
