/* alnwalk_internal -- the parts of a walk: mates, names, order. */
#ifndef CONFORM_ALIGN_ALNWALK_INTERNAL_H
#define CONFORM_ALIGN_ALNWALK_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "conform/align/alnstep.h"
#include "conform/align/walk/alnwalk.h"

struct problem_place;

/* ---- a read of a pair ---- */

#define ALNMATE_TEXT 73 /* of the name, for people */

/* Records are numbered in the file here. The name is its hashes. */
struct alnmate {
    uint64_t name[2];
    uint64_t record;
    uint64_t line;
    int64_t offset;
    uint64_t cigar;
    uint64_t mate_cigar;
    int32_t tid;
    int32_t pos;
    int32_t mate_tid;
    int32_t mate_pos;
    int32_t tlen;
    uint16_t flag;
    int16_t mate_mapq; /* -1: not said */
    uint8_t mapq;
    bool has_mate_cigar;
    bool many;    /* segments, by TC */
    uint8_t seen; /* enum alnmate_seen of this template */
    uint8_t text_len;
    char text[ALNMATE_TEXT];
};

enum alnmate_seen {
    ALNMATE_FIRST = 1,
    ALNMATE_LAST = 2,
    ALNMATE_MIDDLE = 4,
    ALNMATE_UNKNOWN = 8, /* neither first nor last is said */
    ALNMATE_TWICE = 16   /* PAIR-001 was told of it */
};

/* ---- alnalone.c: reads that waited in vain ---- */

#define ALNALONE_KEPT 64 /* the first; more are only counted */

/* All-zero is empty; owns the array. */
struct alnalone {
    struct alnmate *a;
    size_t n;
    uint64_t count;
};

int alnalone_add(struct alnalone *x, const struct alnmate *m, struct err *e);
/* Its template is complete without it. */
void alnalone_withdraw(struct alnalone *x, uint64_t record);
/* PAIR-002 of each that is left. */
void alnalone_tell(const struct alnalone *x, struct problems *p, struct err *e);
void alnalone_release(struct alnalone *x);

/* ---- alnmates.c: reads of a pair that wait for their mates ---- */

struct alnmates;
struct alnnames;

/* `names` is told which templates are complete, `alone` which reads remain. */
struct alnmates *alnmates_new(struct problems *p, struct alnnames *names,
                              struct alnalone *alone,
                              const struct alnwalk_options *o, struct err *e);
void alnmates_free(struct alnmates *m);
/* Where the next may be written, for alnmates_add(); NULL: no memory. */
struct alnmate *alnmates_room(struct alnmates *m, struct err *e);
/* A primary line of a read of a pair; sets one->seen. */
int alnmates_add(struct alnmates *m, struct alnmate *one, struct err *e);
int alnmates_end(struct alnmates *m, struct err *e);
/* Reads that were not compared. */
uint64_t alnmates_lost(const struct alnmates *m);

/* ---- alnpair.c: two mates, compared ---- */

/* `b` came later. */
void alnpair_compare(struct problems *p, const struct alnmate *a,
                     const struct alnmate *b, bool practice, struct err *e);
struct problem_place alnpair_place(const struct alnmate *m);

/* ---- alnplace.c: what other lines of a read say of primary lines ---- */

/* Where a primary line is, in 32 bits; 0: nowhere, or not known. */
uint32_t alnplace_of(int32_t tid, int64_t pos, bool reverse);
/* Is `said` where it is? With its strand, or whatever that is. */
bool alnplace_is(uint32_t it, uint32_t said, bool strand);

/* Of a secondary or supplementary line. */
struct alnclaim {
    uint64_t name[2]; /* of the second, 24 bits */
    uint64_t record;
    uint64_t line;
    uint32_t own;  /* SA: the place of the read's primary line; 0: not said */
    uint32_t mate; /* RNEXT and PNEXT: that of the next read; 0: not said */
    bool last;     /* the read is the last of its template */
    bool secondary;
};

/* False when nothing is said that can be compared. */
bool alnclaim_make(struct alnclaim *out, const struct alnstep *s,
                   const struct problem_place *at, bool practice);
/* place: of the primary lines of the first and of the last read. */
void alnclaim_judge(const struct alnclaim *c, const uint32_t place[2],
                    struct problems *p, struct err *e);

/* ---- alnnames.c: names that came before ---- */

enum alnnames_kind {
    ALNNAMES_PAIR,   /* PAIR-001: of a template that was complete */
    ALNNAMES_SINGLE, /* PAIR-013: of a read without a mate */
    ALNNAMES_GROUP   /* SORT-004: of records that stand together */
};

struct alnnames *alnnames_new(struct problems *p,
                              const struct alnwalk_options *o, struct err *e);
void alnnames_free(struct alnnames *n);

/* A name, with the number of the last record that has it. */
struct alnname {
    const uint64_t *name;
    uint64_t record;
    uint32_t place[2]; /* of the first and the last read; 0: not known */
    bool alone;        /* one read of a pair, without the other */
};

/* Each kind and name is to be put once; if not, alnnames_end() tells. */
int alnnames_put(struct alnnames *n, enum alnnames_kind kind,
                 const struct alnname *one, struct err *e);
/* What is said of the places of that name. */
int alnnames_claim(struct alnnames *n, enum alnnames_kind kind,
                   const struct alnclaim *c, struct err *e);
/* Those whose names came before are withdrawn from `alone`. */
int alnnames_end(struct alnnames *n, struct alnalone *alone, struct err *e);
uint64_t alnnames_lost(const struct alnnames *n);

/* ---- alnorder.c: sorted as the header says? ---- */

struct alnorder {
    struct problems *problems;
    const struct alnhead *head;
    struct alnnames *names;
    bool practice;
    bool begun;
    uint64_t records;
    /* the record before */
    uint64_t hash[2];
    int32_t tid;
    int64_t pos;
    char name[256];
    size_t name_len;
    /* so far: */
    bool rises; /* some coordinate is above the one before */
    bool falls;
    bool not_natural;
    bool not_lexical;
    bool told;
};

int alnorder_step(struct alnorder *o, const struct alnstep *s,
                  const struct problem_place *at, struct err *e);
int alnorder_end(struct alnorder *o, struct err *e);

/* Below, at, above 0. In natural order, names that differ in leading zeros
 * alone count as equal: tools do not agree on them. */
int alnorder_lexical(const char *a, size_t n, const char *b, size_t m);
int alnorder_natural(const char *a, size_t n, const char *b, size_t m);

#endif
