/*
 * alnhead -- the header of SAM, BAM or CRAM: judged, and kept for its records.
 *
 *     struct alnhead head = {0};
 *     if (alnhead_read(&head, &out->problems, text, n, job, e) == 0)
 *         ... records, against &head ...
 *     alnhead_release(&head);
 *
 * Memory grows with the names in the header, up to ALNHEAD_KEPT_MAX; lines
 * that name nothing (@CO) cost nothing.
 *
 * Units:     lines are 1-based, in the header; lengths are base pairs.
 * Ownership: owns all in it; all-zero is empty.
 * Errors:    defects are problems, never an err. ERR_LIMIT: the header names
 *            more than is kept; ERR_MEMORY; what reading the reference gives.
 * Threads:   read-only once made.
 */
#ifndef CONFORM_ALIGN_ALNHEAD_H
#define CONFORM_ALIGN_ALNHEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/names.h"

struct err;
struct alnheadx;
struct examine_job;
struct problems;

#define ALNHEAD_KEPT_MAX                                                       \
    ((size_t)192 << 20) /* bytes, of names and the like                        \
                         */

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
    int64_t len;     /* 0: LN is not there, or no length */
    char m5[33];     /* "" when there is none */
    bool circular;   /* TP */
    bool alternate;  /* it has AH */
    bool has_uri;    /* UR */
    uint32_t contig; /* of the reference; NAMES_NONE: none of this name */
    uint64_t line;
};

struct alnhead_group_of_reads {
    uint64_t line;
};

struct alnhead {
    bool has_hd;
    char version[16]; /* VN; "" */
    unsigned behind;  /* of VN: alnversion_behind() */
    enum alnhead_order order;
    enum alnhead_group group;
    char *subsort;           /* SS; NULL: none */
    struct names seq_names;  /* SN; the number of a name is its tid */
    struct alnhead_seq *seq; /* by tid */
    size_t n_seq;
    size_t seq_cap;
    struct names groups; /* @RG ID */
    struct alnhead_group_of_reads *of_group;
    size_t group_cap;
    struct names libraries; /* LB of any @RG */
    struct names units;     /* PU of any @RG */
    struct names programs;  /* @PG ID */
    uint64_t n_lines;
};

/* Judges and keeps the header's text: all lines that begin with '@'. NUL bytes
 * that fill it up are passed over. With a reference, @SQ is compared with it.
 */
int alnhead_read(struct alnhead *out, struct problems *p, const char *text,
                 size_t n, const struct examine_job *job, struct err *e);
void alnhead_release(struct alnhead *h);

/* The same, line by line, for a text that is not in memory as a whole. `s` is
 * without its LF. A failure in between is kept in *e, for alnhead_end(), which
 * frees `x` in any case. */
struct alnheadx *alnhead_begin(struct alnhead *out, struct problems *p,
                               const struct examine_job *job, struct err *e);
int alnhead_line(struct alnheadx *x, const char *s, size_t n);
int alnhead_end(struct alnheadx *x);
void alnhead_stop(struct alnheadx *x); /* instead: nothing more is judged */

/* The regular expression for names of reference sequences (SAMv1 s1.2.1). */
bool alnhead_is_rname(const char *s, size_t n);

#endif
