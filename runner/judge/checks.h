/*
 * checks -- the table of checks: what a suite can ask for.
 *
 * A check is one file, runner/judge/check_NAME.c, that exports one struct
 * check, and one row in checks.c. Its declaration (core/checkdecl.h) says all
 * that lint, the manual and `entente suite describe-checks` need.
 */
#ifndef JUDGE_CHECKS_H
#define JUDGE_CHECKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/checkdecl.h"
#include "core/evidence.h"
#include "core/submission.h"
#include "core/suite.h"

struct err;
struct hashing_file;
struct progress;

/* One input of a measurement, resolved to a file that can be opened. */
struct check_file {
    const char *input; /* name of the check's input */
    const char *id;    /* fixture id or deliverable role: a stratum's name */
    const char *name;  /* for messages: name in the submission, or fixture id */
    const char *path;
    bool deliverable; /* from the submission: its defects are failures */
};

/* What a running check is given. */
struct check_env {
    const struct suite *suite;
    const struct submission *submission;
    const struct check_decl *decl;
    const struct suite_case *of; /* the case whose params hold; see
                                    check_param() */
    const struct check_file *files;
    size_t n_files;
    const char *root; /* folder of the submission; NULL for a bare file */
    const struct hashing_file *hashed; /* per file of the submission; NULL for
                                          a bare file */
    int threads;                       /* >= 1; never changes a result */
    struct progress *progress;
};

/*
 * Count. m->tally is ready for the declared counters and strata, all zero; a
 * check whose engine makes its own releases it first. Adds to m->findings, and
 * sets m->state, which is MEASURED_NOT before:
 *   MEASURED_OK      counted; criteria decide
 *   MEASURED_DEFECT  a deliverable is so defective that it can not be counted;
 *                    a finding says why
 * and m->spoils when a deliverable it read can not be used by later
 * measurements either. Returns -1 with *e when the fault is not the
 * submission's: an unusable fixture, I/O, memory.
 */
typedef int (*check_run)(struct measurement *m, const struct check_env *env,
                         struct err *e);

struct check {
    const struct check_decl *decl;
    check_run run;
};

/* All of them, in the order of the manual. */
const struct check *const *checks_all(size_t *n);
/* NULL when there is none of that name. */
const struct check *checks_find(const char *name);

/* Is it the file that is to blame, not the machine or the program? What a
 * reader of formats/ said of a deliverable. */
bool checks_is_defect(const struct err *e);

/* The value of a parameter: the case's, else the declaration's fallback.
 * Never NULL for a declared parameter. */
const char *check_param(const struct check_env *env, const char *name);

/* The first file of an input; NULL when an optional one is not given. */
const struct check_file *check_input(const struct check_env *env,
                                     const char *input);

/* tally_init() with all declared counters and the strata of env->files (input
 * "stratum"), in order; a tally that is there already is released. The runner
 * has called it before the check runs. */
int check_tally(struct measurement *m, const struct check_env *env,
                struct err *e);

#endif
