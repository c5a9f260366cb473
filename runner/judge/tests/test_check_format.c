#include "judge/check_list.h"
#include "judge/tests/folder.h"
#include "judge/tests/measured.h"

#define HEAD                                                                   \
    "##fileformat=VCFv4.3\n##contig=<ID=c1,length=10>\n"                       \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"

static struct folder d;

static void judge(struct measurement *m, const char *name, const char *text,
                  const char *rules, const char *formats)
{
    char path[PATH_TEXT_MAX];
    const struct measured_job job = {
        .check = &check_format,
        .file = {{"file", "calls", path}              },
        .param = { {.name = "rules", .value = rules},
                 {.name = "formats", .value = formats}}
    };
    struct err e = {0};

    folder_text(&d, name, text);
    memcpy(path, folder_at(&d, name), sizeof(path));
    if (measured(m, &job, &e))
        fail_msg("%s", e.msg);
}

static void each_part_has_its_counter(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
        const char *counter;
        int64_t n;
        const char *rule; /* NULL: nothing is found */
        enum measured state;
    } row[] = {
        {HEAD "c1\t1\t.\tA\tC\t.\tPASS\t.\n",                             "specification", "format.records",
         1,                                                                                                        NULL,           MEASURED_OK    },
        {HEAD "c1\t3\t.\tA\tC\t.\tPASS\t.\nc1\t1\t.\tA\tC\t.\tPASS\t.\n",
         "specification",                                                                  "format.unsorted",   1, "VCF-POS-002",  MEASURED_OK    },
        {HEAD "c1\t3\t.\tA\tC\t.\tPASS\t.\nc1\t1\t.\tA\tC\t.\tPASS\t.\n",
         "VCF-ID-*",                                                                       "format.unsorted",   0, NULL,           MEASURED_OK    },
        {HEAD "c1\t3\t.\tA\tC\t.\tPASS\t.\nc1\t1\t.\tA\tC\t.\tPASS\t.\n",
         "VCF-POS-002=warning",                                                            "format.unsorted",   0, "VCF-POS-002",
         MEASURED_OK                                                                                                                              },
        {HEAD "c1\t3\t.\tA\tC\t.\tPASS\t.\nc1\t1\t.\tA\tC\t.\tPASS\t.\n",
         "VCF-POS-002=warning",                                                            "format.warnings",   1, "VCF-POS-002",
         MEASURED_OK                                                                                                                              },
        {HEAD "c1\t1\t.\tA\tC\tx\tPASS\t.\n",                             "specification", "format.errors",
         1,                                                                                                        "VCF-QUAL-001", MEASURED_OK    },
        {HEAD "c1\t1\t.\tA\tC\tx\tPASS\t.\n",                             "specification",
         "format.records-wrong",                                                                                1, "VCF-QUAL-001", MEASURED_OK    },
        {HEAD "c1\t1\t.\tA\tC\tx\tPASS\t.\n",                             "specification", "format.rules",
         1,                                                                                                        "VCF-QUAL-001", MEASURED_OK    },
        {HEAD "c2\t1\t.\tA\tC\t.\tPASS\t.\n",                             "specification",
         "format.undeclared",                                                                                   1, "VCF-CTG-005",  MEASURED_OK    },
        {HEAD "c1\t1\t.\tA\tC\t.\tPASS\tX=1\n",                           "specification",
         "format.tags-undeclared",                                                                              1, "VCF-INFO-103", MEASURED_OK    },
 /* what leaves nothing else to be said */
        {HEAD "c1\tx\t.\tA\tC\t.\tPASS\t.\n",                             "specification",
         "format.unreadable",                                                                                   1, "VCF-POS-001",  MEASURED_DEFECT},
        {HEAD "c1\tx\t.\tA\tC\t.\tPASS\t.\n",                             "VCF-ID-*",      "format.unreadable",
         1,                                                                                                        "VCF-POS-001",  MEASURED_DEFECT},
        {"",                                                              "specification", "format.unreadable", 1, "VCF-FILE-001",
         MEASURED_DEFECT                                                                                                                          },
        {"nothing of the kind\n",                                         "specification", "format.unreadable", 1,
         "VCF-HDR-001",                                                                                                            MEASURED_DEFECT},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;

        judge(&m, "calls.vcf", row[i].text, row[i].rules, "vcf");
        if (m.state != row[i].state ||
            measured_count(&m, row[i].counter) != row[i].n ||
            !measured_found(&m, row[i].rule))
            fail_msg("row %zu: state %d, %s is %d, first finding %s", i,
                     (int)m.state, row[i].counter,
                     (int)measured_count(&m, row[i].counter),
                     m.findings.n ? m.findings.a[0].code : "none");
        assert_int_equal(m.spoils, row[i].state == MEASURED_DEFECT);
        measured_release(&m);
    }
}

static void another_format_than_is_asked_for_is_a_defect(void **state)
{
    static const struct {
        const char *name, *text, *formats, *code;
    } row[] = {
        {"x.bed", "c1\t1\t2\n",          "vcf",     "FORMAT-OTHER"},
        {"x.vcf", "@r\nACGT\n+\nFFFF\n", "vcf bcf", "FORMAT-OTHER"},
 /* neither content nor name: judged as what is asked for */
        {"x",     "hello\n",             "fastq",   "FASTQ-001"   },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;

        judge(&m, row[i].name, row[i].text, "specification", row[i].formats);
        if (!measured_found(&m, row[i].code))
            fail_msg("row %zu: not %s", i, row[i].code);
        if (strcmp(row[i].code, "FORMAT-OTHER") == 0) {
            assert_int_equal(m.state, MEASURED_DEFECT);
            assert_int_equal(measured_count(&m, "format.other"), 1);
        }
        measured_release(&m);
    }
}

static void findings_say_rule_clause_and_first_places(void **state)
{
    struct measurement m;
    char text[4096] = HEAD;

    (void)state;
    for (int i = 0; i < 8; i++)
        strcat(text, "c1\t1\t.\tA\tC\tx\tPASS\t.\n");
    judge(&m, "calls.vcf", text, "VCF-QUAL-001", "vcf");
    assert_int_equal(m.findings.n, 4); /* the rule, three places */
    assert_string_equal(m.findings.a[0].code, "VCF-QUAL-001");
    assert_string_equal(m.findings.a[0].source, "VCFv4.5 1.6.1.6");
    assert_non_null(strstr(m.findings.a[0].en, "broken in 8 places"));
    assert_non_null(strstr(m.findings.a[0].fr, "en 8 endroits"));
    assert_non_null(strstr(m.findings.a[0].explains, "format.errors"));
    assert_false(m.findings.a[0].example);
    assert_true(m.findings.a[1].example);
    assert_int_equal(m.findings.a[1].line, 4);
    assert_non_null(strstr(m.findings.a[1].en, "line 4, c1:1: "));
    measured_release(&m);
}

static void an_index_is_compared_and_must_be_one(void **state)
{
    static const struct {
        const char *index;
        const char *counter; /* that is above 0; NULL: none */
        enum measured state;
    } row[] = {
        {GOOD ".vcf.gz.tbi",        NULL,               MEASURED_OK    },
        {NULL,                      "index.absent",     MEASURED_OK    },
        {GOOD ".genome.vcf.gz.tbi", "index.lost",       MEASURED_OK    },
        {GOOD ".vcf.gz",            "index.unreadable", MEASURED_DEFECT},
        {GOOD ".summary.csv",       "index.unreadable", MEASURED_DEFECT},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct measured_job job = {
            .check = &check_format,
            .file = {{"file", "calls", GOOD ".vcf.gz"},
                     {"index", "calls-index", row[i].index}}
        };
        struct measurement m;
        struct err e = {0};

        if (measured(&m, &job, &e))
            fail_msg("row %zu: %s", i, e.msg);
        assert_int_equal(m.state, row[i].state);
        if (row[i].counter)
            assert_true(measured_count(&m, row[i].counter) > 0);
        else
            assert_true(measured_found(&m, NULL));
        measured_release(&m);
    }
}

static void a_reference_is_compared(void **state)
{
    static const struct {
        const char *path;
        int64_t wrong;
    } row[] = {
        {GOOD ".vcf.gz",                  0},
        {GOLDEN "calls-reference.vcf.gz", 1},
        {GOLDEN "calls-length.vcf.gz",    1},
        {GOOD ".bam",                     0},
        {GOLDEN "reads-sum.bam",          1},
        {GOOD ".cram",                    0},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct measured_job job = {
            .check = &check_format,
            .file = {{"file", "f", row[i].path},
                     {"reference", "r", GOLDEN "reference.fa"}}
        };
        struct measurement m;
        struct err e = {0};

        if (measured(&m, &job, &e))
            fail_msg("row %zu: %s", i, e.msg);
        assert_int_equal(measured_count(&m, "format.reference"), row[i].wrong);
        measured_release(&m);
    }
}

static void pairs_are_judged_by_both_files(void **state)
{
    static const struct {
        const char *first, *second;
        const char *counter; /* NULL: all is well */
    } row[] = {
        {GOOD "_R1.fastq.gz",             GOOD "_R2.fastq.gz",           NULL          },
        {GOOD "_R1.fastq.gz",             GOLDEN "reads-order.fastq.gz", "format.pairs"},
        {GOOD "_R2.fastq.gz",             GOOD "_R1.fastq.gz",           "format.pairs"},
        {GOLDEN "reads-quality.fastq.gz", GOOD "_R2.fastq.gz",
         "format.records-wrong"                                                        },
        {GOOD ".vcf.gz",                  GOOD "_R2.fastq.gz",           "format.other"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct measured_job job = {
            .check = &check_read_pairs,
            .file = {{"first", "a", row[i].first},
                     {"second", "b", row[i].second}}
        };
        struct measurement m;
        struct err e = {0};

        if (measured(&m, &job, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (row[i].counter
                ? measured_count(&m, row[i].counter) == 0
                : m.state != MEASURED_OK || !measured_found(&m, NULL))
            fail_msg("row %zu", i);
        measured_release(&m);
    }
}

static void what_is_not_the_files_fault_is_an_error(void **state)
{
    static const struct measured_job missing = {
        .check = &check_format, .file = {{"file", "f", "/nonexistent.vcf"}}};
    static const struct measured_job bad_rules = {
        .check = &check_format,
        .file = {{"file", "f", GOOD ".vcf.gz"}},
        .param = {{.name = "rules", .value = "VCF-NONE-1"}}};
    struct measurement m;
    struct err e = {0};

    (void)state;
    assert_int_equal(measured(&m, &missing, &e), -1);
    measured_release(&m);
    e = (struct err){0};
    assert_int_equal(measured(&m, &bad_rules, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    measured_release(&m);
}

static int make(void **state)
{
    (void)state;
    folder_make(&d);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    folder_remove(&d);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_part_has_its_counter),
        cmocka_unit_test(another_format_than_is_asked_for_is_a_defect),
        cmocka_unit_test(findings_say_rule_clause_and_first_places),
        cmocka_unit_test(an_index_is_compared_and_must_be_one),
        cmocka_unit_test(a_reference_is_compared),
        cmocka_unit_test(pairs_are_judged_by_both_files),
        cmocka_unit_test(what_is_not_the_files_fault_is_an_error),
    };

    return cmocka_run_group_tests_name("check_format", tests, make, drop);
}
