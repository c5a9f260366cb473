#include "variants/solve/solve_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

struct solver *solver_new(struct err *e)
{
    struct solver *s = calloc(1, sizeof(*s));

    if (!s)
        err_nomem(e);
    return s;
}

void solver_free(struct solver *s)
{
    if (!s)
        return;
    free(s->piece);
    free(s->option);
    free(s->item);
    free(s->text);
    free(s->live.a);
    free(s->next.a);
    free(s->slot);
    free(s->wait);
    free(s->node);
    free(s->bytes);
    for (int k = 0; k < SOLVE_SIDES; k++) {
        free(s->begs[k]);
        free(s->best[k]);
        free(s->barred[k]);
        free(s->spare.text[k]);
    }
    free(s->spare.stand);
    free(s->spare.form);
    free(s->spare.candidate);
    free(s);
}

/* How many records are left out in turn. */
#define SPARE_DEEP 2

/* The best search so far of a pass. */
struct best {
    bool any;
    struct solve_outcome outcome;
    size_t n_records;
    size_t n_options;
};

static bool better(const struct solve_outcome *a, const struct solve_outcome *b)
{
    if (a->total != b->total)
        return a->total > b->total;
    if (a->unresolved != b->unresolved)
        return a->unresolved < b->unresolved;
    return a->weight > b->weight;
}

static bool worth_moving(const struct solver *s, const struct solve_outcome *a,
                         const struct solve_outcome *b)
{
    return a->total > b->total && a->unresolved == 0 &&
           !solve_past_each_other(s);
}

/* Of each record; of several items the one that was chosen. */
static void take_verdicts(struct solver *s, const struct solve_problem *p)
{
    memset(s->best[0], SOLVE_NONE, p->truth.n);
    memset(s->best[1], SOLVE_NONE, p->query.n);
    for (size_t i = 0; i < s->n_items; i++) {
        const struct solve_item *item = &s->item[i];
        uint8_t *best = &s->best[item->side][item->record];

        if (item->verdict != SOLVE_NONE && *best != SOLVE_GENOTYPE)
            *best = item->verdict;
    }
}

/* Keep what the search says when it is the best. */
static void offer(struct best *best, struct solver *s,
                  const struct solve_problem *p, const struct solve_pass *how,
                  const struct solve_outcome *out)
{
    if (how->places ? !worth_moving(s, out, &best->outcome)
                    : best->any && !better(out, &best->outcome))
        return;
    best->any = true;
    best->outcome = *out;
    take_verdicts(s, p);
}

static int attempt_without(struct best *best, struct solver *s,
                           const struct solve_problem *p,
                           const struct solve_pass *how, int deep,
                           struct err *e);

/* A solution that spares no record may have more than what is left of one that
 * does: then a record of the set is on another haplotype, or not in it. */
static int attempt_others(struct best *best, struct solver *s,
                          const struct solve_problem *p,
                          const struct solve_pass *how, int deep,
                          const struct solve_spared *set, uint64_t total,
                          struct err *e)
{
    uint8_t *bar[SOLVE_SPARED];
    int rc = 0;

    for (size_t i = 0; i < set->n; i++) {
        const struct solve_item *item = &s->item[set->item[i]];

        bar[i] = &s->barred[item->side][item->record];
    }
    for (size_t i = 0; i < set->n && rc == 0 && best->outcome.total < total;
         i++) {
        *bar[i] = true;
        rc = attempt_without(best, s, p, how, deep, e);
        *bar[i] = false;
    }
    return rc;
}

/* Search once without the barred records, and `deep` times with one more of
 * them where the solution has some to spare. */
static int attempt_without(struct best *best, struct solver *s,
                           const struct solve_problem *p,
                           const struct solve_pass *how, int deep,
                           struct err *e)
{
    struct solve_outcome out;
    struct solve_spared set;
    uint64_t total;

    if (solve_items(s, p, how, e))
        return -1;
    if (how->places &&
        (s->crammed || (deep == SPARE_DEEP && s->n_options == best->n_options)))
        return 0; /* too much, or nothing can stand elsewhere */
    if (deep == SPARE_DEEP && !how->places) {
        best->n_records = s->n_records;
        best->n_options = s->n_options;
    }
    if (solve_search(&out, s, how->places, e))
        return -1;
    total = out.total;
    if (solve_spare(&out, &set, s, e))
        return -1;
    offer(best, s, p, how, &out);
    if (set.n == 0 || deep == 0)
        return 0;
    return attempt_others(best, s, p, how, deep - 1, &set, total, e);
}

static int attempt(struct best *best, struct solver *s,
                   const struct solve_problem *p, const struct solve_pass *how,
                   struct err *e)
{
    return attempt_without(best, s, p, how, SPARE_DEEP, e);
}

static bool any_phased(const struct solve_side *side)
{
    for (size_t i = 0; i < side->n; i++) {
        if (side->a[i].phased && side->a[i].ploidy > 1)
            return true;
    }
    return false;
}

/* The next order of haplotypes; false after the last. */
static bool exchange(uint8_t order[SOLVE_PLOIDY], int n)
{
    int i = n - 1;
    uint8_t keep;

    while (i > 0 && order[i - 1] > order[i])
        i--;
    if (i == 0)
        return false;
    for (int k = n - 1;; k--) {
        if (order[k] > order[i - 1]) {
            keep = order[k];
            order[k] = order[i - 1];
            order[i - 1] = keep;
            break;
        }
    }
    for (int k = n - 1; i < k; i++, k--) {
        keep = order[i];
        order[i] = order[k];
        order[k] = keep;
    }
    return true;
}

/* All searches with these rules: one, or one for each order of phased
 * haplotypes. */
static int attempts(struct best *best, struct solver *s,
                    const struct solve_problem *p, struct solve_pass *how,
                    struct err *e)
{
    uint8_t order[SOLVE_PLOIDY] = {0, 1, 2, 3};
    int rc;

    if (!s->ordered || !any_phased(&p->query))
        return attempt(best, s, p, how, e);
    how->exchange = order;
    do
        rc = attempt(best, s, p, how, e);
    while (rc == 0 && exchange(order, s->ploidy));
    how->exchange = NULL;
    return rc;
}

/* Could any two records of a side be in each other's way? */
static bool crowded(const struct solve_side *side)
{
    int64_t reach = -1;

    for (size_t i = 0; i < side->n; i++) {
        for (int k = 0; k < side->a[i].n_alleles; k++) {
            if (side->a[i].allele[k].beg <= reach)
                return true;
        }
        for (int k = 0; k < side->a[i].n_alleles; k++) {
            const struct solve_allele *a = &side->a[i].allele[k];

            if (a->end + a->room > reach)
                reach = a->end + a->room;
        }
    }
    return false;
}

static void give_answers(const struct solver *s, const struct solve_side *side,
                         int k, enum solve_answer right)
{
    for (size_t i = 0; i < side->n; i++) {
        if (s->best[k][i] == SOLVE_GENOTYPE)
            side->answer[i] = (uint8_t)right;
        else if (s->best[k][i] == SOLVE_UNRESOLVED)
            side->answer[i] = SOLVE_UNRESOLVED;
    }
}

static int make_pass(struct solver *s, struct solve_problem *p,
                     struct solve_pass how, enum solve_answer right,
                     struct err *e)
{
    struct best best = {.any = false};

    if (attempts(&best, s, p, &how, e))
        return -1;
    if (best.outcome.total < best.n_records && best.outcome.unresolved == 0 &&
        (crowded(&p->truth) || crowded(&p->query))) {
        uint64_t total = best.outcome.total;

        how.places = true;
        if (attempts(&best, s, p, &how, e))
            return -1;
        p->moved = p->moved || best.outcome.total > total;
    }
    give_answers(s, &p->truth, 0, right);
    give_answers(s, &p->query, 1, right);
    return 0;
}

static bool has_none(const struct solve_side *side)
{
    return side->n && memchr(side->answer, SOLVE_NONE, side->n);
}

static uint8_t max_ploidy(const struct solve_side *side)
{
    uint8_t max = 1;

    for (size_t i = 0; i < side->n; i++) {
        assert(side->a[i].ploidy <= SOLVE_PLOIDY);
        if (side->a[i].ploidy > max)
            max = side->a[i].ploidy;
    }
    return max;
}

/* The lower of both sides', so that an odd record of one side costs the others
 * nothing; a haploid side follows the other. */
static void find_ploidy(struct solver *s, const struct solve_problem *p)
{
    uint8_t t = max_ploidy(&p->truth);
    uint8_t q = max_ploidy(&p->query);

    s->ploidy = t == 1 || (q > 1 && q < t) ? q : t;
    s->ordered = p->obey_phase && s->ploidy > 1 &&
                 (any_phased(&p->truth) || any_phased(&p->query));
}

static uint64_t weigh(const struct solve_side *side)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < side->n; i++)
        sum += solve_weight(&side->a[i]);
    return sum;
}

static int solve_oriented(struct solver *s, struct solve_problem *p,
                          struct err *e)
{
    static const struct solve_pass alleles = {.alleles = true};
    static const struct solve_pass rest = {.alleles = true, .left_over = true};
    static const struct solve_pass genotypes = {0};

    if (!p->squash) {
        find_ploidy(s, p);
        if (make_pass(s, p, genotypes, SOLVE_GENOTYPE, e))
            return -1;
        if (!has_none(&p->truth) || !has_none(&p->query))
            return 0;
    }
    s->ploidy = 1;
    s->ordered = false;
    return make_pass(s, p, p->squash ? alleles : rest,
                     p->squash ? SOLVE_GENOTYPE : SOLVE_ALLELE, e);
}

int solve(struct solver *s, struct solve_problem *p, struct err *e)
{
    struct solve_problem oriented = *p;

    p->moved = false;
    if (p->truth.n)
        memset(p->truth.answer, SOLVE_NONE, p->truth.n);
    if (p->query.n)
        memset(p->query.answer, SOLVE_NONE, p->query.n);
    if (p->truth.n == 0 || p->query.n == 0)
        return 0;
    assert(p->end - p->beg < INT32_MAX / 2);
    /* So that exchanging the sides makes no difference, limits included. */
    if (weigh(&p->query) < weigh(&p->truth)) {
        oriented.truth = p->query;
        oriented.query = p->truth;
    }
    s->ref = p->ref;
    s->ref_beg = p->beg;
    s->ref_len = (int32_t)(p->end - p->beg);
    if (solve_grow(&s->best[0], &s->cap_best[0], 0, oriented.truth.n, 1, e) ||
        solve_grow(&s->best[1], &s->cap_best[1], 0, oriented.query.n, 1, e))
        return -1;
    if (solve_grow(&s->barred[0], &s->cap_barred[0], 0, oriented.truth.n, 1,
                   e) ||
        solve_grow(&s->barred[1], &s->cap_barred[1], 0, oriented.query.n, 1, e))
        return -1;
    memset(s->barred[0], false, oriented.truth.n);
    memset(s->barred[1], false, oriented.query.n);
    oriented.moved = false;
    if (solve_oriented(s, &oriented, e))
        return -1;
    p->moved = oriented.moved;
    return 0;
}
