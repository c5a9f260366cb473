/*
 * alnjudge -- the rules of one alignment record, whatever the file was.
 *
 *     for each batch, in any thread:
 *         alnjudge_record(&batch->problems, &judge, &rec, &e);
 *     then for each batch, in the order of the file:
 *         alnwalk_record(...)      order, pairs, index (alnwalk.h)
 *
 * Threads: a judge is read-only once made; one thread a struct problems.
 */
#ifndef CONFORM_ALIGN_ALNJUDGE_H
#define CONFORM_ALIGN_ALNJUDGE_H

#include <stdbool.h>

struct alnhead;
struct alnrec;
struct err;
struct fasta;
struct problems;

struct alnjudge {
    const struct alnhead *head;
    const struct fasta *reference; /* NULL: NM, MD are not compared with it */
    bool practice;
    bool policy;
};

/* FLAG, RNAME, POS, MAPQ, CIGAR, mate's fields, SEQ, QUAL against each other
 * and the header, then its tags (alntag.h). */
int alnjudge_record(struct problems *p, const struct alnjudge *j,
                    const struct alnrec *r, struct err *e);

#endif
