/*
 * The index needs the place on the disk behind each record, which is known only
 * when the block that it lies in is compressed: so records wait in a queue
 * until then, a few blocks' worth.
 */
#include "formats/vcfout.h"

#include <stdbool.h>
#include <stdio.h>
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

const char *vcfout_index_suffix(const struct vcfout_options *options)
{
    return needs_csi(options->longest_contig) ? ".csi" : ".tbi";
}

struct vcfout *vcfout_open(const char *path,
                           const struct vcfout_options *options, struct err *e)
{
    const struct bgzfout_options b = {
        .level = options->level, .no_digests = true, .crew = options->crew};
    struct vcfout *o = calloc(1, sizeof(*o));

    if (!o) {
        err_nomem(e);
        return NULL;
    }
    o->longest = options->longest_contig;
    o->tid = NAMES_NONE;
    o->out = bgzfout_open(path, &b, e); /* refuses a path that is too long */
    if (!o->out) {
        vcfout_free(o);
        return NULL;
    }
    (void)snprintf(o->path, sizeof(o->path), "%s", path);
    (void)snprintf(o->index, sizeof(o->index), "%s%s", path,
                   vcfout_index_suffix(options));
    return o;
}

int vcfout_text(struct vcfout *o, const char *text, size_t n, struct err *e)
{
    if (bgzfout_write(o->out, text, n, e))
        return -1;
    o->head = bgzfout_tell(o->out);
    return 0;
}

static int make_index(struct vcfout *o, uint64_t place, struct err *e)
{
    int levels = TBI_LEVELS;

    while (((int64_t)1 << (MIN_SHIFT + 3 * levels)) < o->longest)
        levels++;
    o->idx = hts_idx_init(0, needs_csi(o->longest) ? HTS_FMT_CSI : HTS_FMT_TBI,
                          place, MIN_SHIFT, levels);
    return o->idx ? 0 : err_nomem(e);
}

/* Tell the index of the records whose places are known by now. */
static int push_known(struct vcfout *o, struct err *e)
{
    uint64_t place;

    if (!o->idx) {
        if (!bgzfout_place(&place, o->out, o->head))
            return 0;
        if (make_index(o, place, e))
            return -1;
    }
    while (o->first < o->n) {
        const struct waiting *w = &o->queue[o->first];

        if (!bgzfout_place(&place, o->out, w->text))
            return 0;
        if (hts_idx_push(o->idx, w->tid, w->beg, w->end, place, 1) < 0) {
            err_set(e, ERR_IO, "the index of this file can not be made");
            return err_at(e, o->path, 0, 0);
        }
        o->first++;
    }
    o->first = o->n = 0;
    return 0;
}

static int room(struct vcfout *o, struct err *e)
{
    size_t cap = o->cap ? 2 * o->cap : 1024;
    struct waiting *more;

    if (o->n < o->cap)
        return 0;
    if (push_known(o, e))
        return -1;
    if (o->first > o->cap / 2) { /* most have gone: make use of their room */
        memmove(o->queue, o->queue + o->first,
                (o->n - o->first) * sizeof(*o->queue));
        o->n -= o->first;
        o->first = 0;
    }
    if (o->n < o->cap)
        return 0;
    more = realloc(o->queue, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    o->queue = more;
    o->cap = cap;
    return 0;
}

static int find_contig(struct vcfout *o, const char *name, struct err *e)
{
    if (o->tid != NAMES_NONE && strcmp(o->names.a[o->tid], name) == 0)
        return 0;
    return names_add(&o->tid, NULL, &o->names, name, strlen(name), e);
}

int vcfout_record(struct vcfout *o, const struct vcfout_place *at,
                  const char *line, size_t n, struct err *e)
{
    int64_t beg = at->beg < 0 ? 0 : at->beg;

    if (find_contig(o, at->contig, e) || bgzfout_write(o->out, line, n, e) ||
        bgzfout_write(o->out, "\n", 1, e) || room(o, e))
        return -1;
    o->queue[o->n++] =
        (struct waiting){(int)o->tid, beg, at->end > beg ? at->end : beg + 1,
                         bgzfout_tell(o->out)};
    return 0;
}

/* The head of a tabix index: how to read the lines, and the contigs' names. */
static int set_meta(struct vcfout *o, struct err *e)
{
    const int32_t how[] = {TBX_VCF, 1, 2, 0, '#', 0};
    struct buf meta;
    size_t bytes = 0;
    int rc = -1;

    for (size_t i = 0; i < o->names.n; i++)
        bytes += o->names.len[i] + 1;
    buf_init(&meta, META_MAX);
    for (size_t i = 0; i < 7; i++) {
        uint32_t word = i < 6 ? (uint32_t)how[i] : (uint32_t)bytes;
        unsigned char little[] = {
            (unsigned char)word, (unsigned char)(word >> 8),
            (unsigned char)(word >> 16), (unsigned char)(word >> 24)};

        buf_add(&meta, little, sizeof(little));
    }
    for (size_t i = 0; i < o->names.n; i++)
        buf_add(&meta, o->names.a[i], o->names.len[i] + 1);
    if (buf_check(&meta, e) == 0)
        rc = hts_idx_set_meta(o->idx, (uint32_t)meta.n, (unsigned char *)meta.s,
                              1)
                 ? err_nomem(e)
                 : 0;
    buf_release(&meta);
    return rc;
}

int vcfout_end(struct vcfout *o, struct err *e)
{
    struct bgzfout_sum sum;
    uint64_t place = 0;

    if (bgzfout_end(&sum, o->out, e) || push_known(o, e))
        return -1;
    bgzfout_place(&place, o->out, sum.content_bytes);
    if (hts_idx_finish(o->idx, place) == 0 && set_meta(o, e) == 0 &&
        hts_idx_save_as(o->idx, o->path, o->index,
                        needs_csi(o->longest) ? HTS_FMT_CSI : HTS_FMT_TBI) == 0)
        return 0;
    err_set(e, ERR_IO, "the index of this file can not be made");
    return err_at(e, o->path, 0, 0);
}

void vcfout_free(struct vcfout *o)
{
    if (!o)
        return;
    bgzfout_free(o->out);
    if (o->idx)
        hts_idx_destroy(o->idx);
    names_release(&o->names);
    free(o->queue);
    free(o);
}
