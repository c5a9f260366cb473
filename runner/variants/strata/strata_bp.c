/* How many bp of each set lie in the regions too, block by block: bp are added
 * up by bitset, and spread over the sets once a block. */
#include <stdbool.h>
#include <stdlib.h>

#include "base/bits.h"
#include "base/err.h"
#include "core/tally.h"
#include "variants/strata/strata_internal.h"

/* bp by bitset within one block. */
struct block {
    int64_t *bp;      /* of each id */
    uint32_t *listed; /* ids with bp */
    size_t n;
};

static void block_add(struct block *b, uint32_t id, int64_t bp)
{
    if (!b->bp[id])
        b->listed[b->n++] = id;
    b->bp[id] += bp;
}

static void block_spread(int64_t *out, struct block *b,
                         const struct strata_contig *c)
{
    for (size_t i = 0; i < b->n; i++) {
        uint32_t id = b->listed[i];
        const uint64_t *bits = strata_bits(c, id);

        for (size_t w = 0; w < c->s->words; w++) {
            for (uint64_t left = bits[w]; left; left &= left - 1)
                out[64 * w + bits_lowest(left)] += b->bp[id];
        }
        b->bp[id] = 0;
    }
    b->n = 0;
}

/* The contig's end; without a length, that of the last region. */
static int64_t last_place(const struct strata_contig *c)
{
    if (c->length > 0)
        return c->length;
    return c->n > 1 ? c->beg[c->n - 1] : 0;
}

static void add_blocks(int64_t *bp, struct block *b,
                       const struct strata_contig *c)
{
    int64_t last = last_place(c);
    int64_t edge = TALLY_BLOCK_BP;
    int64_t at = 0;

    for (size_t i = 0; i < c->n && at < last; i++) {
        int64_t end =
            i + 1 < c->n && c->beg[i + 1] < last ? c->beg[i + 1] : last;
        bool counts = *strata_bits(c, c->id[i]) & 1;

        while (at < end) {
            int64_t stop = end < edge ? end : edge;

            if (counts)
                block_add(b, c->id[i], stop - at);
            at = stop;
            if (at == edge || at == last) {
                block_spread(bp, b, c);
                bp += c->s->n;
                edge += TALLY_BLOCK_BP;
            }
        }
    }
}

int64_t *strata_bp(size_t *n_blocks, const struct strata_contig *c,
                   struct err *e)
{
    size_t n = (size_t)((last_place(c) + TALLY_BLOCK_BP - 1) / TALLY_BLOCK_BP);
    struct block b = {.bp = calloc(c->n_ids, sizeof(*b.bp)),
                      .listed = calloc(c->n_ids, sizeof(*b.listed))};
    int64_t *bp = calloc(n * c->s->n + 1, sizeof(*bp));

    if (b.bp && b.listed && bp) {
        add_blocks(bp, &b, c);
        *n_blocks = n;
    } else {
        (void)err_nomem(e);
        free(bp);
        bp = NULL;
    }
    free(b.bp);
    free(b.listed);
    return bp;
}
