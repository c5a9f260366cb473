#include "conform/bcf/bcfin.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "conform/examine.h"
#include "formats/bgzfin.h"
#include "formats/bytesin.h"

#define PIECE                                                                  \
    ((size_t)64 << 10) /* bytes read ahead where there are no blocks */

struct bcfin {
    const struct examine_job *job;
    struct bgzfin *blocks; /* this one, */
    struct bgzfin_piece *piece;
    size_t hint;
    struct bytesin *bytes; /* or this one */
    unsigned char *ahead;
    const unsigned char *text; /* read ahead: [beg, n) is left */
    size_t beg;
    size_t n;
    int64_t offset;
};

static int open_bytes(struct bcfin *b, struct err *e)
{
    b->ahead = malloc(PIECE);
    if (!b->ahead)
        return err_nomem(e);
    b->bytes = bytesin_open(b->job->path, e);
    return b->bytes ? 0 : -1;
}

/* Blocks are read as such where the file can be opened again if it has none. */
static int open_input(struct bcfin *b, struct err *e)
{
    if (strcmp(b->job->path, "-") == 0)
        return open_bytes(b, e);
    b->blocks = bgzfin_open(b->job->path, b->job->crew, e);
    if (!b->blocks)
        return -1;
    if (bgzfin_how(b->blocks).bgzf)
        return 0;
    bgzfin_close(b->blocks);
    b->blocks = NULL;
    return open_bytes(b, e);
}

struct bcfin *bcfin_open(const struct examine_job *job, struct err *e)
{
    struct bcfin *b = calloc(1, sizeof(*b));

    if (!b) {
        err_nomem(e);
        return NULL;
    }
    b->job = job;
    if (open_input(b, e)) {
        bcfin_close(b);
        return NULL;
    }
    return b;
}

void bcfin_close(struct bcfin *b)
{
    if (!b)
        return;
    if (b->blocks) {
        bgzfin_give_back(b->blocks, b->piece);
        bgzfin_close(b->blocks);
    }
    bytesin_close(b->bytes);
    free(b->ahead);
    free(b);
}

static void next_piece(struct bcfin *b, struct err *why)
{
    bgzfin_give_back(b->blocks, b->piece);
    b->piece = NULL;
    if (bgzfin_next(&b->piece, b->blocks, why) <= 0) {
        b->piece = NULL;
        return;
    }
    b->hint = 0;
    b->text = b->piece->mem + BGZFIN_ROOM;
    b->n = b->piece->n;
    examine_progress(b->job, b->piece->end);
}

static void next_bytes(struct bcfin *b, struct err *why)
{
    ssize_t got = bytesin_read(b->bytes, b->ahead, PIECE, why);

    b->text = b->ahead;
    b->n = got > 0 ? (size_t)got : 0;
    examine_progress(b->job, bytesin_tell(b->bytes));
}

/* Are there bytes? */
static bool fill(struct bcfin *b, struct err *why)
{
    if (b->beg < b->n)
        return true;
    b->beg = b->n = 0;
    if (why->code != ERR_NONE)
        return false;
    if (b->blocks)
        next_piece(b, why);
    else
        next_bytes(b, why);
    return b->n > 0;
}

size_t bcfin_read(struct bcfin *b, void *out, size_t n, struct err *why)
{
    size_t have = 0;

    while (have < n && fill(b, why)) {
        size_t left = b->n - b->beg;
        size_t m = n - have < left ? n - have : left;

        memcpy((unsigned char *)out + have, b->text + b->beg, m);
        have += m;
        b->beg += m;
    }
    b->offset += (int64_t)have;
    return have;
}

int64_t bcfin_offset(const struct bcfin *b)
{
    return b->offset;
}

uint64_t bcfin_place(struct bcfin *b, struct err *why)
{
    if (!b->blocks || !fill(b, why))
        return BCFIN_NOWHERE;
    return bgzfin_place(b->piece, b->beg, &b->hint);
}

struct textflow_how bcfin_how(const struct bcfin *b)
{
    if (b->blocks)
        return bgzfin_how(b->blocks);
    return (struct textflow_how){.bgzf = bytesin_is_bgzf(b->bytes),
                                 .gzip = bytesin_is_gzip(b->bytes),
                                 .end = bytesin_end(b->bytes),
                                 .fault_at = -1};
}
