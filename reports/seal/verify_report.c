/* What a sealed report says, and what its signer's role bears out. */
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "reports/cert/waiver.h"
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

/* Is the signed file what the report says, and for this product? */
static int check_waiver(struct verify_job *j, const struct content *c, size_t i,
                        const struct waiver_file *w)
{
    const struct waiver *told = &c->claim.waivers[i];
    const struct waiver_use use = {
        .suite = c->claim.suite_id,
        .suite_sha256 = c->suite.sha256,
        .vendor = c->claim.vendor,
        .product = c->claim.product,
        .version = c->claim.version,
        .day = c->claim.created,
    };
    struct waiver as;

    waiver_as_evidence(&as, w);
    if (strcmp(as.id, told->id) != 0 ||
        strcmp(as.case_id, told->case_id) != 0 ||
        strcmp(as.until, told->until) != 0 || !told->authoriser ||
        strcmp(as.authoriser, told->authoriser) != 0 || !told->reason ||
        strcmp(as.reason, told->reason) != 0)
        return err_set(j->e, ERR_REFUSED,
                       "the report tells of the waiver %s otherwise than its "
                       "signed file",
                       told->id);
    return waiver_fits(w, &use, j->e);
}

/* Whoever is judged can not waive: each waiver is a file that a body sealed. */
static int judge_waiver(struct verify_job *j, const struct content *c, size_t i)
{
    const struct seal_member *m = &c->waivers[i];
    struct verified v = {0};
    struct err why = {0};
    int rc = -1;

    if (verify_member(&v, VERIFY_WAIVER, j, m->data, m->len, j->e))
        goto done;
    if (v.state == VERIFY_REFUSED) {
        err_set(j->e, ERR_REFUSED, "%s does not verify: %s", m->name, v.reason);
        goto done;
    }
    if (check_waiver(j, c, i, v.waiver))
        goto done;
    j->v->waivers[i].by_body = v.state == VERIFY_VALID;
    if (v.state == VERIFY_UNKNOWN) {
        err_set(&why, ERR_REFUSED, "%s: %s", m->name, v.reason);
        verify_doubt(j, VERIFY_UNKNOWN, &why);
    }
    rc = 0;
done:
    verified_release(&v);
    return rc;
}

static int judge_waivers(struct verify_job *j, const struct content *c)
{
    for (size_t i = 0; i < c->claim.n_waivers; i++) {
        if (judge_waiver(j, c, i))
            return -1;
    }
    return 0;
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
        verify_keep(&v->replaces, j, claim->amends.sha256) ||
        verify_keep(&v->replaces_created, j, claim->amends.created) ||
        verify_keep(&v->replaces_reason, j, claim->amends.reason) ||
        keep_product(j, claim) || verify_scope(j->v, c, j->e) ||
        keep_verdicts(j, claim) || keep_not_tested(j, &c->suite))
        return -1;
    v->suite_released = c->suite.status == SUITE_RELEASED;
    judge_suite(j);
    judge_level(j);
    for (size_t i = 0; i < v->n_seals; i++)
        verify_class(j, i, claim->technology_class);
    return judge_waivers(j, c);
}

int verify_report(struct verify_job *j, const struct asic *a)
{
    struct seal_member members[SEAL_MEMBERS_MAX];
    struct content content = {0};
    int rc = -1;

    asic_members(members, a);
    if (content_open_asic(&content, a, members, j->e) == 0)
        rc = add_report(j, &content);
    content_release(&content);
    return rc;
}
