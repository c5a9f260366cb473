#include "conform/readable.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <htslib/hts_log.h>

#include "core/finding.h"
#include "core/tally.h"
#include "formats/tests/scratch.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n"                                                   \
    "##contig=<ID=c1,length=1000>\n"                                           \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
#define REC(contig, pos) contig "\t" pos "\t.\tA\tC\t.\tPASS\t.\n"

/* One judgement, kept open. */
struct judged {
    struct tally t;
    struct findings f;
    bool unreadable;
    struct err e;
    int rc;
};

static void judge(struct judged *j, const char *path, const char *index)
{
    const struct readable_file file = {path, "calls.vcf", index,
                                       index ? "calls.vcf.tbi" : NULL};
    const char *names[32];
    size_t n = 0;

    for (; readable_counters[n].name; n++)
        names[n] = readable_counters[n].name;
    *j = (struct judged){0};
    assert_int_equal(tally_init(&j->t, names, n, NULL, 0, &j->e), 0);
    j->rc = readable_judge(&j->t, &j->f, &j->unreadable, &file, &j->e);
}

static void release(struct judged *j)
{
    tally_release(&j->t);
    findings_release(&j->f);
}

static int64_t count(const struct judged *j, const char *counter)
{
    return tally_sum(&j->t, 0, (size_t)tally_find_counter(&j->t, counter));
}

static bool found(const struct judged *j, const char *code)
{
    for (size_t i = 0; i < j->f.n; i++)
        if (strcmp(j->f.a[i].code, code) == 0)
            return true;
    return false;
}

static void each_defect_has_its_counter_and_its_finding(void **state)
{
    static const struct {
        const char *text;
        const char *counter;
        int64_t is;
        const char *code; /* NULL: nothing is found */
        uint64_t line;
        bool unreadable;
    } row[] = {
        {HEAD,          "format.records", 0,                NULL,          0,                        false},
        {HEAD REC("c1", "1"),             "format.records", 1,             NULL,                     0,false},
        {HEAD REC("c1",             "5") REC("c1",                 "2"),        "format.unsorted", 1, "VCF-SORT",
         2, false},
        {HEAD REC("c1",             "5") REC("c2",                        "2"),                                        "format.undeclared",                                         1,
         "VCF-CONTIG",2, false},
        {HEAD "c1\t1\t.\tA\tC\t.\tPASS\tZ=1\n",            "format.tags-undeclared",                    1,
         "VCF-TAG",                                           1,                                                                   false                  },
        {HEAD "c1\tx\t.\tA\tC\t.\tPASS\t.\n",            "format.unreadable",                       1,
         "VCF-READ",    4,true},
        {"",            "format.unreadable",                      1,                                     "VCF-READ",                                           0,                                                                                                          true                                                                                                                                                                                                   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct judged j;

        judge(&j, scratch_write("t", row[i].text, strlen(row[i].text)), NULL);
        assert_int_equal(j.rc, 0);
        assert_int_equal(j.unreadable, row[i].unreadable);
        assert_int_equal(count(&j, row[i].counter), row[i].is);
        assert_int_equal(count(&j, "index.absent"), !row[i].unreadable);
        assert_int_equal(j.f.n, row[i].code ? 1 : 0);
        if (row[i].code) {
            assert_string_equal(j.f.a[0].code, row[i].code);
            assert_string_equal(j.f.a[0].file, "calls.vcf");
            assert_int_equal(j.f.a[0].line, row[i].line);
            assert_string_not_equal(j.f.a[0].en, j.f.a[0].fr);
        }
        release(&j);
    }
}

/* The index's defects, on the forged golden set. */
static void an_index_has_its_counters_and_findings(void **state)
{
    static const char set[] = "fixtures/golden/forged-1/";
    static const struct {
        const char *index;
        const char *counter;
        const char *code;
    } row[] = {
        {"good.vcf.gz.tbi",           NULL,               NULL         },
        {"control-missed.vcf.gz.tbi", "index.differs",    "INDEX-COUNT"},
        {"truth.vcf.gz",              "index.unreadable", "INDEX-READ" },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct judged j;
        char file[256];
        char index[256];

        snprintf(file, sizeof(file), "%sgood.vcf.gz", set);
        snprintf(index, sizeof(index), "%s%s", set, row[i].index);
        judge(&j, file, index);
        assert_int_equal(j.rc, 0);
        assert_false(j.unreadable);
        assert_int_equal(count(&j, "index.absent"), 0);
        if (row[i].code) {
            assert_true(count(&j, row[i].counter) > 0);
            assert_true(found(&j, row[i].code));
            assert_string_equal(j.f.a[0].file, "calls.vcf.tbi");
        } else {
            assert_int_equal(j.f.n, 0);
            assert_int_equal(count(&j, "index.differs"), 0);
            assert_int_equal(count(&j, "index.lost"), 0);
        }
        release(&j);
    }
}

static void what_is_not_the_files_fault_is_an_error(void **state)
{
    struct judged file;
    struct judged index;

    (void)state;
    judge(&file, scratch_path("none"), NULL);
    assert_int_equal(file.rc, -1);
    assert_int_equal(file.e.code, ERR_MISSING);
    assert_int_equal(file.f.n, 0);
    assert_false(file.unreadable);
    release(&file);
    judge(&index, "fixtures/golden/forged-1/good.vcf.gz", scratch_path("none"));
    assert_int_equal(index.rc, -1);
    assert_int_equal(index.e.code, ERR_MISSING);
    release(&index);
}

/* A measure names only counters that there are; each counter is used. */
static void measures_and_counters_belong_together(void **state)
{
    (void)state;
    for (const struct check_measure *m = readable_measures; m->name; m++) {
        assert_non_null(m->formula.num[0]);
        for (size_t k = 0; k < MEASURE_TERMS_MAX && m->formula.num[k]; k++) {
            bool known = false;

            for (size_t i = 0; readable_counters[i].name; i++)
                known = known || strcmp(readable_counters[i].name,
                                        m->formula.num[k]) == 0;
            assert_true(known);
        }
    }
}

static int set_up(void **state)
{
    hts_set_log_level(HTS_LOG_OFF);
    return scratch_make(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_defect_has_its_counter_and_its_finding),
        cmocka_unit_test(an_index_has_its_counters_and_findings),
        cmocka_unit_test(what_is_not_the_files_fault_is_an_error),
        cmocka_unit_test(measures_and_counters_belong_together),
    };

    return cmocka_run_group_tests_name("readable", tests, set_up,
                                       scratch_remove);
}
