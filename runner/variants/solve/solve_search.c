/*
 * Item by item, each live state becomes one that leaves the item out and one
 * for each way to choose it; equal ones are merged, the better one stays. There
 * is always a state that is in sync (the one that chose nothing since): when it
 * is the only one left, what it chose is final.
 */
#include "variants/solve/solve_internal.h"

#include <string.h>

#include "base/err.h"

static void copy_state(const struct solver *s, struct solve_state *to,
                       const struct solve_state *from)
{
    memcpy(to, from,
           offsetof(struct solve_state, hap) +
               (size_t)s->ploidy * sizeof(from->hap[0]));
}

static bool better(const struct solve_state *a, const struct solve_state *b)
{
    if (a->score != b->score)
        return a->score > b->score;
    if (a->moved != b->moved)
        return a->moved < b->moved;
    if (a->weight != b->weight)
        return a->weight > b->weight;
    return a->copies < b->copies;
}

/* The front before item i, from the one before i - 1; after the last it is the
 * end of the reference. */
static void move_front(struct solver *s, struct solve_front *f, size_t i)
{
    int64_t last = f->key;

    f->key =
        i < s->n_items ? s->item[i].key : 4 * (int64_t)s->ref_len + SOLVE_RANKS;
    f->at = (int32_t)(f->key / 4);
    f->fresh = f->key != last;
    f->last = i == s->n_items;
    for (int k = 0; k < SOLVE_SIDES; k++) {
        f->least[k] = f->last ? 0 : s->item[i].least[k];
        f->most[k] = f->last ? 0 : s->item[i].most[k];
    }
    if (i > 0 && s->item[i - 1].first)
        f->open |= s->item[i - 1].slot;
    if (i > 0 && s->item[i - 1].last)
        f->open &= ~s->item[i - 1].slot;
    for (int k = 0; k < SOLVE_SIDES; k++) {
        while (f->begs[k] < s->n_begs[k] &&
               (s->begs[k][f->begs[k]] < f->at || f->last))
            f->begs[k]++;
    }
}

/* A table big enough for the states that `n` live ones can become. */
static int size_table(struct solver *s, size_t n, struct err *e)
{
    size_t size = 64;

    while (size < 4 * n && size < (size_t)4 * SOLVE_STATES)
        size *= 2;
    s->mask = (uint32_t)size - 1;
    if (size <= s->cap_slots)
        return 0;
    if (solve_grow(&s->slot, &s->cap_slots, 0, size, sizeof(*s->slot), e))
        return -1;
    memset(s->slot, 0, s->cap_slots * sizeof(*s->slot));
    return 0;
}

/* Is `a` worth no more than `b`, whatever follows? */
static bool covered(const struct solver *s, const struct solve_state *a,
                    const struct solve_state *b)
{
    for (int k = 0; k < s->ploidy; k++) {
        if (a->hap[k].seen & ~b->hap[k].seen)
            return false;
    }
    return (a->seen & ~b->seen) == 0 && !better(a, b);
}

/* Of the equal states in next: one that covers this one, or that this one
 * covers; or NULL and the free slot. A slot is in use when it names a state of
 * next that names the slot: so that the table need not be cleared. */
static struct solve_state *find(const struct solver *s, uint32_t *slot,
                                const struct solve_state *st)
{
    uint32_t i = (uint32_t)(st->hash >> 20) & s->mask;

    for (;; i = (i + 1) & s->mask) {
        uint32_t k = s->slot[i];
        struct solve_state *old;

        if (k >= s->next.n || s->next.a[k].slot != i)
            break;
        old = &s->next.a[k];
        if (solve_state_equal(s, old, st) &&
            (covered(s, st, old) || covered(s, old, st)))
            return old;
    }
    *slot = i;
    return NULL;
}

/* A settled state joins next; `made`: what it has just chosen, or NULL. */
static int keep(struct solver *s, struct solve_state *st,
                const struct solve_node *made, struct err *e)
{
    uint32_t slot = 0;
    struct solve_state *old = find(s, &slot, st);

    if (old && covered(s, st, old))
        return 0;
    if (!old && s->next.n >= SOLVE_STATES) {
        s->over = true;
        return 0;
    }
    if (made) {
        if (solve_grow(&s->node, &s->cap_nodes, s->n_nodes, 1, sizeof(*s->node),
                       e))
            return -1;
        s->node[s->n_nodes] = *made;
        st->node = (uint32_t)s->n_nodes++;
    }
    if (old) {
        st->slot = old->slot;
        copy_state(s, old, st);
        return 0;
    }
    if (solve_grow(&s->next.a, &s->next.cap, s->next.n, 1, sizeof(*st), e))
        return -1;
    st->slot = slot;
    s->slot[slot] = (uint32_t)s->next.n;
    copy_state(s, &s->next.a[s->next.n++], st);
    return 0;
}

static uint8_t numbers(const struct solver *s, const struct solve_state *st)
{
    unsigned int haps = 0;

    for (int k = 0; k < s->ploidy; k++)
        haps |= (unsigned int)st->hap[k].number << 2 * k;
    return (uint8_t)haps;
}

/* Does exchanging equal haplotypes give the same choice? One is enough. */
static bool redundant(const struct solve_state *st,
                      const struct solve_option *o)
{
    for (int k = 0; st->twins >> k; k++) {
        if ((st->twins >> k & 1) && o->piece[k] > o->piece[k + 1])
            return true;
    }
    return false;
}

static int expand(struct solver *s, const struct solve_state *from, size_t i,
                  const struct solve_front *f, struct err *e)
{
    const struct solve_item *item = &s->item[i];
    uint8_t haps = numbers(s, from);
    struct solve_state st;

    copy_state(s, &st, from);
    s->steps++;
    if (solve_state_settle(s, &st, f) && keep(s, &st, NULL, e))
        return -1;
    for (uint32_t k = 0; k < item->n_options && !(from->used & item->slot);
         k++) {
        const struct solve_option *o = &s->option[item->option + k];
        struct solve_node made = {(uint32_t)i + 1, item->option + k, from->node,
                                  haps};

        if (redundant(from, o))
            continue;
        copy_state(s, &st, from);
        s->steps++;
        if (solve_state_include(s, &st, item, o) &&
            solve_state_settle(s, &st, f) && keep(s, &st, &made, e))
            return -1;
    }
    if (s->no_memory)
        return err_nomem(e);
    return 0;
}

/* Begin anew at a front, in sync; `used`: what can not be chosen again. */
static int start(struct solver *s, const struct solve_front *f, uint64_t used,
                 struct err *e)
{
    struct solve_state st = {.synced = true, .used = used & f->open};

    s->base_used = st.used;
    s->n_waits = 1; /* 0 ends a list */
    s->n_nodes = 1;
    s->n_bytes = 0;
    s->steps = 0;
    s->over = false;
    s->live.n = s->next.n = 0;
    for (int k = 0; k < s->ploidy; k++) {
        st.hap[k].cursor[0] = st.hap[k].cursor[1] = f->at;
        st.hap[k].number = (uint8_t)k;
        if (k + 1 < s->ploidy && !s->ordered)
            st.twins |= (uint8_t)(1U << k);
    }
    if (solve_grow(&s->wait, &s->cap_waits, 0, 1, sizeof(*s->wait), e) ||
        solve_grow(&s->node, &s->cap_nodes, 0, 1, sizeof(*s->node), e) ||
        solve_grow(&s->live.a, &s->live.cap, 0, 1, sizeof(st), e))
        return -1;
    copy_state(s, &s->live.a[s->live.n++], &st);
    return 0;
}

/* The only live state is in sync: its choices are final. */
static int commit(struct solver *s, struct solve_outcome *out,
                  const struct solve_front *f, struct err *e)
{
    const struct solve_state *st = &s->live.a[0];

    for (uint32_t n = st->node; n; n = s->node[n].back) {
        struct solve_item *item = &s->item[s->node[n].item - 1];

        item->verdict = SOLVE_GENOTYPE;
        item->chosen = s->node[n].option;
        item->haps = s->node[n].haps;
        item->go = out->goes;
    }
    out->goes++;
    out->total += st->score;
    out->weight += st->weight;
    return start(s, f, st->used, e);
}

/* Give up the items from `from` up to and with *i, and those that they
 * reach, and begin anew behind them, with fewer steps; records that have been
 * given up may not be chosen there. *i becomes the next item. */
static int give_up(size_t *i, struct solver *s, struct solve_outcome *out,
                   size_t from, struct solve_front *f, struct err *e)
{
    uint64_t used = s->base_used;
    int32_t reach = 0;
    size_t to = *i;
    size_t k = from;

    for (; k < s->n_items; k++) {
        struct solve_item *item = &s->item[k];

        if (k > to && item->key / 4 >= reach)
            break;
        if (item->end > reach)
            reach = item->end;
        item->verdict = SOLVE_UNRESOLVED;
        out->unresolved++;
        used |= item->slot;
        if (k >= to)
            move_front(s, f, k + 1);
    }
    *i = k;
    if (s->max_steps >= (uint64_t)2 * SOLVE_STEPS_LEAST)
        s->max_steps /= 2;
    return start(s, f, used, e);
}

static int advance(struct solver *s, size_t i, const struct solve_front *f,
                   struct err *e)
{
    struct solve_states done;

    s->next.n = 0;
    if (size_table(s, s->live.n * (1 + (size_t)s->item[i].n_options), e))
        return -1;
    for (size_t k = 0; k < s->live.n; k++) {
        if (expand(s, &s->live.a[k], i, f, e))
            return -1;
        if (s->steps > s->max_steps)
            s->over = true;
        if (s->over)
            return 0;
    }
    done = s->live;
    s->live = s->next;
    s->next = done;
    return 0;
}

int solve_search(struct solve_outcome *out, struct solver *s, bool whole,
                 struct err *e)
{
    struct solve_front f = {.key = -1};
    size_t base = 0;
    size_t i = 0;

    *out = (struct solve_outcome){0};
    s->max_steps = SOLVE_STEPS;
    move_front(s, &f, 0);
    if (start(s, &f, 0, e))
        return -1;
    while (i < s->n_items) {
        struct solve_front next = f;

        move_front(s, &next, i + 1);
        if (advance(s, i, &next, e))
            return -1;
        if (s->over) {
            if (give_up(&i, s, out, base, &f, e))
                return -1;
            if (whole)
                return 0;
            base = i;
            continue;
        }
        f = next;
        i++;
        if (s->live.n == 1 && s->live.a[0].synced) {
            if (commit(s, out, &f, e))
                return -1;
            base = i;
        }
    }
    return 0;
}
