/*
 * The index needs the place on the disk behind each record, which is known only
 * when the block that it lies in is compressed: so records wait in a queue
 * until then, a few blocks' worth.
 */
#include "formats/vcfout.h"

#include <stdlib.h>
#include <string.h>

#include <htslib/hts.h>
#include <htslib/tbx.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/bgzfout.h"
#include "formats/names.h"

#define TBI_LENGTH_MAX ((int64_t)1 << 29)
#define MIN_SHIFT      14
#define TBI_LEVELS     5
#define META_MAX       ((size_t)1 << 28)

/* A record of which the index does not know yet. */
struct waiting {
    int tid;
    int64_t beg;
    int64_t end;
    int64_t text; /* bytes of text up to its end */
};

struct vcfout {
    struct bgzfout *out;
    char path[PATH_TEXT_MAX];
    char index[PATH_TEXT_MAX + 8];
    int64_t longest;
    hts_idx_t *idx; /* made when the place of the first record is known */
    int64_t head;   /* bytes of text before it */
    struct names names;
    uint32_t tid;
    struct waiting *queue;
    size_t first;
    size_t n;
    size_t cap;
};

static bool needs_csi(int64_t longest)
{
    return longest > TBI_LENGTH_MAX;
}

const char *vcfout_index_suffix(const struct vcfout_options *o)
{
    return needs_csi(o->longest_contig) ? ".csi" : ".tbi";
}

struct vcfout *vcfout_open(const char *path, const struct vcfout_options *o,
                           struct err *e)
{
    const struct bgzfout_options b = {
        .level = o->level, .no_digests = true, .crew = o->crew};
    struct vcfout *v = calloc(1, sizeof(*v));
    size_t n = strlen(path);

    if (!v) {
        err_nomem(e);
        return NULL;
    }
    v->longest = o->longest_contig;
    v->tid = NAMES_NONE;
    v->out = bgzfout_open(path, &b, e); /* refuses a path that is too long */
    if (!v->out) {
        vcfout_free(v);
        return NULL;
    }
    memcpy(v->path, path, n + 1);
    memcpy(v->index, path, n);
    memcpy(v->index + n, vcfout_index_suffix(o), 5);
    return v;
}

int vcfout_text(struct vcfout *v, const char *text, size_t n, struct err *e)
{
    if (bgzfout_write(v->out, text, n, e))
        return -1;
    v->head = bgzfout_tell(v->out);
    return 0;
}

static int make_index(struct vcfout *v, uint64_t place, struct err *e)
{
    int levels = TBI_LEVELS;

    while (((int64_t)1 << (MIN_SHIFT + 3 * levels)) < v->longest)
        levels++;
    v->idx = hts_idx_init(0, needs_csi(v->longest) ? HTS_FMT_CSI : HTS_FMT_TBI,
                          place, MIN_SHIFT, levels);
    return v->idx ? 0 : err_nomem(e);
}

/* Tell the index of the records whose places are known by now. */
static int push_known(struct vcfout *v, struct err *e)
{
    uint64_t place;

    if (!v->idx) {
        if (!bgzfout_place(&place, v->out, v->head))
            return 0;
        if (make_index(v, place, e))
            return -1;
    }
    while (v->first < v->n) {
        const struct waiting *w = &v->queue[v->first];

        if (!bgzfout_place(&place, v->out, w->text))
            return 0;
        if (hts_idx_push(v->idx, w->tid, w->beg, w->end, place, 1) < 0) {
            err_set(e, ERR_IO, "the index of this file can not be made");
            return err_at(e, v->path, 0, 0);
        }
        v->first++;
    }
    v->first = v->n = 0;
    return 0;
}

static int room(struct vcfout *v, struct err *e)
{
    size_t cap = v->cap ? 2 * v->cap : 1024;
    struct waiting *more;

    if (v->n < v->cap)
        return 0;
    if (push_known(v, e))
        return -1;
    if (v->first > v->cap / 2) { /* most have gone: make use of their room */
        memmove(v->queue, v->queue + v->first,
                (v->n - v->first) * sizeof(*v->queue));
        v->n -= v->first;
        v->first = 0;
    }
    if (v->n < v->cap)
        return 0;
    more = realloc(v->queue, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    v->queue = more;
    v->cap = cap;
    return 0;
}

static int find_contig(struct vcfout *v, const char *name, struct err *e)
{
    if (v->tid != NAMES_NONE && strcmp(v->names.a[v->tid], name) == 0)
        return 0;
    return names_add(&v->tid, NULL, &v->names, name, strlen(name), e);
}

int vcfout_record(struct vcfout *v, const struct vcfout_place *at,
                  const char *line, size_t n, struct err *e)
{
    int64_t beg = at->beg < 0 ? 0 : at->beg;

    if (find_contig(v, at->contig, e) || bgzfout_write(v->out, line, n, e) ||
        bgzfout_write(v->out, "\n", 1, e) || room(v, e))
        return -1;
    v->queue[v->n++] =
        (struct waiting){(int)v->tid, beg, at->end > beg ? at->end : beg + 1,
                         bgzfout_tell(v->out)};
    return 0;
}

/* The head of a tabix index: how to read the lines, and the contigs' names. */
static int set_meta(struct vcfout *v, struct err *e)
{
    const int32_t how[] = {TBX_VCF, 1, 2, 0, '#', 0};
    struct buf meta;
    size_t bytes = 0;
    int rc = -1;

    for (size_t i = 0; i < v->names.n; i++)
        bytes += v->names.len[i] + 1;
    buf_init(&meta, META_MAX);
    for (size_t i = 0; i < 7; i++) {
        uint32_t word = i < 6 ? (uint32_t)how[i] : (uint32_t)bytes;
        unsigned char little[] = {
            (unsigned char)word, (unsigned char)(word >> 8),
            (unsigned char)(word >> 16), (unsigned char)(word >> 24)};

        buf_add(&meta, little, sizeof(little));
    }
    for (size_t i = 0; i < v->names.n; i++)
        buf_add(&meta, v->names.a[i], v->names.len[i] + 1);
    if (buf_check(&meta, e) == 0)
        rc = hts_idx_set_meta(v->idx, (uint32_t)meta.n, (unsigned char *)meta.s,
                              1)
                 ? err_nomem(e)
                 : 0;
    buf_release(&meta);
    return rc;
}

int vcfout_end(struct vcfout *v, struct err *e)
{
    struct bgzfout_sum sum;
    uint64_t place = 0;

    if (bgzfout_end(&sum, v->out, e) || push_known(v, e))
        return -1;
    bgzfout_place(&place, v->out, sum.content_bytes);
    if (hts_idx_finish(v->idx, place) == 0 && set_meta(v, e) == 0 &&
        hts_idx_save_as(v->idx, v->path, v->index,
                        needs_csi(v->longest) ? HTS_FMT_CSI : HTS_FMT_TBI) == 0)
        return 0;
    err_set(e, ERR_IO, "the index of this file can not be made");
    return err_at(e, v->path, 0, 0);
}

void vcfout_free(struct vcfout *v)
{
    if (!v)
        return;
    bgzfout_free(v->out);
    if (v->idx)
        hts_idx_destroy(v->idx);
    names_release(&v->names);
    free(v->queue);
    free(v);
}
