/*
 * xades -- the signature file of a container: one XAdES baseline signature
 * (ETSI EN 319 132-1) in an asic:XAdESSignatures (EN 319 162-1).
 *
 * It covers whole members by name, without any transform, and its own
 * SignedProperties (exclusive C14N): claimed time, digests of the signer's
 * certificate and of its chain, media type of each member. KeyInfo holds those
 * certificates and nothing else. Digests are SHA-256.
 *
 * Level B-B ends there. From level B-T on unsigned properties follow, in this
 * order: the time stamp over the signature value, then what is needed to judge
 * it later (certificates, revocation lists, status responses), then archive
 * time stamps, each after what is needed to judge the one before. They are
 * bytes here; what they say is for reports/stamp.
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
#include "base/digest.h"
#include "reports/seal/pki.h"

struct buf;
struct err;
struct seal_member; /* seal.h */

#define XADES_NAME      "META-INF/signatures0.xml"
#define XADES_REFS_MAX  64
#define XADES_BYTES_MAX ((size_t)2 << 20)
#define XADES_DIGEST    32 /* bytes of SHA-256 */

#define XADES_TOKEN_MAX    ((size_t)128 << 10) /* bytes, likewise a response */
#define XADES_VALUES_MAX   24                  /* certificates, responses */
#define XADES_CRL_MAX      ((size_t)1 << 20)   /* bytes of one list */
#define XADES_CRLS_MAX     8
#define XADES_ARCHIVES_MAX 8

struct xades_ref {
    const char *name;       /* of the member */
    const char *media_type; /* letters, digits and . + - / */
    unsigned char sha256[XADES_DIGEST];
};

/* What judging a time stamp or the signer needs, as DER. */
struct xades_values {
    struct pki_der certs[XADES_VALUES_MAX];
    size_t n_certs;
    struct pki_der crls[XADES_CRLS_MAX]; /* revocation lists, RFC 5280 */
    size_t n_crls;
    struct pki_der ocsp[XADES_VALUES_MAX]; /* responses, RFC 6960 */
    size_t n_ocsp;
};

struct xades_archive {
    struct xades_values values; /* for the time stamp before */
    struct pki_der token;
};

/* The unsigned properties. All zero: there are none. */
struct xades_time {
    struct pki_der token; /* RFC 3161, over the canonical SignatureValue */
    struct xades_values values;
    struct xades_archive *archives;
    size_t n_archives;
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
    struct xades_time time; /* token.n == 0: level B-B */
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

/* --- what time stamps are over ------------------------------------------ */

/* The digest of the canonical SignatureValue. */
int xades_imprint(unsigned char out[DIGEST_BYTES_MAX], enum digest_kind kind,
                  const struct xades *x, struct err *e);

/*
 * Of archive time stamp `k` (EN 319 132-1, 5.5.2.2): the members, as they are
 * referenced; then, each in its canonical form, SignedProperties, SignedInfo,
 * SignatureValue, KeyInfo, and the unsigned properties before that time stamp.
 * Archive `k` must be there; its token may still be empty. `members` are as
 * many as x->refs.
 */
int xades_archive_imprint(unsigned char out[DIGEST_BYTES_MAX],
                          enum digest_kind kind, const struct xades *x,
                          size_t k, const struct seal_member *members,
                          struct err *e);

#endif
