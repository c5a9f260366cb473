/* How many bp of each set lie in the regions too, block by block: what the
 * regions have covered up to a place is taken off a set's sum where the set
 * begins, and added where it ends. */
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "base/err.h"
#include "variants/strata/strata_internal.h"

/* A row of sums for the block behind the last one. */
static int add_row(struct strata_sum *s, struct err *e)
{
    size_t cap = s->cap ? 2 * s->cap : 8;
    int64_t *bp;

    if (s->n_rows == s->cap) {
        bp = realloc(s->bp, cap * s->n_sets * sizeof(*bp));
        if (!bp)
            return err_nomem(e);
        s->bp = bp;
        s->cap = cap;
    }
    s->row = s->bp + s->n_rows++ * s->n_sets;
    memset(s->row, 0, s->n_sets * sizeof(*s->row));
    return 0;
}

int strata_sum_begin(struct strata_sum *s, size_t n_sets, int64_t length,
                     bool everywhere, struct err *e)
{
    *s = (struct strata_sum){.n_sets = n_sets,
                             .edge = TALLY_BLOCK_BP,
                             .last = length > 0 ? length : INT64_MAX,
                             .inside = everywhere};
    return add_row(s, e);
}

/* All sets that are going on end with this row and begin in the next one. */
int strata_sum_edge(struct strata_sum *s, const uint64_t *bits, size_t words,
                    struct err *e)
{
    int64_t now = strata_sum_covered(s, s->edge);

    for (int part = 0; part < 2; part++) {
        for (size_t w = 0; w < words; w++) {
            for (uint64_t left = bits[w]; left; left &= left - 1)
                s->row[64 * w + bits_lowest(left)] += part ? -now : now;
        }
        if (part == 0 && add_row(s, e))
            return -1;
    }
    s->edge += TALLY_BLOCK_BP;
    return 0;
}

int strata_sum_end(struct strata_sum *s, const uint64_t *bits, size_t words,
                   int64_t last, struct err *e)
{
    last = last < s->last ? last : s->last;
    while (s->edge < last) {
        if (strata_sum_edge(s, bits, words, e))
            return -1;
    }
    for (size_t w = 0; w < words; w++) {
        for (uint64_t left = bits[w]; left; left &= left - 1)
            s->row[64 * w + bits_lowest(left)] += strata_sum_covered(s, last);
    }
    s->n_blocks = (size_t)((last + TALLY_BLOCK_BP - 1) / TALLY_BLOCK_BP);
    return 0;
}

const int64_t *strata_bp(size_t *n_blocks, const struct strata_contig *c)
{
    *n_blocks = c->sum.n_blocks;
    return c->sum.bp;
}
