/*
 * The public corpora of BAM files with a verdict (../shared/data/formats): all
 * verdicts, hard and soft, are met by the specification, but for the
 * exceptions listed, each with the sentence that decides it.
 */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#define DATA "../shared/data/formats/"

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
static bool accepted(const char *path, bool should)
{
    char full[16384];
    struct examine_job job = {.path = full, .crew = textcase_crew};
    struct examined x = {0};
    struct err e = {0};
    char rules[1024];
    bool yes;

    snprintf(full, sizeof(full), DATA "%s", path);
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

static void one_row(struct counts *hard, struct counts *soft, char *line)
{
    char *column[5] = {line};
    struct counts *c;
    bool pass;
    bool yes;

    for (int i = 1; i < 5; i++) {
        column[i] = strchr(column[i - 1], '\t');
        assert_non_null(column[i]);
        *column[i]++ = '\0';
    }
    if (strcmp(column[1], "bam") != 0)
        return;
    pass = strcmp(column[2], "pass") == 0;
    c = strncmp(column[4], "hard", 4) == 0 ? hard : soft;
    yes = accepted(column[0], pass);
    c->pass += pass;
    c->accepted += pass && yes;
    c->fail += !pass;
    c->rejected += !pass && !yes;
}

static void verdicts_are_met(void **state)
{
    struct counts hard = {0};
    struct counts soft = {0};
    char line[8192];
    FILE *in;

    (void)state;
    if (!have(DATA "manifest.tsv", "corpora of BAM files"))
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
    assert_int_equal(hard.pass, 5);
    assert_int_equal(hard.accepted, 3);
    assert_int_equal(hard.fail, 4);
    assert_int_equal(hard.rejected, 4);
    assert_int_equal(soft.pass, 12);
    assert_int_equal(soft.accepted, 12);
    assert_int_equal(soft.fail, 2);
    assert_int_equal(soft.rejected, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_met),
    };

    return cmocka_run_group_tests_name("corpus_bam", tests, textcase_setup,
                                       textcase_teardown);
}
