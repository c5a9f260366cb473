#include "variants/outputs/roc.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "base/err.h"
#include "base/tests/t.h"

static void add(struct roc *r, double score, double found, uint32_t right,
                uint32_t wrong)
{
    struct roc_point by = {.found = found, .right = right, .wrong = wrong};

    assert_int_equal(roc_add(r, score, &by, &(struct err){0}), 0);
}

static struct roc_curve draw(struct roc *r)
{
    struct roc_curve c = {0};

    assert_int_equal(roc_draw(&c, r, &(struct err){0}), 0);
    return c;
}

static void rows_fall_and_add_up(void **state)
{
    static const struct roc_row want[] = {
        {DBL_MAX,  0,   0, 1},
        {7,        0,   0, 2},
        {2.5,      1.5, 1, 2},
        {0,        3.5, 3, 2},
        {-1,       3.5, 3, 3},
        {-3,       4.5, 4, 3},
        {-DBL_MAX, 5.5, 5, 3},
    };
    struct roc r = {0};
    struct roc_curve c;

    (void)state;
    add(&r, -3, 1, 1, 0);
    add(&r, 2.5, 1.5, 1, 0);
    add(&r, (double)INFINITY, 0, 0, 1);
    add(&r, 7, 0, 0, 1);
    add(&r, -1, 0, 0, 1);
    add(&r, 0.0, 1, 1, 0);
    add(&r, -0.0, 1, 1, 0);
    add(&r, (double)-INFINITY, 1, 1, 0);
    add(&r, (double)NAN, 0.5, 2, 3);
    c = draw(&r);
    assert_int_equal(c.n, T_LEN(want) + 1);
    for (size_t i = 0; i < T_LEN(want); i++) {
        assert_true(fabs(c.a[i].score - want[i].score) <= 0);
        assert_true(fabs(c.a[i].found - want[i].found) <= 0);
        assert_int_equal(c.a[i].right, want[i].right);
        assert_int_equal(c.a[i].wrong, want[i].wrong);
    }
    assert_true(isnan(c.a[c.n - 1].score));
    assert_int_equal(c.a[c.n - 1].right, 7);
    assert_int_equal(c.a[c.n - 1].wrong, 6);
    assert_int_equal(c.dropped, 0);
    roc_curve_release(&c);
    roc_release(&r);
}

static void an_empty_one_has_no_rows(void **state)
{
    struct roc r = {0};
    struct roc_curve c = draw(&r);

    (void)state;
    assert_int_equal(c.n, 0);
    roc_curve_release(&c);
    roc_release(&r);
}

/* 600,000 distinct scores, both signs, in this order or the reverse. */
static struct roc_curve many(bool reverse)
{
    struct roc r = {0};
    struct roc_curve c;

    for (int i = 0; i < 600000; i++) {
        int k = reverse ? 599999 - i : i;

        add(&r, (k - 300000) / 7.0, 0, 1, 0);
    }
    c = draw(&r);
    roc_release(&r);
    return c;
}

static void too_many_scores_lose_digits_in_any_order_alike(void **state)
{
    struct roc_curve a = many(false);
    struct roc_curve b = many(true);
    int above = 0;

    (void)state;
    assert_in_range(a.n, ROC_POINTS / 8, ROC_POINTS);
    assert_in_range(a.dropped, 1, 51);
    assert_int_equal(a.dropped, b.dropped);
    assert_int_equal(a.n, b.n);
    for (size_t i = 0; i < a.n; i++) {
        /* Which scores are at or above a row's is exact. */
        while (above < 600000 && (299999 - above) / 7.0 >= a.a[i].score)
            above++;
        assert_true(fabs(a.a[i].score - b.a[i].score) <= 0);
        assert_int_equal(a.a[i].right, b.a[i].right);
        assert_int_equal(a.a[i].right, above);
        assert_true(i == 0 || a.a[i].score < a.a[i - 1].score);
    }
    assert_int_equal(a.a[a.n - 1].right, 600000);
    roc_curve_release(&a);
    roc_curve_release(&b);
}

static void sums_of_two_have_the_coarser_scores(void **state)
{
    struct roc fine = {0};
    struct roc coarse = {0};
    struct roc_curve c;

    (void)state;
    add(&fine, 3.0000001, 1, 1, 0);
    add(&fine, 3.0000002, 1, 1, 0);
    add(&fine, (double)NAN, 0, 0, 1);
    for (int i = 0; i < 500000; i++)
        add(&coarse, 1 + i * 1e-9, 0, 0, 1);
    assert_int_equal(roc_add_all(&fine, &coarse, &(struct err){0}), 0);
    c = draw(&fine);
    assert_true(c.dropped >= coarse.dropped);
    assert_true(c.dropped > 20);
    assert_int_equal(c.a[0].right + c.a[1].right, c.a[0].right == 2 ? 4 : 3);
    assert_int_equal(c.a[c.n - 1].right, 2);
    assert_int_equal(c.a[c.n - 1].wrong, 500001);
    roc_curve_release(&c);
    roc_release(&fine);
    roc_release(&coarse);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_fall_and_add_up),
        cmocka_unit_test(an_empty_one_has_no_rows),
        cmocka_unit_test(too_many_scores_lose_digits_in_any_order_alike),
        cmocka_unit_test(sums_of_two_have_the_coarser_scores),
    };

    return cmocka_run_group_tests_name("roc", tests, NULL, NULL);
}
