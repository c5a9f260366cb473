/*
 * selftest -- does a suite do what it says, on its own fixtures?
 *
 * A submission is made of the fixtures that the suite names as examples of its
 * deliverables (attribute `example`), and run like any other, but that every
 * case is asked of it, whatever its classes and claims. The suite passes
 * when every profile finds it conformant and every negative control fails as
 * planted. Cases that no control makes fail are listed: nothing proves yet
 * that they can.
 *
 * Ownership: struct selftest owns the run and borrows the suite.
 */
#ifndef JUDGE_SELFTEST_H
#define JUDGE_SELFTEST_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/opened.h"
#include "judge/run.h"

struct err;
struct store;
struct suite;

struct selftest {
    struct opened opened;
    char work[PATH_TEXT_MAX];
    struct run run;
    bool passed;
    const char **unproven; /* case ids */
    size_t n_unproven;
};

/* ERR_MISSING when a required deliverable has no example. */
int selftest_run(struct selftest *out, const struct suite *s,
                 const struct store *store, int threads, struct err *e);
void selftest_release(struct selftest *t);

#endif
