#include "variants/phase.h"

bool phase_of(struct phase_mark *out, const struct lane_call *truth,
              const struct lane_call *query)
{
    const struct call *t = truth->call;
    const struct call *q = query->call;
    uint8_t twin[2] = {0, 0};

    if (!t->phase_set || !q->phase_set || t->ploidy != 2 || q->ploidy != 2 ||
        t->gt[0] == t->gt[1] || t->n_alleles != q->n_alleles)
        return false;
    for (unsigned i = 0; i < t->n_alleles; i++) {
        for (unsigned j = 0; j < q->n_alleles; j++) {
            if (allele_same(truth->batch->calls,
                            call_allele(truth->batch->calls, t, i),
                            query->batch->calls,
                            call_allele(query->batch->calls, q, j)))
                twin[i] = (uint8_t)(j + 1);
        }
        if (!twin[i])
            return false;
    }
    for (int h = 0; h < 2; h++)
        out->set[h] = h ? q->phase_set : t->phase_set;
    out->crossed = q->gt[0] != (t->gt[0] ? twin[t->gt[0] - 1] : 0);
    return true;
}

/* The crossing that waits is no flip after all. */
static void settle(struct phase_count *c, struct phase_block *b)
{
    c->switches += b->crossing;
    b->crossing = false;
}

/* The block of these sets; a new one takes the place of the oldest. */
static struct phase_block *block_of(bool *is_new, struct phase_count *c,
                                    const struct phase_mark *m)
{
    struct phase_block *oldest = &c->block[0];

    *is_new = false;
    for (size_t i = 0; i < c->n; i++) {
        struct phase_block *b = &c->block[i];

        if (b->last.set[0] == m->set[0] && b->last.set[1] == m->set[1])
            return b;
        if (b->used < oldest->used)
            oldest = b;
    }
    *is_new = true;
    if (c->n < PHASE_OPEN)
        return &c->block[c->n++];
    settle(c, oldest);
    return oldest;
}

void phase_add(struct phase_count *c, const struct phase_mark *m)
{
    bool is_new;
    struct phase_block *b = block_of(&is_new, c, m);

    if (!is_new) {
        bool crossing = b->last.crossed != m->crossed;

        c->pairs++;
        if (crossing && b->crossing) {
            c->flips++;
            b->crossing = false;
        } else {
            settle(c, b);
            b->crossing = crossing;
        }
    }
    b->last = *m;
    b->used = ++c->now;
}

void phase_end(struct phase_count *c)
{
    for (size_t i = 0; i < c->n; i++)
        settle(c, &c->block[i]);
    c->n = 0;
}
