/* Blocks (CRAMv3 s8), and the order of those in a container. */
#include <stdlib.h>
#include <string.h>

#include "base/le.h"
#include "conform/cram/cramwalk_internal.h"
#include "formats/cramblock.h"

/* ---- one block ---- */

static int not_whole(struct cramwalk *w, size_t at)
{
    struct problem_place place = cramwalk_at(w, at);

    problem_add(w->problems, "CRAM-CON-002", &place, w->e,
                "a block runs past the end of its container");
    return -1;
}

static int last_method(const struct cramwalk *w)
{
    return w->version >= 31   ? CRAMWALK_LAST
           : w->version == 30 ? CRAMWALK_RANS4X8
                              : CRAMWALK_BZIP2;
}

/* An empty block has no method, whatever it says. */
static void check_block(struct cramwalk *w, const struct cramwalk_block *b)
{
    struct problem_place at = cramwalk_at(w, b->at);

    if (b->raw && b->method > last_method(w))
        problem_add(w->problems, "CRAM-BLK-002", &at, w->e,
                    "method %d is not one of this version", b->method);
    if (b->raw && b->method == CRAMWALK_RAW && (size_t)b->raw != b->n)
        problem_add(w->problems, "CRAM-BLK-003", &at, w->e,
                    "a raw block has %zu bytes and states %d", b->n, b->raw);
    if (b->content == CRAMWALK_EXTERNAL
            ? b->id < 1
            : b->id && b->content <= CRAMWALK_CORE &&
                  b->content != CRAMWALK_RESERVED)
        problem_add(w->problems, "CRAM-BLK-007", &at, w->e,
                    "a block of content %d has the id %d", b->content, b->id);
}

static int check_sum(struct cramwalk *w, const struct cramwalk_block *b,
                     const unsigned char *sum)
{
    struct problem_place at = cramwalk_at(w, b->at);

    if (cramblock_crc(w->body + b->at, b->size - 4) == le32(sum))
        return 0;
    problem_add(w->problems, "CRAM-BLK-001", &at, w->e,
                "CRC32 of the block is not that of its bytes");
    return -1;
}

int cramwalk_block(struct cramwalk_block *b, struct cramwalk *w,
                   struct cramcur *c)
{
    const unsigned char *sum = NULL;
    int32_t packed;

    *b = (struct cramwalk_block){.at = (size_t)(c->p - w->body)};
    b->method = cramcur_byte(c);
    b->content = cramcur_byte(c);
    b->id = cramcur_itf8(c);
    packed = cramcur_itf8(c);
    b->raw = cramcur_itf8(c);
    if (c->cut || packed < 0 || b->raw < 0)
        return not_whole(w, b->at);
    b->n = (size_t)packed;
    b->data = cramcur_bytes(c, b->n);
    if (w->version >= 30)
        sum = cramcur_bytes(c, 4);
    if (c->cut)
        return not_whole(w, b->at);
    b->size = (size_t)(c->p - w->body) - b->at;
    if (sum && check_sum(w, b, sum))
        return -1;
    check_block(w, b);
    return 0;
}

int cramwalk_open_block(const unsigned char **out, unsigned char **owned,
                        struct cramwalk *w, const struct cramwalk_block *b)
{
    struct problem_place at = cramwalk_at(w, b->at);
    int rc;

    *out = NULL;
    *owned = NULL;
    if (!b->raw || (b->method == CRAMWALK_RAW && b->n == (size_t)b->raw)) {
        *out = b->data;
        return 0;
    }
    if (b->method != CRAMWALK_GZIP)
        return 0;
    *owned = malloc((size_t)b->raw + 1);
    rc = *owned ? cramblock_inflate(*owned, (size_t)b->raw, b->data, b->n) : -2;
    if (rc == 0) {
        *out = *owned;
        return 0;
    }
    if (rc == -2)
        err_nomem(w->e);
    else
        problem_add(w->problems, "CRAM-BLK-004", &at, w->e,
                    "the block can not be opened to the length it states");
    free(*owned);
    *owned = NULL;
    return -1;
}

/* ---- a container of records ---- */

struct layout { /* as far as its blocks were met */
    struct cramcur cur;
    int64_t raw;
    int32_t blocks;
    int32_t n_slices;
    int64_t records;
    bool in_slice;
    bool after_head; /* the block before was a slice's header */
    bool has_core;
    struct cramwalk_slicehead slice;
    size_t slice_at;
    size_t slice_blocks;
    int32_t *external; /* ids of a slice's blocks */
    size_t n_external;
};

static void tell_order(struct cramwalk *w, const struct cramwalk_block *b)
{
    struct problem_place at = cramwalk_at(w, b->at);

    problem_add(w->problems, "CRAM-BLK-005", &at, w->e,
                "a block of content %d does not stand here", b->content);
}

static void end_slice(struct cramwalk *w, struct layout *l, size_t end)
{
    if (!l->in_slice)
        return;
    l->in_slice = false;
    cramwalk_slice_ends(w, &l->slice, l->external, l->n_external,
                        l->slice_blocks, end);
    l->records += l->slice.s.records;
    free(l->slice.id);
    l->slice = (struct cramwalk_slicehead){0};
}

static void check_landmark(struct cramwalk *w, const struct layout *l,
                           const struct cramwalk_block *b)
{
    struct problem_place at = cramwalk_at(w, b->at);

    if (l->n_slices < w->c.n_landmarks &&
        w->c.landmark[l->n_slices] != (int32_t)b->at)
        problem_add(w->problems, "CRAM-CON-004", &at, w->e,
                    "landmark %d is %d, the slice begins at %zu",
                    l->n_slices + 1, w->c.landmark[l->n_slices], b->at);
}

static int begin_slice(struct cramwalk *w, struct layout *l,
                       const struct cramwalk_block *b)
{
    end_slice(w, l, b->at);
    check_landmark(w, l, b);
    l->n_slices++;
    l->in_slice = true;
    l->after_head = true;
    l->has_core = false;
    l->slice_blocks = 0;
    l->n_external = 0;
    return cramwalk_slice(&l->slice, w, b);
}

static void block_of_slice(struct cramwalk *w, struct layout *l,
                           const struct cramwalk_block *b)
{
    if (!l->in_slice || (b->content == CRAMWALK_CORE) != l->after_head)
        tell_order(w, b);
    l->after_head = false;
    l->slice_blocks++;
    if (b->content == CRAMWALK_EXTERNAL &&
        l->n_external < CRAMWALK_EXTERNAL_MAX)
        l->external[l->n_external++] = b->id;
}

static int one_block(struct cramwalk *w, struct layout *l,
                     const struct cramwalk_block *b)
{
    l->blocks++;
    l->raw += b->raw;
    if (l->raw > CRAMWALK_RAW_MAX)
        return err_set(&w->why, ERR_LIMIT,
                       "the blocks of the container at %lld state more than "
                       "%lld bytes when opened",
                       (long long)w->c.offset, (long long)CRAMWALK_RAW_MAX);
    if ((l->blocks == 1) != (b->content == CRAMWALK_COMPRESSION)) {
        tell_order(w, b);
        return -1;
    }
    switch (b->content) {
    case CRAMWALK_COMPRESSION:
        cramwalk_coding(w, b);
        return 0;
    case CRAMWALK_SLICE_HEADER:
        return begin_slice(w, l, b);
    case CRAMWALK_EXTERNAL:
    case CRAMWALK_CORE:
        block_of_slice(w, l, b);
        if (b->method <= last_method(w))
            (void)cramwalk_size(w, b); /* what follows can be told anyway */
        return 0;
    default:
        tell_order(w, b);
        l->slice_blocks++;
        return 0;
    }
}

static void check_numbers(struct cramwalk *w, const struct layout *l)
{
    struct problem_place at = {.offset = w->c.offset};

    /* Without records nobody needs them: hts-specs' own example of a
     * compression header alone states six. */
    if (l->blocks != w->c.blocks && (w->c.records || l->n_slices))
        problem_add(w->problems, "CRAM-CON-003", &at, w->e,
                    "the container has %d blocks, its head states %d",
                    l->blocks, w->c.blocks);
    if (l->n_slices != w->c.n_landmarks)
        problem_add(w->problems, "CRAM-CON-004", &at, w->e,
                    "the container has %d slices and %d landmarks", l->n_slices,
                    w->c.n_landmarks);
    if (l->records != w->c.records)
        problem_add(w->problems, "CRAM-CON-005", &at, w->e,
                    "the slices have %lld records, the container's head "
                    "states %d",
                    (long long)l->records, w->c.records);
}

/* All bytes are blocks; how many there should be is compared at the end. */
static int walk(struct cramwalk *w, struct layout *l)
{
    while (l->cur.p < l->cur.end) {
        struct cramwalk_block b;

        if (cramwalk_block(&b, w, &l->cur) || one_block(w, l, &b))
            return -1;
    }
    end_slice(w, l, (size_t)w->c.length);
    return 0;
}

void cramwalk_data(struct cramwalk *w)
{
    struct layout l = {
        .cur = {w->body, w->body + w->c.length, false},
    };

    w->coding = (struct cramwalk_coding){0};
    l.external = malloc(CRAMWALK_EXTERNAL_MAX * sizeof(*l.external));
    if (!l.external)
        err_nomem(w->e);
    else if (walk(w, &l) == 0)
        check_numbers(w, &l);
    else
        w->unsure = true;
    free(l.external);
    free(l.slice.id);
}
