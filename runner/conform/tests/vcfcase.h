/* vcfcase -- a small VCF, examined: for the tests of the rules. */
#ifndef CONFORM_TESTS_VCFCASE_H
#define CONFORM_TESTS_VCFCASE_H

#include "base/tests/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conform/examine.h"
#include "formats/stage.h"

static struct crew *vcfcase_crew;

static inline int vcfcase_setup(void **state)
{
    struct err e = {0};

    (void)state;
    vcfcase_crew = crew_new(2, &e);
    return vcfcase_crew ? 0 : -1;
}

static inline int vcfcase_teardown(void **state)
{
    (void)state;
    crew_free(vcfcase_crew);
    return 0;
}

/* Of these bytes; *x is the caller's. */
static inline void vcfcase_examine(struct examined *x, const void *bytes,
                                   size_t n, struct examine_job *job)
{
    char path[] = "/tmp/entente-vcfcase-XXXXXX";
    int fd = mkstemp(path);
    struct err e = {0};

    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
    job->path = path;
    job->format = "vcf";
    job->crew = vcfcase_crew;
    assert_int_equal(examine(x, job, &e), 0);
    unlink(path);
}

/* The ids of the rules that are broken, with a blank before each. An allele
 * that no sample has is told only where it is expected. */
static inline void vcfcase_rules(char *out, size_t cap,
                                 const struct examined *x, const char *expected)
{
    *out = '\0';
    for (size_t i = 0; i < x->problems.n; i++) {
        size_t n = strlen(out);

        if (strcmp(x->problems.a[i].rule->id, "VCF-GT-004") == 0 &&
            !strstr(expected, "VCF-GT-004"))
            continue;

        snprintf(out + n, cap - n, " %s", x->problems.a[i].rule->id);
    }
}

/* `rules`: what vcfcase_rules() is to give. */
static inline void vcfcase_expect(const char *text, const char *rules)
{
    struct examine_job job = {.practice = true, .policy = true};
    struct examined x = {0};
    char found[1024];

    vcfcase_examine(&x, text, strlen(text), &job);
    vcfcase_rules(found, sizeof(found), &x, rules);
    if (!x.judged || strcmp(found, rules) != 0)
        fail_msg("\"%s\" instead of \"%s\" for:\n%s", found, rules, text);
    examined_release(&x);
}

/* A header of this version, with these lines, and the columns of two samples;
 * then the records, whose blanks are tabs and whose "~" are blanks. */
#define VCFCASE_COLUMNS                                                        \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS1\tS2\n"

static inline void vcfcase_records(const char *version, const char *header,
                                   const char *records, const char *rules)
{
    char text[16384];
    int n = snprintf(text, sizeof(text),
                     "##fileformat=VCFv%s\n##reference=file:///x.fa\n"
                     "##contig=<ID=1,length=1000>\n"
                     "##contig=<ID=2,length=1000>\n%s" VCFCASE_COLUMNS,
                     version, header);
    size_t at = (size_t)n;

    assert_true(at + strlen(records) + 2 < sizeof(text));
    for (const char *p = records; *p; p++)
        text[at++] = *p == ' ' ? '\t' : *p == '~' ? ' ' : *p;
    text[at++] = '\n';
    text[at] = '\0';
    vcfcase_expect(text, rules);
}

#endif
