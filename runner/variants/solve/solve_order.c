/*
 * The order in which items are taken, and what follows from it.
 */
#include "variants/solve/solve_internal.h"

#include <stdlib.h>
#include <string.h>

/* By key; then by content, so that the order in the files and which file it is
 * matter last. */
static int compare_items(const void *a, const void *b)
{
    const struct solve_item *x = a;
    const struct solve_item *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight < y->weight ? -1 : 1;
    if (x->side != y->side)
        return x->side < y->side ? -1 : 1;
    return x->record < y->record ? -1 : x->record > y->record;
}

static int compare_begs(const void *a, const void *b)
{
    const int32_t *x = a;
    const int32_t *y = b;

    return *x < *y ? -1 : *x > *y;
}

/* Most problems are small, and nearly in order. */
#define FEW 32

static void sort_items(struct solve_item *a, size_t n)
{
    if (n > FEW) {
        qsort(a, n, sizeof(*a), compare_items);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct solve_item item = a[i];
        size_t k = i;

        for (; k > 0 && compare_items(&item, &a[k - 1]) < 0; k--)
            a[k] = a[k - 1];
        a[k] = item;
    }
}

static void sort_begs(int32_t *a, size_t n)
{
    if (n > FEW) {
        qsort(a, n, sizeof(*a), compare_begs);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        int32_t beg = a[i];
        size_t k = i;

        for (; k > 0 && beg < a[k - 1]; k--)
            a[k] = a[k - 1];
        a[k] = beg;
    }
}

/* The slot of a record among those in use; 0: it has none. */
static uint64_t find_slot(const struct solve_item *item, uint64_t open,
                          const struct solve_item *owner[SOLVE_SLOTS])
{
    for (int k = 0; open >> k; k++) {
        if ((open >> k & 1) && owner[k]->side == item->side &&
            owner[k]->record == item->record)
            return UINT64_C(1) << k;
        if (k == SOLVE_SLOTS - 1)
            break;
    }
    return 0;
}

/* Records with several items get a slot from the first to the last of them.
 * Where there is none left, the record can not be resolved. */
static void assign_slots(struct solver *s)
{
    const struct solve_item *owner[SOLVE_SLOTS];
    uint64_t open = 0;

    s->crammed = false;
    for (size_t i = 0; i < s->n_items; i++) {
        struct solve_item *item = &s->item[i];

        if (item->first && item->last)
            continue;
        item->slot =
            item->first ? ~open & (open + 1) : find_slot(item, open, owner);
        if (!item->slot) {
            item->n_options = 0;
            item->verdict = SOLVE_UNRESOLVED;
            s->crammed = true;
            continue;
        }
        open |= item->slot;
        for (int k = 0; k < SOLVE_SLOTS && item->first; k++) {
            if (item->slot >> k & 1)
                owner[k] = item;
        }
        if (item->last)
            open &= ~item->slot;
    }
}

/* Of equal records the first ones are preferred. */
static void number_copies(struct solver *s)
{
    for (size_t i = 1; i < s->n_items; i++) {
        const struct solve_item *last = &s->item[i - 1];
        struct solve_item *item = &s->item[i];

        if (item->key == last->key && item->weight == last->weight &&
            item->side == last->side)
            item->copy = last->copy + 1;
    }
}

/* The records behind each item, by what they can add to or take from a
 * haplotype. */
static void add_up(struct solver *s)
{
    int64_t least[SOLVE_SIDES] = {0, 0};
    int64_t most[SOLVE_SIDES] = {0, 0};

    for (size_t i = s->n_items; i-- > 0;) {
        struct solve_item *item = &s->item[i];

        if (item->last) {
            least[item->side] += item->least[item->side];
            most[item->side] += item->most[item->side];
        }
        memcpy(item->least, least, sizeof(least));
        memcpy(item->most, most, sizeof(most));
    }
}

void solve_order(struct solver *s)
{
    sort_items(s->item, s->n_items);
    sort_begs(s->begs[0], s->n_begs[0]);
    sort_begs(s->begs[1], s->n_begs[1]);
    assign_slots(s);
    number_copies(s);
    add_up(s);
}
