/*
 * An index is judged by what it says: the number of records of each contig
 * (its pseudo-bins), and whether records that the scan saw are found through
 * it. Its bytes may differ between tools that are all right.
 */
#include "formats/vcfscan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <htslib/hts.h>
#include <htslib/kstring.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/vcfscan_internal.h"

/* One index over one file. tbx is for text, csi for BCF. */
struct open_index {
    htsFile *in;
    bcf_hdr_t *head;
    tbx_t *tbx;
    hts_idx_t *csi;
    bcf1_t *rec;
    kstring_t line;
};

static void index_close(struct open_index *x)
{
    if (x->rec)
        bcf_destroy(x->rec);
    if (x->tbx)
        tbx_destroy(x->tbx);
    if (x->csi)
        hts_idx_destroy(x->csi);
    if (x->head)
        bcf_hdr_destroy(x->head);
    if (x->in)
        hts_close(x->in);
    ks_free(&x->line);
}

static int index_open(struct open_index *x, const struct vcfscan *s,
                      const char *path, const char *index, struct err *e)
{
    x->in = vcfscan_open(path, e);
    if (!x->in)
        return -1;
    x->rec = bcf_init();
    if (!x->rec)
        return err_nomem(e);
    x->head = bcf_hdr_read(x->in);
    if (s->bcf)
        x->csi = bcf_index_load3(path, index, 0);
    else
        x->tbx = tbx_index_load3(path, index, 0);
    if (!x->head || (!x->csi && !x->tbx))
        return err_set(e, ERR_SYNTAX,
                       "this is no index that htslib can use "
                       "for the file it belongs to");
    return 0;
}

static int index_tid(const struct open_index *x, const struct vcfscan *s,
                     size_t contig)
{
    return x->tbx ? tbx_name2id(x->tbx, s->contig[contig]) : (int)contig;
}

/* Without pseudo-bins (old indexes) nothing can be said of the counts. */
static void compare_counts(struct vcfscan_index *out, struct open_index *x,
                           const struct vcfscan *s)
{
    hts_idx_t *idx = x->tbx ? x->tbx->idx : x->csi;

    for (size_t i = 0; i < s->n_contigs; i++) {
        uint64_t n = 0;
        uint64_t unused = 0;
        int tid = index_tid(x, s, i);
        int known = tid < 0 ? -1 : hts_idx_get_stat(idx, tid, &n, &unused);

        if (known < 0 && (tid >= 0 || s->per_contig[i] == 0))
            continue;
        if (n == s->per_contig[i])
            continue;
        out->contigs_differ++;
        if (!out->example[0])
            snprintf(out->example, sizeof(out->example),
                     "%.100s: %" PRIu64 " / %" PRIu64, s->contig[i], n,
                     s->per_contig[i]);
    }
}

/* 1 when a record with this POS comes back, 0 when none does. */
static int find_place(struct open_index *x, const struct vcfscan *s,
                      const struct vcfscan_place *p)
{
    int tid = index_tid(x, s, (size_t)p->contig);
    hts_itr_t *itr = NULL;
    int found = 0;

    if (tid >= 0)
        itr = x->tbx ? tbx_itr_queryi(x->tbx, tid, p->pos, p->pos + 1)
                     : bcf_itr_queryi(x->csi, tid, p->pos, p->pos + 1);
    if (!itr)
        return 0;
    if (x->tbx) {
        while (!found && tbx_itr_next(x->in, x->tbx, itr, &x->line) >= 0)
            found = vcf_parse(&x->line, x->head, x->rec) == 0 &&
                    x->rec->pos == p->pos;
    } else {
        while (!found && bcf_itr_next(x->in, itr, x->rec) >= 0)
            found = x->rec->pos == p->pos;
    }
    hts_itr_destroy(itr);
    return found;
}

int vcfscan_index(struct vcfscan_index *out, const struct vcfscan *s,
                  const char *path, const char *index, struct err *e)
{
    struct open_index x = {0};
    char real[PATH_TEXT_MAX];
    char real_index[PATH_TEXT_MAX];
    int rc = -1;

    *out = (struct vcfscan_index){0};
    /* Absolute paths, so that nothing in them can be taken for a URL. */
    if (path_absolute(real, path, e) || path_absolute(real_index, index, e))
        goto done;
    if (!s->bgzf) {
        err_set(e, ERR_SYNTAX,
                "a file that is not BGZF-compressed has no usable index; "
                "compress it with bgzip and index it again");
        goto done;
    }
    if (index_open(&x, s, real, real_index, e))
        goto done;
    compare_counts(out, &x, s);
    for (size_t i = 0; i < s->n_places; i++)
        out->places_lost += !find_place(&x, s, &s->place[i]);
    rc = 0;
done:
    index_close(&x);
    return rc;
}
