/* Rules for structural variants, versions 4.4 and 4.5, gVCF, and REF. */
#include "conform/tests/vcfcase.h"

#include "formats/fastaio.h"

#define INFO(id, number, type)                                                 \
    "##INFO=<ID=" id ",Number=" number ",Type=" type ",Description=\"x\">\n"
#define FORMAT(id, number, type)                                               \
    "##FORMAT=<ID=" id ",Number=" number ",Type=" type ",Description=\"x\">\n"

/* clang-format off */
static const char header[] =
    "##ALT=<ID=DEL,Description=\"x\">\n"
    "##ALT=<ID=DUP,Description=\"x\">\n"
    "##ALT=<ID=INS,Description=\"x\">\n"
    "##ALT=<ID=CNV,Description=\"x\">\n"
    "##ALT=<ID=CNV:TR,Description=\"x\">\n"
    INFO("SVLEN", "A", "Integer")
    INFO("SVCLAIM", "A", "String")
    INFO("END", "1", "Integer")
    INFO("IMPRECISE", "0", "Flag")
    INFO("CIPOS", ".", "Integer")
    INFO("CILEN", ".", "Integer")
    INFO("MEINFO", ".", "String")
    INFO("RN", "A", "Integer")
    INFO("RUS", ".", "String")
    INFO("RUL", ".", "Integer")
    INFO("RUC", ".", "Float")
    INFO("RB", ".", "Integer")
    INFO("CIRUC", ".", "Float")
    INFO("CIRB", ".", "Integer")
    INFO("RUB", ".", "Integer")
    FORMAT("GT", "1", "String")
    FORMAT("CN", "1", "Float")
    FORMAT("CICN", "2", "Float")
    FORMAT("PS", "1", "Integer")
    FORMAT("PSL", "P", "String")
    FORMAT("PSQ", "P", "Integer")
    FORMAT("PSO", "P", "Integer")
    INFO("MATEID", "A", "String");
static const char header_of_45[] =
    FORMAT("GT", "1", "String")
    FORMAT("LAA", ".", "Integer")
    FORMAT("LAD", "LR", "Integer")
    FORMAT("LEC", "LA", "Integer")
    FORMAT("LPL", "LG", "Integer")
    FORMAT("LEN", "1", "Integer")
    FORMAT("DP", "1", "Integer")
    INFO("END", "1", "Integer");
static const char header_of_43[] =
    INFO("END", "1", "Integer")
    FORMAT("GT", "1", "String");
/* clang-format on */

struct row {
    const char *records;
    const char *rules;
};

static void run(const char *version, const char *head, const struct row *row,
                size_t n)
{
    for (size_t i = 0; i < n; i++)
        vcfcase_records(version, head, row[i].records, row[i].rules);
}

static void structural_variants(void **state)
{
    static const struct row row[] = {
        {"1 9 . A <DEL>,T,<DUP> . . SVLEN=1,.,2;SVCLAIM=D,.,DJ GT 0/1 0/0", ""            },
        {"1 9 . A T -0 . . GT /0/1 |0|1",                                   ""            },
        {"1 9 . A <INS> . . SVLEN=9;IMPRECISE;CIPOS=-5,5 GT 0/1 0/0",       ""            },
        {"1 9 . A A[1:5[ . . SVLEN=.;SVCLAIM=J GT 0/1 0/0",                 ""            },
        {"1 9 . A <INS> . . . GT 0/1 0/0",                                  " VCF-SV-001" },
        {"1 9 . A <DEL> . . SVLEN=1 GT 0/1 0/0",                            " VCF-SV-002" },
        {"1 9 . A <DEL> . . SVLEN=1;SVCLAIM=JD GT 0/1 0/0",                 " VCF-SV-002" },
        {"1 9 . A <CNV> . . SVLEN=1;SVCLAIM=J GT 0/1 0/0",                  " VCF-SV-002" },
        {"1 9 . A <INS> . . SVLEN=1;SVCLAIM=D GT 0/1 0/0",                  " VCF-SV-002" },
        {"1 9 . A A[1:5[ . . SVCLAIM=DJ GT 0/1 0/0",                        " VCF-SV-002" },
        {"1 9 . A T . . CIPOS=-1 GT 0/1 0/0",                               " VCF-SV-003" },
        {"1 9 . A T . . CIPOS=1,2 GT 0/1 0/0",                              " VCF-SV-003" },
        {"1 9 . A T . . CILEN=1 GT 0/1 0/0",                                " VCF-SV-003" },
        {"1 9 . A T . . MEINFO=a,1,2 GT 0/1 0/0",                           " VCF-SV-003" },
        {"1 9 . A T,<INS> . . SVLEN=.,9;IMPRECISE GT 0/1 0/0",              " VCF-SV-004" },
        {"1 9 . A <DEL>,<DUP> . . SVLEN=1,2;SVCLAIM=D,D GT:CN 0/1:3 0/0",
         " VCF-SV-007"                                                                    },
        {"1 9 . A <DEL>,<DUP> . . SVLEN=2,2;SVCLAIM=D,D GT:CN 0/1:3 0/0",   ""            },
        {"1 9 . A T . . . GT:CICN 0/1:-1,1 0/0",                            " VCF-SV-007" },
        {"1 9 . A T . . . GT:PSL:PSQ |0/1:a,.:3,. 0|1:a,b",                 ""            },
        {"1 9 . A T . . . GT:PSL 0/1:a,. 0/0",                              " VCF-PS-001" },
        {"1 9 . A T . . . GT:PSL:PSQ 0|1:a,.:1,2 0/0",                      " VCF-PS-001" },
        {"1 9 . A T . . . GT:PSL:PSQ 0/1:.,.:1,. 0/0",                      " VCF-PS-001" },
        {"1 9 . A T . . . GT:PS:PSL 0|1:3:a,b 0/0",                         " VCF-PS-001" },
        {"1 9 . A T . . . GT:PSL 0|1:a 0/0",                                " VCF-SMP-102"},
    };

    (void)state;
    run("4.4", header, row, T_LEN(row));
}

static void repeats(void **state)
{
#define TR "1 9 . A <CNV:TR> . . SVLEN=9;"
    static const struct row row[] = {
        {TR "RN=2;RUS=CAG,CA;RUL=3,2;RUC=2,3;RB=6,6;CIRUC=-1,1,.,. "
            "GT 0/1 0/0",              ""           },
        {TR "RUS=CAG;RUC=2;RUB=3,4 GT 0/1 0/0", ""           },
        {TR "RUS=CAG,CA GT 0/1 0/0",            " VCF-SV-006"},
        {TR "RN=2;RUL=3 GT 0/1 0/0",            " VCF-SV-006"},
        {TR "RUS=CXG GT 0/1 0/0",               " VCF-SV-006"},
        {TR "RUS=CAG;RUL=2 GT 0/1 0/0",         " VCF-SV-006"},
        {TR "RB=6;CIRB=1,2 GT 0/1 0/0",         " VCF-SV-006"},
        {TR "RB=6;CIRB=-2,-1 GT 0/1 0/0",       " VCF-SV-006"},
        {TR "RB=6;CIRB=-2 GT 0/1 0/0",          " VCF-SV-006"},
        {TR "RB=.;CIRB=-2,2 GT 0/1 0/0",        " VCF-SV-006"},
        {TR "RUC=2.5;RUB=3,4 GT 0/1 0/0",       " VCF-SV-006"},
        {TR "RUC=2;RUB=3 GT 0/1 0/0",           " VCF-SV-006"},
        {TR "RUB=3 GT 0/1 0/0",                 " VCF-SV-006"},
    };

    (void)state;
    run("4.4", header, row, T_LEN(row));
}

static void local_alleles(void **state)
{
    static const struct row row[] = {
        {"1 9 . A C,G . . . GT:LAA:LAD:LEC:LPL 0/2:2:3,4:1:1,2,3 0/0:.:3", ""            },
        {"1 9 . A C,G . . . GT:LAD:LAA 0/0:3 0/0",                         " VCF-FMT-104"},
        {"1 9 . A C,G . . . GT:LAD 0/0:3 0/0",                             " VCF-FMT-104"},
        {"1 9 . A C,G . . . GT:LAA 0/0:3 0/0",                             " VCF-FMT-104"},
        {"1 9 . A C,G . . . GT:LAA 0/0:1,1 0/0",                           " VCF-FMT-104"},
        {"1 9 . A C,G . . . GT:LAA:LAD 0/0:2:3 0/0",                       " VCF-SMP-102"},
        {"1 9 . A C,G . . . GT:LAA:LPL 0/0:2:3,4 0/0",                     " VCF-SMP-102"},
    };

    (void)state;
    run("4.5", header_of_45, row, T_LEN(row));
}

/* What only some versions ask is not asked of a file of none of them. */
static void an_unknown_version_asks_what_all_ask(void **state)
{
    static const struct row row[] = {
        {"1 9 . A <DEL> . . . GT 0/1 0/0",                           " VCF-FF-002"               },
        {"1 9 . A <DEL> . . SVLEN=1;SVLEN=1 GT:GT |0|1:0/1 0/0:0/0",
         " VCF-FF-002 VCF-FMT-102"                                                               },
        {"1 9 . A C . . MEINFO=L1 GT:CICN 0/1:1,2 0/0:.",            " VCF-FF-002"               },
        {"1 9 . A C . 3 . GT 0/1 0/0",                               " VCF-FF-002 VCF-FILTER-003"},
    };

    (void)state;
    run("4.9", header, row, T_LEN(row));
}

static void mates_are_phased_alike(void **state)
{
#define ONE   "1 9 a A A[1:15[ . . SVLEN=.;SVCLAIM=J;MATEID=b "
#define OTHER "\n1 15 b A ]1:9]A . . SVLEN=.;SVCLAIM=J;MATEID=a "
    static const struct row row[] = {
        {ONE "GT:PSL:PSO |0|1:.,x:.,3 0/0" OTHER "GT:PSL:PSO |0|1:.,x:.,3 0/0",
         ""                                                                                  },
        {ONE "GT:PSL:PSO |0|1:.,x:.,3 0/0" OTHER "GT:PSL:PSO |1|0:x,.:3,. 0/0",
         ""                                                                                  },
        {ONE "GT 0/1 0/0" OTHER "GT:PSL 0/1:.,. 0/0",                           ""           },
        {ONE "GT:PSL:PSO |0|1:.,x:.,3 0/0" OTHER "GT:PSL:PSO |0|1:.,y:.,3 0/0",
         " VCF-SV-008"                                                                       },
        {ONE "GT:PSL:PSO |0|1:.,x:.,3 0/0" OTHER "GT:PSL:PSO |0|1:.,x:.,4 0/0",
         " VCF-SV-008"                                                                       },
        {ONE "GT:PSL:PSO |0|1:.,x:.,3 0/0" OTHER "GT:PSL |0|1:.,x 0/0",
         " VCF-SV-008"                                                                       },
        {ONE "GT 0/1 0/0" OTHER "GT:PSL |0|1:.,x 0/0",                          " VCF-SV-008"},
        {ONE "GT:PSL 0/0 |0|1:.,x" OTHER "GT:PSL |0|1:.,x 0/0",                 " VCF-SV-008"},
    };

    (void)state;
    run("4.4", header, row, T_LEN(row));
}

static void a_called_position_is_not_called_again(void **state)
{
#define BLOCK "1 10 . A <*> . . . GT:DP:LEN 0/0:3:5 0/0:3:2\n"
    static const struct row row[] = {
        {BLOCK "1 15 . A <*> . . . GT:LEN 0/0:5 0/0:1",        ""         },
        {BLOCK "1 12 . A C,<*> . . . GT:DP ./.:. 0/1:3",       ""         },
        {BLOCK "1 12 . A C,<*> . . . GT:LAA:DP .:2:. 0/1:1:3", ""         },
        {BLOCK "1 11 . A C,<*> . . . GT:DP . 0/1:3",           " GVCF-006"},
        {BLOCK "1 14 . A C,<*> . . . GT:DP 0/1:3 0/1:3",       " GVCF-006"},
        {BLOCK "1 14 . A C,<*> . . . GT:DP .:3 0/1:3",         " GVCF-006"},
        {"1 10 . A <*> . . END=14 GT:DP 0/0:3 0/0:3\n"
         "1 14 . A C,<*> . . . GT:DP 0/1:3 ./.:.",    " GVCF-006"},
        {BLOCK "2 12 . A C . . . GT 0/1 0/1",                  ""         },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char text[4096];
        struct examine_job job = {0};
        struct examined x = {0};
        char found[256];
        int n =
            snprintf(text, sizeof(text),
                     "##fileformat=VCFv4.5\n##reference=x\n##contig=<ID=1>\n"
                     "##contig=<ID=2>\n%s" VCFCASE_COLUMNS "%s\n",
                     header_of_45, row[i].records);

        for (char *p = strstr(text, "S2\n"); *p; p++)
            *p = *p == ' ' ? '\t' : *p;
        vcfcase_examine(&x, text, (size_t)n, &job);
        vcfcase_rules(found, sizeof(found), &x, row[i].rules);
        if (strcmp(found, row[i].rules) != 0)
            fail_msg("\"%s\" instead of \"%s\" for:\n%s", found, row[i].rules,
                     text);
        examined_release(&x);
    }
}

static void gvcf(void **state)
{
    static const struct row row[] = {
        {"1 1 . A <*> . . END=9 GT 0/0 0/0\n1 10 . A C,<*> . . . GT 0/1 0/0\n"
         "1 11 . A <NON_REF> . . END=20 GT 0/0 0/0", ""         },
        {"1 1 . A <*> . . END=9 GT 0/0 0/0\n"
         "1 10 . A . . . END=12 GT 0/0 0/0",         " GVCF-001"},
        {"1 5 . A <*> . . END=1 GT 0/0 0/0",                  " GVCF-002"},
        {"1 1 . A <*> . . END=9 GT 0/0 0/0\n"
         "1 8 . A <*> . . END=12 GT 0/0 0/0",        " GVCF-003"},
        {"1 1 . A <*> . . END=9 GT 0/0 0/0\n"
         "1 11 . A <*> . . END=12 GT 0/0 0/0",       " GVCF-004"},
        {"1 1 . A <*>,C . . . GT 0/0 0/0",                    " GVCF-005"},
    };
    /* The longest LEN of a sample is what the record covers. */
    static const struct row of_45[] = {
        {"1 1 . A <*> . . . GT:LEN 0/0:9 0/0:8\n"
         "1 10 . A <*> . . . GT:LEN 0/0:9 0/0:9", ""         },
        {"1 1 . A <*> . . . GT:LEN 0/0:8 0/0:8\n"
         "1 10 . A <*> . . . GT:LEN 0/0:9 0/0:9", " GVCF-004"},
        {"1 1 . A <*> . . . GT:LEN 0/0:9 0/0:9\n"
         "1 10 . A C,<*> . . . GT 0/1 0/1\n"
         "1 12 . A <*> . . . GT:LEN 0/0:9 0/0:9", " GVCF-004"},
    };

    (void)state;
    run("4.3", header_of_43, row, T_LEN(row));
    run("4.5", header_of_45, of_45, T_LEN(of_45));
}

static void ref_is_that_of_the_reference(void **state)
{
    static const struct {
        const char *record;
        const char *rule;
    } row[] = {
        {"c\t2\t.\tC\tA\t.\t.\t.",    NULL         },
        {"c\t2\t.\tcgt\tA\t.\t.\t.",  NULL         },
        {"c\t2\t.\tG\tA\t.\t.\t.",    "VCF-REF-002"},
        {"c\t3\t.\tGTAA\tA\t.\t.\t.", "VCF-REF-002"},
    };
    char path[] = "/tmp/entente-ref-XXXXXX";
    int fd = mkstemp(path);
    struct fasta fasta = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(write(fd, ">c\nACGTA\n", 9), 9);
    close(fd);
    assert_int_equal(fasta_open(&fasta, path, &e), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.reference = &fasta};
        struct examined x = {0};
        char text[512];

        snprintf(text, sizeof(text),
                 "##fileformat=VCFv4.3\n##contig=<ID=c,length=%d>\n"
                 "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n%s\n",
                 row[i].rule ? 6 : 5, row[i].record);
        vcfcase_examine(&x, text, strlen(text), &job);
        assert_true(x.judged);
        assert_true(!problems_find(&x.problems, "VCF-CTG-006") == !row[i].rule);
        if (row[i].rule)
            assert_non_null(problems_find(&x.problems, row[i].rule));
        else
            assert_null(problems_find(&x.problems, "VCF-REF-002"));
        examined_release(&x);
    }
    fasta_close(&fasta);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structural_variants),
        cmocka_unit_test(repeats),
        cmocka_unit_test(local_alleles),
        cmocka_unit_test(an_unknown_version_asks_what_all_ask),
        cmocka_unit_test(mates_are_phased_alike),
        cmocka_unit_test(a_called_position_is_not_called_again),
        cmocka_unit_test(gvcf),
        cmocka_unit_test(ref_is_that_of_the_reference),
    };

    return cmocka_run_group_tests_name("rules_vcf_sv", tests, vcfcase_setup,
                                       vcfcase_teardown);
}
