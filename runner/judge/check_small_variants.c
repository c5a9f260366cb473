/*
 * check_small_variants -- the check `small-variants`: calls against the truth.
 *
 * What is compared and counted, and how: variants/variants.h.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/lang.h"
#include "base/num.h"
#include "core/finding.h"
#include "judge/check_list.h"
#include "judge/checks.h"
#include "variants/outputs/truthbits.h"
#include "variants/variants.h"

#define EDGE_MAX 1000000 /* bp */

static const struct check_input inputs[] = {
    {"query",     "vcf bcf", INPUT_DELIVERABLE, true,  false,
     N_("the calls that are judged")                                                     },
    {"truth",     "vcf bcf", INPUT_FIXTURE,     true,  false,
     N_("the true variants of the sample")                                               },
    {"reference", "fasta",   INPUT_FIXTURE,     true,  false,
     N_("the reference genome")                                                          },
    {"regions",   "bed",     INPUT_FIXTURE,     false, false,
     N_("the confident regions; without them, the whole genome")                         },
    {"stratum",   "bed",     INPUT_FIXTURE,     false, true,  N_("regions counted apart")},
    {NULL,        NULL,      INPUT_EITHER,      false, false, NULL                       },
};

static const struct check_param params[] = {
    {"filter",          PARAM_ENUM, "pass",     "pass all",              0, 0,
     N_("pass: only records whose FILTER and FT are PASS or missing; all: "
        "all of them")                                                                               },
    {"pass",            PARAM_TEXT, "",         NULL,                    0, 0,
     N_("names in FILTER and FT that pass besides, comma-separated")                                 },
    {"compare",         PARAM_ENUM, "genotype", "genotype allele phase", 0, 0,
     N_("genotype: alleles and genotype; allele: alleles alone; phase: also "
        "which alleles stand on one haplotype, where both files are phased")                         },
    {"reference-bases", PARAM_ENUM, "free",     "free asserted",         0, 0,
     N_("free: bases of an allele that equal the reference say nothing; "
        "asserted: other records may not change them")                                               },
    {"containment",     PARAM_ENUM, "within",   "within overlap",        0, 0,
     N_("within: a record is inside a region when all of its alleles are; "
        "overlap: when one base is")                                                                 },
    {"edge",            PARAM_INT,  "0",        NULL,                    0, EDGE_MAX,
     N_("bases at both ends of each region that do not count")                                       },
    {"max-length",      PARAM_INT,  "1000",     NULL,                    1, VARIANTS_LENGTH_MAX,
     N_("longest allele that is compared, in bases")                                                 },
    {"query-sample",    PARAM_TEXT, "",         NULL,                    0, 0,
     N_("name of the sample in the calls; empty: the only one")                                      },
    {"truth-sample",    PARAM_TEXT, "",         NULL,                    0, 0,
     N_("name of the sample in the truth; empty: the only one")                                      },
    {NULL,              PARAM_TEXT, NULL,       NULL,                    0, 0,                   NULL},
};

static const struct check_decl decl = {
    .name = "small-variants",
    .en = N_("the small variants of a call set against the truth, genotype "
             "included"),
    .inputs = inputs,
    .params = params,
    .counters = variants_counters,
    .measures = variants_measures,
};

static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

static const char *path_of(const struct check_env *env, const char *input)
{
    const struct check_file *f = check_input(env, input);

    return f ? f->path : NULL;
}

static int take_strata(struct variants_job *job, struct variants_stratum **out,
                       const struct check_env *env, struct err *e)
{
    struct variants_stratum *s = calloc(env->n_files + 1, sizeof(*s));

    if (!s)
        return err_nomem(e);
    for (size_t i = 0; i < env->n_files; i++) {
        if (strcmp(env->files[i].input, "stratum") == 0)
            s[job->n_strata++] =
                (struct variants_stratum){env->files[i].id, env->files[i].path};
    }
    job->strata = *out = s;
    return 0;
}

static bool param_is(const struct check_env *env, const char *name,
                     const char *value)
{
    return strcmp(check_param(env, name), value) == 0;
}

static int make_job(struct variants_job *job, const struct check_env *env,
                    struct err *e)
{
    job->query.path = path_of(env, "query");
    job->query.name = check_input(env, "query")->name;
    job->query.sample = or_null(check_param(env, "query-sample"));
    job->truth.path = path_of(env, "truth");
    job->truth.name = check_input(env, "truth")->name;
    job->truth.sample = or_null(check_param(env, "truth-sample"));
    job->reference = path_of(env, "reference");
    job->regions = path_of(env, "regions");
    job->filter = param_is(env, "filter", "all") ? VARIANTS_ALL : VARIANTS_PASS;
    job->pass = or_null(check_param(env, "pass"));
    job->squash = param_is(env, "compare", "allele");
    job->obey_phase = param_is(env, "compare", "phase");
    job->strict_ref = param_is(env, "reference-bases", "asserted");
    job->overlap = param_is(env, "containment", "overlap");
    job->threads = env->threads;
    job->progress = env->progress;
    if (num_int(&job->edge, check_param(env, "edge"), 0, EDGE_MAX, e))
        return -1;
    return num_int(&job->max_length, check_param(env, "max-length"), 1,
                   VARIANTS_LENGTH_MAX, e);
}

/* What is said of single records of a truth that is not public stays here. */
static bool truth_is_public(const struct check_env *env)
{
    const struct suite_fixture *f =
        suite_fixture(env->suite, check_input(env, "truth")->id);

    return f && f->access && strcmp(f->access, "open") == 0;
}

static int run(struct measurement *m, const struct check_env *env,
               struct err *e)
{
    struct variants_job job = {0};
    struct variants_result r = {0};
    struct variants_stratum *strata = NULL;
    struct truthbits *bits = NULL;
    struct judged_listener listener;
    struct err why = {0};
    int rc = -1;

    if (make_job(&job, env, e) || take_strata(&job, &strata, env, e))
        goto done;
    if (truth_is_public(env)) {
        bits = truthbits_new(check_input(env, "truth")->id, e);
        if (!bits)
            goto done;
        listener = truthbits_listener(bits);
        job.listener = &listener;
    }
    if (variants_compare(&r, &job, &why) == 0) {
        tally_release(&m->tally);
        m->tally = r.tally;
        findings_release(&m->findings);
        m->findings = r.findings;
        r.tally = (struct tally){0};
        r.findings = (struct findings){0};
        m->state = MEASURED_OK;
        rc = bits ? truthbits_marks(&m->marks, bits, e) : 0;
    } else if (r.part == VARIANTS_PART_QUERY) {
        m->state = MEASURED_DEFECT;
        m->spoils = true;
        rc = finding_from_err(&m->findings, "VARIANTS-QUERY", job.query.name,
                              &why, e);
    } else {
        *e = why;
    }
done:
    variants_result_release(&r);
    truthbits_free(bits);
    free(strata);
    return rc;
}

const struct check check_small_variants = {&decl, run};
