/* Tags: each rule broken in turn; MD and NM along CIGAR, with and without a
 * reference. */
#include "conform/tests/samcase.h"
#include "formats/fastaio.h"

#define REC "r 0 chr1 1 60 4M * 0 0 ACGT IIII RG:Z:1 NM:i:0 "
/* Reverse and unmapped: SEQ AACGTC was GACGTT. */
#define REV "r 20 * 0 0 * * 0 0 AACGTC IIIIII RG:Z:1 "

static void each_tag_breaks_its_rules(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
  /* legal */
        {REC "BC:Z:ACGT-AC QT:Z:IIII%II RX:Z:AC QX:Z:II CR:Z:N CY:Z:! OX:Z:AC "
             "BZ:Z:II",                                                ""            },
        {REC "OQ:Z:IIII BQ:Z:@@@@ E2:Z:CATA U2:Z:!!!! TS:A:- MQ:i:255",         ""            },
        {REC "FI:i:1 TC:i:2 NH:i:3 HI:i:3 IH:i:1 LB:Z:lib PU:Z:unit PG:Z:bwa",
         ""                                                                                   },
        {REC "SA:Z:chr1,9,-,2S2M,255,0;chr1,1000,+,*,0,3; MC:Z:*",              ""            },
        {REC "OA:Z:chr9,9,-,2S2M,255,;*,0,+,*,0,; OC:Z:4M OP:i:1",              ""            },
        {REC "CT:Z:.;gene;ID=a%3B;Note CS:Z:T0123 CQ:Z:IIIII",                  ""            },
        {REC "PT:Z:1;4;+;a|2;2;?;b;k=v",                                        ""            },
        {REC "MM:Z:C+m,0;A-a.,0;N+n?,0,2;T+T,0;G+27551;C+mh; ML:B:C,1,2,3,4,5",
         ""                                                                                   },
        {REV "MM:Z:G+o,0,1; MN:i:6",                                            " TAG-MM-002" },
        {REV "MM:Z:G+o,0,0;T+g,1;N+n,5; MN:i:6",                                ""            },
        {REC "MM:Z: ML:B:C",                                                    ""            },
        {"r 0 chr1 1 60 2H4M * 0 0 ACGT IIII RG:Z:1 NM:i:0 OQ:Z:IIIIII",        ""            },
 /* types */
        {REC "XX:i:1 XX:i:2",                                                   " SAM-AUX-002"},
        {REC "AS:i:1 RG:Z:1",                                                   " SAM-AUX-002"},
        {REC "AS:f:1",                                                          " SAM-AUX-011"},
        {REC "MD:A:4",                                                          " SAM-AUX-011"},
        {REC "ML:Z:4",                                                          " SAM-AUX-011"},
        {REC "ML:B:S",                                                          " SAM-AUX-012"},
        {REC "FZ:B:C,1",                                                        " SAM-AUX-012"},
        {REC "BC:B:C,1",                                                        " SAM-AUX-013"},
        {REC "TS:Z:+",                                                          " SAM-AUX-011"},
 /* the header */
        {"r 0 chr1 1 60 1M * 0 0 A I NM:i:0 RG:Z:2",                            " SAM-RG-101" },
        {"r 0 chr1 1 60 1M * 0 0 A I NM:i:0",                                   " SAM-RG-102" },
        {REC "PG:Z:nobody",                                                     " SAM-PG-101" },
        {REC "LB:Z:other",                                                      " SAM-LB-101" },
        {REC "PU:Z:other",                                                      " SAM-PU-101" },
 /* numbers */
        {REC "NH:i:-1",                                                         " TAG-INT-001"},
        {REC "CP:i:-1",                                                         " TAG-INT-001"},
        {REC "FI:i:3 TC:i:2",                                                   " TAG-FI-001" },
        {REC "NH:i:2 HI:i:0",                                                   " TAG-NH-001" },
        {REC "NH:i:2 HI:i:3",                                                   " TAG-NH-001" },
        {REC "MQ:i:256",                                                        " TAG-MQ-002" },
        {REC "CG:B:I,64",                                                       " TAG-CG-001" },
 /* forms */
        {REC "MC:Z:M4",                                                         " TAG-MC-003" },
        {REC "MC:Z:4",                                                          " TAG-MC-003" },
        {REC "OC:Z:4Y",                                                         " TAG-OC-001" },
        {REC "SA:Z:",                                                           " TAG-SA-001" },
        {REC "SA:Z:chr1,9,-,4M,60,0",                                           " TAG-SA-001" },
        {REC "SA:Z:chr1,9,-,4M,60;",                                            " TAG-SA-001" },
        {REC "SA:Z:=,9,-,4M,60,0;",                                             " TAG-SA-001" },
        {REC "SA:Z:chr1,0,-,4M,60,0;",                                          " TAG-SA-001" },
        {REC "SA:Z:chr1,9,.,4M,60,0;",                                          " TAG-SA-001" },
        {REC "SA:Z:chr1,9,-,4,60,0;",                                           " TAG-SA-001" },
        {REC "SA:Z:chr1,9,-,4M,256,0;",                                         " TAG-SA-001" },
        {REC "SA:Z:chr1,9,-,4M,60,x;",                                          " TAG-SA-001" },
        {REC "SA:Z:chr1,9,-,4M,60,;",                                           " TAG-SA-001" },
        {REC "SA:Z:chr9,9,-,4M,60,0;",                                          " TAG-SA-003" },
        {REC "SA:Z:chr1,1001,-,4M,60,0;",                                       " TAG-SA-003" },
        {REC "OA:Z:chr1,9,-,4M,60;",                                            " TAG-OA-001" },
        {REC "OA:Z:=,9,-,4M,60,;",                                              " TAG-OA-001" },
        {REC "TS:A:.",                                                          " TAG-TS-001" },
        {REC "CT:Z:gene",                                                       " TAG-CT-001" },
        {REC "CT:Z:+;",                                                         " TAG-CT-001" },
        {REC "CT:Z:+;a;;b",                                                     " TAG-CT-001" },
        {REC "PT:Z:0;4;+;a",                                                    " TAG-PT-001" },
        {REC "PT:Z:3;2;+;a",                                                    " TAG-PT-001" },
        {REC "PT:Z:1;5;+;a",                                                    " TAG-PT-001" },
        {REC "PT:Z:1;4;+;a|",                                                   " TAG-PT-001" },
 /* modifications */
        {REC "MM:Z:C+m,0",                                                      " TAG-MM-001" },
        {REC "MM:Z:C+m,;",                                                      " TAG-MM-001" },
        {REC "MM:Z:Cm,0;",                                                      " TAG-MM-001" },
        {REC "MM:Z:R+m,0;",                                                     " TAG-MM-001" },
        {REC "MM:Z:C+,0;",                                                      " TAG-MM-001" },
        {REC "MM:Z:C+m!,0;",                                                    " TAG-MM-001" },
        {REC "MM:Z:C+mX,0;",                                                    " TAG-MM-001" },
        {REC "MM:Z:C+m,1;",                                                     " TAG-MM-002" },
        {REC "MM:Z:C+m,0,0;",                                                   " TAG-MM-002" },
        {REC "MM:Z:C+m,99999999999999999999;",                                  " TAG-MM-002" },
        {REC "MM:Z:N+n,4;",                                                     " TAG-MM-002" },
        {REV "MM:Z:C+m,1;",                                                     " TAG-MM-002" },
        {"r 0 chr1 1 60 2H4M * 0 0 ACGT IIII RG:Z:1 NM:i:0 MM:Z:C+m,1;",
         " TAG-MM-003"                                                                        },
        {REC "MM:Z:C+m,1; MN:i:9",                                              " TAG-MN-001" },
        {REC "MM:Z:C+mh,0; ML:B:C,1",                                           " TAG-ML-001" },
        {REC "MM:Z:C+m,0; ML:B:C,1,2",                                          " TAG-ML-001" },
        {REC "ML:B:C,1",                                                        " TAG-ML-001" },
 /* lengths and letters */
        {REC "BC:Z:ACGT QT:Z:III",                                              " TAG-BC-001" },
        {REC "CR:Z:ACGT CY:Z:III",                                              " TAG-CR-001" },
        {REC "RX:Z:ACGT QX:Z:III",                                              " TAG-RX-001" },
        {REC "OX:Z:ACGT BZ:Z:III",                                              " TAG-OX-001" },
        {REC "R2:Z:ACGT Q2:Z:III",                                              " TAG-R2-001" },
        {REC "CS:Z:T0123 CQ:Z:IIII",                                            " TAG-CQ-001" },
        {REC "RX:Z:AC+GT",                                                      " TAG-RX-002" },
        {REC "CR:Z:cell1",                                                      " TAG-RX-002" },
        {REC "OQ:Z:I%II",                                                       " TAG-OQ-001" },
        {REC "OQ:Z:",                                                           " TAG-OQ-001" },
        {REC "OQ:Z:III",                                                        " TAG-OQ-002" },
        {REC "E2:Z:CAT",                                                        " TAG-E2-001" },
        {REC "E2:Z:CCTA",                                                       " TAG-E2-002" },
        {REC "U2:Z:III",                                                        " TAG-U2-001" },
        {REC "BQ:Z:@@@",                                                        " TAG-BQ-001" },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {0};

        samcase_records(&job, row[i].text, row[i].rules);
    }
}

/* Each standard tag is known: with another type it breaks a rule. */
static void all_standard_tags_have_their_type(void **state)
{
    static const char i[] = "AM AS CM CP FI H0 H1 H2 HI IH MN MQ NH NM OP PQ "
                            "SM TC UQ";
    static const char other[] = "BQ BZ CB CC CG CO CQ CR CS CT CY E2 FS FZ LB "
                                "MC MD MI ML MM OA OC OQ OX PG PT PU Q2 QT QX "
                                "R2 RX SA TS U2";
    static const char rec[] = "r 4 * 0 0 * * 0 0 A I RG:Z:1";
    char text[256];

    (void)state;
    for (size_t k = 0; k < sizeof(i); k += 3) {
        struct examine_job job = {0};

        snprintf(text, sizeof(text), "%s %.2s:A:1", rec, i + k);
        samcase_records(&job, text, " SAM-AUX-011");
    }
    for (size_t k = 0; k < sizeof(other); k += 3) {
        struct examine_job job = {0};

        snprintf(text, sizeof(text), "%s %.2s:i:1", rec, other + k);
        samcase_records(&job, text, " SAM-AUX-011");
    }
}

/* More tags than are compared with each other at once. */
static void doubles_are_found_among_many_tags(void **state)
{
    char text[4096];
    struct examine_job job = {0};
    size_t n =
        (size_t)snprintf(text, sizeof(text), "r 4 * 0 0 * * 0 0 A I RG:Z:1");

    (void)state;
    for (int i = 0; i < 60; i++)
        n += (size_t)snprintf(text + n, sizeof(text) - n, " %c%c:i:1",
                              'a' + i % 26, 'A' + i / 26);
    samcase_records(&job, text, "");
    (void)snprintf(text + n, sizeof(text) - n, " hC:i:1");
    samcase_records(&job, text, " SAM-AUX-002");
    (void)snprintf(text + n, sizeof(text) - n, " aA:i:1");
    samcase_records(&job, text, " SAM-AUX-002");
}

static void groups_are_asked_for_their_header(void **state)
{
    (void)state;
    samcase_whole(SAMCASE_HD SAMCASE_SQ
                  "r 0 chr1 1 60 1M * 0 0 A I NM:i:0 RG:Z:2 LB:Z:x PG:Z:y\n",
                  " SAM-RG-103 SAM-RG-104");
    samcase_whole(SAMCASE_HEAD "r 0 chr1 1 60 1M * 0 0 A I RG:Z:1\n",
                  " TAG-NM-002");
}

/* Position 1 of chr1: ACGTACGTACGTNRAC; without a reference in the first of
 * each pair of rules, with it in the second. */
static void differences_are_counted_along_the_alignment(void **state)
{
    static const char fasta[] = ">chr1\nACGTACGTACGTNRAC\n";
    static const struct {
        const char *record; /* CIGAR, SEQ, tags */
        const char *without;
        const char *with;
    } row[] = {
        {"8M ACGTACGT NM:i:0 MD:Z:8",               "",                       ""            },
        {"8M ACGTTCGT NM:i:1 MD:Z:4A3",             "",                       ""            },
        {"8M ACGTTAGT NM:i:2 MD:Z:4A0C2",           "",                       ""            },
        {"8M TCGTACGA NM:i:2 MD:Z:0A6T0",           "",                       ""            },
        {"4M2D4M ACGTGTAC NM:i:2 MD:Z:4^AC4",       "",                       ""            },
        {"4M2D4M ACGTCTAC NM:i:3 MD:Z:4^AC0G3",     "",                       ""            },
        {"4M1D1P1D4M ACGTGTAC NM:i:2 MD:Z:4^AC4",   "",                       ""            },
        {"4M1D1P1D4M ACGTGTAC NM:i:2 MD:Z:4^A0^C4", "",                       ""            },
        {"4M2I4M ACGTTTACGT NM:i:2 MD:Z:8",         "",                       ""            },
        {"2S4M2N2M1S TTACGTGTA NM:i:0 MD:Z:6",      "",                       ""            },
        {"4=1X3= ACGTTCGT NM:i:1 MD:Z:4A3",         "",                       ""            },
        {"8M ====T=== NM:i:1 MD:Z:4A3",             "",                       ""            },
        {"8M * NM:i:1 MD:Z:4A3",                    " SAM-SEQ-003",           " SAM-SEQ-003"},
        {"8M ACGTNCGT NM:i:1 MD:Z:4A3",             "",                       ""            },
        {"14M ACGTACGTACGTNR NM:i:2 MD:Z:12N0R0",   "",                       ""            },
        {"8M ACGTTCGT MD:Z:4A3 NM:i:2",             " TAG-NM-004",            " TAG-NM-001" },
        {"8M ACGTACGT NM:i:1",                      "",                       " TAG-NM-001" },
        {"8M ACGTTCGT NM:i:0",                      "",                       " TAG-NM-001" },
        {"4M2D4M ACGTGTAC NM:i:0",                  "",                       " TAG-NM-001" },
        {"14M ACGTACGTACGTNR NM:i:0",               "",                       " TAG-NM-003" },
        {"14M ACGTACGTACGTAA NM:i:1",               "",                       " TAG-NM-003" },
        {"8M ACGTACGT NM:i:0 MD:Z:8A",              " TAG-MD-002 TAG-MD-005",
         " TAG-MD-002 TAG-MD-005"                                                           },
        {"8M ACGTACGA NM:i:1 MD:Z:7T",              " TAG-MD-005",            " TAG-MD-005" },
        {"8M ACGTACGT NM:i:0 MD:Z:",                " TAG-MD-001",            " TAG-MD-001" },
        {"8M ACGTACGT NM:i:0 MD:Z:A7",              " TAG-MD-001",            " TAG-MD-001" },
        {"8M ACGTTAGT NM:i:2 MD:Z:4AC2",            " TAG-MD-001",            " TAG-MD-001" },
        {"8M ACGTTCGT NM:i:1 MD:Z:4a3",             " TAG-MD-001",            " TAG-MD-001" },
        {"4M2D4M ACGTGTAC NM:i:2 MD:Z:4^4",         " TAG-MD-001",            " TAG-MD-001" },
        {"8M ACGTACGT NM:i:0 MD:Z:7",               " TAG-MD-002",            " TAG-MD-002" },
        {"8M ACGTACGT NM:i:0 MD:Z:9",               " TAG-MD-002",            " TAG-MD-002" },
        {"8M ACGTACGT NM:i:0 MD:Z:4294967297",      " TAG-MD-002",            " TAG-MD-002" },
        {"4M2D4M ACGTGTAC NM:i:2 MD:Z:8",           " TAG-MD-002",            " TAG-MD-002" },
        {"4M2D4M ACGTGTAC NM:i:2 MD:Z:5^AC3",       " TAG-MD-002",            " TAG-MD-002" },
        {"4M2D4M ACGTGTAC NM:i:2 MD:Z:4^ACG4",      " TAG-MD-002",            " TAG-MD-002" },
        {"4M2D4M ACGTGTAC NM:i:2 MD:Z:4^A4",        " TAG-MD-002",            " TAG-MD-002" },
        {"8M ACGTACGT NM:i:0 MD:Z:4^A4",            " TAG-MD-002",            " TAG-MD-002" },
        {"8M ACGTTCGT NM:i:1 MD:Z:4C3",             "",                       " TAG-MD-003" },
        {"8M ACGTTCGT NM:i:1 MD:Z:8",               " TAG-NM-004",            " TAG-MD-003" },
        {"4M2D4M ACGTGTAC NM:i:2 MD:Z:4^AG4",       "",                       " TAG-MD-003" },
        {"8M ACGTACGT NM:i:0 MD:Z:4A3",             " TAG-NM-004 TAG-MD-004",
         " TAG-MD-004"                                                                      },
    };
    struct fasta f = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(
        fasta_open(&f, scratch_write("ref.fa", fasta, strlen(fasta)), &e), 0);
    for (size_t i = 0; i < T_LEN(row); i++) {
        for (int k = 0; k < 2; k++) {
            struct examine_job job = {.reference = k ? &f : NULL};
            char cigar[32];
            char seq[32];
            char qual[32];
            char tags[64];
            char text[512];
            size_t n;

            assert_int_equal(
                sscanf(row[i].record, "%31s %31s %63[^~]", cigar, seq, tags),
                3);
            n = strlen(seq);
            memset(qual, 'I', n);
            qual[n] = '\0';
            snprintf(text, sizeof(text),
                     SAMCASE_HD "@SQ SN:chr1 LN:16\n" SAMCASE_RG
                                "r 0 chr1 1 60 %s * 0 0 %s %s RG:Z:1 %s\n",
                     cigar, seq, *seq == '*' ? "*" : qual, tags);
            samcase_expect(&job, text, k ? row[i].with : row[i].without);
        }
    }
    fasta_close(&f);
}

/* An alignment longer than what is read of the reference at once. */
static void long_alignments_are_compared(void **state)
{
    enum {
        N = 7000
    };
    static char bases[N + 1];
    static char text[3 * N + 512];
    char fasta[N + 16];
    struct fasta f = {0};
    struct err e = {0};
    struct examine_job job = {.format = "sam", .reference = &f};
    size_t n;

    (void)state;
    for (int i = 0; i < N; i++)
        bases[i] = "ACGT"[(i * i + i / 7) % 4];
    snprintf(fasta, sizeof(fasta), ">chr1\n%s\n", bases);
    assert_int_equal(
        fasta_open(&f, scratch_write("ref.fa", fasta, strlen(fasta)), &e), 0);
    for (int k = 0; k < 2; k++) {
        char base = bases[6000];

        if (k)
            bases[6000] = base == 'A' ? 'C' : 'A';
        n = (size_t)snprintf(text, sizeof(text),
                             "@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:"
                             "%d\n@RG\tID:1\tSM:s\tPL:ONT\n"
                             "r\t0\tchr1\t1\t60\t%dM\t*\t0\t0\t%s\t",
                             N, N, bases);
        memset(text + n, 'I', N);
        n += N;
        n += (size_t)snprintf(text + n, sizeof(text) - n,
                              "\tNM:i:0\tMD:Z:%d\tRG:Z:1\n", N);
        job.path = scratch_write("long.sam", text, n);
        textcase_expect_of(&job, "long", k ? " TAG-NM-001 TAG-MD-003" : "");
    }
    fasta_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_tag_breaks_its_rules),
        cmocka_unit_test(all_standard_tags_have_their_type),
        cmocka_unit_test(doubles_are_found_among_many_tags),
        cmocka_unit_test(groups_are_asked_for_their_header),
        cmocka_unit_test(differences_are_counted_along_the_alignment),
        cmocka_unit_test(long_alignments_are_compared),
    };

    return cmocka_run_group_tests_name("rules_sam_tags", tests, textcase_setup,
                                       textcase_teardown);
}
