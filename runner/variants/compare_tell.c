/*
 * What a listener writes is a good part of the work: so its parts hear in the
 * threads of the crew, each in a stage of its own that goes in turn. All of
 * these stages get the same chunks, and a chunk is given up when it came out of
 * every one of them.
 */
#include <stdlib.h>

#include "variants/compare.h"

/* A stage_work. */
static void tell(void *job)
{
    struct telling *t = job;
    const struct judged_listener *l = t->to->l;

    if (!t->to->failed && l->hear(l->arg, &t->heard, &t->err))
        t->to->failed = true;
}

/* The parts of a listener, or itself. */
static const struct judged_listener *parts(size_t *n,
                                           const struct judged_listener *l)
{
    if (!l) {
        *n = 0;
        return NULL;
    }
    *n = l->part ? l->n_parts : 1;
    return l->part ? l->part : l;
}

int compare_tell_open(struct compare *c, struct err *e)
{
    struct tells *t = &c->tells;
    size_t n;
    const struct judged_listener *part = parts(&n, c->job->listener);

    t->depth = 2 * (size_t)crew_threads(c->crew);
    t->told = calloc(t->depth, sizeof(*t->told));
    if (!t->told)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++) {
        struct teller *to = &t->teller[t->n_tellers];

        if (!part[i].any_thread)
            continue;
        to->l = &part[i];
        to->turn = stage_new_in_turn(c->crew, t->depth, e);
        if (!to->turn)
            return -1;
        t->n_tellers++;
    }
    return 0;
}

/* The oldest chunk comes out of all stages. */
static int take_told(struct compare *c, struct err *e)
{
    struct tells *t = &c->tells;
    struct told *k = &t->told[t->oldest];
    int rc = 0;

    t->oldest = (t->oldest + 1) % t->depth;
    t->n--;
    for (size_t i = 0; i < t->n_tellers; i++) {
        const struct telling *to = stage_take(t->teller[i].turn);

        if (to->err.code && !rc) {
            *e = to->err;
            rc = -1;
        }
    }
    compare_rest(c, k->chunk);
    k->chunk = NULL;
    return rc;
}

/* Those that hear in this thread alone. */
static int tell_here(struct compare *c, const struct judged_chunk *heard,
                     bool all, struct err *e)
{
    size_t n;
    const struct judged_listener *part = parts(&n, c->job->listener);

    for (size_t i = 0; i < n; i++) {
        if ((all || !part[i].any_thread) && part[i].hear(part[i].arg, heard, e))
            return -1;
    }
    return 0;
}

static int put_told(struct compare *c, struct chunk *chunk,
                    const struct judged_chunk *heard, struct err *e)
{
    struct tells *t = &c->tells;
    struct told *k = &t->told[(t->oldest + t->n) % t->depth];

    k->chunk = chunk;
    t->n++;
    for (size_t i = 0; i < t->n_tellers; i++) {
        struct teller *to = &t->teller[i];

        k->to[i] = (struct telling){.to = to, .heard = *heard};
        if (stage_put(to->turn, tell, &k->to[i], e))
            return -1;
    }
    return 0;
}

int compare_tell(struct compare *c, struct chunk *chunk, struct err *e)
{
    struct tells *t = &c->tells;
    const struct judged_chunk heard = {&c->genome.contigs, chunk->judged,
                                       chunk->n[0] + chunk->n[1]};

    if (tell_here(c, &heard, false, e) ||
        (t->n == t->depth && take_told(c, e))) {
        compare_rest(c, chunk);
        return -1;
    }
    if (!t->n_tellers) {
        compare_rest(c, chunk);
        return 0;
    }
    return put_told(c, chunk, &heard, e);
}

int compare_told(struct compare *c, struct err *e)
{
    int rc = 0;

    while (c->tells.n) {
        struct err late = {0};

        if (take_told(c, &late) && !rc) {
            *e = late;
            rc = -1;
        }
    }
    return rc;
}

int compare_tell_now(struct compare *c, const struct judged *a, size_t n,
                     struct err *e)
{
    const struct judged_chunk heard = {&c->genome.contigs, a, n};

    return compare_told(c, e) || tell_here(c, &heard, true, e) ? -1 : 0;
}

void compare_tell_close(struct compare *c)
{
    struct tells *t = &c->tells;

    for (size_t i = 0; i < t->n_tellers; i++)
        stage_free(t->teller[i].turn);
    free(t->told);
    *t = (struct tells){0};
}
