/*
 * Memory runs out, at each allocation in turn: the comparison says so, blames
 * nobody's file, and lets go of all it had. This program's own malloc stands
 * before the libraries' and fails when told to.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "core/finding.h"
#include "core/tally.h"
#include "formats/tests/scratch.h"
#include "variants/judged.h"
#include "variants/variants.h"

#ifdef __SANITIZE_ADDRESS__
#define REAL(name) __interceptor_##name
#else
#define REAL(name) __libc_##name
#endif
void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t n, size_t size);
void *REAL(realloc)(void *old, size_t size);

/* How many allocations go well; < 0: all. */
static atomic_long good = -1;
static atomic_long failed;

/* The thread sanitizer allocates before it can be stood before: there nothing
 * fails. */
#ifndef __SANITIZE_THREAD__
static bool fails(void)
{
    if (atomic_load(&good) < 0 || atomic_fetch_sub(&good, 1) > 0)
        return false;
    atomic_store(&good, 0);
    atomic_fetch_add(&failed, 1);
    return true;
}

void *malloc(size_t size)
{
    return fails() ? NULL : REAL(malloc)(size);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : REAL(calloc)(n, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : REAL(realloc)(old, size);
}
#endif

#define FASTA                                                                  \
    ">c\nACGTTTTGACACACTGGATCCATGAAAGTCGCGGTATTCA\n>d\nACGTACGTACGTACGTACGT\n"
#define HEAD(a, b)                                                             \
    "##fileformat=VCFv4.2\n##contig=<ID=" a ">\n##contig=<ID=" b ">\n"         \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"
#define REC(contig, pos, ref, alt, filter, gt)                                 \
    contig "\t" pos "\t.\t" ref "\t" alt "\t9\t" filter "\t.\tGT\t" gt "\n"

/* Superloci for each way to be settled, and one for the places of the solver.
 */
#define C_TRUTH                                                                \
    REC("c", "2", "C", "T", "PASS", "0/1")                                     \
    REC("c", "5", "T", "TT", "PASS", "0/1")                                    \
    REC("c", "7", "T", "TT", "PASS", "0/1")                                    \
    REC("c", "9", "AC", "A", "PASS", "1/1")                                    \
    REC("c", "18", "AT", "GC", "PASS", "0/1")                                  \
    REC("c", "33", "G", "C", "PASS", "1/1")
#define C_QUERY                                                                \
    REC("c", "2", "C", "T", "PASS", "0/1")                                     \
    REC("c", "3", "G", "GT", "PASS", "0/1")                                    \
    REC("c", "3", "G", "GT", "PASS", "0/1")                                    \
    REC("c", "18", "A", "G", "PASS", "0/1")                                    \
    REC("c", "19", "T", "C", "PASS", "0/1")                                    \
    REC("c", "33", "G", "C", "Low", "1/1")                                     \
    REC("c", "34", "G", "C", "PASS", "./.")
#define D_BOTH  REC("d", "4", "T", "C", "PASS", "0/1")
#define X_QUERY REC("x", "4", "T", "C", "PASS", "0/1")

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    (void)e;
    *(size_t *)arg += c->n;
    return 0;
}

static void again(void *arg)
{
    *(size_t *)arg = 0;
}

/* The comparison, while memory runs out later and later. */
static void run_out(const char *query, size_t len, int64_t chunk)
{
    static const char truth[] = HEAD("c", "d") C_TRUTH D_BOTH;
    size_t heard = 0;
    struct judged_listener listener = {
        .arg = &heard, .wants_text = true, .hear = hear, .again = again};
    char path[5][256];
    struct variants_stratum stratum = {"s", path[4]};
    const struct variants_job job = {
        .truth = {.path = path[0]},
        .query = {.path = path[1]},
        .reference = path[2],
        .regions = path[3],
        .strata = &stratum,
        .n_strata = 1,
        .score = "QUAL",
        .verdicts = true,
        .listener = &listener,
        .chunk = chunk,
        .threads = 1,
    };
    bool ended = false;

    snprintf(path[0], 256, "%s", scratch_write("t.vcf", S(truth)));
    snprintf(path[1], 256, "%s", scratch_write("q.vcf", query, len));
    snprintf(path[2], 256, "%s", scratch_write("r.fa", S(FASTA)));
    snprintf(path[3], 256, "%s", scratch_write("r.bed", S("c\t0\t40\n")));
    snprintf(path[4], 256, "%s", scratch_write("s.bed", S("c\t0\t9\n")));
    for (long k = 0; !ended; k++) {
        struct variants_result r;
        struct err e = {0};
        int rc;

        heard = 0;
        atomic_store(&failed, 0);
        atomic_store(&good, k);
        rc = variants_compare(&r, &job, &e);
        atomic_store(&good, -1);
        ended = atomic_load(&failed) == 0;
        if (rc && (e.code != ERR_MEMORY || r.part != VARIANTS_PART_NONE))
            fail_msg("allocation %ld: code %d part %d: %s", k, (int)e.code,
                     (int)r.part, e.msg);
        if (!rc)
            assert_int_equal(heard, r.truth.n + r.query.n);
        if (rc)
            assert_null(r.tally.counter);
        variants_result_release(&r);
    }
}

static void one_order_of_contigs(void **state)
{
    static const char query[] = HEAD("c", "d") C_QUERY D_BOTH X_QUERY;

    (void)state;
    run_out(S(query), 0);
    run_out(S(query), 1);
}

static void two_orders_of_contigs(void **state)
{
    static const char query[] = HEAD("d", "c") D_BOTH C_QUERY;

    (void)state;
    run_out(S(query), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_order_of_contigs),
        cmocka_unit_test(two_orders_of_contigs),
    };

    return cmocka_run_group_tests_name("faults_memory", tests, scratch_make,
                                       scratch_remove);
}
