/* Lines of a BED file against the index that tabix made of it. */
#include <string.h>

#include "conform/index/rebuild.h"
#include "conform/text/examine_bed_internal.h"
#include "formats/textpieces.h"

int bedx_open_index(struct bedx *b)
{
    struct examine_job job = *b->job;

    job.policy = false; /* regions are read whole: nobody asks for an index */
    if (textpieces_how(b->walk.pieces).bgzf) {
        textpieces_keep_places(b->walk.pieces);
        return rebuild_open(&b->index, b->out, &job, REBUILD_TEXT, b->e);
    }
    if (job.index)
        err_set(&b->out->why, ERR_USAGE,
                "only a file that is compressed block by block (BGZF) has an "
                "index");
    return 0;
}

void bedx_check_index(struct bedx *b)
{
    const struct bedx_span *c = &b->field[BEDX_CHROM];
    struct rebuild_record r = {.seq = c->s,
                               .seq_len = c->n,
                               .mapped = true,
                               .record = b->out->records,
                               .line = b->walk.number,
                               .name = b->name,
                               .name_len = strlen(b->name)};

    if (b->end > INT64_MAX)
        return;
    r.beg = (int64_t)b->start;
    r.end = (int64_t)b->end;
    r.from = textpieces_place(b->walk.pieces, b->walk.offset);
    if (r.from != UINT64_MAX)
        rebuild_add(b->index, &r, b->e);
    else if (b->out->why.code == ERR_NONE)
        err_set(&b->out->why, ERR_USAGE,
                "an index is compared with a file, not with a stream");
}
