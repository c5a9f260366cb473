/*
 * The public corpora of VCF files with a verdict (../shared/data/formats):
 * hard verdicts are met, but for the exceptions listed, each with the sentence
 * of the specification that decides it. Soft ones were never said of the
 * specification: what is found in them is listed.
 */
#include "conform/tests/vcfcase.h"

#include <stdbool.h>

#define DATA "../shared/data/formats/"

/* Files that are said to pass and do not. */
static const struct {
    const char *path;
    const char *rule;
    const char *why;
} exceptions[] = {
    {"hts-specs/vcf/4.5/passed/zero_length_LAA.vcf",     "VCF-POS-002",
     "VCFv4.5 1.6.1.2: \"Positions are sorted numerically, in increasing "
     "order\"; 1: \"Zero length fields are not allowed\"; 1.6: \"The last data "
     "line must end with a line separator\""                        },
    {"vcf-validator/v4.3/passed/passed_body_format.vcf", "VCF-FMT-101",
     "VCFv4.3 1.6.2: \"FORMAT keys matching the regular expression "
     "^[A-Za-z_][0-9A-Za-z_.]*$\"; hts-specs has the same file among those "
     "that fail, failed_body_format_007.vcf"                        },
    {"vcf-validator/v4.4/passed/passed_body_format.vcf", "VCF-FMT-101",
     "the same, VCFv4.4 1.6.2"                                      },
 /* soft */
    {"htsjdk/variant/VCF4_4HeaderTest.vcf",              "VCF-META-002",
     "VCFv4.4 1.4: \"an ID which must be unique within their type\""},
    {"htsjdk/variant/structuralvariants.vcf",            "VCF-INFO-006",
     "VCFv4.2 3: \"##INFO=<ID=SVTYPE,Number=1,Type=String\""        },
    {"htsjdk/variant/test_withNegInfQual.vcf",           "VCF-QUAL-001",
     "VCFv4.1 1.4.1: \"Phred-scaled quality score\": -10log10 of a probability "
     "is not negative"                                              },
    {"htsjdk/variant/vcf43/vcf43.vcf",                   "VCF-META-002",
     "VCFv4.3 1.4: \"an ID which must be unique within their type\""},
    {"htslib/noroundtrip.vcf",                           "VCF-FMT-101",
     "VCFv4.3 1.6.2: \"duplicate keys are not allowed\""            },
    {"FormatSpecimens/VCF/noroundtrip.vcf",              "VCF-FMT-101",
     "VCFv4.3 1.6.2: \"duplicate keys are not allowed\""            },
    {"FormatSpecimens/VCF/aa.vcf",                       "VCF-DUP-001",
     "20:273 C CAA stands in two records"                           },
    {"htslib/tabix/vcf_file.vcf",                        "VCF-INFO-104",
     "VCFv4.1 1.2.2: \"If the field has one value per alternate allele then "
     "this value should be `A'\""                                   },
};

struct counts {
    size_t hard_pass;
    size_t hard_pass_accepted;
    size_t hard_fail;
    size_t hard_fail_rejected;
    size_t soft;
    size_t soft_accepted;
};

static bool have(const char *path, const char *what)
{
    const char *must = getenv("ENTENTE_REQUIRE_DATA");

    if (access(path, R_OK) == 0)
        return true;
    if (must && strcmp(must, "1") == 0)
        fail_msg("%s: %s is required", what, path);
    print_message("skip - %s: data absent\n", what);
    return false;
}

static const char *exception_of(const char *path)
{
    for (size_t i = 0; i < T_LEN(exceptions); i++) {
        if (strcmp(exceptions[i].path, path) == 0)
            return exceptions[i].rule;
    }
    return NULL;
}

/* Does the file conform? One that should, and is no exception, must. */
static bool accepted(const char *path, bool should)
{
    char full[8192];
    struct examine_job job = {
        .path = full, .format = "vcf", .crew = vcfcase_crew};
    struct examined x = {0};
    struct err e = {0};
    const char *rule = exception_of(path);
    char rules[1024];
    bool yes;

    snprintf(full, sizeof(full), DATA "%s", path);
    assert_int_equal(examine(&x, &job, &e), 0);
    yes = examined_conforms(&x, &job);
    vcfcase_rules(rules, sizeof(rules), &x, "");
    if (!x.judged)
        fail_msg("%s: not judged: %s", path, x.why.msg);
    if (rule && (yes || !problems_find(&x.problems, rule)))
        fail_msg("%s: is no exception any more:%s", path, rules);
    if (!rule && yes != should)
        fail_msg("%s: %s:%s", path, should ? "rejected" : "accepted", rules);
    examined_release(&x);
    return yes;
}

/* The next field of a row; "" when there are no more. */
static char *field(char **rest)
{
    char *f = *rest;
    size_t n = strcspn(f, "\t\n");

    *rest = f[n] ? f + n + 1 : f + n;
    f[n] = '\0';
    return f;
}

static void one_row(struct counts *c, char *line)
{
    char *path = field(&line);
    char *format = field(&line);
    bool pass = strcmp(field(&line), "pass") == 0;
    bool hard;
    bool soft;
    bool yes;

    (void)field(&line);
    hard = strncmp(line, "hard", 4) == 0;
    soft = strncmp(line, "soft", 4) == 0;
    if (strcmp(format, "vcf") != 0 || (!hard && !soft))
        return;
    yes = accepted(path, pass);
    if (soft) {
        c->soft++;
        c->soft_accepted += yes == pass;
    } else if (pass) {
        c->hard_pass++;
        c->hard_pass_accepted += yes;
    } else {
        c->hard_fail++;
        c->hard_fail_rejected += !yes;
    }
}

static void verdicts_are_met(void **state)
{
    struct counts c = {0};
    char line[4096];
    FILE *in;

    (void)state;
    if (!have(DATA "manifest.tsv", "corpora of VCF files"))
        return;
    in = fopen(DATA "manifest.tsv", "r");
    assert_non_null(in);
    while (fgets(line, sizeof(line), in))
        one_row(&c, line);
    fclose(in);
    print_message("hard: %zu of %zu accepted, %zu of %zu rejected; soft: %zu "
                  "of %zu\n",
                  c.hard_pass_accepted, c.hard_pass, c.hard_fail_rejected,
                  c.hard_fail, c.soft_accepted, c.soft);
    assert_int_equal(c.hard_pass, 96);
    assert_int_equal(c.hard_pass_accepted, 93);
    assert_int_equal(c.hard_fail, 836);
    assert_int_equal(c.hard_fail_rejected, 836);
    assert_int_equal(c.soft, 18);
    assert_int_equal(c.soft_accepted, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_vcf", tests, vcfcase_setup,
                                       vcfcase_teardown);
}
