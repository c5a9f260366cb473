/*
 * alnhead -- the header of SAM, BAM or CRAM: judged, and kept for its records.
 *
 * Ownership: owns all in it; all-zero is empty.
 * Threads:   read-only once made.
 */
#ifndef CONFORM_ALIGN_ALNHEAD_H
#define CONFORM_ALIGN_ALNHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/names.h"

struct err;
struct examine_job;
struct problems;

enum alnhead_order { /* of @HD SO */
    ALNHEAD_UNKNOWN,
    ALNHEAD_UNSORTED,
    ALNHEAD_QUERYNAME,
    ALNHEAD_COORDINATE
};

enum alnhead_group {
    ALNHEAD_NONE,
    ALNHEAD_QUERY,
    ALNHEAD_REFERENCE
};

struct alnhead_seq {
    int64_t len;
    char m5[33]; /* "" when there is none */
    bool circular;
    uint64_t line; /* in the header, 1-based */
};

struct alnhead_group_of_reads {
    char *lb; /* NULL: none */
    char *pu;
    uint64_t line;
};

struct alnhead {
    bool has_hd;
    char version[16]; /* VN; "" */
    enum alnhead_order order;
    enum alnhead_group group;
    char *subsort;           /* SS; NULL: none */
    struct names seq_names;  /* SN; the number of a name is its tid */
    struct alnhead_seq *seq; /* by tid */
    size_t n_seq;
    struct names groups; /* @RG ID */
    struct alnhead_group_of_reads *of_group;
    struct names programs; /* @PG ID */
    uint64_t n_lines;
};

/* Judges and keeps the header's text: all lines that begin with '@'. With a
 * reference, @SQ is compared with it. Defects are problems, never an err. */
int alnhead_read(struct alnhead *out, struct problems *p, const char *text,
                 size_t n, const struct examine_job *job, struct err *e);
void alnhead_release(struct alnhead *h);

#endif
