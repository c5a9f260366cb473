/*
 * decision -- what the persons of a body state when they certify, beyond what
 * follows from reports and scheme: decision.xml (namespace
 * urn:entente:decision:1, reports/schema/decision.rng).
 *
 *   <decision xmlns="urn:entente:decision:1" number="FR-2026-0001"
 *             from="2026-12-01" covers="this-version" attempt="1"
 *             attempts-registered="1">
 *     <scope xml:lang="en">…</scope><scope xml:lang="fr">…</scope>
 *     <condition><text xml:lang="en">…</text>…</condition>*
 *     <regulatory regime="CE-IVDR" declared="class C, declared by the
 * vendor"/>* <evaluated-by>…</evaluated-by>+ <reviewed-by>…</reviewed-by>
 *     <decided-by>…</decided-by>
 *   </decision>
 *
 * Who reviews and who decides are other persons than who evaluated (ISO/IEC
 * 17065:2012, 7.5.1 and 7.6.2).
 *
 * Ownership: decision_release().
 */
#ifndef REPORTS_CERT_DECISION_H
#define REPORTS_CERT_DECISION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "core/suite.h" /* struct text2 */
#include "reports/cert/certificate.h"

struct err;

#define DECISION_NS        "urn:entente:decision:1"
#define DECISION_BYTES_MAX ((size_t)1 << 20)

struct decision {
    struct arena arena;
    const char *number;
    const char *from;
    const char *to; /* NULL: as long as the scheme allows */
    bool patches;
    int64_t attempt;
    int64_t attempts_registered;
    const char *supersedes;
    struct text2 scope;
    struct text2 *conditions;
    size_t n_conditions;
    struct cert_regulatory *regulatory;
    size_t n_regulatory;
    const char **evaluated_by;
    size_t n_evaluated_by;
    const char *reviewed_by;
    const char *decided_by;
};

int decision_parse(struct decision *out, const char *xml, size_t len,
                   const char *name, struct err *e);
void decision_release(struct decision *d);

/* What a certificate says its persons stated; borrows from it. */
void decision_of(struct decision *out, const struct certificate *c);

#endif
