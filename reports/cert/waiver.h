/*
 * waiver -- a body's word that a failed case is not held against one product,
 * for a time: waiver.xml (namespace urn:entente:waiver:1,
 * reports/schema/waiver.rng), sealed in a container of its own.
 *
 *   <waiver xmlns="urn:entente:waiver:1" id="W-FR-3" suite="germline@1.0.0"
 *           suite-sha256="..." case="GERM-004" outcome="fail"
 *           until="2027-06-30">
 *     <product vendor="..." name="..." version="..." covers="this-version"/>
 *     <reason xml:lang="en">…</reason><reason xml:lang="fr">…</reason>
 *   </waiver>
 *
 * is what a person writes; `issued` and the body are filled in when it is
 * sealed. It covers the raw outcome that it names and no other, ends by itself
 * after its last day, and works only for cases that the suite lets be waived.
 * Who is judged by a suite can not waive: a body of the reader's trust store
 * must have sealed it.
 *
 * `entente run --waiver FILE` applies it; the report's container holds it as
 * waiver-1.asice and so on, one for each waiver of the report.
 *
 * Ownership: waiver_release().
 */
#ifndef REPORTS_CERT_WAIVER_H
#define REPORTS_CERT_WAIVER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "core/evidence.h"
#include "reports/cert/certificate.h"

struct buf;
struct err;
struct pki_signer;
struct trust;

#define WAIVER_NS        "urn:entente:waiver:1"
#define WAIVER_XML       "waiver.xml"
#define WAIVER_BYTES_MAX ((size_t)1 << 20)
#define WAIVER_MAX       16 /* in one report */
#define WAIVER_MEMBER    32 /* bytes of a member's name, with NUL */

struct waiver_file {
    struct arena arena;
    const char *id;
    const char *suite; /* "id@version" */
    const char *suite_sha256;
    const char *case_id;
    enum outcome outcome; /* OUTCOME_FAIL: what it covers */
    const char *until;    /* last day */
    const char *vendor, *product, *version;
    bool patches;           /* covers later patches of that version too */
    const char *issued;     /* time; NULL in what is only stated */
    struct cert_party body; /* likewise */
    struct text2 reason;
};

/* With `stated` only what a person writes is there, else all of it and in the
 * one form. */
int waiver_read(struct waiver_file *out, const char *xml, size_t len,
                const char *name, bool stated, struct err *e);
void waiver_write(struct buf *out, const struct waiver_file *v);
void waiver_release(struct waiver_file *w);

/* What is stated, sealed by a body of the trust store. */
int waiver_make(struct buf *out, const char *stated_path,
                const struct trust *trust, const struct pki_signer *signer,
                const char *body, const char *now, struct err *e);

/* Is it for this suite, this product and that day, which is neither after its
 * end nor before it was sealed? ERR_REFUSED with what does not fit. `w` must be
 * of a sealed file. `version` is covered when it is the same, or, with patches,
 * when it goes on from it behind a dot: 2.1 covers 2.1.3. */
struct waiver_use {
    const char *suite;
    const char *suite_sha256;
    const char *vendor, *product, *version;
    const char *day;
};
int waiver_fits(const struct waiver_file *w, const struct waiver_use *use,
                struct err *e);

/* As evidence has it: the reason in English, the body as authoriser. Borrows.
 */
void waiver_as_evidence(struct waiver *out, const struct waiver_file *w);

/* "waiver-1.asice" for the first, i == 0. */
void waiver_member(char out[WAIVER_MEMBER], size_t i);

#endif
