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

#include "base/err.h"
#include "base/path.h"
#include "formats/bgzfout.h"
#include "formats/names.h"
#include "formats/vcfindex.h"

/* A record of which the index does not know yet. */
struct waiting {
    uint32_t contig;
    int64_t beg;
    int64_t end;
    int64_t text; /* bytes of text up to its end */
};

struct vcfout {
    struct bgzfout *out;
    char path[PATH_TEXT_MAX];
    char index[PATH_TEXT_MAX + 8];
    struct crew *crew;
    int64_t longest;
    bool indexing;         /* the place of the first record is known: */
    struct vcfindex tabix; /* here is its index */
    int64_t head;          /* bytes of text before it */
    struct names names;
    uint32_t tid;
    struct waiting *queue;
    size_t first;
    size_t n;
    size_t cap;
};

const char *vcfout_index_suffix(const struct vcfout_options *options)
{
    return vcfindex_needs_csi(options->longest_contig) ? ".csi" : ".tbi";
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
    o->crew = options->crew;
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

/* Tell the index of the records whose places are known by now. */
static int push_known(struct vcfout *o, struct err *e)
{
    uint64_t place;

    if (!o->indexing) {
        if (!bgzfout_place(&place, o->out, o->head))
            return 0;
        vcfindex_init(&o->tabix, o->longest, place);
        o->indexing = true;
    }
    while (o->first < o->n) {
        const struct waiting *w = &o->queue[o->first];

        if (!bgzfout_place(&place, o->out, w->text))
            return 0;
        if (vcfindex_add(&o->tabix, w->contig, w->beg, w->end, place, e))
            return err_at(e, o->path, 0, 0);
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

/* strcmp() is called for each record otherwise, for a few bytes. */
static inline bool same_name(const char *a, const char *b)
{
    while (*a && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static int find_contig(struct vcfout *o, const char *name, struct err *e)
{
    if (o->tid != NAMES_NONE && same_name(o->names.a[o->tid], name))
        return 0;
    return names_add(&o->tid, NULL, &o->names, name, strlen(name), e);
}

int vcfout_record(struct vcfout *o, const struct vcfout_place *at,
                  const char *line, size_t n, struct err *e)
{
    int64_t beg = at->beg < 0 ? 0 : at->beg;

    if (find_contig(o, at->contig, e) || bgzfout_line(o->out, line, n, e) ||
        room(o, e))
        return -1;
    o->queue[o->n++] =
        (struct waiting){o->tid, beg, at->end, bgzfout_tell(o->out)};
    return 0;
}

int vcfout_end(struct vcfout *o, struct err *e)
{
    struct bgzfout_sum sum;

    if (bgzfout_end(&sum, o->out, e) || push_known(o, e))
        return -1;
    return vcfindex_write(&o->tabix, &o->names, o->index, o->crew, e);
}

void vcfout_free(struct vcfout *o)
{
    if (!o)
        return;
    bgzfout_free(o->out);
    vcfindex_release(&o->tabix);
    names_release(&o->names);
    free(o->queue);
    free(o);
}
