#include "variants/strata/strata.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "formats/bedio.h"
#include "formats/stage.h"
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

static int add_set(struct strata *s, const struct bed *b, int64_t edge,
                   const struct names *contigs, struct err *e)
{
    if (contigs && share_contig(b, contigs, e))
        return -1;
    for (size_t i = 0; i < b->contigs.n; i++) {
        const char *name = b->contigs.a[i];
        size_t len = b->contigs.len[i];
        struct strata_place *p;

        if (!b->contig[i].n ||
            (contigs && names_find(contigs, name, len) == NAMES_NONE))
            continue;
        p = place_of(s, name, len, e);
        if (!p || add_piece(p, &b->contig[i], (uint32_t)s->n, edge, e))
            return -1;
    }
    return 0;
}

/* The BEDs are read by a crew, a few at once, and added in their order. */
struct reading {
    const char *path;
    struct bed bed;
    struct err err;
    bool failed;
};

struct readings {
    const struct variants_job *job;
    struct stage *stage; /* NULL: no crew */
    struct reading *ring;
    size_t depth;
    size_t next; /* set to be read: 0 is the regions */
    size_t end;
};

/* A stage_work. */
static void read_bed(void *reading)
{
    struct reading *r = reading;

    r->failed = bed_read(&r->bed, r->path, &r->err) != 0;
}

static int open_readings(struct readings *r, const struct variants_job *job,
                         struct crew *crew, struct err *e)
{
    *r = (struct readings){
        .job = job,
        .depth = crew ? 2 * (size_t)crew_threads(crew) : 1,
        .next = job->regions ? 0 : 1,
        .end = 1 + (job->n_strata > STRATA_MAX ? 0 : job->n_strata),
    };
    r->ring = calloc(r->depth, sizeof(*r->ring));
    if (!r->ring)
        return err_nomem(e);
    if (!crew)
        return 0;
    r->stage = stage_new(crew, r->depth, e);
    return r->stage ? 0 : -1;
}

static int put_reading(struct readings *r, struct err *e)
{
    struct reading *one = &r->ring[r->next % r->depth];

    *one = (struct reading){.path = r->next ? r->job->strata[r->next - 1].path
                                            : r->job->regions};
    r->next++;
    if (r->stage)
        return stage_put(r->stage, read_bed, one, e);
    read_bed(one);
    return 0;
}

/* Set k; those behind it are under way meanwhile. */
static struct reading *take_reading(struct readings *r, size_t k, struct err *e)
{
    while (r->next < r->end && r->next < k + r->depth) {
        if (put_reading(r, e))
            return NULL;
    }
    return r->stage ? stage_take(r->stage) : &r->ring[k % r->depth];
}

static void close_readings(struct readings *r)
{
    struct reading *left;

    while (r->stage && (left = stage_take(r->stage))) {
        if (!left->failed)
            bed_release(&left->bed);
    }
    stage_free(r->stage);
    free(r->ring);
}

static int add_reading(struct strata *s, struct reading *r, int64_t edge,
                       const struct names *contigs, struct err *e)
{
    int rc;

    if (r->failed) {
        *e = r->err;
        return -1;
    }
    rc = add_set(s, &r->bed, edge, contigs, e);
    if (rc)
        err_at(e, r->path, 0, 0);
    bed_release(&r->bed);
    return rc;
}

static int add_sets(struct strata *s, enum variants_part *part,
                    struct readings *r, const struct names *contigs,
                    struct err *e)
{
    int64_t edge = r->job->edge;

    /* Beyond the longest interval all edges are the same; no sum overflows. */
    edge = edge < 0 ? 0 : edge > BED_POS_MAX ? BED_POS_MAX : edge;
    for (size_t k = r->next; k < r->end; k++) {
        struct reading *one = take_reading(r, k, e);

        *part = k ? VARIANTS_PART_STRATUM : VARIANTS_PART_REGIONS;
        s->n = k;
        if (!one || add_reading(s, one, k ? 0 : edge, contigs, e))
            return -1;
    }
    *part = VARIANTS_PART_STRATUM;
    if (r->job->n_strata > STRATA_MAX)
        return err_set(e, ERR_LIMIT, "more than %d strata", STRATA_MAX);
    s->n = 1 + r->job->n_strata;
    s->words = (s->n + 63) / 64;
    *part = VARIANTS_PART_NONE;
    return 0;
}

struct strata *strata_open(const struct variants_job *job,
                           const struct names *contigs, struct crew *crew,
                           enum variants_part *part, struct err *e)
{
    struct strata *s = calloc(1, sizeof(*s));
    struct readings r;
    int rc;

    *part = VARIANTS_PART_NONE;
    if (!s) {
        (void)err_nomem(e);
        return NULL;
    }
    s->everywhere = !job->regions;
    s->overlap = job->overlap;
    rc = open_readings(&r, job, crew, e) || add_sets(s, part, &r, contigs, e)
             ? -1
             : 0;
    close_readings(&r);
    if (rc) {
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
