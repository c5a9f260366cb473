/*
 * The public corpora of BAM files with a verdict (../shared/data/formats): all
 * verdicts, hard and soft, are met by the specification, but for the
 * exceptions listed, each with the sentence that decides it.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#include "conform/tests/corpus.h"

static const struct {
    const char *path;
    const char *why;
} exceptions[] = {
    {"hts-specs/bam/passed/level-1.bam",
     "SAMv1 1.4: \"For each read/contig in a SAM file, it is required that one "
     "and only one line associated with the read satisfies FLAG & 0x900 == "
     "0\"; 1,697 lines stand twice, with name, flags, place and bases"},
    {"hts-specs/bam/passed/level-9.bam", "the same"                   },
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
static bool accepted(const char *path, bool should)
{
    char full[16384];
    struct examine_job job = {.path = full, .crew = textcase_crew};
    struct examined x = {0};
    struct err e = {0};
    char rules[1024];
    bool yes;

    snprintf(full, sizeof(full), CORPUS "%s", path);
    assert_int_equal(examine(&x, &job, &e), 0);
    yes = examined_conforms(&x, &job);
    textcase_rules(rules, sizeof(rules), &x);
    assert_string_equal(x.format, "bam");
    if (!x.judged)
        fail_msg("%s: not judged: %s", path, x.why.msg);
    if (is_exception(path) ? yes == should : yes != should)
        fail_msg("%s: %s:%s", path, yes ? "accepted" : "rejected", rules);
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

    if (strcmp(r->format, "bam") == 0)
        corpus_count(r->strength == CORPUS_HARD ? &c->hard : &c->soft, r->pass,
                     accepted(r->path, r->pass));
}

static void verdicts_are_met(void **state)
{
    struct counts c = {0};

    (void)state;
    if (!corpus_each("corpora of BAM files", one_row, &c))
        return;
    print_message("hard: %zu of %zu accepted, %zu of %zu rejected; soft: %zu "
                  "of %zu, %zu of %zu\n",
                  c.hard.accepted, c.hard.pass, c.hard.rejected, c.hard.fail,
                  c.soft.accepted, c.soft.pass, c.soft.rejected, c.soft.fail);
    assert_int_equal(c.hard.pass, 5);
    assert_int_equal(c.hard.accepted, 3);
    assert_int_equal(c.hard.fail, 4);
    assert_int_equal(c.hard.rejected, 4);
    assert_int_equal(c.soft.pass, 12);
    assert_int_equal(c.soft.accepted, 12);
    assert_int_equal(c.soft.fail, 2);
    assert_int_equal(c.soft.rejected, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_bam", tests, textcase_setup,
                                       textcase_teardown);
}
