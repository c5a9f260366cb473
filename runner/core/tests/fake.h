/*
 * fake -- a small suite, made by hand, with evidence for it.
 *
 * Cases A and B are mandatory and C is advisory, each with a measurement of its
 * own by check "count". A case has two criteria for COMMON: "main" (mandatory
 * in A and B) on p:main = hit / all, "extra" (advisory) on p:extra. Both ask
 * for at least 0.9 exactly. Control K replaces a deliverable so that A must
 * fail. Tests change what they need before fake_plan().
 */
#ifndef CORE_TESTS_FAKE_H
#define CORE_TESTS_FAKE_H

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/tests/t.h"
#include "core/decide.h"

#define FAKE_CASES 3

struct fake {
    struct suite s;
    struct suite_profile profile[2];
    struct suite_metric metric[2];
    struct suite_case c[FAKE_CASES];
    struct suite_criterion k[FAKE_CASES][2];
    struct suite_param param[FAKE_CASES];
    struct suite_control control;
    const char *fails[2];
    const char *classes[2];
    struct plan plan;
    struct evidence ev;
    struct result r;
};

static const char *const fake_counters[] = {"hit", "all", "hit2", "all2"};

static inline struct suite_criterion fake_criterion(const char *metric,
                                                    bool mandatory)
{
    return (struct suite_criterion){
        .profile = SUITE_COMMON,
        .mandatory = mandatory,
        .metric = metric,
        .stratum = "*",
        .has_min = true,
        .min = 0.9,
        .method = RULE_EXACT,
        .sides = 1,
        .confidence = 0.95,
        .claim = CLAIM_FILE,
        .status = LIMIT_PUBLISHED,
    };
}

static inline void fake_init(struct fake *f)
{
    static const char *const id[FAKE_CASES] = {"A", "B", "C"};

    *f = (struct fake){0};
    f->profile[0].id = "GB";
    f->profile[1].id = "FR";
    f->metric[0] = (struct suite_metric){
        .id = "p:main",
        .check = "count",
        .formula = {MEASURE_PROPORTION, {"hit"}, {"all"}}
    };
    f->metric[1] = (struct suite_metric){
        .id = "p:extra",
        .check = "count",
        .formula = {MEASURE_PROPORTION, {"hit2"}, {"all2"}}
    };
    for (size_t i = 0; i < FAKE_CASES; i++) {
        f->param[i] = (struct suite_param){.name = "n", .value = id[i]};
        f->k[i][0] = fake_criterion("p:main", i < 2);
        f->k[i][1] = fake_criterion("p:extra", false);
        f->c[i] = (struct suite_case){.id = id[i],
                                      .check = "count",
                                      .waivable = true,
                                      .params = &f->param[i],
                                      .n_params = 1,
                                      .criteria = f->k[i],
                                      .n_criteria = 2};
    }
    f->fails[0] = "A";
    f->control =
        (struct suite_control){.id = "K", .fails = f->fails, .n_fails = 1};
    f->classes[0] = "hifi";
    f->classes[1] = "ont";
    f->s = (struct suite){
        .id = "fake",
        .version = {1, 2, 3},
        .classes = f->classes,
        .n_classes = 2,
        .profiles = f->profile,
        .n_profiles = 2,
        .metrics = f->metric,
        .n_metrics = 2,
        .cases = f->c,
        .n_cases = FAKE_CASES,
        .controls = &f->control,
        .n_controls = 1
    };
    f->ev.technology_class = "hifi";
    f->ev.level = EVIDENCE_RECOMPUTED;
}

/* Plan, and give every measurement a tally in which all hit, but for the
 * control's, in which none does. */
static inline void fake_plan(struct fake *f)
{
    struct err e = {0};

    assert_int_equal(plan_make(&f->plan, &f->s, &e), 0);
    f->ev.n = f->plan.n;
    f->ev.m = calloc(f->plan.n + 1, sizeof *f->ev.m);
    assert_non_null(f->ev.m);
    for (size_t i = 0; i < f->plan.n; i++) {
        struct measurement *m = &f->ev.m[i];
        int64_t hits = f->plan.a[i].control ? 0 : 100;

        m->id = strdup(f->plan.a[i].id);
        m->state = MEASURED_OK;
        assert_int_equal(tally_init(&m->tally, fake_counters, 4, NULL, 0, &e),
                         0);
        assert_int_equal(tally_count(&m->tally, "hit", hits, &e), 0);
        assert_int_equal(tally_count(&m->tally, "all", 100, &e), 0);
        assert_int_equal(tally_count(&m->tally, "hit2", hits, &e), 0);
        assert_int_equal(tally_count(&m->tally, "all2", 100, &e), 0);
    }
}

/* New counts for measurement `i`. */
static inline void fake_count(struct fake *f, size_t i, int64_t hit,
                              int64_t all, int64_t hit2, int64_t all2)
{
    const int64_t by[] = {hit, all, hit2, all2};
    struct tally *t = &f->ev.m[i].tally;
    struct err e = {0};

    tally_release(t);
    assert_int_equal(tally_init(t, fake_counters, 4, NULL, 0, &e), 0);
    for (size_t k = 0; k < 4; k++)
        assert_int_equal(tally_count(t, fake_counters[k], by[k], &e), 0);
}

static inline void fake_decide(struct fake *f)
{
    struct err e = {0};

    result_release(&f->r);
    if (decide(&f->r, &f->s, &f->plan, &f->ev, &e))
        fail_msg("decide: %s", e.msg);
}

static inline void fake_release(struct fake *f)
{
    result_release(&f->r);
    evidence_release(&f->ev);
    plan_release(&f->plan);
}

#endif
