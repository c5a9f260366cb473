/*
 * asic -- a container with whatever members, sealed by one party or several:
 * ASiC-E (ETSI EN 319 162-1) around XAdES signatures. What the members mean is
 * for seal.h and verify.h.
 *
 * Entries, in this order and no other: `mimetype`, the members,
 * META-INF/manifest.xml, META-INF/signatures0.xml, signatures1.xml and so on,
 * then META-INF/NAME.tlog-proof in the order of their names. Each signature
 * references each member exactly once, in the same order; the manifest follows
 * from names and media types and is compared to the byte.
 *
 * Seals are parallel: each covers the members, none covers another seal or a
 * proof. So one more can be added by anybody, and one can be taken away: which
 * seals must be there is for the document to say (see certificate.h).
 */
#ifndef REPORTS_SEAL_ASIC_H
#define REPORTS_SEAL_ASIC_H

#include <stddef.h>

#include "base/digest.h"
#include "reports/seal/seal.h"
#include "reports/seal/xades.h"
#include "reports/seal/zip.h"

struct buf;
struct err;

#define ASIC_MIMETYPE   "mimetype"
#define ASIC_MEDIA_TYPE "application/vnd.etsi.asic-e+zip"
#define ASIC_META       "META-INF/"
#define ASIC_MANIFEST   "META-INF/manifest.xml"

#define ASIC_SEALS_MAX  8
#define ASIC_PROOFS_MAX 8
#define ASIC_PROOF_END  ".tlog-proof"

/* The container of these members, signed. ERR_REFUSED for a member that may
 * not be (name, media type, inside META-INF), ERR_LIMIT. */
int asic_make(struct buf *out, const struct seal_member *members, size_t n,
              const struct pki_signer *signer, const char *signing_time,
              struct err *e);

struct asic {
    struct zip zip; /* borrows the bytes that were opened */
    struct xades sig[ASIC_SEALS_MAX];
    const struct zip_entry *file[ASIC_SEALS_MAX]; /* of each signature */
    size_t n_sigs;                                /* at least one */
    const struct zip_entry *members;       /* in zip: the members proper */
    size_t n;                              /* as many as sig[i].refs */
    unsigned char (*sha256)[XADES_DIGEST]; /* of each member */
    const struct zip_entry *proofs;        /* in zip */
    size_t n_proofs;
};

/* Structure only: nothing is verified. Each member is hashed here, once for all
 * its seals. `bytes` must outlive *out, and not change. */
int asic_open(struct asic *out, const void *bytes, size_t len, struct err *e);
void asic_release(struct asic *a);

/* Do the members' digests and signature `i` hold? See xades_check(). */
int asic_check(struct pki_cert *chain[PKI_CERTS_MAX], const struct asic *a,
               size_t i, struct err *e);

/* The same container with one seal more, over the same members. The seals that
 * are there must hold (ERR_REFUSED), and none be by the same certificate. */
int asic_add_seal(struct buf *out, const struct asic *a,
                  const struct pki_signer *signer, const char *signing_time,
                  struct err *e);

/* The same container with a proof of inclusion beside its seals, in place of
 * one of the same name: NAME.tlog-proof. */
int asic_add_proof(struct buf *out, const struct asic *a, const char *name,
                   const void *proof, size_t len, struct err *e);

/*
 * SHA-256, in hexadecimal, of the container as it was when `n_seals` seals
 * were in it: without later ones, without archive time stamps, and without
 * META-INF/NAME.tlog-proof. This is what an entry of a register names: the
 * container as it was issued, or as it was recognised. So neither a proof nor a
 * seal that is added later nor a renewal takes the container away from its
 * entry.
 */
int asic_issued(char out[DIGEST_HEX_MAX], const struct asic *a, size_t n_seals,
                struct err *e);
/* With how many seals it has this digest; 0: with none, it is another. */
int asic_issued_as(size_t *n_seals, const struct asic *a, const char *sha256,
                   struct err *e);

/* The same container with another text of signature file `i`: its unsigned
 * properties, that is; the rest is not looked at. */
int asic_replace_seal(struct buf *out, const struct asic *a, size_t i,
                      const void *text, size_t len, struct err *e);

/* The members as they were signed: name, media type, bytes. */
void asic_members(struct seal_member out[SEAL_MEMBERS_MAX],
                  const struct asic *a);

#endif
