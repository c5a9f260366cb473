/* examine_bam_internal -- shared by the files of examine_bam. */
#ifndef CONFORM_ALIGN_EXAMINE_BAM_INTERNAL_H
#define CONFORM_ALIGN_EXAMINE_BAM_INTERNAL_H

#include "base/err.h"
#include "conform/align/alnhead.h"
#include "conform/align/alnjudge.h"
#include "conform/align/alnstep.h"
#include "conform/align/bam/examine_bam.h"
#include "formats/bgzfin.h"

/* ---- examine_bam_head.c: what stands before the records ---- */

/* Bytes of the header as they come, scanned as far as they go. */
struct bamhead {
    unsigned char *bytes;
    size_t n;
    size_t cap;
    size_t at;      /* scanned so far */
    size_t refs_at; /* begin of the list; 0: not reached */
    int64_t l_text; /* -1: not reached */
    int64_t n_ref;
    int64_t refs; /* of these, scanned */
};

enum bamhead_state {
    BAMHEAD_MORE, /* bytes are missing */
    BAMHEAD_DONE, /* it ends at h->at */
    BAMHEAD_BAD   /* a problem was told; no record can be found */
};

enum bamhead_state bamhead_scan(struct bamhead *h, struct problems *p,
                                struct err *e);
/* Once it is done: the text judged, the list compared with it. Without @SQ
 * lines, *out has the names and lengths of the list. */
int bamhead_read(struct alnhead *out, const struct bamhead *h,
                 struct problems *p, const struct examine_job *job,
                 struct err *e);
int bamhead_append(struct bamhead *h, const unsigned char *bytes, size_t n,
                   struct err *e);
void bamhead_release(struct bamhead *h);

/* ---- examine_bam_record.c: records, by any thread ---- */

/* Whole records, judged in one go. */
struct bambatch {
    struct alnjudge judge; /* with a view of its own, if any */
    int64_t n_ref;
    struct bgzfin_piece *piece; /* that holds the text; NULL: `own` does */
    unsigned char *own;         /* one record that pieces were too small for */
    size_t cap_own;
    const unsigned char *text;
    size_t n;
    size_t carried; /* bytes of it that stand before the piece's text */
    size_t skipped; /* else: bytes of the piece's text that stand before it */
    uint64_t from;  /* virtual offset of its first byte */
    uint64_t to;    /* and of the byte behind, where there is no piece */
    int64_t offset; /* of the text, in the uncompressed file */
    /* Made by bambatch_judge(): */
    struct problems problems;
    uint64_t qualities;   /* that were looked at: for rules of practice */
    unsigned char lowest; /* of them */
    unsigned char highest;
    struct alnstep *step;
    size_t n_steps;
    size_t cap_steps;
    uint64_t records;
    struct err e;
    struct bambatch *next; /* among those at rest */
};

void bambatch_judge(void *batch);
void bambatch_free(struct bambatch *b);

#endif
