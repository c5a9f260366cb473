#include "reports/trust/trust.h"

#include <string.h>

#include "base/err.h"

#define DATE_LEN 10 /* of "2026-11-23", the beginning of a time */

static const char *const role_names[] = {
    [TRUST_VENDOR] = "vendor",
    [TRUST_LAB] = "lab",
    [TRUST_BODY] = "body",
    [TRUST_TSA] = "tsa",
};

const char *trust_role_name(enum trust_role r)
{
    return role_names[r];
}

const char *trust_standard_name(enum trust_standard s)
{
    static const char *const names[] = {
        [TRUST_STANDARD_NONE] = NULL,
        [TRUST_ISO_17025] = "17025",
        [TRUST_ISO_15189] = "15189",
    };

    return names[s];
}

void trust_release(struct trust *t)
{
    for (size_t i = 0; i < t->n_anchors; i++)
        pki_cert_free(t->anchors[i].cert);
    arena_release(&t->arena);
    *t = (struct trust){0};
}

/* ISO dates sort as text; a time begins with its date. */
bool trust_in_term(const struct trust_holder *h, const char *time)
{
    return (!h->from || strncmp(time, h->from, DATE_LEN) >= 0) &&
           (!h->to || strncmp(time, h->to, DATE_LEN) <= 0);
}

struct signer {
    struct pki_cert *const *chain;
    size_t n;
    char sha256[65];
    const char *subject;
    int64_t time;
    bool tsa; /* of a time stamp */
};

static bool is_holder(const struct trust_holder *h, const struct trust *t,
                      const struct signer *s)
{
    struct err why = {0}; /* that no chain leads there is an answer */

    if (s->tsa != (h->role == TRUST_TSA))
        return false;
    if (h->certificate)
        return strcmp(h->certificate, s->sha256) == 0;
    return (!h->subject || strcmp(h->subject, s->subject) == 0) &&
           pki_chain_to(s->chain, s->n, t->anchors[h->anchor].cert, s->time,
                        &why) == 0;
}

bool trust_holds(const struct trust *t, const struct trust_holder *h,
                 struct pki_cert *const *chain, size_t n, int64_t time)
{
    struct err why = {0};

    if (h->certificate)
        return pki_cert_in_force(chain[0], time);
    return pki_chain_to(chain, n, t->anchors[h->anchor].cert, time, &why) == 0;
}

bool trust_is_authority(const struct trust *t, struct pki_cert *const *chain,
                        size_t n, int64_t time)
{
    for (size_t i = 0; n > 0 && i < t->n_anchors; i++) {
        struct err why = {0};

        if (pki_chain_to(chain, n, t->anchors[i].cert, time, &why) == 0)
            return true;
    }
    return false;
}

static enum trust_standing standing_of(const struct trust_holder *h,
                                       const char *time)
{
    if (h->distrusted)
        return TRUST_DISTRUSTED;
    return trust_in_term(h, time) ? TRUST_KNOWN : TRUST_OUT_OF_TERM;
}

/* Does the one standing count before the other? */
static bool is_before(enum trust_standing a, enum trust_standing b)
{
    static const int rank[] = {
        [TRUST_DISTRUSTED] = 0,
        [TRUST_KNOWN] = 1,
        [TRUST_OUT_OF_TERM] = 2,
        [TRUST_UNKNOWN] = 3,
    };

    return rank[a] < rank[b];
}

static int look_up(enum trust_standing *out, const struct trust_holder **holder,
                   const struct trust *t, const struct signer *of,
                   const char *time, struct err *e)
{
    struct arena arena = {0};
    struct signer s = *of;
    enum trust_standing best = TRUST_UNKNOWN;
    const struct trust_holder *found = NULL;
    int rc = -1;

    s.subject = pki_cert_subject(&arena, s.chain[0], e);
    if (!s.subject || pki_cert_sha256(s.sha256, s.chain[0], e) ||
        pki_time(&s.time, time, e))
        goto done;
    for (size_t i = 0; i < t->n_holders; i++) {
        const struct trust_holder *h = &t->holders[i];
        enum trust_standing standing = standing_of(h, time);

        /* Of two alike the one known by certificate. */
        if ((is_before(standing, best) ||
             (standing == best && h->certificate)) &&
            is_holder(h, t, &s)) {
            best = standing;
            found = h;
        }
    }
    *out = best;
    *holder = found;
    rc = 0;
done:
    arena_release(&arena);
    return rc;
}

bool trust_speaks_for(const struct trust_holder *h, const char *class)
{
    for (size_t i = 0; i < h->n_classes; i++)
        if (strcmp(h->classes[i], class) == 0)
            return true;
    return !h->classes;
}

int trust_signer(enum trust_standing *out, const struct trust_holder **holder,
                 const struct trust *t, struct pki_cert *const *chain, size_t n,
                 const char *signing_time, struct err *e)
{
    struct signer s = {.chain = chain, .n = n};

    return look_up(out, holder, t, &s, signing_time, e);
}

int trust_tsa(enum trust_standing *out, const struct trust_holder **holder,
              const struct trust *t, struct pki_cert *const *chain, size_t n,
              const char *time, struct err *e)
{
    struct signer s = {.chain = chain, .n = n, .tsa = true};

    return look_up(out, holder, t, &s, time, e);
}

bool trust_has_suite(const struct trust *t, const char *id, const char *sha256)
{
    for (size_t i = 0; i < t->n_suites; i++)
        if (strcmp(t->suites[i].id, id) == 0 &&
            strcmp(t->suites[i].sha256, sha256) == 0)
            return true;
    return false;
}
