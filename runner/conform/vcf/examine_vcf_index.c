/* Each record against the index that stands beside the file. */
#include "conform/index/rebuild.h"
#include "conform/vcf/examine_vcf_internal.h"
#include "formats/textpieces.h"

int vcfx_index_open(struct vcfx *x)
{
    if (textpieces_how(x->text).bgzf) {
        textpieces_keep_places(x->text);
        return rebuild_open(&x->index, x->out, x->job, REBUILD_TEXT, x->e);
    }
    if (x->job->index)
        err_set(&x->out->why, ERR_USAGE,
                "only a file that is compressed block by block (BGZF) has an "
                "index");
    return 0;
}

/* Where tabix sees the record end: at END where it is said, 0-based and
 * half-open. */
static int64_t end_of(const struct vcfx *x)
{
    const struct vcfx_key *end = vcfx_has(x, VCFX_END);
    int64_t said = end ? vcfx_count(end->values) : -1;

    return said >= x->pos ? said : x->pos - 1 + (int64_t)x->col[VCFX_REF].n;
}

void vcfx_index(struct vcfx *x)
{
    const struct vcfx_span chrom = x->col[VCFX_CHROM];
    const struct problem_place *at = vcfx_at(x, chrom.s, 0);
    struct rebuild_record r = {.seq = chrom.s,
                               .seq_len = chrom.n,
                               .beg = x->pos - 1,
                               .mapped = true,
                               .record = x->record,
                               .line = x->line,
                               .name = at->name,
                               .name_len = at->name_len};

    if (x->pos < 0)
        return;
    r.end = end_of(x);
    r.from = textpieces_place(x->text, x->offset);
    if (r.from != UINT64_MAX)
        rebuild_add(x->index, &r, x->e);
    else if (x->out->why.code == ERR_NONE)
        err_set(&x->out->why, ERR_USAGE,
                "an index is compared with a file, not with a stream");
}
