/*
 * examine_sam_internal -- what the parts of examine_sam share.
 *
 * A batch is some whole lines of records. One thread works on it: each line is
 * cut into columns, these are read into a record as in BAM, whose bytes stand
 * in `bytes` until the next line; the record is judged, and its step kept for
 * the walk. A line that can not be read is told, and not judged further.
 */
#ifndef CONFORM_ALIGN_EXAMINE_SAM_INTERNAL_H
#define CONFORM_ALIGN_EXAMINE_SAM_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "conform/align/alnjudge.h"
#include "conform/align/alnrec.h"
#include "conform/problem.h"

#define SAMX_LINE_MAX ((size_t)32 << 20) /* bytes */

struct alnstep;

enum samx_column {
    SAMX_QNAME,
    SAMX_FLAG,
    SAMX_RNAME,
    SAMX_POS,
    SAMX_MAPQ,
    SAMX_CIGAR,
    SAMX_RNEXT,
    SAMX_PNEXT,
    SAMX_TLEN,
    SAMX_SEQ,
    SAMX_QUAL,
    SAMX_COLUMNS
};

struct samx_span {
    const char *s;
    size_t n;
};

struct samx_batch {
    char *text; /* ends with LF */
    size_t len;
    size_t cap;
    struct alnjudge judge;   /* with a view of its own */
    struct samx_batch *next; /* among those at rest */

    /* What the work makes. */
    struct problems problems;
    struct err e;
    struct alnstep *step;
    size_t n_steps;
    size_t steps_cap;
    uint64_t lines;
    uint64_t records;
    bool placed;          /* a record has an RNAME */
    unsigned char lowest; /* quality, without the 33; 255: none was seen */
    unsigned char highest;
    uint64_t qualities; /* seen */

    /* The line under the scan. */
    const char *at;
    const char *end;
    int64_t offset;
    bool sound; /* up to here */
    struct samx_span column[SAMX_COLUMNS];
    const char *tags; /* from the tab behind QUAL on */
    struct alnrec rec;
    uint8_t *bytes; /* of the record */
    size_t bytes_cap;
    uint8_t *to;                /* where the next goes */
    struct samx_span last_name; /* RNAME before, and what it is */
    int32_t last_tid;
    uint8_t base[256]; /* by letter, see examine_sam_field.c */
};

/* Of all-zero, before the first work. */
void samx_batch_init(struct samx_batch *b);

/* stage_work: all lines of the batch. */
void samx_batch_work(void *batch);

/* The defect of these bytes of the line: it is not judged further. */
const struct problem_place *samx_at(struct problem_place *at,
                                    const struct samx_batch *b,
                                    struct samx_span v);

/* ---- examine_sam_field.c: the eleven columns into b->rec */

void samx_fields(struct samx_batch *b);

/* ---- examine_sam_tag.c: the tags into b->rec */

void samx_tags(struct samx_batch *b);

/* ---- examine_sam_number.c */

enum samx_number {
    SAMX_SOUND,
    SAMX_MALFORMED,
    SAMX_OUTSIDE
};

/* [-+]?[0-9]+ within [min, max]. */
enum samx_number samx_integer(int64_t *out, struct samx_span v, int64_t min,
                              int64_t max);
/* [-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?, outside of what single precision
 * holds: too large, or not zero and too small. */
enum samx_number samx_float(float *out, struct samx_span v);

#endif
