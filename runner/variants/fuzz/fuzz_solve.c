/* Small dense problems made of the bytes: every record gets an answer, the
 * total is the best there is (as written, or with records moved), exchanging
 * the sides exchanges the answers, and a used solver says the same. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "variants/solve/solve.h"
#include "variants/tests/exhaustive.h"
#include "variants/tests/problems.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of a new solver and of a used one. */
static void ask(struct problem *x)
{
    struct err e = {0};
    struct solver *s = solver_new(&e);
    uint8_t first[sizeof(x->answer)];

    if (!s)
        return;
    memset(x->answer, 0, sizeof(x->answer));
    if (solve(s, &x->p, &e))
        abort();
    memcpy(first, x->answer, sizeof(first));
    if (solve(s, &x->p, &e) || memcmp(first, x->answer, sizeof(first)) != 0)
        abort();
    solver_free(s);
}

static void check_range(const struct solve_side *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->answer[i] > SOLVE_UNRESOLVED)
            abort();
    }
}

static void check_exchanged(const struct problem *x)
{
    static struct problem y;

    y = *x;
    y.p.truth = (struct solve_side){x->record[1], x->p.query.n, y.answer[1]};
    y.p.query = (struct solve_side){x->record[0], x->p.truth.n, y.answer[0]};
    ask(&y);
    if (memcmp(x->answer, y.answer, sizeof(x->answer)) != 0 ||
        x->p.moved != y.p.moved)
        abort();
}

static void check_best(const struct solve_problem *p)
{
    struct exhaustive x = {.p = p, .alleles = p->squash, .most_choices = 2000};
    int total = count_answers(p, SOLVE_GENOTYPE);
    int best = exhaustive(&x);

    if (best < 0)
        return;
    if (total < best || (!p->moved && total != best))
        abort();
    x.shifts = true;
    best = p->moved ? exhaustive(&x) : -1;
    if (best >= 0 && total > best)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct problem x;
    struct numbers from = {.data = data, .n = size};
    struct taste t = {.ref_min = 4, .ref_max = 24, .records = 4};

    t.alphabet = 1 + number(&from, 4);
    t.ploidy = number(&from, 6);
    make_problem(&x, &from, &t);
    x.p.squash = t.ploidy == 1;
    ask(&x);
    check_range(&x.p.truth);
    check_range(&x.p.query);
    check_exchanged(&x);
    if (t.ploidy < 4)
        check_best(&x.p);
    return 0;
}
