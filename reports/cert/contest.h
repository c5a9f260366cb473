/*
 * contest -- a case of a suite that is wrong: who says so (an objection), and
 * what a body makes of it (an erratum). Each is a file that a person writes,
 * and that is sealed in a container of its own.
 *
 * objection.xml (namespace urn:entente:objection:1, schema/objection.rng), by
 * any holder of the trust store:
 *
 *   <objection xmlns="urn:entente:objection:1" id="O-7" suite="germline@1.0.0"
 *              suite-sha256="..." case="GERM-004">
 *     <statement xml:lang="en">…</statement>
 *     <statement xml:lang="fr">…</statement>
 *   </objection>
 *
 * erratum.xml (namespace urn:entente:erratum:1, schema/erratum.rng), by a body:
 *
 *   <erratum xmlns="urn:entente:erratum:1" id="E-2" suite="germline@1.0.0"
 *            suite-sha256="..." case="GERM-004" since="2026-11-23">
 *     <objection id="O-7" sha256="OF-ITS-CONTAINER"/>        optional
 *     <reason xml:lang="en">…</reason><reason xml:lang="fr">…</reason>
 *   </erratum>
 *
 * `issued` and the holder are filled in when it is sealed. An erratum excludes
 * the case from results by these octets of the suite; it changes nothing in the
 * suite's file nor in any report: `entente suite impact` decides stored results
 * again. `since` is the day from which the body holds the case to be wrong.
 *
 * Ownership: contest_release().
 */
#ifndef REPORTS_CERT_CONTEST_H
#define REPORTS_CERT_CONTEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "core/suite.h" /* struct text2 */

struct buf;
struct err;
struct pki_signer;
struct trust;

#define CONTEST_OBJECTION_XML "objection.xml"
#define CONTEST_ERRATUM_XML   "erratum.xml"
#define CONTEST_BYTES_MAX     ((size_t)1 << 20)

enum contest_kind {
    CONTEST_OBJECTION,
    CONTEST_ERRATUM,
};

struct contest {
    struct arena arena;
    enum contest_kind kind;
    const char *id;
    const char *suite; /* "id@version" */
    const char *suite_sha256;
    const char *case_id;
    const char *since;            /* of an erratum: ISO date */
    const char *objection;        /* of an erratum: id, or NULL */
    const char *objection_sha256; /* of its container */
    struct text2 text;            /* statement, or reason */
    /* NULL in what is only stated: */
    const char *issued; /* time */
    const char *name;   /* of the holder, as the store that he used has it */
    const char *nation;
    const char *role;        /* "vendor", "lab", "body" */
    const char *certificate; /* SHA-256 */
};

/* With `stated` only what a person writes is there, else all of it and in the
 * one form. */
int contest_read(struct contest *out, enum contest_kind kind, const char *xml,
                 size_t len, const char *name, bool stated, struct err *e);
void contest_write(struct buf *out, const struct contest *c);
void contest_release(struct contest *c);

/* The file's name in its container: CONTEST_..._XML. */
const char *contest_member(enum contest_kind kind);

struct contest_ask {
    enum contest_kind kind;
    const char *stated; /* path */
    const char *holder; /* name that the key must have in the store, or NULL */
    const char *now;    /* time */
};

/* What is stated, sealed by a holder of the store: an erratum by a body.
 * ERR_REFUSED for a key that is not one's. */
int contest_make(struct buf *out, const struct contest_ask *ask,
                 const struct trust *trust, const struct pki_signer *signer,
                 struct err *e);

#endif
