/* Which files one measurement reads. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "judge/run_internal.h"

/* Find and prove a fixture; one that may lack is noted in `in`. */
static int find_fixture(struct inputs *in, struct running *r, size_t i,
                        struct err *e)
{
    const struct suite_fixture *f = &r->suite->fixtures[i];
    struct err why = {0};

    if (store_find(&r->stored[i], r->store, r->suite, f, &why)) {
        if (in->may_lack && f->pin == PIN_ADOPTED && why.code == ERR_MISSING) {
            in->absent = f->id;
            return 0;
        }
        *e = why;
        return -1;
    }
    r->found[i] = true;
    return steady_note(&r->steady, r->stored[i].path, r->stored[i].sha256, e);
}

static int fixture_file(struct check_file *out, struct inputs *in,
                        struct running *r, const struct suite_fixture *f,
                        struct err *e)
{
    size_t i = (size_t)(f - r->suite->fixtures);

    if (!r->found[i] && find_fixture(in, r, i, e))
        return -1;
    if (!r->found[i])
        return 0;
    out->id = f->id;
    out->name = f->id;
    out->path = r->stored[i].path;
    out->deliverable = false;
    return 0;
}

/* The digest that was taken of a file; NULL for a bare file. */
static const struct hashing_file *hashed_as(const struct running *r,
                                            const struct submission_file *f)
{
    return r->hashed ? &r->hashed[f - r->opened->submission.files] : NULL;
}

/* Fill one file; a deliverable that is not there, or is not the one that was
 * listed, is noted in `in`. */
static int deliverable_file(struct check_file *out, char *path,
                            struct inputs *in, const struct running *r,
                            const struct suite_deliverable *d, struct err *e)
{
    const struct submission_file *f =
        submission_role(&r->opened->submission, d->role);
    const struct hashing_file *h = f ? hashed_as(r, f) : NULL;
    size_t i = (size_t)(d - r->suite->deliverables);

    if (r->spoiled[i] && !in->spoiled)
        in->spoiled = r->spoiled[i];
    if (f && path_join(path, r->opened->root, f->name, e))
        return -1;
    if (!f || (h && h->code != ERR_NONE) || !path_is_file(path)) {
        in->absent = d->role;
        return 0;
    }
    if (h && f->sha256 && strcmp(f->sha256, h->sha256) != 0)
        in->other = h;
    out->id = d->role;
    out->name = f->name;
    out->path = path;
    out->deliverable = true;
    return 0;
}

static const struct check_input *declared(const struct check_decl *decl,
                                          const char *name)
{
    for (const struct check_input *i = decl->inputs; i && i->name; i++)
        if (strcmp(i->name, name) == 0)
            return i;
    return NULL;
}

static size_t times_given(const struct suite_case *c, const char *name)
{
    size_t n = 0;

    for (size_t i = 0; i < c->n_inputs; i++)
        n += strcmp(c->inputs[i].name, name) == 0;
    return n;
}

/* Each input of the case is one that the check has, and the reverse. */
static int check_fit(const struct suite_case *c, const struct check_decl *decl,
                     struct err *e)
{
    for (size_t i = 0; i < c->n_inputs; i++)
        if (!declared(decl, c->inputs[i].name))
            return err_set(e, ERR_SYNTAX,
                           "case %s: the check %s has no input %s", c->id,
                           decl->name, c->inputs[i].name);
    for (const struct check_input *i = decl->inputs; i && i->name; i++) {
        size_t n = times_given(c, i->name);

        if (n == 0 && i->required)
            return err_set(e, ERR_SYNTAX,
                           "case %s: the check %s needs the input %s", c->id,
                           decl->name, i->name);
        if (n > 1 && !i->repeated)
            return err_set(e, ERR_SYNTAX,
                           "case %s: the input %s is given %zu times", c->id,
                           i->name, n);
    }
    return 0;
}

/*
 * Under a control the vendor's own files play no part, or a poor delivery could
 * make a control look as if it had not failed: beside the planted file stands
 * the suite's example; what the check can do without is left out. Only a suite
 * without example falls back on the submission.
 */
static int beside_planted(struct check_file *out, struct inputs *in,
                          struct running *r, const struct suite_deliverable *d,
                          bool required, struct err *e)
{
    const struct suite_fixture *example =
        d->example ? suite_fixture(r->suite, d->example) : NULL;

    if (!required)
        return 0;
    if (!example)
        return deliverable_file(out, in->paths[in->n], in, r, d, e);
    if (fixture_file(out, in, r, example, e))
        return -1;
    out->deliverable = true;
    return 0;
}

static int planted(struct check_file *out, struct inputs *in, struct running *r,
                   const struct suite_control *c, struct err *e)
{
    const struct suite_fixture *f = suite_fixture(r->suite, c->fixture);

    if (!f)
        return err_set(e, ERR_MISSING, "control %s: no fixture %s", c->id,
                       c->fixture);
    if (fixture_file(out, in, r, f, e))
        return -1;
    out->deliverable = true; /* it stands in for one */
    in->replaced = true;
    return 0;
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
        if (planted(out, in, r, p->control, e))
            return -1;
    } else if (f) {
        if (fixture_file(out, in, r, f, e))
            return -1;
    } else if (d && p->control) {
        if (beside_planted(out, in, r, d, declared(decl, input->name)->required,
                           e))
            return -1;
    } else if (d) {
        if (deliverable_file(out, in->paths[in->n], in, r, d, e))
            return -1;
        if (!out->path && !declared(decl, input->name)->required)
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

int run_inputs(struct inputs *in, struct running *r, const struct planned *p,
               const struct check_decl *decl, struct err *e)
{
    size_t n = p->first->n_inputs;

    if (check_fit(p->first, decl, e))
        return -1;
    in->a = calloc(n + 1, sizeof(*in->a));
    in->paths = calloc(n + 1, sizeof(*in->paths));
    if (!in->a || !in->paths)
        return err_nomem(e);
    for (size_t i = 0; i < n; i++)
        if (resolve(in, r, p, &p->first->inputs[i], decl, e))
            return -1;
    if (p->control && !in->replaced)
        return err_set(e, ERR_SYNTAX,
                       "the control %s replaces %s, which the case %s does not "
                       "read: it can not make it fail",
                       p->control->id, p->control->deliverable, p->first->id);
    return 0;
}

void run_inputs_release(struct inputs *in)
{
    free(in->a);
    free(in->paths);
    *in = (struct inputs){0};
}
