/*
 * One contig. Three steps follow each other, each by many threads, and each
 * hands on in the order of the genome:
 *
 *     read (side.h)  -> windows: calls of both files up to one place
 *     place (place.h) -> lanes, cut into superloci (lanes.h)
 *     match (chunk.h) -> judged records
 */
#include "variants/compare.h"

#include <stdlib.h>

#include "formats/fastaio.h"
#include "formats/vcfflow.h"
#include "variants/place.h"

/* The calls of both files up to one place, to be placed. */
struct window {
    struct shelf *shelf;
    struct place_slice side[2];
    struct batch *batch[2]; /* held; NULL: none of that side */
    uint32_t contig;
    const char *name;
    struct place_fault fault;
    struct err err;
};

static void place_work(void *job)
{
    struct window *w = job;
    struct kit *kit = shelf_lend(w->shelf, &w->err);

    if (!kit)
        return;
    place_calls(&w->fault, w->side, kit->view, w->contig, w->name, &w->err);
    shelf_return(w->shelf, kit);
}

static void window_free(struct window *w, struct compare *c)
{
    for (int s = 0; s < 2; s++) {
        if (w->batch[s])
            side_release(&c->side[s], w->batch[s]);
    }
    free(w);
}

/* How many calls of a piece have pos up to `limit`. */
static size_t calls_up_to(const struct piece *p, int64_t limit)
{
    const struct call *a = p->batch->calls->a + p->first;
    size_t lo = 0;
    size_t hi = p->n;

    if (a[hi - 1].pos <= limit)
        return hi;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;

        if (a[mid].pos <= limit)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* Both sides' next pieces; here[s]: it is on this contig. A side that fails
 * stops the windows, so that what came before is judged first. */
static void peek_both(bool here[2], struct compare *c)
{
    for (int s = 0; s < 2 && !c->stopped; s++) {
        int got = side_peek(&c->side[s], &c->stop);

        if (got < 0) {
            c->stopped = true;
            c->stop_part =
                s == JUDGED_TRUTH ? VARIANTS_PART_TRUTH : VARIANTS_PART_QUERY;
        }
        here[s] = got > 0 && c->side[s].next.contig == c->contig;
    }
}

/* Calls up to the place that both files are known to. NULL: the contig is
 * over, or no memory. */
static struct window *next_window(struct compare *c, struct err *e)
{
    bool here[2] = {false, false};
    int64_t limit = INT64_MAX;
    struct window *w;

    peek_both(here, c);
    if (c->stopped || (!here[0] && !here[1]))
        return NULL;
    w = calloc(1, sizeof(*w));
    if (!w) {
        err_nomem(e);
        return NULL;
    }
    w->shelf = c->shelf;
    w->contig = c->contig;
    w->name = c->genome.contigs.a[c->contig];
    for (int s = 0; s < 2; s++) {
        const struct piece *p = &c->side[s].next;
        int64_t last =
            here[s] ? p->batch->calls->a[p->first + p->n - 1].pos : INT64_MAX;

        limit = last < limit ? last : limit;
    }
    for (int s = 0; s < 2; s++) {
        struct piece p = c->side[s].next;
        size_t n = here[s] ? calls_up_to(&p, limit) : 0;

        if (!n)
            continue;
        c->used[s] = true;
        w->side[s] = (struct place_slice){p.batch->calls, p.first, n};
        w->batch[s] = side_take(&c->side[s], n);
    }
    return w;
}

static int put_windows(struct compare *c, struct err *e)
{
    while (!stage_is_full(c->placing)) {
        struct window *w = next_window(c, e);

        if (!w)
            return e->code ? -1 : 0;
        if (stage_put(c->placing, place_work, w, e)) {
            window_free(w, c);
            return -1;
        }
    }
    return 0;
}

/* A window's own failure, or the fault of a file. */
static int check_window(struct compare *c, const struct window *w,
                        struct err *e)
{
    int s = w->fault.side;

    if (w->err.code) {
        c->part = w->err.path[0] ? VARIANTS_PART_REFERENCE : VARIANTS_PART_NONE;
        *e = w->err;
        return -1;
    }
    if (!w->fault.err.code)
        return 0;
    c->part = s == JUDGED_TRUTH ? VARIANTS_PART_TRUTH : VARIANTS_PART_QUERY;
    *e = w->fault.err;
    return err_at(e, c->side[s].from->path,
                  side_line(w->batch[s], w->fault.record), 0);
}

static void let_go(struct compare *c, const struct lane_call *k, size_t n,
                   int s)
{
    for (size_t i = 0; i < n; i++) {
        if (k[i].lets_go)
            side_release(&c->side[s], k[i].batch);
    }
}

void compare_rest(struct compare *c, struct chunk *k)
{
    for (int s = 0; s < 2; s++)
        let_go(c, k->call[s], k->n[s], s);
    k->next = c->resting;
    c->resting = k;
}

static struct chunk *rested_chunk(struct compare *c, struct err *e)
{
    struct chunk *k = c->resting;

    if (!k)
        return chunk_new(e);
    c->resting = k->next;
    return k;
}

static int take_chunk(struct compare *c, struct err *e)
{
    struct chunk *k = stage_take(c->matching);

    if (!k)
        return 0;
    if (k->err.code) {
        c->part = k->err.path[0] ? VARIANTS_PART_REFERENCE : VARIANTS_PART_NONE;
        *e = k->err;
        compare_rest(c, k);
        return -1;
    }
    return compare_hear(c, k, e) ? -1 : 1;
}

static int put_chunk(struct compare *c, const struct lanes_cut *cut,
                     struct err *e)
{
    struct chunk *k = NULL;

    if (!stage_is_full(c->matching) || take_chunk(c, e) >= 0)
        k = rested_chunk(c, e);
    if (!k || chunk_fill(k, cut, e)) {
        chunk_free(k);
        for (int s = 0; s < 2; s++)
            let_go(c, cut->call[s], cut->n[s], s);
        return -1;
    }
    k->place =
        (struct match_place){c->job, c->contig, c->genome.length[c->contig]};
    k->shelf = c->shelf;
    k->strata = c->sets;
    k->words = strata_words(c->strata);
    if (stage_put(c->matching, chunk_work, k, e)) {
        compare_rest(c, k);
        return -1;
    }
    return 0;
}

static int put_chunks(struct compare *c, bool all, struct err *e)
{
    size_t size = c->job->chunk > 0 ? (size_t)c->job->chunk : LANES_CHUNK;
    struct lanes_cut cut;

    while (lanes_cut(&cut, &c->lanes, size, all)) {
        if (put_chunk(c, &cut, e))
            return -1;
    }
    return 0;
}

/* The oldest window into the lanes. 0: there is none. */
static int take_window(struct compare *c, struct err *e)
{
    struct window *w = stage_take(c->placing);

    if (!w)
        return 0;
    if (check_window(c, w, e) || lanes_add(&c->lanes, w->side, w->batch, e)) {
        window_free(w, c);
        return -1;
    }
    free(w); /* the lanes hold its batches */
    return put_chunks(c, false, e) ? -1 : 1;
}

static int run_contig(struct compare *c, struct err *e)
{
    int got;

    do {
        if (put_windows(c, e))
            return -1;
        got = take_window(c, e);
    } while (got > 0);
    if (got < 0 || (!c->stopped && put_chunks(c, true, e)))
        return -1;
    while ((got = take_chunk(c, e)) > 0)
        ;
    if (got == 0 && c->stopped) {
        c->part = c->stop_part;
        *e = c->stop;
        got = -1;
    }
    return got;
}

int compare_contig(struct compare *c, uint32_t contig, struct err *e)
{
    const struct names *all = &c->genome.contigs;
    int rc = -1;

    c->contig = contig;
    c->used[0] = c->used[1] = false;
    c->sets = strata_contig_new(c->strata, all->a[contig], all->len[contig],
                                c->genome.length[contig], e);
    if (!c->sets)
        return -1;
    if (!count_contig(&c->count, all->a[contig], c->sets, e))
        rc = run_contig(c, e);
    if (rc)
        compare_abandon(c);
    phase_end(&c->phase);
    lanes_clear(&c->lanes);
    strata_contig_free(c->sets);
    c->sets = NULL;
    c->shared = c->shared || (c->used[0] && c->used[1]);
    return rc;
}

void compare_abandon(struct compare *c)
{
    struct window *w;
    struct chunk *k;

    while ((w = stage_take(c->placing)))
        window_free(w, c);
    while ((k = stage_take(c->matching)))
        compare_rest(c, k);
    for (int s = 0; s < 2; s++) {
        struct lane *l = &c->lanes.side[s];

        if (l->n)
            let_go(c, l->a + l->cut, l->n - l->cut, s);
    }
}
