#include "cli/cert/impact.h"

#include <string.h>

#include "base/err.h"
#include "cli/cert/sealedreport.h"
#include "reports/cert/contest.h"
#include "reports/doc/report.h"

static int decide_without(struct impact *i, const struct sealedreport *r,
                          struct err *e)
{
    const struct suite *s = &r->content.suite;
    const struct seal_member *tallies = &r->members[2];

    if (plan_make(&i->plan, s, e) ||
        report_evidence(&i->evidence, &r->content.claim, &i->plan,
                        tallies->data, tallies->len, e))
        return -1;
    i->evidence.excluded = &i->excluded;
    i->evidence.n_excluded = 1;
    return decide(&i->now, s, &i->plan, &i->evidence, e);
}

int impact_of(struct impact *out, const struct sealedreport *r,
              const struct contest *c, struct err *e)
{
    const struct report_claim *claim = &r->content.claim;

    *out = (struct impact){
        .excluded = {c->id, c->case_id}
    };
    out->touched = strcmp(claim->suite_id, c->suite) == 0 &&
                   strcmp(claim->suite_sha256, c->suite_sha256) == 0;
    return out->touched ? decide_without(out, r, e) : 0;
}

void impact_release(struct impact *i)
{
    result_release(&i->now);
    evidence_release(&i->evidence);
    plan_release(&i->plan);
    *i = (struct impact){0};
}

enum verdict impact_then(const struct impact *i, const struct report_claim *c,
                         size_t p)
{
    const char *profile = i->now.suite->profiles[p].id;

    for (size_t k = 0; k < c->n_verdicts; k++)
        if (strcmp(c->verdicts[k].profile, profile) == 0)
            return c->verdicts[k].verdict;
    return VERDICT_NOT_ESTABLISHED; /* content_open() saw each of them */
}

size_t impact_changes(const struct impact *i, const struct report_claim *c)
{
    size_t n = 0;

    for (size_t p = 0; i->touched && p < i->now.suite->n_profiles; p++)
        n += impact_then(i, c, p) != i->now.verdict[p];
    return n;
}
