/* Compare two call sets and say nothing: what small-variants.sh times. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "variants/variants.h"

int main(int argc, char **argv)
{
    struct variants_job job = {.threads = 2};
    struct variants_result r = {0};
    struct err e = {0};

    if (argc != 5) {
        fputs("usage: small_variants TRUTH QUERY REFERENCE REGIONS\n", stderr);
        return 2;
    }
    job.truth.path = argv[1];
    job.query.path = argv[2];
    job.reference = argv[3];
    job.regions = argv[4];
    if (variants_compare(&r, &job, &e)) {
        err_print(&e, stderr);
        return 1;
    }
    printf("%" PRId64 " true SNVs found, %" PRId64 " missed\n",
           tally_sum(&r.tally, 0, VARIANTS_C_TRUTH_TP),
           tally_sum(&r.tally, 0, VARIANTS_C_TRUTH_FN));
    variants_result_release(&r);
    return 0;
}
