/*
 * A state is kept in one form for all choices with the same future: the side
 * behind has used up as much reference as can be known (up to where it might
 * have another record), the side ahead as little as possible (bases that it
 * took from the reference are given back). So a choice that can not work ends
 * at the first base that differs, and equal futures are equal bytes.
 */
#include "variants/solve/solve_internal.h"

#include <string.h>

/* So many bases that are looked at count as another step. */
#define STRIDE 512

/* The diff of `h` gets `n` more bytes. */
static bool extend(struct solver *s, struct solve_hap *h, const char *bases,
                   size_t n)
{
    size_t old = h->diff_len;
    bool in_place = old && h->diff + old == s->n_bytes;

    if (s->n_bytes + old + n > SOLVE_BYTES) {
        s->over = true;
        return false;
    }
    if (solve_grow(&s->bytes, &s->cap_bytes, s->n_bytes, old + n, 1, NULL)) {
        s->no_memory = true;
        return false;
    }
    if (!in_place) {
        if (old)
            memcpy(s->bytes + s->n_bytes, s->bytes + h->diff, old);
        h->diff = (uint32_t)s->n_bytes;
        s->n_bytes += old;
    }
    memcpy(s->bytes + s->n_bytes, bases, n);
    s->n_bytes += n;
    h->diff_len = (uint32_t)(old + n);
    return true;
}

/* One side says these bases: false when the other said something else. */
static bool emit(struct solver *s, struct solve_hap *h, int side,
                 const char *bases, size_t n)
{
    size_t both = n < h->diff_len ? n : h->diff_len;

    if (h->diff_len && h->ahead == (uint32_t)side)
        return n == 0 || extend(s, h, bases, n);
    if (both && memcmp(s->bytes + h->diff, bases, both) != 0)
        return false;
    h->diff += (uint32_t)both;
    h->diff_len -= (uint32_t)both;
    if (n == both)
        return true;
    h->ahead = (uint32_t)side;
    return extend(s, h, bases + both, n - both);
}

static bool even(const struct solve_hap *h)
{
    return h->diff_len == 0 && h->cursor[0] == h->cursor[1];
}

static bool put(struct solver *s, struct solve_hap *h, int side,
                const struct solve_piece *p)
{
    int32_t from = h->cursor[side];

    if (even(h))
        h->cursor[0] = h->cursor[1] = p->beg;
    else if (!emit(s, h, side, s->ref + from, (size_t)(p->beg - from)))
        return false;
    h->cursor[side] = p->end;
    if (solve_is_insertion(p))
        h->inserted[side] = true;
    return emit(s, h, side, p->alt, p->alt_len);
}

/* Can a piece of the item with this key still stand where it wants to? */
static bool possible(const struct solver *s, const struct solve_hap *h,
                     int side, const struct solve_piece *p, int64_t key)
{
    if (h->cursor[side] > p->beg)
        return false;
    if (h->inserted[side] && solve_piece_key(p) == key && solve_is_insertion(p))
        return false;
    for (uint32_t w = h->wait[side]; w; w = s->wait[w].next) {
        if (solve_conflict(p, &s->piece[s->wait[w].piece]))
            return false;
    }
    return true;
}

static int64_t wait_key(const struct solver *s, uint32_t w)
{
    return solve_piece_key(&s->piece[s->wait[w].piece]);
}

/* Copies of the list up to the new one; the rest is shared with others. */
static bool add_wait(struct solver *s, uint32_t *list, uint32_t piece)
{
    uint32_t w = *list;
    uint32_t last = 0;
    bool here;

    do {
        if (s->n_waits >= SOLVE_STEPS) {
            s->over = true;
            return false;
        }
        if (solve_grow(&s->wait, &s->cap_waits, s->n_waits, 1, sizeof(*s->wait),
                       NULL)) {
            s->no_memory = true;
            return false;
        }
        here = !w || wait_key(s, w) > solve_piece_key(&s->piece[piece]);
        s->wait[s->n_waits].piece = here ? piece : s->wait[w].piece;
        s->wait[s->n_waits].next = w;
        if (last)
            s->wait[last].next = (uint32_t)s->n_waits;
        else
            *list = (uint32_t)s->n_waits;
        last = (uint32_t)s->n_waits++;
        w = s->wait[w].next;
    } while (!here);
    return true;
}

/* On which sides, and beside which others, a record stands. */
static uint8_t seen_by(const struct solver *s, const struct solve_item *item,
                       const struct solve_option *o)
{
    int n = 0;

    for (int k = 0; k < s->ploidy; k++)
        n += o->piece[k] != 0;
    return (uint8_t)((1U << item->side) | (n > 1 ? SOLVE_LINKED : 0));
}

bool solve_state_include(struct solver *s, struct solve_state *st,
                         const struct solve_item *item,
                         const struct solve_option *o)
{
    uint8_t seen = seen_by(s, item, o);

    for (int k = 0; k < s->ploidy; k++) {
        struct solve_hap *h = &st->hap[k];
        const struct solve_piece *p;

        if (!o->piece[k])
            continue;
        p = &s->piece[o->piece[k] - 1];
        h->seen |= seen;
        if (!possible(s, h, item->side, p, item->key))
            return false;
        if (solve_piece_key(p) > item->key) {
            if (!add_wait(s, &h->wait[item->side], o->piece[k] - 1))
                return false;
        } else if (!put(s, h, item->side, p)) {
            return false;
        }
    }
    st->score++;
    st->moved += o->moved;
    st->copies += item->copy;
    st->weight += item->weight;
    st->seen |= (uint8_t)(1U << item->side);
    st->used |= item->slot;
    return true;
}

/* The pieces that waited and whose turn has come, of both sides by place. */
static bool put_waiting(struct solver *s, struct solve_hap *h, int64_t key)
{
    for (;;) {
        int64_t first = key;
        int side = -1;

        for (int k = 0; k < SOLVE_SIDES; k++) {
            if (h->wait[k] && wait_key(s, h->wait[k]) < first) {
                first = wait_key(s, h->wait[k]);
                side = k;
            }
        }
        if (side < 0)
            return true;
        if (!put(s, h, side, &s->piece[s->wait[h->wait[side]].piece]))
            return false;
        h->wait[side] = s->wait[h->wait[side]].next;
    }
}

/* How far does this side follow the reference, for certain? */
static int32_t stop(const struct solver *s, const struct solve_hap *h, int side,
                    const struct solve_front *f)
{
    const int32_t *begs = s->begs[side];
    int32_t from = h->cursor[side];
    int32_t end = s->ref_len;
    size_t lo = f->begs[side];
    size_t hi = s->n_begs[side];

    if (lo < hi && begs[lo] < from) {
        while (lo < hi) {
            size_t mid = lo + (hi - lo) / 2;

            if (begs[mid] < from)
                lo = mid + 1;
            else
                hi = mid;
        }
    }
    if (lo < s->n_begs[side])
        end = begs[lo];
    if (h->wait[side] && s->piece[s->wait[h->wait[side]].piece].beg < end)
        end = s->piece[s->wait[h->wait[side]].piece].beg;
    return end;
}

/* The side behind says what it can. */
static bool follow(struct solver *s, struct solve_hap *h,
                   const struct solve_front *f)
{
    int side = !h->ahead;
    int32_t from = h->cursor[side];
    uint32_t n = (uint32_t)(stop(s, h, side, f) - from);

    if (n > h->diff_len)
        n = h->diff_len;
    s->steps += n / STRIDE;
    if (memcmp(s->bytes + h->diff, s->ref + from, n) != 0)
        return false;
    h->cursor[side] += (int32_t)n;
    h->diff += n;
    h->diff_len -= n;
    return true;
}

/* Nobody is ahead, but one has used up more reference: what both say next must
 * be the same. */
static bool go_together(struct solver *s, struct solve_hap *h,
                        const struct solve_front *f)
{
    int32_t n = stop(s, h, 0, f) - h->cursor[0];
    int32_t m = stop(s, h, 1, f) - h->cursor[1];

    if (m < n)
        n = m;
    s->steps += (uint32_t)n / STRIDE;
    if (memcmp(s->ref + h->cursor[0], s->ref + h->cursor[1], (size_t)n) != 0)
        return false;
    h->cursor[0] += n;
    h->cursor[1] += n;
    return true;
}

static void give_back(const struct solver *s, struct solve_hap *h, int32_t at)
{
    int32_t *cursor = &h->cursor[h->ahead];

    while (h->diff_len && *cursor > 0 && *cursor <= at &&
           s->bytes[h->diff + h->diff_len - 1] == s->ref[*cursor - 1]) {
        h->diff_len--;
        (*cursor)--;
    }
}

/* Can what is still to come make both sides equally long? */
static bool can_even_out(const struct solver *s, const struct solve_hap *h,
                         const struct solve_front *f)
{
    int64_t longer[SOLVE_SIDES] = {-h->cursor[0], -h->cursor[1]};

    longer[h->ahead] += h->diff_len;
    for (int side = 0; side < SOLVE_SIDES; side++) {
        for (uint32_t w = h->wait[side]; w; w = s->wait[w].next)
            longer[side] += solve_longer(&s->piece[s->wait[w].piece]);
    }
    return longer[0] + f->least[0] <= longer[1] + f->most[1] &&
           longer[1] + f->least[1] <= longer[0] + f->most[0];
}

static bool settle_hap(struct solver *s, struct solve_hap *h,
                       const struct solve_front *f)
{
    if ((h->wait[0] | h->wait[1]) && !put_waiting(s, h, f->key))
        return false;
    for (int side = 0; side < SOLVE_SIDES; side++) {
        if (f->fresh)
            h->inserted[side] = false;
    }
    if (!even(h)) {
        if (!can_even_out(s, h, f))
            return false;
        if (h->diff_len && !follow(s, h, f))
            return false;
        if (h->diff_len)
            give_back(s, h, f->at);
        if (h->diff_len == 0 && !even(h) && !go_together(s, h, f))
            return false;
    }
    if (h->diff_len == 0)
        h->diff = h->ahead = 0;
    if (even(h) && h->cursor[0] < f->at)
        h->cursor[0] = h->cursor[1] = f->at;
    return true;
}

static int order(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int compare_waits(const struct solver *s, uint32_t a, uint32_t b)
{
    int c = 0;

    while (a && b && a != b && c == 0) {
        const struct solve_wait *x = &s->wait[a];
        const struct solve_wait *y = &s->wait[b];

        c = order(x->piece, y->piece);
        a = x->next;
        b = y->next;
    }
    return c ? c : order(a != 0, b != 0);
}

static int compare_cursors(const struct solve_hap *a, const struct solve_hap *b)
{
    for (int k = 0; k < SOLVE_SIDES; k++) {
        if (a->cursor[k] != b->cursor[k])
            return order(a->cursor[k], b->cursor[k]);
        if (a->inserted[k] != b->inserted[k])
            return order(a->inserted[k], b->inserted[k]);
    }
    return 0;
}

static int compare_haps(const struct solver *s, const struct solve_hap *a,
                        const struct solve_hap *b)
{
    int c = compare_cursors(a, b);

    if (c == 0)
        c = order(a->diff_len, b->diff_len);
    if (c == 0)
        c = order(a->ahead, b->ahead);
    if (c == 0 && a->diff_len && a->diff != b->diff)
        c = memcmp(s->bytes + a->diff, s->bytes + b->diff, a->diff_len);
    for (int k = 0; k < SOLVE_SIDES && c == 0; k++)
        c = compare_waits(s, a->wait[k], b->wait[k]);
    return c;
}

/* But for `seen`, which comes last. */
static int compare_seen(const struct solver *s, const struct solve_hap *a,
                        const struct solve_hap *b)
{
    int c = compare_haps(s, a, b);

    return c ? c : order(a->seen, b->seen);
}

/* Haplotypes without numbers are put in order. */
static void arrange(const struct solver *s, struct solve_state *st)
{
    st->twins = 0;
    if (s->ordered)
        return;
    for (int i = 1; i < s->ploidy; i++) {
        for (int k = i; k > 0; k--) {
            struct solve_hap *h = &st->hap[k - 1];
            struct solve_hap keep = *h;

            if (compare_seen(s, &h[0], &h[1]) <= 0)
                break;
            h[0] = h[1];
            h[1] = keep;
        }
    }
    for (int k = 0; k + 1 < s->ploidy; k++) {
        if (compare_seen(s, &st->hap[k], &st->hap[k + 1]) == 0)
            st->twins |= (uint8_t)(1U << k);
    }
}

static uint64_t stir(uint64_t h, uint64_t x)
{
    h = (h ^ x) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ (h >> 29);
}

static uint64_t hash_bytes(uint64_t x, const char *bytes, size_t n)
{
    while (n) {
        size_t some = n < 8 ? n : 8;
        uint64_t word = 0;

        memcpy(&word, bytes, some);
        x = stir(x, word);
        bytes += some;
        n -= some;
    }
    return x;
}

static uint64_t hash(struct solver *s, const struct solve_state *st)
{
    uint64_t x = st->used;

    for (int k = 0; k < s->ploidy; k++) {
        const struct solve_hap *h = &st->hap[k];

        x = stir(x, (uint64_t)h->cursor[0] << 32 | (uint32_t)h->cursor[1]);
        for (uint32_t side = 0; side < SOLVE_SIDES; side++) {
            for (uint32_t w = h->wait[side]; w; w = s->wait[w].next)
                x = stir(x, 2 * (uint64_t)s->wait[w].piece + side);
        }
        if (h->diff_len == 0)
            continue;
        s->steps += h->diff_len / STRIDE;
        x = stir(x, (uint64_t)h->diff_len << 1 | h->ahead);
        x = hash_bytes(x, s->bytes + h->diff, h->diff_len);
    }
    return x;
}

/* Are both sides the same up to the front, and not within a record? */
static bool in_sync(const struct solve_hap *h, const struct solve_front *f)
{
    return even(h) && h->cursor[0] == f->at && !h->wait[0] && !h->wait[1];
}

/* One side alone, when something was seen. */
static bool one_sided(uint8_t seen)
{
    return seen && seen != (1U << SOLVE_SIDES) - 1;
}

/* Whole haplotypes: are all in sync? false in *sound when records have
 * cancelled each other out: on one haplotype, as far as they stand nowhere
 * else, or on all of them together. */
static bool sync(bool *sound, const struct solver *s, struct solve_state *st,
                 const struct solve_front *f)
{
    bool all = true;

    *sound = true;
    for (int k = 0; k < s->ploidy; k++) {
        struct solve_hap *h = &st->hap[k];

        if (!in_sync(h, f)) {
            all = false;
            continue;
        }
        if (!(h->seen & SOLVE_LINKED) && one_sided(h->seen))
            *sound = false;
        h->seen = 0;
    }
    if (!all)
        return false;
    if (one_sided(st->seen))
        *sound = false;
    st->seen = 0;
    return true;
}

bool solve_state_settle(struct solver *s, struct solve_state *st,
                        const struct solve_front *f)
{
    bool sound = true;

    for (int k = 0; k < s->ploidy; k++) {
        if (!settle_hap(s, &st->hap[k], f))
            return false;
    }
    st->used &= f->open;
    st->synced = f->fresh && sync(&sound, s, st, f);
    if (!sound || (f->last && !st->synced))
        return false;
    arrange(s, st);
    st->hash = hash(s, st);
    return true;
}

bool solve_state_equal(const struct solver *s, const struct solve_state *a,
                       const struct solve_state *b)
{
    if (a->hash != b->hash || a->used != b->used)
        return false;
    for (int k = 0; k < s->ploidy; k++) {
        if (compare_haps(s, &a->hap[k], &b->hap[k]) != 0)
            return false;
    }
    return true;
}
