#include "reports/cert/ending.h"

#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"
#include "reports/register/regstatus.h"
#include "reports/seal/verify.h"

const char *ending_name(enum ending_kind k)
{
    static const char *const names[] = {
        [ENDING_TERM] = "term",
        [ENDING_RECOGNITION] = "recognition",
        [ENDING_WAIVER] = "waiver",
        [ENDING_SUITE] = "suite",
    };

    return names[k];
}

/* `last` is a day, or begins with one. In its place: the soonest first, those
 * of one day as they came. */
static struct ending *add(struct endings *out, struct arena *arena,
                          const char *last, struct err *e)
{
    size_t at = out->n;

    if (!arena_push(arena, &out->a, &out->n, &out->cap, sizeof *out->a, e))
        return NULL;
    while (at > 0 && strncmp(last, out->a[at - 1].last, ISODATE_DAY - 1) < 0) {
        out->a[at] = out->a[at - 1];
        at--;
    }
    out->a[at] = (struct ending){.last = ""};
    memcpy(out->a[at].last, last, ISODATE_DAY - 1);
    return &out->a[at];
}

static int add_term(struct endings *out, struct arena *arena,
                    enum ending_kind kind, const char *number, const char *last,
                    struct err *e)
{
    struct ending *n = add(out, arena, last, e);

    if (!n)
        return -1;
    n->kind = kind;
    n->what = number;
    return 0;
}

static int add_waivers(struct endings *out, struct arena *arena,
                       const struct certificate *c, struct err *e)
{
    for (size_t i = 0; i < c->n_waivers; i++) {
        struct ending *n = add(out, arena, c->waivers[i].until, e);

        if (!n)
            return -1;
        n->kind = ENDING_WAIVER;
        n->what = c->waivers[i].id;
        n->of = c->waivers[i].case_id;
    }
    return 0;
}

static int add_suite(struct endings *out, struct arena *arena,
                     const struct certificate *c, const struct cert_report *r,
                     const struct regstatus *list, struct err *e)
{
    char since[ISODATE_DAY];
    char last[ISODATE_DAY];
    struct ending *n;

    if (regstatus_suite(since, list, r->suite, r->suite_sha256, e))
        return -1;
    if (!since[0])
        return 0;
    if (isodate_day(last, isodate_days(since) + c->grace_days))
        return err_set(e, ERR_RANGE,
                       "the days of grace lead beyond the year "
                       "9999");
    n = add(out, arena, last, e);
    if (!n)
        return -1;
    n->kind = ENDING_SUITE;
    n->what = r->suite;
    memcpy(n->retired, since, ISODATE_DAY);
    return 0;
}

int endings_of(struct endings *out, struct arena *arena,
               const struct verified *v, const struct regstatus *list,
               struct err *e)
{
    const struct verified_recognition *r = v->recognition;
    const struct certificate *c =
        r ? &r->certificate->certificate->c : &v->certificate->c;

    *out = (struct endings){0};
    if (add_term(out, arena, ENDING_TERM, c->number, c->to, e) ||
        (r &&
         add_term(out, arena, ENDING_RECOGNITION, r->r.number, r->r.to, e)) ||
        add_waivers(out, arena, c, e))
        return -1;
    for (size_t i = 0; list && i < c->n_reports; i++) {
        if (certificate_first_by_suite(c, i) &&
            add_suite(out, arena, c, &c->reports[i], list, e))
            return -1;
    }
    return 0;
}
