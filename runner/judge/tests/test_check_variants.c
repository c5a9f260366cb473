/* The checks small-variants and callset, run as the judge runs them. */
#include <htslib/hts_log.h>

#include "core/evidence.h"
#include "core/tally.h"
#include "formats/tests/scratch.h"
#include "judge/check_list.h"
#include "judge/checks.h"

#define COLUMNS "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"
#define HEAD    "##fileformat=VCFv4.2\n##contig=<ID=c>\n" COLUMNS
#define CALL    "c\t2\t.\tC\tT\t.\tPASS\t.\tGT\t0/1\n"

static const char *file(const char *name, const char *text)
{
    static char path[8][256];
    static int turn;
    char *out = path[turn = (turn + 1) % 8];

    snprintf(out, sizeof(path[0]), "%s",
             scratch_write(name, text, strlen(text)));
    return out;
}

static void measurement_release(struct measurement *m)
{
    tally_release(&m->tally);
    findings_release(&m->findings);
    marks_release(&m->marks);
}

/* As the judge calls a check: its tally is ready. */
static int judge(const struct check *c, struct measurement *m,
                 const struct check_env *env, struct err *e)
{
    return check_tally(m, env, e) ? -1 : c->run(m, env, e);
}

struct world {
    struct check_file files[6];
    struct suite_fixture truth;
    struct suite suite;
    struct suite_case of;
    struct suite_param param;
};

static struct check_env small_variants(struct world *w, const char *query,
                                       const char *truth)
{
    const struct check_file files[] = {
        {"query",     "calls", "calls.vcf", file("q.vcf",  query),          true },
        {"truth",     "truth", "truth",     file("t.vcf",  truth),          false},
        {"reference", "ref",   "ref",       file("r.fa",   ">c\nACGTTT\n"), false},
        {"stratum",   "s1",    "s1",        file("s1.bed", "c\t1\t2\n"),    false},
        {"stratum",   "s2",    "s2",        file("s2.bed", "c\t3\t6\n"),    false},
    };

    memcpy(w->files, files, sizeof(files));
    w->truth = (struct suite_fixture){.id = "truth", .access = "open"};
    w->suite = (struct suite){.fixtures = &w->truth, .n_fixtures = 1};
    return (struct check_env){.suite = &w->suite,
                              .decl = check_small_variants.decl,
                              .of = &w->of,
                              .files = w->files,
                              .n_files = 5,
                              .threads = 2};
}

static int64_t sum(const struct measurement *m, const char *stratum,
                   const char *counter)
{
    int s = tally_find_stratum(&m->tally, stratum);
    int c = tally_find_counter(&m->tally, counter);

    assert_true(s >= 0 && c >= 0);
    return tally_sum(&m->tally, (size_t)s, (size_t)c);
}

static void small_variants_counts_by_stratum(void **state)
{
    struct world w = {0};
    struct check_env env = small_variants(&w, HEAD CALL, HEAD CALL);
    struct measurement m = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(judge(&check_small_variants, &m, &env, &e), 0);
    assert_int_equal(m.state, MEASURED_OK);
    assert_int_equal(sum(&m, "*", "snv.truth.tp"), 1);
    assert_int_equal(sum(&m, "s1", "snv.truth.tp"), 1);
    assert_int_equal(sum(&m, "s2", "snv.truth.tp"), 0);
    assert_int_equal(sum(&m, "*", "regions.bp"), 6);
    assert_int_equal(m.spoils, false);
    measurement_release(&m);
}

/* A letter for each record of the truth, if anybody may know the truth. */
static void records_of_a_public_truth_are_marked(void **state)
{
    static const char *const access[] = {"open", "sealed", "one-time", NULL};

    (void)state;
    for (size_t i = 0; i < T_LEN(access); i++) {
        struct world w = {0};
        struct check_env env = small_variants(
            &w, HEAD CALL, HEAD CALL "c\t3\t.\tG\tA\t.\tPASS\t.\tGT\t1\n");
        struct measurement m = {0};
        struct err e = {0};

        w.truth.access = access[i];
        assert_int_equal(judge(&check_small_variants, &m, &env, &e), 0);
        if (i == 0) {
            assert_string_equal(m.marks.truth, "truth");
            assert_string_equal(m.marks.lines, "TF\n");
            assert_int_equal(m.marks.records, 2);
        } else {
            assert_null(m.marks.lines);
        }
        measurement_release(&m);
    }
}

#define R(pos, ref, alt, filter, gt)                                           \
    "c\t" pos "\t.\t" ref "\t" alt "\t.\t" filter "\t.\tGT\t" gt "\n"

static void parameters_reach_the_comparison(void **state)
{
    static const char low[] = R("2", "C", "T", "Low", "0/1");
    static const char hom[] = R("2", "C", "T", "PASS", "1/1");
    static const char same_hap[] =
        R("2", "C", "T", "PASS", "0|1") R("3", "G", "A", "PASS", "0|1");
    static const char other_hap[] =
        R("2", "C", "T", "PASS", "0|1") R("3", "G", "A", "PASS", "1|0");
    static const char both[] = R("2", "C", "T,G", "PASS", "1/2");
    static const char each[] =
        R("2", "C", "T", "PASS", "0/1") R("2", "C", "G", "PASS", "0/1");
    static const char taken_out[] = R("3", "GTT", "G", "PASS", "0/1");
    static const struct {
        const char *name, *value;
        const char *query, *truth;
        const char *regions;
        enum measured state;
        int64_t tp;
    } row[] = {
        {"filter",          "pass",     low,       CALL,      NULL,        MEASURED_OK,     0},
        {"filter",          "all",      low,       CALL,      NULL,        MEASURED_OK,     1},
        {"pass",            "No,Low",   low,       CALL,      NULL,        MEASURED_OK,     1},
        {"pass",            "No",       low,       CALL,      NULL,        MEASURED_OK,     0},
        {"compare",         "genotype", hom,       CALL,      NULL,        MEASURED_OK,     0},
        {"compare",         "allele",   hom,       CALL,      NULL,        MEASURED_OK,     1},
        {"compare",         "genotype", other_hap, same_hap,  NULL,        MEASURED_OK,     2},
        {"compare",         "phase",    other_hap, same_hap,  NULL,        MEASURED_OK,     1},
        {"reference-bases", "free",     each,      both,      NULL,        MEASURED_OK,     1},
        {"reference-bases", "asserted", each,      both,      NULL,        MEASURED_OK,     0},
        {"containment",     "within",   taken_out, taken_out, "c\t0\t4\n",
         MEASURED_OK,                                                                       0},
        {"containment",     "overlap",  taken_out, taken_out, "c\t0\t4\n",
         MEASURED_OK,                                                                       1},
        {"edge",            "0",        CALL,      CALL,      "c\t1\t4\n", MEASURED_OK,     1},
        {"edge",            "1",        CALL,      CALL,      "c\t1\t4\n", MEASURED_OK,     0},
        {"query-sample",    "S",        low,       CALL,      NULL,        MEASURED_OK,     0},
        {"query-sample",    "X",        low,       CALL,      NULL,        MEASURED_DEFECT, 0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct world w = {
            .param = {.name = row[i].name, .value = row[i].value}
        };
        char query[500];
        char truth[500];
        struct check_env env;
        struct measurement m = {0};
        struct err e = {0};
        int64_t tp;

        snprintf(query, sizeof(query), "%s%s", HEAD, row[i].query);
        snprintf(truth, sizeof(truth), "%s%s", HEAD, row[i].truth);
        env = small_variants(&w, query, truth);
        if (row[i].regions)
            w.files[env.n_files++] = (struct check_file){
                "regions", "r", "r", file("r.bed", row[i].regions), false};
        w.of.params = &w.param;
        w.of.n_params = 1;
        assert_int_equal(judge(&check_small_variants, &m, &env, &e), 0);
        assert_int_equal(m.state, row[i].state);
        tp = sum(&m, "*", "snv.truth.tp") + sum(&m, "*", "indel.truth.tp");
        if (tp != row[i].tp)
            fail_msg("%s=%s: %lld, not %lld", row[i].name, row[i].value,
                     (long long)tp, (long long)row[i].tp);
        measurement_release(&m);
    }
}

static void a_defect_of_the_calls_is_a_finding(void **state)
{
    struct world w = {0};
    struct check_env env = small_variants(
        &w, HEAD CALL "c\t3\t.\tT\tA\t.\tPASS\t.\tGT\t0/1\n", HEAD CALL);
    struct measurement m = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(judge(&check_small_variants, &m, &env, &e), 0);
    assert_int_equal(m.state, MEASURED_DEFECT);
    assert_true(m.spoils);
    assert_int_equal(m.findings.n, 1);
    assert_string_equal(m.findings.a[0].code, "VARIANTS-QUERY");
    assert_string_equal(m.findings.a[0].file, "calls.vcf");
    assert_int_equal(m.findings.a[0].line, 5);
    assert_non_null(strstr(m.findings.a[0].en, "REF has T at c:3"));
    assert_non_null(strstr(m.findings.a[0].fr, "REF indique T en c:3"));
    assert_int_equal(m.tally.n_strata, 3);
    measurement_release(&m);
}

static void a_defect_of_a_fixture_is_an_error(void **state)
{
    struct world w = {0};
    struct check_env env = small_variants(
        &w, HEAD CALL, HEAD "c\t3\t.\tT\tA\t.\tPASS\t.\tGT\t0/1\n");
    struct measurement m = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(judge(&check_small_variants, &m, &env, &e), -1);
    assert_int_equal(e.code, ERR_MISMATCH);
    assert_int_equal(e.line, 4);
    measurement_release(&m);
}

static void callset_counts_and_finds_defects(void **state)
{
    static const struct {
        const char *text;
        enum measured state;
        int64_t snv;
    } row[] = {
        {HEAD CALL,     MEASURED_OK,     1},
        {HEAD "c\t2\n", MEASURED_DEFECT, 0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct check_file f = {"file", "calls", "calls.vcf",
                               file("q.vcf", row[i].text), true};
        struct suite_case of = {0};
        struct check_env env = {.decl = check_callset.decl,
                                .of = &of,
                                .files = &f,
                                .n_files = 1,
                                .threads = 1};
        struct measurement m = {0};
        struct err e = {0};

        assert_int_equal(judge(&check_callset, &m, &env, &e), 0);
        assert_int_equal(m.state, row[i].state);
        assert_int_equal(sum(&m, "*", "snv"), row[i].snv);
        assert_int_equal(m.findings.n, row[i].state == MEASURED_DEFECT);
        measurement_release(&m);
    }
}

static void
calls_on_other_contigs_than_the_regions_are_still_of_use(void **state)
{
    struct check_file files[] = {
        {"file",    "calls", "calls.vcf", file("q.vcf", HEAD CALL),   true },
        {"regions", "r",     "r",         file("r.bed", "d\t1\t2\n"), false},
    };
    struct suite_case of = {0};
    struct check_env env = {.decl = check_callset.decl,
                            .of = &of,
                            .files = files,
                            .n_files = 2,
                            .threads = 1};
    struct measurement m = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(judge(&check_callset, &m, &env, &e), 0);
    assert_int_equal(m.state, MEASURED_DEFECT);
    assert_false(m.spoils);
    assert_int_equal(m.findings.n, 1);
    assert_non_null(strstr(m.findings.a[0].en, "share no contig"));
    assert_non_null(strstr(m.findings.a[0].fr, "aucun contig en commun"));
    measurement_release(&m);
}

static void a_callset_whose_regions_are_broken_is_an_error(void **state)
{
    struct check_file files[] = {
        {"file",    "calls", "calls.vcf", file("q.vcf", HEAD CALL),   true },
        {"regions", "r",     "r",         file("r.bed", "c\t2\t1\n"), false},
    };
    struct suite_case of = {0};
    struct check_env env = {.decl = check_callset.decl,
                            .of = &of,
                            .files = files,
                            .n_files = 2,
                            .threads = 1};
    struct measurement m = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(judge(&check_callset, &m, &env, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    measurement_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_variants_counts_by_stratum),
        cmocka_unit_test(records_of_a_public_truth_are_marked),
        cmocka_unit_test(parameters_reach_the_comparison),
        cmocka_unit_test(a_defect_of_the_calls_is_a_finding),
        cmocka_unit_test(a_defect_of_a_fixture_is_an_error),
        cmocka_unit_test(callset_counts_and_finds_defects),
        cmocka_unit_test(
            calls_on_other_contigs_than_the_regions_are_still_of_use),
        cmocka_unit_test(a_callset_whose_regions_are_broken_is_an_error),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("check_variants", tests, scratch_make,
                                       scratch_remove);
}
