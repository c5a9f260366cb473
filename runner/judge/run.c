/*
 * A run walks the plan once. What it keeps in mind besides the evidence is
 * which deliverables an earlier measurement found to be of no use.
 */
#include "judge/run.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/progress.h"
#include "judge/checks.h"
#include "judge/hashing.h"
#include "judge/opened.h"
#include "judge/store.h"

/* One run while it goes on. */
struct running {
    struct run *run;
    const struct suite *suite;
    const struct opened *opened;
    const struct store *store;
    const struct run_options *options;
    struct stored *stored; /* per fixture of the suite */
    bool *found;           /* per fixture: stored[] is filled */
    const char **spoiled;  /* per deliverable: case that found it useless */
    struct hashing_file *hashed; /* per file; NULL for a bare submission */
};

/* The files of one measurement. */
struct inputs {
    struct check_file *a;
    size_t n;
    char (*paths)[PATH_TEXT_MAX];
    const char *absent;  /* role that was not handed in */
    const char *spoiled; /* case that found one of them useless */
    bool may_lack;       /* only advisory cases: a fixture of the user's own
                            (PIN_ADOPTED) may be absent */
};

/* Does a verdict depend on this measurement? */
static bool is_mandatory(const struct running *r, size_t index)
{
    const struct plan *p = &r->run->plan;
    size_t base = p->a[index].control ? p->a[index].base : index;

    for (size_t c = 0; c < r->suite->n_cases; c++) {
        const struct suite_case *k = &r->suite->cases[c];

        for (size_t i = 0; p->of_case[c] == base && i < k->n_criteria; i++)
            if (k->criteria[i].mandatory)
                return true;
    }
    return false;
}

static void inputs_release(struct inputs *in)
{
    free(in->a);
    free(in->paths);
    *in = (struct inputs){0};
}

static int fixture_file(struct check_file *out, struct inputs *in,
                        struct running *r, const struct suite_fixture *f,
                        struct err *e)
{
    size_t i = (size_t)(f - r->suite->fixtures);
    struct err why = {0};

    if (!r->found[i]) {
        if (store_find(&r->stored[i], r->store, r->suite, f, &why)) {
            if (in->may_lack && f->pin == PIN_ADOPTED &&
                why.code == ERR_MISSING) {
                in->absent = f->id;
                return 0;
            }
            *e = why;
            return -1;
        }
        r->found[i] = true;
    }
    out->id = f->id;
    out->name = f->id;
    out->path = r->stored[i].path;
    out->deliverable = false;
    return 0;
}

/* Fill one file; a deliverable that is not there is noted in `in`. */
static int deliverable_file(struct check_file *out, char *path,
                            struct inputs *in, const struct running *r,
                            const struct suite_deliverable *d, struct err *e)
{
    const struct submission_file *f =
        submission_role(&r->opened->submission, d->role);
    size_t i = (size_t)(d - r->suite->deliverables);

    if (r->spoiled[i] && !in->spoiled)
        in->spoiled = r->spoiled[i];
    if (!f) {
        in->absent = d->role;
        return 0;
    }
    if (path_join(path, r->opened->root, f->name, e))
        return -1;
    if (!path_is_file(path)) {
        in->absent = d->role;
        return 0;
    }
    out->id = d->role;
    out->name = f->name;
    out->path = path;
    out->deliverable = true;
    return 0;
}

static bool input_required(const struct check_decl *decl, const char *name)
{
    for (const struct check_input *i = decl->inputs; i && i->name; i++)
        if (strcmp(i->name, name) == 0)
            return i->required;
    return true;
}

/* Resolve one input; an optional one that is absent takes no place. */
static int resolve(struct inputs *in, struct running *r,
                   const struct planned *p, const struct suite_input *input,
                   const struct check_decl *decl, struct err *e)
{
    struct check_file *out = &in->a[in->n];
    const struct suite_fixture *f = suite_fixture(r->suite, input->from);
    const struct suite_deliverable *d =
        suite_deliverable(r->suite, input->from);
    const char *absent = in->absent;

    *out = (struct check_file){.input = input->name};
    if (p->control && d && strcmp(p->control->deliverable, d->role) == 0) {
        f = suite_fixture(r->suite, p->control->fixture);
        if (!f || fixture_file(out, in, r, f, e))
            return f ? -1
                     : err_set(e, ERR_MISSING, "control %s: no fixture %s",
                               p->control->id, p->control->fixture);
        out->deliverable = true; /* it stands in for one */
    } else if (f) {
        if (fixture_file(out, in, r, f, e))
            return -1;
    } else if (d) {
        if (deliverable_file(out, in->paths[in->n], in, r, d, e))
            return -1;
        if (!out->path && !input_required(decl, input->name))
            in->absent = absent;
    } else {
        return err_set(e, ERR_MISSING,
                       "case %s: input %s comes from %s, which the suite does "
                       "not define",
                       p->first->id, input->name, input->from);
    }
    if (out->path)
        in->n++;
    return 0;
}

static int resolve_all(struct inputs *in, struct running *r,
                       const struct planned *p, const struct check_decl *decl,
                       struct err *e)
{
    size_t n = p->first->n_inputs;

    in->a = calloc(n + 1, sizeof(*in->a));
    in->paths = calloc(n + 1, sizeof(*in->paths));
    if (!in->a || !in->paths)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++)
        if (resolve(in, r, p, &p->first->inputs[i], decl, e))
            return -1;
    return 0;
}

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
    in->may_lack = !is_mandatory(r, (size_t)(p - r->run->plan.a));
    if (resolve_all(in, r, p, check->decl, e))
        return -1;
    if (in->spoiled && !p->control)
        return set_cause(m, MEASURED_BLOCKED, in->spoiled, e);
    if (in->absent) {
        m->state = MEASURED_ABSENT;
        return 0;
    }
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
    if ((m->spoils || m->state == MEASURED_DEFECT) && !p->control)
        note_spoiled(r, p, in);
    return 0;
}

/* Is any case of this measurement asked for? */
static bool wanted(const struct running *r, size_t index)
{
    const struct run_options *o = r->options;
    const struct plan *p = &r->run->plan;
    size_t base = p->a[index].control ? p->a[index].base : index;

    if (o->n_only == 0)
        return true;
    for (size_t c = 0; c < r->suite->n_cases; c++)
        for (size_t i = 0; p->of_case[c] == base && i < o->n_only; i++)
            if (strcmp(r->suite->cases[c].id, o->only[i]) == 0)
                return true;
    return false;
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
    if (!wanted(r, index))
        return 0; /* MEASURED_NOT */
    if (r->options->progress)
        progress_stage(r->options->progress, p->id, 0);
    rc = measure(m, r, p, &in, e);
    inputs_release(&in);
    return rc;
}

static int list_fixtures(struct running *r, struct err *e)
{
    struct run *run = r->run;

    run->fixtures = calloc(r->suite->n_fixtures + 1, sizeof(*run->fixtures));
    if (!run->fixtures)
        return err_nomem(e);
    for (size_t i = 0; i < r->suite->n_fixtures; i++) {
        struct run_file *f = &run->fixtures[run->n_fixtures];
        const struct stored *s = &r->stored[i];

        if (!r->found[i])
            continue;
        f->id = r->suite->fixtures[i].id;
        f->name = strdup(path_base(s->path));
        if (!f->name)
            return err_nomem(e);
        memcpy(f->sha256, s->sha256, sizeof(f->sha256));
        memcpy(f->content, s->content, sizeof(f->content));
        f->size = s->size;
        f->pinned = fixture_pin_name(r->suite->fixtures[i].pin);
        run->n_fixtures++;
    }
    return 0;
}

/* Read every listed file once, for the check `inventory` and for the report. A
 * bare file's name is not the submission's to choose: list_files() does it. */
static int hash_files(struct running *r, struct err *e)
{
    const struct submission *s = &r->opened->submission;

    if (s->bare)
        return 0;
    r->hashed = calloc(s->n_files + 1, sizeof(*r->hashed));
    if (!r->hashed)
        return err_nomem(e);
    for (size_t i = 0; i < s->n_files; i++)
        r->hashed[i].name = s->files[i].name;
    if (r->options->progress)
        progress_stage(r->options->progress, lang_tr("digests"), 0);
    return hashing_all(r->hashed, s->n_files, r->opened->root,
                       r->options->threads, r->options->progress, e);
}

static int hash_bare(struct run_file *f, const char *root, struct err *e)
{
    char path[PATH_TEXT_MAX];
    char hex[DIGEST_HEX_MAX];
    struct err unreadable = {0};

    if (path_join(path, root, f->name, e))
        return -1;
    if (path_is_file(path) &&
        digest_hex_file(hex, &f->size, DIGEST_SHA256, path, &unreadable) == 0)
        memcpy(f->sha256, hex, sizeof(f->sha256));
    return 0;
}

/* The digests of what was really there, whatever the submission lists. */
static int list_files(struct running *r, struct err *e)
{
    const struct submission *s = &r->opened->submission;
    struct run *run = r->run;

    run->files = calloc(s->n_files + 1, sizeof(*run->files));
    if (!run->files)
        return err_nomem(e);
    for (size_t i = 0; i < s->n_files; i++) {
        struct run_file *f = &run->files[run->n_files++];

        f->id = s->files[i].role;
        f->name = strdup(s->files[i].name);
        if (!f->name)
            return err_nomem(e);
        if (!r->hashed && hash_bare(f, r->opened->root, e))
            return -1;
        if (!r->hashed)
            continue;
        f->size = r->hashed[i].size;
        memcpy(f->sha256, r->hashed[i].sha256, sizeof(f->sha256));
    }
    return 0;
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
    if (!ev->m || !r->stored || !r->found || !r->spoiled)
        return err_nomem(e);
    ev->n = r->run->plan.n;
    ev->level = EVIDENCE_RECOMPUTED;
    ev->technology_class = sub->technology_class;
    ev->claims = sub->claims;
    ev->n_claims = sub->n_claims;
    ev->only = r->options->only;
    ev->n_only = r->options->n_only;
    return 0;
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

    if (prepare(&r, e) || hash_files(&r, e))
        goto done;
    for (size_t i = 0; i < run.plan.n; i++)
        if (one(&r, i, e))
            goto done;
    if (list_fixtures(&r, e) || list_files(&r, e))
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
