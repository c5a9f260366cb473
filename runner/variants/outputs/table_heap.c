/*
 * Records of the same strata and the same cell are one entry with a number.
 * Distinct bitsets are few beside records, since neighbours lie in the same
 * strata; when the entries are many all the same, they are spread before the
 * end, so that memory stays bounded.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/err.h"
#include "variants/outputs/table_internal.h"

#define FIRST       1024
#define ENTRIES_MAX ((size_t)1 << 20)

static uint64_t mix(uint64_t h)
{
    h ^= h >> 32;
    h *= 0x9e3779b97f4a7c15;
    return h ^ h >> 29;
}

static uint64_t hash_bits(const uint64_t *bits, size_t words)
{
    uint64_t h = bits[0] & ~(uint64_t)1;

    for (size_t w = 1; w < words; w++)
        h = mix(h) ^ bits[w];
    return mix(h * 0xbf58476d1ce4e5b9);
}

/* Bit 0, the regions, is no matter here. */
static bool same_bits(const uint64_t *kept, const uint64_t *bits, size_t words)
{
    return kept[0] == (bits[0] & ~(uint64_t)1) &&
           bits_same(kept + 1, bits + 1, words - 1);
}

static int more_slots(struct table_heap *h, size_t words, struct err *e)
{
    size_t n = h->n_slots ? 2 * h->n_slots : FIRST;
    uint32_t *slot = calloc(n, sizeof(*slot));

    if (!slot)
        return err_nomem(e);
    for (size_t i = 0; i < h->n_sets; i++) {
        size_t at = hash_bits(h->bits + i * words, words) & (n - 1);

        while (slot[at])
            at = (at + 1) & (n - 1);
        slot[at] = (uint32_t)i + 1;
    }
    free(h->slot);
    h->slot = slot;
    h->n_slots = n;
    return 0;
}

static int new_set(struct table_heap *h, const uint64_t *bits, size_t words,
                   struct err *e)
{
    uint64_t *set;

    if (h->n_sets == h->cap_sets) {
        size_t cap = h->cap_sets ? 2 * h->cap_sets : FIRST;
        uint64_t *more = realloc(h->bits, cap * words * sizeof(*more));

        if (!more)
            return err_nomem(e);
        h->bits = more;
        h->cap_sets = cap;
    }
    set = h->bits + h->n_sets * words;
    memcpy(set, bits, words * sizeof(*bits));
    set[0] &= ~(uint64_t)1;
    h->n_sets++;
    return 0;
}

/* Makes h->last the bitset of these bits. */
static int find_set(struct table_heap *h, const uint64_t *bits, size_t words,
                    struct err *e)
{
    size_t at;

    if (h->n_sets && same_bits(h->bits + h->last * words, bits, words))
        return 0;
    if (2 * h->n_sets >= h->n_slots && more_slots(h, words, e))
        return -1;
    at = hash_bits(bits, words) & (h->n_slots - 1);
    for (; h->slot[at]; at = (at + 1) & (h->n_slots - 1)) {
        h->last = h->slot[at] - 1;
        if (same_bits(h->bits + h->last * words, bits, words))
            return 0;
    }
    if (new_set(h, bits, words, e))
        return -1;
    h->last = h->n_sets - 1;
    h->slot[at] = (uint32_t)h->n_sets;
    return 0;
}

static struct table_entry *entry_of(struct table_entry *entry, size_t cap,
                                    uint64_t key)
{
    size_t at = mix(key) & (cap - 1);

    while (entry[at].n && entry[at].key != key)
        at = (at + 1) & (cap - 1);
    return &entry[at];
}

static int more_entries(struct table_heap *h, struct err *e)
{
    size_t cap = h->cap_entries ? 2 * h->cap_entries : FIRST;
    struct table_entry *entry = calloc(cap, sizeof(*entry));

    if (!entry)
        return err_nomem(e);
    for (size_t i = 0; i < h->cap_entries; i++) {
        if (h->entry[i].n)
            *entry_of(entry, cap, h->entry[i].key) = h->entry[i];
    }
    free(h->entry);
    h->entry = entry;
    h->cap_entries = cap;
    return 0;
}

int table_heap_add(struct table *t, const uint64_t *bits, size_t cell,
                   struct err *e)
{
    struct table_heap *h = &t->heap;
    struct table_entry *entry;
    uint64_t key;

    if (h->n_entries >= ENTRIES_MAX)
        table_heap_spread(t);
    if (2 * h->n_entries >= h->cap_entries && more_entries(h, e))
        return -1;
    if (find_set(h, bits, t->words, e))
        return -1;
    key = (uint64_t)h->last << 16 | cell;
    entry = entry_of(h->entry, h->cap_entries, key);
    h->n_entries += !entry->n;
    entry->key = key;
    entry->n++;
    return 0;
}

/* The strata of a bitset, one after the other. */
static void spread_one(struct table *t, const struct table_entry *entry)
{
    const uint64_t *bits = t->heap.bits + (entry->key >> 16) * t->words;
    size_t cell = entry->key & 0xffff;

    for (size_t w = 0; w < t->words; w++) {
        uint64_t left = bits[w];

        for (size_t k = 64 * w; left && k < t->n; k++, left >>= 1) {
            if (!(left & 0xff)) { /* none of eight */
                left >>= 7;
                k += 7;
            } else if (left & 1) {
                t->cell[k * CELLS + cell] += entry->n;
            }
        }
    }
}

void table_heap_spread(struct table *t)
{
    struct table_heap *h = &t->heap;

    for (size_t i = 0; i < h->cap_entries; i++) {
        if (h->entry[i].n)
            spread_one(t, &h->entry[i]);
        h->entry[i].n = 0;
    }
    if (h->n_slots)
        memset(h->slot, 0, h->n_slots * sizeof(*h->slot));
    h->n_entries = 0;
    h->n_sets = 0;
    h->last = 0;
}

void table_heap_release(struct table_heap *h)
{
    free(h->bits);
    free(h->slot);
    free(h->entry);
    *h = (struct table_heap){0};
}
