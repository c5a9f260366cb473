/*
 * A synthetic genome of 2 Mb with a label for each record, made by a program
 * that shares nothing with this one: every label must be met, and every count.
 */
#include <htslib/hts_log.h>

#include "variants/tests/trial.h"
#include "variants/tests/vcfset.h"

#define S2 TRIAL_DATA "s2/"

static const struct variants_stratum strata[] = {
    {"tandem", S2 "strat/tandem.bed"},
    {"segdup", S2 "strat/segdup.bed"},
    {"lowmap", S2 "strat/lowmap.bed"},
    {"exome",  S2 "strat/exome.bed" },
    {"mhc",    S2 "strat/mhc.bed"   }, /* empty */
};

static const struct variants_job whole = {
    .truth = {.path = S2 "truth.vcf.gz"},
    .query = {.path = S2 "query.vcf.gz"},
    .reference = S2 "ref.fa",
    .threads = 2,
};

/* One row: id, contig, POS, type, verdict, how the record was made. */
struct label {
    char contig[16];
    int64_t pos;
    char type[16];
    char how[16];
    bool right;
};

struct labels {
    struct label *a;
    size_t n;
};

static void read_labels(struct labels *out, const char *path)
{
    struct err e = {0};
    struct lines *l = lines_open(path, 0, &e);
    const char *line;
    size_t len;

    assert_non_null(l);
    *out = (struct labels){calloc(4096, sizeof(*out->a)), 0};
    assert_non_null(out->a);
    while (lines_next(&line, &len, l, &e) > 0) {
        struct label *x = &out->a[out->n++];
        char copy[256];
        char *f[6];

        assert_true(out->n <= 4096 && len < sizeof(copy));
        memcpy(copy, line, len);
        copy[len] = '\0';
        assert_int_equal(vcfset_cut(f, 6, copy, '\t'), 6);
        snprintf(x->contig, sizeof(x->contig), "%s", f[1]);
        x->pos = strtoll(f[2], NULL, 10) - 1;
        snprintf(x->type, sizeof(x->type), "%s", f[3]);
        snprintf(x->how, sizeof(x->how), "%s", f[5]);
        x->right = strcmp(f[4], "TP") == 0;
    }
    lines_close(l);
}

static enum variants_verdict wanted(const struct label *x, bool truth)
{
    if (x->right)
        return VARIANTS_TP;
    if (strcmp(x->how, "gt") == 0)
        return VARIANTS_GE;
    return truth ? VARIANTS_FN : VARIANTS_FP;
}

static void check_labels(const char *path, const struct variants_verdicts *v,
                         bool truth)
{
    struct labels l;
    size_t differ = 0;

    read_labels(&l, path);
    assert_int_equal(l.n, v->n);
    for (size_t i = 0; i < l.n; i++) {
        enum variants_verdict want = wanted(&l.a[i], truth);

        if (v->verdict[i] != want && differ++ < 5)
            print_error(
                "%s:%zu (%s) is %s, not %s\n", path, i + 1, l.a[i].how,
                variants_verdict_name((enum variants_verdict)v->verdict[i]),
                variants_verdict_name(want));
    }
    free(l.a);
    assert_int_equal(differ, 0);
}

static void every_label_is_met(void **state)
{
    static const char *const query[] = {S2 "query.vcf.gz",
                                        S2 "query.unphased.vcf.gz"};

    (void)state;
    if (!data_have(S2 "truth.vcf.gz", "synthetic labels"))
        return;
    for (size_t i = 0; i < T_LEN(query); i++) {
        struct variants_job job = whole;
        struct variants_result r;

        job.query.path = query[i];
        trial_compare(&r, &job);
        check_labels(S2 "labels.truth.tsv", &r.truth, true);
        check_labels(S2 "labels.query.tsv", &r.query, false);
        variants_result_release(&r);
    }
}

/* Obeying phase costs nothing where both sides have it and agree; comparing
 * alleles only, genotype errors are right. */
static void other_modes_follow_from_the_labels(void **state)
{
    struct variants_job job = whole;
    struct variants_result r;

    (void)state;
    if (!data_have(S2 "truth.vcf.gz", "synthetic labels in other modes"))
        return;
    job.squash = true;
    trial_compare(&r, &job);
    assert_int_equal(trial_n(&r.truth, VARIANTS_TP), 2556 + 12);
    assert_int_equal(trial_n(&r.truth, VARIANTS_FN), 28);
    assert_int_equal(trial_n(&r.query, VARIANTS_TP), 2555 + 12);
    assert_int_equal(trial_n(&r.query, VARIANTS_FP), 24);
    assert_int_equal(trial_n(&r.truth, VARIANTS_GE), 0);
    variants_result_release(&r);
    job.squash = false;
    job.obey_phase = true;
    trial_compare(&r, &job);
    check_labels(S2 "labels.truth.tsv", &r.truth, true);
    check_labels(S2 "labels.query.tsv", &r.query, false);
    variants_result_release(&r);
}

/* A number of expected.json. */
static int64_t expected(const char *key)
{
    static char text[4096];
    char quoted[64];
    FILE *in = fopen(S2 "expected.json", "r");
    const char *at;

    assert_non_null(in);
    text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
    fclose(in);
    snprintf(quoted, sizeof(quoted), "\"%s\": ", key);
    at = strstr(text, quoted);
    if (!at)
        fail_msg("expected.json has no %s", key);
    return strtoll(at + strlen(quoted), NULL, 10);
}

/* Its types are five, made of the truth's variant before it was rewritten; ours
 * are three, of the record as it stands. Sums must be equal, and SNVs, where
 * both can mean one thing only: an SNV that was neither split off nor joined.
 */
static void sums_are_as_expected(void **state)
{
    struct variants_result r;

    (void)state;
    if (!data_have(S2 "expected.json", "synthetic sums"))
        return;
    trial_compare(&r, &whole);
    assert_int_equal(trial_sum(&r, 0, "truth.records"), expected("truth"));
    assert_int_equal(trial_sum(&r, 0, "query.records"), expected("query"));
    assert_int_equal(trial_types(&r, 0, "truth.tp"), expected("truth_TP"));
    assert_int_equal(trial_types(&r, 0, "truth.fn"), expected("truth_FN"));
    assert_int_equal(trial_types(&r, 0, "query.tp"), expected("query_TP"));
    assert_int_equal(trial_types(&r, 0, "query.fp"), expected("query_FP"));
    assert_int_equal(trial_types(&r, 0, "gt-error"), expected("t_gt"));
    assert_int_equal(trial_types(&r, 0, "query.gt-error"), expected("q_gt"));
    assert_int_equal(trial_sum(&r, 0, "snv.truth.fn"),
                     expected("truth_SNV_FN"));
    assert_int_equal(trial_sum(&r, 0, "snv.query.fp"),
                     expected("query_SNV_FP"));
    assert_int_equal(trial_sum(&r, 0, "indel.truth.fn"),
                     expected("truth_INDEL_FN"));
    assert_int_equal(trial_sum(&r, 0, "indel.query.fp"),
                     expected("query_INDEL_FP"));
    variants_result_release(&r);
}

/* The counts of a stratum, made anew: each labelled SNV looked up in the BED,
 * interval by interval. */
struct sums {
    int64_t tp;
    int64_t fn;
};

static bool holds(const struct vcfset *bed, const struct label *x)
{
    for (size_t i = 0; i < bed->n; i++)
        if (strcmp(bed->a[i].contig, x->contig) == 0 &&
            bed->a[i].pos <= x->pos &&
            x->pos < strtoll(bed->a[i].ref, NULL, 10))
            return true;
    return false;
}

/* A BED as records: contig, pos, and its end as the text of REF. */
static void read_bed(struct vcfset *out, const char *path)
{
    struct err e = {0};
    struct lines *l = lines_open(path, 0, &e);
    const char *line;
    size_t len;
    char none[] = ".";

    assert_non_null(l);
    *out = (struct vcfset){0};
    while (lines_next(&line, &len, l, &e) > 0) {
        char *copy = strndup(line, len);
        char *f[4];

        assert_true(vcfset_cut(f, 4, copy, '\t') >= 3);
        vcfset_add(out, &(struct vcfset_rec){.contig = f[0],
                                             .pos = strtoll(f[1], NULL, 10),
                                             .id = none,
                                             .ref = f[2],
                                             .alt = none,
                                             .filter = none,
                                             .gt = none});
        free(copy);
    }
    lines_close(l);
}

/* Is this an SNV by its own columns too? Labels are of the truth's variant. */
static bool is_snv(const struct vcfset_rec *r)
{
    return strlen(r->ref) == 1 && strlen(r->alt) == 1;
}

static struct sums by_hand(const struct labels *l, const struct vcfset *set,
                           const struct vcfset *bed,
                           const struct vcfset *confident)
{
    struct sums s = {0};

    for (size_t i = 0; i < l->n; i++) {
        if (!is_snv(&set->a[i]) || !holds(bed, &l->a[i]) ||
            !holds(confident, &l->a[i]))
            continue;
        s.tp += l->a[i].right;
        s.fn += !l->a[i].right;
    }
    return s;
}

static void strata_count_what_lies_in_them(void **state)
{
    struct variants_job job = whole;
    struct vcfset set[2];
    struct labels labels[2];
    struct vcfset confident;
    struct variants_result r;
    int64_t seen = 0;

    (void)state;
    if (!data_have(S2 "strat/tandem.bed", "synthetic strata"))
        return;
    job.strata = strata;
    job.n_strata = T_LEN(strata);
    job.regions = S2 "confident.bed";
    trial_compare(&r, &job);
    vcfset_read(&set[0], whole.truth.path, NULL);
    vcfset_read(&set[1], whole.query.path, NULL);
    read_labels(&labels[0], S2 "labels.truth.tsv");
    read_labels(&labels[1], S2 "labels.query.tsv");
    read_bed(&confident, job.regions);
    for (size_t i = 0; i < T_LEN(strata); i++) {
        struct vcfset bed;
        struct sums t;
        struct sums q;

        read_bed(&bed, strata[i].path);
        t = by_hand(&labels[0], &set[0], &bed, &confident);
        q = by_hand(&labels[1], &set[1], &bed, &confident);
        assert_int_equal(trial_sum(&r, 1 + i, "snv.truth.tp"), t.tp);
        assert_int_equal(trial_sum(&r, 1 + i, "snv.truth.fn"), t.fn);
        assert_int_equal(trial_sum(&r, 1 + i, "snv.query.tp"), q.tp);
        assert_int_equal(trial_sum(&r, 1 + i, "snv.query.fp"), q.fn);
        seen += t.tp;
        vcfset_release(&bed);
    }
    assert_true(seen > 100);
    for (int i = 0; i < 2; i++) {
        vcfset_release(&set[i]);
        free(labels[i].a);
    }
    vcfset_release(&confident);
    variants_result_release(&r);
}

/* One run with strata says of the whole what a run without says, and of each
 * stratum what a run of that one alone does. */
static void strata_do_not_change_each_other(void **state)
{
    struct variants_job job = whole;
    struct variants_result all;
    struct variants_result none;

    (void)state;
    if (!data_have(S2 "strat/tandem.bed", "synthetic strata, one by one"))
        return;
    job.regions = S2 "confident.bed";
    trial_compare(&none, &job);
    job.strata = strata;
    job.n_strata = T_LEN(strata);
    trial_compare(&all, &job);
    trial_same(&all.truth, &none.truth, "strata");
    trial_same(&all.query, &none.query, "strata");
    for (size_t c = 0; c < VARIANTS_COUNTERS; c++)
        assert_int_equal(tally_sum(&all.tally, 0, c),
                         tally_sum(&none.tally, 0, c));
    for (size_t i = 0; i < T_LEN(strata); i++) {
        struct variants_result one;

        job.strata = &strata[i];
        job.n_strata = 1;
        trial_compare(&one, &job);
        for (size_t c = 0; c < VARIANTS_C_REGIONS; c++)
            assert_int_equal(tally_sum(&all.tally, 1 + i, c),
                             tally_sum(&one.tally, 1, c));
        variants_result_release(&one);
    }
    variants_result_release(&all);
    variants_result_release(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_label_is_met),
        cmocka_unit_test(other_modes_follow_from_the_labels),
        cmocka_unit_test(sums_are_as_expected),
        cmocka_unit_test(strata_count_what_lies_in_them),
        cmocka_unit_test(strata_do_not_change_each_other),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("s2", tests, scratch_make,
                                       scratch_remove);
}
