#include "variants/strata/strata.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/bedio.h"
#include "variants/strata/strata_internal.h"

static int share_contig(const struct bed *b, const struct names *contigs,
                        struct err *e)
{
    for (size_t i = 0; i < b->contigs.n; i++) {
        if (names_find(contigs, b->contigs.a[i], b->contigs.len[i]) !=
            NAMES_NONE)
            return 0;
    }
    if (!b->contigs.n)
        return 0;
    return err_set(e, ERR_MISMATCH,
                   "the regions share no contig with the reference: they name "
                   "%s, where the reference has %s",
                   b->contigs.a[0], contigs->n ? contigs->a[0] : "-");
}

static struct strata_place *place_of(struct strata *s, const char *name,
                                     size_t len, struct err *e)
{
    uint32_t i;
    struct strata_place *more;

    if (names_add(&i, NULL, &s->contigs, name, len, e))
        return NULL;
    if (i >= s->cap_places) {
        more = realloc(s->place, s->contigs.cap * sizeof(*more));
        if (!more) {
            (void)err_nomem(e);
            return NULL;
        }
        memset(more + s->cap_places, 0,
               (s->contigs.cap - s->cap_places) * sizeof(*more));
        s->place = more;
        s->cap_places = s->contigs.cap;
    }
    return &s->place[i];
}

static int piece_room(struct strata_place *p, struct err *e)
{
    size_t cap = p->cap ? 2 * p->cap : 4;
    struct strata_piece *more;

    if (p->n < p->cap)
        return 0;
    more = realloc(p->a, cap * sizeof(*more));
    if (!more)
        return err_nomem(e);
    p->a = more;
    p->cap = cap;
    return 0;
}

/* The intervals of one contig, each shortened by `edge` at both ends. */
static int add_piece(struct strata_place *p, const struct bed_contig *c,
                     uint32_t set, int64_t edge, struct err *e)
{
    struct strata_piece piece = {.set = set};

    if (piece_room(p, e))
        return -1;
    piece.at = malloc((2 * c->n + 1) * sizeof(*piece.at));
    if (!piece.at)
        return err_nomem(e);
    for (size_t i = 0; i < c->n; i++) {
        int64_t beg = c->a[i].beg + edge;
        int64_t end = c->a[i].end - edge;

        if (beg >= end)
            continue;
        piece.at[piece.n++] = (int32_t)beg;
        piece.at[piece.n++] = (int32_t)end;
    }
    p->a[p->n++] = piece;
    return 0;
}

static int add_set(struct strata *s, const char *path, int64_t edge,
                   const struct names *contigs, struct err *e)
{
    struct bed b = {0};
    int rc = -1;

    if (bed_read(&b, path, e))
        return -1;
    if (contigs && share_contig(&b, contigs, e))
        goto done;
    for (size_t i = 0; i < b.contigs.n; i++) {
        const char *name = b.contigs.a[i];
        size_t len = b.contigs.len[i];
        struct strata_place *p;

        if (!b.contig[i].n ||
            (contigs && names_find(contigs, name, len) == NAMES_NONE))
            continue;
        p = place_of(s, name, len, e);
        if (!p || add_piece(p, &b.contig[i], (uint32_t)s->n, edge, e))
            goto done;
    }
    rc = 0;
done:
    if (rc)
        err_at(e, path, 0, 0);
    bed_release(&b);
    return rc;
}

static int add_sets(struct strata *s, enum variants_part *part,
                    const struct variants_job *job, const struct names *contigs,
                    struct err *e)
{
    int64_t edge = job->edge;

    *part = VARIANTS_PART_REGIONS;
    /* Beyond the longest interval all edges are the same; no sum overflows. */
    edge = edge < 0 ? 0 : edge > BED_POS_MAX ? BED_POS_MAX : edge;
    if (job->regions && add_set(s, job->regions, edge, contigs, e))
        return -1;
    *part = VARIANTS_PART_STRATUM;
    if (job->n_strata > STRATA_MAX)
        return err_set(e, ERR_LIMIT, "more than %d strata", STRATA_MAX);
    for (size_t i = 0; i < job->n_strata; i++) {
        s->n = 1 + i;
        if (add_set(s, job->strata[i].path, 0, contigs, e))
            return -1;
    }
    s->n = 1 + job->n_strata;
    s->words = (s->n + 63) / 64;
    *part = VARIANTS_PART_NONE;
    return 0;
}

struct strata *strata_open(const struct variants_job *job,
                           const struct names *contigs,
                           enum variants_part *part, struct err *e)
{
    struct strata *s = calloc(1, sizeof(*s));

    *part = VARIANTS_PART_NONE;
    if (!s) {
        (void)err_nomem(e);
        return NULL;
    }
    s->everywhere = !job->regions;
    s->overlap = job->overlap;
    if (add_sets(s, part, job, contigs, e)) {
        strata_close(s);
        return NULL;
    }
    return s;
}

void strata_close(struct strata *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->cap_places; i++) {
        for (size_t k = 0; k < s->place[i].n; k++)
            free(s->place[i].a[k].at);
        free(s->place[i].a);
    }
    free(s->place);
    names_release(&s->contigs);
    free(s);
}

static bool has_regions(const struct strata_place *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->a[i].set == 0)
            return true;
    }
    return false;
}

const char *strata_stranger(const struct strata *s, const struct names *contigs)
{
    const char *first = NULL;

    for (size_t i = 0; i < s->contigs.n; i++) {
        const char *name = s->contigs.a[i];

        if (!has_regions(&s->place[i]))
            continue;
        if (names_find(contigs, name, s->contigs.len[i]) != NAMES_NONE)
            return NULL;
        first = first ? first : name;
    }
    return first;
}

size_t strata_n(const struct strata *s)
{
    return s->n;
}

size_t strata_words(const struct strata *s)
{
    return s->words;
}
