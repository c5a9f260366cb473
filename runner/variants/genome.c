#include "variants/genome.h"

#include <stdlib.h>

#include "base/err.h"
#include "formats/vcfhead.h"

int genome_add(uint32_t *out, struct genome *g, const char *name, size_t len,
               int64_t length, struct err *e)
{
    int added;

    if (g->quiet && names_find(&g->contigs, name, len) == NAMES_NONE &&
        g->quiet(g->quiet_arg, e))
        return -1;
    if (names_add(out, &added, &g->contigs, name, len, e))
        return -1;
    if (g->contigs.cap > g->cap) {
        int64_t *more = realloc(g->length, g->contigs.cap * sizeof(*g->length));

        if (!more)
            return err_nomem(e);
        g->length = more;
        g->cap = g->contigs.cap;
    }
    if (added)
        g->length[*out] = 0;
    if (!g->length[*out])
        g->length[*out] = length;
    return 0;
}

int genome_open(struct genome *g, const char *reference, struct err *e)
{
    if (!reference)
        return 0;
    if (fasta_open(&g->ref, reference, e))
        return -1;
    g->has_ref = true;
    for (uint32_t i = 0; i < g->ref.names.n; i++) {
        uint32_t at;

        if (genome_add(&at, g, g->ref.names.a[i], g->ref.names.len[i],
                       g->ref.seq[i].length, e))
            return -1;
    }
    g->n_ref = g->contigs.n;
    return 0;
}

void genome_release(struct genome *g)
{
    if (g->has_ref)
        fasta_close(&g->ref);
    names_release(&g->contigs);
    free(g->length);
    free(g->rank);
    free(g->by_rank);
    *g = (struct genome){0};
}

int genome_join(struct genome *g, const struct vcfhead *h, struct err *e)
{
    for (uint32_t i = 0; !g->has_ref && i < h->contigs.n; i++) {
        uint32_t at;

        if (genome_add(&at, g, h->contigs.a[i], h->contigs.len[i],
                       h->contig_length[i], e))
            return -1;
    }
    return 0;
}

static void put(struct genome *g, uint32_t contig)
{
    if (g->rank[contig] != NAMES_NONE)
        return;
    g->rank[contig] = (uint32_t)g->n_ranked;
    g->by_rank[g->n_ranked++] = contig;
}

int genome_order(struct genome *g, const struct vcfhead *first, struct err *e)
{
    size_t n = g->contigs.n;

    g->rank = malloc((n + 1) * sizeof(*g->rank));
    g->by_rank = malloc((n + 1) * sizeof(*g->by_rank));
    if (!g->rank || !g->by_rank)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++)
        g->rank[i] = NAMES_NONE;
    for (uint32_t i = 0; first && i < first->n_declared; i++) {
        uint32_t at =
            names_find(&g->contigs, first->contigs.a[i], first->contigs.len[i]);

        if (at != NAMES_NONE)
            put(g, at);
    }
    for (uint32_t i = 0; i < n; i++)
        put(g, i);
    return 0;
}

uint32_t genome_rank(const struct genome *g, uint32_t contig)
{
    return contig < g->n_ranked ? g->rank[contig] : contig;
}
