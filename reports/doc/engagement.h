/*
 * engagement -- what a laboratory adds to make results a test report (ISO/IEC
 * 17025:2017, 7.8.2.1): from `--engagement FILE`.
 *
 * <engagement xmlns="urn:entente:engagement:1" attempt="2">
 *   <report-id>LBM-2026-0147</report-id>
 *   <laboratory>…</laboratory>
 *   <laboratory-address>…</laboratory-address>
 *   <test-place>…</test-place>?
 *   <customer>…</customer>
 *   <customer-contact>…</customer-contact>?
 *   <received>2026-11-14</received>?
 *   <tested-from>2026-11-20</tested-from>?
 *   <tested-to>2026-11-21</tested-to>?
 *   <issued>2026-11-23</issued>
 *   <item-condition>…</item-condition>?
 *   <deviations>…</deviations>?
 *   <accreditation>…</accreditation>?
 *   <authorised-by>…</authorised-by>
 *   <external-providers>…</external-providers>?
 *   <opinions>…</opinions>?
 * </engagement>
 *
 * In this order. Without identifier, laboratory, address, customer, date of
 * issue and who authorises it, a document may not be called a test report:
 * these six are required. Dates are those of the calendar, in order: received
 * and tested-from not after tested-to, tested-to not after issued.
 * Grammar: reports/schema/engagement.rng. Errors: file, line, column.
 *
 * Ownership: a struct engagement owns its texts; `g` points to them.
 */
#ifndef REPORTS_DOC_ENGAGEMENT_H
#define REPORTS_DOC_ENGAGEMENT_H

#include <stddef.h>

#include "base/arena.h"
#include "reports/doc/report.h"

struct err;

#define ENGAGEMENT_NS        "urn:entente:engagement:1"
#define ENGAGEMENT_BYTES_MAX ((size_t)1 << 20)

struct engagement {
    struct arena arena;
    struct report_engagement g;
};

int engagement_parse(struct engagement *out, const char *bytes, size_t len,
                     const char *name, struct err *e);
int engagement_read(struct engagement *out, const char *path, struct err *e);
void engagement_release(struct engagement *g);

#endif
