/* textcase -- small files in a scratch folder, examined: for the tests of the
 * rules of all formats but VCF (see vcfcase.h). */
#ifndef CONFORM_TESTS_TEXTCASE_H
#define CONFORM_TESTS_TEXTCASE_H

#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hts_log.h>

#include "conform/examine.h"
#include "formats/stage.h"
#include "formats/tests/scratch.h"

static struct crew *textcase_crew;

static inline int textcase_setup(void **state)
{
    struct err e = {0};

    hts_set_log_level(HTS_LOG_OFF);
    textcase_crew = crew_new(2, &e);
    return textcase_crew ? scratch_make(state) : -1;
}

static inline int textcase_teardown(void **state)
{
    crew_free(textcase_crew);
    return scratch_remove(state);
}

/* The ids of the rules that are broken, with a blank before each. */
static inline void textcase_rules(char *out, size_t cap,
                                  const struct examined *x)
{
    *out = '\0';
    for (size_t i = 0; i < x->problems.n; i++) {
        size_t n = strlen(out);

        snprintf(out + n, cap - n, " %s", x->problems.a[i].rule->id);
    }
}

/* Of the file at job->path; `rules`: what textcase_rules() is to give. */
static inline void textcase_expect_of(struct examine_job *job, const char *what,
                                      const char *rules)
{
    struct examined x = {0};
    struct err e = {0};
    char found[1024];

    job->crew = textcase_crew;
    job->practice = job->policy = true;
    assert_int_equal(examine(&x, job, &e), 0);
    textcase_rules(found, sizeof(found), &x);
    if (!x.judged || strcmp(found, rules) != 0)
        fail_msg("\"%s\" instead of \"%s\" for %s:\n%s", found, rules,
                 job->format, what);
    examined_release(&x);
}

static inline void textcase_expect(const char *format, const char *text,
                                   size_t n, const char *rules)
{
    struct examine_job job = {.format = format};

    job.path = scratch_write("case", text, n);
    textcase_expect_of(&job, text, rules);
}

#endif
