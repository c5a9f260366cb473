#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "core/evidencediff.h"

/* Measurements m.1 and m.2 with counters a, b and strata *, s. */
struct two {
    struct measurement m[2];
    struct evidence ev;
};

static void make(struct two *t)
{
    static const char *const counters[] = {"a", "b"};
    static const char *const strata[] = {"s"};
    static char ids[2][4] = {"m.1", "m.2"};
    struct err e = {0};

    *t = (struct two){0};
    for (int i = 0; i < 2; i++) {
        t->m[i].id = ids[i];
        t->m[i].state = MEASURED_OK;
        assert_int_equal(tally_init(&t->m[i].tally, counters, 2, strata, 1, &e),
                         0);
    }
    t->ev = (struct evidence){.m = t->m, .n = 2};
}

static void count(struct two *t, int m, uint32_t stratum, const char *contig,
                  uint32_t block, uint32_t counter, int64_t by)
{
    struct err e = {0};
    uint32_t c = 0;

    assert_int_equal(tally_contig(&c, &t->m[m].tally, contig, &e), 0);
    assert_int_equal(
        tally_add(&t->m[m].tally, stratum, c, block, counter, by, &e), 0);
}

static void drop(struct two *t)
{
    for (int i = 0; i < 2; i++)
        tally_release(&t->m[i].tally);
}

static void the_order_of_counting_makes_no_difference(void **state)
{
    struct two a;
    struct two b;
    struct evidencediff d;
    struct err e = {0};

    (void)state;
    make(&a);
    make(&b);
    count(&a, 0, 0, "chr1", 0, 0, 5);
    count(&a, 0, 0, "chr2", 3, 1, 7);
    count(&b, 0, 0, "chr2", 3, 1, 7);
    count(&b, 0, 0, "chr1", 0, 0, 5);
    count(&b, 0, 1, "chr9", 0, 0, 0); /* a row of zeros is not written */
    assert_int_equal(evidencediff_find(&d, &a.ev, &b.ev, &e), 0);
    assert_int_equal(d.kind, EVIDENCEDIFF_NONE);
    assert_int_equal(d.n_counts, 0);
    assert_int_equal(d.n_measurements, 0);
    drop(&a);
    drop(&b);
}

static void names_the_first_count_that_differs(void **state)
{
    struct two a;
    struct two b;
    struct evidencediff d;
    struct err e = {0};

    (void)state;
    make(&a);
    make(&b);
    count(&a, 1, 0, "chr2", 0, 1, 4); /* later than what follows */
    count(&a, 1, 0, "chr1", 2, 0, 1);
    count(&b, 1, 0, "chr1", 2, 0, 1);
    count(&b, 1, 0, "chr1", 2, 1, 9);
    count(&b, 1, 1, "chr1", 0, 0, 3);
    assert_int_equal(evidencediff_find(&d, &a.ev, &b.ev, &e), 0);
    assert_int_equal(d.kind, EVIDENCEDIFF_COUNT);
    assert_string_equal(d.measurement, "m.2");
    assert_string_equal(d.stratum, "*");
    assert_string_equal(d.contig, "chr1");
    assert_int_equal(d.block, 2);
    assert_string_equal(d.counter, "b");
    assert_int_equal(d.value[0], 0);
    assert_int_equal(d.value[1], 9);
    assert_int_equal(d.n_counts, 3);
    assert_int_equal(d.n_measurements, 1);
    drop(&a);
    drop(&b);
}

static void states_and_shapes_come_before_counts(void **state)
{
    static const char *const other[] = {"a", "c"};
    static char cause[] = "CASE-1";
    struct two a;
    struct two b;
    struct evidencediff d;
    struct err e = {0};

    (void)state;
    make(&a);
    make(&b);
    a.m[0].state = MEASURED_BLOCKED;
    a.m[0].cause = cause;
    tally_release(&b.m[1].tally);
    assert_int_equal(tally_init(&b.m[1].tally, other, 2, NULL, 0, &e), 0);
    assert_int_equal(evidencediff_find(&d, &a.ev, &b.ev, &e), 0);
    assert_int_equal(d.kind, EVIDENCEDIFF_STATE);
    assert_int_equal(d.state[0], MEASURED_BLOCKED);
    assert_int_equal(d.state[1], MEASURED_OK);
    assert_int_equal(d.n_measurements, 2);
    b.m[0].state = MEASURED_BLOCKED; /* the cause is missing still */
    assert_int_equal(evidencediff_find(&d, &a.ev, &b.ev, &e), 0);
    assert_int_equal(d.kind, EVIDENCEDIFF_STATE);
    b.m[0].cause = cause;
    assert_int_equal(evidencediff_find(&d, &a.ev, &b.ev, &e), 0);
    assert_int_equal(d.kind, EVIDENCEDIFF_SHAPE);
    assert_string_equal(d.measurement, "m.2");
    b.ev.n = 1;
    assert_int_equal(evidencediff_find(&d, &a.ev, &b.ev, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    drop(&a);
    drop(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_of_counting_makes_no_difference),
        cmocka_unit_test(names_the_first_count_that_differs),
        cmocka_unit_test(states_and_shapes_come_before_counts),
    };

    return cmocka_run_group_tests_name("evidencediff", tests, NULL, NULL);
}
