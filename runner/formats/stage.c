/*
 * One queue for the whole crew, first in first out; a stage is a ring of slots,
 * each of which is also a link of that queue. All of it is under one lock: jobs
 * take a good part of a millisecond, so nobody stands in line for it.
 *
 * Of a stage that goes in turn, only the oldest job that is not done is in the
 * queue; when it is done, the next one goes there. Whoever waits for a job
 * works on others meanwhile. That can not go round in circles: a job of a stage
 * in turn waits for plain jobs only, and these wait for nothing.
 */
#include "formats/stage.h"

#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "base/err.h"

struct stage;

struct slot {
    stage_work work;
    void *job;
    bool done;
    struct stage *turn; /* NULL: it does not go in turn */
    struct slot *next;  /* in the crew's queue */
};

struct crew {
    pthread_mutex_t lock;
    pthread_cond_t todo; /* the queue is not empty, or all is over */
    pthread_cond_t done; /* for who waits: some job is done, or there is one */
    struct slot *first;
    struct slot *last;
    int waiting; /* threads that wait for `done` */
    int begun;   /* threads that have come to the queue, with the caller */
    bool over;
    int threads; /* with the caller */
    pthread_t thread[CREW_MAX];
};

struct stage {
    struct crew *crew;
    struct slot *slot;
    size_t depth;
    size_t oldest;
    size_t n;
    bool in_turn;
    size_t undone; /* in turn: jobs that are not done, under the lock */
};

/* The lock is held. */
static void enqueue(struct crew *c, struct slot *s)
{
    s->next = NULL;
    if (c->last)
        c->last->next = s;
    else
        c->first = s;
    c->last = s;
    pthread_cond_signal(&c->todo);
    if (c->waiting)
        pthread_cond_broadcast(&c->done);
}

/* The lock is held; `s` is done. */
static void next_in_turn(struct crew *c, const struct slot *s)
{
    struct stage *t = s->turn;
    size_t at = (size_t)(s - t->slot);

    if (--t->undone)
        enqueue(c, &t->slot[(at + 1) % t->depth]);
}

/* The lock is held, before and after; it is let go for the work itself. */
static void work_one(struct crew *c)
{
    struct slot *s = c->first;

    c->first = s->next;
    if (!c->first)
        c->last = NULL;
    pthread_mutex_unlock(&c->lock);
    s->work(s->job);
    pthread_mutex_lock(&c->lock);
    if (s->turn)
        next_in_turn(c, s);
    s->done = true;
    if (c->waiting)
        pthread_cond_broadcast(&c->done);
}

static void *worker(void *arg)
{
    struct crew *c = arg;

    pthread_mutex_lock(&c->lock);
    c->begun++;
    pthread_cond_broadcast(&c->done);
    for (;;) {
        if (c->first)
            work_one(c);
        else if (c->over)
            break;
        else
            pthread_cond_wait(&c->todo, &c->lock);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

/* Signals are for the caller's thread. A thread that begins takes locks of the
 * C library and of its allocator; a child that is forked meanwhile would find
 * them locked for ever. So it is waited for. */
static void hire(struct crew *c, int threads)
{
    sigset_t all;
    sigset_t before;

    sigfillset(&all);
    if (pthread_sigmask(SIG_SETMASK, &all, &before))
        return;
    while (c->threads < threads &&
           pthread_create(&c->thread[c->threads], NULL, worker, c) == 0)
        c->threads++;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_mutex_lock(&c->lock);
    while (c->begun < c->threads)
        pthread_cond_wait(&c->done, &c->lock);
    pthread_mutex_unlock(&c->lock);
}

struct crew *crew_new(int threads, struct err *e)
{
    struct crew *c = calloc(1, sizeof(*c));

    if (!c || pthread_mutex_init(&c->lock, NULL))
        goto no_lock;
    if (pthread_cond_init(&c->todo, NULL))
        goto no_todo;
    if (pthread_cond_init(&c->done, NULL))
        goto no_done;
    c->threads = 1;
    c->begun = 1;
    hire(c, threads < CREW_MAX ? threads : CREW_MAX);
    return c;
no_done:
    pthread_cond_destroy(&c->todo);
no_todo:
    pthread_mutex_destroy(&c->lock);
no_lock:
    free(c);
    err_nomem(e);
    return NULL;
}

void crew_free(struct crew *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    c->over = true;
    pthread_cond_broadcast(&c->todo);
    pthread_mutex_unlock(&c->lock);
    for (int i = 1; i < c->threads; i++)
        pthread_join(c->thread[i], NULL);
    pthread_cond_destroy(&c->done);
    pthread_cond_destroy(&c->todo);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

int crew_threads(const struct crew *c)
{
    return c->threads;
}

struct stage *stage_new(struct crew *c, size_t depth, struct err *e)
{
    struct stage *s = calloc(1, sizeof(*s));

    depth = depth ? depth : 1;
    if (s)
        s->slot = calloc(depth, sizeof(*s->slot));
    if (!s || !s->slot) {
        free(s);
        err_nomem(e);
        return NULL;
    }
    s->crew = c;
    s->depth = depth;
    return s;
}

struct stage *stage_new_in_turn(struct crew *c, size_t depth, struct err *e)
{
    struct stage *s = stage_new(c, depth, e);

    if (s)
        s->in_turn = true;
    return s;
}

void stage_free(struct stage *s)
{
    if (!s)
        return;
    while (stage_take(s))
        continue;
    free(s->slot);
    free(s);
}

bool stage_is_full(const struct stage *s)
{
    return s->n == s->depth;
}

bool stage_is_ready(const struct stage *s)
{
    bool done;

    if (!s->n)
        return false;
    pthread_mutex_lock(&s->crew->lock);
    done = s->slot[s->oldest].done;
    pthread_mutex_unlock(&s->crew->lock);
    return done;
}

int stage_put(struct stage *s, stage_work work, void *job, struct err *e)
{
    struct crew *c = s->crew;
    struct slot *at = &s->slot[(s->oldest + s->n) % s->depth];

    (void)e; /* nothing can fail as long as slots are made beforehand */
    assert(s->n < s->depth && job);
    s->n++;
    *at =
        (struct slot){work, job, c->threads == 1, s->in_turn ? s : NULL, NULL};
    if (c->threads == 1) {
        work(job);
        return 0;
    }
    pthread_mutex_lock(&c->lock);
    if (!s->in_turn || s->undone++ == 0)
        enqueue(c, at);
    pthread_mutex_unlock(&c->lock);
    return 0;
}

void *stage_take(struct stage *s)
{
    struct crew *c = s->crew;
    struct slot *at = &s->slot[s->oldest];

    if (!s->n)
        return NULL;
    if (c->threads > 1) {
        pthread_mutex_lock(&c->lock);
        while (!at->done) {
            if (c->first) {
                work_one(c);
                continue;
            }
            c->waiting++;
            pthread_cond_wait(&c->done, &c->lock);
            c->waiting--;
        }
        pthread_mutex_unlock(&c->lock);
    }
    s->oldest = (s->oldest + 1) % s->depth;
    s->n--;
    return at->job;
}
