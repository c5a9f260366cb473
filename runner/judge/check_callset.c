/*
 * check_callset -- the check `callset`: what a call set holds, without a
 * truth. What is counted, and by which rule: variants/census.h.
 */
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/num.h"
#include "core/finding.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "variants/census.h"

static const struct check_input inputs[] = {
    {"file",    "vcf bcf", INPUT_DELIVERABLE, true,  false,
     N_("the call set that is counted")                         },
    {"regions", "bed",     INPUT_FIXTURE,     false, false,
     N_("regions to count in; without them, the whole genome")  },
    {NULL,      NULL,      INPUT_EITHER,      false, false, NULL},
};

static const struct check_param params[] = {
    {"filter",     PARAM_ENUM, "pass", "pass all", 0, 0,
     N_("pass: only records whose FILTER and FT are PASS or missing; all: "
        "all of them")                                                         },
    {"max-length", PARAM_INT,  "1000", NULL,       1, VARIANTS_LENGTH_MAX,
     N_("longest allele that is compared, in bases")                           },
    {"sample",     PARAM_TEXT, "",     NULL,       0, 0,
     N_("name of the sample in the calls; empty: the only one")                },
    {NULL,         PARAM_TEXT, NULL,   NULL,       0, 0,                   NULL},
};

static const struct check_decl decl = {
    .name = "callset",
    .en = N_("what a call set holds: counts by type, transitions and "
             "transversions, heterozygous and homozygous"),
    .inputs = inputs,
    .params = params,
    .counters = census_counters,
    .measures = census_measures,
};

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    const struct check_file *file = check_input(env, "file");
    const struct check_file *regions = check_input(env, "regions");
    const char *sample = check_param(env, "sample");
    struct variants_job job = {0};
    struct variants_result r = {0};
    struct err why = {0};
    int rc = -1;

    job.query.path = file->path;
    job.query.name = file->name;
    job.query.sample = *sample ? sample : NULL;
    job.regions = regions ? regions->path : NULL;
    job.filter = strcmp(check_param(env, "filter"), "all") == 0 ? VARIANTS_ALL
                                                                : VARIANTS_PASS;
    if (num_int(&job.max_length, check_param(env, "max-length"), 1,
                VARIANTS_LENGTH_MAX, e))
        return -1;
    if (census_count(&r, &job, &why) == 0) {
        tally_release(&m->tally);
        m->tally = r.tally;
        r.tally = (struct tally){0};
        m->state = MEASURED_OK;
        rc = 0;
    } else if (r.part == VARIANTS_PART_QUERY) {
        m->state = MEASURED_DEFECT;
        /* Calls on other contigs than the regions are still of use. */
        m->spoils = why.code != ERR_MISMATCH;
        rc =
            finding_from_err(&m->findings, "CALLSET-FILE", file->name, &why, e);
    } else {
        *e = why;
    }
    variants_result_release(&r);
    return rc;
}

const struct check check_callset = {&decl, run};
