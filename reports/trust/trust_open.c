/* A store from its folder, or from the container that was made of it. */
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "base/utf8.h"
#include "reports/seal/asic.h"
#include "reports/seal/pki.h"
#include "reports/trust/trust.h"

static int check_anchor(struct trust_anchor *a, struct pki_cert *cert,
                        const char *path, struct err *e)
{
    char sha256[65];

    a->cert = cert;
    if (!cert || pki_cert_sha256(sha256, cert, e))
        return err_at(e, path, 0, 0);
    if (strcmp(sha256, a->sha256) == 0)
        return 0;
    err_set(e, ERR_MISMATCH,
            "the certificate is not the one that the trust store names: its "
            "SHA-256 is %s",
            sha256);
    return err_at(e, path, 0, 0);
}

/* --- a folder ------------------------------------------------------------- */

static int open_anchor(struct trust_anchor *a, const char *dir, struct err *e)
{
    char path[PATH_TEXT_MAX];

    if (path_join(path, dir, a->file, e))
        return -1;
    return check_anchor(a, pki_cert_open(path, e), path, e);
}

static int open_folder(struct trust *t, const char *dir, struct err *e)
{
    struct buf xml = {0};
    char path[PATH_TEXT_MAX];
    int rc = -1;

    buf_init(&xml, TRUST_BYTES_MAX);
    if (path_join(path, dir, TRUST_NAME, e))
        goto done;
    if (path_read(&xml, path, e)) {
        err_at(e, path, 0, 0);
        goto done;
    }
    if (trust_parse(t, xml.s ? xml.s : "", xml.n, path, e))
        goto done;
    for (size_t i = 0; i < t->n_anchors; i++)
        if (open_anchor(&t->anchors[i], dir, e))
            goto done;
    rc = 0;
done:
    buf_release(&xml);
    return rc;
}

/* --- a container ---------------------------------------------------------- */

/* trust.xml, then the anchors' files in its order, and nothing else. */
static int open_members(struct trust *t, const struct asic *a, struct err *e)
{
    const struct zip_entry *m = a->members;

    if (strcmp(m[0].name, TRUST_NAME) != 0)
        return err_set(e, ERR_REFUSED, "the container is no trust store");
    if (trust_parse(t, m[0].data, m[0].len, TRUST_NAME, e))
        return -1;
    if (t->version == 0)
        return err_set(e, ERR_REFUSED,
                       "a sealed trust store states its version, nation and "
                       "day of issue");
    if (a->n != 1 + t->n_anchors)
        return err_set(e, ERR_REFUSED,
                       "the container holds other files than those that the "
                       "trust store names");
    for (size_t i = 0; i < t->n_anchors; i++) {
        const struct zip_entry *f = &m[1 + i];

        if (strcmp(f->name, t->anchors[i].file) != 0)
            return err_set(e, ERR_REFUSED,
                           "the container holds other files than those that "
                           "the trust store names");
        if (check_anchor(&t->anchors[i], pki_cert_pem(f->data, f->len, e),
                         f->name, e))
            return -1;
    }
    return 0;
}

static int keep_seal(struct trust *t, const struct xades *x,
                     const struct pki_cert *signer, const char *root,
                     struct err *e)
{
    char sha256[65];
    char *subject = pki_cert_subject(&t->arena, signer, e);

    if (!subject || pki_cert_sha256(sha256, signer, e))
        return -1;
    utf8_make_printable(subject);
    t->seal.signer = subject;
    t->seal.sha256 = arena_strdup(&t->arena, sha256, e);
    t->seal.time = arena_strdup(&t->arena, x->signing_time, e);
    if (!t->seal.sha256 || !t->seal.time)
        return -1;
    if (root && strcmp(root, sha256) != 0)
        return err_set(e, ERR_REFUSED,
                       "the trust store is sealed by another certificate than "
                       "the one asked for: its SHA-256 is %s",
                       sha256);
    t->seal.rooted = root != NULL;
    return 0;
}

static int open_sealed(struct trust *t, const struct asic *a, const char *root,
                       struct err *e)
{
    struct pki_cert *chain[PKI_CERTS_MAX] = {0};
    int rc = -1;

    if (a->n_sigs != 1)
        err_set(e, ERR_REFUSED, "a trust store has one seal");
    else if (asic_check(chain, a, 0, e) == 0 && open_members(t, a, e) == 0)
        rc = keep_seal(t, &a->sig[0], chain[0], root, e);
    pki_chain_free(chain, PKI_CERTS_MAX);
    return rc;
}

static int open_container(struct trust *t, const char *path, const char *root,
                          struct err *e)
{
    struct buf bytes;
    struct asic a = {0};
    int rc = -1;

    buf_init(&bytes, SEAL_BYTES_MAX);
    if (path_read(&bytes, path, e) == 0 &&
        asic_open(&a, bytes.s ? bytes.s : "", bytes.n, e) == 0)
        rc = open_sealed(t, &a, root, e);
    if (rc)
        err_at(e, path, 0, 0);
    asic_release(&a);
    buf_release(&bytes);
    return rc;
}

/* ------------------------------------------------------------------------ */

int trust_open_from(struct trust *out, const char *path, const char *root,
                    struct err *e)
{
    struct trust t = {0};
    int rc;

    if (root && path_is_dir(path)) {
        err_set(e, ERR_REFUSED,
                "the trust store is a folder, which nobody sealed: "
                "--trust-root is for a container");
        return err_at(e, path, 0, 0);
    }
    rc = path_is_file(path) ? open_container(&t, path, root, e)
                            : open_folder(&t, path, e);
    if (rc == 0) {
        *out = t;
        t = (struct trust){0};
    }
    trust_release(&t);
    return rc;
}

int trust_open(struct trust *out, const char *path, struct err *e)
{
    return trust_open_from(out, path, NULL, e);
}
