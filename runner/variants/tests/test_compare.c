#include "variants/variants.h"

#include <htslib/hts_log.h>

#include "core/finding.h"
#include "core/tally.h"
#include "formats/tests/scratch.h"

/*                          1         2         3         4
 *                 1234567890123456789012345678901234567890 */
#define BASES "ACGTTTTGACACACTGGATCCATGAAAGTCGCGGTATTCA"
#define HEAD                                                                   \
    "##fileformat=VCFv4.2\n##contig=<ID=c,length=40>\n##contig=<ID=d>\n"       \
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"

/* A short way to write records: "4 T C 0/1;..." ('!' after the genotype:
 * filtered; a contig in front when it is not c). */
static const char *vcf(const char *name, const char *records)
{
    char text[8192];
    size_t n = (size_t)snprintf(text, sizeof(text), "%s", HEAD);

    while (*records) {
        size_t len = strcspn(records, ";");
        char part[4][64] = {"", "", "", ""};
        int fields = 0;
        const char *contig = "c";
        const char *p = records;
        const char *end = records + len;

        if (*p == 'd' || *p == 'x') {
            contig = *p == 'd' ? "d" : "x";
            p++;
        }
        while (p < end && fields < 4) {
            size_t w = strcspn(p, " ;");

            memcpy(part[fields], p, w);
            part[fields++][w] = '\0';
            p += w + (p + w < end);
        }
        n += (size_t)snprintf(text + n, sizeof(text) - n,
                              "%s\t%s\t.\t%s\t%s\t.\t%s\t.\tGT\t%.*s\n", contig,
                              part[0], part[1], part[2],
                              strchr(part[3], '!') ? "Low" : "PASS",
                              (int)strcspn(part[3], "!"), part[3]);
        records += len + (records[len] == ';');
    }
    return scratch_write(name, text, n);
}

static void show_side(char *out, const struct variants_verdicts *v)
{
    size_t n = 0;

    out[0] = '\0';
    for (size_t i = 0; i < v->n; i++)
        n += (size_t)snprintf(out + n, 512 - n, "%s%s", i ? " " : "",
                              variants_verdict_name(v->verdict[i]));
}

/* Do the counters add up to the records? */
static void adds_up(const struct variants_result *r)
{
    int64_t of[2] = {0, 0};

    for (int t = 0; t < VARIANTS_TYPES; t++) {
        size_t at = (size_t)t * VARIANTS_C_OF_TYPE;
        int64_t v[VARIANTS_C_OF_TYPE];

        for (size_t i = 0; i < VARIANTS_C_OF_TYPE; i++)
            v[i] = tally_sum(&r->tally, 0, at + i);
        assert_int_equal(v[VARIANTS_C_TRUTH_TOTAL],
                         v[VARIANTS_C_TRUTH_TP] + v[VARIANTS_C_TRUTH_FN] +
                             v[VARIANTS_C_TRUTH_OUTSIDE]);
        assert_int_equal(v[VARIANTS_C_QUERY_TOTAL],
                         v[VARIANTS_C_QUERY_TP] + v[VARIANTS_C_QUERY_FP] +
                             v[VARIANTS_C_QUERY_UNK]);
        assert_true(v[VARIANTS_C_GE] + v[VARIANTS_C_FN_FILTERED] +
                        v[VARIANTS_C_FN_NOCALL] <=
                    v[VARIANTS_C_TRUTH_FN]);
        of[0] += v[VARIANTS_C_TRUTH_TOTAL];
        of[1] += v[VARIANTS_C_QUERY_TOTAL];
    }
    for (size_t i = 0; i < VARIANTS_VERDICTS - VARIANTS_NA_FIRST; i++) {
        of[0] += tally_sum(&r->tally, 0, VARIANTS_C_TRUTH_NA + i);
        of[1] += tally_sum(&r->tally, 0, VARIANTS_C_QUERY_NA + i);
    }
    assert_int_equal(of[0], tally_sum(&r->tally, 0, VARIANTS_C_TRUTH_RECORDS));
    assert_int_equal(of[1], tally_sum(&r->tally, 0, VARIANTS_C_QUERY_RECORDS));
    assert_int_equal(of[0], r->truth.n);
    assert_int_equal(of[1], r->query.n);
}

static const char *reference(void)
{
    return scratch_write("ref.fa", S(">c\n" BASES "\n>d\nACGTACGT\n"));
}

struct row {
    const char *truth, *query;   /* records, see vcf() */
    const char *truths, *querys; /* verdicts */
    const char *regions;         /* BED; NULL: none */
};

static void check_rows(const struct row *row, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct variants_job job = {
            .truth = {.path = vcf("t.vcf", row[i].truth)},
            .threads = 1 + (int)(i % 3),
            .verdicts = true};
        struct variants_result r;
        struct err e = {0};
        char truth[64];
        char ref[64];
        char out[512];

        snprintf(truth, sizeof(truth), "%s", job.truth.path);
        snprintf(ref, sizeof(ref), "%s", reference());
        job.truth.path = truth;
        job.reference = ref;
        job.query.path = vcf("q.vcf", row[i].query);
        if (row[i].regions)
            job.regions =
                scratch_write("r.bed", row[i].regions, strlen(row[i].regions));
        if (variants_compare(&r, &job, &e))
            fail_msg("row %zu: %s", i, e.msg);
        show_side(out, &r.truth);
        if (strcmp(out, row[i].truths) != 0)
            fail_msg("row %zu: truth is %s, not %s", i, out, row[i].truths);
        show_side(out, &r.query);
        if (strcmp(out, row[i].querys) != 0)
            fail_msg("row %zu: query is %s, not %s", i, out, row[i].querys);
        adds_up(&r);
        variants_result_release(&r);
    }
}

static void verdicts_follow_place_allele_and_genotype(void **state)
{
    static const struct row row[] = {
        {"",                      "",                              "",         "",                  NULL},
        {"2 C T 0/1",             "2 C T 0/1",                     "tp",       "tp",                NULL},
        {"2 C T 0/1",             "2 C T 1|0",                     "tp",       "tp",                NULL},
        {"2 C T 0/1",             "2 c t 0/1",                     "tp",       "tp",                NULL},
        {"2 C T 0/1",             "",                              "fn",       "",                  NULL},
        {"",                      "2 C T 0/1",                     "",         "fp",                NULL},
        {"2 C T 0/1",             "2 C G 0/1",                     "fn",       "fp",                NULL},
        {"2 C T 0/1",             "2 C T 1/1",                     "gt-error", "gt-error",          NULL},
        {"2 C T 1/1",             "2 C T 0/1",                     "gt-error", "gt-error",          NULL},
        {"2 C T 1",               "2 C T 1/1",                     "tp",       "tp",                NULL},
        {"2 C T 1",               "2 C T 0/1",                     "gt-error", "gt-error",          NULL},
 /* two ALT alleles */
        {"2 C T,G 1/2",           "2 C G,T 2/1",                   "tp",       "tp",                NULL},
        {"2 C T,G 1/2",           "2 C T 0/1;2 C G 0/1",           "tp",       "tp tp",             NULL},
        {"2 C T,G 1/2",           "2 C T 0/1",                     "gt-error", "gt-error",          NULL},
        {"2 C T,G 1/2",           "2 C T 1/1",                     "gt-error", "gt-error",          NULL},
        {"2 C T,G 1/2",           "2 C A 0/1",                     "fn",       "fp",                NULL},
        {"2 C T,G 0/2",           "2 C G 0/1",                     "tp",       "tp",                NULL},
        {"2 C T,T 1/2",           "2 C T 1/1",                     "tp",       "tp",                NULL},
 /* one homozygous as two heterozygous records */
        {"2 C T 1/1",             "2 C T 0/1;2 C T 0/1",           "tp",       "tp tp",             NULL},
        {"2 C T 0/1",             "2 C T 0/1;2 C T 0/1",           "tp",       "tp fp",             NULL},
 /* shifted, padded, split */
        {"3 GT G 0/1",            "6 TT T 0/1",                    "tp",       "tp",                NULL},
        {"3 G GT 0/1",            "7 T TT 0/1",                    "tp",       "tp",                NULL},
        {"8 GAC G 0/1",           "12 CAC C 0/1",                  "tp",       "tp",                NULL},
        {"2 C T 0/1",             "1 ACG ATG 0/1",                 "tp",       "tp",                NULL},
        {"1 ACG GCA 0/1",         "1 A G 0/1;3 G A 0/1",           "tp",       "tp tp",             NULL},
        {"1 AC GT 0/1",           "1 A G 0/1",                     "fn",       "fp",                NULL},
        {"1 AC GT 0/1",           "1 A G 1/1;2 C T 1/1",           "gt-error", "gt-error gt-error",
         NULL                                                                                           },
        {"1 AC GT 1/1;3 G A 0/1", "1 A G 1/1;2 C T 1/1;3 G A 0/1", "tp tp",
         "tp tp tp",                                                                                NULL},
 /* unequal replacement, as it stands */
        {"3 GT CAA 0/1",          "2 CGT CCAA 0/1",                "tp",       "tp",                NULL},
        {"8 GA G 0/1",            "8 GAC G 0/1",                   "fn",       "fp",                NULL},
 /* another contig */
        {"2 C T 0/1;d2 C T 0/1",  "d2 C T 0/1",                    "fn tp",    "tp",                NULL},
    };

    (void)state;
    check_rows(row, T_LEN(row));
}

static void each_record_has_a_verdict_or_a_reason(void **state)
{
    static const struct row row[] = {
        {"2 C T 0/1",             "2 C T 0/1!",                       "fn-filtered",  "filtered",  NULL},
        {"2 C T 0/1",             "2 C G 0/1!",                       "fn",           "filtered",  NULL},
        {"2 C T 0/1!",            "2 C T 0/1",                        "filtered",     "fp",        NULL},
        {"2 C T 0/1",             "2 C T ./.",                        "fn-nocall",    "no-call",   NULL},
        {"2 C T 0/1",             "2 C T .",                          "fn-nocall",    "no-call",   NULL},
        {"2 C T 0/1",             "2 C T ./1",                        "fn-nocall",    "half-call", NULL},
        {"2 C T 0/1",             "1 ACG A ./.",                      "fn-nocall",    "no-call",   NULL},
        {"3 G T 0/1",             "1 AC A ./.",                       "fn",           "no-call",   NULL},
        {"1 ACG A 0/1",           "3 G T ./.",                        "fn-nocall",    "no-call",   NULL},
        {"1 ACG A 0/1;5 T G 0/1", "3 G T ./.;4 T G ./.",              "fn-nocall fn",
         "no-call no-call",                                                                        NULL},
        {"2 C T 0/1",             "2 C T 0/0",                        "fn",           "hom-ref",   NULL},
        {"2 C T 0/1",             "2 C C 0/1",                        "fn",           "hom-ref",   NULL},
        {"2 C . 0/0",             "2 C <NON_REF> 0/0",                "hom-ref",      "hom-ref",   NULL},
        {"2 C <DEL> 0/1",         "2 C C[d:3[ 0/1",                   "symbolic",     "symbolic",  NULL},
        {"2 C <X>,<Y> 1/2",       "2 C .A 0/1",                       "symbolic",     "symbolic",  NULL},
        {"2 C T 0/1",             "2 C T,<X> 1/2",                    "tp",           "tp",        NULL},
        {"",                      "2 C T,<X> 1/2",                    "",             "fp",        NULL},
        {"",                      "2 C R,T 1/2",                      "",             "fp",        NULL},
        {"",                      "2 C *,<X> 1/2",                    "",             "symbolic",  NULL},
        {"",                      "2 C <X>,* 1/2",                    "",             "symbolic",  NULL},
        {"2 C * 0/1",             "2 C *,T 1/2",                      "star",         "fp",        NULL},
        {"2 C *,T 1/2",           "2 C T 0/1",                        "tp",           "tp",        NULL},
        {"2 C R 0/1",             "2 C T 0/0/0/0/1",                  "ambiguous",    "ploidy",    NULL},
        {"2 C T 0/1/0/0/0",       "2 C T 1/1",                        "ploidy",       "fp",        NULL},
        {"2 C T 0/1/1",           "2 C T 1/0/1",                      "tp",           "tp",        NULL},
        {"2 C T 0/1/1",           "2 C T 0/0/1",                      "gt-error",     "gt-error",  NULL},
        {"2 C T 0/1/1/1",         "2 C T 1/1/0/1",                    "tp",           "tp",        NULL},
        {"2 C T 0/1/1",           "2 C T 1/1",                        "gt-error",     "gt-error",  NULL},
        {"2 C T 0/1",             "x1 A C 0/1;x2 C T 0/1!;2 C T 0/1", "tp",
         "contig contig tp",                                                                       NULL},
    };

    (void)state;
    check_rows(row, T_LEN(row));
}

static void a_record_counts_where_all_of_it_lies(void **state)
{
    static const struct row row[] = {
        {"2 C T 0/1",             "2 C T 0/1",                   "tp",         "tp",              "c\t1\t2\n"            },
        {"2 C T 0/1",             "2 C T 0/1",                   "outside",    "outside",         "c\t2\t3\n"            },
        {"2 C T 0/1",             "2 C T 0/1",                   "outside",    "outside",         "d\t0\t8\n"            },
        {"2 C T 0/1",             "",                            "outside",    "",                "c\t0\t1\n"            },
        {"",                      "2 C T 0/1",                   "",           "outside",         "c\t0\t1\n"            },
 /* a deletion: the bases it takes out, at their leftmost place */
        {"15 TGG T 0/1",          "",                            "fn",         "",                "c\t15\t17\n"          },
        {"15 TGG T 0/1",          "",                            "outside",    "",                "c\t15\t16\n"          },
        {"15 TGG T 0/1",          "",                            "outside",    "",                "c\t16\t17\n"          },
        {"6 TT T 0/1",            "",                            "fn",         "",                "c\t3\t4\n"            },
        {"6 TT T 0/1",            "",                            "outside",    "",                "c\t5\t7\n"            },
 /* touching regions are one */
        {"15 TGG T 0/1",          "",                            "fn",         "",                "c\t9\t16\nc\t16\t20\n"},
 /* an insertion: the bases at both sides */
        {"2 C CA 0/1",            "",                            "fn",         "",                "c\t1\t3\n"            },
        {"2 C CA 0/1",            "",                            "outside",    "",                "c\t1\t2\n"            },
        {"2 C CA 0/1",            "",                            "outside",    "",                "c\t2\t4\n"            },
        {"1 A TA 0/1",            "",                            "fn",         "",                "c\t0\t1\n"            },
 /* both of two alleles; of an MNP also the bases between */
        {"15 TGG AGG,T 1/2",      "",                            "fn",         "",                "c\t14\t17\n"          },
        {"15 TGG AGG,T 1/2",      "",                            "outside",    "",                "c\t15\t17\n"          },
        {"1 ACG GCA 0/1",         "",                            "outside",    "",                "c\t0\t1\nc\t2\t3\n"   },
        {"1 ACG GCA 0/1",         "",                            "fn",         "",                "c\t0\t3\n"            },
        {"1 ACG GCA 0/1",         "",                            "outside",    "",                "c\t0\t2\n"            },
 /* a wrong call is inside when it changes any base inside */
        {"",                      "15 TGG T 0/1",                "",           "fp",              "c\t15\t16\n"          },
        {"",                      "15 TGG T 0/1",                "",           "fp",              "c\t16\t17\n"          },
        {"",                      "15 TGG T 0/1",                "",           "outside",         "c\t17\t19\n"          },
        {"",                      "1 ACG GCA 0/1",               "",           "fp",              "c\t1\t2\n"            },
        {"",                      "6 TT T 0/1",                  "",           "outside",         "c\t5\t7\n"            },
        {"",                      "2 C CA 0/1",                  "",           "outside",         "c\t1\t2\n"            },
        {"",                      "2 C CA 0/1",                  "",           "fp",              "c\t1\t3\n"            },
        {"",                      "2 C CA 0/1",                  "",           "fp",              "c\t1\t2\nc\t2\t3\n"   },
        {"",                      "15 TGG A,T 1/2",              "",           "fp",              "c\t14\t15\n"          },
        {"15 TGG T 0/1",          "15 TGG T 0/1",                "outside",    "outside",         "c\t15\t16\n"          },
        {"15 TGG T 0/1",          "15 TGG T 1/1",                "outside",    "gt-error",        "c\t15\t16\n"          },
 /* put in before an edge and taken out across it: a SNV at no price */
        {"16 G C 0/1",            "13 A ACTC 0/1;13 ACTG A 0/1", "tp",         "outside outside",
         "c\t15\t20\n"                                                                                                   },
        {"",                      "13 A ACTC 0/1;13 ACTG A 0/1", "",           "outside fp",      "c\t15\t20\n"          },
 /* matching does not stop at an edge */
        {"15 T A 0/1;16 G C 0/1", "15 TG AC 0/1",                "tp outside", "outside",
         "c\t14\t15\n"                                                                                                   },
    };

    (void)state;
    check_rows(row, T_LEN(row));
}

static int64_t sum(const struct variants_result *r, size_t stratum,
                   const char *counter)
{
    int i = tally_find_counter(&r->tally, counter);

    assert_true(i >= 0);
    return tally_sum(&r->tally, stratum, (size_t)i);
}

/* A job over the standard reference; paths are copied. */
struct set {
    char truth[64], query[64], ref[64];
};

static struct variants_job job_of(struct set *s, const char *truth,
                                  const char *query)
{
    struct variants_job job = {.threads = 2, .verdicts = true};

    snprintf(s->truth, sizeof(s->truth), "%s", vcf("t.vcf", truth));
    snprintf(s->query, sizeof(s->query), "%s", vcf("q.vcf", query));
    snprintf(s->ref, sizeof(s->ref), "%s", reference());
    job.truth.path = s->truth;
    job.query.path = s->query;
    job.reference = s->ref;
    return job;
}

static void types_and_strata_are_counted_apart(void **state)
{
    struct variants_stratum strata[2] = {
        {"left",  NULL},
        {"right", NULL}
    };
    struct set s;
    struct variants_job job =
        job_of(&s, "2 C T 0/1;8 GAC G 0/1;18 AT CCC 0/1;20 C G 0/1",
               "2 C T 0/1;18 AT CCC 1/1;25 A C 0/1;33 G GA 0/1");
    struct variants_result r;
    struct err e = {0};
    char left[64];

    (void)state;
    snprintf(left, sizeof(left), "%s",
             scratch_write("left.bed", S("c\t0\t9\n")));
    strata[0].path = left;
    strata[1].path = scratch_write("right.bed", S("c\t9\t40\nd\t0\t4\n"));
    job.strata = strata;
    job.n_strata = 2;
    job.regions = scratch_write("r.bed", S("c\t0\t30\n"));
    assert_int_equal(variants_compare(&r, &job, &e), 0);
    adds_up(&r);
    assert_int_equal(sum(&r, 0, "snv.truth.tp"), 1);
    assert_int_equal(sum(&r, 0, "snv.truth.fn"), 1);
    assert_int_equal(sum(&r, 0, "snv.query.fp"), 1);
    assert_int_equal(sum(&r, 0, "indel.truth.fn"), 1);
    assert_int_equal(sum(&r, 0, "indel.query.unk"), 1);
    assert_int_equal(sum(&r, 0, "other.gt-error"), 1);
    assert_int_equal(sum(&r, 0, "other.truth.fn"), 1);
    assert_int_equal(sum(&r, 0, "other.query.gt-error"), 1);
    assert_int_equal(sum(&r, 0, "regions.bp"), 30);
    assert_int_equal(sum(&r, 1, "snv.truth.total"), 1);
    assert_int_equal(sum(&r, 1, "indel.truth.total"), 0); /* 8-10: over 9 */
    assert_int_equal(sum(&r, 1, "regions.bp"), 9);
    assert_int_equal(sum(&r, 2, "snv.truth.fn"), 1);
    assert_int_equal(sum(&r, 2, "indel.query.unk"), 1);
    assert_int_equal(sum(&r, 2, "regions.bp"), 21);
    variants_result_release(&r);
}

static void all_filters_can_be_taken(void **state)
{
    struct set s;
    struct variants_job job = job_of(&s, "2 C T 0/1", "2 C T 0/1!");
    struct variants_result r;
    struct err e = {0};

    (void)state;
    job.filter = VARIANTS_ALL;
    assert_int_equal(variants_compare(&r, &job, &e), 0);
    assert_int_equal(sum(&r, 0, "snv.query.tp"), 1);
    variants_result_release(&r);
}

static void long_alleles_are_left_out(void **state)
{
    struct set s;
    struct variants_job job =
        job_of(&s, "2 C CAAA 0/1;20 CCATG C 0/1", "2 C CAAA 0/1");
    struct variants_result r;
    struct err e = {0};
    char out[512];

    (void)state;
    job.max_length = 3;
    assert_int_equal(variants_compare(&r, &job, &e), 0);
    show_side(out, &r.truth);
    assert_string_equal(out, "tp large");
    variants_result_release(&r);
}

/* Nor is a false call excused by what stands around it. */
static void what_an_allele_shares_with_ref_makes_it_no_longer(void **state)
{
    struct set s;
    struct variants_job job =
        job_of(&s, "2 C T 0/1", "1 ACGTT ATGTT 0/1;2 CG CGAAAA,CT 1/2");
    struct variants_result r;
    struct err e = {0};
    char out[512];

    (void)state;
    job.max_length = 3;
    assert_int_equal(variants_compare(&r, &job, &e), 0);
    show_side(out, &r.query);
    assert_string_equal(out, "tp fp");
    variants_result_release(&r);
}

static void a_defect_is_laid_at_the_right_door(void **state)
{
    static const struct {
        const char *truth, *query, *regions, *stratum;
        enum variants_part part;
        uint64_t line;
        const char *says;
    } row[] = {
        {"2 C T 0/1",            "2 G T 0/1",                       NULL,           NULL,        VARIANTS_PART_QUERY,   5,
         "REF has G at c:2"                                                                                                                 },
        {"2 G T 0/1",            "2 G T 0/1",                       NULL,           NULL,        VARIANTS_PART_TRUTH,   5,
         "REF has G at c:2"                                                                                                                 },
        {"2 C T 0/1",            "41 C T 0/1",                      NULL,           NULL,        VARIANTS_PART_QUERY,   5,
         "outside"                                                                                                                          },
        {"2 C T 0/1",            "x2 C T 0/1",                      NULL,           NULL,        VARIANTS_PART_QUERY,   5,
         "contig x is not"                                                                                                                  },
        {"x2 C T 0/1;2 C T 0/1", "2 C T 0/1",                       NULL,           NULL,        VARIANTS_PART_TRUTH,
         5,                                                                                                                "contig x is not"},
        {"2 C T 0/1",            "9 A T 0/1;2 C T 0/1",             NULL,           NULL,        VARIANTS_PART_QUERY,   6,
         "not sorted"                                                                                                                       },
        {"2 C T 0/1",            "2 C T 0/1;d2 G T 0/1;d3 A C 0/1", NULL,           NULL,
         VARIANTS_PART_QUERY,                                                                                           6, "d:2"            },
        {"2 C T 0/1",            "2 C T 0/1",                       "c\t9\t8\n",    NULL,        VARIANTS_PART_REGIONS, 1,
         "before it starts"                                                                                                                 },
        {"2 C T 0/1",            "2 C T 0/1",                       "chrc\t1\t8\n", NULL,        VARIANTS_PART_REGIONS,
         0,                                                                                                                "share no contig"},
        {"2 C T 0/1",            "2 C T 0/1",                       NULL,           "c\t9\t8\n", VARIANTS_PART_STRATUM, 1,
         "before it starts"                                                                                                                 },
        {"2 C T 0/1",            "2 C T 0/1",                       NULL,           "y\t1\t8\n", VARIANTS_PART_STRATUM, 0,
         "share no contig"                                                                                                                  },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_stratum stratum = {"s", NULL};
        struct set s;
        struct variants_job job = job_of(&s, row[i].truth, row[i].query);
        struct variants_result r;
        struct err e = {0};
        char regions[64];

        if (row[i].regions) {
            snprintf(
                regions, sizeof(regions), "%s",
                scratch_write("r.bed", row[i].regions, strlen(row[i].regions)));
            job.regions = regions;
        }
        if (row[i].stratum) {
            stratum.path =
                scratch_write("s.bed", row[i].stratum, strlen(row[i].stratum));
            job.strata = &stratum;
            job.n_strata = 1;
        }
        assert_int_equal(variants_compare(&r, &job, &e), -1);
        if (r.part != row[i].part || e.line != row[i].line ||
            !strstr(e.msg, row[i].says) || !e.path[0])
            fail_msg("row %zu: part %d, %s:%d: %s", i, (int)r.part, e.path,
                     (int)e.line, e.msg);
        assert_null(r.truth.verdict);
    }
}

static void other_files_are_refused_with_their_reason(void **state)
{
    static const struct {
        const char *text; /* of the query */
        const char *says;
    } row[] = {
        {"",                                                                      "empty"                         },
        {"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n",
         "no sample"                                                                                              },
        {"##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\t"
         "FORMAT\tA\tB\n",                                               "2 samples"                     },
        {"##fileformat=VCFv4.2\n##contig=<ID=c,length=41>\n"
         "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
         "c\t2\t.\tC\tT\t.\t.\t.\tGT\t0/1\n",                            "41 bases in the header, but 40"},
        {"##fileformat=VCFv4.2\n"
         "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
         "chrc\t2\t.\tC\tT\t.\t.\t.\tGT\t0/1\n",                         "which calls it c"              },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct set s;
        struct variants_job job = job_of(&s, "2 C T 0/1", "");
        struct variants_result r;
        struct err e = {0};

        job.query.path =
            scratch_write("bad.vcf", row[i].text, strlen(row[i].text));
        assert_int_equal(variants_compare(&r, &job, &e), -1);
        assert_int_equal(r.part, VARIANTS_PART_QUERY);
        if (!strstr(e.msg, row[i].says))
            fail_msg("row %zu says: %s", i, e.msg);
    }
}

static void a_reference_that_fails_is_no_ones_calls(void **state)
{
    struct set s;
    struct variants_job job = job_of(&s, "2 C T 0/1", "2 C T 0/1");
    struct variants_result r;
    struct err e = {0};
    struct err again = {0};

    (void)state;
    job.reference = scratch_path("none.fa");
    assert_int_equal(variants_compare(&r, &job, &e), -1);
    assert_int_equal(r.part, VARIANTS_PART_REFERENCE);
    job.reference = scratch_write("bad.fa", S(">c\nA1GTTTTGACACACTGGATCCATG"
                                              "AAAGTCGCGGTATTCA\n"));
    assert_int_equal(variants_compare(&r, &job, &again), -1);
    assert_int_equal(r.part, VARIANTS_PART_REFERENCE);
    assert_int_equal(again.code, ERR_MISMATCH);
}

static void without_reference_places_are_compared_as_written(void **state)
{
    struct set s;
    struct variants_job job =
        job_of(&s, "2 G T 0/1;3 GT G 0/1", "2 G T 0/1;6 TT T 0/1;x5 A C 0/1");
    struct variants_result r;
    struct err e = {0};
    char out[512];

    (void)state;
    job.reference = NULL;
    assert_int_equal(variants_compare(&r, &job, &e), 0);
    show_side(out, &r.truth);
    assert_string_equal(out, "tp fn");
    show_side(out, &r.query);
    assert_string_equal(out, "tp fp fp");
    assert_int_equal(sum(&r, 0, "regions.bp"), 40); /* by the header */
    assert_int_equal(r.findings.n, 1);
    assert_string_equal(r.findings.a[0].code, "VARIANTS-UNDECLARED");
    variants_result_release(&r);
}

static void sets_on_different_contigs_are_remarked(void **state)
{
    struct set s;
    struct variants_job job = job_of(&s, "2 C T 0/1", "d2 C T 0/1");
    struct variants_result r;
    struct err e = {0};

    (void)state;
    assert_int_equal(variants_compare(&r, &job, &e), 0);
    assert_int_equal(r.findings.n, 1);
    assert_string_equal(r.findings.a[0].code, "VARIANTS-NO-SHARED-CONTIG");
    variants_result_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_follow_place_allele_and_genotype),
        cmocka_unit_test(each_record_has_a_verdict_or_a_reason),
        cmocka_unit_test(a_record_counts_where_all_of_it_lies),
        cmocka_unit_test(types_and_strata_are_counted_apart),
        cmocka_unit_test(all_filters_can_be_taken),
        cmocka_unit_test(long_alleles_are_left_out),
        cmocka_unit_test(what_an_allele_shares_with_ref_makes_it_no_longer),
        cmocka_unit_test(a_defect_is_laid_at_the_right_door),
        cmocka_unit_test(other_files_are_refused_with_their_reason),
        cmocka_unit_test(a_reference_that_fails_is_no_ones_calls),
        cmocka_unit_test(without_reference_places_are_compared_as_written),
        cmocka_unit_test(sets_on_different_contigs_are_remarked),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("compare", tests, scratch_make,
                                       scratch_remove);
}
