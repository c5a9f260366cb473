/* lint_errata -- has a suite left out what sealed errata of an earlier version
 * exclude? */
#include <string.h>

#include "judge/lint_internal.h"

/* A released suite is never touched: its errata stand beside it. */
static void same_version(struct lint_run *r, const struct lint_erratum *x,
                         struct place top)
{
    if (strcmp(r->s->sha256, x->sha256) != 0)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-42", top,
                 "the erratum %.80s is about other octets of this version: a "
                 "released suite is never altered, the next "
                 "has MAJOR %lld",
                 x->id, (long long)x->version.major + 1);
    else
        lint_say(r, FINDING_WARNING, "SUITE-LINT-43", top,
                 "the erratum %.80s is about this very suite: it is the next "
                 "MAJOR that leaves %.80s out",
                 x->id, x->case_id);
}

/* Within a MAJOR results stay comparable, so no case goes. One that stays is
 * in force: the erratum excludes it from other octets than these. */
static void same_major(struct lint_run *r, const struct lint_erratum *x,
                       const struct suite_case *c, struct place top)
{
    if (!c)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-42", top,
                 "%.80s, which the erratum %.80s excludes, is left out within "
                 "a MAJOR, whose results would not be comparable: MAJOR %lld "
                 "leaves it out",
                 x->case_id, x->id, (long long)x->version.major + 1);
    else
        lint_say(r, FINDING_WARNING, "SUITE-LINT-43", c->at,
                 "%.80s counts here: the erratum %.80s excludes it from "
                 "%.80s only, by its digest",
                 c->id, x->id, x->suite);
}

static void lint_erratum(struct lint_run *r, const struct lint_erratum *x)
{
    const struct place top = {1, 1};
    const struct suite *s = r->s;
    const struct suite_case *c = suite_case(s, x->case_id);
    size_t n = strlen(s->id);

    if (strncmp(x->suite, s->id, n) != 0 || x->suite[n] != '@' ||
        version_compare(&s->version, &x->version) < 0)
        lint_say(r, FINDING_WARNING, "SUITE-LINT-43", top,
                 "the erratum %.80s is about %.80s, of which this is no later "
                 "version",
                 x->id, x->suite);
    else if (version_compare(&s->version, &x->version) == 0)
        same_version(r, x, top);
    else if (s->version.major == x->version.major)
        same_major(r, x, c, top);
    else if (c)
        lint_say(r, FINDING_ERROR, "SUITE-LINT-41", c->at,
                 "the erratum %.80s excludes %.80s from %.80s: leave it out; a "
                 "corrected case has an id of its own",
                 x->id, c->id, x->suite);
}

void lint_errata(struct lint_run *r)
{
    for (size_t i = 0; i < r->o->n_errata; i++)
        lint_erratum(r, &r->o->errata[i]);
}
