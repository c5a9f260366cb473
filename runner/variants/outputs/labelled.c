/*
 * Records of one POS are held until the next POS comes, so that those of truth
 * and query that are the same can be put into one line.
 */
#include "variants/outputs/labelled.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/buf.h"
#include "base/err.h"
#include "formats/vcfhead.h"
#include "formats/vcfout.h"
#include "variants/outputs/recordtext.h"
#include "variants/strata.h"

#define LINE_MAX_BYTES ((size_t)1 << 30)

/* A record that waits for its line. */
struct held {
    struct judged j;
    struct recordtext text;
    char *copy; /* of its line and its strata, when it outlives its chunk */
    bool done;
};

struct labelled {
    char *path;
    const struct variants_job *job;
    int level;
    size_t words;
    size_t sample[JUDGED_SIDES];
    struct vcfout *out;
    struct buf line;
    uint32_t contig_id;
    char *contig;      /* its name */
    struct held *held; /* all of one contig and POS */
    size_t n;
    size_t cap;
    struct buf regions; /* the INFO field for the sets of ... */
    uint64_t bits[STRATA_MAX / 64 + 1];
    bool listed; /* ... `bits` */
};

struct labelled *labelled_new(const char *path, const struct variants_job *job,
                              int level, struct err *e)
{
    struct labelled *l = calloc(1, sizeof(*l));

    if (l)
        l->path = strdup(path);
    if (!l || !l->path) {
        labelled_free(l);
        err_nomem(e);
        return NULL;
    }
    l->job = job;
    l->level = level;
    l->contig_id = NAMES_NONE;
    l->words = (job->n_strata + 1 + 63) / 64;
    buf_init(&l->line, LINE_MAX_BYTES);
    buf_init(&l->regions, LINE_MAX_BYTES);
    return l;
}

static void forget(struct labelled *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->held[i].copy);
    l->n = 0;
}

void labelled_free(struct labelled *l)
{
    if (!l)
        return;
    forget(l);
    vcfout_free(l->out);
    buf_release(&l->line);
    buf_release(&l->regions);
    free(l->held);
    free(l->contig);
    free(l->path);
    free(l);
}

static const char head_top[] =
    "##fileformat=VCFv4.2\n"
    "##source=entente-" ENTENTE_VERSION "\n"
    "##INFO=<ID=BS,Number=1,Type=Integer,Description=\"Superlocus, counted "
    "from 1: records that were compared together\">\n"
    "##INFO=<ID=Regions,Number=.,Type=String,Description=\"CONF and the "
    "strata that hold the record\">\n"
    "##INFO=<ID=MOVED,Number=0,Type=Flag,Description=\"Records of one side "
    "overlap here; the superlocus agrees best when an allele stands elsewhere "
    "than written, where it is the same sequence\">\n"
    "##INFO=<ID=TWHY,Number=1,Type=String,Description=\"Of the truth record, "
    "what BD and BK do not say: gt-error (right allele, wrong genotype), fn-filtered "
    "(a query record that FILTER took out has the allele), fn-nocall (a query "
    "record without whole genotype stands there), outside (of the regions), "
    "unresolved (too complex to decide), or why it was not assessed\">\n"
    "##INFO=<ID=QWHY,Number=1,Type=String,Description=\"The same of the query "
    "record\">\n"
    "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n"
    "##FORMAT=<ID=BD,Number=1,Type=String,Description=\"Decision: TP, FN, FP; "
    "UNK (query, outside the regions or unresolved); N (not assessed; truth, "
    "outside or unresolved)\">\n"
    "##FORMAT=<ID=BK,Number=1,Type=String,Description=\"What agrees: gm "
    "(genotype), am (allele), lm (place), . (nothing)\">\n"
    "##FORMAT=<ID=BI,Number=1,Type=String,Description=\"Subtype: ti, tv, mnp, "
    "i, d, c by length\">\n"
    "##FORMAT=<ID=BVT,Number=1,Type=String,Description=\"Type: SNP (also MNP), "
    "INDEL (also complex), NOCALL\">\n"
    "##FORMAT=<ID=BLT,Number=1,Type=String,Description=\"Zygosity: het, "
    "homalt, hetalt, nocall\">\n"
    "##FORMAT=<ID=QQ,Number=1,Type=Float,Description=\"Score by which records "
    "are ranked\">\n";

static void put_contig(struct buf *b, const char *name, int64_t length)
{
    if (length > 0)
        buf_printf(b, "##contig=<ID=%s,length=%lld>\n", name,
                   (long long)length);
    else
        buf_printf(b, "##contig=<ID=%s>\n", name);
}

/* Contigs as they will come; then those that only a header has. */
static void put_contigs(struct buf *b, const struct judged_start *s)
{
    for (size_t i = 0; i < s->n_order; i++)
        put_contig(b, s->contigs->a[s->order[i]], s->length[s->order[i]]);
    for (int k = 0; k < JUDGED_SIDES; k++) {
        const struct vcfhead *h = s->file[k].head;

        for (size_t i = 0; i < h->n_declared; i++) {
            const char *name = h->contigs.a[i];
            bool told =
                names_find(s->contigs, name, h->contigs.len[i]) != NAMES_NONE;

            if (k == JUDGED_QUERY)
                told =
                    told || names_find(&s->file[JUDGED_TRUTH].head->contigs,
                                       name, h->contigs.len[i]) != NAMES_NONE;
            if (!told)
                put_contig(b, name, h->contig_length[i]);
        }
    }
}

static int begin(void *arg, const struct judged_start *s, struct err *e)
{
    struct labelled *l = arg;
    struct vcfout_options o = {.crew = s->job->crew, .level = l->level};

    for (size_t i = 0; i < s->contigs->n; i++) {
        if (s->length[i] > o.longest_contig)
            o.longest_contig = s->length[i];
    }
    l->sample[JUDGED_TRUTH] = recordtext_sample(s, JUDGED_TRUTH);
    l->sample[JUDGED_QUERY] = recordtext_sample(s, JUDGED_QUERY);
    l->out = vcfout_open(l->path, &o, e);
    if (!l->out)
        return -1;
    buf_clear(&l->line);
    buf_str(&l->line, head_top);
    put_contigs(&l->line, s);
    buf_str(&l->line, "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"
                      "TRUTH\tQUERY\n");
    return buf_check(&l->line, e) ||
                   vcfout_text(l->out, l->line.s, l->line.n, e)
               ? -1
               : 0;
}

static void again(void *arg)
{
    struct labelled *l = arg;

    forget(l);
    l->contig_id = NAMES_NONE;
    vcfout_free(l->out);
    l->out = NULL;
}

static const char *decision(const struct judged *j)
{
    bool query = j->side == JUDGED_QUERY;

    switch (j->verdict) {
    case VARIANTS_TP:
        return "TP";
    case VARIANTS_GE:
        return query ? "FP" : "FN";
    case VARIANTS_FN:
    case VARIANTS_FN_FILTERED:
    case VARIANTS_FN_NOCALL:
        return "FN";
    case VARIANTS_FP:
        return "FP";
    case VARIANTS_OUTSIDE:
    case VARIANTS_UNRESOLVED:
        return query ? "UNK" : "N";
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
    return "N";
}

static const char *type_name(enum judged_shape s)
{
    return s == JUDGED_SNV || s == JUDGED_MNP ? "SNP" : "INDEL";
}

/* Up to three decimals, without the snprintf() that most scores do not need. */
static void put_score(struct buf *b, double v)
{
    double milli = v * 1000;
    char digits[64];

    if (isnan(v)) {
        buf_char(b, '.');
        return;
    }
    if (v >= 0 && v < 1e12 && (double)(int64_t)v == v) {
        buf_i64(b, (int64_t)v);
        return;
    }
    if (fabs(milli) < 1e15 && milli >= 0) {
        int64_t whole = (int64_t)(milli + 0.5);
        int64_t rest = whole % 1000;

        if ((double)whole / 1000 == v) {
            buf_i64(b, whole / 1000);
            if (rest) {
                int n = snprintf(digits, sizeof(digits), ".%03d", (int)rest);

                while (digits[n - 1] == '0')
                    n--;
                buf_add(b, digits, (size_t)n);
            }
            return;
        }
    }
    snprintf(digits, sizeof(digits), "%.9g", v);
    buf_str(b, digits);
}

static void put_sample(struct buf *b, const struct held *h)
{
    const struct judged *j;

    if (!h) {
        buf_str(b, "\t./.:.:.:.:NOCALL:nocall:.");
        return;
    }
    j = &h->j;
    buf_char(b, '\t');
    buf_add(b, h->text.gt.s, h->text.gt.n);
    buf_char(b, ':');
    buf_str(b, decision(j));
    if (!j->assessed) {
        buf_str(b, ":.:.:NOCALL:nocall:");
    } else {
        buf_char(b, ':');
        buf_str(b, judged_kind_name(j->kind));
        buf_char(b, ':');
        buf_str(b, judged_subtype_name(j->subtype));
        buf_char(b, ':');
        buf_str(b, type_name(j->shape));
        buf_char(b, ':');
        buf_str(b, judged_zygosity_name(j->zygosity));
        buf_char(b, ':');
    }
    put_score(b, j->score);
}

/* What BD and BK do not say. */
static bool needs_why(const struct judged *j)
{
    return j->verdict != VARIANTS_TP && j->verdict != VARIANTS_FN &&
           j->verdict != VARIANTS_FP;
}

static void put_key(struct buf *b, const char *key, size_t *n)
{
    if ((*n)++)
        buf_char(b, ';');
    buf_str(b, key);
}

static void list_regions(struct buf *b, const struct labelled *l,
                         const uint64_t *strata)
{
    const char *before = "Regions=";

    for (size_t w = 0; w < l->words; w++) {
        for (uint64_t left = strata[w]; left; left &= left - 1) {
            size_t k = 64 * w + bits_lowest(left);

            if (!k && !l->job->regions)
                continue;
            buf_str(b, before);
            buf_str(b, k ? l->job->strata[k - 1].name : "CONF");
            before = ",";
        }
    }
}

/* Neighbours mostly lie in the same regions. */
static void put_regions(struct buf *b, struct labelled *l,
                        const struct judged *j, size_t *n)
{
    if (!j->strata)
        return;
    if (!l->listed || !bits_same(l->bits, j->strata, l->words)) {
        memcpy(l->bits, j->strata, l->words * sizeof(*l->bits));
        l->listed = true;
        buf_clear(&l->regions);
        list_regions(&l->regions, l, j->strata);
    }
    if (!l->regions.n)
        return;
    put_key(b, "", n);
    buf_add(b, l->regions.s, l->regions.n);
}

static void put_info(struct buf *b, struct labelled *l, const struct held *t,
                     const struct held *q)
{
    const struct held *first = t && (t->j.assessed || !q) ? t : q;
    size_t n = 0;

    if (first->j.superlocus) {
        put_key(b, "BS=", &n);
        buf_i64(b, (int64_t)first->j.superlocus);
    }
    put_regions(b, l, &first->j, &n);
    if (first->j.moved)
        put_key(b, "MOVED", &n);
    if (t && needs_why(&t->j)) {
        put_key(b, "TWHY=", &n);
        buf_str(b, variants_verdict_name(t->j.verdict));
    }
    if (q && needs_why(&q->j)) {
        put_key(b, "QWHY=", &n);
        buf_str(b, variants_verdict_name(q->j.verdict));
    }
    if (!n)
        buf_char(b, '.');
}

/* One line of either or both. */
static int put_line(struct labelled *l, const struct held *t,
                    const struct held *q, struct err *e)
{
    const struct held *h = t ? t : q;
    struct buf *b = &l->line;
    const struct vcfout_place at = {l->contig, h->j.pos,
                                    h->j.pos + (int64_t)h->text.ref.n};

    buf_clear(b);
    buf_str(b, l->contig);
    buf_char(b, '\t');
    buf_i64(b, h->j.pos + 1);
    buf_str(b, "\t.\t");
    buf_add(b, h->text.ref.s, h->text.ref.n);
    buf_char(b, '\t');
    buf_add(b, h->text.alt.s, h->text.alt.n);
    buf_str(b, "\t.\t.\t");
    put_info(b, l, t, q);
    buf_str(b, "\tGT:BD:BK:BI:BVT:BLT:QQ");
    put_sample(b, t);
    put_sample(b, q);
    if (buf_check(b, e) || buf_check(&l->regions, e))
        return -1;
    return vcfout_record(l->out, &at, b->s, b->n, e);
}

static bool same_text(struct vcftext a, struct vcftext b)
{
    return a.n == b.n && memcmp(a.s, b.s, a.n) == 0;
}

static bool share_a_line(const struct labelled *l, const struct held *t,
                         const struct held *q)
{
    if (q->done || q->j.side != JUDGED_QUERY ||
        !same_text(t->text.ref, q->text.ref) ||
        !same_text(t->text.alt, q->text.alt))
        return false;
    if (!t->j.assessed || !q->j.assessed)
        return true;
    return t->j.superlocus == q->j.superlocus &&
           memcmp(t->j.strata, q->j.strata, l->words * sizeof(uint64_t)) == 0;
}

/* All that is held becomes lines. */
static int flush(struct labelled *l, struct err *e)
{
    for (size_t i = 0; i < l->n; i++) {
        struct held *h = &l->held[i];
        bool truth = h->j.side == JUDGED_TRUTH;
        struct held *q = truth ? NULL : h;

        if (h->done)
            continue;
        for (size_t k = i + 1; truth && !q && k < l->n; k++) {
            if (share_a_line(l, h, &l->held[k]))
                q = &l->held[k];
        }
        if (q)
            q->done = true;
        if (put_line(l, truth ? h : NULL, q, e))
            return -1;
    }
    forget(l);
    return 0;
}

static int hold(struct labelled *l, const struct judged *j, struct err *e)
{
    struct held *h;

    if (l->n == l->cap) {
        size_t cap = l->cap ? 2 * l->cap : 16;
        struct held *more = realloc(l->held, cap * sizeof(*more));

        if (!more)
            return err_nomem(e);
        l->held = more;
        l->cap = cap;
    }
    h = &l->held[l->n++];
    h->j = *j;
    h->copy = NULL;
    h->done = false;
    recordtext_of(&h->text, j, l->sample[j->side]);
    return 0;
}

/* The chunk goes: what is held still is copied. */
static int keep(struct labelled *l, struct err *e)
{
    for (size_t i = 0; i < l->n; i++) {
        struct held *h = &l->held[i];
        size_t bits = h->j.strata ? l->words * sizeof(uint64_t) : 0;

        if (h->copy)
            continue;
        h->copy = malloc(bits + h->j.text_len + 1);
        if (!h->copy)
            return err_nomem(e);
        if (bits) {
            memcpy(h->copy, h->j.strata, bits);
            h->j.strata = (const uint64_t *)(void *)h->copy;
        }
        memcpy(h->copy + bits, h->j.text, h->j.text_len);
        h->j.text = h->copy + bits;
        h->j.columns = NULL;
        recordtext_cut(&h->text, h->j.text, h->j.text_len,
                       l->sample[h->j.side]);
    }
    return 0;
}

static int enter(struct labelled *l, uint32_t contig, const char *name,
                 struct err *e)
{
    free(l->contig);
    l->contig_id = contig;
    l->contig = strdup(name);
    return l->contig ? 0 : err_nomem(e);
}

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct labelled *l = arg;

    for (size_t i = 0; i < c->n; i++) {
        const struct judged *j = &c->a[i];

        if (l->n &&
            (l->held[0].j.contig != j->contig || l->held[0].j.pos != j->pos) &&
            flush(l, e))
            return -1;
        if ((j->contig != l->contig_id &&
             enter(l, j->contig, c->contigs->a[j->contig], e)) ||
            hold(l, j, e))
            return -1;
    }
    return keep(l, e);
}

struct judged_listener labelled_listener(struct labelled *l)
{
    return (struct judged_listener){
        .arg = l,
        .wants_text = true,
        .any_thread = true,
        .hear = hear,
        .again = again,
        .begin = begin,
    };
}

int labelled_end(struct labelled *l, struct err *e)
{
    return flush(l, e) ? -1 : vcfout_end(l->out, e);
}
