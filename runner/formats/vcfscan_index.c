/*
 * An index is judged by what it says: the number of records of each contig
 * (its pseudo-bins), and whether records that the scan saw are found through
 * it. Its bytes may differ between tools that are all right.
 */
#include "formats/vcfscan.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include <htslib/hts.h>
#include <htslib/kstring.h>
#include <htslib/tbx.h>
#include <htslib/vcf.h>

#include "base/err.h"
#include "base/path.h"
#include "formats/htsguard.h"
#include "formats/names.h"
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
    if (x->in) {
        /* With an error noted (an index that leads beyond the file), closing
         * would fail half-way and lose memory. */
        if (hts_get_format(x->in)->compression == bgzf)
            hclearerr(x->in->fp.bgzf->fp);
        hts_close(x->in);
    }
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

static hts_itr_t *query(const struct open_index *x, int tid, int64_t beg,
                        int64_t end)
{
    return x->tbx ? tbx_itr_queryi(x->tbx, tid, beg, end)
                  : bcf_itr_queryi(x->csi, tid, beg, end);
}

/* The next record of a query into x->rec; false at its end, or when it can not
 * be read. */
static bool next(struct open_index *x, hts_itr_t *itr)
{
    if (!x->tbx)
        return bcf_itr_next(x->in, itr, x->rec) >= 0;
    return tbx_itr_next(x->in, x->tbx, itr, &x->line) >= 0 &&
           vcf_parse(&x->line, x->head, x->rec) == 0;
}

/* How many records the index knows of this contig: stated, else counted, but
 * no further than one more than `expected`. */
static uint64_t index_count(struct open_index *x, int tid, uint64_t expected)
{
    hts_idx_t *idx = x->tbx ? x->tbx->idx : x->csi;
    uint64_t n = 0;
    uint64_t unused = 0;
    hts_itr_t *itr;

    if (tid < 0 || tid >= hts_idx_nseq(idx))
        return 0;
    if (hts_idx_get_stat(idx, tid, &n, &unused) >= 0)
        return n;
    n = 0;
    itr = query(x, tid, 0, HTS_POS_MAX);
    while (itr && n <= expected && next(x, itr))
        n++;
    hts_itr_destroy(itr);
    return n;
}

static void note_count(struct vcfscan_index *out, const char *contig,
                       uint64_t by_index, uint64_t by_file)
{
    if (by_index == by_file)
        return;
    out->contigs_differ++;
    if (!out->example[0])
        snprintf(out->example, sizeof(out->example),
                 "%.100s: %" PRIu64 " / %" PRIu64, contig, by_index, by_file);
}

static void compare_counts(struct vcfscan_index *out, struct open_index *x,
                           const struct vcfscan *s)
{
    for (size_t i = 0; i < s->n_contigs; i++)
        note_count(out, s->contig[i],
                   index_count(x, index_tid(x, s, i), s->per_contig[i]),
                   s->per_contig[i]);
}

/* Records on contigs that the header does not name. */
static int compare_unnamed(struct vcfscan_index *out, struct open_index *x,
                           const struct vcfscan *s, struct err *e)
{
    struct names known = {0};
    int n = 0;
    const char **name = tbx_seqnames(x->tbx, &n);
    int rc = -1;

    if (!name && n) {
        err_nomem(e);
        goto done;
    }
    for (size_t i = 0; i < s->n_contigs; i++) {
        uint32_t at;

        if (names_add(&at, NULL, &known, s->contig[i], strlen(s->contig[i]), e))
            goto done;
    }
    for (int i = 0; i < n; i++)
        if (names_find(&known, name[i], strlen(name[i])) == NAMES_NONE)
            note_count(out, name[i], index_count(x, i, 0), 0);
    rc = 0;
done:
    free(name);
    names_release(&known);
    return rc;
}

/* Contigs of the index that the file's header lacks. With records on contigs
 * that the header lacks, these may be the same: nothing is said then. */
static int compare_names(struct vcfscan_index *out, struct open_index *x,
                         const struct vcfscan *s, struct err *e)
{
    if (s->undeclared)
        return 0;
    if (x->tbx)
        return compare_unnamed(out, x, s, e);
    for (int i = (int)s->n_contigs; i < hts_idx_nseq(x->csi); i++)
        note_count(out, "?", index_count(x, i, 0), 0);
    return 0;
}

/* Does a record with this POS come back? *budget: records that may be read. */
static bool find_place(struct open_index *x, const struct vcfscan *s,
                       const struct vcfscan_place *p, uint64_t *budget)
{
    int tid = index_tid(x, s, (size_t)p->contig);
    hts_itr_t *itr = tid >= 0 ? query(x, tid, p->pos, p->pos + 1) : NULL;
    bool found = false;

    while (itr && !found && *budget && next(x, itr)) {
        --*budget;
        found = x->rec->pos == p->pos;
    }
    hts_itr_destroy(itr);
    return found;
}

static void find_places(struct vcfscan_index *out, struct open_index *x,
                        const struct vcfscan *s)
{
    uint64_t budget = VCFSCAN_LOOK_MAX;

    for (size_t i = 0; i < s->n_places && budget; i++) {
        bool found = find_place(x, s, &s->place[i], &budget);

        if (!found && !budget)
            break; /* not known */
        out->places_sought++;
        out->places_lost += !found;
    }
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
    if (htsguard_index(real_index, s->bcf, e) ||
        index_open(&x, s, real, real_index, e))
        goto done;
    compare_counts(out, &x, s);
    if (compare_names(out, &x, s, e))
        goto done;
    find_places(out, &x, s);
    rc = 0;
done:
    index_close(&x);
    return rc;
}
