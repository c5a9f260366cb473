/*
 * alntag -- the rules of a record's tags (SAMtags): types, and values against
 * the record and the header. Syntax of SAM text is examine_sam's, layout of
 * BAM bytes examine_bam's: here the tags are known to lie within aux_len.
 *
 * Threads: as alnjudge.
 */
#ifndef CONFORM_ALIGN_ALNTAG_H
#define CONFORM_ALIGN_ALNTAG_H

struct alnjudge;
struct alnrec;
struct err;
struct problems;

int alntag_record(struct problems *p, const struct alnjudge *j,
                  const struct alnrec *r, struct err *e);

#endif
