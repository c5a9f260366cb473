/* alnjudge_internal -- shared by the files of alnjudge. */
#ifndef CONFORM_ALIGN_ALNJUDGE_INTERNAL_H
#define CONFORM_ALIGN_ALNJUDGE_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "conform/align/alncigar.h"
#include "conform/align/alnhead.h"
#include "conform/align/alnjudge.h"
#include "conform/align/alnrec.h"
#include "conform/problem.h"

enum alnflag {
    ALNFLAG_PAIRED = 0x1,
    ALNFLAG_PROPER = 0x2,
    ALNFLAG_UNMAPPED = 0x4,
    ALNFLAG_MATE_UNMAPPED = 0x8,
    ALNFLAG_REVERSE = 0x10,
    ALNFLAG_MATE_REVERSE = 0x20,
    ALNFLAG_FIRST = 0x40,
    ALNFLAG_LAST = 0x80,
    ALNFLAG_SECONDARY = 0x100,
    ALNFLAG_FILTERED = 0x200,
    ALNFLAG_DUPLICATE = 0x400,
    ALNFLAG_SUPPLEMENTARY = 0x800,
    ALNFLAG_ALL = 0xfff
};

/* One record under judgement. */
struct alnjudging {
    struct problems *problems;
    const struct alnjudge *j;
    const struct alnrec *r;
    struct alncigar_sums sums;
    struct problem_place place;
    struct err *e;
};

static inline bool alnjudge_has(const struct alnjudging *x, unsigned flags)
{
    return (x->r->flag & flags) != 0;
}

/* Bases of a reference sequence; INT64_MAX: not known. */
static inline int64_t alnjudge_length(const struct alnjudging *x, int32_t tid)
{
    const struct alnhead *h = x->j->head;

    return tid >= 0 && (size_t)tid < h->n_seq && h->seq[tid].len > 0
               ? h->seq[tid].len
               : INT64_MAX;
}

/* The record as a place; lives until the next call. */
const struct problem_place *alnjudge_at(struct alnjudging *x);

void alnjudge_cigar(struct alnjudging *x);

#endif
