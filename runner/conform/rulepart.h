/*
 * rulepart -- what a rule is about, in the words in which deliveries are
 * judged: are the bytes whole, are records in order, does the index fit?
 *
 * A rule belongs to one part, told by its id ("BGZF-004" is of "integrity").
 * So a file is judged once, and each case of a suite asks for the part that it
 * is about.
 *
 * Threads: static data.
 */
#ifndef CONFORM_RULEPART_H
#define CONFORM_RULEPART_H

#include <stdbool.h>
#include <stddef.h>

struct rule;

enum rulepart {
    RULEPART_INTEGRITY, /* the file is whole, its checksums are right */
    RULEPART_HEADER,    /* what it declares of itself */
    RULEPART_SOFTWARE,  /* what made it: @PG */
    RULEPART_REFERENCE, /* the contigs and bases of the reference */
    RULEPART_ORDER,     /* records stand where they must */
    RULEPART_PAIRS,     /* both reads of a pair agree */
    RULEPART_TILING,    /* blocks of a gVCF leave no gap, and do not overlap */
    RULEPART_INDEX,     /* an index is that of its file */
    RULEPART_RECORDS,   /* all else: each record by itself */
    RULEPARTS
};

enum rulepart rulepart_of(const struct rule *r);
const char *rulepart_name(enum rulepart p); /* "integrity"... */

/* Is a file that breaks this rule of no further use: what it holds can not be
 * read to its end, so that nothing else can be said of it? */
bool rulepart_ends(const struct rule *r);

/* For tests: the beginnings of ids that the table has, one by one; NULL after
 * the last. */
const char *rulepart_begin(size_t i);

#endif
