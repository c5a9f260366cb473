#include "variants/chunk.h"

#include <stdlib.h>
#include <string.h>

#include "variants/chunk_internal.h"
#include "variants/kit.h"
#include "variants/repeats.h"

struct chunk *chunk_new(struct err *e)
{
    struct chunk *c = calloc(1, sizeof(*c));

    if (!c)
        err_nomem(e);
    return c;
}

static int room_calls(struct chunk *c, int s, size_t n, struct err *e)
{
    if (c->call[s] && n <= c->cap[s])
        return 0;
    free(c->call[s]);
    free(c->answer[s]);
    c->cap[s] = 0;
    c->call[s] = malloc((n + 1) * sizeof(*c->call[s]));
    c->answer[s] = malloc(n + 1);
    if (!c->call[s] || !c->answer[s])
        return err_nomem(e);
    c->cap[s] = n + 1;
    return 0;
}

static int room_loci(struct chunk *c, size_t n, struct err *e)
{
    if (n <= c->cap_loci)
        return 0;
    free(c->locus);
    c->cap_loci = 0;
    c->locus = malloc(n * sizeof(*c->locus));
    if (!c->locus)
        return err_nomem(e);
    c->cap_loci = n;
    return 0;
}

int chunk_fill(struct chunk *c, const struct lanes_cut *cut, struct err *e)
{
    c->err = (struct err){0};
    c->repeated = c->moved = 0;
    c->unresolved = 0;
    c->n_phase = 0;
    c->n[0] = c->n[1] = c->n_loci = 0;
    if (room_loci(c, cut->n_loci, e))
        return -1;
    for (int s = 0; s < 2; s++) {
        if (room_calls(c, s, cut->n[s], e))
            return -1;
        if (cut->n[s])
            memcpy(c->call[s], cut->call[s], cut->n[s] * sizeof(*c->call[s]));
        c->n[s] = cut->n[s];
    }
    c->n_loci = cut->n_loci;
    for (size_t i = 0; i < cut->n_loci; i++) {
        const struct superlocus *from = &cut->locus[i];
        struct superlocus *to = &c->locus[i];

        to->beg = from->beg;
        to->end = from->end;
        to->moved = to->pair = false;
        for (int s = 0; s < 2; s++) {
            to->first[s] = from->first[s] - (uint32_t)cut->base[s];
            to->last[s] = from->last[s] - (uint32_t)cut->base[s];
        }
    }
    return 0;
}

void chunk_free(struct chunk *c)
{
    if (!c)
        return;
    for (int s = 0; s < 2; s++) {
        free(c->call[s]);
        free(c->answer[s]);
    }
    free(c->locus);
    free(c->judged);
    free(c->bits);
    free(c->phase);
    free(c);
}

/* A call of each side, and both the same? Most are. */
static bool is_pair(const struct chunk *c, const struct superlocus *l)
{
    return l->last[0] == l->first[0] + 1 && l->last[1] == l->first[1] + 1 &&
           match_pair(&c->call[0][l->first[0]], &c->call[1][l->first[1]],
                      c->place.job);
}

static int match_one(struct chunk *c, struct superlocus *l, struct kit *kit)
{
    const struct lane_call *call[2];
    uint8_t *answer[2];
    size_t n[2];

    for (int s = 0; s < 2; s++) {
        call[s] = c->call[s] + l->first[s];
        answer[s] = c->answer[s] + l->first[s];
        n[s] = l->last[s] - l->first[s];
    }
    if (match_superlocus(answer, &l->moved, call, n, l, &c->place, kit,
                         &c->err) ||
        repeats_count(&c->repeated, call[1], n[1], &c->err))
        return -1;
    c->moved += l->moved;
    return 0;
}

static int match_all(struct chunk *c, struct kit *kit)
{
    for (size_t i = 0; i < c->n_loci; i++) {
        struct superlocus *l = &c->locus[i];

        l->pair = is_pair(c, l);
        if (l->pair)
            c->answer[0][l->first[0]] = c->answer[1][l->first[1]] =
                SOLVE_GENOTYPE;
        else if (match_one(c, l, kit))
            return -1;
    }
    return 0;
}

static int room_judged(struct chunk *c)
{
    size_t n = c->n[0] + c->n[1];

    if (n <= c->cap_judged)
        return 0;
    free(c->judged);
    free(c->bits);
    free(c->phase);
    c->cap_judged = 0;
    c->judged = malloc(n * sizeof(*c->judged));
    c->bits = malloc(n * c->words * sizeof(*c->bits));
    c->phase = malloc(n * sizeof(*c->phase));
    if (!c->judged || !c->bits || !c->phase)
        return err_nomem(&c->err);
    c->cap_judged = n;
    return 0;
}

void chunk_work(void *job)
{
    struct chunk *c = job;
    struct kit *kit = shelf_lend(c->shelf, &c->err);

    if (!kit)
        return;
    if (!room_judged(c) && !match_all(c, kit))
        (void)chunk_judge(c);
    shelf_return(c->shelf, kit);
}
