/* The header of SAM, BAM and CRAM: each rule broken in turn. */
#include "conform/align/alnhead.h"
#include "conform/tests/samcase.h"
#include "formats/fastaio.h"

#define HD SAMCASE_HD
#define SQ SAMCASE_SQ
#define RG SAMCASE_RG

static void each_header_breaks_its_rules(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
  /* legal */
        {SAMCASE_HEAD,                                                               ""             },
        {HD SQ RG "@CO \n@CO any thing\n",                                           ""             },
        {"@HD SO:unsorted VN:1.6 GO:query SS:unsorted:MI:coordinate\n" RG,           ""             },
        {HD RG "@RG ID:2 SM:s%t PL:ONT xy:z BC:ACGT-GT DT:2020-06-23%\n",            ""             },
        {HD RG "@RG ID:2 SM:s PL:ULTIMA PI:-3 FO:* KS:TCAG\n",                       ""             },
        {HD RG "@RG ID:2 SM:s PL:SOLID FO:ACMGRSVTWYHKDBN\n",                        ""             },
        {HD RG "@SQ SN:!a=*b| LN:2147483647 TP:circular AN:M,chrM\n",                ""             },
        {HD RG
         "@SQ SN:HLA:1 LN:9\n@SQ SN:c LN:1 AH:*\n@SQ SN:b LN:9 AH:HLA:1\n", ""             },
        {HD RG "@SQ SN:HLA:1 LN:9\n@SQ SN:b LN:9 AH:HLA:1:2-7\n",                    ""             },
        {HD RG "@SQ SN:a LN:9 DS:\xc3\xa9 UR:/r%ef.fa SP:Homo%sapiens\n",            ""             },
        {HD RG "@PG ID:a\n@PG ID:b PP:a\n@PG ID:c PP:a CL:x%\xc3\xa9\n",             ""             },
        {HD RG "@PG ID:b PP:a\n@PG ID:a\n",                                          ""             },
 /* lines and fields */
        {HD RG "@SQ%SN:a%LN:1\n",                                                    " SAM-HDR-001" },
        {HD RG "@SQ\n",                                                              " SAM-HDR-001" },
        {HD RG "@SQ SN:a LN:1 x\n",                                                  " SAM-HDR-001" },
        {HD RG "@SQ SN:a LN:1 xyz:1\n",                                              " SAM-HDR-001" },
        {HD RG "@SQ SN:a LN:1 DS:\x01\n",                                            " SAM-HDR-001" },
        {HD RG "@XX ID:1\n",                                                         " SAM-HDR-002" },
        {HD RG "@sq SN:1 LN:1\n",                                                    " SAM-HDR-002" },
        {HD RG "@\n",                                                                " SAM-HDR-002" },
        {HD RG "@SQ SN:a LN:1 LN:1\n",                                               " SAM-HDR-003" },
        {HD RG "@SQ SN:a LN:1 zz:1 zz:1\n",                                          " SAM-HDR-003" },
        {HD RG "@SQ SN:a LN:1 1A:x\n",                                               " SAM-HDR-004" },
        {HD RG "@SQ SN:a LN:1 A_:x\n",                                               " SAM-HDR-004" },
        {HD RG "@SQ SN:a LN:1 DS:\n",                                                " SAM-HDR-005" },
        {HD RG "@SQ SN:a  LN:1\n",                                                   " SAM-HDR-006" },
        {HD RG "@SQ SN:a LN:1 \n",                                                   " SAM-HDR-006" },
        {HD RG "@SQ SN:a LN:1 XY:1\n",                                               " SAM-HDR-007" },
        {HD RG "@CO\n",                                                              " SAM-HDR-008" },
        {HD RG "@CO%x\n",                                                            " SAM-HDR-008" },
        {HD RG "@CO \xff\n",                                                         " SAM-HDR-009" },
        {HD RG "@PG ID:a CL:\xc3\n",                                                 " SAM-HDR-009" },
        {HD "@RG ID:1 SM:\xc3\xa9 PL:ONT\n",                                         " SAM-FILE-002"},
 /* @HD */
        {HD HD RG,                                                                   " SAM-HD-001"  },
        {SQ HD RG,                                                                   " SAM-HD-002"  },
        {"@HD SO:unsorted\n" RG,                                                     " SAM-HD-003"  },
        {"@HD VN:1\n" RG,                                                            " SAM-HD-004"  },
        {"@HD VN:1.\n" RG,                                                           " SAM-HD-004"  },
        {"@HD VN:v1.6\n" RG,                                                         " SAM-HD-004"  },
        {"@HD VN:1.6.1\n" RG,                                                        " SAM-HD-004"  },
        {"@HD VN:1.6 SO:sorted\n" RG,                                                " SAM-HD-005"  },
        {"@HD VN:1.6 SO:Unsorted\n" RG,                                              " SAM-HD-005"  },
        {"@HD VN:1.6 GO:name\n" RG,                                                  " SAM-HD-006"  },
        {"@HD VN:1.6 SS:unknown:MI\n" RG,                                            " SAM-HD-007"  },
        {"@HD VN:1.6 SS:coordinate\n" RG,                                            " SAM-HD-007"  },
        {"@HD VN:1.6 SS:coordinate:\n" RG,                                           " SAM-HD-007"  },
        {"@HD VN:1.6 SS:coordinate::a\n" RG,                                         " SAM-HD-007"  },
        {"@HD VN:1.6 SS:coordinate:a.b\n" RG,                                        " SAM-HD-007"  },
        {"@HD VN:1.6 SO:queryname SS:coordinate:x\n" RG,                             " SAM-HD-008"  },
        {"@HD VN:1.7\n" RG,                                                          " SAM-HD-009"  },
        {"@HD VN:2.0\n" RG,                                                          " SAM-HD-009"  },
        {"@HD VN:1.4 GO:query\n" RG,                                                 " SAM-HD-010"  },
        {"@HD GO:query VN:1.4\n" RG,                                                 " SAM-HD-010"  },
        {"@HD GO:query VN:1.5\n" RG,                                                 ""             },
        {"@HD VN:1.5 SO:queryname SS:queryname:natural\n" RG,                        " SAM-HD-010"  },
        {"@HD VN:1.0\n" RG,                                                          ""             },
 /* @SQ */
        {HD RG "@SQ LN:1\n",                                                         " SAM-SQ-001"  },
        {HD RG "@SQ SN:a\n",                                                         " SAM-SQ-002"  },
        {HD RG "@SQ SN:* LN:1\n",                                                    " SAM-SQ-003"  },
        {HD RG "@SQ SN:=a LN:1\n",                                                   " SAM-SQ-003"  },
        {HD RG "@SQ SN:a%b LN:1\n",                                                  " SAM-SQ-003"  },
        {HD RG "@SQ SN:a[1] LN:1\n",                                                 " SAM-SQ-003"  },
        {HD RG SQ SQ,                                                                " SAM-SQ-004"  },
        {HD RG "@SQ SN:a LN:0\n",                                                    " SAM-SQ-005"  },
        {HD RG "@SQ SN:a LN:2147483648\n",                                           " SAM-SQ-005"  },
        {HD RG "@SQ SN:a LN:-1\n",                                                   " SAM-SQ-005"  },
        {HD RG "@SQ SN:a LN:1e3\n",                                                  " SAM-SQ-005"  },
        {HD RG "@SQ SN:a LN:1 AN:b,\n",                                              " SAM-SQ-006"  },
        {HD RG "@SQ SN:a LN:1 AN:b,*c\n",                                            " SAM-SQ-006"  },
        {HD RG "@SQ SN:a LN:1 AN:b,b\n",                                             " SAM-SQ-007"  },
        {HD RG "@SQ SN:a LN:1 AN:a\n",                                               " SAM-SQ-007"  },
        {HD RG "@SQ SN:a LN:1 AN:b\n@SQ SN:b LN:1\n",                                " SAM-SQ-007"  },
        {HD RG "@SQ SN:a LN:1 M5:7FC56270E7A70FA81A5935B72EACBE29\n",
         " SAM-SQ-008"                                                                              },
        {HD RG "@SQ SN:a LN:1 M5:7fc56270e7a70fa81a5935b72eacbe2\n",
         " SAM-SQ-008"                                                                              },
        {HD RG "@SQ SN:a LN:1 AH:=\n",                                               " SAM-SQ-009"  },
        {HD RG SQ "@SQ SN:a LN:1 AH:chr1:9-3\n",                                     " SAM-SQ-009"  },
        {HD RG SQ "@SQ SN:a LN:1 AH:chr1:0-3\n",                                     " SAM-SQ-009"  },
        {HD RG "@SQ SN:a LN:1 AH:chr9\n",                                            " SAM-SQ-010"  },
        {HD RG "@SQ SN:a LN:1 AH:chr9:1-2\n",                                        " SAM-SQ-010"  },
        {HD RG "@SQ SN:a LN:1 AH:*\n@SQ SN:b LN:1 AH:a:1-1\n",                       " SAM-SQ-016"  },
        {HD RG "@SQ SN:a LN:1 AH:a\n",                                               " SAM-SQ-016"  },
        {HD RG "@SQ SN:a LN:1 TP:round\n",                                           " SAM-SQ-011"  },
 /* @RG */
        {HD "@RG SM:s PL:ONT\n@RG ID:1 SM:s PL:ONT\n",                               " SAM-RG-001"  },
        {HD RG RG,                                                                   " SAM-RG-002"  },
        {HD "@RG ID:1 SM:s PL:454\n",                                                " SAM-RG-003"  },
        {HD "@RG ID:1 SM:s PL:Illumina\n",                                           " SAM-RG-003"  },
        {HD "@RG ID:1 SM:s PL:ILLUMINAX\n",                                          " SAM-RG-003"  },
        {HD "@RG ID:1 SM:s PL:ILLUMIN\n",                                            " SAM-RG-003"  },
        {HD "@RG ID:1 SM:s PL:illumina\n",                                           " SAM-RG-004"  },
        {HD "@RG ID:1 SM:s PL:ls454\n",                                              " SAM-RG-004"  },
        {HD "@RG ID:1 SM:s PL:ONT DT:Tuesday\n",                                     " SAM-RG-005"  },
        {HD "@RG ID:1 SM:s PL:ONT FO:tacg\n",                                        " SAM-RG-006"  },
        {HD "@RG ID:1 SM:s PL:ONT PI:small\n",                                       " SAM-RG-007"  },
        {HD "@RG ID:1 SM:s PL:ONT PI:1-2\n",                                         " SAM-RG-007"  },
        {HD "@RG ID:1 SM:s PL:ONT PI:1.5\n",                                         " SAM-RG-008"  },
        {HD "@RG ID:1 SM:s PL:ONT BC:7\n",                                           " SAM-RG-009"  },
        {HD "@RG ID:1 PL:ONT\n",                                                     " SAM-RG-010"  },
        {HD "@RG ID:1 SM:s\n",                                                       " SAM-RG-011"  },
        {HD "@RG ID:1 SM:s PL:ONT KS:7\n",                                           " SAM-RG-012"  },
        {HD SQ,                                                                      " SAM-RG-103"  },
 /* @PG */
        {HD RG "@PG PN:a\n",                                                         " SAM-PG-001"  },
        {HD RG "@PG ID:a\n@PG ID:a\n",                                               " SAM-PG-002"  },
        {HD RG "@PG ID:a PP:b\n",                                                    " SAM-PG-003"  },
        {HD RG "@PG ID:a PP:a\n",                                                    " SAM-PG-004"  },
        {HD RG "@PG ID:a PP:b\n@PG ID:b PP:c\n@PG ID:c PP:b\n",                      " SAM-PG-004"  },
 /* several at once */
        {SQ HD "@XX\n" SQ,                                                           " SAM-HDR-002 SAM-HD-002 "
                           "SAM-SQ-004 SAM-RG-103"                        },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        samcase_whole(row[i].text, row[i].rules);
}

/* SAMv1, appendix B: each thing in the version that has it, and the one before.
 */
static void what_is_newer_than_the_version_is_told(void **state)
{
    static const struct {
        int minor;
        const char *head;
        const char *record;
    } row[] = {
  /* clang-format off */
        {3, "@RG ID:2 PL:ILLUMINA LB:l PU:v SM:s PG:bwa\n", ""},
        {4, "@RG ID:2 PL:ILLUMINA LB:l PU:v SM:s FO:ACGT\n", ""},
        {4, "@RG ID:2 PL:ILLUMINA LB:l PU:v SM:s KS:ACGT\n", ""},
        {5, "@PG ID:x PN:x DS:text\n", ""},
        {5, "@SQ SN:a LN:9 AN:b\n", ""},
        {5, "@SQ SN:a LN:9 AH:*\n", ""},
        {6, "@SQ SN:a LN:9 TP:linear\n", ""},
        {6, "@SQ SN:a LN:9 DS:text\n", ""},
        {6, "@RG ID:2 PL:ILLUMINA LB:l PU:v SM:s BC:ACGT\n", ""},
        {4, "", "* 4 * 0 0 * * 0 0 ACGT IIII RG:Z:1\n"},
        {4, "", "r 4 * 0 0 * * 0 0 ACRT IIII RG:Z:1\n"},
        {4, "", "r 4 * 0 0 * * 0 0 ACGT IIII RG:Z:1 XB:B:c,1\n"},
        {5, "", "r 2048 chr1 1 60 4M * 0 0 ACGT IIII RG:Z:1 NM:i:0\n"},
        {0, "", "r 4 * 0 0 * * 0 0 ACGTN IIIII RG:Z:1 XA:Z:x\n"},
        {0, "", "r 0 chr1 1 60 4M * 0 0 =CGT IIII RG:Z:1 NM:i:0\n"},
  /* clang-format on */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        for (int minor = 0; minor <= 6; minor++) {
            char text[1024];

            if (minor == 1 || minor == 2)
                continue; /* there were none */
            snprintf(text, sizeof(text), "@HD VN:1.%d\n%s%s%s%s%s", minor,
                     SAMCASE_SQ, RG, "@PG ID:bwa\n", row[i].head,
                     row[i].record);
            samcase_whole(text, minor < row[i].minor ? " SAM-HD-010" : "");
        }
    }
}

static void dates_are_of_iso_8601(void **state)
{
    static const struct {
        const char *date;
        bool ok;
    } row[] = {
        {"2020-06-23",                true },
        {"20200623",                  true },
        {"2020-06",                   true },
        {"2020",                      true },
        {"2020-175",                  true },
        {"2020-W26-2",                true },
        {"2020-06-23T12:13",          true },
        {"2020-06-23T12:13:47Z",      true },
        {"2020-06-23T12:13:47.123Z",  true },
        {"2020-06-23T12:13:47+01:00", true },
        {"2020-06-23T121347+0100",    true },
        {"2020-06-23%12:13:47",       true },
        {"2020-23-06",                false},
        {"2020-06-32",                false},
        {"2020-02-29",                true },
        {"2020-02-30",                false},
        {"2021-02-29",                false},
        {"20210431",                  false},
        {"2000-366",                  true },
        {"1900-366",                  false},
        {"2020-06-23T25:00",          false},
        {"2020-06-23T12:60",          false},
        {"2020-06-23x",               false},
        {"2020-06-23T",               false},
        {"2020-6-3",                  false},
        {"23/06/2020",                false},
        {"20-06-23",                  false},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char text[256];

        snprintf(text, sizeof(text), "%s@RG ID:1 SM:s PL:ONT DT:%s\n", HD,
                 row[i].date);
        samcase_whole(text, row[i].ok ? "" : " SAM-RG-005");
    }
}

/* MD5 of ACGT is f1f8f4bf413b16ad135722aa4591043e. */
static void sequences_are_compared_with_the_reference(void **state)
{
    static const char fasta[] = ">a\nAC\ngt\n>b\nACGTA\n";
    static const struct {
        const char *sq;
        const char *rules;
    } row[] = {
        {"@SQ SN:a LN:4\n@SQ SN:b LN:5\n",                      ""           },
        {"@SQ SN:a LN:4 M5:f1f8f4bf413b16ad135722aa4591043e\n", ""           },
        {"@SQ SN:b LN:5 M5:f1f8f4bf413b16ad135722aa4591043e\n", " REF-001"   },
        {"@SQ SN:a LN:5\n",                                     " REF-002"   },
        {"@SQ SN:c LN:5\n",                                     " SAM-SQ-015"},
    };
    struct fasta f = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        fasta_open(&f, scratch_write("ref.fa", fasta, strlen(fasta)), &e), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {.reference = &f};
        char text[512];

        snprintf(text, sizeof(text), "%s%s%s", HD, row[i].sq, RG);
        samcase_expect(&job, text, row[i].rules);
    }
    fasta_close(&f);
}

/* What records are judged against. */
static void the_header_is_kept(void **state)
{
    static const char text[] =
        "@HD\tVN:1.5\tSO:queryname\tGO:query\tSS:queryname:natural\n"
        "@SQ\tSN:a\tLN:7\tM5:f1f8f4bf413b16ad135722aa4591043e\n"
        "@SQ\tSN:b\tLN:9\tTP:circular\n"
        "@RG\tID:1\tLB:x\tPU:y\n@PG\tID:p\n\0\0";
    struct examine_job job = {0};
    struct problems p = {0};
    struct alnhead h = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(alnhead_read(&h, &p, text, sizeof(text), &job, &e), 0);
    assert_int_equal(p.n, 0);
    assert_string_equal(h.version, "1.5");
    assert_int_equal(h.order, ALNHEAD_QUERYNAME);
    assert_int_equal(h.group, ALNHEAD_QUERY);
    assert_string_equal(h.subsort, "queryname:natural");
    assert_int_equal(h.n_seq, 2);
    assert_int_equal(names_find(&h.seq_names, "b", 1), 1);
    assert_int_equal(h.seq[0].len, 7);
    assert_string_equal(h.seq[0].m5, "f1f8f4bf413b16ad135722aa4591043e");
    assert_false(h.seq[0].circular);
    assert_true(h.seq[1].circular);
    assert_int_equal(h.seq[1].line, 3);
    assert_int_equal(h.groups.n, 1);
    assert_string_equal(h.libraries.a[0], "x");
    assert_string_equal(h.units.a[0], "y");
    assert_string_equal(h.programs.a[0], "p");
    assert_int_equal(h.n_lines, 5);
    alnhead_release(&h);
    problems_release(&p);
}

/* Names up to a ceiling; comments without end. */
static void a_header_without_end_is_told(void **state)
{
    struct examine_job job = {0};
    struct problems p = {0};
    struct alnhead h = {0};
    struct err e = {0};
    struct alnheadx *x = alnhead_begin(&h, &p, &job, &e);
    char line[4096];

    (void)state;
    assert_non_null(x);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(alnhead_line(x, "@CO\tx", 5), 0);
    for (int i = 0; i < 100000 && e.code == ERR_NONE; i++) {
        int n = snprintf(line, sizeof(line), "@RG\tID:%d%03900d", i, 7);

        (void)alnhead_line(x, line, (size_t)n);
    }
    assert_int_equal(e.code, ERR_LIMIT);
    assert_int_equal(alnhead_end(x), -1);
    alnhead_release(&h);
    problems_release(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_header_breaks_its_rules),
        cmocka_unit_test(what_is_newer_than_the_version_is_told),
        cmocka_unit_test(dates_are_of_iso_8601),
        cmocka_unit_test(sequences_are_compared_with_the_reference),
        cmocka_unit_test(the_header_is_kept),
        cmocka_unit_test(a_header_without_end_is_told),
    };

    return cmocka_run_group_tests_name("rules_sam_head", tests, textcase_setup,
                                       textcase_teardown);
}
