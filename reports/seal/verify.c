/*
 * Order matters: structure, then digests and signature, and only then are the
 * members parsed; so no XML of the report is read that nobody signed. The trust
 * store comes last: it can only lessen what holds.
 */
#include "reports/seal/verify.h"

#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/lang.h"
#include "base/path.h"
#include "base/utf8.h"
#include "reports/seal/asic.h"
#include "reports/seal/content.h"
#include "reports/seal/verify_internal.h"

#define TEXT_MAX     4096 /* of one line made here */
#define DATE_LEN     10
#define UNATTRIBUTED "unattributed"

const char *verify_state_name(enum verify_state s)
{
    static const char *const names[] = {
        [VERIFY_VALID] = "valid",
        [VERIFY_REFUSED] = "refused",
        [VERIFY_UNKNOWN] = "unknown",
    };

    return names[s];
}

/* --- what the seal says ------------------------------------------------- */

struct job {
    struct verified *v;
    const struct trust *trust;
    bool has_trust; /* a store was given */
    struct buf why; /* reasons for UNKNOWN, joined */
    struct err *e;
};

/* A copy that can be shown on a terminal; NULL stays NULL. */
static int keep(const char **out, struct job *j, const char *text)
{
    char *copy = text ? arena_strdup(&j->v->arena, text, j->e) : NULL;

    if (copy)
        utf8_make_printable(copy);
    *out = copy;
    return text && !copy ? -1 : 0;
}

/* One reason why the state is not VALID. */
static void doubt(struct job *j, enum verify_state state, const struct err *why)
{
    if (j->v->state != VERIFY_REFUSED)
        j->v->state = state;
    if (j->why.n > 0)
        buf_str(&j->why, "; ");
    buf_str(&j->why, why->msg);
}

static void judge_standing(struct job *j, const struct verified_seal *s,
                           const struct trust_holder *h)
{
    struct err why = {0};
    bool later;

    if (!h)
        return;
    switch (s->standing) {
    case TRUST_UNKNOWN:
    case TRUST_KNOWN:
        return;
    case TRUST_OUT_OF_TERM:
        err_set(&why, ERR_REFUSED,
                "the trust store knows the signer as %s, but not in that role "
                "on the claimed day of signing",
                h->name);
        doubt(j, VERIFY_UNKNOWN, &why);
        return;
    case TRUST_DISTRUSTED:
        later = strncmp(s->signing_time, h->distrusted, DATE_LEN) < 0;
        err_set(&why, ERR_REFUSED,
                "the trust store distrusts the key of %s since %s; the time of "
                "signing is only claimed",
                h->name, h->distrusted);
        doubt(j, later ? VERIFY_UNKNOWN : VERIFY_REFUSED, &why);
        return;
    }
}

static int add_seal(struct job *j, const struct asic *a,
                    struct pki_cert *const *chain)
{
    struct verified *v = j->v;
    struct verified_seal *s = arena_alloc(&v->arena, sizeof *s, j->e);
    const struct trust_holder *h = NULL;
    char sha256[65];

    if (!s)
        return -1;
    s->signer = pki_cert_subject(&v->arena, chain[0], j->e);
    s->algorithm = pki_alg_name(a->sig[0].alg);
    if (!s->signer || keep(&s->signing_time, j, a->sig[0].signing_time) ||
        pki_cert_sha256(sha256, chain[0], j->e) ||
        keep(&s->cert_sha256, j, sha256) ||
        trust_signer(&s->standing, &h, j->trust, chain, a->sig[0].n_certs,
                     s->signing_time, j->e))
        return -1;
    s->role = UNATTRIBUTED;
    if (h && s->standing == TRUST_KNOWN) {
        s->role = trust_role_name(h->role);
        if (keep(&s->role_name, j, h->name) || keep(&s->nation, j, h->nation))
            return -1;
    }
    v->seals = s;
    v->n_seals = 1;
    judge_standing(j, s, h);
    return 0;
}

/* --- what the report says ----------------------------------------------- */

static int keep_product(struct job *j, const struct report_claim *c)
{
    struct buf line = {0};
    int rc = -1;

    buf_init(&line, TEXT_MAX);
    buf_printf(&line, "%s, %s, %s", c->vendor ? c->vendor : "?",
               c->product ? c->product : "?", c->version ? c->version : "?");
    if (buf_check(&line, j->e) == 0)
        rc = keep(&j->v->product, j, line.s);
    buf_release(&line);
    return rc;
}

static int keep_verdicts(struct job *j, const struct report_claim *c)
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
        if (keep(&v->verdicts[i].profile, j, c->verdicts[i].profile))
            return -1;
    }
    for (size_t i = 0; i < c->n_waivers; i++) {
        struct verified_waiver *w = &v->waivers[i];

        if (keep(&w->id, j, c->waivers[i].id) ||
            keep(&w->case_id, j, c->waivers[i].case_id) ||
            keep(&w->authoriser, j, c->waivers[i].authoriser) ||
            keep(&w->until, j, c->waivers[i].until))
            return -1;
    }
    v->n_verdicts = c->n_verdicts;
    v->n_waivers = c->n_waivers;
    return 0;
}

static void judge_suite(struct job *j)
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
    doubt(j, VERIFY_UNKNOWN, &why);
}

/* May this role say that it ran the technology itself? */
static void judge_level(struct job *j)
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
    doubt(j, VERIFY_UNKNOWN, &why);
}

/* Whoever is judged can not waive; nor can it say who did. */
static void judge_waivers(struct job *j)
{
    struct err why = {0};

    if (j->v->n_waivers == 0 ||
        strcmp(j->v->seals[0].role, trust_role_name(TRUST_BODY)) == 0)
        return;
    err_set(&why, ERR_REFUSED,
            "the report has waivers, but the trust store does not know its "
            "signer as a certification body, which alone could grant them");
    doubt(j, VERIFY_UNKNOWN, &why);
}

static int add_report(struct job *j, const struct content *c)
{
    struct verified *v = j->v;
    const struct report_claim *claim = &c->claim;

    v->level = claim->level;
    if (keep(&v->suite, j, claim->suite_id) ||
        keep(&v->suite_sha256, j, c->suite.sha256) ||
        keep(&v->created, j, claim->created) ||
        keep(&v->result_digest, j, claim->result_digest) ||
        keep_product(j, claim) || verify_scope(j->v, c, j->e) ||
        keep_verdicts(j, claim))
        return -1;
    judge_suite(j);
    judge_level(j);
    judge_waivers(j);
    return 0;
}

/* --- the whole ---------------------------------------------------------- */

static int open_content(struct content *out, const struct asic *a,
                        struct err *e)
{
    struct seal_member members[SEAL_MEMBERS_MAX];

    for (size_t i = 0; i < a->n; i++)
        members[i] =
            (struct seal_member){a->members[i].name, a->sig[0].refs[i].media_type,
                                 a->members[i].data, a->members[i].len};
    return content_open(out, members, a->n, e);
}

/* -1 with the reason in *j->e. */
static int judge(struct job *j, const struct buf *bytes)
{
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    struct asic a = {0};
    struct content content = {0};
    int rc = -1;

    if (asic_open(&a, bytes->s ? bytes->s : "", bytes->n, j->e) ||
        asic_check(chain, &a, 0, j->e) || open_content(&content, &a, j->e) ||
        add_seal(j, &a, chain) || add_report(j, &content))
        goto done;
    rc = 0;
done:
    content_release(&content);
    pki_chain_free(chain, PKI_CERTS_MAX);
    asic_release(&a);
    return rc;
}

/* Did the input fail, or this machine? */
static bool is_input_fault(const struct err *e)
{
    return e->code != ERR_IO && e->code != ERR_MEMORY &&
           e->code != ERR_STOPPED && e->code != ERR_NONE;
}

static int refuse(struct verified *v, const char *reason, struct err *e)
{
    verified_release(v);
    v->state = VERIFY_REFUSED;
    v->reason = arena_strdup(&v->arena, reason, e);
    return v->reason ? 0 : -1;
}

static int refuse_for(struct verified *v, const struct err *why, struct err *e)
{
    struct buf text = {0};
    int rc = -1;

    buf_init(&text, TEXT_MAX);
    if (why->path[0])
        buf_printf(&text, "%s: ", why->path);
    if (why->line > 0)
        buf_printf(&text, lang_tr("line %lu: "), (unsigned long)why->line);
    buf_str(&text, why->msg);
    if (buf_check(&text, e) == 0)
        rc = refuse(v, text.s, e);
    buf_release(&text);
    return rc;
}

/* What judge() and the doubts come to. */
static int conclude(struct job *j, int judged, struct err *e)
{
    struct verified *v = j->v;

    if (judged && is_input_fault(j->e))
        return refuse_for(v, j->e, e);
    if (judged) {
        *e = *j->e;
        return -1;
    }
    if (buf_check(&j->why, e))
        return -1;
    if (v->state == VERIFY_REFUSED)
        return refuse(v, j->why.s, e);
    v->reason = arena_strdup(&v->arena, j->why.s ? j->why.s : "", e);
    return v->reason ? 0 : -1;
}

static int read_container(struct buf *bytes, const char *path, struct err *e)
{
    buf_init(bytes, SEAL_BYTES_MAX);
    if (path_read(bytes, path, e))
        return err_at(e, path, 0, 0);
    return 0;
}

int verify_container(struct verified *out, const char *path, const char *trust,
                     struct err *e)
{
    struct verified v = {0};
    struct trust store = {0};
    struct buf bytes = {0};
    struct err why = {0};
    struct job j = {
        .v = &v, .trust = &store, .has_trust = trust != NULL, .e = &why};
    int rc = -1;

    buf_init(&j.why, TEXT_MAX);
    if (trust && trust_open(&store, trust, e))
        goto done;
    if (read_container(&bytes, path, e))
        goto done;
    if (conclude(&j, judge(&j, &bytes), e))
        goto done;
    *out = v;
    v = (struct verified){0};
    rc = 0;
done:
    buf_release(&j.why);
    buf_release(&bytes);
    trust_release(&store);
    verified_release(&v);
    return rc;
}

void verified_release(struct verified *v)
{
    arena_release(&v->arena);
    *v = (struct verified){0};
}

bool verified_attributed(const struct verified *v)
{
    for (size_t i = 0; i < v->n_seals; i++)
        if (v->seals[i].standing != TRUST_KNOWN)
            return false;
    return v->n_seals > 0;
}

int verify_extract(struct buf *out, const char *path, const char *member,
                   struct err *e)
{
    struct buf bytes = {0};
    struct asic a = {0};
    const struct zip_entry *found = NULL;
    int rc = -1;

    if (read_container(&bytes, path, e))
        goto done;
    if (asic_open(&a, bytes.s ? bytes.s : "", bytes.n, e)) {
        err_at(e, path, 0, 0);
        goto done;
    }
    for (size_t i = 0; i < a.n; i++)
        if (strcmp(a.members[i].name, member) == 0)
            found = &a.members[i];
    if (!found) {
        err_set(e, ERR_MISSING, "the container has no %s", member);
        err_at(e, path, 0, 0);
        goto done;
    }
    buf_add(out, found->data, found->len);
    rc = buf_check(out, e);
done:
    asic_release(&a);
    buf_release(&bytes);
    return rc;
}
