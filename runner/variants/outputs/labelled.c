/*
 * Records of one POS are held until the next POS comes, so that those of truth
 * and query that are the same can be put into one line.
 */
#include "variants/outputs/labelled.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/buf.h"
#include "base/err.h"
#include "formats/vcfout.h"
#include "variants/outputs/labelled_internal.h"
#include "variants/outputs/pen.h"
#include "variants/outputs/recordtext.h"
#include "variants/strata/strata.h"

#define LINE_MAX_BYTES ((size_t)1 << 30)
#define WORDS_KEPT     256 /* a power of two */
#define WORDS_BYTES    56
#define SCORE_MAX      64 /* bytes of what put_... writes */
#define SAMPLE_MAX     (1 + WORDS_BYTES + SCORE_MAX)
#define INFO_MAX       256
#define LINE_REST      (64 + INFO_MAX + 2 * SAMPLE_MAX)

/* Of a record that outlives its chunk. */
struct kept {
    struct judged j;
    _Alignas(uint64_t) char bytes[]; /* its strata, and its line */
};

/* A record that waits for its line. */
struct held {
    const struct judged *j;
    struct recordtext text;
    struct kept *kept; /* NULL: it is the chunk's still */
    bool done;
};

/* What is said of a record between its genotype and its score: few different
 * texts, each made once, or again when another one had its place. */
struct words {
    uint32_t key; /* of all that it is made of; 0: none */
    uint32_t n;
    char s[WORDS_BYTES];
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
    char *contig; /* its name */
    size_t contig_len;
    struct words words_kept[WORDS_KEPT];
    struct buf said;   /* words that are being made */
    struct held *held; /* all of one contig and POS */
    size_t n;
    size_t cap;
    struct buf regions; /* the INFO field for the sets of ... */
    uint64_t bits[STRATA_WORDS];
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
    buf_init(&l->said, sizeof(l->words_kept[0].s));
    return l;
}

static void forget(struct labelled *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->held[i].kept);
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
    buf_release(&l->said);
    free(l->held);
    free(l->contig);
    free(l->path);
    free(l);
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
    labelled_head(&l->line, s);
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

/* Up to three decimals, without the snprintf() that most scores do not need.
 * SCORE_MAX bytes at most. */
static char *put_score(char *p, double v)
{
    double milli = v * 1000;

    if (isnan(v))
        return pen_char(p, '.');
    if (v >= 0 && v < 1e12 && (double)(int64_t)v == v)
        return pen_i64(p, (int64_t)v);
    if (fabs(milli) < 1e15 && milli >= 0) {
        int64_t whole = (int64_t)(milli + 0.5);
        int64_t rest = whole % 1000;

        if ((double)whole / 1000 == v) {
            p = pen_i64(p, whole / 1000);
            if (rest) {
                p += snprintf(p, SCORE_MAX - PEN_I64, ".%03d", (int)rest);
                while (p[-1] == '0')
                    p--;
            }
            return p;
        }
    }
    return p + snprintf(p, SCORE_MAX, "%.9g", v);
}

/* BD, BK, BI, BVT and BLT. */
static void say(struct buf *b, const struct judged *j)
{
    buf_char(b, ':');
    buf_str(b, decision(j));
    if (!j->assessed) {
        buf_str(b, ":.:.:NOCALL:nocall:");
        return;
    }
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

/* A number for all that say() looks at, not 0. */
static uint32_t key_of(const struct judged *j)
{
    uint32_t key = 2 * (uint32_t)j->verdict + (uint32_t)j->side;

    if (!j->assessed)
        return 2 * key + 1;
    key = 4 * key + (uint32_t)j->kind;
    key = 16 * key + (uint32_t)j->subtype;
    key = 4 * key + (uint32_t)j->shape;
    key = 4 * key + (uint32_t)j->zygosity;
    return 2 * key + 2;
}

static const struct words *words_of(struct labelled *l, const struct judged *j)
{
    uint32_t key = key_of(j);
    struct words *w = &l->words_kept[key * 2654435761U >> 24];

    if (w->key == key)
        return w;
    buf_clear(&l->said);
    say(&l->said, j);
    w->key = key;
    w->n = (uint32_t)l->said.n;
    memcpy(w->s, l->said.s, l->said.n);
    return w;
}

/* SAMPLE_MAX bytes at most, besides GT. */
static char *put_sample(char *p, struct labelled *l, const struct held *h)
{
    const struct words *w;

    if (!h)
        return pen_str(p, "\t./.:.:.:.:NOCALL:nocall:.");
    w = words_of(l, h->j);
    p = pen_char(p, '\t');
    for (size_t i = 0; i < h->text.gt.n; i++)
        *p++ = h->text.gt.s[i];
    memcpy(p, w->s, sizeof(w->s)); /* of one size: no call */
    return put_score(p + w->n, h->j->score);
}

/* What BD and BK do not say. */
static bool needs_why(const struct judged *j)
{
    return j->verdict != VARIANTS_TP && j->verdict != VARIANTS_FN &&
           j->verdict != VARIANTS_FP;
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
static void find_regions(struct labelled *l, const uint64_t *strata)
{
    if (l->listed && bits_same(l->bits, strata, l->words))
        return;
    memcpy(l->bits, strata, l->words * sizeof(*l->bits));
    l->listed = true;
    buf_clear(&l->regions);
    list_regions(&l->regions, l, strata);
}

/* What is said once for both is said of `first`. INFO_MAX bytes at most,
 * besides the regions. */
static char *put_info(char *p, const struct labelled *l,
                      const struct judged *first, const struct held *t,
                      const struct held *q)
{
    const char *begin = p;

    if (first->superlocus) {
        p = pen_str(p, "BS=");
        p = pen_char(pen_i64(p, (int64_t)first->superlocus), ';');
    }
    if (first->strata && l->regions.n)
        p = pen_char(pen_text(p, l->regions.s, l->regions.n), ';');
    if (first->moved)
        p = pen_str(p, "MOVED;");
    if (t && needs_why(t->j)) {
        p = pen_str(p, "TWHY=");
        p = pen_char(pen_str(p, variants_verdict_name(t->j->verdict)), ';');
    }
    if (q && needs_why(q->j)) {
        p = pen_str(p, "QWHY=");
        p = pen_char(pen_str(p, variants_verdict_name(q->j->verdict)), ';');
    }
    return p == begin ? pen_char(p, '.') : p - 1;
}

/* One line of either or both. */
static int put_line(struct labelled *l, const struct held *t,
                    const struct held *q, struct err *e)
{
    const struct held *h = t ? t : q;
    const struct judged *first = q && !h->j->assessed ? q->j : h->j;
    struct buf *b = &l->line;
    const struct vcfout_place at = {l->contig, h->j->pos,
                                    h->j->pos + (int64_t)h->text.ref.n};
    char *p;

    if (first->strata)
        find_regions(l, first->strata);
    buf_clear(b);
    buf_reserve(b, l->contig_len + h->text.ref.n + h->text.alt.n +
                       l->regions.n + (t ? t->text.gt.n : 0) +
                       (q ? q->text.gt.n : 0) + LINE_REST);
    if (buf_check(b, e) || buf_check(&l->regions, e))
        return -1;
    p = pen_text(b->s, l->contig, l->contig_len);
    p = pen_char(p, '\t');
    p = pen_i64(p, h->j->pos + 1);
    p = pen_str(p, "\t.\t");
    p = pen_text(p, h->text.ref.s, h->text.ref.n);
    p = pen_char(p, '\t');
    p = pen_text(p, h->text.alt.s, h->text.alt.n);
    p = pen_str(p, "\t.\t.\t");
    p = put_info(p, l, first, t, q);
    p = pen_str(p, "\tGT:BD:BK:BI:BVT:BLT:QQ");
    p = put_sample(p, l, t);
    p = put_sample(p, l, q);
    assert((size_t)(p - b->s) < b->cap);
    return vcfout_record(l->out, &at, b->s, (size_t)(p - b->s), e);
}

static bool same_text(struct vcftext a, struct vcftext b)
{
    return a.n == b.n && (a.n == 1 ? *a.s == *b.s : memcmp(a.s, b.s, a.n) == 0);
}

static bool share_a_line(const struct labelled *l, const struct held *t,
                         const struct held *q)
{
    if (q->done || q->j->side != JUDGED_QUERY ||
        !same_text(t->text.ref, q->text.ref) ||
        !same_text(t->text.alt, q->text.alt))
        return false;
    if (!t->j->assessed || !q->j->assessed)
        return true;
    return t->j->superlocus == q->j->superlocus &&
           bits_same(t->j->strata, q->j->strata, l->words);
}

/* All that is held becomes lines. */
static int flush(struct labelled *l, struct err *e)
{
    for (size_t i = 0; i < l->n; i++) {
        struct held *h = &l->held[i];
        bool truth = h->j->side == JUDGED_TRUTH;
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
    h->j = j;
    h->kept = NULL;
    h->done = false;
    recordtext_of(&h->text, j, l->sample[j->side]);
    return 0;
}

/* The chunk goes: what is held still is copied. */
static int keep(struct labelled *l, struct err *e)
{
    for (size_t i = 0; i < l->n; i++) {
        struct held *h = &l->held[i];
        const struct judged *j = h->j;
        size_t bits = j->strata ? l->words * sizeof(uint64_t) : 0;
        struct kept *k;

        if (h->kept)
            continue;
        k = malloc(sizeof(*k) + bits + j->text_len + 1);
        if (!k)
            return err_nomem(e);
        k->j = *j;
        if (bits) {
            memcpy(k->bytes, j->strata, bits);
            k->j.strata = (const uint64_t *)(void *)k->bytes;
        }
        memcpy(k->bytes + bits, j->text, j->text_len);
        k->j.text = k->bytes + bits;
        k->j.columns = NULL;
        recordtext_cut(&h->text, k->j.text, k->j.text_len,
                       l->sample[k->j.side]);
        h->kept = k;
        h->j = &k->j;
    }
    return 0;
}

static int enter(struct labelled *l, uint32_t contig, const char *name,
                 struct err *e)
{
    free(l->contig);
    l->contig_id = contig;
    l->contig_len = strlen(name);
    l->contig = strdup(name);
    return l->contig ? 0 : err_nomem(e);
}

static int hear(void *arg, const struct judged_chunk *c, struct err *e)
{
    struct labelled *l = arg;

    for (size_t i = 0; i < c->n; i++) {
        const struct judged *j = &c->a[i];

        if (l->n &&
            (l->held[0].j->contig != j->contig ||
             l->held[0].j->pos != j->pos) &&
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
