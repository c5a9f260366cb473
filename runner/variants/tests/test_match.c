#include "variants/match.h"

#include "formats/fastaio.h"
#include "formats/tests/scratch.h"
#include "variants/kit.h"
#include "variants/place.h"
#include "variants/tests/made.h"

/*                          1         2         3         4
 *                 1234567890123456789012345678901234567890 */
#define BASES "ACGTTTTGACACACTGGATCCATGAAAGTCGCGGTATTCA"

static const char sign[] = {
    [SOLVE_NONE] = '-',
    [SOLVE_GENOTYPE] = '+',
    [SOLVE_ALLELE] = 'a',
    [SOLVE_UNRESOLVED] = '?',
};

/* The answers of both sides as one superlocus: "++ -". */
static void match(char *out, const struct variants_job *job, const char *truth,
                  const char *query)
{
    const char *records[2] = {truth, query};
    struct fasta ref;
    struct shelf *shelf;
    struct kit *kit;
    struct err e = {0};
    struct made m[2];
    const struct lane_call *call[2];
    uint8_t *answer[2];
    size_t n[2];
    struct place_slice side[2];
    struct place_fault fault;
    struct superlocus at = {.end = 40};
    struct match_place where = {job, 0, 40};
    bool moved;

    assert_int_equal(
        fasta_open(&ref, scratch_write("r.fa", S(">c\n" BASES "\n")), &e), 0);
    shelf = shelf_new(&ref, &e);
    assert_non_null(shelf);
    kit = shelf_lend(shelf, &e);
    assert_non_null(kit);
    for (int s = 0; s < 2; s++) {
        made_init(&m[s], job, false, records[s]);
        n[s] = m[s].calls->n;
        side[s] = (struct place_slice){m[s].calls, 0, n[s]};
        call[s] = made_lane(&m[s]);
        answer[s] = calloc(n[s] + 1, 1);
        assert_non_null(answer[s]);
    }
    assert_int_equal(place_calls(&fault, side, kit->view, 0, "c", &e), 0);
    assert_string_equal(fault.err.msg, "");
    assert_int_equal(
        match_superlocus(answer, &moved, call, n, &at, &where, kit, &e), 0);
    for (int s = 0; s < 2; s++) {
        for (size_t i = 0; i < n[s]; i++)
            *out++ = call[s][i].call->kind == CALL_ASSESSED ? sign[answer[s][i]]
                                                            : '.';
        *out++ = s ? '\0' : ' ';
        free(answer[s]);
        made_release(&m[s]);
    }
    shelf_return(shelf, kit);
    shelf_free(shelf);
    fasta_close(&ref);
}

struct row {
    const char *truth, *query, *want;
};

static void check(const struct row *row, size_t n,
                  const struct variants_job *job)
{
    for (size_t i = 0; i < n; i++) {
        char out[64];

        match(out, job, row[i].truth, row[i].query);
        if (strcmp(out, row[i].want) != 0)
            fail_msg("row %zu is '%s', not '%s'", i, out, row[i].want);
    }
}

static void calls_find_their_partners(void **state)
{
    static const struct row row[] = {
        {"",                               "",                                " "     },
        {"2 C T 0/1",                      "",                                "- "    },
        {"",                               "2 C T 0/1",                       " -"    },
        {"2 C T 0/1 Low",                  "2 C T 0/1",                       ". -"   },
        {"2 C T 0/1",                      "2 C T ./.",                       "- ."   },
 /* the same lists */
        {"2 C T 0/1;3 G A 1/1",            "2 C T 1/0;3 G A 1|1",             "++ ++" },
        {"2 C T 0/1;2 C A ./.",            "2 C T 0/1;9 A T 0/1 Low",         "+. +." },
 /* also when they contradict themselves */
        {"2 C T 1/1;2 C A 1/1",            "2 C T 1/1;2 C A 1/1",             "++ ++" },
 /* what both say is right, beside what one says */
        {"2 C T 1/1;2 C A 1/1",            "2 C T 1/1;2 C A 1/1;4 T G 0/1",   "++ ++-"},
        {"2 C T 1/1;2 C A 1/1;4 T G 0/1",  "2 C T 1/1;2 C A 1/1",             "++- ++"},
        {"2 C T 1/1;2 CG C 1/1;4 T G 0/1", "2 C T 1/1;2 CG C 1/1;4 T A 0/1",
         "++- ++-"                                                                    },
 /* but each record once, and by its genotype */
        {"2 C T 1/1;2 C A 1/1;4 T G 0/1",  "2 C T 1/1;2 C A 0/1",             "+a- +a"},
        {"2 C T 0/1",                      "2 C T 0/1;2 C T 0/1;2 C T 0/1",   "+ +--" },
        {"2 C T 0/1;2 C T 0/1;2 C T 0/1",  "2 C T 0/1",                       "+-- +" },
        {"2 C T 0/1;2 C T 0/1;2 C T 0/1",  "2 C T 0/1;2 C T 0/1",             "++- ++"},
 /* of those that say the same, the first */
        {"4 T A 0/1",                      "4 T A 0/1;4 T A 0/1;5 T C 0/1",   "+ +--" },
        {"5 TT T 0/1",                     "4 T A 0/1;5 TT T 0/1;5 TT T 0/1", "+ -+-" },
 /* contradicting bets: one at most is right */
        {"2 C T 0/1",                      "2 C A 0/1;2 C G 0/1;2 C T 0/1",   "+ --+" },
        {"2 C T 0/1",                      "2 C T 0/1;2 C T 1/1",             "+ +-"  },
        {"2 C T 1/1",                      "2 C T 0/1;2 C T 1/1",             "+ -+"  },
 /* ploidy: one odd call costs the others nothing */
        {"2 C T 0/1;3 G A 0/1",            "2 C T 0/1;3 G A 0/1/1",           "+a +a" },
        {"2 C T 1;3 G A 0/1",              "2 C T 1/1;3 G A 1",               "+a +a" },
        {"2 C T 1",                        "2 C T 1/1/1",                     "+ +"   },
        {"2 C T 1/1",                      "2 C T 1/1/1",                     "+ +"   },
        {"2 C T 1",                        "2 C T 1/1;4 T G 0/1/1",           "+ +-"  },
    };
    const struct variants_job job = {.threads = 1};

    (void)state;
    check(row, T_LEN(row), &job);
}

static void alleles_alone_can_be_compared(void **state)
{
    static const struct row row[] = {
        {"2 C T 0/1",           "2 C T 1/1",           "+ +"  },
        {"2 C T,A 1/2",         "2 C T 1/1",           "+ +"  },
        {"2 C T 0/1",           "2 C A 0/1",           "- -"  },
        {"2 C T 0/1;2 C T 0/1", "2 C T 0/1;4 T G 0/1", "+- +-"},
    };
    const struct variants_job job = {.squash = true};

    (void)state;
    check(row, T_LEN(row), &job);
}

static void phase_is_obeyed(void **state)
{
    static const struct row row[] = {
        {"2 C T 0|1;4 T G 0|1",   "2 C T 0|1;4 T G 0|1",   "++ ++"},
        {"2 C T 0|1;4 T G 0|1",   "2 C T 1|0;4 T G 1|0",   "++ ++"},
        {"2 C T 0|1;4 T G 0|1",   "2 C T 0/1;4 T G 0|1",   "++ ++"},
        {"2 C T 0|1",             "2 C T 1|0",             "+ +"  },
 /* the same genotypes, the alleles in another order: 2 is on the other
  * haplotype */
        {"2 C T,A 1|2;4 T G 0|1", "2 C A,T 2|1;4 T G 0|1", "++ ++"},
    };
    static const struct row wrong[] = {
        {"2 C T 0|1;4 T G 0|1",   "2 C T 0|1;4 T G 1|0",   NULL},
        {"2 C T,A 1|2;4 T G 0|1", "2 C A,T 1|2;4 T G 0|1", NULL},
        {"2 C T,A 1|2;4 T G 0|1", "2 C T,A 2|1;4 T G 0|1", NULL},
    };
    const struct variants_job job = {.obey_phase = true};

    (void)state;
    check(row, T_LEN(row), &job);
    for (size_t i = 0; i < T_LEN(wrong); i++) {
        char out[64];
        int right = 0;

        match(out, &job, wrong[i].truth, wrong[i].query);
        for (const char *p = out; *p; p++)
            right += *p == '+';
        if (right != 2)
            fail_msg("row %zu is '%s'", i, out);
    }
}

static void calls_are_the_same_whatever_way_they_are_written(void **state)
{
    static const struct {
        const char *a, *b;
        bool same, squashed;
    } row[] = {
        {"2 C T 0/1",     "2 C T 1|0",     true,  true },
        {"2 C T 0/1",     "1 ACG ATG 0/1", true,  true },
        {"3 GT G 0/1",    "6 TT T 0/1",    true,  true },
        {"2 C T 0/1",     "2 C T 1/1",     false, true },
        {"2 C T 1",       "2 C T 1/1",     true,  true },
        {"2 C T 1/1/1",   "2 C T 1/1",     true,  true },
        {"2 C T 0/1",     "2 C T 0/0/1",   false, true },
        {"2 C T,A 1/2",   "2 C A,T 1/2",   true,  true },
        {"2 C T,A 1/2",   "2 C A,G 1/2",   false, false},
        {"2 C T,A 1/2",   "2 C T 1/1",     false, false},
        {"2 C T 0/1",     "3 G T 0/1",     false, false},
        {"2 C T,A 1/1/2", "2 C T,A 1/2/2", false, true },
    };
    const struct variants_job job = {.threads = 1};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct fasta ref;
        struct fasta_view *view;
        struct err e = {0};
        struct made m[2];
        struct place_slice side[2];
        struct place_fault fault;
        const struct lane_call *a;
        const struct lane_call *b;

        assert_int_equal(
            fasta_open(&ref, scratch_write("r.fa", S(">c\n" BASES "\n")), &e),
            0);
        view = fasta_view_open(&ref, &e);
        made_init(&m[0], &job, false, row[i].a);
        made_init(&m[1], &job, false, row[i].b);
        for (int s = 0; s < 2; s++)
            side[s] = (struct place_slice){m[s].calls, 0, 1};
        assert_int_equal(place_calls(&fault, side, view, 0, "c", &e), 0);
        a = made_lane(&m[0]);
        b = made_lane(&m[1]);
        if (match_same(a, b, false) != row[i].same ||
            match_same(b, a, false) != row[i].same ||
            match_same(a, b, true) != row[i].squashed ||
            match_same(b, a, true) != row[i].squashed)
            fail_msg("row %zu", i);
        made_release(&m[0]);
        made_release(&m[1]);
        fasta_view_close(view);
        fasta_close(&ref);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_find_their_partners),
        cmocka_unit_test(alleles_alone_can_be_compared),
        cmocka_unit_test(phase_is_obeyed),
        cmocka_unit_test(calls_are_the_same_whatever_way_they_are_written),
    };

    return cmocka_run_group_tests_name("match", tests, scratch_make,
                                       scratch_remove);
}
