/*
 * Real and independent data, which are not part of the repository: expected
 * at ../shared/data. Without them the tests say so and pass, unless
 * ENTENTE_REQUIRE_DATA=1.
 */
#include <htslib/hts_log.h>

#include "base/buf.h"
#include "core/tally.h"
#include "variants/census.h"
#include "variants/tests/trial.h"

#define DATA TRIAL_DATA

static bool have_bcftools(void)
{
    FILE *p = popen("command -v bcftools && command -v bgzip", "r");
    char line[256];
    bool there = p && fgets(line, sizeof(line), p) != NULL;

    if (p)
        there = pclose(p) == 0 && there;
    return there || data_have("/usr/bin/bcftools", "bcftools");
}

/* The numbers that a command prints. */
static size_t numbers(long *out, size_t max, const char *command)
{
    FILE *p = popen(command, "r");
    size_t n = 0;
    char line[256];

    assert_non_null(p);
    while (n < max && fgets(line, sizeof(line), p))
        out[n++] = strtol(line, NULL, 10);
    assert_int_equal(pclose(p), 0);
    return n;
}

static void threads_change_nothing(void **state)
{
    static const int threads[] = {1, 2, 4};
    static const struct variants_stratum strata[] = {
        {"tandem", DATA "s2/strat/tandem.bed"},
        {"exome",  DATA "s2/strat/exome.bed" },
    };
    struct buf first = {0};

    (void)state;
    if (!data_have(DATA "s2/truth.vcf.gz", "thread counts"))
        return;
    for (size_t i = 0; i < T_LEN(threads); i++) {
        const struct variants_job job = {
            .truth = {.path = DATA "s2/truth.vcf.gz"},
            .query = {.path = DATA "s2/query.vcf.gz"},
            .reference = DATA "s2/ref.fa",
            .regions = DATA "s2/confident.bed",
            .strata = strata,
            .n_strata = T_LEN(strata),
            .threads = threads[i],
            .verdicts = true,
        };
        struct variants_result r;
        struct buf text = {0};

        trial_compare(&r, &job);
        buf_init(&text, (size_t)1 << 24);
        tally_write(&text, &r.tally, "t");
        if (i) {
            assert_string_equal(text.s, first.s);
            buf_release(&text);
        } else {
            first = text;
        }
        variants_result_release(&r);
    }
    buf_release(&first);
}

/* Every set agrees with itself, to the last record. */
static void a_set_agrees_with_itself(void **state)
{
#define NUCLEUS DATA "nucleus/test_nist.b37_chr20_100kbp_at_10mb"
    static const struct {
        const char *vcf, *reference, *regions, *sample;
        long records;
    } row[] = {
        {NUCLEUS ".vcf.gz",                      DATA "nucleus/ucsc.hg19.chr20.unittest.fasta.gz",
         NULL,                                                                                                              NULL, 221  },
        {NUCLEUS ".vcf.gz",                      DATA "nucleus/ucsc.hg19.chr20.unittest.fasta.gz",
         NUCLEUS ".bed",                                                                                                    NULL, 221  },
        {DATA "s2/truth.vcf.gz",                 DATA "s2/ref.fa",                                 DATA "s2/confident.bed",
         NULL,                                                                                                                    2596 },
        {DATA "s2/query.vcf.gz",                 DATA "s2/ref.fa",                                 NULL,                    NULL, 2591 },
        {DATA "giab-hg002-chr1-0-5Mb/query.vcf", NULL,
         DATA "giab-hg002-chr1-0-5Mb/nist-v4.2.1_chr1_5Mb.bed",                                                             NULL, 10430},
        {DATA "fuzz/f1/truth.vcf.gz",            DATA "fuzz/f1/ref.fa",                            NULL,                    NULL, -1   },
        {DATA "fuzz/f1/query.vcf.gz",            DATA "fuzz/f1/ref.fa",                            NULL,                    NULL, -1   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_job job = {
            .truth = {.path = row[i].vcf, .sample = row[i].sample},
            .query = {.path = row[i].vcf, .sample = row[i].sample},
            .reference = row[i].reference,
            .regions = row[i].regions,
            .threads = 2,
            .verdicts = true,
        };
        struct variants_result r;

        if (!data_have(row[i].vcf, row[i].vcf))
            continue;
        trial_compare(&r, &job);
        if (row[i].records >= 0)
            assert_int_equal(trial_sum(&r, 0, "truth.records"), row[i].records);
        assert_true(trial_types(&r, 0, "truth.tp") > 0);
        assert_int_equal(trial_types(&r, 0, "truth.fn"), 0);
        assert_int_equal(trial_types(&r, 0, "query.fp"), 0);
        assert_int_equal(trial_types(&r, 0, "truth.tp"),
                         trial_types(&r, 0, "query.tp"));
        variants_result_release(&r);
    }
}

/* The same question to bcftools isec: which records have the same place, REF
 * and ALT? Those are our TP and genotype errors. */
static void places_agree_with_bcftools_isec(void **state)
{
#define GIAB DATA "giab-hg002-chr1-0-5Mb/"
    const struct variants_job job = {
        .truth = {.path = GIAB "nist-v4.2.1_chr1_5Mb.vcf.gz"},
        .query = {.path = GIAB "query.vcf"},
        .threads = 2,
        .verdicts = true,
    };
    struct variants_result r;
    char command[1024];
    long isec[3];

    (void)state;
    if (!data_have(GIAB "query.vcf", "bcftools isec") || !have_bcftools())
        return;
    snprintf(command, sizeof(command),
             "d=%s; bgzip -c %s >$d/q.vcf.gz; bgzip -dc %s | bgzip "
             ">$d/t.vcf.gz; bcftools index $d/q.vcf.gz 2>$d/log && bcftools "
             "index $d/t.vcf.gz 2>$d/log && bcftools isec -p $d/isec "
             "$d/t.vcf.gz $d/q.vcf.gz 2>$d/log && for i in 0 1 2; do grep -vc "
             "'^#' $d/isec/000$i.vcf; done",
             scratch_dir, job.query.path, job.truth.path);
    assert_int_equal(numbers(isec, 3, command), 3);
    trial_compare(&r, &job);
    assert_int_equal(trial_types(&r, 0, "truth.fn") -
                         trial_types(&r, 0, "gt-error"),
                     isec[0]);
    assert_int_equal(trial_types(&r, 0, "query.fp") -
                         trial_types(&r, 0, "query.gt-error"),
                     isec[1]);
    assert_int_equal(trial_types(&r, 0, "truth.tp") +
                         trial_types(&r, 0, "gt-error"),
                     isec[2]);
    assert_int_equal(isec[2], 6671);
    assert_int_equal(trial_types(&r, 0, "gt-error"), 2);
    variants_result_release(&r);
}

/* bcftools stats counts genotypes of sites with one ALT allele; where all
 * sites are so, it asks what census asks. */
static void counts_agree_with_bcftools_stats(void **state)
{
    static const struct {
        const char *path;
        long multi; /* of more than one ALT: not for bcftools here */
    } row[] = {
        {DATA "s2/truth.vcf.gz",             15},
        {GIAB "nist-v4.2.1_chr1_5Mb.vcf.gz", 40},
    };
    static const char *const ours[] = {"snv",    "mnp",     "other",  "snv.ti",
                                       "snv.tv", "snv.hom", "snv.het"};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct variants_job job = {.query = {.path = row[i].path}};
        struct variants_result r;
        struct err e = {0};
        char command[1024];
        long n[11];

        if (!data_have(row[i].path, "bcftools stats") || !have_bcftools())
            continue;
        snprintf(
            command, sizeof(command),
            "bcftools stats -s - -f PASS,. -i 'N_ALT=1 && GT=\"alt\"' %s "
            "| awk -F'\\t' '$1==\"SN\" && /of SNPs|of MNPs|of others/{print $4} "
            "$1==\"TSTV\"{print $3; print $4} $1==\"PSC\"{print $5; print "
            "$6} $1==\"PSI\"{print $8; print $9; print $10; print $11}'",
            row[i].path);
        assert_int_equal(numbers(n, 11, command), 11);
        assert_int_equal(census_count(&r, &job, &e), 0);
        for (size_t k = 0; k < T_LEN(ours); k++)
            assert_int_equal(trial_sum(&r, 0, ours[k]), n[k]);
        /* PSI: ins het, del het, ins hom, del hom */
        assert_int_equal(trial_sum(&r, 0, "ins"), n[7] + n[9]);
        assert_int_equal(trial_sum(&r, 0, "del"), n[8] + n[10]);
        assert_int_equal(trial_sum(&r, 0, "indel.het"), n[7] + n[8]);
        assert_int_equal(trial_sum(&r, 0, "indel.hom"), n[9] + n[10]);
        assert_int_equal(trial_sum(&r, 0, "multi"), row[i].multi);
        variants_result_release(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(a_set_agrees_with_itself),
        cmocka_unit_test(places_agree_with_bcftools_isec),
        cmocka_unit_test(counts_agree_with_bcftools_stats),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("realdata", tests, scratch_make,
                                       scratch_remove);
}
