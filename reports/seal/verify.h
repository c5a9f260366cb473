/*
 * verify -- is this container what its seals say, who made them, and does the
 * verdict follow from what they cover?
 *
 * Accepts only the strict structural profile (ARCHITECTURE.md, "What a seal
 * covers"); anything else is refused with the first rule that it breaks.
 *
 * Ownership: struct verified owns its arena; verified_release().
 */
#ifndef REPORTS_SEAL_VERIFY_H
#define REPORTS_SEAL_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "core/outcome.h"

struct err;
struct buf;

enum verify_state {
    VERIFY_VALID,   /* seals and verdict hold, suite is recognised */
    VERIFY_REFUSED, /* altered, malformed, or the verdict does not follow */
    VERIFY_UNKNOWN, /* holds, but the suite's digest is not in the trust
                       store, or no signer is known to it */
};

struct verified_seal {
    const char *signer;    /* subject common name and organisation, RFC 2253 */
    const char *role;      /* from the trust store: vendor, lab, body;
                              "unattributed" for a key that it does not know */
    const char *role_name; /* the trust store's name for the holder; NULL */
    const char *cert_sha256;
    const char *algorithm;    /* "ECDSA P-256 SHA-256" */
    const char *signing_time; /* claimed by the signer, not proved */
};

struct verified {
    struct arena arena;
    enum verify_state state;
    const char *reason; /* why not VALID, in the current language; "" */
    struct verified_seal *seals;
    size_t n_seals;
    bool suite_recognised;
    const char *suite; /* id@version */
    const char *suite_sha256;
    const char *product; /* vendor, product, version in one line */
    const char *created;
    const char *result_digest;
    enum evidence_level level;
    struct {
        const char *profile;
        enum verdict verdict;
        bool provisional;
    } * verdicts;
    size_t n_verdicts;
};

/* 0 when a judgement was reached (also REFUSED), -1 when not (I/O). `trust` is
 * a folder, see trust/trust.h; NULL: an empty store. */
int verify_container(struct verified *out, const char *path, const char *trust,
                     struct err *e);
void verified_release(struct verified *v);

/* One member's bytes out of a container that passed the structural profile
 * (seals are not checked): for `entente report X.asice`. */
int verify_extract(struct buf *out, const char *path, const char *member,
                   struct err *e);

#endif
