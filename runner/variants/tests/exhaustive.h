/*
 * exhaustive -- the best answer to a small problem of variants/solve.h, by
 * trying everything. For tests: shares nothing with solve.c.
 *
 * Every subset of a side's records, with every way to put their alleles on
 * haplotypes, gives haplotypes, spelled out base by base. Choices of truth and
 * query that spell the same are paired. The rule of what lies between two
 * places in sync is then looked up in the pair, place by place; and every set
 * of a side's records is tried whether it can be spared.
 *
 * With `shifts`, indels of records that conflict with another one of their side
 * may stand anywhere where they alone spell the same haplotype, unless they
 * would have to pass a record of their side that they do not conflict with; and
 * insertions at one place come in any order.
 */
#ifndef VARIANTS_TESTS_EXHAUSTIVE_H
#define VARIANTS_TESTS_EXHAUSTIVE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "variants/solve/solve.h"

#define EX_RECORDS 12     /* a side */
#define EX_TEXT    512    /* bases of one haplotype */
#define EX_OPTIONS 256    /* of one record */
#define EX_CHOICES 400000 /* of one side */

struct ex_piece {
    int64_t beg, end;
    int rank; /* order of insertions at one place */
    int64_t room;
    uint32_t len;
    char alt[64];
};

struct ex_option {
    struct ex_piece piece[SOLVE_PLOIDY];
    struct ex_piece written[SOLVE_PLOIDY]; /* the same, as written */
    bool has[SOLVE_PLOIDY];
};

struct ex_record {
    struct ex_option *option;
    size_t n;
};

struct ex_choice {
    uint64_t hash;
    uint8_t used;             /* records */
    int16_t pick[EX_RECORDS]; /* option of each record; -1 left out */
};

struct ex_side {
    struct ex_record record[EX_RECORDS];
    size_t n;
    struct ex_choice *choice;
    size_t n_choices;
    size_t cap;
};

struct exhaustive {
    const struct solve_problem *p;
    int ploidy;
    bool alleles; /* any allele on one haplotype */
    bool shifts;
    size_t most_choices;     /* of a side; 0: EX_CHOICES */
    const uint8_t *exchange; /* obeying phase: query's haplotype k is that
                                one; NULL: phase means nothing */
    const uint8_t *must[2]; /* NULL, or: records that are all taken, no other */
    struct ex_side side[2];
    bool ties; /* `spared` may be `best`, not only above it */
    bool too_large;
    int best;
    int spared; /* out, of at least `best`: most records of what would be a
                   solution but for records that cancel each other out; else 0
                 */
};

static int64_t ex_key(const struct ex_piece *p)
{
    return 4 * p->beg + (p->end > p->beg ? 3 : p->rank);
}

static bool ex_clash(const struct ex_piece *a, const struct ex_piece *b)
{
    if (a->beg == a->end && b->beg == b->end)
        return a->beg == b->beg && a->rank == b->rank;
    return a->beg < b->end && b->beg < a->end;
}

/* As written: in each other's way? */
static bool ex_unclear(const struct ex_piece *a, const struct ex_piece *b)
{
    return ex_clash(a, b) ||
           (a->beg < b->end + b->room && b->beg < a->end + a->room);
}

static bool ex_before(const struct ex_piece *a, const struct ex_piece *b)
{
    return !ex_clash(a, b) && ex_key(a) < ex_key(b);
}

static struct ex_piece ex_written(const struct solve_allele *a)
{
    struct ex_piece p = {
        .beg = a->beg, .end = a->end, .len = a->alt_len, .room = a->room};

    memcpy(p.alt, a->alt, a->alt_len < 64 ? a->alt_len : 64);
    return p;
}

/* The pieces of one haplotype of one side's choice, from left to right. */
static size_t ex_pieces(const struct ex_piece **out, const struct ex_side *s,
                        const int16_t *pick, int hap)
{
    size_t n = 0;

    for (size_t i = 0; i < s->n; i++) {
        const struct ex_option *o;
        size_t at = n;

        if (pick[i] < 0)
            continue;
        o = &s->record[i].option[pick[i]];
        if (!o->has[hap])
            continue;
        for (; at > 0 && ex_key(out[at - 1]) > ex_key(&o->piece[hap]); at--)
            out[at] = out[at - 1];
        out[at] = &o->piece[hap];
        n++;
    }
    return n;
}

/* One haplotype, for all of the reference. */
static size_t ex_spell(char *out, const struct exhaustive *x,
                       const struct ex_side *s, const int16_t *pick, int hap)
{
    const struct ex_piece *piece[EX_RECORDS];
    size_t n_pieces = ex_pieces(piece, s, pick, hap);
    int64_t at = x->p->beg;
    size_t n = 0;

    for (size_t i = 0; i <= n_pieces; i++) {
        int64_t to = i < n_pieces ? piece[i]->beg : x->p->end;

        memcpy(out + n, x->p->ref + (at - x->p->beg), (size_t)(to - at));
        n += (size_t)(to - at);
        if (i == n_pieces)
            break;
        memcpy(out + n, piece[i]->alt, piece[i]->len);
        n += piece[i]->len;
        at = piece[i]->end;
    }
    return n;
}

static void ex_add_choice(struct exhaustive *x, struct ex_side *s,
                          const int16_t *pick)
{
    struct ex_choice c = {.hash = 1469598103934665603u};

    for (int k = 0; k < x->ploidy; k++) {
        char text[EX_TEXT];
        size_t n = ex_spell(text, x, s, pick, k);

        for (size_t i = 0; i <= n; i++)
            c.hash = (c.hash ^ (i < n ? (uint8_t)text[i] : 1)) *
                     UINT64_C(1099511628211);
    }
    for (size_t i = 0; i < s->n; i++) {
        c.pick[i] = pick[i];
        c.used = (uint8_t)(c.used + (pick[i] >= 0));
    }
    if (s->n_choices == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 256;
        s->choice = realloc(s->choice, s->cap * sizeof(c));
    }
    if (s->n_choices >= (x->most_choices ? x->most_choices : EX_CHOICES))
        x->too_large = true;
    else
        s->choice[s->n_choices++] = c;
}

/* Two records apart as written, but past each other as they stand? */
static bool ex_past(const struct exhaustive *x, const struct ex_option *a,
                    const struct ex_option *b)
{
    for (int i = 0; i < x->ploidy; i++) {
        for (int k = 0; k < x->ploidy; k++) {
            if (!a->has[i] || !b->has[k] ||
                ex_unclear(&a->written[i], &b->written[k]))
                continue;
            if ((ex_before(&a->written[i], &b->written[k]) &&
                 ex_before(&b->piece[k], &a->piece[i])) ||
                (ex_before(&b->written[k], &a->written[i]) &&
                 ex_before(&a->piece[i], &b->piece[k])))
                return true;
        }
    }
    return false;
}

static bool ex_fits(const struct exhaustive *x, const struct ex_side *s,
                    const int16_t *pick, size_t i, const struct ex_option *o)
{
    for (size_t k = 0; k < i; k++) {
        const struct ex_option *other;

        if (pick[k] < 0)
            continue;
        other = &s->record[k].option[pick[k]];
        if (ex_past(x, o, other))
            return false;
        for (int hap = 0; hap < x->ploidy; hap++) {
            if (o->has[hap] && other->has[hap] &&
                ex_clash(&o->piece[hap], &other->piece[hap]))
                return false;
        }
    }
    return true;
}

static void ex_choose(struct exhaustive *x, int side, int16_t *pick, size_t i)
{
    struct ex_side *s = &x->side[side];
    const uint8_t *must = x->must[side];

    if (x->too_large)
        return;
    if (i == s->n) {
        ex_add_choice(x, s, pick);
        return;
    }
    pick[i] = -1;
    if (!must || !must[i])
        ex_choose(x, side, pick, i + 1);
    for (size_t k = 0; k < s->record[i].n && (!must || must[i]); k++) {
        if (!ex_fits(x, s, pick, i, &s->record[i].option[k]))
            continue;
        pick[i] = (int16_t)k;
        ex_choose(x, side, pick, i + 1);
    }
}

/* ---- pairs of choices --------------------------------------------------- */

static int64_t ex_first(const struct exhaustive *x, const struct ex_option *o)
{
    int64_t first = INT64_MAX;

    for (int k = 0; k < x->ploidy; k++) {
        if (o->has[k] && ex_key(&o->piece[k]) < first)
            first = ex_key(&o->piece[k]);
    }
    return first;
}

/* Bases before a place on one haplotype; -1 when it is within a record. */
static int64_t ex_bases(const struct exhaustive *x, const struct ex_side *s,
                        const struct ex_choice *c, int hap, int64_t place)
{
    int64_t n = place / 4;

    for (size_t i = 0; i < s->n; i++) {
        const struct ex_option *o;

        if (c->pick[i] < 0)
            continue;
        o = &s->record[i].option[c->pick[i]];
        if (ex_first(x, o) >= place)
            continue;
        for (int k = 0; k < x->ploidy; k++) {
            if (o->has[k] &&
                (ex_key(&o->piece[k]) >= place || 4 * o->piece[k].end > place))
                return -1;
        }
        if (o->has[hap])
            n += (int64_t)o->piece[hap].len -
                 (o->piece[hap].end - o->piece[hap].beg);
    }
    return n;
}

static bool ex_in_sync(const struct exhaustive *x, const struct ex_choice *a,
                       const struct ex_choice *b, int64_t place)
{
    for (int k = 0; k < x->ploidy; k++) {
        int64_t n = ex_bases(x, &x->side[0], a, k, place);

        if (n < 0 || n != ex_bases(x, &x->side[1], b, k, place))
            return false;
    }
    return true;
}

static int ex_between(const struct exhaustive *x, const struct ex_side *s,
                      const struct ex_choice *c, int64_t from, int64_t to)
{
    int n = 0;

    for (size_t i = 0; i < s->n; i++) {
        int64_t first =
            c->pick[i] < 0 ? -1 : ex_first(x, &s->record[i].option[c->pick[i]]);

        n += first >= from && first < to;
    }
    return n;
}

/* The same, whatever stands on the others. */
static int64_t ex_bases_alone(const struct exhaustive *x,
                              const struct ex_side *s,
                              const struct ex_choice *c, int hap, int64_t place)
{
    int64_t n = place / 4;

    for (size_t i = 0; i < s->n; i++) {
        const struct ex_option *o;

        if (c->pick[i] < 0)
            continue;
        o = &s->record[i].option[c->pick[i]];
        if (!o->has[hap])
            continue;
        if (ex_key(&o->piece[hap]) >= place) {
            /* chosen already, by another piece of its record? */
            if (ex_first(x, o) < place)
                return -1;
            continue;
        }
        if (4 * o->piece[hap].end > place)
            return -1;
        n += (int64_t)o->piece[hap].len -
             (o->piece[hap].end - o->piece[hap].beg);
    }
    return n;
}

/* Records with a piece on this haplotype between two places; *linked: any of
 * them has more. */
static int ex_on_hap(bool *linked, const struct exhaustive *x,
                     const struct ex_side *s, const struct ex_choice *c,
                     int hap, int64_t from, int64_t to)
{
    int n = 0;

    for (size_t i = 0; i < s->n; i++) {
        const struct ex_option *o;
        int pieces = 0;

        if (c->pick[i] < 0)
            continue;
        o = &s->record[i].option[c->pick[i]];
        if (!o->has[hap] || ex_key(&o->piece[hap]) < from ||
            ex_key(&o->piece[hap]) >= to)
            continue;
        for (int k = 0; k < x->ploidy; k++)
            pieces += o->has[k];
        *linked = *linked || pieces > 1;
        n++;
    }
    return n;
}

/* Do records that stand on this haplotype alone cancel each other out there? */
static bool ex_cancels(const struct exhaustive *x, const struct ex_choice *a,
                       const struct ex_choice *b, int hap)
{
    int64_t from = 4 * x->p->beg;

    for (int64_t place = from + 1; place <= 4 * x->p->end + 3; place++) {
        int64_t len = ex_bases_alone(x, &x->side[0], a, hap, place);
        bool linked = false;
        int n;
        int m;

        if (len < 0 || len != ex_bases_alone(x, &x->side[1], b, hap, place))
            continue;
        n = ex_on_hap(&linked, x, &x->side[0], a, hap, from, place);
        m = ex_on_hap(&linked, x, &x->side[1], b, hap, from, place);
        if ((n > 0) != (m > 0) && !linked)
            return true;
        from = place;
    }
    return false;
}

static bool ex_equal_alone(const struct solve_problem *p,
                           const struct ex_piece *a, const struct ex_piece *b);

/* Do two records say the same, each alone? */
static bool ex_twins(const struct exhaustive *x, const struct ex_option *a,
                     const struct ex_option *b)
{
    for (int k = 0; k < x->ploidy; k++) {
        if (a->has[k] != b->has[k] ||
            (a->has[k] && !ex_equal_alone(x->p, &a->piece[k], &b->piece[k])))
            return false;
    }
    return true;
}

/* Chosen records of a side, of a set (bits), that say what this one says. */
static int ex_count_twins(const struct exhaustive *x, const struct ex_side *s,
                          const struct ex_choice *c, const struct ex_option *as,
                          uint32_t set)
{
    int n = 0;

    for (size_t i = 0; i < s->n; i++)
        n +=
            (set >> i & 1) && ex_twins(x, &s->record[i].option[c->pick[i]], as);
    return n;
}

/* Of chosen records between two places, `all` of this side and `others` of the
 * other one: is a set a part that can go? All haplotypes are the same without
 * it, and it has no more of any kind than there are beyond those of the other
 * side. */
static bool ex_can_go(const struct exhaustive *x, int side,
                      const struct ex_choice *c[2], const uint32_t all[2],
                      uint32_t set)
{
    const struct ex_side *s = &x->side[side];
    struct ex_choice rest = *c[side];

    for (size_t i = 0; i < s->n; i++) {
        const struct ex_option *o;

        if (!(set >> i & 1))
            continue;
        o = &s->record[i].option[c[side]->pick[i]];
        if (ex_count_twins(x, s, c[side], o, set) >
            ex_count_twins(x, s, c[side], o, all[side]) -
                ex_count_twins(x, &x->side[1 - side], c[1 - side], o,
                               all[1 - side]))
            return false;
        rest.pick[i] = -1;
    }
    for (int k = 0; k < x->ploidy; k++) {
        char a[EX_TEXT];
        char b[EX_TEXT];
        size_t n = ex_spell(a, x, s, c[side]->pick, k);

        if (n != ex_spell(b, x, s, rest.pick, k) || memcmp(a, b, n) != 0)
            return false;
    }
    return true;
}

/* Between two places in sync: has one side alone records that cancel each
 * other out? */
static bool ex_spares(const struct exhaustive *x, const struct ex_choice *c[2],
                      int64_t from, int64_t to)
{
    uint32_t all[2] = {0};
    bool any[2] = {false};

    for (int side = 0; side < 2; side++) {
        const struct ex_side *s = &x->side[side];

        for (size_t i = 0; i < s->n; i++) {
            int64_t first =
                c[side]->pick[i] < 0
                    ? -1
                    : ex_first(x, &s->record[i].option[c[side]->pick[i]]);

            all[side] |= (uint32_t)(first >= from && first < to) << i;
        }
    }
    for (int side = 0; side < 2; side++) {
        for (uint32_t set = all[side]; set && !any[side];
             set = (set - 1) & all[side])
            any[side] = ex_can_go(x, side, c, all, set);
    }
    return any[0] != any[1];
}

/* Between two places in sync: no records of one side alone; *spares: there are
 * some that cancel each other out. */
static bool ex_two_sided(bool *spares, const struct exhaustive *x,
                         const struct ex_choice *a, const struct ex_choice *b)
{
    const struct ex_choice *c[2] = {a, b};
    int64_t from = 4 * x->p->beg;

    *spares = false;
    for (int k = 0; k < x->ploidy; k++) {
        if (ex_cancels(x, a, b, k))
            return false;
    }
    for (int64_t place = from + 1; place <= 4 * x->p->end + 3; place++) {
        int n;
        int m;

        if (!ex_in_sync(x, a, b, place))
            continue;
        n = ex_between(x, &x->side[0], a, from, place);
        m = ex_between(x, &x->side[1], b, from, place);
        if ((n > 0) != (m > 0))
            return false;
        *spares = *spares || ex_spares(x, c, from, place);
        from = place;
    }
    return true;
}

static bool ex_same(const struct exhaustive *x, const struct ex_choice *a,
                    const struct ex_choice *b)
{
    for (int k = 0; k < x->ploidy; k++) {
        char s[EX_TEXT];
        char t[EX_TEXT];
        size_t n = ex_spell(s, x, &x->side[0], a->pick, k);
        size_t m = ex_spell(t, x, &x->side[1], b->pick, k);

        if (n != m || memcmp(s, t, n) != 0)
            return false;
    }
    return true;
}

static int ex_compare(const void *a, const void *b)
{
    const struct ex_choice *x = a;
    const struct ex_choice *y = b;

    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return y->used - x->used;
}

static void ex_pair_up(struct exhaustive *x)
{
    struct ex_side *t = &x->side[0];
    struct ex_side *q = &x->side[1];
    size_t j = 0;

    qsort(t->choice, t->n_choices, sizeof(*t->choice), ex_compare);
    qsort(q->choice, q->n_choices, sizeof(*q->choice), ex_compare);
    for (size_t i = 0; i < t->n_choices; i++) {
        while (j < q->n_choices && q->choice[j].hash < t->choice[i].hash)
            j++;
        for (size_t k = j;
             k < q->n_choices && q->choice[k].hash == t->choice[i].hash; k++) {
            int total = t->choice[i].used + q->choice[k].used;
            bool spares;

            /* Those with most records come first. */
            if (total < x->best + !x->ties)
                break;
            if (!ex_same(x, &t->choice[i], &q->choice[k]) ||
                !ex_two_sided(&spares, x, &t->choice[i], &q->choice[k]))
                continue;
            if (spares)
                x->spared = total > x->spared ? total : x->spared;
            else
                x->best = total;
        }
    }
}

/* ---- ways to choose a record -------------------------------------------- */

static void ex_add_option(struct exhaustive *x, struct ex_record *r,
                          const struct ex_option *o)
{
    if (r->n == EX_OPTIONS) {
        x->too_large = true;
        return;
    }
    if ((r->n & (r->n - 1)) == 0)
        r->option =
            realloc(r->option, (r->n ? 2 * r->n : 1) * sizeof(*r->option));
    r->option[r->n++] = *o;
}

/* `count` of each allele, 0 included, that a genotype has. */
static void ex_count(int count[SOLVE_PLOIDY + 1], const uint8_t *gt, int n)
{
    memset(count, 0, (SOLVE_PLOIDY + 1) * sizeof(*count));
    for (int k = 0; k < n; k++)
        count[gt[k]]++;
}

static bool ex_is_genotype(const struct exhaustive *x, int side,
                           const struct solve_record *r, const uint8_t *gt)
{
    int want[SOLVE_PLOIDY + 1];
    int got[SOLVE_PLOIDY + 1];

    if (x->alleles)
        return gt[0] > 0;
    if (r->ploidy != 1 && r->ploidy != x->ploidy)
        return false;
    if (x->exchange && r->phased && r->ploidy > 1) {
        for (int k = 0; k < x->ploidy; k++) {
            int from = side ? x->exchange[k] : k;

            if (gt[k] != r->gt[from])
                return false;
        }
        return true;
    }
    ex_count(got, gt, x->ploidy);
    ex_count(want, r->gt, r->ploidy);
    if (r->ploidy == 1)
        return got[r->gt[0]] == x->ploidy;
    return memcmp(want, got, sizeof(want)) == 0;
}

static void ex_options(struct exhaustive *x, int side, struct ex_record *out,
                       const struct solve_record *r,
                       const struct ex_piece *piece)
{
    uint8_t gt[SOLVE_PLOIDY] = {0};
    bool any = x->alleles;

    for (int k = 0; k < r->ploidy; k++)
        any = any || r->gt[k];
    while (any) {
        int k = 0;

        if (ex_is_genotype(x, side, r, gt)) {
            struct ex_option o = {.has = {false}};

            for (int hap = 0; hap < x->ploidy; hap++) {
                o.has[hap] = gt[hap] > 0;
                if (!gt[hap])
                    continue;
                o.piece[hap] = piece[gt[hap] - 1];
                o.written[hap] = ex_written(&r->allele[gt[hap] - 1]);
            }
            ex_add_option(x, out, &o);
        }
        while (k < x->ploidy && gt[k] == r->n_alleles)
            gt[k++] = 0;
        if (k == x->ploidy)
            break;
        gt[k]++;
    }
}

/* Does this allele, alone, spell the same in both places? */
static bool ex_equal_alone(const struct solve_problem *p,
                           const struct ex_piece *a, const struct ex_piece *b)
{
    char s[2][EX_TEXT];
    size_t n[2];

    for (int k = 0; k < 2; k++) {
        const struct ex_piece *one = k ? b : a;
        size_t before = (size_t)(one->beg - p->beg);
        size_t after = (size_t)(p->end - one->end);

        memcpy(s[k], p->ref, before);
        memcpy(s[k] + before, one->alt, one->len);
        memcpy(s[k] + before + one->len, p->ref + (one->end - p->beg), after);
        n[k] = before + one->len + after;
    }
    return n[0] == n[1] && memcmp(s[0], s[1], n[0]) == 0;
}

/* An indel at another place: its bases turned. */
static bool ex_shift(struct ex_piece *out, const struct solve_problem *p,
                     const struct ex_piece *a, int64_t by)
{
    *out = *a;
    out->beg += by;
    out->end += by;
    if (by == 0)
        return true;
    if ((a->beg == a->end) == (a->len == 0) || out->beg < p->beg ||
        out->end > p->end)
        return false;
    for (uint32_t i = 0; i < a->len; i++) {
        int64_t from = ((int64_t)i + by) % (int64_t)a->len;

        out->alt[i] = a->alt[from < 0 ? from + a->len : from];
    }
    return ex_equal_alone(p, a, out);
}

/* May allele `a` of record `at` stand as `b`, given what else its side has? */
static bool ex_may_stand(const struct solve_side *s, size_t at,
                         const struct ex_piece *a, const struct ex_piece *b)
{
    for (size_t i = 0; i < s->n; i++) {
        for (int k = 0; i != at && k < s->a[i].n_alleles; k++) {
            struct ex_piece o = ex_written(&s->a[i].allele[k]);

            if (ex_unclear(a, &o))
                continue;
            if ((ex_before(a, &o) && ex_before(&o, b)) ||
                (ex_before(&o, a) && ex_before(b, &o)))
                return false;
        }
    }
    return true;
}

static bool ex_conflicts(const struct solve_side *s, size_t at)
{
    for (size_t i = 0; i < s->n; i++) {
        for (int k = 0; i != at && k < s->a[i].n_alleles; k++) {
            struct ex_piece o = ex_written(&s->a[i].allele[k]);

            for (int m = 0; m < s->a[at].n_alleles; m++) {
                struct ex_piece a = ex_written(&s->a[at].allele[m]);

                if (ex_unclear(&a, &o))
                    return true;
            }
        }
    }
    return false;
}

static void ex_all_places(struct exhaustive *x, int side, size_t at,
                          struct ex_piece *piece, int k)
{
    const struct solve_side *s = side ? &x->p->query : &x->p->truth;
    struct ex_record *out = &x->side[side].record[at];
    const struct solve_record *r = &s->a[at];
    struct ex_piece a;

    if (k == r->n_alleles) {
        ex_options(x, side, out, r, piece);
        return;
    }
    a = ex_written(&r->allele[k]);
    piece[k] = a;
    ex_all_places(x, side, at, piece, k + 1);
    if (!x->shifts || !ex_conflicts(s, at))
        return;
    for (piece[k].rank = 1; piece[k].rank < 3 && a.beg == a.end;
         piece[k].rank++)
        ex_all_places(x, side, at, piece, k + 1);
    for (int64_t to = x->p->beg; to <= x->p->end && !x->too_large; to++) {
        if (to != a.beg && ex_shift(&piece[k], x->p, &a, to - a.beg) &&
            ex_may_stand(s, at, &a, &piece[k]))
            ex_all_places(x, side, at, piece, k + 1);
    }
    piece[k] = a;
}

/* As many haplotypes as the genotypes of a side have alleles; of both sides the
 * fewer, but a haploid side follows the other. */
static inline int exhaustive_ploidy(const struct solve_problem *p)
{
    const struct solve_side *from[2] = {&p->truth, &p->query};
    int most[2] = {1, 1};

    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < from[k]->n; i++)
            most[k] =
                from[k]->a[i].ploidy > most[k] ? from[k]->a[i].ploidy : most[k];
    }
    if (most[0] == 1 || most[1] == 1)
        return most[0] + most[1] - 1;
    return most[0] < most[1] ? most[0] : most[1];
}

/* The most records that a solution can have; -1: too large to say. */
static inline int exhaustive(struct exhaustive *x)
{
    const struct solve_side *from[2] = {&x->p->truth, &x->p->query};

    x->too_large = x->p->end - x->p->beg + 128 > EX_TEXT;
    x->best = x->spared = 0;
    x->ploidy = x->alleles ? 1 : exhaustive_ploidy(x->p);
    for (int k = 0; k < 2; k++)
        x->too_large = x->too_large || from[k]->n > EX_RECORDS;
    for (int k = 0; k < 2 && !x->too_large; k++) {
        int16_t pick[EX_RECORDS];

        x->side[k] = (struct ex_side){.n = from[k]->n};
        for (size_t i = 0; i < from[k]->n; i++) {
            struct ex_piece piece[SOLVE_PLOIDY];

            ex_all_places(x, k, i, piece, 0);
        }
        ex_choose(x, k, pick, 0);
    }
    if (!x->too_large)
        ex_pair_up(x);
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < x->side[k].n; i++)
            free(x->side[k].record[i].option);
        free(x->side[k].choice);
        x->side[k] = (struct ex_side){.n = 0};
    }
    return x->too_large ? -1 : x->best;
}

/* The best of all ways to exchange the query's haplotypes as a whole. */
static inline int exhaustive_phased(struct exhaustive *x, int ploidy)
{
    int best = 0;
    int spared = 0;

    for (int i = 0; i < 256; i++) {
        uint8_t to[SOLVE_PLOIDY];
        unsigned seen = 0;
        int got;

        for (int k = 0; k < SOLVE_PLOIDY; k++) {
            to[k] = (uint8_t)(i >> 2 * k & 3);
            if (k < ploidy || to[k] == k)
                seen |= 1U << to[k];
        }
        if (seen != 15)
            continue;
        x->exchange = to;
        got = exhaustive(x);
        if (got < 0)
            return -1;
        best = got > best ? got : best;
        spared = x->spared > spared ? x->spared : spared;
    }
    x->exchange = NULL;
    x->spared = spared;
    return best;
}

#endif
