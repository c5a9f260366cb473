/*
 * A piece has room in front of its text: there goes what the piece before had
 * behind its last LF. Only when that does not fit (a line of more than
 * ROOM bytes) is the text itself copied, behind what is carried.
 */
#include "formats/textflow.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <htslib/hfile.h>

#include "base/err.h"
#include "formats/blocks.h"
#include "formats/lines.h"
#include "formats/stage.h"
#include "formats/textin.h"
#include "formats/textplaces.h"

#define ROOM ((size_t)32 << 10)
#define CAP  (ROOM + BLOCKS_GROUP_TEXT_MAX)

struct group {
    struct blocks_group packed;
    struct textpiece *text;
    struct group *next; /* among those at rest */
};

struct textflow {
    struct textin *in;    /* NULL while blocks are read */
    struct hFILE *stream; /* of the blocks */
    struct blocks *blocks;
    struct stage *inflating;
    struct group *resting;
    enum blocks_next next; /* after the groups taken out of the stage */
    int os;
    struct textflow_how how;
    struct textplaces places;
    bool keep_places;
    bool ends_empty;
    bool read_all; /* no group is to be put any more */
    bool over;
    bool may_wait;
    struct textpiece *carry; /* the begin of a line */
    struct textpiece *free;
};

static struct textpiece *piece_new(size_t cap, struct err *e)
{
    struct textpiece *t = calloc(1, sizeof(*t));

    if (t)
        t->mem = malloc(cap);
    if (!t || !t->mem) {
        free(t);
        err_nomem(e);
        return NULL;
    }
    t->cap = cap;
    return t;
}

static void piece_free(struct textpiece *t)
{
    if (!t)
        return;
    free(t->mem);
    free(t);
}

static struct textpiece *piece_get(struct textflow *f, struct err *e)
{
    struct textpiece *t = f->free;

    if (!t)
        return piece_new(CAP, e);
    f->free = t->next;
    t->next = NULL;
    return t;
}

/* Those made large by a long line are not kept. */
void textflow_give_back(struct textflow *f, struct textpiece *t)
{
    if (!t)
        return;
    if (t->cap != CAP) {
        piece_free(t);
        return;
    }
    t->next = f->free;
    f->free = t;
}

static int piece_append(struct textpiece *t, const char *s, size_t n,
                        struct err *e)
{
    size_t cap = t->cap;
    char *more;

    while (cap - t->end < n)
        cap *= 2;
    if (cap > t->cap) {
        more = realloc(t->mem, cap);
        if (!more)
            return err_nomem(e);
        t->mem = more;
        t->cap = cap;
    }
    memcpy(t->mem + t->end, s, n);
    t->end += n;
    return 0;
}

/* ---- raw pieces ---- */

static void inflate(void *job)
{
    struct group *g = job;

    blocks_inflate(&g->packed, g->text->mem + ROOM);
}

static void rest(struct textflow *f, struct group *g)
{
    textflow_give_back(f, g->text);
    g->text = NULL;
    g->next = f->resting;
    f->resting = g;
}

static int put_group(struct textflow *f, struct err *e)
{
    struct group *g = f->resting ? f->resting : calloc(1, sizeof(*g));

    if (!g)
        return err_nomem(e);
    if (g == f->resting)
        f->resting = g->next;
    g->text = piece_get(f, e);
    if (!g->text || blocks_next(&g->packed, f->blocks, e)) {
        rest(f, g);
        return -1;
    }
    f->read_all = g->packed.next != BLOCKS_MORE; /* while it is still ours */
    if (stage_put(f->inflating, inflate, g, e)) {
        rest(f, g);
        return -1;
    }
    return 0;
}

/* Take a text out of a group that is done; NULL: memory. */
static struct textpiece *unwrap(struct textflow *f, struct group *g,
                                struct err *e)
{
    struct textpiece *t = g->text;

    if (f->keep_places &&
        textplaces_add(&f->places, g->packed.packed, g->packed.n_packed,
                       g->packed.offset, e)) {
        rest(f, g);
        return NULL;
    }
    f->next = g->packed.next;
    f->os = g->packed.os;
    f->how.fault = g->packed.fault;
    f->how.fault_at = g->packed.fault_at;
    f->how.n_empty += g->packed.n_empty;
    if (g->packed.n_packed) {
        f->how.n_empty += f->ends_empty;
        f->ends_empty = g->packed.ends_empty;
    }
    t->beg = ROOM;
    t->end = ROOM + g->packed.n_text;
    g->text = NULL;
    rest(f, g);
    return t;
}

/* From where the blocks end, a gzip member is read by htslib. */
static int go_on_by_gzip(struct textflow *f, struct err *e)
{
    struct hFILE *stream = f->stream;

    if (hseek(stream, blocks_tell(f->blocks), SEEK_SET) < 0)
        return err_set(e, ERR_IO, "cannot read: %s", err_os(errno));
    f->stream = NULL;
    f->in = textin_open(stream, e);
    return f->in ? 0 : -1;
}

/* What comes after the last block: 1 for more to read, 0, -1. */
static int after_blocks(struct textflow *f, struct err *e)
{
    switch (f->next) {
    case BLOCKS_CUT:
        f->how.end = TEXTIN_CUT;
        return textin_cut_short(e);
    case BLOCKS_DAMAGED:
        f->how.end = TEXTIN_DAMAGED;
        f->how.behind_end = f->ends_empty;
        return textin_damaged(e);
    case BLOCKS_IO:
        f->how.end = TEXTIN_IO;
        return err_set(e, ERR_IO, "cannot read: %s", err_os(f->os));
    case BLOCKS_GZIP:
        return go_on_by_gzip(f, e) ? -1 : 1;
    case BLOCKS_MORE:
    case BLOCKS_END:
        break;
    }
    if (f->ends_empty)
        return 0;
    f->how.end = TEXTIN_NO_END_BLOCK;
    return textin_no_end_block(e);
}

/* 1 and a piece with text; 0 at the end of the blocks; -1. */
static int next_of_blocks(struct textpiece **out, struct textflow *f,
                          struct err *e)
{
    while (f->next == BLOCKS_MORE) {
        struct group *g;

        while (!f->read_all && !stage_is_full(f->inflating))
            if (put_group(f, e))
                return -1;
        g = stage_take(f->inflating);
        *out = unwrap(f, g, e);
        if (!*out)
            return -1;
        if ((*out)->end > ROOM)
            return 1;
        textflow_give_back(f, *out);
    }
    return 0;
}

static int next_of_stream(struct textpiece **out, struct textflow *f,
                          struct err *e)
{
    struct textpiece *t = piece_get(f, e);
    ssize_t got = t ? textin_read(f->in, t->mem + ROOM, BLOCKS_TEXT, e) : -1;

    if (got <= 0) {
        textflow_give_back(f, t);
        return (int)got;
    }
    t->beg = ROOM;
    t->end = ROOM + (size_t)got;
    *out = t;
    return 1;
}

static int next_raw(struct textpiece **out, struct textflow *f, struct err *e)
{
    if (!f->in) {
        int got = next_of_blocks(out, f, e);

        if (got)
            return got;
        got = after_blocks(f, e);
        if (got <= 0)
            return got;
    }
    return next_of_stream(out, f, e);
}

/* ---- cut at line ends ---- */

/* Behind the last LF; the begin when there is none. */
static size_t after_last_lf(const struct textpiece *t)
{
    size_t at = t->end;

    while (at > t->beg && t->mem[at - 1] != '\n')
        at--;
    return at;
}

/* What is carried goes in front of t[beg, cut), and the rest of t is carried.
 */
static int join(struct textpiece **out, struct textflow *f, struct textpiece *t,
                size_t cut, struct err *e)
{
    struct textpiece *c = f->carry;
    size_t rest_len = t->end - cut;

    if (c->end <= t->beg) {
        t->beg -= c->end;
        memcpy(t->mem + t->beg, c->mem, c->end);
        t->end = cut;
        c->end = 0;
        *out = t;
        return piece_append(c, t->mem + cut, rest_len, e);
    }
    if (piece_append(c, t->mem + t->beg, cut - t->beg, e))
        return -1;
    memmove(t->mem, t->mem + cut, rest_len);
    t->beg = 0;
    t->end = rest_len;
    f->carry = t;
    *out = c;
    return 0;
}

/* The file is over: what is carried is its last line. */
static int last_line(struct textpiece **out, struct textflow *f)
{
    f->over = true;
    if (!f->carry->end)
        return 0;
    *out = f->carry;
    f->carry = NULL;
    return 1;
}

int textflow_next(struct textpiece **out, struct textflow *f, struct err *e)
{
    while (!f->over) {
        struct textpiece *t = NULL;
        size_t cut;
        int got;

        if (f->carry->end > LINES_LEN_MAX)
            return err_set(
                e, ERR_LIMIT,
                "the line is longer than %zu bytes, the longest accepted",
                LINES_LEN_MAX);
        got = next_raw(&t, f, e);
        if (got < 0)
            return -1;
        if (got == 0)
            return last_line(out, f);
        cut = after_last_lf(t);
        if (cut > t->beg && join(out, f, t, cut, e) == 0)
            return 1;
        if (cut > t->beg ||
            piece_append(f->carry, t->mem + t->beg, t->end - t->beg, e))
            got = -1;
        textflow_give_back(f, t);
        if (got < 0)
            return -1;
    }
    return 0;
}

void textflow_keep_places(struct textflow *f)
{
    f->keep_places = true;
}

uint64_t textflow_place(struct textflow *f, int64_t text)
{
    return textplaces_find(&f->places, text);
}

int64_t textflow_tell(const struct textflow *f)
{
    return f->in ? textin_tell(f->in) : (int64_t)blocks_tell(f->blocks);
}

struct textflow_how textflow_how(const struct textflow *f)
{
    struct textflow_how how = f->how;

    if (f->in) {
        how.end = textin_end(f->in);
        how.gzip = textin_is_gzip(f->in);
        how.fault = BLOCKS_SOUND;
        how.fault_at = -1;
    }
    return how;
}

bool textflow_may_wait(const struct textflow *f)
{
    return f->may_wait;
}

/* ---- */

static int open_blocks(struct textflow *f, struct crew *crew, struct err *e)
{
    /* One group a thread, and as many that wait; with one thread, none, for
     * then a text is still in the cache when its lines are looked for. */
    size_t threads = (size_t)crew_threads(crew);

    f->blocks = blocks_open(f->stream, e);
    f->inflating = stage_new(crew, threads == 1 ? 1 : 2 * threads, e);
    return f->blocks && f->inflating ? 0 : -1;
}

static bool is_bgzf(struct hFILE *in)
{
    unsigned char head[BLOCKS_HEAD];
    ssize_t got = hpeek(in, head, sizeof(head));

    return got > 0 && blocks_is_head(head, (size_t)got);
}

struct textflow *textflow_open(struct hFILE *in, bool regular,
                               struct crew *crew, struct err *e)
{
    struct textflow *f = calloc(1, sizeof(*f));

    if (!f) {
        hclose_abruptly(in);
        err_nomem(e);
        return NULL;
    }
    f->may_wait = !regular;
    f->how.bgzf = is_bgzf(in);
    if (regular && f->how.bgzf)
        f->stream = in;
    else
        f->in = textin_open(in, e);
    f->carry = piece_new(CAP, e);
    if (!f->carry || (f->stream ? open_blocks(f, crew, e) : !f->in)) {
        textflow_close(f);
        return NULL;
    }
    return f;
}

void textflow_close(struct textflow *f)
{
    struct group *g;
    struct textpiece *t;

    if (!f)
        return;
    while (f->inflating && (g = stage_take(f->inflating)))
        rest(f, g);
    stage_free(f->inflating);
    while ((g = f->resting)) {
        f->resting = g->next;
        blocks_group_release(&g->packed);
        free(g);
    }
    while ((t = f->free)) {
        f->free = t->next;
        piece_free(t);
    }
    piece_free(f->carry);
    textplaces_release(&f->places);
    blocks_close(f->blocks);
    textin_close(f->in);
    if (f->stream)
        hclose_abruptly(f->stream);
    free(f);
}
