/*
 * alnrec -- one alignment record, as it stands in BAM.
 *
 * SAM text is turned into it, CRAM is decoded into it, BAM is it: so each rule
 * about a record is written once, whatever the file was.
 *
 * Units:     positions 0-based; -1 where the format says "none". No field was
 *            judged: a record that holds together in bytes (l_seq, n_cigar and
 *            aux_len lie within it) may still break every other rule.
 * Ownership: none; the bytes live as long as the batch they were read in.
 */
#ifndef CONFORM_ALIGN_ALNREC_H
#define CONFORM_ALIGN_ALNREC_H

#include <stddef.h>
#include <stdint.h>

struct alnrec {
    uint64_t record; /* 1-based, in its batch */
    uint64_t line;   /* SAM: 1-based, in its batch; else 0 */
    int64_t offset;  /* of its first byte in the batch's text; -1: unknown */
    const char *qname;
    size_t qname_len;
    int32_t tid; /* index in the header's @SQ; -1: '*'; -2: a name it lacks */
    int64_t pos;
    int32_t mate_tid;
    int64_t mate_pos;
    int64_t tlen;
    uint16_t flag;
    uint8_t mapq;
    const uint8_t *cigar; /* little-endian uint32 each, perhaps unaligned */
    uint32_t n_cigar;     /* of the CG tag where the record has one */
    const uint8_t *seq;   /* 4 bits a base, as BAM's nt16 */
    const uint8_t *qual;  /* l_seq bytes; 0xff: absent */
    uint32_t l_seq;
    const uint8_t *aux; /* tag, type, value, as in BAM */
    size_t aux_len;
};

#endif
