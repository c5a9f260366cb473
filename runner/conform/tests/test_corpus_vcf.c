/*
 * The public corpora of VCF files with a verdict (../shared/data/formats):
 * hard verdicts are met, but for the exceptions listed, each with the sentence
 * of the specification that decides it. Soft ones were never said of the
 * specification: what is found in them is listed.
 */
#include "conform/tests/vcfcase.h"

#include <stdbool.h>

#include "conform/tests/corpus.h"

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

    snprintf(full, sizeof(full), CORPUS "%s", path);
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

struct counts {
    struct corpus_counts hard;
    struct corpus_counts soft;
};

static void one_row(void *arg, struct corpus_row *r)
{
    struct counts *c = arg;

    if (strcmp(r->format, "vcf") == 0 && r->strength != CORPUS_POLICY)
        corpus_count(r->strength == CORPUS_HARD ? &c->hard : &c->soft, r->pass,
                     accepted(r->path, r->pass));
}

static void verdicts_are_met(void **state)
{
    struct counts c = {0};

    (void)state;
    if (!corpus_each("corpora of VCF files", one_row, &c))
        return;
    print_message("hard: %zu of %zu accepted, %zu of %zu rejected; soft: %zu "
                  "of %zu\n",
                  c.hard.accepted, c.hard.pass, c.hard.rejected, c.hard.fail,
                  corpus_as_said(&c.soft), corpus_files(&c.soft));
    assert_int_equal(c.hard.pass, 96);
    assert_int_equal(c.hard.accepted, 93);
    assert_int_equal(c.hard.fail, 836);
    assert_int_equal(c.hard.rejected, 836);
    assert_int_equal(corpus_files(&c.soft), 18);
    assert_int_equal(corpus_as_said(&c.soft), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_vcf", tests, vcfcase_setup,
                                       vcfcase_teardown);
}
