/*
 * Equal units of both sides form a group. In a group whose copies are as many
 * in the truth as in the query, all is paired. Elsewhere calls of the side
 * that has too many lose, the last ones first; a call that loses takes back
 * its units from all of its groups, which may upset those, and so on until
 * every group is even. What is left is TP. Each call can lose once, so the
 * work is linear in the units.
 *
 * Then the losers are looked at: is there an allele of theirs that losers of
 * the other side have too (a genotype error), or a record taken out by FILTER?
 */
#include "variants/match.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

enum {
    TRUTH,
    QUERY,
    SIDES
};

struct group {
    uint32_t beg[SIDES]; /* its units in the sorted lists */
    uint32_t end[SIDES];
    uint32_t last[SIDES];   /* behind the last unit that may still be in */
    uint64_t copies[SIDES]; /* of calls that are still in */
    bool queued;
    bool lost[SIDES];    /* has units of losers */
    bool covered[SIDES]; /* has units of alleles that the other side's losers
                            have */
    bool filtered;       /* has units of query calls that FILTER took out */
};

struct match {
    struct match_side *side[SIDES];
    struct group *group;
    size_t n_groups;
    uint32_t *group_of[SIDES]; /* by id of the unit */
    uint8_t *allele_of[SIDES]; /* by id: bit of the allele in the call */
    uint8_t *in[SIDES];        /* per call: still in */
    uint8_t *covered[SIDES];   /* per call: bit for each allele */
    uint32_t *queue;
    size_t n_queue;
};

static bool judged(const struct match *m, int s, size_t call)
{
    return m->side[s]->call[call].kind == CALL_ASSESSED;
}

static bool loser(const struct match *m, int s, size_t call)
{
    return judged(m, s, call) && !m->in[s][call];
}

/* Take all units equal to the smallest that is left into a group. */
static void make_group(struct match *m, uint32_t at[SIDES])
{
    struct group *g = &m->group[m->n_groups];
    const struct unit *first = NULL;

    for (int s = 0; s < SIDES; s++) {
        const struct units *u = &m->side[s]->units;

        if (at[s] < u->n && (!first || unit_compare(&u->a[at[s]], first) < 0))
            first = &u->a[at[s]];
    }
    assert(first);
    memset(g, 0, sizeof(*g));
    for (int s = 0; s < SIDES; s++) {
        const struct units *u = &m->side[s]->units;

        g->beg[s] = at[s];
        for (; at[s] < u->n && unit_compare(&u->a[at[s]], first) == 0;
             at[s]++) {
            const struct unit *one = &u->a[at[s]];

            assert(one);
            m->group_of[s][one->id] = (uint32_t)m->n_groups;
            m->allele_of[s][one->id] = one->allele;
            if (judged(m, s, one->call))
                g->copies[s] += one->copies;
            else if (s == QUERY)
                g->filtered = true;
        }
        g->end[s] = g->last[s] = at[s];
    }
    m->n_groups++;
}

static void make_groups(struct match *m)
{
    uint32_t at[SIDES] = {0, 0};

    while (at[TRUTH] < m->side[TRUTH]->units.n ||
           at[QUERY] < m->side[QUERY]->units.n)
        make_group(m, at);
}

static void queue(struct match *m, uint32_t g)
{
    struct group *x = &m->group[g];

    if (x->queued || x->copies[TRUTH] == x->copies[QUERY])
        return;
    x->queued = true;
    m->queue[m->n_queue++] = g;
}

static void lose(struct match *m, int s, uint32_t call)
{
    const struct call *c = &m->side[s]->call[call];

    m->in[s][call] = 0;
    for (uint32_t id = c->unit; id < c->unit + c->units; id++) {
        struct group *g = &m->group[m->group_of[s][id]];

        g->copies[s] -= c->copies[m->allele_of[s][id]];
        queue(m, m->group_of[s][id]);
    }
}

/* Make one group even. */
static void settle(struct match *m, uint32_t at)
{
    struct group *g = &m->group[at];

    while (g->copies[TRUTH] != g->copies[QUERY]) {
        int s = g->copies[TRUTH] > g->copies[QUERY] ? TRUTH : QUERY;
        const struct unit *u = &m->side[s]->units.a[--g->last[s]];

        if (m->in[s][u->call])
            lose(m, s, u->call);
    }
    g->queued = false;
}

static void settle_all(struct match *m)
{
    for (size_t i = m->n_groups; i > 0; i--)
        queue(m, (uint32_t)i - 1);
    while (m->n_queue)
        settle(m, m->queue[--m->n_queue]);
}

/* Of one allele of a call: do all of its groups have this mark? */
typedef bool (*mark)(const struct group *g, int s);

static bool has_lost(const struct group *g, int s)
{
    return g->lost[!s];
}

static bool has_covered(const struct group *g, int s)
{
    return g->covered[!s];
}

static bool has_filtered(const struct group *g, int s)
{
    (void)s;
    return g->filtered;
}

static bool whole_allele(const struct match *m, int s, size_t call, int allele,
                         mark has)
{
    const struct call *c = &m->side[s]->call[call];
    bool any = false;

    for (uint32_t id = c->unit; id < c->unit + c->units; id++) {
        if (m->allele_of[s][id] != allele)
            continue;
        if (!has(&m->group[m->group_of[s][id]], s))
            return false;
        any = true;
    }
    return any;
}

static bool some_allele(const struct match *m, int s, size_t call, mark has)
{
    for (int i = 0; i < m->side[s]->call[call].n_alts; i++) {
        if (whole_allele(m, s, call, i, has))
            return true;
    }
    return false;
}

/* Mark the groups of this side's losers. */
static void mark_lost(struct match *m, int s)
{
    for (size_t i = 0; i < m->side[s]->units.n; i++) {
        const struct unit *u = &m->side[s]->units.a[i];

        if (loser(m, s, u->call))
            m->group[m->group_of[s][u->id]].lost[s] = true;
    }
}

/* Which alleles of this side's losers do losers of the other have whole? */
static void find_covered(struct match *m, int s)
{
    for (size_t i = 0; i < m->side[s]->n; i++) {
        for (int a = 0; a < CALLS_ALTS && loser(m, s, i); a++) {
            if (whole_allele(m, s, i, a, has_lost))
                m->covered[s][i] |= (uint8_t)(1U << a);
        }
    }
}

static void mark_covered(struct match *m, int s)
{
    for (size_t i = 0; i < m->side[s]->units.n; i++) {
        const struct unit *u = &m->side[s]->units.a[i];

        if (m->covered[s][u->call] & (1U << u->allele))
            m->group[m->group_of[s][u->id]].covered[s] = true;
    }
}

static void mark_losers(struct match *m)
{
    for (int s = 0; s < SIDES; s++)
        mark_lost(m, s);
    for (int s = 0; s < SIDES; s++)
        find_covered(m, s);
    for (int s = 0; s < SIDES; s++)
        mark_covered(m, s);
}

/* Query calls without genotype, as the truth's calls pass by in order. */
struct nocalls {
    size_t next;   /* the first that does not start at or before the call */
    int64_t reach; /* the furthest end of those before */
};

/* Does one stand where this truth call does? */
static bool nocall_at(struct nocalls *w, const struct match *m,
                      const struct call *c)
{
    const struct match_side *q = m->side[QUERY];
    int64_t end = (int64_t)c->pos + c->ref_len;

    for (; w->next < q->n; w->next++) {
        const struct call *k = &q->call[w->next];

        if (k->kind != CALL_NOCALL)
            continue;
        if (k->pos > c->pos)
            return w->reach > c->pos || k->pos < end;
        if ((int64_t)k->pos + k->ref_len > w->reach)
            w->reach = (int64_t)k->pos + k->ref_len;
    }
    return w->reach > c->pos;
}

static enum variants_verdict why_lost(const struct match *m, int s, size_t i,
                                      struct nocalls *w)
{
    bool nocall = s == TRUTH && nocall_at(w, m, &m->side[TRUTH]->call[i]);

    if (some_allele(m, s, i, has_covered))
        return VARIANTS_GE;
    if (s == QUERY)
        return VARIANTS_FP;
    if (some_allele(m, s, i, has_filtered))
        return VARIANTS_FN_FILTERED;
    return nocall ? VARIANTS_FN_NOCALL : VARIANTS_FN;
}

static void give_verdicts(struct match *m)
{
    struct nocalls w = {0, -2};

    for (int s = 0; s < SIDES; s++) {
        for (size_t i = 0; i < m->side[s]->n; i++) {
            enum variants_verdict v = VARIANTS_OUTSIDE;

            if (loser(m, s, i))
                v = why_lost(m, s, i, &w);
            else if (judged(m, s, i))
                v = VARIANTS_TP;
            m->side[s]->verdict[i] = (uint8_t)v;
        }
    }
}

static int allocate(struct match *m, struct err *e)
{
    size_t groups = m->side[TRUTH]->units.n + m->side[QUERY]->units.n + 1;

    m->group = malloc(groups * sizeof(*m->group));
    m->queue = malloc(groups * sizeof(*m->queue));
    if (!m->group || !m->queue)
        return err_nomem(e);
    for (int s = 0; s < SIDES; s++) {
        size_t units = m->side[s]->units.n + 1;
        size_t calls = m->side[s]->n + 1;

        m->group_of[s] = malloc(units * sizeof(*m->group_of[s]));
        m->allele_of[s] = malloc(units);
        m->in[s] = malloc(calls);
        m->covered[s] = calloc(calls, 1);
        if (!m->group_of[s] || !m->allele_of[s] || !m->in[s] || !m->covered[s])
            return err_nomem(e);
        for (size_t i = 0; i < m->side[s]->n; i++)
            m->in[s][i] = judged(m, s, i);
    }
    return 0;
}

int match_contig(struct match_side *truth, struct match_side *query,
                 struct err *e)
{
    struct match m = {
        .side = {truth, query}
    };
    int rc = -1;

    units_sort(&truth->units);
    units_sort(&query->units);
    if (allocate(&m, e))
        goto done;
    make_groups(&m);
    settle_all(&m);
    mark_losers(&m);
    give_verdicts(&m);
    rc = 0;
done:
    free(m.group);
    free(m.queue);
    for (int s = 0; s < SIDES; s++) {
        free(m.group_of[s]);
        free(m.allele_of[s]);
        free(m.in[s]);
        free(m.covered[s]);
    }
    return rc;
}
