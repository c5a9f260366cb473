/*
 * alnstep -- what the order of a file has to know of one record (alnwalk.h),
 * worked out by any thread.
 *
 * Ownership: none; `qname` lives as long as the batch that it was read in.
 */
#ifndef CONFORM_ALIGN_ALNSTEP_H
#define CONFORM_ALIGN_ALNSTEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct alnhead;
struct alnrec;

struct alnstep {
    uint64_t record; /* 1-based, in its batch, as the two that follow */
    uint64_t line;   /* 0: not a line of text */
    int64_t offset;
    const char *qname;
    size_t qname_len;
    uint64_t name[2]; /* hashes of QNAME */
    int32_t tid;
    int32_t mate_tid;
    int64_t pos;
    int64_t end; /* behind the last base; pos + 1 of unmapped and empty ones */
    int64_t mate_pos;
    int64_t tlen;
    uint64_t cigar;      /* hash of CIGAR */
    uint64_t mate_cigar; /* of the tag MC */
    uint16_t flag;
    uint8_t mapq;
    bool has_mate_cigar;
    bool has_mate_mapq;
    bool many;         /* TC says: more than two segments */
    int64_t mate_mapq; /* the tag MQ */
    /* Of a supplementary line: the first place in its tag SA. */
    int32_t other_tid; /* below 0: there is none that the dictionary has */
    int64_t other_pos;
    bool other_reverse;
    /* BAM: virtual offsets of its first byte and of the byte after it, for the
     * index; else 0. Set by who reads the bytes. */
    uint64_t from;
    uint64_t to;
};

/* All is set but `from` and `to`. Names are those of `head`. Returns how many
 * of the aux_len bytes hold together: those behind are not looked at. */
size_t alnstep_make(struct alnstep *s, const struct alnrec *r,
                    const struct alnhead *head);

#endif
