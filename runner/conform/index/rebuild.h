/*
 * rebuild -- the index that a file should have, made while the file is read,
 * and compared with the one that stands beside it (BAI, CSI, TBI).
 *
 *     struct rebuild *b = rebuild_new(&shape, &e);
 *     for each record, in the order of the file:
 *         rebuild_add(b, tid, beg, end, from, to, &e);
 *     rebuild_compare(b, &problems, "reads.bam.bai", &e);
 *
 * Compared is what the index promises: that each record is found through it,
 * from its bin and from its linear window, and what its counts say; not the
 * bytes, which tools may choose otherwise.
 *
 * Units:     beg, end 0-based, half-open; virtual offsets (block offset << 16 |
 *            offset within the block's text) of a record's first byte and of
 *            the byte after it.
 * Threads:   one thread.
 */
#ifndef CONFORM_INDEX_REBUILD_H
#define CONFORM_INDEX_REBUILD_H

#include <stdbool.h>
#include <stdint.h>

struct err;
struct problems;
struct rebuild;

struct rebuild_shape {
    int min_shift; /* 14 in BAI and TBI */
    int depth;     /* 5 in BAI and TBI */
};

struct rebuild *rebuild_new(const struct rebuild_shape *shape, struct err *e);
void rebuild_free(struct rebuild *b);

/* `tid` -1: a record without place; `mapped` counts in the metadata bin. */
int rebuild_add(struct rebuild *b, int32_t tid, int64_t beg, int64_t end,
                uint64_t from, uint64_t to, bool mapped, struct err *e);

/* Defects become problems (BAI-*, CSI-*, TBI-*). */
int rebuild_compare(struct rebuild *b, struct problems *p,
                    const char *index_path, struct err *e);

#endif
