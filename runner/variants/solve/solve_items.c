/*
 * Records become items with all ways to choose them: genotypes in each
 * different order, and where asked for, at each place.
 */
#include "variants/solve/solve_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

int solve_grow(void *array, size_t *cap, size_t used, size_t n, size_t size,
               struct err *e)
{
    size_t want = *cap ? *cap : 16;
    void *more;
    void *old;

    if (used + n <= *cap)
        return 0;
    while (want < used + n)
        want *= 2;
    memcpy(&old, array, sizeof(old));
    more = realloc(old, want * size);
    if (!more)
        return e ? err_nomem(e) : -1;
    memcpy(array, &more, sizeof(more));
    *cap = want;
    return 0;
}

static uint64_t stir(uint64_t h, uint64_t x)
{
    h = (h ^ x) * UINT64_C(0xBF58476D1CE4E5B9);
    return h ^ (h >> 31);
}

static uint64_t allele_weight(const struct solve_allele *a)
{
    uint64_t h = stir((uint64_t)a->beg, (uint64_t)a->end);

    for (uint32_t i = 0; i < a->alt_len; i++)
        h = stir(h, (uint8_t)a->alt[i]);
    return h;
}

/* Of place, alleles and genotype, in whichever order they are written; small
 * enough to add up. */
uint64_t solve_weight(const struct solve_record *r)
{
    uint64_t sum = 0;

    for (int k = 0; k < r->n_alleles; k++)
        sum += allele_weight(&r->allele[k]);
    for (int k = 0; k < r->ploidy; k++) {
        if (r->gt[k])
            sum += stir(allele_weight(&r->allele[r->gt[k] - 1]), 1);
    }
    return stir(sum, r->ploidy) >> 32;
}

struct solve_piece solve_written(const struct solver *s,
                                 const struct solve_allele *a)
{
    assert(a->beg >= s->ref_beg && a->beg <= a->end &&
           a->end - s->ref_beg <= s->ref_len);
    return (struct solve_piece){
        .alt = a->alt,
        .alt_len = a->alt_len,
        .beg = (int32_t)(a->beg - s->ref_beg),
        .end = (int32_t)(a->end - s->ref_beg),
        .room = (int32_t)a->room,
    };
}

static int add_piece(struct solver *s, const struct solve_allele *a,
                     struct err *e)
{
    if (solve_grow(&s->piece, &s->cap_pieces, s->n_pieces, 1, sizeof(*s->piece),
                   e))
        return -1;
    s->piece[s->n_pieces] = solve_written(s, a);
    s->piece[s->n_pieces].written = (uint32_t)s->n_pieces;
    s->n_pieces++;
    return 0;
}

/* The alleles of each haplotype, rising; what lacks is 0. */
static void genotype(const struct solver *s, uint8_t gt[SOLVE_PLOIDY],
                     const struct solve_record *r)
{
    for (int k = 0; k < SOLVE_PLOIDY; k++) {
        gt[k] = 0;
        if (k < s->ploidy && r->ploidy == 1)
            gt[k] = r->gt[0];
        else if (k < r->ploidy)
            gt[k] = r->gt[k];
    }
}

static int add_option(struct solver *s, struct solve_item *item,
                      const uint8_t *gt, const uint32_t *row, struct err *e)
{
    struct solve_option o = {.opens = INT64_MAX};

    if (solve_grow(&s->option, &s->cap_options, s->n_options, 1,
                   sizeof(*s->option), e))
        return -1;
    for (int k = 0; k < s->ploidy; k++) {
        int64_t key;

        if (!gt[k])
            continue;
        o.piece[k] = 1 + row[gt[k] - 1];
        key = solve_piece_key(&s->piece[row[gt[k] - 1]]);
        if (key < o.opens)
            o.opens = key;
        if (s->piece[row[gt[k] - 1]].written != row[gt[k] - 1])
            o.moved = true;
    }
    s->option[s->n_options++] = o;
    item->n_options++;
    return 0;
}

static void sort_genotype(uint8_t *gt, int n)
{
    for (int i = 1; i < n; i++) {
        for (int k = i; k > 0 && gt[k] < gt[k - 1]; k--) {
            uint8_t keep = gt[k];

            gt[k] = gt[k - 1];
            gt[k - 1] = keep;
        }
    }
}

/* The next order of these numbers; false after the last. */
static bool permute(uint8_t *gt, int n)
{
    int i = n - 2;
    int k = n - 1;
    uint8_t keep;

    while (i >= 0 && gt[i] >= gt[i + 1])
        i--;
    if (i < 0)
        return false;
    while (gt[k] <= gt[i])
        k--;
    keep = gt[i];
    gt[i] = gt[k];
    gt[k] = keep;
    sort_genotype(gt + i + 1, n - i - 1);
    return true;
}

static int add_genotypes(struct solver *s, struct solve_item *item,
                         const struct solve_record *r, const uint32_t *row,
                         const struct solve_pass *how, struct err *e)
{
    uint8_t gt[SOLVE_PLOIDY];
    uint8_t other[SOLVE_PLOIDY];

    if (r->ploidy != 1 && r->ploidy != s->ploidy)
        return 0; /* not a genotype of these haplotypes */
    genotype(s, gt, r);
    if (s->ordered && r->phased) {
        for (int k = 0; k < SOLVE_PLOIDY; k++)
            other[k] =
                item->side == 1 && how->exchange ? gt[how->exchange[k]] : gt[k];
        return add_option(s, item, other, row, e);
    }
    sort_genotype(gt, s->ploidy);
    do {
        if (add_option(s, item, gt, row, e))
            return -1;
    } while (permute(gt, s->ploidy));
    return 0;
}

static int add_alleles(struct solver *s, struct solve_item *item,
                       const struct solve_record *r, const uint32_t *row,
                       struct err *e)
{
    for (uint8_t k = 1; k <= r->n_alleles; k++) {
        if (k != r->ref_allele && add_option(s, item, &k, row, e))
            return -1;
    }
    return 0;
}

/* What a piece of an item reaches, and where it begins. */
static int measure_piece(struct solver *s, struct solve_item *item,
                         const struct solve_piece *p, struct err *e)
{
    int side = item->side;
    int64_t longer = solve_longer(p);

    if (p->end > item->end)
        item->end = p->end;
    if (longer < item->least[side])
        item->least[side] = longer;
    if (longer > item->most[side])
        item->most[side] = longer;
    if (solve_grow(&s->begs[side], &s->cap_begs[side], s->n_begs[side], 1,
                   sizeof(*s->begs[side]), e))
        return -1;
    s->begs[side][s->n_begs[side]++] = p->beg;
    return 0;
}

static int measure(struct solver *s, struct solve_item *item, struct err *e)
{
    for (uint32_t i = 0; i < item->n_options; i++) {
        const struct solve_option *o = &s->option[item->option + i];

        for (int k = 0; k < s->ploidy; k++) {
            if (o->piece[k] &&
                measure_piece(s, item, &s->piece[o->piece[k] - 1], e))
                return -1;
        }
    }
    return 0;
}

static int compare_options(const void *a, const void *b)
{
    const struct solve_option *x = a;
    const struct solve_option *y = b;

    if (x->opens != y->opens)
        return x->opens < y->opens ? -1 : 1;
    return memcmp(x->piece, y->piece, sizeof(x->piece));
}

/* Items of a record's options, one for each key with which they open. */
static int divide(struct solver *s, const struct solve_item *whole,
                  struct err *e)
{
    struct solve_option *o = s->option + whole->option;
    uint32_t from = 0;
    bool differ = false;

    for (uint32_t i = 1; i < whole->n_options; i++)
        differ = differ || o[i].opens != o[0].opens;
    if (differ)
        qsort(o, whole->n_options, sizeof(*o), compare_options);
    for (uint32_t i = 0; i < whole->n_options; i++) {
        struct solve_item item = *whole;

        if (i + 1 < whole->n_options && o[i + 1].opens == o[i].opens)
            continue;
        item.key = o[i].opens;
        item.option = whole->option + from;
        item.n_options = i + 1 - from;
        item.first = from == 0;
        item.last = i + 1 == whole->n_options;
        from = i + 1;
        if (solve_grow(&s->item, &s->cap_items, s->n_items, 1, sizeof(item), e))
            return -1;
        s->item[s->n_items++] = item;
    }
    s->n_records++;
    return 0;
}

static bool asserts(const struct solve_record *r, bool alleles)
{
    bool any = false;

    for (int k = 0; k < r->ploidy; k++)
        any = any || r->gt[k];
    return alleles ? r->n_alleles > 0 : any;
}

static int add_item(struct solver *s, const struct solve_problem *p,
                    const struct solve_pass *how, int side, size_t at,
                    struct err *e)
{
    const struct solve_side *from = side ? &p->query : &p->truth;
    const struct solve_record *r = &from->a[at];
    struct solve_places places = {.n = 1};
    struct solve_item item = {
        .weight = solve_weight(r),
        .option = (uint32_t)s->n_options,
        .record = (uint32_t)at,
        .side = (uint8_t)side,
        .verdict = SOLVE_NONE,
    };

    for (int k = 0; k < r->n_alleles; k++) {
        places.row[0][k] = (uint32_t)s->n_pieces;
        if (add_piece(s, &r->allele[k], e))
            return -1;
    }
    if (how->places && solve_place(s, &places, from, how, at, e))
        return -1;
    for (size_t i = 0; i < places.n; i++) {
        if (how->alleles ? add_alleles(s, &item, r, places.row[i], e)
                         : add_genotypes(s, &item, r, places.row[i], how, e))
            return -1;
    }
    if (measure(s, &item, e))
        return -1;
    return divide(s, &item, e);
}

int solve_items(struct solver *s, const struct solve_problem *p,
                const struct solve_pass *how, struct err *e)
{
    const struct solve_side *from[SOLVE_SIDES] = {&p->truth, &p->query};

    s->n_pieces = s->n_options = s->n_items = s->n_text = s->n_records = 0;
    s->n_begs[0] = s->n_begs[1] = 0;
    for (int side = 0; side < SOLVE_SIDES; side++) {
        for (size_t i = 0; i < from[side]->n; i++) {
            if (how->left_over && from[side]->answer[i] != SOLVE_NONE)
                continue;
            if (!s->barred[side][i] &&
                asserts(&from[side]->a[i], how->alleles) &&
                add_item(s, p, how, side, i, e))
                return -1;
        }
    }
    for (size_t i = 0; i < s->n_pieces; i++) {
        if (s->piece[i].text)
            s->piece[i].alt = s->text + s->piece[i].text - 1;
    }
    solve_order(s);
    return 0;
}
