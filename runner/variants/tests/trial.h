/* trial -- for tests: one comparison, its data, what it says of each record. */
#ifndef VARIANTS_TESTS_TRIAL_H
#define VARIANTS_TESTS_TRIAL_H

#include "base/tests/data.h"
#include "core/tally.h"
#include "formats/tests/scratch.h"
#include "variants/variants.h"

#define TRIAL_DATA "../shared/data/variants/"

/* Compare, with a verdict for each record; no failure is expected. */
static inline void trial_compare(struct variants_result *r,
                                 const struct variants_job *job)
{
    struct variants_job with = *job;
    struct err e = {0};

    with.verdicts = true;
    *r = (struct variants_result){0};
    if (variants_compare(r, &with, &e))
        fail_msg("%s with %s: %s:%d: %s", job->truth.path, job->query.path,
                 e.path, (int)e.line, e.msg);
}

/* How many records have this verdict? */
static inline size_t trial_n(const struct variants_verdicts *v,
                             enum variants_verdict verdict)
{
    size_t n = 0;

    for (size_t i = 0; i < v->n; i++)
        n += v->verdict[i] == verdict;
    return n;
}

/* How many are assessed, within the regions or not? */
static inline size_t trial_assessed(const struct variants_verdicts *v)
{
    size_t n = 0;

    for (size_t i = 0; i < v->n; i++)
        n += v->verdict[i] < VARIANTS_NA_FIRST;
    return n;
}

static inline int64_t trial_sum(const struct variants_result *r, size_t stratum,
                                const char *counter)
{
    int i = tally_find_counter(&r->tally, counter);

    if (i < 0)
        fail_msg("no counter %s", counter);
    return tally_sum(&r->tally, stratum, (size_t)i);
}

/* The sum over SNVs, indels and others. */
static inline int64_t trial_types(const struct variants_result *r,
                                  size_t stratum, const char *counter)
{
    int64_t n = 0;

    for (int t = 0; t < VARIANTS_TYPES; t++) {
        char name[64];

        snprintf(name, sizeof(name), "%s.%s",
                 variants_type_name((enum variants_type)t), counter);
        n += trial_sum(r, stratum, name);
    }
    return n;
}

/* "tp fn gt-error", one word a record. */
static inline const char *trial_show(char *out, size_t size,
                                     const struct variants_verdicts *v)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < v->n && n < size; i++)
        n += (size_t)snprintf(
            out + n, size - n, "%s%s", i ? " " : "",
            variants_verdict_name((enum variants_verdict)v->verdict[i]));
    return out;
}

/* Are the two the same, record by record? Else fail with the first that is
 * not. */
static inline void trial_same(const struct variants_verdicts *a,
                              const struct variants_verdicts *b,
                              const char *what)
{
    if (a->n != b->n)
        fail_msg("%s: %zu records, then %zu", what, a->n, b->n);
    for (size_t i = 0; i < a->n; i++) {
        if (a->verdict[i] != b->verdict[i])
            fail_msg(
                "%s: record %zu is %s, then %s", what, i + 1,
                variants_verdict_name((enum variants_verdict)a->verdict[i]),
                variants_verdict_name((enum variants_verdict)b->verdict[i]));
    }
}

/*                                1         2         3         4
 *                       1234567890123456789012345678901234567890 */
#define TRIAL_BASES "ACGTTTTGACACACTGGATCCATGAAAGTCGCGGTATTCA"
#define TRIAL_D     "ACGTACGT"

/* A VCF in short: "c 4 T C 0/1;c 9 A G 1/1:Dim Low": contig, POS, REF, ALT,
 * genotype (and FT), FILTER when it is not PASS. Its path goes into `out`. */
static inline void trial_vcf(char out[256], const char *name,
                             const char *records)
{
    static char text[1 << 16];
    size_t n = (size_t)snprintf(
        text, sizeof(text),
        "##fileformat=VCFv4.2\n"
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n");

    while (*records) {
        size_t len = strcspn(records, ";");
        char part[6][256] = {"", "", "", "", "", "PASS"};
        const char *p = records;

        for (int k = 0; k < 6 && p < records + len; k++) {
            size_t w = strcspn(p, " ;");

            snprintf(part[k], sizeof(part[k]), "%.*s", (int)w, p);
            p += w + 1;
        }
        n += (size_t)snprintf(text + n, sizeof(text) - n,
                              "%s\t%s\t.\t%s\t%s\t.\t%s\t.\t%s\t%s\n", part[0],
                              part[1], part[2], part[3], part[5],
                              strchr(part[4], ':') ? "GT:FT" : "GT", part[4]);
        assert_true(n < sizeof(text));
        records += len + (records[len] == ';');
    }
    snprintf(out, 256, "%s", scratch_write(name, text, n));
}

/* A comparison in short, on contigs c (TRIAL_BASES) and d (TRIAL_D). */
struct trial_row {
    const char *truth; /* records, see trial_vcf() */
    const char *query;
    const char *truths; /* verdicts; NULL: not looked at */
    const char *querys;
};

struct trial {
    char truth[256];
    char query[256];
    char reference[256];
    struct variants_job job; /* its paths are set */
};

static inline void trial_open(struct trial *t, const struct variants_job *job,
                              const char *truth, const char *query)
{
    trial_vcf(t->truth, "t.vcf", truth);
    trial_vcf(t->query, "q.vcf", query);
    snprintf(
        t->reference, sizeof(t->reference), "%s",
        scratch_write("ref.fa", S(">c\n" TRIAL_BASES "\n>d\n" TRIAL_D "\n")));
    t->job = *job;
    t->job.truth.path = t->truth;
    t->job.query.path = t->query;
    t->job.reference = t->reference;
    t->job.verdicts = true;
}

static inline void trial_rows(const struct trial_row *row, size_t n,
                              const struct variants_job *job)
{
    for (size_t i = 0; i < n; i++) {
        struct variants_result r;
        struct trial t;
        char out[1024];

        trial_open(&t, job, row[i].truth, row[i].query);
        t.job.threads = 1 + (int)(i % 3);
        trial_compare(&r, &t.job);
        trial_show(out, sizeof(out), &r.truth);
        if (row[i].truths && strcmp(out, row[i].truths) != 0)
            fail_msg("row %zu (%s, %s): truth is %s, not %s", i, row[i].truth,
                     row[i].query, out, row[i].truths);
        trial_show(out, sizeof(out), &r.query);
        if (row[i].querys && strcmp(out, row[i].querys) != 0)
            fail_msg("row %zu (%s, %s): query is %s, not %s", i, row[i].truth,
                     row[i].query, out, row[i].querys);
        variants_result_release(&r);
    }
}

#endif
