#include "reports/cert/certify.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/isodate.h"

/* --- one report --------------------------------------------------------- */

static int check_sound(const struct verified *v, struct err *e)
{
    if (v->state != VERIFY_REFUSED)
        return 0;
    return err_set(e, ERR_REFUSED, "the report does not verify: %s", v->reason);
}

static int check_suite(const struct scheme *s, const struct verified *v,
                       struct err *e)
{
    const struct scheme_suite *k = scheme_find(s, v->suite);

    if (!k)
        return err_set(e, ERR_REFUSED,
                       "the report is by the suite %s, which the scheme %s "
                       "does not ask for",
                       v->suite, s->id);
    if (strcmp(k->sha256, v->suite_sha256) != 0)
        return err_set(e, ERR_REFUSED,
                       "the report is by other octets of the suite %s than "
                       "those that the scheme names: SHA-256 %s, not %s",
                       v->suite, v->suite_sha256, k->sha256);
    if (!v->suite_released)
        return err_set(e, ERR_REFUSED,
                       "the suite %s is not released: nothing can be certified "
                       "by it",
                       v->suite);
    return 0;
}

static int check_age(const struct certify_in *in, const struct verified *v,
                     struct err *e)
{
    int64_t age;

    if (!isodate_is_time(v->created))
        return err_set(e, ERR_SYNTAX, "the report's time is '%s'", v->created);
    age = isodate_days(in->issued) - isodate_days(v->created);
    if (strcmp(v->created, in->issued) > 0)
        return err_set(e, ERR_REFUSED,
                       "the report was made at %s, after the certificate of %s",
                       v->created, in->issued);
    if (age > in->scheme->max_age_days)
        return err_set(e, ERR_REFUSED,
                       "the report is %" PRId64
                       " days old; the scheme allows %" PRId64,
                       age, in->scheme->max_age_days);
    return 0;
}

static int role_rank(const char *role)
{
    static const enum trust_role all[] = {TRUST_VENDOR, TRUST_LAB, TRUST_BODY};

    for (int i = 0; i < 3; i++) {
        if (strcmp(role, trust_role_name(all[i])) == 0)
            return i;
    }
    return -1;
}

static int check_weight(const struct certify_in *in, size_t i, struct err *e)
{
    const struct scheme *s = in->scheme;
    const struct verified *v = &in->reports[i];

    if (role_rank(in->roles[i]) < role_rank(trust_role_name(s->signer)))
        return err_set(e, ERR_REFUSED,
                       "the report is signed in the role %s; the scheme asks "
                       "for %s at least",
                       in->roles[i], trust_role_name(s->signer));
    if (v->level < s->level)
        return err_set(e, ERR_REFUSED,
                       "the report's evidence level is %s; the scheme asks for "
                       "%s at least",
                       evidence_level_name(v->level),
                       evidence_level_name(s->level));
    return 0;
}

static int check_product(const struct certify_in *in, size_t i, struct err *e)
{
    const struct verified *a = &in->reports[0];
    const struct verified *b = &in->reports[i];

    if (strcmp(a->vendor, b->vendor) == 0 &&
        strcmp(a->product_name, b->product_name) == 0 &&
        strcmp(a->version, b->version) == 0 &&
        strcmp(a->technology_class, b->technology_class) == 0)
        return 0;
    return err_set(e, ERR_REFUSED,
                   "the reports are of different products: %s (%s), and %s "
                   "(%s)",
                   a->product, a->technology_class, b->product,
                   b->technology_class);
}

static int check_report(const struct certify_in *in, size_t i, struct err *e)
{
    const struct verified *v = &in->reports[i];

    return check_sound(v, e) || check_suite(in->scheme, v, e) ||
                   check_age(in, v, e) || check_weight(in, i, e) ||
                   check_product(in, i, e)
               ? -1
               : 0;
}

/* --- all reports together ------------------------------------------------ */

/* Two keys of one name are one party, and so are two names of one key. */
static bool same_party(const struct cert_party *a, const struct cert_party *b)
{
    return strcmp(a->name, b->name) == 0 || strcmp(a->sha256, b->sha256) == 0;
}

/* Who seals one run twice has still run it once. */
static int check_runs(const struct certify_in *in, struct err *e)
{
    for (size_t i = 0; i < in->n; i++) {
        const struct verified *a = &in->reports[i];

        for (size_t k = 0; k < i; k++) {
            const struct verified *b = &in->reports[k];

            if (strcmp(in->sha256[i], in->sha256[k]) == 0 ||
                (strcmp(a->result_digest, b->result_digest) == 0 &&
                 strcmp(a->created, b->created) == 0))
                return err_set(e, ERR_REFUSED,
                               "the reports %zu and %zu are of one and the "
                               "same run, of %s",
                               k + 1, i + 1, a->created);
        }
    }
    return 0;
}

static int check_counts(const struct certify_in *in, struct err *e)
{
    const struct scheme *s = in->scheme;
    int64_t labs = 0;

    for (size_t k = 0; k < s->n_suites; k++) {
        int64_t n = 0;

        for (size_t i = 0; i < in->n; i++)
            n += strcmp(in->reports[i].suite, s->suites[k].id) == 0;
        if (n < s->reports)
            return err_set(e, ERR_REFUSED,
                           "the scheme asks for %" PRId64
                           " reports by the suite %s, there are %" PRId64,
                           s->reports, s->suites[k].id, n);
    }
    for (size_t i = 0; i < in->n; i++) {
        bool seen = false;

        for (size_t k = 0; k < i; k++)
            seen = seen || same_party(&in->signers[k], &in->signers[i]);
        labs += !seen;
    }
    if (labs < s->laboratories)
        return err_set(e, ERR_REFUSED,
                       "the scheme asks for reports of %" PRId64
                       " different signers, there are %" PRId64,
                       s->laboratories, labs);
    return 0;
}

static const struct verified_verdict *verdict_for(const struct verified *v,
                                                  const char *profile)
{
    for (size_t i = 0; i < v->n_verdicts; i++) {
        if (strcmp(v->verdicts[i].profile, profile) == 0)
            return &v->verdicts[i];
    }
    return NULL;
}

static int check_verdict(struct cert_verdict *out, const struct certify_in *in,
                         const struct verified *v, const char *profile,
                         struct err *e)
{
    const struct verified_verdict *d = verdict_for(v, profile);
    const struct scheme_suite *k = scheme_find(in->scheme, v->suite);

    if (!d)
        return err_set(e, ERR_REFUSED,
                       "the report by %s has no verdict for the profile %s",
                       v->suite, profile);
    if (d->verdict != VERDICT_CONFORMANT && d->verdict != VERDICT_WAIVED)
        return err_set(e, ERR_REFUSED,
                       "the verdict by %s for the profile %s is %s", v->suite,
                       profile, verdict_name(d->verdict));
    if (d->provisional && !k->limits_adopted)
        return err_set(
            e, ERR_REFUSED,
            "the verdict by %s for the profile %s is provisional: it "
            "rests on a limit that nobody published, and the scheme "
            "does not adopt it",
            v->suite, profile);
    *out = (struct cert_verdict){v->suite, profile, d->verdict, d->provisional};
    return 0;
}

/* A report that no verdict is taken from could say anything. */
static int check_heard(const struct certify_in *in, struct err *e)
{
    const struct scheme *s = in->scheme;

    for (size_t i = 0; i < in->n; i++) {
        const struct verified *v = &in->reports[i];
        bool any = false;

        for (size_t p = 0; p < s->n_profiles; p++)
            any = any || verdict_for(v, s->profiles[p]);
        if (!any)
            return err_set(e, ERR_REFUSED,
                           "the report by %s has no verdict for any profile "
                           "that the scheme asks for",
                           v->suite);
    }
    return 0;
}

/* Of each suite the profiles of the scheme that it has; each profile of the
 * scheme must be in one suite at least. */
static int derive_verdicts(struct certificate *c, const struct certify_in *in,
                           struct err *e)
{
    const struct scheme *s = in->scheme;
    size_t max = in->n * s->n_profiles;

    c->verdicts = arena_alloc(&c->arena, (max + 1) * sizeof *c->verdicts, e);
    if (!c->verdicts)
        return -1;
    for (size_t p = 0; p < s->n_profiles; p++) {
        bool any = false;

        for (size_t i = 0; i < in->n; i++) {
            const struct verified *v = &in->reports[i];

            if (!verdict_for(v, s->profiles[p]))
                continue;
            any = true;
            if (check_verdict(&c->verdicts[c->n_verdicts++], in, v,
                              s->profiles[p], e))
                return -1;
        }
        if (!any)
            return err_set(e, ERR_REFUSED,
                           "no report has a verdict for the profile %s, which "
                           "the scheme asks for",
                           s->profiles[p]);
    }
    return check_heard(in, e);
}

/* --- what the certificate shows ------------------------------------------ */

static int derive_reports(struct certificate *c, const struct certify_in *in,
                          struct err *e)
{
    c->reports = arena_alloc(&c->arena, in->n * sizeof *c->reports, e);
    if (!c->reports)
        return -1;
    for (size_t i = 0; i < in->n; i++) {
        const struct verified *v = &in->reports[i];
        char member[64];

        snprintf(member, sizeof(member), "reports/%zu.asice", i + 1);
        c->reports[i] = (struct cert_report){
            .member = arena_strdup(&c->arena, member, e),
            .sha256 = in->sha256[i],
            .suite = v->suite,
            .suite_sha256 = v->suite_sha256,
            .result_digest = v->result_digest,
            .created = v->created,
            .level = v->level,
            .role = in->roles[i],
            .signer = in->signers[i],
        };
        if (!c->reports[i].member)
            return -1;
    }
    c->n_reports = in->n;
    return 0;
}

/* Each stands in the report's container as the file that a body sealed. */
static int derive_waiver(struct certificate *c, const struct certify_in *in,
                         const struct verified *v,
                         const struct verified_waiver *w, struct err *e)
{
    if (strncmp(in->issued, w->until, ISODATE_DAY - 1) > 0)
        return err_set(e, ERR_REFUSED, "the waiver %s ended on %s", w->id,
                       w->until);
    if ((int64_t)c->n_waivers >= in->scheme->max_waivers)
        return err_set(e, ERR_REFUSED, "the scheme allows %" PRId64 " waivers",
                       in->scheme->max_waivers);
    c->waivers[c->n_waivers++] = (struct cert_waiver){
        w->id, w->case_id, v->suite, w->authoriser, w->until, w->reason};
    return 0;
}

static int derive_waivers(struct certificate *c, const struct certify_in *in,
                          struct err *e)
{
    size_t max = (size_t)in->scheme->max_waivers;

    c->waivers = arena_alloc(&c->arena, (max + 1) * sizeof *c->waivers, e);
    if (!c->waivers)
        return -1;
    for (size_t i = 0; i < in->n; i++) {
        const struct verified *v = &in->reports[i];

        for (size_t k = 0; k < v->n_waivers; k++) {
            if (derive_waiver(c, in, v, &v->waivers[k], e))
                return -1;
        }
    }
    return 0;
}

static bool has_gap(const struct certificate *c, const struct text2 *gap)
{
    for (size_t i = 0; i < c->n_not_tested; i++) {
        if (strcmp(c->not_tested[i].en, gap->en) == 0)
            return true;
    }
    return false;
}

/* What the suites do not test, each once. A gap that a suite tells in English
 * only is shown so in both languages. */
static int derive_gaps(struct certificate *c, const struct certify_in *in,
                       struct err *e)
{
    size_t max = 0;

    for (size_t i = 0; i < in->n; i++)
        max += in->reports[i].n_not_tested;
    c->not_tested =
        arena_alloc(&c->arena, (max + 1) * sizeof *c->not_tested, e);
    c->not_asked = arena_alloc(&c->arena, in->n * sizeof *c->not_asked, e);
    if (!c->not_tested || !c->not_asked)
        return -1;
    for (size_t i = 0; i < in->n; i++) {
        const struct verified *v = &in->reports[i];
        char text[4096];

        for (size_t k = 0; k < v->n_not_tested; k++) {
            struct text2 gap = v->not_tested[k];

            gap.fr = gap.fr ? gap.fr : gap.en;
            if (!has_gap(c, &gap))
                c->not_tested[c->n_not_tested++] = gap;
        }
        if (!v->not_asked[0])
            continue;
        if (snprintf(text, sizeof(text), "%s: %s", v->suite, v->not_asked) >=
            (int)sizeof(text))
            return err_set(e, ERR_LIMIT,
                           "too many cases of %s do not apply to the product",
                           v->suite);
        c->not_asked[c->n_not_asked] = arena_strdup(&c->arena, text, e);
        if (!c->not_asked[c->n_not_asked++])
            return -1;
    }
    return 0;
}

/* --- persons and term ----------------------------------------------------- */

static int check_persons(const struct decision *d, struct err *e)
{
    for (size_t i = 0; i < d->n_evaluated_by; i++) {
        if (strcmp(d->evaluated_by[i], d->reviewed_by) == 0 ||
            strcmp(d->evaluated_by[i], d->decided_by) == 0)
            return err_set(e, ERR_REFUSED,
                           "%s evaluated, and can not review or decide too "
                           "(ISO/IEC 17065:2012, 7.5.1, 7.6.2)",
                           d->evaluated_by[i]);
    }
    return 0;
}

static int derive_term(struct certificate *c, const struct certify_in *in,
                       struct err *e)
{
    const struct scheme *s = in->scheme;
    const struct decision *d = in->decision;
    char last[ISODATE_DAY];

    if (strncmp(d->from, in->issued, ISODATE_DAY - 1) < 0)
        return err_set(e, ERR_REFUSED,
                       "the certificate would begin on %s, before it is issued",
                       d->from);
    if (isodate_day(last, isodate_days(d->from) + s->days - 1))
        return err_set(e, ERR_RANGE, "the certificate would end after 9999");
    c->from = d->from;
    c->to = d->to ? d->to : arena_strdup(&c->arena, last, e);
    if (!c->to)
        return -1;
    if (strcmp(c->to, last) > 0 || strcmp(c->to, c->from) < 0)
        return err_set(e, ERR_REFUSED,
                       "the certificate would end on %s; the scheme allows "
                       "%" PRId64 " days, up to %s",
                       c->to, s->days, last);
    c->grace_days = s->grace_days;
    if (d->attempt > d->attempts_registered && d->attempts_registered > 0)
        return err_set(e, ERR_REFUSED,
                       "this is attempt %" PRId64 ", but only %" PRId64
                       " are registered",
                       d->attempt, d->attempts_registered);
    return 0;
}

static void derive_told(struct certificate *c, const struct certify_in *in)
{
    const struct scheme *s = in->scheme;
    const struct decision *d = in->decision;

    c->number = d->number;
    c->issued = in->issued;
    c->body = in->body;
    c->complaints = s->complaints;
    c->scheme = s->id;
    c->scheme_sha256 = s->sha256;
    c->scope = d->scope;
    c->technology = in->reports[0].technology_class;
    c->vendor = in->reports[0].vendor;
    c->product = in->reports[0].product_name;
    c->version = in->reports[0].version;
    c->patches = d->patches;
    c->attempt = d->attempt;
    c->attempts_registered = d->attempts_registered;
    c->supersedes = d->supersedes;
    c->conditions = d->conditions;
    c->n_conditions = d->n_conditions;
    c->regulatory = d->regulatory;
    c->n_regulatory = d->n_regulatory;
    c->evaluated_by = d->evaluated_by;
    c->n_evaluated_by = d->n_evaluated_by;
    c->reviewed_by = d->reviewed_by;
    c->decided_by = d->decided_by;
    c->surveillance = s->surveillance;
}

int certify_derive(struct certificate *out, const struct certify_in *in,
                   struct err *e)
{
    struct certificate c = {0};

    if (in->n == 0 || in->n > CERTIFY_REPORTS_MAX)
        return err_set(e, ERR_LIMIT, "a certificate rests on 1 to %d reports",
                       CERTIFY_REPORTS_MAX);
    if (strcmp(in->scheme->nation, in->body.nation) != 0)
        return err_set(
            e, ERR_REFUSED, "the scheme %s is of %s, the body %s of %s",
            in->scheme->id, in->scheme->nation, in->body.name, in->body.nation);
    for (size_t i = 0; i < in->n; i++) {
        if (check_report(in, i, e))
            return -1;
    }
    derive_told(&c, in);
    if (check_runs(in, e) || check_counts(in, e) ||
        check_persons(in->decision, e) || derive_term(&c, in, e) ||
        derive_reports(&c, in, e) || derive_verdicts(&c, in, e) ||
        derive_waivers(&c, in, e) || derive_gaps(&c, in, e)) {
        certificate_release(&c);
        return -1;
    }
    *out = c;
    return 0;
}
