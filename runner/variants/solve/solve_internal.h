/*
 * solve_internal -- the parts of solve.c that have files of their own.
 *
 *   solve_items.c   records become items: where alleles can stand, on which
 *                   haplotypes
 *   solve_order.c   the order in which items are taken
 *   solve_place.c   other places of alleles that are in each other's way
 *   solve_state.c   what a choice has come to, up to a place
 *   solve_search.c  the search from left to right over items
 *   solve_form.c    what a record says, wherever it is written
 *   solve_spare.c   records in a solution that cancel each other out
 *
 * Units: positions are relative to the problem's reference: [0, ref_len).
 * Memory: all arrays are kept from problem to problem and only grow.
 */
#ifndef VARIANTS_SOLVE_INTERNAL_H
#define VARIANTS_SOLVE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "variants/solve/solve.h"

#define SOLVE_SIDES 2
#define SOLVE_SLOTS 64 /* bits of solve_state.used */

/* An allele at one of its places. */
struct solve_piece {
    const char *alt;
    uint32_t alt_len;
    uint32_t text; /* of a shifted insertion: 1 + where alt is in the solver's
                      text, until solve_items_finish(); else 0 */
    uint32_t written; /* index of the piece where it is written */
    int32_t beg;
    int32_t end;
    int32_t room; /* of struct solve_allele */
    int32_t rank; /* order among insertions of its side at one place: which
                     comes first is not said */
    int32_t left; /* 1 + solve_leftmost(), of pieces in a solution; 0: not
                     asked yet */
};

/* Per haplotype what stands there: 0 nothing, else 1 + index of a piece. */
struct solve_option {
    int64_t opens; /* key of its first piece */
    bool moved;    /* not as written */
    uint32_t piece[SOLVE_PLOIDY];
};

/* Options of one record that open with the same key; most records are one item.
 * Items are taken in the order of their keys: insertions come before what
 * replaces the base behind them. */
struct solve_item {
    int64_t key;
    uint64_t weight;
    uint32_t option; /* index of its first */
    uint32_t n_options;
    uint32_t record;
    int32_t end;   /* the furthest that a piece reaches */
    uint32_t copy; /* how many equal records of its side are before it */
    uint8_t side;
    uint8_t verdict; /* out: enum solve_answer */
    uint8_t needed;  /* bit n: no set of n that can be spared begins with it */
    bool first;      /* of its record's items; */
    bool last;
    uint64_t slot;   /* a bit, in solve_state.used; 0: it is the only item */
    uint32_t chosen; /* out: index of an option, when in the solution; */
    uint32_t go;     /* numbers of haplotypes hold within one commit */
    uint8_t haps;    /* of the option's pieces: see solve_hap_at() */
    int64_t least[SOLVE_SIDES]; /* bp by which this item and those behind it */
    int64_t most[SOLVE_SIDES];  /* can make a haplotype longer; <= 0 <= most */
};

/* A piece that is chosen but stands further to the right than the search has
 * come, as its record has another one before: a list for each haplotype and
 * side, by rising key. 0 ends it. */
struct solve_wait {
    uint32_t piece;
    uint32_t next;
};

/* A chosen item, and the one chosen before. 0: none. */
struct solve_node {
    uint32_t item;
    uint32_t option;
    uint32_t back;
    uint8_t haps; /* of struct solve_item */
};

/* One haplotype. Both sides have the same bases so far, except that the one
 * ahead has `diff_len` more. */
struct solve_hap {
    int32_t cursor[SOLVE_SIDES]; /* reference used up to here */
    bool inserted[SOLVE_SIDES];  /* there is one with the front's key */
    uint32_t wait[SOLVE_SIDES];
    uint32_t diff; /* offset in bytes */
    uint32_t diff_len;
    uint32_t ahead;
    uint8_t seen;   /* since this haplotype was in sync: as in struct
                       solve_state, and SOLVE_LINKED */
    uint8_t number; /* which one it was after the last commit */
};

/* States put their haplotypes in order: the number of the one that is at place
 * k there, of all numbers in one byte. */
static inline int solve_hap_at(uint8_t haps, int k)
{
    return haps >> 2 * k & (SOLVE_PLOIDY - 1);
}

/* In solve_hap.seen: a record with alleles on other haplotypes, too. */
#define SOLVE_LINKED (1U << SOLVE_SIDES)

struct solve_state {
    uint64_t hash;
    uint64_t weight;
    uint32_t score;  /* records chosen since the last commit */
    uint32_t moved;  /* of these, elsewhere than written */
    uint32_t copies; /* sum of solve_item.copy */
    uint32_t node;
    uint32_t slot; /* of the hash table */
    uint8_t seen;  /* bit for each side: has chosen records since the last
                      sync */
    uint8_t twins; /* bit k: haplotypes k and k + 1 are equal, and exchanging
                      them means nothing */
    bool synced;
    uint64_t used; /* slots of records that were chosen and have more items */
    struct solve_hap hap[SOLVE_PLOIDY]; /* only as many as there are get
                                           copied */
};

struct solve_states {
    struct solve_state *a;
    size_t n;
    size_t cap;
};

/* Where the search is. */
struct solve_front {
    int64_t key;                /* of the item that comes next */
    int32_t at;                 /* its place */
    bool fresh;                 /* no item before had this key */
    bool last;                  /* there is no item any more */
    uint64_t open;              /* slots in use */
    int64_t least[SOLVE_SIDES]; /* of the item that comes next */
    int64_t most[SOLVE_SIDES];
    size_t begs[SOLVE_SIDES]; /* index of the first in solver's begs that may
                                 still begin something */
};

struct solve_outcome {
    uint64_t total; /* records in the solution */
    uint64_t weight;
    uint64_t unresolved;
    uint32_t goes; /* commits */
};

/* ---- what solve_spare.c looks at ---- */

/* A piece of a chosen item, on one haplotype. */
struct solve_stand {
    int64_t key;
    int64_t reach; /* least key at which all of its item's pieces are over */
    const struct solve_piece *piece;
    uint32_t item;
    uint32_t go;
    uint8_t side;
    uint8_t hap;
    bool first; /* of its item's pieces */
};

/* A chosen item, by what it says wherever it is written. */
struct solve_form {
    uint64_t hash;
    uint32_t item;
    uint32_t class; /* equal for those that say the same */
    uint32_t more;  /* such of its side beyond those of the other side */
};

struct solve_spare {
    struct solve_stand *stand; /* by rising key */
    size_t n_stands;
    size_t cap_stands;
    size_t from; /* of those: between two places in sync */
    size_t to;
    struct solve_form *form; /* of those */
    size_t n_forms;
    size_t cap_forms;
    struct solve_form *candidate; /* of those, of one side */
    size_t n_candidates;
    size_t cap_candidates;
    char *text[2]; /* a part of a haplotype with some records, and without */
    size_t n_text[2];
    size_t cap_text[2];
};

struct solver {
    /* the problem */
    const char *ref;
    int64_t ref_beg;
    int32_t ref_len;
    int ploidy;
    bool ordered; /* haplotypes have numbers */

    struct solve_piece *piece;
    size_t n_pieces;
    size_t cap_pieces;
    struct solve_option *option;
    size_t n_options;
    size_t cap_options;
    struct solve_item *item;
    size_t n_items;
    size_t cap_items;
    size_t n_records;
    bool crammed;               /* there were too few slots */
    int32_t *begs[SOLVE_SIDES]; /* where pieces begin, rising */
    size_t n_begs[SOLVE_SIDES];
    size_t cap_begs[SOLVE_SIDES];
    char *text; /* of shifted insertions */
    size_t n_text;
    size_t cap_text;

    /* the search */
    struct solve_states live;
    struct solve_states next;
    uint32_t *slot; /* hash table over next; never cleared: see find() */
    size_t cap_slots;
    uint32_t mask;
    struct solve_wait *wait;
    size_t n_waits;
    size_t cap_waits;
    struct solve_node *node;
    size_t n_nodes;
    size_t cap_nodes;
    char *bytes; /* of all diffs */
    size_t n_bytes;
    size_t cap_bytes;
    uint64_t steps;
    uint64_t max_steps;
    uint64_t base_used; /* of the state that was committed last */
    bool over;          /* a limit was reached */
    bool no_memory;

    struct solve_spare spare;

    uint8_t *best[SOLVE_SIDES]; /* answers of the best search so far */
    size_t cap_best[SOLVE_SIDES];
    uint8_t *barred[SOLVE_SIDES]; /* records that may not be chosen */
    size_t cap_barred[SOLVE_SIDES];
};

/* Make room for `n` more behind the first `used` elements of `size` bytes. */
int solve_grow(void *array, size_t *cap, size_t used, size_t n, size_t size,
               struct err *e);

/* ---- solve_items.c ---- */

/* What one pass looks at. */
struct solve_pass {
    bool alleles;   /* any allele on a single haplotype, not the genotype */
    bool left_over; /* only records with answer SOLVE_NONE */
    bool places;    /* records in each other's way may stand elsewhere */
    const uint8_t *exchange; /* of the query's phased haplotypes; NULL: none */
};

#define SOLVE_RANKS 3

static inline int64_t solve_piece_key(const struct solve_piece *p)
{
    return 4 * (int64_t)p->beg + (p->beg < p->end ? SOLVE_RANKS : p->rank);
}

static inline bool solve_is_insertion(const struct solve_piece *p)
{
    return p->beg == p->end;
}

/* bp that a piece makes a haplotype longer. */
static inline int64_t solve_longer(const struct solve_piece *p)
{
    return (int64_t)p->alt_len - (p->end - p->beg);
}

/* Can both not be on one haplotype? */
static inline bool solve_conflict(const struct solve_piece *a,
                                  const struct solve_piece *b)
{
    if (solve_is_insertion(a) && solve_is_insertion(b))
        return a->beg == b->beg && a->rank == b->rank;
    return a->beg < b->end && b->beg < a->end;
}

/* As written: is it unclear how both can be on one haplotype? */
static inline bool solve_unclear(const struct solve_piece *a,
                                 const struct solve_piece *b)
{
    return solve_conflict(a, b) ||
           (a->beg < b->end + b->room && b->beg < a->end + a->room);
}

int solve_items(struct solver *s, const struct solve_problem *p,
                const struct solve_pass *how, struct err *e);

/* The piece of an allele where it is written. */
struct solve_piece solve_written(const struct solver *s,
                                 const struct solve_allele *a);

/* Of place, alleles and genotype; the order in which these are written and
 * the side do not matter. Below 2^32. */
uint64_t solve_weight(const struct solve_record *r);

/* ---- solve_order.c ---- */

/* Sorts items and begs, gives slots, fills copy, least and most. */
void solve_order(struct solver *s);

/* ---- solve_place.c ---- */

/* The places where the alleles of a record may stand: rows of n_alleles
 * pieces, the first as written. */
#define SOLVE_PLACES 8
struct solve_places {
    uint32_t row[SOLVE_PLACES][SOLVE_PLOIDY]; /* indices of pieces */
    size_t n;
};

/* Add the other places of record `at`; out holds the one as written. Only a
 * record in the way of another one of its side has any. */
int solve_place(struct solver *s, struct solve_places *out,
                const struct solve_side *from, const struct solve_pass *how,
                size_t at, struct err *e);

/* By how many bases an indel can be written further to the left; 0 for what
 * else there is. */
int32_t solve_leftmost(const struct solver *s, const struct solve_piece *p);

/* Have pieces of one side, apart as written, come past each other in the
 * solution? Then records would be read as what they do not say. */
bool solve_past_each_other(const struct solver *s);

/* ---- solve_state.c ---- */
bool solve_state_include(struct solver *s, struct solve_state *st,
                         const struct solve_item *item,
                         const struct solve_option *o);

/* Bring a state up to a front: false when it can not lead to a solution. Then
 * equal futures have equal states. */
bool solve_state_settle(struct solver *s, struct solve_state *st,
                        const struct solve_front *f);

/* But for `seen`. */
bool solve_state_equal(const struct solver *s, const struct solve_state *a,
                       const struct solve_state *b);

/* ---- solve_search.c ---- */

/* Sets the verdict of each item: SOLVE_GENOTYPE (in the solution), SOLVE_NONE
 * or SOLVE_UNRESOLVED. `whole`: stop where something is unresolved. */
int solve_search(struct solve_outcome *out, struct solver *s, bool whole,
                 struct err *e);

/* ---- solve_form.c ---- */

/* What a chosen item has on a haplotype, by its number in the solution; NULL:
 * nothing. */
const struct solve_piece *solve_chosen_piece(const struct solver *s,
                                             const struct solve_item *item,
                                             int hap);

/* spare.form[]: of the items of stands [from, to), those that say the same
 * beside each other; pieces must know their `left`. -1: memory is short. */
int solve_find_forms(struct solver *s, size_t from, size_t to, struct err *e);

/* ---- solve_spare.c ---- */

#define SOLVE_SPARED 4

/* Chosen items of one side that cancel each other out: without them all
 * haplotypes are the same. */
struct solve_spared {
    uint32_t item[SOLVE_SPARED];
    size_t n; /* 0: there are none */
};

/* Take such sets, the smallest first, out of what the search has chosen, where
 * the other side has none between the same places in sync; *first becomes the
 * first one. Not found are sets of more than SOLVE_SPARED records, or spread
 * over more than twelve that only their side has. Returns -1 when memory is
 * short. */
int solve_spare(struct solve_outcome *out, struct solve_spared *first,
                struct solver *s, struct err *e);

#endif
