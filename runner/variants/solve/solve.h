/*
 * solve -- one superlocus: which records of truth and query describe the same
 * haplotypes.
 *
 * Each side chooses some of its records and, for each, which haplotype gets
 * which allele of the genotype (unphased, unless told otherwise). A choice is a
 * solution when the haplotypes of both sides are the same sequences. Wanted is
 * the solution with most records, both sides added up. In it, between two
 * places where both sides agree ("in sync": all haplotypes of both sides equal
 * so far, none within a record), records of one side alone do not count: they
 * would cancel each other out and match nothing. The same holds for each
 * haplotype by itself, of records that have no allele on another one: an
 * insertion and the deletion that takes it back are not right because a
 * deletion on the other haplotype is. Nor do, between two such places, records
 * of one side that can be left out without any haplotype changing: in a repeat
 * that a deletion of both sides shortens, an insertion and a deletion more of
 * one side. (Records that the other side has as well, wherever in the repeat,
 * do count; and where both sides have such records, all of them.)
 *
 * There are as many haplotypes as the genotypes of a side have alleles, of both
 * sides the fewer. A haploid genotype is on all of them; one of any other
 * ploidy can not be in the solution.
 *
 * Records that are not in the solution get a second chance without genotype:
 * each may put one of its alleles on a single haplotype. Those that then find
 * partners are right alleles with a wrong genotype ("am" of the GA4GH
 * benchmarking definitions).
 *
 * How: from left to right over the records, with the set of states that a
 * choice can be in. A state is, for each haplotype, how far each side has used
 * up the reference and the bases by which one side is ahead of the other; equal
 * states keep the better choice. That is exact: states are compared byte by
 * byte, and what comes later depends on nothing else. Only records that a
 * solution could spare are seen afterwards, in sets of up to four: they are
 * taken out, and what the search finds without one or two of them is taken
 * when it has more; in a repeat full of indels a still larger solution may be
 * missed.
 *
 * When more than SOLVE_STATES states are alive, or SOLVE_STEPS were made since
 * the last time that only one was, in sync, the records since then (and those
 * that they reach) are unresolved, and the search goes on behind them, with
 * half as many steps: so the time for a problem is bounded. No limit depends on
 * time or threads, nor on which side is which.
 *
 * Records of one side that overlap on a haplotype exclude each other, at the
 * place where they are written (trimmed); so do two insertions at one place,
 * as the file does not say which comes first. Where records are left out, those
 * of one side that stand in each other's way (or would, with their `room`) are
 * tried at other places that mean the same haplotype where they stand alone:
 * shifted as far as the reference lets them (SOLVE_SHIFT at most), but never
 * past a record of their side that is clear of them; insertions at one place in
 * any order. Only a larger total is taken, see `moved`.
 *
 * Ties: of solutions with equally many records, the one whose records have the
 * larger sum of weights; weights come from place and alleles, never from the
 * side, so that exchanging truth and query exchanges the answer. Of equal
 * records of one side the first ones.
 *
 * Units:   positions 0-based; [beg, end) of the reference; an insertion has
 *          beg == end and stands before the base at beg.
 * Threads: a struct solver belongs to one thread; it only keeps memory.
 */
#ifndef VARIANTS_SOLVE_H
#define VARIANTS_SOLVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct solver;

#define SOLVE_PLOIDY 4 /* haplotypes at most */

/* Limits: states alive at once; states made in one go (each 512 bases that are
 * compared count as one more), at first and at least; bytes by which one side
 * is ahead of the other, in all states of one go; bp that a record is moved. A
 * record whose alleles begin at several places can also not be resolved where
 * more than 64 such are open at once. */
#define SOLVE_STATES      20000
#define SOLVE_STEPS       2000000
#define SOLVE_STEPS_LEAST 20000
#define SOLVE_BYTES       ((size_t)64 << 20)
#define SOLVE_SHIFT       1000

struct solve_allele {
    const char *alt; /* upper case; alt_len bases, no NUL */
    int64_t beg;     /* trimmed: from the right first, then from the left */
    int64_t end;
    uint32_t alt_len;
    uint32_t room; /* trimmed from the left first, it would stand so many bases
                      further to the right; 0 is always fine */
};

struct solve_record {
    struct solve_allele allele[SOLVE_PLOIDY]; /* different from each other
                                                 and from the reference */
    uint8_t n_alleles;
    uint8_t gt[SOLVE_PLOIDY]; /* per haplotype: 0 none, k allele[k - 1] */
    uint8_t ploidy;           /* of gt; 1: the allele is on all haplotypes */
    uint8_t ref_allele;       /* k: allele[k - 1] is the reference's bases,
                                 asserted, and no second chance; 0: none */
    bool phased;              /* gt's order means something */
};

enum solve_answer {
    SOLVE_NONE,     /* no partner */
    SOLVE_GENOTYPE, /* in the solution: allele and genotype match */
    SOLVE_ALLELE,   /* an allele matches, the genotype does not */
    SOLVE_UNRESOLVED
};

struct solve_side {
    const struct solve_record *a; /* by rising beg of their first allele */
    size_t n;
    uint8_t *answer; /* out: enum solve_answer, one each */
};

struct solve_problem {
    struct solve_side truth;
    struct solve_side query;
    const char *ref; /* upper case bases [beg, end): all that the alleles and
                        their shifts can touch */
    int64_t beg;
    int64_t end;
    bool squash;     /* compare alleles only: first chance is the second */
    bool obey_phase; /* of phased records, haplotype k is haplotype k; the
                        query's may be exchanged as a whole */
    bool moved;      /* out: an overlap needed another place of an allele */
};

struct solver *solver_new(struct err *e);
void solver_free(struct solver *s); /* NULL does nothing */

/* 0 and the answers; -1 only when memory is short. */
int solve(struct solver *s, struct solve_problem *p, struct err *e);

#endif
