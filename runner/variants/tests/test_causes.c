#include "variants/outputs/causes.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "formats/names.h"
#include "variants/outputs/table.h"

static const struct variants_stratum strata[] = {
    {"wide",   ""},
    {"narrow", ""},
    {"same",   ""},
};
static const struct variants_job job = {.strata = strata,
                                        .n_strata = T_LEN(strata)};

struct rig {
    struct names contigs;
    struct table *t;
    struct causes *c;
};

static void rig_init(struct rig *r, const struct variants_job *j)
{
    static const char *const name[] = {"chr1", "chr2"};

    *r = (struct rig){0};
    for (size_t i = 0; i < T_LEN(name); i++) {
        uint32_t at;

        assert_int_equal(names_add(&at, NULL, &r->contigs, name[i],
                                   strlen(name[i]), &(struct err){0}),
                         0);
    }
    r->t = table_new(j, &(struct err){0});
    r->c = causes_new(j, &(struct err){0});
    assert_non_null(r->t);
    assert_non_null(r->c);
}

static void rig_hear(struct rig *r, const struct judged *j)
{
    const struct judged_chunk c = {&r->contigs, j, 1};

    assert_int_equal(table_hear(r->t, &c, &(struct err){0}), 0);
    assert_int_equal(causes_hear(r->c, &c, &(struct err){0}), 0);
}

static void rig_finish(struct rig *r)
{
    assert_int_equal(table_finish(r->t, &(struct err){0}), 0);
    assert_int_equal(causes_finish(r->c, r->t, &(struct err){0}), 0);
}

static void rig_release(struct rig *r)
{
    table_free(r->t);
    causes_free(r->c);
    names_release(&r->contigs);
}

/* Bits: 1 is that of the regions, then wide, narrow, same. */
static struct judged record(enum judged_side side, enum variants_verdict v,
                            int64_t pos, const uint64_t *bits)
{
    return (struct judged){.side = side,
                           .verdict = v,
                           .shape = JUDGED_INDEL,
                           .subtype = JUDGED_D1_5,
                           .assessed = v < VARIANTS_NA_FIRST,
                           .inside = v != VARIANTS_OUTSIDE,
                           .strata = bits,
                           .pos = pos};
}

static const uint64_t none = 1, wide = 1 | 2, both = 1 | 2 | 4,
                      three = 1 | 2 | 4 | 8;

static void a_record_is_told_once_in_its_smallest_stratum(void **state)
{
    static const struct {
        enum judged_side side;
        enum variants_verdict verdict;
        enum judged_kind near;
        const uint64_t *bits;
        int n;
        enum causes_kind kind; /* CAUSES_KINDS: it does not fail */
        size_t stratum;
    } row[] = {
        {JUDGED_TRUTH, VARIANTS_TP,          JUDGED_GM,      &wide,  50, CAUSES_KINDS,    0},
        {JUDGED_TRUTH, VARIANTS_FN,          JUDGED_NOTHING, &three, 9,  CAUSES_MISSED,
         2                                                                                 },
        {JUDGED_TRUTH, VARIANTS_FN,          JUDGED_LM,      &wide,  8,  CAUSES_LOCAL,    1},
        {JUDGED_TRUTH, VARIANTS_FN_FILTERED, JUDGED_LM,      &none,  7,
         CAUSES_FILTERED,                                                                 0},
        {JUDGED_TRUTH, VARIANTS_FN_NOCALL,   JUDGED_NOTHING, NULL,   6,
         CAUSES_NOCALL,                                                                   0},
        {JUDGED_QUERY, VARIANTS_GE,          JUDGED_AM,      &both,  5,  CAUSES_GENOTYPE, 2},
        {JUDGED_QUERY, VARIANTS_FP,          JUDGED_NOTHING, &wide,  4,  CAUSES_FALSE,    1},
        {JUDGED_QUERY, VARIANTS_OUTSIDE,     JUDGED_NOTHING, &wide,  3,  CAUSES_KINDS,
         0                                                                                 },
        {JUDGED_QUERY, VARIANTS_UNRESOLVED,  JUDGED_NOTHING, &wide,  3,
         CAUSES_KINDS,                                                                    0},
        {JUDGED_QUERY, VARIANTS_NA_NO_CALL,  JUDGED_NOTHING, &wide,  2,
         CAUSES_KINDS,                                                                    0},
    };
    struct table_sums s;
    struct rig r;
    int64_t truth = 0;
    int64_t query = 0;
    size_t at = 0;

    (void)state;
    rig_init(&r, &job);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct judged j = record(row[i].side, row[i].verdict, 10, row[i].bits);

        j.kind = row[i].near;
        for (int k = 0; k < row[i].n; k++)
            rig_hear(&r, &j);
    }
    rig_finish(&r);
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct causes_one *one = causes_at(r.c, at);

        if (row[i].kind == CAUSES_KINDS)
            continue;
        assert_int_equal(one->kind, row[i].kind);
        assert_int_equal(one->stratum, row[i].stratum);
        assert_int_equal(one->truth + one->query, row[i].n);
        assert_int_equal(one->shape, JUDGED_INDEL);
        assert_int_equal(one->subtype, JUDGED_D1_5);
        assert_int_equal(one->n_places, 1); /* they all stand at one */
        truth += one->truth;
        query += one->query;
        at++;
    }
    assert_int_equal(at, causes_n(r.c));
    table_sum(&s, r.t, &(struct table_pick){0});
    assert_int_equal(truth, s.truth_fn);
    assert_int_equal(query, s.query_fp);
    assert_int_equal(
        causes_not_assessed(r.c, JUDGED_QUERY, VARIANTS_NA_NO_CALL), 2);
    assert_int_equal(
        causes_not_assessed(r.c, JUDGED_TRUTH, VARIANTS_NA_NO_CALL), 0);
    rig_release(&r);
}

/* 1000 places in this order, or the other. */
static void hear_places(struct rig *r, bool backwards)
{
    for (int i = 0; i < 1000; i++) {
        int k = backwards ? 999 - i : i;
        struct judged j = record(JUDGED_TRUTH, VARIANTS_FN, (k / 2) * 1000,
                                 k % 3 ? &wide : &none);

        j.contig = (uint32_t)k % 2;
        rig_hear(r, &j);
        j.side = JUDGED_QUERY;
        j.verdict = VARIANTS_FP;
        rig_hear(r, &j);
    }
}

static void examples_do_not_depend_on_the_order_of_records(void **state)
{
    struct rig r[2];

    (void)state;
    for (int i = 0; i < 2; i++) {
        rig_init(&r[i], &job);
        hear_places(&r[i], i);
        rig_finish(&r[i]);
    }
    assert_int_equal(causes_n(r[0].c), 4);
    for (size_t i = 0; i < 4; i++) {
        const struct causes_one *a = causes_at(r[0].c, i);
        const struct causes_one *b = causes_at(r[1].c, i);

        assert_int_equal(a->n_places, CAUSES_PLACES);
        assert_int_equal(b->n_places, CAUSES_PLACES);
        for (size_t k = 0; k < CAUSES_PLACES; k++) {
            assert_int_equal(a->place[k].contig, b->place[k].contig);
            assert_int_equal(a->place[k].pos, b->place[k].pos);
            if (k)
                assert_true(a->place[k].contig > a->place[k - 1].contig ||
                            (a->place[k].contig == a->place[k - 1].contig &&
                             a->place[k].pos > a->place[k - 1].pos));
        }
        assert_string_equal(causes_contig(r[0].c, a->place[0].contig),
                            a->place[0].contig ? "chr2" : "chr1");
    }
    for (int i = 0; i < 2; i++)
        rig_release(&r[i]);
}

static void what_was_heard_can_be_forgotten(void **state)
{
    struct judged j = record(JUDGED_TRUTH, VARIANTS_FN, 7, &wide);
    struct rig r;

    (void)state;
    rig_init(&r, &job);
    hear_places(&r, false);
    table_again(r.t);
    causes_again(r.c);
    rig_hear(&r, &j);
    rig_finish(&r);
    assert_int_equal(causes_n(r.c), 1);
    assert_int_equal(causes_at(r.c, 0)->truth, 1);
    assert_int_equal(causes_at(r.c, 0)->place[0].pos, 7);
    rig_release(&r);
}

/* More sets of strata than are kept apart: nothing is lost. */
static void what_finds_no_room_is_told_as_mixed(void **state)
{
    enum {
        N = 40000,
        STRATA = 100
    };
    struct variants_stratum many[STRATA];
    const struct variants_job j100 = {.strata = many, .n_strata = STRATA};
    int64_t all = 0;
    int64_t mixed = 0;
    struct rig r;

    (void)state;
    for (size_t k = 0; k < STRATA; k++)
        many[k] = (struct variants_stratum){"s", ""};
    rig_init(&r, &j100);
    for (uint64_t i = 0; i < N; i++) {
        const uint64_t bits[2] = {i << 1, i << 7};
        struct judged j = record(JUDGED_TRUTH, VARIANTS_FN, (int64_t)i, bits);

        rig_hear(&r, &j);
    }
    rig_finish(&r);
    for (size_t i = 0; i < causes_n(r.c); i++) {
        const struct causes_one *one = causes_at(r.c, i);

        all += one->truth;
        mixed += one->stratum == CAUSES_MIXED ? one->truth : 0;
    }
    assert_int_equal(all, N);
    assert_int_equal(mixed, N - CAUSES_SETS + 1); /* the empty set is known */
    rig_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_told_once_in_its_smallest_stratum),
        cmocka_unit_test(examples_do_not_depend_on_the_order_of_records),
        cmocka_unit_test(what_was_heard_can_be_forgotten),
        cmocka_unit_test(what_finds_no_room_is_told_as_mixed),
    };

    return cmocka_run_group_tests_name("causes", tests, NULL, NULL);
}
