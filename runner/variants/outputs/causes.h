/*
 * causes -- why records fail: by shape, subtype, stratum and kind of failure.
 *
 *     struct causes *c = causes_new(&job, &e);
 *     struct judged_listener l = {.arg = c, .hear = causes_hear,
 *                                 .again = causes_again};
 *     ... beside the table's listener; table_finish(t, &e) ...
 *     causes_finish(c, t, &e);
 *     for (size_t i = 0; i < causes_n(c); i++)
 *         causes_at(c, i)->truth ...
 *
 * Each record that counts as FN or FP has one cause: strata overlap, so it is
 * told in the smallest one that holds it, that with the fewest truth records
 * (of equal ones the first). So causes add up to FN and FP of the table, and
 * the strata of two call sets with one truth can be compared.
 *
 * Cost: a look at each record's verdict, a hash look-up for each that fails.
 * Memory: at most CAUSES_SETS sets of strata and CAUSES_CELLS cells; what fails
 * when these are full counts in CAUSES_MIXED instead of its stratum.
 * Which places are examples does not depend on the order of records.
 */
#ifndef VARIANTS_CAUSES_H
#define VARIANTS_CAUSES_H

#include <stddef.h>
#include <stdint.h>

#include "variants/judged.h"

struct causes;
struct table;

#define CAUSES_SETS   16384
#define CAUSES_CELLS  131072
#define CAUSES_PLACES 5

enum causes_kind {
    CAUSES_MISSED,   /* truth: nothing of the query is near */
    CAUSES_FILTERED, /* truth: FILTER takes a record with the allele out */
    CAUSES_NOCALL,   /* truth: a record without (whole) genotype stands there */
    CAUSES_GENOTYPE, /* both: right allele, wrong genotype */
    CAUSES_LOCAL,    /* both: the other side has something else there */
    CAUSES_FALSE,    /* query: nothing of the truth is near */
    CAUSES_KINDS
};

const char *causes_kind_name(enum causes_kind k); /* "missed"... */

#define CAUSES_MIXED SIZE_MAX

struct causes_place {
    uint32_t contig; /* causes_contig() */
    int64_t pos;     /* POS - 1 */
};

struct causes_one {
    enum causes_kind kind;
    enum judged_shape shape;
    enum judged_subtype subtype;
    size_t stratum; /* as in table.h; 0: in none; CAUSES_MIXED */
    int64_t truth;  /* records: FN */
    int64_t query;  /* records: FP */
    struct causes_place place[CAUSES_PLACES]; /* in genome order */
    size_t n_places;
};

/* Of the job only `n_strata` counts. */
struct causes *causes_new(const struct variants_job *job, struct err *e);
void causes_free(struct causes *c); /* NULL does nothing */

int causes_hear(void *causes, const struct judged_chunk *c, struct err *e);
void causes_again(void *causes); /* forget what was heard */

/* Once all was heard; `t` is finished, and of the same job. Everything below
 * needs it. */
int causes_finish(struct causes *c, const struct table *t, struct err *e);

/* The most records (truth and query) first. */
size_t causes_n(const struct causes *c);
const struct causes_one *causes_at(const struct causes *c, size_t i);
const char *causes_contig(const struct causes *c, uint32_t contig);

/* Records of one side that were not assessed, for this reason. */
int64_t causes_not_assessed(const struct causes *c, enum judged_side side,
                            enum variants_verdict reason);

#endif
