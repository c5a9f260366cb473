/* Which deliverable of the suite each file is. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/path.h"
#include "formats/filekind.h"
#include "judge/pack_internal.h"

static struct submission_file *with_name(struct packing *p, const char *name)
{
    for (size_t i = 0; i < p->s.n_files; i++) {
        if (strcmp(p->files[i].name, name) == 0)
            return &p->files[i];
    }
    return NULL;
}

static int check_role(const struct suite *suite, const char *role,
                      struct err *e)
{
    if (!suite || suite_deliverable(suite, role))
        return 0;
    return err_set(e, ERR_USAGE,
                   "the suite %s asks for no file with the role '%.100s'; see "
                   "`entente suite show %s`",
                   suite->id, role, suite->id);
}

/* "ROLE=FILE" */
static int give_role(struct packing *p, const char *text, struct err *e)
{
    const char *eq = strchr(text, '=');
    const struct submission_file *holder;
    struct submission_file *f;
    const char *role;

    if (!eq || eq == text || !eq[1])
        return err_set(e, ERR_USAGE, "--role %.200s: write ROLE=FILE", text);
    role = arena_strndup(&p->s.arena, text, (size_t)(eq - text), e);
    if (!role || check_role(p->options->suite, role, e))
        return -1;
    f = with_name(p, eq + 1);
    if (!f)
        return err_set(e, ERR_USAGE,
                       "--role %.200s: the folder holds no file of this name",
                       text);
    holder = submission_role(&p->s, role);
    if (holder && holder != f)
        return err_set(e, ERR_USAGE,
                       "--role %.200s: the file '%.200s' has this role; change "
                       "it in submission.xml first",
                       text, holder->name);
    f->role = role;
    return 0;
}

/* Is `d` the one deliverable of this kind that no file is yet? */
static bool is_only_choice(const struct packing *p,
                           const struct suite_deliverable *d, const char *kind)
{
    const struct suite *suite = p->options->suite;

    for (size_t i = 0; i < suite->n_deliverables; i++) {
        const struct suite_deliverable *other = &suite->deliverables[i];

        if (other != d && suite_word_in(other->kind, kind) &&
            !submission_role(&p->s, other->role))
            return false;
    }
    return suite_word_in(d->kind, kind) && !submission_role(&p->s, d->role);
}

/* The one file without role that can only be `d`; NULL when none or several
 * are. */
static struct submission_file *only_match(struct packing *p,
                                          const char *const *kind,
                                          const struct suite_deliverable *d)
{
    struct submission_file *found = NULL;

    for (size_t i = 0; i < p->s.n_files; i++) {
        if (p->files[i].role || !is_only_choice(p, d, kind[i]))
            continue;
        if (found)
            return NULL;
        found = &p->files[i];
    }
    return found;
}

static int find_kinds(const char **kind, const struct packing *p, struct err *e)
{
    char path[PATH_TEXT_MAX];

    for (size_t i = 0; i < p->s.n_files; i++) {
        kind[i] = "";
        if (p->files[i].role)
            continue;
        if (path_join(path, p->dir, p->files[i].name, e))
            return -1;
        kind[i] = filekind_of(path, e);
        if (!kind[i])
            return -1;
    }
    return 0;
}

static int guess_roles(struct packing *p, struct err *e)
{
    const struct suite *suite = p->options->suite;
    const char **kind = calloc(p->s.n_files + 1, sizeof *kind);
    int rc = -1;

    if (!kind)
        return err_nomem(e);
    if (find_kinds(kind, p, e))
        goto done;
    for (size_t i = 0; i < suite->n_deliverables; i++) {
        const struct suite_deliverable *d = &suite->deliverables[i];
        struct submission_file *f = only_match(p, kind, d);

        if (!f)
            continue;
        f->role = arena_strdup(&p->s.arena, d->role, e);
        if (!f->role)
            goto done;
    }
    rc = 0;
done:
    free(kind);
    return rc;
}

int pack_roles(struct packing *p, struct err *e)
{
    for (size_t i = 0; i < p->options->n_roles; i++) {
        if (give_role(p, p->options->roles[i], e))
            return -1;
    }
    return p->options->suite ? guess_roles(p, e) : 0;
}
