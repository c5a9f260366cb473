/*
 * asic -- a container with whatever members, sealed once: ASiC-E (ETSI EN
 * 319 162-1) around one XAdES signature. What the members mean is for seal.h
 * and verify.h.
 *
 * Entries, in this order and no other: `mimetype`, the members,
 * META-INF/manifest.xml, META-INF/signatures0.xml. The signature references
 * each member exactly once, in the same order; the manifest follows from names
 * and media types and is compared to the byte.
 */
#ifndef REPORTS_SEAL_ASIC_H
#define REPORTS_SEAL_ASIC_H

#include <stddef.h>

#include "reports/seal/seal.h"
#include "reports/seal/xades.h"
#include "reports/seal/zip.h"

struct buf;
struct err;

#define ASIC_MIMETYPE   "mimetype"
#define ASIC_MEDIA_TYPE "application/vnd.etsi.asic-e+zip"
#define ASIC_META       "META-INF/"
#define ASIC_MANIFEST   "META-INF/manifest.xml"

/* The container of these members, signed. ERR_REFUSED for a member that may
 * not be (name, media type, inside META-INF), ERR_LIMIT. */
int asic_make(struct buf *out, const struct seal_member *members, size_t n,
              const struct pki_signer *signer, const char *signing_time,
              struct err *e);

struct asic {
    struct zip zip; /* borrows the bytes that were opened */
    struct xades sig;
    const struct zip_entry *members; /* in zip: the members proper */
    size_t n;                        /* as many as sig.refs */
};

/* Structure only: nothing is verified. `bytes` must outlive *out. */
int asic_open(struct asic *out, const void *bytes, size_t len, struct err *e);
void asic_release(struct asic *a);

/* Do the members' digests and the signature hold? See xades_check(). */
int asic_check(struct pki_cert *chain[PKI_CERTS_MAX], const struct asic *a,
               struct err *e);

#endif
