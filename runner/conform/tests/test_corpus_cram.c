/*
 * The public corpora of CRAM and BCF with a verdict (../shared/data/formats):
 * all hard verdicts are met by the specification, but for the exceptions
 * listed, each with the sentence that decides it. Soft passes are accepted, or
 * listed too. What asks for a reference that is not handed out (hg19) is left
 * out.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#include "conform/tests/corpus.h"
#include "formats/fastaio.h"

static const struct {
    const char *path;
    const char *rules; /* that it breaks, and why that is so: */
    const char *why;
} exceptions[] = {
    {"hts-specs/cram/3.0/passed/0705_tag.cram",         " SAM-AUX-011",
     "SAMtags 1: \"H0 i Number of perfect hits\"; the file, which is to be "
     "decoded, has H0:H and H1:H"                                            },
    {"hts-specs/cram/3.0/passed/0708_tag.cram",         " TAG-MD-003",
     "SAMtags 1.1, MD: \"String encoding mismatched and deleted reference "
     "bases\"; the file stores others on purpose, to show that they are kept"},
    {"samtools/quickcheck/6.quickcheck.cram21.ok.cram", " CRAM-BLK-002",
     "CRAMv3 8: \"4: rans4x8 (v3.0)\"; the file says 2.1 and has such blocks; "
     "it is whole, which is all that quickcheck asks"                        },
};

/* The rules of an exception; NULL: it is none. */
static const char *exception(const char *path)
{
    for (size_t i = 0; i < T_LEN(exceptions); i++) {
        if (strcmp(exceptions[i].path, path) == 0)
            return exceptions[i].rules;
    }
    return NULL;
}

/* The ids of the rules that make it not conform. */
static void errors_of(char *out, size_t cap, const struct examined *x)
{
    *out = '\0';
    for (size_t i = 0; i < x->problems.n; i++) {
        const struct rule *r = x->problems.a[i].rule;
        size_t n = strlen(out);

        if (r->kind == RULE_SPECIFICATION && r->level == RULE_ERROR)
            snprintf(out + n, cap - n, " %s", r->id);
    }
}

struct counts {
    struct corpus_counts of;
    size_t excepted;
};

static void one_file(struct counts *c, struct examine_job *job,
                     const char *path, bool should)
{
    const char *expected = exception(path);
    struct examined x = {0};
    struct err e = {0};
    char rules[512];
    bool yes;

    assert_int_equal(examine(&x, job, &e), 0);
    errors_of(rules, sizeof(rules), &x);
    if (!x.judged)
        fail_msg("%s: not judged: %s", path, x.why.msg);
    yes = examined_conforms(&x, job);
    if (expected ? strcmp(rules, expected) != 0 : yes != should)
        fail_msg("%s: %s:%s", path, yes ? "accepted" : "rejected", rules);
    examined_release(&x);
    c->excepted += expected != NULL;
    corpus_count(&c->of, should, yes);
}

static void one_row(void *arg, struct corpus_row *r)
{
    struct counts *c = arg;
    char file[8400];
    char genome[8400];
    struct fasta fasta = {0};
    struct examine_job job = {
        .path = file, .crew = textcase_crew, .format = r->format};
    struct err e = {0};

    if ((strcmp(r->format, "cram") != 0 && strcmp(r->format, "bcf") != 0) ||
        r->strength == CORPUS_POLICY)
        return;
    snprintf(file, sizeof(file), CORPUS "%s", r->path);
    if (access(file, R_OK) != 0)
        return;
    if (strncmp(r->aux, "ref=", 4) == 0) {
        snprintf(genome, sizeof(genome), CORPUS "%s", r->aux + 4);
        if (fasta_open(&fasta, genome, &e))
            fail_msg("%s: %s", genome, e.msg);
        job.reference = &fasta;
    }
    one_file(c, &job, r->path, r->pass);
    fasta_close(&fasta);
}

static void verdicts_are_met(void **state)
{
    struct counts c = {0};

    (void)state;
    if (!corpus_each("corpora of CRAM and BCF", one_row, &c))
        return;
    print_message("accepted %zu of %zu, rejected %zu of %zu; %zu exceptions\n",
                  c.of.accepted, c.of.pass, c.of.rejected, c.of.fail,
                  c.excepted);
    assert_true(c.of.pass > 40 && c.of.fail >= 4);
    assert_int_equal(c.excepted, T_LEN(exceptions));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_cram", tests, textcase_setup,
                                       textcase_teardown);
}
