/*
 * scheme -- by which rules a body certifies: scheme.xml (namespace
 * urn:entente:scheme:1, reports/schema/scheme.rng), a text that the body
 * writes and that is sealed with each certificate.
 *
 *   <scheme xmlns="urn:entente:scheme:1" id="fr-pfmg" version="1.0.0"
 *           nation="FR" status="proposed" source="...">
 *     <title xml:lang="en">…</title><title xml:lang="fr">…</title>
 *     <suite id="germline-small-variants@1.0.0" sha256="..." limits="adopted"/>
 *     <profile id="COMMON"/> <profile id="FR-PFMG"/>
 *     <evidence level="executed-by-lab" signer="lab" reports="1"
 *               laboratories="1" max-age-days="180"/>
 *     <validity days="730" grace-days="180"/>
 *     <waivers max="2"/>
 *     <surveillance xml:lang="en">…</surveillance> (and fr)
 *     <complaints>…</complaints>
 *   </scheme>
 *
 * limits="adopted": the body takes the suite's limits as its own, also those
 * that nobody published; else a verdict that rests on such a limit is
 * provisional and can not be certified.
 *
 * Ownership: scheme_release().
 */
#ifndef REPORTS_CERT_SCHEME_H
#define REPORTS_CERT_SCHEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/outcome.h"
#include "core/suite.h" /* struct text2 */
#include "reports/trust/trust.h"

struct err;

#define SCHEME_NS          "urn:entente:scheme:1"
#define SCHEME_BYTES_MAX   ((size_t)1 << 20)
#define SCHEME_WAIVERS_MAX 32

struct scheme_suite {
    const char *id; /* "id@version" */
    const char *sha256;
    bool limits_adopted;
};

struct scheme {
    struct arena arena;
    char sha256[65]; /* of the octets */
    const char *id;  /* "id@version" */
    const char *nation;
    const char *status; /* "published", "proposed", "unconfirmed" */
    const char *source;
    struct text2 title;
    struct scheme_suite *suites; /* each must be reported on */
    size_t n_suites;
    const char **profiles; /* each must be conformant */
    size_t n_profiles;
    enum evidence_level level; /* at least */
    enum trust_role signer;    /* of the reports: at least. A lab's word is more
                                  than a vendor's, a body's more than a lab's */
    int64_t reports;           /* per suite, at least */
    int64_t laboratories;      /* different signers, at least */
    int64_t max_age_days;      /* of a report on the day of issue */
    int64_t days;              /* of validity, at most */
    int64_t grace_days;
    int64_t max_waivers;
    struct text2 surveillance;
    const char *complaints;
};

int scheme_parse(struct scheme *out, const char *xml, size_t len,
                 const char *name, struct err *e);
void scheme_release(struct scheme *s);

const struct scheme_suite *scheme_find(const struct scheme *s,
                                       const char *suite);

#endif
