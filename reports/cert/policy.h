/*
 * policy -- what a nation asks before it adopts a technology: policy.xml
 * (namespace urn:entente:policy:1, reports/schema/policy.rng). Data, not code:
 * clauses, each with its source and a status: published, proposed or
 * unconfirmed.
 *
 *   <policy xmlns="urn:entente:policy:1" id="fr-short-read" version="1.0.0"
 *           nation="FR" technology="short-read">
 *     <title xml:lang="en">…</title><title xml:lang="fr">…</title>
 *     <clause id="FR-1" status="proposed" source="…">
 *       <title xml:lang="en">…</title><title xml:lang="fr">…</title>
 *       <requires what="document" kind="certificate" nations="FR GB"/>
 *     </clause>
 *     …
 *   </policy>
 *
 * What a clause may require:
 *   document      kind ("certificate"), nations: who may have issued it
 *   partner       nation, as ("automatic", "with-reservations", "never"): what
 *                 a certificate issued there counts for
 *   recognised    nations: bodies that must have sealed it too
 *   suite         id, from, before: a report by a version in [from, before)
 *   profile       id: conformant in it
 *   evidence      level: of each report, at least
 *   laboratories  min: different signers of the reports, laboratories or bodies
 *   age           max-days: of each report, on the day
 *   waivers       max
 *   limits        as ("published", "adopted"): may verdicts rest on limits that
 *                 only the body's scheme adopts? "adopted": with reservations
 *   in-force      on the day
 *   status        max-age-days: a list of status no older says nothing against
 *                 it
 *
 * Ownership: policy_release().
 */
#ifndef REPORTS_CERT_POLICY_H
#define REPORTS_CERT_POLICY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/outcome.h"
#include "core/suite.h" /* struct text2, struct version */

struct err;

#define POLICY_NS        "urn:entente:policy:1"
#define POLICY_BYTES_MAX ((size_t)1 << 20)

enum policy_what {
    POLICY_DOCUMENT,
    POLICY_PARTNER,
    POLICY_RECOGNISED,
    POLICY_SUITE,
    POLICY_PROFILE,
    POLICY_EVIDENCE,
    POLICY_LABORATORIES,
    POLICY_AGE,
    POLICY_WAIVERS,
    POLICY_LIMITS,
    POLICY_IN_FORCE,
    POLICY_STATUS,
    POLICY_WHATS
};

enum policy_as {
    POLICY_AUTOMATIC, /* "automatic", "adopted" */
    POLICY_RESERVED,  /* "with-reservations" */
    POLICY_NEVER      /* "never", "published" */
};

struct policy_clause {
    const char *id;
    const char *status; /* "published", "proposed", "unconfirmed" */
    const char *source;
    struct text2 title;
    enum policy_what what;
    const char *name; /* kind, suite id, profile id, nation */
    const char *const *nations;
    size_t n_nations;
    enum policy_as as;
    enum evidence_level level;
    struct version from, before;
    int64_t number; /* min, max, max-days */
};

struct policy {
    struct arena arena;
    const char *id; /* "id@version" */
    const char *nation;
    const char *technology;
    struct text2 title;
    struct policy_clause *clauses;
    size_t n;
};

/* "document", "in-force"... */
const char *policy_what_name(enum policy_what w);

int policy_parse(struct policy *out, const char *xml, size_t len,
                 const char *name, struct err *e);
void policy_release(struct policy *p);

#endif
