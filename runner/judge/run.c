/*
 * A run walks the plan once. What it keeps in mind besides the evidence is
 * which deliverables an earlier measurement found to be of no use.
 */
#include "judge/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/progress.h"
#include "core/finding.h"
#include "judge/run_internal.h"

static int set_cause(struct measurement *m, enum measured state,
                     const char *cause, struct err *e)
{
    m->state = state;
    m->cause = strdup(cause);
    return m->cause ? 0 : err_nomem(e);
}

/* Remember which deliverables this measurement found useless. */
static void note_spoiled(struct running *r, const struct planned *p,
                         const struct inputs *in)
{
    for (size_t i = 0; i < in->n; i++) {
        const struct suite_deliverable *d =
            in->a[i].deliverable ? suite_deliverable(r->suite, in->a[i].id)
                                 : NULL;

        if (d)
            r->spoiled[d - r->suite->deliverables] = p->first->id;
    }
}

/* Octets that the submission does not vouch for are not judged: a report on
 * them would be on another product. */
static int refuse_other(struct measurement *m, const struct hashing_file *h,
                        struct err *e)
{
    m->state = MEASURED_DEFECT;
    return finding_add(&m->findings, FINDING_ERROR, "RUN-DIGEST", h->name, 0, e,
                       "the file is not the one that submission.xml lists (its "
                       "SHA-256 is %s), so it is not judged; send the file "
                       "that was listed, or complete submission.xml again with "
                       "`entente pack`",
                       h->sha256);
}

static int measure(struct measurement *m, struct running *r,
                   const struct planned *p, struct inputs *in, struct err *e)
{
    const struct check *check = checks_find(p->first->check);
    struct check_env env;

    if (!check)
        return err_set(e, ERR_MISSING,
                       "case %s asks for the check '%s', which this program "
                       "does not have; see `entente suite describe-checks`",
                       p->first->id, p->first->check);
    in->may_lack = !r->mandatory[p - r->run->plan.a];
    if (run_inputs(in, r, p, check->decl, e))
        return -1;
    if (in->spoiled && !p->control)
        return set_cause(m, MEASURED_BLOCKED, in->spoiled, e);
    if (in->absent) {
        m->state = MEASURED_ABSENT;
        return 0;
    }
    if (in->other && !p->control)
        return refuse_other(m, in->other, e);
    env = (struct check_env){
        .suite = r->suite,
        .submission = &r->opened->submission,
        .decl = check->decl,
        .of = p->first,
        .files = in->a,
        .n_files = in->n,
        .root = r->opened->submission.bare ? NULL : r->opened->root,
        .hashed = r->hashed,
        .threads = r->options->threads,
        .progress = r->options->progress,
    };
    if (check_tally(m, &env, e) || check->run(m, &env, e))
        return -1;
    if (m->spoils && !p->control)
        note_spoiled(r, p, in);
    if (p->control) /* how planted defects did is nobody's product */
        marks_release(&m->marks);
    return 0;
}

static int one(struct running *r, size_t index, struct err *e)
{
    const struct planned *p = &r->run->plan.a[index];
    struct measurement *m = &r->run->evidence.m[index];
    struct inputs in = {0};
    int rc;

    m->id = strdup(p->id);
    if (!m->id)
        return err_nomem(e);
    if (!r->wanted[index])
        return 0; /* MEASURED_NOT */
    if (r->options->progress)
        progress_stage(r->options->progress, p->id, 0);
    rc = measure(m, r, p, &in, e);
    run_inputs_release(&in);
    return rc;
}

/* Counters that a check may have, which a report prints as what was judged. */
static void note_territory(struct run *run)
{
    static const char *const name[] = {"regions.bp", "reference.bp"};
    int64_t *const into[] = {&run->regions_bp, &run->reference_bp};

    for (size_t i = 0; i < run->plan.n_main; i++) {
        const struct tally *t = &run->evidence.m[i].tally;

        for (size_t k = 0; k < 2; k++) {
            int c = tally_find_counter(t, name[k]);

            if (c >= 0 && tally_sum(t, 0, (size_t)c) > *into[k])
                *into[k] = tally_sum(t, 0, (size_t)c);
        }
    }
}

/* --only must name cases of this suite. */
static int check_only(const struct running *r, struct err *e)
{
    for (size_t i = 0; i < r->options->n_only; i++)
        if (!suite_case(r->suite, r->options->only[i]))
            return err_set(e, ERR_USAGE,
                           "--only %s: the suite has no such case",
                           r->options->only[i]);
    return 0;
}

/* The cases that are asked for, and are for this submission: what it does not
 * claim is not measured, so that its fixtures need not be there. */
static bool *asked_cases(const struct running *r)
{
    const struct run_options *o = r->options;
    size_t n = r->suite->n_cases;
    bool *asked = calloc(n + 1, sizeof(*asked));
    const char *unused;

    if (!asked)
        return NULL;
    for (size_t i = 0; i < n && o->n_only == 0; i++)
        asked[i] = true;
    for (size_t i = 0; i < o->n_only; i++)
        asked[suite_case(r->suite, o->only[i]) - r->suite->cases] = true;
    for (size_t i = 0; i < n; i++)
        asked[i] = asked[i] && decide_applies(&unused, &r->suite->cases[i],
                                              &r->run->evidence);
    return asked;
}

/* Which measurements a verdict depends on. */
static void note_mandatory(struct running *r)
{
    const struct suite *s = r->suite;
    const struct plan *p = &r->run->plan;

    for (size_t i = 0; i < s->n_cases; i++)
        for (size_t k = 0; k < s->cases[i].n_criteria; k++)
            if (s->cases[i].criteria[k].mandatory)
                r->mandatory[p->of_case[i]] = true;
    for (size_t i = p->n_main; i < p->n; i++)
        r->mandatory[i] = r->mandatory[p->a[i].base];
}

/* Their measurements, and those of the controls that name them. */
static int choose(struct running *r, struct err *e)
{
    const struct suite *s = r->suite;
    const struct plan *p = &r->run->plan;
    bool *asked = asked_cases(r);

    r->wanted = calloc(p->n + 1, sizeof(*r->wanted));
    if (!asked || !r->wanted) {
        free(asked);
        return err_nomem(e);
    }
    for (size_t i = 0; i < s->n_cases; i++)
        if (asked[i])
            r->wanted[p->of_case[i]] = true;
    for (size_t k = 0; k < s->n_controls; k++) {
        const struct suite_control *control = &s->controls[k];

        for (size_t i = 0; i < control->n_fails; i++) {
            const struct suite_case *c = suite_case(s, control->fails[i]);
            size_t at = c && asked[c - s->cases]
                            ? plan_control(p, s, control, c)
                            : p->n;

            if (at < p->n)
                r->wanted[at] = true;
        }
    }
    free(asked);
    return 0;
}

static int prepare(struct running *r, struct err *e)
{
    const struct submission *sub = &r->opened->submission;
    struct evidence *ev = &r->run->evidence;

    if (check_only(r, e) || plan_make(&r->run->plan, r->suite, e))
        return -1;
    ev->m = calloc(r->run->plan.n + 1, sizeof(*ev->m));
    r->stored = calloc(r->suite->n_fixtures + 1, sizeof(*r->stored));
    r->found = calloc(r->suite->n_fixtures + 1, sizeof(*r->found));
    r->spoiled = calloc(r->suite->n_deliverables + 1, sizeof(*r->spoiled));
    r->mandatory = calloc(r->run->plan.n + 1, sizeof(*r->mandatory));
    if (!ev->m || !r->stored || !r->found || !r->spoiled || !r->mandatory)
        return err_nomem(e);
    ev->n = r->run->plan.n;
    ev->level = EVIDENCE_RECOMPUTED;
    ev->technology_class = sub->technology_class;
    ev->claims = sub->claims;
    ev->n_claims = sub->n_claims;
    ev->only = r->options->only;
    ev->n_only = r->options->n_only;
    ev->waivers = r->options->waivers;
    ev->n_waivers = r->options->n_waivers;
    note_mandatory(r);
    return decide_can(r->suite, ev, e) || choose(r, e) ? -1 : 0;
}

int run_suite(struct run *out, const struct suite *s,
              const struct opened *submission, const struct store *store,
              const struct run_options *options, struct err *e)
{
    struct run run = {0};
    struct running r = {
        .run = &run,
        .suite = s,
        .opened = submission,
        .store = store,
        .options = options,
    };
    int rc = -1;

    steady_start(&r.steady);
    if (prepare(&r, e) || run_list_files(&r, e))
        goto done;
    for (size_t i = 0; i < run.plan.n; i++)
        if (one(&r, i, e))
            goto done;
    if (run_list_fixtures(&r, e) || steady_check(&r.steady, e))
        goto done;
    note_territory(&run);
    if (decide(&run.result, s, &run.plan, &run.evidence, e))
        goto done;
    *out = run;
    run = (struct run){0};
    rc = 0;
done:
    if (options->progress)
        progress_end(options->progress);
    free(r.stored);
    free(r.found);
    free(r.spoiled);
    free(r.hashed);
    free(r.wanted);
    free(r.mandatory);
    steady_release(&r.steady);
    run_release(&run);
    return rc;
}

static void files_release(struct run_file *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(a[i].name);
    free(a);
}

void run_release(struct run *r)
{
    result_release(&r->result);
    evidence_release(&r->evidence);
    plan_release(&r->plan);
    files_release(r->fixtures, r->n_fixtures);
    files_release(r->files, r->n_files);
    *r = (struct run){0};
}
