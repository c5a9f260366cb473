/*
 * bedio -- regions of a genome from BED files: sorted, merged, quick to ask.
 *
 * BED text may be plain, gzipped or BGZF; columns after the third are not
 * looked at; blank lines, "#", "track" and "browser" lines are skipped.
 * Intervals that overlap or touch become one; empty ones (start = end) cover
 * nothing and vanish.
 *
 * Units:     bp, 0-based, half-open [beg, end).
 * Errors:    ERR_IO from the system; ERR_SYNTAX, ERR_LIMIT with line: defects
 *            of the file.
 * Ownership: a struct bed owns all in it; the all-zero value has no regions.
 * Threads:   any number may ask while none changes it; a cursor is one
 *            thread's.
 */
#ifndef FORMATS_BEDIO_H
#define FORMATS_BEDIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "formats/names.h"

struct err;

#define BED_INTERVALS_MAX 100000000
#define BED_POS_MAX       INT32_MAX

struct bed_interval {
    int32_t beg;
    int32_t end;
};

struct bed_contig {
    struct bed_interval *a; /* sorted, apart from each other by >= 1 bp */
    size_t n;
    size_t cap;
    int64_t bp;
};

struct bed {
    struct names contigs;
    struct bed_contig *contig; /* by index of name */
    size_t cap_contigs;
    size_t n;      /* intervals of the file, before merging */
    uint32_t last; /* contig of the interval added last */
};

int bed_read(struct bed *out, const char *path, struct err *e);
int bed_read_fd(struct bed *out, int fd, const char *name, struct err *e);
void bed_release(struct bed *b);

/* Build one in memory: bed_add() any number of times, then bed_finish(),
 * which sorts and merges. 0 <= beg <= end <= BED_POS_MAX, else ERR_RANGE. */
int bed_add(struct bed *b, const char *contig, size_t len, int64_t beg,
            int64_t end, struct err *e);
int bed_finish(struct bed *b, struct err *e);

/* The regions of a contig; NULL when it has none. */
const struct bed_contig *bed_contig(const struct bed *b, const char *name,
                                    size_t len);

/* All bp covered; and those of one contig within [beg, end). */
int64_t bed_bp(const struct bed *b);
int64_t bed_bp_in(const struct bed_contig *c, int64_t beg, int64_t end);
/* bp of [beg, end) covered by both. */
int64_t bed_bp_both(const struct bed_contig *c, const struct bed_contig *d,
                    int64_t beg, int64_t end);

/* Index of the first interval whose end is above `pos`; n when none is. */
size_t bed_seek(const struct bed_contig *c, int64_t pos);

/* Is [beg, end), not empty, wholly inside one interval? c may be NULL: no. */
bool bed_contains(const struct bed_contig *c, int64_t beg, int64_t end);

/* The same for many questions with mostly rising beg: *cursor starts at 0 and
 * remembers where the last answer was. A beg that falls is allowed, at the
 * price of a search. */
bool bed_sweep(const struct bed_contig *c, size_t *cursor, int64_t beg,
               int64_t end);

#endif
