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
#include "reports/cert/certificate.h"
#include "reports/cert/contest.h"
#include "reports/cert/recognition.h"
#include "reports/cert/waiver.h"
#include "reports/seal/asic.h"
#include "reports/seal/verify_internal.h"

#define TEXT_MAX 4096 /* of one line made here */
#define DATE_LEN 10

const char *verify_state_name(enum verify_state s)
{
    static const char *const names[] = {
        [VERIFY_VALID] = "valid",
        [VERIFY_REFUSED] = "refused",
        [VERIFY_UNKNOWN] = "unknown",
        [VERIFY_ENDED] = "ended",
    };

    return names[s];
}

const char *verify_kind_name(enum verify_kind k)
{
    static const char *const names[] = {
        [VERIFY_WAIVER] = "waiver",
        [VERIFY_OBJECTION] = "objection",
        [VERIFY_ERRATUM] = "erratum",
        [VERIFY_REPORT] = "report",
        [VERIFY_CERTIFICATE] = "certificate",
        [VERIFY_RECOGNITION] = "recognition",
    };

    return names[k];
}

/* --- what the seals say ------------------------------------------------- */

int verify_keep(const char **out, struct verify_job *j, const char *text)
{
    char *copy = text ? arena_strdup(&j->v->arena, text, j->e) : NULL;

    if (copy)
        utf8_make_printable(copy);
    *out = copy;
    return text && !copy ? -1 : 0;
}

void verify_doubt(struct verify_job *j, enum verify_state state,
                  const struct err *why)
{
    if (j->v->state != VERIFY_REFUSED && j->v->state != VERIFY_ENDED)
        j->v->state = state;
    if (j->why.n > 0)
        buf_str(&j->why, "; ");
    buf_str(&j->why, why->msg);
}

/* When it was sealed, as far as can be said. */
static const char *time_of(const struct verified_seal *s)
{
    return s->time.proved ? s->time.stamped : s->signing_time;
}

/* A key that is distrusted since a day after a proved time was its holder's
 * then. */
static void judge_distrust(struct verified_seal *s,
                           const struct trust_holder *h)
{
    if (s->standing == TRUST_DISTRUSTED && s->time.proved &&
        strncmp(s->time.stamped, h->distrusted, DATE_LEN) < 0)
        s->standing =
            trust_in_term(h, s->time.stamped) ? TRUST_KNOWN : TRUST_OUT_OF_TERM;
}

static void out_of_term(struct err *why, const struct verified_seal *s,
                        const struct trust_holder *h)
{
    if (s->time.proved)
        err_set(why, ERR_REFUSED,
                "the trust store knows the signer as %s, but not in that role "
                "on the day that the time stamp proves",
                h->name);
    else
        err_set(why, ERR_REFUSED,
                "the trust store knows the signer as %s, but not in that role "
                "on the claimed day of signing",
                h->name);
}

static void distrusted(struct err *why, const struct verified_seal *s,
                       const struct trust_holder *h)
{
    if (s->time.proved)
        err_set(why, ERR_REFUSED,
                "the trust store distrusts the key of %s since %s, and the "
                "time stamp is of then or later",
                h->name, h->distrusted);
    else
        err_set(why, ERR_REFUSED,
                "the trust store distrusts the key of %s since %s; the time of "
                "signing is only claimed",
                h->name, h->distrusted);
}

static void judge_standing(struct verify_job *j, const struct verified_seal *s,
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
        out_of_term(&why, s, h);
        verify_doubt(j, VERIFY_UNKNOWN, &why);
        return;
    case TRUST_DISTRUSTED:
        later = strncmp(time_of(s), h->distrusted, DATE_LEN) < 0;
        distrusted(&why, s, h);
        verify_doubt(j, later ? VERIFY_UNKNOWN : VERIFY_REFUSED, &why);
        return;
    }
}

void verify_class(struct verify_job *j, size_t i, const char *class)
{
    const struct trust_holder *h = j->holder[i];
    struct err why = {0};

    if (!h || !class || trust_speaks_for(h, class))
        return;
    err_set(&why, ERR_REFUSED,
            "the trust store knows %s, but not for the technology class %s",
            h->name, class);
    verify_doubt(j, VERIFY_UNKNOWN, &why);
}

static int add_time(struct verify_job *j, const struct asic *a, size_t i,
                    struct pki_cert *const *chain, struct verified_seal *s)
{
    const struct trust_holder *tsa;

    if (timeproof_judge(&s->time, a, i, chain, j->trust, j->at, &j->v->arena,
                        j->e))
        return -1;
    tsa = s->time.holder;
    s->time.holder = NULL; /* the store does not live as long */
    if (tsa && (verify_keep(&s->tsa_name, j, tsa->name) ||
                verify_keep(&s->tsa_nation, j, tsa->nation)))
        return -1;
    if (s->time.doubt.code != ERR_NONE)
        verify_doubt(j, VERIFY_UNKNOWN, &s->time.doubt);
    if (s->time.proved && (!j->known || strcmp(s->time.stamped, j->known) < 0))
        j->known = s->time.stamped;
    return 0;
}

static int add_signer(struct verify_job *j, struct verified_seal *s,
                      const struct xades *x, struct pki_cert *const *chain)
{
    char sha256[65];

    s->signer = pki_cert_subject(&j->v->arena, chain[0], j->e);
    s->algorithm = pki_alg_name(x->alg);
    s->says_qualified = pki_cert_says_qualified_seal(chain[0]);
    s->role = VERIFY_UNATTRIBUTED;
    if (!s->signer || pki_cert_sha256(sha256, chain[0], j->e) ||
        verify_keep(&s->cert_sha256, j, sha256))
        return -1;
    return verify_keep(&s->signing_time, j, x->signing_time);
}

static int add_seal(struct verify_job *j, const struct asic *a, size_t i,
                    struct pki_cert *const *chain)
{
    struct verified *v = j->v;
    struct verified_seal *s = &v->seals[v->n_seals++];
    const struct xades *x = &a->sig[i];
    const struct trust_holder *h = NULL;

    if (add_signer(j, s, x, chain) || add_time(j, a, i, chain, s) ||
        trust_signer(&s->standing, &h, j->trust, chain, x->n_certs, time_of(s),
                     j->e))
        return -1;
    judge_distrust(s, h);
    if (h && s->standing == TRUST_KNOWN) {
        s->role = trust_role_name(h->role);
        s->standard = h->standard;
        j->holder[v->n_seals - 1] = h;
        if (verify_keep(&s->role_name, j, h->name) ||
            verify_keep(&s->nation, j, h->nation) ||
            verify_keep(&s->accreditation, j, h->accreditation))
            return -1;
    }
    judge_standing(j, s, h);
    return 0;
}

static int check_seal(struct verify_job *j, const struct asic *a, size_t i)
{
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    int rc = -1;

    if (asic_check(chain, a, i, j->e) == 0)
        rc = add_seal(j, a, i, chain);
    pki_chain_free(chain, PKI_CERTS_MAX);
    return rc;
}

static int check_seals(struct verify_job *j, const struct asic *a)
{
    j->known = j->at;
    j->v->seals =
        arena_alloc(&j->v->arena, a->n_sigs * sizeof *j->v->seals, j->e);
    if (!j->v->seals)
        return -1;
    for (size_t i = 0; i < a->n_sigs; i++) {
        if (check_seal(j, a, i))
            return -1;
    }
    return 0;
}

/* --- the whole ---------------------------------------------------------- */

static enum verify_kind kind_of(const struct asic *a)
{
    if (strcmp(a->members[0].name, CERTIFICATE_XML) == 0)
        return VERIFY_CERTIFICATE;
    if (strcmp(a->members[0].name, RECOGNITION_XML) == 0)
        return VERIFY_RECOGNITION;
    if (strcmp(a->members[0].name, WAIVER_XML) == 0)
        return VERIFY_WAIVER;
    if (strcmp(a->members[0].name, CONTEST_OBJECTION_XML) == 0)
        return VERIFY_OBJECTION;
    if (strcmp(a->members[0].name, CONTEST_ERRATUM_XML) == 0)
        return VERIFY_ERRATUM;
    return VERIFY_REPORT;
}

/* -1 with the reason in *j->e. */
static int judge(struct verify_job *j, const void *bytes, size_t len)
{
    static int (*const by_kind[])(struct verify_job *, const struct asic *) = {
        [VERIFY_WAIVER] = verify_waiver,
        [VERIFY_OBJECTION] = verify_objection,
        [VERIFY_ERRATUM] = verify_erratum,
        [VERIFY_REPORT] = verify_report,
        [VERIFY_CERTIFICATE] = verify_certificate,
        [VERIFY_RECOGNITION] = verify_recognition,
    };
    struct asic a = {0};
    int rc = -1;

    if (asic_open(&a, bytes, len, j->e) || check_seals(j, &a))
        goto done;
    j->v->kind = kind_of(&a);
    if (strcmp(a.members[0].name, TRUST_NAME) == 0)
        err_set(j->e, ERR_REFUSED,
                "the container is a trust store, and no document: `entente "
                "trust check` tells of it");
    else if (j->only && j->v->kind != *j->only)
        err_set(j->e, ERR_REFUSED, "a %s is expected here, and this is a %s",
                verify_kind_name(*j->only), verify_kind_name(j->v->kind));
    else
        rc = by_kind[j->v->kind](j, &a) || verify_proofs(j, &a) ? -1 : 0;
done:
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

static bool sealed_by_body_of(const struct verified *v, const char *nation)
{
    for (size_t k = 0; k < v->n_seals; k++) {
        const struct verified_seal *s = &v->seals[k];

        if (s->nation && strcmp(s->nation, nation) == 0 &&
            strcmp(s->role, trust_role_name(TRUST_BODY)) == 0)
            return true;
    }
    return v->recognition &&
           sealed_by_body_of(v->recognition->certificate, nation);
}

/* Has each nation that was asked for sealed it, by a body in its role? */
static void judge_required(struct verify_job *j, const struct verify_ask *ask)
{
    for (size_t i = 0; i < ask->n_require; i++) {
        struct err why = {0};

        if (sealed_by_body_of(j->v, ask->require[i]))
            continue;
        err_set(&why, ERR_REFUSED,
                "no certification body of %s has sealed it, as the trust store "
                "knows them",
                ask->require[i]);
        verify_doubt(j, VERIFY_UNKNOWN, &why);
    }
}

/* What judge() and the doubts come to. */
static int conclude(struct verify_job *j, int judged, struct err *e)
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

int verify_bytes_how(struct verified *out, const void *bytes, size_t len,
                     const struct verify_how *how, struct err *e)
{
    static const struct trust nobody = {0};
    struct verified v = {0};
    struct err why = {0};
    const struct verify_ask *ask = how->ask;
    struct verify_job j = {.v = &v,
                           .trust = how->trust ? how->trust : &nobody,
                           .has_trust = how->trust != NULL,
                           .only = how->only,
                           .at = how->at,
                           .e = &why};
    int judged;
    int rc = -1;

    buf_init(&j.why, TEXT_MAX);
    judged = judge(&j, bytes, len);
    if (judged == 0 && ask) {
        judge_required(&j, ask);
        judged = verify_force(&j, ask);
    }
    if (conclude(&j, judged, e))
        goto done;
    *out = v;
    v = (struct verified){0};
    rc = 0;
done:
    buf_release(&j.why);
    verified_release(&v);
    return rc;
}

int verify_bytes(struct verified *out, const void *bytes, size_t len,
                 const struct trust *trust, struct err *e)
{
    const struct verify_how how = {.trust = trust};

    return verify_bytes_how(out, bytes, len, &how, e);
}

int verify_certificate_bytes(struct verified *out, const void *bytes,
                             size_t len, const struct trust *trust,
                             struct err *e)
{
    static const enum verify_kind only = VERIFY_CERTIFICATE;
    const struct verify_how how = {.trust = trust, .only = &only};

    return verify_bytes_how(out, bytes, len, &how, e);
}

int verify_report_bytes(struct verified *out, const void *bytes, size_t len,
                        const struct trust *trust, struct err *e)
{
    static const enum verify_kind only = VERIFY_REPORT;
    const struct verify_how how = {.trust = trust, .only = &only};

    return verify_bytes_how(out, bytes, len, &how, e);
}

int verify_waiver_bytes(struct verified *out, const void *bytes, size_t len,
                        const struct trust *trust, struct err *e)
{
    static const enum verify_kind only = VERIFY_WAIVER;
    const struct verify_how how = {.trust = trust, .only = &only};

    return verify_bytes_how(out, bytes, len, &how, e);
}

int verify_member(struct verified *out, enum verify_kind kind,
                  const struct verify_job *outer, const void *bytes, size_t len,
                  struct err *e)
{
    const struct verify_how how = {.trust =
                                       outer->has_trust ? outer->trust : NULL,
                                   .only = &kind,
                                   .at = outer->known};

    return verify_bytes_how(out, bytes, len, &how, e);
}

static int keep_store(struct verified *v, const struct trust *t, struct err *e)
{
    struct verify_job j = {.v = v, .e = e};
    struct verified_store *s = &v->store;

    s->version = t->version;
    s->rooted = t->seal.rooted;
    return verify_keep(&s->nation, &j, t->nation) ||
                   verify_keep(&s->issued, &j, t->issued) ||
                   verify_keep(&s->signer, &j, t->seal.signer) ||
                   verify_keep(&s->sha256, &j, t->seal.sha256)
               ? -1
               : 0;
}

int verify_container_bytes(struct verified *out, const struct buf *bytes,
                           const struct verify_ask *ask, struct err *e)
{
    struct trust store = {0};
    const struct verify_how how = {
        .trust = ask->trust ? &store : NULL, .ask = ask, .at = ask->now};
    int rc = -1;

    if (ask->trust && trust_open_from(&store, ask->trust, ask->trust_root, e))
        goto done;
    rc = verify_bytes_how(out, bytes->s ? bytes->s : "", bytes->n, &how, e);
    if (rc == 0 && keep_store(out, &store, e)) {
        verified_release(out);
        rc = -1;
    }
done:
    trust_release(&store);
    return rc;
}

int verify_container(struct verified *out, const char *path,
                     const struct verify_ask *ask, struct err *e)
{
    struct buf bytes = {0};
    int rc = -1;

    if (read_container(&bytes, path, e) == 0)
        rc = verify_container_bytes(out, &bytes, ask, e);
    buf_release(&bytes);
    return rc;
}

void verified_release(struct verified *v)
{
    verified_certificate_free(v->certificate);
    verified_recognition_free(v->recognition);
    verified_waiver_free(v->waiver);
    verified_contest_free(v->contest);
    arena_release(&v->arena);
    *v = (struct verified){0};
}

bool verified_attributed(const struct verified *v)
{
    for (size_t i = 0; i < v->n_seals; i++)
        if (v->seals[i].standing != TRUST_KNOWN)
            return false;
    return v->n_seals > 0 && (!v->store.signer || v->store.rooted);
}

bool verified_timed(const struct verified *v)
{
    for (size_t i = 0; i < v->n_seals; i++)
        if (!v->seals[i].time.proved)
            return false;
    return v->n_seals > 0;
}

static bool is_unrevoked(enum seal_status s)
{
    return s == SEAL_STATUS_GOOD || s == SEAL_STATUS_LATER ||
           s == SEAL_STATUS_HELD_LATER;
}

bool verified_unrevoked(const struct verified *v)
{
    for (size_t i = 0; i < v->n_seals; i++)
        if (!is_unrevoked(v->seals[i].time.status))
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
