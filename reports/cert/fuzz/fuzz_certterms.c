/* What persons write (scheme, decision, policy, what is stated of a recognition
 * or a waiver): what parses is complete and within its bounds; what does not
 * has a reason. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/isodate.h"
#include "reports/cert/decision.h"
#include "reports/cert/policy.h"
#include "reports/cert/recognition.h"
#include "reports/cert/scheme.h"
#include "reports/cert/waiver.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool true_)
{
    if (!true_)
        abort();
}

static void scheme(const char *xml, size_t n)
{
    struct scheme s = {0};
    struct err e = {0};
    int rc = scheme_parse(&s, xml, n, "s.xml", &e);

    need((rc == 0) == (e.code == ERR_NONE));
    if (rc == 0) {
        need(s.n_suites > 0 && s.n_profiles > 0 && s.reports > 0);
        need(s.laboratories > 0 && s.days > 0 && s.max_age_days > 0);
        need(s.max_waivers >= 0 && s.max_waivers <= SCHEME_WAIVERS_MAX);
        need(s.title.en && s.title.fr && s.complaints && s.surveillance.fr);
        for (size_t i = 0; i < s.n_suites; i++)
            need(s.suites[i].id && strlen(s.suites[i].sha256) == 64);
    }
    scheme_release(&s);
}

static void decision(const char *xml, size_t n)
{
    struct decision d = {0};
    struct err e = {0};
    int rc = decision_parse(&d, xml, n, "d.xml", &e);

    need((rc == 0) == (e.code == ERR_NONE));
    if (rc == 0) {
        need(d.number && isodate_is_day(d.from) && d.attempt > 0);
        need(d.n_evaluated_by > 0 && d.reviewed_by && d.decided_by);
        need(!d.to || isodate_is_day(d.to));
    }
    decision_release(&d);
}

static void policy(const char *xml, size_t n)
{
    struct policy p = {0};
    struct err e = {0};
    int rc = policy_parse(&p, xml, n, "p.xml", &e);

    need((rc == 0) == (e.code == ERR_NONE));
    for (size_t i = 0; i < p.n; i++) {
        const struct policy_clause *c = &p.clauses[i];

        need(c->id && c->source && c->title.en && c->title.fr);
        need(c->what < POLICY_WHATS && policy_what_name(c->what));
        need(c->what != POLICY_RECOGNISED || c->n_nations > 0);
        need(c->what != POLICY_SUITE || c->name);
    }
    policy_release(&p);
}

static void stated(const char *xml, size_t n)
{
    struct recognition r = {0};
    struct waiver_file w = {0};
    struct err e = {0};
    struct err f = {0};

    if (recognition_read(&r, xml, n, "r.xml", true, &e) == 0)
        need(!r.issued && !r.body.name && r.n_reservations > 0);
    else
        need(e.code != ERR_NONE);
    if (waiver_read(&w, xml, n, "w.xml", true, &f) == 0)
        need(!w.issued && w.outcome == OUTCOME_FAIL && w.case_id);
    else
        need(f.code != ERR_NONE);
    recognition_release(&r);
    waiver_release(&w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *xml = (const char *)data;

    scheme(xml, size);
    decision(xml, size);
    policy(xml, size);
    stated(xml, size);
    return 0;
}
