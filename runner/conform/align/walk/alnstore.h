/*
 * alnstore -- entries of one size, put in any order and taken out again by the
 * parts of a hash: in memory up to a ceiling, then in a temporary file.
 *
 * The file ($TMPDIR or /tmp) has lost its name before the first byte is
 * written, so nothing is left behind, whatever ends the process.
 *
 * Errors:    -1: memory. When the file can not be written or has reached its
 *            ceiling, entries are dropped, and alnstore_lost() counts them.
 * Threads:   one thread.
 */
#ifndef CONFORM_ALIGN_ALNSTORE_H
#define CONFORM_ALIGN_ALNSTORE_H

#include <stddef.h>
#include <stdint.h>

struct alnstore;
struct err;

#define ALNSTORE_PARTS 256

struct alnstore_limits {
    size_t memory_bytes;
    int64_t disk_bytes;
};

struct alnstore *alnstore_new(size_t entry_bytes,
                              const struct alnstore_limits *limits,
                              struct err *e);
void alnstore_free(struct alnstore *s);

/* The part is hash >> 56. */
int alnstore_put(struct alnstore *s, uint64_t hash, const void *entry,
                 struct err *e);

uint64_t alnstore_count(const struct alnstore *s, unsigned part);
uint64_t alnstore_lost(const struct alnstore *s);

/* The next entries of a part, in the order in which they were put: returns how
 * many stand at *out; 0 at the end. *at starts at 0. What can not be read from
 * the file is lost. Nothing is to be put any more. */
size_t alnstore_take(const void **out, struct alnstore *s, unsigned part,
                     size_t *at, struct err *e);

#endif
