/*
 * An insertion or deletion can be written at each place that it can be shifted
 * to; as long as nothing else changes the bases between, it is the same
 * haplotype. So a record is moved only up to those of its own side that do not
 * conflict with it as written, never past them: what the file says clearly
 * keeps its meaning, and only records that can not both be meant as written
 * are taken to mean something else.
 *
 * Tried are the ends of that range, and the places beside what is in the way.
 */
#include "variants/solve_internal.h"

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

static bool is_insertion(const struct solve_piece *p)
{
    return p->beg == p->end;
}

/* A record and what can be done with it. A target is a shift of each of its
 * alleles. */
struct moves {
    struct solve_piece own[SOLVE_PLOIDY];
    int n;                    /* alleles */
    int32_t lo[SOLVE_PLOIDY]; /* neighbours leave this room... */
    int32_t hi[SOLVE_PLOIDY];
    int32_t least[SOLVE_PLOIDY]; /* ... and bases this; <= 0 <= most */
    int32_t most[SOLVE_PLOIDY];
    int32_t target[SOLVE_PLACES][SOLVE_PLOIDY];
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

/* Keep clear of a neighbour; true when it is in the way. */
static bool meet(struct moves *m, const struct solve_piece *other)
{
    bool in_the_way = false;

    for (int k = 0; k < m->n; k++) {
        const struct solve_piece *p = &m->own[k];
        int32_t apart = is_insertion(p) && is_insertion(other);

        if (solve_conflict(p, other))
            in_the_way = true;
        else if (other->end <= p->beg && other->end + apart > m->lo[k])
            m->lo[k] = other->end + apart;
        else if (other->beg >= p->end && other->beg - apart < m->hi[k])
            m->hi[k] = other->beg - apart;
    }
    return in_the_way;
}

static void aim(struct moves *m, const int32_t by[SOLVE_PLOIDY])
{
    int32_t *new = m->target[m->n_targets];

    if (m->n_targets == SOLVE_PLACES)
        return;
    for (int k = 0; k < m->n; k++) {
        new[k] = by[k] < m->least[k] ? m->least[k] : by[k];
        if (new[k] > m->most[k])
            new[k] = m->most[k];
    }
    for (size_t i = 0; i < m->n_targets; i++) {
        if (memcmp(m->target[i], new, (size_t)m->n * sizeof(*new)) == 0)
            return;
    }
    m->n_targets++;
}

/* Just before and just behind what is in the way. */
static void aim_beside(struct moves *m, const struct solve_piece *other)
{
    int32_t before[SOLVE_PLOIDY] = {0};
    int32_t behind[SOLVE_PLOIDY] = {0};

    for (int k = 0; k < m->n; k++) {
        const struct solve_piece *p = &m->own[k];
        int32_t apart = is_insertion(p) && is_insertion(other);

        if (!solve_conflict(p, other))
            continue;
        before[k] = other->beg - apart - p->end;
        behind[k] = other->end + apart - p->beg;
    }
    aim(m, before);
    aim(m, behind);
}

static void find_targets(struct moves *m, const struct solver *s, struct walk w)
{
    static const int32_t stay[SOLVE_PLOIDY];
    struct solve_piece other;

    for (int k = 0; k < m->n; k++) {
        if (!is_indel(&m->own[k]))
            continue;
        m->least[k] = shift_left(s, &m->own[k], m->lo[k]);
        m->most[k] = shift_right(s, &m->own[k], m->hi[k]);
    }
    aim(m, stay);
    aim(m, m->least);
    aim(m, m->most);
    while (next_neighbour(&other, &w, s))
        aim_beside(m, &other);
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
        m.hi[k] = s->ref_len;
    }
    while (next_neighbour(&other, &w, s))
        in_the_way = meet(&m, &other) || in_the_way;
    if (!in_the_way)
        return 0;
    find_targets(&m, s, walk_around(from, how, at));
    for (; out->n < m.n_targets; out->n++) {
        for (int k = 0; k < m.n; k++) {
            out->row[out->n][k] = out->row[0][k];
            if (m.target[out->n][k] == 0)
                continue;
            out->row[out->n][k] = (uint32_t)s->n_pieces;
            if (shift(s, out->row[0][k], m.target[out->n][k], e))
                return -1;
        }
    }
    return 0;
}
