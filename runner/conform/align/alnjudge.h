/*
 * alnjudge -- the rules of one alignment record, whatever the file was.
 *
 * How it is used, and what the order of a file shows: alnwalk.h.
 *
 * Not judged here, but by who read the bytes: the syntax of SAM's text
 * (examine_sam.h) and the layout of BAM's records (examine_bam.h).
 *
 * Threads: a judge is read-only once made; one thread a struct problems.
 */
#ifndef CONFORM_ALIGN_ALNJUDGE_H
#define CONFORM_ALIGN_ALNJUDGE_H

#include <stdbool.h>

struct alnhead;
struct alnrec;
struct err;
struct fasta_view;
struct problems;

struct alnjudge {
    const struct alnhead *head;
    /* Bases of the reference: of one thread, so each has a judge of its own.
     * NULL: NM, MD are not compared with them. */
    struct fasta_view *view;
    bool practice;
    bool policy;
};

/* QNAME (its bytes too: SAM-QNAME-001), FLAG, RNAME, POS, MAPQ, CIGAR, mate's
 * fields, SEQ, QUAL against each other and the header, then its tags
 * (alntag.h). A record that breaks a rule of syntax or layout in a way that its
 * fields can not be read is not to be given. */
int alnjudge_record(struct problems *p, const struct alnjudge *j,
                    const struct alnrec *r, struct err *e);

#endif
