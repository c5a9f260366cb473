/*
 * Bytes make a small genome, two call sets and options; the comparison of the
 * two must keep its promises, whatever they say:
 *
 *   - every record has one verdict, and the counters add up to the records;
 *   - threads and the size of chunks change nothing;
 *   - a file agrees with itself;
 *   - exchanging truth and query exchanges the counts;
 *   - a failure has a reason, a culprit, and leaves nothing behind.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "core/finding.h"
#include "core/tally.h"
#include "variants/variants.h"

#define RECORDS  14 /* a file */
#define BASES    160
#define ALLELE   24
#define TEXT_MAX 8192
#define BED_MAX  256

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Bytes run out into zeros. */
struct bytes {
    const uint8_t *p;
    size_t n;
};

static unsigned take(struct bytes *b, unsigned below)
{
    unsigned got = b->n ? *b->p : 0;

    if (b->n) {
        b->p++;
        b->n--;
    }
    return got % below;
}

struct record {
    int contig; /* of genome; GENOME: one that the reference lacks */
    int pos;    /* POS */
    char ref[ALLELE];
    char alt[2 * ALLELE + 8];
    const char *gt;
    const char *filter;
};

#define CONTIGS 2
struct genome {
    char base[CONTIGS][BASES + 1];
    int n[CONTIGS];
};

struct file {
    struct record a[RECORDS];
    size_t n;
    char text[TEXT_MAX];
    size_t len;
};

static const char *const contig_name[] = {"c", "d", "x"};

static void make_genome(struct genome *g, struct bytes *b)
{
    for (int c = 0; c < CONTIGS; c++) {
        int period = (int)take(b, 6);

        g->n[c] = 8 + (int)take(b, c ? 24 : BASES - 8);
        for (int i = 0; i < g->n[c]; i++) {
            bool new = !period || i < period || take(b, 12) == 0;

            g->base[c][i] =
                new ? "ACGTACGTACGTNacR"[take(b, 16)] : g->base[c][i - period];
        }
        g->base[c][g->n[c]] = '\0';
    }
}

/* Bases of the genome; what lies outside is made up. */
static void make_ref(struct record *r, const struct genome *g, struct bytes *b)
{
    int n = 1 + (int)(take(b, 3) ? take(b, 3) : take(b, ALLELE - 9));

    for (int i = 0; i < n; i++) {
        int at = r->pos - 1 + i;
        bool inside = r->contig < CONTIGS && at >= 0 && at < g->n[r->contig];

        r->ref[i] = inside ? g->base[r->contig][at] : 'A';
    }
    if (take(b, 64) == 1)
        r->ref[0] = "ACGTNRacgt"[take(b, 10)];
    r->ref[n] = '\0';
}

static size_t make_bases(char *out, size_t n, struct bytes *b)
{
    for (size_t i = 0; i < n; i++)
        out[i] = "ACGTACGTACGTNacR"[take(b, 16)];
    return n;
}

static size_t make_alt(char *out, const char *ref, struct bytes *b)
{
    static const char *const odd[] = {"*",      "<DEL>", "<NON_REF>", ".A",
                                      "A[c:3[", "N",     "R",         "."};
    size_t n = strlen(ref);

    switch (take(b, 8)) {
    case 0:
    case 1: /* a substitution */
        memcpy(out, ref, n);
        out[take(b, (unsigned)n)] = "ACGT"[take(b, 4)];
        break;
    case 2: /* a deletion */
        memcpy(out, ref, n);
        n = 1 + take(b, (unsigned)n);
        break;
    case 3:
    case 4: /* an insertion */
        memcpy(out, ref, n);
        n += make_bases(out + n, 1 + take(b, 4), b);
        break;
    case 5:
    case 6:
        n = make_bases(out, 1 + take(b, 8), b);
        break;
    default:
        n = (size_t)snprintf(out, ALLELE, "%s", odd[take(b, 8)]);
    }
    out[n] = '\0';
    return n;
}

static void make_record(struct record *r, const struct genome *g,
                        struct bytes *b)
{
    static const char *const gt[] = {
        "0/1", "1/1", "0/1", "1|0", "0|1", "1",   "0/0",     "./.",
        "./1", "1|1", "0/1", "1/1", "./.", "1/1", "0/1/1",   "1/1/1/1",
        "0",   ".",   "0/1", "1|0", "0|1", "0/1", "0/1/0/1", "0/0/0/0/1"};
    static const char *const two[] = {"1/2", "2/1", "1|2", "2|1",
                                      "0/2", "2/2", "0/1", "0/1/2"};
    static const char *const filter[] = {"PASS", ".",  "PASS",
                                         "Low",  "Ok", "Low;Ok"};
    size_t n;

    r->contig = take(b, 12) == 0 ? 1 : 0;
    if (take(b, 64) == 1)
        r->contig = CONTIGS;
    r->pos = (int)take(b, r->contig ? 34 : BASES + 2);
    make_ref(r, g, b);
    n = make_alt(r->alt, r->ref, b);
    if (take(b, 4) == 1) {
        r->alt[n] = ',';
        make_alt(r->alt + n + 1, r->ref, b);
        r->gt = two[take(b, 8)];
    } else {
        r->gt = gt[take(b, 24)];
    }
    r->filter = filter[take(b, 6)];
}

static void sort(struct record *a, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        for (size_t k = i; k > 0; k--) {
            struct record keep = a[k];

            if (a[k - 1].contig < keep.contig ||
                (a[k - 1].contig == keep.contig && a[k - 1].pos <= keep.pos))
                break;
            a[k] = a[k - 1];
            a[k - 1] = keep;
        }
    }
}

/* Some of what `like` says, or new. */
static void make_file(struct file *f, const struct file *like,
                      const struct genome *g, struct bytes *b)
{
    unsigned n = take(b, RECORDS + 1);

    for (f->n = 0; f->n < n; f->n++) {
        if (like && like->n && take(b, 2))
            f->a[f->n] = like->a[take(b, (unsigned)like->n)];
        else
            make_record(&f->a[f->n], g, b);
    }
    sort(f->a, f->n);
}

static void write_file(struct file *f, const struct genome *g, bool turned)
{
    int n = snprintf(f->text, sizeof(f->text),
                     "##fileformat=VCFv4.2\n##contig=<ID=%s,length=%d>\n"
                     "##contig=<ID=%s,length=%d>\n##contig=<ID=x>\n"
                     "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"
                     "S\n",
                     contig_name[turned], g->n[turned], contig_name[!turned],
                     g->n[!turned]);

    f->len = (size_t)n;
    for (int c = 0; c <= CONTIGS; c++) {
        int contig = turned && c < CONTIGS ? !c : c;

        for (size_t i = 0; i < f->n; i++) {
            const struct record *r = &f->a[i];

            if (r->contig != contig)
                continue;
            n = snprintf(f->text + f->len, sizeof(f->text) - f->len,
                         "%s\t%d\t.\t%s\t%s\t%d\t%s\t.\tGT\t%s\n",
                         contig_name[r->contig], r->pos, r->ref, r->alt,
                         (int)i * 3, r->filter, r->gt);
            f->len += (size_t)n;
        }
    }
}

/* A path for bytes, as long as the process does not ask for another by the
 * same number. */
static const char *put(int number, const char *text, size_t len)
{
    static char path[4][64];

    if (!path[number][0])
        (void)snprintf(path[number], sizeof(path[0]),
                       "/tmp/entente-fuzz-compare-%ld-%d", (long)getpid(),
                       number);
    FILE *out = fopen(path[number], "wb");

    if (!out || fwrite(text, 1, len, out) != len || fclose(out))
        abort();
    return path[number];
}

static void remove_all(void)
{
    for (int i = 0; i < 4; i++)
        (void)unlink(put(i, "", 0));
}

/* ---- what must hold -------------------------------------------------------
 */

#define MUST(what)                                                             \
    do {                                                                       \
        if (!(what)) {                                                         \
            (void)fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__,      \
                          __LINE__, #what);                                    \
            abort();                                                           \
        }                                                                      \
    } while (0)

struct outcome {
    struct variants_result r;
    struct err e;
    int rc;
};

static int64_t counted(const struct variants_result *r, int type, int counter)
{
    return tally_sum(&r->tally, 0,
                     (size_t)(type * VARIANTS_C_OF_TYPE + counter));
}

static void adds_up(const struct variants_result *r, const struct file *truth,
                    const struct file *query)
{
    int64_t of[2] = {0, 0};

    for (int t = 0; t < VARIANTS_TYPES; t++) {
        int64_t v[VARIANTS_C_OF_TYPE];

        for (int i = 0; i < VARIANTS_C_OF_TYPE; i++)
            v[i] = counted(r, t, i);
        MUST(v[VARIANTS_C_TRUTH_TOTAL] ==
             v[VARIANTS_C_TRUTH_TP] + v[VARIANTS_C_TRUTH_FN] +
                 v[VARIANTS_C_TRUTH_OUTSIDE] + v[VARIANTS_C_TRUTH_UNRESOLVED]);
        MUST(v[VARIANTS_C_QUERY_TOTAL] ==
             v[VARIANTS_C_QUERY_TP] + v[VARIANTS_C_QUERY_FP] +
                 v[VARIANTS_C_QUERY_UNK] + v[VARIANTS_C_QUERY_UNRESOLVED]);
        MUST(v[VARIANTS_C_GE] + v[VARIANTS_C_FN_FILTERED] +
                 v[VARIANTS_C_FN_NOCALL] <=
             v[VARIANTS_C_TRUTH_FN]);
        MUST(v[VARIANTS_C_QUERY_GE] <= v[VARIANTS_C_QUERY_FP]);
        of[0] += v[VARIANTS_C_TRUTH_TOTAL];
        of[1] += v[VARIANTS_C_QUERY_TOTAL];
    }
    for (size_t i = 0; i < VARIANTS_VERDICTS - VARIANTS_NA_FIRST; i++) {
        of[0] += tally_sum(&r->tally, 0, VARIANTS_C_TRUTH_NA + i);
        of[1] += tally_sum(&r->tally, 0, VARIANTS_C_QUERY_NA + i);
    }
    MUST(of[0] == (int64_t)truth->n && of[1] == (int64_t)query->n);
    MUST(tally_sum(&r->tally, 0, VARIANTS_C_TRUTH_RECORDS) == of[0]);
    MUST(tally_sum(&r->tally, 0, VARIANTS_C_QUERY_RECORDS) == of[1]);
    MUST(r->truth.n == truth->n && r->query.n == query->n);
    for (size_t s = 1; s < r->tally.n_strata; s++) {
        for (size_t i = 0; i < VARIANTS_C_TRUTH_RECORDS; i++)
            MUST(tally_sum(&r->tally, s, i) <= tally_sum(&r->tally, 0, i));
    }
}

static struct outcome run(const struct variants_job *job)
{
    struct outcome o = {0};

    o.rc = variants_compare(&o.r, job, &o.e);
    MUST((o.rc == 0) == (o.e.code == ERR_NONE));
    if (o.rc) {
        MUST(!o.r.tally.counter && !o.r.truth.verdict && !o.r.findings.n);
        MUST(o.e.msg[0] && o.r.part != VARIANTS_PART_NONE);
    }
    return o;
}

static void same_verdicts(const struct variants_verdicts *a,
                          const struct variants_verdicts *b)
{
    MUST(a->n == b->n);
    MUST(!a->n || (memcmp(a->verdict, b->verdict, a->n) == 0 &&
                   memcmp(a->type, b->type, a->n) == 0));
}

static void same(const struct outcome *a, const struct outcome *b)
{
    MUST(a->rc == b->rc && a->e.code == b->e.code && a->e.line == b->e.line);
    MUST(strcmp(a->e.msg, b->e.msg) == 0 && a->r.part == b->r.part);
    if (a->rc)
        return;
    for (size_t s = 0; s < a->r.tally.n_strata; s++) {
        for (size_t i = 0; i < VARIANTS_COUNTERS; i++)
            MUST(tally_sum(&a->r.tally, s, i) == tally_sum(&b->r.tally, s, i));
    }
    same_verdicts(&a->r.truth, &b->r.truth);
    same_verdicts(&a->r.query, &b->r.query);
    MUST(a->r.findings.n == b->r.findings.n);
}

/* Threads and chunks. */
static void check_again(const struct outcome *o, struct variants_job job)
{
    struct outcome again;

    job.threads = 3;
    job.chunk = 1;
    again = run(&job);
    same(o, &again);
    variants_result_release(&again.r);
}

static void check_self(struct variants_job job, struct variants_input from)
{
    struct outcome o;

    job.truth = job.query = from;
    o = run(&job);
    for (int t = 0; !o.rc && t < VARIANTS_TYPES; t++) {
        MUST(counted(&o.r, t, VARIANTS_C_TRUTH_FN) == 0);
        MUST(counted(&o.r, t, VARIANTS_C_QUERY_FP) == 0);
        MUST(counted(&o.r, t, VARIANTS_C_TRUTH_UNRESOLVED) == 0);
    }
    variants_result_release(&o.r);
}

static void check_exchanged(const struct outcome *o, struct variants_job job)
{
    static const int pair[][2] = {
        {VARIANTS_C_TRUTH_TOTAL,      VARIANTS_C_QUERY_TOTAL     },
        {VARIANTS_C_TRUTH_TP,         VARIANTS_C_QUERY_TP        },
        {VARIANTS_C_TRUTH_FN,         VARIANTS_C_QUERY_FP        },
        {VARIANTS_C_TRUTH_OUTSIDE,    VARIANTS_C_QUERY_UNK       },
        {VARIANTS_C_TRUTH_UNRESOLVED, VARIANTS_C_QUERY_UNRESOLVED},
        {VARIANTS_C_GE,               VARIANTS_C_QUERY_GE        },
    };
    struct variants_input keep = job.truth;
    struct outcome x;

    job.truth = job.query;
    job.query = keep;
    x = run(&job);
    for (int t = 0; !o->rc && !x.rc && t < VARIANTS_TYPES; t++) {
        for (size_t i = 0; i < sizeof(pair) / sizeof(*pair); i++) {
            MUST(counted(&o->r, t, pair[i][0]) == counted(&x.r, t, pair[i][1]));
            MUST(counted(&o->r, t, pair[i][1]) == counted(&x.r, t, pair[i][0]));
        }
    }
    variants_result_release(&x.r);
}

static void make_bed(char out[BED_MAX], struct bytes *b)
{
    unsigned at = 0;
    int n = 0;

    for (unsigned i = 1 + take(b, 4); i > 0; i--) {
        at += take(b, 40);
        n += snprintf(out + n, BED_MAX - (size_t)n, "c\t%u\t%u\n", at,
                      at + 1 + take(b, 30));
    }
    (void)snprintf(out + n, BED_MAX - (size_t)n, "d\t%u\t%u\n", take(b, 4), 8U);
}

static void check(struct file *truth, struct file *query,
                  struct variants_job *job)
{
    struct outcome o = run(job);

    if (!o.rc)
        adds_up(&o.r, truth, query);
    check_again(&o, *job);
    check_self(*job, job->truth);
    check_self(*job, job->query);
    if (job->filter == VARIANTS_ALL && !job->regions)
        check_exchanged(&o, *job);
    variants_result_release(&o.r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct file truth;
    static struct file query;
    static bool known;
    struct bytes b = {data, size};
    struct variants_stratum stratum = {"s", NULL};
    struct variants_job job = {.threads = 1, .verdicts = true};
    struct genome g;
    char fasta[2 * BASES + 16];
    char bed[2][BED_MAX];
    unsigned options = take(&b, 256);
    unsigned more = take(&b, 256);

    make_genome(&g, &b);
    make_file(&truth, NULL, &g, &b);
    make_file(&query, &truth, &g, &b);
    write_file(&truth, &g, false);
    write_file(&query, &g, more & 1);
    make_bed(bed[0], &b);
    make_bed(bed[1], &b);
    job.truth.path = put(0, truth.text, truth.len);
    job.query.path = put(1, query.text, query.len);
    job.filter = options & 1 ? VARIANTS_PASS : VARIANTS_ALL;
    job.pass = options & 2 ? "Ok,Low" : NULL;
    job.squash = (options & 12) == 4;
    job.obey_phase = (options & 12) == 8;
    job.strict_ref = options & 16;
    job.overlap = options & 32;
    job.truth.alts = (more & 30) == 2;
    job.query.alts = (more & 30) == 4 || job.truth.alts;
    job.edge = more & 32;
    job.max_length = more & 64 ? 3 : 0;
    if (options & 64)
        job.regions = put(2, bed[0], strlen(bed[0]));
    if (options & 128) {
        stratum.path = put(3, bed[1], strlen(bed[1]));
        job.strata = &stratum;
        job.n_strata = 1;
    }
    (void)snprintf(fasta, sizeof(fasta), ">c\n%s\n>d\n%s\n", g.base[0],
                   g.base[1]);
    if (!(more & 128)) {
        static char path[64];

        (void)snprintf(path, sizeof(path), "/tmp/entente-fuzz-compare-%ld.fa",
                       (long)getpid());
        FILE *out = fopen(path, "wb");

        if (!out || fputs(fasta, out) < 0 || fclose(out))
            abort();
        job.reference = path;
    }
    if (!known)
        atexit(remove_all);
    known = true;
    if (getenv("FUZZ_SHOW"))
        (void)fprintf(stderr, "%s\n%s\n%s\n%s\n%x %x\n", fasta, truth.text,
                      query.text, bed[0], options, more);
    check(&truth, &query, &job);
    return 0;
}
