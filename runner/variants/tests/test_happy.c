/*
 * The self-contained tests of hap.py, the comparator of the GA4GH benchmarking
 * definitions: its counts must be ours, but for a table of differences with
 * the reason of each.
 */
#include <htslib/hts_log.h>

#include "variants/judged.h"
#include "variants/tests/trial.h"
#include "variants/tests/vcfset.h"

#define HAPPY TRIAL_DATA "happy/"

/* A number of a CSV with a heading: of the row that starts so. */
static int64_t csv(const char *path, const char *row, const char *column)
{
    struct err e = {0};
    struct lines *l = lines_open(path, 0, &e);
    char *head[80] = {0};
    char *field[80] = {0};
    char heading[4096];
    char copy[4096];
    const char *line;
    size_t len;
    size_t n = 0;
    int64_t value = -1;

    assert_non_null(l);
    while (lines_next(&line, &len, l, &e) > 0) {
        char *to = lines_number(l) == 1 ? heading : copy;

        assert_true(len < sizeof(copy));
        memcpy(to, line, len);
        to[len] = '\0';
        if (to == heading)
            n = vcfset_cut(head, T_LEN(head), heading, ',');
        else if (strncmp(copy, row, strlen(row)) == 0 &&
                 vcfset_cut(field, T_LEN(field), copy, ',') == n)
            break;
    }
    lines_close(l);
    for (size_t i = 0; i < n && field[0]; i++)
        if (strcmp(head[i], column) == 0)
            value = strtoll(field[i], NULL, 10);
    if (value < 0)
        fail_msg("%s has no %s of %s", path, column, row);
    return value;
}

static const struct {
    const char *theirs; /* column */
    const char *ours;   /* counter of a type */
} column[] = {
    {"TRUTH.TOTAL", "truth.total"   },
    {"TRUTH.TP",    "truth.tp"      },
    {"TRUTH.FN",    "truth.fn"      },
    {"QUERY.TOTAL", "query.total"   },
    {"QUERY.FP",    "query.fp"      },
    {"QUERY.UNK",   "query.unk"     },
    {"FP.gt",       "query.gt-error"},
};

static const struct difference {
    const char *set;
    const char *type;
    const char *column;
    int64_t theirs;
    int64_t ours;
} difference[] = {
  /* A record with an SNV and an insertion (520 A>ATT,T) is one record of type
  * OTHER here; hap.py makes an SNV and an indel of it. */
    {"fp_region_accuracy",   "SNP",   "QUERY.TOTAL", 6,  5 },
    {"fp_region_accuracy",   "SNP",   "QUERY.FP",    4,  3 },
    {"fp_region_accuracy",   "INDEL", "QUERY.TOTAL", 3,  2 },
    {"fp_region_accuracy",   "INDEL", "QUERY.UNK",   1,  0 },
 /* A record with a deletion and an insertion (2240 AAT>A,AATAT) is one indel
  * here; hap.py splits it when it shifts them. */
    {"leftshifting_example", "INDEL", "TRUTH.TOTAL", 13, 12},
    {"leftshifting_example", "INDEL", "TRUTH.TP",    13, 12},
};

static int64_t ours_instead(const char *set, const char *type,
                            const char *column_name, int64_t theirs,
                            size_t *differences)
{
    for (size_t i = 0; i < T_LEN(difference); i++) {
        const struct difference *d = &difference[i];

        if (strcmp(d->set, set) == 0 && strcmp(d->type, type) == 0 &&
            strcmp(d->column, column_name) == 0) {
            assert_int_equal(d->theirs, theirs);
            ++*differences;
            return d->ours;
        }
    }
    return theirs;
}

/* All columns of one type; `file` and `row` say where the expected are. */
static size_t check_type(const struct variants_result *r, const char *set,
                         const char *type, const char *file, const char *row)
{
    size_t differences = 0;

    for (size_t i = 0; i < T_LEN(column); i++) {
        int64_t want =
            ours_instead(set, type, column[i].theirs,
                         csv(file, row, column[i].theirs), &differences);
        char counter[64];

        snprintf(counter, sizeof(counter), "%s.%s",
                 strcmp(type, "SNP") == 0 ? "snv" : "indel", column[i].ours);
        if (trial_sum(r, 0, counter) != want)
            fail_msg("%s: %s is %lld, not %lld", set, counter,
                     (long long)trial_sum(r, 0, counter), (long long)want);
    }
    return differences;
}

/* hap.py takes a variant in when one base of it is confident: its "boundary"
 * rule is our `overlap`. */
static void regions_count_as_hap_py_counts(void **state)
{
#define FP HAPPY "fp_region_accuracy/"
    const struct variants_job job = {
        .truth = {.path = FP "truth.vcf"},
        .query = {.path = FP "query.vcf"},
        .reference = FP "test.fa",
        .regions = FP "fp.bed",
        .overlap = true,
        .threads = 1,
    };
    struct variants_result r;
    char out[256];
    size_t differences;

    (void)state;
    if (!data_have(job.truth.path, "fp_region_accuracy of hap.py"))
        return;
    trial_compare(&r, &job);
    assert_string_equal(trial_show(out, sizeof(out), &r.truth), "tp tp tp tp");
    assert_string_equal(trial_show(out, sizeof(out), &r.query),
                        "fp fp tp fp outside tp tp fp");
    differences = check_type(&r, "fp_region_accuracy", "SNP",
                             FP "expected.summary.csv", "SNP,ALL") +
                  check_type(&r, "fp_region_accuracy", "INDEL",
                             FP "expected.summary.csv", "INDEL,ALL");
    assert_int_equal(differences, 4);
    assert_int_equal(trial_sum(&r, 0, "other.query.fp"), 1);
    variants_result_release(&r);
}

/* By our own rule an insertion is inside when both neighbours are: then the
 * one at 100, which the BED itself calls "not covered", is not. The last, a
 * wrong one that changes a base inside, is. */
static void our_own_rule_asks_for_both_neighbours(void **state)
{
    const struct variants_job job = {
        .truth = {.path = FP "truth.vcf"},
        .query = {.path = FP "query.vcf"},
        .reference = FP "test.fa",
        .regions = FP "fp.bed",
        .threads = 1,
    };
    struct variants_result r;
    char out[256];

    (void)state;
    if (!data_have(job.truth.path, "fp_region_accuracy, strictly"))
        return;
    trial_compare(&r, &job);
    assert_string_equal(trial_show(out, sizeof(out), &r.truth),
                        "tp outside tp tp");
    assert_string_equal(trial_show(out, sizeof(out), &r.query),
                        "fp fp tp fp outside outside tp fp");
    variants_result_release(&r);
}

static void shifted_indels_match(void **state)
{
#define LEFT HAPPY "leftshifting_example/"
    const struct variants_job job = {
        .truth = {.path = LEFT "truth.vcf"},
        .query = {.path = LEFT "query.vcf"},
        .reference = LEFT "ref.fa",
        .threads = 1,
    };
    struct variants_result r;
    size_t differences;

    (void)state;
    if (!data_have(job.truth.path, "leftshifting_example of hap.py"))
        return;
    trial_compare(&r, &job);
    differences = check_type(&r, "leftshifting_example", "SNP",
                             LEFT "expected.extended.csv", "SNP,*,*,ALL") +
                  check_type(&r, "leftshifting_example", "INDEL",
                             LEFT "expected.extended.csv", "INDEL,*,*,ALL");
    assert_int_equal(differences, 2);
    assert_int_equal(trial_n(&r.truth, VARIANTS_TP), r.truth.n);
    assert_int_equal(trial_n(&r.query, VARIANTS_TP), r.query.n);
    variants_result_release(&r);
}

struct subtypes {
    int64_t n[JUDGED_SIDES][JUDGED_SUBTYPES];
};

static int count_subtypes(void *arg, const struct judged_chunk *c,
                          struct err *e)
{
    struct subtypes *s = arg;

    (void)e;
    for (size_t i = 0; i < c->n; i++)
        if (c->a[i].assessed)
            s->n[c->a[i].side][c->a[i].subtype]++;
    return 0;
}

/* Of a record with an insertion and a deletion of equal length, ours is the
 * first allele's: hap.py's, each allele's. */
static void subtypes_are_those_of_hap_py(void **state)
{
    static const struct {
        const char *row;
        enum judged_subtype subtype;
        int64_t split; /* more of the truth's after hap.py's splitting */
    } row[] = {
        {"INDEL,D1_5,*,ALL",     JUDGED_D1_5,     0},
        {"INDEL,D6_15,*,ALL",    JUDGED_D6_15,    0},
        {"INDEL,D16_PLUS,*,ALL", JUDGED_D16_PLUS, 0},
        {"INDEL,I1_5,*,ALL",     JUDGED_I1_5,     1},
        {"INDEL,I6_15,*,ALL",    JUDGED_I6_15,    0},
        {"INDEL,I16_PLUS,*,ALL", JUDGED_I16_PLUS, 0},
        {"INDEL,C1_5,*,ALL",     JUDGED_C1_5,     0},
        {"SNP,*,*,ALL",          JUDGED_TV,       0},
    };
    struct subtypes s = {{{0}}};
    const struct judged_listener listener = {.arg = &s, .hear = count_subtypes};
    const struct variants_job job = {
        .truth = {.path = LEFT "truth.vcf"},
        .query = {.path = LEFT "query.vcf"},
        .reference = LEFT "ref.fa",
        .listener = &listener,
        .threads = 1,
    };
    struct variants_result r;

    (void)state;
    if (!data_have(job.truth.path, "subtypes of hap.py"))
        return;
    trial_compare(&r, &job);
    variants_result_release(&r);
    for (size_t i = 0; i < T_LEN(row); i++) {
        const char *file = LEFT "expected.extended.csv";

        assert_int_equal(s.n[JUDGED_TRUTH][row[i].subtype] + row[i].split,
                         csv(file, row[i].row, "TRUTH.TOTAL"));
        assert_int_equal(s.n[JUDGED_QUERY][row[i].subtype],
                         csv(file, row[i].row, "QUERY.TOTAL"));
    }
}

/* "1" of a haploid contig is "1/1" of a caller that knows of no haploidy. */
static void haploid_is_homozygous(void **state)
{
#define HAPLOID HAPPY "haploid/"
    const struct variants_job job = {
        .truth = {.path = HAPLOID "truth.vcf"},
        .query = {.path = HAPLOID "query.vcf"},
        .reference = HAPLOID "test.fa",
        .threads = 1,
    };
    struct variants_result r;
    char out[64];

    (void)state;
    if (!data_have(job.truth.path, "haploid of hap.py"))
        return;
    trial_compare(&r, &job);
    assert_string_equal(trial_show(out, sizeof(out), &r.truth), "tp");
    assert_string_equal(trial_show(out, sizeof(out), &r.query), "tp");
    variants_result_release(&r);
}

/* Two files that hap.py is tested to survive: a genotype of five alleles and a
 * POS beyond the contig (which only a reference could tell for sure), and a
 * genotype of three. */
static void faulty_files_are_judged(void **state)
{
    struct variants_job job = {.truth = {.path = HAPPY "faulty.vcf"},
                               .query = {.path = HAPPY "faulty.vcf"},
                               .threads = 1};
    struct variants_result r;
    char out[64];

    (void)state;
    if (!data_have(job.truth.path, "faulty files of hap.py"))
        return;
    trial_compare(&r, &job);
    assert_string_equal(trial_show(out, sizeof(out), &r.truth),
                        "hom-ref ploidy tp");
    variants_result_release(&r);
    job.truth.path = HAPPY "import_errors.vcf";
    job.query.path = HAPPY "import_errors.vcf";
    trial_compare(&r, &job);
    assert_int_equal(r.truth.n, 1);
    assert_string_equal(trial_show(out, sizeof(out), &r.truth), "tp");
    variants_result_release(&r);
}

/* A real truth of GIAB against itself within its own confident regions. */
static void a_real_truth_is_perfect_within_its_regions(void **state)
{
#define NIST TRIAL_DATA "nucleus/test_nist.b37_chr20_100kbp_at_10mb"
    const struct variants_job job = {
        .truth = {.path = NIST ".vcf.gz"},
        .query = {.path = NIST ".vcf.gz"},
        .reference = TRIAL_DATA "nucleus/ucsc.hg19.chr20.unittest.fasta.gz",
        .regions = NIST ".bed",
        .threads = 2,
    };
    struct variants_result r;
    size_t inside;

    (void)state;
    if (!data_have(job.truth.path, "a real truth"))
        return;
    trial_compare(&r, &job);
    inside = trial_n(&r.truth, VARIANTS_TP);
    assert_int_equal(r.truth.n, 221);
    assert_true(inside >= 45);
    assert_int_equal(inside + trial_n(&r.truth, VARIANTS_OUTSIDE), r.truth.n);
    trial_same(&r.truth, &r.query, "itself");
    assert_int_equal(trial_types(&r, 0, "truth.fn"), 0);
    assert_int_equal(trial_types(&r, 0, "query.fp"), 0);
    variants_result_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(regions_count_as_hap_py_counts),
        cmocka_unit_test(our_own_rule_asks_for_both_neighbours),
        cmocka_unit_test(shifted_indels_match),
        cmocka_unit_test(subtypes_are_those_of_hap_py),
        cmocka_unit_test(haploid_is_homozygous),
        cmocka_unit_test(faulty_files_are_judged),
        cmocka_unit_test(a_real_truth_is_perfect_within_its_regions),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("happy", tests, scratch_make,
                                       scratch_remove);
}
