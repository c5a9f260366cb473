/*
 * made -- calls made of a short text, without a file, for tests of what comes
 * after reading: "POS REF ALT GT [FILTER];...".
 */
#ifndef VARIANTS_TESTS_MADE_H
#define VARIANTS_TESTS_MADE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "formats/vcfflow.h"
#include "variants/calls.h"
#include "variants/lanes.h"

#define MADE_ALTS 8

struct made {
    struct variants_input from;
    struct calls_arg arg;
    struct vcfflow_taker taker;
    struct calls *calls;
    struct vcfflow_batch in;
    struct batch batch;
    struct lane_call *lane; /* made_lane()'s */
};

static inline struct vcftext made_word(const char **at)
{
    struct vcftext t = {*at, strcspn(*at, " ;")};

    *at += t.n;
    *at += **at == ' ';
    return t;
}

static inline void made_genotype(struct vcfrec *r, struct vcftext gt)
{
    const char *p = gt.s;

    r->ploidy = 0;
    r->phased = !memchr(gt.s, '/', gt.n) && gt.n > 1;
    for (; p < gt.s + gt.n; p++) {
        if (*p == '/' || *p == '|')
            continue;
        r->gt[r->ploidy++] = *p == '.' ? VCFIN_MISSING : *p - '0';
    }
}

/* One record; -1 when the taker refuses it. */
static inline int made_take(struct made *m, const char **at, struct err *e)
{
    struct vcftext alts[MADE_ALTS];
    struct vcfrec r = {
        .qual = {".", 1},
          .alts = alts
    };
    struct vcftext alt;

    r.pos = strtoll(*at, NULL, 10) - 1;
    (void)made_word(at);
    r.ref = made_word(at);
    alt = made_word(at);
    made_genotype(&r, made_word(at));
    r.filter = **at && **at != ';' ? made_word(at) : (struct vcftext){".", 1};
    r.passed = (r.filter.n == 1 && *r.filter.s == '.') ||
               (r.filter.n == 4 && *r.filter.s == 'P');
    while (alt.n && *alt.s != '.') {
        const char *comma = memchr(alt.s, ',', alt.n);
        size_t n = comma ? (size_t)(comma - alt.s) : alt.n;

        alts[r.n_alts++] = (struct vcftext){alt.s, n};
        n += comma != NULL;
        alt.s += n;
        alt.n -= n;
    }
    *at += **at == ';';
    return m->taker.take(m->calls, &r, e);
}

static inline void made_init(struct made *m, const struct variants_job *job,
                             bool alts, const char *records)
{
    struct err e = {0};

    *m = (struct made){.from = {.alts = alts}};
    assert_int_equal(calls_init(&m->arg, job, &m->from, &e), 0);
    m->taker = calls_taker(&m->arg);
    m->calls = m->taker.open(m->taker.arg, &e);
    assert_non_null(m->calls);
    while (*records)
        assert_int_equal(made_take(m, &records, &e), 0);
    m->in.first_record = 1;
    m->in.first_line = 1;
    m->in.n = m->calls->n;
    m->batch = (struct batch){&m->in, m->calls, 1};
}

/* The calls as they stand in a lane. */
static inline const struct lane_call *made_lane(struct made *m)
{
    m->lane = calloc(m->calls->n + 1, sizeof(*m->lane));
    assert_non_null(m->lane);
    for (size_t i = 0; i < m->calls->n; i++)
        m->lane[i] = (struct lane_call){&m->batch, &m->calls->a[i], false};
    return m->lane;
}

static inline void made_release(struct made *m)
{
    free(m->lane);
    m->taker.free(m->calls);
    calls_release(&m->arg);
    *m = (struct made){0};
}

#endif
