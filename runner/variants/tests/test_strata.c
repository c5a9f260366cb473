#include "variants/strata/strata.h"

#include <stdlib.h>
#include <time.h>

#include "base/buf.h"
#include "core/tally.h"
#include "formats/names.h"
#include "formats/stage.h"
#include "formats/tests/scratch.h"

#define LENGTH 400 /* of the small contigs */
#define SETS   70  /* more than one word of bits */

static void contigs_make(struct names *n)
{
    struct err e = {0};

    assert_int_equal(names_add(&(uint32_t){0}, NULL, n, S("c"), &e), 0);
    assert_int_equal(names_add(&(uint32_t){0}, NULL, n, S("d"), &e), 0);
}

static bool has(const uint64_t *bits, size_t k)
{
    return bits[k / 64] >> k % 64 & 1;
}

static void keep(char out[256], const char *path)
{
    snprintf(out, 256, "%s", path);
}

/* ---- against a flag a base ---------------------------------------------- */
struct world {
    char path[SETS][256];
    bool in[SETS][LENGTH + 2]; /* of contig c */
    struct variants_stratum stratum[SETS];
    uint32_t random;
};

static uint32_t pick(struct world *w, uint32_t n)
{
    w->random = w->random * 1664525 + 1013904223;
    return (w->random >> 8) % n;
}

/* A few intervals on c (and one on d), which may touch and overlap. */
static void make_set(struct world *w, size_t k)
{
    struct buf b;
    char name[32];

    buf_init(&b, 1 << 20);
    memset(w->in[k], 0, sizeof(w->in[k]));
    for (uint32_t i = pick(w, 12); i > 0; i--) {
        uint32_t beg = pick(w, LENGTH);
        uint32_t end =
            beg + pick(w, LENGTH + 1 - beg < 60 ? LENGTH + 1 - beg : 60);

        buf_printf(&b, "c\t%u\t%u\n", beg, end);
        for (uint32_t p = beg; p < end; p++)
            w->in[k][p] = true;
    }
    buf_printf(&b, "d\t%u\t%u\n", pick(w, 9), 10 + pick(w, 90));
    snprintf(name, sizeof(name), "s%zu.bed", k);
    keep(w->path[k], scratch_write(name, b.s, b.n));
    w->stratum[k] = (struct variants_stratum){"s", w->path[k]};
    buf_release(&b);
}

/* Runs of bases lose `edge` at both ends. */
static void shrink(bool *in, int64_t edge)
{
    for (int64_t beg = 0; beg < LENGTH;) {
        int64_t end = beg;

        while (end < LENGTH && in[end])
            end++;
        for (int64_t p = beg; p < end; p++)
            in[p] = p >= beg + edge && p < end - edge;
        beg = end > beg ? end : beg + 1;
    }
}

static bool expect(const bool *in, int64_t beg, int64_t end, bool overlap)
{
    for (int64_t p = beg; p < end; p++) {
        if (in[p] == overlap)
            return overlap;
    }
    return !overlap;
}

static void check_answers(struct world *w, const struct strata_contig *c,
                          size_t sets, bool everywhere, bool overlap)
{
    struct strata_cursor cursor = {0};
    uint64_t bits[16];

    for (uint32_t q = 0; q < 400; q++) {
        int64_t beg = q % 5 ? q * (LENGTH - 1) / 400 : pick(w, LENGTH);
        int64_t end = beg + 1 + pick(w, q % 3 ? 3 : 40);

        end = end > LENGTH ? LENGTH : end;
        strata_at(bits, c, &cursor, beg, end);
        assert_true(!everywhere || has(bits, 0));
        for (size_t k = everywhere; k < sets; k++)
            assert_int_equal(has(bits, k), expect(w->in[k], beg, end, overlap));
    }
}

static void answers_equal_those_of_a_flag_per_base(void **state)
{
    static struct world w = {.random = 1};
    struct names contigs = {0};

    (void)state;
    contigs_make(&contigs);
    for (int round = 0; round < 60; round++) {
        size_t sets = 1 + pick(&w, round % 3 ? 6 : SETS - 1);
        struct variants_job job = {
            .overlap = round % 2, .edge = round % 4, .n_strata = sets - 1};
        bool everywhere = round % 5 == 0;
        enum variants_part part = VARIANTS_PART_QUERY;
        struct err e = {0};
        struct crew *crew;
        struct strata *s;
        struct strata_contig *c;

        for (size_t k = 0; k < sets; k++)
            make_set(&w, k);
        shrink(w.in[0], job.edge);
        job.regions = everywhere ? NULL : w.path[0];
        job.strata = w.stratum + 1;
        crew = round % 4 ? crew_new(round % 4, &e) : NULL;
        s = strata_open(&job, &contigs, crew, &part, &e);
        crew_free(crew);
        assert_non_null(s);
        assert_int_equal(part, VARIANTS_PART_NONE);
        assert_int_equal(strata_n(s), sets);
        assert_int_equal(strata_words(s), (sets + 63) / 64);
        c = strata_contig_new(s, S("c"), LENGTH, &e);
        assert_non_null(c);
        check_answers(&w, c, sets, everywhere, job.overlap);
        strata_contig_free(c);
        strata_close(s);
    }
    names_release(&contigs);
}

/* ---- places of interest -------------------------------------------------- */
static struct strata *open_texts(struct variants_job *job, const char *regions,
                                 const char *stratum, struct err *e)
{
    static char path[2][256];
    static struct variants_stratum one;
    struct names contigs = {0};
    enum variants_part part;
    struct strata *s;

    contigs_make(&contigs);
    if (regions) {
        keep(path[0], scratch_write("r.bed", regions, strlen(regions)));
        job->regions = path[0];
    }
    if (stratum) {
        keep(path[1], scratch_write("s.bed", stratum, strlen(stratum)));
        one = (struct variants_stratum){"s", path[1]};
        job->strata = &one;
        job->n_strata = 1;
    }
    s = strata_open(job, &contigs, NULL, &part, e);
    names_release(&contigs); /* it is not needed any more */
    return s;
}

static void borders_are_where_the_bed_says(void **state)
{
    static const struct {
        const char *regions;
        const char *stratum;
        int64_t edge;
        bool overlap;
        int64_t beg, end;
        unsigned bits;
    } row[] = {
        {NULL,                          NULL,                 0,         false, 0,          1,          1},
        {NULL,                          "c\t5\t9\n",          0,         false, 5,          9,          3},
        {NULL,                          "c\t5\t9\n",          0,         false, 4,          9,          1},
        {NULL,                          "c\t5\t9\n",          0,         false, 5,          10,         1},
        {NULL,                          "c\t5\t9\n",          0,         true,  4,          6,          3},
        {NULL,                          "c\t5\t9\n",          0,         true,  3,          5,          1},
        {NULL,                          "c\t5\t9\n",          0,         true,  9,          10,         1},
        {"c\t0\t4\n",                   NULL,                 0,         false, 0,          1,          1},
        {"c\t0\t4\n",                   NULL,                 0,         false, -1,         1,          0},
        {"c\t0\t4\n",                   NULL,                 0,         true,  -1,         1,          1},
        {"c\t0\t4\nc\t4\t8\n",          "c\t2\t6\n",          0,         false, 3,          5,          3},
        {"c\t0\t4\nc\t5\t8\n",          "c\t2\t6\n",          0,         false, 3,          6,          2},
        {"c\t0\t4\nc\t4\t8\n",          NULL,                 2,         false, 2,          6,          1},
        {"c\t0\t4\nc\t4\t8\n",          NULL,                 2,         false, 1,          3,          0},
        {"c\t0\t4\nc\t4\t8\n",          NULL,                 2,         false, 6,          7,          0},
        {"c\t0\t4\n",                   NULL,                 2,         true,  0,          9,          0},
        {"c\t0\t4\n",                   NULL,                 -9,        false, 0,          4,          1},
        {"c\t9\t99\n",                  NULL,                 INT64_MAX, true,  0,          999,        0},
        {"c\t65535\t65537\n",           "c\t65536\t131072\n", 0,         false, 65536,      65537,      3},
        {"c\t65535\t65537\n",           "c\t65536\t131072\n", 0,         false, 65535,      65537,      1},
        {"c\t2147483646\t2147483647\n", NULL,                 0,         false, 2147483646, 2147483647,
         1                                                                                               },
        {"d\t1\t2\n",                   "d\t1\t2\n",          0,         true,  0,          9,          0},
        {"",                            "",                   0,         true,  0,          9,          0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {.edge = row[i].edge,
                                   .overlap = row[i].overlap};
        struct err e = {0};
        struct strata *s = open_texts(&job, row[i].regions, row[i].stratum, &e);
        struct strata_contig *c;
        struct strata_cursor cursor = {0};
        uint64_t bits = ~(uint64_t)0;

        assert_non_null(s);
        c = strata_contig_new(s, S("c"), 0, &e);
        assert_non_null(c);
        strata_at(&bits, c, &cursor, row[i].beg, row[i].end);
        if (bits != row[i].bits)
            fail_msg("row %zu: %llu", i, (unsigned long long)bits);
        strata_contig_free(c);
        strata_close(s);
    }
}

static void a_contig_that_no_bed_has_is_one_gap(void **state)
{
    struct variants_job job = {0};
    struct err e = {0};
    struct strata *s = open_texts(&job, NULL, "c\t1\t2\n", &e);
    struct strata_contig *c = strata_contig_new(s, S("x"), 10, &e);
    struct strata_cursor cursor = {0};
    uint64_t bits = 0;

    (void)state;
    assert_non_null(c);
    strata_at(&bits, c, &cursor, 1, 2);
    assert_int_equal(bits, 1);
    strata_contig_free(c);
    strata_contig_free(NULL);
    strata_close(s);
    strata_close(NULL);
}

static void files_at_fault_are_named(void **state)
{
    static const struct {
        const char *regions;
        const char *stratum;
        enum err_code code;
        enum variants_part part;
    } row[] = {
        {"chr1\t1\t2\n", NULL,           ERR_MISMATCH, VARIANTS_PART_REGIONS},
        {"c\t1\t2\n",    "chr1\t1\t2\n", ERR_MISMATCH, VARIANTS_PART_STRATUM},
        {"c\t2\t1\n",    NULL,           ERR_SYNTAX,   VARIANTS_PART_REGIONS},
        {NULL,           "c\n",          ERR_SYNTAX,   VARIANTS_PART_STRATUM},
    };
    struct names contigs = {0};

    (void)state;
    contigs_make(&contigs);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {0};
        enum variants_part part = VARIANTS_PART_NONE;
        struct err e = {0};
        const char *at;

        assert_null(open_texts(&job, row[i].regions, row[i].stratum, &e));
        e = (struct err){0};
        assert_null(strata_open(&job, &contigs, NULL, &part, &e));
        assert_int_equal(e.code, row[i].code);
        assert_int_equal(part, row[i].part);
        at = part == VARIANTS_PART_REGIONS ? job.regions : job.strata->path;
        assert_string_equal(e.path, at);
        if (e.code == ERR_MISMATCH)
            assert_non_null(strstr(e.en, "they name chr1, where the reference "
                                         "has c"));
    }
    names_release(&contigs);
}

/* Whoever reads, and whatever is read beside it. */
static void the_first_file_at_fault_is_named(void **state)
{
    enum {
        N = 40,
        BAD = 17
    };
    static char path[N][256];
    static struct variants_stratum stratum[N];
    const struct variants_job job = {.strata = stratum, .n_strata = N};
    struct names contigs = {0};

    (void)state;
    contigs_make(&contigs);
    for (int k = 0; k < N; k++) {
        const char *text = k >= BAD ? "c\t2\t1\n" : "c\t1\t2\n";
        char name[32];

        snprintf(name, sizeof(name), "m%d.bed", k);
        keep(path[k], scratch_write(name, text, strlen(text)));
        stratum[k].path = path[k];
    }
    for (int threads = 1; threads < 6; threads++) {
        enum variants_part part = VARIANTS_PART_NONE;
        struct err e = {0};
        struct crew *crew = crew_new(threads, &e);

        assert_non_null(crew);
        assert_null(strata_open(&job, &contigs, crew, &part, &e));
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_int_equal(part, VARIANTS_PART_STRATUM);
        assert_string_equal(e.path, path[BAD]);
        crew_free(crew);
    }
    names_release(&contigs);
}

static void there_are_at_most_so_many_strata(void **state)
{
    struct variants_job job = {.n_strata = STRATA_MAX + 1};
    struct names contigs = {0};
    enum variants_part part;
    struct err e = {0};

    (void)state;
    assert_null(strata_open(&job, &contigs, NULL, &part, &e));
    assert_int_equal(e.code, ERR_LIMIT);
}

static void bp_are_counted_within_the_regions(void **state)
{
    static const struct {
        const char *regions;
        const char *stratum;
        int64_t length;
        size_t blocks;
        int64_t bp[6]; /* regions, stratum, block by block */
    } row[] = {
        {NULL,                    "c\t5\t9\n", 100,      1, {100, 4}                                  },
        {NULL,                    "c\t5\t9\n", 7,        1, {7, 2}                                    },
        {"c\t0\t6\nc\t8\t20\n",   "c\t5\t9\n", 100,      1, {18, 2}                                   },
        {"c\t0\t6\nc\t8\t20\n",   "c\t5\t9\n", 0,        1, {18, 2}                                   },
        {"c\t4999999\t5000002\n",
         "c\t5000000\t5000009\n",              5000010,
         2,                                                 {1, 0, 2, 2}                              },
        {"c\t4\t10000001\n",
         "c\t3\t10000001\n",                   0,
         3,                                                 {4999996, 4999996, 5000000, 5000000, 1, 1}},
        {NULL,                    "d\t5\t9\n", 10000000, 2, {5000000, 0, 5000000, 0}                  },
        {NULL,                    "d\t5\t9\n", 0,        0, {0}                                       },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {0};
        struct err e = {0};
        struct strata *s = open_texts(&job, row[i].regions, row[i].stratum, &e);
        struct strata_contig *c =
            strata_contig_new(s, S("c"), row[i].length, &e);
        size_t n = 99;
        const int64_t *bp = strata_bp(&n, c);

        assert_non_null(bp);
        assert_int_equal(n, row[i].blocks);
        for (size_t k = 0; k < 2 * n; k++)
            assert_int_equal(bp[k], row[i].bp[k]);
        strata_contig_free(c);
        strata_close(s);
    }
}

/* ---- many sets ------------------------------------------------------------
 */
static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* 20,000 intervals in all, whatever the number of sets. */
static struct strata *many(size_t sets, const struct names *contigs)
{
    static struct variants_stratum stratum[500];
    static char path[500][256];
    struct variants_job job = {.strata = stratum, .n_strata = sets};
    enum variants_part part;
    struct err e = {0};

    for (size_t k = 0; k < sets; k++) {
        struct buf b;
        char name[32];

        buf_init(&b, 1 << 24);
        for (size_t i = 0; i < 20000 / sets; i++)
            buf_printf(&b, "c\t%zu\t%zu\n", i * 5000 * sets + k * 1300,
                       i * 5000 * sets + k * 1300 + 3000);
        snprintf(name, sizeof(name), "many%zu.bed", k);
        keep(path[k], scratch_write(name, b.s, b.n));
        stratum[k] = (struct variants_stratum){name, path[k]};
        buf_release(&b);
    }
    return strata_open(&job, contigs, NULL, &part, &e);
}

static void many_sets_cost_little_more_than_few(void **state)
{
    static const size_t sets[] = {2, 500};
    struct names contigs = {0};
    double ns[2];

    (void)state;
    contigs_make(&contigs);
    for (size_t i = 0; i < 2; i++) {
        struct strata *s = many(sets[i], &contigs);
        struct err e = {0};
        double start = now();
        struct strata_contig *c = strata_contig_new(s, S("c"), 100000000, &e);
        double built = now();
        uint64_t bits[16];
        uint64_t sum = 0;
        struct strata_cursor cursor = {0};

        assert_non_null(c);
        for (int64_t r = 0; r < 1000000; r++) {
            strata_at(bits, c, &cursor, r * 100, r * 100 + 2);
            sum += bits[0];
        }
        ns[i] = (now() - built) * 1e3;
        assert_true(sum > 0);
        print_message("%zu sets: built in %.1f ms, %.1f ns a record\n", sets[i],
                      (built - start) * 1e3, ns[i]);
        strata_contig_free(c);
        strata_close(s);
    }
    /* Eight words instead of one are copied; a loop over sets would cost 250
     * times as much. */
    assert_true(ns[1] < 20 * ns[0] + 50);
    names_release(&contigs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_equal_those_of_a_flag_per_base),
        cmocka_unit_test(borders_are_where_the_bed_says),
        cmocka_unit_test(a_contig_that_no_bed_has_is_one_gap),
        cmocka_unit_test(files_at_fault_are_named),
        cmocka_unit_test(the_first_file_at_fault_is_named),
        cmocka_unit_test(there_are_at_most_so_many_strata),
        cmocka_unit_test(bp_are_counted_within_the_regions),
        cmocka_unit_test(many_sets_cost_little_more_than_few),
    };

    return cmocka_run_group_tests_name("strata", tests, scratch_make,
                                       scratch_remove);
}
