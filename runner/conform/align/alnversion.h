/*
 * alnversion -- what is newer than the version that a header names (rule
 * SAM-HD-010): the history of SAM (SAMv1, appendix B) as a table.
 *
 * Only what that history dates and a file shows beyond doubt is asked: keys of
 * header lines, and what gave versions 1.4 to 1.6 their numbers.
 *
 * Errors:    as alnjudge_record().
 * Threads:   no shared state.
 */
#ifndef CONFORM_ALIGN_ALNVERSION_H
#define CONFORM_ALIGN_ALNVERSION_H

#include <stddef.h>

struct alnjudge;
struct alnrec;
struct err;
struct problems;

#define ALNVERSION_NEWEST 6 /* 1.6: all that was published is in it */

/* How many versions "1.m" is behind the newest; 0 for what was not published:
 * that is judged by SAM-HD-009, not here. */
unsigned alnversion_behind(const char *vn, size_t n);

/* The m of the version in which header lines of this type ("SQ") got this key
 * ("AN"); 0: from the first, or not known. */
unsigned alnversion_of_key(const char *type, const char *key);

/* Does a record use what is newer than its header says? */
void alnversion_record(struct problems *p, const struct alnjudge *j,
                       const struct alnrec *r, struct err *e);

#endif
