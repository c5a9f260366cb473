/*
 * The public corpora of CRAM and BCF with a verdict (../shared/data/formats):
 * all hard verdicts are met by the specification, but for the exceptions
 * listed, each with the sentence that decides it. Soft passes are accepted, or
 * listed too. What asks for a reference that is not handed out (hg19) is left
 * out.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#include "formats/fastaio.h"

#define DATA "../shared/data/formats/"

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

struct counts {
    size_t pass;
    size_t accepted;
    size_t fail;
    size_t rejected;
    size_t excepted;
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
    c->pass += should;
    c->accepted += should && yes;
    c->fail += !should;
    c->rejected += !should && !yes;
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

static void one_row(struct counts *c, char *line)
{
    char *path = field(&line, "\t\n");
    char *format = field(&line, "\t\n");
    bool pass = strcmp(field(&line, "\t\n"), "pass") == 0;
    char file[8400];
    char genome[8400];
    struct fasta fasta = {0};
    struct examine_job job = {
        .path = file, .crew = textcase_crew, .format = format};
    struct err e = {0};
    char *aux;

    if (strcmp(format, "cram") != 0 && strcmp(format, "bcf") != 0)
        return;
    (void)field(&line, "\t\n");
    if (strcmp(field(&line, "\t\n"), "policy") == 0)
        return;
    aux = field(&line, "\t\n");
    snprintf(file, sizeof(file), DATA "%s", path);
    if (access(file, R_OK) != 0)
        return;
    if (strncmp(aux, "ref=", 4) == 0) {
        snprintf(genome, sizeof(genome), DATA "%s", aux + 4);
        if (fasta_open(&fasta, genome, &e))
            fail_msg("%s: %s", genome, e.msg);
        job.reference = &fasta;
    }
    one_file(c, &job, path, pass);
    fasta_close(&fasta);
}

static void verdicts_are_met(void **state)
{
    struct counts c = {0};
    char line[8192];
    FILE *in;

    (void)state;
    if (!have(DATA "manifest.tsv", "corpora of CRAM and BCF"))
        return;
    in = fopen(DATA "manifest.tsv", "r");
    assert_non_null(in);
    while (fgets(line, sizeof(line), in))
        one_row(&c, line);
    fclose(in);
    print_message("accepted %zu of %zu, rejected %zu of %zu; %zu exceptions\n",
                  c.accepted, c.pass, c.rejected, c.fail, c.excepted);
    assert_true(c.pass > 40 && c.fail >= 4);
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
