/* SAM as text: lines, fields and their syntax; each rule broken in turn. */
#include "base/buf.h"
#include "conform/align/sam/examine_sam_internal.h"
#include "conform/said.h"
#include "conform/tests/samcase.h"

#define END " * 0 0 ACGT IIII NM:i:0 RG:Z:1"

static void each_record_breaks_its_rules(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
  /* legal */
        {"r 0 chr1 1 60 4M" END,                                   ""              },
        {"r 0 chr1 007 +60 4M * 0 -0 acgt !~!~ NM:i:0 RG:Z:1",     ""              },
        {"r 4 * 0 0 * * 0 0 AC=Nt * RG:Z:1",                       " SAM-QUAL-005" },
        {"r 0 chr1 5 60 2S4M2H * 0 0 NNACGT IIIIII NM:i:0 RG:Z:1", ""              },
        {"r 4 * 0 0 * * 0 0 A * RG:Z:1 X0:A:! X1:i:-2147483648 "
         "X2:i:4294967295 X3:f:-.5e-3 X4:Z: X5:Z:a%b X6:H: X7:H:0AF9 X8:B:c "
         "X9:B:f,1,-2.5E+3",                              " SAM-QUAL-005" },
 /* columns */
        {"r",                                                      " SAM-REC-001"  },
        {"",                                                       " SAM-REC-001"  },
        {"r 0 chr1 1 60 4M * 0 0 ACGT",                            " SAM-REC-001"  },
        {"r 0 chr1 1 60  * 0 0 ACGT IIII",                         " SAM-REC-002"  },
        {" 0 chr1 1 60 4M" END,                                    " SAM-REC-002"  },
        {"r 0 chr1 1 60 4M * 0 0 ACGT ",                           " SAM-REC-002"  },
        {"r 0 chr1 1 60 4M" END " ",                               " SAM-REC-002"  },
        {"r 0 chr1 1 60 4M * 0 0 ACGT IIII  NM:i:0",               " SAM-REC-002"  },
 /* numbers */
        {"r -1 chr1 1 60 4M" END,                                  " SAM-FLAG-001" },
        {"r 65536 chr1 1 60 4M" END,                               " SAM-FLAG-001" },
        {"r 0x10 chr1 1 60 4M" END,                                " SAM-FLAG-001" },
        {"r 4294967296 chr1 1 60 4M" END,                          " SAM-FLAG-001" },
        {"r 0 chr1 -1 60 4M" END,                                  " SAM-POS-001"  },
        {"r 0 chr1 2147483648 60 4M" END,                          " SAM-POS-001"  },
        {"r 0 chr1 1.0 60 4M" END,                                 " SAM-POS-001"  },
        {"r 0 chr1 * 60 4M" END,                                   " SAM-POS-001"  },
        {"r 0 chr1 1 256 4M" END,                                  " SAM-MAPQ-001" },
        {"r 0 chr1 1 - 4M" END,                                    " SAM-MAPQ-001" },
        {"r 0 chr1 1 60 4M * -1 0 ACGT IIII",                      " SAM-PNEXT-001"},
        {"r 0 chr1 1 60 4M * x 0 ACGT IIII",                       " SAM-PNEXT-001"},
        {"r 0 chr1 1 60 4M * 0 2147483648 ACGT IIII",              " SAM-TLEN-001" },
        {"r 0 chr1 1 60 4M * 0 -2147483648 ACGT IIII",             " SAM-TLEN-001" },
        {"r 0 chr1 1 60 4M * 0 99999999999999999999 ACGT IIII",
         " SAM-TLEN-001"                                                           },
 /* names */
        {"r 0 *chr1 1 60 4M" END,                                  " SAM-RNAME-001"},
        {"r 0 = 1 60 4M" END,                                      " SAM-RNAME-001"},
        {"r 0 a,b 1 60 4M" END,                                    " SAM-RNAME-001"},
        {"r 0 chr1 1 60 4M a\\b 0 0 ACGT IIII",                    " SAM-RNEXT-001"},
        {"r 0 chr1 1 60 4M == 0 0 ACGT IIII",                      " SAM-RNEXT-001"},
 /* CIGAR */
        {"r 0 chr1 1 60 M" END,                                    " SAM-CIGAR-001"},
        {"r 0 chr1 1 60 4" END,                                    " SAM-CIGAR-001"},
        {"r 0 chr1 1 60 4M4Y" END,                                 " SAM-CIGAR-001"},
        {"r 0 chr1 1 60 4M*" END,                                  " SAM-CIGAR-001"},
        {"r 0 chr1 1 60 -4M" END,                                  " SAM-CIGAR-001"},
        {"r 0 chr1 1 60 268435456H4M" END,                         " SAM-CIGAR-011"},
        {"r 0 chr1 1 60 4M600000000H" END,                         " SAM-CIGAR-011"},
        {"r 0 chr1 1 60 9H268435456H4M" END,
         " SAM-CIGAR-011 SAM-CIGAR-003 SAM-CIGAR-006"                              },
 /* SEQ and QUAL */
        {"r 4 * 0 0 * * 0 0 A%C III RG:Z:1",                       " SAM-SEQ-001"  },
        {"r 4 * 0 0 * * 0 0 *A II RG:Z:1",                         " SAM-SEQ-001"  },
        {"r 4 * 0 0 * * 0 0 A0C III RG:Z:1",                       " SAM-SEQ-001"  },
        {"r 4 * 0 0 * * 0 0 ACE III RG:Z:1",                       " SAM-SEQ-002"  },
        {"r 4 * 0 0 * * 0 0 AC. III RG:Z:1",                       " SAM-SEQ-002"  },
        {"r 4 * 0 0 * * 0 0 ACU III RG:Z:1",                       " SAM-SEQ-002"  },
        {"r 4 * 0 0 * * 0 0 ACG I%I RG:Z:1",                       " SAM-QUAL-001" },
        {"r 4 * 0 0 * * 0 0 ACG I\x7fI RG:Z:1",                    " SAM-QUAL-001" },
        {"r 4 * 0 0 * * 0 0 ACG I\xe9I RG:Z:1",                    " SAM-QUAL-001" },
        {"r 4 * 0 0 * * 0 0 ACG II RG:Z:1",                        " SAM-QUAL-002" },
        {"r 4 * 0 0 * * 0 0 ACG IIII RG:Z:1",                      " SAM-QUAL-002" },
        {"r 4 * 0 0 * * 0 0 * III RG:Z:1",                         " SAM-QUAL-003" },
 /* tags */
        {"r 0 chr1 1 60 4M" END " X0:1",                           " SAM-AUX-001"  },
        {"r 0 chr1 1 60 4M" END " X:i:1",                          " SAM-AUX-001"  },
        {"r 0 chr1 1 60 4M" END " XAA:i:1",                        " SAM-AUX-001"  },
        {"r 0 chr1 1 60 4M" END " 0X:i:1",                         " SAM-AUX-001"  },
        {"r 0 chr1 1 60 4M" END " X_:i:1",                         " SAM-AUX-001"  },
        {"r 0 chr1 1 60 4M" END " X0:C:1",                         " SAM-AUX-003"  },
        {"r 0 chr1 1 60 4M" END " X0:z:1",                         " SAM-AUX-003"  },
        {"r 0 chr1 1 60 4M" END " X0:A:",                          " SAM-AUX-004"  },
        {"r 0 chr1 1 60 4M" END " X0:A:ab",                        " SAM-AUX-004"  },
        {"r 0 chr1 1 60 4M" END " X0:A:%",                         " SAM-AUX-004"  },
        {"r 0 chr1 1 60 4M" END " X0:i:",                          " SAM-AUX-005"  },
        {"r 0 chr1 1 60 4M" END " X0:i:1.0",                       " SAM-AUX-005"  },
        {"r 0 chr1 1 60 4M" END " X0:i:4294967296",                " SAM-AUX-005"  },
        {"r 0 chr1 1 60 4M" END " X0:i:-2147483649",               " SAM-AUX-005"  },
        {"r 0 chr1 1 60 4M" END " X0:f:nan",                       " SAM-AUX-006"  },
        {"r 0 chr1 1 60 4M" END " X0:f:1.",                        " SAM-AUX-006"  },
        {"r 0 chr1 1 60 4M" END " X0:Z:\xc3\xa9",                  " SAM-AUX-007"  },
        {"r 0 chr1 1 60 4M" END " X0:Z:a\x7f",                     " SAM-AUX-007"  },
        {"r 0 chr1 1 60 4M" END " X0:H:1",                         " SAM-AUX-008"  },
        {"r 0 chr1 1 60 4M" END " X0:H:1a",                        " SAM-AUX-008"  },
        {"r 0 chr1 1 60 4M" END " X0:B:",                          " SAM-AUX-009"  },
        {"r 0 chr1 1 60 4M" END " X0:B:F,1",                       " SAM-AUX-009"  },
        {"r 0 chr1 1 60 4M" END " X0:B:c1",                        " SAM-AUX-009"  },
        {"r 0 chr1 1 60 4M" END " X0:B:c,",                        " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END " X0:B:c,128",                     " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END " X0:B:C,-1",                      " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END " X0:B:S,65536",                   " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END " X0:B:s,1,-32769",                " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END " X0:B:i,2147483648",              " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END " X0:B:I,4294967296",              " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END " X0:B:f,1e39",                    " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END " X0:B:i,1,,2",                    " SAM-AUX-010"  },
        {"r 0 chr1 1 60 4M" END "\r",                              " SAM-FILE-004" },
        {"r 0 chr1 1 60 4M" END "\n@CO x",                         " SAM-FILE-005" },
        {"r 0 chr1 1 60 4M" END "\n@r 0 chr1 1 60 4M" END,         " SAM-FILE-005" },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {0};

        samcase_records(&job, row[i].text, row[i].rules);
    }
}

static void the_file_as_a_whole(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
        {"",                                                    " SAM-FILE-001 SAM-RG-103"           },
        {"\xef\xbb\xbf" SAMCASE_HEAD,                           " SAM-FILE-003"                      },
        {"@HD VN:1.6\r\n@RG ID:1 SM:s PL:ONT\r\n",              " SAM-FILE-004"                      },
        {SAMCASE_HD "@RG ID:1 SM:s PL:ONT",                     " SAM-FILE-006"                      },
        {SAMCASE_HEAD "r 0 chr1 1 60 4M" END,                   " SAM-FILE-006"                      },
        {"r 4 * 0 0 * * 0 0 A I\n",                             " SAM-HDR-010 SAM-RG-103"            },
        {"@HD VN:1.6 SO:coordinate\n" SAMCASE_RG
         "r 0 chr1 1 60 1M * 0 0 A I NM:i:0 RG:Z:1\n", " SAM-SQ-013"                        },
        {"\n",                                                  " SAM-REC-001 SAM-HDR-010 SAM-RG-103"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        samcase_whole(row[i].text, row[i].rules);
    textcase_expect("sam", S("@CO\ta\0b\n@RG\tID:1\tSM:s\tPL:ONT\n"), "");
    textcase_expect("sam", S("@RG\tID:1\tSM:a\0b\tPL:ONT\n"), " SAM-HDR-001");
}

static void qualities_of_old_files_are_told(void **state)
{
    char seq[1101];
    char qual[1101];
    char text[4096];
    struct examine_job job = {0};

    (void)state;
    memset(seq, 'A', 1100);
    memset(qual, 'h', 1100);
    qual[7] = '@';
    seq[1100] = qual[1100] = '\0';
    snprintf(text, sizeof(text), "r 4 * 0 0 * * 0 0 %s %s RG:Z:1", seq, qual);
    samcase_records(&job, text, " SAM-QUAL-004");
    qual[8] = '+';
    snprintf(text, sizeof(text), "r 4 * 0 0 * * 0 0 %s %s RG:Z:1", seq, qual);
    samcase_records(&job, text, "");
}

static void decimals_are_read_as_single_precision(void **state)
{
    static const struct {
        const char *text;
        enum samx_number what;
        float value;
    } row[] = {
        {"0",                                                             SAMX_SOUND,     0               },
        {"-0",                                                            SAMX_SOUND,     0               },
        {"+1",                                                            SAMX_SOUND,     1               },
        {".5",                                                            SAMX_SOUND,     0.5F            },
        {"-00.25",                                                        SAMX_SOUND,     -0.25F          },
        {"1e3",                                                           SAMX_SOUND,     1000            },
        {"125E-3",                                                        SAMX_SOUND,     0.125F          },
        {"3.402823466E+38",                                               SAMX_SOUND,     3.402823466E+38F},
        {"1.175494351e-38",                                               SAMX_SOUND,     1.175494351e-38F},
        {"1e-45",                                                         SAMX_SOUND,     1e-45F          },
        {"0e999999999999",                                                SAMX_SOUND,     0               },
        {"0.00000000000000000000000000000000000000000000000000000001e56",
         SAMX_SOUND,                                                                      1               },
        {"100000000000000000000000000000000000000000000000000000000e-56",
         SAMX_SOUND,                                                                      1               },
        {"3.5e38",                                                        SAMX_OUTSIDE,   0               },
        {"-1e99999999999999999",                                          SAMX_OUTSIDE,   0               },
        {"1E-46",                                                         SAMX_OUTSIDE,   0               },
        {"1e-99999999999999999",                                          SAMX_OUTSIDE,   0               },
        {"",                                                              SAMX_MALFORMED, 0               },
        {"-",                                                             SAMX_MALFORMED, 0               },
        {".",                                                             SAMX_MALFORMED, 0               },
        {"1.",                                                            SAMX_MALFORMED, 0               },
        {"1.e3",                                                          SAMX_MALFORMED, 0               },
        {"e3",                                                            SAMX_MALFORMED, 0               },
        {"1e",                                                            SAMX_MALFORMED, 0               },
        {"1e+",                                                           SAMX_MALFORMED, 0               },
        {"1e3.5",                                                         SAMX_MALFORMED, 0               },
        {"inf",                                                           SAMX_MALFORMED, 0               },
        {"0x1p3",                                                         SAMX_MALFORMED, 0               },
        {" 1",                                                            SAMX_MALFORMED, 0               },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct samx_span v = {row[i].text, strlen(row[i].text)};
        float f = -1;

        if (samx_float(&f, v) != row[i].what)
            fail_msg("%s is taken for something else", row[i].text);
        if (row[i].what == SAMX_SOUND && f != row[i].value)
            fail_msg("%s is read as %g", row[i].text, (double)f);
    }
}

static void text_without_a_header_is_told_by_its_columns(void **state)
{
    static const struct {
        const char *text;
        bool sam;
    } row[] = {
        {"@HD\tVN:1.6\n",                                   true },
        {"@SQ\tSN:a\tLN:1\n",                               true },
        {"\xef\xbb\xbf@CO\tx\n",                            true },
        {"@HD VN:1.0  SO:coordinate\n",                     true },
        {"r\t0\tc\t1\t60\t4M\t*\t0\t0\tACGT\tIIII\n",       true },
        {"r\t4\t*\t0\t0\t*\t*\t0\t0\tACGT\tIIII\tX0:i:1\n", true },
        {"@read1\nACGT\n+\nIIII\n",                         false},
        {"@CO read\nACGT\n+\nIIII\n",                       false},
        {"chr1\t1\t9\tx\t0\t+\t1\t9\t0\t1\t8\t0\n",         false},
        {"r\t0\tc\t1\t60\t4M\t*\t0\t0\n",                   false},
        {"",                                                false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.crew = textcase_crew};
        struct examined x = {0};
        struct err e = {0};

        job.path = scratch_write("untold", row[i].text, strlen(row[i].text));
        assert_int_equal(examine(&x, &job, &e), 0);
        if ((strcmp(x.format, "sam") == 0) != row[i].sam)
            fail_msg("taken for \"%s\": %s", x.format, row[i].text);
        examined_release(&x);
    }
}

/* Many records, so that there are many batches: with the same places and the
 * same text, whatever the number of threads. */
static void batches_make_no_difference(void **state)
{
    enum {
        N = 40000
    };
    size_t cap = (size_t)N * 80;
    char *text = malloc(cap);
    size_t n = 0;
    struct buf said[2];

    (void)state;
    assert_non_null(text);
    n = samcase_text(text, cap, SAMCASE_HEAD);
    for (int i = 0; i < N; i++)
        n += (size_t)snprintf(text + n, cap - n,
                              "r%d\t0\tchr1\t%d\t60\t4M\t*\t0\t%s\tACGT\tIIII\t"
                              "NM:i:0\tRG:Z:1\n",
                              i, 1 + i * 900 / N, i % 9999 == 9998 ? "x" : "0");
    for (int i = 0; i < 2; i++) {
        struct err e = {0};
        struct crew *crew = crew_new(i ? 4 : 1, &e);
        struct examine_job job = {
            .format = "sam", .practice = true, .crew = crew, .name = "x"};
        struct examined x = {0};
        struct said_file f = {"x", &x, &job};
        const struct problem *p;

        job.path = scratch_write("many.sam", text, n);
        assert_int_equal(examine(&x, &job, &e), 0);
        assert_true(x.judged);
        assert_int_equal(x.records, N);
        p = problems_find(&x.problems, "SAM-TLEN-001");
        assert_non_null(p);
        assert_int_equal(p->count, 4);
        assert_int_equal(p->example[3].record, 4 * 9999);
        assert_int_equal(p->example[3].line, 4 * 9999 + 4);
        assert_string_equal(p->example[3].name, "r39995");
        assert_string_equal(p->example[3].text, "x");
        assert_int_equal(text[p->example[3].offset], 'x');
        buf_init(&said[i], SAID_MAX);
        said_json(&said[i], &f, 1);
        examined_release(&x);
        crew_free(crew);
    }
    assert_int_equal(said[0].n, said[1].n);
    assert_memory_equal(said[0].s, said[1].s, said[0].n);
    buf_release(&said[0]);
    buf_release(&said[1]);
    free(text);
}

static void a_line_without_end_is_not_judged(void **state)
{
    static const char *const begin[] = {"@CO\t", "r\t"};
    size_t n = ((size_t)33 << 20);
    char *text = malloc(n);

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < T_LEN(begin); i++) {
        struct examine_job job = {.format = "sam", .crew = textcase_crew};
        struct examined x = {0};
        struct err e = {0};

        memset(text, 'A', n);
        memcpy(text, begin[i], strlen(begin[i]));
        text[n - 1] = '\n';
        job.path = scratch_write("long.sam", text, n);
        assert_int_equal(examine(&x, &job, &e), 0);
        assert_false(x.judged);
        assert_int_equal(x.why.code, ERR_LIMIT);
        examined_release(&x);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_record_breaks_its_rules),
        cmocka_unit_test(the_file_as_a_whole),
        cmocka_unit_test(qualities_of_old_files_are_told),
        cmocka_unit_test(decimals_are_read_as_single_precision),
        cmocka_unit_test(text_without_a_header_is_told_by_its_columns),
        cmocka_unit_test(batches_make_no_difference),
        cmocka_unit_test(a_line_without_end_is_not_judged),
    };

    return cmocka_run_group_tests_name("rules_sam_text", tests, textcase_setup,
                                       textcase_teardown);
}
