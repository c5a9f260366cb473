/*
 * What a chunk says of each call, once its superloci are matched: both sides in
 * one order, so that each call meets its superlocus, its sets and the calls
 * beside it by moving forward.
 */
#include <assert.h>
#include <math.h>

#include "formats/vcfflow.h"
#include "variants/chunk_internal.h"
#include "variants/explain_miss.h"
#include "variants/strata/strata.h"

static enum variants_verdict verdict_of(enum solve_answer a, int side)
{
    switch (a) {
    case SOLVE_GENOTYPE:
        return VARIANTS_TP;
    case SOLVE_ALLELE:
        return VARIANTS_GE;
    case SOLVE_UNRESOLVED:
        return VARIANTS_UNRESOLVED;
    case SOLVE_NONE:
        break;
    }
    return side == JUDGED_TRUTH ? VARIANTS_FN : VARIANTS_FP;
}

/* Have both sides calls without partner here? */
static bool both_lack(const struct chunk *c, const struct superlocus *l)
{
    bool lacks[2] = {false, false};

    for (int s = 0; s < 2; s++) {
        for (size_t i = l->first[s]; i < l->last[s]; i++)
            lacks[s] = lacks[s] || (c->call[s][i].call->kind == CALL_ASSESSED &&
                                    c->answer[s][i] != SOLVE_GENOTYPE);
    }
    return lacks[0] && lacks[1];
}

static enum judged_kind kind_of(enum solve_answer a, bool local)
{
    if (a == SOLVE_GENOTYPE)
        return JUDGED_GM;
    if (a == SOLVE_ALLELE)
        return JUDGED_AM;
    return local ? JUDGED_LM : JUDGED_NOTHING;
}

/* Which sets hold the call: each of its alleles. */
static void place_in_sets(uint64_t *bits, struct strata_cursor *cursor,
                          const struct chunk *c, const struct lane_call *k)
{
    uint64_t one[STRATA_WORDS];

    assert(k->call->n_alleles > 0);
    for (unsigned i = 0; i < k->call->n_alleles; i++) {
        int64_t beg;
        int64_t end;

        allele_span(&beg, &end, call_allele(k->batch->calls, k->call, i));
        /* cppcheck-suppress legacyUninitvar ; it is filled there */
        strata_at(i ? one : bits, c->strata, cursor, beg, end);
        for (size_t w = 0; i && w < c->words; w++)
            bits[w] =
                c->place.job->overlap ? bits[w] | one[w] : bits[w] & one[w];
    }
}

/* Does an allele of the call replace a base of the regions, or put something in
 * between two? */
static bool changes_inside(const struct chunk *c, const struct lane_call *k)
{
    bool any = false;

    for (unsigned i = 0; !any && i < k->call->n_alleles; i++) {
        const struct allele *a = call_allele(k->batch->calls, k->call, i);
        int64_t beg;
        int64_t end;

        allele_span(&beg, &end, a);
        any = strata_touch(c->strata, beg, end);
        if (a->beg == a->end)
            any = any && strata_touch(c->strata, beg, beg + 1) &&
                  strata_touch(c->strata, end - 1, end);
    }
    return any;
}

/* All but what its superlocus says of it. */
static void describe(struct judged *j, const struct lane_call *k, int side,
                     uint32_t contig)
{
    const struct calls *calls = k->batch->calls;
    uint32_t r = k->call->record;

    *j = (struct judged){
        .side = side ? JUDGED_QUERY : JUDGED_TRUTH,
        .verdict = k->call->reason,
        .record = k->batch->in->first_record + r,
        .contig = contig,
        .pos = k->call->pos,
        .score = calls->score ? calls->score[r] : (double)NAN,
    };
    calls_tell_line(j, calls, r);
}

/* An assessed call of superlocus l. */
static void judge_call(struct judged *j, const struct chunk *c, size_t i,
                       const struct superlocus *l, bool local,
                       const struct explain_miss *why)
{
    int s = (int)j->side;
    const struct lane_call *k = &c->call[s][i];
    enum solve_answer a = c->answer[s][i];

    j->assessed = true;
    j->verdict = verdict_of(a, s);
    if (j->verdict == VARIANTS_FN)
        j->verdict = explain_miss_of(why, k);
    j->kind = kind_of(a, local);
    j->shape = k->call->shape;
    j->subtype = k->call->subtype;
    j->zygosity = k->call->zygosity;
    j->moved = l->moved;
    j->superlocus_beg = l->beg;
    j->superlocus_end = l->end;
}

/* Truth and query in one order: pos, truth first, number. */
static int next_side(const struct chunk *c, const size_t at[2])
{
    if (at[0] == c->n[0] || at[1] == c->n[1])
        return at[0] == c->n[0];
    return c->call[1][at[1]].call->pos < c->call[0][at[0]].call->pos;
}

struct judging {
    struct chunk *c;
    size_t at[2]; /* how many calls of each side are done */
    struct strata_cursor cursor[2];
    size_t n;
    size_t locus;
    size_t opened; /* the one that `local` and `why` are of, from 1 */
    size_t twin;   /* query call from which to look for a truth's twin */
    bool local;
    struct explain_miss why;
};

/* The superlocus that is passing by; calls that are not assessed may stand
 * before or behind it. NULL behind the last one. */
static const struct superlocus *locus_now(struct judging *g)
{
    const struct chunk *c = g->c;

    while (g->locus < c->n_loci && g->at[0] >= c->locus[g->locus].last[0] &&
           g->at[1] >= c->locus[g->locus].last[1])
        g->locus++;
    return g->locus < c->n_loci ? &c->locus[g->locus] : NULL;
}

static int open_locus(struct judging *g, const struct superlocus *l)
{
    if (g->opened == g->locus + 1)
        return 0;
    g->opened = g->locus + 1;
    g->local = both_lack(g->c, l);
    return explain_miss_open(&g->why, g->c->call[1] + l->first[1],
                             l->last[1] - l->first[1], &g->c->err);
}

/* Where the call of `j` lies decides what else is said of it. */
static void put_in_sets(struct judged *j, const uint64_t *bits)
{
    j->strata = bits;
    j->inside = *bits & 1;
    if (!j->inside)
        j->verdict = VARIANTS_OUTSIDE;
}

/* A true call that is right: has the query the same, and in which phase? */
static void mark_phase(struct judging *g, const struct lane_call *t,
                       const struct superlocus *l)
{
    struct chunk *c = g->c;
    const struct lane_call *q = c->call[1];

    if (!t->call->phase_set)
        return;
    if (g->twin < l->first[1])
        g->twin = l->first[1];
    while (g->twin < l->last[1] && q[g->twin].call->hi < t->call->lo)
        g->twin++;
    for (size_t i = g->twin; i < l->last[1] && q[i].call->pos <= t->call->hi;
         i++) {
        if (q[i].call->kind == CALL_ASSESSED &&
            c->answer[1][i] == SOLVE_GENOTYPE &&
            phase_of(&c->phase[c->n_phase], t, &q[i])) {
            c->n_phase++;
            return;
        }
    }
}

/* The next call of side s; superlocus l passes by. */
static int judge_next(struct judging *g, int s, const struct superlocus *l)
{
    struct chunk *c = g->c;
    const struct lane_call *k = &c->call[s][g->at[s]];
    struct judged *j = &c->judged[g->n];
    uint64_t *bits = c->bits + g->n * c->words;

    describe(j, k, s, c->place.contig);
    if (k->call->kind == CALL_ASSESSED && l) {
        if (open_locus(g, l))
            return -1;
        judge_call(j, c, g->at[s], l, g->local, &g->why);
        j->superlocus = g->locus + 1;
        place_in_sets(bits, &g->cursor[s], c, k);
        /* What a wrong call says of bases inside is not excused by what it
         * says of others. */
        if (s == JUDGED_QUERY && j->kind != JUDGED_GM && !(*bits & 1) &&
            changes_inside(c, k))
            *bits |= 1;
        put_in_sets(j, bits);
        c->unresolved += j->verdict == VARIANTS_UNRESOLVED;
        if (j->verdict == VARIANTS_TP && s == JUDGED_TRUTH)
            mark_phase(g, k, l);
    }
    g->at[s]++;
    g->n++;
    return 0;
}

/* Is the superlocus that comes next a pair, with nothing between? */
static bool pair_is_next(const struct judging *g, const struct superlocus *l)
{
    const struct chunk *c = g->c;
    size_t t = g->at[0];
    size_t q = g->at[1];

    if (!l || !l->pair || t != l->first[0] || q != l->first[1] ||
        c->call[0][t].call->pos != c->call[1][q].call->pos)
        return false;
    return t + 1 == c->n[0] ||
           c->call[0][t + 1].call->pos > c->call[1][q].call->pos;
}

/* As judge_next() for the one and then the other, which lie in the same sets.
 */
static void judge_pair(struct judging *g, const struct superlocus *l)
{
    struct chunk *c = g->c;
    const struct explain_miss none = {0};
    uint64_t *bits = c->bits + g->n * c->words;

    place_in_sets(bits, &g->cursor[0], c, &c->call[0][g->at[0]]);
    for (int s = 0; s < 2; s++) {
        struct judged *j = &c->judged[g->n + (size_t)s];

        describe(j, &c->call[s][g->at[s]], s, c->place.contig);
        judge_call(j, c, g->at[s], l, false, &none);
        j->superlocus = g->locus + 1;
        put_in_sets(j, bits);
    }
    if (*bits & 1)
        mark_phase(g, &c->call[0][g->at[0]], l);
    g->at[0]++;
    g->at[1]++;
    g->n += 2;
}

int chunk_judge(struct chunk *c)
{
    struct judging g = {.c = c};
    int rc = 0;

    while (!rc && g.n < c->n[0] + c->n[1]) {
        const struct superlocus *l = locus_now(&g);

        if (pair_is_next(&g, l))
            judge_pair(&g, l);
        else
            rc = judge_next(&g, next_side(c, g.at), l);
    }
    explain_miss_close(&g.why);
    return rc;
}
