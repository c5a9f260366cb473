#include "conform/align/alnindex.h"

#include <string.h>

#include "base/err.h"
#include "conform/align/alnhead.h"
#include "conform/align/alnstep.h"
#include "conform/examine.h"
#include "conform/index/indexfile.h"
#include "conform/index/rebuild.h"
#include "conform/problem.h"

#define UNMAPPED 0x4
#define BAI_SPAN (INT64_C(1) << 29)

/* What its bins span (SAMv1 s5.1.1). */
static void ask_lengths(struct problems *p, const struct alnhead *head,
                        struct err *e)
{
    for (size_t i = 0; i < head->n_seq; i++) {
        struct problem_place at = {.line = head->seq[i].line, .offset = -1};

        if (head->seq[i].len >= BAI_SPAN)
            problem_add(p, "SAM-SQ-014", &at, e,
                        "a BAI is beside the file, and LN is %lld",
                        (long long)head->seq[i].len);
    }
}

int alnindex_open(struct rebuild **b, struct examined *out,
                  const struct examine_job *job, const struct alnhead *head,
                  struct err *e)
{
    *b = NULL;
    if (strcmp(job->path, "-") == 0) {
        if (job->index)
            err_set(&out->why, ERR_USAGE,
                    "an index is compared with a file, not with a stream");
        return 0;
    }
    if (!job->index && head->order != ALNHEAD_COORDINATE)
        return 0;
    if (rebuild_open(b, out, job, REBUILD_BAM, e))
        return -1;
    if (*b && job->practice && rebuild_has(*b, INDEXFILE_BAI))
        ask_lengths(&out->problems, head, e);
    return e->code == ERR_NONE ? 0 : -1;
}

int alnindex_batch(struct rebuild *b, uint64_t records,
                   const struct alnstep *step, size_t n, struct err *e)
{
    for (size_t i = 0; b && i < n; i++) {
        const struct alnstep *s = &step[i];
        const struct rebuild_record r = {.tid = s->tid,
                                         .beg = s->pos,
                                         .end = s->end,
                                         .from = s->from,
                                         .mapped = !(s->flag & UNMAPPED),
                                         .record = records + s->record,
                                         .name = s->qname,
                                         .name_len = s->qname_len};

        /* A number that is no reference was told as such. */
        if (s->tid >= -1 && rebuild_add(b, &r, e))
            return -1;
    }
    return 0;
}
