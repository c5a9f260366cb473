#include "variants/lanes.h"

#include "variants/tests/made.h"

#define CALLS 64

/* Calls of both sides by rising pos, their reaches given. */
struct given {
    int side;
    int pos, lo, hi;
    bool none; /* not assessed, explains nothing */
};

struct laid {
    struct calls calls[2];
    struct call call[2][CALLS];
    struct batch batch[2];
    struct lanes lanes;
};

static void lay(struct laid *l, const struct given *g, size_t n)
{
    struct place_slice side[2] = {{0}};
    struct batch *const batch[2] = {&l->batch[0], &l->batch[1]};
    struct err e = {0};

    memset(l, 0, sizeof(*l));
    for (size_t i = 0; i < n; i++) {
        struct calls *c = &l->calls[g[i].side];

        c->a = l->call[g[i].side];
        c->a[c->n++] = (struct call){
            .pos = g[i].pos,
            .lo = g[i].lo,
            .hi = g[i].hi,
            .kind = g[i].none ? CALL_NONE : CALL_ASSESSED,
        };
    }
    for (int s = 0; s < 2; s++)
        side[s] = (struct place_slice){&l->calls[s], 0, l->calls[s].n};
    assert_int_equal(lanes_add(&l->lanes, side, batch, &e), 0);
}

/* "truth/query beg-end truth+query ...; ...": one part a cut, its calls, then
 * its superloci. */
static void show(char *out, size_t size, struct lanes *l, size_t chunk,
                 bool all)
{
    struct lanes_cut c;
    size_t n = 0;

    out[0] = '\0';
    while (lanes_cut(&c, l, chunk, all)) {
        n += (size_t)snprintf(out + n, size - n, "%s%zu/%zu", n ? "; " : "",
                              c.n[0], c.n[1]);
        for (size_t i = 0; i < c.n_loci; i++) {
            const struct superlocus *s = &c.locus[i];

            n += (size_t)snprintf(out + n, size - n, " %d-%d %u+%u", s->beg,
                                  s->end, s->last[0] - s->first[0],
                                  s->last[1] - s->first[1]);
            for (int k = 0; k < 2; k++)
                assert_true(s->first[k] >= c.base[k] &&
                            s->last[k] <= c.base[k] + c.n[k]);
        }
    }
}

static void calls_that_reach_each_other_make_a_superlocus(void **state)
{
    static const struct {
        struct given g[8];
        size_t n;
        size_t chunk;
        const char *want;
    } row[] = {
        {{{0, 10, 10, 11, false}},                                               1, 1, "1/0 10-11 1+0"},
        {{{0, 10, 10, 11, false}, {1, 10, 10, 11, false}},
         2,                                                                         1,
         "1/1 10-11 1+1"                                                                              },
 /* apart by the gap, and by one less */
        {{{0, 10, 10, 11, false}, {1, 15, 15, 16, false}},
         2,                                                                         1,
         "1/0 10-11 1+0; 0/1 15-16 0+1"                                                               },
        {{{0, 10, 10, 11, false}, {1, 14, 14, 15, false}},
         2,                                                                         1,
         "1/1 10-15 1+1"                                                                              },
        {{{0, 10, 10, 11, false}, {1, 15, 15, 16, false}},
         2,                                                                         2,
         "1/1 10-11 1+0 15-16 0+1"                                                                    },
 /* the last one reaches back over all before */
        {{{0, 10, 10, 11, false},
          {1, 20, 20, 21, false},
          {0, 30, 30, 31, false},
          {1, 90, 5, 91, false}},
         4,                                                                         1,
         "2/2 5-91 2+2"                                                                               },
        {{{0, 10, 10, 11, false},
          {1, 20, 20, 21, false},
          {0, 30, 30, 31, false},
          {1, 90, 22, 91, false}},
         4,                                                                         1,
         "1/0 10-11 1+0; 1/2 20-91 1+2"                                                               },
        {{{0, 10, 10, 11, false},
          {1, 20, 20, 21, false},
          {0, 30, 30, 31, false},
          {1, 90, 26, 91, false}},
         4,                                                                         1,
         "1/0 10-11 1+0; 0/1 20-21 0+1; 1/1 26-91 1+1"                                                },
 /* the first one reaches over all behind */
        {{{0, 10, 10, 99, false},
          {1, 20, 20, 21, false},
          {0, 30, 30, 31, false},
          {0, 110, 110, 111, false}},
         4,                                                                         1,
         "2/1 10-99 2+1; 1/0 110-111 1+0"                                                             },
 /* what is not assessed goes along, and joins nothing */
        {{{0, 10, 10, 11, false}, {0, 12, 0, 99, true}, {1, 20, 20, 21, false}},
         3,                                                                         1,
         "2/0 10-11 1+0; 0/1 20-21 0+1"                                                               },
        {{{1, 5, 5, 6, true}, {0, 10, 10, 11, false}, {1, 12, 12, 13, false}},
         3,                                                                         1,
         "0/1; 1/1 10-13 1+1"                                                                         },
        {{{0, 10, 10, 11, false},
          {0, 12, 12, 13, true},
          {1, 13, 13, 14, false}},
         3,                                                                         1,
         "2/1 10-14 2+1"                                                                              },
        {{{0, 1, 1, 2, true}, {1, 1, 1, 2, true}},                               2, 9, "1/1"          },
        {{{0, 0, 0, 0, false}},                                                  0, 1, ""             },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct laid l;
        char out[512];

        lay(&l, row[i].g, row[i].n);
        show(out, sizeof(out), &l.lanes, row[i].chunk, true);
        if (strcmp(out, row[i].want) != 0)
            fail_msg("row %zu is '%s', not '%s'", i, out, row[i].want);
        lanes_release(&l.lanes);
    }
}

/* An indel may come that reaches back VARIANTS_SHIFT_MAX. */
static void what_may_still_grow_is_not_handed_on(void **state)
{
    enum {
        FAR = VARIANTS_SHIFT_MAX
    };
    static const struct {
        int pos; /* of the call that came last */
        const char *want;
    } row[] = {
        {50,                       ""             },
        {11 + PLACE_GAP + FAR - 1, ""             },
        {11 + PLACE_GAP + FAR,     "1/0 10-11 1+0"},
        {11 + PLACE_GAP + 2 * FAR, "1/0 10-11 1+0"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct given g[] = {
            {0, 10,         10,         11,             false},
            {1, row[i].pos, row[i].pos, row[i].pos + 1, false},
        };
        struct laid l;
        char out[512];

        lay(&l, g, 2);
        show(out, sizeof(out), &l.lanes, 1, false);
        assert_string_equal(out, row[i].want);
        show(out, sizeof(out), &l.lanes, 1, true);
        assert_true(strlen(out) > 0);
        lanes_release(&l.lanes);
    }
}

/* However it is cut, all comes once, and superloci stay whole. */
static void any_size_of_cut_gives_the_same_superloci(void **state)
{
    struct given g[CALLS];
    char whole[4096];
    unsigned seed = 7;

    (void)state;
    for (int i = 0; i < CALLS; i++) {
        seed = seed * 1103515245 + 12345;
        g[i] = (struct given){
            .side = (int)(seed >> 16 & 1),
            .pos = 7 * i,
            .lo = 7 * i - (int)(seed >> 20 & 15),
            .hi = 7 * i + 1 + (int)(seed >> 24 & 7),
            .none = (seed >> 28 & 3) == 0,
        };
    }
    for (size_t chunk = 1; chunk <= CALLS; chunk++) {
        struct laid l;
        struct lanes_cut c;
        char out[4096];
        size_t n[2] = {0, 0};
        size_t at = 0;

        lay(&l, g, CALLS);
        while (lanes_cut(&c, &l.lanes, chunk, true)) {
            for (size_t i = 0; i < c.n_loci; i++)
                at += (size_t)snprintf(out + at, sizeof(out) - at,
                                       "%d-%d %zu %zu %zu %zu\n",
                                       c.locus[i].beg, c.locus[i].end,
                                       c.locus[i].first[0] - c.base[0] + n[0],
                                       c.locus[i].first[1] - c.base[1] + n[1],
                                       c.locus[i].last[0] - c.base[0] + n[0],
                                       c.locus[i].last[1] - c.base[1] + n[1]);
            for (int s = 0; s < 2; s++) {
                if (c.n[s])
                    assert_ptr_equal(c.call[s][0].call, &l.call[s][n[s]]);
                n[s] += c.n[s];
            }
            if (chunk == 1)
                assert_true(c.n_loci <= 1);
        }
        assert_int_equal(n[0] + n[1], CALLS);
        if (chunk == 1)
            memcpy(whole, out, sizeof(whole));
        assert_string_equal(out, whole);
        lanes_release(&l.lanes);
    }
}

/* A gVCF: what was handed on takes no memory any more. */
static void millions_of_reference_calls_pass_by(void **state)
{
    enum {
        TURNS = 400,
        EACH = 5000
    };
    struct call *call = calloc(EACH, sizeof(*call));
    struct calls calls = {.a = call, .n = EACH};
    struct batch batch = {.calls = &calls};
    struct batch *const batches[2] = {&batch, NULL};
    struct lanes l = {0};
    size_t let_go = 0;
    size_t n = 0;

    (void)state;
    assert_non_null(call);
    for (int turn = 0; turn < TURNS; turn++) {
        const struct place_slice side[2] = {
            {&calls, 0, EACH},
            {0 }
        };
        struct lanes_cut c;
        struct err e = {0};

        for (int i = 0; i < EACH; i++) {
            int pos = turn * EACH + i;

            call[i] = (struct call){.pos = pos,
                                    .lo = pos,
                                    .hi = pos + 1,
                                    .kind = i == 9 ? CALL_ASSESSED : CALL_NONE};
        }
        assert_int_equal(lanes_add(&l, side, batches, &e), 0);
        while (lanes_cut(&c, &l, LANES_CHUNK, turn == TURNS - 1)) {
            for (size_t i = 0; i < c.n[0]; i++)
                let_go += c.call[0][i].lets_go;
            n += c.n[0];
        }
    }
    assert_int_equal(n, TURNS * EACH);
    assert_int_equal(let_go, TURNS);
    assert_true(l.side[0].cap < 16 * EACH);
    lanes_release(&l);
    free(call);
}

static void cleared_lanes_can_be_used_again(void **state)
{
    const struct given g[] = {
        {0, 10, 10, 11, false},
        {1, 10, 10, 11, false},
    };
    struct laid l;
    struct place_slice side[2];
    struct batch *const batch[2] = {&l.batch[0], &l.batch[1]};
    struct err e = {0};
    char out[64];

    (void)state;
    lay(&l, g, 2);
    lanes_clear(&l.lanes);
    show(out, sizeof(out), &l.lanes, 1, true);
    assert_string_equal(out, "");
    for (int s = 0; s < 2; s++)
        side[s] = (struct place_slice){&l.calls[s], 0, 1};
    assert_int_equal(lanes_add(&l.lanes, side, batch, &e), 0);
    show(out, sizeof(out), &l.lanes, 1, true);
    assert_string_equal(out, "1/1 10-11 1+1");
    lanes_release(&l.lanes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_that_reach_each_other_make_a_superlocus),
        cmocka_unit_test(what_may_still_grow_is_not_handed_on),
        cmocka_unit_test(any_size_of_cut_gives_the_same_superloci),
        cmocka_unit_test(millions_of_reference_calls_pass_by),
        cmocka_unit_test(cleared_lanes_can_be_used_again),
    };

    return cmocka_run_group_tests_name("lanes", tests, NULL, NULL);
}
