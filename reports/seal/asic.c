#include "reports/seal/asic.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/err.h"
#include "base/path.h"

#define EXTRA        3 /* mimetype, manifest, signatures */
#define MANIFEST_MAX ((size_t)1 << 20)

static void manifest_entry(struct buf *out, const char *name, const char *type)
{
    buf_printf(out,
               "<manifest:file-entry manifest:full-path=\"%s\""
               " manifest:media-type=\"%s\"/>\n",
               name, type);
}

/* OpenDocument 1.2 part 3, as EN 319 162-1 wants it. */
static void write_manifest(struct buf *out, const struct xades *x)
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

static bool is_reserved(const char *name)
{
    return strncmp(name, ASIC_META, strlen(ASIC_META)) == 0 ||
           strcmp(name, ASIC_MIMETYPE) == 0;
}

static int digest_member(unsigned char out[XADES_DIGEST], const void *data,
                         size_t len, struct err *e)
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
        if (is_reserved(m->name))
            return err_set(e, ERR_REFUSED,
                           "the name '%s' is reserved in a container", m->name);
        x->refs[i].name = m->name;
        x->refs[i].media_type = m->media_type;
        if (digest_member(x->refs[i].sha256, m->data, m->len, e))
            return -1;
    }
    return 0;
}

int asic_make(struct buf *out, const struct seal_member *members, size_t n,
              const struct pki_signer *signer, const char *signing_time,
              struct err *e)
{
    struct zip_entry entry[SEAL_MEMBERS_MAX + EXTRA];
    struct xades x = {.signing_time = signing_time};
    struct buf manifest = {0};
    struct buf signature = {0};
    int rc = -1;

    buf_init(&manifest, MANIFEST_MAX);
    buf_init(&signature, XADES_BYTES_MAX);
    if (add_refs(&x, members, n, e))
        goto done;
    write_manifest(&manifest, &x);
    if (buf_check(&manifest, e) || xades_sign(&signature, &x, signer, e))
        goto done;
    entry[0] = (struct zip_entry){ASIC_MIMETYPE, ASIC_MEDIA_TYPE,
                                  strlen(ASIC_MEDIA_TYPE)};
    for (size_t i = 0; i < n; i++)
        entry[i + 1] = (struct zip_entry){members[i].name, members[i].data,
                                          members[i].len};
    entry[n + 1] = (struct zip_entry){ASIC_MANIFEST, manifest.s, manifest.n};
    entry[n + 2] = (struct zip_entry){XADES_NAME, signature.s, signature.n};
    rc = zip_write(out, entry, n + EXTRA, e);
done:
    buf_release(&signature);
    buf_release(&manifest);
    xades_release(&x);
    return rc;
}

/* --- reading ------------------------------------------------------------ */

static bool holds(const struct zip_entry *z, const char *text, size_t n)
{
    return z->len == n && memcmp(z->data, text, n) == 0;
}

/* Which entry is what; the members proper are left between. */
static int check_layout(const struct zip *z, struct err *e)
{
    if (strcmp(z->a[0].name, ASIC_MIMETYPE) != 0 ||
        !holds(&z->a[0], ASIC_MEDIA_TYPE, strlen(ASIC_MEDIA_TYPE)))
        return err_set(e, ERR_REFUSED,
                       "the container does not begin with the member "
                       "'mimetype' that says %s",
                       ASIC_MEDIA_TYPE);
    if (!zip_find(z, XADES_NAME))
        return err_set(e, ERR_REFUSED,
                       "the container is not signed: it has no %s", XADES_NAME);
    if (!zip_find(z, ASIC_MANIFEST))
        return err_set(e, ERR_REFUSED, "the container has no %s",
                       ASIC_MANIFEST);
    for (size_t i = 1; i < z->n; i++)
        if (is_reserved(z->a[i].name) &&
            strcmp(z->a[i].name, ASIC_MANIFEST) != 0 &&
            strcmp(z->a[i].name, XADES_NAME) != 0)
            return err_set(e, ERR_REFUSED,
                           "the container holds '%s', which no rule covers",
                           z->a[i].name);
    if (z->n <= EXTRA || strcmp(z->a[z->n - 2].name, ASIC_MANIFEST) != 0 ||
        strcmp(z->a[z->n - 1].name, XADES_NAME) != 0)
        return err_set(e, ERR_REFUSED,
                       "the members of the container are not in their order: "
                       "mimetype, data, manifest, signatures");
    return 0;
}

static const struct xades_ref *ref_to(const struct xades *x, const char *name)
{
    for (size_t i = 0; i < x->n_refs; i++)
        if (strcmp(x->refs[i].name, name) == 0)
            return &x->refs[i];
    return NULL;
}

/* Members and references are the same list. */
static int check_refs(const struct asic *a, struct err *e)
{
    for (size_t i = 0; i < a->n; i++)
        if (!ref_to(&a->sig, a->members[i].name))
            return err_set(e, ERR_REFUSED,
                           "the signature does not cover the member '%s'",
                           a->members[i].name);
    for (size_t i = 0; i < a->sig.n_refs; i++)
        if (i >= a->n || strcmp(a->sig.refs[i].name, a->members[i].name) != 0)
            return err_set(e, ERR_REFUSED,
                           "the signature covers '%s', which is not in the "
                           "container, or not at that place",
                           a->sig.refs[i].name);
    return 0;
}

static int check_manifest(const struct asic *a, struct err *e)
{
    struct buf want = {0};
    int rc = -1;

    buf_init(&want, MANIFEST_MAX);
    write_manifest(&want, &a->sig);
    if (buf_check(&want, e))
        goto done;
    if (!holds(&a->zip.a[a->zip.n - 2], want.s, want.n))
        err_set(
            e, ERR_REFUSED,
            "%s does not agree with the members and the media types that were signed",
            ASIC_MANIFEST);
    else
        rc = 0;
done:
    buf_release(&want);
    return rc;
}

int asic_open(struct asic *out, const void *bytes, size_t len, struct err *e)
{
    struct asic a = {0};
    const struct zip_entry *sig;
    int rc = -1;

    if (zip_read(&a.zip, bytes, len, e) || check_layout(&a.zip, e))
        goto done;
    a.members = a.zip.a + 1;
    a.n = a.zip.n - EXTRA;
    sig = &a.zip.a[a.zip.n - 1];
    if (xades_read(&a.sig, sig->data, sig->len, e)) {
        err_at(e, XADES_NAME, 0, 0);
        goto done;
    }
    if (check_refs(&a, e) || check_manifest(&a, e))
        goto done;
    *out = a;
    a = (struct asic){0};
    rc = 0;
done:
    asic_release(&a);
    return rc;
}

void asic_release(struct asic *a)
{
    xades_release(&a->sig);
    zip_release(&a->zip);
    *a = (struct asic){0};
}

int asic_check(struct pki_cert *chain[PKI_CERTS_MAX], const struct asic *a,
               struct err *e)
{
    const struct zip_entry *sig = &a->zip.a[a->zip.n - 1];
    unsigned char md[XADES_DIGEST];

    for (size_t i = 0; i < a->n; i++) {
        if (digest_member(md, a->members[i].data, a->members[i].len, e))
            return -1;
        if (memcmp(md, a->sig.refs[i].sha256, XADES_DIGEST) != 0)
            return err_set(e, ERR_REFUSED,
                           "the member '%s' was altered after it was signed",
                           a->members[i].name);
    }
    return xades_check(chain, &a->sig, sig->data, sig->len, e);
}
