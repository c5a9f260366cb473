/*
 * Haplotypes from records. Which haplotype an unphased allele is on is not
 * known; of records that match, it is looked for: the first way, of all ways to
 * turn heterozygous genotypes, in which both sides have the same haplotypes.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "variants/outputs/explain_internal.h"

#define TURNS_MAX 16                  /* genotypes to turn: 2^16 ways */
#define WORK_MAX  ((size_t)500000000) /* bases made, in all */

/* The k-th of comma-separated texts, from 1. */
static struct vcftext nth(struct vcftext list, int k)
{
    const char *end = list.s + list.n;
    const char *at = list.s;

    for (;;) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *stop = comma ? comma : end;

        if (--k == 0)
            return (struct vcftext){at, (size_t)(stop - at)};
        if (!comma)
            return (struct vcftext){end, 0};
        at = comma + 1;
    }
}

/* The allele that GT calls `number`, as one of r's; 0: none to draw. */
static int find_allele(struct explain_record *r, int number,
                       int known[SOLVE_PLOIDY])
{
    size_t ref_len = r->text.ref.n;
    struct vcftext alts = {r->upper + ref_len, r->text.alt.n};
    struct vcftext t;
    struct explain_allele *a;
    const char *ref = r->upper;

    if (number < 1)
        return 0;
    for (size_t i = 0; i < r->n_alleles; i++) {
        if (known[i] == number)
            return (int)i + 1;
    }
    t = nth(alts, number);
    if (!t.n || !isalpha((unsigned char)*t.s) || r->n_alleles == SOLVE_PLOIDY)
        return 0;
    while (ref_len && t.n && ref[ref_len - 1] == t.s[t.n - 1]) {
        ref_len--;
        t.n--;
    }
    a = &r->allele[r->n_alleles];
    a->beg = r->j.pos;
    while (ref_len && t.n && *ref == *t.s) {
        ref++;
        ref_len--;
        t.s++;
        t.n--;
        a->beg++;
    }
    a->end = a->beg + (int64_t)ref_len;
    a->alt = t.s;
    a->alt_len = t.n;
    known[r->n_alleles++] = number;
    return (int)r->n_alleles;
}

static void read_genotype(struct explain_record *r)
{
    const char *at = r->text.gt.s;
    const char *end = at + r->text.gt.n;
    int known[SOLVE_PLOIDY] = {0};

    r->phased = true;
    while (at < end && r->ploidy < SOLVE_PLOIDY) {
        int number = 0;

        for (; at < end && *at != '|' && *at != '/'; at++) {
            if (isdigit((unsigned char)*at) && number < 100000)
                number = 10 * number + (*at - '0');
        }
        r->hap[r->ploidy++] = find_allele(r, number, known);
        if (at < end && *at == '/')
            r->phased = false;
        at++;
    }
}

int explain_read(struct explain_record *r, bool alts, struct err *e)
{
    size_t n = r->text.ref.n + r->text.alt.n;

    r->upper = malloc(n + 1);
    if (!r->upper)
        return err_nomem(e);
    memcpy(r->upper, r->text.ref.s, r->text.ref.n);
    memcpy(r->upper + r->text.ref.n, r->text.alt.s, r->text.alt.n);
    for (size_t i = 0; i < n; i++)
        r->upper[i] = (char)toupper((unsigned char)r->upper[i]);
    if (alts) { /* some haplotype has the first */
        int known[SOLVE_PLOIDY] = {0};

        r->ploidy = 2;
        r->hap[0] = find_allele(r, 1, known);
        return 0;
    }
    read_genotype(r);
    return 0;
}

static int by_place(const void *a, const void *b)
{
    const struct explain_allele *p = a;
    const struct explain_allele *q = b;

    if (p->beg != q->beg)
        return p->beg < q->beg ? -1 : 1;
    return (p->end > q->end) - (p->end < q->end);
}

struct text {
    char *s;
    size_t n;
    size_t cap;
};

/* The bases of one haplotype, of what matches. false: alleles overlap, or
 * there is no room. */
static bool spell(struct text *out, const struct explain_scene *s,
                  const struct explain *x, enum judged_side side, int hap)
{
    struct explain_allele on[EXPLAIN_RECORDS_MAX];
    size_t n = 0;
    int64_t at = s->beg;

    for (size_t i = 0; i < x->n; i++) {
        const struct explain_record *r = &x->a[i];
        int k = r->ploidy == 1 ? r->hap[0] : r->hap[hap];

        if (r->j.side == side && r->j.kind == JUDGED_GM && k)
            on[n++] = r->allele[k - 1];
    }
    if (n > 1)
        qsort(on, n, sizeof(on[0]), by_place);
    out->n = 0;
    for (size_t i = 0; i <= n; i++) {
        int64_t to = i < n ? on[i].beg : s->end;

        if (to < at ||
            out->n + (size_t)(to - at) + (i < n ? on[i].alt_len : 0) > out->cap)
            return false;
        memcpy(out->s + out->n, s->ref + (at - s->beg), (size_t)(to - at));
        out->n += (size_t)(to - at);
        if (i == n)
            break;
        memcpy(out->s + out->n, on[i].alt, on[i].alt_len);
        out->n += on[i].alt_len;
        at = on[i].end;
    }
    return true;
}

static bool agree(struct text spelt[2], const struct explain_scene *s,
                  const struct explain *x)
{
    for (int h = 0; h < s->haps[0]; h++) {
        if (!spell(&spelt[0], s, x, JUDGED_TRUTH, h) ||
            !spell(&spelt[1], s, x, JUDGED_QUERY, h) ||
            spelt[0].n != spelt[1].n ||
            memcmp(spelt[0].s, spelt[1].s, spelt[0].n) != 0)
            return false;
    }
    return true;
}

static void turn(struct explain_record *r)
{
    int first = r->hap[0];

    r->hap[0] = r->hap[1];
    r->hap[1] = first;
}

/* All ways to turn: each next one differs in one genotype (a Gray code). */
static bool search(struct explain_scene *s, struct explain *x,
                   struct text spelt[2], struct explain_record *const *turns,
                   size_t n)
{
    for (size_t way = 1;; way++) {
        size_t bit = 0;

        if (agree(spelt, s, x))
            return true;
        if (way >> n) {
            if (n)
                turn(turns[n - 1]); /* the last turn: as it was */
            return false;
        }
        while (!(way >> bit & 1))
            bit++;
        turn(turns[bit]);
    }
}

/* Heterozygous records that match: the query's, then the truth's. */
static size_t find_turns(struct explain_record **turns, struct explain *x)
{
    size_t n = 0;

    for (int s = JUDGED_QUERY; s >= JUDGED_TRUTH; s--) {
        for (size_t i = 0; i < x->n && n <= TURNS_MAX; i++) {
            struct explain_record *r = &x->a[i];

            if ((int)r->j.side == s && r->j.kind == JUDGED_GM &&
                r->ploidy == 2 && r->hap[0] != r->hap[1])
                turns[n++] = r;
        }
    }
    return n;
}

static bool any_matches(const struct explain *x)
{
    for (size_t i = 0; i < x->n; i++) {
        if (x->a[i].j.kind == JUDGED_GM)
            return true;
    }
    return false;
}

int explain_phase(struct explain_scene *s, struct explain *x, struct err *e)
{
    struct explain_record *turns[TURNS_MAX + 1];
    struct text spelt[2] = {0};
    size_t n = find_turns(turns, x);
    size_t room = (size_t)(s->end - s->beg);
    int rc = -1;

    for (int k = 0; k < 2; k++) { /* a side without records is the reference */
        if (s->haps[k] < s->haps[!k])
            s->haps[k] = s->haps[!k];
    }
    for (size_t i = 0; i < x->n; i++) {
        for (size_t k = 0; k < x->a[i].n_alleles; k++)
            room += x->a[i].allele[k].alt_len;
    }
    if (n == 0 || n > TURNS_MAX || (room << n) > WORK_MAX)
        n = 0; /* as they are written, then */
    spelt[0] = (struct text){malloc(room), 0, room};
    spelt[1] = (struct text){malloc(room), 0, room};
    if (spelt[0].s && spelt[1].s) {
        s->agree = search(s, x, spelt, turns, n) && any_matches(x);
        rc = 0;
    } else {
        err_nomem(e);
    }
    free(spelt[0].s);
    free(spelt[1].s);
    return rc;
}
