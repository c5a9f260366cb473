#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/path.h"
#include "reports/seal/asic.h"
#include "reports/seal/asic_internal.h"

static bool holds(const struct zip_entry *z, const char *text, size_t n)
{
    return z->len == n && memcmp(z->data, text, n) == 0;
}

static bool is_proof(const char *name)
{
    return strncmp(name, ASIC_META, strlen(ASIC_META)) == 0 &&
           path_ends(name, ASIC_PROOF_END) &&
           !strchr(name + strlen(ASIC_META), '/');
}

static int no_rule(const char *name, struct err *e)
{
    return err_set(e, ERR_REFUSED,
                   "the container holds '%s', which no rule covers", name);
}

/* The entries from the manifest on: seals by number, proofs by name. */
static int check_meta(struct asic *a, size_t manifest, struct err *e)
{
    const struct zip *z = &a->zip;
    size_t i = manifest + 1;
    char name[ASIC_META_NAME];

    for (; i < z->n && a->n_sigs < ASIC_SEALS_MAX; i++) {
        asic_name_seal(name, a->n_sigs);
        if (strcmp(z->a[i].name, name) != 0)
            break;
        a->file[a->n_sigs++] = &z->a[i];
    }
    if (a->n_sigs == 0)
        return err_set(e, ERR_REFUSED,
                       "the container is not signed: it has no %s", XADES_NAME);
    a->proofs = z->a + i;
    for (; i < z->n && is_proof(z->a[i].name); i++) {
        if (a->n_proofs > 0 && strcmp(z->a[i - 1].name, z->a[i].name) >= 0)
            break;
        a->n_proofs++;
    }
    if (a->n_proofs > ASIC_PROOFS_MAX)
        return err_set(e, ERR_LIMIT, "a container has at most %d proofs",
                       ASIC_PROOFS_MAX);
    if (i < z->n)
        return no_rule(z->a[i].name, e);
    return 0;
}

static bool is_seal(const char *name)
{
    char want[ASIC_META_NAME];

    for (size_t i = 0; i < ASIC_SEALS_MAX; i++) {
        asic_name_seal(want, i);
        if (strcmp(name, want) == 0)
            return true;
    }
    return false;
}

/* Which entry is what; the members proper are left between. */
static int check_layout(struct asic *a, struct err *e)
{
    const struct zip *z = &a->zip;
    size_t i = 1;

    if (strcmp(z->a[0].name, ASIC_MIMETYPE) != 0 ||
        !holds(&z->a[0], ASIC_MEDIA_TYPE, strlen(ASIC_MEDIA_TYPE)))
        return err_set(e, ERR_REFUSED,
                       "the container does not begin with the member "
                       "'mimetype' that says %s",
                       ASIC_MEDIA_TYPE);
    while (i < z->n && !asic_is_reserved(z->a[i].name))
        i++;
    a->members = z->a + 1;
    a->n = i - 1;
    if (!zip_find(z, XADES_NAME))
        return err_set(e, ERR_REFUSED,
                       "the container is not signed: it has no %s", XADES_NAME);
    if (!zip_find(z, ASIC_MANIFEST))
        return err_set(e, ERR_REFUSED, "the container has no %s",
                       ASIC_MANIFEST);
    for (size_t k = 1; k < z->n; k++) {
        const char *name = z->a[k].name;

        if (asic_is_reserved(name) && strcmp(name, ASIC_MANIFEST) != 0 &&
            !is_seal(name) && !is_proof(name))
            return no_rule(name, e);
    }
    if (a->n == 0 || a->n > SEAL_MEMBERS_MAX ||
        strcmp(z->a[i].name, ASIC_MANIFEST) != 0)
        return err_set(e, ERR_REFUSED,
                       "the members of the container are not in their order: "
                       "mimetype, data, manifest, signatures");
    return check_meta(a, i, e);
}

static const struct xades_ref *ref_to(const struct xades *x, const char *name)
{
    for (size_t i = 0; i < x->n_refs; i++)
        if (strcmp(x->refs[i].name, name) == 0)
            return &x->refs[i];
    return NULL;
}

/* Members and references are the same list. */
static int check_refs(const struct asic *a, const struct xades *x,
                      struct err *e)
{
    for (size_t i = 0; i < a->n; i++)
        if (!ref_to(x, a->members[i].name))
            return err_set(e, ERR_REFUSED,
                           "the signature does not cover the member '%s'",
                           a->members[i].name);
    for (size_t i = 0; i < x->n_refs; i++)
        if (i >= a->n || strcmp(x->refs[i].name, a->members[i].name) != 0)
            return err_set(e, ERR_REFUSED,
                           "the signature covers '%s', which is not in the "
                           "container, or not at that place",
                           x->refs[i].name);
    return 0;
}

static int check_manifest(const struct asic *a, const struct xades *x,
                          struct err *e)
{
    const struct zip_entry *there = a->members + a->n;
    struct buf want = {0};
    int rc = -1;

    buf_init(&want, ASIC_MANIFEST_MAX);
    asic_write_manifest(&want, x);
    if (buf_check(&want, e))
        goto done;
    if (!holds(there, want.s, want.n))
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

static int open_seal(struct asic *a, size_t i, struct err *e)
{
    const struct zip_entry *f = a->file[i];

    if (xades_read(&a->sig[i], f->data, f->len, e))
        return err_at(e, f->name, 0, 0);
    return check_refs(a, &a->sig[i], e) || check_manifest(a, &a->sig[i], e) ? -1
                                                                            : 0;
}

static int hash_members(struct asic *a, struct err *e)
{
    a->sha256 = arena_alloc(&a->zip.arena, a->n * sizeof *a->sha256, e);
    if (!a->sha256)
        return -1;
    for (size_t i = 0; i < a->n; i++) {
        if (asic_digest(a->sha256[i], a->members[i].data, a->members[i].len, e))
            return -1;
    }
    return 0;
}

int asic_open(struct asic *out, const void *bytes, size_t len, struct err *e)
{
    struct asic a = {0};
    int rc = -1;

    if (zip_read(&a.zip, bytes, len, e) || check_layout(&a, e))
        goto done;
    for (size_t i = 0; i < a.n_sigs; i++) {
        if (open_seal(&a, i, e))
            goto done;
    }
    if (hash_members(&a, e))
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
    for (size_t i = 0; i < ASIC_SEALS_MAX; i++)
        xades_release(&a->sig[i]);
    zip_release(&a->zip);
    *a = (struct asic){0};
}

int asic_check(struct pki_cert *chain[PKI_CERTS_MAX], const struct asic *a,
               size_t i, struct err *e)
{
    const struct xades *x = &a->sig[i];

    for (size_t k = 0; k < a->n; k++) {
        if (memcmp(a->sha256[k], x->refs[k].sha256, XADES_DIGEST) != 0)
            return err_set(e, ERR_REFUSED,
                           "the member '%s' was altered after it was signed",
                           a->members[k].name);
    }
    return xades_check(chain, x, a->file[i]->data, a->file[i]->len, e);
}
