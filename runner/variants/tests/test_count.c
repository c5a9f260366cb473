#include "variants/count.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "core/tally.h"
#include "formats/tests/scratch.h"

#define STRATA 70 /* more than one word */

struct counting {
    char bed[STRATA][256];
    char name[STRATA][24];
    struct variants_stratum list[STRATA];
    struct variants_job job;
    struct strata *strata;
    struct strata_contig *contig;
    struct count count;
};

static void begin(struct counting *c, size_t n_strata)
{
    enum variants_part part;
    struct err e = {0};

    memset(c, 0, sizeof(*c));
    for (size_t i = 0; i < n_strata; i++) {
        snprintf(c->name[i], sizeof(c->name[i]), "s%zu", i);
        snprintf(c->bed[i], sizeof(c->bed[i]), "%s",
                 scratch_write(c->name[i], S("c\t0\t20000000\n")));
        c->list[i] = (struct variants_stratum){c->name[i], c->bed[i]};
    }
    c->job.strata = c->list;
    c->job.n_strata = n_strata;
    c->strata = strata_open(&c->job, NULL, NULL, &part, &e);
    assert_non_null(c->strata);
    assert_int_equal(count_open(&c->count, &c->job, c->strata, &e), 0);
    c->contig = strata_contig_new(c->strata, "c", 1, 30000000, &e);
    assert_non_null(c->contig);
    assert_int_equal(count_contig(&c->count, "c", c->contig, &e), 0);
}

static void end(struct counting *c)
{
    strata_contig_free(c->contig);
    count_close(&c->count);
    strata_close(c->strata);
}

static void one(struct counting *c, enum judged_side side,
                enum judged_shape shape, enum variants_verdict v, int64_t pos,
                uint64_t lo, uint64_t hi)
{
    const uint64_t bits[2] = {lo, hi};
    const struct judged j = {
        .side = side,
        .shape = shape,
        .verdict = v,
        .assessed = v < VARIANTS_NA_FIRST,
        .strata = bits,
        .pos = pos,
    };
    struct err e = {0};

    assert_int_equal(count_chunk(&c->count, &j, 1, &e), 0);
}

static int64_t sum(const struct counting *c, size_t stratum,
                   const char *counter)
{
    int i = tally_find_counter(&c->count.tally, counter);

    assert_true(i >= 0);
    return tally_sum(&c->count.tally, stratum, (size_t)i);
}

static void a_verdict_goes_to_its_counters(void **state)
{
    static const struct {
        enum judged_side side;
        enum judged_shape shape;
        enum variants_verdict verdict;
        const char *counters; /* each 1; all others of the type 0 */
    } row[] = {
        {JUDGED_TRUTH, JUDGED_SNV,     VARIANTS_TP,          "snv.truth.total snv.truth.tp"},
        {JUDGED_QUERY, JUDGED_SNV,     VARIANTS_TP,          "snv.query.total snv.query.tp"},
        {JUDGED_TRUTH, JUDGED_INDEL,   VARIANTS_GE,
         "indel.truth.total indel.truth.fn indel.gt-error"                                 },
        {JUDGED_QUERY, JUDGED_INDEL,   VARIANTS_GE,
         "indel.query.total indel.query.fp indel.query.gt-error"                           },
        {JUDGED_TRUTH, JUDGED_MNP,     VARIANTS_FN,
         "other.truth.total other.truth.fn"                                                },
        {JUDGED_TRUTH, JUDGED_COMPLEX, VARIANTS_FN_FILTERED,
         "other.truth.total other.truth.fn other.truth.fn-filtered"                        },
        {JUDGED_TRUTH, JUDGED_SNV,     VARIANTS_FN_NOCALL,
         "snv.truth.total snv.truth.fn snv.truth.fn-nocall"                                },
        {JUDGED_QUERY, JUDGED_COMPLEX, VARIANTS_FP,
         "other.query.total other.query.fp"                                                },
        {JUDGED_TRUTH, JUDGED_SNV,     VARIANTS_OUTSIDE,
         "snv.truth.total snv.truth.outside"                                               },
        {JUDGED_QUERY, JUDGED_SNV,     VARIANTS_OUTSIDE,
         "snv.query.total snv.query.unk"                                                   },
        {JUDGED_TRUTH, JUDGED_SNV,     VARIANTS_UNRESOLVED,
         "snv.truth.total snv.truth.unresolved"                                            },
        {JUDGED_QUERY, JUDGED_INDEL,   VARIANTS_UNRESOLVED,
         "indel.query.total indel.query.unresolved"                                        },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        static const struct count_file whole = {
            .records = {1, 1}
        };
        struct counting c;
        struct err e = {0};

        begin(&c, 1);
        one(&c, row[i].side, row[i].shape, row[i].verdict, 5, 3, 0);
        assert_int_equal(count_end(&c.count, &whole, &e), 0);
        for (int k = 0; k < VARIANTS_C_REGIONS; k++) {
            const char *name = variants_counters[k].name;
            size_t n = strlen(name);
            bool want = false;

            for (const char *p = row[i].counters; p;) {
                want = want ||
                       (strncmp(p, name, n) == 0 && (p[n] == ' ' || !p[n]));
                p = strchr(p, ' ');
                p = p ? p + 1 : NULL;
            }
            for (size_t s = 0; s < 2; s++) {
                if (sum(&c, s, name) != want)
                    fail_msg("row %zu: %s", i, name);
            }
        }
        end(&c);
    }
}

static void records_are_spread_over_strata_and_blocks(void **state)
{
    static const struct count_file whole = {
        .records = {10, 11},
        .repeated = 3,
        .phase_pairs = 9,
        .phase_switches = 2,
        .phase_flips = 1
    };
    struct counting c;
    struct err e = {0};
    const int64_t border = TALLY_BLOCK_BP;
    size_t rows = 0;

    (void)state;
    begin(&c, STRATA);
    /* at both sides of a border of blocks, and back again */
    one(&c, JUDGED_TRUTH, JUDGED_SNV, VARIANTS_TP, border - 1, 1, 0);
    one(&c, JUDGED_TRUTH, JUDGED_SNV, VARIANTS_TP, border, 1 | 2, 0);
    one(&c, JUDGED_TRUTH, JUDGED_SNV, VARIANTS_TP, border, 1 | 4, 1);
    one(&c, JUDGED_TRUTH, JUDGED_SNV, VARIANTS_TP, 0, 1 | 2 | 4, 0);
    one(&c, JUDGED_TRUTH, JUDGED_SNV, VARIANTS_TP, -1, 1, 0);
    /* outside the regions, within a stratum */
    one(&c, JUDGED_TRUTH, JUDGED_SNV, VARIANTS_OUTSIDE, 7, 2, 0);
    one(&c, JUDGED_TRUTH, JUDGED_SNV, VARIANTS_NA_HOM_REF, 8, 0, 0);
    one(&c, JUDGED_QUERY, JUDGED_SNV, VARIANTS_NA_LARGE, 8, 0, 0);
    one(&c, JUDGED_QUERY, JUDGED_SNV, VARIANTS_NA_LARGE, 8, 0, 0);
    assert_int_equal(count_contig(&c.count, "d", c.contig, &e), 0);
    one(&c, JUDGED_TRUTH, JUDGED_SNV, VARIANTS_TP, 1, 1 | 2, 0);
    assert_int_equal(count_end(&c.count, &whole, &e), 0);

    assert_int_equal(sum(&c, 0, "snv.truth.tp"), 6);
    assert_int_equal(sum(&c, 1, "snv.truth.tp"), 3);
    assert_int_equal(sum(&c, 2, "snv.truth.tp"), 2);
    assert_int_equal(sum(&c, 3, "snv.truth.tp"), 0);
    assert_int_equal(sum(&c, 64, "snv.truth.tp"), 1);
    assert_int_equal(sum(&c, 1, "snv.truth.outside"), 1);
    assert_int_equal(sum(&c, 0, "truth.records"), 10);
    assert_int_equal(sum(&c, 0, "query.records"), 11);
    assert_int_equal(sum(&c, 0, "query.repeated"), 3);
    assert_int_equal(sum(&c, 0, "truth.not-assessed.hom-ref"), 1);
    assert_int_equal(sum(&c, 0, "query.not-assessed.large"), 2);
    assert_int_equal(sum(&c, 0, "regions.bp"), 60000000); /* both contigs */
    assert_int_equal(sum(&c, 1, "regions.bp"), 40000000);
    for (size_t i = 0; i < c.count.tally.n_rows; i++) {
        const struct tally_row *r = &c.count.tally.row[i];
        int64_t tp = tally_value(&c.count.tally, i, VARIANTS_SNV_TP);

        if (r->stratum || strcmp(c.count.tally.contig[r->contig], "c") != 0)
            continue;
        rows++;
        assert_int_equal(tp, r->block == 0 ? 3 : r->block == 1 ? 2 : 0);
    }
    assert_int_equal(rows, 30000000 / TALLY_BLOCK_BP);
    end(&c);
}

/* Each record in other strata: the table of patterns grows. */
static void thousands_of_patterns_are_kept_apart(void **state)
{
    static const struct count_file whole = {
        .records = {5000, 0}
    };
    struct counting c;
    struct err e = {0};
    int64_t want[STRATA + 1] = {0};

    (void)state;
    begin(&c, STRATA);
    for (uint64_t i = 0; i < 5000; i++) {
        uint64_t lo = i * 0x9e3779b97f4a7c15 | 1;
        uint64_t hi = i % 128;

        for (size_t k = 1; k <= STRATA; k++)
            want[k] += (int64_t)((k < 64 ? lo >> k : hi >> (k - 64)) & 1);
        one(&c, JUDGED_TRUTH, JUDGED_INDEL, VARIANTS_FN, (int64_t)i, lo, hi);
    }
    assert_int_equal(count_end(&c.count, &whole, &e), 0);
    assert_int_equal(sum(&c, 0, "indel.truth.fn"), 5000);
    for (size_t k = 1; k <= STRATA; k++)
        assert_int_equal(sum(&c, k, "indel.truth.fn"), want[k]);
    end(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_goes_to_its_counters),
        cmocka_unit_test(records_are_spread_over_strata_and_blocks),
        cmocka_unit_test(thousands_of_patterns_are_kept_apart),
    };

    return cmocka_run_group_tests_name("count", tests, scratch_make,
                                       scratch_remove);
}
