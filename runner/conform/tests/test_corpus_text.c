/*
 * The public corpora of FASTQ, FASTA, BED and index files with a verdict
 * (../shared/data/formats): all verdicts, hard and soft, are met by the
 * specification, but for the exceptions listed, each with the sentence that
 * decides it. Files of the manifest that are not handed out are left out.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#include "conform/tests/corpus.h"

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

static const char *format_of(const char *in_manifest)
{
    for (size_t i = 0; i < T_LEN(formats); i++) {
        if (strcmp(formats[i].in_manifest, in_manifest) == 0)
            return formats[i].format;
    }
    return NULL;
}

struct counts {
    struct corpus_counts hard;
    struct corpus_counts soft;
};

static void one_row(void *arg, struct corpus_row *r)
{
    struct counts *c = arg;
    char first[8400];
    char second[8400];
    struct examine_job job = {.path = first, .crew = textcase_crew};
    const char *path = corpus_field(&r->path, ",");

    job.format = format_of(r->format);
    if (!job.format)
        return;
    snprintf(first, sizeof(first), CORPUS "%s", path);
    snprintf(second, sizeof(second), CORPUS "%s", r->path);
    if (*r->path)
        job.mate = second;
    if (access(first, R_OK) != 0 || (job.mate && access(second, R_OK) != 0))
        return;
    corpus_count(r->strength == CORPUS_HARD ? &c->hard : &c->soft, r->pass,
                 accepted(&job, path, r->pass));
}

static void verdicts_are_met(void **state)
{
    struct counts c = {0};

    (void)state;
    if (!corpus_each("corpora of text files", one_row, &c))
        return;
    print_message("hard: %zu of %zu accepted, %zu of %zu rejected; soft: %zu "
                  "of %zu, %zu of %zu\n",
                  c.hard.accepted, c.hard.pass, c.hard.rejected, c.hard.fail,
                  c.soft.accepted, c.soft.pass, c.soft.rejected, c.soft.fail);
    assert_int_equal(c.hard.pass, 24);
    assert_int_equal(c.hard.accepted, 24);
    assert_int_equal(c.hard.fail, 20);
    assert_int_equal(c.hard.rejected, 20);
    assert_int_equal(c.soft.pass, 65);
    assert_int_equal(c.soft.accepted, 65);
    assert_int_equal(c.soft.fail, 1);
    assert_int_equal(c.soft.rejected, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_text", tests, textcase_setup,
                                       textcase_teardown);
}
