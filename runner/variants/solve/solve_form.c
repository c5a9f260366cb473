/*
 * What a chosen record says, wherever in a repeat it is written: an indel is
 * compared at the leftmost place that it can be shifted to. So records that
 * both sides have are found, each as often as the other side has it.
 */
#include "variants/solve/solve_internal.h"

#include <stdlib.h>

const struct solve_piece *solve_chosen_piece(const struct solver *s,
                                             const struct solve_item *item,
                                             int hap)
{
    const struct solve_option *o = &s->option[item->chosen];

    for (int k = 0; k < s->ploidy; k++) {
        if (solve_hap_at(item->haps, k) == hap)
            return o->piece[k] ? &s->piece[o->piece[k] - 1] : NULL;
    }
    return NULL;
}

/* Base i of an inserted sequence that is shifted to the left by n. */
static char turned(const struct solve_piece *p, int32_t n, uint32_t i)
{
    return p->alt[(i + p->alt_len - (uint32_t)n % p->alt_len) % p->alt_len];
}

static uint64_t mix(uint64_t x, uint64_t y)
{
    x = (x ^ y) * UINT64_C(0x9e3779b97f4a7c15);
    return x ^ x >> 29;
}

/* Of what a chosen item says, at its leftmost place. */
static uint64_t hash_form(const struct solver *s, const struct solve_item *item)
{
    uint64_t x = 1;

    for (int k = 0; k < s->ploidy; k++) {
        const struct solve_piece *p = solve_chosen_piece(s, item, k);
        int32_t n = p ? p->left - 1 : 0;

        x = mix(x, p ? 1 + (uint64_t)(p->beg - n) : 0);
        x = mix(x, p ? (uint64_t)(p->end - n) : 0);
        for (uint32_t i = 0; p && i < p->alt_len; i++)
            x = mix(x, (uint8_t)turned(p, n, i));
    }
    return x;
}

static bool same_piece(const struct solve_piece *a, const struct solve_piece *b)
{
    int32_t m;
    int32_t n;

    if (!a || !b)
        return a == b;
    m = a->left - 1;
    n = b->left - 1;
    if (a->beg - m != b->beg - n || a->end - m != b->end - n ||
        a->alt_len != b->alt_len)
        return false;
    for (uint32_t i = 0; i < a->alt_len; i++) {
        if (turned(a, m, i) != turned(b, n, i))
            return false;
    }
    return true;
}

static bool same_form(const struct solver *s, const struct solve_form *a,
                      const struct solve_form *b)
{
    if (a->hash != b->hash)
        return false;
    for (int k = 0; k < s->ploidy; k++) {
        if (!same_piece(solve_chosen_piece(s, &s->item[a->item], k),
                        solve_chosen_piece(s, &s->item[b->item], k)))
            return false;
    }
    return true;
}

static int compare_forms(const void *a, const void *b)
{
    const struct solve_form *x = a;
    const struct solve_form *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

/* How many more of each form its side has than the other one. */
static void count_forms(struct solver *s)
{
    struct solve_spare *z = &s->spare;
    size_t to;

    for (size_t from = 0; from < z->n_forms; from = to) {
        uint32_t n[SOLVE_SIDES] = {0};

        for (to = from;
             to < z->n_forms && same_form(s, &z->form[from], &z->form[to]);
             to++)
            n[s->item[z->form[to].item].side]++;
        for (size_t i = from; i < to; i++) {
            int side = s->item[z->form[i].item].side;

            z->form[i].class = (uint32_t)from;
            z->form[i].more = n[side] > n[1 - side] ? n[side] - n[1 - side] : 0;
        }
    }
}

int solve_find_forms(struct solver *s, size_t from, size_t to, struct err *e)
{
    struct solve_spare *z = &s->spare;

    z->n_forms = 0;
    if (solve_grow(&z->form, &z->cap_forms, 0, to - from, sizeof(*z->form), e))
        return -1;
    for (size_t i = from; i < to; i++) {
        if (z->stand[i].first)
            z->form[z->n_forms++] = (struct solve_form){
                .hash = hash_form(s, &s->item[z->stand[i].item]),
                .item = z->stand[i].item};
    }
    qsort(z->form, z->n_forms, sizeof(*z->form), compare_forms);
    count_forms(s);
    return 0;
}
