/*
 * xades -- the signature file of a container: one XAdES baseline-B signature
 * (ETSI EN 319 132-1, level B-B) in an asic:XAdESSignatures (EN 319 162-1).
 *
 * It covers whole members by name, without any transform, and its own
 * SignedProperties (exclusive C14N): claimed time, digests of the signer's
 * certificate and of its chain, media type of each member. KeyInfo holds those
 * certificates and nothing else. Digests are SHA-256.
 *
 * One form. The layout of the file is fixed to the byte; only values vary. What
 * is read equals xades_write() of what was found, so there is no second way to
 * say anything: no comment, DOCTYPE, entity, other namespace prefix, second
 * Id, wrapped element, other order. The reader is a cursor that follows the
 * form, not an XML parser; libxml2 sees the text only after that (c14n.h).
 *
 * Ownership: what xades_read() found lives in the arena; xades_release().
 */
#ifndef REPORTS_SEAL_XADES_H
#define REPORTS_SEAL_XADES_H

#include <stddef.h>

#include "base/arena.h"
#include "reports/seal/pki.h"

struct buf;
struct err;

#define XADES_NAME      "META-INF/signatures0.xml"
#define XADES_REFS_MAX  64
#define XADES_BYTES_MAX ((size_t)2 << 20)
#define XADES_DIGEST    32 /* bytes of SHA-256 */

struct xades_ref {
    const char *name;       /* of the member */
    const char *media_type; /* letters, digits and . + - / */
    unsigned char sha256[XADES_DIGEST];
};

struct xades {
    struct arena arena;
    enum pki_alg alg;
    const char *signing_time; /* claimed by the signer, see pki_time() */
    struct xades_ref *refs;   /* in the order of the members */
    size_t n_refs;
    struct pki_der certs[PKI_CERTS_MAX]; /* the signer's, then its chain */
    size_t n_certs;
    unsigned char cert_sha256[PKI_CERTS_MAX][XADES_DIGEST]; /* as signed */
    unsigned char properties_sha256[XADES_DIGEST];
    unsigned char signature[PKI_SIGNATURE_MAX];
    size_t signature_len;
};

/* ERR_REFUSED unless it may stand for a media type: 1 to 127 letters, digits
 * and . + - / */
int xades_check_media_type(const char *text, struct err *e);

/* The text of a signature file with these values; check the buf afterwards. */
void xades_write(struct buf *out, const struct xades *x);

/* ERR_REFUSED with line and first departure from the form, ERR_LIMIT. Nothing
 * is verified yet. */
int xades_read(struct xades *out, const char *text, size_t len, struct err *e);
void xades_release(struct xades *x);

/* Sign: `x` has signing_time and refs; the rest is filled in, and the text of
 * the file added to `out`. */
int xades_sign(struct buf *out, struct xades *x, const struct pki_signer *s,
               struct err *e);

/*
 * Does the signature hold? `x` is xades_read() of `text`. In this order: the
 * certificates are the signed ones, are one chain, and the first was in force
 * at the claimed time; the SignedProperties are the signed ones; the signature
 * over SignedInfo holds with the first certificate's key. The members' digests
 * are for the caller to compare. `chain` comes in all NULL; on success
 * chain[0 .. n_certs) are the parsed certificates, for pki_chain_free().
 * ERR_REFUSED with the reason.
 */
int xades_check(struct pki_cert *chain[PKI_CERTS_MAX], const struct xades *x,
                const char *text, size_t len, struct err *e);

#endif
