#include "formats/bgzfin.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <htslib/hfile.h>

#include "base/err.h"
#include "base/le.h"
#include "base/path.h"
#include "formats/stage.h"
#include "formats/textin.h"

struct bgzfin {
    struct hFILE *stream;
    struct blocks *blocks;
    struct stage *inflating;
    struct bgzfin_piece *free;
    struct textflow_how how;
    enum blocks_next next; /* after the pieces taken out of the stage */
    int os;
    bool ends_empty;
    bool ends_marked; /* by the marker, to the byte */
    bool read_all;    /* no piece is to be put any more */
};

/* ---- pieces ---- */

static void piece_free(struct bgzfin_piece *p)
{
    blocks_group_release(&p->packed);
    free(p->mem);
    free(p->block);
    free(p);
}

static struct bgzfin_piece *piece_get(struct bgzfin *b, struct err *e)
{
    struct bgzfin_piece *p = b->free;

    if (p) {
        b->free = p->next;
        p->next = NULL;
        return p;
    }
    p = calloc(1, sizeof(*p));
    if (p)
        p->mem = malloc(BGZFIN_ROOM + BLOCKS_GROUP_TEXT_MAX);
    if (!p || !p->mem) {
        free(p);
        err_nomem(e);
        return NULL;
    }
    return p;
}

void bgzfin_give_back(struct bgzfin *b, struct bgzfin_piece *p)
{
    if (!p)
        return;
    p->next = b->free;
    b->free = p;
}

/* Room for the place of one block more; without memory there is none. */
static bool more_blocks(struct bgzfin_piece *p)
{
    size_t cap = p->cap_blocks ? 2 * p->cap_blocks : 16;
    struct bgzfin_block *more;

    if (p->n_blocks < p->cap_blocks)
        return true;
    more = realloc(p->block, cap * sizeof(*more));
    if (!more)
        return false;
    p->block = more;
    p->cap_blocks = cap;
    return true;
}

/* What a block holds was compared with what it says by blocks_inflate(). */
static void place_blocks(struct bgzfin_piece *p)
{
    const unsigned char *at = p->packed.packed;
    size_t text = 0;

    p->n_blocks = 0;
    while (text < p->n && more_blocks(p)) {
        size_t size = le16(at + 16) + 1;
        size_t holds = le16(at + size - 4) | (size_t)at[size - 2] << 16;

        if (holds) {
            p->block[p->n_blocks].at = text;
            p->block[p->n_blocks].place =
                p->packed.offset + (at - p->packed.packed);
            p->n_blocks++;
        }
        text += holds;
        at += size;
    }
    p->end = p->packed.offset + (off_t)p->packed.n_packed;
}

static void inflate(void *job)
{
    struct bgzfin_piece *p = job;

    blocks_inflate(&p->packed, (char *)p->mem + BGZFIN_ROOM);
    p->n = p->packed.n_text;
    place_blocks(p);
}

uint64_t bgzfin_place(const struct bgzfin_piece *p, size_t at, size_t *hint)
{
    size_t i = *hint;

    if (at >= p->n)
        return (uint64_t)p->end << 16;
    while (i + 1 < p->n_blocks && p->block[i + 1].at <= at)
        i++;
    *hint = i;
    return (uint64_t)p->block[i].place << 16 | (at - p->block[i].at);
}

/* ---- in order ---- */

static int put_piece(struct bgzfin *b, struct err *e)
{
    struct bgzfin_piece *p = piece_get(b, e);

    if (!p)
        return -1;
    if (blocks_next(&p->packed, b->blocks, e)) {
        bgzfin_give_back(b, p);
        return -1;
    }
    b->read_all = p->packed.next != BLOCKS_MORE;
    return stage_put(b->inflating, inflate, p, e);
}

/* Does it end in the marker of SAMv1 s4.1.2? Another empty block is none. */
static bool is_marker(const struct blocks_group *g)
{
    static const unsigned char marker[28] = {
        0x1f, 0x8b, 8,  4, 0, 0, 0, 0, 0, 0xff, 6, 0, 'B', 'C',
        2,    0,    27, 0, 3, 0, 0, 0, 0, 0,    0, 0, 0,   0};

    return g->n_packed >= sizeof(marker) &&
           memcmp(g->packed + g->n_packed - sizeof(marker), marker,
                  sizeof(marker)) == 0;
}

/* What a piece that was inflated says of the file. */
static void note(struct bgzfin *b, const struct blocks_group *g)
{
    b->next = g->next;
    b->os = g->os;
    b->how.fault = g->fault;
    b->how.fault_at = g->fault_at;
    b->how.n_empty += g->n_empty;
    if (g->n_packed) {
        b->how.n_empty += b->ends_empty;
        b->ends_empty = g->ends_empty;
        b->ends_marked = is_marker(g);
    }
}

static int damaged(struct bgzfin *b, struct err *e)
{
    b->how.end = TEXTIN_DAMAGED;
    b->how.behind_end = b->ends_empty;
    return textin_damaged(e);
}

static int at_end(struct bgzfin *b, struct err *e)
{
    switch (b->next) {
    case BLOCKS_CUT:
        b->how.end = TEXTIN_CUT;
        return textin_cut_short(e);
    case BLOCKS_GZIP:
        b->how.fault = BLOCKS_BAD_HEAD;
        return damaged(b, e);
    case BLOCKS_DAMAGED:
        return damaged(b, e);
    case BLOCKS_IO:
        b->how.end = TEXTIN_IO;
        return err_set(e, ERR_IO, "cannot read: %s", err_os(b->os));
    case BLOCKS_MORE:
    case BLOCKS_END:
        break;
    }
    if (b->ends_marked)
        return 0;
    b->how.end = TEXTIN_NO_END_BLOCK;
    return textin_no_end_block(e);
}

int bgzfin_next(struct bgzfin_piece **out, struct bgzfin *b, struct err *e)
{
    if (!b->how.bgzf)
        return 0;
    while (b->next == BLOCKS_MORE) {
        struct bgzfin_piece *p;

        while (!b->read_all && !stage_is_full(b->inflating))
            if (put_piece(b, e))
                return -1;
        p = stage_take(b->inflating);
        note(b, &p->packed);
        *out = p;
        if (p->n)
            return 1;
        bgzfin_give_back(b, p);
    }
    return at_end(b, e);
}

struct textflow_how bgzfin_how(const struct bgzfin *b)
{
    return b->how;
}

/* ---- the file ---- */

static struct hFILE *open_stream(const char *path, struct err *e)
{
    bool piped = strcmp(path, "-") == 0;
    int fd = piped ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                   : path_open_read(path, e);
    struct hFILE *in = fd < 0 ? NULL : hdopen(fd, "r");

    if (fd < 0)
        err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    if (fd >= 0 && !in) {
        close(fd);
        err_nomem(e);
    }
    return in;
}

/* What begins like a block, or like nothing else that is known, is read as
 * blocks: then a defect is told by its place. */
static void look(struct bgzfin *b)
{
    unsigned char head[BLOCKS_HEAD] = {0};
    ssize_t got = hpeek(b->stream, head, sizeof(head));
    bool gzip = got > 1 && head[0] == 0x1f && head[1] == 0x8b;

    b->how.bgzf = got > 0 && blocks_is_head(head, (size_t)got);
    b->how.gzip = gzip && !b->how.bgzf;
    b->how.fault_at = -1;
}

struct bgzfin *bgzfin_open(const char *path, struct crew *crew, struct err *e)
{
    struct bgzfin *b = calloc(1, sizeof(*b));
    size_t threads = (size_t)crew_threads(crew);

    if (!b) {
        err_nomem(e);
        return NULL;
    }
    b->stream = open_stream(path, e);
    if (b->stream) {
        look(b);
        b->blocks = blocks_open(b->stream, e);
        /* With one thread a text is used while it is in the cache. */
        b->inflating = stage_new(crew, threads == 1 ? 1 : threads + 2, e);
    }
    if (!b->blocks || !b->inflating) {
        bgzfin_close(b);
        return NULL;
    }
    return b;
}

void bgzfin_close(struct bgzfin *b)
{
    struct bgzfin_piece *p;

    if (!b)
        return;
    while (b->inflating && (p = stage_take(b->inflating)))
        bgzfin_give_back(b, p);
    if (b->inflating)
        stage_free(b->inflating);
    while ((p = b->free)) {
        b->free = p->next;
        piece_free(p);
    }
    if (b->blocks)
        blocks_close(b->blocks);
    if (b->stream)
        hclose_abruptly(b->stream);
    free(b);
}
