#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "formats/tests/scratch.h"
#include "variants/variants.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n##contig=<ID=c,length=40>\n"                        \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
#define REC(pos, ref, alt, filter, gt)                                         \
    "c\t" pos "\t.\t" ref "\t" alt "\t.\t" filter "\t.\tGT\t" gt "\n"
#define FASTA ">c\nACGTTTTGACACACTGGATCCATGAAAGTCGCGGTATTCA\n"

/* A file against itself: all is right, and yet repeated. */
static void records_that_state_an_allele_again_are_counted(void **state)
{
    static const struct {
        const char *records;
        int64_t repeated;
    } row[] = {
        {"",      0  },
        {               REC("2",        "C",  "T",   "PASS", "0/1"),              0    },
        {      REC("2",         "C",     "T",   "PASS", "0/1") REC("2",              "C",                                                                                             "G", "PASS", "0/1"),
         0},
        {                                                                                                  REC("2",      "C",     "T",      "PASS", "0/1") REC("2",              "C",                                                                                             "T", "PASS", "0/1"),
         1},
        {                                                                                                  REC("2", "C",  "T",              "PASS", "1/1") REC("2", "C",   "T", "PASS", "0/1")
             REC("2", "C", "T", "PASS", "0/1"),
         2},
        {   REC("1",        "AC", "AT",  "PASS", "0/1") REC("2",      "C",   "T", "PASS", "0/1"),
         1},
        {                          REC("3",        "GT", "G",   "PASS", "0/1") REC("6",      "TT",  "T", "PASS", "0/1"),
         1},
        {   REC("2",        "C",  "T",   "Low",  "0/1") REC("2",      "C",   "T", "PASS", "0/1"), 0},
        {                          REC("1",        "AC", "GT",  "PASS", "0/1") REC("2",      "C",   "T", "PASS", "0/1"),
         0},
        {REC("1",        "AC", "GT",  "PASS", "0/1")
             REC("1", "ACG", "GTG", "PASS", "0/1"),
         1},
        {                                 REC("2",        "C",  "T,G", "PASS", "1/2") REC("2",      "C",   "G", "PASS", "0/1"),
         1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char text[2048];
        char ref[300];
        struct variants_job job = {.threads = 1};
        struct variants_result r;
        struct err e = {0};

        snprintf(text, sizeof(text), "%s%s", HEAD, row[i].records);
        snprintf(ref, sizeof(ref), "%s",
                 scratch_write("ref.fa", FASTA, strlen(FASTA)));
        job.reference = ref;
        job.truth.path = job.query.path =
            scratch_write("q.vcf", text, strlen(text));
        if (variants_compare(&r, &job, &e))
            fail_msg("row %zu: %s", i, e.msg);
        assert_int_equal(tally_sum(&r.tally, 0, VARIANTS_C_QUERY_REPEATED),
                         row[i].repeated);
        variants_result_release(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_that_state_an_allele_again_are_counted),
    };

    return cmocka_run_group_tests_name("repeats", tests, scratch_make,
                                       scratch_remove);
}
