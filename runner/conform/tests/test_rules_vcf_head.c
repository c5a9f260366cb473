/* Each rule of the text and the header of a VCF: a text that breaks it, and no
 * other. */
#include "conform/tests/vcfcase.h"

#define COLUMNS "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
#define REF     "##reference=file:///x.fa\n"

struct row {
    const char *version;
    const char *line; /* of the header; its LF is added */
    const char *rules;
};

static void run(const struct row *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char text[2048];

        snprintf(text, sizeof(text),
                 "##fileformat=VCFv%s\n" REF "%s\n" COLUMNS "\n",
                 row[i].version, row[i].line);
        vcfcase_expect(text, row[i].rules);
    }
}

static void the_text(void **state)
{
    static const struct {
        const char *text;
        const char *rules;
    } row[] = {
        {"",                                                                 " VCF-FILE-001"},
        {"##fileformat=VCFv4.5\n" REF COLUMNS "\n",                          ""             },
        {"##fileformat=VCFv4.5\r\n" REF COLUMNS "\r\n",                      ""             },
        {"\xef\xbb\xbf##fileformat=VCFv4.5\n" REF COLUMNS "\n",
         " VCF-FILE-002"                                                                    },
        {"##fileformat=VCFv4.3\n" REF "##a=\xb2\n" COLUMNS "\n",
         " VCF-FILE-002"                                                                    },
        {"##fileformat=VCFv4.3\n" REF "##a=\xc2\xb2\n" COLUMNS "\n",         ""             },
        {"##fileformat=VCFv4.2\n" REF "##a=\xb2\n" COLUMNS "\n",             ""             },
        {"##fileformat=VCFv4.3\n" REF "##a=b\rc\n" COLUMNS "\n",
         " VCF-FILE-003"                                                                    },
        {"##fileformat=VCFv4.3\n" REF COLUMNS,                               " VCF-FILE-004"},
        {"##fileformat=VCFv4.2\n" REF COLUMNS,                               ""             },
        {"##fileformat=VCFv4.3\n" REF "##a=b\1c\n" COLUMNS "\n",
         " VCF-FILE-005"                                                                    },
        {"##fileformat=VCFv4.3\n" REF COLUMNS "\n\n",                        " VCF-FILE-007"},
        {REF COLUMNS "\n",                                                   " VCF-FF-001"  },
        {"##fileformat=VCFv4.3\n" REF "##fileformat=VCFv4.3\n" COLUMNS "\n",
         " VCF-FF-001"                                                                      },
        {"##fileformat=VCF v4.3\n" REF COLUMNS "\n",                         " VCF-FF-002"  },
        {"##fileformat=\n" REF COLUMNS "\n",                                 " VCF-FF-002"  },
        {"##fileformat=VCFv4.6\n" REF COLUMNS "\n",                          " VCF-FF-002"  },
        {"##fileformat=VCFv4.3\n" COLUMNS "\n",                              " VCF-META-007"},
        {"##fileformat=VCFv4.3\n" REF "junk\n" COLUMNS "\n",                 " VCF-META-001"},
        {"##fileformat=VCFv4.3\n" REF COLUMNS "\n##a=b\n",                   " VCF-META-006"},
        {"##fileformat=VCFv4.3\n" REF,                                       " VCF-HDR-001" },
        {"##fileformat=VCFv4.3\n" REF COLUMNS "\n" COLUMNS "\n",
         " VCF-HDR-001"                                                                     },
        {"##fileformat=VCFv4.3\n" REF "#CHROM\tPOSITION\tID\tREF\tALT\tQUAL"
         "\tFILTER\tINFO\n",                                        " VCF-HDR-002" },
        {"##fileformat=VCFv4.3\n" REF COLUMNS "\tS1\n",                      " VCF-HDR-003" },
        {"##fileformat=VCFv4.3\n" REF COLUMNS "\tFORMAT\tS1\t\n",
         " VCF-HDR-004"                                                                     },
        {"##fileformat=VCFv4.3\n" REF COLUMNS "\t\n",                        " VCF-HDR-004" },
        {"##fileformat=VCFv4.3\n" REF COLUMNS "\tFORMAT\tS1\tS1\n",
         " VCF-HDR-005"                                                                     },
        {"##fileformat=VCFv4.3\n" REF COLUMNS "\tFORMAT\tS1\t\tS2\n",
         " VCF-HDR-005"                                                                     },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++)
        vcfcase_expect(row[i].text, row[i].rules);
}

static void a_nul_is_told_in_any_version(void **state)
{
    static const char text[] =
        "##fileformat=VCFv4.1\n" REF "##a=b\0c\n" COLUMNS "\n";
    struct examine_job job = {0};
    struct examined x = {0};

    (void)state;
    vcfcase_examine(&x, text, sizeof(text) - 1, &job);
    assert_true(x.judged);
    assert_non_null(problems_find(&x.problems, "VCF-FILE-005"));
    examined_release(&x);
}

static void meta_information(void **state)
{
    static const struct row row[] = {
        {"4.3", "##a=b",                                                     ""             },
        {"4.3", "##x=<ID=a,Text=\"b, \\\"c\\\" >\">",                        ""             },
        {"4.3", "##META=<ID=A,Type=String,Number=.,Values=[a, b]>",          ""             },
        {"4.3", "##text",                                                    " VCF-META-001"},
        {"4.3", "##a=",                                                      " VCF-META-001"},
        {"4.3", "##=a",                                                      " VCF-META-001"},
        {"4.3", "##pedigreeDB=<>",                                           " VCF-META-001"},
        {"4.3", "##x=<Text=\"b\">",                                          " VCF-META-002"},
        {"4.2", "##x=<Text=\"b\">",                                          ""             },
        {"4.3", "##x=<ID=a>\n##x=<ID=a>",                                    " VCF-META-002"},
        {"4.3",
         "##FILTER=<ID=a,Description=\"x\">\n"
         "##FILTER=<ID=a,Description=\"x\">",                                " VCF-META-002"},
        {"4.3", "##FILTER=<ID=a,Description=\"x>",                           " VCF-META-003"},
        {"4.3", "##FILTER=<ID=a,Description=\"x\"",                          " VCF-META-003"},
        {"4.3", "##FILTER=<ID=a,Description=\"x \"y\" z\">",                 " VCF-META-003"},
        {"4.3", "##FILTER=a",                                                " VCF-META-003"},
        {"4.3", "##contig=<ID=1,A>",                                         " VCF-META-003"},
        {"4.3", "##META=<ID=A,Type=String,Number=.,Values=[a>",
         " VCF-META-003"                                                                    },
        {"4.3", "##x=<\"a\">",                                               " VCF-META-004"},
        {"4.2", "##x=<\"a\">",                                               ""             },
        {"4.3", "##ALT=<ID=DEL,Description=x>",                              " VCF-META-005"},
        {"4.3", "##FILTER=<ID=a,Description=\"x\",More=1>",                  " VCF-META-005"},
        {"4.3", "##assembly=ftp://u@host:80/x",                              ""             },
        {"4.3", "##assembly=http://123.0.1.2:80/x",                          ""             },
        {"4.3", "##assembly=ftp://8080:8080/x",                              " VCF-ASM-001" },
        {"4.3", "##assembly=x.fa",                                           " VCF-ASM-001" },
        {"4.3", "##SAMPLE=<ID=a,Assay=WGS>",                                 ""             },
        {"4.3", "##SAMPLE=<Assay=WGS>",                                      " VCF-SMP-001" },
        {"4.3", "##SAMPLE=<ID=1 A>",                                         " VCF-SMP-001" },
        {"4.2", "##SAMPLE=<ID=a,Genomes=G,Mixture=.5,Description=\"x\">",    ""             },
        {"4.2", "##SAMPLE=<ID=a,Mixture=.5,Description=\"x\">",              " VCF-SMP-001" },
        {"4.2", "##SAMPLE=<ID=a,Genomes=G,Mixture=\"1\",Description=\"x\">",
         " VCF-SMP-001"                                                                     },
        {"4.3", "##META=<ID=A,Type=Integer,Number=1,Values=[a]>",
         " VCF-SMP-002"                                                                     },
        {"4.3", "##META=<ID=A,Type=String,Number=.,Values=a>",               " VCF-SMP-002" },
        {"4.3", "##META=<Type=String,Number=.,Values=[a]>",                  " VCF-SMP-002" },
        {"4.3", "##PEDIGREE=<ID=a,Father=b,Mother=c>",                       ""             },
        {"4.2", "##PEDIGREE=<Name_0=a,Name_1=b>",                            ""             },
        {"4.3", "##PEDIGREE=<Original=a>",                                   " VCF-PED-001" },
        {"4.3", "##PEDIGREE=<ID=a,Original=>",                               " VCF-PED-001" },
    };

    (void)state;
    run(row, T_LEN(row));
}

#define X ",Description=\"x\">"

static void declarations(void **state)
{
    static const struct row row[] = {
        {"4.3",
         "##INFO=<ID=Xa,Number=1,Type=Float,Description=\"x\","
         "Source=\"s\",Version=\"1\">",                                 ""             },
        {"4.3", "##INFO=<Number=1,Type=Float,Description=\"x\",ID=Xa>",
         " VCF-META-008"                                                               },
        {"4.5", "##INFO=<Number=1,Type=Float,Description=\"x\",ID=Xa>", ""             },
        {"4.3", "##INFO=<ID=Xa,Type=Float" X,                           " VCF-INFO-001"},
        {"4.3", "##INFO=<ID=X-a,Number=1,Type=Float" X,                 " VCF-INFO-002"},
        {"4.2", "##INFO=<ID=X-a,Number=1,Type=Float" X,                 ""             },
        {"4.2", "##INFO=<ID=X a,Number=1,Type=Float" X,                 " VCF-INFO-002"},
        {"4.3", "##INFO=<ID=1000G,Number=0,Type=Flag" X,                ""             },
        {"4.3", "##INFO=<ID=Xa,Number=N,Type=Float" X,                  " VCF-INFO-003"},
        {"4.1", "##INFO=<ID=Xa,Number=R,Type=Float" X,                  " VCF-INFO-003"},
        {"4.5", "##INFO=<ID=Xa,Number=P,Type=Float" X,                  " VCF-INFO-003"},
        {"4.3", "##INFO=<ID=Xa,Number=1,Type=Int" X,                    " VCF-INFO-004"},
        {"4.3", "##INFO=<ID=Xa,Number=0,Type=String" X,                 " VCF-INFO-005"},
        {"4.5", "##INFO=<ID=Xa,Number=A,Type=Flag" X,                   " VCF-INFO-005"},
        {"4.3", "##INFO=<ID=Xa,Number=A,Type=Flag" X,                   " VCF-INFO-008"},
        {"4.3", "##INFO=<ID=DP,Number=2,Type=Integer" X,                " VCF-INFO-006"},
        {"4.1", "##INFO=<ID=AA,Number=1,Type=Float" X,                  " VCF-INFO-006"},
        {"4.2", "##INFO=<ID=MQ,Number=1,Type=Integer" X,                ""             },
        {"4.3", "##INFO=<ID=MQ,Number=1,Type=Integer" X,                " VCF-INFO-006"},
        {"4.3", "##INFO=<ID=SVLEN,Number=1,Type=Integer" X,             ""             },
        {"4.4", "##INFO=<ID=SVLEN,Number=1,Type=Integer" X,             " VCF-INFO-006"},
        {"4.3", "##INFO=<ID=Xa,Number=1,Type=Float,Description=x>",
         " VCF-INFO-007"                                                               },
        {"4.3", "##FORMAT=<ID=Xa,Description=\"x\">",                   " VCF-FMT-001" },
        {"4.3", "##FORMAT=<ID=1Xa,Number=1,Type=Float" X,               " VCF-FMT-002" },
        {"4.3", "##FORMAT=<ID=Xa,Number=P,Type=Float" X,                " VCF-FMT-003" },
        {"4.4", "##FORMAT=<ID=Xa,Number=P,Type=Float" X,                ""             },
        {"4.4", "##FORMAT=<ID=Xa,Number=LA,Type=Float" X,               " VCF-FMT-003" },
        {"4.5", "##FORMAT=<ID=Xa,Number=LA,Type=Float" X,               ""             },
        {"4.3", "##FORMAT=<ID=Xa,Number=0,Type=Flag" X,                 " VCF-FMT-004" },
        {"4.3", "##FORMAT=<ID=GT,Number=1,Type=Integer" X,              " VCF-FMT-005" },
        {"4.2", "##FORMAT=<ID=AD,Number=.,Type=Integer" X,              ""             },
        {"4.3", "##FORMAT=<ID=AD,Number=.,Type=Integer" X,              " VCF-FMT-005" },
        {"4.2", "##FORMAT=<ID=GLE,Number=A,Type=String" X,              " VCF-FMT-005" },
        {"4.5", "##FORMAT=<ID=M27551C,Number=1,Type=Float" X,           " VCF-FMT-005" },
        {"4.5", "##FORMAT=<ID=M5mC,Number=M,Type=Float" X,              ""             },
        {"4.5", "##FORMAT=<ID=M5mx,Number=M,Type=Float" X,              " VCF-FMT-006" },
        {"4.3", "##FILTER=<ID=q10>",                                    " VCF-FLT-001" },
        {"4.4", "##FILTER=<ID=q10>",                                    ""             },
        {"4.3", "##FILTER=<ID=0" X,                                     " VCF-FLT-002" },
        {"4.3", "##FILTER=<ID=a b" X,                                   " VCF-FLT-002" },
        {"4.3", "##ALT=<ID=NON_REF" X,                                  ""             },
        {"4.3", "##ALT=<ID=DEL:ME" X,                                   ""             },
        {"4.3", "##ALT=<ID=TRA:X" X,                                    " VCF-ALT-001" },
        {"4.3", "##ALT=<ID=DEL>",                                       " VCF-ALT-001" },
        {"4.3", "##ALT=<ID=DEL:A>B" X,                                  " VCF-ALT-002" },
        {"4.5",
         "##contig=<ID=HLA-A*01:01,length=5,md5=000102030405060708090A"
         "0B0C0D0E0F>",                                                 ""             },
        {"4.3", "##contig=<length=5>",                                  " VCF-CTG-001" },
        {"4.3", "##contig=<ID=*a>",                                     " VCF-CTG-002" },
        {"4.2", "##contig=<ID=a b>",                                    " VCF-CTG-002" },
        {"4.3", "##contig=<ID=a>\n##contig=<ID=a>",                     " VCF-CTG-003" },
        {"4.3", "##contig=<ID=DEL>",                                    " VCF-CTG-003" },
        {"4.3", "##contig=<ID=a,length=0>",                             " VCF-CTG-004" },
        {"4.5", "##contig=<ID=a,md5=12>",                               " VCF-CTG-004" },
    };

    (void)state;
    run(row, T_LEN(row));
}

/* Nothing here is recursive, and what is kept has a ceiling. */
static void a_large_header_is_read_to_its_end(void **state)
{
    size_t n = (size_t)4 << 20;
    char *text = malloc(n + 4096);
    size_t at;
    struct examine_job job = {0};
    struct examined x = {0};

    (void)state;
    assert_non_null(text);
    at = (size_t)sprintf(text, "##fileformat=VCFv4.3\n##x=<ID=a,V=[");
    memset(text + at, '[', n);
    at += n;
    at += (size_t)sprintf(text + at, "]>\n" COLUMNS "\tFORMAT");
    vcfcase_examine(&x, text, at, &job);
    assert_true(x.judged);
    examined_release(&x);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text),
        cmocka_unit_test(a_nul_is_told_in_any_version),
        cmocka_unit_test(meta_information),
        cmocka_unit_test(declarations),
        cmocka_unit_test(a_large_header_is_read_to_its_end),
    };

    return cmocka_run_group_tests_name("rules_vcf_head", tests, vcfcase_setup,
                                       vcfcase_teardown);
}
