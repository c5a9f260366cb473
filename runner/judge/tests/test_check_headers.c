/* The checks that read headers: software, reads-header, contigs of reads; and
 * same-reads. */
#include "judge/check_list.h"
#include "judge/tests/folder.h"
#include "judge/tests/measured.h"

#define VCF(lines)                                                             \
    "##fileformat=VCFv4.3\n" lines "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\t" \
    "INFO\n"
#define HD  "@HD\tVN:1.6\tSO:coordinate\n"
#define SQ  "@SQ\tSN:c\tLN:9\tM5:d41d8cd98f00b204e9800998ecf8427e\n"
#define RG  "@RG\tID:1\tSM:s\tLB:l\tPL:ILLUMINA\tPU:u\n"
#define PG  "@PG\tID:p\tPN:p\tVN:1\tCL:p x\n"
#define ALL HD SQ RG PG "r\t4\n"

static struct folder d;

static void judge(struct measurement *m, const struct check *check,
                  const char *text)
{
    char path[PATH_TEXT_MAX];
    const struct measured_job job = {.check = check,
                                     .file = {{"file", "f", path}}};
    struct err e = {0};

    folder_text(&d, "f", text);
    memcpy(path, folder_at(&d, "f"), sizeof(path));
    if (measured(m, &job, &e))
        fail_msg("%s", e.msg);
}

static void programs_of_a_vcf_are_looked_for(void **state)
{
    static const struct {
        const char *text;
        int64_t unnamed, no_command;
    } row[] = {
        {VCF("##source=x\n##xCommandLine=<ID=x>\n"),                          0, 0},
        {VCF("##bcftools_callVersion=1.16\n##bcftools_callCommand=call x\n"), 0,
         0                                                                        },
        {VCF("##DRAGENCommandLine=<ID=dragen>\n"),                            0, 0},
        {VCF("##source=x\n"),                                                 0, 1},
        {VCF("##xCommand=y\n"),                                               1, 0},
        {VCF(""),                                                             1, 1},
        {VCF("##source=\n##xCommandLine=  \n"),                               1, 1},
        {VCF("##sources=x\n##xCommands=y\n"),                                 1, 1},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;

        judge(&m, &check_software, row[i].text);
        if (m.state != MEASURED_OK ||
            measured_count(&m, "software.unnamed") != row[i].unnamed ||
            measured_count(&m, "software.no-command") != row[i].no_command)
            fail_msg("row %zu", i);
        measured_release(&m);
    }
}

static void a_header_that_is_none_is_a_defect(void **state)
{
    static const struct {
        const struct check *check;
        const char *text;
    } row[] = {
        {&check_software,     ""            },
        {&check_software,     "##source=x\n"},
        {&check_software,     "hello\n"     },
        {&check_reads_header, ""            },
        {&check_reads_header, "r\t4\n"      },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;

        judge(&m, row[i].check, row[i].text);
        if (m.state != MEASURED_DEFECT || m.findings.n != 1)
            fail_msg("row %zu was taken", i);
        measured_release(&m);
    }
}

static void what_a_header_of_reads_lacks_is_counted(void **state)
{
    static const struct {
        const char *text;
        const char *counter; /* the only one above 0; NULL: none */
    } row[] = {
        {ALL,                                        NULL                        },
        {"@HD\tVN:1.6\n" SQ RG PG,                   "header.no-order"           },
        {SQ RG PG,                                   "header.no-order"           },
        {HD RG PG,                                   "header.no-sequences"       },
        {HD "@SQ\tSN:c\tLN:9\n" RG PG,               "header.no-sum"             },
        {HD "@SQ\tSN:c\tLN:9\tM5:\n" RG PG,          "header.no-sum"             },
        {HD SQ PG,                                   "header.no-groups"          },
        {HD SQ "@RG\tID:1\tLB:l\tPL:ONT\tPU:u\n" PG, "header.no-sample"          },
        {HD SQ "@RG\tID:1\tSM:s\tPL:ONT\tPU:u\n" PG, "header.no-library"         },
        {HD SQ "@RG\tID:1\tSM:s\tLB:l\tPU:u\n" PG,   "header.no-platform"        },
        {HD SQ "@RG\tID:1\tSM:s\tLB:l\tPL:ONT\n" PG, "header.no-unit"            },
        {HD SQ RG,                                   "header.no-programs"        },
        {HD SQ RG "@PG\tID:p\tPN:p\tVN:1\n",         "header.programs-incomplete"},
        {HD SQ RG "@PG\tID:p\n",                     "header.programs-incomplete"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct measurement m;
        int64_t sum = 0;

        judge(&m, &check_reads_header, row[i].text);
        for (const struct check_counter *c = check_reads_header.decl->counters;
             c->name; c++)
            sum += measured_count(&m, c->name);
        if (m.state != MEASURED_OK || sum != (row[i].counter ? 1 : 0) ||
            (row[i].counter && measured_count(&m, row[i].counter) != 1))
            fail_msg("row %zu", i);
        measured_release(&m);
    }
}

static void contigs_of_reads_are_compared(void **state)
{
    static const struct {
        const char *path;
        int64_t declared, undeclared, wrong;
    } row[] = {
        {GOOD ".bam",                 2, 0, 0},
        {GOOD ".cram",                2, 0, 0},
        {GOLDEN "reads-contig.bam",   1, 1, 0},
        {GOOD ".vcf.gz",              2, 0, 0},
        {GOLDEN "calls-names.vcf.gz", 2, 2, 2},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct measured_job job = {
            .check = &check_contigs,
            .file = {{"file", "f", row[i].path},
                     {"reference", "r", GOLDEN "reference.fa"}}
        };
        struct measurement m;
        struct err e = {0};

        if (measured(&m, &job, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (measured_count(&m, "contigs.declared") != row[i].declared ||
            measured_count(&m, "contigs.undeclared") != row[i].undeclared ||
            measured_count(&m, "contigs.unknown") != row[i].wrong)
            fail_msg("row %zu", i);
        measured_release(&m);
    }
}

static void two_files_hold_the_same_reads_or_not(void **state)
{
    static const struct {
        const char *second;
        const char *counter; /* that is above 0; NULL: none */
        enum measured state;
    } row[] = {
        {GOOD ".cram",                NULL,                     MEASURED_OK    },
        {GOLDEN "reads-order.bam",    NULL,                     MEASURED_OK    },
        {GOLDEN "reads-quality.cram", "same.qualities-differ",  MEASURED_OK    },
        {GOLDEN "reads-cigar.bam",    "same.alignments-differ", MEASURED_OK    },
        {GOLDEN "reads-contig.bam",   "same.count-differs",     MEASURED_OK    },
        {GOLDEN "reads-cut.bam",      "same.unreadable",        MEASURED_DEFECT},
        {GOOD ".vcf.gz",              "same.unreadable",        MEASURED_DEFECT},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        const struct measured_job job = {
            .check = &check_same_reads,
            .file = {{"first", "a", GOOD ".bam"},
                     {"second", "b", row[i].second},
                     {"reference", "r", GOLDEN "reference.fa"}}
        };
        struct measurement m;
        struct err e = {0};

        if (measured(&m, &job, &e))
            fail_msg("row %zu: %s", i, e.msg);
        if (m.state != row[i].state ||
            (row[i].counter ? measured_count(&m, row[i].counter) == 0
                            : !measured_found(&m, NULL)))
            fail_msg("row %zu", i);
        measured_release(&m);
    }
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
        cmocka_unit_test(programs_of_a_vcf_are_looked_for),
        cmocka_unit_test(a_header_that_is_none_is_a_defect),
        cmocka_unit_test(what_a_header_of_reads_lacks_is_counted),
        cmocka_unit_test(contigs_of_reads_are_compared),
        cmocka_unit_test(two_files_hold_the_same_reads_or_not),
    };

    return cmocka_run_group_tests_name("check_headers", tests, make, drop);
}
