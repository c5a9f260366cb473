#include "base/tests/t.h"

#include <string.h>

#include "base/err.h"
#include "core/finding.h"

static void keeps_both_languages(void **state)
{
    struct findings f = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(finding_add(&f, FINDING_WARNING, "X-1", "calls", 7, &e,
                                 "the tally has no stratum %s", "dur"),
                     0);
    assert_int_equal(finding_add(&f, FINDING_NOTE, "X-2", NULL, 0, &e,
                                 "there are more than %d contigs", 5),
                     0);
    assert_int_equal(f.n, 2);
    assert_int_equal(f.a[0].level, FINDING_WARNING);
    assert_string_equal(f.a[0].code, "X-1");
    assert_string_equal(f.a[0].file, "calls");
    assert_int_equal(f.a[0].line, 7);
    assert_string_equal(f.a[0].en, "the tally has no stratum dur");
    assert_string_equal(f.a[0].fr, "le décompte n’a pas de strate dur");
    assert_string_equal(f.a[1].file, "");
    assert_string_equal(f.a[1].fr, "il y a plus de 5 contigs");
    findings_release(&f);
    findings_release(&f);
}

static void makes_hostile_texts_printable(void **state)
{
    struct findings f = {0};
    struct err e = {0};

    (void)state;
    assert_int_equal(finding_add(&f, FINDING_NOTE, "X", "a\x1b[2J", 0, &e,
                                 "the tally has no stratum %s", "\x1b[31m\xff"),
                     0);
    assert_string_equal(f.a[0].en, "the tally has no stratum ?[31m?");
    assert_string_equal(f.a[0].file, "a?[2J");
    findings_release(&f);
}

static void cuts_what_is_too_long(void **state)
{
    char text[10000];
    struct findings f = {0};
    struct err e = {0};

    (void)state;
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    assert_int_equal(finding_add(&f, FINDING_NOTE, "X", "", 0, &e,
                                 "the tally has no stratum %s", text),
                     0);
    assert_int_equal(strlen(f.a[0].en), 4095);
    findings_release(&f);
}

static void keeps_a_thousand_and_counts_the_rest(void **state)
{
    struct findings f = {0};
    struct err cause = {0};
    struct err e = {0};

    (void)state;
    for (int i = 0; i < FINDINGS_MAX + 5; i++)
        assert_int_equal(finding_add(&f, FINDING_ERROR, "X", "", 0, &e,
                                     "there are more than %d contigs", i),
                         0);
    (void)err_set(&cause, ERR_SYNTAX, "there are more than %d contigs", 1);
    assert_int_equal(finding_from_err(&f, "X", "", &cause, &e), 0);
    assert_int_equal(f.n, FINDINGS_MAX);
    assert_int_equal(f.dropped, 6);
    findings_release(&f);
}

static void turns_an_err_into_a_finding(void **state)
{
    struct findings f = {0};
    struct err cause = {0};
    struct err e = {0};

    (void)state;
    (void)err_set(&cause, ERR_SYNTAX, "there are more than %d contigs", 3);
    (void)err_at(&cause, "x.vcf", 12, 1);
    assert_int_equal(finding_from_err(&f, "VCF-1", "calls", &cause, &e), 0);
    assert_int_equal(f.a[0].level, FINDING_ERROR);
    assert_int_equal(f.a[0].line, 12);
    assert_string_equal(f.a[0].file, "calls");
    assert_string_equal(f.a[0].en, "there are more than 3 contigs");
    assert_string_equal(f.a[0].fr, "il y a plus de 3 contigs");
    findings_release(&f);
}

static void names_levels(void **state)
{
    (void)state;
    assert_string_equal(finding_level_name(FINDING_NOTE), "note");
    assert_string_equal(finding_level_name(FINDING_WARNING), "warning");
    assert_string_equal(finding_level_name(FINDING_ERROR), "error");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_both_languages),
        cmocka_unit_test(makes_hostile_texts_printable),
        cmocka_unit_test(cuts_what_is_too_long),
        cmocka_unit_test(keeps_a_thousand_and_counts_the_rest),
        cmocka_unit_test(turns_an_err_into_a_finding),
        cmocka_unit_test(names_levels),
    };

    return cmocka_run_group_tests_name("finding", tests, NULL, NULL);
}
