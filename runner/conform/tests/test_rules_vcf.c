/* Each rule of the records of a VCF: a text that breaks it, and no other. */
#include "conform/tests/vcfcase.h"

#define INFO(id, number, type)                                                 \
    "##INFO=<ID=" id ",Number=" number ",Type=" type ",Description=\"x\">\n"
#define FORMAT(id, number, type)                                               \
    "##FORMAT=<ID=" id ",Number=" number ",Type=" type ",Description=\"x\">\n"

/* clang-format off */
static const char header[] =
    "##FILTER=<ID=q10,Description=\"x\">\n"
    "##ALT=<ID=DEL,Description=\"x\">\n"
    INFO("DP", "1", "Integer")
    INFO("AF", "A", "Float")
    INFO("AC", "A", "Integer")
    INFO("DB", "0", "Flag")
    INFO("NOTE", ".", "String")
    INFO("R2", "R", "Integer")
    INFO("CH", "1", "Character")
    INFO("END", "1", "Integer")
    INFO("CIGAR", "A", "String")
    INFO("AD", "R", "Integer")
    INFO("CIPOS", "2", "Integer")
    INFO("MATEID", ".", "String")
    FORMAT("GT", "1", "String")
    FORMAT("DP", "1", "Integer")
    FORMAT("PL", "G", "Integer")
    FORMAT("GP", "G", "Float")
    FORMAT("AD", "R", "Integer")
    FORMAT("HQ", "2", "Integer")
    FORMAT("PS", "1", "Integer");
/* clang-format on */

struct row {
    const char *version;
    const char *records;
    const char *rules;
};

static void run(const struct row *row, size_t n)
{
    for (size_t i = 0; i < n; i++)
        vcfcase_records(row[i].version, header, row[i].records, row[i].rules);
}

static void good_records_break_no_rule(void **state)
{
    static const struct row row[] = {
        {"4.2", "1 10 rs1;rs2 A C 10.5 PASS DP=3;AF=0.5;DB GT:DP 0/1:3 .", ""},
        {"4.3",
         "1 10 . A C,<DEL> . q10 AF=0.5,1;CIPOS=0,0;NOTE=a~b GT 0|1 ./.\n"
         "1 10 . A *,G . . CIPOS=0,0;R2=1,2,3;CH=x GT:PL "
         "1/2:1,2,3,4,5,6 0:1,2,3",                                        ""},
        {"4.3", "1 10 . AC A . . AF=1e-3;END=11 GT:GP 0:0.1,9e-1 0/0/1:.", ""},
        {"4.3",
         "1 10 b1 A A[2:20[ . . MATEID=b2 GT 0/1 0/1\n"
         "2 20 b2 A ]1:10]A . . MATEID=b1 GT 0/1 0/1",                     ""},
        {"4.3",
         "1 10 . A .A . . CIGAR=. GT 0/1 0/1\n"
         "1 12 . A <*> . . END=20 GT 0/0 0/0",                             ""},
        {"4.3", "1 10 . A . NaN . . GT:AD:PL 0/0:3:0 0/0:3,0:0,1,2",       ""},
        {"4.3", "1 10 . A C . . . GT:HQ:PS 0|1:.,.:5 0|1:.",               ""},
    };

    (void)state;
    run(row, T_LEN(row));
}

static void columns(void **state)
{
    static const struct row row[] = {
        {"4.3", "1 10 . A C . . . GT 0/1",            " VCF-REC-001"   },
        {"4.3", "1 10 . A C . . . GT 0/1 0/1 0/1",    " VCF-REC-001"   },
        {"4.3", "1 10 . A C",                         " VCF-REC-001"   },
        {"4.3", "1 10  A C . . . GT 0/1 0/1",         " VCF-FILE-006"  },
        {"4.3", "1 10 . A C . . . GT 0/1 0/1 ",
         " VCF-REC-001 VCF-REC-002"
         " VCF-GT-001"                                                 },
        {"4.3", "1~1 10 . A C . . . GT 0/1 0/1",      " VCF-CHROM-001" },
        {"4.2", "<1 10 . A C . . . GT 0/1 0/1",       " VCF-CHROM-001" },
        {"4.3", "3 10 . A C . . . GT 0/1 0/1",        " VCF-CTG-005"   },
        {"4.3",
         "1 10 . A C . . . GT 0/1 0/1\n"
         "2 10 . A C . . . GT 0/1 0/1\n"
         "1 11 . A C . . . GT 0/1 0/1",               " VCF-CHROM-002" },
        {"4.3", "1 1x . A C . . . GT 0/1 0/1",        " VCF-POS-001"   },
        {"4.3", "1 -1 . A C . . . GT 0/1 0/1",        " VCF-POS-001"   },
        {"4.3",
         "1 10 . A C . . . GT 0/1 0/1\n"
         "1 9 . A C . . . GT 0/1 0/1",                " VCF-POS-002"   },
        {"4.3", "1 0 . A C . . . GT 0/1 0/1",         " VCF-POS-003"   },
        {"4.3", "1 1001 . A C . . . GT 0/1 0/1",      " VCF-POS-003"   },
        {"4.3", "1 1002 . A C . . . GT 0/1 0/1",      " VCF-POS-004"   },
        {"4.3", "1 10 rs1; A C . . . GT 0/1 0/1",     " VCF-ID-001"    },
        {"4.3", "1 10 rs1;rs1 A C . . . GT 0/1 0/1",  " VCF-ID-001"    },
        {"4.3", "1 10 rs~1 A C . . . GT 0/1 0/1",     " VCF-ID-001"    },
        {"4.3",
         "1 10 rs1 A C . . . GT 0/1 0/1\n"
         "1 11 rs1 A C . . . GT 0/1 0/1",             " VCF-ID-002"    },
        {"4.3", "1 10 rs1,rs2 A C . . . GT 0/1 0/1",  " VCF-ID-003"    },
        {"4.3", "1 10 . A C x . . GT 0/1 0/1",        " VCF-QUAL-001"  },
        {"4.3", "1 10 . A C -1 . . GT 0/1 0/1",       " VCF-QUAL-001"  },
        {"4.3", "1 10 . A C 1. . . GT 0/1 0/1",       " VCF-QUAL-001"  },
        {"4.2", "1 10 . A C 1. . . GT 0/1 0/1",       ""               },
        {"4.3", "1 10 . A C . q10;. . GT 0/1 0/1",    " VCF-FILTER-001"},
        {"4.3", "1 10 . A C . 0 . GT 0/1 0/1",        " VCF-FILTER-001"},
        {"4.3", "1 10 . A C . q10;q10 . GT 0/1 0/1",  " VCF-FILTER-001"},
        {"4.3", "1 10 . A C . q10;PASS . GT 0/1 0/1", " VCF-FILTER-002"},
        {"4.3", "1 10 . A C . q20 . GT 0/1 0/1",      " VCF-FILTER-003"},
    };

    (void)state;
    run(row, T_LEN(row));
}

static void alleles(void **state)
{
    static const struct row row[] = {
        {"4.3", "1 10 . R C . . . GT 0/1 0/1",                " VCF-REF-001" },
        {"4.3", "1 10 . CA A . . . GT 0/1 0/1",               " VCF-REF-003" },
        {"4.3", "1 1 . CA A . . . GT 0/1 0/1",                ""             },
        {"4.3", "1 10 . A C,,T . . . GT 0/1 0/1",             " VCF-ALT-101" },
        {"4.3", "1 10 . A x . . . GT 0/1 0/1",                " VCF-ALT-101" },
        {"4.3", "1 10 . A <DEL>x> . . . GT 0/1 0/1",          " VCF-ALT-101" },
        {"4.3", "1 10 . A C,. . . . GT 0/1 0/1",              " VCF-ALT-102" },
        {"4.3", "1 10 . A a . . . GT 0/1 0/1",                " VCF-ALT-103" },
        {"4.3", "1 10 . A C,G,c . . . GT 0/1 0/1",            " VCF-ALT-103" },
        {"4.3", "1 10 . A <UNK> . . . GT 0/1 0/1",            " VCF-ALT-104" },
        {"4.3", "1 10 . A [1:5[ . . . GT 0/1 0/1",            " VCF-ALT-105" },
        {"4.3", "1 10 . A A[1:5] . . . GT 0/1 0/1",           " VCF-ALT-105" },
        {"4.3", "1 10 . A A[1:x[ . . . GT 0/1 0/1",           " VCF-ALT-105" },
        {"4.3", "1 10 b1 A A[2:20[ . . MATEID=b2 GT 0/1 0/1", " VCF-ALT-106" },
        {"4.3", "1 10 . A <BND:X> . . . GT 0/1 0/1",          " VCF-ALT-107" },
        {"4.3",
         "1 10 . TAT TGT . . . GT 0/1 0/1\n"
         "1 11 . A G . . . GT 0/1 0/1",                       " VCF-DUP-001"
         " VCF-NORM-001"              },
        {"4.3", "1 10 . AC AG . . . GT 0/1 0/1",              " VCF-NORM-001"},
    };

    (void)state;
    run(row, T_LEN(row));
}

static void info(void **state)
{
    static const struct row row[] = {
        {"4.3", "1 10 . A C . . DP=3;;DB GT 0/1 0/1",                        " VCF-INFO-101"},
        {"4.3", "1 10 . A C . . DP=3; GT 0/1 0/1",                           " VCF-INFO-101"},
        {"4.3", "1 10 . A C . . D*P=3 GT 0/1 0/1",                           " VCF-INFO-101"},
        {"4.3", "1 10 . A C . . DP=3;DP=4 GT 0/1 0/1",                       " VCF-INFO-102"},
        {"4.2", "1 10 . A C . . DP=3;DP=4 GT 0/1 0/1",                       ""             },
        {"4.3", "1 10 . A C . . XX=3 GT 0/1 0/1",                            " VCF-INFO-103"},
        {"4.3", "1 10 . A C . . AF=0.1,0.2 GT 0/1 0/1",                      " VCF-INFO-104"},
        {"4.3", "1 10 . A C . . R2=1 GT 0/1 0/1",                            " VCF-INFO-104"},
        {"4.3", "1 10 . A C . . DP GT 0/1 0/1",                              " VCF-INFO-104"},
        {"4.3", "1 10 . A C . . DP=1.5 GT 0/1 0/1",                          " VCF-INFO-105"},
        {"4.3", "1 10 . A C . . DP= GT 0/1 0/1",                             " VCF-INFO-105"},
        {"4.3", "1 10 . A C . . AF=0.5x GT 0/1 0/1",                         " VCF-INFO-105"},
        {"4.3", "1 10 . A C . . CH=xy GT 0/1 0/1",                           " VCF-INFO-105"},
        {"4.3", "1 10 . A C . . DP=2147483648 GT 0/1 0/1",                   " VCF-INFO-106"},
        {"4.3", "1 10 . A C . . AC=-2147483641 GT 0/1 0/1",                  " VCF-INFO-106"},
        {"4.2", "1 10 . A C . . DP=2147483648 GT 0/1 0/1",                   ""             },
        {"4.3", "1 10 . A C . . DB=1 GT 0/1 0/1",                            " VCF-INFO-107"},
        {"4.2", "1 10 . A C . . NOTE=a~b GT 0/1 0/1",                        " VCF-INFO-108"},
        {"4.3", "1 10 . A C . . NOTE=a=b GT 0/1 0/1",                        " VCF-INFO-108"},
        {"4.3", "1 10 . A C . . NOTE= GT 0/1 0/1",                           " VCF-FILE-006"},
        {"4.3", "1 10 . A C . . AF=1.01 GT 0/1 0/1",                         " VCF-INFO-109"},
        {"4.3", "1 10 . A C . . AF=-0.1 GT 0/1 0/1",                         " VCF-INFO-109"},
        {"4.3", "1 10 . A C . . AC=-1 GT 0/1 0/1",                           " VCF-INFO-111"},
        {"4.3", "1 10 . A C . . AC=1 GT 0/1 0/1",                            " VCF-INFO-110"},
        {"4.3", "1 10 . A C . . AC=2 GT 0/1 0/1",                            ""             },
        {"4.3", "1 10 . A C . . CIGAR=1MX GT 0/1 0/1",                       " VCF-INFO-111"},
        {"4.3", "1 10 . A C . . END=9 GT 0/1 0/1",                           " VCF-INFO-112"},
        {"4.3", "1 10 . A C . . END=12 GT 0/1 0/1",                          " VCF-INFO-114"},
        {"4.3", "1 10 . A C . . DP=9;AD=5,5 GT 0/1 0/1",                     " VCF-INFO-113"},
        {"4.3", "1 10 . A C . . AD=5,5;DP=10 GT 0/1 0/1",                    ""             },
        {"4.3", "1 10 . A C . . DP=9;AD=5,. GT 0/1 0/1",                     ""             },
        {"4.3",
         "1 10 . A C . . DP=. GT 0/1 0/1\n1 11 . A C . . AD=5,5 GT 0/1 0/1", ""             },
    };

    (void)state;
    run(row, T_LEN(row));
}

static void samples(void **state)
{
    static const struct row row[] = {
        {"4.3", "1 10 . A C . . . GT::DP 0/1 0/1",      " VCF-FMT-101" },
        {"4.3", "1 10 . A C . . . GT:1X 0/1 0/1",       " VCF-FMT-101" },
        {"4.3", "1 10 . A C . . . GT:DP:DP 0/1 0/1",    " VCF-FMT-101" },
        {"4.2", "1 10 . A C . . . GT:G_S 0/1 0/1",      " VCF-FMT-101" },
        {"4.3", "1 10 . A C . . . DP:GT 1:0/1 .",       " VCF-FMT-102" },
        {"4.3", "1 10 . A C . . . GT:XX 0/1 0/1",       " VCF-FMT-103" },
        {"4.3", "1 10 . A C . . . GT 0/1:3 0/1",        " VCF-SMP-101" },
        {"4.3", "1 10 . A C . . . GT:HQ 0/1:3 0/1",     " VCF-SMP-102" },
        {"4.3", "1 10 . A C . . . GT:DP 0/1:x 0/1",     " VCF-SMP-103" },
        {"4.3", "1 10 . A C . . . GT:GP 0/1:0,0,2 0/1", " VCF-SMP-103" },
        {"4.3", "1 10 . A C . . . GT:DP 0/1: 0/1",      " VCF-FILE-006"},
        {"4.3", "1 10 . A C . . . GT 0/|1 0/1",         " VCF-GT-001"  },
        {"4.3", "1 10 . A C . . . GT /0/1 0/1",         " VCF-GT-001"  },
        {"4.3", "1 10 . A C . . . GT 0.5 0/1",          " VCF-GT-001"  },
        {"4.3", "1 10 . A C . . . GT 0/2 0/1",          " VCF-GT-002"  },
        {"4.3",
         "1 10 . A C . . . GT 0/1 0/1\n"
         "1 11 . A C . . . GT 0 0/1",                   " VCF-GT-003"  },
        {"4.3", "1 10 . A C,G . . . GT 0/1 0/0",        " VCF-GT-004"  },
        {"4.3", "1 10 . A . . . . GT 0/1 0/0",          " VCF-GT-005"  },
        {"4.3", "1 10 . A C . . . GT:PS 0|1:-5 0/1",    " VCF-PS-001"  },
        {"4.3", "1 10 . A C . . . GT:PL 0/1:1,2 0/1",   " VCF-PL-001"  },
        {"4.3", "1 10 . A C . . . GT:PL 0:1,2,3 0/1",   " VCF-PL-001"  },
        {"4.3", "1 10 . A C . . . GT:AD 0/1:3 0/1",     " VCF-AD-001"  },
    };

    (void)state;
    run(row, T_LEN(row));
}

static void places_are_told(void **state)
{
    const char *text = "##fileformat=VCFv4.3\n##contig=<ID=1>\n"
                       "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
                       "1\t5\t.\tA\tC\t.\t.\t.\n"
                       "1\t7\t.\tA\tx\t.\t.\t.\n";
    struct examine_job job = {0};
    struct examined x = {0};
    const struct problem *p;

    (void)state;
    vcfcase_examine(&x, text, strlen(text), &job);
    assert_string_equal(x.version, "4.3");
    assert_int_equal(x.records, 2);
    p = problems_find(&x.problems, "VCF-ALT-101");
    assert_non_null(p);
    assert_int_equal(p->example[0].line, 5);
    assert_int_equal(p->example[0].record, 2);
    assert_int_equal(p->example[0].offset,
                     (int64_t)(strstr(text, "x\t") - text));
    assert_string_equal(p->example[0].name, "1:7");
    assert_string_equal(p->example[0].text, "x");
    assert_string_equal(p->example[0].fr, "ce n’est pas un allèle");
    examined_release(&x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_records_break_no_rule),
        cmocka_unit_test(columns),
        cmocka_unit_test(alleles),
        cmocka_unit_test(info),
        cmocka_unit_test(samples),
        cmocka_unit_test(places_are_told),
    };

    return cmocka_run_group_tests_name("rules_vcf", tests, vcfcase_setup,
                                       vcfcase_teardown);
}
