/*
 * Problems of a size or kind that no genome has: answered in bounded time and
 * memory, always the same.
 */
#include "variants/solve/solve.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/tests/t.h"

struct list {
    struct solve_record *a;
    uint8_t *answer;
    size_t n;
    size_t cap;
};

/* A large problem and what it points to. */
struct large {
    char *ref;
    struct list side[2];
    struct solve_problem p;
    uint64_t seed;
};

static uint32_t below(struct large *x, uint32_t n)
{
    x->seed =
        x->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(x->seed >> 33) % n;
}

/* Bases of the reference repeat this unit; NULL: they are random. */
static void make(struct large *x, size_t n, const char *unit)
{
    *x = (struct large){.ref = malloc(n + 1), .seed = n};
    assert_non_null(x->ref);
    for (size_t i = 0; i < n; i++)
        x->ref[i] = unit ? unit[i % strlen(unit)] : "ACGT"[below(x, 4)];
    x->ref[n] = '\0';
    x->p.ref = x->ref;
    x->p.end = (int64_t)n;
}

static void drop(struct large *x)
{
    free(x->ref);
    for (int k = 0; k < 2; k++) {
        free(x->side[k].a);
        free(x->side[k].answer);
    }
}

static struct solve_record *add(struct large *x, int side, int64_t beg,
                                int64_t end, const char *alt, bool hom)
{
    struct list *l = &x->side[side];
    struct solve_record *r;

    if (l->n == l->cap) {
        l->cap = l->cap ? 2 * l->cap : 64;
        l->a = realloc(l->a, l->cap * sizeof(*l->a));
        assert_non_null(l->a);
    }
    r = &l->a[l->n++];
    *r = (struct solve_record){
        .n_alleles = 1, .ploidy = 2, .gt = {0, 1}
    };
    r->gt[0] = hom;
    r->allele[0] = (struct solve_allele){
        .alt = alt, .alt_len = (uint32_t)strlen(alt), .beg = beg, .end = end};
    return r;
}

static const char *other_base(char c)
{
    return c == 'A' ? "C" : c == 'C' ? "G" : c == 'G' ? "T" : "A";
}

static void add_snv(struct large *x, int side, int64_t at, bool hom)
{
    add(x, side, at, at + 1, other_base(x->ref[at]), hom);
}

static int by_place(const void *a, const void *b)
{
    const struct solve_record *x = a;
    const struct solve_record *y = b;

    return (x->allele[0].beg > y->allele[0].beg) -
           (x->allele[0].beg < y->allele[0].beg);
}

/* How many answers of this kind; asked twice, of a new solver and of a used
 * one. */
static void ask(struct large *x, size_t count[4])
{
    struct err e = {0};
    struct solver *s = solver_new(&e);

    assert_non_null(s);
    for (int turn = 0; turn < 2; turn++) {
        size_t again[4] = {0};
        struct solve_side *to[2] = {&x->p.truth, &x->p.query};

        for (int k = 0; k < 2; k++) {
            struct list *l = &x->side[k];

            qsort(l->a, l->n, sizeof(*l->a), by_place);
            free(l->answer);
            l->answer = malloc(l->n + 1);
            *to[k] = (struct solve_side){l->a, l->n, l->answer};
        }
        assert_int_equal(solve(s, &x->p, &e), 0);
        for (int k = 0; k < 2; k++) {
            for (size_t i = 0; i < x->side[k].n; i++)
                again[x->side[k].answer[i]]++;
        }
        if (turn)
            assert_memory_equal(count, again, sizeof(again));
        else
            memcpy(count, again, sizeof(again));
    }
    solver_free(s);
}

/* Records all over, of which the query lacks some. */
static void dense(size_t records, int64_t spacing)
{
    struct large x;
    size_t count[4];
    size_t lacking = 0;

    make(&x, records * (size_t)spacing + 10, NULL);
    for (size_t i = 0; i < records; i++) {
        int64_t at = spacing * (int64_t)i;
        bool hom = below(&x, 2);
        bool lacks = below(&x, 20) == 0;
        bool snv = below(&x, 4) != 0;

        lacking += lacks;
        for (int k = 0; k < 2 - lacks; k++) {
            if (snv)
                add_snv(&x, k, at, hom);
            else
                add(&x, k, at, at + 3, "", hom);
        }
    }
    ask(&x, count);
    assert_int_equal(count[SOLVE_GENOTYPE], 2 * (records - lacking));
    assert_int_equal(count[SOLVE_NONE], lacking);
    drop(&x);
}

static void a_superlocus_of_thousands_is_solved(void **state)
{
    (void)state;
    dense(5000, 10);
    dense(200000, 5);
}

static void a_homopolymer_with_many_indels_is_solved(void **state)
{
    struct large x;
    size_t count[4];

    (void)state;
    make(&x, 240, "A");
    x.ref[0] = x.ref[239] = 'C';
    for (int i = 0; i < 60; i++) {
        int64_t at = 20 + below(&x, 200);

        if (below(&x, 2))
            add(&x, i % 2, at, at + 1 + below(&x, 3), "", below(&x, 3) == 0);
        else
            add(&x, i % 2, at, at, i % 2 ? "AAA" : "AA", below(&x, 3) == 0);
    }
    ask(&x, count);
    assert_int_equal(count[SOLVE_UNRESOLVED], 0);
    assert_true(count[SOLVE_GENOTYPE] > 30);
    drop(&x);
}

/* Hundreds of pairs that only cancel each other out, in a repeat that both
 * sides shorten, at its two ends. */
static void many_pairs_that_a_repeat_can_spare_take_seconds(void **state)
{
    struct large x;
    size_t count[4];
    clock_t begun = clock();

    (void)state;
    make(&x, 40000, "A");
    x.ref[0] = x.ref[39999] = 'C';
    add(&x, 0, 100, 600, "", true);
    add(&x, 1, 39400, 39900, "", true);
    for (int i = 0; i < 800; i++) {
        int64_t at = 700 + 48 * i;

        add(&x, 1, at, at + i % 2, i % 2 ? "" : "A", true);
    }
    ask(&x, count);
    assert_int_equal(count[SOLVE_GENOTYPE], 2);
    assert_int_equal(count[SOLVE_NONE], 800);
    assert_true((clock() - begun) / CLOCKS_PER_SEC < 60);
    drop(&x);
}

static void a_long_repeat_full_of_indels_is_given_up(void **state)
{
    struct large x;
    size_t count[4];

    (void)state;
    make(&x, 6000, "AT");
    for (int i = 0; i < 2000; i++) {
        int64_t at = 200 + 2 * below(&x, 2000);

        if (below(&x, 2))
            add(&x, i % 2, at, at + 2, "", false);
        else
            add(&x, i % 2, at, at, "AT", false);
    }
    /* What comes behind is not. */
    for (int k = 0; k < 2; k++) {
        for (int i = 0; i < 50; i++)
            add_snv(&x, k, 5000 + 10 * i, i % 2);
    }
    ask(&x, count);
    assert_true(count[SOLVE_UNRESOLVED] > 1000);
    for (int k = 0; k < 2; k++) {
        for (size_t i = x.side[k].n - 50; i < x.side[k].n; i++)
            assert_int_equal(x.side[k].answer[i], SOLVE_GENOTYPE);
    }
    drop(&x);
}

static void a_long_deletion_over_many_snvs_is_solved(void **state)
{
    struct large x;
    size_t count[4];

    (void)state;
    make(&x, 12000, NULL);
    add(&x, 0, 1000, 11000, "", false);
    add(&x, 1, 1000, 11000, "", false);
    for (int i = 0; i < 500; i++) {
        add_snv(&x, 0, 1005 + 20 * i, false);
        if (i % 5)
            add_snv(&x, 1, 1005 + 20 * i, false);
    }
    ask(&x, count);
    assert_int_equal(count[SOLVE_GENOTYPE], 802);
    assert_int_equal(count[SOLVE_NONE], 100);
    drop(&x);
}

static void haplotypes_that_run_far_ahead_are_given_up(void **state)
{
    const size_t len = 1000000;
    char *alt = malloc(len + 1);
    struct large x;
    size_t count[4];

    (void)state;
    assert_non_null(alt);
    memset(alt, 'A', len);
    alt[len] = '\0';
    make(&x, 1000, "A");
    for (int i = 0; i < 40; i++)
        add(&x, i % 2, 20 + 20 * i, 20 + 20 * i, alt, false);
    ask(&x, count);
    assert_true(count[SOLVE_UNRESOLVED] > 0);
    drop(&x);
    free(alt);
}

/* Records whose alleles begin far from each other. */
static void too_many_open_records_are_given_up(void **state)
{
    struct large x;
    size_t count[4];

    (void)state;
    make(&x, 2000, NULL);
    for (int i = 0; i < 200; i++) {
        int64_t at = 10 + 4 * (i / 2);
        struct solve_record *r =
            add(&x, i % 2, at, at + 1, other_base(x.ref[at]), true);

        r->allele[1] = (struct solve_allele){
            .alt = other_base(x.ref[at + 1000]),
            .alt_len = 1,
            .beg = at + 1000,
            .end = at + 1001,
        };
        r->n_alleles = 2;
        r->gt[0] = 2;
    }
    x.p.squash = true;
    ask(&x, count);
    assert_true(count[SOLVE_UNRESOLVED] >= 200 - 64);
    x.p.squash = false;
    ask(&x, count);
    drop(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_superlocus_of_thousands_is_solved),
        cmocka_unit_test(a_homopolymer_with_many_indels_is_solved),
        cmocka_unit_test(many_pairs_that_a_repeat_can_spare_take_seconds),
        cmocka_unit_test(a_long_repeat_full_of_indels_is_given_up),
        cmocka_unit_test(a_long_deletion_over_many_snvs_is_solved),
        cmocka_unit_test(haplotypes_that_run_far_ahead_are_given_up),
        cmocka_unit_test(too_many_open_records_are_given_up),
    };

    return cmocka_run_group_tests_name("solve_limits", tests, NULL, NULL);
}
