/*
 * readsum -- what the records of a BAM or CRAM say, summed up so that neither
 * their order nor the form of the file matters: two files with equal sums hold
 * the same reads.
 *
 * Each record gives a 64-bit number for its name, its bases, its qualities and
 * its alignment; all numbers of a kind are added up, modulo 2^64. Which read of
 * a pair it is goes with name, bases and qualities; reference by name,
 * position, CIGAR, MAPQ, flags and the mate's place make the alignment. Tags
 * and TLEN are left out: a CRAM may make them anew.
 *
 * The sums show what differs by accident. They are no proof against who wants
 * two files to look alike.
 *
 * Errors: ERR_IO, ERR_MEMORY; others are defects of the file (cramin.h for
 *         CRAM), ERR_SYNTAX with `line` the number of the record.
 * Threads: no shared state.
 */
#ifndef FORMATS_READSUM_H
#define FORMATS_READSUM_H

#include <stdint.h>

struct err;
struct fasta;

#define READSUM_RECORD_MAX ((uint32_t)256 << 20) /* bytes of one record */

struct readsum {
    uint64_t records;
    uint64_t names;
    uint64_t bases;
    uint64_t qualities;
    uint64_t alignments;
};

/* `reference`: for a CRAM that needs one; may be NULL. */
int readsum_read(struct readsum *out, const char *path,
                 const struct fasta *reference, struct err *e);

#endif
