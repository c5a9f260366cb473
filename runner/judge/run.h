/*
 * run -- a suite against a submission: every measurement of the plan, the
 * controls too, then the decision.
 *
 * The order is that of the plan, so a defect that an early measurement finds
 * in a deliverable (it can not be read) blocks the later ones on the same
 * deliverable, which are then "blocked" with that case as cause, not failed a
 * second time. A fixture that is missing or wrong ends the run: nothing can be
 * said without it (DESIGN 5, exit 4). So does a file that changes while it is
 * judged (judge/steady.h). A deliverable whose digest is not the one listed is
 * a defect: it is not judged. What no case asks of this submission (its class,
 * its claims, --only) is not measured.
 *
 * Ownership: struct run owns all it holds and borrows suite, submission and
 * options, which must outlive it. run_release() frees it.
 */
#ifndef JUDGE_RUN_H
#define JUDGE_RUN_H

#include <stddef.h>
#include <stdint.h>

#include "core/decide.h"
#include "core/evidence.h"
#include "core/plan.h"
#include "core/suite.h"

struct err;
struct opened;
struct progress;
struct store;

struct run_options {
    const char *const *only; /* case ids; n_only 0: all */
    size_t n_only;
    const struct waiver *waivers; /* in force, for this suite and product */
    size_t n_waivers;
    int threads; /* >= 1; never changes a result */
    struct progress *progress;
};

/* A fixture or a submitted file, as it was used. */
struct run_file {
    const char *id;     /* fixture id or role; NULL for a file without role */
    char *name;         /* base name of a fixture; name in the submission */
    char sha256[65];    /* "" when it could not be read */
    int64_t size;       /* bytes */
    const char *pinned; /* how a fixture was recognised; NULL for files */
    char content[65];   /* digest of its content; "" when not needed */
};

struct run {
    struct plan plan;
    struct evidence evidence;
    struct result result;
    struct run_file *fixtures; /* each that was used, in the suite's order */
    size_t n_fixtures;
    struct run_file *files; /* each listed by the submission, in its order */
    size_t n_files;
    int64_t regions_bp;   /* judged territory; 0: the suite judges none */
    int64_t reference_bp; /* the reference's contigs; 0: there is none */
};

int run_suite(struct run *out, const struct suite *s,
              const struct opened *submission, const struct store *store,
              const struct run_options *options, struct err *e);
void run_release(struct run *r);

#endif
