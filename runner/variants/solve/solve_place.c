/*
 * An insertion or deletion can be written at each place that it can be shifted
 * to; as long as nothing else changes the bases between, it is the same
 * haplotype. So a record may be moved, but not past one of its own side that it
 * does not conflict with as written (into it, yes: then both can only be on
 * different haplotypes). What the file says clearly keeps its meaning; only
 * records that can not both be meant as written are read in another way.
 *
 * Tried are the ends of that range, and the places beside what is in the way;
 * for insertions at one place, each order.
 */
#include "variants/solve/solve_internal.h"

#include <string.h>

#include "base/err.h"

#define NEIGHBOURS 64 /* records on each side that are looked at */

static bool is_indel(const struct solve_piece *p)
{
    return (p->beg == p->end) != (p->alt_len == 0);
}

static int32_t shift_left(const struct solver *s, const struct solve_piece *p,
                          int32_t limit)
{
    int32_t n = 0;

    for (; p->beg - n > limit; n++) {
        const char *last =
            p->alt_len ? &p->alt[p->alt_len - 1 - (uint32_t)n % p->alt_len]
                       : &s->ref[p->end - n - 1];

        if (s->ref[p->beg - n - 1] != *last)
            break;
    }
    return -n;
}

int32_t solve_leftmost(const struct solver *s, const struct solve_piece *p)
{
    return is_indel(p) ? -shift_left(s, p, 0) : 0;
}

static int32_t shift_right(const struct solver *s, const struct solve_piece *p,
                           int32_t limit)
{
    int32_t n = 0;

    for (; p->end + n < limit; n++) {
        const char *first = p->alt_len ? &p->alt[(uint32_t)n % p->alt_len]
                                       : &s->ref[p->beg + n];

        if (s->ref[p->end + n] != *first)
            break;
    }
    return n;
}

/* A copy of a piece of indel, shifted; its index is s->n_pieces - 1. */
static int shift(struct solver *s, uint32_t piece, int32_t by, struct err *e)
{
    struct solve_piece p = s->piece[piece];
    uint32_t len = p.alt_len;

    if (len) {
        uint32_t first =
            by < 0 ? (len - (uint32_t)-by % len) % len : (uint32_t)by % len;

        if (solve_grow(&s->text, &s->cap_text, s->n_text, len, 1, e))
            return -1;
        memcpy(s->text + s->n_text, p.alt + first, len - first);
        memcpy(s->text + s->n_text + len - first, p.alt, first);
        p.text = (uint32_t)s->n_text + 1;
        s->n_text += len;
    }
    p.beg += by;
    p.end += by;
    if (solve_grow(&s->piece, &s->cap_pieces, s->n_pieces, 1, sizeof(p), e))
        return -1;
    s->piece[s->n_pieces++] = p;
    return 0;
}

/* Where an allele may be put. */
struct target {
    int32_t by; /* shifted to the right */
    int32_t rank;
};

/* A record and what can be done with it. */
struct moves {
    struct solve_piece own[SOLVE_PLOIDY];
    int n;                       /* alleles */
    int32_t least[SOLVE_PLOIDY]; /* bp that they can be moved, given the ... */
    int32_t most[SOLVE_PLOIDY];  /* ... neighbours, then bases; <= 0 <= most */
    struct target target[SOLVE_PLACES][SOLVE_PLOIDY];
    size_t n_targets;
};

/* The alleles of a record's neighbours, one by one. */
struct walk {
    const struct solve_side *from;
    const struct solve_pass *how;
    size_t at;
    size_t i;
    size_t end;
    int k;
};

static struct walk walk_around(const struct solve_side *from,
                               const struct solve_pass *how, size_t at)
{
    return (struct walk){
        .from = from,
        .how = how,
        .at = at,
        .i = at < NEIGHBOURS ? 0 : at - NEIGHBOURS,
        .end = from->n - at <= NEIGHBOURS ? from->n : at + NEIGHBOURS + 1,
    };
}

static bool next_neighbour(struct solve_piece *out, struct walk *w,
                           const struct solver *s)
{
    for (; w->i < w->end; w->i++, w->k = 0) {
        const struct solve_record *r = &w->from->a[w->i];
        bool other = !w->how->left_over || w->from->answer[w->i] == SOLVE_NONE;

        if (other && w->i != w->at && w->k < r->n_alleles) {
            *out = solve_written(s, &r->allele[w->k++]);
            return true;
        }
    }
    return false;
}

/* Do not pass a neighbour; true when it is in the way. */
static bool meet(struct moves *m, const struct solve_piece *other)
{
    int32_t width = other->beg < other->end;
    bool in_the_way = false;

    for (int k = 0; k < m->n; k++) {
        const struct solve_piece *p = &m->own[k];
        int32_t apart = width == 0 && p->beg < p->end;
        int32_t left = other->beg + (width | apart) - p->end;
        int32_t right = other->end - (width | apart) - p->beg;

        if (solve_unclear(p, other))
            in_the_way = true;
        else if (other->end <= p->beg && left > m->least[k])
            m->least[k] = left;
        else if (other->beg >= p->end && right < m->most[k])
            m->most[k] = right;
    }
    return in_the_way;
}

static void aim(struct moves *m, const struct target to[SOLVE_PLOIDY])
{
    struct target *new;

    if (m->n_targets >= SOLVE_PLACES)
        return;
    new = m->target[m->n_targets];
    for (int k = 0; k < m->n; k++) {
        new[k] = to[k];
        if (new[k].by < m->least[k])
            new[k].by = m->least[k];
        if (new[k].by > m->most[k])
            new[k].by = m->most[k];
    }
    for (size_t i = 0; i < m->n_targets; i++) {
        if (memcmp(m->target[i], new, (size_t)m->n * sizeof(*new)) == 0)
            return;
    }
    m->n_targets++;
}

static void aim_at_ends(struct moves *m)
{
    struct target stay[SOLVE_PLOIDY] = {{0}};
    struct target least[SOLVE_PLOIDY] = {{0}};
    struct target most[SOLVE_PLOIDY] = {{0}};

    for (int k = 0; k < m->n; k++) {
        least[k].by = m->least[k];
        most[k].by = m->most[k];
    }
    aim(m, stay);
    aim(m, least);
    aim(m, most);
}

/* Just before and just behind what is in the way; of insertions, first,
 * second or third at this place. */
static void aim_beside(struct moves *m, const struct solve_piece *other)
{
    struct target to[4][SOLVE_PLOIDY] = {{{0}}};

    for (int k = 0; k < m->n; k++) {
        const struct solve_piece *p = &m->own[k];

        if (!solve_unclear(p, other))
            continue;
        to[0][k].by = other->beg - p->end;
        to[1][k].by = other->end - p->beg;
        if (solve_is_insertion(p) && solve_is_insertion(other) &&
            p->beg == other->beg) {
            to[2][k].rank = 1;
            to[3][k].rank = 2;
        }
    }
    for (int i = 0; i < 4; i++)
        aim(m, to[i]);
}

static void find_targets(struct moves *m, const struct solver *s, struct walk w)
{
    struct solve_piece other;

    for (int k = 0; k < m->n; k++) {
        const struct solve_piece *p = &m->own[k];

        m->least[k] = is_indel(p) ? shift_left(s, p, p->beg + m->least[k]) : 0;
        m->most[k] = is_indel(p) ? shift_right(s, p, p->end + m->most[k]) : 0;
    }
    aim_at_ends(m);
    while (next_neighbour(&other, &w, s))
        aim_beside(m, &other);
}

/* Of one allele, as written, the piece at a target; UINT32_MAX: no memory. */
static uint32_t move(struct solver *s, uint32_t piece, const struct target *to,
                     struct err *e)
{
    if (to->by == 0 && to->rank == 0)
        return piece;
    if (shift(s, piece, to->by, e))
        return UINT32_MAX;
    s->piece[s->n_pieces - 1].rank = to->rank;
    return (uint32_t)s->n_pieces - 1;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

int solve_place(struct solver *s, struct solve_places *out,
                const struct solve_side *from, const struct solve_pass *how,
                size_t at, struct err *e)
{
    struct walk w = walk_around(from, how, at);
    struct moves m = {.n = from->a[at].n_alleles};
    struct solve_piece other;
    bool in_the_way = false;

    for (int k = 0; k < m.n; k++) {
        m.own[k] = s->piece[out->row[0][k]];
        m.least[k] = -smaller(m.own[k].beg, SOLVE_SHIFT);
        m.most[k] = smaller(s->ref_len - m.own[k].end, SOLVE_SHIFT);
    }
    while (next_neighbour(&other, &w, s))
        in_the_way = meet(&m, &other) || in_the_way;
    if (!in_the_way)
        return 0;
    find_targets(&m, s, walk_around(from, how, at));
    for (; out->n < m.n_targets; out->n++) {
        for (int k = 0; k < m.n; k++) {
            uint32_t piece = move(s, out->row[0][k], &m.target[out->n][k], e);

            if (piece == UINT32_MAX)
                return -1;
            out->row[out->n][k] = piece;
        }
    }
    return 0;
}

static bool before(const struct solve_piece *a, const struct solve_piece *b)
{
    return !solve_conflict(a, b) && solve_piece_key(a) < solve_piece_key(b);
}

/* Clearly before as written, and clearly behind now? */
static bool has_passed(const struct solver *s, const struct solve_piece *a,
                       const struct solve_piece *b)
{
    const struct solve_piece *x = &s->piece[a->written];
    const struct solve_piece *y = &s->piece[b->written];

    return !solve_unclear(x, y) && before(x, y) && before(b, a);
}

/* Of two chosen items of one side. */
static bool pass_each_other(const struct solver *s, const struct solve_item *a,
                            const struct solve_item *b)
{
    const uint32_t *x = s->option[a->chosen].piece;
    const uint32_t *y = s->option[b->chosen].piece;

    for (int i = 0; i < s->ploidy; i++) {
        for (int k = 0; k < s->ploidy; k++) {
            const struct solve_piece *p = &s->piece[x[i] ? x[i] - 1 : 0];
            const struct solve_piece *q = &s->piece[y[k] ? y[k] - 1 : 0];

            if (x[i] && y[k] && (has_passed(s, p, q) || has_passed(s, q, p)))
                return true;
        }
    }
    return false;
}

bool solve_past_each_other(const struct solver *s)
{
    for (size_t i = 0; i < s->n_items; i++) {
        const struct solve_item *a = &s->item[i];

        for (size_t k = i + 1; k < s->n_items && k < i + NEIGHBOURS; k++) {
            const struct solve_item *b = &s->item[k];

            if (a->side == b->side && a->verdict == SOLVE_GENOTYPE &&
                b->verdict == SOLVE_GENOTYPE && pass_each_other(s, a, b))
                return true;
        }
    }
    return false;
}
