/*
 * Where EBI vcf-validator and the specification differ, and where it rejects
 * what is rejected here too: the rows of the table in entente-check(1), each
 * with a file that shows it. The tool itself is in no Debian package: what it
 * says is known from its messages, its grammar and its issues.
 */
#include "conform/tests/vcfcase.h"

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "conform/problem.h"

#define DATA   "../shared/data/formats/"
#define MANUAL "runner/cli/man/entente-check"

#define CONTIG "##contig=<ID=1,length=1000>\n"
#define FIXED  "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
#define REST   "\t.\tPASS\t."
#define SNV    "1\t5\t.\tA\tC" REST "\n"
#define HLA    "HLA-A*01:01:01:01"

/* By the specification alone; "": it conforms. */
static void expect(const char *what, struct examine_job *job,
                   struct examined *x, const char *rule)
{
    if (!x->judged)
        fail_msg("%s: not judged: %s", what, x->why.msg);
    if (examined_conforms(x, job) != !*rule)
        fail_msg("%s: %s", what, *rule ? "conforms" : "does not conform");
    if (*rule && !problems_find(&x->problems, rule))
        fail_msg("%s: %s is not told", what, rule);
}

static void each_cause_is_judged_by_the_specification(void **state)
{
    static const struct {
        const char *rule; /* "": it conforms, whatever the other says */
        const char *version;
        const char *text;
    } row[] = {
  /* clang-format off */
        /* Rejected there: 4.5 is not known, a URL must stand in <>, a name of
         * a contig has no colon, names are ASCII, keys of INFO have the
         * pattern of 4.3 in each version. */
        {"", "4.5", CONTIG FIXED "\n" SNV},
        {"", "4.3", CONTIG "##pedigreeDB=http://x.org/p\n" FIXED "\n" SNV},
        {"", "4.5", "##contig=<ID=" HLA ",length=9>\n" FIXED "\n"
                    HLA "\t5\t.\tA\tC" REST "\n"},
        {"", "4.3", CONTIG FIXED "\tFORMAT\tS\xc2\xb2\n"
                    "1\t5\t.\tA\tC" REST "\t.\t.\n"},
        {"", "4.2", CONTIG "##INFO=<ID=AF-EUR,Number=1,Type=Float,"
                    "Description=\"d\">\n" FIXED "\n"
                    "1\t5\t.\tA\tC\t.\tPASS\tAF-EUR=0.1\n"},
        /* The same from the version on that has the rule. */
        {"VCF-INFO-002", "4.3",
         CONTIG "##INFO=<ID=AF-EUR,Number=1,Type=Float,Description=\"d\">\n"
         FIXED "\n1\t5\t.\tA\tC\t.\tPASS\tAF-EUR=0.1\n"},
        {"VCF-CTG-002", "4.5", "##contig=<ID=*01,length=9>\n" FIXED "\n"},
        /* Rejected by both. */
        {"VCF-DUP-001", "4.3", CONTIG FIXED "\n" SNV SNV},
        /* An A between 5 and 6, written twice (vcf-validator, issue 227). */
        {"VCF-DUP-001", "4.3", CONTIG FIXED "\n1\t5\t.\tT\tTA" REST "\n"
                               "1\t6\t.\tC\tA,AC" REST "\n"},
        {"", "4.3", CONTIG FIXED "\n1\t5\t.\tT\tTA" REST "\n"
                    "1\t6\t.\tC\tCA" REST "\n"},
        {"VCF-INFO-006", "4.3",
         CONTIG "##INFO=<ID=AC,Number=1,Type=Integer,Description=\"d\">\n"
         FIXED "\n" SNV},
        {"VCF-FMT-101", "4.3", CONTIG FIXED "\tFORMAT\tS\n"
                       "1\t5\t.\tA\tC" REST "\tGT:DP:DP\t0/1:1:1\n"},
        {"VCF-INFO-104", "4.3",
         CONTIG "##INFO=<ID=XA,Number=2,Type=Integer,Description=\"d\">\n"
         FIXED "\n1\t5\t.\tA\tC\t.\tPASS\tXA=1\n"},
        {"VCF-META-002", "4.3",
         CONTIG "##FILTER=<ID=q,Description=\"d\">\n"
         "##FILTER=<ID=q,Description=\"e\">\n" FIXED "\n" SNV},
        {"VCF-QUAL-001", "4.1", CONTIG FIXED "\n1\t5\t.\tA\tC\t-1\tPASS\t.\n"},
  /* clang-format on */
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct examine_job job = {0};
        struct examined x = {0};
        char text[2048];
        int n = snprintf(text, sizeof(text),
                         "##fileformat=VCFv%s\n##reference=file:///x.fa\n%s",
                         row[i].version, row[i].text);

        vcfcase_examine(&x, text, (size_t)n, &job);
        expect(text, &job, &x, row[i].rule);
        examined_release(&x);
    }
}

/* The message that people asked for: which other line? (vcf-validator, issue
 * 214) */
static void the_other_record_is_named(void **state)
{
    static const char text[] = "##fileformat=VCFv4.3\n" CONTIG FIXED "\n" SNV
                               "1\t5\t.\tAT\tCT" REST "\n";
    struct examine_job job = {0};
    struct examined x = {0};
    const struct problem *p;

    (void)state;
    vcfcase_examine(&x, text, strlen(text), &job);
    p = problems_find(&x.problems, "VCF-DUP-001");
    assert_non_null(p);
    assert_int_equal(p->example[0].line, 5);
    assert_non_null(strstr(p->example[0].en, "line 4"));
    examined_release(&x);
}

static void files_of_other_projects(void **state)
{
    static const struct {
        const char *path;
        const char *rule;
    } row[] = {
        {"hts-specs/vcf/4.1/passed/complexfile_passed_000.vcf", ""            },
        {"hts-specs/vcf/4.2/passed/complexfile_passed_000.vcf", ""            },
        {"hts-specs/vcf/4.3/passed/complexfile_passed_000.vcf", ""            },
        {"htslib/formatcols.vcf",                               ""            },
        {"FormatSpecimens/VCF/formatcols.vcf",                  ""            },
        {"FormatSpecimens/VCF/aa.vcf",                          "VCF-DUP-001" },
        {"htslib/noroundtrip.vcf",                              "VCF-FMT-101" },
        {"htslib/tabix/vcf_file.vcf",                           "VCF-INFO-104"},
        {"htsjdk/variant/structuralvariants.vcf",               "VCF-INFO-006"},
        {"htsjdk/variant/vcf43/vcf43.vcf",                      "VCF-META-002"},
        {"htsjdk/variant/test_withNegInfQual.vcf",              "VCF-QUAL-001"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        char path[512];
        struct examine_job job = {
            .path = path, .format = "vcf", .crew = vcfcase_crew};
        struct examined x = {0};
        struct err e = {0};

        snprintf(path, sizeof(path), DATA "%s", row[i].path);
        if (access(path, R_OK) != 0) {
            print_message("skip - %s: data absent\n", row[i].path);
            continue;
        }
        assert_int_equal(examine(&x, &job, &e), 0);
        expect(path, &job, &x, row[i].rule);
        examined_release(&x);
    }
}

/* In both languages the section names the rules that were shown above. */
static void the_manual_names_these_rules(void **state)
{
    static const char *const lang[] = {".1", ".fr.1"};
    static const char *const rule[] = {
        "VCF-CTG-002", "VCF-INFO-002", "VCF-DUP-001",  "VCF-INFO-006",
        "VCF-FMT-101", "VCF-INFO-104", "VCF-META-002", "VCF-QUAL-001"};

    (void)state;
    for (size_t l = 0; l < T_LEN(lang); l++) {
        char path[64];
        struct buf text;
        struct err e = {0};
        char *section;
        char *end;

        snprintf(path, sizeof(path), MANUAL "%s", lang[l]);
        buf_init(&text, 1 << 20);
        assert_int_equal(path_read(&text, path, &e), 0);
        buf_char(&text, '\0');
        section = strstr(text.s, "vcf-validator");
        end = section ? strstr(section, "\n.Sh ") : NULL;
        assert_non_null(end);
        *end = '\0';
        for (size_t i = 0; i < T_LEN(rule); i++) {
            if (!strstr(section, rule[i]))
                fail_msg("%s: %s is not named", path, rule[i]);
        }
        buf_release(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_cause_is_judged_by_the_specification),
        cmocka_unit_test(the_other_record_is_named),
        cmocka_unit_test(files_of_other_projects),
        cmocka_unit_test(the_manual_names_these_rules),
    };

    return cmocka_run_group_tests_name("peer_vcf", tests, vcfcase_setup,
                                       vcfcase_teardown);
}
