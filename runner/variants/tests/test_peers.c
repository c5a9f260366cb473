/*
 * Tests of other public tools that ask what this engine is asked: bcftools norm
 * writes the same variants in another way, so every record must be right; and
 * what Picard's GenotypeConcordance counts of SNVs, where both mean the same.
 */
#include <htslib/hts_log.h>

#include "variants/tests/trial.h"
#include "variants/tests/vcfset.h"

#define BCFTOOLS TRIAL_DATA "bcftools/"
#define PICARD   TRIAL_DATA "picard/"

/* `sample` NULL: there are none, ALT alleles are compared. */
struct pair {
    const char *one;
    const char *two;
    const char *reference;
    const char *sample;
    size_t least; /* records that must be assessed of each */
};

/* The path of a file. Beside a reference its header is left out, which states
 * other lengths of the contigs. */
static void find(char out[256], const char *name, const char *file, bool bare)
{
    struct vcfset s;

    snprintf(out, 256, BCFTOOLS "%s", file);
    if (!bare)
        return;
    vcfset_read(&s, out, NULL);
    snprintf(out, 256, "%s",
             vcfset_write(name, &s, &(struct vcfset_form){.ref = NULL}));
    vcfset_release(&s);
}

static void check_pair(const struct pair *p)
{
    struct variants_job job = {
        .truth = {.sample = p->sample, .alts = !p->sample},
        .query = {.sample = p->sample, .alts = !p->sample},
        .filter = VARIANTS_ALL,
        .threads = 1
    };
    char one[256];
    char two[256];
    char fasta[256];

    snprintf(fasta, sizeof(fasta), BCFTOOLS "%s", p->reference);
    job.reference = *p->reference ? fasta : NULL;
    find(one, "one.vcf", p->one, job.reference != NULL);
    find(two, "two.vcf", p->two, job.reference != NULL);
    for (int turn = 0; turn < 2; turn++) {
        struct variants_result r;
        char out[2][1024];

        job.truth.path = turn ? two : one;
        job.query.path = turn ? one : two;
        trial_compare(&r, &job);
        if (trial_assessed(&r.truth) < p->least ||
            trial_assessed(&r.query) < p->least ||
            trial_n(&r.truth, VARIANTS_TP) != trial_assessed(&r.truth) ||
            trial_n(&r.query, VARIANTS_TP) != trial_assessed(&r.query))
            fail_msg("%s, %s, %s: %s; %s", job.truth.path, job.query.path,
                     p->sample ? p->sample : "no sample",
                     trial_show(out[0], sizeof(out[0]), &r.truth),
                     trial_show(out[1], sizeof(out[1]), &r.query));
        variants_result_release(&r);
    }
}

static void what_bcftools_writes_otherwise_is_right(void **state)
{
    static const struct pair row[] = {
        {"norm.split.vcf",        "norm.split.out",          "", "XY00001", 12},
        {"norm.split.vcf",        "norm.split.out",          "", "XY00002", 12},
        {"norm.4.vcf",            "norm.4.1.out",            "", "sample",  2 },
        {"norm.5.vcf",            "norm.5.1.out",            "", "A",       1 },
        {"norm.5.vcf",            "norm.5.1.out",            "", "B",       1 },
        {"norm.phased-split.vcf", "norm.phased-split.1.out", "", "sample",  1 },
        {"norm.phased-join.vcf",  "norm.phased-join.1.out",  "", "sample",  1 },
        {"atomize.split.1.vcf",   "atomize.split.1.1.out",   "", "S1",      2 },
        {"atomize.split.1.vcf",   "atomize.split.1.1.out",   "", "S2",      4 },
        {"atomize.split.1.vcf",   "atomize.split.1.1.out",   "", "S3",      4 },
        {"atomize.split.1.vcf",   "atomize.split.1.1.out",   "", "S4",      2 },
        {"atomize.split.2.vcf",   "atomize.split.2.1.out",   "", "sample",  3 },
        {"atomize.split.5.vcf",   "atomize.split.5.1.out",   "", "sample",  3 },
        {"atomize.split.4.vcf",   "atomize.split.4.1.out",   "", NULL,      3 },
        {"norm.right-align.vcf",  "norm.right-align.2.out",
         "norm.right-align.fa",                                  NULL,      2 },
    };

    (void)state;
    if (!data_have(BCFTOOLS "norm.vcf", "rewritings of bcftools"))
        return;
    for (size_t i = 0; i < T_LEN(row); i++)
        check_pair(&row[i]);
}

static void snvs_agree_with_picard(void **state)
{
    static const struct {
        const char *truth, *query;
        size_t tp, fn, fp; /* fn and fp without genotype errors */
    } row[] = {
        {"CEUTrio-snps.vcf", "CEUTrio-snps.vcf",                 163, 0, 0},
        {"CEUTrio-snps.vcf", "CEUTrio-snps_del_line.vcf",        162, 1, 0},
        {"CEUTrio-snps.vcf", "CEUTrio-snps_first_line_diff.vcf", 162, 1, 0},
 /* the truth's record is filtered, the call's is not: Picard puts it
  aside */
        {"CEUTrio-snps.vcf", "CEUTrio-snps_last_line_diff.vcf",  163, 0, 1},
    };

    (void)state;
    if (!data_have(PICARD "CEUTrio-snps.vcf", "concordance of Picard"))
        return;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {.truth = {.sample = "NA12878"},
                                   .query = {.sample = "NA12878"},
                                   .threads = 2};
        struct variants_result r;
        char path[2][256];

        snprintf(path[0], sizeof(path[0]), PICARD "%s", row[i].truth);
        snprintf(path[1], sizeof(path[1]), PICARD "%s", row[i].query);
        job.truth.path = path[0];
        job.query.path = path[1];
        trial_compare(&r, &job);
        assert_int_equal(trial_n(&r.truth, VARIANTS_TP), row[i].tp);
        assert_int_equal(trial_n(&r.truth, VARIANTS_FN) +
                             trial_n(&r.truth, VARIANTS_FN_NOCALL) +
                             trial_n(&r.truth, VARIANTS_FN_FILTERED),
                         row[i].fn);
        assert_int_equal(trial_n(&r.query, VARIANTS_FP), row[i].fp);
        assert_int_equal(trial_n(&r.query, VARIANTS_GE), 0);
        variants_result_release(&r);
    }
}

/* Two of three are the same deletion with other bases around it; of the third
 * REF shows that the inserted bases stand elsewhere. */
static void padding_is_trimmed_as_picard_trims_it(void **state)
{
    const struct variants_job job = {
        .truth = {.path = PICARD "normalize_alleles_truth.vcf"},
        .query = {.path = PICARD "normalize_alleles_call.vcf"},
        .threads = 1};
    struct variants_result r;
    char out[64];

    (void)state;
    if (!data_have(job.truth.path, "alleles of Picard"))
        return;
    trial_compare(&r, &job);
    assert_string_equal(trial_show(out, sizeof(out), &r.truth), "tp tp fn");
    assert_string_equal(trial_show(out, sizeof(out), &r.query), "tp tp fp");
    variants_result_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_bcftools_writes_otherwise_is_right),
        cmocka_unit_test(snvs_agree_with_picard),
        cmocka_unit_test(padding_is_trimmed_as_picard_trims_it),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("peers", tests, scratch_make,
                                       scratch_remove);
}
