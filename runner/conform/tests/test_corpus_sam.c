/*
 * The public corpora of SAM files with a verdict (../shared/data/formats): hard
 * verdicts are met, but for the exceptions listed, each with the sentence of
 * the specification that decides it. Soft ones say that some reader takes the
 * file: what is found in them is listed.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#define DATA "../shared/data/formats/"

/* Files that are judged otherwise than they are said to be. */
static const struct {
    const char *path;
    bool conforms;
    const char *rule; /* that is broken; "": none is */
    const char *why;
} exceptions[] = {
    {"hts-specs/sam/failed/hdr.HD3.sam", true,  "",
     "SAMv1 1.3: \"GO ... Valid values: none (default), query ..., and "
     "reference\"; passed/hdr.HD6.sam is the same, byte by byte"         },
 /* soft */
    {"htslib/auxf#values.sam",           false, "SAM-AUX-001",
     "SAMv1 1.5: \"TAG is a two-character string that matches "
     "/[A-Za-z][A-Za-z0-9]/\": A! does not; H is "
     "\"([0-9A-F][0-9A-F])*\": dead00beef is not"                        },
    {"htslib/base_mods/MM-MNf2.sam",     false, "SAM-AUX-011",
     "SAMtags 1: MN is of type i; the file is there to show that MN:f is no "
     "MN"                                                                },
    {"htslib/c2#pad.sam",                false, "SAM-HDR-008",
     "SAMv1 1.3: \"header lines match ... or /^@CO\\t.*/\""              },
    {"htslib/xx#tlen2.sam",              false, "SAM-HDR-008", "the same"},
    {"htslib/xx#MD2.sam",                false, "TAG-MD-002",
     "the file says it: \"All MD and/or NM should differ to the stored "
     "values\""                                                          },
    {"htslib/xx#triplet.sam",            false, "PAIR-001",
     "SAMv1 1.4: \"one and only one line associated with the read satisfies "
     "FLAG & 0x900 == 0\": a1 has two first segments"                    },
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

/* Index of the exception; T_LEN(exceptions): it is none. */
static size_t exception_of(const char *path)
{
    size_t i = 0;

    while (i < T_LEN(exceptions) && strcmp(exceptions[i].path, path) != 0)
        i++;
    return i;
}

/* Does the file conform? It must, or must not, as the manifest says, but for
 * the exceptions. */
static bool accepted(const char *path, bool should)
{
    char full[8192];
    struct examine_job job = {
        .path = full, .format = "sam", .crew = textcase_crew};
    struct examined x = {0};
    struct err e = {0};
    size_t i = exception_of(path);
    char rules[1024];
    bool yes;

    snprintf(full, sizeof(full), DATA "%s", path);
    assert_int_equal(examine(&x, &job, &e), 0);
    yes = examined_conforms(&x, &job);
    textcase_rules(rules, sizeof(rules), &x);
    if (!x.judged)
        fail_msg("%s: not judged: %s", path, x.why.msg);
    if (i < T_LEN(exceptions)) {
        if (yes != exceptions[i].conforms || yes == should ||
            (!yes && !problems_find(&x.problems, exceptions[i].rule)))
            fail_msg("%s: is no exception any more:%s", path, rules);
    } else if (yes != should) {
        fail_msg("%s: %s:%s", path, should ? "rejected" : "accepted", rules);
    }
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
    if (strcmp(format, "sam") != 0 || (!hard && !soft))
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
    if (!have(DATA "manifest.tsv", "corpora of SAM files"))
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
    assert_int_equal(c.hard_pass_accepted, c.hard_pass);
    assert_int_equal(c.hard_fail_rejected, c.hard_fail - 1);
    assert_int_equal(c.soft_accepted, c.soft - 6);
    assert_true(c.hard_pass >= 59 && c.hard_fail >= 67 && c.soft >= 46);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_sam", tests, textcase_setup,
                                       textcase_teardown);
}
