/*
 * The end-to-end cases of rtg-tools, a public comparator of haplotypes: the
 * verdict of each record must be the one that it gives. Where it could as well
 * have chosen others (its ties are arbitrary), the numbers of matched records
 * must be equal in each group of records that touch. All that is left is in a
 * table here, with the reason.
 *
 * Its command lines become a job: see read_args(). The files are copied without
 * ##contig lines, as their lengths are those of the genomes that the templates
 * were cut from.
 */
#include <htslib/hts_log.h>
#include <strings.h>

#include "variants/tests/trial.h"
#include "variants/tests/vcfset.h"

#define CASES TRIAL_DATA "rtg/cases/"
#define NEAR  10 /* bp between records of one group */

/* Cases that say nothing of two call sets. */
static const struct {
    const char *name;
    const char *why;
} not_run[] = {
    {"33-vcfeval_trio_mie",     "compares a child with two parents"},
    {"34-vcfeval_trio_ok",      "compares a child with two parents"},
    {"35-vcfeval_small_recode",
     "makes a set of alleles; no two sets are there"               },
};

/* Records that the reference contradicts: a file that has one is refused as a
 * whole here, so these are taken out. */
static const struct {
    const char *name;
    const char *side;
    long long pos1;
    const char *why;
} dropped[] = {
    {"01-vcfeval_small", "calls", 150,
     "REF TA on a contig of As; four alleles"},
};

/* A half call asserts something of one haplotype and nothing of the other; the
 * peer takes the allele, here it is not assessed, and its partners have none.
 */
#define HALF "half calls are not assessed"

/* Both files say that two alleles are on both haplotypes. The peer takes one of
 * the two for right and the other for missed and false; here what both files
 * say is right, whether or not it contradicts something else that both say. */
#define EQUAL "both files have it"

/* Where genotypes do not matter, the peer still has two haplotypes, and lets an
 * allele stand on one or both; here there is one. */
#define DOSAGE "one haplotype, not two of any dosage"

/* 28 overlapping deletions in a repeat: the peer gives up, and counts none. */
#define SOLVED "decided here"

/* The oracle was made by running the cases again, which this one ended without
 * any output; the case's own says FP. */
#define RERUN "as in the case's own output"

static const struct differing {
    const char *number; /* of the case */
    const char *side;
    const char *chrom;
    long long pos1;
    const char *theirs;
    const char *ours;
    const char *why;
} differing[] = {
    {"21", "calls",    "chr6", 7,    "absent", "fp",        RERUN },
    {"13", "baseline", "7",    15,   "FN",     "tp",        EQUAL },
    {"13", "calls",    "7",    15,   "FP",     "tp",        EQUAL },
    {"13", "baseline", "7",    80,   "FN",     "tp",        EQUAL },
    {"13", "calls",    "7",    80,   "FP",     "tp",        EQUAL },
    {"13", "baseline", "7",    193,  "FN",     "tp",        EQUAL },
    {"13", "calls",    "7",    193,  "FP",     "tp",        EQUAL },
    {"13", "baseline", "7",    637,  "FN",     "tp",        EQUAL },
    {"13", "calls",    "7",    637,  "FP",     "tp",        EQUAL },
    {"05", "baseline", "1",    1,    "TP",     "fn",        DOSAGE},
    {"05", "baseline", "1",    2,    "FN",     "tp",        DOSAGE},
    {"05", "baseline", "1",    4,    "TP",     "fn",        DOSAGE},
    {"05", "baseline", "1",    6,    "FN",     "tp",        DOSAGE},
    {"05", "baseline", "1",    11,   "TP",     "fn",        DOSAGE},
    {"16", "baseline", "2-1",  11,   "TP",     "half-call", HALF  },
    {"16", "calls",    "2-1",  11,   "TP",     "gt-error",  HALF  },
    {"16", "baseline", "2-1",  12,   "TP",     "gt-error",  HALF  },
    {"17", "calls",    "1-1",  16,   "TP",     "half-call", HALF  },
    {"17", "baseline", "1-1",  16,   "TP",     "gt-error",  HALF  },
    {"17", "calls",    "1-1",  16,   "TP",     "gt-error",  HALF  },
    {"19", "calls",    "1-1",  41,   "TP",     "fp",        DOSAGE},
    {"11", "baseline", "11",   3795, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3796, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3798, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3800, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3801, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3802, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3803, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3804, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3805, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3806, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3807, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3808, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3809, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3810, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3811, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3812, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3813, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3814, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3815, "HARD",   "tp",        SOLVED},
    {"11", "calls",    "11",   3816, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3817, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3818, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3819, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3820, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3821, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3822, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3830, "HARD",   "fp",        SOLVED},
    {"11", "calls",    "11",   3831, "HARD",   "fp",        SOLVED},
};

/* Where the peer could as well have chosen what is chosen here: by case and the
 * first record that differs. Numbers must be equal. */
static const struct {
    const char *number;
    const char *chrom;
    long long pos1;
    const char *why;
} ties[] = {
    {"08", "template", 6, "three records are in phase, or the other three"},
};

struct options {
    char sample[2][64]; /* truth, query; "" the only one */
    char region[64];
    bool squash;
    bool overlap;  /* bases equal to the reference assert nothing */
    bool obey[2];  /* phase */
    bool all;      /* FILTER does not matter */
    bool one_pass; /* no second search for right alleles */
};

/* Options without influence on verdicts: scores, output. */
static bool is_about_output(const char *word, bool *has_value)
{
    static const struct {
        const char *word;
        bool value;
    } row[] = {
        {"--vcf-score-field",                         true },
        {"--roc-subset",                              true },
        {"--output-mode",                             true },
        {"--sample-ploidy",                           true }, /* ours comes from each genotype */
        {"--no-roc",                                  false},
        {"--XXcom.rtg.vcf.eval.flag-alternates=true", false},
    };

    for (size_t i = 0; i < T_LEN(row); i++) {
        *has_value = row[i].value;
        if (strcmp(word, row[i].word) == 0)
            return true;
    }
    return false;
}

static void take_samples(struct options *o, char *text)
{
    char *name[2] = {text, text};

    if (vcfset_cut(name, 2, text, ',') == 1)
        name[1] = name[0];
    for (int i = 0; i < 2; i++)
        snprintf(o->sample[i], sizeof(o->sample[i]), "%s", name[i]);
}

/* One word; true when the next one belongs to it. */
static bool take_word(struct options *o, const char *word)
{
    bool has_value = false;

    if (strcmp(word, "--squash-ploidy") == 0)
        o->squash = true;
    else if (strcmp(word, "--ref-overlap") == 0)
        o->overlap = true;
    else if (strcmp(word, "--all-records") == 0)
        o->all = true;
    else if (strcmp(word, "--Xobey-phase=true") == 0)
        o->obey[0] = o->obey[1] = true;
    else if (strcmp(word, "--Xobey-phase=true,false") == 0)
        o->obey[0] = true;
    else if (strcmp(word, "--Xtwo-pass=false") == 0 ||
             strcmp(word, "--XXcom.rtg.vcf.eval.haploid-allele-matching="
                          "false") == 0)
        o->one_pass = true;
    else if (!is_about_output(word, &has_value))
        fail_msg("unknown option %s", word);
    return has_value;
}

static void read_args(struct options *o, const char *name)
{
    char path[256];
    char text[1024] = "";
    char *word[32];
    size_t n;
    FILE *in;

    *o = (struct options){0};
    snprintf(path, sizeof(path), CASES "%s/args.txt", name);
    in = fopen(path, "r");
    assert_non_null(in);
    text[fread(text, 1, sizeof(text) - 1, in)] = '\0';
    fclose(in);
    text[strcspn(text, "\n")] = '\0';
    n = vcfset_cut(word, T_LEN(word), text, ' ');
    for (size_t i = 0; i < n; i++) {
        if (!*word[i])
            continue;
        if (strcmp(word[i], "--sample") == 0)
            take_samples(o, word[++i]);
        else if (strcmp(word[i], "--region") == 0)
            snprintf(o->region, sizeof(o->region), "%s", word[++i]);
        else if (take_word(o, word[i]))
            i++;
    }
}

/* Does the reference have REF there? */
static bool fits(const char *line, const struct vcfset_ref *ref)
{
    char copy[4096];
    char *field[VCFSET_FIELDS];
    const char *bases;
    int64_t length;
    int64_t pos;
    size_t n;

    snprintf(copy, sizeof(copy), "%s", line);
    assert_true(vcfset_cut(field, VCFSET_FIELDS, copy, '\t') >= 8);
    bases = vcfset_bases(&length, ref, field[0]);
    pos = strtoll(field[1], NULL, 10) - 1;
    n = strlen(field[3]);
    return bases && pos + (int64_t)n <= length &&
           strncasecmp(bases + pos, field[3], n) == 0;
}

static bool may_be_dropped(const char *name, const char *side, const char *line)
{
    long long pos1 = strtoll(strchr(line, '\t') + 1, NULL, 10);

    for (size_t i = 0; i < T_LEN(dropped); i++)
        if (strcmp(name, dropped[i].name) == 0 &&
            strcmp(side, dropped[i].side) == 0 && pos1 == dropped[i].pos1)
            return true;
    return false;
}

/* The file as it can be compared, as a path into `out`. */
static void copy_vcf(char out[256], const char *name, const char *side,
                     const struct vcfset_ref *ref, bool unphase)
{
    struct buf b = {0};
    struct err e = {0};
    struct lines *l;
    char path[256];
    const char *line;
    size_t len;

    snprintf(path, sizeof(path), CASES "%s/%s.vcf", name, side);
    l = lines_open(path, 0, &e);
    assert_non_null(l);
    buf_init(&b, 1 << 20);
    while (lines_next(&line, &len, l, &e) > 0) {
        char *copy = strndup(line, len);

        if (strncmp(copy, "##contig", 8) != 0) {
            if (*copy != '#' && !fits(copy, ref)) {
                if (!may_be_dropped(name, side, copy))
                    fail_msg("%s %s: REF differs: %s", name, side, copy);
                *copy = '\0';
            }
            for (char *p = copy; unphase && *copy != '#' && *p; p++)
                *p = *p == '|' ? '/' : *p;
            buf_printf(&b, "%s%s", copy, *copy ? "\n" : "");
        }
        free(copy);
    }
    lines_close(l);
    snprintf(out, 256, "%s",
             scratch_write(*side == 'b' ? "t.vcf" : "q.vcf", b.s, b.n));
    buf_release(&b);
}

/* A record, what is expected of it and what was found. */
struct judged_record {
    char *key; /* "chrom\tpos\tref\talt", of the oracle */
    const char *chrom;
    int64_t beg;
    int64_t end;
    const char *expected; /* NULL: the oracle leaves it out */
    enum variants_verdict found;
    bool truth;
    bool agrees;
};

struct outcome {
    struct judged_record a[256];
    size_t n;
    bool one_pass;
};

static const struct {
    const char *word;
    bool of[VARIANTS_NA_FIRST]; /* verdicts that it is; IGN: none of them */
} meaning[] = {
    {"TP",    {[VARIANTS_TP] = true}        },
    {"FN",
     {[VARIANTS_FN] = true,
      [VARIANTS_FN_FILTERED] = true,
      [VARIANTS_FN_NOCALL] = true}          },
    {"FP",    {[VARIANTS_FP] = true}        },
    {"FN_CA", {[VARIANTS_GE] = true}        },
    {"FP_CA", {[VARIANTS_GE] = true}        },
    {"OUT",   {[VARIANTS_OUTSIDE] = true}   },
    {"HARD",  {[VARIANTS_UNRESOLVED] = true}},
};

static bool agrees(const struct judged_record *r, bool one_pass)
{
    if (!r->expected)
        return r->found == VARIANTS_OUTSIDE || r->found >= VARIANTS_NA_FIRST;
    if (strcmp(r->expected, "IGN") == 0)
        return r->found >= VARIANTS_NA_FIRST;
    for (size_t i = 0; i < T_LEN(meaning); i++) {
        if (strcmp(r->expected, meaning[i].word) != 0)
            continue;
        return (r->found < VARIANTS_NA_FIRST && meaning[i].of[r->found]) ||
               (one_pass && r->found == VARIANTS_GE && i > 0 && i < 3);
    }
    fail_msg("the oracle says %s", r->expected);
    return false;
}

/* The oracle's rows of one side, each to be used once. */
struct oracle {
    char *text[256]; /* cut: side, chrom, pos, ref, alt, gt, verdict */
    char *field[256][7];
    bool used[256];
    size_t n;
};

static void read_oracle(struct oracle *o, const char *name)
{
    struct err e = {0};
    char path[256];
    struct lines *l;
    const char *line;
    size_t len;

    *o = (struct oracle){0};
    snprintf(path, sizeof(path), CASES "%s/oracle.tsv", name);
    l = lines_open(path, 0, &e);
    assert_non_null(l);
    while (lines_next(&line, &len, l, &e) > 0) {
        if (lines_number(l) == 1)
            continue;
        assert_true(o->n < T_LEN(o->text));
        o->text[o->n] = strndup(line, len);
        assert_int_equal(vcfset_cut(o->field[o->n], 7, o->text[o->n], '\t'), 7);
        o->n++;
    }
    lines_close(l);
}

static const char *expected_of(struct oracle *o, const char *side,
                               const struct vcfset_rec *r)
{
    char pos1[32];

    snprintf(pos1, sizeof(pos1), "%lld", (long long)r->pos + 1);
    for (size_t i = 0; i < o->n; i++) {
        char **f = o->field[i];

        if (!o->used[i] && strcmp(f[0], side) == 0 &&
            strcmp(f[1], r->contig) == 0 && strcmp(f[2], pos1) == 0 &&
            strcmp(f[3], r->ref) == 0 && strcmp(f[4], r->alt) == 0) {
            o->used[i] = true;
            return f[6];
        }
    }
    return NULL;
}

static void collect(struct outcome *out, struct oracle *o, const char *side,
                    const struct vcfset *s, const struct variants_verdicts *v)
{
    assert_int_equal(s->n, v->n);
    for (size_t i = 0; i < s->n; i++) {
        const struct vcfset_rec *r = &s->a[i];
        struct judged_record *j = &out->a[out->n++];

        assert_true(out->n < T_LEN(out->a));
        *j = (struct judged_record){.chrom = r->contig,
                                    .beg = r->pos,
                                    .end = r->pos + (int64_t)strlen(r->ref),
                                    .expected = expected_of(o, side, r),
                                    .found =
                                        (enum variants_verdict)v->verdict[i],
                                    .truth = strcmp(side, "baseline") == 0};
        j->agrees = agrees(j, out->one_pass);
    }
}

static int by_place(const void *a, const void *b)
{
    const struct judged_record *x = a;
    const struct judged_record *y = b;
    int c = strcmp(x->chrom, y->chrom);

    if (c)
        return c;
    return x->beg < y->beg ? -1 : x->beg > y->beg;
}

/* Are as many records of each side right, and right but for the genotype, as
 * the oracle has? */
static bool is_tie(const struct judged_record *a, size_t n)
{
    int right[2] = {0, 0};
    int allele[2] = {0, 0};

    for (size_t i = 0; i < n; i++) {
        const char *theirs = a[i].expected;

        if (!theirs || strcmp(theirs, "HARD") == 0 ||
            (a[i].found >= VARIANTS_NA_FIRST) != (strcmp(theirs, "IGN") == 0))
            return false;
        right[a[i].truth] +=
            (a[i].found == VARIANTS_TP) - (strcmp(theirs, "TP") == 0);
        allele[a[i].truth] +=
            (a[i].found == VARIANTS_GE) - (strchr(theirs, '_') != NULL);
    }
    return !right[0] && !right[1] && !allele[0] && !allele[1];
}

static bool is_known_tie(const char *name, const struct judged_record *a,
                         size_t n)
{
    size_t k = 0;

    while (k < n && a[k].agrees)
        k++;
    for (size_t i = 0; i < T_LEN(ties); i++)
        if (k < n && strncmp(ties[i].number, name, 2) == 0 &&
            strcmp(ties[i].chrom, a[k].chrom) == 0 &&
            ties[i].pos1 == a[k].beg + 1)
            return is_tie(a, n);
    return false;
}

/* Is the difference in the table? Else say so; returns how many are not. */
static size_t explain(const char *name, const struct judged_record *r,
                      bool used[])
{
    const char *side = r->truth ? "baseline" : "calls";
    const char *ours = variants_verdict_name(r->found);
    const char *theirs = r->expected ? r->expected : "absent";

    for (size_t i = 0; i < T_LEN(differing); i++) {
        const struct differing *d = &differing[i];

        if (!used[i] && strncmp(d->number, name, 2) == 0 &&
            strcmp(d->side, side) == 0 && strcmp(d->chrom, r->chrom) == 0 &&
            d->pos1 == r->beg + 1 && strcmp(d->theirs, theirs) == 0 &&
            strcmp(d->ours, ours) == 0) {
            used[i] = true;
            return 0;
        }
    }
    print_error("%s %s %s:%lld is %s, not %s\n", name, side, r->chrom,
                (long long)r->beg + 1, ours, theirs);
    return 1;
}

struct settled {
    size_t ties;
    size_t unexplained;
};

static void settle(struct settled *sum, const char *name, struct outcome *out,
                   bool used[])
{
    size_t i = 0;

    qsort(out->a, out->n, sizeof(*out->a), by_place);
    while (i < out->n) {
        int64_t end = out->a[i].end;
        size_t bad = 0;
        size_t k = i;

        for (; k < out->n && strcmp(out->a[k].chrom, out->a[i].chrom) == 0 &&
               out->a[k].beg <= end + NEAR;
             k++) {
            end = out->a[k].end > end ? out->a[k].end : end;
            bad += !out->a[k].agrees;
        }
        if (bad && is_known_tie(name, out->a + i, k - i))
            sum->ties++;
        else
            for (size_t m = i; m < k; m++)
                if (!out->a[m].agrees)
                    sum->unexplained += explain(name, &out->a[m], used);
        i = k;
    }
}

/* "chr2:150-1000" as BED. */
static const char *region_bed(const char *region)
{
    const char *colon = strrchr(region, ':');
    char *end;
    long long beg1;
    char line[128];

    if (!*region)
        return NULL;
    assert_non_null(colon);
    beg1 = strtoll(colon + 1, &end, 10);
    snprintf(line, sizeof(line), "%.*s\t%lld\t%s\n", (int)(colon - region),
             region, beg1 - 1, end + 1);
    return scratch_write("region.bed", line, strlen(line));
}

static void choose(struct variants_input *in, const char *sample,
                   const char *path)
{
    *in = (struct variants_input){.path = path};
    if (strcmp(sample, "ALT") == 0)
        in->alts = true;
    else if (*sample)
        in->sample = sample;
}

static void run(struct settled *sum, const char *name, bool used[])
{
    static const char *const side[] = {"baseline", "calls"};
    struct vcfset_ref ref;
    struct options o;
    struct oracle oracle;
    struct variants_result r;
    struct vcfset set[2];
    static struct outcome out;
    char template[256];
    char path[2][256];
    struct variants_job job = {.threads = 2};

    read_args(&o, name);
    read_oracle(&oracle, name);
    snprintf(template, sizeof(template), CASES "%s/template.fa", name);
    vcfset_ref_open(&ref, template);
    for (int i = 0; i < 2; i++) {
        copy_vcf(path[i], name, side[i], &ref,
                 (o.obey[0] || o.obey[1]) && !o.obey[i]);
        choose(i ? &job.query : &job.truth, o.sample[i], path[i]);
        vcfset_read(&set[i], path[i], NULL);
    }
    job.reference = template;
    job.regions = region_bed(o.region);
    job.filter = o.all ? VARIANTS_ALL : VARIANTS_PASS;
    /* where there is no genotype, alleles are what can be compared */
    job.squash = o.squash || job.truth.alts || job.query.alts;
    job.obey_phase = o.obey[0] || o.obey[1];
    job.strict_ref = !o.overlap;
    trial_compare(&r, &job);
    out.n = 0;
    out.one_pass = o.one_pass;
    collect(&out, &oracle, side[0], &set[0], &r.truth);
    collect(&out, &oracle, side[1], &set[1], &r.query);
    settle(sum, name, &out, used);
    for (size_t i = 0; i < oracle.n; i++) {
        if (!oracle.used[i] && strcmp(oracle.field[i][6], "IGN") != 0)
            fail_msg("%s: row %zu of the oracle is no record", name, i + 1);
        free(oracle.text[i]);
    }
    for (int i = 0; i < 2; i++)
        vcfset_release(&set[i]);
    variants_result_release(&r);
    vcfset_ref_close(&ref);
}

static const char *why_not_run(const char *name)
{
    for (size_t i = 0; i < T_LEN(not_run); i++)
        if (strcmp(not_run[i].name, name) == 0)
            return not_run[i].why;
    return NULL;
}

static void records_get_the_verdict_of_the_public_comparator(void **state)
{
    bool used[T_LEN(differing)] = {false};
    struct err e = {0};
    size_t ran = 0;
    size_t left = 0;
    struct settled sum = {0};
    struct lines *l;
    const char *line;
    size_t len;

    (void)state;
    if (!data_have(TRIAL_DATA "rtg/cases.tsv", "cases of rtg-tools"))
        return;
    l = lines_open(TRIAL_DATA "rtg/cases.tsv", 0, &e);
    assert_non_null(l);
    while (lines_next(&line, &len, l, &e) > 0) {
        char name[128];

        if (lines_number(l) == 1)
            continue;
        snprintf(name, sizeof(name), "%.*s", (int)strcspn(line, "\t"), line);
        if (why_not_run(name)) {
            left++;
            continue;
        }
        run(&sum, name, used);
        ran++;
    }
    lines_close(l);
    for (size_t i = 0; i < T_LEN(differing); i++)
        if (!used[i])
            fail_msg("%s %s %lld no longer differs", differing[i].number,
                     differing[i].side, differing[i].pos1);
    print_message("%zu cases, %zu groups decided otherwise at equal numbers\n",
                  ran, sum.ties);
    assert_int_equal(sum.unexplained, 0);
    assert_int_equal(sum.ties, T_LEN(ties));
    assert_int_equal(left, T_LEN(not_run));
    assert_true(ran >= 18);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_get_the_verdict_of_the_public_comparator),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("rtg", tests, scratch_make,
                                       scratch_remove);
}
