/*
 * Input that is odd, wrong, or made to be costly: an answer or a refusal with a
 * reason, always within bounds of time and memory. The bounds are wide: several
 * times what is used, far below what a quadratic step would cost.
 */
#include <htslib/hts_log.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>

#include <sys/resource.h>
#include <time.h>

#include "base/buf.h"
#include "core/finding.h"
#include "variants/tests/trial.h"

#define HEAD    "##fileformat=VCFv4.2\n" COLUMNS
#define COLUMNS "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tS\n"

static const struct variants_job plain = {.threads = 1};

/* The query as text, against one SNV; refused, it must say this. */
static void query_is(struct trial *t, const char *text)
{
    trial_open(t, &plain, "c 2 C T 0/1", "");
    snprintf(t->query, sizeof(t->query), "%s",
             scratch_write("q.vcf", text, strlen(text)));
}

static void overlapping_and_contradicting_records_are_judged(void **state)
{
    static const struct trial_row row[] = {
  /* two records of one haplotype pair ask for three haplotypes */
        {"c 2 C T 0/1;c 2 C G 0/1;c 2 C A 0/1",                "c 2 C T 0/1;c 2 C G 0/1",             NULL,
         "tp tp"                                                                                                },
        {"c 2 C T 0/1;c 2 C G 0/1",                            "c 2 C T 0/1;c 2 C G 0/1;c 2 C A 0/1",
         "tp tp",                                                                                           NULL},
 /* the same record twice is one copy too many */
        {"c 2 C T 1/1",                                        "c 2 C T 1/1;c 2 C T 1/1",             "tp", NULL},
        {"c 2 CGT C 1/1;c 3 G T 1/1",                          "c 2 CGT C 1/1",                       NULL, "tp"},
        {"c 2 CGT C 0/1;c 3 G T 0/1",                          "c 3 G T 0/1;c 3 G T 1/1",             NULL, NULL},
        {"c 1 ACGTTTT A 0/1;c 2 CGTTTT C 0/1;c 3 GTTTT G 0/1", "c 2 C T 1/1",
         "fn fn fn",                                                                                        "fp"},
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
}

static void letters_other_than_acgtn_are_told(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T 0/1",    "c 2 c t 0/1",                "tp",        "tp"          },
        {"c 2 C R 0/1",    "c 2 C R 0/1",                "ambiguous", "ambiguous"   },
        {"c 2 C T 0/1",    "c 2 C Y,T 2/1",              "tp",        "tp"          },
        {"c 2 C CN 0/1",   "c 2 C CN 0/1",               "tp",        "tp"          },
        {"c 2 C T 0/1",    "c 2 C CRY 0/1;c 2 C T 0/1",  "tp",        "ambiguous tp"},
        {"c 2 C T 0/1",    "c 2 C G-- 0/1",              "fn",        "ambiguous"   },
 /* of REF: VCF wants an ambiguous base of the reference as a base */
        {"c 2 C T 0/1",    "c 2 Y T 0/1",                "fn",        "ambiguous"   },
        {"c 2 C T 0/1",    "c 2 y T 0/1",                "fn",        "ambiguous"   },
        {"c 2 C T 0/1",    "c 2 YGT TGT 0/1",            "fn",        "ambiguous"   },
        {"c 2 C T 0/1",    "c 2 R T 1/1;c 2 C T 0/1",    "tp",        "ambiguous tp"},
        {"c 2 Y T 0/1",    "c 2 C T 0/1",                "ambiguous", "fp"          },
 /* nor does it hide a call that changes nothing among others */
        {"c 1 ACGT A 0/1", "c 1 ACGT A 0/1;c 2 S C 0/1", "tp",        "tp ambiguous"},
    };
    static const struct trial_row alts[] = {
        {"c 2 C T 1/1", "c 2 Y T .", "fn", "ambiguous"},
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
    trial_rows(alts, T_LEN(alts),
               &(struct variants_job){.query = {.alts = true}, .threads = 1});
}

/* Where the reference itself has such a letter, REF has one of its bases, or N
 * as some programs write. */
static void ref_over_an_ambiguous_base_of_the_reference(void **state)
{
    static const struct {
        const char *record;
        const char *refused; /* NULL: compared */
    } row[] = {
        {"c 3 A T 0/1",   NULL                                         },
        {"c 3 G T 0/1",   NULL                                         },
        {"c 3 N T 0/1",   NULL                                         },
        {"c 3 a T 0/1",   NULL                                         },
        {"c 2 CA C 0/1",  NULL                                         },
        {"c 4 A T 0/1",   NULL                                         },
        {"c 3 C T 0/1",   "REF has C at c:3, where the reference has R"},
        {"c 3 T C 0/1",   "REF has T at c:3, where the reference has R"},
        {"c 1 ACT A 0/1", "REF has T at c:3, where the reference has R"},
        {"c 2 N T 0/1",   "REF has N at c:2, where the reference has C"},
        {"c 5 A T 0/1",   "REF has A at c:5, where the reference has N"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_result r = {0};
        struct err e = {0};
        struct trial t;

        trial_open(&t, &plain, row[i].record, row[i].record);
        scratch_write("ref.fa", S(">c\nACRXNGT\n>d\n" TRIAL_D "\n"));
        if (!row[i].refused) {
            trial_compare(&r, &t.job);
            variants_result_release(&r);
            continue;
        }
        assert_int_equal(variants_compare(&r, &t.job, &e), -1);
        if (r.part != VARIANTS_PART_TRUTH || !strstr(e.msg, row[i].refused))
            fail_msg("%s: %s", row[i].record, e.msg);
    }
}

/* Without genotypes all ALT alleles are looked at. More than can be are told
 * of, not passed over. */
static void many_alleles_without_genotype_are_told(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T 1/1", "c 2 C CA,CC,CG,T .",     "tp", "tp"    },
        {"c 2 C T 1/1", "c 2 C CA,CC,CG,T,<*> .", "tp", "tp"    },
        {"c 2 C T 1/1", "c 2 C CA,CC,CG,CT,T .",  "fn", "ploidy"},
    };
    const struct variants_job job = {.query = {.alts = true}, .threads = 1};

    (void)state;
    trial_rows(row, T_LEN(row), &job);
}

/* Each is one record; text after the fixed columns as a caller might write it.
 * NULL for `says`: accepted, with this verdict. */
static void odd_records_are_judged_or_refused(void **state)
{
    static const struct {
        const char *what;
        const char *text;
        const char *verdicts;
        const char *says;
    } row[] = {
        {"REF beyond the contig",
         HEAD "d\t7\t.\tGTACGTT\tG\t.\t.\t.\tGT\t0/1\n",                                               NULL,      "outside"  },
        {"REF longer than it",
         HEAD "d\t1\t.\tACGTACGTACGT\tA\t.\t.\t.\tGT\t0/1\n",                                          NULL,      "outside"  },
        {"no REF",                                 HEAD "c\t2\t.\t\tT\t.\t.\t.\tGT\t0/1\n",            NULL,      "REF"      },
        {"POS 0",                                  HEAD "c\t0\t.\tN\tT\t.\t.\t.\tGT\t0/1\n",           NULL,      ""         },
        {"POS too large",                          HEAD "c\t99999999999\t.\tC\tT\t.\t.\t.\tGT\t0/1\n",
         NULL,                                                                                                    ""         },
        {"no FORMAT",                              HEAD "c\t2\t.\tC\tT\t.\t.\t.\n",                    NULL,      ""         },
        {"no GT",                                  HEAD "c\t2\t.\tC\tT\t.\t.\t.\tDP\t12\n",            "no-call", NULL       },
        {"GT not first",                           HEAD "c\t2\t.\tC\tT\t.\t.\t.\tDP:GT\t12:0/1\n",     "tp",
         NULL                                                                                                                },
        {"an empty GT",                            HEAD "c\t2\t.\tC\tT\t.\t.\t.\tGT:DP\t.\n",          "no-call",
         NULL                                                                                                                },
        {"an allele that ALT lacks",               HEAD "c\t2\t.\tC\tT\t.\t.\t.\tGT\t0/2\n",
         NULL,                                                                                                    ""         },
        {"words as GT",                            HEAD "c\t2\t.\tC\tT\t.\t.\t.\tGT\thet\n",           NULL,      ""         },
        {"PS, an Integer",
         "##fileformat=VCFv4.2\n##FORMAT=<ID=PS,Number=1,Type=Integer,"
         "Description=\"p\">\n" COLUMNS
         "c\t2\t.\tC\tT\t.\t.\t.\tGT:PS\t0|1:77\n",                                                    "tp",      NULL       },
        {"PS, a String",
         "##fileformat=VCFv4.2\n##FORMAT=<ID=PS,Number=1,Type=String,"
         "Description=\"p\">\n" COLUMNS
         "c\t2\t.\tC\tT\t.\t.\t.\tGT:PS\t0|1:2_C_T\n",                                                 "tp",      NULL       },
        {"VCF 4.1",
         "##fileformat=VCFv4.1\n" COLUMNS "c\t2\t.\tC\tT\t.\t.\t.\tGT\t0/1\n",
         "tp",                                                                                                    NULL       },
        {"VCF 4.3",
         "##fileformat=VCFv4.3\n##contig=<ID=c,length=40>\n" COLUMNS
         "c\t2\t.\tC\tT\t.\t.\t.\tGT\t0/1\n",                                                          "tp",      NULL       },
        {"VCF 4.4",
         "##fileformat=VCFv4.4\n" COLUMNS
         "c\t2\t.\tC\tT\t.\t.\t.\tGT:LEN\t0/1:.\n",                                                    "tp",      NULL       },
        {"VCF 4.5, phase before the first allele",
         "##fileformat=VCFv4.5\n" COLUMNS "c\t2\t.\tC\tT\t.\t.\t.\tGT\t|0|1\n",
         "tp",                                                                                                    NULL       },
        {"no samples",
         "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\t"
         "FILTER\tINFO\nc\t2\t.\tC\tT\t.\t.\t.\n",                                                     NULL,      "no sample"},
        {"CR LF at the ends of lines",
         "##fileformat=VCFv4.2\r\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
         "\tFORMAT\tS\r\nc\t2\t.\tC\tT\t.\t.\t.\tGT\t0/1\r\n",                                         "tp",      NULL       },
        {"no LF at the end",                       HEAD "c\t2\t.\tC\tT\t.\t.\t.\tGT\t0/1",             "tp",
         NULL                                                                                                                },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_result r = {0};
        struct err e = {0};
        struct trial t;
        char out[64];
        int rc;

        query_is(&t, row[i].text);
        rc = variants_compare(&r, &t.job, &e);
        if ((rc != 0) != (row[i].says != NULL))
            fail_msg("%s: %s", row[i].what, rc ? e.msg : "accepted");
        if (rc) {
            if (r.part != VARIANTS_PART_QUERY || !e.msg[0] ||
                !strstr(e.msg, row[i].says))
                fail_msg("%s: part %d: %s", row[i].what, (int)r.part, e.msg);
            continue;
        }
        trial_show(out, sizeof(out), &r.query);
        if (strcmp(out, row[i].verdicts) != 0)
            fail_msg("%s: %s, not %s", row[i].what, out, row[i].verdicts);
        variants_result_release(&r);
    }
}

static void a_sample_is_chosen_among_many(void **state)
{
    struct variants_result r;
    struct err e = {0};
    struct buf b = {0};
    struct trial t;
    char out[64];

    (void)state;
    buf_init(&b, 1 << 22);
    buf_str(&b, "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER"
                "\tINFO\tFORMAT");
    for (int i = 0; i < 3000; i++)
        buf_printf(&b, "\tsample-%d", i);
    buf_str(&b, "\nc\t2\t.\tC\tT\t.\t.\t.\tGT");
    for (int i = 0; i < 3000; i++)
        buf_printf(&b, "\t%s", i == 2222 ? "0/1" : "1/1");
    buf_str(&b, "\n");
    query_is(&t, b.s);
    buf_release(&b);
    assert_int_equal(variants_compare(&r, &t.job, &e), -1);
    assert_non_null(strstr(e.msg, "3000 samples"));
    t.job.query.sample = "sample-2222";
    trial_compare(&r, &t.job);
    assert_string_equal(trial_show(out, sizeof(out), &r.query), "tp");
    variants_result_release(&r);
    t.job.query.sample = "sample-3000";
    e = (struct err){0};
    assert_int_equal(variants_compare(&r, &t.job, &e), -1);
    assert_int_equal(e.code, ERR_MISSING);
    assert_int_equal(r.part, VARIANTS_PART_QUERY);
}

static void beds_need_no_order(void **state)
{
    static const struct {
        const char *bed;
        const char *truths; /* of SNVs at 2, 9 and 20, and at 2 of d */
        const char *says;
    } row[] = {
        {"c\t15\t25\nc\t0\t4\nd\t0\t8\n",         "fn outside fn fn",                NULL             },
        {"c\t0\t4\nc\t1\t3\nc\t0\t2\nc\t2\t10\n", "fn fn outside outside",
         NULL                                                                                         },
        {"browser position c:1-10\ntrack name=\"x y\" useScore=1\n# c\n"
         "c\t0\t4\tname\t0\t+\n",        "fn outside outside outside",      NULL             },
        {"zz\t0\t4\nc\t8\t9\n",                   "outside fn outside outside",      NULL             },
        {"c\t8\t9000\n",                          "outside fn fn outside",           NULL             },
        {"",                                      "outside outside outside outside", NULL             },
        {"zz\t0\t4\n",                            NULL,                              "share no contig"},
        {"c\t4\t4\nc\t0\t4\n",                    "fn outside outside outside",      NULL             },
        {"c\t4\n",                                NULL,                              ""               },
        {"c\tone\ttwo\n",                         NULL,                              ""               },
        {"c\t-1\t4\n",                            NULL,                              ""               },
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_result r = {0};
        struct err e = {0};
        struct trial t;
        char out[64];

        trial_open(&t, &plain, "c 2 C T 0/1;c 9 A G 0/1;c 20 C T 0/1;d 2 C T 1",
                   "");
        t.job.regions = scratch_write("r.bed", row[i].bed, strlen(row[i].bed));
        if (variants_compare(&r, &t.job, &e)) {
            if (!row[i].says || r.part != VARIANTS_PART_REGIONS || !e.msg[0] ||
                !strstr(e.msg, row[i].says))
                fail_msg("row %zu: part %d: %s", i, (int)r.part, e.msg);
            continue;
        }
        trial_show(out, sizeof(out), &r.truth);
        if (!row[i].truths || strcmp(out, row[i].truths) != 0)
            fail_msg("row %zu: %s, not %s", i, out, row[i].truths);
        variants_result_release(&r);
    }
}

static void strata_of_other_contigs_are_told(void **state)
{
    struct variants_stratum s[2] = {
        {"here",  NULL},
        {"there", NULL}
    };
    struct variants_result r;
    struct err e = {0};
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C T 0/1", "c 2 C T 0/1");
    s[0].path = scratch_write("s0.bed", S("zz\t0\t5\nc\t0\t5\nc\t1\t3\n"));
    s[1].path = scratch_write("s1.bed", S("zz\t0\t5\n"));
    t.job.strata = s;
    t.job.n_strata = 1;
    trial_compare(&r, &t.job);
    assert_int_equal(trial_sum(&r, 1, "snv.truth.tp"), 1);
    assert_int_equal(trial_sum(&r, 1, "regions.bp"), 5);
    variants_result_release(&r);
    t.job.n_strata = 2;
    assert_int_equal(variants_compare(&r, &t.job, &e), -1);
    assert_int_equal(r.part, VARIANTS_PART_STRATUM);
    assert_non_null(strstr(e.msg, "share"));
}

/* No index is needed, none is in the way, and a wrong one is not believed. */
static void indexes_do_not_matter(void **state)
{
    static const char text[] = HEAD "c\t2\t.\tC\tT\t.\t.\t.\tGT\t0/1\n"
                                    "c\t9\t.\tA\tG\t.\t.\t.\tGT\t0/1\n";
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C T 0/1", "");
    snprintf(t.query, sizeof(t.query), "%s",
             scratch_bgzf("i.vcf.gz", "w", S(text)));
    for (int i = 0; i < 3; i++) {
        struct variants_result r;
        char out[64];

        if (i == 1) /* CSI only */
            assert_int_equal(tbx_index_build(t.query, 14, &tbx_conf_vcf), 0);
        if (i == 2)
            scratch_write("i.vcf.gz.tbi", S("no index at all"));
        trial_compare(&r, &t.job);
        assert_string_equal(trial_show(out, sizeof(out), &r.query), "tp fp");
        variants_result_release(&r);
    }
    assert_int_equal(access(scratch_path("i.vcf.gz.csi"), R_OK), 0);
}

/* ---- costly input -------------------------------------------------------- */

static double cpu_seconds(void)
{
    struct rusage u;

    assert_int_equal(getrusage(RUSAGE_SELF, &u), 0);
    return (double)u.ru_utime.tv_sec + (double)u.ru_utime.tv_usec / 1e6 +
           (double)u.ru_stime.tv_sec + (double)u.ru_stime.tv_usec / 1e6;
}

static double peak_mb(void)
{
    struct rusage u;

    assert_int_equal(getrusage(RUSAGE_SELF, &u), 0);
    return (double)u.ru_maxrss / 1024;
}

/* Builds that look into themselves are several times slower and larger. */
static double slack(void)
{
    const char *mode = getenv("ENTENTE_TEST_MODE");

    return mode && strcmp(mode, "release") != 0 ? 15 : 1;
}

/* A contig of a large case: bases made by a small generator. */
struct large {
    char *bases;
    size_t n;
    struct buf truth;
    struct buf query;
};

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void large_open(struct large *l, size_t n, bool repeat)
{
    uint32_t state = 1;

    *l = (struct large){.bases = malloc(n + 1), .n = n};
    assert_non_null(l->bases);
    for (size_t i = 0; i < n; i++)
        l->bases[i] = repeat ? "AC"[i % 2] : "ACGT"[next_random(&state) % 4];
    l->bases[n] = '\0';
    buf_init(&l->truth, (size_t)1 << 28);
    buf_init(&l->query, (size_t)1 << 28);
    buf_str(&l->truth, HEAD);
    buf_str(&l->query, HEAD);
}

static char other_base(char b)
{
    return b == 'A' ? 'C' : b == 'C' ? 'G' : b == 'G' ? 'T' : 'A';
}

static void large_snv(const struct large *l, struct buf *to, size_t pos,
                      const char *gt)
{
    buf_printf(to, "c\t%zu\t.\t%c\t%c\t.\t.\t.\tGT\t%s\n", pos + 1,
               l->bases[pos], other_base(l->bases[pos]), gt);
}

/* `n` bases after pos are taken out. */
static void large_del(const struct large *l, struct buf *to, size_t pos,
                      size_t n, const char *gt)
{
    buf_printf(to, "c\t%zu\t.\t%.*s\t%c\t.\t.\t.\tGT\t%s\n", pos + 1,
               (int)(n + 1), l->bases + pos, l->bases[pos], gt);
}

/* Compare, by alleles only (in the release build) and as it is; within the
 * bounds. */
static void large_compare(struct variants_result *r, struct large *l,
                          double seconds, double mb)
{
    struct trial t = {
        .job = {.threads = 2, .verdicts = true, .max_length = 100000}
    };
    struct buf fasta = {0};
    double began;
    double before = peak_mb();

    buf_init(&fasta, l->n + 16);
    buf_printf(&fasta, ">c\n");
    buf_add(&fasta, l->bases, l->n);
    buf_str(&fasta, "\n");
    snprintf(t.truth, sizeof(t.truth), "%s",
             scratch_write("t.vcf", l->truth.s, l->truth.n));
    snprintf(t.query, sizeof(t.query), "%s",
             scratch_write("q.vcf", l->query.s, l->query.n));
    snprintf(t.reference, sizeof(t.reference), "%s",
             scratch_write("large.fa", fasta.s, fasta.n));
    t.job.truth.path = t.truth;
    t.job.query.path = t.query;
    t.job.reference = t.reference;
    buf_release(&fasta);
    buf_release(&l->truth);
    buf_release(&l->query);
    free(l->bases);
    began = cpu_seconds();
    if (slack() <= 1) {
        t.job.squash = true;
        trial_compare(r, &t.job);
        variants_result_release(r);
        t.job.squash = false;
    }
    trial_compare(r, &t.job);
    print_message("%.2f s, %.0f MB more at the peak; %zu unresolved of %zu\n",
                  cpu_seconds() - began, peak_mb() - before,
                  trial_n(&r->truth, VARIANTS_UNRESOLVED) +
                      trial_n(&r->query, VARIANTS_UNRESOLVED),
                  r->truth.n + r->query.n);
    if (cpu_seconds() - began > seconds * slack())
        fail_msg("%.1f s", cpu_seconds() - began);
    if (peak_mb() - before > mb * slack())
        fail_msg("%.0f MB", peak_mb() - before);
}

static void a_thousand_alleles_at_a_site(void **state)
{
    struct variants_result r;
    struct large l;
    char out[64];

    (void)state;
    large_open(&l, 5000, false);
    for (int side = 0; side < 2; side++) {
        struct buf *to = side ? &l.query : &l.truth;

        buf_printf(to, "c\t100\t.\t%c\t", l.bases[99]);
        for (int k = 0; k < 1000; k++)
            buf_printf(to, "%s%c%c%c%c%c%c", k ? "," : "", l.bases[99],
                       "ACGT"[k % 4], "ACGT"[k / 4 % 4], "ACGT"[k / 16 % 4],
                       "ACGT"[k / 64 % 4], "ACGT"[k / 256 % 4]);
        buf_printf(to, "\t.\t.\t.\tGT\t%s\n", side ? "777/333" : "333|777");
    }
    large_compare(&r, &l, 5, 100);
    assert_string_equal(trial_show(out, sizeof(out), &r.truth), "tp");
    assert_string_equal(trial_show(out, sizeof(out), &r.query), "tp");
    variants_result_release(&r);
}

static void a_large_deletion_over_five_hundred_records(void **state)
{
    struct variants_result r;
    struct large l;

    (void)state;
    large_open(&l, 20000, false);
    for (int side = 0; side < 2; side++) {
        struct buf *to = side ? &l.query : &l.truth;

        large_del(&l, to, 1000, 10000, "0/1");
        for (size_t i = 0; i < 500; i++)
            if (!side || i % 10)
                large_snv(&l, to, 1010 + 20 * i, "0/1");
    }
    large_compare(&r, &l, 30, 400);
    assert_int_equal(r.truth.n, 501);
    assert_int_equal(trial_n(&r.truth, VARIANTS_UNRESOLVED), 0);
    assert_int_equal(trial_n(&r.truth, VARIANTS_TP), 451);
    assert_int_equal(trial_n(&r.query, VARIANTS_TP), 451);
    variants_result_release(&r);
}

static void two_hundred_thousand_records_in_a_megabase(void **state)
{
    struct variants_result r;
    struct large l;
    size_t wrong = 0;

    (void)state;
    large_open(&l, 1000000, false);
    for (size_t i = 0; i < 199990; i++) {
        size_t pos = 10 + 5 * i;

        large_snv(&l, &l.truth, pos, i % 3 ? "0/1" : "1/1");
        if (i % 100 == 0)
            wrong++;
        else if (i % 7 == 0 && i % 3)
            large_snv(&l, &l.query, pos, "1|0");
        else
            large_snv(&l, &l.query, pos, i % 3 ? "0/1" : "1/1");
    }
    large_compare(&r, &l, 30, 600);
    assert_int_equal(trial_n(&r.truth, VARIANTS_FN), wrong);
    assert_int_equal(trial_n(&r.truth, VARIANTS_TP), r.truth.n - wrong);
    assert_int_equal(trial_n(&r.query, VARIANTS_TP), r.query.n);
    variants_result_release(&r);
}

static bool has_finding(const struct variants_result *r, const char *code)
{
    for (size_t i = 0; i < r->findings.n; i++)
        if (strcmp(r->findings.a[i].code, code) == 0)
            return true;
    return false;
}

/* One repeat with thousands of indels that may each be shifted over all of it:
 * too much for any exact search. Each record has a verdict, and what is not
 * decided says so. */
static void a_superlocus_of_five_thousand_records(void **state)
{
    size_t n = slack() > 1 ? 500 : 2500; /* of each side */
    size_t unresolved;
    struct variants_result r;
    struct large l;

    (void)state;
    large_open(&l, 25000, true);
    for (size_t i = 0; i < n; i++) {
        large_del(&l, &l.truth, 10 + 8 * i, 2, "0/1");
        large_del(&l, &l.query, 13 + 8 * i, i % 5 ? 2 : 4, "0/1");
    }
    large_compare(&r, &l, 120, 800);
    assert_int_equal(trial_assessed(&r.truth), n);
    assert_int_equal(trial_assessed(&r.query), n);
    unresolved = trial_n(&r.truth, VARIANTS_UNRESOLVED);
    assert_int_equal(trial_types(&r, 0, "truth.unresolved"), unresolved);
    assert_int_equal(trial_n(&r.truth, VARIANTS_OUTSIDE), 0);
    assert_int_equal(unresolved > 0, has_finding(&r, "VARIANTS-UNRESOLVED"));
    variants_result_release(&r);
}

/* The same, but equal on both sides: nothing has to be searched. */
static void an_equal_superlocus_is_right(void **state)
{
    struct variants_result r;
    struct large l;

    (void)state;
    large_open(&l, 25000, true);
    for (size_t i = 0; i < 2500; i++) {
        large_del(&l, &l.truth, 10 + 8 * i, 2, "0/1");
        large_del(&l, &l.query, 10 + 8 * i, 2, "1/0");
    }
    large_compare(&r, &l, 20, 300);
    assert_int_equal(trial_n(&r.truth, VARIANTS_TP), 2500);
    assert_int_equal(trial_n(&r.query, VARIANTS_TP), 2500);
    variants_result_release(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overlapping_and_contradicting_records_are_judged),
        cmocka_unit_test(letters_other_than_acgtn_are_told),
        cmocka_unit_test(ref_over_an_ambiguous_base_of_the_reference),
        cmocka_unit_test(many_alleles_without_genotype_are_told),
        cmocka_unit_test(odd_records_are_judged_or_refused),
        cmocka_unit_test(a_sample_is_chosen_among_many),
        cmocka_unit_test(beds_need_no_order),
        cmocka_unit_test(strata_of_other_contigs_are_told),
        cmocka_unit_test(indexes_do_not_matter),
        cmocka_unit_test(a_thousand_alleles_at_a_site),
        cmocka_unit_test(a_large_deletion_over_five_hundred_records),
        cmocka_unit_test(an_equal_superlocus_is_right),
        cmocka_unit_test(a_superlocus_of_five_thousand_records),
        cmocka_unit_test(two_hundred_thousand_records_in_a_megabase),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("compare_bad", tests, scratch_make,
                                       scratch_remove);
}
