/*
 * What users of public comparators complained of, in their trackers: a test for
 * each complaint that an engine can be guilty of. Those of others:
 *
 *  1, 2   Python 2, builds, containers, a static binary: `make check` in a
 *         fresh clone, `make dist`.
 *  3      slowness: runner/variants/bench, speed.test.sh.
 *  4, 5   memory that grows with the square of a cluster: test_compare_bad.c.
 * 16, 17  strata in one run, that change no number: test_s2.c.
 * 26      (of 25) confidence intervals: runner/core/tests/test_stats.c.
 *         Streaming (of 25): both files are read once, from front to back, but
 *         must be files.
 */
#include <htslib/hts_log.h>

#include "core/finding.h"
#include "variants/judged.h"
#include "variants/tests/trial.h"

static const struct variants_job plain = {.threads = 1};
static const struct variants_job squashed = {.threads = 1, .squash = true};

/* Compare what can not be compared; says where and why. */
static void refused(const struct trial *t, enum variants_part part,
                    uint64_t line, const char *says)
{
    struct variants_result r = {0};
    struct err e = {0};

    assert_int_equal(variants_compare(&r, &t->job, &e), -1);
    if (r.part != part || e.line != line || !strstr(e.msg, says) || !e.path[0])
        fail_msg("part %d, %s:%d: %s", (int)r.part, e.path, (int)e.line, e.msg);
}

/* vcfdist#253: three hours of clustering, then it dies on a bad contig. */
static void complaint_06_inputs_are_validated_first(void **state)
{
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C T 0/1;e 2 C T 0/1", "c 2 C T 0/1");
    refused(&t, VARIANTS_PART_TRUTH, 4, "contig e is not in the reference");
    trial_open(&t, &plain, "c 2 C T 0/1", "c 2 C T 0/1;c 41 C T 0/1");
    refused(&t, VARIANTS_PART_QUERY, 4, "outside");
    trial_open(&t, &plain, "c 2 C T 0/1", "c 2 C T 0/1;c 3 C T 0/1");
    refused(&t, VARIANTS_PART_QUERY, 4, "REF");
    trial_open(&t, &plain, "c 2 C T 0/1", "c 3 G T 0/1;c 2 C T 0/1");
    refused(&t, VARIANTS_PART_QUERY, 4, "not sorted");
}

/* vcfdist#24: crash on one variant; #39 segfault; #12 ploidy. */
static void complaint_07_one_record_or_none_is_enough(void **state)
{
    static const struct trial_row row[] = {
        {"",              "",              "",         ""        },
        {"c 2 C T 0/1",   "",              "fn",       ""        },
        {"",              "c 2 C T 0/1",   "",         "fp"      },
        {"c 2 C T 0/1",   "c 2 C T 0/1",   "tp",       "tp"      },
        {"c 40 A C 0/1",  "c 40 A C 0/1",  "tp",       "tp"      },
        {"c 1 A C 0/1",   "c 1 A C 0/1",   "tp",       "tp"      },
        {"c 40 A AT 0/1", "c 40 A AT 0/1", "tp",       "tp"      },
        {"c 2 C T 0/1/1", "c 2 C T 1/1/0", "tp",       "tp"      },
        {"c 2 C T 0/1/1", "c 2 C T 0/0/1", "gt-error", "gt-error"},
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
}

/* hap.py#33: of 1|2 one allele is called, and both count as missed. Here a
 * record is one: its genotype is wrong, an allele right, and it is said so. */
static void complaint_08_multiallelic_one_allele_called(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T,G 1|2",     "c 2 C T 0/1",               "gt-error", "gt-error"},
        {"c 2 C T,G 1|2",     "c 2 C G 1/1",               "gt-error", "gt-error"},
        {"c 2 C T,G 1|2",     "c 2 C A 0/1",               "fn",       "fp"      },
        {"c 2 C T,G 1|2",     "c 2 C T 0/1;c 2 C G 0/1",   "tp",       "tp tp"   },
        {"c 8 GAC G,GTC 1/2", "c 8 GAC G 0/1",             "gt-error", "gt-error"},
        {"c 8 GAC G,GTC 1/2", "c 8 GAC G 0/1;c 9 A T 0/1", "tp",       "tp tp"   },
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
    trial_rows(&(struct trial_row){"c 2 C T,G 1|2", "c 2 C T 0/1", NULL, "tp"},
               1, &squashed);
}

/* hap.py#38: a homozygous variant as several heterozygous ones. */
static void complaint_09_homozygous_truth_as_heterozygous_calls(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T 1/1",   "c 2 C T 0/1;c 2 C T 0/1",               "tp",       "tp tp"},
        {"c 2 C T 1/1",   "c 2 C T 0|1;c 2 C T 1|0",               "tp",       "tp tp"},
        {"c 2 CG TA 1/1", "c 2 CG TA 0/1;c 2 C T 0/1;c 3 G A 0/1", "tp",
         "tp tp tp"                                                                   },
        {"c 8 GAC G 1/1", "c 8 GAC G 0/1;c 12 CAC C 0/1",          "tp",       "tp tp"},
        {"c 2 C T 1/1",   "c 2 C T 0/1;c 2 C G 0/1",               "gt-error", NULL   },
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
}

/* hap.py#14: complex replacements that are equal by sequence. */
static void complaint_10_complex_variants_match_by_sequence(void **state)
{
    static const struct trial_row row[] = {
        {"c 3 GT CAA 0/1",                "c 3 G C 0/1;c 4 T AA 0/1",                "tp",    "tp tp"},
        {"c 3 GT CAA 1/1",                "c 3 G C 1/1;c 4 T AA 1/1",                "tp",    "tp tp"},
        {"c 3 GT CAA 1/1",                "c 2 C CC 1/1;c 3 GT AA 1/1",              "tp",    "tp tp"},
        {"c 3 GT CAA 0/1",                "c 3 G C 0/1;c 4 T AG 0/1",                "fn",    "fp fp"},
        {"c 15 TGG AC 0/1",               "c 15 TG T 0/1;c 15 T A 0/1;c 17 G C 0/1", "tp",
         "tp tp tp"                                                                                  },
        {"c 8 GACAC G 1/1",               "c 8 GAC G 1/1;c 12 CAC C 1/1",            "tp",    "tp tp"},
        {"c 8 G GACAC 0/1",               "c 8 G GAC 0/1;c 14 C CAC 0/1",            "tp",    "tp tp"},
        {"c 18 ATCC A 0/1;c 18 A AG 0/1", "c 18 ATCC AG 0/1",                        "tp tp", "tp"   },
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
}

/* hap.py#165: the number of truth variants depends on the query. */
static void complaint_11_the_truth_is_the_same_for_every_query(void **state)
{
    static const char *const query[] = {
        "", "c 2 C T 0/1", "c 2 C T 1/1;c 8 GAC G,GTC 1/2;c 18 ATCC AG 0/1",
        "c 1 ACG A 0/1;c 2 C T 0/1;c 2 C G 0/1;c 8 GACA G 0/1;c 9 A C ./."};

    (void)state;
    for (size_t i = 0; i < T_LEN(query); i++) {
        struct variants_result r;
        struct trial t;

        trial_open(&t, &plain,
                   "c 2 C T 0/1;c 8 GAC G 0/1;c 9 A <DEL> 0/1;"
                   "c 18 ATCC CG 1/1;c 20 C T 0/0;d 2 C T 1",
                   query[i]);
        trial_compare(&r, &t.job);
        assert_int_equal(trial_sum(&r, 0, "snv.truth.total"), 2);
        assert_int_equal(trial_sum(&r, 0, "indel.truth.total"), 1);
        assert_int_equal(trial_sum(&r, 0, "other.truth.total"), 1);
        assert_int_equal(trial_sum(&r, 0, "truth.records"), 6);
        variants_result_release(&r);
    }
}

/* hap.py#143: a file with overlapping records does not agree with itself. */
static void complaint_12_a_file_agrees_with_itself(void **state)
{
    static const char *const file[] = {
        "c 2 CGT C 0/1;c 3 G T 0/1",
        "c 2 CGT C 1/1;c 3 G T 1/1",
        "c 2 C T 1/1;c 2 C G 1/1;c 2 C A 1/1",
        "c 2 C T 1/1;c 2 C T 1/1",
        "c 8 GACAC G 0/1;c 8 GAC G 0/1;c 10 CAC C 0/1;c 12 CAC C 0/1",
        "c 2 C CA 1/1;c 2 C CT 1/1",
        "c 1 ACGTTTT A 1/1;c 2 CG C 1|0;c 2 C T 0/1;c 4 T A 1/1;c 6 T TT 0/1",
    };

    (void)state;
    for (size_t i = 0; i < 2 * T_LEN(file); i++) {
        struct variants_result r;
        struct trial t;

        trial_open(&t, &plain, file[i / 2], file[i / 2]);
        t.job.strict_ref = i % 2;
        trial_compare(&r, &t.job);
        if (trial_n(&r.truth, VARIANTS_TP) != r.truth.n ||
            trial_n(&r.query, VARIANTS_TP) != r.query.n)
            fail_msg("%s: only %zu of %zu", file[i / 2],
                     trial_n(&r.query, VARIANTS_TP), r.query.n);
        variants_result_release(&r);
    }
}

/* What the verdicts say of one type, against the counters. */
static void check_sums(const struct variants_result *r, int type)
{
    size_t at = (size_t)type * VARIANTS_C_OF_TYPE;
    int64_t n[2][VARIANTS_VERDICTS] = {{0}, {0}};

    for (size_t i = 0; i < r->truth.n; i++)
        n[0][r->truth.verdict[i]] += r->truth.type[i] == type;
    for (size_t i = 0; i < r->query.n; i++)
        n[1][r->query.verdict[i]] += r->query.type[i] == type;
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_TRUTH_TP),
                     n[0][VARIANTS_TP]);
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_TRUTH_FN),
                     n[0][VARIANTS_FN] + n[0][VARIANTS_GE] +
                         n[0][VARIANTS_FN_FILTERED] + n[0][VARIANTS_FN_NOCALL]);
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_GE),
                     n[0][VARIANTS_GE]);
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_TRUTH_OUTSIDE),
                     n[0][VARIANTS_OUTSIDE]);
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_QUERY_TP),
                     n[1][VARIANTS_TP]);
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_QUERY_FP),
                     n[1][VARIANTS_FP] + n[1][VARIANTS_GE]);
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_QUERY_UNK),
                     n[1][VARIANTS_OUTSIDE]);
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_TRUTH_UNRESOLVED),
                     n[0][VARIANTS_UNRESOLVED]);
    assert_int_equal(tally_sum(&r->tally, 0, at + VARIANTS_C_QUERY_UNRESOLVED),
                     n[1][VARIANTS_UNRESOLVED]);
}

/* hap.py#170, #133, #194: labels do not add up to the summary. */
static void complaint_13_verdicts_add_up_to_the_counters(void **state)
{
#define FORGED "fixtures/golden/forged-1/"
    const struct variants_job job = {
        .truth = {.path = FORGED "truth.vcf.gz"},
        .query = {.path = FORGED "bad.vcf.gz"},
        .reference = FORGED "reference.fa.gz",
        .regions = FORGED "confident.bed",
        .threads = 2,
    };
    struct variants_result r;

    (void)state;
    trial_compare(&r, &job);
    for (int type = 0; type < VARIANTS_TYPES; type++)
        check_sums(&r, type);
    for (int v = VARIANTS_NA_FIRST; v < VARIANTS_VERDICTS; v++) {
        size_t i = (size_t)(v - VARIANTS_NA_FIRST);

        assert_int_equal(tally_sum(&r.tally, 0, VARIANTS_C_TRUTH_NA + i),
                         (int64_t)trial_n(&r.truth, (enum variants_verdict)v));
        assert_int_equal(tally_sum(&r.tally, 0, VARIANTS_C_QUERY_NA + i),
                         (int64_t)trial_n(&r.query, (enum variants_verdict)v));
    }
    assert_true(trial_n(&r.truth, VARIANTS_GE) > 0);
    assert_true(trial_n(&r.query, VARIANTS_FP) > 0);
    assert_true(trial_n(&r.query, VARIANTS_OUTSIDE) > 0);
    variants_result_release(&r);
}

/* hap.py#168, #70: a wrong genotype is counted as missed and as false, and no
 * one is told. Here it has its own verdict and counters on both sides. */
static void complaint_14_a_genotype_error_is_told_apart(void **state)
{
    struct variants_result r;
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C T 0/1;c 9 A G 0/1", "c 2 C T 1/1;d 2 C T 1");
    trial_compare(&r, &t.job);
    assert_int_equal(trial_sum(&r, 0, "snv.truth.fn"), 2);
    assert_int_equal(trial_sum(&r, 0, "snv.gt-error"), 1);
    assert_int_equal(trial_sum(&r, 0, "snv.query.fp"), 2);
    assert_int_equal(trial_sum(&r, 0, "snv.query.gt-error"), 1);
    variants_result_release(&r);
    t.job.squash = true;
    trial_compare(&r, &t.job);
    assert_int_equal(trial_sum(&r, 0, "snv.truth.tp"), 1);
    assert_int_equal(trial_sum(&r, 0, "snv.gt-error"), 0);
    variants_result_release(&r);
}

struct kinds {
    char text[256];
    size_t n;
};

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    static const char *const name[] = {".", "lm", "am", "gm"};
    struct kinds *k = arg;

    (void)e;
    for (size_t i = 0; i < c->n; i++)
        k->n += (size_t)snprintf(
            k->text + k->n, sizeof(k->text) - k->n, "%s%c%lld%s",
            k->n ? " " : "", c->a[i].side == JUDGED_TRUTH ? 't' : 'q',
            (long long)c->a[i].pos + 1, name[c->a[i].kind]);
    return 0;
}

/* hap.py#84, #44, #201: what a local match is differs by engine. Here it is an
 * unmatched record of the other side in the same superlocus. */
static void complaint_15_local_and_allele_matches_are_told(void **state)
{
    struct kinds k = {"", 0};
    const struct judged_listener listener = {.arg = &k, .hear = hear};
    struct variants_result r;
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C T 0/1;c 15 T A 0/1;c 39 C A 1/1;d 2 C T 1",
               "c 2 C T 0/1;c 15 T C 0/1;c 39 C A 0/1;d 8 T A 1");
    t.job.listener = &listener;
    trial_compare(&r, &t.job);
    variants_result_release(&r);
    assert_string_equal(k.text, "t2gm q2gm t15lm q15lm t39am q39am t2. q8.");
}

/* hap.py#34: variants that only overlap the confident regions count inside. */
static void complaint_18_containment_is_explicit(void **state)
{
    static const struct {
        const char *bed;
        bool overlap;
        int64_t edge;
        const char *truths; /* of a deletion of [16,18), an SNV at 19 */
    } row[] = {
        {"c\t16\t18\nc\t19\t20\n", false, 0,  "fn fn"          },
        {"c\t16\t17\nc\t19\t20\n", false, 0,  "outside fn"     },
        {"c\t16\t17\nc\t19\t20\n", true,  0,  "fn fn"          },
        {"c\t0\t16\nc\t20\t40\n",  true,  0,  "outside outside"},
        {"c\t15\t21\n",            false, 1,  "fn fn"          },
        {"c\t15\t21\n",            false, 2,  "outside outside"},
        {"c\t13\t21\n",            false, 2,  "fn outside"     },
        {"c\t0\t40\n",             false, 30, "outside outside"},
    };

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct variants_result r;
        struct trial t;
        char out[64];

        trial_open(&t, &plain, "c 16 GGA G 0/1;c 20 C T 0/1", "");
        t.job.regions = scratch_write("r.bed", row[i].bed, strlen(row[i].bed));
        t.job.overlap = row[i].overlap;
        t.job.edge = row[i].edge;
        trial_compare(&r, &t.job);
        if (strcmp(trial_show(out, sizeof(out), &r.truth), row[i].truths) != 0)
            fail_msg("row %zu: %s, not %s", i, out, row[i].truths);
        variants_result_release(&r);
    }
}

/* hap.py#6, #36, #136, #23: errors far from a wrong style of contig names. */
static void complaint_19_another_naming_is_told_as_such(void **state)
{
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C T 0/1", "chrc 2 C T 0/1;c 2 C T 0/1");
    refused(&t, VARIANTS_PART_QUERY, 3, "which calls it c");
    trial_open(&t, &plain, "chrc 2 C T 0/1", "c 2 C T 0/1");
    refused(&t, VARIANTS_PART_TRUTH, 3, "which calls it c");
    trial_open(&t, &plain, "c 2 C T 0/1", "c 2 C T 0/1");
    t.job.regions = scratch_write("r.bed", S("chrc\t0\t40\n"));
    refused(&t, VARIANTS_PART_REGIONS, 0, "share no contig");
}

/* hap.py#124: contigs of HLA, whose names have '*' and ':'. */
static void complaint_20_contig_names_of_hla(void **state)
{
#define HLA "HLA-A*01:01:01:01"
    struct variants_result r;
    struct trial t;
    char out[64];

    (void)state;
    trial_open(&t, &plain, HLA " 2 C T 0/1;" HLA " 9 A C 0/1",
               HLA " 2 C T 0/1;" HLA " 9 A C 0/1");
    snprintf(t.reference, sizeof(t.reference), "%s",
             scratch_write("hla.fa",
                           S(">" HLA "\tHLA00001 3503 bp\n" TRIAL_BASES "\n")));
    t.job.regions = scratch_write("r.bed", S(HLA "\t0\t5\n"));
    trial_compare(&r, &t.job);
    assert_string_equal(trial_show(out, sizeof(out), &r.truth), "tp outside");
    assert_string_equal(trial_show(out, sizeof(out), &r.query), "tp outside");
    variants_result_release(&r);
}

/* hap.py#37, #98, #178, #195: symbolic or long variants end the program. */
static void complaint_21_structural_variants_do_no_harm(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T 0/1;c 9 A <INV> 0/1;c 20 C T 0/1",
         "c 2 C <DEL> 1/1;c 2 C T 0/1;c 20 C T 0/1",                                  "tp symbolic tp",
         "symbolic tp tp"                                                                                            },
        {"c 9 A A[d:3[ 0/1;c 20 C T 0/1",            "c 9 A ]d:3]A 0/1;c 20 C T 0/1",
         "symbolic tp",                                                                                 "symbolic tp"},
        {"c 9 A <DUP:TANDEM> 0/1",                   "c 9 A <INS:ME:ALU> ./.",        "symbolic",       NULL         },
        {"c 1 " TRIAL_BASES " A 0/1;c 20 C T 0/1",   "c 20 C T 0/1",                  "fn tp",
         "tp"                                                                                                        },
        {"c 1 " TRIAL_BASES " A 0/1;c 20 C T 0/1",
         "c 1 " TRIAL_BASES " A 0/1;c 20 C T 0/1",                                    "tp tp",          "tp tp"      },
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
}

/* hap.py#106, #113, #135 and others: gVCF, <NON_REF>, reference records. */
static void complaint_22_gvcf_is_read(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T 0/1",
         "c 1 A <NON_REF> 0/0;c 2 C T,<NON_REF> 0/1;c 3 G <NON_REF> 0/0", "tp",
         "hom-ref tp hom-ref"                                                                   },
        {"c 2 C T 0/1", "c 1 A <*> 0/0;c 2 C T,<*> 0/1;c 3 G . 0/0",      "tp",
         "hom-ref tp hom-ref"                                                                   },
        {"c 2 C T 0/1", "c 1 A <NON_REF> 0/0",                            "fn",        "hom-ref"},
        {"c 2 C T 0/1", "c 2 C <NON_REF> ./.",                            "fn-nocall", "no-call"},
        {"c 2 C T 0/1", "c 2 C T,<NON_REF> 0/0",                          "fn",        "hom-ref"},
        {"c 2 C T 0/1", "c 2 C T,<NON_REF> 1/2",                          "tp",        "tp"     },
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
}

/* ga4gh#16, bcbio#2446: haploid calls; hap.py#42: alleles only; ploidies of
 * somatic and pooled samples. */
static void complaint_23_ploidy_is_taken_as_written(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T 1",       "c 2 C T 1/1",       "tp",       "tp"      },
        {"c 2 C T 1/1",     "c 2 C T 1",         "tp",       "tp"      },
        {"c 2 C T 1",       "c 2 C T 0/1",       "gt-error", "gt-error"},
        {"c 2 C T 1",       "c 2 C T 0",         "fn",       "hom-ref" },
        {"c 8 GAC G 1",     "c 12 CAC C 1|1",    "tp",       "tp"      },
        {"c 2 C T,G 0/1/2", "c 2 C G,T 2/1/0",   "tp",       "tp"      },
        {"c 2 C T 0/0/1/1", "c 2 C T 1/1/0/0",   "tp",       "tp"      },
        {"c 2 C T 0/0/0/1", "c 2 C T 0/0/1/1",   "gt-error", "gt-error"},
        {"c 2 C T 0/1",     "c 2 C T 0/1/1/1/1", "fn",       "ploidy"  },
    };
    static const struct trial_row alleles[] = {
        {"c 2 C T 1",   "c 2 C T 0/1", "tp", "tp"},
        {"c 2 C T 0/1", "c 2 C T 1/1", "tp", "tp"},
        {"c 2 C T 0/1", "c 2 C G 0/1", "fn", "fp"},
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
    trial_rows(alleles, T_LEN(alleles), &squashed);
}

/* ga4gh#16, what it agreed on for X, Y and MT: haploid where there is one copy,
 * diploid in the pseudoautosomal regions; 1 is 1/1, a heterozygous call of one
 * copy is wrong. So the sex of the sample changes no verdict: what the truth
 * writes says how many copies there are. */
static void complaint_23_one_copy_of_x_y_or_mt(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T 1",             "c 2 C T 1",                "tp",                "tp"       },
        {"c 2 C T 1",             "c 2 C T 1/1",              "tp",                "tp"       },
        {"c 2 C T 1",             "c 2 C T 1|1",              "tp",                "tp"       },
        {"c 2 C T 1",             "c 2 C T 0/1",              "gt-error",          "gt-error" },
        {"c 2 C T 1",             "c 2 C T 1|0",              "gt-error",          "gt-error" },
        {"c 2 C T 1",             "c 2 C T,G 1/2",            "gt-error",          "gt-error" },
        {"c 2 C T,G 2",           "c 2 C G 1/1",              "tp",                "tp"       },
        {"c 2 C T 1",             "c 2 C T ./1",              "fn-nocall",         "half-call"},
        {"c 2 C T 1",             "c 2 C T 0/0",              "fn",                "hom-ref"  },
 /* in a pseudoautosomal region */
        {"c 2 C T 0/1",           "c 2 C T 1",                "gt-error",          "gt-error" },
        {"c 2 C T 1/1",           "c 2 C T 1",                "tp",                "tp"       },
        {"c 2 C T,G 1|2",         "c 2 C T 1",                "gt-error",          "gt-error" },
 /* by sequence, in other records */
        {"c 8 GAC G 1",           "c 12 CAC C 1/1",           "tp",                "tp"       },
        {"c 8 GAC G 1",           "c 12 CAC C 0/1",           "gt-error",          "gt-error" },
        {"c 3 GT CAA 1",          "c 3 G C 1/1;c 4 T AA 1/1", "tp",                "tp tp"    },
        {"c 3 GT CAA 1",          "c 3 G C 1;c 4 T AA 1/1",   "tp",                "tp tp"    },
        {"c 3 G C 1;c 4 T AA 1",  "c 3 GT CAA 0/1",           "gt-error gt-error",
         "gt-error"                                                                           },
 /* where a region ends */
        {"c 2 C T 1;c 3 G C 0/1", "c 2 C T 1/1;c 3 G C 0/1",  "tp tp",             "tp tp"    },
        {"c 2 C T 1;c 3 G C 0/1", "c 2 CG TC,TG 1/2",         "tp tp",             "tp"       },
        {"c 2 C T 1;c 3 G C 1",   "c 2 C T 1/1;c 3 G C 0/1",  "tp gt-error",
         "tp gt-error"                                                                        },
    };
    static const struct trial_row alleles[] = {
        {"c 2 C T 1",   "c 2 C T 0/1",    "tp", "tp"},
        {"c 2 C T 0/1", "c 2 C T 1",      "tp", "tp"},
        {"c 8 GAC G 1", "c 12 CAC C 0/1", "tp", "tp"},
        {"c 2 C T 1",   "c 2 C G 1",      "fn", "fp"},
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
    trial_rows(row, T_LEN(row),
               &(struct variants_job){.threads = 1, .obey_phase = true});
    trial_rows(row, T_LEN(row),
               &(struct variants_job){.threads = 1, .strict_ref = true});
    trial_rows(alleles, T_LEN(alleles), &squashed);
}

/* picard#742, htsjdk#806: the allele '*'. */
static void complaint_24_a_star_asserts_nothing(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C *,T 1/2",               "c 2 C T 0/1",                 "tp",    "tp"  },
        {"c 1 ACG A 0/1;c 2 C *,T 1/2", "c 1 ACG A 0/1;c 2 C T 0/1",   "tp tp",
         "tp tp"                                                                      },
        {"c 1 ACG A 0/1;c 2 C *,T 1/2", "c 1 ACG A 0/1;c 2 C T,* 1/2", "tp tp",
         "tp tp"                                                                      },
        {"c 2 C * 0/1",                 "c 2 C * 1/1",                 "star",  "star"},
        {"c 2 C *,T 2/2",               "c 2 C T 1/1",                 "tp",    "tp"  },
    };

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
}

/* nf-core#314, aardvark#13: symbolic alleles are skipped in silence. */
static void complaint_25_nothing_is_left_out_in_silence(void **state)
{
    struct variants_result r;
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C <DEL> 0/1;c 3 G T 0/1;c 9 A * 0/1",
               "c 2 C <DEL> 0/1;c 2 C <INV> 1/1;c 3 G T 0/1 Low;c 9 A R 0/1");
    trial_compare(&r, &t.job);
    assert_int_equal(tally_sum(&r.tally, 0,
                               VARIANTS_C_TRUTH_NA + VARIANTS_NA_SYMBOLIC -
                                   VARIANTS_NA_FIRST),
                     1);
    assert_int_equal(tally_sum(&r.tally, 0,
                               VARIANTS_C_QUERY_NA + VARIANTS_NA_SYMBOLIC -
                                   VARIANTS_NA_FIRST),
                     2);
    assert_int_equal(tally_sum(&r.tally, 0,
                               VARIANTS_C_QUERY_NA + VARIANTS_NA_AMBIGUOUS -
                                   VARIANTS_NA_FIRST),
                     1);
    assert_int_equal(trial_sum(&r, 0, "truth.records"), 3);
    assert_int_equal(trial_sum(&r, 0, "query.records"), 4);
    assert_int_equal(trial_n(&r.truth, VARIANTS_FN_FILTERED), 1);
    variants_result_release(&r);
}

/* bcbio#1060: nothing matched as contigs did not, and no one was told. */
static void complaint_25_sets_that_do_not_meet_are_remarked(void **state)
{
    bool told = false;
    struct variants_result r;
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C T 0/1", "d 2 C T 0/1");
    trial_compare(&r, &t.job);
    for (size_t i = 0; i < r.findings.n; i++)
        told = told ||
               strcmp(r.findings.a[i].code, "VARIANTS-NO-SHARED-CONTIG") == 0;
    assert_true(told);
    variants_result_release(&r);
}

/* GATK-for-Microbes#10: SNVs and indels in one sum. */
static void complaint_25_types_are_counted_apart(void **state)
{
    struct variants_result r;
    struct trial t;

    (void)state;
    trial_open(&t, &plain, "c 2 C T 0/1;c 8 GAC G 0/1;c 16 GG TC 0/1",
               "c 2 C T 0/1;c 12 CAC C 0/1;c 16 G T 0/1;c 17 G C 0/1");
    trial_compare(&r, &t.job);
    assert_int_equal(trial_sum(&r, 0, "snv.truth.tp"), 1);
    assert_int_equal(trial_sum(&r, 0, "indel.truth.tp"), 1);
    assert_int_equal(trial_sum(&r, 0, "other.truth.tp"), 1);
    assert_int_equal(trial_sum(&r, 0, "snv.query.tp"), 3);
    assert_int_equal(trial_sum(&r, 0, "indel.query.tp"), 1);
    variants_result_release(&r);
}

/* palantir-workflows#142: calls that FORMAT/FT takes out were compared. FILTER
 * speaks of the site; what the file says of the sample's own call counts too.
 */
static void complaint_24_the_filter_of_a_sample_counts(void **state)
{
    static const struct trial_row row[] = {
        {"c 2 C T 0/1",               "c 2 C T 0/1:PASS",     "tp",             "tp"      },
        {"c 2 C T 0/1",               "c 2 C T 0/1:.",        "tp",             "tp"      },
        {"c 2 C T 0/1",               "c 2 C T 0/1:Dim",      "fn-filtered",    "filtered"},
        {"",                          "c 2 C T 0/1:Dim",      "",               "filtered"},
        {"c 2 C T 0/1:Dim",           "c 2 C T 0/1",          "filtered",       "fp"      },
        {"c 2 C T 0/1",               "c 2 C T 0/1:PASS Low", "fn-filtered",    "filtered"},
        {"c 2 C T 0/1;c 8 GAC G 0/1",
         "c 2 C T 0/1:Dim;c 2 C T 0/1;c 12 CAC C 0/1:Dim",    "tp fn-filtered",
         "filtered tp filtered"                                                           },
    };
    static const struct trial_row named[] = {
        {"c 2 C T 0/1", "c 2 C T 0/1:Dim",       "tp",          "tp"      },
        {"c 2 C T 0/1", "c 2 C T 0/1:Dim,Low",   "tp",          "tp"      },
        {"c 2 C T 0/1", "c 2 C T 0/1:Dim Low",   "tp",          "tp"      },
        {"c 2 C T 0/1", "c 2 C T 0/1:Dim,Lower", "fn-filtered", "filtered"},
        {"c 2 C T 0/1", "c 2 C T 0/1:Di",        "fn-filtered", "filtered"},
    };
    static const struct trial_row any = {"c 2 C T 0/1", "c 2 C T 0/1:Dim Low",
                                         "tp", "tp"};

    (void)state;
    trial_rows(row, T_LEN(row), &plain);
    trial_rows(named, T_LEN(named),
               &(struct variants_job){.threads = 1, .pass = "Low,Dim"});
    trial_rows(&any, 1,
               &(struct variants_job){.threads = 1, .filter = VARIANTS_ALL});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complaint_06_inputs_are_validated_first),
        cmocka_unit_test(complaint_07_one_record_or_none_is_enough),
        cmocka_unit_test(complaint_08_multiallelic_one_allele_called),
        cmocka_unit_test(complaint_09_homozygous_truth_as_heterozygous_calls),
        cmocka_unit_test(complaint_10_complex_variants_match_by_sequence),
        cmocka_unit_test(complaint_11_the_truth_is_the_same_for_every_query),
        cmocka_unit_test(complaint_12_a_file_agrees_with_itself),
        cmocka_unit_test(complaint_13_verdicts_add_up_to_the_counters),
        cmocka_unit_test(complaint_14_a_genotype_error_is_told_apart),
        cmocka_unit_test(complaint_15_local_and_allele_matches_are_told),
        cmocka_unit_test(complaint_18_containment_is_explicit),
        cmocka_unit_test(complaint_19_another_naming_is_told_as_such),
        cmocka_unit_test(complaint_20_contig_names_of_hla),
        cmocka_unit_test(complaint_21_structural_variants_do_no_harm),
        cmocka_unit_test(complaint_22_gvcf_is_read),
        cmocka_unit_test(complaint_23_ploidy_is_taken_as_written),
        cmocka_unit_test(complaint_23_one_copy_of_x_y_or_mt),
        cmocka_unit_test(complaint_24_a_star_asserts_nothing),
        cmocka_unit_test(complaint_24_the_filter_of_a_sample_counts),
        cmocka_unit_test(complaint_25_nothing_is_left_out_in_silence),
        cmocka_unit_test(complaint_25_sets_that_do_not_meet_are_remarked),
        cmocka_unit_test(complaint_25_types_are_counted_apart),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("complaints", tests, scratch_make,
                                       scratch_remove);
}
