/*
 * What must not matter: the way in which right calls are written, the order of
 * contigs, headers, which side is which, threads and units of work. On made
 * data (in the repository) and, where they are there, real ones.
 */
#include <htslib/hts_log.h>
#include <htslib/vcf.h>

#include <dirent.h>

#include "base/buf.h"
#include "core/finding.h"
#include "formats/vcfin.h"
#include "variants/judged.h"
#include "variants/outputs/recordtext.h"
#include "variants/tests/rewrite.h"
#include "variants/tests/trial.h"

#define FORGED "fixtures/golden/forged-1/"
#define REAL   TRIAL_DATA "nucleus/test_nist.b37_chr20_100kbp_at_10mb"

static const struct world {
    const char *name;
    const char *truth;
    const char *query; /* with errors; NULL: there is none */
    const char *reference;
} worlds[] = {
    {"forged", FORGED "truth.vcf.gz",        FORGED "bad.vcf.gz",
     FORGED "reference.fa.gz"                              },
    {"s2",     TRIAL_DATA "s2/truth.vcf.gz", TRIAL_DATA "s2/query.unphased.vcf.gz",
     TRIAL_DATA "s2/ref.fa"                                },
    {"real",   REAL ".vcf.gz",               NULL,
     TRIAL_DATA "nucleus/ucsc.hg19.chr20.unittest.fasta.gz"},
};

/* Ways to write, one after the other; `changed` must be, at least, in the
 * forged world. */
static const struct way {
    const char *name;
    rewrite_fn *how[4];
    struct vcfset_form form;
    size_t changed;
} ways[] = {
    {"as it is",              {NULL},                                    {0},                    0  },
    {"shifted right",         {rewrite_shift_right},                     {0},                    100},
    {"shifted back",          {rewrite_shift_right, rewrite_shift_left}, {0},                    100},
    {"MNPs split",            {rewrite_split_mnp},                       {0},                    20 },
    {"SNVs joined",           {rewrite_join_mnp},                        {0},                    1  },
    {"blocks",                {rewrite_join_block},                      {0},                    20 },
    {"blocks taken apart",    {rewrite_join_block, rewrite_decompose},   {0},                    20 },
    {"complex taken apart",   {rewrite_decompose},                       {0},                    20 },
    {"two alleles split",     {rewrite_split_alleles},                   {0},                    5  },
    {"two alleles joined",    {rewrite_join_alleles},                    {0},                    5  },
    {"genotypes swapped",     {rewrite_swap},                            {0},                    500},
    {"lower case",            {rewrite_lower},                           {0},                    500},
    {"padded",                {rewrite_pad},                             {0},                    500},
    {"padded and shifted",
     {rewrite_shift_right, rewrite_pad, rewrite_lower},
     {0},
     500                                                                                            },
    {"everything",
     {rewrite_split_alleles, rewrite_decompose, rewrite_shift_right,
      rewrite_pad},
     {0},
     500                                                                                            },
    {"contigs backwards",     {NULL},                                    {.backwards = true},    0  },
    {"contigs backwards too",
     {rewrite_join_block, rewrite_swap},
     {.backwards = true},
     500                                                                                            },
    {"3,366 contigs more",    {NULL},                                    {.more_contigs = 3366}, 0  },
};

/* Of what does a world consist? */
struct loaded {
    struct vcfset_ref ref;
    struct vcfset truth;
    struct vcfset query;
    char truth_path[256];
    char query_path[256];
    char other_path[256];
};

static void load(struct loaded *l, const struct world *w)
{
    const struct vcfset_form form = {.ref = &l->ref};

    *l = (struct loaded){0};
    vcfset_ref_open(&l->ref, w->reference);
    vcfset_read(&l->truth, w->truth, NULL);
    if (w->query)
        vcfset_read(&l->query, w->query, NULL);
    snprintf(l->truth_path, sizeof(l->truth_path), "%s",
             vcfset_write("truth.vcf", &l->truth, &form));
    snprintf(l->query_path, sizeof(l->query_path), "%s",
             vcfset_write("query.vcf", &l->query, &form));
}

static void unload(struct loaded *l)
{
    vcfset_release(&l->truth);
    vcfset_release(&l->query);
    vcfset_ref_close(&l->ref);
}

static void mark(struct vcfset *s, const struct variants_verdicts *v)
{
    assert_int_equal(s->n, v->n);
    for (size_t i = 0; i < s->n; i++)
        s->a[i].mark = v->verdict[i] == VARIANTS_TP;
}

/* The marked records of a set in another way, as a file. */
static const char *write_in_way(size_t *changed, const struct loaded *l,
                                const struct vcfset *s, const struct way *w)
{
    struct vcfset_form form = w->form;
    struct vcfset now = {0};
    const char *path;

    *changed = 0;
    for (size_t i = 0; i < s->n; i++)
        vcfset_add(&now, &s->a[i]);
    for (size_t k = 0; k < T_LEN(w->how) && w->how[k]; k++) {
        struct vcfset next;

        *changed += rewrite_all(&next, &now, &l->ref, w->how[k]);
        vcfset_release(&now);
        now = next;
    }
    form.ref = &l->ref;
    path = vcfset_write("other.vcf", &now, &form);
    vcfset_release(&now);
    return path;
}

/* A set against itself in another way: all that is assessed is right. */
static void check_itself(struct loaded *l, const struct world *w,
                         const struct way *way)
{
    struct variants_job job = {.truth = {.path = l->truth_path},
                               .query = {.path = l->other_path},
                               .reference = w->reference,
                               .threads = 2};
    struct variants_result r;
    size_t changed;

    for (size_t i = 0; i < l->truth.n; i++)
        l->truth.a[i].mark = 1;
    snprintf(l->other_path, sizeof(l->other_path), "%s",
             write_in_way(&changed, l, &l->truth, way));
    if (w == worlds && changed < way->changed)
        fail_msg("%s, %s: only %zu records were written otherwise", w->name,
                 way->name, changed);
    for (int turn = 0; turn < 2; turn++) {
        trial_compare(&r, &job);
        if (trial_n(&r.truth, VARIANTS_TP) != trial_assessed(&r.truth) ||
            trial_n(&r.query, VARIANTS_TP) != trial_assessed(&r.query) ||
            trial_assessed(&r.truth) == 0)
            fail_msg("%s, %s, turn %d: of %zu truth records %zu are right, of "
                     "%zu query records %zu",
                     w->name, way->name, turn, trial_assessed(&r.truth),
                     trial_n(&r.truth, VARIANTS_TP), trial_assessed(&r.query),
                     trial_n(&r.query, VARIANTS_TP));
        variants_result_release(&r);
        job.truth.path = l->other_path;
        job.query.path = l->truth_path;
    }
}

/* The right records of one side in another way: the other side's verdicts stay,
 * and so do the wrong ones of this side. */
static void check_side(struct loaded *l, const struct world *w,
                       const struct way *way, bool query)
{
    struct variants_job job = {.truth = {.path = l->truth_path},
                               .query = {.path = l->query_path},
                               .reference = w->reference,
                               .threads = 2};
    struct variants_verdicts *of[2][2];
    struct variants_result before;
    struct variants_result after;
    char what[128];
    size_t changed;

    trial_compare(&before, &job);
    of[0][0] = query ? &before.query : &before.truth;
    of[0][1] = query ? &before.truth : &before.query;
    of[1][0] = query ? &after.query : &after.truth;
    of[1][1] = query ? &after.truth : &after.query;
    mark(query ? &l->query : &l->truth, of[0][0]);
    snprintf(l->other_path, sizeof(l->other_path), "%s",
             write_in_way(&changed, l, query ? &l->query : &l->truth, way));
    *(query ? &job.query.path : &job.truth.path) = l->other_path;
    trial_compare(&after, &job);
    snprintf(what, sizeof(what), "%s, %s of the %s", w->name, way->name,
             query ? "query" : "truth");
    trial_same(of[0][1], of[1][1], what);
    for (int v = VARIANTS_GE; v < VARIANTS_VERDICTS; v++)
        if (trial_n(of[0][0], (enum variants_verdict)v) !=
            trial_n(of[1][0], (enum variants_verdict)v))
            fail_msg("%s: %zu records are %s, then %zu", what,
                     trial_n(of[0][0], (enum variants_verdict)v),
                     variants_verdict_name((enum variants_verdict)v),
                     trial_n(of[1][0], (enum variants_verdict)v));
    variants_result_release(&before);
    variants_result_release(&after);
}

static void in_each_world(void (*check)(struct loaded *, const struct world *,
                                        const struct way *))
{
    for (size_t i = 0; i < T_LEN(worlds); i++) {
        struct loaded l;

        if (!data_have(worlds[i].truth, worlds[i].name))
            continue;
        load(&l, &worlds[i]);
        for (size_t k = 0; k < T_LEN(ways); k++)
            check(&l, &worlds[i], &ways[k]);
        unload(&l);
    }
}

static void a_set_in_another_way_is_right(void **state)
{
    (void)state;
    in_each_world(check_itself);
}

static void check_query(struct loaded *l, const struct world *w,
                        const struct way *way)
{
    if (w->query)
        check_side(l, w, way, true);
}

static void check_truth(struct loaded *l, const struct world *w,
                        const struct way *way)
{
    if (w->query)
        check_side(l, w, way, false);
}

static void how_right_calls_are_written_does_not_matter(void **state)
{
    (void)state;
    in_each_world(check_query);
}

static void nor_how_the_truth_is_written(void **state)
{
    (void)state;
    in_each_world(check_truth);
}

/* ---- do the rewritings keep what they should? --------------------------- */

static int by_beg(const void *a, const void *b)
{
    const struct rewrite_piece *x = a;
    const struct rewrite_piece *y = b;

    if (x->beg != y->beg)
        return x->beg < y->beg ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end; /* insertions first */
}

/* The sequence of one haplotype of a contig, by the phase as written. */
static void haplotype(struct buf *out, const struct loaded *l,
                      const struct vcfset *s, const char *contig, int which)
{
    struct rewrite_piece *piece = calloc(s->n + 1, sizeof(*piece));
    int64_t length;
    const char *bases = vcfset_bases(&length, &l->ref, contig);
    int64_t at = 0;
    size_t n = 0;

    assert_non_null(piece);
    for (size_t i = 0; i < s->n; i++) {
        const struct vcfset_rec *r = &s->a[i];
        int k = r->gt[strlen(r->gt) == 3 ? 2 * which : 0] - '0';
        struct vcfset_rec one = *r;
        const char *alt = r->alt;
        char text[REWRITE_MAX];

        if (strcmp(r->contig, contig) != 0 || k == 0)
            continue;
        for (; k > 1; k--)
            alt = strchr(alt, ',') + 1;
        snprintf(text, sizeof(text), "%.*s", (int)strcspn(alt, ","), alt);
        one.alt = text;
        assert_true(rewrite_piece(&piece[n++], &one));
    }
    qsort(piece, n, sizeof(*piece), by_beg);
    buf_init(out, (size_t)1 << 28);
    for (size_t i = 0; i < n; i++) {
        while (piece[i].beg < at && rewrite_step(&piece[i], bases))
            continue; /* trimmed, it may lie too far left */
        if (piece[i].beg < at)
            fail_msg("%s:%lld: one record on another", contig,
                     (long long)piece[i].beg + 1);
        buf_add(out, bases + at, (size_t)(piece[i].beg - at));
        buf_add(out, piece[i].alt, piece[i].n);
        at = piece[i].end;
    }
    buf_add(out, bases + at, (size_t)(length - at));
    assert_false(out->failed);
    free(piece);
}

/* A way without the steps that lose phase, case or the one place where an
 * indel among others must stand (padded, it may be read as left of them). */
static struct way sequence_only(const struct way *w)
{
    struct way out = *w;
    size_t n = 0;

    for (size_t i = 0; i < T_LEN(w->how); i++)
        if (w->how[i] != rewrite_swap && w->how[i] != rewrite_lower &&
            w->how[i] != rewrite_pad)
            out.how[n++] = w->how[i];
    while (n < T_LEN(w->how))
        out.how[n++] = NULL;
    return out;
}

static void rewritings_keep_the_haplotypes(void **state)
{
    struct loaded l;

    (void)state;
    load(&l, &worlds[0]);
    for (size_t i = 0; i < l.truth.n; i++)
        l.truth.a[i].mark = 1;
    for (size_t k = 0; k < T_LEN(ways); k++) {
        struct way w = sequence_only(&ways[k]);
        struct vcfset now;
        size_t changed;

        vcfset_read(&now, write_in_way(&changed, &l, &l.truth, &w), NULL);
        for (size_t i = 0; i < 2 * l.ref.fasta.names.n; i++) {
            const char *contig = l.ref.fasta.names.a[i / 2];
            struct buf before;
            struct buf after;

            haplotype(&before, &l, &l.truth, contig, i % 2);
            haplotype(&after, &l, &now, contig, i % 2);
            if (before.n != after.n || memcmp(before.s, after.s, after.n) != 0)
                fail_msg("%s: %s differs", ways[k].name, contig);
            buf_release(&before);
            buf_release(&after);
        }
        vcfset_release(&now);
    }
    unload(&l);
}

/* ---- the order of contigs, the sides, threads ---------------------------- */

/* Contigs from the last to the first in the one, the other or both files: each
 * counter stays, and the stream comes in one order all the same. */
static void the_order_of_contigs_does_not_matter(void **state)
{
    struct loaded l;
    int64_t want[VARIANTS_COUNTERS];

    (void)state;
    load(&l, &worlds[0]);
    for (int i = 0; i < 4; i++) {
        const struct vcfset_form truth = {.ref = &l.ref, .backwards = i & 1};
        const struct vcfset_form query = {.ref = &l.ref, .backwards = i & 2};
        struct variants_job job = {.truth = {.path = l.truth_path},
                                   .query = {.path = l.query_path},
                                   .reference = worlds[0].reference,
                                   .regions = FORGED "confident.bed",
                                   .threads = 2};
        struct variants_result r;

        vcfset_write("truth.vcf", &l.truth, &truth);
        vcfset_write("query.vcf", &l.query, &query);
        trial_compare(&r, &job);
        for (size_t c = 0; c < VARIANTS_COUNTERS; c++) {
            int64_t n = tally_sum(&r.tally, 0, c);

            if (i && n != want[c])
                fail_msg("order %d: %s is %lld, not %lld", i,
                         variants_counters[c].name, (long long)n,
                         (long long)want[c]);
            want[c] = n;
        }
        variants_result_release(&r);
    }
    assert_true(want[VARIANTS_SNV_TP] > 1000);
    unload(&l);
}

/* A VCF in another kind of file, by the modes of htslib. */
static const char *converted(const char *from, const char *name,
                             const char *mode)
{
    const char *path = scratch_path(name);
    htsFile *in = hts_open(from, "r");
    htsFile *out = hts_open(path, mode);
    bcf_hdr_t *head = in ? bcf_hdr_read(in) : NULL;
    bcf1_t *rec = bcf_init();

    assert_true(head && out && rec);
    assert_int_equal(bcf_hdr_write(out, head), 0);
    while (bcf_read(in, head, rec) == 0)
        assert_int_equal(bcf_write(out, head, rec), 0);
    bcf_destroy(rec);
    bcf_hdr_destroy(head);
    assert_int_equal(hts_close(out), 0);
    assert_int_equal(hts_close(in), 0);
    return path;
}

static void the_kind_of_file_does_not_matter(void **state)
{
    static const char *const mode[] = {"w", "wz", "wb", "wbu"};
    struct variants_job job = {.truth = {.path = FORGED "truth.vcf.gz"},
                               .query = {.path = FORGED "bad.vcf.gz"},
                               .reference = FORGED "reference.fa.gz",
                               .threads = 2};
    struct variants_result first;

    (void)state;
    trial_compare(&first, &job);
    for (size_t i = 0; i < T_LEN(mode); i++) {
        struct variants_result r;
        char path[256];

        snprintf(path, sizeof(path), "%s",
                 converted(FORGED "bad.vcf.gz", "kind", mode[i]));
        job.query.path = path;
        trial_compare(&r, &job);
        trial_same(&first.truth, &r.truth, mode[i]);
        trial_same(&first.query, &r.query, mode[i]);
        variants_result_release(&r);
    }
    variants_result_release(&first);
}

/* The verdict of a record when its file stands on the other side. */
static enum variants_verdict exchanged(uint8_t v)
{
    switch ((enum variants_verdict)v) {
    case VARIANTS_FN:
    case VARIANTS_FN_FILTERED:
    case VARIANTS_FN_NOCALL:
        return VARIANTS_FP;
    case VARIANTS_FP:
        return VARIANTS_FN;
    case VARIANTS_TP:
    case VARIANTS_GE:
    case VARIANTS_OUTSIDE:
    case VARIANTS_UNRESOLVED:
    case VARIANTS_NA_FILTERED:
    case VARIANTS_NA_HOM_REF:
    case VARIANTS_NA_NO_CALL:
    case VARIANTS_NA_HALF_CALL:
    case VARIANTS_NA_SYMBOLIC:
    case VARIANTS_NA_STAR:
    case VARIANTS_NA_AMBIGUOUS:
    case VARIANTS_NA_LARGE:
    case VARIANTS_NA_PLOIDY:
    case VARIANTS_NA_CONTIG:
    case VARIANTS_VERDICTS:
        break;
    }
    return (enum variants_verdict)v;
}

/* FN_FILTERED and FN_NOCALL are FN of a special kind, which FP has not. */
static void plain(struct variants_verdicts *v)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->verdict[i] == VARIANTS_FN_FILTERED ||
            v->verdict[i] == VARIANTS_FN_NOCALL)
            v->verdict[i] = VARIANTS_FN;
}

static void exchanging_the_sides_exchanges_the_answer(void **state)
{
    static const struct world row[] = {
        {"forged",   FORGED "truth.vcf.gz",             FORGED "bad.vcf.gz",
         FORGED "reference.fa.gz"                                                                                },
        {"s2",       TRIAL_DATA "s2/truth.vcf.gz",      TRIAL_DATA "s2/query.vcf.gz",
         TRIAL_DATA "s2/ref.fa"                                                                                  },
        {"problems", TRIAL_DATA "fuzz/f1/truth.vcf.gz",
         TRIAL_DATA "fuzz/f1/query.vcf.gz",                                           TRIAL_DATA "fuzz/f1/ref.fa"},
    };

    (void)state;
    for (size_t i = 0; i < 2 * T_LEN(row); i++) {
        const struct world *w = &row[i / 2];
        struct variants_job job = {.truth = {.path = w->truth},
                                   .query = {.path = w->query},
                                   .reference = w->reference,
                                   .squash = i % 2 == 1,
                                   .threads = 2};
        struct variants_result one;
        struct variants_result two;

        if (!data_have(w->truth, w->name))
            continue;
        trial_compare(&one, &job);
        job.truth.path = w->query;
        job.query.path = w->truth;
        trial_compare(&two, &job);
        for (size_t k = 0; k < two.truth.n; k++)
            two.truth.verdict[k] = (uint8_t)exchanged(two.truth.verdict[k]);
        for (size_t k = 0; k < two.query.n; k++)
            two.query.verdict[k] = (uint8_t)exchanged(two.query.verdict[k]);
        plain(&one.truth);
        trial_same(&one.truth, &two.query, w->name);
        trial_same(&one.query, &two.truth, w->name);
        variants_result_release(&one);
        variants_result_release(&two);
    }
}

/* Columns that the scanner noted are those that are found in the line. */
static void same_columns(const struct judged *j)
{
    struct recordtext x;
    struct recordtext y;

    if (!j->columns)
        return;
    recordtext_of(&x, j, 0);
    recordtext_cut(&y, j->text, j->text_len, 0);
    for (int i = 0; i < 4; i++) {
        const struct vcftext *a[] = {&x.ref, &x.alt, &x.info, &x.gt};
        const struct vcftext *b[] = {&y.ref, &y.alt, &y.info, &y.gt};

        assert_int_equal(a[i]->n, b[i]->n);
        assert_memory_equal(a[i]->s, b[i]->s, a[i]->n);
    }
}

/* Everything that is said of a record, as text. */
static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct buf *out = arg;

    (void)e;
    for (size_t i = 0; i < c->n; i++) {
        const struct judged *j = &c->a[i];

        same_columns(j);
        buf_printf(out, "%s:%lld %d/%llu %d %d", c->contigs->a[j->contig],
                   (long long)j->pos, (int)j->side,
                   (unsigned long long)j->record, (int)j->verdict,
                   (int)j->inside);
        if (j->assessed)
            buf_printf(out, " %d %d %d %d%s", (int)j->kind, (int)j->shape,
                       (int)j->subtype, (int)j->zygosity,
                       j->moved ? " moved" : "");
        buf_printf(out, " %llu %lld-%lld", (unsigned long long)j->superlocus,
                   (long long)j->superlocus_beg, (long long)j->superlocus_end);
        buf_printf(out, " %llx %.*s\n",
                   j->strata ? (unsigned long long)*j->strata : 0ULL,
                   (int)j->text_len, j->text ? j->text : "");
    }
    return 0;
}

/* Everything a result says, behind what was heard. */
static void show_all(struct buf *out, const struct variants_result *r)
{
    tally_write(out, &r->tally, "t");
    for (size_t i = 0; i < r->truth.n; i++)
        buf_char(out, (char)('a' + r->truth.verdict[i]));
    for (size_t i = 0; i < r->query.n; i++)
        buf_char(out, (char)('a' + r->query.verdict[i]));
    for (size_t i = 0; i < r->findings.n; i++)
        buf_printf(out, "\n%s", r->findings.a[i].code);
    assert_false(out->failed);
}

static void threads_and_units_of_work_change_nothing(void **state)
{
    static const struct variants_stratum strata[] = {
        {"tandem", FORGED "tandem.bed"},
        {"gcrich", FORGED "gcrich.bed"},
    };
    static const struct variants_job row[] = {
        {.truth = {.path = FORGED "truth.vcf.gz"},
         .query = {.path = FORGED "good-rewritten.vcf.gz"},
         .reference = FORGED "reference.fa.gz",
         .regions = FORGED "confident.bed",
         .strata = strata,
         .n_strata = T_LEN(strata)},
        {.truth = {.path = TRIAL_DATA "fuzz/f1/truth.vcf.gz"},
         .query = {.path = TRIAL_DATA "fuzz/f1/query.vcf.gz"},
         .reference = TRIAL_DATA "fuzz/f1/ref.fa"               },
        {.truth = {.path = TRIAL_DATA "giab-hg002-chr1-0-5Mb/"
                                      "nist-v4.2.1_chr1_5Mb.vcf.gz"},
         .query = {.path = TRIAL_DATA "giab-hg002-chr1-0-5Mb/query.vcf"},
         .regions = TRIAL_DATA "giab-hg002-chr1-0-5Mb/"
                               "nist-v4.2.1_chr1_5Mb.bed"},
    };
    static const int threads[] = {1, 2, 4};
    static const int64_t chunk[] = {0, 1, 7, 100};

    (void)state;
    for (size_t i = 0; i < T_LEN(row); i++) {
        struct buf first = {0};

        if (!data_have(row[i].truth.path, "threads and units of work"))
            continue;
        for (size_t k = 0; k < T_LEN(threads) * T_LEN(chunk); k++) {
            struct variants_job job = row[i];
            struct buf text = {0};
            const struct judged_listener listener = {
                .arg = &text, .wants_text = true, .hear = hear};
            struct variants_result r;

            buf_init(&text, (size_t)1 << 26);
            job.listener = &listener;
            job.threads = threads[k % T_LEN(threads)];
            job.chunk = chunk[k / T_LEN(threads)];
            trial_compare(&r, &job);
            show_all(&text, &r);
            variants_result_release(&r);
            if (k == 0) {
                first = text;
                continue;
            }
            if (text.n != first.n || memcmp(text.s, first.s, text.n) != 0)
                fail_msg("row %zu: %d threads, chunks of %lld differ", i,
                         job.threads, (long long)job.chunk);
            buf_release(&text);
        }
        buf_release(&first);
    }
}

/* What is heard, by record of its file. */
struct heard {
    size_t n[JUDGED_SIDES];
    uint8_t verdict[JUDGED_SIDES][8192];
    uint32_t contig;
    int64_t pos;
    int side;
    uint64_t record;
    size_t disorder;
};

static bool comes_before(const struct heard *h, const struct judged *j)
{
    if (h->contig != j->contig)
        return h->contig < j->contig;
    if (h->pos != j->pos)
        return h->pos < j->pos;
    if (h->side != (int)j->side)
        return h->side < (int)j->side;
    return h->record < j->record;
}

static int note(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct heard *h = arg;

    (void)e;
    for (size_t i = 0; i < c->n; i++) {
        const struct judged *j = &c->a[i];

        assert_true(j->record >= 1 && j->record <= 8192);
        h->verdict[j->side][j->record - 1] = (uint8_t)(1 + j->verdict);
        if (h->n[0] + h->n[1] && !comes_before(h, j))
            h->disorder++;
        h->n[j->side]++;
        h->contig = j->contig;
        h->pos = j->pos;
        h->side = (int)j->side;
        h->record = j->record;
    }
    return 0;
}

/* One stream for all outputs: each record once, in the order of the genome,
 * and with the verdict that is counted. */
static void each_record_is_heard_once_and_in_order(void **state)
{
    static struct heard h;
    const struct judged_listener listener = {.arg = &h, .hear = note};
    const struct variants_job job = {
        .truth = {.path = FORGED "truth.vcf.gz"},
        .query = {.path = FORGED "bad.vcf.gz"},
        .reference = FORGED "reference.fa.gz",
        .regions = FORGED "confident.bed",
        .listener = &listener,
        .threads = 4,
        .chunk = 50,
    };
    struct variants_result r;

    (void)state;
    trial_compare(&r, &job);
    assert_int_equal(h.n[JUDGED_TRUTH], r.truth.n);
    assert_int_equal(h.n[JUDGED_QUERY], r.query.n);
    assert_int_equal(h.disorder, 0);
    for (size_t i = 0; i < r.truth.n; i++)
        assert_int_equal(h.verdict[JUDGED_TRUTH][i], 1 + r.truth.verdict[i]);
    for (size_t i = 0; i < r.query.n; i++)
        assert_int_equal(h.verdict[JUDGED_QUERY][i], 1 + r.query.verdict[i]);
    variants_result_release(&r);
}

struct survey {
    size_t compared;
    size_t refused;
    size_t records;
    size_t wrong;
};

/* A FASTA that may fit: of the folder, or of its case. */
static const char *fasta_of(char out[512], const char *folder)
{
    static const char *const name[] = {"template.fa", "ref.fa", "test.fa",
                                       "ucsc.hg19.chr20.unittest.fasta.gz"};

    for (size_t i = 0; i < T_LEN(name); i++) {
        snprintf(out, 512, "%s/%s", folder, name[i]);
        if (access(out, R_OK) == 0)
            return out;
    }
    return NULL;
}

/* The first sample of a file; "" without any; false when it can not be read. */
static bool first_sample(char out[256], const char *path)
{
    struct err e = {0};
    struct vcfin *in = vcfin_open(path, &e);
    const struct vcfhead *h = in ? vcfin_head(in) : NULL;

    snprintf(out, 256, "%s", h && h->samples.n ? h->samples.a[0] : "");
    vcfin_close(in);
    return h != NULL;
}

static void survey_file(struct survey *s, const char *path, const char *folder)
{
    struct variants_job job = {.truth = {.path = path},
                               .query = {.path = path},
                               .filter = VARIANTS_ALL,
                               .verdicts = true,
                               .threads = 2};
    struct variants_result r = {0};
    struct err e = {0};
    char sample[256];
    char fasta[512];

    if (first_sample(sample, path)) {
        job.truth.alts = job.query.alts = !*sample;
        job.truth.sample = job.query.sample = *sample ? sample : NULL;
    }
    job.reference = fasta_of(fasta, folder);
    if (job.reference && variants_compare(&r, &job, &e)) {
        job.reference = NULL; /* it does not fit */
        e = (struct err){0};
    }
    if (!job.reference && variants_compare(&r, &job, &e)) {
        if (!e.msg[0] || !e.path[0])
            fail_msg("%s is refused without a reason", path);
        s->refused++;
        return;
    }
    s->compared++;
    s->records += trial_assessed(&r.truth);
    if (trial_n(&r.truth, VARIANTS_TP) != trial_assessed(&r.truth) ||
        trial_n(&r.query, VARIANTS_TP) != trial_assessed(&r.query)) {
        print_error("%s (%s): of %zu records %zu are right, %zu unresolved\n",
                    path, job.reference ? job.reference : "no reference",
                    trial_assessed(&r.truth), trial_n(&r.truth, VARIANTS_TP),
                    trial_n(&r.truth, VARIANTS_UNRESOLVED));
        s->wrong++;
    }
    variants_result_release(&r);
}

static bool ends(const char *name, const char *end)
{
    size_t n = strlen(name);
    size_t m = strlen(end);

    return n > m && strcmp(name + n - m, end) == 0;
}

static void survey_folder(struct survey *s, const char *folder, int depth)
{
    DIR *d = opendir(folder);
    const struct dirent *x;

    if (!d)
        return; /* a file */
    assert_true(depth < 6);
    while ((x = readdir(d))) {
        char path[1024];

        if (x->d_name[0] == '.')
            continue;
        snprintf(path, sizeof(path), "%s/%s", folder, x->d_name);
        if (ends(path, ".vcf") || ends(path, ".vcf.gz"))
            survey_file(s, path, folder);
        else
            survey_folder(s, path, depth + 1);
    }
    closedir(d);
}

/* Overlapping and contradicting records too: whatever a file says, the same
 * file says. */
static void every_file_agrees_with_itself(void **state)
{
    struct survey s = {0};

    (void)state;
    if (!data_have(TRIAL_DATA "bcftools", "files that agree with themselves"))
        return;
    survey_folder(&s, "../shared/data/variants", 0);
    print_message("%zu files compared, %zu refused; %zu records, %zu files "
                  "with wrong ones\n",
                  s.compared, s.refused, s.records, s.wrong);
    assert_int_equal(s.wrong, 0);
    assert_true(s.compared >= 248);
    assert_true(s.refused <= 14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rewritings_keep_the_haplotypes),
        cmocka_unit_test(a_set_in_another_way_is_right),
        cmocka_unit_test(how_right_calls_are_written_does_not_matter),
        cmocka_unit_test(nor_how_the_truth_is_written),
        cmocka_unit_test(the_order_of_contigs_does_not_matter),
        cmocka_unit_test(the_kind_of_file_does_not_matter),
        cmocka_unit_test(exchanging_the_sides_exchanges_the_answer),
        cmocka_unit_test(threads_and_units_of_work_change_nothing),
        cmocka_unit_test(each_record_is_heard_once_and_in_order),
        cmocka_unit_test(every_file_agrees_with_itself),
    };

    hts_set_log_level(HTS_LOG_OFF);
    return cmocka_run_group_tests_name("invariance", tests, scratch_make,
                                       scratch_remove);
}
