/*
 * The public corpora of SAM files with a verdict (../shared/data/formats): hard
 * verdicts are met, but for the exceptions listed, each with the sentence of
 * the specification that decides it. Soft ones say that some reader takes the
 * file: what is found in them is listed.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#include "conform/tests/corpus.h"

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

    snprintf(full, sizeof(full), CORPUS "%s", path);
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

struct counts {
    struct corpus_counts hard;
    struct corpus_counts soft;
};

static void one_row(void *arg, struct corpus_row *r)
{
    struct counts *c = arg;

    if (strcmp(r->format, "sam") == 0 && r->strength != CORPUS_POLICY)
        corpus_count(r->strength == CORPUS_HARD ? &c->hard : &c->soft, r->pass,
                     accepted(r->path, r->pass));
}

static void verdicts_are_met(void **state)
{
    struct counts c = {0};

    (void)state;
    if (!corpus_each("corpora of SAM files", one_row, &c))
        return;
    print_message("hard: %zu of %zu accepted, %zu of %zu rejected; soft: %zu "
                  "of %zu\n",
                  c.hard.accepted, c.hard.pass, c.hard.rejected, c.hard.fail,
                  corpus_as_said(&c.soft), corpus_files(&c.soft));
    assert_int_equal(c.hard.accepted, c.hard.pass);
    assert_int_equal(c.hard.rejected, c.hard.fail - 1);
    assert_int_equal(corpus_as_said(&c.soft), corpus_files(&c.soft) - 6);
    assert_true(c.hard.pass >= 59 && c.hard.fail >= 67 &&
                corpus_files(&c.soft) >= 46);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_sam", tests, textcase_setup,
                                       textcase_teardown);
}
