/*
 * case_find -- finds and counts in a parsed report.xml. It walks once over the
 * cases, when it is made: a large report is far from the processor, and a page
 * asks dozens of questions about all of it.
 *
 * Ownership: it borrows the document, which must outlive it.
 */
#ifndef REPORTS_DOC_CASE_FIND_H
#define REPORTS_DOC_CASE_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <libxml/hash.h>
#include <libxml/tree.h>

/* A case, and which outcomes it has: a set of bits of case_find_outcomes(). */
struct case_find_case {
    const xmlNode *el;
    unsigned any;
    unsigned mandatory; /* of a profile where the case is mandatory */
};

struct case_find {
    struct case_find_case *cases;
    size_t n_cases;
    /* Elements by id; and by the id of a measurement the first of its cases
     * that a reader must look at. */
    xmlHashTable *metrics, *measurements, *trouble;
    xmlHashTable *counts;
    /* By measurement and counter: a criterion of it was missed. */
    xmlHashTable *missed;
};

/* 0, or -1 without memory. */
int case_find_init(struct case_find *f, const xmlDoc *doc);
void case_find_release(struct case_find *f);

/* NULL when there is none, or `id` is NULL. */
const xmlNode *case_find_metric(const struct case_find *f, const char *id);
const xmlNode *case_find_measurement(const struct case_find *f, const char *id);
const xmlNode *case_find_trouble(const struct case_find *f, const char *id);

/* Does the number of a criterion add up any of these counters: words with a
 * blank between? */
bool case_find_counts(const struct case_find *f, const xmlNode *criterion,
                      const char *counters);
/* The same of any criterion that was missed, of all cases of a measurement. */
bool case_find_missed(const struct case_find *f, const char *measurement,
                      const char *counters);

/* The set of these outcomes: words with a blank between. */
unsigned case_find_outcomes(const char *words);

/* How many cases are mandatory for the profile and have one of these outcomes
 * there. */
int64_t case_find_mandatory(const struct case_find *f, const char *profile,
                            unsigned set);

/* How many criteria there are whose method or claim is `value`, or whose guard
 * band is not 0 ("guard", "yes"). */
int64_t case_find_criteria(const struct case_find *f, const char *name,
                           const char *value);

#endif
