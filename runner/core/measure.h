/*
 * measure -- a number made of counters, and what it is measured in.
 *
 * A measure is (sum of numerator counters) / (sum of denominator counters).
 * Checks declare the measures they offer (core/checkdecl.h); a suite repeats
 * the formula in its metric definition, so that a report can be decided again
 * years later from suite.xml and tallies alone, without this program's table.
 */
#ifndef CORE_MEASURE_H
#define CORE_MEASURE_H

#include <stddef.h>
#include <stdint.h>

enum measure_kind {
    MEASURE_COUNT,      /* numerator only */
    MEASURE_PROPORTION, /* numerator is a part of the denominator: p in [0,1] */
    MEASURE_RATIO,      /* two disjoint counts, e.g. Ti/Tv: no interval by
                           binomial; `exact` or `report` only */
    MEASURE_RATE,       /* events per 10^6 bp: the denominator counts bp */
};

const char *measure_kind_name(enum measure_kind k);
int measure_kind_parse(enum measure_kind *out, const char *text);

#define MEASURE_TERMS_MAX 16
#define MEASURE_RATE_PER  1000000 /* bp */

/* Counter names; NULL-terminated when shorter than the array. */
struct measure_formula {
    enum measure_kind kind;
    const char *num[MEASURE_TERMS_MAX];
    const char *den[MEASURE_TERMS_MAX]; /* empty for MEASURE_COUNT */
};

struct tally;

/* The two sums in one stratum. -1 when a counter is unknown to the tally. */
int measure_sums(int64_t *num, int64_t *den, const struct measure_formula *f,
                 const struct tally *t, size_t stratum);

/* Do both ask for the same counters in the same order? */
int measure_equal(const struct measure_formula *a,
                  const struct measure_formula *b);

#endif
