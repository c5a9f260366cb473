/*
 * problems -- small random problems for variants/solve.h, and what must hold
 * of any answer. For tests and fuzzing.
 */
#ifndef VARIANTS_TESTS_PROBLEMS_H
#define VARIANTS_TESTS_PROBLEMS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "variants/solve/solve.h"

#define PROBLEM_RECORDS 12 /* a side */
#define PROBLEM_REF     64
#define PROBLEM_ALT     8

/* A problem and all that it points to. */
struct problem {
    struct solve_problem p;
    char ref[PROBLEM_REF + 1];
    struct solve_record record[2][PROBLEM_RECORDS];
    char alt[2][PROBLEM_RECORDS][SOLVE_PLOIDY][PROBLEM_ALT];
    uint8_t answer[2][PROBLEM_RECORDS];
};

/* Numbers to make a problem of: from a generator, or from bytes. */
struct numbers {
    uint64_t seed;
    const uint8_t *data; /* NULL: use the seed */
    size_t n;
};

static uint32_t number(struct numbers *x, uint32_t below)
{
    if (x->data) {
        uint32_t got = x->n ? *x->data : 0;

        if (x->n) {
            x->data++;
            x->n--;
        }
        return got % below;
    }
    x->seed =
        x->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(x->seed >> 33) % below;
}

/* What makes a problem dense. */
struct taste {
    uint32_t ref_min, ref_max;
    uint32_t records;  /* a side, at most */
    uint32_t alphabet; /* 1-4 letters */
    uint32_t ploidy;   /* 0: 1 and 2 mixed; 5: 1 to 4 */
    bool phased;
};

static void make_ref(struct problem *x, struct numbers *from,
                     const struct taste *t)
{
    uint32_t n = t->ref_min + number(from, t->ref_max - t->ref_min + 1);
    uint32_t period = number(from, 5);

    for (uint32_t i = 0; i < n; i++) {
        if (period && i >= period && number(from, 8))
            x->ref[i] = x->ref[i - period];
        else
            x->ref[i] = "ACGT"[number(from, t->alphabet)];
    }
    x->ref[n] = '\0';
    x->p.ref = x->ref;
    x->p.end = x->p.beg + n;
}

/* How far an indel can go to the right before `last`. */
static uint32_t room_of(const struct solve_allele *a, const struct problem *x,
                        int64_t last)
{
    int64_t beg = a->beg - x->p.beg;
    int64_t end = a->end - x->p.beg;
    uint32_t n = 0;

    if ((beg == end) == (a->alt_len == 0))
        return 0;
    for (; a->end + n < last; n++) {
        char out = a->alt_len ? a->alt[n % a->alt_len] : x->ref[beg + n];

        if (x->ref[end + n] != out)
            break;
    }
    return n;
}

/* Replace some bases by some others, trimmed; false when nothing is left. */
static bool make_allele(struct solve_allele *a, char *alt, struct problem *x,
                        struct numbers *from, const struct taste *t, int64_t at)
{
    int64_t beg = at;
    int64_t end = at + number(from, 5);
    uint32_t n = number(from, 5);
    uint32_t skip = 0;
    int64_t last;

    if (number(from, 2)) {
        end = beg + 1;
        n = 1;
    }
    if (end > x->p.end)
        end = x->p.end;
    for (uint32_t i = 0; i < n; i++)
        alt[i] = "ACGT"[number(from, t->alphabet)];
    last = end;
    while (n && beg < end && alt[n - 1] == x->ref[end - 1 - x->p.beg]) {
        n--;
        end--;
    }
    while (skip < n && beg < end && alt[skip] == x->ref[beg - x->p.beg]) {
        skip++;
        beg++;
    }
    *a = (struct solve_allele){
        .alt = alt + skip, .beg = beg, .end = end, .alt_len = n - skip};
    a->room = room_of(a, x, last);
    return beg < end || n > skip;
}

static bool same_allele(const struct solve_allele *a,
                        const struct solve_allele *b)
{
    return a->beg == b->beg && a->end == b->end && a->alt_len == b->alt_len &&
           memcmp(a->alt, b->alt, a->alt_len) == 0;
}

static bool make_record(struct problem *x, int side, size_t i,
                        struct numbers *from, const struct taste *t)
{
    struct solve_record *r = &x->record[side][i];
    int64_t at = x->p.beg + number(from, (uint32_t)(x->p.end - x->p.beg) + 1);
    uint32_t kind = number(from, 6);

    *r = (struct solve_record){.phased = t->phased && number(from, 2)};
    if (!make_allele(&r->allele[0], x->alt[side][i][0], x, from, t, at))
        return false;
    r->n_alleles = 1;
    if (kind == 0 &&
        make_allele(&r->allele[1], x->alt[side][i][1], x, from, t, at) &&
        !same_allele(&r->allele[0], &r->allele[1]))
        r->n_alleles = 2;
    r->ploidy = (uint8_t)(t->ploidy ? t->ploidy : 1 + (kind != 1));
    if (t->ploidy > SOLVE_PLOIDY)
        r->ploidy = (uint8_t)(1 + number(from, SOLVE_PLOIDY));
    for (int k = 0; k < r->ploidy; k++)
        r->gt[k] = (uint8_t)number(from, r->n_alleles + 1U);
    if (r->n_alleles == 2 && r->ploidy == 2) {
        r->gt[0] = (uint8_t)(1 + number(from, 2));
        r->gt[1] = (uint8_t)(3 - r->gt[0]);
    }
    if (!r->gt[0] && !r->gt[1] && !r->gt[2] && !r->gt[3])
        r->gt[0] = 1;
    return true;
}

static void copy_record(struct problem *x, int side, size_t i,
                        const struct solve_record *r)
{
    x->record[side][i] = *r;
}

static int64_t first_beg(const struct solve_record *r)
{
    int64_t beg = r->allele[0].beg;

    for (int k = 1; k < r->n_alleles; k++)
        beg = r->allele[k].beg < beg ? r->allele[k].beg : beg;
    return beg;
}

static void sort_records(struct solve_record *a, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        for (size_t k = i; k > 0 && first_beg(&a[k]) < first_beg(&a[k - 1]);
             k--) {
            struct solve_record keep = a[k];

            a[k] = a[k - 1];
            a[k - 1] = keep;
        }
    }
}

static inline void make_problem(struct problem *x, struct numbers *from,
                                const struct taste *t)
{
    struct solve_side *side[2] = {&x->p.truth, &x->p.query};

    memset(x, 0, sizeof(*x));
    x->p.beg = number(from, 3) * 1000;
    make_ref(x, from, t);
    for (int k = 0; k < 2; k++) {
        uint32_t n = 1 + number(from, t->records);
        size_t made = 0;

        for (uint32_t i = 0; i < n; i++) {
            /* Some are what the truth says. */
            if (k && x->p.truth.n && number(from, 3) == 0)
                copy_record(
                    x, 1, made++,
                    &x->record[0][number(from, (uint32_t)x->p.truth.n)]);
            else if (make_record(x, k, made, from, t))
                made++;
        }
        sort_records(x->record[k], made);
        *side[k] = (struct solve_side){x->record[k], made, x->answer[k]};
    }
    x->p.obey_phase = t->phased;
}

static inline int count_answers(const struct solve_problem *p, uint8_t answer)
{
    int n = 0;

    for (size_t i = 0; i < p->truth.n; i++)
        n += p->truth.answer[i] == answer;
    for (size_t i = 0; i < p->query.n; i++)
        n += p->query.answer[i] == answer;
    return n;
}

static inline void show_problem(FILE *out, const struct solve_problem *p)
{
    const struct solve_side *side[2] = {&p->truth, &p->query};

    fprintf(out, "%.*s from %lld%s%s\n", (int)(p->end - p->beg), p->ref,
            (long long)p->beg, p->squash ? " squash" : "",
            p->moved ? " moved" : "");
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < side[k]->n; i++) {
            const struct solve_record *r = &side[k]->a[i];

            fprintf(out, "  %c%zu: %d", "tq"[k], i, side[k] -> answer[i]);
            for (int m = 0; m < r->n_alleles; m++)
                fprintf(out, " [%lld,%lld+%u)%.*s",
                        (long long)(r->allele[m].beg - p->beg),
                        (long long)(r->allele[m].end - p->beg),
                        r->allele[m].room, (int)r->allele[m].alt_len,
                        r->allele[m].alt);
            fprintf(out, "  ");
            for (int m = 0; m < r->ploidy; m++)
                fprintf(out, "%s%d", m ? "/" : "", r->gt[m]);
            fprintf(out, "\n");
        }
    }
}

#endif
