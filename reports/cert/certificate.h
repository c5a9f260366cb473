/*
 * certificate -- what a certification body says (ISO/IEC 17065):
 * certificate.xml (namespace urn:entente:certificate:1,
 * reports/schema/certificate.rng).
 *
 * It stands in a container with all that it rests on:
 *
 *     certificate.xml  scheme.xml  reports/1.asice ...  waivers/1.asice ...
 *
 * so that whoever reads it can decide again: see certify.h for the rules.
 *
 * One form: what was read and is written again gives the same bytes, so the
 * document can not say anything that is not in this struct.
 *
 * The file says what the body decided; whether its key may say so is for the
 * reader's trust store. It is no regulatory approval, and says so on its face.
 *
 * Ownership: texts live in the arena of whoever filled the struct, those of
 *            certificate_read() in `arena`; certificate_release().
 */
#ifndef REPORTS_CERT_CERTIFICATE_H
#define REPORTS_CERT_CERTIFICATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/outcome.h"
#include "core/suite.h" /* struct text2 */

struct buf;
struct err;

#define CERTIFICATE_NS        "urn:entente:certificate:1"
#define CERTIFICATE_XML       "certificate.xml"
#define CERTIFICATE_SCHEME    "scheme.xml"
#define CERTIFICATE_BYTES_MAX ((size_t)4 << 20)

/* A party that seals: known by its certificate, not by its name. */
struct cert_party {
    const char *name;
    const char *nation; /* "FR": ISO 3166-1 */
    const char *sha256; /* of its certificate in DER */
};

struct cert_report {
    const char *member; /* "reports/1.asice" */
    const char *sha256; /* of the container */
    const char *suite;  /* "id@version" */
    const char *suite_sha256;
    const char *result_digest;
    const char *created; /* time */
    enum evidence_level level;
    const char *role; /* of its signer, as the body's trust store has it */
    struct cert_party signer;
};

struct cert_verdict { /* of one report, for one profile */
    const char *suite;
    const char *profile;
    enum verdict verdict;
    bool limits_adopted; /* it rests on limits that only the scheme adopts */
};

struct cert_waiver {
    const char *id;
    const char *case_id;
    const char *suite;
    const char *authoriser;
    const char *until;  /* last day */
    const char *reason; /* as written, in its own language */
};

struct cert_regulatory { /* as declared by the vendor, not checked */
    const char *regime;  /* "CE-IVDR", "UKCA" */
    const char *status;
};

struct certificate {
    struct arena arena;
    const char *number; /* "FR-2026-0001": an id */
    const char *issued; /* time */
    struct cert_party body;
    const char *complaints; /* address */
    const char *scheme;     /* "id@version" */
    const char *scheme_sha256;
    struct text2 scope;
    const char *technology;
    const char *vendor, *product, *version;
    bool patches; /* holds for later patches too, by delta; else this version */
    const char *from, *to;
    int64_t grace_days; /* after a suite of it is retired */
    int64_t attempt;    /* 1: the first */
    int64_t attempts_registered;
    const char *supersedes; /* number; NULL */
    struct cert_report *reports;
    size_t n_reports;
    struct cert_verdict *verdicts;
    size_t n_verdicts;
    struct cert_waiver *waivers;
    size_t n_waivers;
    struct text2 *conditions;
    size_t n_conditions;
    struct text2 *not_tested; /* of the suites */
    size_t n_not_tested;
    const char *
        *not_asked; /* mandatory cases that do not apply: "suite case" */
    size_t n_not_asked;
    struct cert_regulatory *regulatory;
    size_t n_regulatory;
    const char **evaluated_by; /* persons; those of the two below are others */
    size_t n_evaluated_by;
    const char *reviewed_by;
    const char *decided_by;
    struct text2 surveillance;
};

/* Is report i the first by its suite? Several by one suite end it, or are
 * touched, once. */
bool certificate_first_by_suite(const struct certificate *c, size_t i);

void certificate_write(struct buf *out, const struct certificate *c);
/* ERR_SYNTAX with line and column, also when it is not in the one form. */
int certificate_read(struct certificate *out, const char *xml, size_t len,
                     struct err *e);
void certificate_release(struct certificate *c);

#endif
