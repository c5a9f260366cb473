#include "variants/genome.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "variants/calls.h"
#include "variants/unit.h"

static int add_contig(uint32_t *out, struct genome *g, const char *name,
                      size_t len, int64_t length, struct err *e)
{
    size_t cap = g->contigs.cap;
    int added;

    if (names_add(out, &added, &g->contigs, name, len, e))
        return -1;
    if (g->contigs.cap > cap || !g->length) {
        int64_t *more = realloc(g->length, g->contigs.cap * sizeof(*g->length));

        if (!more)
            return err_nomem(e);
        g->length = more;
    }
    if (added)
        g->length[*out] = 0;
    if (!g->length[*out])
        g->length[*out] = length;
    return 0;
}

static int open_reference(struct genome *g, const char *path, struct err *e)
{
    if (fasta_open(&g->ref, path, e))
        return -1;
    g->has_ref = true;
    for (uint32_t i = 0; i < g->ref.names.n; i++) {
        uint32_t at;

        if (add_contig(&at, g, g->ref.names.a[i], g->ref.names.len[i],
                       g->ref.seq[i].length, e))
            return -1;
    }
    return 0;
}

int genome_open(struct genome *g, enum variants_part *part,
                const struct variants_job *job, struct err *e)
{
    *part = VARIANTS_PART_REFERENCE;
    if (job->reference && open_reference(g, job->reference, e))
        return -1;
    *part = VARIANTS_PART_REGIONS;
    if (job->regions) {
        if (bed_read(&g->regions, job->regions, e))
            return -1;
        g->has_regions = true;
    }
    *part = VARIANTS_PART_STRATUM;
    g->strata = calloc(job->n_strata + 1, sizeof(*g->strata));
    if (!g->strata)
        return err_nomem(e);
    for (size_t i = 0; i < job->n_strata; i++) {
        if (bed_read(&g->strata[i], job->strata[i].path, e))
            return -1;
        g->n_strata++;
    }
    *part = VARIANTS_PART_NONE;
    return 0;
}

void genome_release(struct genome *g)
{
    if (g->has_ref)
        fasta_close(&g->ref);
    names_release(&g->contigs);
    free(g->length);
    bed_release(&g->regions);
    for (size_t i = 0; i < g->n_strata; i++)
        bed_release(&g->strata[i]);
    free(g->strata);
    *g = (struct genome){0};
}

int genome_take(struct genome *g, struct calls *c, struct err *e)
{
    for (uint32_t i = 0; !g->has_ref && i < c->head.contigs.n; i++) {
        uint32_t at;

        if (add_contig(&at, g, c->head.contigs.a[i], c->head.contigs.len[i],
                       c->head.contig_length[i], e))
            return -1;
    }
    for (size_t i = 0; i < c->n_ranges; i++) {
        uint32_t was = c->range[i].contig;

        c->range[i].contig = names_find(&g->contigs, c->head.contigs.a[was],
                                        c->head.contigs.len[was]);
    }
    return 0;
}

bool genome_is_elsewhere(const struct genome *g, const struct bed *b)
{
    for (size_t i = 0; i < b->contigs.n; i++) {
        if (names_find(&g->contigs, b->contigs.a[i], b->contigs.len[i]) !=
            NAMES_NONE)
            return false;
    }
    return b->contigs.n > 0;
}

static int check_bed(const struct bed *b, const struct genome *g,
                     const char *path, struct err *e)
{
    if (!genome_is_elsewhere(g, b))
        return 0;
    err_set(e, ERR_MISMATCH,
            "the regions share no contig with the reference: they name %s, "
            "where the reference has %s",
            b->contigs.a[0], g->contigs.n ? g->contigs.a[0] : "-");
    return err_at(e, path, 0, 0);
}

int genome_check(const struct genome *g, enum variants_part *part,
                 const struct variants_job *job, struct err *e)
{
    *part = VARIANTS_PART_REGIONS;
    if (g->has_regions && check_bed(&g->regions, g, job->regions, e))
        return -1;
    *part = VARIANTS_PART_STRATUM;
    for (size_t i = 0; i < g->n_strata; i++) {
        if (check_bed(&g->strata[i], g, job->strata[i].path, e))
            return -1;
    }
    *part = VARIANTS_PART_NONE;
    return 0;
}

int sweep_open(struct sweep *w, const struct genome *g, uint32_t contig,
               struct err *e)
{
    const char *name = g->contigs.a[contig];
    size_t len = g->contigs.len[contig];

    w->n = 1 + g->n_strata;
    w->everywhere = !g->has_regions;
    w->bed = calloc(w->n, sizeof(const struct bed_contig *));
    w->cursor = calloc(w->n, sizeof(*w->cursor));
    if (!w->bed || !w->cursor)
        return err_nomem(e);
    w->bed[0] = bed_contig(&g->regions, name, len);
    for (size_t i = 0; i < g->n_strata; i++)
        w->bed[1 + i] = bed_contig(&g->strata[i], name, len);
    return 0;
}

void sweep_restart(struct sweep *w)
{
    memset(w->cursor, 0, w->n * sizeof(*w->cursor));
}

void sweep_close(struct sweep *w)
{
    free(w->bed);
    free(w->cursor);
    *w = (struct sweep){0};
}

bool sweep_holds(struct sweep *w, size_t k, const struct unit *u, size_t n)
{
    if (k == 0 && w->everywhere)
        return true;
    for (size_t i = 0; i < n; i++) {
        int64_t beg;
        int64_t end;

        unit_span(&beg, &end, &u[i]);
        if (!bed_sweep(w->bed[k], &w->cursor[k], beg, end))
            return false;
    }
    return true;
}

int64_t sweep_bp(const struct sweep *w, size_t k, int64_t beg, int64_t end)
{
    if (k == 0)
        return w->everywhere ? end - beg : bed_bp_in(w->bed[0], beg, end);
    if (w->everywhere)
        return bed_bp_in(w->bed[k], beg, end);
    return bed_bp_both(w->bed[k], w->bed[0], beg, end);
}
