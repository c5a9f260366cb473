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
#include "base/num.h"
#include "base/path.h"
#include "formats/htsguard.h"
#include "formats/names.h"
#include "formats/vcfscan_internal.h"

/* One index over one file. tbx is for text, csi for BCF. */
struct open_index {
    htsFile *in;
    tbx_t *tbx;
    hts_idx_t *csi;
    kstring_t line;
};

/* One question to it: the records of contig `tid` from `beg` on. */
struct query {
    struct open_index *x;
    hts_itr_t *itr;
    int tid;
    int64_t end;
    int chunk;   /* BCF: which of the iterator's, */
    bool inside; /* and whether reading in it has begun */
    int64_t pos; /* of the record that came last */
};

static void index_close(struct open_index *x)
{
    if (x->tbx)
        tbx_destroy(x->tbx);
    if (x->csi)
        hts_idx_destroy(x->csi);
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
    if (s->bcf)
        x->csi = bcf_index_load3(path, index, 0);
    else
        x->tbx = tbx_index_load3(path, index, 0);
    if ((!x->csi && !x->tbx) || hts_get_format(x->in)->compression != bgzf)
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

static void query_open(struct query *q, struct open_index *x, int tid,
                       int64_t beg, int64_t end)
{
    *q = (struct query){.x = x, .tid = tid, .end = end, .chunk = -1};
    if (tid >= 0)
        q->itr = x->tbx ? tbx_itr_queryi(x->tbx, tid, beg, end)
                        : bcf_itr_queryi(x->csi, tid, beg, end);
}

static size_t le32(const unsigned char *b)
{
    return (size_t)b[0] | (size_t)b[1] << 8 | (size_t)b[2] << 16 |
           (size_t)b[3] << 24;
}

/* A BCF record where the reader stands; false at the end of what the index
 * leads to, or where there is no record. htslib would believe any length that
 * a false index makes it read. */
static bool bcf_record(struct query *q, BGZF *in)
{
    unsigned char head[16]; /* l_shared, l_indiv, CHROM, POS */
    char part[1 << 12];
    size_t left;

    if (bgzf_read(in, head, sizeof(head)) != sizeof(head) || le32(head) < 24 ||
        le32(head) > HTSGUARD_RECORD_BYTES_MAX ||
        le32(head + 4) > HTSGUARD_RECORD_BYTES_MAX)
        return false;
    q->pos = (int32_t)le32(head + 12);
    if (le32(head + 8) != (size_t)q->tid || q->pos >= q->end)
        return false;
    for (left = le32(head) + le32(head + 4) - 8; left;) {
        size_t want = left < sizeof(part) ? left : sizeof(part);

        if (bgzf_read(in, part, want) != (ssize_t)want)
            return false;
        left -= want;
    }
    return true;
}

static bool bcf_next(struct query *q)
{
    BGZF *in = q->x->in->fp.bgzf;

    while (!q->inside || (uint64_t)bgzf_tell(in) >= q->itr->off[q->chunk].v) {
        if (++q->chunk >= q->itr->n_off ||
            bgzf_seek(in, (int64_t)q->itr->off[q->chunk].u, SEEK_SET) < 0)
            return false;
        q->inside = true;
    }
    return bcf_record(q, in);
}

/* The line need not be one: a false index leads anywhere. */
static bool text_next(struct query *q)
{
    kstring_t *line = &q->x->line;
    const char *tab;
    struct err ignored = {0};
    int64_t pos1;

    if (tbx_itr_next(q->x->in, q->x->tbx, q->itr, line) < 0)
        return false;
    tab = memchr(line->s, '\t', line->l);
    if (!tab)
        return false;
    tab++;
    if (num_parse(&pos1, &tab, line->s + line->l, INT32_MAX, &ignored))
        return false;
    q->pos = pos1 - 1;
    return true;
}

static bool query_next(struct query *q)
{
    if (!q->itr)
        return false;
    return q->x->tbx ? text_next(q) : bcf_next(q);
}

static void query_close(struct query *q)
{
    hts_itr_destroy(q->itr);
}

/* How many records the index knows of this contig: stated, else counted, but
 * no further than one more than `expected`. */
static uint64_t index_count(struct open_index *x, int tid, uint64_t expected)
{
    hts_idx_t *idx = x->tbx ? x->tbx->idx : x->csi;
    uint64_t n = 0;
    uint64_t unused = 0;
    struct query q;

    if (tid < 0 || tid >= hts_idx_nseq(idx))
        return 0;
    if (hts_idx_get_stat(idx, tid, &n, &unused) >= 0)
        return n;
    n = 0;
    query_open(&q, x, tid, 0, INT32_MAX);
    while (n <= expected && query_next(&q))
        n++;
    query_close(&q);
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
    struct query q;
    bool found = false;

    query_open(&q, x, index_tid(x, s, (size_t)p->contig), p->pos, p->pos + 1);
    while (!found && *budget && query_next(&q)) {
        --*budget;
        found = q.pos == p->pos;
    }
    query_close(&q);
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
