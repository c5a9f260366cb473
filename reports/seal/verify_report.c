/* What a sealed report says, and what its signer's role bears out. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "reports/seal/asic.h"
#include "reports/seal/content.h"
#include "reports/seal/verify_internal.h"

#define TEXT_MAX 4096 /* of one line made here */

static int keep_product(struct verify_job *j, const struct report_claim *c)
{
    struct buf line = {0};
    int rc = -1;

    if (verify_keep(&j->v->vendor, j, c->vendor) ||
        verify_keep(&j->v->product_name, j, c->product) ||
        verify_keep(&j->v->version, j, c->version))
        return -1;
    buf_init(&line, TEXT_MAX);
    buf_printf(&line, "%s, %s, %s", c->vendor ? c->vendor : "?",
               c->product ? c->product : "?", c->version ? c->version : "?");
    if (buf_check(&line, j->e) == 0)
        rc = verify_keep(&j->v->product, j, line.s);
    buf_release(&line);
    return rc;
}

static int keep_verdicts(struct verify_job *j, const struct report_claim *c)
{
    struct verified *v = j->v;

    v->verdicts =
        arena_alloc(&v->arena, (c->n_verdicts + 1) * sizeof *v->verdicts, j->e);
    v->waivers =
        arena_alloc(&v->arena, (c->n_waivers + 1) * sizeof *v->waivers, j->e);
    if (!v->verdicts || !v->waivers)
        return -1;
    for (size_t i = 0; i < c->n_verdicts; i++) {
        v->verdicts[i].verdict = c->verdicts[i].verdict;
        v->verdicts[i].provisional = c->verdicts[i].provisional;
        if (verify_keep(&v->verdicts[i].profile, j, c->verdicts[i].profile))
            return -1;
    }
    for (size_t i = 0; i < c->n_waivers; i++) {
        struct verified_waiver *w = &v->waivers[i];

        if (verify_keep(&w->id, j, c->waivers[i].id) ||
            verify_keep(&w->case_id, j, c->waivers[i].case_id) ||
            verify_keep(&w->authoriser, j, c->waivers[i].authoriser) ||
            verify_keep(&w->reason, j, c->waivers[i].reason) ||
            verify_keep(&w->until, j, c->waivers[i].until))
            return -1;
    }
    v->n_verdicts = c->n_verdicts;
    v->n_waivers = c->n_waivers;
    return 0;
}

static void judge_suite(struct verify_job *j)
{
    struct verified *v = j->v;
    struct err why = {0};

    v->suite_recognised = trust_has_suite(j->trust, v->suite, v->suite_sha256);
    if (v->suite_recognised)
        return;
    if (j->has_trust)
        err_set(&why, ERR_REFUSED,
                "suite not recognised: the trust store does not list %s with "
                "the SHA-256 %s",
                v->suite, v->suite_sha256);
    else
        err_set(&why, ERR_REFUSED,
                "suite not recognised: no trust store was given that lists %s "
                "with the SHA-256 %s",
                v->suite, v->suite_sha256);
    verify_doubt(j, VERIFY_UNKNOWN, &why);
}

/* May this role say that it ran the technology itself? */
static void judge_level(struct verify_job *j)
{
    const struct verified *v = j->v;
    const char *role = v->seals[0].role;
    bool is_body = strcmp(role, trust_role_name(TRUST_BODY)) == 0;
    bool is_lab = strcmp(role, trust_role_name(TRUST_LAB)) == 0;
    struct err why = {0};

    if (v->level == EVIDENCE_LAB ? is_lab || is_body
                                 : v->level != EVIDENCE_BODY || is_body)
        return;
    err_set(&why, ERR_REFUSED,
            "the report claims the evidence level %s, but the trust store does "
            "not know its signer as a laboratory or body that could",
            evidence_level_name(v->level));
    verify_doubt(j, VERIFY_UNKNOWN, &why);
}

/* Whoever is judged can not waive; nor can it say who did. */
static void judge_waivers(struct verify_job *j)
{
    struct err why = {0};

    if (j->v->n_waivers == 0 ||
        strcmp(j->v->seals[0].role, trust_role_name(TRUST_BODY)) == 0)
        return;
    err_set(&why, ERR_REFUSED,
            "the report has waivers, but the trust store does not know its "
            "signer as a certification body, which alone could grant them");
    verify_doubt(j, VERIFY_UNKNOWN, &why);
}

static int keep_not_tested(struct verify_job *j, const struct suite *s)
{
    struct verified *v = j->v;

    v->not_tested = arena_alloc(
        &v->arena, (s->n_not_tested + 1) * sizeof *v->not_tested, j->e);
    if (!v->not_tested)
        return -1;
    for (size_t i = 0; i < s->n_not_tested; i++) {
        if (verify_keep(&v->not_tested[i].en, j, s->not_tested[i].en) ||
            verify_keep(&v->not_tested[i].fr, j, s->not_tested[i].fr))
            return -1;
    }
    v->n_not_tested = s->n_not_tested;
    return 0;
}

static int add_report(struct verify_job *j, const struct content *c)
{
    struct verified *v = j->v;
    const struct report_claim *claim = &c->claim;

    v->level = claim->level;
    if (verify_keep(&v->suite, j, claim->suite_id) ||
        verify_keep(&v->suite_sha256, j, c->suite.sha256) ||
        verify_keep(&v->created, j, claim->created) ||
        verify_keep(&v->result_digest, j, claim->result_digest) ||
        keep_product(j, claim) || verify_scope(j->v, c, j->e) ||
        keep_verdicts(j, claim) || keep_not_tested(j, &c->suite))
        return -1;
    v->suite_released = c->suite.status == SUITE_RELEASED;
    judge_suite(j);
    judge_level(j);
    judge_waivers(j);
    return 0;
}

static int open_content(struct content *out, const struct asic *a,
                        struct err *e)
{
    struct seal_member members[SEAL_MEMBERS_MAX];

    asic_members(members, a);
    return content_open(out, members, a->n, e);
}

int verify_report(struct verify_job *j, const struct asic *a)
{
    struct content content = {0};
    int rc = -1;

    if (open_content(&content, a, j->e) == 0)
        rc = add_report(j, &content);
    content_release(&content);
    return rc;
}
