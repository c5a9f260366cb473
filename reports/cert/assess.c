#include "reports/cert/assess.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/isodate.h"
#include "base/lang.h"
#include "reports/cert/certify.h"
#include "reports/cert/recognition.h"

#define WHY_MAX    1024
#define CLOCK_DAYS 1 /* by which the register's clock may be ahead */

struct assessing {
    struct assessment *out;
    const struct assess_in *in;
    const struct verified *v; /* the certificate, also inside a recognition */
    const struct certificate *c;
    struct err *e;
};

const char *assess_name(enum assess_answer a)
{
    static const char *const name[] = {
        [ASSESS_SATISFIED] = "satisfied",
        [ASSESS_RESERVATION] = "satisfied-with-reservations",
        [ASSESS_UNDECIDABLE] = "undecidable",
        [ASSESS_MISSING] = "not-satisfied",
    };

    return name[a];
}

/* The answer to one clause; `fmt` is of the current language. */
static int say(struct assessing *s, struct assessed *to, enum assess_answer a,
               const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static int say(struct assessing *s, struct assessed *to, enum assess_answer a,
               const char *fmt, ...)
{
    char why[WHY_MAX];
    va_list ap;

    va_start(ap, fmt);
    vsnprintf(why, sizeof(why), fmt, ap);
    va_end(ap);
    to->answer = a;
    to->why = arena_strdup(&s->out->arena, why, s->e);
    return to->why ? 0 : -1;
}

static bool lists(const struct policy_clause *k, const char *nation)
{
    for (size_t i = 0; i < k->n_nations; i++) {
        if (strcmp(k->nations[i], nation) == 0)
            return true;
    }
    return false;
}

/* --- who ---------------------------------------------------------------------
 */

static int about_document(struct assessing *s, const struct policy_clause *k,
                          struct assessed *to)
{
    const struct cert_party *b = &s->c->body;

    if (lists(k, b->nation))
        return say(s, to, ASSESS_SATISFIED,
                   lang_tr("certificate %s of %s (%s)"), s->c->number, b->name,
                   b->nation);
    return say(s, to, ASSESS_MISSING,
               lang_tr("the certificate %s was issued in %s"), s->c->number,
               b->nation);
}

static int about_partner(struct assessing *s, const struct policy_clause *k,
                         struct assessed *to)
{
    if (strcmp(s->c->body.nation, k->name) != 0)
        return say(s, to, ASSESS_SATISFIED,
                   lang_tr("the certificate was not issued there"));
    switch (k->as) {
    case POLICY_AUTOMATIC:
        return say(s, to, ASSESS_SATISFIED,
                   lang_tr("it counts as one of the own nation"));
    case POLICY_RESERVED:
        return say(s, to, ASSESS_RESERVATION,
                   lang_tr("it counts with reservations: a person must agree"));
    case POLICY_NEVER:
        break;
    }
    return say(s, to, ASSESS_MISSING, lang_tr("it does not count"));
}

static bool sealed_by(const struct verified *v, const char *nation)
{
    for (size_t i = 0; i < v->n_seals; i++) {
        const struct verified_seal *k = &v->seals[i];

        if (k->standing == TRUST_KNOWN && k->nation &&
            strcmp(k->nation, nation) == 0 &&
            strcmp(k->role, trust_role_name(TRUST_BODY)) == 0)
            return true;
    }
    return false;
}

static int about_recognised(struct assessing *s, const struct policy_clause *k,
                            struct assessed *to)
{
    const struct verified *whole = s->in->document;

    for (size_t i = 0; i < k->n_nations; i++) {
        if (!sealed_by(whole, k->nations[i]) && !sealed_by(s->v, k->nations[i]))
            return say(s, to, ASSESS_MISSING,
                       lang_tr("no body of %s has sealed it"), k->nations[i]);
    }
    if (whole->recognition)
        return say(s, to, ASSESS_RESERVATION,
                   lang_tr("recognised as %s, with %zu reservations"),
                   whole->recognition->r.number,
                   whole->recognition->r.n_reservations);
    return say(s, to, ASSESS_SATISFIED, lang_tr("sealed by each of them"));
}

/* --- what --------------------------------------------------------------------
 */

/* "id@1.2.3" of this id, in [from, before)? */
static bool suite_fits(const char *suite, const struct policy_clause *k)
{
    size_t n = strlen(k->name);
    struct version v;
    struct err no = {0};

    return strncmp(suite, k->name, n) == 0 && suite[n] == '@' &&
           version_parse(&v, suite + n + 1, &no) == 0 &&
           version_compare(&v, &k->from) >= 0 &&
           version_compare(&v, &k->before) < 0;
}

static int about_suite(struct assessing *s, const struct policy_clause *k,
                       struct assessed *to)
{
    for (size_t i = 0; i < s->c->n_reports; i++) {
        if (suite_fits(s->c->reports[i].suite, k))
            return say(s, to, ASSESS_SATISFIED, lang_tr("a report by %s"),
                       s->c->reports[i].suite);
    }
    return say(s, to, ASSESS_MISSING,
               lang_tr("no report by %s in a version that is asked for"),
               k->name);
}

static int about_profile(struct assessing *s, const struct policy_clause *k,
                         struct assessed *to)
{
    for (size_t i = 0; i < s->c->n_verdicts; i++) {
        const struct cert_verdict *d = &s->c->verdicts[i];

        if (strcmp(d->profile, k->name) == 0)
            return say(s, to, ASSESS_SATISFIED, "%s: %s", d->suite,
                       verdict_name(d->verdict));
    }
    return say(s, to, ASSESS_MISSING,
               lang_tr("the certificate has no verdict for it"));
}

static int about_evidence(struct assessing *s, const struct policy_clause *k,
                          struct assessed *to)
{
    for (size_t i = 0; i < s->c->n_reports; i++) {
        const struct cert_report *r = &s->c->reports[i];

        if (r->level < k->level)
            return say(s, to, ASSESS_MISSING, lang_tr("the report by %s is %s"),
                       r->suite, evidence_level_name(r->level));
    }
    return say(s, to, ASSESS_SATISFIED, lang_tr("each report is %s at least"),
               evidence_level_name(k->level));
}

static bool is_vendor(const struct cert_report *r)
{
    return strcmp(r->role, trust_role_name(TRUST_VENDOR)) == 0;
}

/* Two keys of one name are one party, and so are two names of one key. */
static bool same_party(const struct cert_party *a, const struct cert_party *b)
{
    return strcmp(a->name, b->name) == 0 || strcmp(a->sha256, b->sha256) == 0;
}

static int about_laboratories(struct assessing *s,
                              const struct policy_clause *k,
                              struct assessed *to)
{
    int64_t n = 0;

    for (size_t i = 0; i < s->c->n_reports; i++) {
        const struct cert_report *r = &s->c->reports[i];
        bool seen = is_vendor(r);

        for (size_t j = 0; j < i; j++)
            seen = seen || same_party(&s->c->reports[j].signer, &r->signer);
        n += !seen;
    }
    return say(s, to, n < k->number ? ASSESS_MISSING : ASSESS_SATISFIED,
               lang_tr("%" PRId64 " of %" PRId64), n, k->number);
}

static int about_age(struct assessing *s, const struct policy_clause *k,
                     struct assessed *to)
{
    int64_t oldest = 0;

    for (size_t i = 0; i < s->c->n_reports; i++) {
        int64_t age =
            isodate_days(s->in->now) - isodate_days(s->c->reports[i].created);

        oldest = age > oldest ? age : oldest;
    }
    return say(s, to, oldest > k->number ? ASSESS_MISSING : ASSESS_SATISFIED,
               lang_tr("the oldest report has %" PRId64 " days"), oldest);
}

static int about_waivers(struct assessing *s, const struct policy_clause *k,
                         struct assessed *to)
{
    size_t n = s->c->n_waivers;

    for (size_t i = 0; i < n; i++) {
        if (strncmp(s->in->now, s->c->waivers[i].until, 10) > 0)
            return say(s, to, ASSESS_MISSING,
                       lang_tr("the waiver %s ended on %s"),
                       s->c->waivers[i].id, s->c->waivers[i].until);
    }
    return say(s, to,
               (int64_t)n > k->number ? ASSESS_MISSING
               : n > 0                ? ASSESS_RESERVATION
                                      : ASSESS_SATISFIED,
               lang_tr("%zu waivers"), n);
}

static int about_limits(struct assessing *s, const struct policy_clause *k,
                        struct assessed *to)
{
    for (size_t i = 0; i < s->c->n_verdicts; i++) {
        const struct cert_verdict *d = &s->c->verdicts[i];

        if (d->limits_adopted)
            return say(s, to,
                       k->as == POLICY_NEVER ? ASSESS_MISSING
                                             : ASSESS_RESERVATION,
                       lang_tr("the verdict by %s for %s rests on limits that "
                               "only the scheme %s adopts"),
                       d->suite, d->profile, s->c->scheme);
    }
    return say(s, to, ASSESS_SATISFIED, lang_tr("all limits are published"));
}

/* --- when --------------------------------------------------------------------
 */

static int about_force(struct assessing *s, struct assessed *to)
{
    const struct verified_recognition *r = s->in->document->recognition;
    const char *from =
        r && strcmp(r->r.from, s->c->from) > 0 ? r->r.from : s->c->from;
    const char *until = r && strcmp(r->r.to, s->c->to) < 0 ? r->r.to : s->c->to;
    bool in = strncmp(s->in->now, from, 10) >= 0 &&
              strncmp(s->in->now, until, 10) <= 0;

    return say(s, to, in ? ASSESS_SATISFIED : ASSESS_MISSING,
               lang_tr("from %s to %s; the day is %.10s"), from, until,
               s->in->now);
}

static int about_status(struct assessing *s, const struct policy_clause *k,
                        struct assessed *to)
{
    const struct regstatus *list = s->in->status;
    struct regstatus_row row;
    struct regstatus_row own;
    int64_t age;

    if (!list)
        return say(s, to, ASSESS_UNDECIDABLE,
                   lang_tr("no list of status was given"));
    if (regstatus_find(&row, list, s->c->number, s->e))
        return -1;
    /* A recognition ends with its certificate, or by its own number. */
    if (row.standing == REGSTATE_VALID && s->in->document->recognition) {
        if (regstatus_find(&own, list, s->in->document->recognition->r.number,
                           s->e))
            return -1;
        row = own.listed ? own : row;
    }
    age = isodate_days(s->in->now) - isodate_days(list->made);
    if (row.standing != REGSTATE_VALID)
        return say(s, to, ASSESS_MISSING,
                   lang_tr("%s since %s, entry %" PRIu64),
                   regstanding_name(row.standing), row.since, row.index);
    if (!row.listed)
        return say(s, to, ASSESS_UNDECIDABLE,
                   lang_tr("status unknown: the register %s does not know it"),
                   list->checkpoint.origin);
    if (!regstatus_is_fresh(list, s->in->now) || age > k->number)
        return say(s, to, ASSESS_UNDECIDABLE,
                   lang_tr("status unknown since %s: the list is old"),
                   list->made);
    if (age < -CLOCK_DAYS)
        return say(s, to, ASSESS_UNDECIDABLE,
                   lang_tr("status unknown: the list says that it was made at "
                           "%s, which is still to come"),
                   list->made);
    return say(s, to, ASSESS_SATISFIED,
               lang_tr("the list of %s says nothing against it"), list->made);
}

/* --- the whole ----------------------------------------------------------- */

static int answer(struct assessing *s, const struct policy_clause *k,
                  struct assessed *to)
{
    to->clause = k;
    switch (k->what) {
    case POLICY_DOCUMENT:
        return about_document(s, k, to);
    case POLICY_PARTNER:
        return about_partner(s, k, to);
    case POLICY_RECOGNISED:
        return about_recognised(s, k, to);
    case POLICY_SUITE:
        return about_suite(s, k, to);
    case POLICY_PROFILE:
        return about_profile(s, k, to);
    case POLICY_EVIDENCE:
        return about_evidence(s, k, to);
    case POLICY_LABORATORIES:
        return about_laboratories(s, k, to);
    case POLICY_AGE:
        return about_age(s, k, to);
    case POLICY_WAIVERS:
        return about_waivers(s, k, to);
    case POLICY_LIMITS:
        return about_limits(s, k, to);
    case POLICY_IN_FORCE:
        return about_force(s, to);
    case POLICY_STATUS:
        return about_status(s, k, to);
    case POLICY_WHATS:
        break;
    }
    return 0;
}

/* Before any clause: is it a certificate that holds, for this technology? */
static int check_document(const struct policy *p, const struct assess_in *in,
                          const struct verified **v, struct err *e)
{
    const struct verified *d = in->document;

    if (d->state == VERIFY_REFUSED)
        return err_set(e, ERR_REFUSED, "the certificate does not verify: %s",
                       d->reason);
    *v = d->recognition ? d->recognition->certificate : d;
    if (!(*v)->certificate)
        return err_set(e, ERR_REFUSED,
                       "the container holds no certificate, but a %s",
                       verify_kind_name(d->kind));
    if (strcmp((*v)->certificate->c.technology, p->technology) != 0)
        return err_set(e, ERR_REFUSED,
                       "the policy %s is for the technology %s, the "
                       "certificate for %s",
                       p->id, p->technology, (*v)->certificate->c.technology);
    return 0;
}

int assess(struct assessment *out, const struct policy *p,
           const struct assess_in *in, struct err *e)
{
    struct assessment a = {.policy = p};
    struct assessing s = {.out = &a, .in = in, .e = e};

    if (check_document(p, in, &s.v, e))
        return -1;
    s.c = &s.v->certificate->c;
    a.a = arena_alloc(&a.arena, p->n * sizeof *a.a, e);
    if (!a.a)
        goto fail;
    for (size_t i = 0; i < p->n; i++) {
        if (answer(&s, &p->clauses[i], &a.a[i]))
            goto fail;
        if (a.a[i].answer > a.whole)
            a.whole = a.a[i].answer;
    }
    a.n = p->n;
    /* What this reader can not attribute decides nothing in its favour. */
    if (in->document->state != VERIFY_VALID && a.whole < ASSESS_UNDECIDABLE)
        a.whole = ASSESS_UNDECIDABLE;
    *out = a;
    return 0;
fail:
    assessment_release(&a);
    return -1;
}

void assessment_release(struct assessment *a)
{
    arena_release(&a->arena);
    *a = (struct assessment){0};
}
