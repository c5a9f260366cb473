/*
 * Records that a solution can spare: with one deletion in a repeat, an
 * insertion and a deletion more anywhere in that repeat spell the same
 * haplotype, but assert nothing; if they counted, any call set could be made
 * to look more precise by adding such pairs. The search does not see it where
 * the sides are apart between two places of the repeat, so what it has chosen
 * is looked through afterwards, from one place in sync to the next.
 *
 * Records that the other side has too, written anywhere in the same repeat,
 * are no such records, each as often as the other side has it; nor are any
 * where both sides have some: so a call set that is compared with itself is
 * right, whatever it says, and however it is written.
 */
#include "variants/solve/solve_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* Sets that are tried: so many records of so many neighbours. */
#define SET        SOLVE_SPARED
#define NEIGHBOURS 12

/* A set that is being built: indices in candidate[]. */
struct set {
    size_t at[SET];
    size_t n;
    size_t want;
    int side;
};

/* ---- what was chosen, from left to right -------------------------------- */

static int compare_stands(const void *a, const void *b)
{
    const struct solve_stand *x = a;
    const struct solve_stand *y = b;

    if (x->go != y->go)
        return x->go < y->go ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->item != y->item)
        return x->item < y->item ? -1 : 1;
    return x->hap - y->hap;
}

static int add_stands(struct solver *s, uint32_t at, struct err *e)
{
    struct solve_spare *z = &s->spare;
    struct solve_item *item = &s->item[at];
    int64_t reach = 0;
    size_t from = z->n_stands;

    item->needed = 0;
    for (int k = 0; k < s->ploidy; k++) {
        const struct solve_piece *p = solve_chosen_piece(s, item, k);
        struct solve_stand *new;

        if (!p)
            continue;
        if (!p->left)
            s->piece[p - s->piece].left = 1 + solve_leftmost(s, p);
        if (solve_grow(&z->stand, &z->cap_stands, z->n_stands, 1,
                       sizeof(*z->stand), e))
            return -1;
        new = &z->stand[z->n_stands++];
        *new = (struct solve_stand){.key = solve_piece_key(p),
                                    .piece = p,
                                    .item = at,
                                    .go = item->go,
                                    .side = item->side,
                                    .hap = (uint8_t)k,
                                    .first = z->n_stands == from + 1};
        if (new->key >= reach)
            reach = new->key + 1;
        if (4 * (int64_t)p->end > reach)
            reach = 4 * (int64_t)p->end;
    }
    for (size_t i = from; i < z->n_stands; i++)
        z->stand[i].reach = reach;
    return 0;
}

static int find_stands(struct solver *s, struct err *e)
{
    struct solve_spare *z = &s->spare;

    z->n_stands = 0;
    for (size_t i = 0; i < s->n_items; i++) {
        if (s->item[i].verdict == SOLVE_GENOTYPE &&
            add_stands(s, (uint32_t)i, e))
            return -1;
    }
    if (z->n_stands)
        qsort(z->stand, z->n_stands, sizeof(*z->stand), compare_stands);
    return 0;
}

/* The stands from `from` to the next place where both sides are in sync. */
static size_t next_sync(const struct solver *s, size_t from)
{
    const struct solve_spare *z = &s->spare;
    int64_t apart[SOLVE_PLOIDY] = {0};
    int64_t reach = 0;
    size_t i = from;

    for (; i < z->n_stands && z->stand[i].go == z->stand[from].go; i++) {
        const struct solve_stand *t = &z->stand[i];
        bool even = i > from && t->key >= reach;

        for (int k = 0; k < s->ploidy && even; k++)
            even = apart[k] == 0;
        if (even)
            break;
        apart[t->hap] +=
            t->side ? solve_longer(t->piece) : -solve_longer(t->piece);
        if (t->reach > reach)
            reach = t->reach;
    }
    return i;
}

/* ---- what a side alone has ---------------------------------------------- */

static int compare_items(const void *a, const void *b)
{
    const struct solve_form *x = a;
    const struct solve_form *y = b;

    return x->item < y->item ? -1 : x->item > y->item;
}

/* candidate[]: of this side, more often than the other has it. */
static int find_candidates(struct solver *s, int side, struct err *e)
{
    struct solve_spare *z = &s->spare;

    z->n_candidates = 0;
    if (solve_grow(&z->candidate, &z->cap_candidates, 0, z->n_forms,
                   sizeof(*z->candidate), e))
        return -1;
    for (size_t i = 0; i < z->n_forms; i++) {
        if (s->item[z->form[i].item].side == side && z->form[i].more)
            z->candidate[z->n_candidates++] = z->form[i];
    }
    if (z->n_candidates)
        qsort(z->candidate, z->n_candidates, sizeof(*z->candidate),
              compare_items);
    return 0;
}

static const struct solve_item *item_of(const struct solver *s,
                                        const struct set *set, size_t i)
{
    return &s->item[s->spare.candidate[set->at[i]].item];
}

static bool in_set(const struct solve_spare *z, const struct set *set,
                   uint32_t item)
{
    for (size_t i = 0; i < set->n; i++) {
        if (z->candidate[set->at[i]].item == item)
            return true;
    }
    return false;
}

/* Haplotypes stay as long as they are, and no record goes that the other side
 * has, too. */
static bool may_go(const struct solver *s, const struct set *set)
{
    const struct solve_spare *z = &s->spare;

    for (size_t i = 0; i < set->n; i++) {
        const struct solve_form *f = &z->candidate[set->at[i]];
        uint32_t n = 0;

        for (size_t k = 0; k < set->n; k++)
            n += z->candidate[set->at[k]].class == f->class;
        if (n > f->more)
            return false;
    }
    for (int k = 0; k < s->ploidy; k++) {
        int64_t longer = 0;

        for (size_t i = 0; i < set->n; i++) {
            const struct solve_piece *p =
                solve_chosen_piece(s, item_of(s, set, i), k);

            longer += p ? solve_longer(p) : 0;
        }
        if (longer)
            return false;
    }
    return true;
}

/* ---- a haplotype with and without a set --------------------------------- */

static int append(struct solve_spare *z, int text, const char *bases, size_t n,
                  struct err *e)
{
    if (solve_grow(&z->text[text], &z->cap_text[text], z->n_text[text], n, 1,
                   e))
        return -1;
    if (n)
        memcpy(z->text[text] + z->n_text[text], bases, n);
    z->n_text[text] += n;
    return 0;
}

/* Where the pieces of a set are on a haplotype. */
struct extent {
    int64_t first; /* keys */
    int64_t last;
    int32_t end;
};

/* The first stand at this key or behind it. */
static size_t first_stand(const struct solve_spare *z, int64_t key)
{
    size_t lo = z->from;
    size_t hi = z->to;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (z->stand[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* That part of the haplotype: text 0 with the set, text 1 without. */
static int spell(struct solver *s, const struct set *set, int text, int k,
                 const struct extent *x, struct err *e)
{
    struct solve_spare *z = &s->spare;
    int32_t at = (int32_t)(x->first / 4);

    z->n_text[text] = 0;
    for (size_t i = first_stand(z, x->first);
         i < z->to && z->stand[i].key <= x->last; i++) {
        const struct solve_stand *t = &z->stand[i];

        if (t->hap != k || t->side != set->side ||
            (text && in_set(z, set, t->item)))
            continue;
        if (append(z, text, s->ref + at, (size_t)(t->piece->beg - at), e) ||
            append(z, text, t->piece->alt, t->piece->alt_len, e))
            return -1;
        at = t->piece->end;
    }
    if (at >= x->end)
        return 0;
    return append(z, text, s->ref + at, (size_t)(x->end - at), e);
}

static bool find_extent(struct extent *x, const struct solver *s,
                        const struct set *set, int k)
{
    *x = (struct extent){INT64_MAX, -1, 0};
    for (size_t i = 0; i < set->n; i++) {
        const struct solve_piece *p =
            solve_chosen_piece(s, item_of(s, set, i), k);

        if (!p)
            continue;
        if (solve_piece_key(p) < x->first)
            x->first = solve_piece_key(p);
        if (solve_piece_key(p) > x->last)
            x->last = solve_piece_key(p);
        if (p->end > x->end)
            x->end = p->end;
    }
    return x->last >= 0;
}

/* Is haplotype k the same without the set? */
static int same_without(bool *same, struct solver *s, const struct set *set,
                        int k, struct err *e)
{
    struct solve_spare *z = &s->spare;
    struct extent x;

    *same = true;
    if (!find_extent(&x, s, set, k))
        return 0;
    if (spell(s, set, 0, k, &x, e) || spell(s, set, 1, k, &x, e))
        return -1;
    *same = z->n_text[0] == z->n_text[1] &&
            memcmp(z->text[0], z->text[1], z->n_text[0]) == 0;
    return 0;
}

static int can_go(bool *yes, struct solver *s, const struct set *set,
                  struct err *e)
{
    *yes = may_go(s, set);
    for (int k = 0; k < s->ploidy && *yes; k++) {
        if (same_without(yes, s, set, k, e))
            return -1;
    }
    return 0;
}

/* ---- sets --------------------------------------------------------------- */

/* Complete a set by candidates from `from` on. */
static int complete(bool *found, struct solver *s, struct set *set, size_t from,
                    struct err *e)
{
    size_t to = set->at[0] + NEIGHBOURS;

    if (set->n == set->want)
        return can_go(found, s, set, e);
    if (to > s->spare.n_candidates)
        to = s->spare.n_candidates;
    for (size_t i = from; i < to; i++) {
        set->at[set->n++] = i;
        if (complete(found, s, set, i + 1, e))
            return -1;
        if (*found)
            return 0;
        set->n--;
    }
    return 0;
}

/* Do they make a haplotype longer, or shorter? */
struct ways {
    bool longer;
    bool shorter;
};

static void add_ways(struct ways *w, const struct solver *s,
                     const struct solve_item *item)
{
    const struct solve_option *o = &s->option[item->chosen];

    for (int k = 0; k < s->ploidy; k++) {
        int64_t by = o->piece[k] ? solve_longer(&s->piece[o->piece[k] - 1]) : 0;

        w->longer = w->longer || by > 0;
        w->shorter = w->shorter || by < 0;
    }
}

/* Could any of the candidates cancel each other out? */
static bool any_can(const struct solver *s)
{
    struct ways w = {false, false};

    for (size_t i = 0; i < s->spare.n_candidates; i++)
        add_ways(&w, s, &s->item[s->spare.candidate[i].item]);
    return w.longer && w.shorter;
}

static struct solve_item *candidate(struct solver *s, size_t i)
{
    return &s->item[s->spare.candidate[i].item];
}

/* Does a set begin here? That one does not is asked but once. */
static int find_set(bool *found, struct set *set, struct solver *s, size_t i,
                    struct err *e)
{
    struct solve_item *item = candidate(s, i);

    *found = false;
    if (item->needed >> set->want & 1)
        return 0;
    set->at[0] = i;
    set->n = 1;
    if (complete(found, s, set, i + 1, e))
        return -1;
    if (!*found)
        item->needed |= (uint8_t)(1U << set->want);
    return 0;
}

/* Where it is taken out, those before it get other neighbours. */
static void tell(struct solve_spared *out, struct solver *s,
                 const struct set *set)
{
    size_t first = set->at[0] > NEIGHBOURS ? set->at[0] - NEIGHBOURS : 0;

    out->n = set->n;
    for (size_t i = 0; i < set->n; i++)
        out->item[i] = s->spare.candidate[set->at[i]].item;
    for (size_t i = first; i <= set->at[set->n - 1]; i++)
        candidate(s, i)->needed = 0;
}

static int spare_of_side(struct solve_spared *out, struct solver *s, int side,
                         struct err *e)
{
    struct set set = {.side = side};

    out->n = 0;
    if (find_candidates(s, side, e))
        return -1;
    if (!any_can(s))
        return 0;
    for (set.want = 2; set.want <= SET; set.want++) {
        for (size_t i = 0; i + set.want <= s->spare.n_candidates; i++) {
            bool found;

            if (find_set(&found, &set, s, i, e))
                return -1;
            if (!found)
                continue;
            tell(out, s, &set);
            return 0;
        }
    }
    return 0;
}

/* Has a side chosen both an insertion and a deletion? Most have not. */
static bool both_ways(const struct solver *s)
{
    struct ways w[SOLVE_SIDES] = {
        {false, false}
    };

    for (size_t i = 0; i < s->n_items; i++) {
        if (s->item[i].verdict == SOLVE_GENOTYPE)
            add_ways(&w[s->item[i].side], s, &s->item[i]);
    }
    return (w[0].longer && w[0].shorter) || (w[1].longer && w[1].shorter);
}

/* Take a set out of the solution. What lies before this place in sync, and
 * said nothing, says nothing then either. */
static void drop(struct solve_outcome *out, struct solver *s,
                 const struct solve_spared *set)
{
    struct solve_spare *z = &s->spare;
    size_t n = z->from;

    for (size_t i = 0; i < set->n; i++) {
        struct solve_item *item = &s->item[set->item[i]];

        item->verdict = SOLVE_NONE;
        out->total--;
        out->weight -= item->weight;
    }
    for (size_t i = z->from; i < z->n_stands; i++) {
        if (s->item[z->stand[i].item].verdict != SOLVE_NONE)
            z->stand[n++] = z->stand[i];
    }
    z->n_stands = n;
}

int solve_spare(struct solve_outcome *out, struct solve_spared *first,
                struct solver *s, struct err *e)
{
    struct solve_spare *z = &s->spare;

    first->n = 0;
    if (!both_ways(s))
        return 0;
    if (find_stands(s, e))
        return -1;
    for (z->from = 0; z->from < z->n_stands;) {
        struct solve_spared of[SOLVE_SIDES];
        const struct solve_spared *set;

        z->to = next_sync(s, z->from);
        if (solve_find_forms(s, z->from, z->to, e) ||
            spare_of_side(&of[0], s, 0, e) || spare_of_side(&of[1], s, 1, e))
            return -1;
        if ((of[0].n > 0) == (of[1].n > 0)) {
            z->from = z->to;
            continue;
        }
        set = of[0].n ? &of[0] : &of[1];
        if (!first->n)
            *first = *set;
        drop(out, s, set);
    }
    return 0;
}
