/* samcase -- a small SAM, examined: for the tests of its rules. In all texts a
 * blank stands for a tab, and "%" for a blank. */
#ifndef CONFORM_TESTS_SAMCASE_H
#define CONFORM_TESTS_SAMCASE_H

#include "conform/tests/textcase.h"

#define SAMCASE_HD   "@HD VN:1.6 SO:coordinate\n"
#define SAMCASE_SQ   "@SQ SN:chr1 LN:1000\n"
#define SAMCASE_RG   "@RG ID:1 SM:s PL:ILLUMINA LB:lib PU:unit\n"
#define SAMCASE_PG   "@PG ID:bwa\n"
#define SAMCASE_HEAD SAMCASE_HD SAMCASE_SQ SAMCASE_RG SAMCASE_PG

/* The text with its tabs and blanks. */
static inline size_t samcase_text(char *out, size_t cap, const char *text)
{
    size_t n = strlen(text);

    assert_true(n < cap);
    for (size_t i = 0; i < n; i++)
        out[i] = text[i] == ' ' ? '\t' : text[i] == '%' ? ' ' : text[i];
    out[n] = '\0';
    return n;
}

/* `rules`: what textcase_rules() is to give. */
static inline void samcase_expect(struct examine_job *job, const char *text,
                                  const char *rules)
{
    char bytes[16384];
    size_t n = samcase_text(bytes, sizeof(bytes), text);

    job->format = "sam";
    job->path = scratch_write("case.sam", bytes, n);
    textcase_expect_of(job, bytes, rules);
}

/* A whole text. */
static inline void samcase_whole(const char *text, const char *rules)
{
    struct examine_job job = {0};

    samcase_expect(&job, text, rules);
}

/* Records behind SAMCASE_HEAD. */
static inline void samcase_records(struct examine_job *job, const char *records,
                                   const char *rules)
{
    char text[8192];
    int n = snprintf(text, sizeof(text), "%s%s\n", SAMCASE_HEAD, records);

    assert_true(n > 0 && (size_t)n < sizeof(text));
    samcase_expect(job, text, rules);
}

#endif
