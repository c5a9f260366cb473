#include "variants/solve.h"

#include <time.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "variants/tests/exhaustive.h"
#include "variants/tests/problems.h"

static struct solver *solver;

static void ask(struct solve_problem *p)
{
    struct err e = {0};

    assert_int_equal(solve(solver, p, &e), 0);
}

static int best_of_all(const struct solve_problem *p, bool shifts)
{
    struct exhaustive x = {.p = p, .alleles = p->squash, .shifts = shifts};

    return exhaustive(&x);
}

static const struct taste tastes[] = {
    {8,  16, 3, 2, 0, false},
    {10, 24, 4, 3, 0, false},
    {12, 32, 6, 4, 0, false},
    {6,  14, 4, 1, 0, false},
    {8,  20, 5, 2, 2, false},
    {8,  20, 6, 2, 1, false},
    {8,  16, 2, 2, 3, false},
    {8,  14, 2, 2, 4, false},
};

/* The total is the best there is, in the one or the other meaning of records
 * that are in each other's way. */
static void check_total(const struct solve_problem *p, int *n, int *moved)
{
    int total = count_answers(p, SOLVE_GENOTYPE);
    int best = best_of_all(p, false);

    if (best < 0)
        return;
    (*n)++;
    if (p->moved) {
        int shifted = best_of_all(p, true);

        (*moved)++;
        if (total < best || (shifted >= 0 && total > shifted)) {
            show_problem(stderr, p);
            fail_msg("%d moved, best %d, %d", total, best, shifted);
        }
    } else if (total != best) {
        show_problem(stderr, p);
        fail_msg("%d, best is %d", total, best);
    }
}

static void random_problems_get_the_best_total(void **state)
{
    static struct problem x;
    struct numbers from = {.seed = 1};
    int n = 0;
    int moved = 0;

    (void)state;
    for (int i = 0; i < 40000; i++) {
        make_problem(&x, &from, &tastes[(size_t)i % T_LEN(tastes)]);
        x.p.squash = i % 5 == 0;
        ask(&x.p);
        check_total(&x.p, &n, &moved);
    }
    print_message("%d problems, %d moved\n", n, moved);
    assert_true(n >= 20000);
}

static int begin(void **state)
{
    struct err e = {0};

    (void)state;
    solver = solver_new(&e);
    return solver ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    solver_free(solver);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_problems_get_the_best_total),
    };

    return cmocka_run_group_tests_name("solve", tests, begin, end);
}
