/* Each record against the index that stands beside the file. */
#include <string.h>

#include "conform/bcf/bcfin.h"
#include "conform/bcf/examine_bcf_internal.h"
#include "conform/examine.h"
#include "conform/index/rebuild.h"

int bcfx_index_open(struct bcfx *x)
{
    bool piped = strcmp(x->job->path, "-") == 0;

    if (!piped && bcfin_how(x->in).bgzf)
        return rebuild_open(&x->index, x->out, x->job, REBUILD_BCF, x->e);
    if (!x->job->index)
        return 0;
    if (piped)
        return err_set(&x->out->why, ERR_USAGE,
                       "an index is compared with a file, not with a stream");
    return err_set(
        &x->out->why, ERR_USAGE,
        "only a file that is compressed block by block (BGZF) has an "
        "index");
}

/* An index goes by POS and rlen, whatever the other fields say. */
void bcfx_index(struct bcfx *x)
{
    const struct rebuild_record r = {.tid = x->chrom,
                                     .beg = x->pos,
                                     .end = (int64_t)x->pos + x->rlen,
                                     .from = x->from,
                                     .mapped = true,
                                     .record = x->record,
                                     .name = x->name,
                                     .name_len = strlen(x->name)};

    if (x->from == BCFIN_NOWHERE || x->pos < -1)
        return;
    rebuild_add(x->index, &r, x->e);
    x->placed++;
}
