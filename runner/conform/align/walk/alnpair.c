#include "base/err.h"
#include "conform/align/alnjudge_internal.h"
#include "conform/align/walk/alnwalk_internal.h"

struct problem_place alnpair_place(const struct alnmate *m)
{
    return (struct problem_place){.line = m->line,
                                  .record = m->record,
                                  .offset = m->offset,
                                  .name = m->text,
                                  .name_len = m->text_len};
}

static bool has(const struct alnmate *m, unsigned flag)
{
    return (m->flag & flag) != 0;
}

/* What `a` says of where `b` is. */
static void compare_place(struct problems *p, const struct alnmate *a,
                          const struct alnmate *b,
                          const struct problem_place *at, struct err *e)
{
    if (a->mate_tid == -1 || a->mate_tid == -2 || b->tid == -2)
        return;
    if (a->mate_tid != b->tid)
        problem_add(p, "PAIR-004", at, e,
                    "RNEXT is not the RNAME of the mate, record %llu",
                    (unsigned long long)b->record);
    else if (a->mate_pos >= 0 && a->mate_pos != b->pos)
        problem_add(p, "PAIR-005", at, e,
                    "PNEXT is %lld, the mate (record %llu) has POS %lld",
                    (long long)a->mate_pos + 1, (unsigned long long)b->record,
                    (long long)b->pos + 1);
    if (a->mate_pos >= 0 &&
        has(a, ALNFLAG_MATE_REVERSE) != has(b, ALNFLAG_REVERSE))
        problem_add(p, "PAIR-007", at, e,
                    "FLAG is 0x%x, the mate (record %llu) has 0x%x",
                    (unsigned)a->flag, (unsigned long long)b->record,
                    (unsigned)b->flag);
}

static void compare_tags(struct problems *p, const struct alnmate *a,
                         const struct alnmate *b,
                         const struct problem_place *at, struct err *e)
{
    if (has(b, ALNFLAG_UNMAPPED))
        return;
    if (a->has_mate_cigar && a->mate_cigar != b->cigar)
        problem_add(p, "TAG-MC-001", at, e,
                    "MC is not the CIGAR of the mate, record %llu",
                    (unsigned long long)b->record);
    if (a->mate_mapq >= 0 && a->mate_mapq != b->mapq)
        problem_add(p, "TAG-MQ-001", at, e,
                    "MQ is %d, the mate (record %llu) has MAPQ %d",
                    (int)a->mate_mapq, (unsigned long long)b->record,
                    (int)b->mapq);
}

/* All that `a` says of `b`. */
static void compare_one(struct problems *p, const struct alnmate *a,
                        const struct alnmate *b, bool practice, struct err *e)
{
    struct problem_place at = alnpair_place(a);

    compare_place(p, a, b, &at, e);
    compare_tags(p, a, b, &at, e);
    if (has(a, ALNFLAG_MATE_UNMAPPED) != has(b, ALNFLAG_UNMAPPED))
        problem_add(p, "PAIR-006", &at, e,
                    "FLAG is 0x%x, the mate (record %llu) has 0x%x",
                    (unsigned)a->flag, (unsigned long long)b->record,
                    (unsigned)b->flag);
    if (practice && has(a, ALNFLAG_UNMAPPED) && !has(b, ALNFLAG_UNMAPPED) &&
        (a->tid != b->tid || a->pos != b->pos))
        problem_add(p, "PAIR-011", &at, e,
                    "the mate (record %llu) is mapped elsewhere than this read "
                    "is placed",
                    (unsigned long long)b->record);
}

void alnpair_compare(struct problems *p, const struct alnmate *a,
                     const struct alnmate *b, bool practice, struct err *e)
{
    struct problem_place at = alnpair_place(b);

    compare_one(p, a, b, practice, e);
    compare_one(p, b, a, practice, e);
    if (a->tid == b->tid && a->tlen && b->tlen && !has(a, ALNFLAG_UNMAPPED) &&
        !has(b, ALNFLAG_UNMAPPED) && (int64_t)a->tlen + b->tlen != 0)
        problem_add(p, "PAIR-008", &at, e,
                    "TLEN is %ld, the mate (record %llu) has %ld",
                    (long)b->tlen, (unsigned long long)a->record,
                    (long)a->tlen);
}
