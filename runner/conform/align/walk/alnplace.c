/*
 * The primary line of a read may be a whole file away from its other lines, and
 * so may that of the next read. Nothing is kept of a primary line but a hash of
 * its place, beside its name: that of the claim differs, or it holds. Two
 * places have one hash once in 2,000 million: then a wrong claim is not seen,
 * but none that holds is ever told.
 */
#include "base/err.h"
#include "conform/align/alnjudge_internal.h"
#include "conform/align/walk/alnwalk_internal.h"

uint32_t alnplace_of(int32_t tid, int64_t pos, bool reverse)
{
    uint64_t h = (uint64_t)(uint32_t)tid << 32 | (uint32_t)pos;

    if (tid < 0 || pos < 0)
        return 0;
    h *= UINT64_C(0x9e3779b97f4a7c15);
    h = (h ^ h >> 29) * UINT64_C(0xd6e8feb86659fd93);
    h >>= 33; /* 31 bits */
    return (uint32_t)((h ? h : 1) << 1) | (reverse ? 1 : 0);
}

bool alnplace_is(uint32_t it, uint32_t said, bool strand)
{
    return strand ? it == said : it >> 1 == said >> 1;
}

/* What RNEXT and PNEXT say. When PNEXT is 0, or the next read is unmapped, no
 * assumptions can be made (SAMv1 s1.4, PNEXT; FLAG, 0x4). */
static uint32_t mate_of(const struct alnstep *s)
{
    if (!(s->flag & ALNFLAG_PAIRED) || s->flag & ALNFLAG_MATE_UNMAPPED ||
        s->many)
        return 0;
    return alnplace_of(s->mate_tid, s->mate_pos, false);
}

bool alnclaim_make(struct alnclaim *out, const struct alnstep *s,
                   const struct problem_place *at, bool practice)
{
    const unsigned ends = s->flag & (ALNFLAG_FIRST | ALNFLAG_LAST);
    bool secondary = (s->flag & ALNFLAG_SECONDARY) != 0;

    if (s->flag & ALNFLAG_UNMAPPED)
        return false;
    if (s->flag & ALNFLAG_PAIRED &&
        (ends == 0 || ends == (ALNFLAG_FIRST | ALNFLAG_LAST)))
        return false;
    *out = (struct alnclaim){
        .name = {s->name[0], s->name[1]},
        .record = at->record,
        .line = at->line,
        .last = s->flag & ALNFLAG_PAIRED && ends == ALNFLAG_LAST,
        .secondary = secondary
    };
    if (practice && !secondary)
        out->own = alnplace_of(s->other_tid, s->other_pos, s->other_reverse);
    if (practice || !secondary)
        out->mate = mate_of(s);
    return out->own || out->mate;
}

void alnclaim_judge(const struct alnclaim *c, const uint32_t place[2],
                    struct problems *p, struct err *e)
{
    struct problem_place at = {
        .record = c->record, .line = c->line, .offset = -1};
    uint32_t own = place[c->last];
    uint32_t mate = place[!c->last];

    if (own && c->own && !alnplace_is(own, c->own, true))
        problem_add(p, "TAG-SA-002", &at, e,
                    "SA does not begin with the place and strand of the "
                    "primary line");
    if (mate && c->mate && !alnplace_is(mate, c->mate, false))
        problem_add(p, c->secondary ? "PAIR-015" : "PAIR-014", &at, e,
                    "RNEXT and PNEXT are not the place of the primary line "
                    "of the mate");
}
