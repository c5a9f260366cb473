/*
 * stage -- one step of a pipeline: jobs go in, threads do them, and they come
 * out in the order in which they went in.
 *
 * Several stages may share one crew of threads. The caller is one of the crew:
 * while stage_take() waits, it works too. So with a crew of one the work is
 * done inside stage_put(), and nothing runs beside the caller.
 *
 *     while (!stage_is_full(s) && (job = more()))
 *         stage_put(s, work, job, &e);
 *     while ((job = stage_take(s)))
 *         use(job);
 *
 * Jobs of a stage that goes in turn are done one at a time, in their order, by
 * whoever is free: for work that is one long thread of its own. Such a job may
 * itself put and take jobs of other stages of the crew.
 *
 * Ownership: a job is the caller's; between put and take only the thread that
 *            works on it may touch it.
 * Threads:   a crew belongs to the thread that made it. A stage belongs to one
 *            thread at a time: to that thread, or to the jobs of one stage that
 *            goes in turn; and, when those are done, to that thread again.
 */
#ifndef FORMATS_STAGE_H
#define FORMATS_STAGE_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct crew;
struct stage;

#define CREW_MAX 64 /* threads */

typedef void (*stage_work)(void *job);

/* Fewer than 1 are 1, more than CREW_MAX are CREW_MAX. When the system gives
 * fewer threads than asked for, the crew is smaller. While no job is under way,
 * its threads hold no lock of any library: then, and only then, the process may
 * fork. */
struct crew *crew_new(int threads, struct err *e);
void crew_free(struct crew *c);         /* its stages are freed before */
int crew_threads(const struct crew *c); /* with the caller */

/* `depth` jobs at most are under way at once. */
struct stage *stage_new(struct crew *c, size_t depth, struct err *e);
/* The same, going in turn. */
struct stage *stage_new_in_turn(struct crew *c, size_t depth, struct err *e);
/* Waits for jobs under way; take them out first, they are not freed. */
void stage_free(struct stage *s);

bool stage_is_full(const struct stage *s);
/* Is the oldest job done, so that stage_take() will not wait? */
bool stage_is_ready(const struct stage *s);
int stage_put(struct stage *s, stage_work work, void *job, struct err *e);
/* The oldest job, once done; NULL when none is under way. */
void *stage_take(struct stage *s);

#endif
