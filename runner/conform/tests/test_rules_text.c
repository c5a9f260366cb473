/* Each rule of a text format by its own example: what is wrong breaks it and no
 * other rule of the specification, what is right breaks none. */
#include "conform/tests/textcase.h"

#include <stdbool.h>

#include "conform/rule.h"

/* Examples that break others too: what is judged with them. */
static const struct {
    const char *id;
    const char *also;
} besides[] = {
    {"FASTQ-007",    ""            },
    {"BED-NAME-002", "BED-FILE-007"},
};

/* Rules whose example is not one file alone. */
static bool is_of_two(const char *id)
{
    return strcmp(id, "FASTQ-016") == 0;
}

static bool is_text(const char *format)
{
    static const char *const text[] = {"fastq", "fasta", "bed", "sums", "fai"};

    for (size_t i = 0; i < T_LEN(text); i++) {
        if (strcmp(text[i], format) == 0)
            return true;
    }
    return false;
}

static const char *also(const char *id)
{
    for (size_t i = 0; i < T_LEN(besides); i++) {
        if (strcmp(besides[i].id, id) == 0)
            return besides[i].also;
    }
    return "";
}

static void examine_text(struct examined *x, const char *format,
                         const char *text, bool interleaved)
{
    struct examine_job job = {.format = format,
                              .crew = textcase_crew,
                              .practice = true,
                              .policy = true,
                              .interleaved = interleaved};
    struct err e = {0};

    job.path = scratch_write("list", text, strlen(text));
    assert_int_equal(examine(x, &job, &e), 0);
    assert_true(x->judged);
}

static void breaks_it(const char *format, const struct rule *r)
{
    struct examined x = {0};

    examine_text(&x, format, r->wrong, strcmp(r->id, "FASTQ-021") == 0);
    if (!problems_find(&x.problems, r->id))
        fail_msg("the wrong example does not break %s", r->id);
    for (size_t i = 0; i < x.problems.n; i++) {
        const struct rule *other = x.problems.a[i].rule;

        if (other != r && other->kind == RULE_SPECIFICATION &&
            strcmp(also(r->id), other->id) != 0)
            fail_msg("the wrong example of %s breaks %s", r->id, other->id);
    }
    examined_release(&x);
}

static void breaks_none(const char *format, const struct rule *r)
{
    struct examined x = {0};

    examine_text(&x, format, r->right, strcmp(r->id, "FASTQ-021") == 0);
    if (x.problems.n)
        fail_msg("the right example of %s breaks %s", r->id,
                 x.problems.a[0].rule->id);
    examined_release(&x);
}

static void examples_say_what_they_are_for(void **state)
{
    size_t n = 0;

    (void)state;
    /* What the lists of sums name. */
    scratch_write("a", "", 0);
    scratch_write("empty.txt", "", 0);
    for (const struct rule_table *t = rule_tables; t->format; t++) {
        for (size_t i = 0; is_text(t->format) && i < *t->n; i++) {
            if (is_of_two(t->a[i].id))
                continue;
            if (t->a[i].wrong) {
                breaks_it(t->format, &t->a[i]);
                n++;
            }
            if (t->a[i].right)
                breaks_none(t->format, &t->a[i]);
        }
    }
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_say_what_they_are_for),
    };

    return cmocka_run_group_tests_name("rules_text", tests, textcase_setup,
                                       textcase_teardown);
}
