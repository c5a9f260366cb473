#include "conform/align/alnindex.h"

#include "conform/align/alnhead.h"
#include "conform/align/alnstep.h"
#include "conform/align/alnwalk.h"
#include "conform/examine.h"
#include "conform/index/rebuild.h"

#define UNMAPPED 0x4

int alnindex_open(struct rebuild **out, struct examined *x,
                  const struct examine_job *job, const struct alnhead *head,
                  struct err *e)
{
    struct examine_job own = *job;

    if (head->order != ALNHEAD_COORDINATE)
        own.policy = false;
    return rebuild_open(out, x, &own, REBUILD_BAM, e);
}

int alnindex_batch(struct rebuild *b, const struct alnwalk_base *base,
                   const struct alnstep *step, size_t n, struct err *e)
{
    for (size_t i = 0; b && i < n; i++) {
        const struct alnstep *s = &step[i];
        const struct rebuild_record r = {.tid = s->tid,
                                         .beg = s->pos,
                                         .end = s->end,
                                         .from = s->from,
                                         .mapped = !(s->flag & UNMAPPED),
                                         .record = base->records + s->record,
                                         .name = s->qname,
                                         .name_len = s->qname_len};

        if (rebuild_add(b, &r, e))
            return -1;
    }
    return 0;
}
