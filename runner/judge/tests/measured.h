/* measured -- one check on a few files, for tests of checks. */
#ifndef JUDGE_TESTS_MEASURED_H
#define JUDGE_TESTS_MEASURED_H

#include <stdbool.h>
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "core/evidence.h"
#include "core/suite.h"
#include "judge/checks.h"

#define GOLDEN    "fixtures/golden/deliverables-1/"
#define GOOD_NAME "2026-11-20/HX00000001/LP0000001-DNA_A01/LP0000001-DNA_A01"
#define GOOD      GOLDEN GOOD_NAME

/* Up to four inputs; `id` is their role or fixture. NULL path: not given. */
struct measured_file {
    const char *input;
    const char *id;
    const char *path;
};

struct measured_job {
    const struct check *check;
    struct measured_file file[4];
    struct suite_param param[2];
    const struct suite *suite;
    const struct submission *submission;
};

/* 0 or -1 as the check answers. */
static inline int measured(struct measurement *m, const struct measured_job *j,
                           struct err *e)
{
    struct suite_input inputs[4];
    struct check_file files[4];
    struct suite_case of = {.id = "C", .inputs = inputs, .params = j->param};
    struct check_env env = {.decl = j->check->decl,
                            .of = &of,
                            .suite = j->suite,
                            .submission = j->submission,
                            .files = files,
                            .threads = 1};

    for (size_t i = 0; i < 4 && j->file[i].input; i++) {
        const struct measured_file *f = &j->file[i];

        inputs[of.n_inputs++] =
            (struct suite_input){.name = f->input, .from = f->id};
        if (f->path)
            files[env.n_files++] =
                (struct check_file){f->input, f->id, f->path, f->path, true};
    }
    while (of.n_params < 2 && j->param[of.n_params].name)
        of.n_params++;
    *m = (struct measurement){0};
    if (check_tally(m, &env, e))
        return -1;
    return j->check->run(m, &env, e);
}

static inline void measured_release(struct measurement *m)
{
    tally_release(&m->tally);
    findings_release(&m->findings);
}

static inline int64_t measured_count(const struct measurement *m,
                                     const char *counter)
{
    int c = tally_find_counter(&m->tally, counter);

    if (c < 0)
        fail_msg("no counter %s", counter);
    return tally_sum(&m->tally, 0, (size_t)c);
}

/* Is there a finding of this code? NULL: is there none at all? */
static inline bool measured_found(const struct measurement *m, const char *code)
{
    for (size_t i = 0; code && i < m->findings.n; i++)
        if (strcmp(m->findings.a[i].code, code) == 0)
            return true;
    return !code && m->findings.n == 0;
}

#endif
