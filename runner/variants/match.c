#include "variants/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/fastaio.h"
#include "variants/kit.h"
#include "variants/place.h"

/* Which allele of `b` is allele i of `a`? n_alleles: none. */
static unsigned twin(const struct lane_call *a, unsigned i,
                     const struct lane_call *b)
{
    const struct allele *one = call_allele(a->batch->calls, a->call, i);
    unsigned j = 0;

    while (j < b->call->n_alleles &&
           !allele_same(a->batch->calls, one, b->batch->calls,
                        call_allele(b->batch->calls, b->call, j)))
        j++;
    return j;
}

static int copies(const struct call *k, unsigned allele)
{
    int n = 0;

    for (unsigned h = 0; h < k->ploidy; h++)
        n += k->gt[h] == allele + 1;
    return n;
}

bool match_same(const struct lane_call *a, const struct lane_call *b,
                bool alleles_only)
{
    const struct call *x = a->call;
    const struct call *y = b->call;

    if (x->n_alleles != y->n_alleles)
        return false;
    for (unsigned i = 0; i < x->n_alleles; i++) {
        unsigned j = twin(a, i, b);

        if (j == y->n_alleles)
            return false;
        if (alleles_only)
            continue;
        if (x->ploidy == y->ploidy
                ? copies(x, i) != copies(y, j)
                : copies(x, i) != x->ploidy || copies(y, j) != y->ploidy)
            return false;
    }
    return true;
}

/* The assessed calls, into the kit's index. */
static int list_assessed(size_t m[2], struct kit *kit,
                         const struct lane_call *const call[2],
                         const size_t n[2], struct err *e)
{
    for (int s = 0; s < 2; s++) {
        if (n[s] > kit->cap_records[s]) {
            size_t cap = 2 * n[s];

            free(kit->record[s]);
            free(kit->answer[s]);
            free(kit->index[s]);
            kit->record[s] = malloc(cap * sizeof(*kit->record[s]));
            kit->answer[s] = malloc(cap);
            kit->index[s] = malloc(cap * sizeof(*kit->index[s]));
            kit->cap_records[s] = cap;
            if (!kit->record[s] || !kit->answer[s] || !kit->index[s]) {
                kit->cap_records[s] = 0;
                return err_nomem(e);
            }
        }
        m[s] = 0;
        for (size_t i = 0; i < n[s]; i++) {
            if (call[s][i].call->kind == CALL_ASSESSED)
                kit->index[s][m[s]++] = i;
        }
    }
    return 0;
}

/* Of calls with the same alleles: are these on the same haplotypes? */
static bool same_phase(const struct lane_call *a, const struct lane_call *b)
{
    const struct call *x = a->call;
    const struct call *y = b->call;
    bool same = x->phased == y->phased && x->ploidy == y->ploidy;

    for (unsigned h = 0; same && h < x->ploidy; h++)
        same = x->gt[h] ? twin(a, x->gt[h] - 1U, b) + 1 == y->gt[h]
                        : y->gt[h] == 0;
    return same;
}

/* Is the one list the other, call by call? */
static bool same_lists(const struct lane_call *const call[2], const size_t m[2],
                       const struct kit *kit, const struct match_place *w,
                       bool squash)
{
    if (m[0] != m[1])
        return false;
    for (size_t i = 0; i < m[0]; i++) {
        const struct lane_call *a = &call[0][kit->index[0][i]];
        const struct lane_call *b = &call[1][kit->index[1][i]];

        if (!match_same(a, b, squash))
            return false;
        if (w->job->obey_phase && m[0] > 1 && !same_phase(a, b))
            return false;
    }
    return true;
}

static void answer_all(uint8_t *const answer[2], const size_t m[2],
                       const struct kit *kit, enum solve_answer with)
{
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < m[s]; i++)
            answer[s][kit->index[s][i]] = (uint8_t)with;
    }
}

/* Without a reference: what REF says, 'N' where none does. */
static void bases_of_ref(char *out, int64_t beg, int64_t end,
                         const struct lane_call *call, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct call *k = call[i].call;

        for (uint32_t j = 0; k->n_alleles && j < k->ref_len; j++) {
            int64_t at = (int64_t)k->pos + j;

            if (at >= beg && at < end)
                out[at - beg] = call[i].batch->calls->texts[k->text + j];
        }
    }
}

static int fetch_bases(struct solve_problem *p, struct kit *kit,
                       const struct lane_call *const call[2], const size_t n[2],
                       const struct superlocus *at, const struct match_place *w,
                       struct err *e)
{
    size_t len;

    p->beg = at->beg > PLACE_GAP ? at->beg - PLACE_GAP : 0;
    p->end = (int64_t)at->end + PLACE_GAP;
    if (w->length && kit->view && p->end > w->length)
        p->end = w->length;
    len = (size_t)(p->end - p->beg);
    if (len > kit->cap_bases) {
        free(kit->bases);
        kit->cap_bases = 0;
        kit->bases = malloc(2 * len);
        if (!kit->bases)
            return err_nomem(e);
        kit->cap_bases = 2 * len;
    }
    p->ref = kit->bases;
    if (kit->view)
        return fasta_get(kit->bases, kit->view, w->contig, p->beg, p->end, e);
    memset(kit->bases, 'N', len);
    for (int s = 0; s < 2; s++)
        bases_of_ref(kit->bases, p->beg, p->end, call[s], n[s]);
    return 0;
}

static void make_record(struct solve_record *out, const struct lane_call *from,
                        bool strict)
{
    const struct calls *c = from->batch->calls;
    const struct call *k = from->call;

    *out = (struct solve_record){
        .n_alleles = k->n_alleles, .ploidy = k->ploidy, .phased = k->phased};
    memcpy(out->gt, k->gt, sizeof(out->gt));
    for (unsigned i = 0; i < k->n_alleles; i++) {
        const struct allele *a = call_allele(c, k, i);

        out->allele[i] = (struct solve_allele){c->texts + a->alt, a->beg,
                                               a->end, a->alt_len, a->room};
    }
    if (!strict)
        return;
    for (unsigned h = 0; h < k->ploidy && k->n_alleles < SOLVE_PLOIDY; h++) {
        const struct allele *a = call_allele(c, k, 0);

        if (k->gt[h] || (k->silent >> h & 1))
            continue;
        out->allele[k->n_alleles] = (struct solve_allele){
            c->texts + k->text + (a->beg - k->pos), a->beg, a->end,
            (uint32_t)(a->end - a->beg), 0};
        out->n_alleles = out->ref_allele = (uint8_t)(k->n_alleles + 1);
        out->gt[h] = out->ref_allele;
    }
}

struct by_beg {
    int32_t beg;
    size_t index;
};

static int by_beg(const void *x, const void *y)
{
    const struct by_beg *a = x;
    const struct by_beg *b = y;

    if (a->beg != b->beg)
        return a->beg < b->beg ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static int32_t first_beg(const struct lane_call *k)
{
    return call_allele(k->batch->calls, k->call, 0)->beg;
}

/* Records by rising place of their first allele. Calls come by POS, so mostly
 * there is nothing to do. */
static int sort_index(size_t *index, size_t n, const struct lane_call *call,
                      struct err *e)
{
    struct by_beg *a;
    size_t i = 1;

    while (i < n &&
           first_beg(&call[index[i - 1]]) <= first_beg(&call[index[i]]))
        i++;
    if (i >= n)
        return 0;
    a = malloc(n * sizeof(*a));
    if (!a)
        return err_nomem(e);
    for (i = 0; i < n; i++)
        a[i] = (struct by_beg){first_beg(&call[index[i]]), index[i]};
    qsort(a, n, sizeof(*a), by_beg);
    for (i = 0; i < n; i++)
        index[i] = a[i].index;
    free(a);
    return 0;
}

/* Of calls that are left, those that are the same on both sides. */
static void match_left_over(uint8_t *const answer[2],
                            const struct lane_call *const call[2],
                            const size_t m[2], const struct kit *kit,
                            bool squash)
{
    size_t from = 0;

    for (size_t i = 0; i < m[0]; i++) {
        size_t t = kit->index[0][i];

        if (answer[0][t] != SOLVE_NONE && answer[0][t] != SOLVE_ALLELE)
            continue;
        while (from < m[1] &&
               call[1][kit->index[1][from]].call->hi < call[0][t].call->lo)
            from++;
        for (size_t j = from; j < m[1]; j++) {
            size_t q = kit->index[1][j];

            if (first_beg(&call[1][q]) > call[0][t].call->hi)
                break;
            if ((answer[1][q] == SOLVE_NONE || answer[1][q] == SOLVE_ALLELE) &&
                match_same(&call[0][t], &call[1][q], squash)) {
                answer[0][t] = answer[1][q] = SOLVE_GENOTYPE;
                break;
            }
        }
    }
}

/* Of calls of one side that say the same, the first is the right one. */
static void prefer_first(uint8_t *answer, const struct lane_call *call,
                         const size_t *index, size_t m)
{
    for (size_t i = 0; i < m; i++) {
        for (size_t j = i + 1;
             answer[index[i]] != SOLVE_GENOTYPE && j < m &&
             first_beg(&call[index[j]]) == first_beg(&call[index[i]]);
             j++) {
            if (answer[index[j]] == SOLVE_GENOTYPE &&
                match_same(&call[index[i]], &call[index[j]], false)) {
                answer[index[j]] = answer[index[i]];
                answer[index[i]] = SOLVE_GENOTYPE;
            }
        }
    }
}

static int solve_it(uint8_t *const answer[2], bool *moved,
                    const struct lane_call *const call[2], const size_t n[2],
                    const size_t m[2], const struct superlocus *at,
                    const struct match_place *w, bool squash, struct kit *kit,
                    struct err *e)
{
    struct solve_problem p = {.squash = squash,
                              .obey_phase = w->job->obey_phase};

    if (fetch_bases(&p, kit, call, n, at, w, e))
        return -1;
    for (int s = 0; s < 2; s++) {
        if (sort_index(kit->index[s], m[s], call[s], e))
            return -1;
        for (size_t i = 0; i < m[s]; i++)
            make_record(&kit->record[s][i], &call[s][kit->index[s][i]],
                        w->job->strict_ref);
    }
    p.truth = (struct solve_side){kit->record[0], m[0], kit->answer[0]};
    p.query = (struct solve_side){kit->record[1], m[1], kit->answer[1]};
    if (solve(kit->solver, &p, e))
        return -1;
    *moved = p.moved;
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < m[s]; i++)
            answer[s][kit->index[s][i]] = kit->answer[s][i];
        prefer_first(answer[s], call[s], kit->index[s], m[s]);
    }
    return 0;
}

static bool squashes(const struct variants_job *job)
{
    return job->squash || job->truth.alts || job->query.alts;
}

bool match_pair(const struct lane_call *truth, const struct lane_call *query,
                const struct variants_job *job)
{
    return truth->call->kind == CALL_ASSESSED &&
           query->call->kind == CALL_ASSESSED &&
           match_same(truth, query, squashes(job));
}

int match_superlocus(uint8_t *const answer[2], bool *moved,
                     const struct lane_call *const call[2], const size_t n[2],
                     const struct superlocus *at, const struct match_place *w,
                     struct kit *kit, struct err *e)
{
    bool squash = squashes(w->job);
    size_t m[2];

    *moved = false;
    if (list_assessed(m, kit, call, n, e))
        return -1;
    if (!m[0] || !m[1]) {
        answer_all(answer, m, kit, SOLVE_NONE);
        return 0;
    }
    if (same_lists(call, m, kit, w, squash)) {
        answer_all(answer, m, kit, SOLVE_GENOTYPE);
        return 0;
    }
    if (solve_it(answer, moved, call, n, m, at, w, squash, kit, e))
        return -1;
    if (!w->job->obey_phase)
        match_left_over(answer, call, m, kit, squash);
    return 0;
}
