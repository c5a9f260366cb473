/* twin -- one file through vcfin and through vcfflow: what came out of each, so
 * that both can be compared. For tests and for fuzzing. */
#ifndef FORMATS_TESTS_TWIN_H
#define FORMATS_TESTS_TWIN_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/stage.h"
#include "formats/vcfflow.h"

struct twin_record {
    uint64_t all; /* of all its fields, then of its number and contig too */
    uint64_t text_hash;
    struct vcftext text;
    uint32_t contig;
};

struct twin {
    struct twin_record *a;
    size_t n;
    size_t cap;
    uint64_t cuts; /* where batches end; 0 for vcfin */
    bool broken;   /* a batch broke a promise of vcfflow.h */
    struct err e;
};

static inline uint64_t twin_mix(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *s = bytes;

    h = (h ^ n) * 1099511628211U;
    for (size_t i = 0; i < n && i < 5000; i++)
        h = (h ^ s[i]) * 1099511628211U;
    return h;
}

static inline uint64_t twin_number(uint64_t h, int64_t v)
{
    return twin_mix(h, &v, sizeof(v));
}

static inline void twin_add(struct twin *t, const struct vcfrec *r)
{
    struct twin_record *to;
    uint64_t h = 14695981039346656037U;

    if (t->n == t->cap) {
        t->cap = t->cap ? 2 * t->cap : 64;
        t->a = realloc(t->a, t->cap * sizeof(*t->a));
        if (!t->a)
            abort();
    }
    to = &t->a[t->n++];
    to->text = r->text;
    to->text_hash = twin_mix(0, r->text.s, r->text.n);
    to->contig = r->contig;
    h = twin_number(h, (int64_t)to->text_hash);
    h = twin_number(h, r->pos);
    h = twin_mix(h, r->ref.s, r->ref.n);
    for (size_t i = 0; i < r->n_alts; i++)
        h = twin_mix(h, r->alts[i].s, r->alts[i].n);
    h = twin_number(h, (int64_t)r->n_alts);
    h = twin_mix(h, r->qual.s, r->qual.n);
    h = twin_mix(h, r->filter.s, r->filter.n);
    h = twin_mix(h, r->ps.s, r->ps.n);
    h = twin_mix(h, r->ft.s, r->ft.n);
    h = twin_number(h, r->passed + 2 * r->phased + 4 * r->ploidy);
    for (int i = 0; i < VCFIN_PLOIDY_MAX; i++)
        h = twin_number(h, i < r->ploidy ? r->gt[i] : 0);
    to->all = h;
}

static inline void twin_place(struct twin_record *to, uint64_t n, uint64_t line,
                              const char *contig)
{
    to->all = twin_number(to->all, (int64_t)n);
    to->all = twin_number(to->all, (int64_t)line);
    to->all = twin_mix(to->all, contig, strlen(contig));
}

static inline void *twin_open(void *arg, struct err *e)
{
    (void)arg;
    (void)e;
    return calloc(1, sizeof(struct twin));
}

static inline int twin_take(void *content, const struct vcfrec *r,
                            struct err *e)
{
    struct twin *t = content;

    (void)e;
    twin_add(t, r);
    t->broken |= r->n != t->n || (r->line && r->line != t->n);
    return 0;
}

static inline void twin_free(void *content)
{
    struct twin *t = content;

    if (t)
        free(t->a);
    free(t);
}

/* The records of a batch, each run with the name of its contig. */
static inline void twin_batch(struct twin *out, const struct vcfflow_batch *b,
                              const struct vcfflow *f, bool kept)
{
    const struct twin *t = b->content;
    const struct names *contigs = &vcfflow_head(f)->contigs;
    size_t done = 0;

    out->broken |=
        t->broken || t->n != b->n || !b->n || b->first_record != out->n + 1;
    for (size_t k = 0; k < b->n_runs; k++) {
        const struct vcfflow_run *run = &b->run[k];

        out->broken |= run->first != done || !run->n ||
                       run->contig >= contigs->n || run->n > b->n - done;
        for (; !out->broken && done < run->first + run->n; done++) {
            struct vcfrec r = {0};
            struct twin_record *from = &t->a[done];

            out->broken |=
                (from->contig != NAMES_NONE && from->contig != run->contig) ||
                (kept && from->text.n &&
                 twin_mix(0, from->text.s, from->text.n) != from->text_hash);
            twin_add(out, &r);
            out->a[out->n - 1] = *from;
            twin_place(&out->a[out->n - 1], b->first_record + done,
                       b->first_line ? b->first_line + done : 0,
                       contigs->a[run->contig]);
        }
    }
    out->broken |= done != b->n;
    out->cuts = twin_number(out->cuts, (int64_t)b->n);
}

static inline void twin_by_flow(struct twin *out, const char *path,
                                struct crew *crew,
                                const struct vcfflow_options *o)
{
    const struct vcfflow_taker taker = {NULL, twin_open, twin_take, twin_free};
    struct vcfflow *f = vcfflow_open(path, crew, o, &taker, &out->e);
    struct vcfflow_batch *held = NULL;
    struct vcfflow_batch *b;
    struct err again = {0};
    int got = f ? 1 : -1;

    while (got > 0 && (got = vcfflow_next(&b, f, &out->e)) > 0) {
        /* One is always held: what it points to must outlive the next call. */
        if (held) {
            twin_batch(out, held, f, o->keep_text);
            vcfflow_batch_free(held, f);
        }
        held = b;
    }
    if (held)
        twin_batch(out, held, f, o->keep_text);
    vcfflow_batch_free(held, f);
    out->broken |= (got < 0) != (out->e.code != ERR_NONE);
    if (f)
        out->broken |= vcfflow_next(&b, f, &again) != got;
    vcfflow_close(f);
}

/* Owns `in`. */
static inline void twin_by_vcfin(struct twin *out, struct vcfin *in)
{
    struct vcfrec r;
    int got = in ? 1 : -1;

    while (got > 0 && (got = vcfin_next(&r, in, &out->e)) > 0) {
        twin_add(out, &r);
        twin_place(&out->a[out->n - 1], r.n, r.line,
                   vcfin_head(in)->contigs.a[r.contig]);
    }
    vcfin_close(in);
}

/* What differs, in words; NULL when nothing does. */
static inline const char *twin_differ(const struct twin *a,
                                      const struct twin *b)
{
    static char why[2400];
    size_t n = a->n < b->n ? a->n : b->n;

    if (a->broken || b->broken)
        return "a batch is not as promised";
    for (size_t i = 0; i < n; i++) {
        if (a->a[i].all != b->a[i].all) {
            snprintf(why, sizeof(why), "record %zu differs", i + 1);
            return why;
        }
    }
    if (a->n == b->n && a->e.code == b->e.code && a->e.line == b->e.line &&
        strcmp(a->e.msg, b->e.msg) == 0 && strcmp(a->e.path, b->e.path) == 0)
        return NULL;
    snprintf(why, sizeof(why),
             "%zu records, then %d at %s:%llu %s; but\n%zu records, then %d at "
             "%s:%llu %s",
             a->n, (int)a->e.code, a->e.path, (unsigned long long)a->e.line,
             a->e.msg, b->n, (int)b->e.code, b->e.path,
             (unsigned long long)b->e.line, b->e.msg);
    return why;
}

static inline void twin_release(struct twin *t)
{
    free(t->a);
    *t = (struct twin){0};
}

#endif
