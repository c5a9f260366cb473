/* BED and FASTA: what is legal and what is not, beyond the rules' examples. */
#include "conform/tests/textcase.h"

#include "formats/fastaio.h"

#define B12 "c\t1\t9\ta\t0\t+\t1\t9\t0"

static void beds_break_their_rules(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
  /* legal */
        {"c\t1\t1\n",                              ""                          },
        {"c\t0\t18446744073709551615\n",           ""                          },
        {"# a\n\n \t\nc\t1\t2\n#\n",               ""                          },
        {"c\t1\t2\rc\t1\t3\r",                     ""                          },
        {"c\t1\t2\r\nc\t1\t3\r\n",                 ""                          },
        {"c\t1\t2",                                ""                          },
        {"c\t1\t2\ta b\nd\t1\t2\t.\n",             ""                          },
        {B12 "\t2\t2,4,\t0,4,\tx\t\ty z\n",        ""                          },
        {B12 "\t1\t8\t0\n",                        ""                          },
        {"c 1  2\n",                               " BED-FILE-007"             },
        {"c\t\t1\t2\n",                            " BED-FILE-007"             },
        {"d\t1\t2\nc\t1\t2\nd\t3\t4\n",            " BED-FILE-008"             },
 /* not legal */
        {"c\t1\n",                                 " BED-FILE-002 BED-FILE-007"},
        {B12 "\t1\n",                              " BED-FILE-002"             },
        {B12 "\t1\t8\n",                           " BED-FILE-002"             },
        {"c\t1\t2\t\n",                            " BED-FILE-003 BED-FILE-007"},
        {" c\t1\t2\n",                             " BED-FILE-003 BED-FILE-007"},
        {"c\t1\t2\nc\t1\t3\r\n",                   " BED-FILE-004"             },
        {"c\t1\t2\nc\t1\r3\n",                     " BED-FILE-001 BED-FILE-002 BED-FILE-004 "
                               "BED-FILE-007"    },
        {"browser position c:1-2\nc\t1\t2\n",      " BED-FILE-005"             },
        {"\t#\nc\t1\t2\n",                         " BED-FILE-006"             },
        {"c.1\t1\t2\n",                            " BED-CHROM-001"            },
        {"c\t1\t18446744073709551616\n",           " BED-END-001"              },
        {"c\t+1\t2\n",                             " BED-START-001"            },
        {"c\t1\t2\ta\t-1\n",                       " BED-SCORE-001"            },
        {"c\t1\t2\ta\t1001\n",                     " BED-SCORE-001"            },
        {"c\t1\t2\ta\t0\t++\n",                    " BED-STRAND-001"           },
        {"c\t1\t9\ta\t0\t+\t10\t9\n",              " BED-THICK-001"            },
        {"c\t1\t9\ta\t0\t+\t5\t4\n",               " BED-THICK-002"            },
        {"c\t1\t9\ta\t0\t+\t5\t6\t1\n",            " BED-RGB-001"              },
        {"c\t1\t9\ta\t0\t+\t5\t6\t1,2,3,\n",       " BED-RGB-001"              },
        {"c\t1\t9\ta\t0\t+\t5\t6\t1,2,\n",         " BED-RGB-001"              },
        {B12 "\t2\t2,4,,\t0,4\n",                  " BED-BLK-002"              },
        {B12 "\t2\t2,4\t0,x\n",                    " BED-BLK-003"              },
        {B12 "\t9\t2,4\t0,4\n",                    " BED-BLK-001"              },
        {B12 "\t2\t2,4\t1,4\n",                    " BED-BLK-004"              },
        {B12 "\t2\t4,8\t4,0\n",                    " BED-BLK-004 BED-BLK-005"  },
        {B12 "\t2\t2,4\t0,99999999999999999999\n", " BED-BLK-003"              },
        {B12 "\t2\t2,18446744073709551615\t0,4\n", " BED-BLK-006"              },
        {B12 "\t1\t8\t0\tx\x01\n",                 " BED-CUSTOM-001"           },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        textcase_expect("bed", row[i].text, strlen(row[i].text), row[i].rules);
}

static void regions_are_compared_with_a_reference(void **state)
{
    static const char regions[] = "c\t0\t4\nc\t5\t5\nc\t2\t5\nd\t0\t1\n";
    struct fasta reference = {0};
    struct examine_job job = {.format = "bed"};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        fasta_open(&reference, scratch_write("ref.fa", S(">c\nACGT\n")), &e),
        0);
    job.reference = &reference;
    job.path = scratch_write("case", S(regions));
    textcase_expect_of(&job, regions,
                       " BED-FILE-008 BED-CHROM-002 BED-START-002 BED-END-003");
    fasta_close(&reference);
}

/* ENCODE's narrowPeak is BED6 with four fields of its own. */
static void peaks_have_six_fields_of_the_standard(void **state)
{
    static const char peak[] = "c\t1\t9\t.\t0\t.\t1.5\t-1\t-1\t4\n";
    struct examine_job job = {.format = "bed"};

    (void)state;
    job.path = scratch_write("x.narrowPeak", S(peak));
    textcase_expect_of(&job, peak, "");
}

static void fastas_break_their_rules(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
        {">a b\nACGT\nAC\n>b\nA",         ""                    },
        {">a\nACGTRYKMSWBDHVNacgtn-*.\n", ""                    },
        {">a\nACGT\n\n>b\nAC\n\n",        ""                    },
        {">a\nMKLE*\n",                   " FASTA-008"          },
        {">a\r\nAC\r\nGT\r\n",            " FASTA-007"          },
        {">a\nAC\n\nGT\n",                " FASTA-003 FASTA-007"},
        {">a\nA C\n",                     " FASTA-007"          },
        {">a\nACG\nAC\nACG\n",            " FASTA-003"          },
        {">a\nAC\nACG\n",                 " FASTA-003"          },
        {"ACGT\n>a\nACGT\n",              " FASTA-001"          },
        {">\nACGT\n",                     " FASTA-001"          },
        {">a\nAC>GT\n",                   " FASTA-004"          },
        {">a\nA1CE\n",                    " FASTA-004 FASTA-008"},
        {">a\n>b\nA\n",                   " FASTA-005"          },
        {">a,b\nA\n",                     " FASTA-006"          },
        {">*\nA\n",                       " FASTA-006"          },
        {"",                              " FASTA-005"          },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        textcase_expect("fasta", row[i].text, strlen(row[i].text),
                        row[i].rules);
    textcase_expect("fasta", S(">a\nA\0C\n"), " FASTA-004");
}

/* A line of more than one piece; CR at any place of it. */
static void lines_of_a_fasta_may_be_long(void **state)
{
    size_t n = 400000;
    char *text = malloc(n + 1);
    struct examine_job job = {.format = "fasta"};

    (void)state;
    assert_non_null(text);
    for (size_t cr = 131070; cr < 131076; cr++) {
        memset(text, 'A', n);
        memcpy(text, ">a\n", 3);
        text[n - 1] = '\n';
        textcase_expect("fasta", text, n, "");
        text[cr] = '\r';
        job.path = scratch_write("case", text, n);
        textcase_expect_of(&job, "a CR within", " FASTA-007");
    }
    free(text);
}

static void a_fasta_is_compared_with_its_index(void **state)
{
    static const struct {
        const char *index;
        const char *rules;
    } row[] = {
        {"a\t6\t3\t4\t5\nb\t2\t14\t2\t3\n",                 ""        },
        {"a\t6\t3\t4\t5\n",                                 " FAI-002"},
        {"a\t6\t3\t4\t5\nb\t2\t14\t2\t3\nc\t2\t19\t2\t3\n", " FAI-002"},
        {"a\t6\t3\t4\t5\nx\t2\t14\t2\t3\n",                 " FAI-002"},
        {"a\t7\t3\t4\t5\nb\t2\t14\t2\t3\n",                 " FAI-002"},
        {"a\t6\t4\t4\t5\nb\t2\t14\t2\t3\n",                 " FAI-002"},
        {"a\t6\t3\t5\t6\nb\t2\t14\t2\t3\n",                 " FAI-002"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.format = "fasta"};
        struct examine_job of_index = {.format = "fai"};

        job.path = scratch_write("i.fa", S(">a\nACGT\nAC\n>b\nAC\n"));
        of_index.path =
            scratch_write("i.fa.fai", row[i].index, strlen(row[i].index));
        textcase_expect_of(&job, row[i].index, row[i].rules);
        /* The index alone can not know that rows are missing, nor a name. */
        if (i != 1 && i != 3)
            textcase_expect_of(&of_index, row[i].index, row[i].rules);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(beds_break_their_rules),
        cmocka_unit_test(regions_are_compared_with_a_reference),
        cmocka_unit_test(peaks_have_six_fields_of_the_standard),
        cmocka_unit_test(fastas_break_their_rules),
        cmocka_unit_test(lines_of_a_fasta_may_be_long),
        cmocka_unit_test(a_fasta_is_compared_with_its_index),
    };

    return cmocka_run_group_tests_name("rules_regions", tests, textcase_setup,
                                       textcase_teardown);
}
