/*
 * names -- a set of names in the order of their first use, found by hash.
 *
 * For contigs, samples and the ids of a header: each name has an index, 0, 1,
 * 2... that never changes.
 *
 * Ownership: a struct names owns its texts; the all-zero value is empty.
 * Threads: any number may look up while none adds.
 */
#ifndef FORMATS_NAMES_H
#define FORMATS_NAMES_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct err;

#define NAMES_NONE UINT32_MAX
#define NAMES_MAX  10000000 /* names in one set */

struct names {
    struct arena arena;
    char **a; /* NUL-terminated */
    uint32_t *len;
    uint32_t *slot; /* hash table of index + 1; a power of two of them */
    size_t n;
    size_t cap;
    size_t n_slots;
};

/* Index of the `len` bytes at `s`, or NAMES_NONE. */
uint32_t names_find(const struct names *set, const char *s, size_t len);

/* The same; a new name is added. *added (may be NULL) says which it was.
 * ERR_LIMIT above NAMES_MAX. */
int names_add(uint32_t *out, int *added, struct names *set, const char *s,
              size_t len, struct err *e);

void names_release(struct names *set);

#endif
