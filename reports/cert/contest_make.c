/* What a person states, with the holder that the key belongs to, sealed. */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/cert/contest.h"
#include "reports/seal/asic.h"
#include "reports/seal/pki.h"
#include "reports/trust/trust.h"

/* Who the store says that the key belongs to; NULL with *e when nobody. */
static const struct trust_holder *find_holder(char sha256[65],
                                              const struct trust *trust,
                                              const struct pki_signer *signer,
                                              const char *now, struct err *e)
{
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    const struct trust_holder *h = NULL;
    enum trust_standing standing = TRUST_UNKNOWN;
    const struct pki_der *der;
    size_t n = pki_signer_chain(&der, signer);
    int rc = 0;

    for (size_t i = 0; rc == 0 && i < n; i++) {
        chain[i] = pki_cert_read(&der[i], e);
        rc = chain[i] ? 0 : -1;
    }
    if (rc == 0)
        rc = pki_cert_sha256(sha256, chain[0], e) ||
                     trust_signer(&standing, &h, trust, chain, n, now, e)
                 ? -1
                 : 0;
    pki_chain_free(chain, PKI_CERTS_MAX);
    if (rc == 0 && h && standing == TRUST_KNOWN)
        return h;
    if (rc == 0)
        err_set(e, ERR_REFUSED,
                "the trust store does not know whose key this is, or not in "
                "its role today");
    return NULL;
}

static int check_holder(const struct trust_holder *h,
                        const struct contest_ask *ask, struct err *e)
{
    if (ask->holder && strcmp(ask->holder, h->name) != 0)
        return err_set(e, ERR_REFUSED, "the key is that of %s, not of %s",
                       h->name, ask->holder);
    if (ask->kind == CONTEST_ERRATUM && h->role != TRUST_BODY)
        return err_set(e, ERR_REFUSED,
                       "the trust store knows the signer in the role %s, which "
                       "can not seal an erratum",
                       trust_role_name(h->role));
    return 0;
}

static int seal(struct buf *out, struct contest *c,
                const struct pki_signer *signer, struct err *e)
{
    struct seal_member m;
    struct buf xml;
    int rc;

    buf_init(&xml, CONTEST_BYTES_MAX);
    contest_write(&xml, c);
    m = (struct seal_member){contest_member(c->kind), "application/xml", xml.s,
                             xml.n};
    rc = buf_check(&xml, e);
    if (rc == 0)
        rc = asic_make(out, &m, 1, signer, c->issued, e);
    buf_release(&xml);
    return rc;
}

int contest_make(struct buf *out, const struct contest_ask *ask,
                 const struct trust *trust, const struct pki_signer *signer,
                 struct err *e)
{
    const struct trust_holder *h;
    struct contest c = {0};
    struct buf stated;
    char sha256[65];
    int rc = -1;

    buf_init(&stated, CONTEST_BYTES_MAX);
    if (path_read(&stated, ask->stated, e) ||
        contest_read(&c, ask->kind, stated.s ? stated.s : "", stated.n,
                     ask->stated, true, e))
        goto done;
    h = find_holder(sha256, trust, signer, ask->now, e);
    if (!h || check_holder(h, ask, e))
        goto done;
    c.issued = ask->now;
    c.name = h->name;
    c.nation = h->nation;
    c.role = trust_role_name(h->role);
    c.certificate = sha256;
    rc = seal(out, &c, signer, e);
done:
    contest_release(&c);
    buf_release(&stated);
    return rc;
}
