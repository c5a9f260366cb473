/*
 * The forge breaks good files in one named way and says which rule must fire;
 * the format engine judges. They were written apart: here they meet. On each
 * mutant exactly its rule fires (and those that its row says fire of
 * necessity), on each original none, and each rule has a mutant.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/hts_log.h>

#include "conform/examine.h"
#include "fixtures/forge/mutants/mutant.h"
#include "formats/fastaio.h"
#include "formats/stage.h"
#include "formats/tests/scratch.h"

#define RULES_BYTES 1024

/* Rules without a mutant, each with its reason. */
static const struct {
    const char *id;
    const char *why;
} exceptions[] = {
    {"FILE-LIST-001", "of a delivery's list; runner/cli/tests/check_args"},
    {"FILE-LIST-002", "of a delivery's list; runner/cli/tests/check_args"},
    {NULL,            NULL                                               },
};

static struct crew *crew;

static int setup(void **state)
{
    struct err e = {0};

    hts_set_log_level(HTS_LOG_OFF);
    crew = crew_new(2, &e);
    return crew ? scratch_make(state) : -1;
}

static int teardown(void **state)
{
    crew_free(crew);
    return scratch_remove(state);
}

/* The path of the file of this role, or NULL. */
static const char *path_of(const struct mutant_files *f, enum mutant_role role,
                           const char *dir, char *out)
{
    struct err e = {0};

    for (size_t i = 0; i < f->n; i++) {
        if (f->a[i].role == role) {
            assert_int_equal(path_join(out, dir, f->a[i].name, &e), 0);
            return out;
        }
    }
    return NULL;
}

/* The ids of the rules that the files break, with a blank before each. */
static void judge(char *rules, const struct original *o,
                  const struct mutant_files *f)
{
    char dir[PATH_TEXT_MAX];
    char paths[3][PATH_TEXT_MAX];
    struct examine_job job = {.crew = crew, .practice = true, .policy = true};
    struct examined x = {0};
    struct fasta fasta = {0};
    const char *reference;
    struct err e = {0};
    size_t n = 0;

    snprintf(dir, sizeof(dir), "%s", scratch_path("files"));
    assert_int_equal(path_make_dirs(dir, &e), 0);
    assert_int_equal(mutant_files_write(f, dir, &e), 0);
    job.path = path_of(f, MUTANT_SUBJECT, dir, paths[0]);
    job.mate = path_of(f, MUTANT_MATE, dir, paths[1]);
    job.interleaved = o->interleaved;
    reference = path_of(f, MUTANT_REFERENCE, dir, paths[2]);
    if (reference) {
        assert_int_equal(fasta_open(&fasta, reference, &e), 0);
        job.reference = &fasta;
    }
    assert_int_equal(examine(&x, &job, &e), 0);
    *rules = '\0';
    if (!x.judged)
        n +=
            (size_t)snprintf(rules, RULES_BYTES, " (not judged: %s)", x.why.en);
    for (size_t i = 0; i < x.problems.n; i++) {
        const char *id = x.problems.a[i].rule->id;

        /* An original without an index is good but for that. */
        if (strcmp(id, "FILE-INDEX-001") != 0 || o->beside)
            n += (size_t)snprintf(rules + n, RULES_BYTES - n, " %s", id);
    }
    assert_true(n < RULES_BYTES);
    if (x.judged && strcmp(x.format, o->format) != 0)
        snprintf(rules + n, RULES_BYTES - n, " (taken for %s)", x.format);
    examined_release(&x);
    if (reference)
        fasta_close(&fasta);
    assert_int_equal(path_remove_tree(dir, &e), 0);
}

static void no_rule_fires_on_an_original(void **state)
{
    const struct original *o;
    size_t wrong = 0;
    size_t i;

    (void)state;
    for (i = 0; (o = original_at(i)); i++) {
        struct mutant_files f = {0};
        struct err e = {0};
        char rules[RULES_BYTES];

        assert_int_equal(original_make(&f, o, &e), 0);
        judge(rules, o, &f);
        if (*rules) {
            print_error("%s:%s\n", o->name, rules);
            wrong++;
        }
        mutant_files_release(&f);
    }
    assert_true(i > 20);
    assert_int_equal(wrong, 0);
}

/* Is the id among these, which have a blank before each? */
static bool among(const char *rules, const char *id, size_t len)
{
    for (const char *p = rules; (p = strchr(p, ' ')); p++) {
        if (strncmp(p + 1, id, len) == 0 && strchr(" ", p[1 + len]))
            return true;
    }
    return false;
}

/* Are all ids of `a` (a blank before each) among `b`? */
static bool all_among(const char *a, const char *b)
{
    for (const char *p = a; (p = strchr(p, ' ')); p++) {
        if (!among(b, p + 1, strcspn(p + 1, " ")))
            return false;
    }
    return true;
}

/* Does it break its rule, what its row says besides, and no other? */
static bool breaks_exactly(const struct mutant *m, const struct mutant_files *f)
{
    char rules[RULES_BYTES];
    char want[RULES_BYTES];

    judge(rules, original_find(m->original), f);
    snprintf(want, sizeof(want), " %s%s%s", m->rule, m->also ? " " : "",
             m->also ? m->also : "");
    if (all_among(want, rules) && all_among(rules, want))
        return true;
    print_error("%s of %s, '%s': \"%s\" instead of \"%s\"\n", m->rule,
                m->original, m->at ? m->at : "", rules, want);
    return false;
}

static void exactly_its_rule_fires_on_a_mutant(void **state)
{
    const struct mutant *m;
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; (m = mutant_at(i)); i++) {
        struct mutant_files f = {0};
        struct err e = {0};

        if (mutant_make(&f, m, &e))
            fail_msg("%s: %s", m->rule, e.msg);
        wrong += !breaks_exactly(m, &f);
        mutant_files_release(&f);
    }
    assert_int_equal(wrong, 0);
}

/* Rules of SAM's text that its BAM does not break, or not alone. */
static const struct {
    const char *id;
    const char *why;
} of_text[] = {
    {"SAM-FILE-001", "an empty text is a BAM with an empty header"     },
    {"SAM-SQ-001",   "the binary list has the sequence, without a name"},
    {"SAM-SQ-004",   "the binary list has the sequence twice"          },
    {"SAM-POS-002",  "no bin is right"                                 },
    {"SAM-SEQ-001",  "four bits hold no such letter"                   },
    {"SAM-SEQ-002",  "four bits hold no such letter"                   },
    {"SAM-QUAL-001", "a blank is a quality of -1 there: BAM-010"       },
    {"SAM-AUX-004",  "one byte holds no second character"              },
    {"SAM-AUX-010",  "a byte holds no 256"                             },
    {"TAG-CG-001",   "in BAM it belongs"                               },
};

static bool is_of_text(const char *id)
{
    for (size_t i = 0; i < T_LEN(of_text); i++) {
        if (strcmp(of_text[i].id, id) == 0)
            return true;
    }
    return false;
}

/* What can be told in BAM at all breaks the same rules there. */
static void a_bam_breaks_the_rules_that_its_text_breaks(void **state)
{
    const struct mutant *m;
    size_t wrong = 0;
    size_t n = 0;

    (void)state;
    for (size_t i = 0; (m = mutant_at(i)); i++) {
        struct mutant_files f = {0};
        struct mutant b = *m;
        struct err e = {0};

        b.original = "bam";
        if (strcmp(m->original, "sam") != 0 || is_of_text(m->rule) ||
            m->edit > MUTANT_APPEND || mutant_make(&f, &b, &e))
            continue;
        wrong += !breaks_exactly(&b, &f);
        n++;
        mutant_files_release(&f);
    }
    assert_true(n > 100);
    assert_int_equal(wrong, 0);
}

static bool is_exception(const char *id)
{
    for (size_t i = 0; exceptions[i].id; i++) {
        if (strcmp(exceptions[i].id, id) == 0)
            return true;
    }
    return false;
}

static bool has_mutant(const char *id)
{
    const struct mutant *m;

    for (size_t i = 0; (m = mutant_at(i)); i++) {
        if (strcmp(m->rule, id) == 0)
            return true;
    }
    return false;
}

static void each_rule_has_a_mutant(void **state)
{
    size_t missing = 0;

    (void)state;
    for (const struct rule_table *t = rule_tables; t->format; t++) {
        for (size_t i = 0; i < *t->n; i++) {
            if (has_mutant(t->a[i].id) == is_exception(t->a[i].id)) {
                print_error("%s: %s\n", t->a[i].id,
                            is_exception(t->a[i].id)
                                ? "is an exception, but has a mutant"
                                : "has no mutant");
                missing++;
            }
        }
    }
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_rule_fires_on_an_original),
        cmocka_unit_test(exactly_its_rule_fires_on_a_mutant),
        cmocka_unit_test(a_bam_breaks_the_rules_that_its_text_breaks),
        cmocka_unit_test(each_rule_has_a_mutant),
    };

    return cmocka_run_group_tests_name("mutants", tests, setup, teardown);
}
