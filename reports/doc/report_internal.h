/*
 * report_internal -- what the files that write and check report.xml share.
 */
#ifndef REPORTS_DOC_REPORT_INTERNAL_H
#define REPORTS_DOC_REPORT_INTERNAL_H

#include "core/evidence.h"
#include "core/suite.h"

struct err;
struct plan;
struct report;
struct report_claim;
struct xmlout;

/* The sections of report.xml that follow from suite.xml, tallies, waivers and
 * level alone: anyone can write them again. */
void report_write_summary(struct xmlout *w, const struct report *r);
void report_write_suite(struct xmlout *w, const struct suite *s);
void report_write_cases(struct xmlout *w, const struct report *r);
void report_write_controls(struct xmlout *w, const struct report *r);

/* Those that are told by whoever ran the suite. */
void report_write_told(struct xmlout *w, const struct report *r);

/* Does what is told contradict suite or tallies? ERR_MISMATCH when it does. */
int report_recheck_told(const struct report_claim *c, const struct suite *s,
                        const struct plan *p, const struct evidence *ev,
                        struct err *e);

#endif
