/*
 * recognition -- the second nation's word on a certificate of the first.
 *
 * Two forms:
 *   plain              the other body's seal beside the first, over exactly the
 *                      same files: nothing new is said
 *   with reservations  a container of its own, sealed by the other body:
 *
 *                          recognition.xml  certificate.asice
 *
 *                      with its own scope, term and reservations (namespace
 *                      urn:entente:recognition:1,
 *                      reports/schema/recognition.rng)
 *
 * What the other body states comes from a file of the same grammar, without
 * `issued`, `body` and `certificate`, which are filled in:
 *
 *   <recognition xmlns="urn:entente:recognition:1" number="GB-2026-0007"
 *                from="2027-01-01" to="2027-12-31">
 *     <scope xml:lang="en">…</scope><scope xml:lang="fr">…</scope>
 *     <reservation><text xml:lang="en">…</text>…</reservation>+
 *   </recognition>
 *
 * Ownership: recognition_release().
 */
#ifndef REPORTS_CERT_RECOGNITION_H
#define REPORTS_CERT_RECOGNITION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "reports/cert/certificate.h"

struct buf;
struct err;
struct pki_signer;
struct trust;

#define RECOGNITION_NS        "urn:entente:recognition:1"
#define RECOGNITION_XML       "recognition.xml"
#define RECOGNITION_MEMBER    "certificate.asice"
#define RECOGNITION_BYTES_MAX ((size_t)1 << 20)

struct recognition {
    struct arena arena;
    const char *number;
    const char *from, *to;
    const char *issued;      /* time; NULL in what is only stated */
    struct cert_party body;  /* likewise */
    const char *certificate; /* its number; likewise */
    const char *certificate_sha256;
    struct text2 scope;
    struct text2 *reservations;
    size_t n_reservations;
};

/* With `stated` only what a person writes is there, else all of it and in the
 * one form. */
int recognition_read(struct recognition *out, const char *xml, size_t len,
                     const char *name, bool stated, struct err *e);
void recognition_write(struct buf *out, const struct recognition *r);
void recognition_release(struct recognition *r);

struct recognise_ask {
    const char *certificate;  /* path */
    const char *reservations; /* path of what is stated; NULL: plain */
    const char *trust;        /* folder: who issued, and who recognises */
    const char *trust_root;   /* see trust_open_from(); NULL */
    const char *body;         /* name in the store that the key must have */
    const char *now;          /* time */
};

/* The certificate with one seal more, or the container around it. ERR_REFUSED
 * unless it verifies by the store, and the key is that of a body in its role,
 * of another nation than the one that issued it. */
int recognise_make(struct buf *out, const struct recognise_ask *ask,
                   const struct pki_signer *signer, struct err *e);

/* --- verifying -------------------------------------------------------------
 */

struct verified;

struct verified_recognition {
    struct recognition r;
    struct verified *certificate; /* one, verified by the same store */
};

#endif
