#include "variants/phase.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "formats/tests/scratch.h"
#include "variants/variants.h"

/* One letter a record: lower case is set 1, upper case set 2; 'k' kept, 'x'
 * crossed over. */
static void add_all(struct phase_count *c, const char *marks)
{
    for (; *marks; marks++) {
        bool second = *marks == 'K' || *marks == 'X';
        const struct phase_mark m = {
            .set = {second ? 2 : 1, 9},
            .crossed = *marks == 'x' || *marks == 'X'
        };

        phase_add(c, &m);
    }
    phase_end(c);
}

static void crossings_are_switches_or_flips(void **state)
{
    static const struct {
        const char *marks;
        int64_t pairs, switches, flips;
    } row[] = {
        {"",         0, 0, 0},
        {"k",        0, 0, 0},
        {"x",        0, 0, 0},
        {"kkk",      2, 0, 0},
        {"xxx",      2, 0, 0},
        {"kkxx",     3, 1, 0},
        {"kx",       1, 1, 0},
        {"kkxkk",    4, 0, 1},
        {"kkxkxxx",  6, 1, 1},
        {"kkxxkk",   5, 2, 0},
        {"kkXX",     2, 0, 0},
        {"kKkXkXkX", 6, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct phase_count c = {0};

        add_all(&c, row[i].marks);
        if (c.pairs != row[i].pairs || c.switches != row[i].switches ||
            c.flips != row[i].flips)
            fail_msg("%s: %lld pairs, %lld switches, %lld flips", row[i].marks,
                     (long long)c.pairs, (long long)c.switches,
                     (long long)c.flips);
    }
}

/* More sets than can be open: the oldest is settled, nothing is lost. */
static void many_sets_interleave(void **state)
{
    struct phase_count c = {0};

    (void)state;
    for (uint64_t i = 1; i <= 3 * PHASE_OPEN; i++) {
        struct phase_mark m = {
            .set = {i, 1}
        };

        phase_add(&c, &m);
        m.crossed = true;
        phase_add(&c, &m);
    }
    phase_end(&c);
    assert_int_equal(c.pairs, 3 * PHASE_OPEN);
    assert_int_equal(c.switches, 3 * PHASE_OPEN);
    assert_int_equal(c.flips, 0);
}

#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n##contig=<ID=c,length=40>\n"                        \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
#define R(pos, ref, alt, sample)                                               \
    "c\t" pos "\t.\t" ref "\t" alt "\t.\tPASS\t.\tGT:PS\t" sample "\n"
#define FASTA ">c\nACGTTTTGACACACTGGATCCATGAAAGTCGCGGTATTCA\n"

/* Whole comparisons: pairs, switches, flips. */
static void phase_is_compared_within_sets(void **state)
{
    static const struct {
        const char *truth;
        const char *query;
        int64_t n[3];
    } row[] = {
        {R("2", "C",  "T",   "0|1:7") R("20", "C", "T", "0|1:7"),
         R("2", "C",  "T",   "1|0:1") R("20", "C", "T", "1|0:1"),
         {1, 0, 0}},
        {R("2", "C",  "T",   "0|1:7") R("20", "C", "T", "0|1:7"),
         R("2", "C",  "T",   "0|1:1") R("20", "C", "T", "1|0:1"),
         {1, 1, 0}},
        {R("2", "C",  "T",   "0|1:.") R("20", "C", "T", "0|1:."),
         R("2", "C",  "T",   "0|1:a") R("20", "C", "T", "1|0:a"),
         {1, 1, 0}},
 /* another set, not phased, homozygous, wrong */
        {R("2", "C",  "T",   "0|1:7") R("20", "C", "T", "0|1:8"),
         R("2", "C",  "T",   "0|1:1") R("20", "C", "T", "1|0:1"),
         {0, 0, 0}},
        {R("2", "C",  "T",   "0|1:7") R("20", "C", "T", "0|1:7"),
         R("2", "C",  "T",   "0/1:1") R("20", "C", "T", "1|0:1"),
         {0, 0, 0}},
        {R("2", "C",  "T",   "1|1:7") R("20", "C", "T", "0|1:7"),
         R("2", "C",  "T",   "1|1:1") R("20", "C", "T", "1|0:1"),
         {0, 0, 0}},
        {R("2", "C",  "T",   "0|1:7") R("20", "C", "T", "0|1:7"),
         R("2", "C",  "G",   "0|1:1") R("20", "C", "T", "1|0:1"),
         {0, 0, 0}},
 /* two alleles in another order; a shifted deletion */
        {R("2", "C",  "T,G", "1|2:7") R("20", "C", "T", "0|1:7"),
         R("2", "C",  "G,T", "2|1:1") R("20", "C", "T", "0|1:1"),
         {1, 0, 0}},
        {R("3", "GT", "G",   "0|1:7") R("20", "C", "T", "0|1:7"),
         R("6", "TT", "T",   "0|1:1") R("20", "C", "T", "1|0:1"),
         {1, 1, 0}},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {.threads = 1};
        struct variants_result r;
        struct err e = {0};
        char path[3][300];
        char text[1000];

        snprintf(path[0], 300, "%s",
                 scratch_write("ref.fa", FASTA, strlen(FASTA)));
        snprintf(text, sizeof(text), "%s%s", HEAD, row[i].truth);
        snprintf(path[1], 300, "%s",
                 scratch_write("t.vcf", text, strlen(text)));
        snprintf(text, sizeof(text), "%s%s", HEAD, row[i].query);
        snprintf(path[2], 300, "%s",
                 scratch_write("q.vcf", text, strlen(text)));
        job.reference = path[0];
        job.truth.path = path[1];
        job.query.path = path[2];
        if (variants_compare(&r, &job, &e))
            fail_msg("row %zu: %s", i, e.msg);
        for (size_t k = 0; k < 3; k++) {
            int64_t n = tally_sum(&r.tally, 0, VARIANTS_C_PHASE_PAIRS + k);

            if (n != row[i].n[k])
                fail_msg("row %zu: %lld, not %lld", i, (long long)n,
                         (long long)row[i].n[k]);
        }
        variants_result_release(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(crossings_are_switches_or_flips),
        cmocka_unit_test(many_sets_interleave),
        cmocka_unit_test(phase_is_compared_within_sets),
    };

    return cmocka_run_group_tests_name("phase", tests, scratch_make,
                                       scratch_remove);
}
