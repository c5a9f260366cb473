/*
 * The public corpora of FASTQ, FASTA, BED and index files with a verdict
 * (../shared/data/formats): all verdicts, hard and soft, are met by the
 * specification, but for the exceptions listed, each with the sentence that
 * decides it. Files of the manifest that are not handed out are left out.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#define DATA "../shared/data/formats/"

static const struct {
    const char *path;
    const char *why;
} exceptions[] = {
    {"FormatSpecimens/BED/overlapSelect-wideIn.bed",
     "BEDv1 1.3: \"BEDn+: A file that has the first n fields of the BED "
     "format, followed by any number of fields of custom data defined by a "
     "user\"; the reader of that collection takes no custom fields"},
};

static const struct {
    const char *in_manifest;
    const char *format;
} formats[] = {
    {"fastq",        "fastq"},
    {"fastq.gz",     "fastq"},
    {"fastq-pair",   "fastq"},
    {"fasta",        "fasta"},
    {"fasta-digest", "fasta"},
    {"bed",          "bed"  },
    {"bed.gz",       "bed"  },
    {"bai",          "bai"  },
    {"csi",          "csi"  },
    {"fai",          "fai"  },
    {"gzi",          "gzi"  },
};

struct counts {
    size_t pass;
    size_t accepted;
    size_t fail;
    size_t rejected;
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

static bool is_exception(const char *path)
{
    for (size_t i = 0; i < T_LEN(exceptions); i++) {
        if (strcmp(exceptions[i].path, path) == 0)
            return true;
    }
    return false;
}

/* Does the file conform? It must as it should, or be an exception. */
static bool accepted(struct examine_job *job, const char *path, bool should)
{
    struct examined x = {0};
    struct err e = {0};
    char rules[1024];
    bool yes;

    assert_int_equal(examine(&x, job, &e), 0);
    yes = examined_conforms(&x, job);
    textcase_rules(rules, sizeof(rules), &x);
    if (!x.judged)
        fail_msg("%s: not judged: %s", path, x.why.msg);
    if (is_exception(path) ? yes == should : yes != should)
        fail_msg("%s: %s:%s", path, yes ? "accepted" : "rejected", rules);
    examined_release(&x);
    return yes;
}

/* The next field of a row; "" when there are no more. */
static char *field(char **rest, const char *by)
{
    char *f = *rest;
    size_t n = strcspn(f, by);

    *rest = f[n] ? f + n + 1 : f + n;
    f[n] = '\0';
    return f;
}

static const char *format_of(const char *in_manifest)
{
    for (size_t i = 0; i < T_LEN(formats); i++) {
        if (strcmp(formats[i].in_manifest, in_manifest) == 0)
            return formats[i].format;
    }
    return NULL;
}

static void one_row(struct counts *hard, struct counts *soft, char *line)
{
    char first[8192];
    char second[8192];
    char *paths = field(&line, "\t\n");
    struct examine_job job = {.path = first, .crew = textcase_crew};
    struct counts *c;
    const char *path;
    bool pass;
    bool yes;

    job.format = format_of(field(&line, "\t\n"));
    if (!job.format)
        return;
    pass = strcmp(field(&line, "\t\n"), "pass") == 0;
    (void)field(&line, "\t\n");
    c = strncmp(line, "hard", 4) == 0 ? hard : soft;
    path = field(&paths, ",");
    snprintf(first, sizeof(first), DATA "%s", path);
    snprintf(second, sizeof(second), DATA "%s", paths);
    if (*paths)
        job.mate = second;
    if (access(first, R_OK) != 0 || (job.mate && access(second, R_OK) != 0))
        return;
    yes = accepted(&job, path, pass);
    c->pass += pass;
    c->accepted += pass && yes;
    c->fail += !pass;
    c->rejected += !pass && !yes;
}

static void verdicts_are_met(void **state)
{
    struct counts hard = {0};
    struct counts soft = {0};
    char line[4096];
    FILE *in;

    (void)state;
    if (!have(DATA "manifest.tsv", "corpora of text files"))
        return;
    in = fopen(DATA "manifest.tsv", "r");
    assert_non_null(in);
    while (fgets(line, sizeof(line), in))
        one_row(&hard, &soft, line);
    fclose(in);
    print_message("hard: %zu of %zu accepted, %zu of %zu rejected; soft: %zu "
                  "of %zu, %zu of %zu\n",
                  hard.accepted, hard.pass, hard.rejected, hard.fail,
                  soft.accepted, soft.pass, soft.rejected, soft.fail);
    assert_int_equal(hard.pass, 24);
    assert_int_equal(hard.accepted, 24);
    assert_int_equal(hard.fail, 20);
    assert_int_equal(hard.rejected, 20);
    assert_int_equal(soft.pass, 65);
    assert_int_equal(soft.accepted, 65);
    assert_int_equal(soft.fail, 1);
    assert_int_equal(soft.rejected, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_text", tests, textcase_setup,
                                       textcase_teardown);
}
