#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define ARENA_BLOCK ((size_t)64 << 10)

struct arena_block {
    struct arena_block *next;
    size_t used;
    size_t cap;
    max_align_t data[];
};

/* A new block of at least `n` bytes. It becomes the head, which is filled
 * next, unless it is full at once and the head still has room. */
static struct arena_block *add_block(struct arena *a, size_t n, struct err *e)
{
    size_t cap = n > ARENA_BLOCK ? n : ARENA_BLOCK;
    struct arena_block *b = calloc(1, sizeof *b + cap);

    if (!b) {
        err_nomem(e);
        return NULL;
    }
    b->cap = cap;
    if (a->head && n >= ARENA_BLOCK) {
        b->next = a->head->next;
        a->head->next = b;
    } else {
        b->next = a->head;
        a->head = b;
    }
    return b;
}

void *arena_alloc(struct arena *a, size_t n, struct err *e)
{
    const size_t unit = sizeof(max_align_t);
    size_t max = a->max ? a->max : ARENA_MAX;
    struct arena_block *b = a->head;
    void *p;

    max = max < SIZE_MAX / 4 ? max : SIZE_MAX / 4; /* no overflow below */
    if (n == 0)
        n = 1;
    if (n > max || (n + unit - 1) / unit * unit > max - a->used) {
        err_set(e, ERR_LIMIT,
                "the document needs more than %zu bytes of memory", max);
        return NULL;
    }
    n = (n + unit - 1) / unit * unit;
    if (!b || n > b->cap - b->used)
        b = add_block(a, n, e);
    if (!b)
        return NULL;
    p = (char *)b->data + b->used;
    b->used += n;
    a->used += n;
    return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t len, struct err *e)
{
    char *p = arena_alloc(a, len < SIZE_MAX ? len + 1 : len, e);

    if (p && len > 0)
        memcpy(p, s, len); /* the NUL is there: arena_alloc zeroes */
    return p;
}

char *arena_strdup(struct arena *a, const char *s, struct err *e)
{
    return arena_strndup(a, s, strlen(s), e);
}

/* `array` is the address of a pointer of whatever type: copied as bytes. */
static void *grow(struct arena *a, void *array, size_t n, size_t *cap,
                  size_t size, struct err *e)
{
    size_t new_cap = *cap ? *cap * 2 : 8;
    size_t bytes;
    void *old;
    void *p;

    if (__builtin_mul_overflow(new_cap, size, &bytes))
        bytes = SIZE_MAX; /* refused by arena_alloc */
    p = arena_alloc(a, bytes, e);
    if (!p)
        return NULL;
    memcpy(&old, array, sizeof old);
    if (n > 0)
        memcpy(p, old, n * size);
    memcpy(array, &p, sizeof p);
    *cap = new_cap;
    return p;
}

void *arena_push(struct arena *a, void *array, size_t *n, size_t *cap,
                 size_t size, struct err *e)
{
    void *p;

    if (*n == *cap && !grow(a, array, *n, cap, size, e))
        return NULL;
    memcpy(&p, array, sizeof p);
    p = (char *)p + *n * size;
    ++*n;
    return p;
}

void arena_release(struct arena *a)
{
    struct arena_block *b = a->head;

    while (b) {
        struct arena_block *next = b->next;

        free(b);
        b = next;
    }
    *a = (struct arena){0};
}
