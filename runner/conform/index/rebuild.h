/*
 * rebuild -- the index beside a file (BAI, CSI, TBI), compared with what the
 * records say while the file is read.
 *
 *     rebuild_open(&b, x, job, REBUILD_BAM, &e);     b NULL: nothing to compare
 *     for each record, in the order of the file:
 *         rebuild_add(b, &record, &e);
 *     rebuild_end(b, &e);                            problems go to *x
 *     rebuild_free(b);                               also after a failure
 *
 * The index is read into memory first, judged as a file of its own; then each
 * record is looked for in it. Compared is what the index promises, not its
 * bytes, which tools may choose otherwise:
 *   - the record begins within a chunk of its bin, or of a bin around that one
 *     (htslib puts small bins into the one above),
 *   - no linear offset, and no loffset of a bin, is after the first record that
 *     overlaps the window or the bin,
 *   - each chunk begins where a record begins,
 *   - the counts of the metadata bins, and of records without place.
 *
 * All indexes that stand beside the file are compared, by the names that
 * samtools looks for: x.bam.csi, x.bam.bai, x.bai; x.vcf.gz.csi,
 * x.vcf.gz.tbi, and so for BED. job->index states one instead.
 *
 * Units:     beg, end 0-based, half-open; `from` is a virtual offset, of the
 *            record's first byte: offset of the block << 16 | offset within
 *            its text.
 * Memory:    of the indexes (REBUILD_INDEX_MAX each), not of the file.
 * Threads:   one thread.
 */
#ifndef CONFORM_INDEX_REBUILD_H
#define CONFORM_INDEX_REBUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conform/index/indexfile.h"

struct err;
struct examine_job;
struct examined;
struct rebuild;

#define REBUILD_INDEX_MAX ((size_t)64 << 20) /* bytes, inflated */

enum rebuild_of {
    REBUILD_BAM, /* references by number: BAI, CSI */
    REBUILD_BCF, /* the same: CSI */
    REBUILD_TEXT /* references by name: TBI, CSI */
};

struct rebuild_record {
    int32_t tid;     /* BAM, BCF: -1: without place */
    const char *seq; /* TEXT: name of the reference, not NUL-ended */
    size_t seq_len;
    int64_t beg; /* -1: POS 0; of a record without place: ignored */
    int64_t end; /* <= beg counts as beg + 1 */
    uint64_t from;
    bool mapped;      /* BAM: not flagged 0x4; others: true */
    uint64_t record;  /* 1-based; for people */
    uint64_t line;    /* 1-based; 0: not a line of text */
    const char *name; /* of the record, not NUL-ended; NULL: none */
    size_t name_len;
};

/*
 * 0, and *out is NULL when there is no index to compare, or none that can be:
 * its defects are then problems of *x already. One that is too large, or can
 * not be read, is told in x->why. -1: memory. With job->policy, a file without
 * index is a problem (FILE-INDEX-001): call it for files that are sorted and
 * compressed block by block only.
 */
int rebuild_open(struct rebuild **out, struct examined *x,
                 const struct examine_job *job, enum rebuild_of of,
                 struct err *e);

/* Is one of those that are compared of this kind? */
bool rebuild_has(const struct rebuild *b, enum indexfile_kind kind);

/* NULL `b`: nothing. After the first record out of order, windows are not
 * looked at any more. -1: memory. */
int rebuild_add(struct rebuild *b, const struct rebuild_record *r,
                struct err *e);

/* The file was read to its end: what only then can be told, and all problems
 * into the examined that rebuild_open() got. -1: memory. */
int rebuild_end(struct rebuild *b, struct err *e);

/* A file that was not read to its end is not compared: no rebuild_end(). */
void rebuild_free(struct rebuild *b);

#endif
