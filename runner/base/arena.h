/*
 * arena -- memory of one parsed document, freed as a whole.
 *
 * Ownership: what an arena hands out lives until arena_release(). The all-zero
 * value is empty, with the default ceiling ARENA_MAX.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct err;
struct arena_block;

#define ARENA_MAX ((size_t)1 << 30)

struct arena {
    struct arena_block *head;
    size_t used; /* bytes handed out */
    size_t max;  /* ceiling of used; 0 means ARENA_MAX */
};

/* `n` zeroed bytes aligned for any type; NULL with ERR_MEMORY or ERR_LIMIT. */
void *arena_alloc(struct arena *a, size_t n, struct err *e);

/* A copy of the `len` bytes at `s`, NUL-terminated. */
char *arena_strndup(struct arena *a, const char *s, size_t len, struct err *e);
char *arena_strdup(struct arena *a, const char *s, struct err *e);

/*
 * Make room for one more element of `size` bytes in an array of *n elements
 * held in the arena: returns the address of the new, zeroed element and adds 1
 * to *n; the array may move, so *array is rewritten. *cap belongs to the
 * caller and starts at 0.
 */
void *arena_push(struct arena *a, void *array, size_t *n, size_t *cap,
                 size_t size, struct err *e);

void arena_release(struct arena *a);

#endif
