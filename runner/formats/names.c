#include "formats/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* FNV-1a, 64 bit. */
static uint64_t hash(const char *s, size_t len)
{
    uint64_t h = 14695981039346656037U;

    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)s[i]) * 1099511628211U;
    return h ^ (h >> 32);
}

/* The slot that holds the name, or the free one where it would stand. */
static size_t probe(const struct names *set, const char *s, size_t len)
{
    size_t mask = set->n_slots - 1;
    size_t at = (size_t)hash(s, len) & mask;

    while (set->slot[at]) {
        uint32_t i = set->slot[at] - 1;

        if (set->len[i] == len && memcmp(set->a[i], s, len) == 0)
            break;
        at = (at + 1) & mask;
    }
    return at;
}

uint32_t names_find(const struct names *set, const char *s, size_t len)
{
    size_t at;

    if (!set->n)
        return NAMES_NONE;
    at = probe(set, s, len);
    return set->slot[at] ? set->slot[at] - 1 : NAMES_NONE;
}

/* Room for one more: the table stays at most half full. */
static int reserve(struct names *set, struct err *e)
{
    size_t cap = set->cap ? 2 * set->cap : 16;
    char **a;
    uint32_t *len;
    uint32_t *slot;

    if (set->n < set->cap)
        return 0;
    a = realloc(set->a, cap * sizeof(*a));
    if (!a)
        return err_nomem(e);
    set->a = a;
    len = realloc(set->len, cap * sizeof(*len));
    if (!len)
        return err_nomem(e);
    set->len = len;
    slot = calloc(2 * cap, sizeof(*slot));
    if (!slot)
        return err_nomem(e);
    free(set->slot);
    set->slot = slot;
    set->n_slots = 2 * cap;
    set->cap = cap;
    for (size_t i = 0; i < set->n; i++)
        slot[probe(set, set->a[i], set->len[i])] = (uint32_t)i + 1;
    return 0;
}

int names_add(uint32_t *out, int *added, struct names *set, const char *s,
              size_t len, struct err *e)
{
    uint32_t found = names_find(set, s, len);
    char *copy;

    if (added)
        *added = found == NAMES_NONE;
    if (found != NAMES_NONE) {
        *out = found;
        return 0;
    }
    if (set->n == NAMES_MAX)
        return err_set(e, ERR_LIMIT, "more than %d different names", NAMES_MAX);
    if (reserve(set, e))
        return -1;
    copy = arena_strndup(&set->arena, s, len, e);
    if (!copy)
        return -1;
    set->a[set->n] = copy;
    set->len[set->n] = (uint32_t)len;
    set->slot[probe(set, s, len)] = (uint32_t)set->n + 1;
    *out = (uint32_t)set->n++;
    return 0;
}

void names_release(struct names *set)
{
    arena_release(&set->arena);
    free(set->a);
    free(set->len);
    free(set->slot);
    *set = (struct names){0};
}
