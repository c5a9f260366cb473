/*
 * rewrite -- for tests: the same haplotypes written in other ways.
 *
 * Each function writes record `i` of a set in another way, when it is marked
 * and can be so written, and returns how many records it used up; else 0.
 * Nothing is moved across a neighbour. Deterministic.
 */
#ifndef VARIANTS_TESTS_REWRITE_H
#define VARIANTS_TESTS_REWRITE_H

#include "variants/tests/vcfset.h"

#define REWRITE_MAX 4096 /* bases of an allele */

struct rewrite_place {
    const struct vcfset *in;
    size_t i;
    const char *bases;
    int64_t length;
    int64_t lo; /* no earlier record reaches further */
    int64_t hi; /* the next record begins here */
};

typedef size_t rewrite_fn(struct vcfset *out, const struct rewrite_place *p);

/* What a record of one ALT allele puts in for [beg, end). */
struct rewrite_piece {
    int64_t beg;
    int64_t end;
    char alt[REWRITE_MAX];
    size_t n;
};

static inline bool rewrite_piece(struct rewrite_piece *out,
                                 const struct vcfset_rec *r)
{
    size_t n = strlen(r->alt);
    size_t m = strlen(r->ref);
    size_t k = 0;

    if (n >= REWRITE_MAX || r->alt[strspn(r->alt, "ACGTN")] ||
        r->ref[strspn(r->ref, "ACGTN")])
        return false;
    while (n && m && r->alt[n - 1] == r->ref[m - 1]) {
        n--;
        m--;
    }
    while (k < n && k < m && r->alt[k] == r->ref[k])
        k++;
    out->beg = r->pos + (int64_t)k;
    out->end = r->pos + (int64_t)m;
    out->n = n - k;
    memcpy(out->alt, r->alt + k, n - k);
    return true;
}

/* A record like `from` with other alleles and genotype: REF is [beg, end). */
static inline void rewrite_put(struct vcfset *out,
                               const struct rewrite_place *p, int64_t beg,
                               int64_t end, const char *alt, const char *gt)
{
    struct vcfset_rec r = p->in->a[p->i];
    char ref[REWRITE_MAX];
    char text[2 * REWRITE_MAX];
    char genotype[32];

    assert_true(beg < end && end - beg < REWRITE_MAX);
    snprintf(ref, sizeof(ref), "%.*s", (int)(end - beg), p->bases + beg);
    snprintf(text, sizeof(text), "%s", alt);
    snprintf(genotype, sizeof(genotype), "%s", gt);
    r.pos = beg;
    r.ref = ref;
    r.alt = text;
    r.gt = genotype;
    vcfset_add(out, &r);
}

/* A piece: an insertion or deletion with the base before it. */
static inline void rewrite_put_piece(struct vcfset *out,
                                     const struct rewrite_place *p, int64_t beg,
                                     int64_t end, const char *alt, size_t n)
{
    const char *gt = p->in->a[p->i].gt;
    char text[REWRITE_MAX + 1];

    if (n && beg < end) {
        snprintf(text, sizeof(text), "%.*s", (int)n, alt);
    } else {
        beg--;
        snprintf(text, sizeof(text), "%c%.*s", p->bases[beg], (int)n, alt);
    }
    rewrite_put(out, p, beg, end, text, gt);
}

static inline bool rewrite_marked(struct rewrite_piece *out,
                                  const struct rewrite_place *p)
{
    const struct vcfset_rec *r = &p->in->a[p->i];

    return r->mark && rewrite_piece(out, r);
}

/* The next record too, when both are on the same haplotypes. */
static inline bool rewrite_next(struct rewrite_piece *out,
                                const struct rewrite_place *p)
{
    const struct vcfset_rec *r = &p->in->a[p->i];

    return p->i + 1 < p->in->n && r[1].mark &&
           strcmp(r[0].contig, r[1].contig) == 0 &&
           strcmp(r[0].gt, r[1].gt) == 0 &&
           strcmp(r[0].filter, r[1].filter) == 0 &&
           (strcmp(r[0].gt, "1/1") == 0 || strchr(r[0].gt, '|')) &&
           rewrite_piece(out, &r[1]);
}

/* An insertion or deletion one base to the right, when the reference lets it.
 */
static inline bool rewrite_step(struct rewrite_piece *x, const char *bases)
{
    char next = bases[x->end];

    if ((x->n > 0) == (x->beg < x->end) || !next || !strchr("ACGT", next) ||
        next != (x->n ? x->alt[0] : bases[x->beg]))
        return false;
    if (x->n) {
        memmove(x->alt, x->alt + 1, x->n - 1);
        x->alt[x->n - 1] = next;
    }
    x->beg++;
    x->end++;
    return true;
}

static inline size_t rewrite_shift_right(struct vcfset *out,
                                         const struct rewrite_place *p)
{
    struct rewrite_piece x;
    int64_t beg;

    if (!rewrite_marked(&x, p) || (x.n > 0) == (x.beg < x.end))
        return 0;
    beg = x.beg;
    while (x.end + 1 < p->hi && rewrite_step(&x, p->bases))
        continue;
    if (x.beg == beg)
        return 0;
    rewrite_put_piece(out, p, x.beg, x.end, x.alt, x.n);
    return 1;
}

static inline size_t rewrite_shift_left(struct vcfset *out,
                                        const struct rewrite_place *p)
{
    struct rewrite_piece x;
    int64_t beg;

    if (!rewrite_marked(&x, p) || (x.n > 0) == (x.beg < x.end))
        return 0;
    beg = x.beg;
    while (
        x.beg > p->lo + 1 && x.beg > 1 && strchr("ACGT", p->bases[x.beg - 1]) &&
        p->bases[x.beg - 1] == (x.n ? x.alt[x.n - 1] : p->bases[x.end - 1])) {
        if (x.n) {
            char last = x.alt[x.n - 1];

            memmove(x.alt + 1, x.alt, x.n - 1);
            x.alt[0] = last;
        }
        x.beg--;
        x.end--;
    }
    if (x.beg == beg)
        return 0;
    rewrite_put_piece(out, p, x.beg, x.end, x.alt, x.n);
    return 1;
}

/* A replacement as SNVs and, where the lengths differ, an indel after them. */
static inline size_t rewrite_decompose(struct vcfset *out,
                                       const struct rewrite_place *p)
{
    struct rewrite_piece x;
    int64_t both;

    if (!rewrite_marked(&x, p) || !x.n || x.beg == x.end ||
        (x.n == 1 && x.end - x.beg == 1))
        return 0;
    both = (int64_t)x.n < x.end - x.beg ? (int64_t)x.n : x.end - x.beg;
    for (int64_t k = 0; k < both; k++)
        if (p->bases[x.beg + k] != x.alt[k])
            rewrite_put_piece(out, p, x.beg + k, x.beg + k + 1, x.alt + k, 1);
    if (x.beg + both < x.end || (size_t)both < x.n)
        rewrite_put_piece(out, p, x.beg + both, x.end, x.alt + both,
                          x.n - (size_t)both);
    return 1;
}

/* An MNP as SNVs. */
static inline size_t rewrite_split_mnp(struct vcfset *out,
                                       const struct rewrite_place *p)
{
    struct rewrite_piece x;

    if (!rewrite_marked(&x, p) || (int64_t)x.n != x.end - x.beg)
        return 0;
    return rewrite_decompose(out, p);
}

/* This record and the next as one, when `least` to `most` bases are between. */
static inline size_t rewrite_join(struct vcfset *out,
                                  const struct rewrite_place *p, int64_t least,
                                  int64_t most)
{
    struct rewrite_piece x;
    struct rewrite_piece y;
    char alt[2 * REWRITE_MAX];

    if (!rewrite_marked(&x, p) || !rewrite_next(&y, p) || x.beg < p->lo ||
        y.beg - x.end < least || y.beg - x.end > most ||
        (x.beg == x.end && y.beg == x.end))
        return 0;
    snprintf(alt, sizeof(alt), "%.*s%.*s%.*s", (int)x.n, x.alt,
             (int)(y.beg - x.end), p->bases + x.end, (int)y.n, y.alt);
    if (!*alt || strlen(alt) >= REWRITE_MAX || x.beg == y.end)
        return 0;
    rewrite_put(out, p, x.beg, y.end, alt, p->in->a[p->i].gt);
    return 2;
}

/* Neighbouring SNVs as an MNP. */
static inline size_t rewrite_join_mnp(struct vcfset *out,
                                      const struct rewrite_place *p)
{
    struct rewrite_piece x;

    if (!rewrite_marked(&x, p) || x.n != 1 || x.end - x.beg != 1 ||
        !rewrite_next(&x, p) || x.n != 1 || x.end - x.beg != 1)
        return 0;
    return rewrite_join(out, p, 0, 0);
}

/* Two records with some bases between them as a block. */
static inline size_t rewrite_join_block(struct vcfset *out,
                                        const struct rewrite_place *p)
{
    return rewrite_join(out, p, 1, 30);
}

/* A genotype with two ALT alleles as two records, each of one. */
static inline size_t rewrite_split_alleles(struct vcfset *out,
                                           const struct rewrite_place *p)
{
    const struct vcfset_rec *r = &p->in->a[p->i];
    const char *comma = strchr(r->alt, ',');
    char text[REWRITE_MAX];
    char gt[4] = "0/0";

    if (!r->mark || !comma || strchr(comma + 1, ',') || strlen(r->gt) != 3 ||
        r->gt[0] == r->gt[2] || r->gt[0] < '1' || r->gt[2] < '1' ||
        strlen(r->alt) >= sizeof(text))
        return 0;
    for (char k = '1'; k <= '2'; k++) {
        const char *alt = k == '1' ? r->alt : comma + 1;

        snprintf(text, sizeof(text), "%.*s", (int)strcspn(alt, ","), alt);
        gt[0] = r->gt[0] == k ? '1' : '0';
        gt[1] = r->gt[1];
        gt[2] = r->gt[2] == k ? '1' : '0';
        rewrite_put(out, p, r->pos, r->pos + (int64_t)strlen(r->ref), text, gt);
    }
    return 1;
}

/* Two heterozygous records on different haplotypes as one of two alleles. */
static inline size_t rewrite_join_alleles(struct vcfset *out,
                                          const struct rewrite_place *p)
{
    const struct vcfset_rec *r = &p->in->a[p->i];
    struct rewrite_piece x;
    struct rewrite_piece y;
    char alt[2 * REWRITE_MAX];
    int64_t beg;
    int64_t end;

    if (!rewrite_marked(&x, p) || p->i + 1 >= p->in->n || !r[1].mark ||
        strcmp(r[0].contig, r[1].contig) != 0 || r[1].pos - r->pos > 20 ||
        !rewrite_piece(&y, &r[1]) || strcmp(r->filter, r[1].filter) != 0 ||
        !((strcmp(r[0].gt, "0|1") == 0 && strcmp(r[1].gt, "1|0") == 0) ||
          (strcmp(r[0].gt, "1|0") == 0 && strcmp(r[1].gt, "0|1") == 0)))
        return 0;
    beg = (x.beg < y.beg ? x.beg : y.beg) - 1;
    end = x.end > y.end ? x.end : y.end;
    if (beg < 0 || x.n + y.n + 2 * (size_t)(end - beg) >= sizeof(alt))
        return 0;
    snprintf(alt, sizeof(alt), "%.*s%.*s%.*s,%.*s%.*s%.*s", (int)(x.beg - beg),
             p->bases + beg, (int)x.n, x.alt, (int)(end - x.end),
             p->bases + x.end, (int)(y.beg - beg), p->bases + beg, (int)y.n,
             y.alt, (int)(end - y.end), p->bases + y.end);
    rewrite_put(out, p, beg, end, alt, r->gt[0] == '1' ? "1|2" : "2|1");
    return 2;
}

/* 0/1 as 1/0, without phase. */
static inline size_t rewrite_swap(struct vcfset *out,
                                  const struct rewrite_place *p)
{
    const struct vcfset_rec *r = &p->in->a[p->i];
    char gt[4] = {0};

    if (!r->mark || strlen(r->gt) != 3)
        return 0;
    gt[0] = r->gt[2];
    gt[1] = '/';
    gt[2] = r->gt[0];
    rewrite_put(out, p, r->pos, r->pos + (int64_t)strlen(r->ref), r->alt, gt);
    return 1;
}

static inline size_t rewrite_lower(struct vcfset *out,
                                   const struct rewrite_place *p)
{
    if (!p->in->a[p->i].mark)
        return 0;
    vcfset_add(out, &p->in->a[p->i]);
    for (char *c = out->a[out->n - 1].ref; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    for (char *c = out->a[out->n - 1].alt; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
    return 1;
}

/* One to five bases more on both sides of all alleles. */
static inline size_t rewrite_pad(struct vcfset *out,
                                 const struct rewrite_place *p)
{
    const struct vcfset_rec *r = &p->in->a[p->i];
    int64_t more = 1 + (int64_t)(p->i % 5);
    int64_t end = r->pos + (int64_t)strlen(r->ref);
    char alt[REWRITE_MAX];
    size_t n = 0;

    if (!r->mark || r->pos < more || end + more > p->length ||
        strlen(r->alt) > REWRITE_MAX / 2)
        return 0;
    for (const char *a = r->alt; a; a = strchr(a, ',')) {
        a += *a == ',';
        n += (size_t)snprintf(alt + n, sizeof(alt) - n, "%s%.*s%.*s%.*s",
                              n ? "," : "", (int)more, p->bases + r->pos - more,
                              (int)strcspn(a, ","), a, (int)more,
                              p->bases + end);
    }
    rewrite_put(out, p, r->pos - more, end + more, alt, r->gt);
    return 1;
}

/* Records by rising place, contigs as they came. */
static inline int rewrite_by_place(const void *a, const void *b)
{
    const struct vcfset_rec *x = a;
    const struct vcfset_rec *y = b;
    int c = strcmp(x->contig, y->contig);

    if (c)
        return c;
    if (x->pos != y->pos)
        return x->pos < y->pos ? -1 : 1;
    c = strcmp(x->ref, y->ref);
    return c ? c : strcmp(x->alt, y->alt);
}

/* All records of a set. Returns how many were written otherwise. */
static inline size_t rewrite_all(struct vcfset *out, const struct vcfset *in,
                                 const struct vcfset_ref *ref, rewrite_fn *how)
{
    int64_t lo = 0;
    size_t changed = 0;
    size_t used;

    *out = (struct vcfset){0};
    for (size_t i = 0; i < in->n; i += used) {
        const struct vcfset_rec *r = &in->a[i];
        struct rewrite_place p = {.in = in, .i = i};

        p.bases = vcfset_bases(&p.length, ref, r->contig);
        assert_non_null(p.bases);
        if (!i || strcmp(r->contig, r[-1].contig) != 0)
            lo = 0;
        p.lo = lo;
        p.hi = i + 1 < in->n && strcmp(r->contig, r[1].contig) == 0 ? r[1].pos
                                                                    : p.length;
        used = how(out, &p);
        changed += used;
        if (!used) {
            used = 1;
            vcfset_add(out, r);
        }
        for (size_t k = 0; k < used; k++)
            if (r[k].pos + (int64_t)strlen(r[k].ref) > lo)
                lo = r[k].pos + (int64_t)strlen(r[k].ref);
    }
    qsort(out->a, out->n, sizeof(*out->a), rewrite_by_place);
    return changed;
}

#endif
