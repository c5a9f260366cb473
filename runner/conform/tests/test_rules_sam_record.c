/* Rules of one alignment record, each broken in turn. */
#include "conform/tests/bamcase.h"

#include "conform/align/alnhead.h"
#include "conform/align/alnjudge.h"
#include "conform/align/alnrec.h"

#define HEAD BAMCASE_HEAD("coordinate")
#define TAGS "\tRG:Z:a\n"
#define NM   "\tNM:i:0" TAGS

static const struct {
    const char *rules; /* of the line, with a blank before each */
    const char *line;
} row[] = {
    {"",                             "r1\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM        },
    {"",                             "r1\t16\t0\t9\t60\t2S3M\t*\t0\t0\tACGTA\tIIIII" NM     },
    {"",                             "r1\t4\t*\t0\t0\t*\t*\t0\t0\tACGTA\tIIIII" TAGS        },
    {"",                             "r1\t0\t1\t1996\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM     },
    {"",                             "r1\t0\t0\t9\t60\t1H1S3M1S2H\t*\t0\t0\tACGTA\tIIIII" NM},
    {"",                             "*\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM         },
    {"",                             "!?A~\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM      },
    {" SAM-QNAME-001",               "r@1\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM       },
    {" SAM-QNAME-001",
     "a-name-of-more-bytes-@\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM                    },
    {" SAM-QNAME-001",
     "a name of more bytes\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM                      },
    {" SAM-QNAME-001",
     "a-name-of-\x7f-more-bytes\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM                 },
    {" SAM-QNAME-001",               "\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM          },
    {" SAM-FLAG-002",                "r1\t4096\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM     },
    {" SAM-FLAG-003",                "r1\t64\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM       },
    {" SAM-FLAG-004",                "r1\t1\t0\t9\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM        },
    {" SAM-FLAG-005",                "r1\t260\t*\t0\t0\t*\t*\t0\t0\tACGTA\tIIIII" TAGS      },
    {" SAM-FLAG-006",                "r1\t2052\t*\t0\t0\t*\t*\t0\t0\tACGTA\tIIIII" TAGS     },
    {" SAM-FLAG-007",                "r1\t4\t0\t9\t0\t5M\t*\t0\t0\tACGTA\tIIIII" TAGS       },
    {" SAM-MAPQ-002",                "r1\t4\t*\t0\t60\t*\t*\t0\t0\tACGTA\tIIIII" TAGS       },
    {" SAM-MAPQ-003",                "r1\t0\t0\t9\t255\t5M\t*\t0\t0\tACGTA\tIIIII" NM       },
    {" SAM-RNAME-003",               "r1\t0\t*\t0\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM        },
    {" SAM-POS-002",                 "r1\t0\t0\t0\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM        },
    {" SAM-POS-003",                 "r1\t0\t0\t1001\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM     },
    {" SAM-CIGAR-002",               "r1\t0\t0\t9\t60\t4M\t*\t0\t0\tACGTA\tIIIII" NM        },
    {" SAM-CIGAR-003",               "r1\t0\t0\t9\t60\t2M3H3M\t*\t0\t0\tACGTA\tIIIII" NM    },
    {" SAM-CIGAR-003",               "r1\t0\t0\t9\t60\t1S3H4M\t*\t0\t0\tACGTA\tIIIII" NM    },
    {" SAM-CIGAR-004",               "r1\t0\t0\t9\t60\t2M1S2M\t*\t0\t0\tACGTA\tIIIII" NM    },
    {" SAM-CIGAR-004 SAM-CIGAR-006",
     "r1\t0\t0\t9\t60\t1S1S3M\t*\t0\t0\tACGTA\tIIIII\tNM:i:0" TAGS                          },
    {" SAM-CIGAR-004 SAM-CIGAR-006",
     "r1\t0\t0\t9\t60\t2H3M1S1S2H\t*\t0\t0\tACGTA\tIIIII\tNM:i:0" TAGS                      },
    {" SAM-CIGAR-005",               "r1\t0\t0\t9\t60\t5M0I\t*\t0\t0\tACGTA\tIIIII" NM      },
    {" SAM-CIGAR-006",               "r1\t0\t0\t9\t60\t2M3M\t*\t0\t0\tACGTA\tIIIII" NM      },
    {" SAM-CIGAR-007",
     "r1\t0\t0\t9\t60\t2M1I1D2M\t*\t0\t0\tACGTA\tIIIII\tNM:i:2" TAGS                        },
    {" SAM-CIGAR-008",               "r1\t0\t0\t998\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM      },
    {" SAM-CIGAR-009",               "r1\t0\t0\t9\t60\t*\t*\t0\t0\tACGTA\tIIIII" NM         },
    {" SAM-CIGAR-010",
     "r1\t0\t0\t9\t60\t5I\t*\t0\t0\tACGTA\tIIIII\tNM:i:5" TAGS                              },
    {" SAM-PNEXT-002",               "r1\t321\t0\t9\t60\t5M\t0\t1001\t0\tACGTA\tIIIII" NM   },
    {" SAM-SEQ-003",                 "r1\t0\t0\t9\t60\t5M\t*\t0\t0\t*\t*" NM                },
    {" SAM-QUAL-005",                "r1\t0\t0\t9\t60\t5M\t*\t0\t0\tACGTA\t*" NM            },
    {" PAIR-010",                    "r1\t0\t0\t9\t60\t5M\t0\t9\t0\tACGTA\tIIIII" NM        },
    {" PAIR-009",                    "r1\t321\t0\t9\t60\t5M\t1\t9\t50\tACGTA\tIIIII" NM     },
};

static void each_rule_is_broken_alone(void **state)
{
    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        bamcase_expect_lines(HEAD, row[i].line, row[i].rules);
}

static void an_alignment_may_pass_the_end_of_a_circle(void **state)
{
    static const char head[] =
        "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:1000\tTP:circular\n"
        "@SQ\tSN:chr2\tLN:2000\n"
        "@RG\tID:a\tSM:s\tLB:l\tPL:ILLUMINA\tPU:u\n@PG\tID:p\tPN:p\tVN:1\n";

    (void)state;
    bamcase_expect_lines(head,
                         "r1\t0\t0\t998\t60\t5M\t*\t0\t0\tACGTA\tIIIII" NM, "");
}

/* In BAM a reference is a number; a name that the header lacks is of SAM. */
static void a_name_that_the_header_lacks_is_told(void **state)
{
    struct alnhead_seq seq[1] = {{.len = 1000}};
    struct alnhead head = {.seq = seq, .n_seq = 1};
    const struct alnjudge judge = {.head = &head};
    struct alnrec r = {.record = 1,
                       .offset = -1,
                       .qname = "r1",
                       .qname_len = 2,
                       .flag = 4,
                       .tid = -2,
                       .mate_tid = -1,
                       .pos = 8,
                       .mate_pos = -1};
    struct problems p = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(alnjudge_record(&p, &judge, &r, &e), 0);
    assert_int_equal(p.n, 1);
    assert_string_equal(p.a[0].rule->id, "SAM-RNAME-002");
    problems_release(&p);
    r.tid = -1;
    r.mate_tid = -2;
    assert_int_equal(alnjudge_record(&p, &judge, &r, &e), 0);
    assert_int_equal(p.n, 1);
    assert_string_equal(p.a[0].rule->id, "SAM-RNEXT-002");
    problems_release(&p);
    head.n_seq = 0; /* without @SQ any name will do */
    assert_int_equal(alnjudge_record(&p, &judge, &r, &e), 0);
    assert_int_equal(p.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_is_broken_alone),
        cmocka_unit_test(an_alignment_may_pass_the_end_of_a_circle),
        cmocka_unit_test(a_name_that_the_header_lacks_is_told),
    };

    return cmocka_run_group_tests_name("rules_sam_record", tests,
                                       textcase_setup, textcase_teardown);
}
