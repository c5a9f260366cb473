#include "reports/seal/asic.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/seal/asic_internal.h"

#define ASIC_MANIFEST_MAX ((size_t)1 << 20)
#define ENTRIES_MAX       (2 + SEAL_MEMBERS_MAX + ASIC_SEALS_MAX + ASIC_PROOFS_MAX)

static void manifest_entry(struct buf *out, const char *name, const char *type)
{
    buf_printf(out,
               "<manifest:file-entry manifest:full-path=\"%s\""
               " manifest:media-type=\"%s\"/>\n",
               name, type);
}

/* OpenDocument 1.2 part 3, as EN 319 162-1 wants it. */
void asic_write_manifest(struct buf *out, const struct xades *x)
{
    buf_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:"
                 "opendocument:xmlns:manifest:1.0\""
                 " manifest:version=\"1.2\">\n");
    manifest_entry(out, "/", ASIC_MEDIA_TYPE);
    for (size_t i = 0; i < x->n_refs; i++)
        manifest_entry(out, x->refs[i].name, x->refs[i].media_type);
    buf_str(out, "</manifest:manifest>\n");
}

bool asic_is_reserved(const char *name)
{
    return strncmp(name, ASIC_META, strlen(ASIC_META)) == 0 ||
           strcmp(name, ASIC_MIMETYPE) == 0;
}

int asic_digest(unsigned char out[XADES_DIGEST], const void *data, size_t len,
                struct err *e)
{
    unsigned char md[DIGEST_BYTES_MAX];

    if (digest_of(md, DIGEST_SHA256, data, len, e))
        return -1;
    memcpy(out, md, XADES_DIGEST);
    return 0;
}

static int add_refs(struct xades *x, const struct seal_member *members,
                    size_t n, struct err *e)
{
    if (n == 0 || n > SEAL_MEMBERS_MAX)
        return err_set(e, ERR_LIMIT, "a container holds 1 to %d members",
                       SEAL_MEMBERS_MAX);
    x->refs = arena_alloc(&x->arena, n * sizeof *x->refs, e);
    if (!x->refs)
        return -1;
    x->n_refs = n;
    for (size_t i = 0; i < n; i++) {
        const struct seal_member *m = &members[i];

        if (path_check_name(m->name, e) ||
            xades_check_media_type(m->media_type, e))
            return -1;
        if (asic_is_reserved(m->name))
            return err_set(e, ERR_REFUSED,
                           "the name '%s' is reserved in a container", m->name);
        x->refs[i].name = m->name;
        x->refs[i].media_type = m->media_type;
        if (asic_digest(x->refs[i].sha256, m->data, m->len, e))
            return -1;
    }
    return 0;
}

void asic_name_seal(char out[ASIC_META_NAME], size_t i)
{
    snprintf(out, ASIC_META_NAME, ASIC_META "signatures%zu.xml", i);
}

/* A container that is being put together. */
struct parts {
    struct zip_entry a[ENTRIES_MAX];
    size_t n;
};

static void put(struct parts *p, const char *name, const void *data, size_t len)
{
    p->a[p->n++] = (struct zip_entry){name, data, len};
}

int asic_make(struct buf *out, const struct seal_member *members, size_t n,
              const struct pki_signer *signer, const char *signing_time,
              struct err *e)
{
    struct parts p = {.n = 0};
    struct xades x = {.signing_time = signing_time};
    struct buf manifest = {0};
    struct buf signature = {0};
    char name[ASIC_META_NAME];
    int rc = -1;

    buf_init(&manifest, ASIC_MANIFEST_MAX);
    buf_init(&signature, XADES_BYTES_MAX);
    if (add_refs(&x, members, n, e))
        goto done;
    asic_write_manifest(&manifest, &x);
    if (buf_check(&manifest, e) || xades_sign(&signature, &x, signer, e))
        goto done;
    put(&p, ASIC_MIMETYPE, ASIC_MEDIA_TYPE, strlen(ASIC_MEDIA_TYPE));
    for (size_t i = 0; i < n; i++)
        put(&p, members[i].name, members[i].data, members[i].len);
    put(&p, ASIC_MANIFEST, manifest.s, manifest.n);
    asic_name_seal(name, 0);
    put(&p, name, signature.s, signature.n);
    rc = zip_write(out, p.a, p.n, e);
done:
    buf_release(&signature);
    buf_release(&manifest);
    xades_release(&x);
    return rc;
}

/* --- adding to a container ---------------------------------------------- */

void asic_members(struct seal_member out[SEAL_MEMBERS_MAX],
                  const struct asic *a)
{
    for (size_t i = 0; i < a->n; i++)
        out[i] = (struct seal_member){a->members[i].name,
                                      a->sig[0].refs[i].media_type,
                                      a->members[i].data, a->members[i].len};
}

/* Is the certificate of `signer` that of a seal which is there? */
static int check_new_signer(const struct asic *a,
                            const struct pki_signer *signer, struct err *e)
{
    const struct pki_der *der = NULL;

    pki_signer_chain(&der, signer);
    for (size_t i = 0; i < a->n_sigs; i++) {
        const struct pki_der *own = &a->sig[i].certs[0];

        if (own->n == der->n && memcmp(own->p, der->p, der->n) == 0)
            return err_set(e, ERR_REFUSED,
                           "this certificate has sealed the container already");
    }
    return 0;
}

static int check_seals(const struct asic *a, struct err *e)
{
    for (size_t i = 0; i < a->n_sigs; i++) {
        struct pki_cert *chain[PKI_CERTS_MAX] = {0};
        int rc = asic_check(chain, a, i, e);

        pki_chain_free(chain, PKI_CERTS_MAX);
        if (rc)
            return -1;
    }
    return 0;
}

/* All entries up to the last seal, as they are. */
static void put_sealed(struct parts *p, const struct asic *a)
{
    for (size_t i = 0; i < a->zip.n - a->n_proofs; i++)
        p->a[p->n++] = a->zip.a[i];
}

int asic_add_seal(struct buf *out, const struct asic *a,
                  const struct pki_signer *signer, const char *signing_time,
                  struct err *e)
{
    struct seal_member members[SEAL_MEMBERS_MAX];
    struct parts p = {.n = 0};
    struct xades x = {.signing_time = signing_time};
    struct buf signature = {0};
    char name[ASIC_META_NAME];
    int rc = -1;

    if (a->n_sigs == ASIC_SEALS_MAX)
        return err_set(e, ERR_LIMIT, "a container has at most %d seals",
                       ASIC_SEALS_MAX);
    buf_init(&signature, XADES_BYTES_MAX);
    asic_members(members, a);
    if (check_seals(a, e) || check_new_signer(a, signer, e) ||
        add_refs(&x, members, a->n, e) || xades_sign(&signature, &x, signer, e))
        goto done;
    put_sealed(&p, a);
    asic_name_seal(name, a->n_sigs);
    put(&p, name, signature.s, signature.n);
    for (size_t i = 0; i < a->n_proofs; i++)
        p.a[p.n++] = a->proofs[i];
    rc = zip_write(out, p.a, p.n, e);
done:
    buf_release(&signature);
    xades_release(&x);
    return rc;
}

int asic_add_proof(struct buf *out, const struct asic *a, const char *name,
                   const void *proof, size_t len, struct err *e)
{
    struct parts p = {.n = 0};
    char whole[ASIC_META_NAME];
    int n = snprintf(whole, sizeof(whole), ASIC_META "%s" ASIC_PROOF_END, name);
    bool placed = false;

    if (n < 0 || (size_t)n >= sizeof(whole) || strchr(name, '/'))
        return err_set(e, ERR_REFUSED, "a proof can not be called '%.40s'",
                       name);
    put_sealed(&p, a);
    for (size_t i = 0; i < a->n_proofs; i++) {
        int order = strcmp(whole, a->proofs[i].name);

        if (!placed && order <= 0) {
            put(&p, whole, proof, len);
            placed = true;
        }
        if (order != 0)
            p.a[p.n++] = a->proofs[i];
    }
    if (!placed && a->n_proofs == ASIC_PROOFS_MAX)
        return err_set(e, ERR_LIMIT, "a container has at most %d proofs",
                       ASIC_PROOFS_MAX);
    if (!placed)
        put(&p, whole, proof, len);
    return zip_write(out, p.a, p.n, e);
}

int asic_replace_seal(struct buf *out, const struct asic *a, size_t i,
                      const void *text, size_t len, struct err *e)
{
    struct parts p = {.n = 0};

    for (size_t k = 0; k < a->zip.n; k++) {
        const struct zip_entry *z = &a->zip.a[k];

        if (z == a->file[i])
            put(&p, z->name, text, len);
        else
            p.a[p.n++] = *z;
    }
    return zip_write(out, p.a, p.n, e);
}
