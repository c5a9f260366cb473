/*
 * trust -- whom one reader of sealed reports knows, and which suites it
 * recognises. Each nation, laboratory or buyer keeps its own store; the role
 * of a signer is what the store says, never what the signer says.
 *
 * A store is a folder with trust.xml (namespace urn:entente:trust:1,
 * reports/schema/trust.rng) and the certificate files that it names. It is a
 * text that a person writes; see reports/trust/example/trust.xml. Or it is the
 * container that trust_seal() made of such a folder (trustseal.h): then it says
 * which issue it is of whose store, and who sealed it.
 *
 *   <trust xmlns="urn:entente:trust:1" version="7" nation="FR"
 *          issued="2026-11-23">
 *     <anchors>
 *       <anchor id="ca-1" file="ca-1.pem" sha256="..."/>
 *     </anchors>
 *     <holders>
 *       <holder role="vendor" name="..." nation="FR" certificate="..."/>
 *       <holder role="tsa" name="..." nation="FR" anchor="ca-1"/>
 *       <holder role="lab" name="..." nation="GB" from="2026-01-01"
 *               to="2027-12-31" anchor="ca-1" subject="CN=...,O=..."
 *               standard="15189" accreditation="UKAS 1234"
 *               classes="short-read long-read"/>
 *     </holders>
 *     <suites>
 *       <suite id="germline-small-variants" version="1.0.0" sha256="..."/>
 *     </suites>
 *     <registers>
 *       <register origin="register.example.fr" vkey="register.example.fr+...">
 *         <cosigner vkey="cosign.example.uk+..."/>
 *       </register>
 *     </registers>
 *   </trust>
 *
 * Digests are SHA-256 in lower-case hexadecimal. A certificate's is that of
 * its DER form: openssl x509 -in X.pem -outform DER | sha256sum. A holder is
 * known either by one certificate, or by a subject (written as
 * pki_cert_subject() says) below an anchor, to which a valid chain must lead.
 * `from` and `to` are the first and the last day of the role; without them it
 * has no such end. `standard` (of labs) is what it is accredited by: what it
 * signs is then a test report (ISO/IEC 17025) or a verification or validation
 * record (ISO 15189). `classes`: the technology classes that the holder may
 * speak for; without it, all. `distrusted-since` is the day from which the key
 * is known to be in wrong hands.
 *
 * A register is a log whose proofs in containers this reader looks at: its
 * name, its verifier key (reports/register/note.h) and those of the parties
 * whose cosignatures count.
 *
 * A time-stamping authority (role="tsa") is a holder too; without `subject` it
 * is any below its anchor. The anchors are also the authorities whose word on
 * the status of the certificates that they issued (OCSP) counts.
 *
 * Time: a seal of baseline B carries only the time that its signer claims.
 * Terms are compared with that time. A distrusted key can claim any time, so
 * distrust holds for whatever it claims. With a time stamp by an authority of
 * the store, terms and distrust are compared with the time that it proves.
 *
 * Ownership: struct trust owns all it points to; trust_release().
 */
#ifndef REPORTS_TRUST_TRUST_H
#define REPORTS_TRUST_TRUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "reports/register/note.h"
#include "reports/seal/pki.h"

struct err;

#define TRUST_NS        "urn:entente:trust:1"
#define TRUST_NAME      "trust.xml"
#define TRUST_BYTES_MAX ((size_t)16 << 20)

enum trust_role {
    TRUST_VENDOR,
    TRUST_LAB,
    TRUST_BODY,
    TRUST_TSA, /* makes time stamps; seals no document */
};

/* "vendor", "lab", "body", "tsa". */
const char *trust_role_name(enum trust_role r);

enum trust_standard {
    TRUST_STANDARD_NONE, /* not stated */
    TRUST_ISO_17025,
    TRUST_ISO_15189,
};

/* "17025", "15189"; NULL when not stated. */
const char *trust_standard_name(enum trust_standard s);

struct trust_anchor {
    const char *id;
    const char *file; /* below the store's folder */
    const char *sha256;
    struct pki_cert *cert; /* NULL until trust_open() has read the file */
};

struct trust_holder {
    enum trust_role role;
    const char *name;
    const char *nation;      /* "FR", "GB": ISO 3166-1 */
    const char *from, *to;   /* ISO dates or NULL */
    const char *distrusted;  /* ISO date or NULL */
    const char *certificate; /* SHA-256, or NULL: */
    const char *subject; /* ... this name (NULL, a TSA only: any) below ... */
    size_t anchor;       /* ... anchors[anchor] */
    enum trust_standard standard;
    const char *accreditation;  /* number and body; NULL */
    const char *const *classes; /* NULL: all */
    size_t n_classes;
};

struct trust_suite {
    const char *id; /* "germline-small-variants@1.0.0" */
    const char *sha256;
};

struct trust_register {
    struct note_key log; /* its name is that of the log */
    struct note_key *cosigners;
    size_t n;
};

/* Who sealed the store; all NULL and false for a folder. */
struct trust_seal {
    const char *signer; /* subject, RFC 2253 */
    const char *sha256; /* of the certificate */
    const char *time;   /* claimed */
    bool rooted;        /* it is the one that the reader asked for */
};

struct trust {
    struct arena arena;
    struct trust_register *registers;
    size_t n_registers;
    int64_t version;    /* 0: not stated */
    const char *nation; /* whose store; NULL */
    const char *issued; /* ISO date; NULL */
    struct trust_seal seal;
    struct trust_anchor *anchors;
    size_t n_anchors;
    struct trust_holder *holders;
    size_t n_holders;
    struct trust_suite *suites;
    size_t n_suites;
};

/*
 * The store in a folder: trust.xml and the anchors' files. Or in a container;
 * `root` is then the SHA-256 of the certificate that must have sealed it
 * (ERR_REFUSED), or NULL: whoever sealed it is then unattributed. Any fault
 * makes the whole store unusable (-1); ERR_MISMATCH for an anchor's digest.
 */
int trust_open_from(struct trust *out, const char *path, const char *root,
                    struct err *e);
/* The same with no root. */
int trust_open(struct trust *out, const char *path, struct err *e);
/* trust.xml only; no anchor is read. `name` is used in messages. */
int trust_parse(struct trust *out, const char *xml, size_t len,
                const char *name, struct err *e);
void trust_release(struct trust *t);

enum trust_standing {
    TRUST_UNKNOWN,     /* no holder fits the certificate */
    TRUST_KNOWN,       /* in its role at the claimed time */
    TRUST_OUT_OF_TERM, /* known, but not in its role at that time */
    TRUST_DISTRUSTED,  /* known, and its key is in wrong hands */
};

/*
 * Who is the signer chain[0], whose chain is the rest, at the claimed time?
 * *holder is NULL when unknown. When several holders fit, a distrusted one
 * counts first, then one in its term, then one known by certificate.
 */
int trust_signer(enum trust_standing *out, const struct trust_holder **holder,
                 const struct trust *t, struct pki_cert *const *chain, size_t n,
                 const char *signing_time, struct err *e);

/* By the name of its log; NULL when the store does not know it. */
const struct trust_register *trust_register_of(const struct trust *t,
                                               const char *origin);

/* May the holder speak for this technology class? */
bool trust_speaks_for(const struct trust_holder *h, const char *class);

/* The same of one who made a time stamp, at its time. Only holders in the role
 * TRUST_TSA are looked at here, and none of them by trust_signer(). */
int trust_tsa(enum trust_standing *out, const struct trust_holder **holder,
              const struct trust *t, struct pki_cert *const *chain, size_t n,
              const char *time, struct err *e);

/* Is the holder's certificate, or the chain from it to its anchor, in force at
 * that time (seconds since 1970)? */
bool trust_holds(const struct trust *t, const struct trust_holder *h,
                 struct pki_cert *const *chain, size_t n, int64_t time);

/* In its term at `time`, whatever is known of its key since. */
bool trust_in_term(const struct trust_holder *h, const char *time);

/* Is chain[0] an anchor of the store, or does a chain lead to one at that time?
 */
bool trust_is_authority(const struct trust *t, struct pki_cert *const *chain,
                        size_t n, int64_t time);

/* Does the store list this suite ("id@version") with this digest? */
bool trust_has_suite(const struct trust *t, const char *id, const char *sha256);

#endif
